//! Has the worker run the rules over whatever article is open, and stops it when the article leaves the screen.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::messages::message;
use crate::model::ArticleId;
use crate::session::{Action, Session, Wanted, WantedRun};
use crate::suggest::Suggestions;
use crate::worker::protocol::{Answer, Request, RequestId};

use super::handle::Handle;
use super::later::{after, at_next_frame, in_new_task};
use super::worker::{Heard, Running};

/// The rules begin so long after the first frame that shows an article: whoever only leafs through needs none.
const AFTER_MS: i32 = 120;

/// A worker that has read so long a text does not stay.
const LONG_BYTES: usize = 256_000;

/// The number that no request bears.
const NOTHING: RequestId = 0;

/// Who follows which runs of the rules a session wants.
#[derive(Default)]
pub struct Suggester {
    worker: RefCell<Option<Running>>,
    is_broken: Cell<bool>,
    /// Whether one that is gone has run.
    has_run: Cell<bool>,
    /// Whether the person is dragging over the text: a redraw under the mouse would take the selection along.
    is_held_back: Cell<bool>,
    held_back: RefCell<Vec<(Suggestions, bool)>>,
    wanted: RefCell<Option<WantedRun>>,
    /// The number of the run's request, and of the last request of any kind.
    request: Cell<RequestId>,
    last: Cell<RequestId>,
    finding: RefCell<Option<(RequestId, ArticleId)>>,
}

impl Suggester {
    /// Looks whether the session wants another run than before.
    pub fn follow(&self, session: &Session, handle: &Weak<Handle>) {
        let wanted = session.wanted_run();
        if *self.wanted.borrow() == wanted {
            return;
        }
        if let Some(worker) = &*self.worker.borrow() {
            worker.ask(&Request::Stop(self.request.get()), None);
        }
        // What is under way to the page already is of another text.
        self.request.set(NOTHING);
        self.held_back.borrow_mut().clear();
        let begins = wanted.is_some();
        *self.wanted.borrow_mut() = wanted.clone();
        if begins {
            let handle = handle.clone();
            after_a_frame(move || {
                if let Some(handle) = handle.upgrade() {
                    handle.suggester.begin(&handle, wanted);
                }
            });
        }
    }

    fn begin(&self, handle: &Rc<Handle>, wanted: Option<WantedRun>) {
        if *self.wanted.borrow() != wanted {
            return;
        }
        let request = {
            let session = handle.session();
            let Some(document) = session.document() else { return };
            let article = document.article();
            Request::Suggest {
                id: self.next_request(),
                text: article.text().clone(),
                language: article.metadata().language.clone(),
                near: session.selection().map_or(0, |selection| selection.head.get()),
                rules: session.dataset().scheme().rules.clone(),
            }
        };
        self.request.set(self.last.get());
        if !self.ask(handle, &request) {
            handle.dispatch(Action::CannotSuggest(message::no_worker()));
        }
    }

    fn next_request(&self) -> RequestId {
        self.last.set(self.last.get() + 1);
        self.last.get()
    }

    /// Asks the worker, which is started if it does not run; whether there is one.
    fn ask(&self, handle: &Rc<Handle>, request: &Request) -> bool {
        let mut worker = self.worker.borrow_mut();
        if self.is_broken.get() {
            // One that never ran will not run the next time either; one that broke over a text gets another chance.
            if !(self.has_run.get() || worker.as_ref().is_some_and(Running::has_run)) {
                return false;
            }
            self.has_run.set(true);
            *worker = None;
            self.is_broken.set(false);
        }
        if worker.is_none() {
            *worker = handle.start_worker(|handle, heard| handle.suggester.hear(handle, heard));
        }
        let Some(worker) = &*worker else { return false };
        worker.ask(request, None);
        true
    }

    /// Finds the occurrences of a word and has them proposed.
    pub fn find(&self, handle: &Rc<Handle>, wanted: &Wanted) {
        let Some(text) = text_of(handle) else { return };
        let Wanted { article, word, label, loosely } = wanted.clone();
        let id = self.next_request();
        *self.finding.borrow_mut() = Some((id, article));
        if !self.ask(handle, &Request::Find { id, text, word, label, loosely }) {
            handle.dispatch(Action::Notify { text: message::no_worker(), error: true });
        }
    }

    fn has_ever_run(&self) -> bool {
        self.has_run.get() || self.worker.borrow().as_ref().is_some_and(Running::has_run)
    }

    fn hear(&self, handle: &Rc<Handle>, heard: Heard) {
        let is_current = |id: RequestId| id == self.request.get();
        let offer = |suggestions, is_last| {
            if self.is_held_back.get() {
                return self.held_back.borrow_mut().push((suggestions, is_last));
            }
            // Not borrowed while the session answers.
            let wanted = self.wanted.borrow().clone();
            if let Some(wanted) = wanted {
                handle.dispatch(Action::Offer { wanted, suggestions, is_last });
            }
        };
        match heard {
            Heard::Answer(Answer::Suggested(id, suggestions)) => {
                let found = self.finding.borrow_mut().take_if(|(finding, _)| *finding == id);
                match found {
                    Some((_, article)) => {
                        handle.dispatch(Action::Propose { article, suggestions });
                        self.rest(handle);
                    }
                    None if is_current(id) => offer(suggestions, false),
                    None => {}
                }
            }
            Heard::Answer(Answer::Done(id)) if is_current(id) => {
                offer(Default::default(), true);
                self.request.set(NOTHING);
                self.rest(handle);
            }
            Heard::Answer(Answer::Failed(id, why)) if is_current(id) => {
                handle.dispatch(Action::CannotSuggest(why));
                self.request.set(NOTHING);
                self.rest(handle);
            }
            Heard::Answer(_) | Heard::File(..) | Heard::Kept(..) => {}
            Heard::Broken => {
                // It is ended later: this is called by it.
                self.is_broken.set(true);
                let why = if self.has_ever_run() { message::rules_broke_off() } else { message::no_worker() };
                handle.dispatch(Action::CannotSuggest(why));
            }
        }
    }

    /// Keeps what comes until the mouse is up again.
    pub fn hold_back(&self) {
        self.is_held_back.set(true);
    }

    /// The mouse is up: what came meanwhile is taken in.
    pub fn let_come(&self, handle: &Handle) {
        self.is_held_back.set(false);
        for (suggestions, is_last) in self.held_back.take() {
            let wanted = self.wanted.borrow().clone();
            if let Some(wanted) = wanted {
                handle.dispatch(Action::Offer { wanted, suggestions, is_last });
            }
        }
    }

    /// What a worker's memory has grown to it never gives back: one that has read a long text goes. The next one starts
    /// quickly, from the module that this one has left.
    fn rest(&self, handle: &Handle) {
        let is_long = text_of(handle).is_some_and(|text| text.len() >= LONG_BYTES);
        let is_idle = self.request.get() == NOTHING && self.finding.borrow().is_none();
        if is_long && is_idle {
            self.has_run.set(true);
            let former = self.worker.take();
            // It is being heard.
            in_new_task(move || drop(former));
        }
    }

    /// Ends the worker.
    pub fn end(&self) {
        self.worker.take();
    }
}

fn text_of(handle: &Handle) -> Option<Rc<str>> {
    Some(handle.session().document()?.article().text().clone())
}

/// Does something when the page has been drawn and has had a moment of rest. A page that nobody sees waits.
fn after_a_frame(act: impl FnOnce() + 'static) {
    at_next_frame(move || after(AFTER_MS, act));
}

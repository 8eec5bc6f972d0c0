//! Has the worker run the rules over whatever article is open, and stops it when the article leaves the screen.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::session::{Action, Session, WantedRun};
use crate::worker::protocol::{Answer, Request, RequestId};

use super::handle::Handle;
use super::rescue;
use super::worker::{Heard, Running};

/// The rules begin so long after the first frame that shows an article: whoever only leafs through needs none.
const AFTER_MS: i32 = 120;

/// Who follows which runs of the rules a session wants.
#[derive(Default)]
pub struct Suggester {
    worker: RefCell<Option<Running>>,
    wanted: RefCell<Option<WantedRun>>,
    request: Cell<RequestId>,
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
        let begins = wanted.is_some();
        *self.wanted.borrow_mut() = wanted.clone();
        if begins {
            let handle = handle.clone();
            after_a_frame(move || {
                if let Some(handle) = handle.upgrade().filter(|_| !rescue::has_panicked()) {
                    handle.suggester.begin(&handle, wanted);
                }
            });
        }
    }

    fn begin(&self, handle: &Rc<Handle>, wanted: Option<WantedRun>) {
        if *self.wanted.borrow() != wanted {
            return;
        }
        if self.worker.borrow().is_none() {
            let listener = Rc::downgrade(handle);
            let heard = move |heard| {
                if let Some(handle) = listener.upgrade() {
                    handle.suggester.hear(&handle, heard);
                }
            };
            let started = handle.worker.as_ref().and_then(|script| Running::start(script, heard));
            *self.worker.borrow_mut() = started;
        }
        let request = {
            let session = handle.session();
            let Some(document) = session.document() else { return };
            let article = document.article();
            let near = session.selection().map_or(0, |selection| selection.head.get());
            self.request.set(self.request.get() + 1);
            Request::Suggest {
                id: self.request.get(),
                text: article.text().clone(),
                language: article.metadata().language.clone(),
                near,
            }
        };
        match &*self.worker.borrow() {
            Some(worker) => return worker.ask(&request, None),
            None => {}
        }
        handle.dispatch(Action::CannotSuggest(NO_WORKER.to_owned()));
    }

    fn hear(&self, handle: &Rc<Handle>, heard: Heard) {
        let is_current = |id: RequestId| id == self.request.get();
        let wanted = self.wanted.borrow().clone();
        let offer = |suggestions, is_last| {
            if let Some(wanted) = wanted {
                handle.dispatch(Action::Offer { wanted, suggestions, is_last });
            }
        };
        match heard {
            Heard::Answer(Answer::Suggested(id, suggestions)) if is_current(id) => offer(suggestions, false),
            Heard::Answer(Answer::Done(id)) if is_current(id) => offer(Default::default(), true),
            Heard::Answer(Answer::Failed(id, why)) if is_current(id) => {
                handle.dispatch(Action::CannotSuggest(why));
            }
            Heard::Answer(_) => {}
            Heard::Broken => handle.dispatch(Action::CannotSuggest(NO_WORKER.to_owned())),
        }
    }

    /// Ends the worker.
    pub fn end(&self) {
        self.worker.take();
    }
}

const NO_WORKER: &str = "the browser could not start the worker that runs the rules; all else works";

/// Does something when the page has been drawn and has had a moment of rest. A page that nobody sees waits.
fn after_a_frame(act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let later = Closure::once_into_js(act);
    let frame = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            let later = later.unchecked_ref();
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(later, AFTER_MS);
        }
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}

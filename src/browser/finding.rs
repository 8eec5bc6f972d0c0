//! Has a worker of its own search the open article while the person looks for something.
//!
//! Of its own, as a pattern may be made to be slow: a search that nobody waits for any more, or that takes too long, is
//! ended with its worker. Only one is under way at a time, and the newest comes next.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::model::CodePointSpan;
use crate::search::{Fault, Found};
use crate::session::{Action, Session, WantedSearch};
use crate::worker::protocol::{Answer, Request, RequestId};

use super::handle::Handle;
use super::later::after;
use super::worker::{Heard, Running};

/// So long a search may take while another one waits, in milliseconds.
const PATIENCE_MS: i32 = 700;

/// So many times as long it may take while none waits.
const MOST_PATIENCE: u32 = 20;

/// Who follows which searches a session wants.
#[derive(Default)]
pub struct Finder {
    worker: RefCell<Option<Running>>,
    is_broken: Cell<bool>,
    /// The text that the worker has.
    held: RefCell<Option<Rc<str>>>,
    wanted: RefCell<Option<WantedSearch>>,
    /// What the worker is at.
    asked: RefCell<Option<WantedSearch>>,
    last: Cell<RequestId>,
}

impl Finder {
    /// Looks whether the session wants another search than before.
    pub fn follow(&self, session: &Session, handle: &Weak<Handle>) {
        let wanted = session.wanted_search();
        if *self.wanted.borrow() == wanted {
            return;
        }
        self.wanted.replace(wanted);
        if session.searching().is_none() {
            self.end();
        } else if self.asked.borrow().is_none()
            && let Some(handle) = handle.upgrade()
        {
            self.ask(&handle, session);
        }
    }

    /// Ends the worker.
    pub fn end(&self) {
        self.asked.take();
        self.held.take();
        self.worker.take();
        self.is_broken.set(false);
    }

    fn ask(&self, handle: &Rc<Handle>, session: &Session) {
        let (Some(wanted), Some(document)) = (self.wanted.borrow().clone(), session.document()) else {
            return;
        };
        if self.is_broken.get() {
            self.end();
        }
        let text = document.article().text().clone();
        let Some(query) = session.searching().map(|searching| searching.query().clone()) else { return };
        if self.worker.borrow().is_none() {
            self.worker.replace(handle.start_worker(|handle, heard| handle.finder.hear(handle, heard)));
        }
        let id = self.last.get() + 1;
        self.last.set(id);
        self.asked.replace(Some(wanted));
        let worker = self.worker.borrow();
        let Some(worker) = &*worker else {
            let handle = Rc::downgrade(handle);
            // Not now: the session is still being read.
            return after(0, move || give_up(&handle, id, Fault::Nobody));
        };
        let is_held = self.held.borrow().as_ref().is_some_and(|held| Rc::ptr_eq(held, &text));
        if !is_held {
            worker.ask(&Request::Hold { text: text.clone() }, None);
            self.held.replace(Some(text));
        }
        worker.ask(&Request::Search { id, query }, None);
        watch(Rc::downgrade(handle), id, 1);
    }

    fn hear(&self, handle: &Rc<Handle>, heard: Heard) {
        match heard {
            Heard::Answer(Answer::Found(id, found)) if id == self.last.get() => self.answer(handle, found),
            Heard::Answer(_) | Heard::File(..) | Heard::Kept(..) => {}
            Heard::Broken => {
                // It is ended later: this is called by it.
                self.is_broken.set(true);
                self.answer(handle, nothing(Fault::Nobody));
            }
        }
    }

    /// Gives an answer, or asks again if something else is wanted by now.
    fn answer(&self, handle: &Rc<Handle>, found: Found) {
        let asked = self.asked.take();
        let Some(wanted) = asked.filter(|asked| self.wanted.borrow().as_ref() == Some(asked)) else {
            return self.ask(handle, &handle.session());
        };
        handle.dispatch(Action::Found { wanted, found: found.into() });
    }

    /// Whether this search is still under way.
    fn is_at(&self, id: RequestId) -> bool {
        self.last.get() == id && self.asked.borrow().is_some()
    }
}

/// Ends a search that keeps another one waiting, or takes far too long.
fn watch(handle: Weak<Handle>, id: RequestId, turn: u32) {
    after(PATIENCE_MS, move || {
        let Some(alive) = handle.upgrade().filter(|alive| alive.finder.is_at(id)) else { return };
        let finder = &alive.finder;
        let others_wait = *finder.wanted.borrow() != *finder.asked.borrow();
        // One that is still being loaded is not slow by what it was asked.
        let runs = finder.worker.borrow().as_ref().is_some_and(Running::has_run);
        if runs && others_wait {
            finder.end();
            finder.ask(&alive, &alive.session());
        } else if runs && turn >= MOST_PATIENCE {
            give_up(&handle, id, Fault::TooSlow);
        } else {
            watch(handle, id, turn + u32::from(runs));
        }
    });
}

fn give_up(handle: &Weak<Handle>, id: RequestId, why: Fault) {
    let Some(handle) = handle.upgrade().filter(|handle| handle.finder.is_at(id)) else { return };
    let asked = handle.finder.asked.take();
    handle.finder.end();
    handle.finder.asked.replace(asked);
    handle.finder.answer(&handle, nothing(why));
}

fn nothing(why: Fault) -> Found {
    Found::Wrong { at: CodePointSpan::new(0, 0), why }
}

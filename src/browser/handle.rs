//! One annotator on a page: the session, and who must hear when it changes.
//!
//! Components and the host page's API both act through it, so that neither knows the other.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use crate::model::Scheme;
use crate::session::{Action, Effect, Refusal, Session};

use super::clock;

type Redraw = Rc<dyn Fn(Vec<Effect>)>;
type Listener = Rc<dyn Fn()>;

/// A text that is shown when there is nothing else to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its text.
    pub text: String,
}

/// One annotator on a page.
pub struct Handle {
    /// Tells this annotator's style rules from another's.
    pub instance: u32,
    /// What can be shown as a sample.
    pub samples: Vec<Sample>,
    session: RefCell<Session>,
    redraw: RefCell<Option<Redraw>>,
    listeners: RefCell<Vec<(u32, Listener)>>,
    next_listener: Cell<u32>,
}

impl Handle {
    /// Starts with no article.
    #[must_use]
    pub fn new(instance: u32, scheme: Scheme, samples: Vec<Sample>) -> Rc<Self> {
        Rc::new(Self {
            instance,
            samples,
            session: RefCell::new(Session::new(scheme)),
            redraw: RefCell::new(None),
            listeners: RefCell::new(Vec::new()),
            next_listener: Cell::new(0),
        })
    }

    /// The session, to read. Never held across a [`dispatch`](Self::dispatch).
    pub fn session(&self) -> Ref<'_, Session> {
        self.session.borrow()
    }

    /// The session as it is, even if a panic has left it borrowed.
    ///
    /// # Safety
    /// To be called only after a panic: the code that held the session never goes on then, there is one
    /// thread, and nothing writes any more.
    pub unsafe fn session_after_panic(&self) -> &Session {
        // SAFETY: the caller promises that nobody writes.
        unsafe { &*self.session.as_ptr() }
    }

    /// Does what somebody wants; what is refused is told on the page.
    pub fn dispatch(&self, action: Action) {
        let moment = clock::moment();
        let effects = self.session.borrow_mut().update(action, &moment);
        self.after(effects);
    }

    /// Does what a host page wants; what is refused is told to the host page.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn perform(&self, action: Action) -> Result<(), Refusal> {
        let moment = clock::moment();
        let effects = self.session.borrow_mut().perform(action, &moment)?;
        self.after(effects);
        Ok(())
    }

    fn after(&self, effects: Vec<Effect>) {
        let changed = effects.contains(&Effect::DatasetChanged);
        let redraw = self.redraw.borrow().clone();
        if let Some(redraw) = redraw {
            redraw(effects);
        }
        if changed {
            // A copy: a listener may well add or remove listeners, or change the session again.
            let listeners: Vec<_> =
                self.listeners.borrow().iter().map(|(_, listener)| listener.clone()).collect();
            for listener in listeners {
                listener();
            }
        }
    }

    /// Who draws the session, from now on.
    pub fn drawn_by(&self, redraw: Option<Redraw>) {
        *self.redraw.borrow_mut() = redraw;
    }

    /// Calls `listener` after each change of the dataset, until it is removed by the number that is given back.
    pub fn listen(&self, listener: Listener) -> u32 {
        let number = self.next_listener.get();
        self.next_listener.set(number + 1);
        self.listeners.borrow_mut().push((number, listener));
        number
    }

    /// Calls that listener no longer.
    pub fn stop_listening(&self, number: u32) {
        self.listeners.borrow_mut().retain(|(other, _)| *other != number);
    }

    /// Calls no listener any more and draws nothing.
    pub fn fall_silent(&self) {
        self.listeners.borrow_mut().clear();
        self.drawn_by(None);
    }
}

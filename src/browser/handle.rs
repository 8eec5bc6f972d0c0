//! One annotator on a page: the session, and who must hear when it changes.
//!
//! Components and the host page's API both act through it, so that neither knows the other.

use std::cell::{Cell, Ref, RefCell};
use std::rc::{Rc, Weak};

use crate::messages::{Language, Locale, Message};
use crate::model::Scheme;
use crate::session::scheme_draft::LeftForm;
use crate::session::{Action, Effect, Refusal, Session, TaskId};

use super::finding::Finder;
use super::keeping::Keeper;
use super::later::after;
use super::suggesting::Suggester;
use super::trying::Trier;
use super::worker::{Heard, Outcome, Running};
use super::{clock, interface};

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
    /// Where the worker's script lies, if there is to be one.
    pub worker: Option<String>,
    /// Who keeps the work, if anybody is asked to.
    pub keeper: Keeper,
    /// Who has the rules run.
    pub suggester: Suggester,
    /// Who has rules tried that are being written.
    pub trier: Trier,
    /// Who has the open article searched.
    pub finder: Finder,
    /// The form for the scheme as it was left, if it was left without a word.
    pub left_form: RefCell<Option<LeftForm>>,
    me: Weak<Self>,
    tasks: RefCell<Vec<Weak<TaskState>>>,
    next_task: Cell<TaskId>,
    session: RefCell<Session>,
    locale: RefCell<Locale>,
    redraw: RefCell<Option<Redraw>>,
    listeners: RefCell<Vec<(u32, Listener)>>,
    next_listener: Cell<u32>,
    all_here: RefCell<Vec<Outcome<()>>>,
}

impl Handle {
    /// Starts with no article.
    #[must_use]
    pub fn new(instance: u32, scheme: Scheme, samples: Vec<Sample>, worker: Option<String>) -> Rc<Self> {
        Rc::new_cyclic(|me| Self {
            keeper: Keeper::default(),
            suggester: Suggester::default(),
            trier: Trier::default(),
            left_form: RefCell::default(),
            finder: Finder::default(),
            me: me.clone(),
            instance,
            samples,
            worker,
            tasks: RefCell::new(Vec::new()),
            next_task: Cell::new(0),
            session: RefCell::new(Session::new(scheme)),
            locale: RefCell::default(),
            redraw: RefCell::new(None),
            listeners: RefCell::new(Vec::new()),
            next_listener: Cell::new(0),
            all_here: RefCell::new(Vec::new()),
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

    /// Panics while the session is being changed: the worst that the rescue must cope with.
    pub fn panic_in_a_change(&self) {
        let _held = self.session.borrow_mut();
        panic!("broken on purpose by a test");
    }

    /// What says messages in the language of the interface.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale.borrow().clone()
    }

    /// Says everything in this language from now on.
    pub fn speak(&self, language: &'static Language) {
        *self.locale.borrow_mut() = interface::locale(language);
        let redraw = self.redraw.borrow().clone();
        if let Some(redraw) = redraw {
            redraw(Vec::new());
        }
    }

    /// Does what somebody wants; what is refused is told on the page.
    pub fn dispatch(&self, action: Action) {
        let moment = clock::moment();
        let effects = self.session.borrow_mut().update(action, &moment);
        self.after(effects);
    }

    /// Keeps the work in a database of the browser from now on, and takes up what is there.
    pub fn keep_in(&self, database: String) {
        let moment = clock::moment();
        let effects = self.session.borrow_mut().keep_in(database, String::new(), &moment);
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

    /// Starts a worker; what it tells is heard as long as this annotator is there. `None` where there is none to be had.
    pub(super) fn start_worker(
        self: &Rc<Self>,
        hear: impl Fn(&Rc<Self>, Heard) + 'static,
    ) -> Option<Running> {
        let me = Rc::downgrade(self);
        Running::start(self.worker.as_ref()?, move |heard| {
            if let Some(me) = me.upgrade() {
                hear(&me, heard);
            }
        })
    }

    /// Begins something long that the person can stop.
    #[must_use]
    pub fn begin(self: &Rc<Self>) -> Task {
        let id = self.next_task.get();
        self.next_task.set(id + 1);
        let state =
            TaskState { id, stopped: Cell::new(false), on_stop: RefCell::new(None), handle: self.clone() };
        let task = Task(Rc::new(state));
        self.tasks.borrow_mut().push(Rc::downgrade(&task.0));
        task
    }

    fn stop(&self, id: TaskId) {
        let task = {
            let mut tasks = self.tasks.borrow_mut();
            tasks.retain(|task| task.strong_count() > 0);
            tasks.iter().filter_map(Weak::upgrade).find(|task| task.id == id)
        };
        if let Some(task) = task {
            task.stopped.set(true);
            if let Some(on_stop) = task.on_stop.take() {
                on_stop();
            }
        }
    }

    /// Goes on with a search of the texts once the browser has done what waits.
    fn search_on(&self, search: u32) {
        let me = self.me.clone();
        after(0, move || {
            if let Some(me) = me.upgrade() {
                me.dispatch(Action::SearchOn(search));
            }
        });
    }

    fn after(&self, effects: Vec<Effect>) {
        for effect in &effects {
            match effect {
                Effect::Stop(id) => self.stop(*id),
                Effect::KeysChanged => interface::keep_keys(self.session().keymap()),
                Effect::Keep(ask) => {
                    if let Some(me) = self.me.upgrade() {
                        self.keeper.ask(&me, ask);
                    }
                }
                Effect::SearchOn(search) => self.search_on(*search),
                Effect::AllHere => self.all_here.take().iter().for_each(|waiting| waiting.settle(())),
                Effect::FindOccurrences(wanted) => {
                    if let Some(me) = self.me.upgrade() {
                        self.suggester.find(&me, wanted);
                    }
                }
                _ => {}
            }
        }
        self.suggester.follow(&self.session(), &self.me);
        self.finder.follow(&self.session(), &self.me);
        // What a host page brings is no news, neither to it nor to the person.
        let is_news = !self.session().is_expecting();
        let changed = is_news && effects.contains(&Effect::DatasetChanged);
        let mut effects = effects;
        effects.retain(|effect| is_news || !matches!(effect, Effect::Announce(_)));
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

    /// Settled when all articles that can be had are in memory; see [`super::holding`].
    pub(super) fn when_all_here(&self) -> impl Future<Output = Option<()>> + use<> {
        let (outcome, waiting) = Outcome::new();
        self.all_here.borrow_mut().push(outcome);
        waiting
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
        self.suggester.end();
        self.trier.end();
        if let Some(me) = self.me.upgrade() {
            self.keeper.leave(&me);
        }
        self.finder.end();
        self.drawn_by(None);
    }
}

/// Something long that goes on outside the session. The person is told as long as one copy of it is there.
#[derive(Clone)]
pub struct Task(Rc<TaskState>);

struct TaskState {
    id: TaskId,
    stopped: Cell<bool>,
    on_stop: RefCell<Option<Box<dyn FnOnce()>>>,
    handle: Rc<Handle>,
}

impl Task {
    /// Tells the person how far it is.
    pub fn tell(&self, text: Message) {
        if !self.is_stopped() {
            self.0.handle.dispatch(Action::Progress { task: self.0.id, text: Some(text) });
        }
    }

    /// Whether the person has stopped it.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.get()
    }

    /// Does this, instead of what was to be done before, when the person stops it.
    pub fn on_stop(&self, act: impl FnOnce() + 'static) {
        *self.0.on_stop.borrow_mut() = Some(Box::new(act));
    }
}

impl Drop for TaskState {
    fn drop(&mut self) {
        self.handle.dispatch(Action::Progress { task: self.id, text: None });
    }
}

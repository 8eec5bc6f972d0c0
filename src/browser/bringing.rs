//! What a host page brings that takes a while to be read: it is read in turns, so that the page draws and hears in between.
//! Whoever asks for it before it is there, a host page that annotates at once, has the rest of it read at once.
//!
//! On the page's own thread, and not by the worker: until one has started, and has handed over what it read, the page
//! would have read it itself.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

use crate::formats::Prepared;
use crate::formats::turns::at_once;
use crate::messages::{Message, message};
use crate::session::{Action, Content, Incoming};

use super::clock;
use super::handle::{Handle, Task};
use super::later::in_new_task;

/// So long one turn takes, in milliseconds: long enough that the frames between them cost little, short enough that
/// nobody who presses a key sees that.
const TURN_MS: f64 = 32.0;

/// So long the first one takes, as it comes on top of all that `mount` does.
const FIRST_TURN_MS: f64 = 8.0;

/// A person is told how far it is from then on, and so often, in milliseconds.
const TELL_EVERY_MS: f64 = 200.0;

/// Each annotation is dealt with so many times: written, parsed, read, placed, put together.
const PASSES: usize = 5;

/// When a turn is over, and how far the work is.
#[derive(Default)]
pub struct Pace {
    until: Cell<f64>,
    done: Cell<usize>,
}

impl Pace {
    /// So many things were done; whether the turn is over.
    pub fn is_up(&self, things: usize) -> bool {
        self.done.set(self.done.get() + things);
        clock::milliseconds() >= self.until.get()
    }
}

/// Reads what is brought; the error is for the host page.
pub type Work = Pin<Box<dyn Future<Output = Result<Prepared, String>>>>;

/// What is brought, and whereto.
pub struct Brought {
    /// How many articles.
    pub articles: usize,
    /// How many annotations.
    pub annotations: usize,
    /// The database in which they are to be kept, if they are.
    pub database: Option<String>,
}

/// What is on its way.
pub struct Bringing {
    handle: Rc<Handle>,
    brought: Brought,
    pace: Rc<Pace>,
    /// Gone as soon as it is done, or will not be.
    work: RefCell<Option<Work>>,
    /// What was read, until it is taken in.
    read: RefCell<Option<Result<Prepared, String>>>,
    /// What came of it, until that was told.
    outcome: RefCell<Option<Result<(), String>>>,
    task: RefCell<Option<Task>>,
    told: Cell<f64>,
    /// Draws the annotator, until that was done.
    draw: RefCell<Option<Box<dyn FnOnce()>>>,
    /// Whether it is there, or nobody waits for it any more.
    is_over: Cell<bool>,
    settle: (Function, Function),
    /// Settled once it is there, with an error where something is wrong with it.
    pub opened: Promise,
}

/// What began.
pub enum Begun {
    /// It did not take long.
    There(Result<Prepared, String>),
    /// It goes on by itself.
    OnItsWay(Rc<Bringing>),
}

impl Bringing {
    /// Begins, and does the first turn.
    #[must_use]
    pub fn begin(handle: &Rc<Handle>, brought: Brought, work: impl FnOnce(Rc<Pace>) -> Work) -> Begun {
        let pace = Rc::new(Pace::default());
        let mut work = work(pace.clone());
        if let Poll::Ready(read) = turn(&pace, &mut work, FIRST_TURN_MS) {
            return Begun::There(read);
        }
        let mut settle = None;
        let opened = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        let bringing = Rc::new(Self {
            handle: handle.clone(),
            brought,
            pace,
            work: RefCell::new(Some(work)),
            read: RefCell::default(),
            outcome: RefCell::default(),
            task: RefCell::default(),
            told: Cell::new(clock::milliseconds()),
            draw: RefCell::default(),
            is_over: Cell::new(false),
            // The browser calls the executor at once, so there is always something to settle by.
            settle: settle.unwrap_or_default(),
            opened,
        });
        handle.dispatch(Action::Expect);
        bringing.go_on_later();
        Begun::OnItsWay(bringing)
    }

    /// `draw` draws the annotator: as soon as there is something to show, or to tell.
    pub fn draws(&self, draw: impl FnOnce() + 'static) {
        *self.draw.borrow_mut() = Some(Box::new(draw));
    }

    fn draw(&self) {
        if let Some(draw) = self.draw.take() {
            in_new_task(draw);
        }
    }

    /// Has the rest of it read now, if there is any.
    ///
    /// # Errors
    /// What is wrong with it, for the host page.
    pub fn now(&self) -> Result<(), String> {
        if self.is_over.get() {
            return Ok(());
        }
        let work = self.work.take();
        if work.is_none() && self.read.borrow().is_none() && self.outcome.borrow().is_none() {
            return Err(
                "`articles` are being read this very moment: what reads them cannot ask for them".to_owned()
            );
        }
        self.pace.until.set(f64::INFINITY);
        if let Some(work) = work {
            *self.read.borrow_mut() = Some(at_once(work));
        }
        self.take_in();
        self.end()
    }

    /// Nobody waits for it any more.
    pub fn abandon(&self) {
        self.is_over.set(true);
        self.work.take();
        self.read.take();
        self.outcome.take();
        self.draw.take();
        let _ = self.settle.0.call0(&JsValue::UNDEFINED);
    }

    /// It is held as long as it goes on: a host page need not hold what `mount` gave it.
    fn go_on_later(self: &Rc<Self>) {
        let me = self.clone();
        in_new_task(move || me.do_turn());
    }

    fn do_turn(self: &Rc<Self>) {
        let Some(mut work) = self.work.take() else { return };
        match turn(&self.pace, &mut work, TURN_MS) {
            Poll::Ready(read) => {
                if self.is_over.get() {
                    return;
                }
                *self.read.borrow_mut() = Some(read);
                // To take it in is a task of its own, and so is the drawing.
                let me = self.clone();
                in_new_task(move || {
                    me.take_in();
                    in_new_task(move || {
                        // What is wrong was told on the page, and to whoever waits.
                        let _ = me.end();
                    });
                });
            }
            Poll::Pending => {
                // What is read may be the host's own code, which may well have unmounted the annotator.
                if !self.is_over.get() {
                    *self.work.borrow_mut() = Some(work);
                    self.tell();
                    self.go_on_later();
                }
            }
        }
    }

    fn tell(self: &Rc<Self>) {
        let now = clock::milliseconds();
        if now - self.told.get() < TELL_EVERY_MS {
            return;
        }
        self.told.set(now);
        let me = self.clone();
        // What is told is drawn, which takes a while the first time.
        in_new_task(move || {
            if me.work.borrow().is_none() {
                return;
            }
            let all = PASSES * me.brought.annotations;
            let percent = (me.pace.done.get() * 100).checked_div(all).unwrap_or_default().min(99);
            let task = me.task.borrow_mut().get_or_insert_with(|| me.begin_task()).clone();
            task.tell(message::opening_percent(message::articles_count(me.brought.articles), percent));
            me.draw();
        });
    }

    fn begin_task(self: &Rc<Self>) -> Task {
        let task = self.handle.begin();
        let me = Rc::downgrade(self);
        task.on_stop(move || {
            if let Some(me) = me.upgrade().filter(|me| me.work.take().is_some() | me.read.take().is_some()) {
                me.taken_in(Ok(()));
                let _ = me.end();
            }
        });
        task
    }

    /// Takes in what was read, and keeps it if it is to be kept.
    fn take_in(&self) {
        if let Some(read) = self.read.take() {
            self.taken_in(read.and_then(|prepared| self.load(prepared)));
        }
    }

    fn taken_in(&self, outcome: Result<(), String>) {
        self.task.take();
        *self.outcome.borrow_mut() = Some(outcome);
        if let Some(database) = self.brought.database.clone() {
            self.handle.keep_in(database);
        }
    }

    /// Shows it, and tells whoever waits.
    fn end(&self) -> Result<(), String> {
        let Some(outcome) = self.outcome.take() else { return Ok(()) };
        self.is_over.set(true);
        self.handle.dispatch(Action::ExpectNoMore);
        self.draw();
        let (handle, count, told) = (self.handle.clone(), self.brought.articles, outcome.clone());
        let (resolve, reject) = self.settle.clone();
        // After the drawing: what is not drawn yet tells nobody anything.
        in_new_task(move || {
            let _ = match told {
                Ok(()) => resolve.call0(&JsValue::UNDEFINED),
                Err(why) => {
                    let text = message::could_not_load(
                        message::articles_count(count),
                        Message::verbatim(why.as_str()),
                    );
                    handle.dispatch(Action::Notify { text, error: true });
                    reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(&why))
                }
            };
        });
        outcome
    }

    fn load(&self, prepared: Prepared) -> Result<(), String> {
        let (name, content) = (Message::verbatim("articles"), Ok(Content::Prepared(Box::new(prepared))));
        let load = Action::LoadAll(vec![Incoming { name, content }]);
        self.handle.perform(load).map_err(|refusal| refusal.to_string())?;
        self.handle.perform(Action::Settle).map_err(|refusal| refusal.to_string())
    }
}

fn turn(pace: &Pace, work: &mut Work, milliseconds: f64) -> Poll<Result<Prepared, String>> {
    pace.until.set(clock::milliseconds() + milliseconds);
    work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

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
    stage: RefCell<Stage>,
    task: RefCell<Option<Task>>,
    told: Cell<f64>,
    /// Draws the annotator, until that was done.
    draw: RefCell<Option<Box<dyn FnOnce()>>>,
    settle: (Function, Function),
    /// Settled once it is there, with an error where something is wrong with it.
    pub opened: Promise,
}

/// How far it is.
enum Stage {
    /// To be read on.
    Waiting(Work),
    /// A turn is under way. What it reads may be the host's own code, which may well call the annotator.
    InTurn,
    /// To be taken in.
    Read(Result<Box<Prepared>, String>),
    /// Taken in, or refused: to be shown and told.
    TakenIn(Result<(), String>),
    /// It is there, or nobody waits for it any more.
    Over,
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
            stage: RefCell::new(Stage::Waiting(work)),
            task: RefCell::default(),
            told: Cell::new(clock::milliseconds()),
            draw: RefCell::default(),
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
        if matches!(*self.stage.borrow(), Stage::InTurn) {
            return Err(
                "`articles` are being read this very moment: what reads them cannot ask for them".to_owned()
            );
        }
        if let Some(work) = self.take_work() {
            self.pace.until.set(f64::INFINITY);
            self.go_to(Stage::Read(at_once(work).map(Box::new)));
        }
        self.take_in();
        self.end()
    }

    /// Nobody waits for it any more.
    pub fn abandon(&self) {
        self.stage.replace(Stage::Over);
        self.draw.take();
        let _ = self.settle.0.call0(&JsValue::UNDEFINED);
    }

    /// It is held as long as it goes on: a host page need not hold what `mount` gave it.
    fn go_on_later(self: &Rc<Self>) {
        let me = self.clone();
        in_new_task(move || me.do_turn());
    }

    fn do_turn(self: &Rc<Self>) {
        let Some(mut work) = self.take_work() else { return };
        match turn(&self.pace, &mut work, TURN_MS) {
            Poll::Ready(read) => {
                self.go_to(Stage::Read(read.map(Box::new)));
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
                self.go_to(Stage::Waiting(work));
                self.tell();
                self.go_on_later();
            }
        }
    }

    /// What is to be read on, if that is so.
    fn take_work(&self) -> Option<Work> {
        self.begin_turn(|stage| if let Stage::Waiting(work) = stage { Ok(work) } else { Err(stage) })
    }

    /// Begins a turn with what it needs of the stage; without that, the stage stays.
    fn begin_turn<T>(&self, take: impl FnOnce(Stage) -> Result<T, Stage>) -> Option<T> {
        let mut stage = self.stage.borrow_mut();
        match take(std::mem::replace(&mut *stage, Stage::InTurn)) {
            Ok(taken) => Some(taken),
            Err(other) => {
                *stage = other;
                None
            }
        }
    }

    /// Goes on to a stage, unless it was abandoned meanwhile.
    fn go_to(&self, next: Stage) {
        let mut stage = self.stage.borrow_mut();
        if !matches!(*stage, Stage::Over) {
            *stage = next;
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
            if !matches!(*me.stage.borrow(), Stage::Waiting(_)) {
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
            let Some(me) = me.upgrade() else { return };
            if matches!(*me.stage.borrow(), Stage::Waiting(_) | Stage::Read(_)) {
                me.taken_in(Ok(()));
                let _ = me.end();
            }
        });
        task
    }

    /// Takes in what was read, and keeps it if it is to be kept.
    fn take_in(&self) {
        let read = self.begin_turn(|stage| if let Stage::Read(read) = stage { Ok(read) } else { Err(stage) });
        if let Some(read) = read {
            self.taken_in(read.and_then(|prepared| self.load(prepared)));
        }
    }

    fn taken_in(&self, outcome: Result<(), String>) {
        self.task.take();
        self.go_to(Stage::TakenIn(outcome));
        if let Some(database) = self.brought.database.clone() {
            self.handle.keep_in(database);
        }
    }

    /// Shows it, and tells whoever waits.
    fn end(&self) -> Result<(), String> {
        let outcome = match &*self.stage.borrow() {
            Stage::TakenIn(outcome) => outcome.clone(),
            _ => return Ok(()),
        };
        self.stage.replace(Stage::Over);
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

    fn load(&self, prepared: Box<Prepared>) -> Result<(), String> {
        let (name, content) = (Message::verbatim("articles"), Ok(Content::Prepared(prepared)));
        let load = Action::LoadAll(vec![Incoming { name, content }]);
        self.handle.perform(load).map_err(|refusal| refusal.to_string())?;
        self.handle.perform(Action::Settle).map_err(|refusal| refusal.to_string())
    }
}

fn turn(pace: &Pace, work: &mut Work, milliseconds: f64) -> Poll<Result<Prepared, String>> {
    pace.until.set(clock::milliseconds() + milliseconds);
    work.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

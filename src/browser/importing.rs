//! An import under way: a worker that holds the files, what it has found in them, what the person decides. Dropped, it
//! ends, whatever it was doing.

use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::Array;

use crate::formats::OffsetUnit;
use crate::formats::questions::{self, Choice, Decisions};
use crate::messages::{Message, message};
use crate::session::{Action, Content, Incoming};
use crate::worker::importing::{Imported, Wish};
use crate::worker::opening::{Arrived, Arriving};
use crate::worker::protocol::{Answer, Request, RequestId};

use super::files::Picked;
use super::handle::Handle;
use super::remembered::Kept;
use super::worker::{Heard, Outcome, Running};

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The files are read: so many of so many, or so many articles of nobody knows how many.
    Looking(usize, usize),
    /// What was found waits for the person.
    Found,
    /// What was found comes over, so many annotations and relations of so many.
    Taking(usize, usize),
    /// It was loaded.
    Taken,
    /// It broke off, and why.
    Failed(Message),
}

/// What the person decides about an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// What the files are read as.
    Format(String),
    /// What becomes of a foreign label.
    Label(String, Choice),
    /// What becomes of a foreign relation.
    Relation(String, Choice),
    /// In what bare offsets count.
    Unit(OffsetUnit),
}

type Listener = Rc<dyn Fn()>;

/// An import under way.
pub struct Importing {
    handle: Rc<Handle>,
    /// What the files are called together.
    pub name: Message,
    running: RefCell<Option<Running>>,
    newest: Cell<RequestId>,
    stage: RefCell<Stage>,
    found: RefCell<Imported>,
    decisions: RefCell<BTreeMap<String, Decisions>>,
    arriving: RefCell<Arriving>,
    listener: RefCell<Option<Listener>>,
}

impl Importing {
    /// Gives files to a worker and waits until it has looked into them. `None` where no worker runs or it broke; the
    /// error is the person's stop.
    pub async fn begin(handle: &Rc<Handle>, picked: &[&Picked]) -> Result<Option<Rc<Self>>, Stopped> {
        let Some(script) = handle.worker.as_ref() else { return Ok(None) };
        let name = match picked {
            [one] => Message::verbatim(one.file.name()),
            many => message::files_together(many.len()),
        };
        let importing = Rc::new(Self {
            handle: handle.clone(),
            name,
            running: RefCell::new(None),
            newest: Cell::new(0),
            stage: RefCell::new(Stage::Looking(0, picked.len())),
            found: RefCell::default(),
            decisions: RefCell::new(questions::from_lines(&Kept::Imports.recall())),
            arriving: RefCell::default(),
            listener: RefCell::new(None),
        });
        let heard = {
            let importing = Rc::downgrade(&importing);
            move |heard| {
                if let Some(importing) = importing.upgrade() {
                    importing.hear(heard);
                }
            }
        };
        let Some(running) = Running::start(script, heard) else { return Ok(None) };
        let names = picked.iter().map(|picked| picked.path.clone()).collect();
        let files: Array = picked.iter().map(|picked| &picked.file).collect();
        let request = Request::Import { id: importing.next(), names, wish: importing.wish(String::new()) };
        running.ask(&request, Some(&files));
        *importing.running.borrow_mut() = Some(running);

        let task = handle.begin();
        task.tell(importing.progress());
        let (outcome, waiting) = Outcome::<()>::new();
        let listener: Listener = {
            let (importing, outcome, task) = (Rc::downgrade(&importing), outcome.clone(), task.clone());
            Rc::new(move || match importing.upgrade() {
                Some(importing) if importing.is_looking() => task.tell(importing.progress()),
                _ => outcome.settle(()),
            })
        };
        importing.listen(Some(listener));
        task.on_stop(move || outcome.settle(()));
        waiting.await;
        importing.listen(None);
        if task.is_stopped() {
            return Err(Stopped);
        }
        let has_run = importing.running.borrow().as_ref().is_some_and(Running::has_run);
        Ok(has_run.then_some(importing))
    }

    /// Who is to hear that something has changed.
    pub fn listen(&self, listener: Option<Listener>) {
        *self.listener.borrow_mut() = listener;
    }

    /// How far it is.
    pub fn stage(&self) -> Ref<'_, Stage> {
        self.stage.borrow()
    }

    /// What was found last.
    pub fn found(&self) -> Ref<'_, Imported> {
        self.found.borrow()
    }

    /// The labels of the scheme that foreign ones can become.
    #[must_use]
    pub fn known_labels(&self) -> Vec<String> {
        let session = self.handle.session();
        session.dataset().scheme().labels.iter().map(|label| label.name.to_string()).collect()
    }

    /// The relation kinds of the scheme that foreign ones can become.
    #[must_use]
    pub fn known_relations(&self) -> Vec<String> {
        let session = self.handle.session();
        session.dataset().scheme().relations.iter().map(|kind| kind.name.to_string()).collect()
    }

    /// Whether some format was recognised or chosen.
    #[must_use]
    pub fn has_format(&self) -> bool {
        !self.found.borrow().format.is_empty()
    }

    fn is_looking(&self) -> bool {
        matches!(*self.stage(), Stage::Looking(..))
    }

    /// How far it is, in a sentence.
    #[must_use]
    pub fn progress(&self) -> Message {
        match *self.stage() {
            Stage::Looking(done, 0) if done > 0 => message::import_reading_articles(&self.name, done),
            Stage::Looking(done, total) if total > 1 => {
                message::import_reading_files(&self.name, done, total)
            }
            Stage::Taking(done, total) if total > 0 => {
                message::import_loading_percent(&self.name, done * 100 / total)
            }
            Stage::Taking(..) => message::import_loading(&self.name),
            Stage::Looking(..) | Stage::Found | Stage::Taken | Stage::Failed(_) => {
                message::opening(&self.name)
            }
        }
    }

    /// Has the files read as the person now decides.
    pub fn decide(&self, decision: Decision) {
        let mut format = self.found.borrow().format.clone();
        {
            let mut all = self.decisions.borrow_mut();
            let decisions = all.entry(format.clone()).or_default();
            match decision {
                Decision::Format(other) => format = other,
                Decision::Label(name, choice) => {
                    decisions.labels.insert(name, choice);
                }
                Decision::Relation(name, choice) => {
                    decisions.relations.insert(name, choice);
                }
                Decision::Unit(unit) => decisions.unit = Some(unit),
            }
        }
        let wish = self.wish(format);
        self.ask(Stage::Looking(0, 0), |id| Request::LookAgain { id, wish });
    }

    /// Has what was found come over and loads it, in one gesture.
    pub fn take(&self) {
        Kept::Imports.keep(&questions::to_lines(&self.decisions.borrow()));
        *self.arriving.borrow_mut() = Arriving::default();
        self.ask(Stage::Taking(0, 0), Request::Take);
    }

    fn wish(&self, format: String) -> Wish {
        let scheme = (**self.handle.session().dataset().scheme()).clone();
        let language = self.handle.locale().language().tag.to_owned();
        Wish { language, format, scheme, decisions: self.decisions.borrow().clone() }
    }

    fn next(&self) -> RequestId {
        self.newest.set(self.newest.get() + 1);
        self.newest.get()
    }

    fn ask(&self, stage: Stage, request: impl FnOnce(RequestId) -> Request) {
        let id = self.next();
        if let Some(running) = &*self.running.borrow() {
            running.ask(&request(id), None);
        }
        self.become_stage(stage);
    }

    fn become_stage(&self, stage: Stage) {
        *self.stage.borrow_mut() = stage;
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener();
        }
    }

    fn hear(&self, heard: Heard) {
        let is_newest = |id: RequestId| id == self.newest.get();
        match heard {
            Heard::Answer(Answer::Progress(id, done, total)) if is_newest(id) => {
                self.become_stage(Stage::Looking(done, total));
            }
            Heard::Answer(Answer::Imported(id, found)) if is_newest(id) => {
                // What is open at first is decided by the worker; the person goes on from there.
                if !found.format.is_empty() {
                    let decisions =
                        self.decisions.borrow_mut().entry(found.format.clone()).or_default().clone();
                    let mut merged = decisions;
                    merged.labels.extend(found.decisions.labels.clone());
                    merged.relations.extend(found.decisions.relations.clone());
                    merged.unit = found.decisions.unit;
                    self.decisions.borrow_mut().insert(found.format.clone(), merged);
                }
                *self.found.borrow_mut() = *found;
                self.become_stage(Stage::Found);
            }
            Heard::Answer(Answer::Opened(id, part)) if is_newest(id) => {
                // Parts come in the order of one reading, so they fit.
                if let Err(error) = self.arriving.borrow_mut().take(part) {
                    self.next();
                    return self.become_stage(Stage::Failed(Message::verbatim(error.to_string())));
                }
                let (done, total) = self.arriving.borrow().progress();
                let before = self.stage().clone();
                let percent = |done: usize, total: usize| (done * 100).checked_div(total).unwrap_or_default();
                let is_news = match before {
                    Stage::Taking(was, of) => percent(was, of) != percent(done, total),
                    _ => true,
                };
                if is_news {
                    self.become_stage(Stage::Taking(done, total));
                }
            }
            Heard::Answer(Answer::Done(id)) if is_newest(id) => {
                let arrived = self.arriving.take().arrived();
                let Some(Arrived::Document(prepared)) = arrived else {
                    return self.become_stage(Stage::Failed(message::import_broke_off()));
                };
                let content = Ok(Content::Prepared(Box::new(prepared)));
                self.handle.dispatch(Action::Load(vec![Incoming { name: self.name.clone(), content }]));
                self.become_stage(Stage::Taken);
            }
            Heard::Answer(Answer::Failed(id, why)) if is_newest(id) => {
                self.become_stage(Stage::Failed(why));
            }
            Heard::Answer(_) | Heard::File(..) | Heard::Kept(..) => {}
            Heard::Broken => self.become_stage(Stage::Failed(message::import_broke_off())),
        }
    }
}

/// The person no longer wants it.
#[derive(Debug)]
pub struct Stopped;

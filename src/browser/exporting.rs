//! An export under way: a worker that is given the articles, says what would be written and lost, and writes. Dropped,
//! it ends, whatever it was doing.

use std::cell::{Cell, Ref, RefCell};
use std::rc::{Rc, Weak};

use web_sys::Blob;

use crate::messages::{Message, message};
use crate::model::{ArticleId, Mark};
use crate::session::{Action, State};
use crate::worker::exporting::{Order, Surveyed};
use crate::worker::importing::FormatLine;
use crate::worker::opening::{Part, parts_of};
use crate::worker::protocol::{Answer, Request, RequestId};

use super::export_choice::{Chosen, Scope, kept, recalled};
use super::handle::{Handle, Task};
use super::holding::{Held, all_here};
use super::remembered::Kept;
use super::worker::{Heard, Outcome, Running, next_turn};
use super::{clipboard, clock};

/// For how long the page hands articles over without drawing.
const SLICE_MS: f64 = 10.0;

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The worker starts.
    Starting,
    /// So many of so many articles are handed over.
    Giving(usize, usize),
    /// The worker looks at them.
    Surveying,
    /// What would be written is known.
    Surveyed,
    /// So many of so many articles are written.
    Writing(usize, usize),
    /// The file of this name was offered.
    Written(String),
    /// It broke off, and why.
    Failed(Message),
    /// There is no worker.
    NoWorker,
}

impl Stage {
    /// What a person is told while it lasts.
    #[must_use]
    pub fn told(&self) -> Option<Message> {
        match self {
            Self::Starting => Some(message::export_starting()),
            Self::Giving(done, total) if *total > 1 => Some(message::export_looking_at(*done, *total)),
            Self::Giving(..) | Self::Surveying => Some(message::export_looking()),
            Self::Writing(done, total) if *total > 1 => Some(message::export_writing_articles(*done, *total)),
            Self::Writing(..) => Some(message::export_writing()),
            Self::Surveyed | Self::Written(_) | Self::Failed(_) | Self::NoWorker => None,
        }
    }
}

/// Who waits for the file; without a worker, nothing is said of why there is none.
type Awaited = Outcome<Result<Blob, Option<Message>>>;

type Listener = Rc<dyn Fn(&Stage)>;

/// An export under way.
pub struct Exporting {
    handle: Rc<Handle>,
    running: RefCell<Option<Running>>,
    newest: Cell<RequestId>,
    stage: RefCell<Stage>,
    formats: RefCell<Vec<FormatLine>>,
    surveyed: RefCell<Surveyed>,
    chosen: RefCell<Chosen>,
    /// What the worker has, or is being given.
    given: RefCell<Option<Given>>,
    /// How many articles it lacks, because their texts could not be had from the disk.
    missing: Cell<usize>,
    /// All articles stay in memory, once all were wanted.
    held: RefCell<Option<Held>>,
    listener: RefCell<Option<Listener>>,
    /// Who waits for the file, where it is no download.
    awaited: Option<Awaited>,
}

/// All articles as one file, which a host page asked for.
pub struct Written {
    /// What it holds, and its name.
    pub surveyed: Surveyed,
    /// The file.
    pub file: Blob,
    /// How many articles are not in it, because their texts could not be had from the disk.
    pub missing: usize,
}

/// Which articles were given to a worker, of which state of the session.
type Given = (Scope, Option<ArticleId>, u64);

impl Exporting {
    /// Starts a worker; `listener` hears that something has changed.
    #[must_use]
    pub fn begin(handle: &Rc<Handle>, listener: impl Fn() + 'static) -> Rc<Self> {
        let mut chosen = recalled(&Kept::Export.recall());
        if chosen.scope == Scope::Done && handle.session().queue_counts().of(State::Done) == 0 {
            chosen.scope = Scope::default();
        }
        Self::of(handle, chosen, Some(Rc::new(move |_: &Stage| listener())), None)
    }

    /// Writes all articles in a format without asking anybody. The person who watches `task`, if one does, is told how
    /// far it is, and may stop it.
    ///
    /// # Errors
    /// Why there is no file; nothing where there is no worker.
    pub async fn written(
        handle: &Rc<Handle>,
        format: String,
        task: Option<&Task>,
    ) -> Result<Written, Option<Message>> {
        let (outcome, waiting) = Outcome::new();
        let order = Order { format, ..Order::default() };
        let listener = task.map(|task| {
            let task = task.clone();
            let listener: Listener =
                Rc::new(move |stage: &Stage| stage.told().into_iter().for_each(|told| task.tell(told)));
            listener
        });
        if let Some(task) = task {
            let outcome = outcome.clone();
            task.on_stop(move || outcome.settle(Err(Some(message::stopped()))));
        }
        let exporting = Self::of(handle, Chosen { scope: Scope::All, order }, listener, Some(outcome));
        if *exporting.stage() == Stage::NoWorker {
            return Err(None);
        }
        let file = waiting.await.unwrap_or_else(|| Err(Some(message::export_broke_off())))?;
        Ok(Written { surveyed: exporting.surveyed.take(), file, missing: exporting.missing() })
    }

    fn of(
        handle: &Rc<Handle>,
        mut chosen: Chosen,
        listener: Option<Listener>,
        awaited: Option<Awaited>,
    ) -> Rc<Self> {
        chosen.order.day = clock::moment().now.0.to_string();
        let exporting = Rc::new(Self {
            handle: handle.clone(),
            running: RefCell::new(None),
            newest: Cell::new(0),
            stage: RefCell::new(Stage::Starting),
            formats: RefCell::default(),
            surveyed: RefCell::default(),
            chosen: RefCell::new(chosen),
            given: RefCell::new(None),
            missing: Cell::new(0),
            held: RefCell::new(None),
            listener: RefCell::new(listener),
            awaited,
        });
        exporting.start();
        exporting
    }

    fn start(self: &Rc<Self>) {
        let heard = {
            let exporting: Weak<Self> = Rc::downgrade(self);
            move |heard| {
                if let Some(exporting) = exporting.upgrade() {
                    exporting.hear(heard);
                }
            }
        };
        let running = self.handle.worker.as_ref().and_then(|script| Running::start(script, heard));
        match running {
            // Where nobody chooses, what is to be written is handed over while the worker starts.
            Some(running) if self.awaited.is_some() => {
                *self.running.borrow_mut() = Some(running);
                self.survey();
            }
            Some(running) => {
                running.ask(&Request::Formats(self.next(), self.language()), None);
                *self.running.borrow_mut() = Some(running);
            }
            None => *self.stage.borrow_mut() = Stage::NoWorker,
        }
    }

    /// What the worker is to speak now.
    fn language(&self) -> String {
        self.handle.locale().language().tag.to_owned()
    }

    /// How far it is.
    pub fn stage(&self) -> Ref<'_, Stage> {
        self.stage.borrow()
    }

    /// The formats that can be written.
    pub fn formats(&self) -> Ref<'_, Vec<FormatLine>> {
        self.formats.borrow()
    }

    /// What would be written.
    pub fn surveyed(&self) -> Ref<'_, Surveyed> {
        self.surveyed.borrow()
    }

    /// How many articles are not written, because their texts could not be had from the disk.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.missing.get()
    }

    /// What is chosen.
    pub fn chosen(&self) -> Ref<'_, Chosen> {
        self.chosen.borrow()
    }

    /// Chooses otherwise, and has the worker look at that.
    pub fn choose(self: &Rc<Self>, chosen: Chosen) {
        *self.chosen.borrow_mut() = chosen;
        self.survey();
    }

    /// Writes no further; all else stays as it was chosen.
    pub fn stop(self: &Rc<Self>) {
        self.survey();
    }

    /// Writes.
    pub fn write(&self) {
        let order = Order { language: self.language(), ..self.chosen.borrow().order.clone() };
        if self.awaited.is_none() {
            Kept::Export.keep(&kept(&self.chosen.borrow()));
        }
        self.ask(Stage::Writing(0, 0), |id| Request::Write { id, order });
    }

    /// Gives the worker the articles, unless it has them, and asks what would be written.
    fn survey(self: &Rc<Self>) {
        let wanted: Given = {
            let session = self.handle.session();
            let open = session.document().map(|document| document.article().id().clone());
            (self.chosen.borrow().scope, open, session.revision())
        };
        if *self.given.borrow() == Some(wanted.clone()) {
            // While they are being handed over, the survey follows anyway.
            if !matches!(*self.stage(), Stage::Giving(..)) {
                self.ask_survey();
            }
            return;
        }
        *self.given.borrow_mut() = Some(wanted.clone());
        // What was asked for before is no longer wanted.
        self.next();
        self.become_stage(Stage::Giving(0, 0));
        wasm_bindgen_futures::spawn_local(give(Rc::downgrade(self), wanted));
    }

    fn ask_survey(&self) {
        let order = Order { language: self.language(), ..self.chosen.borrow().order.clone() };
        // Whoever waits for the file alone looks at nothing before.
        let shows = self.awaited.is_none();
        self.ask(Stage::Surveying, |id| Request::Survey { id, order, shows });
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
        *self.stage.borrow_mut() = stage.clone();
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(&stage);
        }
    }

    fn hear(self: &Rc<Self>, heard: Heard) {
        let is_newest = |id: RequestId| id == self.newest.get();
        match heard {
            Heard::Answer(Answer::Formats(id, formats)) if is_newest(id) => {
                let formats: Vec<_> = formats.into_iter().filter(|format| format.writes).collect();
                {
                    let mut chosen = self.chosen.borrow_mut();
                    let is_known = formats.iter().any(|format| format.id == chosen.order.format);
                    if let Some(first) = formats.first().filter(|_| !is_known) {
                        chosen.order.format.clone_from(&first.id);
                    }
                }
                *self.formats.borrow_mut() = formats;
                self.survey();
            }
            Heard::Answer(Answer::Surveyed(id, surveyed)) if is_newest(id) => {
                *self.surveyed.borrow_mut() = surveyed;
                self.become_stage(Stage::Surveyed);
                if self.awaited.is_some() {
                    self.write();
                }
            }
            Heard::Answer(Answer::Progress(id, done, total)) if is_newest(id) => {
                self.become_stage(Stage::Writing(done, total));
            }
            Heard::File(id, name, file) if is_newest(id) => match &self.awaited {
                Some(awaited) => awaited.settle(Ok(file)),
                None => match clipboard::download_file(&name, &file) {
                    Ok(()) => self.downloaded(name),
                    Err(_) => self.become_stage(Stage::Failed(message::download_refused())),
                },
            },
            Heard::Answer(Answer::Failed(id, why)) if is_newest(id) => self.fail(Stage::Failed(why)),
            Heard::Answer(_) | Heard::File(..) | Heard::Kept(..) => {}
            Heard::Broken => {
                let has_run = self.running.borrow().as_ref().is_some_and(Running::has_run);
                let failed = Stage::Failed(message::export_broke_off());
                self.fail(if has_run { failed } else { Stage::NoWorker });
            }
        }
    }

    fn fail(&self, stage: Stage) {
        if let Some(awaited) = &self.awaited {
            awaited.settle(Err(match &stage {
                Stage::Failed(why) => Some(why.clone()),
                _ => None,
            }));
        }
        self.become_stage(stage);
    }

    fn downloaded(&self, name: String) {
        // What loses nothing of all the work has saved it, if nothing has changed since the worker was given it.
        let (is_all, revision) = match &*self.given.borrow() {
            Some((scope, _, revision)) => (*scope == Scope::All, *revision),
            None => (false, 0),
        };
        let is_whole = self.surveyed.borrow().losses.is_empty() && self.missing.get() == 0;
        let is_current = self.handle.session().revision() == revision;
        if is_all && is_whole && is_current {
            self.handle.dispatch(Action::Saved);
        }
        self.handle.dispatch(Action::Notify { text: message::downloaded(name.as_str()), error: false });
        self.become_stage(Stage::Written(name));
    }
}

/// Hands the articles over in slices, between which the page draws and hears.
async fn give(exporting: Weak<Exporting>, wanted: Given) {
    // Another choice may be made meanwhile, and a host page may change something.
    let is_wanted = |exporting: &Exporting| exporting.given.borrow().as_ref() == Some(&wanted);
    let post = |exporting: &Exporting, part: Part| {
        if let Some(running) = &*exporting.running.borrow() {
            running.ask(&Request::Give(part), None);
        }
    };
    if wanted.0 != Scope::This && !hold(&exporting).await {
        return;
    }
    let mut places = {
        let Some(exporting) = exporting.upgrade().filter(|exporting| is_wanted(exporting)) else { return };
        exporting.missing.set(0);
        let session = exporting.handle.session();
        let dataset = session.dataset();
        post(
            &exporting,
            Part::Scheme {
                scheme: (**dataset.scheme()).clone(),
                guidelines: dataset.guidelines().to_string(),
                total: 0,
            },
        );
        let is_done = |at: &usize| {
            let document = dataset.documents().get(*at);
            document.is_some_and(|document| document.article().metadata().progress.mark == Mark::Done)
        };
        let all = 0..dataset.documents().len();
        let places: Vec<usize> = match wanted.0 {
            Scope::All => all.collect(),
            Scope::Done => all.filter(is_done).collect(),
            Scope::This => wanted.1.as_ref().and_then(|id| dataset.position(id)).into_iter().collect(),
        };
        places.into_iter()
    };
    let total = places.len();
    let mut parts: Box<dyn Iterator<Item = Part>> = Box::new(std::iter::empty());
    let mut turned = clock::milliseconds();
    loop {
        let Some(exporting) = exporting.upgrade().filter(|exporting| is_wanted(exporting)) else { return };
        if let Some(part) = parts.next() {
            post(&exporting, part);
        } else if let Some(at) = places.next() {
            let session = exporting.handle.session();
            if session.revision() != wanted.2 {
                drop(session);
                return exporting.survey();
            }
            let Some(document) = session.dataset().documents().get(at) else { return };
            // Its text could not be had: without it, it would come out as another article.
            if document.summary().is_some() {
                exporting.missing.set(exporting.missing.get() + 1);
                continue;
            }
            parts = Box::new(parts_of(document));
        } else {
            return exporting.ask_survey();
        }
        if clock::milliseconds() - turned > SLICE_MS {
            exporting.become_stage(Stage::Giving(total - places.len(), total));
            drop(exporting);
            next_turn().await;
            turned = clock::milliseconds();
        }
    }
}

/// Waits until all articles are in memory, where some are on disk only; whether anybody still waits for that.
async fn hold(exporting: &Weak<Exporting>) -> bool {
    let handle = {
        let Some(exporting) = exporting.upgrade() else { return false };
        if exporting.held.borrow().is_some() || !exporting.handle.session().has_shelved() {
            return true;
        }
        exporting.handle.clone()
    };
    let held = all_here(&handle).await;
    let Some(exporting) = exporting.upgrade() else { return false };
    // Another choice may have waited for the same.
    let before = exporting.held.replace(Some(held));
    drop(before);
    true
}

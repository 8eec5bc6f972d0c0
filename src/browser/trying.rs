//! Has a worker try a rule that is being written: on the open article, then on all others.
//!
//! The worker is one of its own, as a pattern may be made to be slow: neither the suggestions nor what is being kept
//! wait for it, and a trial that nobody waits for any more ends with its worker. Articles that are kept are read by
//! the worker itself; others are sent to it, some at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::messages::message;
use crate::model::{ArticleId, CodePointSpan, PatternRule};
use crate::session::{Session, Standing};
use crate::worker::protocol::{Answer, Preview, Request, RequestId};

use super::handle::Handle;
use super::worker::{Heard, Running};

/// About so many bytes of texts are sent at once.
const AT_ONCE: usize = 1_000_000;

/// What is heard of a trial.
pub enum Tried {
    /// What the rule would do in the open article.
    Here(Preview),
    /// What it would match in all of them, so far.
    Everywhere(Tally),
}

/// What a rule matches in the articles of a data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub matches: usize,
    /// In how many articles.
    pub articles: usize,
    /// Of how many.
    pub looked: usize,
    /// Whether these are all.
    pub is_over: bool,
}

/// Who waits.
type Waiting = Rc<dyn Fn(Tried)>;

/// Who has rules tried.
#[derive(Default)]
pub struct Trier {
    worker: RefCell<Option<Running>>,
    trial: RefCell<Option<Trial>>,
    last: Cell<RequestId>,
}

struct Trial {
    id: RequestId,
    rule: PatternRule,
    waiting: Waiting,
    tally: Tally,
    /// What is still to be sent.
    left: Vec<ArticleId>,
}

impl Trier {
    /// Tries a rule; a former trial ends.
    pub fn try_rule(&self, handle: &Rc<Handle>, rule: PatternRule, waiting: impl Fn(Tried) + 'static) {
        let Some(text) = handle.session().document().map(|document| document.article().text().clone()) else {
            return;
        };
        self.stop();
        let id = self.last.get() + 1;
        self.last.set(id);
        let waiting: Waiting = Rc::new(waiting);
        *self.trial.borrow_mut() = Some(Trial {
            id,
            rule: rule.clone(),
            waiting: waiting.clone(),
            tally: Tally::default(),
            left: Vec::new(),
        });
        if !self.ask(handle, &Request::Preview { id, rule: rule.clone(), text }) {
            self.trial.take();
            waiting(without_worker(&rule));
        }
    }

    /// Ends what is under way, if anything is.
    pub fn stop(&self) {
        if self.trial.take().is_some() {
            self.worker.take();
        }
    }

    /// Ends the worker, too.
    pub fn end(&self) {
        self.trial.take();
        self.worker.take();
    }

    fn ask(&self, handle: &Rc<Handle>, request: &Request) -> bool {
        let mut worker = self.worker.borrow_mut();
        if worker.is_none() {
            *worker = handle.start_worker(|handle, heard| handle.trier.hear(handle, heard));
        }
        let Some(worker) = &*worker else { return false };
        worker.ask(request, None);
        true
    }

    fn is_of(&self, id: RequestId) -> bool {
        self.trial.borrow().as_ref().is_some_and(|trial| trial.id == id)
    }

    fn hear(&self, handle: &Rc<Handle>, heard: Heard) {
        match heard {
            Heard::Answer(Answer::Previewed(id, preview)) if self.is_of(id) => {
                let Some(waiting) = self.waiting() else { return };
                if matches!(preview, Preview::Matches { .. }) {
                    self.go_further(handle);
                } else {
                    self.trial.take();
                }
                waiting(Tried::Here(preview));
            }
            Heard::Answer(Answer::Tried(id, counts)) if self.is_of(id) => {
                let told = {
                    let session = handle.session();
                    let mut trial = self.trial.borrow_mut();
                    trial.as_mut().map(|trial| (trial.waiting.clone(), trial.take_in(&session, &counts)))
                };
                if let Some((waiting, tally)) = told {
                    waiting(Tried::Everywhere(tally));
                }
            }
            Heard::Answer(Answer::Done(id)) if self.is_of(id) => {
                if !self.send_more(handle) {
                    self.finish();
                }
            }
            Heard::Broken => {
                // It is ended later: this is called by it.
                let broken = self.worker.take();
                wasm_bindgen_futures::spawn_local(async move { drop(broken) });
                if let Some(trial) = self.trial.take() {
                    (trial.waiting)(without_worker(&trial.rule));
                }
            }
            Heard::Answer(_) | Heard::File(..) | Heard::Kept(..) => {}
        }
    }

    fn waiting(&self) -> Option<Waiting> {
        self.trial.borrow().as_ref().map(|trial| trial.waiting.clone())
    }

    /// Goes on with all articles, where there are others.
    fn go_further(&self, handle: &Rc<Handle>) {
        let session = handle.session();
        let all = session.dataset().documents();
        if all.len() < 2 {
            self.trial.take();
            return;
        }
        let is_on_disk = matches!(
            session.standing(),
            Standing::Saved | Standing::Saving | Standing::Stuck(_) | Standing::Following { .. }
        );
        let database = handle.keeper.database().filter(|_| is_on_disk);
        let request = {
            let mut trial = self.trial.borrow_mut();
            let Some(trial) = trial.as_mut() else { return };
            match database {
                Some(database) => {
                    let dataset = session.open_dataset().to_owned();
                    Some(Request::TryKept { id: trial.id, rule: trial.rule.clone(), database, dataset })
                }
                None => {
                    trial.left = all.iter().rev().map(|document| document.article().id().clone()).collect();
                    None
                }
            }
        };
        drop(session);
        match request {
            Some(request) => drop(self.ask(handle, &request)),
            None => drop(self.send_more(handle)),
        }
    }

    /// Sends the next texts, if any are left.
    fn send_more(&self, handle: &Rc<Handle>) -> bool {
        let request = {
            let session = handle.session();
            let mut trial = self.trial.borrow_mut();
            let Some(trial) = trial.as_mut() else { return false };
            let mut texts = Vec::new();
            let mut size = 0;
            while size < AT_ONCE
                && let Some(id) = trial.left.pop()
            {
                // The text of one that is shelved is not here.
                let document =
                    session.dataset().document(&id).filter(|document| document.summary().is_none());
                let Some(document) = document else { continue };
                let text = document.article().text().clone();
                size += text.len();
                texts.push((id, text));
            }
            if texts.is_empty() {
                return false;
            }
            Request::Try { id: trial.id, rule: trial.rule.clone(), texts }
        };
        self.ask(handle, &request)
    }

    fn finish(&self) {
        if let Some(mut trial) = self.trial.take() {
            trial.tally.is_over = true;
            (trial.waiting)(Tried::Everywhere(trial.tally));
        }
    }
}

impl Trial {
    /// Articles that were removed are on the disk for a while, and of no account.
    fn take_in(&mut self, session: &Session, counts: &[(ArticleId, u32)]) -> Tally {
        for (_, count) in counts.iter().filter(|(id, _)| session.dataset().document(id).is_some()) {
            self.tally.looked += 1;
            self.tally.articles += usize::from(*count > 0);
            self.tally.matches += *count as usize;
        }
        self.tally
    }
}

fn without_worker(rule: &PatternRule) -> Tried {
    let all = CodePointSpan::new(0, rule.pattern.chars().count() as u32);
    Tried::Here(Preview::Wrong { at: all, why: message::no_worker() })
}

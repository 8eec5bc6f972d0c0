//! The articles as work to do: each one's state, which ones are shown and in what order, and how far all are.
//!
//! What an article's row and place need is worked out once and kept until an edit touches the article. So asking again
//! after an edit costs what it touched, and a redraw costs the rows that are seen, however many articles there are.

use std::cell::{Cell, Ref, RefCell};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;

use crate::model::{ArticleId, Document, Edit, Mark, Name, Timestamp};
use crate::suggest::{Likeness, occurrences};

use super::state::Session;

/// How far a person is with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing stands on it.
    ToDo,
    /// Something stands on it, and it is not finished.
    InProgress,
    /// It is annotated.
    Done,
    /// It is left out.
    Skipped,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::ToDo, Self::InProgress, Self::Done, Self::Skipped];

    /// What messages and the page call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ToDo => "to-do",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }

    /// The state of a mark, on an article with so many annotations.
    #[must_use]
    pub fn of(mark: Mark, annotations: usize) -> Self {
        match mark {
            Mark::Done => Self::Done,
            Mark::Skipped => Self::Skipped,
            Mark::Open if annotations > 0 => Self::InProgress,
            Mark::Open => Self::ToDo,
        }
    }

    /// Whether somebody still has to work on it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::ToDo | Self::InProgress)
    }
}

/// Which articles the queue shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only those in one of these states; all where none is named.
    pub states: Vec<State>,
    /// Only those on which this label stands.
    pub label: Option<Name>,
    /// Only those with an annotation that lacks the relation that its label needs.
    pub incomplete: bool,
    /// Only those that are flagged.
    pub flagged: bool,
    /// Only those in whose title, text or remark this stands, in any case and with any accents.
    pub text: String,
}

/// In what order the queue shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were loaded.
    #[default]
    Loaded,
    /// By title.
    Title,
    /// The longest first.
    Length,
    /// Those with the most annotations first.
    Annotations,
    /// What was finished last first.
    Finished,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Loaded, Self::Title, Self::Length, Self::Annotations, Self::Finished];

    /// What messages and the page call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loaded => "loaded",
            Self::Title => "title",
            Self::Length => "length",
            Self::Annotations => "annotations",
            Self::Finished => "finished",
        }
    }
}

/// One article in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// Which article.
    pub id: ArticleId,
    /// Which one it is in the data set, from 1 on.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// How far it is.
    pub state: State,
    /// Whether it is flagged.
    pub flagged: bool,
    /// What was remarked on it.
    pub remark: String,
    /// How many annotations stand on it.
    pub annotations: usize,
    /// How many of them lack what their label needs.
    pub incomplete: usize,
    /// How long its text is.
    pub code_points: u32,
    /// Whether it is the one that is read.
    pub is_open: bool,
}

/// How many articles there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    states: [usize; 4],
    /// Flagged.
    pub flagged: usize,
    /// With an annotation that lacks something.
    pub incomplete: usize,
}

impl QueueCounts {
    /// Of a state.
    #[must_use]
    pub fn of(&self, state: State) -> usize {
        self.states[state as usize]
    }

    /// All.
    #[must_use]
    pub fn all(&self) -> usize {
        self.states.iter().sum()
    }

    /// Those that nobody has to work on any more.
    #[must_use]
    pub fn finished(&self) -> usize {
        self.of(State::Done) + self.of(State::Skipped)
    }

    fn count(&mut self, fact: &Fact, by: isize) {
        let add = |count: &mut usize| *count = count.saturating_add_signed(by);
        add(&mut self.states[fact.state as usize]);
        if fact.flagged {
            add(&mut self.flagged);
        }
        if fact.incomplete {
            add(&mut self.incomplete);
        }
    }
}

/// What is known of one article for its place in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fact {
    state: State,
    flagged: bool,
    incomplete: bool,
    finished: Timestamp,
    /// What it is sorted by, where the order needs one.
    key: Key,
    /// Whether the filter shows it.
    shown: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    None,
    Text(String),
    Number(usize),
    Moment(Timestamp),
}

/// What was worked out about all articles.
#[derive(Debug, Default)]
struct Known {
    /// Of the articles in the order of the data set.
    facts: Vec<Fact>,
    /// The places of those that are shown, in the order in which they are.
    shown: Vec<u32>,
    counts: QueueCounts,
    /// How often a moment of finishing has changed.
    finishings: u64,
}

/// How the queue is looked at, and what is known of it.
#[derive(Debug, Default)]
pub(super) struct Queue {
    pub(super) filter: QueueFilter,
    pub(super) order: Order,
    /// In whose texts the words of the filter were found.
    pub(super) found: HashSet<ArticleId>,
    known: RefCell<Known>,
    /// Whether that is of this data set, filter and order.
    is_known: Cell<bool>,
    /// What changed since.
    stale: RefCell<Vec<ArticleId>>,
    /// The revision up to which `stale` is complete.
    noted: u64,
}

impl Queue {
    /// Notes what edits touch, which made the dataset this revision.
    pub(super) fn touch(&mut self, edits: &[Edit], before: u64, revision: u64) {
        if self.noted != before {
            self.forget();
        }
        self.noted = revision;
        if !self.is_known.get() {
            return;
        }
        for edit in edits {
            match edit {
                Edit::AddArticle { .. }
                | Edit::RemoveArticle { .. }
                | Edit::AddDocument { .. }
                | Edit::RemoveDocument { .. }
                | Edit::SetScheme { .. } => return self.forget(),
                Edit::SetGuidelines { .. } => {}
                Edit::Describe { article, .. }
                | Edit::Annotate { article, .. }
                | Edit::Revise { article, .. }
                | Edit::Erase { article, .. }
                | Edit::Relate { article, .. }
                | Edit::Unrelate { article, .. } => self.note(article),
            }
        }
    }

    /// Notes that something is another about an article.
    pub(super) fn note(&mut self, article: &ArticleId) {
        let stale = self.stale.get_mut();
        if stale.last() != Some(article) {
            stale.push(article.clone());
        }
    }

    /// All is worked out anew when it is next asked for.
    pub(super) fn forget(&mut self) {
        self.is_known.set(false);
        self.stale.get_mut().clear();
    }
}

impl Session {
    /// Which articles the queue shows.
    #[must_use]
    pub fn queue_filter(&self) -> &QueueFilter {
        &self.queue.filter
    }

    /// In what order.
    #[must_use]
    pub fn queue_order(&self) -> Order {
        self.queue.order
    }

    /// How many articles there are of each kind, whatever the filter.
    #[must_use]
    pub fn queue_counts(&self) -> QueueCounts {
        self.known().counts
    }

    /// How many articles the queue shows.
    #[must_use]
    pub fn queue_len(&self) -> usize {
        self.known().shown.len()
    }

    /// Where an article stands among those that the queue shows.
    #[must_use]
    pub fn queue_place(&self, id: &ArticleId) -> Option<usize> {
        let place = self.dataset.position(id)? as u32;
        self.known().shown.iter().position(|other| *other == place)
    }

    /// Some rows of the queue.
    #[must_use]
    pub fn queue_rows(&self, range: Range<usize>) -> Vec<QueueRow> {
        let places: Vec<u32> = {
            let known = self.known();
            let end = range.end.min(known.shown.len());
            known.shown.get(range.start.min(end)..end).unwrap_or_default().to_vec()
        };
        places.into_iter().filter_map(|place| self.article_row(place as usize)).collect()
    }

    /// The row of the article that is read, whether the queue shows it or not.
    #[must_use]
    pub fn open_row(&self) -> Option<QueueRow> {
        self.article_row(self.dataset.position(self.open.as_ref()?)?)
    }

    /// The row of the article at a place of the data set, whether the queue shows it or not.
    #[must_use]
    pub fn article_row(&self, place: usize) -> Option<QueueRow> {
        let article = self.dataset.documents().get(place)?.article();
        let summary = self.summary_of(article.id())?;
        let metadata = article.metadata();
        let annotations = summary.annotations();
        Some(QueueRow {
            id: article.id().clone(),
            number: place + 1,
            title: metadata.title.clone(),
            language: metadata.language.clone(),
            state: State::of(metadata.progress.mark, annotations),
            flagged: metadata.progress.flagged,
            remark: metadata.progress.remark.clone(),
            annotations,
            incomplete: summary.incomplete,
            code_points: summary.code_points,
            is_open: self.open.as_ref() == Some(article.id()),
        })
    }

    /// The article to which somebody comes who goes along the queue from the one that is read next, over the end to
    /// the start. One that the queue does not show has its place between those that it does.
    pub(super) fn queue_neighbour(&self, forward: bool, wanted: impl Fn(State) -> bool) -> Option<ArticleId> {
        let known = self.known();
        let open = self.read_next().and_then(|id| self.dataset.position(id));
        let count = known.shown.len();
        let here = open.map(|open| {
            known.shown.partition_point(|place| compare(&known.facts, *place, open as u32) == Ordering::Less)
        });
        let stands = |at: usize| open.is_some_and(|open| known.shown.get(at) == Some(&(open as u32)));
        let start = match here {
            Some(at) if forward && stands(at) => at + 1,
            Some(at) => at,
            None => 0,
        };
        let is_wanted = |place: &u32| {
            Some(*place as usize) != open
                && known.facts.get(*place as usize).is_some_and(|fact| wanted(fact.state))
        };
        let ahead = known.shown.get(start.min(count)..).unwrap_or_default();
        let behind = known.shown.get(..start.min(count)).unwrap_or_default();
        let found = if forward {
            ahead.iter().chain(behind).copied().find(is_wanted)
        } else {
            behind.iter().rev().chain(ahead.iter().rev()).copied().find(is_wanted)
        };
        let document = self.dataset.documents().get(found? as usize)?;
        Some(document.article().id().clone())
    }

    /// When articles were finished, in no order.
    pub(super) fn finishings(&self) -> Vec<Timestamp> {
        let known = self.known();
        let moments = known.facts.iter().map(|fact| &fact.finished).filter(|moment| !moment.0.is_empty());
        moments.cloned().collect()
    }

    /// How often a moment of finishing has changed.
    pub(super) fn finishing_count(&self) -> u64 {
        self.known().finishings
    }

    /// What is known of all articles, brought up to date.
    fn known(&self) -> Ref<'_, Known> {
        let mut known = self.queue.known.borrow_mut();
        let mut stale = self.queue.stale.take();
        let fits = known.facts.len() == self.dataset.documents().len();
        if fits && self.queue.is_known.get() && self.queue.noted == self.revision {
            stale.sort();
            stale.dedup();
            for id in stale {
                self.learn(&mut known, &id);
            }
        } else {
            *known = self.learn_all(known.finishings + 1);
            self.queue.is_known.set(true);
        }
        drop(known);
        self.queue.known.borrow()
    }

    fn learn_all(&self, finishings: u64) -> Known {
        let facts: Vec<Fact> = self.dataset.documents().iter().map(|document| self.fact(document)).collect();
        let mut counts = QueueCounts::default();
        facts.iter().for_each(|fact| counts.count(fact, 1));
        let mut shown: Vec<u32> =
            facts.iter().enumerate().filter(|(_, fact)| fact.shown).map(|(place, _)| place as u32).collect();
        if self.queue.order != Order::Loaded {
            shown.sort_by(|one, other| compare(&facts, *one, *other));
        }
        Known { facts, shown, counts, finishings }
    }

    fn learn(&self, known: &mut Known, id: &ArticleId) {
        let Some(place) = self.dataset.position(id) else { return };
        let (Some(document), Some(former)) =
            (self.dataset.documents().get(place), known.facts.get(place).cloned())
        else {
            return;
        };
        let fact = self.fact(document);
        if fact == former {
            return;
        }
        known.counts.count(&fact, 1);
        known.counts.count(&former, -1);
        if fact.finished != former.finished {
            known.finishings += 1;
        }
        let stays = fact.shown == former.shown && fact.key == former.key;
        known.facts[place] = fact;
        if stays {
            return;
        }
        let place = place as u32;
        if former.shown {
            known.shown.retain(|other| *other != place);
        }
        if known.facts[place as usize].shown {
            let facts = &known.facts;
            let at = known.shown.partition_point(|other| compare(facts, *other, place) == Ordering::Less);
            known.shown.insert(at, place);
        }
    }

    fn fact(&self, document: &Document) -> Fact {
        let article = document.article();
        let metadata = article.metadata();
        let summary = self.summary_of(article.id()).unwrap_or_default();
        let annotations = summary.annotations();
        let filter = &self.queue.filter;
        let state = State::of(metadata.progress.mark, annotations);
        let shown = (filter.states.is_empty() || filter.states.contains(&state))
            && filter.label.as_ref().is_none_or(|label| summary.labels.contains_key(label))
            && (!filter.incomplete || summary.incomplete > 0)
            && (!filter.flagged || metadata.progress.flagged)
            && self.holds_words(document);
        let key = match self.queue.order {
            Order::Loaded => Key::None,
            Order::Title => Key::Text(metadata.title.to_lowercase()),
            // The largest first: the highest number comes before all others.
            Order::Length => Key::Number(usize::MAX - summary.code_points as usize),
            Order::Annotations => Key::Number(usize::MAX - annotations),
            Order::Finished => Key::Moment(metadata.progress.finished.clone()),
        };
        Fact {
            state,
            flagged: metadata.progress.flagged,
            incomplete: summary.incomplete > 0,
            finished: metadata.progress.finished.clone(),
            key,
            shown,
        }
    }

    /// Whether the words of the filter stand in an article, as far as that is known.
    fn holds_words(&self, document: &Document) -> bool {
        let words = self.queue.filter.text.trim();
        let metadata = document.article().metadata();
        words.is_empty()
            || holds(&metadata.title, words)
            || holds(&metadata.progress.remark, words)
            || self.queue.found.contains(document.article().id())
    }
}

/// Whether words stand in a text, in any case and with any accents.
pub(super) fn holds(text: &str, words: &str) -> bool {
    let loosely = Likeness { same_case: false, same_accents: false, whole_words: false };
    !text.is_empty() && !occurrences(text, words, loosely, 1).is_empty()
}

/// The order of two places. What has no title, or was not finished, comes last.
fn compare(facts: &[Fact], one: u32, other: u32) -> Ordering {
    let key = |place: u32| facts.get(place as usize).map_or(&Key::None, |fact| &fact.key);
    let by_key = match (key(one), key(other)) {
        (Key::Moment(a), Key::Moment(b)) => b.cmp(a),
        (Key::Text(a), Key::Text(b)) => a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b)),
        (a, b) => a.cmp(b),
    };
    by_key.then_with(|| one.cmp(&other))
}

//! What a session holds, and how edits reach its dataset.

use crate::messages::Message;
use crate::model::{Annotation, AnnotationId, ArticleId, ByteOffset, Dataset, Document, Edit, Name, Scheme};
use std::rc::Rc;

use super::action::{Edge, Selection};
use super::duplicates::Question;
use super::effect::{Effect, Notice, NoticeKind, TaskId};
use super::finishing::KnownPace;
use super::gesture_row::Doing;
use super::history::{Gesture, History};
use super::holding::Holding;
use super::keeping::Keeping;
use super::keymap::Keymap;
use super::listing::Filter;
use super::moment::Moment;
use super::occurrences::Sought;
use super::page::Page;
use super::queue::Queue;
use super::refusal::Refusal;
use super::searching::Searching;
use super::suggesting::Suggesting;
use super::summaries::Summaries;
use super::tally::Tallied;
use super::text_search::TextSearch;
use super::verdict::Ruling;

/// One person's work on a dataset.
#[derive(Debug)]
pub struct Session {
    pub(super) dataset: Dataset,
    pub(super) history: History,
    pub(super) annotator: String,
    pub(super) open: Option<ArticleId>,
    pub(super) selection: Option<Selection>,
    /// Whether the selection's edges are as the person wants them.
    pub(super) as_is: bool,
    pub(super) chosen: Option<AnnotationId>,
    pub(super) held_edge: Option<Edge>,
    pub(super) pen: Option<Name>,
    /// The annotation from which the next chosen one is linked.
    pub(super) pointing_from: Option<AnnotationId>,
    pub(super) last_target: Option<AnnotationId>,
    /// Where the chosen annotation was chosen by place: what else covers it comes next there.
    pub(super) chosen_at: Option<ByteOffset>,
    /// What the pen made of the word that was selected last, if nothing came after: a double click may
    /// be the beginning of a triple click.
    pub(super) pen_word: Option<AnnotationId>,
    pub(super) filter: Filter,
    pub(super) notices: Vec<Notice>,
    pub(super) next_notice: u32,
    pub(super) keymap: Keymap,
    /// The sample article, as long as nobody has touched it.
    pub(super) untouched_sample: Option<ArticleId>,
    /// How often the dataset has changed.
    pub(super) revision: u64,
    pub(super) saved_revision: u64,
    pub(super) page: Page,
    pub(super) suggesting: Suggesting,
    /// The word of which the occurrences are wanted as soon as a label is named, and whether loosely.
    pub(super) finding: Option<(String, bool)>,
    pub(super) sought: Option<Sought>,
    pub(super) searching: Searching,
    pub(super) tallied: Tallied,
    pub(super) summaries: Summaries,
    pub(super) keeping: Keeping,
    pub(super) holding: Holding,
    /// A load that waits for a person's word.
    pub(super) question: Option<Question>,
    pub(super) queue: Queue,
    pub(super) known_pace: KnownPace,
    pub(super) text_search: TextSearch,
    /// Whether a host page brings something that is still being read.
    pub(super) expecting: bool,
}

impl Session {
    /// Starts with no article.
    #[must_use]
    pub fn new(scheme: Scheme) -> Self {
        Self {
            dataset: Dataset::new(scheme),
            history: History::default(),
            annotator: String::new(),
            open: None,
            selection: None,
            as_is: false,
            chosen: None,
            held_edge: None,
            pen: None,
            pointing_from: None,
            last_target: None,
            chosen_at: None,
            pen_word: None,
            filter: Filter::default(),
            notices: Vec::new(),
            next_notice: 0,
            keymap: Keymap::default(),
            untouched_sample: None,
            revision: 0,
            saved_revision: 0,
            page: Page::default(),
            suggesting: Suggesting::default(),
            finding: None,
            sought: None,
            searching: Searching::default(),
            tallied: Tallied::default(),
            summaries: Summaries::default(),
            keeping: Keeping::default(),
            holding: Holding::default(),
            question: None,
            queue: Queue::default(),
            known_pace: KnownPace::default(),
            text_search: TextSearch::default(),
            expecting: false,
        }
    }

    /// The articles and what is annotated on them.
    #[must_use]
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// What can be undone and redone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The person at work; empty where nobody said.
    #[must_use]
    pub fn annotator(&self) -> &str {
        &self.annotator
    }

    /// The article that is read now, with its annotations.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.dataset.document(self.open.as_ref()?)
    }

    /// What the person holds.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The chosen annotation.
    #[must_use]
    pub fn chosen(&self) -> Option<&Rc<Annotation>> {
        self.document()?.annotations().get(self.chosen.as_ref()?)
    }

    /// The edge that the arrow keys move.
    #[must_use]
    pub fn held_edge(&self) -> Option<Edge> {
        self.held_edge
    }

    /// The label that every selection gets.
    #[must_use]
    pub fn pen(&self) -> Option<&Name> {
        self.pen.as_ref()
    }

    /// Whether it is this annotation that is to be linked to what is chosen next.
    #[must_use]
    pub fn points_from(&self, id: &str) -> bool {
        self.pointing_from.as_ref().is_some_and(|from| from.as_str() == id)
    }

    /// Whether the next annotation that is chosen is linked to.
    #[must_use]
    pub fn is_pointing(&self) -> bool {
        self.pointing_from.is_some()
    }

    /// Which annotations the list shows.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What the person is told, the oldest first.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// How often the dataset has changed: equal revisions mean equal datasets.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether something has changed since the document was last written to a file.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.revision != self.saved_revision
    }

    /// Whether the sample is all there is and nobody has touched it.
    #[must_use]
    pub fn shows_untouched_sample(&self) -> bool {
        self.untouched_sample.is_some()
    }

    pub(super) fn opened(&self) -> Result<&Document, Refusal> {
        self.document().ok_or(Refusal::NoArticle)
    }

    pub(super) fn chosen_one(&self) -> Result<Rc<Annotation>, Refusal> {
        self.opened()?;
        self.chosen().cloned().ok_or(Refusal::NothingChosen)
    }

    /// Applies the edits of one gesture, whole or not at all, and makes it undoable.
    pub(super) fn commit(
        &mut self,
        name: impl Into<Message>,
        article: Option<ArticleId>,
        annotation: Option<AnnotationId>,
        edits: &[Edit],
    ) -> Result<Vec<Effect>, Refusal> {
        self.commit_ruled(name, article, annotation, edits, Vec::new())
    }

    /// The same, of a gesture that also says something of suggestions; perhaps nothing else.
    pub(super) fn commit_ruled(
        &mut self,
        name: impl Into<Message>,
        article: Option<ArticleId>,
        annotation: Option<AnnotationId>,
        edits: &[Edit],
        rulings: Vec<Ruling>,
    ) -> Result<Vec<Effect>, Refusal> {
        self.may_edit()?;
        let inverses = self.dataset.apply_all(edits)?;
        self.touched(edits, &inverses);
        let ruled = rulings.clone();
        let rulings = self.rule(rulings);
        let gesture = Gesture { name: name.into(), edits: inverses, rulings, article, annotation };
        self.keep(Doing::Did, &gesture, edits, ruled);
        self.history.record(gesture);
        if !edits.is_empty() {
            self.untouched_sample = None;
        }
        // What was told of earlier gestures is old now; what went wrong stays until it was read.
        self.notices.retain(|notice| match notice.kind {
            NoticeKind::Problem | NoticeKind::Progress(_) => true,
            NoticeKind::Done | NoticeKind::Refused => !notice.details.is_empty(),
        });
        Ok(if edits.is_empty() { Vec::new() } else { vec![Effect::DatasetChanged] })
    }

    /// What edits change, the page draws again and listeners hear of.
    pub(super) fn touched(&mut self, edits: &[Edit], inverses: &[Edit]) {
        if edits.is_empty() {
            return;
        }
        self.revision += 1;
        self.recount(edits, inverses);
        self.summaries.touch(edits);
        self.queue.touch(edits, self.revision - 1, self.revision);
        let language = |edit: &Edit| match edit {
            Edit::Describe { article, metadata } if self.open.as_ref() == Some(article) => {
                Some(metadata.language.clone())
            }
            _ => None,
        };
        // Other rules may be meant now.
        if edits.iter().filter_map(language).ne(inverses.iter().filter_map(language)) {
            self.run_rules_again();
        }
        for edit in edits.iter().chain(inverses) {
            let (article, annotation) = match edit {
                Edit::Annotate { article, annotation } | Edit::Revise { article, annotation } => {
                    (article, annotation)
                }
                Edit::Relate { article, relation } => {
                    // Whether an end is linked to the chosen one is drawn, too.
                    if self.open.as_ref() == Some(article) {
                        self.touch_annotation(&relation.from);
                        self.touch_annotation(&relation.to);
                    }
                    continue;
                }
                Edit::SetScheme { .. } => {
                    self.note_rules();
                    self.page.forget();
                    self.let_go_of_unknown_labels();
                    continue;
                }
                _ => continue,
            };
            if self.open.as_ref() == Some(article)
                && let Some(document) = self.dataset.document(article)
            {
                self.page.touch(document.article(), annotation.span);
                // What is linked to it reads its words out.
                let leading = document.relations().of(&annotation.id).iter();
                let leading = leading.filter(|relation| relation.to == annotation.id);
                for from in leading.filter_map(|relation| document.annotations().get(&relation.from)) {
                    self.page.touch(document.article(), from.span);
                }
                self.reconsider(annotation.span);
            }
        }
    }

    /// A pen and a filter of a label that the scheme no longer has would refuse and hide everything.
    fn let_go_of_unknown_labels(&mut self) {
        let scheme = self.dataset.scheme();
        let known = |name: &Name| scheme.label(name).is_some();
        self.pen = self.pen.take().filter(known);
        self.filter.label = self.filter.label.take().filter(known);
        self.queue.filter.label = self.queue.filter.label.take().filter(known);
        self.tallied.forget();
    }

    /// Lets go of the edge that the arrow keys move, which is drawn.
    pub(super) fn release_edge(&mut self) -> Option<Edge> {
        let held = self.held_edge.take()?;
        self.focus_on(self.suggesting.focus.clone());
        if let Some(id) = self.chosen.clone() {
            self.touch_annotation(&id);
        }
        Some(held)
    }

    /// Draws anew the paragraphs of an annotation, whose state of choice has changed.
    pub(super) fn touch_annotation(&mut self, id: &AnnotationId) {
        if let Some(open) = &self.open
            && let Some(document) = self.dataset.document(open)
            && let Some(annotation) = document.annotations().get(id)
        {
            self.page.touch(document.article(), annotation.span);
        }
    }

    /// An annotation name of this moment that nobody bears.
    pub(super) fn fresh_annotation_id(&self, moment: &Moment, from: u64) -> AnnotationId {
        // OK to search without end: 2^50 names, and a dataset holds far fewer.
        (from..)
            .map(|n| moment.fresh('a', n).into())
            .find(|id| self.dataset.home(id).is_none())
            .unwrap_or_else(|| "a".into())
    }

    pub(super) fn notify(&mut self, kind: NoticeKind, text: impl Into<Message>, details: Vec<Message>) {
        let text = text.into();
        self.notices.retain(|notice| notice.text != text || notice.details != details);
        self.next_notice += 1;
        self.notices.push(Notice { id: self.next_notice, kind, text, details });
        if self.notices.len() > MOST_NOTICES
            && let Some(oldest) = self.notices.iter().position(|notice| !is_progress(notice))
        {
            self.notices.remove(oldest);
        }
    }

    /// Takes away what the person was told, but not what still goes on.
    pub(super) fn clear_notices(&mut self) {
        self.notices.retain(is_progress);
    }

    /// Tells how far a task is; it is announced when it begins and not at every step.
    pub(super) fn progress(&mut self, task: TaskId, text: Option<Message>) -> Vec<Effect> {
        let kind = NoticeKind::Progress(task);
        let standing = self.notices.iter().position(|notice| notice.kind == kind);
        match (standing, text) {
            (Some(at), Some(text)) => self.notices[at].text = text,
            (Some(at), None) => {
                self.notices.remove(at);
            }
            (None, Some(text)) => {
                self.notify(kind, text.clone(), Vec::new());
                return vec![Effect::Announce(text)];
            }
            (None, None) => {}
        }
        Vec::new()
    }
}

fn is_progress(notice: &Notice) -> bool {
    matches!(notice.kind, NoticeKind::Progress(_))
}

/// Older notices give way: they would cover the page.
const MOST_NOTICES: usize = 4;

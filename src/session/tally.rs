//! What the list beside the text counts and finds by: kept up to date by what an edit changed.
//!
//! Derived from the open article, made anew when another is opened, and never stored with it.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::model::{
    Annotation, AnnotationId, AnnotationSet, ArticleId, Document, Edit, Few, Name, Scheme, Summary,
};

use super::listing::{Counts, Filter, lacks};
use super::state::Session;

/// The counts of one article's annotations, and those that the filter shows.
#[derive(Debug, Default)]
pub(super) struct Tally {
    labels: Few<Name, usize>,
    kinds: Few<Name, usize>,
    incomplete: HashSet<AnnotationId>,
    /// Empty where the filter shows all: the article's own set serves then.
    shown: AnnotationSet,
}

/// The tally of the open article, once somebody has asked for it.
#[derive(Debug, Default)]
pub(super) struct Tallied(RefCell<Option<Tally>>);

impl Tallied {
    /// Another article is open, or the filter or the scheme is another.
    pub(super) fn forget(&mut self) {
        *self.0.get_mut() = None;
    }
}

impl Tally {
    fn of(document: &Document, scheme: &Scheme, filter: &Filter) -> Self {
        let mut tally = Self::default();
        for annotation in document.annotations().iter() {
            tally.add(document, scheme, filter, annotation);
        }
        for relation in document.relations().iter() {
            *tally.kinds.of(relation.kind.clone()) += 1;
        }
        tally
    }

    pub(super) fn summary(&self, code_points: u32) -> Summary {
        Summary {
            code_points,
            labels: self.labels.clone(),
            relations: self.kinds.clone(),
            incomplete: self.incomplete.len(),
        }
    }

    /// Counts the relations that came by some edits, or, of their inverses, that went.
    fn count_relations(&mut self, open: &ArticleId, edits: &[Edit], by: isize) {
        for edit in edits {
            if let Edit::Relate { article, relation } = edit
                && article == open
            {
                let count = self.kinds.of(relation.kind.clone());
                *count = count.saturating_add_signed(by);
                if *count == 0 {
                    self.kinds.remove(&relation.kind);
                }
            }
        }
    }

    pub(super) fn shown(&self) -> &AnnotationSet {
        &self.shown
    }

    pub(super) fn counts(&self) -> Counts {
        Counts { labels: self.labels.clone(), incomplete: self.incomplete.len() }
    }

    fn add(&mut self, document: &Document, scheme: &Scheme, filter: &Filter, annotation: &Rc<Annotation>) {
        *self.labels.of(annotation.label.clone()) += 1;
        let lacks = lacks(document, scheme, annotation).is_some();
        if lacks {
            self.incomplete.insert(annotation.id.clone());
        }
        if *filter != Filter::default() && filter.shows(annotation, lacks) {
            self.shown.insert(annotation.clone());
        }
    }

    fn take(&mut self, annotation: &Annotation) {
        if let Some(count) = self.labels.get_mut(&annotation.label) {
            *count -= 1;
            if *count == 0 {
                self.labels.remove(&annotation.label);
            }
        }
        self.incomplete.remove(&annotation.id);
        self.shown.remove(&annotation.id);
    }
}

impl Session {
    /// Asks the tally of the open article, which must be there; makes it where there is none.
    pub(super) fn tally<T>(&self, ask: impl FnOnce(&Tally) -> T) -> T {
        let mut slot = self.tallied.0.borrow_mut();
        let tally = slot.get_or_insert_with(|| match self.document() {
            Some(document) => Tally::of(document, self.dataset.scheme(), &self.filter),
            None => Tally::default(),
        });
        ask(tally)
    }

    /// Brings the tally up to date after edits. Costs what they changed and what hangs on it.
    pub(super) fn recount(&mut self, edits: &[Edit], inverses: &[Edit]) {
        let Some(open) = self.open.clone() else { return };
        if self.tallied.0.get_mut().is_none() {
            return;
        }
        let scheme_changed = edits.iter().any(|edit| matches!(edit, Edit::SetScheme { .. }));
        let Some(document) = self.dataset.document(&open).filter(|_| !scheme_changed) else {
            return self.tallied.forget();
        };
        let former = former_states(&open, inverses);
        let changed = changed_by(&open, edits.iter().chain(inverses));
        let affected = with_dependents(document, changed, &former);
        let mut slot = self.tallied.0.borrow_mut();
        let Some(tally) = slot.as_mut() else { return };
        // Those that came before those that went: no count is below nothing in between.
        tally.count_relations(&open, edits, 1);
        tally.count_relations(&open, inverses, -1);
        for id in &affected {
            let now = document.annotations().get(id);
            // What no edit touched was before as it is now.
            let before = former.get(id).cloned().unwrap_or_else(|| now.cloned());
            if let Some(before) = before {
                tally.take(&before);
            }
            if let Some(now) = now {
                tally.add(document, self.dataset.scheme(), &self.filter, now);
            }
        }
    }
}

/// What the annotations of an article were before edits with these inverses; `None` for one that was not.
fn former_states(open: &ArticleId, inverses: &[Edit]) -> HashMap<AnnotationId, Option<Rc<Annotation>>> {
    let mut states = HashMap::new();
    // Inverses are in the order in which they take back: the last word on an annotation is the oldest state.
    for inverse in inverses {
        match inverse {
            Edit::Annotate { article, annotation } | Edit::Revise { article, annotation }
                if article == open =>
            {
                states.insert(annotation.id.clone(), Some(annotation.clone()));
            }
            Edit::Erase { article, annotation } if article == open => {
                states.insert(annotation.clone(), None);
            }
            _ => {}
        }
    }
    states
}

/// The annotations that edits name, and those from which a relation came or went.
fn changed_by<'a>(open: &ArticleId, edits: impl Iterator<Item = &'a Edit>) -> Vec<AnnotationId> {
    let id = |edit: &Edit| match edit {
        Edit::Annotate { article, annotation } | Edit::Revise { article, annotation } if article == open => {
            Some(annotation.id.clone())
        }
        Edit::Erase { article, annotation } if article == open => Some(annotation.clone()),
        Edit::Relate { article, relation } if article == open => Some(relation.from.clone()),
        _ => None,
    };
    edits.filter_map(id).collect()
}

/// Those, and the fragments that continue them: whether these have a source depends on theirs.
fn with_dependents(
    document: &Document,
    changed: Vec<AnnotationId>,
    former: &HashMap<AnnotationId, Option<Rc<Annotation>>>,
) -> HashSet<AnnotationId> {
    let mut affected = HashSet::new();
    let mut open = changed;
    while let Some(id) = open.pop() {
        if affected.contains(&id) {
            continue;
        }
        let now = document.annotations().get(&id);
        let before = former.get(&id).and_then(Option::as_ref);
        let labels = [now, before].map(|annotation| annotation.map(|annotation| &annotation.label));
        for relation in document.relations().of(&id).iter().filter(|relation| relation.to == id) {
            let from = document.annotations().get(&relation.from);
            if from.is_some_and(|from| labels.contains(&Some(&from.label))) {
                open.push(relation.from.clone());
            }
        }
        affected.insert(id);
    }
    affected
}

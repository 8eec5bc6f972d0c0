//! The annotations of the open article as the list beside the text shows them.
//!
//! Rows are made only for the stretch of the list that is asked for; what they are counted and found by
//! is kept in a tally.

use std::ops::Range;
use std::rc::Rc;

use crate::messages::Message;
use crate::model::{Annotation, AnnotationId, AnnotationSet, Document, Few, Name, RelationId, Scheme};

use super::annotating::{quoted, shortened};
use super::state::Session;

/// Which annotations the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those with this label.
    pub label: Option<Name>,
    /// Only those that lack the relation that their label needs.
    pub incomplete: bool,
}

/// One annotation in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which annotation.
    pub id: AnnotationId,
    /// Its label.
    pub label: Name,
    /// The place of its label in the scheme.
    pub label_index: usize,
    /// The text that it covers, shortened, blanks made one.
    pub text: String,
    /// What was said of it: values of its attributes.
    pub attributes: Vec<Name>,
    /// Its note.
    pub note: String,
    /// Its relations, seen from here; of very many the first.
    pub links: Vec<RowLink>,
    /// How many more relations it has.
    pub more_links: usize,
    /// The relation kind that it needs and lacks.
    pub lacks: Option<Name>,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// A relation as one of its ends sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowLink {
    /// Which relation.
    pub id: RelationId,
    /// Its kind.
    pub kind: Name,
    /// Whether it starts here.
    pub outgoing: bool,
    /// The annotation at the other end.
    pub other: AnnotationId,
    /// The text that the other end covers, shortened.
    pub text: Message,
}

/// How many annotations there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By label.
    pub labels: Few<Name, usize>,
    /// Those that lack the relation that their label needs.
    pub incomplete: usize,
}

impl Counts {
    /// How many have this label.
    #[must_use]
    pub fn of(&self, label: &Name) -> usize {
        self.labels.get(label).copied().unwrap_or_default()
    }
}

impl Filter {
    /// Whether an annotation is shown, given whether it lacks a relation.
    #[must_use]
    pub fn shows(&self, annotation: &Annotation, lacks: bool) -> bool {
        self.label.as_ref().is_none_or(|label| annotation.label == *label) && (!self.incomplete || lacks)
    }
}

impl Session {
    /// How many rows the list has.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.listed(AnnotationSet::len).unwrap_or_default()
    }

    /// The rows of a stretch of the list, in text order. Costs what is asked for, not the list's length.
    #[must_use]
    pub fn rows(&self, stretch: Range<usize>) -> Vec<Row> {
        let Some(document) = self.document() else { return Vec::new() };
        let annotations = |set: &AnnotationSet| {
            let stretch = stretch.start..stretch.end.min(set.len());
            stretch.filter_map(|rank| set.at_rank(rank).cloned()).collect::<Vec<_>>()
        };
        let annotations = self.listed(annotations).unwrap_or_default();
        annotations.iter().map(|annotation| self.row(document, annotation)).collect()
    }

    /// How many rows stand before that of an annotation; `None` where the list does not show it.
    #[must_use]
    pub fn row_place(&self, id: &AnnotationId) -> Option<usize> {
        self.listed(|set| set.rank(id)).flatten()
    }

    /// Asks the set of the annotations that the filter lets through.
    fn listed<T>(&self, ask: impl FnOnce(&AnnotationSet) -> T) -> Option<T> {
        let document = self.document()?;
        if self.filter == Filter::default() {
            return Some(ask(document.annotations()));
        }
        Some(self.tally(|tally| ask(tally.shown())))
    }

    /// The row of one annotation of the open article.
    #[must_use]
    pub fn row_of(&self, id: &AnnotationId) -> Option<Row> {
        let document = self.document()?;
        document.annotations().get(id).map(|annotation| self.row(document, annotation))
    }

    /// How many annotations the open article has of each label, and how many are incomplete.
    #[must_use]
    pub fn counts(&self) -> Counts {
        if self.document().is_none() {
            return Counts::default();
        }
        self.tally(|tally| tally.counts())
    }

    fn row(&self, document: &Document, annotation: &Rc<Annotation>) -> Row {
        let scheme = self.dataset.scheme();
        let link = |relation: &Rc<crate::model::Relation>| {
            let outgoing = relation.from == annotation.id;
            let other = if outgoing { &relation.to } else { &relation.from };
            RowLink {
                id: relation.id.clone(),
                kind: relation.kind.clone(),
                outgoing,
                other: other.clone(),
                text: quoted(document.covered(other)),
            }
        };
        let links = document.relations().of(&annotation.id);
        Row {
            id: annotation.id.clone(),
            label: annotation.label.clone(),
            label_index: scheme.label_index(&annotation.label).unwrap_or_default(),
            text: shortened(document.article().covered(annotation.span), LONGEST_TEXT),
            attributes: annotation.attributes.values().cloned().collect(),
            note: annotation.note.clone(),
            links: links.iter().take(MOST_LINKS).map(link).collect(),
            more_links: links.len().saturating_sub(MOST_LINKS),
            lacks: lacks(document, scheme, annotation),
            chosen: self.chosen.as_ref() == Some(&annotation.id),
        }
    }
}

/// The relation kind that an annotation's label needs and that neither it has, nor the fragment that
/// it continues.
pub(super) fn lacks(document: &Document, scheme: &Scheme, annotation: &Annotation) -> Option<Name> {
    let needs = scheme.label(&annotation.label)?.needs.clone()?;
    let mut at = annotation.id.clone();
    // Each step goes to an earlier fragment; a ring of fragments is left after as many steps as it can have.
    for _ in 0..MOST_FRAGMENTS {
        if document.relations().from(&at).any(|relation| relation.kind == needs) {
            return None;
        }
        let label = &document.annotations().get(&at)?.label;
        let continued = document
            .relations()
            .from(&at)
            .find(|relation| document.annotations().get(&relation.to).is_some_and(|to| to.label == *label));
        match continued {
            Some(relation) => at = relation.to.clone(),
            None => break,
        }
    }
    Some(needs)
}

/// A source of a whole book may have thousands of quotes; a row names so many of them.
const MOST_LINKS: usize = 50;

/// A quotation has fewer fragments than this.
const MOST_FRAGMENTS: usize = 200;

/// How much of a text a row shows, in characters.
const LONGEST_TEXT: usize = 140;

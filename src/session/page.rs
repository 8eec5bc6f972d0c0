//! The open article as it is drawn: a view of each paragraph, kept until an edit or a choice touches it.
//!
//! Derived from the dataset and never stored with it. Equal [`Rc`]s mean that nothing changed: a
//! component that is given the same one need not draw again.

use std::cell::RefCell;
use std::rc::Rc;

use crate::model::segments::Segments;
use crate::model::{Annotation, AnnotationId, Article, ByteOffset, Document, Span};

use super::action::Edge;
use super::state::Session;

/// The views that are still true.
#[derive(Debug, Default)]
pub(super) struct Page {
    paragraphs: RefCell<Vec<Option<Rc<ParagraphView>>>>,
}

impl Page {
    /// Another article is read, or all looks different.
    pub(super) fn forget(&mut self) {
        self.paragraphs.borrow_mut().clear();
    }

    /// What lies under a span looks different.
    pub(super) fn touch(&mut self, article: &Article, span: Span) {
        let first = article.index().paragraph_at(span.start);
        // A span that takes the line end in ends where the next paragraph starts, and touches none of it.
        let last = span.end.get().saturating_sub(1).max(span.start.get());
        let last = article.index().paragraph_at(ByteOffset::new(last));
        let mut paragraphs = self.paragraphs.borrow_mut();
        let end = paragraphs.len().min(last + 1);
        for view in paragraphs.get_mut(first..end).into_iter().flatten() {
            *view = None;
        }
    }
}

/// One paragraph, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphView {
    /// Which paragraph of the article.
    pub index: usize,
    /// The article's whole text, of which the runs are parts.
    pub text: Rc<str>,
    /// The runs of text without the line end, and what covers them.
    pub runs: Vec<Run>,
    /// What covers any of it, in text order.
    pub covers: Vec<CoverView>,
}

/// A run of text with the same annotations all along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it lies in the article.
    pub span: Span,
    /// Indexes into [`ParagraphView::covers`], outer annotations first.
    pub covers: Vec<u16>,
}

/// How an annotation shows in one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverView {
    /// Which annotation.
    pub id: AnnotationId,
    /// The place of its label in the scheme.
    pub label: usize,
    /// The key of its label.
    pub key: char,
    /// Which of the lines under the text is its own, from 0.
    pub lane: u8,
    /// The part that lies in this paragraph.
    pub visible: Span,
    /// Whether it starts, and ends, in this paragraph.
    pub whole: (bool, bool),
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// Whether it is linked to the chosen one.
    pub related: bool,
    /// The edge that the arrow keys move.
    pub held_edge: Option<Edge>,
}

impl Session {
    /// How many paragraphs the open article has.
    #[must_use]
    pub fn paragraph_count(&self) -> usize {
        self.document().map_or(0, |document| document.article().index().paragraph_count())
    }

    /// A paragraph of the open article as it is drawn now.
    #[must_use]
    pub fn paragraph(&self, index: usize) -> Option<Rc<ParagraphView>> {
        let mut paragraphs = self.page.paragraphs.borrow_mut();
        let count = self.paragraph_count();
        if paragraphs.len() != count {
            paragraphs.clear();
            paragraphs.resize(count, None);
        }
        let slot = paragraphs.get_mut(index)?;
        if slot.is_none() {
            *slot = Some(Rc::new(self.paragraph_view(index)?));
        }
        slot.clone()
    }

    pub(super) fn paragraph_view(&self, index: usize) -> Option<ParagraphView> {
        let document = self.document()?;
        let article = document.article();
        let body = article.paragraph_body(index)?;
        let segments = Segments::of(document.annotations(), body);
        let cover = |annotation: &Rc<Annotation>, visible: Span, lane: u8| {
            let label = self.dataset.scheme().label_index(&annotation.label).unwrap_or_default();
            let chosen = self.chosen.as_ref() == Some(&annotation.id);
            CoverView {
                id: annotation.id.clone(),
                label,
                key: self.dataset.scheme().labels.get(label).map_or(' ', |label| label.key),
                lane,
                visible,
                whole: (visible.start == annotation.span.start, visible.end == annotation.span.end),
                chosen,
                related: self.chosen.as_ref().is_some_and(|id| are_related(document, id, &annotation.id)),
                held_edge: self.held_edge.filter(|_| chosen),
            }
        };
        let covers = segments.covers.iter().map(|c| cover(&c.annotation, c.visible, c.lane)).collect();
        let runs = segments.runs.into_iter().map(|run| Run { span: run.span, covers: run.covers }).collect();
        Some(ParagraphView { index, text: article.text().clone(), runs, covers })
    }
}

/// Whether a relation joins the two. Costs the relations of whichever has fewer: a source may have thousands.
fn are_related(document: &Document, a: &AnnotationId, b: &AnnotationId) -> bool {
    let (of_a, of_b) = (document.relations().of(a), document.relations().of(b));
    let fewer = if of_a.len() < of_b.len() { of_a } else { of_b };
    fewer.iter().any(|relation| {
        (relation.from == *a && relation.to == *b) || (relation.from == *b && relation.to == *a)
    })
}

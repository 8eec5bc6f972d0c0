//! The open article as it is drawn: views of paragraphs, kept until an edit or a choice touches them.
//!
//! Derived from the dataset and never stored with it. Equal [`Rc`]s mean that nothing changed: a
//! component that is given the same one need not draw again. What is drawn is a piece of the article's
//! index: a paragraph, or a part of a very long one. Only asked-for views are made and kept.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::model::segments::Segments;
use crate::model::{Annotation, AnnotationId, Article, ByteOffset, Document, Name, Span};

use super::action::Edge;
use super::state::Session;

/// The views that are still true.
#[derive(Debug, Default)]
pub(super) struct Page {
    views: RefCell<HashMap<usize, Rc<ParagraphView>>>,
}

impl Page {
    /// Another article is read, or all looks different.
    pub(super) fn forget(&mut self) {
        self.views.borrow_mut().clear();
    }

    /// What lies under a span looks different.
    pub(super) fn touch(&mut self, article: &Article, span: Span) {
        let first = article.index().piece_at(span.start);
        // A span that takes the line end in ends where the next paragraph starts, and touches none of it.
        let last = span.end.get().saturating_sub(1).max(span.start.get());
        let last = article.index().piece_at(ByteOffset::new(last));
        let mut views = self.views.borrow_mut();
        if last - first < views.len() {
            (first..=last).for_each(|index| drop(views.remove(&index)));
        } else {
            views.retain(|index, _| *index < first || *index > last);
        }
    }
}

/// One paragraph, or a part of a very long one, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphView {
    /// Which piece of the article.
    pub index: usize,
    /// The article's whole text, of which the runs are parts.
    pub text: Rc<str>,
    /// The runs of text without the line end, and what covers them.
    pub runs: Vec<Run>,
    /// What covers any of it, in text order.
    pub covers: Vec<CoverView>,
    /// The suggestions that touch it, in text order.
    pub hints: Vec<HintView>,
}

/// A run of text with the same annotations all along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it lies in the article.
    pub span: Span,
    /// Indexes into [`ParagraphView::covers`], outer annotations first.
    pub covers: Vec<u16>,
    /// Indexes into [`ParagraphView::hints`], outer suggestions first.
    pub hints: Vec<u16>,
}

/// How a suggestion shows in one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintView {
    /// Which suggestion.
    pub id: AnnotationId,
    /// The place of its label in the scheme.
    pub label: usize,
    /// The key of its label.
    pub key: char,
    /// The part that lies in this paragraph.
    pub visible: Span,
    /// Whether it starts, and ends, in this paragraph.
    pub whole: (bool, bool),
    /// Whether it is the one in focus.
    pub focused: bool,
    /// The edge that the arrow keys move.
    pub held_edge: Option<Edge>,
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
    /// What a screen reader is told where it starts: its label, and what it is linked to.
    pub name: String,
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
    /// How many paragraphs there are to draw of the open article; a very long one counts as several.
    #[must_use]
    pub fn paragraph_count(&self) -> usize {
        self.document().map_or(0, |document| document.article().index().piece_count())
    }

    /// A paragraph of the open article as it is drawn now.
    #[must_use]
    pub fn paragraph(&self, index: usize) -> Option<Rc<ParagraphView>> {
        let mut views = self.page.views.borrow_mut();
        if let Some(view) = views.get(&index) {
            return Some(view.clone());
        }
        if views.len() >= MOST_VIEWS {
            // Whoever scrolls through a book leaves a trail of views behind.
            views.clear();
        }
        let view = Rc::new(self.paragraph_view(index)?);
        views.insert(index, view.clone());
        Some(view)
    }

    pub(super) fn paragraph_view(&self, index: usize) -> Option<ParagraphView> {
        let document = self.document()?;
        let article = document.article();
        let body = article.piece_body(index)?;
        let segments = Segments::of(document.annotations(), body);
        let cover = |annotation: &Rc<Annotation>, visible: Span, lane: u8| {
            let label = self.dataset.scheme().label_index(&annotation.label).unwrap_or_default();
            let chosen = self.chosen.as_ref() == Some(&annotation.id);
            CoverView {
                id: annotation.id.clone(),
                label,
                key: self.dataset.scheme().labels.get(label).map_or(' ', |label| label.key),
                name: name_of(document, annotation),
                lane,
                visible,
                whole: (visible.start == annotation.span.start, visible.end == annotation.span.end),
                chosen,
                related: self.chosen.as_ref().is_some_and(|id| are_related(document, id, &annotation.id)),
                held_edge: self.held_edge.filter(|_| chosen),
            }
        };
        let covers = segments.covers.iter().map(|c| cover(&c.annotation, c.visible, c.lane)).collect();
        let runs = segments.runs.into_iter();
        let runs = runs.map(|run| Run { span: run.span, covers: run.covers, hints: Vec::new() }).collect();
        let hints = self.hints(body);
        let runs = if hints.is_empty() { runs } else { cut(runs, &hints) };
        Some(ParagraphView { index, text: article.text().clone(), runs, covers, hints })
    }

    fn hints(&self, body: Span) -> Vec<HintView> {
        let focus = self.suggesting.focus.as_ref();
        let mut hints = Vec::new();
        let mut hint = |suggestion: &Annotation, span: Span, focused: bool| {
            let visible = span.intersection(body);
            if visible.is_empty() || hints.len() == usize::from(u16::MAX) {
                return;
            }
            let label = self.dataset.scheme().label_index(&suggestion.label).unwrap_or_default();
            hints.push(HintView {
                id: suggestion.id.clone(),
                label,
                key: self.dataset.scheme().labels.get(label).map_or(' ', |label| label.key),
                visible,
                whole: (visible.start == span.start, visible.end == span.end),
                focused,
                held_edge: self.held_edge.filter(|_| focused),
            });
        };
        for suggestion in self.suggestions_over(body) {
            if focus.is_none_or(|focus| focus.id != suggestion.id) {
                hint(suggestion, suggestion.span, false);
            }
        }
        // The one in focus is drawn where the person has moved it to, which may be another paragraph.
        if let Some(focus) = focus
            && let Some(suggestion) = self.suggestion(&focus.id)
        {
            hint(suggestion, focus.span, true);
        }
        // Only that one is out of its place: it goes before the first that it is outside of.
        if let Some(last) = hints.pop_if(|hint| hint.focused) {
            let order = |hint: &HintView| (hint.visible.start, std::cmp::Reverse(hint.visible.end));
            let at = hints.partition_point(|hint| order(hint) <= order(&last));
            hints.insert(at, last);
        }
        hints
    }
}

/// Label and links as they are read out: of a link that starts here the words at its end, of those that end here
/// how many they are, so that nothing that is far away and only leads here changes the name.
fn name_of(document: &Document, annotation: &Annotation) -> String {
    let mut name = annotation.label.to_string();
    let mut ends: Vec<(&Name, usize)> = Vec::new();
    for relation in document.relations().of(&annotation.id) {
        if relation.from == annotation.id {
            let words = document.covered(&relation.to);
            let short: String = words.chars().take(LONGEST_WORDS).collect();
            let more = if short.len() < words.len() { "…" } else { "" };
            name.push_str(&format!(", {} → {short}{more}", relation.kind));
        } else if let Some((_, count)) = ends.iter_mut().find(|(kind, _)| **kind == relation.kind) {
            *count += 1;
        } else {
            ends.push((&relation.kind, 1));
        }
    }
    ends.into_iter().for_each(|(kind, count)| name.push_str(&format!(", {kind} ← {count}")));
    name
}

/// So many characters of what an annotation is linked to are read out.
const LONGEST_WORDS: usize = 60;

/// Cuts runs where a suggestion begins or ends.
fn cut(runs: Vec<Run>, hints: &[HintView]) -> Vec<Run> {
    let mut cuts: Vec<ByteOffset> =
        hints.iter().flat_map(|hint| [hint.visible.start, hint.visible.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::with_capacity(runs.len() + cuts.len());
    for Run { span, covers, .. } in runs {
        let first = cuts.partition_point(|at| *at <= span.start);
        let inside = cuts[first..].iter().take_while(|at| **at < span.end).copied();
        let mut start = span.start;
        for end in inside.chain([span.end]) {
            pieces.push(Run { span: Span { start, end }, covers: covers.clone(), hints: Vec::new() });
            start = end;
        }
    }
    for (n, hint) in hints.iter().enumerate() {
        let first = pieces.partition_point(|run| run.span.end <= hint.visible.start);
        for run in pieces[first..].iter_mut().take_while(|run| run.span.start < hint.visible.end) {
            run.hints.push(n as u16);
        }
    }
    pieces
}

/// So many views are kept: more than any page draws at once, so that a redraw finds those that it drew.
const MOST_VIEWS: usize = 10_000;

/// Whether a relation joins the two. Costs the relations of whichever has fewer: a source may have thousands.
fn are_related(document: &Document, a: &AnnotationId, b: &AnnotationId) -> bool {
    let (of_a, of_b) = (document.relations().of(a), document.relations().of(b));
    let fewer = if of_a.len() < of_b.len() { of_a } else { of_b };
    fewer.iter().any(|relation| {
        (relation.from == *a && relation.to == *b) || (relation.from == *b && relation.to == *a)
    })
}

//! Making, changing and deleting annotations.

use std::rc::Rc;

use crate::messages::{Message, message};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, ByteOffset, Edit, EditError, Name, Span, boundaries,
};

use super::action::{Edge, Motion, Selection};
use super::effect::{Effect, NoticeKind};
use super::moment::Moment;
use super::refusal::Refusal;
use super::selecting::moved;
use super::state::Session;

impl Session {
    pub(super) fn use_label(
        &mut self,
        label: &Name,
        as_is: bool,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        if self.selection.is_some_and(|selection| !selection.span().is_empty()) {
            self.annotate_selection(label, as_is, moment)
        } else if self.chosen.is_some() {
            self.relabel(label, moment)
        } else if self.suggesting.focus.is_some() {
            self.accept(Some(label.clone()), moment)
        } else if self.pen.as_ref() == Some(label) {
            self.set_pen(None)
        } else {
            self.set_pen(Some(label.clone()))
        }
    }

    pub(super) fn annotate_selection(
        &mut self,
        label: &Name,
        as_is: bool,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let article = self.opened()?.article().clone();
        let selection = self.selection.ok_or(Refusal::NothingSelected)?;
        let span = if as_is || self.as_is {
            Some(selection.span()).filter(|span| !article.covered(*span).trim().is_empty())
        } else {
            boundaries::snap_to_words(&article, selection.span())
        };
        let span = span.ok_or(Refusal::NothingSelected)?;
        let id = self.fresh_annotation_id(moment, 0);
        let mut effects = self.annotate(article.id(), id, label, span, moment)?;
        self.selection = Some(Selection::caret(span.end));
        effects.push(Effect::ShowSelection);
        Ok(effects)
    }

    /// Puts a label on a span of any article; what a host page and a person both use.
    pub(super) fn annotate(
        &mut self,
        article: &ArticleId,
        id: AnnotationId,
        label: &Name,
        span: Span,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let document = self.dataset.document(article).ok_or_else(|| EditError::NoArticle(article.clone()))?;
        if document
            .annotations()
            .covering(span.start)
            .any(|other| other.span == span && other.label == *label)
        {
            return Err(Refusal::AlreadyThere);
        }
        let covered = quoted(document.article().covered(span));
        let annotation = Annotation {
            annotator: self.annotator.clone(),
            created: moment.now.clone(),
            modified: moment.now.clone(),
            ..Annotation::new(id.clone(), label.clone(), span)
        };
        let edit = Edit::Annotate { article: article.clone(), annotation: Rc::new(annotation) };
        let mut effects =
            self.commit(message::new_annotation(label), Some(article.clone()), Some(id.clone()), &[edit])?;
        if self.open.as_ref() == Some(article) {
            self.mark_chosen(Some(id));
        }
        effects.push(Effect::Announce(message::labelled(label, covered)));
        Ok(effects)
    }

    pub(super) fn relabel(&mut self, label: &Name, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        if chosen.label == *label {
            return Ok(Vec::new());
        }
        let document = self.opened()?;
        let scheme = self.dataset.scheme();
        let new_label = scheme.label(label).ok_or_else(|| EditError::UnknownLabel(label.clone()))?;
        let article = document.article().id().clone();
        if document
            .annotations()
            .covering(chosen.span.start)
            .any(|a| a.span == chosen.span && a.label == *label)
        {
            return Err(Refusal::AlreadyThere);
        }

        let label_of = |id: &AnnotationId| {
            if *id == chosen.id { Some(label) } else { document.annotations().get(id).map(|a| &a.label) }
        };
        let misfits = document.relations().of(&chosen.id).iter().filter(|relation| {
            let ends = (label_of(&relation.from), label_of(&relation.to));
            !matches!(ends, (Some(from), Some(to)) if scheme.check_relation(&relation.kind, from, to).is_ok())
        });
        let mut edits: Vec<_> = misfits
            .map(|relation| Edit::Unrelate { article: article.clone(), relation: relation.id.clone() })
            .collect();
        let dropped = edits.len();

        let mut revised =
            Annotation { label: label.clone(), modified: moment.now.clone(), ..(*chosen).clone() };
        revised.attributes.retain(|name, value| {
            new_label
                .attributes
                .iter()
                .any(|attribute| attribute.name == *name && attribute.values.contains(value))
        });
        edits.push(Edit::Revise { article: article.clone(), annotation: Rc::new(revised) });
        let name = message::relabelled(&chosen.label, label);
        let mut effects = self.commit(name, Some(article), Some(chosen.id.clone()), &edits)?;
        if dropped > 0 {
            self.notify(NoticeKind::Done, message::relabelled_links(label, dropped), Vec::new());
        }
        effects.push(Effect::Announce(message::now_a(label)));
        Ok(effects)
    }

    pub(super) fn delete(&mut self, id: Option<AnnotationId>) -> Result<Vec<Effect>, Refusal> {
        let id = id.or_else(|| self.chosen.clone()).ok_or(Refusal::NothingChosen)?;
        let article = self.dataset.home(&id).cloned().ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
        let document =
            self.dataset.document(&article).ok_or_else(|| EditError::NoArticle(article.clone()))?;
        let label = document
            .annotations()
            .get(&id)
            .map_or_else(|| Name::from(""), |annotation| annotation.label.clone());
        let edits = erasing(document, &id);
        if self.chosen.as_ref() == Some(&id) {
            self.selection = self.chosen().map(|chosen| Selection::caret(chosen.span.start));
            self.mark_chosen(None);
        }
        if self.last_target.as_ref() == Some(&id) {
            self.last_target = None;
        }
        if self.pointing_from.as_ref() == Some(&id) {
            self.pointing_from = None;
        }
        let name = message::deleted(&label);
        let mut effects = self.commit(name.clone(), Some(article), Some(id), &edits)?;
        effects.extend([Effect::ShowSelection, Effect::Announce(name)]);
        Ok(effects)
    }

    pub(super) fn move_edge(
        &mut self,
        edge: Edge,
        motion: Motion,
        forward: bool,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let article = self.opened()?.article().clone();
        let span = edge_moved(&article, chosen.span, edge, motion, forward).ok_or(Refusal::EdgeStops)?;
        let mut effects =
            self.revise_chosen(message::edge_moved(), moment, |annotation| annotation.span = span)?;
        effects.extend([Effect::ShowChosen, Effect::Announce(quoted(article.covered(span)))]);
        Ok(effects)
    }

    #[inline(never)]
    pub(super) fn place_edge(
        &mut self,
        edge: Edge,
        at: ByteOffset,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let article = self.opened()?.article().clone();
        let wanted = match edge {
            Edge::Start => Span { start: at, end: chosen.span.end },
            Edge::End => Span { start: chosen.span.start, end: at },
        };
        if !article.accepts(wanted) {
            return Err(Refusal::EdgeStops);
        }
        // Only the edge that was moved snaps: the other may stand inside a word, as the person wanted it.
        let snapped = boundaries::snap_to_words(&article, wanted).ok_or(Refusal::EdgeStops)?;
        let span = match edge {
            Edge::Start => Span { start: snapped.start, end: chosen.span.end },
            Edge::End => Span { start: chosen.span.start, end: snapped.end },
        };
        if span == chosen.span || !article.accepts(span) {
            return Ok(Vec::new());
        }
        let mut effects =
            self.revise_chosen(message::edge_moved(), moment, |annotation| annotation.span = span)?;
        effects.push(Effect::Announce(quoted(article.covered(span))));
        Ok(effects)
    }

    #[inline(never)]
    pub(super) fn set_attribute(
        &mut self,
        name: &Name,
        value: Option<Name>,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let label = self.dataset.scheme().label(&chosen.label);
        let known = label.and_then(|label| label.attributes.iter().find(|attribute| attribute.name == *name));
        if !known.is_some_and(|attribute| value.as_ref().is_none_or(|value| attribute.values.contains(value)))
        {
            return Err(Refusal::NoSuchAttribute(name.clone()));
        }
        if chosen.attributes.get(name) == value.as_ref() {
            return Ok(Vec::new());
        }
        let said = match &value {
            Some(value) => message::attribute(name, value),
            None => message::attribute_unsaid(name),
        };
        let mut effects = self.revise_chosen(said.clone(), moment, |annotation| {
            match value {
                Some(value) => annotation.attributes.insert(name.clone(), value),
                None => annotation.attributes.remove(name),
            };
        })?;
        effects.push(Effect::Announce(said));
        Ok(effects)
    }

    #[inline(never)]
    pub(super) fn set_note(&mut self, note: String, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        if self.chosen_one()?.note == note {
            return Ok(Vec::new());
        }
        self.revise_chosen(message::note_written(), moment, |annotation| annotation.note = note)
    }

    fn revise_chosen(
        &mut self,
        name: Message,
        moment: &Moment,
        change: impl FnOnce(&mut Annotation),
    ) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let article = self.opened()?.article().id().clone();
        let mut revised = Annotation { modified: moment.now.clone(), ..(*chosen).clone() };
        change(&mut revised);
        let edit = Edit::Revise { article: article.clone(), annotation: Rc::new(revised) };
        self.commit(name, Some(article), Some(chosen.id.clone()), &[edit])
    }
}

/// A span with one edge moved; `None` where it cannot go further.
pub(super) fn edge_moved(
    article: &Article,
    span: Span,
    edge: Edge,
    motion: Motion,
    forward: bool,
) -> Option<Span> {
    let place = match edge {
        Edge::Start => span.start,
        Edge::End => span.end,
    };
    let goal = match (edge, motion, forward) {
        (Edge::End, Motion::Word, true) => next_word_end(article, place),
        (Edge::End, Motion::Word, false) => previous_word_end(article, place),
        _ => moved(article, place, motion, forward),
    };
    let moved = match edge {
        Edge::Start => Span { start: goal, end: span.end },
        Edge::End => Span { start: span.start, end: goal },
    };
    (moved != span && article.accepts(moved)).then_some(moved)
}

/// Where the next word ends: the end of a span belongs after a word, not before the next one. Past the
/// last word, the end of the text without the blanks there.
fn next_word_end(article: &Article, at: ByteOffset) -> ByteOffset {
    let here = boundaries::word_at(article, at);
    if here.end > at && holds_word(article, here) {
        return here.end;
    }
    let next = boundaries::word_at(article, boundaries::next_word(article, at));
    if next.end > at && holds_word(article, next) {
        return next.end;
    }
    boundaries::trim_blanks(article.text(), Span { start: at, end: article.index().whole().end }).end
}

/// Where the last word before a place ends: of the one that the place cuts or ends, the one before.
/// Before the first word, the start of the text.
fn previous_word_end(article: &Article, at: ByteOffset) -> ByteOffset {
    let mut start = at;
    while start > ByteOffset::new(0) {
        start = boundaries::previous_word(article, start);
        let word = boundaries::word_at(article, start);
        if word.end < at && holds_word(article, word) {
            return word.end;
        }
    }
    start
}

fn holds_word(article: &Article, span: Span) -> bool {
    article.covered(span).chars().any(char::is_alphanumeric)
}

/// The edits that take an annotation off with all its relations.
pub(super) fn erasing(document: &crate::model::Document, id: &AnnotationId) -> Vec<Edit> {
    let article = document.article().id();
    let relations = document.relations().of(id).iter();
    let unrelate = |relation: &Rc<crate::model::Relation>| Edit::Unrelate {
        article: article.clone(),
        relation: relation.id.clone(),
    };
    let mut edits: Vec<_> = relations.map(unrelate).collect();
    edits.push(Edit::Erase { article: article.clone(), annotation: id.clone() });
    edits
}

/// A text short enough to be read out.
pub(super) fn quoted(text: &str) -> Message {
    message::quoted(shortened(text, 60))
}

/// The beginning of a text, on one line; reads no further than that.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut room = longest;
    for word in text.split_whitespace() {
        let blank = if line.is_empty() { "" } else { " " };
        for c in blank.chars().chain(word.chars()) {
            if room == 0 {
                line.push('…');
                return line;
            }
            line.push(c);
            room -= 1;
        }
    }
    line
}

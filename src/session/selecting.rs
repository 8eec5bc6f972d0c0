//! What the person holds and chooses: the caret, the selection, the chosen annotation.

use crate::messages::message;
use crate::model::{AnnotationId, ByteOffset, Name, Span, boundaries};
use crate::model::{Article, Document};

use super::action::{Edge, Motion, Selection};
use super::effect::{Effect, NoticeKind};
use super::gesture_row::Doing;
use super::history::Gesture;
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

impl Session {
    pub(super) fn select(
        &mut self,
        selection: Selection,
        as_is: bool,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let article = self.opened()?.article();
        let span = selection.span();
        if span.slice(article.text()).is_none() {
            return Err(Refusal::NothingSelected);
        }
        self.selection = Some(selection);
        self.as_is = as_is;
        self.release_edge();
        self.focus_on(None);
        if span.is_empty() {
            return Ok(Vec::new());
        }
        self.mark_chosen(None);
        match self.pen.clone() {
            Some(label) => self.annotate_selection(&label, as_is, moment),
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn select_word(&mut self, at: ByteOffset, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let article = self.opened()?.article();
        let word = boundaries::word_at(article, at);
        self.take_word(word, moment)
    }

    /// A word that was found elsewhere, where no blanks part words.
    #[inline(never)]
    pub(super) fn select_found_word(&mut self, word: Span, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        if !self.opened()?.article().accepts(word) {
            return Err(Refusal::NothingSelected);
        }
        self.take_word(word, moment)
    }

    fn take_word(&mut self, word: Span, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let effects = self.select_whole(word, moment)?;
        // Without a pen, or where there is no word, nothing was made.
        let made = effects.contains(&Effect::DatasetChanged);
        self.pen_word = self.chosen.clone().filter(|_| made);
        Ok(effects)
    }

    pub(super) fn select_sentence(
        &mut self,
        at: ByteOffset,
        pen_word: Option<AnnotationId>,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let article = self.opened()?.article();
        let sentence = boundaries::sentence_at(article, at);
        if !self.take_back_word(at, pen_word)? {
            return self.select_whole(sentence, moment);
        }
        let mut effects = vec![Effect::DatasetChanged];
        match self.select_whole(sentence, moment) {
            Ok(more) => effects.extend(more),
            // The word is gone all the same, so this is no refusal: it is told as one.
            Err(refusal) => {
                let text = refusal.message(&self.keymap);
                self.notify(NoticeKind::Problem, text.clone(), Vec::new());
                effects.extend([Effect::ShowSelection, Effect::Announce(text)]);
            }
        }
        Ok(effects)
    }

    /// A triple click begins as a double click: what the pen made of the word gives way, as if it had
    /// never been. Says whether it did.
    fn take_back_word(&mut self, at: ByteOffset, word: Option<AnnotationId>) -> Result<bool, Refusal> {
        let Some(word) = word else { return Ok(false) };
        let Some(span) = self.document().and_then(|d| d.annotations().get(&word)).map(|word| word.span)
        else {
            return Ok(false);
        };
        // A click on the right half of the last letter is a place after it.
        if !span.holds(at) && at != span.end {
            return Ok(false);
        }
        let Some(gesture) = self.history.forget_last() else { return Ok(false) };
        self.mark_chosen(None);
        match self.dataset.apply_all(&gesture.edits) {
            Ok(inverses) => {
                self.touched(&gesture.edits, &inverses);
                let edits = gesture.edits.clone();
                self.keep(Doing::Forgot, &Gesture { edits: inverses, ..gesture }, &edits, Vec::new());
            }
            Err(error) => {
                self.history.undo.push(gesture);
                return Err(error.into());
            }
        }
        Ok(true)
    }

    fn select_whole(&mut self, span: Span, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let selection = Selection { anchor: span.start, head: span.end };
        let mut effects = self.select(selection, false, moment)?;
        effects.push(Effect::ShowSelection);
        Ok(effects)
    }

    pub(super) fn move_caret(
        &mut self,
        motion: Motion,
        forward: bool,
        extend: bool,
    ) -> Result<Vec<Effect>, Refusal> {
        let article = self.opened()?.article().clone();
        let selection =
            self.selection.or_else(|| self.chosen().map(|chosen| Selection::caret(chosen.span.start)));
        let selection = selection.or_else(|| self.focused_span().map(|span| Selection::caret(span.start)));
        let Some(selection) = selection else {
            // The first key shows the caret where the text begins, unless it asks for the other end.
            let at = if motion == Motion::Text {
                moved(&article, ByteOffset::new(0), motion, forward)
            } else {
                ByteOffset::new(0)
            };
            return self.place_caret(at, false);
        };
        // What is extended begins where the caret was, also where it stood only in thought.
        self.selection = Some(selection);
        let span = selection.span();
        let head = if !extend && !span.is_empty() && motion == Motion::Character {
            // As in every text field: an arrow leaves a selection at its edge.
            if forward { span.end } else { span.start }
        } else {
            moved(&article, selection.head, motion, forward)
        };
        self.place_caret(head, extend)
    }

    pub(super) fn place_caret(&mut self, at: ByteOffset, extend: bool) -> Result<Vec<Effect>, Refusal> {
        let article = self.opened()?.article();
        if !article.text().is_char_boundary(at.index()) {
            return Err(Refusal::NothingSelected);
        }
        let anchor = if extend { self.selection.map_or(at, |selection| selection.anchor) } else { at };
        self.selection = Some(Selection { anchor, head: at });
        self.as_is = false;
        self.mark_chosen(None);
        self.focus_on(None);
        Ok(vec![Effect::ShowSelection])
    }

    pub(super) fn set_pen(&mut self, pen: Option<Name>) -> Result<Vec<Effect>, Refusal> {
        if let Some(label) = &pen
            && self.dataset.scheme().label(label).is_none()
        {
            return Err(crate::model::EditError::UnknownLabel(label.clone()).into());
        }
        let said = match &pen {
            Some(label) => message::pen_taken(label),
            None => message::pen_put_down(),
        };
        self.pen = pen;
        Ok(vec![Effect::Announce(said)])
    }

    /// Chooses an annotation; while a link is being drawn, links to it instead.
    pub(super) fn choose(
        &mut self,
        id: Option<AnnotationId>,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let Some(id) = id else {
            self.mark_chosen(None);
            return Ok(Vec::new());
        };
        let home = self.dataset.home(&id).cloned();
        let home = home.ok_or_else(|| crate::model::EditError::NoAnnotation(id.clone()))?;
        if let Some(from) = self.pointing_from.clone() {
            // The link stays begun when this end was a wrong one.
            let effects = self.relate(None, &from, &id, moment)?;
            self.pointing_from = None;
            return Ok(effects);
        }
        let mut effects = Vec::new();
        if self.open.as_ref() != Some(&home) {
            self.read(Some(home));
            effects.push(Effect::ShowArticle);
        }
        self.selection = None;
        self.mark_chosen(Some(id));
        effects.extend([Effect::ShowSelection, Effect::ShowChosen]);
        Ok(effects)
    }

    pub(super) fn choose_at(&mut self, at: ByteOffset, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let document = self.opened()?;
        if !document.article().text().is_char_boundary(at.index()) {
            return Err(Refusal::NothingSelected);
        }
        let cover = match &self.pointing_from {
            Some(from) => target_cover(document, at, from),
            None => next_cover(document, at, self.chosen.as_ref()),
        };
        match cover {
            Some(id) => {
                let effects = self.choose(Some(id), moment)?;
                self.chosen_at = Some(at);
                Ok(effects)
            }
            None => {
                self.place_caret(at, false)?;
                let pointing = self.pointing_from.take().is_some();
                // The caret is where the click was, whatever the keys act on.
                let here = Span { start: at, end: at.plus(1) };
                let innermost = self.suggestions_over(here).min_by_key(|one| one.span.len());
                match innermost.map(|one| one.id.clone()).filter(|_| !pointing) {
                    Some(id) => {
                        // The paragraph is drawn again: the browser's own caret in it goes, and must come back.
                        let mut effects = self.focus_here(id)?;
                        effects.push(Effect::KeepSelection);
                        Ok(effects)
                    }
                    None => Ok(Vec::new()),
                }
            }
        }
    }

    pub(super) fn choose_at_caret(&mut self, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let document = self.opened()?;
        if let Some(from) = &self.pointing_from
            && let Some(chosen) = self.chosen.clone().filter(|chosen| chosen != from)
        {
            // The person went along to it with the keys: it is meant, not what lies under it.
            return self.choose(Some(chosen), moment);
        }
        let at = match (self.selection, self.chosen()) {
            (Some(selection), _) => selection.head,
            (None, Some(chosen)) => {
                self.chosen_at.filter(|at| chosen.span.holds(*at)).unwrap_or(chosen.span.start)
            }
            (None, None) => return Err(Refusal::NothingChosen),
        };
        let cover = |at| match &self.pointing_from {
            Some(from) => target_cover(document, at, from),
            None => next_cover(document, at, self.chosen.as_ref()),
        };
        // A caret just behind an annotation, as after making one, means that annotation.
        let before = boundaries::previous_character(document.article().text(), at);
        let found = cover(at).map(|id| (id, at)).or_else(|| cover(before).map(|id| (id, before)));
        let (id, at) = found.ok_or(Refusal::NothingChosen)?;
        let effects = self.choose(Some(id), moment)?;
        self.chosen_at = Some(at);
        Ok(effects)
    }

    pub(super) fn choose_neighbour(
        &mut self,
        forward: bool,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let annotations = self.opened()?.annotations();
        let last = annotations.len().checked_sub(1).ok_or(Refusal::NothingChosen)?;
        let rank = match (self.chosen.as_ref().and_then(|id| annotations.rank(id)), self.selection) {
            (Some(rank), _) if forward => {
                if rank == last {
                    0
                } else {
                    rank + 1
                }
            }
            (Some(rank), _) => rank.checked_sub(1).unwrap_or(last),
            (None, Some(selection)) => {
                let before = annotations.starting_before(selection.head);
                if forward {
                    if before > last { 0 } else { before }
                } else {
                    before.checked_sub(1).unwrap_or(last)
                }
            }
            (None, None) => {
                if forward {
                    0
                } else {
                    last
                }
            }
        };
        let id = annotations.at_rank(rank).map(|annotation| annotation.id.clone());
        // Going along is no way to point: the link that was begun waits for Enter or a click.
        let pointing = self.pointing_from.take();
        let effects = self.choose(id, moment);
        self.pointing_from = pointing;
        effects
    }

    pub(super) fn hold_edge(&mut self) -> Result<Vec<Effect>, Refusal> {
        if self.suggesting.focus.is_none() {
            self.chosen_one()?;
        }
        self.held_edge = match self.held_edge {
            None => Some(Edge::End),
            Some(Edge::End) => Some(Edge::Start),
            Some(Edge::Start) => None,
        };
        let said = match self.held_edge {
            Some(Edge::End) => message::holds_end(),
            Some(Edge::Start) => message::holds_start(),
            None => message::holds_caret(),
        };
        if let Some(id) = self.chosen.clone() {
            self.touch_annotation(&id);
        }
        self.focus_on(self.suggesting.focus.clone());
        Ok(vec![Effect::Announce(said)])
    }

    /// Makes an annotation the chosen one; draws anew what looks different then.
    pub(super) fn mark_chosen(&mut self, id: Option<AnnotationId>) {
        if self.chosen == id {
            return;
        }
        self.held_edge = None;
        if id.is_some() {
            self.focus_on(None);
        }
        let former = std::mem::replace(&mut self.chosen, id);
        for id in former.iter().chain(self.chosen.clone().iter()) {
            self.touch_annotation(id);
            for other in self.related(id) {
                self.touch_annotation(&other);
            }
        }
    }

    /// The annotations at the other ends of an annotation's relations.
    pub(super) fn related(&self, id: &AnnotationId) -> Vec<AnnotationId> {
        let Some(document) = self.document() else { return Vec::new() };
        let other = |relation: &crate::model::Relation| {
            if relation.from == *id { relation.to.clone() } else { relation.from.clone() }
        };
        document.relations().of(id).iter().map(|relation| other(relation)).collect()
    }
}

/// The annotation at a place that comes after `current`, the innermost first.
fn next_cover(document: &Document, at: ByteOffset, current: Option<&AnnotationId>) -> Option<AnnotationId> {
    let mut covers: Vec<_> = document.annotations().covering(at).collect();
    covers.sort_by_key(|annotation| (annotation.span.len(), annotation.id.clone()));
    let after = covers.iter().position(|annotation| Some(&annotation.id) == current).map_or(0, |n| n + 1);
    covers.get(after).or(covers.first()).map(|annotation| annotation.id.clone())
}

/// What a link from `from` is meant to lead to at a place: the innermost other one. `from` itself where
/// there is nothing else, so that the person hears why not.
fn target_cover(document: &Document, at: ByteOffset, from: &AnnotationId) -> Option<AnnotationId> {
    let covers = document.annotations().covering(at);
    let innermost = covers.min_by_key(|other| (other.id == *from, other.span.len(), other.id.clone()));
    innermost.map(|annotation| annotation.id.clone())
}

/// Where a place goes by one motion.
pub(super) fn moved(article: &Article, at: ByteOffset, motion: Motion, forward: bool) -> ByteOffset {
    let text = article.text();
    match (motion, forward) {
        (Motion::Character, true) => boundaries::next_character(text, at),
        (Motion::Character, false) => boundaries::previous_character(text, at),
        (Motion::Word, true) => boundaries::next_word(article, at),
        (Motion::Word, false) => boundaries::previous_word(article, at),
        (Motion::Sentence, true) => boundaries::next_sentence(article, at),
        (Motion::Sentence, false) => boundaries::previous_sentence(article, at),
        (Motion::Paragraph, true) => boundaries::next_paragraph(article, at),
        (Motion::Paragraph, false) => boundaries::previous_paragraph(article, at),
        (Motion::ParagraphEdge, forward) => {
            let body = article.paragraph_body(article.index().paragraph_at(at)).unwrap_or_default();
            if forward { body.end } else { body.start }
        }
        (Motion::Text, true) => article.index().whole().end,
        (Motion::Text, false) => ByteOffset::new(0),
    }
}

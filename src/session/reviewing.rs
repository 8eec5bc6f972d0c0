//! What the person does with suggestions: goes along them, accepts, corrects, rejects them.

use std::collections::HashMap;
use std::rc::Rc;

use crate::messages::{Message, message};
use crate::model::{Annotation, AnnotationId, Document, Edit, Name, Relation, Span};

use super::action::{Edge, Motion, Selection};
use super::annotating::{edge_moved, quoted};
use super::effect::Effect;
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;
use super::suggesting::{Focus, rule_of};
use super::verdict::{Ruling, Verdict};

/// Which of the suggestions shown are accepted in one gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Several {
    /// All.
    All,
    /// Those of a rule.
    OfRule(Name),
}

/// A suggestion that is to become an annotation, perhaps with another label or span.
struct Acceptance {
    suggestion: Rc<Annotation>,
    label: Name,
    span: Span,
}

/// Which of the acceptances of a gesture a suggestion is.
type Made = HashMap<AnnotationId, u32>;

impl Session {
    pub(super) fn focus_suggestion(&mut self, id: Option<AnnotationId>) -> Result<Vec<Effect>, Refusal> {
        let Some(id) = id else {
            self.focus_on(None);
            return Ok(Vec::new());
        };
        self.selection = None;
        let mut effects = self.focus_here(id)?;
        effects.extend([Effect::ShowSelection, Effect::ShowChosen]);
        Ok(effects)
    }

    /// The same, without leaving the caret's place.
    pub(super) fn focus_here(&mut self, id: AnnotationId) -> Result<Vec<Effect>, Refusal> {
        let span = self.suggestion(&id).ok_or(Refusal::NoSuggestion)?.span;
        self.mark_chosen(None);
        self.held_edge = None;
        self.focus_on(Some(Focus { id, span }));
        let focused = self.focused_suggestion().ok_or(Refusal::NoSuggestion)?;
        let covered = quoted(self.opened()?.article().covered(span));
        let (place, count, label) = (focused.place, self.suggestion_count(), &focused.annotation.label);
        let said = message::suggestion_at(place, count, label, covered);
        Ok(vec![Effect::Announce(said)])
    }

    pub(super) fn focus_neighbour(&mut self, forward: bool) -> Result<Vec<Effect>, Refusal> {
        self.opened()?;
        let focus = self.suggesting.focus.clone();
        let at = focus.as_ref().map(|focus| focus.span);
        let at = at.or_else(|| self.selection.map(Selection::span));
        let at = at.or_else(|| self.chosen().map(|chosen| chosen.span)).unwrap_or_default();
        let next = self.suggestion_beside(at, forward, focus.as_ref().map(|focus| &focus.id));
        self.focus_suggestion(Some(next.ok_or(Refusal::NoSuggestion)?))
    }

    /// Accepts the suggestion in focus, as it stands now, and goes on to the next.
    pub(super) fn accept(&mut self, label: Option<Name>, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let Focus { id, span } = self.suggesting.focus.clone().ok_or(Refusal::NoSuggestion)?;
        let suggestion = self.suggestion(&id).ok_or(Refusal::NoSuggestion)?.clone();
        let label = label.unwrap_or_else(|| suggestion.label.clone());
        let stands = self.opened()?.annotations().covering(span.start);
        if stands.into_iter().any(|other| other.span == span && other.label == label) {
            return Err(Refusal::AlreadyThere);
        }
        let said = message::accepted(&label, quoted(self.opened()?.article().covered(span)));
        let name = message::accepted_gesture(&label);
        self.accept_these(name, vec![Acceptance { suggestion, label, span }], said, moment)
    }

    #[inline(never)]
    pub(super) fn accept_several(
        &mut self,
        several: &Several,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let these = self.shown_suggestions(|one| match several {
            Several::All => true,
            Several::OfRule(rule) => rule_of(one) == *rule,
        });
        // Of two that lie in each other, the outer comes first; it will cover the inner one.
        let mut outer: Vec<(&Name, Span)> = Vec::new();
        let mut acceptances = Vec::new();
        for one in &these {
            let at = outer.iter().position(|(label, _)| **label == one.label);
            if at.is_some_and(|at| one.span.end <= outer[at].1.end) {
                continue;
            }
            match at {
                Some(at) => outer[at].1 = one.span,
                None => outer.push((&one.label, one.span)),
            }
            let (label, span) = (one.label.clone(), one.span);
            acceptances.push(Acceptance { suggestion: one.clone(), label, span });
        }
        let said = match acceptances.len() {
            0 => return Err(Refusal::NoSuggestion),
            n => message::accepted_several(n),
        };
        self.accept_these(said.clone(), acceptances, said, moment)
    }

    fn accept_these(
        &mut self,
        name: Message,
        acceptances: Vec<Acceptance>,
        said: Message,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let document = self.opened()?;
        let article = document.article().id().clone();
        let mut edits = Vec::new();
        let mut rulings = Vec::new();
        let mut made: Made = HashMap::new();
        let mut fresh = 0;
        for (n, Acceptance { suggestion, label, span }) in acceptances.iter().enumerate() {
            let id = loop {
                let id = AnnotationId::from(moment.fresh('a', fresh));
                fresh += 1;
                if self.dataset.home(&id).is_none() {
                    break id;
                }
            };
            let is_as_proposed = *label == suggestion.label;
            let annotation = Annotation {
                id: id.clone(),
                label: label.clone(),
                span: *span,
                // What is said of a quote need not be said of a denial.
                attributes: if is_as_proposed { suggestion.attributes.clone() } else { Default::default() },
                annotator: self.annotator.clone(),
                created: moment.now.clone(),
                modified: moment.now.clone(),
                ..(**suggestion).clone()
            };
            edits.push(Edit::Annotate { article: article.clone(), annotation: Rc::new(annotation) });
            let corrected = !is_as_proposed || *span != suggestion.span;
            let verdict = Some(Verdict::Accepted { annotation: id.clone(), corrected });
            rulings.push(Ruling { suggestion: suggestion.id.clone(), rule: rule_of(suggestion), verdict });
            made.insert(suggestion.id.clone(), n as u32);
        }
        edits.extend(
            self.accepted_relations(document, &acceptances, &made, &rulings, moment)
                .into_iter()
                .map(|relation| Edit::Relate { article: article.clone(), relation: Rc::new(relation) }),
        );
        let after = acceptances.first().map(|first| first.suggestion.span).unwrap_or_default();
        let annotation = match rulings.as_slice() {
            [Ruling { verdict: Some(Verdict::Accepted { annotation, .. }), .. }] => Some(annotation.clone()),
            _ => None,
        };
        let mut effects = self.commit_ruled(name, Some(article), annotation, &edits, rulings)?;
        effects.push(Effect::Announce(said));
        effects.extend(self.go_on_from(after));
        Ok(effects)
    }

    /// The proposed relations of which both ends are annotations now, this way or that.
    fn accepted_relations(
        &self,
        document: &Document,
        acceptances: &[Acceptance],
        made: &Made,
        rulings: &[Ruling],
        moment: &Moment,
    ) -> Vec<Relation> {
        let scheme = self.dataset.scheme();
        let standing = |id: &AnnotationId| -> Option<(AnnotationId, Name)> {
            if let Some(at) = made.get(id).map(|at| *at as usize)
                && let Some(Verdict::Accepted { annotation, .. }) = &rulings[at].verdict
            {
                return Some((annotation.clone(), acceptances[at].label.clone()));
            }
            let suggestion = self.suggestion(id)?;
            let annotations = document.annotations();
            if let Some(Verdict::Accepted { annotation, .. }) = self.verdict(id)
                && let Some(annotation) = annotations.get(annotation)
            {
                return Some((annotation.id.clone(), annotation.label.clone()));
            }
            let mut here = annotations.covering(suggestion.span.start);
            let same = here.find(|one| one.span == suggestion.span && one.label == suggestion.label)?;
            Some((same.id.clone(), same.label.clone()))
        };
        let mut relations: Vec<Relation> = Vec::new();
        let mut fresh = 0;
        for Acceptance { suggestion, .. } in acceptances {
            for proposed in self.proposed_relations(&suggestion.id) {
                let (Some((from, from_label)), Some((to, to_label))) =
                    (standing(&proposed.from), standing(&proposed.to))
                else {
                    continue;
                };
                let fits =
                    from != to && scheme.check_relation(&proposed.kind, &from_label, &to_label).is_ok();
                let stands = document.relations().between(&proposed.kind, &from, &to).is_some()
                    || relations
                        .iter()
                        .any(|one| one.kind == proposed.kind && one.from == from && one.to == to);
                if !fits || stands {
                    continue;
                }
                let id = loop {
                    let id = moment.fresh('r', fresh).into();
                    fresh += 1;
                    if document.relations().get(&id).is_none() {
                        break id;
                    }
                };
                relations.push(Relation { id, kind: proposed.kind.clone(), from, to });
            }
        }
        relations
    }

    /// Says no to the suggestion in focus and goes on to the next.
    pub(super) fn reject(&mut self) -> Result<Vec<Effect>, Refusal> {
        let Focus { id, .. } = self.suggesting.focus.clone().ok_or(Refusal::NoSuggestion)?;
        let suggestion = self.suggestion(&id).ok_or(Refusal::NoSuggestion)?.clone();
        let article = self.opened()?.article().id().clone();
        let ruling = Ruling { suggestion: id, rule: rule_of(&suggestion), verdict: Some(Verdict::Rejected) };
        let name = message::rejected_gesture(&suggestion.label);
        let mut effects = self.commit_ruled(name, Some(article), None, &[], vec![ruling])?;
        effects.push(Effect::Announce(message::rejected()));
        effects.extend(self.go_on_from(suggestion.span));
        Ok(effects)
    }

    /// Moves an edge of the suggestion in focus; nothing is changed before it is accepted.
    #[inline(never)]
    pub(super) fn move_suggested_edge(
        &mut self,
        edge: Edge,
        motion: Motion,
        forward: bool,
    ) -> Result<Vec<Effect>, Refusal> {
        let Focus { id, span } = self.suggesting.focus.clone().ok_or(Refusal::NoSuggestion)?;
        let article = self.opened()?.article().clone();
        let span = edge_moved(&article, span, edge, motion, forward).ok_or(Refusal::EdgeStops)?;
        self.focus_on(Some(Focus { id, span }));
        Ok(vec![Effect::ShowChosen, Effect::Announce(quoted(article.covered(span)))])
    }

    /// Goes on to the suggestion that comes next, if there is one; else nothing is in focus, and the caret is here.
    fn go_on_from(&mut self, span: Span) -> Vec<Effect> {
        self.held_edge = None;
        match self.suggestion_beside(span, true, None) {
            Some(next) => self.focus_suggestion(Some(next)).unwrap_or_default(),
            None => {
                self.focus_on(None);
                self.selection = Some(Selection::caret(span.start));
                vec![Effect::ShowSelection, Effect::Announce(message::no_suggestion_left())]
            }
        }
    }
}

//! Relations between annotations: to the nearest source, to the last one, to whatever is pointed at.

use std::rc::Rc;

use crate::messages::{Message, message};
use crate::model::scheme::RelationRefusal;
use crate::model::{Annotation, AnnotationId, Document, Edit, EditError, Name, Relation, RelationId};

use super::annotating::quoted;
use super::effect::Effect;
use super::keymap::Deed;
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

impl Session {
    /// Links the chosen annotation to the nearest one that its label needs; a source that is chosen,
    /// to the nearest annotation that needs one.
    #[inline(never)]
    pub(super) fn link_nearest(&mut self, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let document = self.opened()?;
        let scheme = self.dataset.scheme();
        let needed = scheme.label(&chosen.label).and_then(|label| label.needs.clone());
        let (kind, from, to) = match needed.and_then(|kind| scheme.relation(&kind)) {
            Some(kind) => {
                // Pressed once more than meant, it would quietly give a quote a second speaker.
                let linked =
                    document.relations().from(&chosen.id).find(|relation| relation.kind == kind.name);
                if let Some(target) = linked.and_then(|relation| document.annotations().get(&relation.to)) {
                    let to = quoted(document.article().covered(target.span));
                    return Err(Refusal::AlreadyLinked { kind: kind.name.clone(), to });
                }
                let target = nearest(document, &chosen, |other| kind.to.contains(&other.label));
                (kind.name.clone(), chosen.id.clone(), target.map(|target| target.id.clone()))
            }
            None => {
                let open = |other: &Annotation| {
                    scheme.label(&other.label).and_then(|label| label.needs.as_ref()).filter(|needs| {
                        scheme.check_relation(needs, &other.label, &chosen.label).is_ok()
                            && !document.relations().from(&other.id).any(|relation| relation.kind == **needs)
                    })
                };
                let start = nearest(document, &chosen, |other| open(other).is_some());
                let start = start.ok_or_else(|| Refusal::NothingToLink { from: chosen.label.clone() })?;
                let kind = open(start)
                    .cloned()
                    .ok_or_else(|| Refusal::NothingToLink { from: chosen.label.clone() })?;
                (kind, start.id.clone(), Some(chosen.id.clone()))
            }
        };
        let to = to.ok_or_else(|| Refusal::NothingToLink { from: chosen.label.clone() })?;
        self.relate(Some(kind), &from, &to, moment)
    }

    #[inline(never)]
    pub(super) fn link_last(&mut self, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let last = self.last_target.clone().ok_or(Refusal::NoLastSource)?;
        if self.dataset.home(&last) != self.open.as_ref() {
            return Err(Refusal::NoLastSource);
        }
        self.relate(None, &chosen.id, &last, moment)
    }

    /// Links the chosen fragment to the nearest one before it of the same label.
    #[inline(never)]
    pub(super) fn link_continued(&mut self, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        let document = self.opened()?;
        let refusal = || Refusal::NothingToLink { from: chosen.label.clone() };
        let kind =
            self.dataset.scheme().kinds_between(&chosen.label, &chosen.label).next().ok_or_else(refusal)?;
        let rank = document.annotations().rank(&chosen.id).ok_or_else(refusal)?;
        let mut before =
            (0..rank).rev().take(NEIGHBOURS).filter_map(|rank| document.annotations().at_rank(rank));
        let previous = before
            .find(|other| other.label == chosen.label && !other.span.overlaps(chosen.span))
            .ok_or_else(refusal)?;
        let (kind, to) = (kind.name.clone(), previous.id.clone());
        self.relate(Some(kind), &chosen.id, &to, moment)
    }

    #[inline(never)]
    pub(super) fn point(&mut self) -> Result<Vec<Effect>, Refusal> {
        let chosen = self.chosen_one()?;
        if self.pointing_from.take().is_some() {
            return Ok(vec![Effect::Announce(message::let_go())]);
        }
        self.pointing_from = Some(chosen.id.clone());
        Ok(vec![Effect::Announce(self.told_to_point(&chosen.label))])
    }

    fn told_to_point(&self, label: &Name) -> Message {
        let [next, previous, choose] = [Deed::NextAnnotation, Deed::PreviousAnnotation, Deed::ChooseAtCaret]
            .map(|deed| self.keymap.told(deed));
        message::point(label, next, previous, choose)
    }

    /// Relates two annotations. Without a kind, the scheme's first that fits and does not stand yet
    /// between the two, also the other way round: who points from a source at a quote means `said_by`.
    pub(super) fn relate(
        &mut self,
        kind: Option<Name>,
        from: &AnnotationId,
        to: &AnnotationId,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let home = self.dataset.home(from).cloned().ok_or_else(|| EditError::NoAnnotation(from.clone()))?;
        let other = self.dataset.home(to).ok_or_else(|| EditError::NoAnnotation(to.clone()))?;
        if home != *other {
            return Err(Refusal::OtherArticle);
        }
        if from == to {
            return Err(EditError::SelfRelation(from.clone()).into());
        }
        let document = self.dataset.document(&home).ok_or_else(|| EditError::NoArticle(home.clone()))?;
        let relation = match kind {
            Some(kind) => (kind, from.clone(), to.clone()),
            None => self.fitting_relation(document, from, to)?,
        };
        let id = (0_u64..).map(|n| RelationId::from(moment.fresh('r', n)));
        let id =
            id.into_iter().find(|id| document.relations().get(id).is_none()).unwrap_or_else(|| "r".into());
        self.relate_as(&home, id, relation)
    }

    /// Adds a relation under a given id; what a host page and a person both use.
    fn relate_as(
        &mut self,
        home: &crate::model::ArticleId,
        id: RelationId,
        (kind, from, to): (Name, AnnotationId, AnnotationId),
    ) -> Result<Vec<Effect>, Refusal> {
        let document = self.dataset.document(home).ok_or_else(|| EditError::NoArticle(home.clone()))?;
        let said = message::linked_to(&kind, quoted(document.covered(&to)));
        let relation = Relation { id, kind: kind.clone(), from: from.clone(), to: to.clone() };
        let edit = Edit::Relate { article: home.clone(), relation: Rc::new(relation) };
        let mut effects =
            self.commit(message::linked(&kind), Some(home.clone()), Some(from.clone()), &[edit])?;
        if self.open.as_ref() == Some(home) {
            self.mark_chosen(Some(from.clone()));
            for end in [&from, &to] {
                self.touch_annotation(end);
            }
        }
        if self.counts_as_last_target(&from, &kind) {
            self.last_target = Some(to);
        }
        effects.extend([Effect::ShowChosen, Effect::Announce(said)]);
        Ok(effects)
    }

    /// Whether a relation leads to what "the source used last" means: the kind that its start needs. A
    /// fragment that was continued is no source.
    fn counts_as_last_target(&self, from: &AnnotationId, kind: &Name) -> bool {
        let home = self.dataset.home(from).and_then(|home| self.dataset.document(home));
        let label = home.and_then(|document| document.annotations().get(from)).map(|from| &from.label);
        let needs = label.and_then(|label| self.dataset.scheme().label(label)?.needs.as_ref());
        needs.is_none_or(|needs| needs == kind)
    }

    fn fitting_relation(
        &self,
        document: &Document,
        a: &AnnotationId,
        b: &AnnotationId,
    ) -> Result<(Name, AnnotationId, AnnotationId), Refusal> {
        let label = |id: &AnnotationId| {
            let annotation =
                document.annotations().get(id).ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
            Ok::<_, Refusal>(annotation.label.clone())
        };
        let (label_a, label_b) = (label(a)?, label(b)?);
        let mut standing = None;
        for (from, to, from_label, to_label) in [(a, b, &label_a, &label_b), (b, a, &label_b, &label_a)] {
            for kind in self.dataset.scheme().kinds_between(from_label, to_label) {
                // Two fragments that continued each other would be a ring.
                let relations = document.relations();
                let there = relations.between(&kind.name, from, to);
                match there.or_else(|| relations.between(&kind.name, to, from)) {
                    None => return Ok((kind.name.clone(), from.clone(), to.clone())),
                    Some(relation) => standing = Some(relation.id.clone()),
                }
            }
        }
        Err(match standing {
            Some(id) => EditError::RelationExists(id).into(),
            None => RelationRefusal::NoKind { from: label_a, to: label_b }.into(),
        })
    }

    #[inline(never)]
    pub(super) fn unrelate(&mut self, id: &RelationId) -> Result<Vec<Effect>, Refusal> {
        let document = self.opened()?;
        let relation = document.relations().get(id).ok_or_else(|| EditError::NoRelation(id.clone()))?.clone();
        let article = document.article().id().clone();
        let edit = Edit::Unrelate { article: article.clone(), relation: id.clone() };
        let name = message::unlinked(&relation.kind);
        let mut effects = self.commit(name.clone(), Some(article), Some(relation.from.clone()), &[edit])?;
        for end in [&relation.from, &relation.to] {
            self.touch_annotation(end);
        }
        effects.push(Effect::Announce(name));
        Ok(effects)
    }
}

/// The nearest annotation that fits, by the distance between the spans; the one before where two are
/// equally near. Looks outward from the chosen one and stops where nothing nearer can come.
fn nearest<'a>(
    document: &'a Document,
    chosen: &Annotation,
    fits: impl Fn(&Annotation) -> bool,
) -> Option<&'a Rc<Annotation>> {
    let annotations = document.annotations();
    let rank = annotations.rank(&chosen.id)?;
    let gap = |other: &Annotation| {
        let before = chosen.span.start.get().saturating_sub(other.span.end.get());
        let after = other.span.start.get().saturating_sub(chosen.span.end.get());
        before.max(after)
    };
    let mut best: Option<(u32, &Rc<Annotation>)> = None;
    let after = (rank + 1..annotations.len()).take(NEIGHBOURS).filter_map(|rank| annotations.at_rank(rank));
    for other in after {
        if best.is_some_and(|(least, _)| gap(other) >= least) {
            break;
        }
        if fits(other) {
            best = Some((gap(other), other));
        }
    }
    let before = (0..rank).rev().take(NEIGHBOURS).filter_map(|rank| annotations.at_rank(rank));
    for other in before {
        // A start further off than the best gap may still belong to a long span that ends near; such
        // spans are rare and the search for them is not worth a walk over the whole article.
        if best.is_some_and(|(least, _)| {
            chosen.span.start.get().saturating_sub(other.span.start.get()) > least + FAR
        }) {
            break;
        }
        if fits(other) && best.is_none_or(|(least, _)| gap(other) <= least) {
            best = Some((gap(other), other));
        }
    }
    best.map(|(_, annotation)| annotation)
}

/// How many annotations are looked at on either side: what lies further off is not near, and a key must
/// not walk over all of them.
const NEIGHBOURS: usize = 1_000;

/// The length of a long annotation, in bytes.
const FAR: u32 = 2_000;

//! Directed, named edges between annotations of one article, found by either end.

use std::rc::Rc;

use foldhash::HashMap;

use super::id::{AnnotationId, Name, RelationId};
use super::packing::pack_fields;

/// One edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name, unique in the article.
    pub id: RelationId,
    /// A relation kind of the scheme.
    pub kind: Name,
    /// Where it starts.
    pub from: AnnotationId,
    /// Where it leads.
    pub to: AnnotationId,
}

/// The relations of one article. Knows no scheme: [`Dataset::apply`](super::Dataset::apply) checks.
#[derive(Clone, Debug, Default)]
pub struct RelationSet {
    by_id: HashMap<RelationId, Rc<Relation>>,
    by_end: HashMap<AnnotationId, Vec<Rc<Relation>>>,
}

impl RelationSet {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The relation of a name.
    #[must_use]
    pub fn get(&self, id: &RelationId) -> Option<&Rc<Relation>> {
        self.by_id.get(id)
    }

    /// All, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Relation>> {
        self.by_id.values()
    }

    /// The relations that start from or lead to an annotation, in the order in which they came.
    #[must_use]
    pub fn of(&self, annotation: &AnnotationId) -> &[Rc<Relation>] {
        self.by_end.get(annotation).map_or(&[], Vec::as_slice)
    }

    /// The relations that start from an annotation.
    pub fn from(&self, annotation: &AnnotationId) -> impl Iterator<Item = &Rc<Relation>> {
        self.of(annotation).iter().filter(move |relation| relation.from == *annotation)
    }

    /// The relation of this kind between these two, if there is one.
    #[must_use]
    pub fn between(&self, kind: &Name, from: &AnnotationId, to: &AnnotationId) -> Option<&Rc<Relation>> {
        self.of(from)
            .iter()
            .find(|relation| relation.kind == *kind && relation.from == *from && relation.to == *to)
    }

    pub(super) fn insert(&mut self, relation: Rc<Relation>) {
        self.by_end.entry(relation.from.clone()).or_default().push(relation.clone());
        if relation.to != relation.from {
            self.by_end.entry(relation.to.clone()).or_default().push(relation.clone());
        }
        self.by_id.insert(relation.id.clone(), relation);
    }

    pub(super) fn remove(&mut self, id: &RelationId) -> Option<Rc<Relation>> {
        let relation = self.by_id.remove(id)?;
        for end in [&relation.from, &relation.to] {
            if let Some(list) = self.by_end.get_mut(end) {
                list.retain(|other| other.id != *id);
                if list.is_empty() {
                    self.by_end.remove(end);
                }
            }
        }
        Some(relation)
    }
}

/// Equal sets hold equal relations; the order in which they came does not count.
impl PartialEq for RelationSet {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id
    }
}

pack_fields!(Relation { id, kind, from, to });

//! Changing the label scheme, with what becomes of the annotations that bear a label which changes: one gesture.
//!
//! The annotations obey the scheme at every step: first a scheme comes into force that knows all labels, old and new,
//! then they change, then comes the scheme that is wanted.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::messages::message;
use crate::model::{
    Annotation, AnnotationId, ArticleId, Document, Edit, Label, Name, Relation, RelationKind, Scheme,
};

use super::action::Action;
use super::effect::{Effect, NoticeKind};
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

/// What becomes of the annotations of a label that the new scheme does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They get this label, as if it were the same under another name.
    Become(Name),
    /// They are deleted with their relations.
    Go,
}

/// Another scheme, and what becomes of what stands under the one in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeChange {
    /// The scheme that is wanted. The person's own rules in it are of no account: those that stand stay.
    pub scheme: Scheme,
    /// Of each label that it lacks, what becomes of its annotations. Nothing may bear one that is not here.
    pub fates: BTreeMap<Name, Fate>,
    /// Relation kinds that have another name now.
    pub kinds: BTreeMap<Name, Name>,
}

impl SchemeChange {
    fn label_now<'a>(&'a self, label: &'a Name) -> Option<&'a Name> {
        match self.fates.get(label) {
            Some(Fate::Go) => None,
            Some(Fate::Become(other)) => Some(other),
            None => Some(label),
        }
    }

    fn kind_now<'a>(&'a self, kind: &'a Name) -> &'a Name {
        self.kinds.get(kind).unwrap_or(kind)
    }
}

impl Session {
    /// How many annotations bear each label, and how many relations there are of each kind, in all articles.
    #[must_use]
    pub fn usage(&self) -> (BTreeMap<Name, usize>, BTreeMap<Name, usize>) {
        let (mut labels, mut kinds) = (BTreeMap::new(), BTreeMap::new());
        for document in self.dataset.documents() {
            let Some(summary) = self.summary_of(document.article().id()) else { continue };
            for (label, count) in &summary.labels {
                *labels.entry(label.clone()).or_default() += count;
            }
            for (kind, count) in &summary.relations {
                *kinds.entry(kind.clone()).or_default() += count;
            }
        }
        (labels, kinds)
    }

    /// Puts another scheme in force.
    #[inline(never)]
    pub(super) fn change_scheme(
        &mut self,
        change: SchemeChange,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let old = self.dataset.scheme().clone();
        let new = with_rules(&change, &old);
        if let Some(fault) = new.fault() {
            return Err(Refusal::Edit(crate::model::EditError::BadScheme(fault)));
        }
        if new == *old {
            return Ok(Vec::new());
        }
        let missing = self.shelved_with_changes(&change, &old, &new);
        if !missing.is_empty() {
            self.after_fetching(missing, Action::ChangeScheme(Box::new(change)));
            return Ok(Vec::new());
        }
        let mut edits = Vec::new();
        let mut lost = 0;
        for document in self.dataset.documents() {
            lost += change_document(document, &change, &new, moment, &mut edits);
        }
        if !edits.is_empty() {
            edits.insert(0, Edit::SetScheme { scheme: Rc::new(both(&old, &new)) });
        }
        edits.push(Edit::SetScheme { scheme: Rc::new(new) });
        let effects = self.commit(message::scheme_changed(), self.open.clone(), None, &edits)?;
        if lost > 0 {
            self.notify(NoticeKind::Done, message::scheme_changed_links(lost), Vec::new());
        }
        Ok(effects)
    }

    /// The articles on disk on which something stands that changes.
    fn shelved_with_changes(&self, change: &SchemeChange, old: &Scheme, new: &Scheme) -> Vec<ArticleId> {
        let narrows = |kind: &Name| {
            let (Some(before), Some(now)) = (old.relation(kind), new.relation(change.kind_now(kind))) else {
                return true;
            };
            change.kinds.contains_key(kind)
                || before.from.iter().any(|label| !now.from.contains(label))
                || before.to.iter().any(|label| !now.to.contains(label))
        };
        let shelved = self.dataset.documents().iter().filter(|document| {
            document.summary().is_some_and(|summary| {
                summary.labels.keys().any(|label| change.fates.contains_key(label))
                    || summary.relations.keys().any(narrows)
            })
        });
        shelved.map(|document| document.article().id().clone()).collect()
    }
}

/// The edits that an article needs; gives how many relations it loses.
fn change_document(
    document: &Document,
    change: &SchemeChange,
    new: &Scheme,
    moment: &Moment,
    edits: &mut Vec<Edit>,
) -> usize {
    let article = document.article().id();
    let label_now = |id: &AnnotationId| change.label_now(&document.annotations().get(id)?.label);
    let (mut renamed, mut lost) = (Vec::new(), 0);
    for relation in document.relations().iter() {
        let kind = change.kind_now(&relation.kind);
        let stays = match (label_now(&relation.from), label_now(&relation.to)) {
            (Some(from), Some(to)) => new.check_relation(kind, from, to).is_ok(),
            _ => false,
        };
        if stays && *kind == relation.kind {
            continue;
        }
        edits.push(Edit::Unrelate { article: article.clone(), relation: relation.id.clone() });
        if stays {
            let relation = Relation { kind: kind.clone(), ..(**relation).clone() };
            renamed.push(Edit::Relate { article: article.clone(), relation: Rc::new(relation) });
        } else {
            lost += 1;
        }
    }
    for annotation in document.annotations().iter() {
        match change.fates.get(&annotation.label) {
            None => {}
            Some(Fate::Go) => {
                edits.push(Edit::Erase { article: article.clone(), annotation: annotation.id.clone() });
            }
            Some(Fate::Become(label)) => {
                let annotation = relabelled(annotation, label, new, moment);
                edits.push(Edit::Revise { article: article.clone(), annotation: Rc::new(annotation) });
            }
        }
    }
    edits.extend(renamed);
    lost
}

/// An annotation under another label, of which is said what can be said of that one.
fn relabelled(annotation: &Annotation, label: &Name, new: &Scheme, moment: &Moment) -> Annotation {
    let mut annotation =
        Annotation { label: label.clone(), modified: moment.now.clone(), ..annotation.clone() };
    let known = new.label(label).map(|label| label.attributes.as_slice()).unwrap_or_default();
    annotation.attributes.retain(|name, value| {
        known.iter().any(|attribute| attribute.name == *name && attribute.values.contains(value))
    });
    annotation
}

/// The scheme that is wanted, with the rules that stand: each proposes what its label has become.
fn with_rules(change: &SchemeChange, old: &Scheme) -> Scheme {
    let rules = old.rules.iter().filter_map(|rule| {
        let label = change.label_now(&rule.label)?.clone();
        change.scheme.label(&label)?;
        Some(crate::model::PatternRule { label, ..rule.clone() })
    });
    Scheme { rules: rules.collect(), ..change.scheme.clone() }
}

/// A scheme that knows all labels and kinds of both.
fn both(old: &Scheme, new: &Scheme) -> Scheme {
    let mut labels: Vec<Label> = new.labels.clone();
    for label in &old.labels {
        if new.label(&label.name).is_none() {
            let taken = |key: char| labels.iter().any(|other| other.key == key);
            // OK to fall back: a scheme has far fewer labels than there are letters.
            let key =
                ('a'..='\u{ffff}').find(|key| key.is_alphanumeric() && !taken(*key)).unwrap_or(label.key);
            labels.push(Label { key, ..label.clone() });
        }
    }
    let mut relations: Vec<RelationKind> = new.relations.clone();
    for kind in &old.relations {
        match relations.iter_mut().find(|other| other.name == kind.name) {
            Some(other) => {
                other.from.extend(kind.from.iter().cloned());
                other.to.extend(kind.to.iter().cloned());
            }
            None => relations.push(kind.clone()),
        }
    }
    // While the annotations change, any label may stand at any end.
    let all: Vec<Name> = labels.iter().map(|label| label.name.clone()).collect();
    for kind in &mut relations {
        kind.from.clone_from(&all);
        kind.to.clone_from(&all);
    }
    Scheme { labels, relations, rules: old.rules.clone() }
}

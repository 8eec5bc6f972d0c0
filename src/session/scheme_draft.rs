//! A scheme while a person changes it: labels and relation kinds know what they were, so that a new name is a new name
//! and not another label.

use std::collections::BTreeMap;

use crate::model::{AttributeDef, Label, LineStyle, Name, RelationKind, Scheme};

use super::scheming::{Fate, SchemeChange};

/// Names a label or a kind of the draft, whatever it is called.
pub type DraftId = usize;

/// A label as it is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLabel {
    /// Which one.
    pub id: DraftId,
    /// What it is called in the scheme in force; nothing for a new one.
    pub former: Option<Name>,
    /// What it is to be called.
    pub name: String,
    /// Its key.
    pub key: String,
    /// `#rrggbb`.
    pub color: String,
    /// How it underlines.
    pub line: LineStyle,
    /// What belongs under it.
    pub description: String,
    /// An attribute a line: `manner: direct, indirect`.
    pub attributes: String,
    /// The kind of relation that it needs.
    pub needs: Option<DraftId>,
}

/// A kind of relation as it is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftKind {
    /// Which one.
    pub id: DraftId,
    /// What it is called in the scheme in force; nothing for a new one.
    pub former: Option<Name>,
    /// What it is to be called.
    pub name: String,
    /// From which labels it may lead.
    pub from: Vec<DraftId>,
    /// To which labels.
    pub to: Vec<DraftId>,
    /// What it means.
    pub description: String,
}

/// A scheme that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeDraft {
    /// The labels, in order.
    pub labels: Vec<DraftLabel>,
    /// The kinds, in order.
    pub kinds: Vec<DraftKind>,
    /// Labels of the scheme in force that are no longer here, and what becomes of their annotations: the label that
    /// they get, or none to delete them. Only those are here of which that was said.
    pub fates: BTreeMap<Name, Option<DraftId>>,
    next: DraftId,
}

/// A scheme and guidelines as they were being written when the form was left without a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftForm {
    /// Of which data set.
    pub dataset: String,
    /// What was in force: what is written builds upon it.
    pub before: (SchemeDraft, String),
    /// What was written.
    pub written: (SchemeDraft, String),
}

/// Colours that colour-blind readers tell apart, darkened to stand on white: for new labels.
const COLORS: [&str; 7] = ["#00664d", "#8a3a00", "#5b3a9e", "#7a6200", "#0b5e75", "#8f1d3f", "#444444"];

impl SchemeDraft {
    /// Begins with the scheme in force.
    #[must_use]
    pub fn of(scheme: &Scheme) -> Self {
        let count = scheme.labels.len();
        let label_id = |name: &Name| scheme.label_index(name);
        let kind_id = |name: &Name| scheme.relations.iter().position(|kind| kind.name == *name);
        let labels = scheme.labels.iter().enumerate().map(|(id, label)| DraftLabel {
            id,
            former: Some(label.name.clone()),
            name: label.name.to_string(),
            key: label.key.to_string(),
            color: label.color.clone(),
            line: label.line,
            description: label.description.clone(),
            attributes: attributes_text(&label.attributes),
            needs: label.needs.as_ref().and_then(kind_id).map(|place| count + place),
        });
        let kinds = scheme.relations.iter().enumerate().map(|(place, kind)| DraftKind {
            id: count + place,
            former: Some(kind.name.clone()),
            name: kind.name.to_string(),
            from: kind.from.iter().filter_map(label_id).collect(),
            to: kind.to.iter().filter_map(label_id).collect(),
            description: kind.description.clone(),
        });
        Self {
            labels: labels.collect(),
            kinds: kinds.collect(),
            fates: BTreeMap::new(),
            next: count + scheme.relations.len(),
        }
    }

    /// Adds a label with a key and a colour that are free.
    pub fn add_label(&mut self) -> DraftId {
        let id = self.fresh();
        let key =
            "123456789bfghqvyz".chars().find(|key| self.labels.iter().all(|one| !one.key.starts_with(*key)));
        let color = COLORS.iter().find(|color| self.labels.iter().all(|one| one.color != **color));
        self.labels.push(DraftLabel {
            id,
            former: None,
            name: String::new(),
            key: key.map(String::from).unwrap_or_default(),
            color: (*color.unwrap_or(&COLORS[6])).to_owned(),
            line: LineStyle::Dotted,
            description: String::new(),
            attributes: String::new(),
            needs: None,
        });
        id
    }

    /// Takes a label out, and from the ends of the kinds.
    pub fn remove_label(&mut self, id: DraftId) {
        self.labels.retain(|label| label.id != id);
        for kind in &mut self.kinds {
            kind.from.retain(|label| *label != id);
            kind.to.retain(|label| *label != id);
        }
        // What was to become this one has to be said again.
        self.fates.retain(|_, fate| *fate != Some(id));
    }

    /// Moves a label one place up.
    pub fn move_up(&mut self, id: DraftId) {
        if let Some(at) = self.labels.iter().position(|label| label.id == id).filter(|at| *at > 0) {
            self.labels.swap(at, at - 1);
        }
    }

    /// Adds a kind of relation.
    pub fn add_kind(&mut self) -> DraftId {
        let id = self.fresh();
        let (name, description) = (String::new(), String::new());
        self.kinds.push(DraftKind { id, former: None, name, from: Vec::new(), to: Vec::new(), description });
        id
    }

    /// Takes a kind of relation out.
    pub fn remove_kind(&mut self, id: DraftId) {
        self.kinds.retain(|kind| kind.id != id);
        for label in &mut self.labels {
            label.needs = label.needs.filter(|needs| *needs != id);
        }
    }

    /// The labels of the scheme in force that are no longer here.
    #[must_use]
    pub fn removed(&self, scheme: &Scheme) -> Vec<Name> {
        let stays = |name: &Name| self.labels.iter().any(|label| label.former.as_ref() == Some(name));
        scheme.labels.iter().map(|label| label.name.clone()).filter(|name| !stays(name)).collect()
    }

    /// What is wanted.
    #[must_use]
    pub fn change(&self, scheme: &Scheme) -> SchemeChange {
        let name_of = |id: &DraftId| {
            self.labels.iter().find(|label| label.id == *id).map(|label| Name::from(label.name.trim()))
        };
        let kind_of = |id: DraftId| {
            self.kinds.iter().find(|kind| kind.id == id).map(|kind| Name::from(kind.name.trim()))
        };
        let labels = self.labels.iter().map(|label| Label {
            name: label.name.trim().into(),
            key: label.key.trim().chars().next().unwrap_or(' '),
            color: label.color.clone(),
            line: label.line,
            description: label.description.trim().to_owned(),
            attributes: attributes_of(&label.attributes),
            needs: label.needs.and_then(kind_of),
        });
        let relations = self.kinds.iter().map(|kind| RelationKind {
            name: kind.name.trim().into(),
            from: kind.from.iter().filter_map(name_of).collect(),
            to: kind.to.iter().filter_map(name_of).collect(),
            description: kind.description.trim().to_owned(),
        });
        let renamed = self.labels.iter().filter_map(|label| {
            let (former, name) = (label.former.clone()?, Name::from(label.name.trim()));
            (former != name).then_some((former, Fate::Become(name)))
        });
        let removed = self.removed(scheme).into_iter().filter_map(|name| {
            let fate = match self.fates.get(&name)? {
                None => Fate::Go,
                Some(id) => Fate::Become(name_of(id)?),
            };
            Some((name, fate))
        });
        let kinds = self.kinds.iter().filter_map(|kind| {
            let (former, name) = (kind.former.clone()?, Name::from(kind.name.trim()));
            (former != name).then_some((former, name))
        });
        SchemeChange {
            scheme: Scheme { labels: labels.collect(), relations: relations.collect(), rules: Vec::new() },
            fates: renamed.chain(removed).collect(),
            kinds: kinds.collect(),
        }
    }

    fn fresh(&mut self) -> DraftId {
        self.next += 1;
        self.next - 1
    }
}

/// Attributes as they are written: `manner: direct, indirect`, one a line.
fn attributes_text(attributes: &[AttributeDef]) -> String {
    let line = |attribute: &AttributeDef| {
        let values: Vec<&str> = attribute.values.iter().map(Name::as_str).collect();
        format!("{}: {}", attribute.name, values.join(", "))
    };
    attributes.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn attributes_of(text: &str) -> Vec<AttributeDef> {
    let attribute = |line: &str| {
        let (name, values) = line.split_once(':')?;
        let values = values.split(',').map(str::trim).filter(|value| !value.is_empty());
        let (name, values): (_, Vec<Name>) = (name.trim(), values.map(Name::from).collect());
        (!name.is_empty() && !values.is_empty()).then(|| AttributeDef { name: name.into(), values })
    };
    text.split(['\n', ';']).filter_map(attribute).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_that_nobody_touched_changes_nothing() {
        let scheme = Scheme::reported_speech();
        let change = SchemeDraft::of(&scheme).change(&scheme);
        assert_eq!(change, SchemeChange { scheme, fates: BTreeMap::new(), kinds: BTreeMap::new() });
    }

    #[test]
    fn names_follow_wherever_they_stand() {
        let scheme = Scheme::reported_speech();
        let mut draft = SchemeDraft::of(&scheme);
        draft.labels[1].name = " speaker ".to_owned();
        draft.kinds[0].name = "by".to_owned();
        let change = draft.change(&scheme);
        assert_eq!(change.scheme.fault(), None);
        assert_eq!(change.scheme.relations[0].to, [Name::from("speaker")]);
        assert_eq!(change.scheme.labels[0].needs, Some("by".into()));
        assert_eq!(change.fates, BTreeMap::from([("source".into(), Fate::Become("speaker".into()))]));
        assert_eq!(change.kinds, BTreeMap::from([("said_by".into(), "by".into())]));
    }

    #[test]
    fn what_is_removed_leaves_the_ends_and_the_needs_and_is_asked_about() {
        let scheme = Scheme::reported_speech();
        let mut draft = SchemeDraft::of(&scheme);
        let denial = draft.labels[2].id;
        draft.remove_label(denial);
        assert_eq!(draft.removed(&scheme), [Name::from("denial")]);
        let quote = draft.labels[0].id;
        draft.fates.insert("denial".into(), Some(quote));
        assert_eq!(draft.change(&scheme).fates[&"denial".into()], Fate::Become("quote".into()));
        draft.fates.insert("denial".into(), None);
        assert_eq!(draft.change(&scheme).fates[&"denial".into()], Fate::Go);
        let said_by = draft.kinds[0].id;
        draft.remove_kind(said_by);
        let change = draft.change(&scheme);
        assert_eq!(change.scheme.fault(), None);
        assert_eq!(change.scheme.labels[0].needs, None);
        assert!(change.scheme.relations.iter().all(|kind| !kind.from.contains(&"denial".into())));
    }

    #[test]
    fn a_new_label_has_a_key_and_a_colour_of_its_own_and_attributes_are_written_a_line_each() {
        let scheme = Scheme::reported_speech();
        let mut draft = SchemeDraft::of(&scheme);
        let cue = draft.add_label();
        let label = draft.labels.iter_mut().find(|label| label.id == cue).unwrap();
        assert_eq!(label.key, "4");
        label.name = "cue".to_owned();
        label.attributes = "verb: say, tell ,\nnothing\n tense : past; mood: ".to_owned();
        let change = draft.change(&scheme);
        assert_eq!(change.scheme.fault(), None);
        let attributes = &change.scheme.labels[3].attributes;
        assert_eq!(attributes_text(attributes), "verb: say, tell\ntense: past");
        draft.move_up(cue);
        assert_eq!(draft.change(&scheme).scheme.labels[2].name.as_str(), "cue");
    }
}

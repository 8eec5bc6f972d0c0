//! Another scheme, and what becomes of the annotations under the former one.

use std::collections::BTreeMap;

use super::*;
use crate::model::PatternRule;
use crate::session::scheming::{Fate, SchemeChange};

fn change(scheme: Scheme, fates: &[(&str, Fate)]) -> Action {
    let fates = fates.iter().map(|(label, fate)| ((*label).into(), fate.clone())).collect();
    Action::ChangeScheme(Box::new(SchemeChange { scheme, fates, kinds: BTreeMap::new() }))
}

fn turn(label: &str) -> Fate {
    Fate::Become(label.into())
}

/// The default scheme in which a label has another name.
fn renamed(from: &str, to: &str) -> Scheme {
    let mut scheme = Scheme::reported_speech();
    let names = |names: &mut Vec<crate::model::Name>| {
        names.iter_mut().filter(|name| name.as_str() == from).for_each(|name| *name = to.into());
    };
    for label in &mut scheme.labels {
        if label.name.as_str() == from {
            label.name = to.into();
        }
    }
    for kind in &mut scheme.relations {
        names(&mut kind.from);
        names(&mut kind.to);
    }
    scheme
}

/// The default scheme without a label.
fn without(name: &str) -> Scheme {
    let mut scheme = Scheme::reported_speech();
    scheme.labels.retain(|label| label.name.as_str() != name);
    for kind in &mut scheme.relations {
        kind.from.retain(|label| label.as_str() != name);
        kind.to.retain(|label| label.as_str() != name);
    }
    scheme.relations.retain(|kind| !kind.from.is_empty() && !kind.to.is_empty());
    for label in &mut scheme.labels {
        let needed = label.needs.take();
        label.needs = needed.filter(|kind| scheme.relations.iter().any(|known| known.name == *kind));
    }
    scheme
}

fn desk() -> Desk {
    let mut desk = Desk::new("[quote:Oui], dit [source:Léa]. [denial:Non], dit [source:Luc].");
    desk.relate("a1", "a2");
    desk.relate("a3", "a4");
    desk.choose("a1");
    desk.must(Action::SetAttribute { name: "manner".into(), value: Some("direct".into()) });
    desk
}

#[test]
fn a_renamed_label_takes_its_annotations_their_links_and_its_rules_along() {
    let mut desk = desk();
    let rule = PatternRule { pattern: "Luc".to_owned(), label: "source".into(), same_case: false, on: true };
    desk.must(Action::SetOwnRules(vec![rule]));
    let before = desk.session.dataset.clone();
    desk.must(change(renamed("source", "speaker"), &[("source", turn("speaker"))]));
    assert_eq!(desk.drawn(), "[quote:Oui], dit [speaker:Léa]. [denial:Non], dit [speaker:Luc].");
    assert_eq!(desk.links(), ["a1 said_by a2", "a3 denied_by a4"]);
    assert_eq!(desk.session.dataset.scheme().rules[0].label.as_str(), "speaker");
    assert_eq!(desk.session.usage().0.get(&"speaker".into()), Some(&2));
    desk.must(Action::Undo);
    assert_eq!(desk.session.dataset, before, "one gesture");
    desk.must(Action::Redo);
    assert_eq!(desk.session.dataset.scheme().labels[1].name.as_str(), "speaker");
}

#[test]
fn a_label_in_use_is_not_removed_unless_it_is_said_what_becomes_of_its_annotations() {
    let mut desk = desk();
    let refused = desk.refused(change(without("denial"), &[]));
    assert!(refused.contains("denial"), "{refused}");
    desk.must(change(without("denial"), &[("denial", Fate::Go)]));
    assert_eq!(desk.drawn(), "[quote:Oui], dit [source:Léa]. Non, dit [source:Luc].");
    assert_eq!(desk.links(), ["a1 said_by a2"]);
    desk.must(Action::Undo);
    desk.must(change(without("denial"), &[("denial", turn("quote"))]));
    assert_eq!(desk.drawn(), "[quote:Oui], dit [source:Léa]. [quote:Non], dit [source:Luc].");
    assert_eq!(desk.links(), ["a1 said_by a2"], "what `denied_by` joined is joined by nothing any more");
    assert!(desk.told().iter().any(|text| text.contains("1 link")), "{:?}", desk.told());
}

#[test]
fn labels_can_change_places_and_attributes_that_no_longer_fit_are_dropped() {
    let mut desk = desk();
    let mut scheme = Scheme::reported_speech();
    scheme.relations.clear();
    scheme.labels.iter_mut().for_each(|label| label.needs = None);
    desk.must(change(scheme, &[("quote", turn("source")), ("source", turn("quote"))]));
    assert_eq!(desk.drawn(), "[source:Oui], dit [quote:Léa]. [denial:Non], dit [quote:Luc].");
    assert!(desk.annotation("a1").attributes.is_empty());
    assert_eq!(desk.links(), [""; 0]);
}

#[test]
fn a_renamed_kind_of_relation_keeps_its_relations() {
    let mut desk = desk();
    let mut scheme = Scheme::reported_speech();
    scheme.relations[0].name = "by".into();
    scheme.labels[0].needs = Some("by".into());
    let kinds = BTreeMap::from([("said_by".into(), "by".into())]);
    desk.must(Action::ChangeScheme(Box::new(SchemeChange { scheme, fates: BTreeMap::new(), kinds })));
    assert_eq!(desk.links(), ["a1 by a2", "a3 denied_by a4"]);
}

#[test]
fn a_faulty_scheme_is_refused_and_an_equal_one_is_nothing() {
    let mut desk = desk();
    let mut scheme = Scheme::reported_speech();
    scheme.labels[1].key = '1';
    assert!(desk.refused(change(scheme, &[])).contains("two labels have the key `1`"));
    let gestures = desk.session.history().undo.len();
    desk.must(change(Scheme::reported_speech(), &[]));
    assert_eq!(desk.session.history().undo.len(), gestures);
}

#[test]
fn articles_on_disk_that_bear_what_changes_are_asked_for_first_and_no_others() {
    let mut desk = desk();
    desk.must(Action::LoadAll(vec![
        super::loading::text("b", "Rien."),
        super::loading::text("c", "Rien non plus."),
    ]));
    let ids: Vec<_> = desk.session.dataset.documents().iter().map(|d| d.article().id().clone()).collect();
    for id in &ids[..2] {
        let summary = (*desk.session.summary_of(id).unwrap()).clone();
        desk.session.dataset.shelve(id, summary);
    }
    let before = desk.session.dataset.clone();
    let effects = desk.must(change(renamed("source", "speaker"), &[("source", turn("speaker"))]));
    assert_eq!(effects, [Effect::Keep(crate::journal::Ask::Fetch { articles: vec![ids[0].clone()] })]);
    assert_eq!(desk.session.dataset, before, "nothing changes before they are here");
}

//! Choosing by place, by key, in turn.

use super::*;

const OVERLAPS: &str = "[denial:Il nie [quote:avoir [source:triché]]] hier.";

#[test]
fn a_click_takes_the_innermost_and_the_next_clicks_what_lies_under_it() {
    let mut desk = Desk::new(OVERLAPS);
    let at = desk.at("riché");
    let chosen: Vec<_> = (0..4)
        .map(|_| {
            desk.must(Action::ChooseAt(at));
            desk.chosen()
        })
        .collect();
    assert_eq!(chosen, ["a3", "a2", "a1", "a3"]);
}

#[test]
fn a_click_beside_all_annotations_puts_the_caret_there() {
    let mut desk = Desk::new(OVERLAPS);
    desk.choose("a1");
    let at = desk.at("ier");
    desk.must(Action::ChooseAt(at));
    assert_eq!((desk.chosen().as_str(), desk.session.selection), ("", Some(Selection::caret(at))));
}

#[test]
fn enter_reaches_every_annotation_over_the_caret_though_they_start_elsewhere() {
    let mut desk = Desk::new(OVERLAPS);
    let at = desk.at("riché");
    desk.must(Action::PlaceCaret { at, extend: false });
    let chosen: Vec<_> = (0..4)
        .map(|_| {
            desk.keys("Enter");
            desk.chosen()
        })
        .collect();
    assert_eq!(chosen, ["a3", "a2", "a1", "a3"]);
    let mut crossing = Desk::new("un deux trois");
    for (id, piece) in [("x", "un deux"), ("y", "deux trois")] {
        let span = crossing.span(piece);
        let label = "quote".into();
        crossing.must(Action::Annotate { article: "fixture".into(), id: id.into(), label, span });
    }
    let at = crossing.at("eux");
    crossing.must(Action::PlaceCaret { at, extend: false });
    crossing.keys("Enter");
    assert_eq!(crossing.chosen(), "x");
    crossing.keys("Enter");
    assert_eq!(crossing.chosen(), "y");
    crossing.keys("Enter");
    assert_eq!(crossing.chosen(), "x");
}

#[test]
fn enter_behind_an_annotation_means_it() {
    let mut desk = Desk::new("Le maire dort.");
    desk.select("maire");
    desk.keys("1 Escape Enter");
    assert_eq!(desk.chosen_text(), "maire");
    desk.must(Action::PlaceCaret { at: ByteOffset::new(0), extend: false });
    assert_eq!(desk.try_key("Enter"), Err(Refusal::NothingChosen));
}

#[test]
fn n_and_p_go_round() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa], [quote:non].");
    let mut go = |keys: &str| -> Vec<String> {
        let keys = keys.split(' ');
        keys.map(|key| {
            desk.keys(key);
            desk.chosen()
        })
        .collect()
    };
    assert_eq!(go("n n n n"), ["a1", "a2", "a3", "a1"]);
    assert_eq!(go("p p p"), ["a3", "a2", "a1"]);
}

#[test]
fn n_and_p_start_from_the_caret() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa], [quote:non] et fin.");
    let middle = desk.at(", non");
    desk.must(Action::PlaceCaret { at: middle, extend: false });
    desk.keys("n");
    assert_eq!(desk.chosen(), "a3");
    desk.must(Action::PlaceCaret { at: middle, extend: false });
    desk.keys("p");
    assert_eq!(desk.chosen(), "a2");
    let end = desk.at("fin");
    desk.must(Action::PlaceCaret { at: end, extend: false });
    desk.keys("n");
    assert_eq!(desk.chosen(), "a1");
    assert_eq!(Desk::new("rien").try_key("n"), Err(Refusal::NothingChosen));
}

#[test]
fn choosing_in_another_article_shows_it() {
    let mut desk = Desk::new("[quote:Oui].");
    desk.must(loading::texts(&["Non."]));
    assert_eq!(desk.text(), "Non.");
    assert!(desk.must(Action::Choose(Some("a1".into()))).contains(&Effect::ShowArticle));
    assert_eq!((desk.text().as_str(), desk.chosen().as_str()), ("Oui.", "a1"));
    assert_eq!(desk.refused(Action::Choose(Some("nobody".into()))), "there is no annotation `nobody`");
}

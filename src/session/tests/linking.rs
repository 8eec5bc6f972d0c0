//! Relations: nearest, last, continued, pointed at.

use super::*;
use crate::session::Refusal;

#[test]
fn s_links_a_quote_to_the_nearest_source() {
    let mut desk = Desk::new("[source:Loin] est loin. [quote:Oui], dit [source:Léa]. Et [source:Zoé].");
    desk.choose("a2");
    desk.keys("s");
    assert_eq!(desk.links(), ["a2 said_by a3"]);
    // Once more than meant: no second speaker comes of it.
    assert!(matches!(desk.act(Action::LinkNearest), Err(Refusal::AlreadyLinked { .. })));
    assert_eq!(desk.links(), ["a2 said_by a3"]);
}

#[test]
fn of_two_equally_near_sources_the_one_before_is_meant() {
    let mut desk = Desk::new("[source:Léa] : [quote:Oui] : [source:Zoé]");
    desk.choose("a2");
    desk.keys("s");
    assert_eq!(desk.links(), ["a2 said_by a1"]);
}

#[test]
fn s_on_a_source_takes_the_nearest_that_lacks_one() {
    let mut desk = Desk::new("[denial:Il nie]. [quote:Oui], [source:Léa].");
    desk.choose("a3");
    desk.keys("s");
    assert_eq!(desk.links(), ["a2 said_by a3"]);
    desk.choose("a3");
    desk.keys("s");
    assert_eq!(desk.links(), ["a1 denied_by a3", "a2 said_by a3"]);
    desk.choose("a3");
    assert_eq!(
        desk.refused(Action::LinkNearest),
        "there is nothing here that this source could be linked to"
    );
}

#[test]
fn l_links_to_the_source_used_last_though_something_else_was_linked_since() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa]. [quote:Bon]. [quote:Non], [source:Zoé].");
    desk.choose("a1");
    assert_eq!(desk.act(Action::LinkLast), Err(Refusal::NoLastSource));
    desk.keys("s");
    desk.choose("a3");
    desk.keys("c");
    desk.choose("a4");
    desk.keys("l");
    assert_eq!(desk.links(), ["a1 said_by a2", "a3 continues a1", "a4 said_by a2"]);
    assert!(desk.refused(Action::LinkLast).ends_with("is there already"));
    desk.must(Action::Delete(Some("a2".into())));
    assert_eq!(desk.act(Action::LinkLast), Err(Refusal::NoLastSource));
}

#[test]
fn c_continues_the_fragment_before() {
    let mut desk = Desk::new("[quote:Nous [quote:continuons]], [source:a-t-il dit], [quote:jusqu'au bout].");
    desk.choose("a4");
    desk.keys("c");
    assert_eq!(desk.links(), ["a4 continues a2"]);
    desk.choose("a2");
    let refusal = desk.refused(Action::LinkContinued);
    assert_eq!(refusal, "there is nothing here that this quote could be linked to");
    desk.choose("a3");
    desk.refused(Action::LinkContinued);
}

#[test]
fn r_links_to_what_is_clicked_next() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa]. [source:Zoé].");
    desk.choose("a1");
    desk.keys("r");
    assert!(desk.session.is_pointing());
    let at = desk.at("Zoé");
    desk.must(Action::ChooseAt(at));
    assert_eq!((desk.links(), desk.session.is_pointing()), (vec!["a1 said_by a3".to_owned()], false));
    assert_eq!(desk.chosen(), "a1");
}

#[test]
fn r_from_a_source_at_a_quote_means_that_the_quote_was_said_by_it() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.choose("a2");
    desk.keys("r");
    desk.choose("a1");
    assert_eq!(desk.links(), ["a1 said_by a2"]);
}

#[test]
fn going_along_with_n_does_not_link_and_enter_links_to_the_one_gone_to() {
    let mut desk = Desk::new("[quote:Oui]. [denial:Il nie]. [quote:[source:Léa] rit].");
    desk.choose("a1");
    desk.keys("r n n");
    assert_eq!((desk.chosen().as_str(), desk.links().len()), ("a3", 0));
    desk.keys("Enter");
    assert_eq!(desk.links(), ["a1 continues a3"], "not the source that lies over its start");
}

#[test]
fn pointing_inside_the_annotation_it_comes_from_means_the_other_one_there() {
    let mut desk = Desk::new("[denial:Il nie [quote:avoir triché]].");
    desk.choose("a2");
    desk.keys("r");
    let at = desk.at("triché");
    desk.must(Action::ChooseAt(at));
    assert_eq!(desk.links(), ["a1 denies a2"]);
}

#[test]
fn a_nonsense_pair_is_refused_with_the_reason_and_pointing_stays_begun() {
    let mut desk = Desk::new("[source:Léa], [source:Zoé], [quote:oui].");
    desk.choose("a1");
    desk.keys("r");
    let wrong = Action::Choose(Some("a2".into()));
    assert_eq!(desk.refused(wrong), "no relation leads from source to source");
    let itself = Action::Choose(Some("a1".into()));
    assert_eq!(desk.refused(itself), "annotation `a1` cannot be linked to itself");
    assert!(desk.session.is_pointing());
    desk.choose("a3");
    assert_eq!(desk.links(), ["a3 said_by a1"]);
    let kind = Some("said_by".into());
    let backwards = Action::Relate { kind, from: "a1".into(), to: "a3".into() };
    assert_eq!(desk.refused(backwards), "`said_by` does not lead from source to quote");
}

#[test]
fn two_fragments_never_continue_each_other() {
    let mut desk = Desk::new("[quote:Oui]. [quote:Non].");
    desk.relate("a2", "a1");
    for (from, to) in [("a2", "a1"), ("a1", "a2")] {
        let again = Action::Relate { kind: None, from: from.into(), to: to.into() };
        assert!(desk.refused(again).ends_with("is there already"));
    }
}

#[test]
fn a_link_does_not_leave_its_article() {
    let mut desk = Desk::new("[quote:Oui].");
    desk.must(loading::texts(&["Léa."]));
    desk.select("Léa");
    desk.keys("2");
    let from = AnnotationId::from("a1");
    let to = desk.session.chosen.clone().unwrap();
    let refusal = desk.refused(Action::Relate { kind: None, from, to });
    assert_eq!(refusal, "a relation cannot lead from one article to another");
}

#[test]
fn a_link_is_taken_off_and_brought_back() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.relate("a1", "a2");
    let id = desk.session.row_of(&"a1".into()).unwrap().links[0].id.clone();
    desk.must(Action::Unrelate(id.clone()));
    assert!(desk.links().is_empty());
    desk.refused(Action::Unrelate(id));
    desk.keys("u");
    assert_eq!(desk.links(), ["a1 said_by a2"]);
}

#[test]
fn a_key_looks_for_the_nearest_among_neighbours_only() {
    let quotes = "[quote:x] ".repeat(3_000);
    let mut desk = Desk::new(&format!("[source:Léa] {quotes}"));
    desk.choose("a500");
    desk.keys("s");
    assert_eq!(desk.links(), ["a500 said_by a1"]);
    desk.choose("a3000");
    desk.refused(Action::LinkNearest);
    let mut desk = Desk::new(&format!("[quote:Oui] {} [quote:non]", "[source:x] ".repeat(1_500)));
    desk.choose("a1502");
    desk.refused(Action::LinkContinued);
}

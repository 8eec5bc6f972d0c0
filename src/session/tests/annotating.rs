//! Making, changing and deleting annotations.

use super::*;

fn edge(edge: Edge, motion: Motion, forward: bool) -> Action {
    Action::MoveEdge { edge, motion, forward }
}

#[test]
fn a_selection_snaps_to_words_and_drops_its_blanks() {
    let mut desk = Desk::new("Le maire a gagné hier.");
    desk.select("ire a gag");
    desk.keys("1");
    assert_eq!(desk.drawn(), "Le [quote:maire a gagné] hier.");
    assert_eq!(desk.chosen_text(), "maire a gagné");
}

#[test]
fn alt_takes_a_selection_as_it_is() {
    let mut desk = Desk::new("Le maire a gagné.");
    desk.select("air");
    desk.keys("Alt+2");
    assert_eq!(desk.drawn(), "Le m[source:air]e a gagné.");
    let mut desk = Desk::new("Le maire a gagné.");
    let with_alt_held = desk.selecting("air", true);
    desk.must(with_alt_held);
    desk.keys("2");
    assert_eq!(desk.drawn(), "Le m[source:air]e a gagné.");
}

#[test]
fn an_annotation_knows_who_made_it_and_when() {
    let mut desk = Desk::new("Oui.");
    desk.must(Action::SetAnnotator(" Zoé ".to_owned()));
    desk.select("Oui");
    desk.keys("1");
    let made = desk.session.chosen().unwrap();
    assert_eq!((made.annotator.as_str(), &*made.created.0), ("Zoé", "2026-01-01T00:00:03Z"));
    assert_eq!(made.created, made.modified);
}

#[test]
fn a_pen_makes_every_selection_an_annotation() {
    let mut desk = Desk::new("Le maire a gagné hier.").with_pen("quote");
    desk.select("maire");
    desk.select("hier");
    assert_eq!(desk.drawn(), "Le [quote:maire] a gagné [quote:hier].");
}

#[test]
fn a_label_goes_to_the_selection_then_to_the_chosen_one_then_to_the_pen() {
    let mut desk = Desk::new("Le [quote:maire] a gagné.");
    desk.choose("a1");
    desk.select("gagné");
    desk.keys("3");
    assert_eq!(desk.drawn(), "Le [quote:maire] a [denial:gagné].");
    // The new one is chosen now.
    desk.keys("2");
    assert_eq!(desk.drawn(), "Le [quote:maire] a [source:gagné].");
    desk.keys("Escape 2");
    assert_eq!(desk.drawn(), "Le [quote:maire] a [source:gagné].");
    assert_eq!(desk.session.pen().unwrap(), &"source");
    desk.keys("2");
    assert_eq!(desk.session.pen(), None);
}

#[test]
fn a_selection_of_blanks_is_refused() {
    let mut desk = Desk::new("un \u{a0} deux");
    desk.select(" \u{a0} ");
    assert_eq!(desk.refused(use_label("quote")), "nothing is selected; select some text first");
    let as_is = Action::UseLabel { label: "quote".into(), as_is: true };
    assert_eq!(desk.refused(as_is), "nothing is selected; select some text first");
}

#[test]
fn a_label_stands_once_on_a_span() {
    let mut desk = Desk::new("Le [quote:maire] a [source:[quote:gagné]].");
    desk.select("maire");
    assert_eq!(desk.refused(use_label("quote")), "this label already stands on exactly this text");
    desk.must(use_label("denial"));
    assert_eq!(
        desk.refused(Action::Relabel("quote".into())),
        "this label already stands on exactly this text"
    );
    assert_eq!(desk.session.document().unwrap().annotations().len(), 4);
}

#[test]
fn a_label_that_the_scheme_lacks_is_refused_everywhere() {
    let mut desk = Desk::new("Le [quote:maire] a gagné.");
    assert_eq!(desk.refused(use_label("cue")), "the scheme has no label `cue`");
    desk.choose("a1");
    assert_eq!(desk.refused(use_label("cue")), "the scheme has no label `cue`");
    desk.select("gagné");
    assert_eq!(desk.refused(use_label("cue")), "the scheme has no label `cue`");
}

#[test]
fn relabelling_drops_the_links_that_no_longer_fit_and_one_undo_brings_all_back() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa]. [denial:Il nie]. [quote:Non].");
    desk.relate("a1", "a2");
    desk.relate("a3", "a1");
    desk.relate("a4", "a1");
    desk.choose("a1");
    desk.must(Action::SetAttribute { name: "manner".into(), value: Some("direct".into()) });
    let before = desk.session.dataset.clone();
    desk.keys("2");
    assert_eq!(desk.links(), Vec::<String>::new());
    assert!(desk.annotation("a1").attributes.is_empty());
    assert_eq!(desk.told(), ["Made a source; removed 3 links that do not fit it. Undo brings all back."]);
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
    assert_eq!(desk.chosen(), "a1");
}

#[test]
fn relabelling_keeps_the_links_that_still_fit() {
    let mut scheme = Scheme::reported_speech();
    scheme.relations[0].from.push("denial".into());
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.session.dataset.apply(&crate::model::Edit::SetScheme { scheme: scheme.into() }).unwrap();
    desk.relate("a1", "a2");
    desk.keys("3");
    assert_eq!(desk.links(), ["a1 said_by a2"]);
}

#[test]
fn a_deletion_takes_its_links_along_and_undo_brings_them_back() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa]. [quote:Non].");
    desk.relate("a1", "a2");
    desk.relate("a3", "a2");
    let before = desk.session.dataset.clone();
    desk.choose("a2");
    desk.keys("Delete");
    assert_eq!(desk.drawn(), "[quote:Oui], Léa. [quote:Non].");
    assert_eq!((desk.links().len(), desk.chosen().as_str()), (0, ""));
    desk.keys("Ctrl+z");
    assert_eq!(desk.session.dataset, before);
    assert_eq!(desk.chosen(), "a2");
}

#[test]
fn an_edge_moves_by_character_and_by_word() {
    let mut desk = Desk::new("« Il [quote:a gagné], oui », dit-elle.");
    desk.choose("a1");
    desk.keys("e ArrowRight");
    assert_eq!(desk.chosen_text(), "a gagné,");
    desk.keys("Ctrl+ArrowRight");
    assert_eq!(desk.chosen_text(), "a gagné, oui");
    desk.keys("Ctrl+ArrowRight");
    assert_eq!(desk.chosen_text(), "a gagné, oui », dit");
    desk.keys("Ctrl+ArrowLeft Ctrl+ArrowLeft");
    assert_eq!(desk.chosen_text(), "a gagné");
    desk.keys("e Ctrl+ArrowLeft");
    assert_eq!(desk.chosen_text(), "Il a gagné");
    desk.keys("ArrowRight Ctrl+ArrowRight");
    assert_eq!(desk.chosen_text(), "a gagné");
    assert_eq!(desk.annotation("a1").id.as_str(), "a1");
}

#[test]
fn an_end_stands_after_a_word_and_not_before_the_next() {
    let mut desk = Desk::new("[quote:un] deux,  trois\n\nquatre !");
    desk.choose("a1");
    let mut ends = Vec::new();
    while desk.act(edge(Edge::End, Motion::Word, true)).is_ok() {
        ends.push(desk.chosen_text());
    }
    let forward = ["un deux", "un deux,  trois", "un deux,  trois\n\nquatre", "un deux,  trois\n\nquatre !"];
    assert_eq!(ends, forward);
    ends.clear();
    while desk.act(edge(Edge::End, Motion::Word, false)).is_ok() {
        ends.push(desk.chosen_text());
    }
    assert_eq!(ends, [forward[2], forward[1], forward[0], "un"]);
}

#[test]
fn an_edge_never_empties_its_annotation_nor_leaves_the_text() {
    for motion in [Motion::Character, Motion::Word, Motion::Sentence, Motion::Paragraph, Motion::Text] {
        for (which, forward) in
            [(Edge::Start, true), (Edge::Start, false), (Edge::End, true), (Edge::End, false)]
        {
            let mut desk = Desk::new("👩‍💻 « Il a\r\n[quote:e\u{301}te\u{301}] là. »\r\nFin");
            desk.choose("a1");
            let mut steps = 0;
            let refusal = loop {
                match desk.act(edge(which, motion, forward)) {
                    Ok(_) => assert!(!desk.chosen_text().is_empty()),
                    Err(refusal) => break refusal,
                }
                steps += 1;
                assert!(steps < 40, "{which:?} {motion:?} {forward} never stops");
            };
            assert_eq!(refusal, Refusal::EdgeStops);
            let span = desk.session.chosen().unwrap().span;
            let whole = desk.session.document().unwrap().article().index().whole();
            if motion == Motion::Character {
                match (which, forward) {
                    (Edge::Start, false) => assert_eq!(span.start, whole.start),
                    (Edge::End, true) => assert_eq!(span.end, whole.end),
                    _ => assert_eq!(span.len(), 3, "one character of two code points is left"),
                }
            }
        }
    }
}

#[test]
fn an_attribute_is_said_and_unsaid_and_only_what_the_scheme_knows() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.choose("a1");
    desk.keys("i");
    assert_eq!(desk.annotation("a1").attributes.get(&Name::from("manner")).unwrap(), &"indirect");
    let say = |name: &str, value: Option<&str>| Action::SetAttribute {
        name: name.into(),
        value: value.map(Into::into),
    };
    assert_eq!(desk.must(say("manner", Some("indirect"))), []);
    assert_eq!(
        desk.refused(say("manner", Some("loud"))),
        "the label has no attribute `manner` of this value"
    );
    desk.must(say("manner", None));
    assert!(desk.annotation("a1").attributes.is_empty());
    desk.choose("a2");
    assert_eq!(desk.refused(say("manner", None)), "the label has no attribute `manner` of this value");
}

#[test]
fn a_note_is_written_once_and_undone() {
    let mut desk = Desk::new("[quote:Oui].");
    assert_eq!(desk.act(Action::SetNote("?".to_owned())), Err(Refusal::NothingChosen));
    desk.choose("a1");
    desk.must(Action::SetNote("ironique ?".to_owned()));
    assert_eq!(desk.must(Action::SetNote("ironique ?".to_owned())), []);
    assert_eq!(desk.annotation("a1").note, "ironique ?");
    desk.keys("u");
    assert_eq!(desk.annotation("a1").note, "");
    assert_eq!(desk.act(Action::Undo), Err(Refusal::NothingToUndo));
}

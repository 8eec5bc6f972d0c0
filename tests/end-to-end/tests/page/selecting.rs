//! Selecting with the mouse: snapping, exact edges, words, sentences, pens, the toolbar.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;

#[test]
fn a_careless_drag_takes_whole_words_without_blank_edges() {
    let page = Page::with_text(HARBOUR);
    page.drag("«\u{a0}⟨personne ne sera licenc⟩ié");
    page.press("1");
    page.assert_drawn_annotation("quote", "personne ne sera licencié");
    page.drag("lundi⟨ soir, la ⟩maire");
    page.press("2");
    page.assert_drawn_annotation("source", "soir, la");
}

#[test]
fn an_elided_article_stays_outside() {
    let page = Page::with_text(HARBOUR);
    page.drag("selon l’⟨agence⟩ Norda");
    page.press("2");
    page.assert_drawn_annotation("source", "agence");
    page.drag("l’a⟨genc⟩e Norda");
    page.press("1");
    page.assert_drawn_annotation("quote", "agence");
}

#[test]
fn signs_at_an_edge_stay_as_they_were_selected() {
    let page = Page::with_text(HARBOUR);
    page.drag("«\u{a0}personne ne sera licencié\u{a0}»");
    page.press("1");
    page.assert_drawn_annotation("quote", "«\u{a0}personne ne sera licencié\u{a0}»");
}

#[test]
fn alt_takes_a_selection_as_it_is() {
    let page = Page::with_text(HARBOUR);
    page.drag_exactly("per⟨sonne ne⟩ sera");
    page.press("1");
    page.assert_drawn_annotation("quote", "sonne ne");
    page.drag("licen⟨cié⟩");
    page.press("Alt+1");
    page.assert_drawn_annotation("quote", "cié");
}

#[test]
fn a_double_click_anywhere_on_a_word_takes_the_word() {
    let page = Page::with_text(HARBOUR);
    page.click_right_half("selon l’agence Nord⟨a⟩.", 2);
    page.press("2");
    page.assert_drawn_annotation("source", "Norda");
    page.click_right_half("Inè⟨s⟩ Malloy", 2);
    page.press("2");
    page.assert_drawn_annotation("source", "Inès");
    page.double_click("l’⟨agence⟩ Norda");
    page.press("2");
    page.assert_drawn_annotation("source", "agence");
}

#[test]
fn a_triple_click_takes_the_sentence_and_no_more() {
    let page = Page::with_text(HARBOUR);
    page.triple_click("M. ⟨Roth⟩");
    page.press("1");
    page.assert_drawn_annotation("quote", "M. Roth n’a pas répondu.");
    page.triple_click("Lien vers la ⟨page⟩");
    page.press("1");
    page.assert_drawn_annotation("quote", "Lien vers la page d’origine");
}

#[test]
fn a_drag_that_ends_beside_the_text_selects_up_to_there() {
    let page = Page::with_text(HARBOUR);
    page.drag_beyond("Commentaires⟨ (0)⟩");
    page.press("3");
    page.assert_drawn_annotation("denial", "(0)");
}

#[test]
fn shift_and_a_click_extend_the_selection() {
    let page = Page::with_text(HARBOUR);
    page.put_caret_before("Inès");
    page.shift_click("Mall⟨oy⟩, a assuré");
    page.press("2");
    page.assert_drawn_annotation("source", "Inès Malloy");
}

#[test]
fn with_a_pen_every_selection_becomes_an_annotation() {
    let page = Page::with_text(HARBOUR);
    page.use_pen("denial");
    page.drag("personne ne sera licencié");
    page.double_click("⟨Roth⟩ n’a pas");
    page.triple_click("Lien vers la ⟨page⟩");
    // A click alone makes nothing.
    page.click_text("Commentaires");
    page.press("Escape Escape");
    assert!(!page.has_pen("denial"));
    page.drag("Paul Asselin");
    let document = page.document();
    let texts: Vec<_> = document.annotations(0).iter().map(|annotation| annotation["text"].clone()).collect();
    assert_eq!(texts, ["personne ne sera licencié", "Roth", "Lien vers la page d’origine"]);
    // A gesture each, though a triple click begins as a click and a double click.
    page.press("Control+z Control+z Control+z");
    assert_eq!(page.document().annotations(0).len(), 0);
}

#[test]
fn the_toolbar_shows_at_the_selection_without_covering_it_and_goes_with_it() {
    let page = Page::with_text(HARBOUR);
    let toolbar = page.within("[data-part=toolbar]");
    assert!(!page.sees(&toolbar));
    page.drag("la porte-parole");
    page.until_seen(&toolbar);
    // Every part of the selection can still be clicked: the measuring itself checks it.
    page.assert_reachable("la porte-parole");
    page.press("Escape");
    page.until_gone(&toolbar);
    page.drag("Inès Malloy");
    page.until_seen(&toolbar);
    page.use_toolbar("source");
    page.until_gone(&toolbar);
    page.assert_drawn_annotation("source", "Inès Malloy");
}

#[test]
fn the_same_label_on_the_same_words_is_refused() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    page.drag("Inès Malloy");
    page.press("2");
    page.until_notice(&["already"]);
    assert_eq!(page.document().annotations(0).len(), 1);
    page.drag("Inès Malloy");
    page.press("1");
    assert_eq!(page.document().annotations(0).len(), 2);
}

#[test]
fn a_selection_of_blanks_makes_nothing() {
    let page = Page::with_text("un   deux");
    page.drag("un⟨   ⟩deux");
    page.press("1");
    page.until_notice(&["nothing is selected|blank"]);
    assert_eq!(page.document().annotations(0).len(), 0);
}

//! Everything without a mouse.

use end_to_end::Page;
use end_to_end::articles::{SHORT, long};

/// Annotates `SHORT` by keys alone, from the focus in the text.
fn annotate(page: &Page) {
    page.tab_to_text();
    // By words, extended.
    page.press("Control+Home Shift+Control+ArrowRight Shift+Control+ArrowRight 2");
    // The word at the caret.
    page.press("Control+ArrowRight Control+ArrowRight w 1");
    // Back by a word from the end of the paragraph.
    page.press("End ArrowLeft Shift+Control+ArrowLeft 2");
    // The sentence at the caret of the next paragraph, and its first word.
    page.press("Control+ArrowDown Shift+w 3");
    page.press("Home Shift+Control+ArrowRight 2");
}

const ANNOTATED: &str = "[source:Le maire] parle. «\u{a0}[quote:Oui]\u{a0}», dit [source:Anna].\n\
    [denial:[source:Bruno] dément la rumeur.]";

#[test]
fn an_article_is_annotated_and_linked_by_keys_alone() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.assert_drawn(ANNOTATED);
    // From the last annotation round to the first, then on to the quote.
    page.press("Control+Home n n");
    page.until_chosen("Oui");
    page.press("s n n");
    page.until_chosen("Bruno dément la rumeur.");
    page.press("s");
    page.assert_links(&["said_by: Oui -> Anna", "denied_by: Bruno dément la rumeur. -> Bruno"]);
    assert_eq!(page.document().text(0), SHORT);
}

#[test]
fn every_gesture_is_taken_back_and_done_again_by_keys() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    let done = page.document();
    page.press("u Control+z u Control+z u");
    assert_eq!(page.document().drawn(0), "");
    page.press("Control+y Control+Shift+z Control+y Control+Shift+z Control+y");
    assert_eq!(page.document().bytes, done.bytes);
}

#[test]
fn next_and_previous_go_round_in_text_order() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("Control+Home");
    for text in ["Le maire", "Oui", "Anna"] {
        page.press("n");
        page.until_chosen(text);
    }
    page.press("n n n");
    page.until_chosen("Le maire");
    page.press("p p p");
    page.until_chosen("Anna");
    // From the caret, the nearest on that side.
    page.press("Escape Control+End p");
    assert!(page.chosen().is_some_and(|text| text.starts_with("Bruno")), "the last one is chosen");
}

#[test]
fn the_caret_goes_by_character_word_sentence_paragraph_and_line() {
    let page = Page::with_text("Un deux. Trois quatre.\nCinq six.\n\nSept");
    page.tab_to_text();
    let extended = |keys: &str, expected: &str| {
        page.press(keys);
        page.press("Alt+1");
        page.assert_drawn_annotation("quote", expected);
        page.press("Control+z");
    };
    extended("Control+Home Shift+ArrowRight Shift+ArrowRight", "Un");
    extended("Control+Home Control+ArrowRight Shift+Control+ArrowRight", "deux. ");
    extended("Control+Home Shift+Alt+ArrowRight", "Un deux. ");
    extended("Control+Home Control+ArrowDown Shift+Control+ArrowDown", "Cinq six.\n");
    extended("Control+Home Shift+End", "Un deux. Trois quatre.");
    extended("Control+Home ArrowDown Shift+End", "Cinq six.");
    extended("Control+Home Shift+ArrowDown", "Un deux. Trois quatre.\n");
    extended("Control+End Shift+Home", "Sept");
    extended("Control+End Shift+ArrowLeft Shift+ArrowLeft", "pt");
    extended("Control+End Shift+Control+ArrowLeft", "Sept");
    extended("Control+End Control+ArrowUp Control+ArrowUp Shift+Control+ArrowUp", "Cinq six.\n");
    extended("Control+Home Control+ArrowDown Shift+Alt+ArrowLeft", "Trois quatre.\n");
}

#[test]
fn a_label_key_relabels_what_is_chosen_and_without_anything_takes_the_pen() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("Control+Home n n");
    page.until_chosen("Oui");
    page.press("3");
    page.assert_drawn_annotation("denial", "Oui");
    page.press("1 Escape");
    page.assert_drawn_annotation("quote", "Oui");
    assert_eq!(page.chosen(), None);
    page.press("2");
    assert!(page.has_pen("source"));
    page.press("Escape");
    assert!(!page.has_pen("source"));
}

#[test]
fn edges_are_moved_by_keys() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("Control+Home n");
    page.until_chosen("Le maire");
    // First the end, then the start, then the caret again.
    page.press("e Control+ArrowRight");
    page.until_chosen("Le maire parle");
    page.press("ArrowLeft ArrowLeft");
    page.until_chosen("Le maire par");
    page.press("e ArrowRight");
    page.until_chosen("e maire par");
    page.press("Control+ArrowRight");
    page.until_chosen("maire par");
    page.press("e ArrowRight");
    page.assert_drawn_annotation("source", "maire par");
    page.press("u u u u u");
    page.assert_drawn(ANNOTATED);
}

#[test]
fn attributes_and_a_note_are_set_by_keys() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("Control+Home n n d");
    let annotation = |page: &Page| page.document().annotation("quote", "Oui").clone();
    assert_eq!(annotation(&page)["attributes"]["manner"], "direct");
    page.press("m");
    assert_eq!(annotation(&page)["attributes"]["manner"], "mixed");
    page.press("t");
    assert!(page.has_focus("[data-part=note]"));
    page.type_text("ironique\u{a0}? 👩‍👧");
    page.press("Escape");
    assert!(page.has_focus("[data-part=text]"));
    assert_eq!(annotation(&page)["note"], "ironique\u{a0}? 👩‍👧");
    page.press("u");
    assert_eq!(annotation(&page)["note"], "");
    assert_eq!(annotation(&page)["attributes"]["manner"], "mixed");
    page.press("u u");
    assert_eq!(annotation(&page)["attributes"].as_object().map(serde_json::Map::len), Some(0));
}

#[test]
fn keys_typed_in_a_note_are_text() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("Control+Home n n t 1 x n u ? Escape");
    let document = page.document();
    assert_eq!(document.annotation("quote", "Oui")["note"], "1xnu?");
    assert_eq!(document.drawn(0), ANNOTATED);
    assert!(!page.sees(&page.within("[data-part=help]")));
}

#[test]
fn deleting_by_key_takes_the_links_and_undo_brings_them_back() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("Control+Home n n s n");
    page.until_chosen("Anna");
    page.press("Delete");
    page.assert_links(&[]);
    page.press("u");
    page.assert_links(&["said_by: Oui -> Anna"]);
    page.until_chosen("Anna");
    page.press("x");
    page.assert_links(&[]);
    page.press("Control+z");
    page.assert_drawn(ANNOTATED);
}

#[test]
fn articles_are_turned_by_keys() {
    let page = Page::with_text(SHORT);
    page.load(&[page.file("second.txt", "Deuxième article.")]);
    page.until_shown("Deuxième article.");
    page.tab_to_text();
    page.press("Shift+n");
    page.until_shown(SHORT);
    page.press("Shift+n");
    page.until_shown("Deuxième article.");
    page.press("Shift+p");
    page.until_shown(SHORT);
}

#[test]
fn keys_work_without_a_click_as_soon_as_the_page_is_open() {
    let page = Page::open();
    page.press("Control+Home Shift+Control+ArrowRight 1");
    assert_eq!(page.document().annotations(0).len(), 1);
}

#[test]
fn the_caret_stays_in_sight_in_a_long_article() {
    let text = long(120);
    let page = Page::with_text(&text);
    page.tab_to_text();
    page.press("Control+End Shift+Control+ArrowLeft 1");
    let document = page.document();
    let id = document.annotations(0)[0]["id"].as_str().unwrap().to_owned();
    let in_sight = "const r = document.querySelector(arguments[0]).getBoundingClientRect();
        return r.top >= 0 && r.bottom <= innerHeight;";
    let mark = page.within(&format!("[data-part=text] span[data-annotations='{id}']"));
    page.until("the new annotation is in sight", || {
        (page.script(in_sight, serde_json::json!([mark])) == true).then_some(())
    });
}

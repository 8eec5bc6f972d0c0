//! Annotations over one another: each can be reached and told apart, and none moves the text.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;

const OUTER: &str = "la maire de Port-Clarence, Inès Malloy";

/// Four annotations over one name: outer, crossing, and two on the very same words.
fn overlapped() -> Page {
    let page = Page::with_text(HARBOUR);
    page.drag(OUTER);
    page.press("1");
    page.drag("Inès Malloy, a assuré");
    page.press("3");
    page.drag("⟨Inès Malloy⟩, a assuré");
    page.press("2");
    page.drag("⟨Inès Malloy⟩, a assuré");
    page.press("1");
    page.press("Escape");
    page
}

#[test]
fn repeated_clicks_reach_each_annotation_in_turn_and_come_round() {
    let page = overlapped();
    let mut reached = Vec::new();
    for _ in 0..4 {
        page.click_text("⟨Malloy⟩, a assuré");
        reached.push(chosen_id(&page));
    }
    page.click_text("⟨Malloy⟩, a assuré");
    assert_eq!(chosen_id(&page), reached[0], "the fifth click comes round");
    reached.sort();
    reached.dedup();
    assert_eq!(reached.len(), 4, "each is reached once");
}

#[test]
fn repeated_enter_reaches_each_annotation_under_the_caret() {
    let page = overlapped();
    page.put_caret_before("Lien");
    page.press("Control+Home Control+ArrowDown Control+ArrowDown");
    // Into the middle of the name, where all four lie.
    page.press_times("Control+ArrowRight", 9);
    let mut reached = Vec::new();
    for _ in 0..4 {
        page.press("Enter");
        reached.push(chosen_id(&page));
    }
    page.press("Enter");
    assert_eq!(chosen_id(&page), reached[0], "the fifth comes round");
    reached.sort();
    reached.dedup();
    assert_eq!(reached.len(), 4, "each is reached once");
}

#[test]
fn a_click_on_the_last_letter_of_a_highlight_chooses_it() {
    let page = Page::with_text(HARBOUR);
    page.drag("selon l’agence ⟨Norda⟩");
    page.press("2 Escape");
    assert_eq!(page.chosen(), None);
    page.click_right_half("l’agence Nord⟨a⟩", 1);
    page.until_chosen("Norda");
}

#[test]
fn a_click_beside_all_highlights_lets_go() {
    let page = overlapped();
    page.click_text("⟨Malloy⟩, a assuré");
    assert!(page.chosen().is_some());
    page.click_text("Commentaires");
    assert_eq!(page.chosen(), None);
}

#[test]
fn the_chosen_one_of_an_overlap_is_the_one_that_changes() {
    let page = overlapped();
    page.choose(OUTER);
    page.press("Delete");
    let document = page.document();
    assert_eq!(document.annotations(0).len(), 3);
    assert_eq!(
        document.drawn(0),
        "Interrogée lundi soir, la maire de Port-Clarence, \
         [denial:[source:[quote:Inès Malloy]], a assuré] que «\u{a0}personne ne sera licencié\u{a0}», selon l’agence Norda."
            .replace("[source:[quote:", first_two(&document))
    );
}

#[test]
fn no_word_moves_when_highlights_appear_change_and_go() {
    let page = Page::with_text(HARBOUR);
    let before = page.places_of_words();
    assert!(before.len() > 80, "the words are found");
    page.drag("personne ne sera licencié");
    assert_still(&page, &before, "a selection");
    page.press("1");
    assert_still(&page, &before, "a highlight");
    page.drag("sera licencié\u{a0}», selon l’agence Norda");
    page.press("3");
    page.double_click("⟨licencié⟩\u{a0}»");
    page.press("2");
    assert_still(&page, &before, "three that overlap");
    page.drag("Le dossier est clos.\nIl ne sera pas rouvert");
    page.press("1");
    page.drag("le préfet, Paul Asselin");
    page.press("2");
    page.press("p s");
    assert_still(&page, &before, "a chosen and linked one over two paragraphs");
    page.press("e");
    assert_still(&page, &before, "an edge that is held");
    page.press("Escape Delete");
    assert_still(&page, &before, "a deletion");
}

#[test]
fn overlapping_labels_are_told_apart_without_colour() {
    let page = overlapped();
    // The line style of each label's highlight differs from the others', or it shows its letter.
    let signs = page.script(
        "const runs = [...document.querySelectorAll(arguments[0])];
         const marks = runs.flatMap(run => [run, ...run.querySelectorAll('span')]);
         return [...new Set(marks.map(mark => {
            const own = getComputedStyle(mark);
            const made = getComputedStyle(mark, '::before').content + getComputedStyle(mark, '::after').content;
            return [own.borderBottomStyle, own.textDecorationStyle, own.backgroundImage.replace(/(rgba?|color|oklch|oklab|lab)\\([^)]*\\)/g, ''), made].join('|');
         }))].length",
        serde_json::json!([page.within("[data-part=text] span[data-annotations]")]),
    );
    assert!(signs.as_u64() >= Some(3), "three labels have {signs} looks beside their colours");
}

fn chosen_id(page: &Page) -> String {
    page.settle();
    let chosen: Vec<_> = page.rows().into_iter().filter(|row| row.chosen).collect();
    assert_eq!(chosen.len(), 1, "one annotation is chosen");
    chosen[0].id.clone()
}

/// Equal spans stand in the order of their random ids.
fn first_two(document: &end_to_end::Document) -> &'static str {
    let drawn = document.drawn(0);
    if drawn.contains("[source:[quote:") { "[source:[quote:" } else { "[quote:[source:" }
}

#[track_caller]
fn assert_still(page: &Page, before: &[(String, [f64; 4])], why: &str) {
    page.settle();
    let after = page.places_of_words();
    assert_eq!(after.len(), before.len());
    for ((word, was), (_, is)) in before.iter().zip(&after) {
        let moved = was.iter().zip(is).any(|(was, is)| (was - is).abs() >= 0.5);
        assert!(!moved, "{why} moved “{word}” from {was:?} to {is:?}");
    }
}

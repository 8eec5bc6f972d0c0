//! Text that breaks offsets: it is shown, selected and exported character for character.

use end_to_end::Page;
use end_to_end::articles::NASTY;

const FAMILY: &str = "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd}";
const SCOTLAND: &str = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
const SPOKESMAN: &str = "\u{645}\u{62a}\u{62d}\u{62f}\u{62b} \u{628}\u{627}\u{633}\u{645} \u{627}\u{644}\u{648}\u{632}\u{627}\u{631}\u{629}";
const DENIED: &str = "\u{646}\u{641}\u{649} \u{627}\u{644}\u{62e}\u{628}\u{631}";

#[test]
fn emoji_combining_marks_line_ends_and_arabic_are_annotated_exactly() {
    let page = Page::with_text(NASTY);
    page.drag("On a gagne\u{301} \u{1f1eb}\u{1f1f7}\u{1f389}");
    page.press("1");
    page.double_click("⟨Zoe\u{308}⟩ \u{1d4d0}");
    page.press("2");
    page.drag(SPOKESMAN);
    page.use_toolbar("source");
    page.drag(DENIED);
    page.press("3");
    page.drag("\u{20bb7}\u{91ce}\u{5bb6}");
    page.press("1");
    page.drag("\u{10330}\u{1033f}");
    page.press("2");
    page.drag_exactly(SCOTLAND);
    page.press("Alt+2");
    // A careless drag inside a word that has a combining mark.
    page.drag("re\u{301}⟨pon⟩d");
    page.press("3");
    page.drag("Ana\u{308}\u{323}\u{302}is");
    page.press("2");

    let expected = format!(
        "L\u{2019}e\u{301}lue [source:Zoe\u{308}] \u{1d4d0}\u{1d4fb}\u{1d4ea} {FAMILY} a dit\u{a0}: «\u{202f}[quote:On a gagne\u{301} \u{1f1eb}\u{1f1f7}\u{1f389}]\u{202f}», sans plus.␍\n\
         [source:{SPOKESMAN}] [denial:{DENIED}].␍\n\
         Le mot  «\u{a0}[quote:\u{20bb7}\u{91ce}\u{5bb6}]\u{a0}»\tvient,   dit-on, du [source:\u{10330}\u{1033f}].␍Puis\u{feff} rien\u{ad}du tout\u{2026}\n\
         [source:{SCOTLAND}] \"Non\", [denial:re\u{301}pond] [source:Ana\u{308}\u{323}\u{302}is].  ␍"
    );
    page.assert_drawn(&expected);
    let done = page.document();
    assert_eq!(done.text(0), NASTY);

    page.press_times("Control+z", 9);
    assert_eq!(page.document().drawn(0), "");
    page.press_times("Control+y", 9);
    assert_eq!(page.document().bytes, done.bytes);
    drop(page);

    let fresh = Page::open();
    fresh.load(&[fresh.file("nasty.guillemet.json", &done.bytes)]);
    fresh.until_shown(NASTY);
    assert_eq!(fresh.document().bytes, done.bytes);
}

#[test]
fn a_quotation_over_line_ends_of_three_kinds_keeps_them() {
    let page = Page::with_text(NASTY);
    page.drag("sans plus.\n\u{645}\u{62a}\u{62d}\u{62f}\u{62b}");
    page.press("1");
    page.drag("du \u{10330}\u{1033f}.\nPuis");
    page.press("3");
    let document = page.document();
    document.annotation("quote", "sans plus.\r\n\u{645}\u{62a}\u{62d}\u{62f}\u{62b}");
    document.annotation("denial", "du \u{10330}\u{1033f}.\rPuis");
    page.assert_shown(&document);
}

#[test]
fn the_caret_steps_over_what_a_person_sees_as_one_character() {
    let page = Page::with_text(NASTY);
    page.put_caret_before("e\u{301}lue");
    page.press("Shift+ArrowRight Alt+2");
    page.put_caret_before(&format!("{FAMILY} a dit"));
    page.press("Shift+ArrowRight Alt+1");
    page.put_caret_before("\u{1f1eb}\u{1f1f7}\u{1f389}");
    page.press("Shift+ArrowRight Alt+3");
    page.put_caret_before("\u{20bb7}\u{91ce}");
    page.press("Shift+ArrowRight Alt+1");
    let document = page.document();
    document.annotation("source", "e\u{301}");
    document.annotation("quote", FAMILY);
    document.annotation("denial", "\u{1f1eb}\u{1f1f7}");
    document.annotation("quote", "\u{20bb7}");
}

#[test]
fn an_edge_moves_by_whole_characters() {
    let page = Page::with_text(NASTY);
    page.drag_exactly("On a gagne\u{301}");
    page.press("Alt+1 e ArrowLeft ArrowLeft ArrowRight");
    page.assert_drawn_annotation("quote", "On a gagn");
    page.press("ArrowRight ArrowRight ArrowRight ArrowRight");
    page.assert_drawn_annotation("quote", "On a gagne\u{301} \u{1f1eb}\u{1f1f7}\u{1f389}");
}

//! Files in the encodings that French text comes in. What is exported is the text, not the bytes.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, NASTY};
use end_to_end::files::{utf8_with_mark, utf16_be, utf16_le, windows_1252};

/// Old French in an old encoding: ligatures, curled apostrophes, the euro.
const OLD: &str = "L’œuvre coûte 3\u{a0}€…\r\nÇa «\u{a0}suffit\u{a0}», a tonné le «\u{a0}dandy\u{a0}» – Noël Œdip –, déçu.\r\n";

fn assert_read(bytes: &[u8], text: &str) {
    let page = Page::open();
    page.load(&[page.file("article.txt", bytes)]);
    page.until_shown(text);
    assert_eq!(page.document().text(0), text);
}

#[test]
fn utf8_with_a_mark_is_read_without_the_mark() {
    assert_read(&utf8_with_mark(HARBOUR), HARBOUR);
}

#[test]
fn utf16_is_read_in_both_byte_orders() {
    let page = Page::open();
    page.load(&[page.file("le.txt", utf16_le(NASTY)), page.file("be.txt", utf16_be(NASTY))]);
    // Decoded, they are one text.
    page.act("twins-load");
    page.until_shown(NASTY);
    let document = page.document();
    assert_eq!([document.text(0), document.text(1)], [NASTY, NASTY]);
}

#[test]
fn windows_1252_is_read_and_its_words_can_be_annotated() {
    let page = Page::open();
    page.load(&[page.file("ancien.txt", windows_1252(OLD))]);
    page.until_shown(OLD);
    page.drag("Noël Œdip");
    page.press("2");
    page.assert_drawn_annotation("source", "Noël Œdip");
    assert_eq!(page.document().text(0), OLD);
}

#[test]
fn line_ends_blanks_and_unusual_signs_survive() {
    let text = "un\r\ndeux\rtrois\n\n\n  quatre\t\u{2028}cinq\u{200b}\u{ad}\u{feff}\r\n\r\n";
    assert_read(text.as_bytes(), text);
}

#[test]
fn a_document_in_utf16_is_read_as_well() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    let json = String::from_utf8(page.document().bytes).unwrap();
    drop(page);
    let fresh = Page::open();
    fresh.load(&[fresh.file("export.json", utf16_le(&json))]);
    fresh.until_shown(HARBOUR);
    assert_eq!(fresh.document().bytes, json.as_bytes());
}

//! Help, preview, copy: what stands over the page and goes away again.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use serde_json::json;

#[test]
fn help_lists_every_key_and_escape_closes_it() {
    let page = Page::with_text(HARBOUR);
    let help = page.within("[data-part=help]");
    page.tab_to_text();
    page.press("?");
    page.until_seen(&help);
    let text = page.text_of(&help);
    for word in [
        "quote",
        "source",
        "denial",
        "nearest source",
        "used last",
        "continue",
        "undo",
        "redo",
        "note",
        "delete",
        "download",
        "load",
        "sentence",
        "paragraph",
        "next",
        "previous",
        "without snapping",
        "direct",
        "mixed",
    ] {
        assert!(text.contains(word), "the help tells of “{word}”: {text}");
    }
    let keys = page.script(
        "return [...document.querySelectorAll(arguments[0] + ' kbd')].map(k => k.textContent)",
        json!([help]),
    );
    for key in ["1", "2", "3", "s", "l", "r", "c", "e", "t", "w", "?", "d", "m", "Esc", "Enter"] {
        let listed = keys.as_array().unwrap().iter();
        let listed = listed.filter(|k| k.as_str().unwrap().split_whitespace().any(|k| k == key)).count();
        assert!(listed >= 1, "`{key}` is listed in {keys}");
    }
    page.press("Escape");
    page.until_gone(&help);
    assert!(page.has_focus("[data-part=text]"), "the focus is in the text again");
    // The keys work at once.
    page.press("Control+Home Shift+Control+ArrowRight 1");
    assert_eq!(page.document().annotations(0).len(), 1);
}

#[test]
fn keys_do_nothing_to_the_text_while_a_dialog_is_open() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.act("help");
    page.until_seen(&page.within("[data-part=help]"));
    page.press("1 x u");
    page.press("Escape");
    page.until_gone(&page.within("[data-part=help]"));
    assert_eq!(page.document().annotations(0).len(), 0);
}

#[test]
fn a_key_shows_wherever_its_label_does() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.until_seen(&page.within("[data-part=toolbar]"));
    for part in ["pens", "toolbar"] {
        for (label, key) in [("quote", "1"), ("source", "2"), ("denial", "3")] {
            let text = page.text_of(&page.within(&format!("[data-part={part}] button[data-label={label}]")));
            assert!(text.contains(key) && text.contains(label), "{part}: {text}");
        }
    }
    page.press("2");
    let text = page.text_of(&page.within("[data-part=details] button[data-label=quote]"));
    assert!(text.contains('1'), "details: {text}");
}

#[test]
fn the_preview_shows_what_would_be_downloaded() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    let downloaded = page.document();
    page.act("preview");
    let pre = page.within("[data-part=preview] pre");
    page.until_seen(&pre);
    assert_eq!(page.text_of(&pre).as_bytes(), downloaded.bytes);
    page.press("Escape");
    page.until_gone(&pre);
}

#[test]
fn copying_puts_the_document_on_the_clipboard() {
    let page = Page::with_text(HARBOUR);
    page.allow_clipboard();
    page.drag("Inès Malloy");
    page.press("2");
    let downloaded = page.document();
    page.act("copy");
    page.until_notice(&["clipboard"]);
    let copied = page.promised("return await navigator.clipboard.readText()");
    assert_eq!(copied.as_str().unwrap().as_bytes(), downloaded.bytes);
}

#[test]
fn a_notice_can_be_taken_away() {
    let page = Page::with_text(HARBOUR);
    page.load(&[page.file("leer.txt", "")]);
    page.until_notice(&["leer.txt"]);
    for _ in page.notices() {
        let first = page.within("[data-part=notices] [data-notice]:first-child [data-action=dismiss]");
        page.click(&first);
        page.settle();
    }
    assert_eq!(page.notices(), Vec::<String>::new());
}

#[test]
fn what_happens_is_said_to_those_who_cannot_see_it() {
    let page = Page::with_text(HARBOUR);
    let live = page.attribute(&page.within("[data-part=announcer]"), "aria-live");
    assert!(matches!(live.as_deref(), Some("polite" | "assertive")), "a live region: {live:?}");
    let says = |word: &str| {
        page.until(&format!("“{word}” is said"), || page.announced().contains(word).then_some(()));
    };
    page.drag("Inès Malloy");
    page.press("2");
    says("Inès Malloy");
    page.press("u");
    says("Undone");
    page.press("Control+y");
    says("Redone");
    page.press("x");
    says("deleted");
}

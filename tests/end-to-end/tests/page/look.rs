//! How it looks, as far as that can be computed: contrast, light and dark, sizes, what covers what.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use serde_json::{Value, json};

/// A page with all kinds of things on it: highlights over one another, links, notes, notices.
fn busy() -> Page {
    let page = Page::with_text(HARBOUR);
    for (text, key) in [
        ("Inès Malloy", "2"),
        ("personne ne sera licencié\u{a0}», selon l’agence", "3"),
        ("«\u{a0}⟨personne ne sera⟩", "1"),
        ("Nous continuons de discuter", "1"),
    ] {
        page.drag(text);
        page.press(key);
    }
    page.press("s d");
    page.load(&[page.file("leer.txt", "")]);
    page.until_notice(&["leer.txt"]);
    page
}

fn assert_readable(page: &Page, dark: bool) {
    let scheme = if dark { "dark" } else { "light" };
    page.devtools(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
    );
    page.settle();
    let check = |what: &str| {
        let found = page.contrasts();
        assert!(found["seen"].as_u64() > Some(30), "{what}: the texts are found: {found}");
        assert_eq!(found["weak"], json!([]), "{scheme}, {what}");
        let ground = found["ground"].as_f64().unwrap();
        assert!(
            if dark { ground < 0.1 } else { ground > 0.7 },
            "{scheme}: the paper has a luminance of {ground}"
        );
    };
    check("at work");
    page.drag("le préfet");
    check("with a selection");
    page.act("help");
    page.until_seen(&page.within("[data-part=help]"));
    check("with the help open");
    page.press("Escape");
}

#[test]
fn every_text_is_readable_in_the_light() {
    assert_readable(&busy(), false);
}

#[test]
fn every_text_is_readable_in_the_dark() {
    assert_readable(&busy(), true);
}

#[test]
fn lines_of_text_have_a_comfortable_measure() {
    let page = Page::with_text(&"Le maire a répété que le navire partirait à l’aube. ".repeat(40));
    let measure = page.script(
        "const p = document.querySelector(arguments[0]);
         const range = document.createRange();
         range.selectNodeContents(p);
         const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
         return { letters: p.textContent.length / lines, size: parseFloat(getComputedStyle(p).fontSize) };",
        json!([page.within("[data-part=text] p[data-paragraph]")]),
    );
    let letters = measure["letters"].as_f64().unwrap();
    assert!((45.0..=90.0).contains(&letters), "{letters} letters a line");
    assert!(measure["size"].as_f64() >= Some(16.0), "{measure}");
}

#[test]
fn nothing_covers_the_text_whatever_the_page_says() {
    let page = busy();
    page.load(&[page.file("a.txt", ""), page.file("b.txt", ""), page.file("c.txt", "")]);
    page.until_notice(&["a.txt", "b.txt"]);
    for text in
        ["Port-Clarence\u{a0}: la maire", "Inès Malloy", "a répété la porte-parole", "Commentaires (0)"]
    {
        page.assert_reachable(text);
    }
}

#[test]
fn every_control_has_a_name() {
    let page = busy();
    let nameless = page.script(
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility() &&
            !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels?.length || e.placeholder)).map(e => e.outerHTML)",
        json!([page.within("button, input, textarea, select, [tabindex]")]),
    );
    assert_eq!(nameless, json!([]));
}

#[test]
fn the_page_fits_small_windows() {
    let page = Page::with_text(HARBOUR);
    for (width, height) in [(1024, 768), (800, 600)] {
        page.resize(width, height);
        page.settle();
        let fits = page.script("return document.documentElement.scrollWidth <= innerWidth", json!([]));
        assert_eq!(fits, Value::Bool(true), "no scrolling sideways at {width}");
        page.drag("Inès Malloy");
        page.use_toolbar("source");
        page.press("Delete");
    }
}

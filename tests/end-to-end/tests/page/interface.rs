//! The interface in two languages, and its keys: found, switched, changed, kept.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use serde_json::json;

/// All that the interface says now, without what is the articles', the scheme's or a key's.
const WORDS: &str = r"
    const root = document.querySelector(arguments[0]);
    const data = '[data-part=text], .row-text, .row-link, .row-note, blockquote, .title, .article-title, pre, kbd, option, svg, code';
    const found = new Set();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.closest(data)) found.add(walker.currentNode.data.trim());
    }
    for (const element of root.querySelectorAll('*')) {
        if (element.closest('[data-part=text]')) continue;
        for (const name of ['title', 'aria-label', 'placeholder']) {
            if (element.hasAttribute(name) && !element.matches('.article-open')) found.add(element.getAttribute(name).trim());
        }
    }
    return [...found].filter(text => /\p{L}{2}/u.test(text));";

/// What is the same in both languages, and names.
const SAME: [&str; 18] = [
    "Articles",
    "Annotations",
    "Suggestions",
    "Export",
    "quote",
    "source",
    "denial",
    "manner",
    "direct",
    "indirect",
    "mixed",
    "note",
    "Actions",
    "Options",
    "Documents",
    "Guillemet",
    "English",
    "français",
];

/// The main job, and everything that the page says on the way.
fn walk(language: &str) -> Vec<String> {
    let page = Page::speaking(language);
    let mut words = Vec::new();
    let mut listen = |page: &Page| {
        page.settle();
        words.extend(end_to_end::page::strings(&page.script(WORDS, json!([".guillemet"]))));
    };
    page.load_text("harbour.txt", HARBOUR);
    page.drag("personne ne sera licencié");
    page.press("1");
    page.drag("Inès Malloy");
    listen(&page);
    page.press("2");
    page.choose("personne ne sera licencié");
    page.press("s e");
    listen(&page);
    page.press("e e r");
    listen(&page);
    page.press("Escape Escape Escape 3");
    listen(&page);
    page.press("Escape s");
    listen(&page);
    page.load_text("second.txt", "Deux.");
    page.click(&page.within("[data-article]:first-child [data-action=remove-article]"));
    listen(&page);
    for (action, part) in [("help", "help"), ("preview", "preview"), ("paste", "paste-dialog")] {
        page.act(action);
        let dialog = page.within(&format!("[data-part={part}]"));
        page.until_seen(&dialog);
        listen(&page);
        page.press("Escape");
        page.until_gone(&dialog);
    }
    words.sort();
    words.dedup();
    words
}

#[test]
fn the_main_job_is_done_in_french_and_nothing_english_is_left() {
    let (english, french) = (walk("en"), walk("fr"));
    assert!(english.len() > 80, "the walk has heard the interface: {english:#?}");
    let left: Vec<_> =
        french.iter().filter(|text| english.contains(text) && !SAME.contains(&text.as_str())).collect();
    assert!(left.is_empty(), "these are the same in both languages: {left:#?}");
    for text in ["Charger…", "Télécharger le JSON", "Rien à rétablir", "Choisir"] {
        assert!(french.iter().any(|heard| heard == text), "“{text}” is not in {french:#?}");
    }
}

#[test]
fn another_language_changes_at_once_what_stands_on_the_page_and_is_kept() {
    let page = Page::with_text(HARBOUR);
    page.until_notice(&["loaded 1 article"]);
    let undo = page.within("[data-action=undo]");
    assert_eq!(page.attribute(&undo, "title").unwrap(), "Undo: load of 1 article (Ctrl Z)");
    page.click(&page.reached("[data-action=language] option[value=fr]"));
    page.until_notice(&["1 article chargé"]);
    assert_eq!(page.attribute(&undo, "title").unwrap(), "Annuler\u{a0}: chargement d’un article (Ctrl Z)");
    assert_eq!(page.attribute(".guillemet", "lang").unwrap(), "fr");
    assert_eq!(page.attribute(&page.within("[data-part=text]"), "lang").unwrap(), "fr", "of the article");
    page.go(&page
        .script("return location.href", json!([]))
        .as_str()
        .unwrap()
        .replace("suggest=off", "suggest=off&again"));
    page.until("it opens in French", || (page.sees(".guillemet[lang=fr]")).then_some(()));
    assert_eq!(page.script("return document.documentElement.lang", json!([])), "fr");
}

#[test]
fn the_language_is_found_from_the_browser() {
    let page = Page::open();
    let agent = page.script("return navigator.userAgent", json!([]));
    page.devtools(
        "Emulation.setUserAgentOverride",
        json!({ "userAgent": agent, "acceptLanguage": "de-AT,fr-CA,en" }),
    );
    page.go(page.script("return location.href", json!([])).as_str().unwrap());
    page.until("it speaks French", || page.sees(".guillemet[lang=fr]").then_some(()));
    assert_eq!(page.text_of(&page.within("[data-action=load]")), "Charger…");
}

#[test]
fn on_a_mac_shortcuts_are_told_with_its_own_keys() {
    let page = Page::open();
    let agent = page.script("return navigator.userAgent", json!([]));
    page.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": agent, "platform": "MacIntel" }));
    page.go(&Page::address());
    let load = page.within("[data-action=load]");
    page.until_seen(&load);
    let title = page.attribute(&load, "title").unwrap();
    assert!(title.ends_with("(⌘ O)"), "{title}");
}

#[test]
fn nothing_one_and_several_are_counted_as_each_language_does() {
    for (language, one, two, none) in [
        ("en", "Loaded 1 article.", "Loaded 2 articles.", "No annotation yet."),
        ("fr", "1 article chargé.", "2 articles chargés.", "Aucune annotation pour l’instant."),
    ] {
        let page = Page::speaking(language);
        page.load(&[page.file("a.txt", "Un."), page.file("b.txt", "Deux.")]);
        page.until_notice(&[two]);
        page.load(&[page.file("c.txt", "Trois.")]);
        page.until_notice(&[one]);
        assert_eq!(page.text_of(&page.within(".listing .hint")), none);
        let rules = format!(
            "0 {}",
            if language == "fr" {
                "acceptée, 0 corrigée, 0 rejetée"
            } else {
                "accepted, 0 corrected, 0 rejected"
            }
        );
        page.act("suggesting");
        page.load_text("d.txt", "«\u{a0}Nous partons\u{a0}», a dit le maire.");
        let list = page.within("[data-part=rules] small");
        page.until(&format!("a rule tells “{rules}”"), || {
            let told = page.script(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)",
                json!([list]),
            );
            end_to_end::page::strings(&told).contains(&rules).then_some(())
        });
    }
}

#[test]
fn a_key_is_changed_by_pressing_it_and_is_kept_and_taken_out() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2 Escape ?");
    let next = page.within("[data-part=help] [data-deed=next-annotation]");
    page.until_seen(&next);
    page.click(&next);
    page.press("f");
    page.until("the key is shown", || (page.text_of(&next) == "f").then_some(()));
    page.click(&next);
    page.press("1");
    page.until("a label's key is not given", || {
        page.text_of(&page.within("[data-part=key-status]")).contains("meaning of its own").then_some(())
    });
    let (name, bytes) = page.download_by(|| page.act("export-keys"));
    assert_eq!(name, "guillemet-keys.txt");
    assert!(String::from_utf8(bytes).unwrap().lines().any(|line| line == "next-annotation f"));
    page.act("close");
    page.tab_to_text();
    page.press("n");
    page.settle();
    assert_eq!(page.chosen(), None, "n means nothing any more");
    page.press("f");
    page.until_chosen("Inès Malloy");
    page.go(page.script("return location.href", json!([])).as_str().unwrap());
    page.until_seen(&page.within("[data-action=help]"));
    page.act("help");
    page.until_seen(&next);
    assert_eq!(page.text_of(&next), "f");
    page.act("reset-keys");
    page.until("the key is what it was", || (page.text_of(&next) == "n").then_some(()));
}

#[test]
fn on_azerty_the_row_of_digits_labels_without_shift_and_signs_are_known_by_what_they_mean() {
    let page = Page::with_text(HARBOUR);
    let strike = |key: &str, code: &str, shift: bool| {
        for kind in ["keyDown", "keyUp"] {
            let modifiers = if shift { 8 } else { 0 };
            page.devtools(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "key": key, "code": code, "modifiers": modifiers }),
            );
        }
    };
    page.drag("Inès Malloy");
    strike("é", "Digit2", false);
    page.drag("personne ne sera licencié");
    strike("&", "Digit1", false);
    page.assert_drawn_annotation("source", "Inès Malloy");
    page.assert_drawn_annotation("quote", "personne ne sera licencié");
    page.tab_to_text();
    strike("?", "KeyM", true);
    page.until_seen(&page.within("[data-part=help]"));
}

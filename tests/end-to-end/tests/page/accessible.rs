//! Every screen under axe-core, in the light and in the dark; what a screen reader is told; colours by hand.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use end_to_end::browser::given;
use serde_json::json;

/// Has axe-core look at the page as it is now; it may find nothing.
#[track_caller]
pub fn assert_accessible(page: &Page, screen: &str) {
    page.settle();
    let axe = std::fs::read_to_string(given("GUILLEMET_AXE")).unwrap();
    page.script(&format!("if (!window.axe) {{ {axe}\n }}"), json!([]));
    let found = page.promised(
        "const { violations } = await axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag',
             values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
         return violations.map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 4).map(n =>
             n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | '));",
    );
    assert_eq!(found, json!([]), "{screen}: {found:#}");
}

fn wear(page: &Page, colours: &str) {
    page.click(&page.reached(&format!("[data-action=colours] option[value={colours}]")));
    page.act("menu");
    page.until("the colours are chosen", || {
        (page.attribute(".guillemet", "data-colours").as_deref() == Some(colours)).then_some(())
    });
}

pub fn in_both(page: &Page, screen: &str) {
    for colours in ["light", "dark"] {
        wear(page, colours);
        assert_accessible(page, &format!("{screen}, {colours}"));
    }
}

/// Annotations that overlap, linked, one chosen, one without its source; notices of both kinds.
pub fn at_work() -> Page {
    let page = Page::with_text(HARBOUR);
    for (text, key) in [
        ("Inès Malloy", "2"),
        ("personne ne sera licencié", "1"),
        ("«\u{a0}⟨personne ne sera⟩", "3"),
        ("Nous continuons de discuter", "1"),
    ] {
        page.drag(text);
        page.press(key);
    }
    page.press("s d");
    page
}

#[test]
fn axe_finds_nothing_at_the_start_and_at_work() {
    let page = Page::open();
    in_both(&page, "the sample");
    page.act("remove-article");
    in_both(&page, "without an article");
    drop(page);
    let page = at_work();
    in_both(&page, "at work");
    page.load(&[page.file("leer.txt", "")]);
    page.until_notice(&["leer.txt"]);
    in_both(&page, "with a notice");
    page.drag("le préfet, Paul Asselin");
    assert_accessible(&page, "with a selection");
    page.press("Escape Escape 1");
    assert_accessible(&page, "with a pen");
}

#[test]
fn axe_finds_nothing_among_suggestions() {
    let page = Page::suggesting(HARBOUR);
    page.until_seen(&page.within("[data-action=accept-all]"));
    page.press("j");
    page.click(&page.within("[data-part=rules] summary"));
    in_both(&page, "suggestions");
}

#[test]
fn axe_finds_nothing_in_a_narrow_window() {
    let page = at_work();
    for (width, height) in [(768, 1024), (320, 640)] {
        page.resize(width, height);
        in_both(&page, &format!("{width} pixels wide"));
        let fits = page.script("return document.documentElement.scrollWidth <= innerWidth", json!([]));
        assert_eq!(fits, true, "nothing scrolls sideways at {width}");
    }
}

#[test]
fn a_highlight_tells_its_label_and_its_links_where_it_starts() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    page.drag("personne ne sera licencié");
    page.press("1 s");
    let names = || {
        page.settle();
        let found = page.script(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.ariaLabel ?? e.getAttribute('aria-label'))",
            json!([page.within("[data-part=text] [role=group]")]),
        );
        end_to_end::page::strings(&found)
    };
    assert_eq!(names(), ["source, said_by ← 1", "quote, said_by → Inès Malloy"]);
    page.choose("Inès Malloy");
    page.act_on_chosen("[data-action=start-later]");
    assert_eq!(names(), ["source, said_by ← 1", "quote, said_by → Malloy"], "as its end reads now");
    page.press("Control+z Control+z");
    assert_eq!(names(), ["source", "quote"]);
}

#[test]
fn what_is_done_and_undone_is_announced_once() {
    let page = Page::with_text(HARBOUR);
    page.script(
        "window.said = [];
         const region = document.querySelector(arguments[0]);
         new MutationObserver(() => { const text = region.textContent.trim(); if (text) window.said.push(text); })
             .observe(region, { subtree: true, childList: true, characterData: true });",
        json!([page.within("[data-part=announcer]")]),
    );
    let said = || {
        page.settle();
        end_to_end::page::strings(&page.script("return window.said.splice(0)", json!([])))
    };
    page.drag("Inès Malloy");
    let _ = said();
    page.press("2");
    let created = said();
    assert_eq!(created.len(), 1, "{created:?}");
    assert!(created[0].contains("source") && created[0].contains("Inès Malloy"), "{created:?}");
    page.press("1");
    assert_eq!(said().len(), 1, "a change");
    page.press("Control+z");
    assert_eq!(said().len(), 1, "taken back");
    assert_eq!(page.attribute(&page.within("[data-part=announcer]"), "aria-live").as_deref(), Some("polite"));
}

#[test]
fn the_colours_are_chosen_by_hand_and_kept() {
    let page = Page::open();
    let ground = || {
        let script = "return getComputedStyle(document.querySelector('.guillemet')).backgroundColor";
        page.script(script, json!([])).as_str().unwrap_or_default().to_owned()
    };
    wear(&page, "dark");
    let dark = ground();
    wear(&page, "light");
    let light = ground();
    assert_ne!(dark, light);
    wear(&page, "dark");
    page.go(&format!("{}?suggest=off", given("GUILLEMET_PAGE")));
    page.until("the page is there", || (!page.paragraphs().is_empty()).then_some(()));
    assert_eq!(ground(), dark, "after a reload");
    wear(&page, "system");
    let wanted = page.script("return matchMedia('(prefers-color-scheme: dark)').matches", json!([]));
    assert_eq!(ground(), if wanted == true { dark } else { light });
}

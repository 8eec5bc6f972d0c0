//! What a page fetches until one can work with it, and what it fetches later.

use std::collections::BTreeSet;

use end_to_end::Page;
use end_to_end::articles::SHORT;
use end_to_end::browser::given;
use serde_json::{Value, json};

/// When the page asked for its later part, in milliseconds since it was opened.
fn asked_for_later(page: &Page) -> Option<f64> {
    let asked = "return performance.getEntriesByType('resource')
        .filter((entry) => entry.name.includes('guillemet_later')).map((entry) => entry.startTime)[0] ?? null";
    page.script(asked, json!([])).as_f64()
}

#[test]
fn the_later_part_comes_when_the_page_is_used_and_not_before() {
    let page = Page::open();
    page.until_standing("saved");
    let now = page.script("return performance.now()", json!([])).as_f64().unwrap();
    // A page that nobody uses asks for it after half a minute.
    let asked = asked_for_later(&page);
    assert!(
        asked.is_none_or(|asked| asked >= 30_000.0 && asked < now),
        "asked for after {asked:?} ms: what runs first is to be recorded anew, by `cargo xtask profile`"
    );
    page.press("Tab");
    page.until("the later part is asked for", || asked_for_later(&page));
}

#[test]
fn who_is_quicker_than_the_later_part_is_not_kept_from_working() {
    let page = Page::open();
    page.script(
        "window.fetch = (fetch => (what, ...more) => String(what.href ?? what).includes('guillemet_later')
            ? new Promise(() => {}) : fetch(what, ...more))(window.fetch)",
        json!([]),
    );
    // All of this is in the later part.
    page.press("?");
    page.until_seen("[data-part=help]");
    page.press("Escape");
    page.load_text("article.txt", SHORT);
    page.tab_to_text();
    page.press("Control+Home w 2 Control+ArrowDown w 1");
    page.assert_drawn(
        "[source:Le] maire parle. «\u{a0}Oui\u{a0}», dit Anna.\n[quote:Bruno] dément la rumeur.",
    );
}

#[test]
#[ignore = "`cargo xtask profile` asks for it, with a page that tells what ran"]
fn what_a_page_runs_first_is_written_down() {
    let ran = |page: &Page| -> BTreeSet<u64> {
        let ran = page.script("return [...globalThis.ran]", json!([]));
        ran.as_array().unwrap().iter().filter_map(Value::as_u64).collect()
    };
    let page = Page::with_sample();
    page.until_seen("[data-suggestion]");
    page.tab_to_text();
    page.press("Control+Home w 2 Control+ArrowDown w 1");
    page.press("Control+z Control+y");
    page.drag("confirmé mardi");
    page.press("3");
    page.press("Control+z");
    page.until_standing("saved");
    page.resize(900, 700);
    page.settle();
    let mut all = ran(&page);
    // A reload empties the list: what opens kept work is another way than that of a first visit.
    page.go(&Page::address());
    page.until_standing("saved");
    page.settle();
    all.append(&mut ran(&page));
    std::fs::write(given("GUILLEMET_RAN"), json!(all).to_string()).unwrap();
}

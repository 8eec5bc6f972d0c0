//! What a page fetches until one can work with it, and what it fetches later.

use std::collections::BTreeSet;

use end_to_end::Page;
use end_to_end::articles::SHORT;
use end_to_end::browser::{Browser, given};
use end_to_end::host::Host;
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
fn a_host_that_has_waited_for_the_module_has_all_of_it() {
    let host = Host::open();
    host.run("mount(document.getElementById('first'), { articles: [{ text: 'Il dit « Oui ».' }] }).export()");
    let asked = host.run(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((name) => name.includes('guillemet_later')).map((name) => new URL(name).search)",
    );
    assert_eq!(asked, json!([""]), "once, and not while the page stood still for it");
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
    // What runs as a page is left cannot wait for the later part, whenever that is.
    let leave = |page: &Page| {
        page.script("dispatchEvent(new Event('beforeunload', { cancelable: true }))", json!([]));
    };
    let page = Page::with_sample();
    leave(&page);
    page.until_seen("[data-suggestion]");
    page.tab_to_text();
    page.press("Control+Home w 2 Control+ArrowDown w 1");
    leave(&page);
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
    leave(&page);
    all.append(&mut ran(&page));
    drop(page);
    // Nor is a page that may keep nothing used before it says so.
    let blocked = json!({ "profile.default_content_setting_values.cookies": 2 });
    let page = Page::new(Browser::with_settings(&Page::address(), &blocked), ".guillemet");
    page.until_standing("not-saved");
    page.settle();
    leave(&page);
    all.append(&mut ran(&page));
    std::fs::write(given("GUILLEMET_RAN"), json!(all).to_string()).unwrap();
}

#[test]
fn without_the_network_for_the_later_part_the_person_is_told_to_load_the_page_again() {
    let page = Page::open();
    page.until_standing("saved");
    page.pardon("guillemet_later");
    page.pardon("no network");
    page.script(
        "window.fetch = (fetch => (what, ...more) => String(what.href ?? what).includes('guillemet_later')
            ? Promise.reject(new TypeError('no network')) : fetch(what, ...more))(window.fetch);
         XMLHttpRequest.prototype.send = function () { throw new TypeError('no network'); };",
        json!([]),
    );
    page.press("?");
    page.until("it is told", || {
        let told = page.script(
            "return document.querySelector('[role=alert]#guillemet-lacks')?.textContent ?? ''",
            json!([]),
        );
        told.as_str().is_some_and(|told| told.contains("load the page again")).then_some(())
    });
}

//! A finger instead of a mouse: real touch events, on a page as wide as a phone's.

use end_to_end::Page;
use end_to_end::articles::HARBOUR;
use serde_json::{Value, json};

/// A page on a phone.
fn on_a_phone() -> Page {
    let page = Page::open();
    page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 }));
    page.resize(390, 844);
    page.load_text("port-clarence.txt", HARBOUR);
    page
}

fn touch(page: &Page, kind: &str, at: Option<(f64, f64)>) {
    let points = at.map(|(x, y)| json!({ "x": x, "y": y })).into_iter().collect::<Vec<Value>>();
    page.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
}

/// The middle of a piece of text, brought into sight.
fn place(page: &Page, text: &str) -> (f64, f64) {
    let found = page.place_of(text);
    (found.x, found.y)
}

fn tap(page: &Page, at: (f64, f64)) {
    touch(page, "touchStart", Some(at));
    touch(page, "touchEnd", None);
}

/// Presses until something has come of it.
fn press_long(page: &Page, at: (f64, f64)) {
    touch(page, "touchStart", Some(at));
    page.until_seen(&page.within("[data-part=toolbar]"));
    touch(page, "touchEnd", None);
    page.settle();
}

/// Drags a handle so that the place it means is at a point of the text.
fn drag_grip(page: &Page, grip: &str, to: (f64, f64)) {
    let script = "const r = document.querySelector(arguments[0]).getBoundingClientRect();
        return [r.left + r.width / 2, r.top + r.height / 2]";
    let selector = page.within(&format!("[data-part={grip}]"));
    page.until_seen(&selector);
    let from = page.script(script, json!([selector]));
    let from = (from[0].as_f64().unwrap(), from[1].as_f64().unwrap());
    let to = (to.0, to.1 + 26.0);
    touch(page, "touchStart", Some(from));
    touch(page, "touchMove", Some(((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)));
    touch(page, "touchMove", Some(to));
    touch(page, "touchEnd", None);
    page.settle();
}

#[test]
fn a_long_press_takes_a_word_handles_widen_it_and_the_bar_at_the_thumb_labels_it() {
    let page = on_a_phone();
    press_long(&page, place(&page, "Inès ⟨Malloy⟩, a assuré"));
    drag_grip(&page, "grip-start", page.first_of("⟨Inès⟩ Malloy, a assuré"));
    let bar = page.script(
        "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.bottom, r.height, innerHeight]",
        json!([page.within("[data-part=toolbar]")]),
    );
    let (bottom, height) = (bar[0].as_f64().unwrap(), bar[1].as_f64().unwrap());
    assert!(
        (bottom - bar[2].as_f64().unwrap()).abs() < 2.0 && height > 44.0,
        "the bar is at the thumb: {bar}"
    );
    let source = page.script(
        "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]",
        json!([page.within("[data-part=toolbar] button[data-label=source]")]),
    );
    tap(&page, (source[0].as_f64().unwrap(), source[1].as_f64().unwrap()));
    page.until_chosen("Inès Malloy");
    page.assert_drawn_annotation("source", "Inès Malloy");
}

#[test]
fn a_tap_chooses_and_an_edge_is_dragged() {
    let page = on_a_phone();
    press_long(&page, place(&page, "⟨personne⟩ ne sera"));
    page.press("1");
    tap(&page, place(&page, "a répété la ⟨porte-parole⟩"));
    page.until("nothing is chosen", || page.chosen().is_none().then_some(()));
    tap(&page, place(&page, "⟨personne⟩ ne sera"));
    page.until_chosen("personne");
    drag_grip(&page, "grip-end", page.last_of("ne sera ⟨licencié⟩\u{a0}», selon"));
    page.until_chosen("personne ne sera licencié");
    page.assert_drawn_annotation("quote", "personne ne sera licencié");
    page.press("Control+z");
    page.assert_drawn_annotation("quote", "personne");
}

#[test]
fn the_lists_are_a_sheet_on_a_phone() {
    let page = on_a_phone();
    press_long(&page, place(&page, "Inès ⟨Malloy⟩, a assuré"));
    page.press("2");
    let list = page.within("[data-part=list]");
    assert!(!page.sees(&list));
    page.act("sheet");
    page.until_seen(&list);
    page.choose("Malloy");
    page.act("sheet");
    page.until_gone(&list);
    let fits = page.script("return document.documentElement.scrollWidth <= innerWidth", json!([]));
    assert_eq!(fits, true, "nothing scrolls sideways");
}

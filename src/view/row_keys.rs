//! A list of rows as one stop of the Tab key: up and down, Home and End go along its rows, however many they are.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::later::at_next_frame;

/// What `tabindex` a row has: of all rows one is reached by Tab.
pub fn tabindex(is_stop: bool) -> &'static str {
    if is_stop { "0" } else { "-1" }
}

/// Goes along the rows, which are buttons in the items of a list.
pub fn on_row_key() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let key = event.key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(item) = target.and_then(|target| target.closest("li").ok().flatten()) else { return };
        match key.as_str() {
            "ArrowDown" => focus_in(item.next_element_sibling()),
            "ArrowUp" => focus_in(item.previous_element_sibling()),
            "Home" | "End" => {
                if let Some(list) = item.closest("ol").ok().flatten() {
                    go_to_end(&list, key == "End");
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// A gap that stands for rows that are not drawn has no button, and keeps the focus where it is.
fn focus_in(item: Option<Element>) {
    let button = item.and_then(|item| item.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// Scrolls to an end, and focuses the row there as soon as it has been drawn.
fn go_to_end(list: &Element, last: bool) {
    let _ = list.set_attribute(GOES_TO, end_name(last));
    focus_end(list.clone(), last, FRAMES);
}

/// Where a list is on its way to, so that the way to the other end ends this one.
const GOES_TO: &str = "data-goes-to";

fn end_name(last: bool) -> &'static str {
    if last { "last" } else { "first" }
}

/// So many frames a list has to draw its end.
const FRAMES: u32 = 120;

fn focus_end(list: Element, last: bool, frames: u32) {
    if list.get_attribute(GOES_TO).as_deref() != Some(end_name(last)) {
        return;
    }
    let selector = if last { "li:nth-last-child(2)" } else { "li:nth-child(2)" };
    let item = list.query_selector(selector).ok().flatten();
    let is_end = item.as_ref().is_some_and(|item| {
        let place = item.get_attribute("aria-posinset");
        place.is_some()
            && place == if last { item.get_attribute("aria-setsize") } else { Some("1".to_owned()) }
    });
    if is_end || frames == 0 {
        let _ = list.remove_attribute(GOES_TO);
        return focus_in(item);
    }
    // Again with each frame: rows that come meanwhile, and a row that the list brings into sight, move the end away.
    list.set_scroll_top(if last { list.scroll_height() } else { 0 });
    at_next_frame(move || focus_end(list, last, frames - 1));
}

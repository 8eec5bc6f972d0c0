//! Keys, as the browser tells of them, to commands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::session::chord::KeyPress;

/// A key event as the keymap reads it.
pub fn press_of(event: &KeyboardEvent) -> KeyPress {
    KeyPress {
        key: event.key(),
        code: event.code(),
        command: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    }
}

/// Whether a key belongs to what has the focus: a field that is written in, a button that is pressed,
/// a dialog that stands over the page.
pub fn belongs_elsewhere(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    if event.is_composing() || target.closest("dialog, [data-part=rescue]").ok().flatten().is_some() {
        return true;
    }
    let key = event.key();
    match target.tag_name().to_ascii_lowercase().as_str() {
        "textarea" | "select" => true,
        "input" => target.get_attribute("type").as_deref() != Some("file"),
        "button" | "summary" | "a" => matches!(key.as_str(), "Enter" | " "),
        _ => false,
    }
}

/// Whether a key was pressed in a field that is written in, outside of dialogs: the field, which gives up what was written
/// when it is [left](HtmlElement::blur) for a moment.
pub fn written_in(event: &KeyboardEvent) -> Option<HtmlElement> {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())?;
    let is_field = matches!(target.tag_name().to_ascii_lowercase().as_str(), "textarea" | "input");
    (is_field && target.closest("dialog").ok().flatten().is_none()).then_some(target)
}

/// The annotation on whose row in the list a key was pressed.
pub fn row_of(event: &KeyboardEvent) -> Option<String> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.get_attribute("data-row"))
}

/// Whether a key came from the list, where up and down go along its rows.
pub fn came_from_list(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.closest("[data-part=list]").ok().flatten()).is_some()
}

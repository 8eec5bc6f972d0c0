//! What happens after a panic: the page says so and offers the work as a file.
//!
//! The panel is made by hand: whatever draws the rest may be what broke.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

use crate::formats::guillemet_json;
use crate::messages::message;

use super::clipboard;
use super::handle::Handle;

thread_local! {
    static PANICKED: Cell<bool> = const { Cell::new(false) };
    static MOUNTED: RefCell<Vec<(Weak<Handle>, Element)>> = const { RefCell::new(Vec::new()) };
}

/// Whether the program has panicked: nothing may be asked of a session any more.
#[must_use]
pub fn has_panicked() -> bool {
    PANICKED.get()
}

/// Watches over an annotator from now on.
pub fn watch(handle: &Rc<Handle>, root: &Element) {
    MOUNTED.with_borrow_mut(|mounted| {
        mounted.retain(|(handle, _)| handle.strong_count() > 0);
        mounted.push((Rc::downgrade(handle), root.clone()));
    });
}

/// Offers the work of every annotator of the page; to be called by the panic hook.
pub fn offer_all(message: &str) {
    PANICKED.set(true);
    web_sys::console::error_1(&message.into());
    MOUNTED.with(|mounted| {
        // OK to give up where the list itself was being written: then nothing is mounted yet.
        let Ok(mounted) = mounted.try_borrow() else { return };
        for (handle, root) in mounted.iter() {
            if let Some(handle) = handle.upgrade() {
                let _ = offer(handle, root, message);
            }
        }
    });
}

fn offer(handle: Rc<Handle>, root: &Element, message: &str) -> Option<()> {
    if root.query_selector("[data-part=rescue]").ok()?.is_some() {
        return None;
    }
    // What broke takes no more clicks and keys.
    if let Some(broken) = root.first_element_child() {
        broken.set_attribute("inert", "").ok()?;
    }
    let locale = handle.locale();
    let document = root.owner_document()?;
    let make = |tag: &str, text: &str| -> Option<Element> {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        Some(element)
    };
    let panel = make("div", "")?;
    panel.set_attribute("data-part", "rescue").ok()?;
    panel.set_attribute("role", "alertdialog").ok()?;
    panel.set_attribute("class", "rescue").ok()?;
    let title = make("h2", &locale.say(message::rescue()))?;
    let advice = make("p", &locale.say(message::rescue_advice()))?;
    let detail = make("pre", message)?;
    let button = make("button", &locale.say(message::rescue_download()))?;
    button.set_attribute("data-action", "rescue-download").ok()?;
    let status = make("p", "")?;
    let (told, shown) = (status.clone(), detail.clone());
    let on_click = Closure::<dyn Fn()>::new(move || {
        // SAFETY: this runs only after a panic, in the one thread there is, and only reads.
        let session = unsafe { handle.session_after_panic() };
        let json = guillemet_json::write(session.dataset());
        let said = match clipboard::download("rescued.guillemet.json", "application/json", &json) {
            Ok(()) => message::rescue_downloaded(),
            Err(_) => {
                shown.set_text_content(Some(&json));
                message::rescue_refused()
            }
        };
        told.set_text_content(Some(&locale.say(said)));
    });
    button.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
    // The page is over: nothing is left to free it for.
    on_click.forget();
    for part in [&title, &advice, &button, &status] {
        panel.append_child(part).ok()?;
    }
    panel.append_child(&detail).ok()?;
    root.append_child(&panel).ok()?;
    button.dyn_ref::<web_sys::HtmlElement>()?.focus().ok()
}

//! What comes in and goes out of an annotator: files dropped or chosen, texts pasted, the document
//! downloaded or copied.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::browser::holding::all_here;
use crate::browser::{clipboard, clock, files};
use crate::formats::guillemet_json;
use crate::messages::message;
use crate::session::Action;

/// Loads what is pasted, unless it is pasted into a field.
pub fn on_paste(handle: &Rc<Handle>) -> Callback<Event> {
    let handle = handle.clone();
    Callback::from(move |event: Event| {
        let target = event.target_dyn_into::<Element>();
        if target.is_some_and(|target| target.closest("textarea, input, dialog").ok().flatten().is_some()) {
            return;
        }
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let Some(data) = data else { return };
        event.prevent_default();
        let pasted = files::dropped(Some(data.clone()));
        if pasted.is_empty() {
            let text = data.get_data("text/plain").unwrap_or_default();
            handle.dispatch(Action::Load(vec![files::pasted("", &text)]));
        } else {
            load_files(&handle, pasted);
        }
    })
}

/// Loads what is dropped: files, else text.
pub fn on_drop(handle: &Rc<Handle>, done: Callback<()>) -> Callback<DragEvent> {
    let handle = handle.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        done.emit(());
        let dropped = files::dropped(event.data_transfer());
        if dropped.is_empty() {
            let text =
                event.data_transfer().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            if !text.trim().is_empty() {
                handle.dispatch(Action::Load(vec![files::pasted("", &text)]));
            }
        } else {
            load_files(&handle, dropped);
        }
    })
}

/// Reads files and loads them in one gesture.
pub fn load_files(handle: &Rc<Handle>, list: Vec<web_sys::File>) {
    if list.is_empty() {
        return;
    }
    let handle = handle.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(incoming) = files::read(&handle, list).await {
            handle.dispatch(Action::Load(incoming));
        }
    });
}

/// Offers the document as a file, with all its articles.
pub fn download(handle: &Rc<Handle>) {
    // At once where all are in memory: a browser lets a page download what a click has just asked for.
    if !handle.session().has_shelved() {
        return download_what_is_here(handle);
    }
    let handle = handle.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let _held = all_here(&handle).await;
        download_what_is_here(&handle);
    });
}

fn download_what_is_here(handle: &Rc<Handle>) {
    let (name, json) = {
        let session = handle.session();
        (file_name(&session), whole(&session))
    };
    match clipboard::download(&name, "application/json", &json) {
        Ok(()) => {
            handle.dispatch(Action::Saved);
            handle.dispatch(Action::Notify { text: message::downloaded(name), error: false });
        }
        Err(_) => {
            let text = message::download_refused();
            handle.dispatch(Action::Notify { text, error: true });
        }
    }
}

/// The whole document.
pub fn whole(session: &crate::session::Session) -> String {
    guillemet_json::write_with(session.dataset(), session.guidelines())
}

/// Offers the scheme as a file without articles.
pub fn download_scheme(handle: &Rc<Handle>) {
    let json = guillemet_json::write_articles(handle.session().dataset(), &[]);
    let name = "scheme.guillemet.json";
    let (text, error) = match clipboard::download(name, "application/json", &json) {
        Ok(()) => (message::downloaded(name), false),
        Err(_) => (message::download_refused(), true),
    };
    handle.dispatch(Action::Notify { text, error });
}

/// Puts the document on the clipboard.
pub fn copy(handle: Rc<Handle>) {
    wasm_bindgen_futures::spawn_local(async move {
        let held = if handle.session().has_shelved() { Some(all_here(&handle).await) } else { None };
        let json = whole(&handle.session());
        drop(held);
        let (text, error) = match clipboard::copy(&json).await {
            Ok(()) => (message::copied(), false),
            Err(_) => (message::copy_refused(), true),
        };
        handle.dispatch(Action::Notify { text, error });
    });
}

/// The title of a single article, or the number of several, and the day.
fn file_name(session: &crate::session::Session) -> String {
    let documents = session.dataset().documents();
    let stem = match documents {
        [one] => one.article().metadata().title.clone(),
        many => format!("{}-articles", many.len()),
    };
    let safe = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    let mut name = String::new();
    for c in safe.take(60) {
        if c != '-' || !name.ends_with('-') {
            name.push(c);
        }
    }
    let name = name.trim_matches('-').to_lowercase();
    let name = if name.is_empty() { "article" } else { &name };
    let now = clock::moment().now;
    let day = now.0.get(..10).unwrap_or("undated");
    format!("{name}-{day}.guillemet.json")
}

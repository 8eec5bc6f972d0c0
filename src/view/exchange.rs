//! What comes in and goes out of an annotator: files dropped or chosen, texts pasted, the document
//! downloaded or copied.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, Document, DragEvent, Element, Node};
use yew::prelude::*;

use crate::browser::exporting::Exporting;
use crate::browser::files::{Dropped, Picked, Read};
use crate::browser::handle::Handle;
use crate::browser::holding::all_here;
use crate::browser::importing::{Importing, Stage, Stopped};
use crate::browser::{clipboard, clock, files};
use crate::formats::guillemet_json;
use crate::formats::kind::{is_foreign_name, is_text_name};
use crate::messages::{Message, message};
use crate::session::{Action, Incoming};

/// Takes in what is pasted, unless it is pasted into a field.
pub fn on_paste(handle: &Rc<Handle>, on_import: Callback<Rc<Importing>>) -> Callback<Event> {
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
            take_text(&handle, "", data.get_data("text/plain").unwrap_or_default(), on_import.clone());
        } else {
            take_dropped(&handle, pasted, on_import.clone());
        }
    })
}

/// Hears of a paste wherever the browser tells of it. Where nothing is selected and nothing can be written, Firefox tells
/// the body of the page, whatever has the focus.
pub fn listen_for_paste(root: &Element, document: &Document, on_paste: Callback<Event>) -> EventListener {
    let (root, page) = (root.clone(), document.clone());
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(document, "paste", options, move |event| {
        let told = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let told =
            if told == page.body().map(Node::from) { page.active_element().map(Node::from) } else { told };
        if root.contains(told.as_ref()) {
            on_paste.emit(event.clone());
        }
    })
}

/// Takes in what is dropped: files and folders, else text.
pub fn on_drop(
    handle: &Rc<Handle>,
    on_import: Callback<Rc<Importing>>,
    done: Callback<()>,
) -> Callback<DragEvent> {
    let handle = handle.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        done.emit(());
        let dropped = files::dropped(event.data_transfer());
        if dropped.is_empty() {
            let text =
                event.data_transfer().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            if !text.trim().is_empty() {
                take_text(&handle, "", text, on_import.clone());
            }
        } else {
            take_dropped(&handle, dropped, on_import.clone());
        }
    })
}

fn take_dropped(handle: &Rc<Handle>, dropped: Dropped, on_import: Callback<Rc<Importing>>) {
    let handle = handle.clone();
    spawn_local(async move {
        let (picked, missed) = dropped.opened().await;
        if let Some(first) = missed.first() {
            let text = message::files_missed(missed.len(), first.as_str());
            handle.dispatch(Action::Notify { text, error: true });
        }
        take(handle, picked, on_import).await;
    });
}

/// Takes in files.
pub fn take_files(handle: &Rc<Handle>, picked: Vec<Picked>, on_import: Callback<Rc<Importing>>) {
    spawn_local(take(handle.clone(), picked, on_import));
}

/// Takes in a text that was pasted.
pub fn take_text(handle: &Rc<Handle>, title: &str, text: String, on_import: Callback<Rc<Importing>>) {
    let Read { incoming, is_foreign } = files::pasted(title, &text);
    let handle = handle.clone();
    spawn_local(async move {
        let file = if is_foreign { files::as_file(&text) } else { None };
        if let Some(file) = file {
            match Importing::begin(&handle, &[&file]).await {
                Ok(Some(importing)) if importing.has_format() => return on_import.emit(importing),
                Ok(_) => {}
                Err(Stopped) => return,
            }
        }
        handle.dispatch(Action::Load(vec![incoming]));
    });
}

/// Loads files of ours at once, in one gesture. For others a person is asked first: `on_import`.
async fn take(handle: Rc<Handle>, picked: Vec<Picked>, on_import: Callback<Rc<Importing>>) {
    let named = |picked: &Picked| is_foreign_name(&picked.path);
    // Texts that lie beside the annotations of another program may be its articles.
    let any_named = picked.iter().any(named);
    let waits = |picked: &Picked| named(picked) || (any_named && is_text_name(&picked.path));
    let mut read: Vec<Option<Read>> = picked.iter().map(|_| None).collect();
    if !read_into(&handle, &picked, &mut read, |one| !waits(one)).await {
        return;
    }
    let is_foreign =
        |n: usize| named(&picked[n]) || read[n].as_ref().is_some_and(|read: &Read| read.is_foreign);
    let foreign: Vec<bool> = (0..picked.len()).map(is_foreign).collect();
    let mut trouble = None;
    if foreign.contains(&true) {
        let candidates = || (0..picked.len()).filter(|n| foreign[*n] || is_text_name(&picked[*n].path));
        let candidates: Vec<&Picked> = candidates().map(|n| &picked[n]).collect();
        match Importing::begin(&handle, &candidates).await {
            Err(Stopped) => return,
            Ok(None) => {
                for read in read.iter_mut().flatten().filter(|read| read.is_foreign) {
                    if let Err(why) = &mut read.incoming.content {
                        *why = message::foreign_no_worker_either(&*why);
                    }
                }
                trouble = any_named.then(message::foreign_no_worker);
            }
            Ok(Some(importing)) => {
                let failed = match &*importing.stage() {
                    Stage::Failed(why) => Some(why.clone()),
                    _ => None,
                };
                // Whoever gives data that nobody recognises may know what it is.
                if importing.has_format() || (any_named && failed.is_none()) {
                    let texts = importing.found().texts;
                    let taken = |n: usize| foreign[n] || (texts && is_text_name(&picked[n].path));
                    let rest: Vec<Picked> =
                        (0..picked.len()).filter(|n| !taken(*n)).map(|n| picked[n].clone()).collect();
                    let mut read: Vec<Option<Read>> = read
                        .into_iter()
                        .enumerate()
                        .filter(|(n, _)| !taken(*n))
                        .map(|(_, read)| read)
                        .collect();
                    if read_into(&handle, &rest, &mut read, |_| true).await && !read.is_empty() {
                        load(&handle, read);
                    }
                    return on_import.emit(importing);
                }
                trouble = failed;
            }
        }
    }
    if let Some(why) = trouble {
        for (n, read) in read.iter_mut().enumerate().filter(|(n, _)| named(&picked[*n])) {
            let incoming =
                Incoming { name: Message::verbatim(picked[n].file.name()), content: Err(why.clone()) };
            *read = Some(Read { incoming, is_foreign: true });
        }
    }
    if read_into(&handle, &picked, &mut read, |_| true).await && !read.is_empty() {
        load(&handle, read);
    }
}

/// Reads those files that are wanted and have not been read; whether the person let it.
async fn read_into(
    handle: &Rc<Handle>,
    picked: &[Picked],
    read: &mut [Option<Read>],
    wanted: impl Fn(&Picked) -> bool,
) -> bool {
    let places: Vec<usize> =
        (0..picked.len()).filter(|n| read[*n].is_none() && wanted(&picked[*n])).collect();
    let files: Vec<&Picked> = places.iter().map(|n| &picked[*n]).collect();
    let Some(came) = files::read(handle, &files).await else { return false };
    for (place, one) in places.into_iter().zip(came) {
        read[place] = Some(one);
    }
    true
}

fn load(handle: &Handle, read: Vec<Option<Read>>) {
    handle.dispatch(Action::Load(read.into_iter().flatten().map(|read| read.incoming).collect()));
}

/// What is written in some tens of milliseconds, in bytes of text, with so many for each annotation.
const SOON_WRITTEN: usize = 300_000;
const ANNOTATION: usize = 100;

/// Offers the document as a file, with all its articles: at once where there is little, else by a worker, while the
/// page goes on.
pub fn download(handle: &Rc<Handle>) {
    let is_little = {
        let session = handle.session();
        let sizes = session.dataset().documents().iter();
        let sizes = sizes.map(|one| one.article().text().len() + ANNOTATION * one.annotations().len());
        !session.has_shelved() && sizes.sum::<usize>() < SOON_WRITTEN
    };
    if is_little {
        return download_what_is_here(handle);
    }
    let handle = handle.clone();
    spawn_local(async move {
        let task = handle.begin();
        let revision = handle.session().revision();
        match Exporting::written(&handle, guillemet_json::FORMAT.to_owned(), Some(&task)).await {
            Ok(written) => {
                let name = file_name(&handle.session());
                let is_whole = written.missing == 0 && handle.session().revision() == revision;
                downloaded(&handle, name, clipboard::download_file, &written.file, is_whole);
                tell_missing(&handle, written.missing);
            }
            Err(_) if task.is_stopped() => {}
            Err(Some(text)) => handle.dispatch(Action::Notify { text, error: true }),
            Err(None) => {
                let _held = all_here(&handle).await;
                download_what_is_here(&handle);
            }
        }
    });
}

fn download_what_is_here(handle: &Rc<Handle>) {
    let (name, json, missing) = {
        let session = handle.session();
        (file_name(&session), whole(&session), session.count_shelved())
    };
    let offer = |name: &str, json: &str| clipboard::download(name, "application/json", json);
    downloaded(handle, name, offer, &json, missing == 0);
    tell_missing(handle, missing);
}

/// Offers a file and says so; nothing is unsaved if it holds all of the work as it is now.
fn downloaded<T: ?Sized>(
    handle: &Rc<Handle>,
    name: String,
    offer: impl FnOnce(&str, &T) -> Result<(), wasm_bindgen::JsValue>,
    file: &T,
    is_whole: bool,
) {
    let (text, error) = match offer(&name, file) {
        Ok(()) => {
            if is_whole {
                handle.dispatch(Action::Saved);
            }
            (message::downloaded(name), false)
        }
        Err(_) => (message::download_refused(), true),
    };
    handle.dispatch(Action::Notify { text, error });
}

fn tell_missing(handle: &Handle, missing: usize) {
    if missing > 0 {
        handle.dispatch(Action::Notify { text: message::export_missing(missing), error: true });
    }
}

/// The whole document.
pub fn whole(session: &crate::session::Session) -> String {
    guillemet_json::write(session.dataset())
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
    spawn_local(async move {
        let held = if handle.session().has_shelved() { Some(all_here(&handle).await) } else { None };
        let (json, missing) = (whole(&handle.session()), handle.session().count_shelved());
        drop(held);
        let (text, error) = match clipboard::copy(&json).await {
            Ok(()) => (message::copied(), false),
            Err(_) => (message::copy_refused(), true),
        };
        handle.dispatch(Action::Notify { text, error });
        tell_missing(&handle, missing);
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

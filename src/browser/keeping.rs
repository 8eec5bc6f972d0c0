//! Carries what the session asks of the keeper to a worker of its own, and back what it tells.
//!
//! A keeper that breaks is started anew when something is asked again, and told which data set is open: the session
//! hears what is there by then. A backup is put together here, part by part, and offered as a file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::handle::{Handle, Task};
use super::later::after;
use super::worker::{Heard, Running};
use super::{backup_file, clipboard, clock, rescue};
use crate::journal::{Ask, Gate, Ticket, Told, Trouble};
use crate::messages::message;
use crate::session::{Action, Standing};
use crate::worker::protocol::{Answer, Request};

/// So long after something could not be kept, it is tried again.
const TRY_AGAIN_MS: i32 = 10_000;

/// The keeper of one annotator.
#[derive(Default)]
pub struct Keeper {
    running: RefCell<Option<Running>>,
    gate: RefCell<Gate>,
    backup: RefCell<Option<Backup>>,
    /// The file that is kept up to date, which the keeper has told of: the browser may be asked about it.
    pub(super) file: RefCell<Option<JsValue>>,
    /// Whether the page no longer shows this annotator: what is on its way is still written.
    is_leaving: Cell<bool>,
}

/// A backup that is being put together.
struct Backup {
    ticket: Ticket,
    parts: Array,
    task: Task,
}

impl Keeper {
    /// Asks the keeper, which is started if it does not run.
    pub(super) fn ask(&self, handle: &Rc<Handle>, ask: &Ask) {
        self.ask_along(handle, ask, None);
    }

    /// The same with a file.
    pub(super) fn ask_along(&self, handle: &Rc<Handle>, ask: &Ask, file: Option<&JsValue>) {
        if self.running.borrow().is_none() {
            let Some(running) = start(handle) else {
                let why = "this page has no worker to keep it in".to_owned();
                return tell(handle, Told::Unavailable(Trouble::Failed(why.to_string())));
            };
            let before = self.gate.borrow_mut().started(ask, handle.session().open_dataset());
            if let Some(before) = before {
                running.ask(&Request::Keep(before), None);
            }
            *self.running.borrow_mut() = Some(running);
        }
        if !self.gate.borrow_mut().lets(ask) {
            if matches!(ask, Ask::Back { .. }) {
                handle.dispatch(Action::Notify { text: message::backup_failed(), error: true });
            }
            return;
        }
        match ask {
            Ask::Persist => return persist(handle),
            Ask::Back { ticket } => {
                let task = handle.begin();
                task.tell(message::backing_up(0_usize));
                *self.backup.borrow_mut() = Some(Backup { ticket: *ticket, parts: Array::new(), task });
            }
            _ => {}
        }
        if let Some(running) = &*self.running.borrow() {
            running.ask(&Request::Keep(ask.clone()), file);
        }
    }

    /// The database that was opened last.
    pub(super) fn database(&self) -> Option<String> {
        self.gate.borrow().database().map(str::to_owned)
    }

    /// Ends the keeper as soon as all that was done is on disk.
    pub(super) fn leave(&self, handle: &Rc<Handle>) {
        self.is_leaving.set(true);
        self.end_if_done(handle);
    }

    fn end_if_done(&self, handle: &Rc<Handle>) {
        if self.is_leaving.get() && handle.session().standing() != Standing::Saving {
            // Not at once: this may be called by the very worker that is to be ended.
            let handle = handle.clone();
            wasm_bindgen_futures::spawn_local(async move { drop(handle.keeper.running.take()) });
        }
    }

    fn broke(&self, handle: &Rc<Handle>) {
        let Some(running) = self.running.take() else { return };
        let had_run = running.has_run();
        let stopped = Trouble::Failed("the worker that keeps it has stopped".to_owned());
        if had_run
            && matches!(handle.session().standing(), Standing::Saved | Standing::Saving | Standing::Stuck(_))
        {
            tell(handle, Told::NotWritten { ticket: 0, trouble: stopped });
        } else {
            tell(handle, Told::Unavailable(stopped));
        }
        self.give_up_backup(handle);
        // It may be running this very code.
        wasm_bindgen_futures::spawn_local(async move { drop(running) });
        try_again_later(handle);
    }

    fn give_up_backup(&self, handle: &Rc<Handle>) {
        if self.backup.take().is_some() {
            handle.dispatch(Action::Notify { text: message::backup_failed(), error: true });
        }
    }

    fn hear(&self, handle: &Rc<Handle>, told: Told) {
        self.gate.borrow_mut().hears(&told);
        match told {
            Told::Backed { ticket, bytes, articles, is_first, is_last } => {
                if let Some(backup) = self.backup.borrow().as_ref().filter(|_| is_first) {
                    backup.parts.set_length(0);
                }
                self.back_up(handle, ticket, &bytes, articles, is_last);
            }
            Told::NotBacked { ticket, .. } => {
                let is_this = self.backup.borrow().as_ref().is_some_and(|backup| backup.ticket == ticket);
                if is_this {
                    self.give_up_backup(handle);
                }
            }
            told => {
                let is_trouble = matches!(told, Told::NotWritten { .. } | Told::Unavailable(_));
                tell(handle, told);
                if is_trouble {
                    try_again_later(handle);
                }
            }
        }
        self.end_if_done(handle);
    }

    fn back_up(&self, handle: &Rc<Handle>, ticket: Ticket, bytes: &[u8], articles: u32, is_last: bool) {
        let parts = {
            let backup = self.backup.borrow();
            let Some(backup) = backup.as_ref().filter(|backup| backup.ticket == ticket) else { return };
            if backup.task.is_stopped() {
                None
            } else {
                let part = Array::of1(&Uint8Array::from(bytes));
                // A blob at once: the browser puts many of them on the disk, where bytes would stay in memory.
                match Blob::new_with_u8_array_sequence(&part) {
                    Ok(blob) => backup.parts.push(&blob),
                    Err(_) => backup.parts.push(&part.get(0)),
                };
                backup.task.tell(message::backing_up(articles as usize));
                Some(backup.parts.clone())
            }
        };
        let Some(parts) = parts else {
            *self.backup.borrow_mut() = None;
            return self.ask(handle, &Ask::Stop(ticket));
        };
        if !is_last {
            return;
        }
        drop(self.backup.take());
        let day = clock::moment().now.0.get(..10).unwrap_or("undated").to_owned();
        let name = file_name(handle, &format!("-{day}"));
        match clipboard::download_parts(&name, "application/jsonl", &parts) {
            Ok(()) => {
                handle.dispatch(Action::Saved);
                handle.dispatch(Action::Notify { text: message::downloaded(name.as_str()), error: false });
            }
            Err(_) => {
                handle.dispatch(Action::Notify { text: message::download_refused(), error: true });
            }
        }
    }
}

/// What a backup is called: by the data set, and something behind.
pub(super) fn file_name(handle: &Handle, more: &str) -> String {
    let name = handle.session().dataset_row().map(|row| row.name.clone()).unwrap_or_default();
    let safe: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let safe = safe.trim_matches('-').to_lowercase();
    format!("{}{more}.guillemet.jsonl", if safe.is_empty() { "guillemet" } else { &safe })
}

fn start(handle: &Rc<Handle>) -> Option<Running> {
    handle.start_worker(|handle, heard| match heard {
        Heard::Answer(Answer::Kept(told)) => handle.keeper.hear(handle, told),
        Heard::Kept(told, file) => backup_file::found(handle, told, file),
        Heard::Answer(_) | Heard::File(..) => {}
        Heard::Broken => handle.keeper.broke(handle),
    })
}

/// Asks the browser never to clear the database by itself: no worker can. What it says shows in the measures.
fn persist(handle: &Rc<Handle>) {
    let storage = web_sys::window().map(|window| window.navigator().storage());
    // There is none on a page that came over an open connection.
    let Some(storage) = storage.filter(|storage| storage.is_object()) else { return };
    let Ok(asked) = storage.persist() else { return };
    let handle = Rc::downgrade(handle);
    wasm_bindgen_futures::spawn_local(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
        if let Some(handle) = handle.upgrade().filter(|_| !rescue::has_panicked()) {
            handle.keeper.ask(&handle, &Ask::Measure);
        }
    });
}

fn tell(handle: &Rc<Handle>, told: Told) {
    handle.dispatch(Action::Kept(told));
}

/// Saving resumes by itself when it can.
fn try_again_later(handle: &Rc<Handle>) {
    let weak = Rc::downgrade(handle);
    after(TRY_AGAIN_MS, move || {
        let Some(handle) = weak.upgrade() else { return };
        let standing = handle.session().standing();
        let may_pass = match standing {
            Standing::Stuck(_) => true,
            Standing::Unavailable(Trouble::HeldByOlderTab | Trouble::Full) => true,
            // It was there before.
            Standing::Unavailable(Trouble::Failed(_)) => !handle.session().open_dataset().is_empty(),
            _ => false,
        };
        if may_pass {
            handle.dispatch(Action::KeepAgain);
        }
    });
}

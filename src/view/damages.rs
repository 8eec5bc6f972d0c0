//! What is here and in no database any more, as files: rows that could not be read, for whoever can repair them, and
//! articles with what was not saved when another tab took over.

use std::rc::Rc;

use serde::Serialize;

use crate::browser::clipboard;
use crate::browser::handle::Handle;
use crate::formats::guillemet_json;
use crate::journal::{Damage, Fault};
use crate::messages::message;
use crate::session::Action;

#[derive(Serialize)]
struct DamageValue {
    table: &'static str,
    dataset: String,
    article: Option<String>,
    gesture: Option<u32>,
    fault: &'static str,
    /// The bytes of the row, in hexadecimal.
    bytes: String,
}

impl DamageValue {
    fn new(damage: &Damage) -> Self {
        let fault = match damage.fault {
            Fault::Broken => "broken",
            Fault::Newer => "newer",
            Fault::Misfit => "misfit",
        };
        Self {
            table: damage.table.name(),
            dataset: damage.key.dataset.clone(),
            article: damage.key.article.as_ref().map(ToString::to_string),
            gesture: damage.key.gesture,
            fault,
            bytes: damage.bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

/// Offers what was set aside as a file.
pub fn download_damages(handle: &Rc<Handle>) {
    let values: Vec<_> = handle.session().damages().iter().map(DamageValue::new).collect();
    // Plain values always become JSON.
    let json = serde_json::to_string_pretty(&values).unwrap_or_default();
    if clipboard::download("guillemet-set-aside.json", "application/json", &json).is_err() {
        handle.dispatch(Action::Notify { text: message::download_refused(), error: true });
    }
}

/// Offers as a file what was not saved when another tab took over.
pub fn download_left_over(handle: &Rc<Handle>) {
    let left = handle.session().left_over().map(guillemet_json::write);
    let Some(json) = left else { return };
    let told = match clipboard::download("left-over.guillemet.json", "application/json", &json) {
        Ok(()) => Action::LeftOverFiled,
        Err(_) => Action::Notify { text: message::download_refused(), error: true },
    };
    handle.dispatch(told);
}

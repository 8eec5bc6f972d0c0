//! The rows that could not be read, as a file: whoever can repair them has all that is left.

use std::rc::Rc;

use serde::Serialize;

use crate::browser::clipboard;
use crate::browser::handle::Handle;
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

//! The file that is kept up to date: chosen by a person, and let be written by one. Only a page may ask for either; all
//! else is the keeper's.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::handle::Handle;
use super::{keeping, rescue};
use crate::journal::{Ask, BackupFile, FileState, Told};
use crate::messages::message;
use crate::session::Action;

/// Whether the browser lets a person choose such a file.
#[must_use]
pub fn is_offered() -> bool {
    picker().is_some()
}

fn picker() -> Option<Function> {
    Reflect::get(web_sys::window()?.as_ref(), &"showSaveFilePicker".into()).ok()?.dyn_into().ok()
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        // A new object takes any key.
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    object.into()
}

/// Has the person choose the file. To be called while their click lasts.
pub fn choose(handle: &Rc<Handle>) {
    let Some(picker) = picker() else { return };
    let types = object([("accept", object([("application/jsonl", Array::of1(&".jsonl".into()).into())]))]);
    let options = object([
        ("suggestedName", keeping::file_name(handle, "-backup").into()),
        ("types", Array::of1(&types).into()),
    ]);
    let chosen = picker.call1(&JsValue::UNDEFINED, &options);
    let handle = handle.clone();
    spawn_local(async move {
        match settled(chosen).await {
            Ok(file) if !rescue::has_panicked() => {
                handle.keeper.ask_along(&handle, &Ask::KeepFile, Some(&file));
            }
            Err(error) if !is_abort(&error) => {
                handle.dispatch(Action::Notify { text: message::backup_file_refused(), error: true });
            }
            _ => {}
        }
    });
}

/// Takes in the file that is kept. If it is one of an earlier visit and the browser remembers that it may be written,
/// nobody need be asked.
pub(super) fn found(handle: &Rc<Handle>, told: Told, file: JsValue) {
    *handle.keeper.file.borrow_mut() = Some(file);
    match &told {
        Told::File(Some(BackupFile { state: FileState::Asks, .. })) => {
            use_if_granted(handle, "queryPermission", Some(told));
        }
        _ => handle.dispatch(Action::Kept(told)),
    }
}

/// Asks the person whether the file may be written. To be called while their click lasts.
pub fn allow(handle: &Rc<Handle>) {
    use_if_granted(handle, "requestPermission", None);
}

/// Has the file written if the browser lets it be, and else tells this.
fn use_if_granted(handle: &Rc<Handle>, how: &str, otherwise: Option<Told>) {
    let Some(file) = handle.keeper.file.borrow().clone() else { return };
    let asks = Reflect::get(&file, &how.into()).and_then(|asks| asks.dyn_into::<Function>());
    let asked = asks.and_then(|asks| asks.call1(&file, &object([("mode", "readwrite".into())])));
    let handle = handle.clone();
    spawn_local(async move {
        let is_granted = settled(asked).await.is_ok_and(|state| state == "granted");
        if rescue::has_panicked() {
            return;
        }
        if is_granted {
            handle.keeper.ask(&handle, &Ask::UseFile);
        } else if let Some(told) = otherwise {
            handle.dispatch(Action::Kept(told));
        }
    });
}

async fn settled(promise: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&promise?)).await
}

fn is_abort(error: &JsValue) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|name| name == "AbortError")
}

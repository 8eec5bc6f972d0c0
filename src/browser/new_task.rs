//! What is done in a task of its own, so that the page can draw and hear before.

use wasm_bindgen::prelude::*;
use web_sys::MessageChannel;

use super::rescue;

/// Does something once what waits already was done, and without the pause that a timer may make. Not after a panic.
pub fn in_new_task(run: impl FnOnce() + 'static) {
    put(Box::new(run));
}

fn put(run: Box<dyn FnOnce()>) {
    // Every browser has channels; and a message is refused only for what cannot be cloned.
    let Ok(channel) = MessageChannel::new() else { return run() };
    let port = channel.port1();
    let heard = Closure::once_into_js(move || {
        // An open one would be kept for ever.
        port.close();
        if !rescue::has_panicked() {
            run();
        }
    });
    channel.port1().set_onmessage(Some(heard.unchecked_ref()));
    let _ = channel.port2().post_message(&JsValue::NULL);
}

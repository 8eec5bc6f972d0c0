//! What is done later: in a task of its own, after a pause, before the next frame. The page can draw and hear before. None
//! of it is done after a panic.

use wasm_bindgen::prelude::*;
use web_sys::MessageChannel;

use super::rescue;

/// Does something once what waits already was done, and without the pause that a timer may make.
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
        unless_panicked(run);
    });
    channel.port1().set_onmessage(Some(heard.unchecked_ref()));
    let _ = channel.port2().post_message(&JsValue::NULL);
}

/// Does something after a pause, in milliseconds; soon, if there is none.
pub fn after(milliseconds: i32, run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(move || unless_panicked(run));
    if let Some(window) = web_sys::window() {
        let run = run.unchecked_ref();
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(run, milliseconds);
    }
}

/// Does something before the next frame, after what a scroll brings into the page is drawn. A page that nobody sees has no
/// frames.
pub fn at_next_frame(run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(move || unless_panicked(run));
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(run.unchecked_ref());
    }
}

fn unless_panicked(run: impl FnOnce()) {
    if !rescue::has_panicked() {
        run();
    }
}

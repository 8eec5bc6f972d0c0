//! What must be done before anything else happens, once what is being drawn stands in the page: no key and no frame may
//! come between. It knows nothing of what it does.

use wasm_bindgen_futures::spawn_local;

/// Runs something when the drawing that goes on has reached the page.
///
/// Yew calls `rendered` in the same task only where all of the drawing took less than 16 ms; else it lets the browser go
/// on first, which may well show the frame, tell of a key, or scroll. What is asked for here comes before that. It may
/// come before `rendered` or after it, and must not ask for a drawing itself: that would wait with all else.
pub fn once_drawn(run: impl FnOnce() + 'static) {
    spawn_local(async move { run() });
}

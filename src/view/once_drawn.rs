//! What must be done before anything else happens, once what is being drawn stands in the page: no key and no frame may
//! come between. It knows nothing of what it does.

use std::pin::pin;
use std::task::{Context, Waker};

use wasm_bindgen_futures::spawn_local;

use crate::browser::rescue;

/// Runs something when the drawing that goes on has reached the page.
///
/// Yew calls `rendered` in the same task only where all of the drawing took less than 16 ms; else it lets the browser go
/// on first, which may well show the frame, tell of a key, or scroll. What is asked for here comes before that. It may
/// come before `rendered` or after it, and must not ask for a drawing itself: that would wait with all else.
///
/// None of it is done after a panic. What is drawn for the first time is there by then. A component that stands in the page already may not have taken in
/// what it is given now: Yew lets the browser go on before that too. Who needs it calls [`finish_drawing`].
pub fn once_drawn(run: impl FnOnce() + 'static) {
    spawn_local(async move {
        if !rescue::has_panicked() {
            run();
        }
    });
}

/// Has Yew do all that waits, `rendered` too: it takes as long as it takes, so nobody should ask without need. Must not be
/// called while Yew draws.
pub fn finish_drawing() {
    // Yew offers this to tests, which wait for the end; here it is wanted at once or not at all.
    let _ = pin!(yew::scheduler::flush()).poll(&mut Context::from_waker(Waker::noop()));
}

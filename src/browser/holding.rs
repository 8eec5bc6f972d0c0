//! All articles in memory, as long as a [`Held`] lives.

use std::rc::Rc;

use crate::session::Action;

use super::handle::Handle;

/// Dropped, the articles may go out of memory again.
pub struct Held(Rc<Handle>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.dispatch(Action::Release);
    }
}

/// Waits until all articles that can be had are in memory.
pub async fn all_here(handle: &Rc<Handle>) -> Held {
    let waiting = handle.when_all_here();
    let held = Held(handle.clone());
    handle.dispatch(Action::HoldAll);
    waiting.await;
    held
}

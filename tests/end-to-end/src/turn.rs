//! Whose turn it is: tests run in as many threads as there are cores, browsers do not.

use std::cell::Cell;
use std::sync::{Condvar, Mutex, PoisonError};

/// How many browsers run at once: more make a small machine slow and the tests fickle.
const AT_ONCE: usize = 2;

/// One of the few places for a running browser; a test that starts several browsers has one place.
pub struct Turn;

static TAKEN: Mutex<usize> = Mutex::new(0);
static LEFT: Condvar = Condvar::new();

thread_local! {
    static OURS: Cell<usize> = const { Cell::new(0) };
}

impl Turn {
    /// Waits for a place.
    pub fn take() -> Self {
        if OURS.get() == 0 {
            let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
            let mut taken =
                LEFT.wait_while(taken, |taken| *taken >= AT_ONCE).unwrap_or_else(PoisonError::into_inner);
            *taken += 1;
        }
        OURS.set(OURS.get() + 1);
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        OURS.set(OURS.get() - 1);
        if OURS.get() == 0 {
            *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
            LEFT.notify_one();
        }
    }
}

//! A caret that stands still while it moves, as one that blinks may be out just when it is looked for, and blinks once it
//! rests. To begin a blinking takes the browser a second frame, too, which no key is to wait for. Knows no place.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlElement;

use crate::browser::later::after;

/// So long it stands before it blinks, in milliseconds.
const STILL_MS: i32 = 500;

/// The attribute of one that blinks.
const BLINKS: &str = "data-blinks";

/// How often it has moved.
#[derive(Default)]
pub struct Blinking(Rc<Cell<u32>>);

impl Blinking {
    /// It was put somewhere, or hidden.
    pub fn moved(&self, caret: &HtmlElement) {
        let count = self.0.get().wrapping_add(1);
        self.0.set(count);
        let _ = caret.remove_attribute(BLINKS);
        if caret.hidden() {
            return;
        }
        let (moves, caret) = (self.0.clone(), caret.clone());
        after(STILL_MS, move || {
            if moves.get() == count {
                let _ = caret.set_attribute(BLINKS, "");
            }
        });
    }
}

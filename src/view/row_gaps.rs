//! What stands in a long list for the rows that are not drawn: a gap above the others and one below, as high as those
//! rows would be. It knows nothing of the rows.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::once_drawn::once_drawn;

/// How many rows the gaps above and below stand for.
type Counts = (usize, usize);

/// The gaps of a list whose rows have one height.
#[derive(Clone)]
pub struct RowGaps {
    list: NodeRef,
    /// The height of a row, in pixels.
    row: f64,
    /// As they are to be, and as they were made last.
    counts: Rc<Cell<(Option<Counts>, Option<Counts>)>>,
}

impl RowGaps {
    pub fn new(list: NodeRef, row: f64) -> Self {
        Self { list, row, counts: Rc::default() }
    }

    /// The rows between their gaps, which are to stand for so many rows.
    pub fn around(&self, rows: impl Iterator<Item = Html>, counts: Counts) -> Html {
        self.counts.set((Some(counts), self.counts.get().1));
        let gaps = self.clone();
        // A browser that scrolled to a new row between the old gaps would go to somewhere else.
        once_drawn(move || gaps.make());
        let gap = |name: &'static str| html! { <li key={name} class="row-gap" data-row-gap={name} aria-hidden="true"></li> };
        std::iter::once(gap("above")).chain(rows).chain(std::iter::once(gap("below"))).collect()
    }

    /// The list has none now.
    pub fn forget(&self) {
        self.counts.take();
    }

    /// Makes them as high as they are to be, where they stand in the page.
    pub fn make(&self) {
        let (Some(wanted), made) = self.counts.get() else { return };
        let Some(list) = self.list.cast::<Element>().filter(|_| made != Some(wanted)) else { return };
        let mut is_made = true;
        for (name, rows) in [("above", wanted.0), ("below", wanted.1)] {
            let gap = list.query_selector(&format!("[data-row-gap={name}]")).ok().flatten();
            match gap.and_then(|gap| gap.dyn_into::<HtmlElement>().ok()) {
                Some(gap) => {
                    let _ = gap.style().set_property("height", &format!("{}px", rows as f64 * self.row));
                }
                None => is_made = false,
            }
        }
        if is_made {
            self.counts.set((Some(wanted), Some(wanted)));
        }
    }
}

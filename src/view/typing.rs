//! A field whose text is taken while it is written, whenever the person rests: what is told as saved has it.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser::later::after;

/// Whoever rests so long has written something.
const REST_MS: i32 = 700;

/// Calls `take` with the text as soon as nothing was typed for a moment.
pub fn on_rest(take: impl Fn(String) + Clone + 'static) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| {
        let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
        let (take, typed) = (take.clone(), field.value());
        after(REST_MS, move || {
            // Typed on, it is taken later; left, it was taken then, and the field may be gone.
            if field.is_connected() && field.value() == typed {
                take(typed);
            }
        });
    })
}

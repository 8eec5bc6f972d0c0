//! What the annotators agreed on, in reach beside the text.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::message;

/// What it needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose guidelines they are.
    pub handle: Rc<Handle>,
    /// Asks to write them.
    pub on_edit: Callback<()>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The guidelines; nothing where there are none.
#[component]
pub fn Guidelines(props: &Props) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let text = session.guidelines();
    if text.trim().is_empty() {
        return Html::default();
    }
    html! {
        <details class="guidelines" data-part="guidelines">
            <summary>{ locale.say(message::guidelines()) }</summary>
            <p dir="auto" tabindex="0">{ text.to_owned() }</p>
            <button type="button" class="link" data-action="edit-guidelines" onclick={props.on_edit.reform(|_: MouseEvent| ())}>{ locale.say(message::guidelines_edit()) }</button>
        </details>
    }
}

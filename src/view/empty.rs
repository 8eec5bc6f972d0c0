//! What stands where the text would, as long as there is none: what this is for, and how to begin.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::message;
use crate::session::keymap::Deed;

use super::annotator::Dialog;
use super::details::with_keys;

/// What the empty state needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose it is.
    pub handle: Rc<Handle>,
    /// Asks for files.
    pub on_load: Callback<()>,
    /// Asks for a dialog.
    pub on_dialog: Callback<Dialog>,
    /// Begins the tour.
    pub on_tour: Callback<()>,
}

/// The language or a key may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// How to begin.
#[component]
pub fn Empty(props: &Props) -> Html {
    let locale = props.handle.locale();
    let key = props.handle.session().keymap().told(Deed::Load);
    html! {
        <section class="empty" data-part="empty">
            <h1>{ locale.say(message::empty()) }</h1>
            <p>{ locale.say(message::empty_what()) }</p>
            <p>{ with_keys(&locale.say(message::empty_how(key))) }</p>
            <p class="line">
                <button type="button" class="primary" data-action="begin-load" onclick={props.on_load.reform(|_: MouseEvent| ())}>{ locale.say(message::load()) }</button>
                <button type="button" data-action="begin-paste" onclick={props.on_dialog.reform(|_: MouseEvent| Dialog::Paste)}>{ locale.say(message::paste()) }</button>
                <button type="button" data-action="tour" onclick={props.on_tour.reform(|_: MouseEvent| ())}>{ locale.say(message::tour_begin()) }</button>
            </p>
            <p class="hint">{ locale.say(message::empty_private()) }</p>
        </section>
    }
}

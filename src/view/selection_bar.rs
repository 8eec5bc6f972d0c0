//! The small bar at the selection: one button a label.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::message;
use crate::session::Action;

use super::header::keep_focus;
use super::label_words::description;

/// What the bar needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose bar it is.
    pub handle: Rc<Handle>,
    /// The element, which the annotator puts in its place.
    pub bar: NodeRef,
}

/// The session may have changed: the bar is small and drawn each time.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The bar; hidden while nothing is selected.
#[component]
pub fn SelectionBar(props: &Props) -> Html {
    let locale = props.handle.locale();
    let session = props.handle.session();
    let shown = session.selection().is_some_and(|selection| !selection.span().is_empty());
    let buttons = session.dataset().scheme().labels.iter().enumerate().map(|(n, label)| {
        let (handle, name) = (props.handle.clone(), label.name.clone());
        let onclick = Callback::from(move |event: MouseEvent| {
            handle.dispatch(Action::UseLabel { label: name.clone(), as_is: event.alt_key() });
        });
        html! {
            <button type="button" class={classes!("pen", format!("label-{n}"))} data-label={label.name.to_string()}
                title={locale.say(message::as_is(description(&locale, label)))} onmousedown={keep_focus()} {onclick}>
                <kbd>{ label.key }</kbd><span class="label-name">{ label.name.as_str() }</span>
            </button>
        }
    });
    html! {
        <div class="selection-bar" role="toolbar" aria-label={locale.say(message::label_selection())} data-part="toolbar" ref={props.bar.clone()} hidden={!shown}>
            { for buttons }
        </div>
    }
}

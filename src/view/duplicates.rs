//! What is asked when articles are loaded that are here already.

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Message, message};
use crate::session::{Action, Twins};

use super::articles::title_of;

/// What the question needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose question it is.
    pub handle: Rc<Handle>,
}

/// The question stands until it is answered.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The question. Whoever closes it loads nothing.
#[component]
pub fn Duplicates(props: &Props) -> Html {
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = element.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        });
    }
    let session = props.handle.session();
    let Some(question) = session.question() else { return Html::default() };
    let answer = |twins: Twins| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(Action::AnswerTwins(twins)))
    };
    let on_close = {
        let handle = props.handle.clone();
        Callback::from(move |_: Event| handle.dispatch(Action::AnswerTwins(Twins::Cancel)))
    };
    let locale = props.handle.locale();
    let say = |message: Message| locale.say(message);
    let rows = question.duplicates.iter().take(MOST_ROWS).map(|one| {
        let twin = || message::quoted(title_of(&locale, &one.twin));
        let same = say(match (&one.here, one.title == one.twin) {
            (Some(_), true) => message::twin_here(),
            (Some(_), false) => message::twin_here_as(twin()),
            (None, true) => message::twin_before(),
            (None, false) => message::twin_before_as(twin()),
        });
        html! {
            <li><strong dir="auto">{ title_of(&locale, &one.title) }</strong>{ " " }<span class="hint">{ same }</span></li>
        }
    });
    let count = question.duplicates.len();
    let articles = question.articles;
    let (skip, all) = if articles == count {
        (say(message::twins_leave_out(count)), say(message::twins_load_anyway(count)))
    } else {
        (say(message::twins_load_others(articles - count)), say(message::twins_load_all(articles)))
    };
    html! {
        <dialog ref={element} class="dialog narrow" data-part="duplicates" aria-label={say(message::twins_title())} onclose={on_close}>
            <div class="dialog-head">
                <h2>{ say(message::twins_title()) }</h2>
                <button type="button" class="quiet" data-action="close" aria-label={say(message::cancel())} onclick={answer(Twins::Cancel)}>{ "×" }</button>
            </div>
            <p>{ say(question.sentence()) }</p>
            <ul class="plain-list">{ for rows }</ul>
            if count > MOST_ROWS {
                <p class="hint">{ say(message::and_more(count - MOST_ROWS)) }</p>
            }
            <div class="dialog-foot">
                <button type="button" data-action="twins-cancel" onclick={answer(Twins::Cancel)}>{ say(message::cancel()) }</button>
                <span class="spring"></span>
                <button type="button" data-action="twins-load" onclick={answer(Twins::Load)}>{ all }</button>
                <button type="button" class="primary" data-action="twins-skip" onclick={answer(Twins::Skip)}>{ skip }</button>
            </div>
        </dialog>
    }
}

/// Nobody reads more; the page should not be asked to hold them.
const MOST_ROWS: usize = 200;

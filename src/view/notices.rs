//! What the person is told: messages that can be opened and taken away.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::message;
use crate::session::{Action, NoticeKind};

/// What the messages need.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose messages they are.
    pub handle: Rc<Handle>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The messages, the newest last.
#[component]
pub fn Notices(props: &Props) -> Html {
    let locale = props.handle.locale();
    let session = props.handle.session();
    let items = session.notices().iter().map(|notice| {
        let id = notice.id;
        let handle = props.handle.clone();
        let task = if let NoticeKind::Progress(task) = notice.kind { Some(task) } else { None };
        let dismiss = Callback::from(move |_: MouseEvent| {
            handle.dispatch(task.map_or(Action::Dismiss(id), Action::Stop));
        });
        let class = match notice.kind {
            NoticeKind::Progress(_) => "progress",
            NoticeKind::Done => "done",
            NoticeKind::Refused | NoticeKind::Problem => "problem",
        };
        html! {
            <li key={id} class={classes!("notice", class)} data-notice={class}>
                <div>
                    <p>{ locale.say(&notice.text) }</p>
                    if !notice.details.is_empty() {
                        <details open={notice.details.len() <= 3}>
                            <summary>{ locale.say(message::details(notice.details.len())) }</summary>
                            <ul>{ for notice.details.iter().take(MOST_DETAILS).map(|line| html! { <li>{ locale.say(line) }</li> }) }</ul>
                            if notice.details.len() > MOST_DETAILS {
                                <p>{ locale.say(message::and_more(notice.details.len() - MOST_DETAILS)) }</p>
                            }
                        </details>
                    }
                </div>
                if task.is_some() {
                    <button type="button" data-action="stop" onclick={dismiss}>{ locale.say(message::stop()) }</button>
                } else {
                    <button type="button" class="quiet" data-action="dismiss" aria-label={locale.say(message::dismiss())} onclick={dismiss}>{ "×" }</button>
                }
            </li>
        }
    });
    html! { <ul class="notices" data-part="notices">{ for items }</ul> }
}

/// Nobody reads more; the page should not be asked to hold them.
const MOST_DETAILS: usize = 200;

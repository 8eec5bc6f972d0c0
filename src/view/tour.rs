//! A tour of the main job in five steps, beside the text: each says what to do and sees for itself when it is done.
//! It takes no focus and covers nothing, so that whoever goes along works on the real page.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Message, message};
use crate::model::Origin;
use crate::session::Session;
use crate::session::keymap::Deed;

use super::details::with_keys;

/// How many steps there are.
pub const STEPS: usize = 5;

/// What the tour needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose tour it is.
    pub handle: Rc<Handle>,
    /// Which step, from 0.
    pub step: usize,
    /// Go to another step, or end.
    pub on_step: Callback<Option<usize>>,
}

/// The session may have changed, and with it what is done.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The tour at one of its steps.
#[component]
pub fn Tour(props: &Props) -> Html {
    let step = props.step;
    let locale = props.handle.locale();
    let session = props.handle.session();
    let (title, text) = words(&session, step);
    let is_done = is_done(&session, step);
    let is_last = step + 1 == STEPS;
    let go = |to: Option<usize>| props.on_step.reform(move |_: MouseEvent| to);
    let place = locale.say(message::tour_step(step + 1, STEPS));
    html! {
        <section class="tour" data-part="tour" data-step={(step + 1).to_string()} aria-label={locale.say(message::tour())}>
            <p class="line"><span class="hint">{ place }</span><span class="spring"></span>
                <button type="button" class="quiet" data-action="end-tour" onclick={go(None)}>{ locale.say(message::tour_skip()) }</button></p>
            <h2>{ locale.say(title) }
                if is_done { <span class="done">{ locale.say(message::tour_done()) }</span> }
            </h2>
            <p>{ with_keys(&locale.say(text)) }</p>
            <p class="line">
                <button type="button" data-action="tour-back" disabled={step == 0} onclick={go(Some(step.saturating_sub(1)))}>{ locale.say(message::tour_back()) }</button>
                if is_last {
                    <button type="button" class="primary" data-action="end-tour-here" onclick={go(None)}>{ locale.say(message::tour_end()) }</button>
                } else {
                    <button type="button" class={classes!(is_done.then_some("primary"))} data-action="tour-next" onclick={go(Some(step + 1))}>{ locale.say(message::next_step()) }</button>
                }
            </p>
        </section>
    }
}

/// What a step says: its title and its text.
pub fn words(session: &Session, step: usize) -> (Message, Message) {
    let key = |deed: Deed| session.keymap().told(deed);
    let labels = &session.dataset().scheme().labels;
    let label = |place: usize| {
        let label = labels.get(place).or(labels.first());
        Message::verbatim(label.map_or_else(String::new, |label| label.key.to_string()))
    };
    match step {
        0 => (message::tour_load(), message::tour_load_text(key(Deed::Load))),
        1 => (message::tour_label(), message::tour_label_text(label(0), label(1))),
        2 => (message::tour_link(), message::tour_link_text(key(Deed::LinkNearest), key(Deed::Undo))),
        3 => {
            let [next, accept, reject] = [Deed::NextSuggestion, Deed::Accept, Deed::Delete].map(key);
            (message::tour_review(), message::tour_review_text(next, accept, reject))
        }
        _ => (message::tour_download(), message::tour_download_text(key(Deed::Download), key(Deed::Help))),
    }
}

/// Whether what a step asks for has been done in the open article.
fn is_done(session: &Session, step: usize) -> bool {
    let Some(document) = session.document() else { return false };
    match step {
        0 => true,
        1 => !document.annotations().is_empty(),
        2 => document.relations().iter().next().is_some(),
        3 => document.annotations().iter().any(|one| matches!(one.origin, Origin::Suggestion { .. })),
        _ => false,
    }
}

//! How the work stands with the disk: a word in the bar, and a lasting banner where something is not kept.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::journal::Trouble;
use crate::messages::{Message, message};
use crate::session::{Action, Standing};

use super::annotator::Dialog;
use super::damages::{download_damages, download_left_over};
use super::filed;

/// What the word needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose work it is.
    pub handle: Rc<Handle>,
    /// Asks for a dialog.
    pub on_dialog: Callback<Dialog>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What the banner needs.
#[derive(Clone, Properties)]
pub struct BannerProps {
    /// Whose work it is.
    pub handle: Rc<Handle>,
    /// Writes all of it to a file.
    pub on_download: Callback<()>,
}

/// The session may have changed.
impl PartialEq for BannerProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The word in the bar, and the name of the data set; nothing where nothing is kept by design.
#[component]
pub fn StandingWord(props: &Props) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let (word, sign) = match session.standing() {
        Standing::NotKept => return Html::default(),
        Standing::Opening => (message::standing_opening(), "opening"),
        Standing::Saved => (message::standing_saved(), "saved"),
        Standing::Saving => (message::standing_saving(), "saving"),
        Standing::Following { .. } => (message::standing_following(), "following"),
        Standing::Stuck(_) | Standing::Unavailable(_) => (message::standing_not_saved(), "not-saved"),
    };
    let room = session.room().map(|(used, quota, persistent)| {
        let room = locale.say(message::room(used.div_ceil(1000) as usize, (quota / 1000) as usize));
        if persistent { format!("{room} {}", locale.say(message::room_promised())) } else { room }
    });
    let name = session.dataset_row().map(|row| row.name.clone()).unwrap_or_default();
    let name = if name.is_empty() { locale.say(message::data_set_unnamed()) } else { name };
    html! {
        <span class="standing">
            <button type="button" data-action="data-sets" title={locale.say(message::data_sets_title())}
                onclick={props.on_dialog.reform(|_: MouseEvent| Dialog::DataSets)}>
                <span class="data-set-name" dir="auto">{ name }</span>{ " ▾" }
            </button>
            <span class={classes!("standing-word", sign)} data-part="standing" data-standing={sign} title={room}>{ locale.say(word) }</span>
            { filed::word(&props.handle) }
        </span>
    }
}

/// What is wrong with keeping and what can be done about it; nothing where all is well.
#[component]
pub fn StandingBanner(props: &BannerProps) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let download = || {
        let on_download = props.on_download.reform(|_: MouseEvent| ());
        html! {
            <button type="button" class="primary" data-action="download-all" onclick={on_download}>{ locale.say(message::download_all()) }</button>
        }
    };
    let again = || {
        html! { <button type="button" data-action="keep-again" onclick={act(Action::KeepAgain)}>{ locale.say(message::keep_again()) }</button> }
    };
    let banner = |kind: &'static str, text: Message, more: Html| {
        html! {
            <div class={classes!("banner", kind)} role="status" data-part="banner" data-banner={kind}>
                <p>{ locale.say(text) }</p>{ more }
            </div>
        }
    };
    let standing = match session.standing() {
        Standing::Following { is_free } => {
            let text = if is_free { message::banner_free() } else { message::banner_following() };
            let take = html! {
                <button type="button" data-action="take-over" onclick={act(Action::TakeOver)}>{ locale.say(message::take_over()) }</button>
            };
            banner("following", text, take)
        }
        Standing::Stuck(trouble) => {
            banner("trouble", why(&trouble, true), html! { <>{ download() }{ again() }</> })
        }
        Standing::Unavailable(trouble) => {
            banner("trouble", why(&trouble, false), html! { <>{ download() }{ again() }</> })
        }
        Standing::NotKept | Standing::Opening | Standing::Saved | Standing::Saving => Html::default(),
    };
    let damages = session.damages().len();
    let damaged = if damages == 0 {
        Html::default()
    } else {
        let handle = props.handle.clone();
        let download = Callback::from(move |_: MouseEvent| download_damages(&handle));
        banner(
            "damages",
            message::banner_damages(damages),
            html! { <button type="button" data-action="download-damages" onclick={download}>{ locale.say(message::download_damages()) }</button> },
        )
    };
    let left_over = if session.left_over().is_none() {
        Html::default()
    } else {
        let handle = props.handle.clone();
        let download = Callback::from(move |_: MouseEvent| download_left_over(&handle));
        banner(
            "left-over",
            message::banner_left_over(),
            html! { <button type="button" class="primary" data-action="download-left-over" onclick={download}>{ locale.say(message::download_damages()) }</button> },
        )
    };
    html! { <>{ standing }{ left_over }{ damaged }{ filed::banner(&props.handle) }</> }
}

/// Why nothing is kept, in a sentence that also says what happens to the work.
fn why(trouble: &Trouble, was_kept: bool) -> Message {
    match trouble {
        Trouble::NoDatabase(_) => message::trouble_no_database(),
        Trouble::NewerDatabase => message::trouble_newer_database(),
        Trouble::Full => message::trouble_full(),
        Trouble::HeldByOlderTab => message::trouble_older_tab(),
        Trouble::Failed(reason) if was_kept => message::trouble_failed(reason.as_str()),
        Trouble::Failed(reason) => message::trouble_not_opened(reason.as_str()),
    }
}

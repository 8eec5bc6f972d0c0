//! Above the text: the articles, as long as they are few, what can be said of the open one as a whole, and the
//! samples as long as nothing else is there.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::{Handle, Sample};
use crate::messages::{Locale, Message, message};
use crate::model::Mark;
use crate::session::keymap::Deed;
use crate::session::{Action, QueueRow, State};

use super::header::keep_focus;
use super::queue::StateSign;

/// What the list of articles needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose articles they are.
    pub handle: Rc<Handle>,
    /// Whether the queue stands beside the text.
    pub shows_queue: bool,
    /// Shows the queue, or no longer.
    pub on_queue: Callback<()>,
    /// Asks for what is known of the open article.
    pub on_about: Callback<()>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The row above the text.
#[component]
pub fn Articles(props: &Props) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let say = |message: Message| locale.say(message);
    let key = |deed: Deed| session.keymap().told(deed);
    let count = session.dataset().documents().len();
    let open = session.open_row();
    let is_few = count <= FEW;
    let tabs = (0..count).take(if is_few { FEW } else { 0 }).filter_map(|place| session.article_row(place));
    let entries = tabs.map(|row| {
        let id = row.id.clone();
        let title = title_of(&locale, &row.title);
        let current = row.is_open;
        html! {
            <li key={id.to_string()} class={classes!("article", current.then_some("current"))} data-article={id.to_string()}>
                <button type="button" class="article-open" aria-current={current.then_some("true")} title={title.clone()}
                    onclick={act(Action::Open(id.clone()))}>
                    if !row.state.is_open() {
                        <StateSign state={row.state} locale={locale.clone()} />
                    }
                    <span class="article-title">{ &title }</span>
                    if row.flagged {
                        <span class="flag-sign" role="img" aria-label={say(message::row_flagged())}>{ "⚑" }</span>
                    }
                    <span class="count">{ row.annotations }</span>
                </button>
                <button type="button" class="quiet" data-action="remove-article" title={say(message::remove_article())}
                    aria-label={say(message::remove_article_named(title.as_str()))} onclick={act(Action::RemoveArticle(id.clone()))}>{ "×" }</button>
            </li>
        }
    });
    let show_samples = session.shows_untouched_sample() || count == 0;
    let samples = props.handle.samples.iter().filter(|_| show_samples).map(|sample| {
        let Sample { title, language, text } = sample.clone();
        let (code, action) = (language.clone(), format!("sample-{language}"));
        let name = locale.say(message::sample(code.as_str()));
        let on_click = act(Action::ShowSample { title, language, text });
        html! { <button type="button" class="link" data-action={action} onclick={on_click}>{ name }</button> }
    });
    let place = open.as_ref().map_or(0, |row| row.number);
    html! {
        <nav class="articles" aria-label={say(message::articles())} data-part="articles">
            if count > 1 {
                <button type="button" class="queue-toggle" data-action="queue" aria-expanded={props.shows_queue.to_string()}
                    title={say(message::queue_title(key(Deed::Queue)))} onclick={props.on_queue.reform(|_: MouseEvent| ())}>
                    <span aria-hidden="true">{ "☰" }</span>
                    if !is_few {
                        { say(message::queue()) }
                    } else {
                        <span class="unseen">{ say(message::queue()) }</span>
                    }
                </button>
            }
            if is_few {
                <ul>{ for entries }</ul>
            }
            if count > 1 {
                <span class="pager">
                    <button type="button" class="quiet" data-action="previous-article" title={say(message::previous_article_title(key(Deed::PreviousArticle)))}
                        aria-label={say(message::previous_article())} onclick={act(Action::OpenNeighbour { forward: false })}>{ "‹" }</button>
                    <span>{ say(message::article_at(place, count)) }</span>
                    <button type="button" class="quiet" data-action="next-article" title={say(message::next_article_title(key(Deed::NextArticle)))}
                        aria-label={say(message::next_article())} onclick={act(Action::OpenNeighbour { forward: true })}>{ "›" }</button>
                </span>
            }
            if let Some(row) = open.filter(|_| !show_samples) {
                if count > 1 {
                    { marks(&row, &act, &say, &key) }
                }
                <button type="button" class="quiet" data-action="about" title={say(message::about_article_title(key(Deed::About)))}
                    aria-label={say(message::about_article())} onclick={props.on_about.reform(|_: MouseEvent| ())}>{ "✎" }</button>
            }
            <span class="samples">{ for samples }</span>
        </nav>
    }
}

/// What can be said of the open article as a whole.
fn marks(
    row: &QueueRow,
    act: &impl Fn(Action) -> Callback<MouseEvent>,
    say: &impl Fn(Message) -> String,
    key: &impl Fn(Deed) -> Message,
) -> Html {
    let button = |name: &'static str,
                  mark: Mark,
                  state: State,
                  [to, title]: [Message; 2],
                  [is, back]: [Message; 2]| {
        let pressed = row.state == state;
        let action =
            if pressed { Action::SetMark { article: None, mark: Mark::Open } } else { Action::Finish(mark) };
        html! {
            <button type="button" class={classes!("mark-button", name)} data-action={name} aria-pressed={pressed.to_string()}
                title={say(if pressed { back } else { title })} onmousedown={keep_focus()} onclick={act(action)}>
                { say(if pressed { is } else { to }) }
            </button>
        }
    };
    html! {
        <span class="group marks" data-part="marks">
            { button("finish", Mark::Done, State::Done, [message::finish(), message::finish_title(key(Deed::Finish))], [message::finished_already(), message::finished_already_title()]) }
            { button("skip", Mark::Skipped, State::Skipped, [message::skip(), message::skip_title(key(Deed::Skip))], [message::skipped_already(), message::skipped_already_title()]) }
            <button type="button" class="mark-button" data-action="flag" aria-pressed={row.flagged.to_string()} title={say(message::flag_title(key(Deed::Flag)))}
                onmousedown={keep_focus()} onclick={act(Action::ToggleFlag(None))}>{ "⚑ " }{ say(message::flag()) }</button>
        </span>
    }
}

/// So many articles have a tab each; more are only in the queue.
pub const FEW: usize = 8;

/// What an article without a title is called.
pub fn title_of(locale: &Locale, title: &str) -> String {
    if title.trim().is_empty() { locale.say(message::untitled()) } else { title.to_owned() }
}

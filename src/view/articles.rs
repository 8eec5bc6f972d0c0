//! The articles of the dataset, and the samples as long as nothing else is there.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::{Handle, Sample};
use crate::messages::{Locale, message};
use crate::session::Action;
use crate::session::keymap::Deed;

/// What the list of articles needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose articles they are.
    pub handle: Rc<Handle>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The articles, as a row of tabs above the text.
#[component]
pub fn Articles(props: &Props) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let documents = session.dataset().documents();
    let open = session.document().map(|document| document.article().id().clone());
    let place = open.as_ref().and_then(|id| session.dataset().position(id));
    let entries = documents.iter().map(|document| {
        let id = document.article().id();
        let title = title_of(&locale, &document.article().metadata().title);
        let count = document.annotations().len();
        let current = open.as_ref() == Some(id);
        html! {
            <li key={id.to_string()} class={classes!("article", current.then_some("current"))} data-article={id.to_string()}>
                <button type="button" class="article-open" aria-current={current.then_some("true")} title={title.clone()}
                    onclick={act(Action::Open(id.clone()))}>
                    <span class="article-title">{ &title }</span><span class="count">{ count }</span>
                </button>
                <button type="button" class="quiet" data-action="remove-article" title={locale.say(message::remove_article())}
                    aria-label={locale.say(message::remove_article_named(title.as_str()))} onclick={act(Action::RemoveArticle(id.clone()))}>{ "×" }</button>
            </li>
        }
    });
    let show_samples = session.shows_untouched_sample() || documents.is_empty();
    let samples = props.handle.samples.iter().filter(|_| show_samples).map(|sample| {
        let Sample { title, language, text } = sample.clone();
        let (code, action) = (language.clone(), format!("sample-{language}"));
        let name = locale.say(message::sample(code.as_str()));
        let on_click = act(Action::ShowSample { title, language, text });
        html! { <button type="button" class="link" data-action={action} onclick={on_click}>{ name }</button> }
    });
    html! {
        <nav class="articles" aria-label={locale.say(message::articles())} data-part="articles">
            <ul>{ for entries }</ul>
            if documents.len() > 1 {
                <span class="pager">
                    <button type="button" class="quiet" data-action="previous-article" title={locale.say(message::previous_article_title(session.keymap().told(Deed::PreviousArticle)))}
                        aria-label={locale.say(message::previous_article())} onclick={act(Action::OpenNeighbour { forward: false })}>{ "‹" }</button>
                    <span>{ locale.say(message::article_at(place.map_or(0, |n| n + 1), documents.len())) }</span>
                    <button type="button" class="quiet" data-action="next-article" title={locale.say(message::next_article_title(session.keymap().told(Deed::NextArticle)))}
                        aria-label={locale.say(message::next_article())} onclick={act(Action::OpenNeighbour { forward: true })}>{ "›" }</button>
                </span>
            }
            <span class="samples">{ for samples }</span>
        </nav>
    }
}

/// What an article without a title is called.
pub fn title_of(locale: &Locale, title: &str) -> String {
    if title.trim().is_empty() { locale.say(message::untitled()) } else { title.to_owned() }
}

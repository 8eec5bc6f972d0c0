//! The bar in which one says what to look for in the text, and goes along what is found.

use std::rc::Rc;

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Locale, Message, message};
use crate::search::{Fault, Query};
use crate::session::{Action, Search, Searching, Session};

use super::header::keep_focus;
use super::keys;

/// What the bar needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose bar it is.
    pub handle: Rc<Handle>,
    /// The field, which the annotator puts the focus on.
    pub field: NodeRef,
}

/// The session may have changed: the bar is small and drawn each time.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The bar; there is none while nothing is looked for.
#[component]
pub fn FindBar(props: &Props) -> Html {
    let locale = props.handle.locale();
    let session = props.handle.session();
    let Some(searching) = session.searching() else { return Html::default() };
    let query = searching.query();
    let button = |name: &'static str,
                  says: Message,
                  sign: &'static str,
                  pressed: Option<bool>,
                  search: Search| {
        let handle = props.handle.clone();
        let onclick = Callback::from(move |_: MouseEvent| handle.dispatch(Action::Search(search.clone())));
        let title = locale.say(says);
        html! {
            <button type="button" class="quiet" data-find={name} data-sign={sign} title={title.clone()} aria-label={title}
                aria-pressed={pressed.map(|pressed| pressed.to_string())} onmousedown={keep_focus()} {onclick}></button>
        }
    };
    let act = |name, says, sign, search| button(name, says, sign, None, search);
    let toggle = |name, says, sign, part: fn(&mut Query) -> &mut bool| {
        let mut other = query.clone();
        let on = *part(&mut other);
        *part(&mut other) = !on;
        button(name, says, sign, Some(on), Search::For(other))
    };
    let field_name = locale.say(message::find());
    html! {
        <div class="find" role="search" data-part="find">
            <div class="find-line">
                <input type="text" ref={props.field.clone()} data-part="find-field" aria-label={field_name.clone()} placeholder={field_name}
                    spellcheck="false" autocomplete="off" aria-invalid={searching.wrong().is_some().to_string()} value={query.text.clone()}
                    oninput={on_input(&props.handle)} onkeydown={on_key(&props.handle)} />
                { toggle("case", message::same_case(), "Aa", |query| &mut query.likeness.same_case) }
                { toggle("accents", message::same_accents(), "É", |query| &mut query.likeness.same_accents) }
                { toggle("words", message::whole_words(), "ab", |query| &mut query.likeness.whole_words) }
                { toggle("pattern", message::find_pattern(), ".*", |query| &mut query.is_pattern) }
                <span class="count" data-part="find-count">{ count(&locale, &session, searching) }</span>
                { act("previous", message::match_previous(), "↑", Search::Step { forward: false }) }
                { act("next", message::match_next(), "↓", Search::Step { forward: true }) }
                { act("close", message::close(), "×", Search::Close) }
            </div>
            { wrong(&locale, searching) }
        </div>
    }
}

fn count(locale: &Locale, session: &Session, searching: &Searching) -> String {
    let count = searching.matches().len();
    let says = match session.current_match() {
        _ if searching.query().is_empty() || searching.wrong().is_some() => return String::new(),
        _ if searching.is_under_way() => return "…".to_owned(),
        _ if count == 0 => message::no_match(),
        Some(at) if searching.is_cut() => message::match_place_more(at + 1, count),
        None if searching.is_cut() => message::match_count_more(count),
        Some(at) => message::match_place(at + 1, count),
        None => message::match_count(count),
    };
    locale.say(says)
}

/// Why nothing can be found, and the pattern with what is wrong in it marked.
fn wrong(locale: &Locale, searching: &Searching) -> Html {
    let Some((at, why)) = searching.wrong() else { return Html::default() };
    let says = match why {
        Fault::Wrong(reason) => {
            message::pattern_wrong(at.start.get() + 1, message::pattern_fault(reason.as_str()))
        }
        Fault::TooLarge => message::pattern_too_large(),
        Fault::TooSlow => message::find_too_slow(),
        Fault::Nobody => message::find_no_worker(),
    };
    let pattern = &searching.query().text;
    let part = |from: usize, to: usize| -> String {
        pattern.chars().skip(from).take(to.saturating_sub(from)).collect()
    };
    let (start, end) = (at.start.index(), at.end.index().max(at.start.index() + 1));
    // Where something is missing at the end, the place is behind the last character.
    let blamed = if start < pattern.chars().count() { part(start, end) } else { "…".to_owned() };
    html! {
        <p class="find-wrong" role="alert" data-part="find-wrong">
            { locale.say(says) }
            if matches!(why, Fault::Wrong(_)) {
                <code>{ part(0, start) }<mark>{ blamed }</mark>{ part(end, usize::MAX) }</code>
            }
        </p>
    }
}

fn on_input(handle: &Rc<Handle>) -> Callback<InputEvent> {
    let handle = handle.clone();
    Callback::from(move |event: InputEvent| {
        let field: Option<HtmlInputElement> = event.target_dyn_into();
        let query = handle.session().searching().map(|searching| searching.query().clone());
        if let (Some(field), Some(query)) = (field, query) {
            handle.dispatch(Action::Search(Search::For(Query { text: field.value(), ..query })));
        }
    })
}

/// The keys of the field: those that mean something all over the annotator belong to it here.
fn on_key(handle: &Rc<Handle>) -> Callback<KeyboardEvent> {
    let handle = handle.clone();
    Callback::from(move |event: KeyboardEvent| {
        let press = keys::press_of(&event);
        let search = match (press.key.to_lowercase().as_str(), press.command) {
            _ if event.is_composing() => return,
            ("enter" | "f3", false) | ("g", true) => Search::Step { forward: !press.shift },
            ("escape", false) => Search::Close,
            ("f", true) => {
                if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                    field.select();
                }
                return event.prevent_default();
            }
            _ => return,
        };
        event.prevent_default();
        handle.dispatch(Action::Search(search));
    })
}

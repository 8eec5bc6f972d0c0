//! What can be said of, and done with, the chosen annotation.

use std::rc::Rc;

use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Locale, Message, message};
use crate::session::keymap::{Deed, Keymap};
use crate::session::{Action, Edge, Motion};

use super::header::keep_focus;
use super::label_words::description;
use super::list::arrow;
use super::typing::on_rest;

/// What the panel needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose panel it is.
    pub handle: Rc<Handle>,
    /// The field of the note, for the key that goes there.
    pub note: NodeRef,
    /// Puts the focus back on the text.
    pub on_leave: Callback<()>,
}

/// The session may have changed: the panel is small and drawn each time.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The panel.
#[component]
pub fn Details(props: &Props) -> Html {
    let locale = props.handle.locale();
    let say = |message: Message| locale.say(message);
    let session = props.handle.session();
    let Some(chosen) = session.chosen().cloned() else {
        return hint(
            &locale,
            session.keymap(),
            session.has_work_in_memory_only(),
            session.document().is_some(),
        );
    };
    let Some(row) = session.row_of(&chosen.id) else { return Html::default() };
    let scheme = session.dataset().scheme().clone();
    let key = |deed: Deed| session.keymap().told(deed);
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let labels = scheme.labels.iter().enumerate().map(|(n, label)| {
        let pressed = label.name == chosen.label;
        html! {
            <button type="button" class={classes!("pen", format!("label-{n}"))} data-label={label.name.to_string()} aria-pressed={pressed.to_string()}
                title={description(&locale, label)} onmousedown={keep_focus()} onclick={act(Action::Relabel(label.name.clone()))}>
                <kbd>{ label.key }</kbd><span class="label-name">{ label.name.as_str() }</span>
            </button>
        }
    });
    let keys = session.attribute_keys(&chosen.label);
    let attributes = scheme.label(&chosen.label).map(|label| label.attributes.clone()).unwrap_or_default();
    let attributes = attributes.into_iter().map(|attribute| {
        let values = attribute.values.iter().map(|value| {
            let pressed = chosen.attributes.get(&attribute.name) == Some(value);
            let next = (!pressed).then(|| value.clone());
            let key = keys.iter().find(|(_, name, v)| *name == attribute.name && v == value).map(|(key, ..)| *key);
            html! {
                <button type="button" class="value" data-value={value.to_string()} aria-pressed={pressed.to_string()} onmousedown={keep_focus()}
                    onclick={act(Action::SetAttribute { name: attribute.name.clone(), value: next })}>
                    if let Some(key) = key { <kbd>{ key }</kbd> }{ value.as_str() }
                </button>
            }
        });
        html! { <div class="line" role="group" aria-label={attribute.name.to_string()}><span class="line-name">{ attribute.name.as_str() }</span>{ for values }</div> }
    });
    let edge = |edge: Edge, forward: bool, action: &'static str, sign: &'static str, what: Message| {
        let handle = props.handle.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            let motion = if event.alt_key() { Motion::Character } else { Motion::Word };
            handle.dispatch(Action::MoveEdge { edge, motion, forward });
        });
        html! { <button type="button" data-action={action} title={say(message::by_a_word(&what))} aria-label={say(what)} onmousedown={keep_focus()} {onclick}>{ sign }</button> }
    };
    let links = row.links.iter().map(|link| {
        let remove = act(Action::Unrelate(link.id.clone()));
        let go = act(Action::Choose(Some(link.other.clone())));
        html! {
            <li key={link.id.to_string()} class="relation" data-relation={link.id.to_string()}>
                <button type="button" class="link" dir="auto" title={say(message::go_there())} onclick={go}>{ say(arrow(link)) }</button>
                <button type="button" class="quiet" data-action="unrelate" title={say(message::remove_link())} aria-label={say(message::remove_link_named(arrow(link)))} onclick={remove}>{ "×" }</button>
            </li>
        }
    });
    let on_note = {
        let handle = props.handle.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
                handle.dispatch(Action::SetNote(field.value()));
            }
        })
    };
    let on_rest = {
        let handle = props.handle.clone();
        on_rest(move |note| handle.dispatch(Action::SetNote(note)))
    };
    let on_note_key = {
        let leave = props.on_leave.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" || (event.key() == "Enter" && (event.ctrl_key() || event.meta_key())) {
                event.prevent_default();
                event.stop_propagation();
                leave.emit(());
            }
        })
    };
    let can_continue = scheme.kinds_between(&chosen.label, &chosen.label).next().is_some();
    html! {
        <section class={classes!("details", format!("label-{}", row.label_index))} aria-label={say(message::chosen())} data-part="details">
            <div class="line">{ for labels }
                <span class="spring"></span>
                <button type="button" data-action="delete" title={say(message::delete_title(key(Deed::Delete)))} onclick={act(Action::Delete(None))}>{ say(message::delete()) }</button>
            </div>
            <blockquote dir="auto">{ &row.text }</blockquote>
            { for attributes }
            <div class="line" role="group" aria-label={say(message::edges())}>
                <span class="line-name">{ say(message::start()) }</span>
                { edge(Edge::Start, false, "start-earlier", "◂", message::start_earlier()) }
                { edge(Edge::Start, true, "start-later", "▸", message::start_later()) }
                <span class="line-name">{ say(message::end()) }</span>
                { edge(Edge::End, false, "end-earlier", "◂", message::end_earlier()) }
                { edge(Edge::End, true, "end-later", "▸", message::end_later()) }
                <button type="button" class="quiet" data-action="hold-edge" aria-pressed={session.held_edge().is_some().to_string()}
                    title={say(message::hold_title(key(Deed::HoldEdge)))} onmousedown={keep_focus()} onclick={act(Action::HoldEdge)}>
                    <kbd>{ say(key(Deed::HoldEdge)) }</kbd>
                    { say(match session.held_edge() { None => message::hold(), Some(Edge::End) => message::hold_end(), Some(Edge::Start) => message::hold_start() }) }
                </button>
            </div>
            <div class="line" role="group" aria-label={say(message::links())}>
                <span class="line-name">{ say(message::link()) }</span>
                <button type="button" data-action="link-nearest" title={say(message::link_nearest_title())} onmousedown={keep_focus()} onclick={act(Action::LinkNearest)}><kbd>{ say(key(Deed::LinkNearest)) }</kbd>{ say(message::link_nearest()) }</button>
                <button type="button" data-action="link-last" title={say(message::link_last_title())} onmousedown={keep_focus()} onclick={act(Action::LinkLast)}><kbd>{ say(key(Deed::LinkLast)) }</kbd>{ say(message::link_last()) }</button>
                <button type="button" data-action="point" aria-pressed={session.is_pointing().to_string()} title={say(message::link_point_title())} onmousedown={keep_focus()} onclick={act(Action::Point)}><kbd>{ say(key(Deed::Point)) }</kbd>{ say(message::link_point()) }</button>
                if can_continue {
                    <button type="button" data-action="link-continued" title={say(message::link_continued_title())} onmousedown={keep_focus()} onclick={act(Action::LinkContinued)}><kbd>{ say(key(Deed::LinkContinued)) }</kbd>{ say(message::link_continued()) }</button>
                }
            </div>
            <ul class="relations">
                { for links }
                if row.more_links > 0 {
                    <li class="hint">{ say(message::and_more(row.more_links)) }</li>
                }
            </ul>
            <label class="note"><span class="line-name">{ say(message::note()) }</span>
                <textarea key={chosen.id.to_string()} ref={props.note.clone()} data-part="note" rows="2" dir="auto" value={chosen.note.clone()}
                    placeholder={say(message::note_hint(key(Deed::Note)))} onchange={on_note} oninput={on_rest} onkeydown={on_note_key} />
            </label>
        </section>
    }
}

fn hint(locale: &Locale, keymap: &Keymap, unsaved: bool, has_article: bool) -> Html {
    html! {
        <section class="details hint" data-part="hint">
            if has_article {
                <p>{ locale.say(message::hint_select()) }</p>
                <p>{ with_keys(&locale.say(message::hint_keys(keymap.told(Deed::Help)))) }</p>
                if unsaved {
                    <p class="unsaved">{ locale.say(message::hint_unsaved()) }</p>
                }
            } else {
                <p>{ locale.say(message::hint_empty()) }</p>
            }
        </section>
    }
}

/// A text in which what stands between backquotes is a key.
pub fn with_keys(text: &str) -> Html {
    let parts = text.split('`').enumerate();
    parts
        .map(|(n, part)| {
            if n % 2 == 1 {
                html! { <kbd>{ part }</kbd> }
            } else {
                html! { { part } }
            }
        })
        .collect()
}

//! What can be said of, and done with, the chosen annotation.

use std::rc::Rc;

use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::session::keymap::attribute_keys;
use crate::session::{Action, Edge, Motion};

use super::header::keep_focus;
use super::list::arrow;

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
    let session = props.handle.session();
    let Some(chosen) = session.chosen().cloned() else {
        return hint(session.is_unsaved(), session.document().is_some());
    };
    let Some(row) = session.row_of(&chosen.id) else { return Html::default() };
    let scheme = session.dataset().scheme().clone();
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let labels = scheme.labels.iter().enumerate().map(|(n, label)| {
        let pressed = label.name == chosen.label;
        html! {
            <button type="button" class={classes!("pen", format!("label-{n}"))} data-label={label.name.to_string()} aria-pressed={pressed.to_string()}
                title={label.description.clone()} onmousedown={keep_focus()} onclick={act(Action::Relabel(label.name.clone()))}>
                <kbd>{ label.key }</kbd><span class="label-name">{ label.name.as_str() }</span>
            </button>
        }
    });
    let keys = attribute_keys(&scheme, &chosen.label);
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
    let edge = |edge: Edge, forward: bool, action: &'static str, sign: &'static str, title: &'static str| {
        let handle = props.handle.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            let motion = if event.alt_key() { Motion::Character } else { Motion::Word };
            handle.dispatch(Action::MoveEdge { edge, motion, forward });
        });
        html! { <button type="button" data-action={action} title={format!("{title} by a word; with Alt by a character")} aria-label={title} onmousedown={keep_focus()} {onclick}>{ sign }</button> }
    };
    let links = row.links.iter().map(|link| {
        let remove = act(Action::Unrelate(link.id.clone()));
        let go = act(Action::Choose(Some(link.other.clone())));
        html! {
            <li key={link.id.to_string()} class="relation" data-relation={link.id.to_string()}>
                <button type="button" class="link" dir="auto" title="Go there" onclick={go}>{ arrow(link) }</button>
                <button type="button" class="quiet" data-action="unrelate" title="Remove this link" aria-label={format!("Remove the link {}", arrow(link))} onclick={remove}>{ "×" }</button>
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
        <section class={classes!("details", format!("label-{}", row.label_index))} aria-label="Chosen annotation" data-part="details">
            <div class="line">{ for labels }
                <span class="spring"></span>
                <button type="button" data-action="delete" title="Delete, with its links (Del)" onclick={act(Action::Delete(None))}>{ "Delete" }</button>
            </div>
            <blockquote dir="auto">{ &row.text }</blockquote>
            { for attributes }
            <div class="line" role="group" aria-label="Edges">
                <span class="line-name">{ "start" }</span>
                { edge(Edge::Start, false, "start-earlier", "◂", "Start earlier") }
                { edge(Edge::Start, true, "start-later", "▸", "Start later") }
                <span class="line-name">{ "end" }</span>
                { edge(Edge::End, false, "end-earlier", "◂", "End earlier") }
                { edge(Edge::End, true, "end-later", "▸", "End later") }
                <button type="button" class="quiet" data-action="hold-edge" aria-pressed={session.held_edge().is_some().to_string()}
                    title="Hold an edge for the arrow keys (e)" onmousedown={keep_focus()} onclick={act(Action::HoldEdge)}>
                    <kbd>{ "e" }</kbd>
                    { match session.held_edge() { None => "hold", Some(Edge::End) => "end ← →", Some(Edge::Start) => "start ← →" } }
                </button>
            </div>
            <div class="line" role="group" aria-label="Links">
                <span class="line-name">{ "link" }</span>
                <button type="button" data-action="link-nearest" title="To the nearest source" onmousedown={keep_focus()} onclick={act(Action::LinkNearest)}><kbd>{ "s" }</kbd>{ "nearest" }</button>
                <button type="button" data-action="link-last" title="To the source used last" onmousedown={keep_focus()} onclick={act(Action::LinkLast)}><kbd>{ "l" }</kbd>{ "last" }</button>
                <button type="button" data-action="point" aria-pressed={session.is_pointing().to_string()} title="To whatever you choose next" onmousedown={keep_focus()} onclick={act(Action::Point)}><kbd>{ "r" }</kbd>{ "point" }</button>
                if can_continue {
                    <button type="button" data-action="link-continued" title="Continues the fragment before it" onmousedown={keep_focus()} onclick={act(Action::LinkContinued)}><kbd>{ "c" }</kbd>{ "continues" }</button>
                }
            </div>
            <ul class="relations">
                { for links }
                if row.more_links > 0 {
                    <li class="hint">{ format!("and {} more", row.more_links) }</li>
                }
            </ul>
            <label class="note"><span class="line-name">{ "note" }</span>
                <textarea key={chosen.id.to_string()} ref={props.note.clone()} data-part="note" rows="2" dir="auto" value={chosen.note.clone()}
                    placeholder="t to write, Esc to return" onchange={on_note} onkeydown={on_note_key} />
            </label>
        </section>
    }
}

fn hint(unsaved: bool, has_article: bool) -> Html {
    html! {
        <section class="details hint" data-part="hint">
            if has_article {
                <p>{ "Select some words, then press a label's key. Double click takes a word, triple click a sentence." }</p>
                <p>{ "Without a mouse: arrow keys move a caret, Shift extends. " }<kbd>{ "?" }</kbd>{ " lists every key." }</p>
                if unsaved {
                    <p class="unsaved">{ "There are changes that you have not downloaded yet." }</p>
                }
            } else {
                <p>{ "Load an article, paste one, or drop files anywhere here." }</p>
            }
        </section>
    }
}

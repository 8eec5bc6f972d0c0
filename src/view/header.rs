//! The bar above the text: what can be done with the whole article, and the labels as pens.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::session::Action;

use super::annotator::Dialog;

/// What the bar needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose bar it is.
    pub handle: Rc<Handle>,
    /// Asks for a dialog.
    pub on_dialog: Callback<Dialog>,
    /// Asks for files.
    pub on_load: Callback<()>,
    /// Writes the document to a file.
    pub on_download: Callback<()>,
    /// Puts the document on the clipboard.
    pub on_copy: Callback<()>,
}

/// The session may have changed: the bar is small and drawn each time.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The bar.
#[component]
pub fn Header(props: &Props) -> Html {
    let session = props.handle.session();
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let ask = |dialog: Dialog| props.on_dialog.reform(move |_: MouseEvent| dialog);
    let undo = session.history().next_undo().map(|gesture| format!("Undo: {} (Ctrl Z)", gesture.name));
    let redo = session.history().next_redo().map(|gesture| format!("Redo: {} (Ctrl Shift Z)", gesture.name));
    let (cannot_undo, cannot_redo) = (undo.is_none(), redo.is_none());
    let has_article = session.document().is_some();
    let pens = session.dataset().scheme().labels.iter().enumerate().map(|(n, label)| {
        let held = session.pen() == Some(&label.name);
        let next = if held { None } else { Some(label.name.clone()) };
        let title = if held {
            "Put the pen down".to_owned()
        } else {
            format!("Pen: every selection becomes a {}. {}", label.name, label.description)
        };
        html! {
            <button type="button" class={classes!("pen", format!("label-{n}"))} data-label={label.name.to_string()}
                aria-pressed={held.to_string()} {title} onmousedown={keep_focus()} onclick={act(Action::SetPen(next))}>
                <kbd>{ label.key }</kbd><span class="label-name">{ label.name.as_str() }</span>
            </button>
        }
    });
    html! {
        <header class="bar">
            <span class="brand" aria-hidden="true">{ "« »" }</span>
            <div class="group" role="group" aria-label="Articles">
                <button type="button" data-action="load" title="Load files: .txt, .md, .html, or Guillemet JSON (Ctrl O)"
                    onclick={props.on_load.reform(|_: MouseEvent| ())}>{ "Load…" }</button>
                <button type="button" data-action="paste" title="Paste a text" onclick={ask(Dialog::Paste)}>{ "Paste…" }</button>
            </div>
            <div class="group pens" role="group" aria-label="Pens" data-part="pens">{ for pens }</div>
            <div class="group" role="group" aria-label="History">
                <button type="button" data-action="undo" disabled={cannot_undo} onclick={act(Action::Undo)}
                    title={undo.unwrap_or_else(|| "Nothing to undo".to_owned())}>{ "↶ Undo" }</button>
                <button type="button" data-action="redo" disabled={cannot_redo} onclick={act(Action::Redo)}
                    title={redo.unwrap_or_else(|| "Nothing to redo".to_owned())}>{ "↷ Redo" }</button>
            </div>
            <span class="spring"></span>
            <div class="group" role="group" aria-label="Export">
                <button type="button" data-action="preview" disabled={!has_article} title="See the JSON"
                    onclick={ask(Dialog::Preview)}>{ "Preview" }</button>
                <button type="button" data-action="copy" disabled={!has_article} title="Copy the JSON"
                    onclick={props.on_copy.reform(|_: MouseEvent| ())}>{ "Copy" }</button>
                <button type="button" class="primary" data-action="download" disabled={!has_article}
                    title="Download the JSON (Ctrl S)" onclick={props.on_download.reform(|_: MouseEvent| ())}>{ "Download JSON" }</button>
            </div>
            <button type="button" class="round" data-action="help" title="All keys (?)" aria-label="All keys"
                onclick={ask(Dialog::Help)}>{ "?" }</button>
        </header>
    }
}

/// A click on such a button leaves the focus, and with it the selection, in the text.
pub fn keep_focus() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| event.prevent_default())
}

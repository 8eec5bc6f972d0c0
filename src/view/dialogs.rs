//! The dialogs: every key, the JSON, a text to paste; what they hold of imports and exports has files of its own.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Locale, message};
use crate::session::chord::Chord;
use crate::session::keymap::Deed;

use super::about::About;
use super::annotator::Dialog;
use super::data_sets::DataSets;
use super::exchange::whole;
use super::export_form::ExportForm;
use super::import_form::ImportForm;
use super::key_list::KeyList;
use super::keys::press_of;
use super::scheme_editor::SchemeEditor;

/// What a dialog needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose dialog it is.
    pub handle: Rc<Handle>,
    /// In which language.
    pub locale: Locale,
    /// Which dialog.
    pub dialog: Dialog,
    /// The tour is wanted.
    pub on_tour: Callback<()>,
    /// It was closed.
    pub on_close: Callback<()>,
    /// Asks for files, a backup among them.
    pub on_restore: Callback<()>,
    /// Writes the scheme to a file.
    pub on_export: Callback<()>,
    /// A text was pasted: its title and itself.
    pub on_paste: Callback<(String, String)>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        // What the data sets are, and what is known of an article, can change while one looks at it.
        let changes = matches!(self.dialog, Dialog::DataSets | Dialog::About);
        self.dialog == other.dialog && self.locale == other.locale && !changes
    }
}

/// The open dialog. The browser's own element keeps the focus inside and gives it back.
#[component]
pub fn OpenDialog(props: &Props) -> Html {
    let locale = &props.locale;
    let element = use_node_ref();
    {
        let element = element.clone();
        // What one opens to write in, one writes in at once.
        let is_written = matches!(props.dialog, Dialog::Paste | Dialog::About);
        use_effect_with((), move |()| {
            if let Some(dialog) = element.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                let _ = dialog.show_modal();
                let field =
                    is_written.then(|| dialog.query_selector("input[type=text], textarea").ok().flatten());
                if let Some(field) = field.flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                    let _ = field.focus();
                }
            }
        });
    }
    let close = props.on_close.reform(|_: MouseEvent| ());
    let on_key = {
        let (close, is_help, handle) =
            (props.on_close.clone(), props.dialog == Dialog::Help, props.handle.clone());
        Callback::from(move |event: KeyboardEvent| {
            let deed = Chord::of(&press_of(&event)).and_then(|chord| handle.session().keymap().deed(&chord));
            if is_help && deed == Some(Deed::Help) {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    let (name, title, body) = match &props.dialog {
        Dialog::Help => (
            "help",
            message::keys(),
            html! {
                <>
                    <p class="line"><button type="button" data-action="tour" onclick={props.on_tour.reform(|_: MouseEvent| ())}>{ locale.say(message::tour_begin()) }</button></p>
                    <KeyList handle={props.handle.clone()} locale={locale.clone()} />
                </>
            },
        ),
        Dialog::Preview => ("preview", message::the_json(), preview(&props.handle)),
        Dialog::Paste => (
            "paste-dialog",
            message::paste_title(),
            html! { <PasteForm locale={locale.clone()} on_paste={props.on_paste.clone()} /> },
        ),
        Dialog::Scheme => (
            "scheme-dialog",
            message::scheme_dialog(),
            html! {
                <SchemeEditor handle={props.handle.clone()} on_close={props.on_close.clone()}
                    on_export={props.on_export.clone()} on_import={props.on_restore.clone()} />
            },
        ),
        Dialog::About => (
            "about-dialog",
            message::about_article(),
            html! { <About handle={props.handle.clone()} on_close={props.on_close.clone()} /> },
        ),
        Dialog::DataSets => (
            "data-sets-dialog",
            message::data_sets(),
            html! {
                <DataSets handle={props.handle.clone()} on_close={props.on_close.clone()}
                    on_restore={props.on_restore.clone()} />
            },
        ),
        Dialog::Import(importing) => {
            // Another import is another form.
            let key = Rc::as_ptr(importing) as usize;
            let (importing, on_close) = (importing.clone(), props.on_close.clone());
            let locale = locale.clone();
            ("import", message::import(), html! { <ImportForm {key} {importing} {locale} {on_close} /> })
        }
        Dialog::Export => {
            let (handle, on_close) = (props.handle.clone(), props.on_close.clone());
            let locale = locale.clone();
            ("export", message::export(), html! { <ExportForm {handle} {locale} {on_close} /> })
        }
    };
    let title = locale.say(title);
    html! {
        <dialog ref={element} class={classes!("dialog", name)} data-part={name} aria-label={title.clone()}
            onclose={props.on_close.reform(|_: Event| ())} onkeydown={on_key}>
            <div class="dialog-head">
                <h2>{ title }</h2>
                <button type="button" class="quiet" data-action="close" aria-label={locale.say(message::close())} onclick={close}>{ "×" }</button>
            </div>
            { body }
        </dialog>
    }
}

/// Longer documents are cut here: the page need not lay out megabytes that nobody reads.
const PREVIEW_BYTES: usize = 400_000;

fn preview(handle: &Handle) -> Html {
    let json = whole(&handle.session());
    let mut cut = json.len().min(PREVIEW_BYTES);
    while !json.is_char_boundary(cut) {
        cut -= 1;
    }
    html! {
        <>
            if cut < json.len() {
                <p class="hint">{ handle.locale().say(message::json_part(cut / 1000, json.len() / 1000)) }</p>
            }
            <pre tabindex="0">{ &json[..cut] }</pre>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PasteProps {
    locale: Locale,
    on_paste: Callback<(String, String)>,
}

#[component]
fn PasteForm(props: &PasteProps) -> Html {
    let locale = &props.locale;
    let (title, text) = (use_node_ref(), use_node_ref());
    let load = {
        let (title, text, on_paste) = (title.clone(), text.clone(), props.on_paste.clone());
        Callback::from(move |_: MouseEvent| {
            let title = title.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            let text = text.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            on_paste.emit((title, text));
        })
    };
    html! {
        <div class="paste-form">
            <label>{ locale.say(message::paste_dialog_title()) }<input type="text" data-part="paste-title" ref={title} placeholder={locale.say(message::paste_dialog_title_hint())} /></label>
            <label>{ locale.say(message::paste_dialog_text()) }<textarea data-part="paste-text" ref={text} rows="14" dir="auto" /></label>
            <div class="line"><span class="spring"></span><button type="button" class="primary" data-action="paste-load" onclick={load}>{ locale.say(message::paste_dialog_load()) }</button></div>
        </div>
    }
}

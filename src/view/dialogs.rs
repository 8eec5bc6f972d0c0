//! The dialogs: every key, the JSON, a text to paste.

use std::rc::Rc;

use web_sys::{HtmlDialogElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::formats::guillemet_json;
use crate::messages::{Locale, message};
use crate::session::keymap::{BINDINGS, attribute_keys};

use super::annotator::Dialog;
use super::data_sets::DataSets;

/// What a dialog needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose dialog it is.
    pub handle: Rc<Handle>,
    /// In which language.
    pub locale: Locale,
    /// Which dialog.
    pub dialog: Dialog,
    /// It was closed.
    pub on_close: Callback<()>,
    /// Asks for files, a backup among them.
    pub on_restore: Callback<()>,
    /// A text was pasted: its title and itself.
    pub on_paste: Callback<(String, String)>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        // What the data sets are can change while one looks at them.
        self.dialog == other.dialog && self.locale == other.locale && self.dialog != Dialog::DataSets
    }
}

/// The open dialog. The browser's own element keeps the focus inside and gives it back.
#[component]
pub fn OpenDialog(props: &Props) -> Html {
    let locale = &props.locale;
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = element.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        });
    }
    let close = props.on_close.reform(|_: MouseEvent| ());
    let on_key = {
        let (close, is_help) = (props.on_close.clone(), props.dialog == Dialog::Help);
        Callback::from(move |event: KeyboardEvent| {
            if is_help && event.key() == "?" {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    let (name, title, body) = match props.dialog {
        Dialog::Help => ("help", message::keys(), help(&props.handle)),
        Dialog::Preview => ("preview", message::the_json(), preview(&props.handle)),
        Dialog::Paste => (
            "paste-dialog",
            message::paste_title(),
            html! { <PasteForm locale={locale.clone()} on_paste={props.on_paste.clone()} /> },
        ),
        Dialog::DataSets => (
            "data-sets-dialog",
            message::data_sets(),
            html! {
                <DataSets handle={props.handle.clone()} on_close={props.on_close.clone()}
                    on_restore={props.on_restore.clone()} />
            },
        ),
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

fn help(handle: &Handle) -> Html {
    let session = handle.session();
    let scheme = session.dataset().scheme();
    let mut groups: Vec<(&str, Vec<(String, String)>)> = Vec::new();
    for binding in BINDINGS {
        if groups.last().is_none_or(|(group, _)| *group != binding.group) {
            groups.push((binding.group, Vec::new()));
        }
        if let Some((_, lines)) = groups.last_mut() {
            lines.push((binding.keys.to_owned(), binding.does.to_owned()));
        }
    }
    for (group, lines) in &mut groups {
        if *group == "Label" {
            let labels = scheme.labels.iter().map(|label| {
                (
                    label.key.to_string(),
                    format!("{}: the selection, else the chosen one, else as a pen", label.name),
                )
            });
            lines.splice(0..0, labels);
        }
        if *group == "Change" {
            for label in &scheme.labels {
                let keys = attribute_keys(scheme, &label.name).into_iter();
                lines.extend(
                    keys.map(|(key, name, value)| {
                        (key.to_string(), format!("{}, {name}: {value}", label.name))
                    }),
                );
            }
        }
    }
    let groups = groups.into_iter().map(|(group, lines)| html! {
        <section><h3>{ group }</h3><dl>
            { for lines.into_iter().map(|(keys, does)| html! {
                <><dt>{ for keys.split("  ").map(str::trim).filter(|key| !key.is_empty()).map(|key| html! { <><kbd>{ key }</kbd>{ " " }</> }) }</dt>
                <dd>{ does }</dd></>
            }) }
        </dl></section>
    });
    html! { <div class="key-list">{ for groups }</div> }
}

/// Longer documents are cut here: the page need not lay out megabytes that nobody reads.
const PREVIEW_BYTES: usize = 400_000;

fn preview(handle: &Handle) -> Html {
    let json = guillemet_json::write(handle.session().dataset());
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

//! The bar above the text: what can be done with the whole article, and the labels as pens.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::browser::interface::{self, Colours};
use crate::messages::{LANGUAGES, Language, Message, message};
use crate::session::Action;
use crate::session::keymap::Deed;

use super::annotator::Dialog;
use super::label_words::description;
use super::standing::StandingWord;

/// What the bar needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose bar it is.
    pub handle: Rc<Handle>,
    /// Asks for a dialog.
    pub on_dialog: Callback<Dialog>,
    /// Asks for files.
    pub on_load: Callback<()>,
    /// Asks for a folder.
    pub on_folder: Callback<()>,
    /// Writes the document to a file.
    pub on_download: Callback<()>,
    /// Puts the document on the clipboard.
    pub on_copy: Callback<()>,
    /// Light, dark, or as the system has it.
    pub colours: Colours,
    /// Others are wanted.
    pub on_colours: Callback<Colours>,
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
    let locale = props.handle.locale();
    let say = |message: Message| locale.say(message);
    let key = |deed: Deed| session.keymap().told(deed);
    let act = |action: Action| {
        let handle = props.handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let ask = |dialog: Dialog| props.on_dialog.reform(move |_: MouseEvent| dialog.clone());
    let undo =
        session.history().next_undo().map(|gesture| say(message::undo_title(&gesture.name, key(Deed::Undo))));
    let redo =
        session.history().next_redo().map(|gesture| say(message::redo_title(&gesture.name, key(Deed::Redo))));
    let (cannot_undo, cannot_redo) = (undo.is_none(), redo.is_none());
    let has_article = session.document().is_some();
    let pens = session.dataset().scheme().labels.iter().enumerate().map(|(n, label)| {
        let held = session.pen() == Some(&label.name);
        let next = if held { None } else { Some(label.name.clone()) };
        let title = if held {
            say(message::pen_down())
        } else {
            say(message::pen(label.name.as_str(), description(&locale, label)))
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
            <StandingWord handle={props.handle.clone()} on_dialog={props.on_dialog.clone()} />
            <div class="group" role="group" aria-label={say(message::articles())}>
                <button type="button" data-action="load" title={say(message::load_title(key(Deed::Load)))}
                    onclick={props.on_load.reform(|_: MouseEvent| ())}>{ say(message::load()) }</button>
                <button type="button" data-action="load-folder" title={say(message::load_folder_title())}
                    onclick={props.on_folder.reform(|_: MouseEvent| ())}>{ say(message::load_folder()) }</button>
                <button type="button" data-action="paste" title={say(message::paste_title())} onclick={ask(Dialog::Paste)}>{ say(message::paste()) }</button>
            </div>
            <div class="group pens" role="group" aria-label={say(message::pens())} data-part="pens">{ for pens }
                <button type="button" class="quiet" data-action="scheme" title={say(message::scheme_title())} aria-label={say(message::scheme())} onclick={ask(Dialog::Scheme)}>{ "✎" }</button></div>
            <div class="group" role="group" aria-label={say(message::history())}>
                <button type="button" data-action="undo" disabled={cannot_undo} onclick={act(Action::Undo)}
                    title={undo.unwrap_or_else(|| say(message::undo_none()))}>{ "↶ " }{ say(message::undo()) }</button>
                <button type="button" data-action="redo" disabled={cannot_redo} onclick={act(Action::Redo)}
                    title={redo.unwrap_or_else(|| say(message::redo_none()))}>{ "↷ " }{ say(message::redo()) }</button>
            </div>
            <span class="spring"></span>
            <div class="group" role="group" aria-label={say(message::export())}>
                <button type="button" data-action="preview" disabled={!has_article} title={say(message::preview_title())}
                    onclick={ask(Dialog::Preview)}>{ say(message::preview()) }</button>
                <button type="button" data-action="copy" disabled={!has_article} title={say(message::copy_title())}
                    onclick={props.on_copy.reform(|_: MouseEvent| ())}>{ say(message::copy()) }</button>
                <button type="button" class="primary" data-action="download" disabled={!has_article}
                    title={say(message::download_title(key(Deed::Download)))} onclick={props.on_download.reform(|_: MouseEvent| ())}>{ say(message::download()) }</button>
                <button type="button" data-action="export" disabled={!has_article} title={say(message::export_title())}
                    onclick={ask(Dialog::Export)}>{ say(message::export_button()) }</button>
            </div>
            <ColourChoice handle={props.handle.clone()} colours={props.colours} on_colours={props.on_colours.clone()} />
            <Languages handle={props.handle.clone()} />
            <button type="button" class="round" data-action="help" title={say(message::all_keys_title(key(Deed::Help)))} aria-label={say(message::all_keys())}
                onclick={ask(Dialog::Help)}>{ "?" }</button>
        </header>
    }
}

#[derive(Clone, Properties)]
struct LanguagesProps {
    handle: Rc<Handle>,
}

/// Another language may be spoken now.
impl PartialEq for LanguagesProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The languages of the interface, each by what it calls itself.
#[component]
fn Languages(props: &LanguagesProps) -> Html {
    let locale = props.handle.locale();
    let onchange = {
        let handle = props.handle.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value());
            if let Some(language) = chosen.and_then(|tag| Language::of(&tag)) {
                interface::keep_language(language);
                handle.speak(language);
            }
        })
    };
    let languages = LANGUAGES.iter().map(|language| {
        let selected = language.tag == locale.language().tag;
        html! { <option value={language.tag} lang={language.tag} {selected}>{ language.name }</option> }
    });
    let name = locale.say(message::interface_language());
    html! {
        <select class="languages" data-action="language" aria-label={name.clone()} title={name} {onchange}>{ for languages }</select>
    }
}

#[derive(Clone, Properties)]
struct ColourChoiceProps {
    handle: Rc<Handle>,
    colours: Colours,
    on_colours: Callback<Colours>,
}

/// Another language may be spoken now.
impl PartialEq for ColourChoiceProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Light, dark, or as the system has it.
#[component]
fn ColourChoice(props: &ColourChoiceProps) -> Html {
    let locale = props.handle.locale();
    let onchange = {
        let on_colours = props.on_colours.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value());
            if let Some(colours) = chosen.and_then(|tag| Colours::of(&tag)) {
                colours.keep();
                on_colours.emit(colours);
            }
        })
    };
    let choices = Colours::ALL.map(|colours| {
        let name = match colours {
            Colours::System => message::colours_system(),
            Colours::Light => message::colours_light(),
            Colours::Dark => message::colours_dark(),
        };
        html! { <option value={colours.tag()} selected={colours == props.colours}>{ locale.say(name) }</option> }
    });
    let name = locale.say(message::colours());
    html! {
        <select class="languages" data-action="colours" aria-label={name.clone()} title={name} {onchange}>{ for choices }</select>
    }
}

/// A click on such a button leaves the focus, and with it the selection, in the text.
pub fn keep_focus() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| event.prevent_default())
}

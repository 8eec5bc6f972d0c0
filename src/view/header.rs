//! The bar above the text: what can be done with the whole article, and the labels as pens.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, HtmlSelectElement, Node};
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
    let plain = |on: &Callback<()>| on.reform(|_: MouseEvent| ());
    let undo =
        session.history().next_undo().map(|gesture| say(message::undo_title(&gesture.name, key(Deed::Undo))));
    let redo =
        session.history().next_redo().map(|gesture| say(message::redo_title(&gesture.name, key(Deed::Redo))));
    let (cannot_undo, cannot_redo) = (undo.is_none(), redo.is_none());
    let undo = undo.unwrap_or_else(|| say(message::undo_none()));
    let redo = redo.unwrap_or_else(|| say(message::redo_none()));
    let is_empty = session.document().is_none();
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
                <kbd>{ label.key }</kbd><span class="label-name word">{ label.name.as_str() }</span>
            </button>
        }
    });
    let load = || say(message::load_title(key(Deed::Load)));
    let download = || say(message::download_title(key(Deed::Download)));
    let menu = say(message::menu());
    html! {
        <header class="bar">
            <span class="brand" aria-hidden="true">{ "« »" }</span>
            <StandingWord handle={props.handle.clone()} on_dialog={props.on_dialog.clone()} />
            { button("load", "wide", "", say(message::load()), load(), false, plain(&props.on_load)) }
            <div class="group pens" role="group" aria-label={say(message::pens())} data-part="pens">{ for pens }</div>
            <div class="group" role="group" aria-label={say(message::history())}>
                { button("undo", "", "↶", say(message::undo()), undo, cannot_undo, act(Action::Undo)) }
                { button("redo", "", "↷", say(message::redo()), redo, cannot_redo, act(Action::Redo)) }
            </div>
            <span class="spring"></span>
            { button("download", "wide primary", "↓", say(message::download()), download(), is_empty, plain(&props.on_download)) }
            <details class="menu" data-part="menu" onkeydown={on_menu_key()} onfocusout={on_menu_left()}>
                <summary class="round" data-action="menu" aria-label={menu.clone()} title={menu}>{ "⋯" }</summary>
                <div class="menu-list" tabindex="-1" onclick={on_menu_chosen()}>
                    <div class="group" role="group" aria-label={say(message::articles())}>
                        { button("menu-load", "narrow", "", say(message::load()), load(), false, plain(&props.on_load)) }
                        { button("load-folder", "", "", say(message::load_folder()), say(message::load_folder_title()), false, plain(&props.on_folder)) }
                        { button("paste", "", "", say(message::paste()), say(message::paste_title()), false, ask(Dialog::Paste)) }
                    </div>
                    <div class="group" role="group" aria-label={say(message::export())}>
                        { button("preview", "", "", say(message::preview()), say(message::preview()), is_empty, ask(Dialog::Preview)) }
                        { button("copy", "", "", say(message::copy()), say(message::copy()), is_empty, plain(&props.on_copy)) }
                        { button("menu-download", "narrow", "", say(message::download()), download(), is_empty, plain(&props.on_download)) }
                        { button("export", "", "", say(message::export_button()), say(message::export_title()), is_empty, ask(Dialog::Export)) }
                    </div>
                    <div class="group" role="group" aria-label={say(message::settings())}>
                        { button("scheme", "", "", say(message::scheme()), say(message::scheme_title()), false, ask(Dialog::Scheme)) }
                        { button("menu-help", "narrow", "", say(message::all_keys()), say(message::all_keys_title(key(Deed::Help))), false, ask(Dialog::Help)) }
                        <ColourChoice handle={props.handle.clone()} colours={props.colours} on_colours={props.on_colours.clone()} />
                        <Languages handle={props.handle.clone()} />
                    </div>
                </div>
            </details>
            <button type="button" class="round wide" data-action="help" title={say(message::all_keys_title(key(Deed::Help)))} aria-label={say(message::all_keys())}
                onclick={ask(Dialog::Help)}>{ "?" }</button>
        </header>
    }
}

/// A button of the bar or its menu: a sign, which may be empty, and a word, for which the bar has not always room.
fn button(
    action: &'static str,
    class: &'static str,
    sign: &'static str,
    word: String,
    title: String,
    disabled: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" {class} data-action={action} {title} {disabled} {onclick}>
            if !sign.is_empty() {
                <span aria-hidden="true">{ sign }</span>
            }
            <span class={classes!((!sign.is_empty()).then_some("word"))}>{ word }</span>
        </button>
    }
}

/// The menu around what an event came from.
fn menu_of(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest("details").ok().flatten()
}

fn close(menu: &Element) {
    let _ = menu.remove_attribute("open");
}

/// Escape closes the menu alone and leaves the focus on what opened it.
fn on_menu_key() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let menu = menu_of(event.target()).filter(|menu| menu.has_attribute("open"));
        if let Some(menu) = menu.filter(|_| event.key() == "Escape") {
            event.stop_propagation();
            close(&menu);
            let summary =
                menu.first_element_child().and_then(|summary| summary.dyn_into::<HtmlElement>().ok());
            if let Some(summary) = summary {
                let _ = summary.focus();
            }
        }
    })
}

/// What is chosen closes it; a list of choices may be used again.
fn on_menu_chosen() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("button").ok().flatten());
        if let Some(menu) = button.and_then(|button| menu_of(Some(button.into()))) {
            close(&menu);
        }
    })
}

/// So does going elsewhere by the keyboard. Where the focus goes nowhere, the window may have lost it, or a list of
/// choices opens; a click beside the menu meets what lies behind it, which closes it.
fn on_menu_left() -> Callback<FocusEvent> {
    Callback::from(|event: FocusEvent| {
        let Some(to) = event.related_target().and_then(|target| target.dyn_into::<Node>().ok()) else {
            return;
        };
        if let Some(menu) = menu_of(event.target()).filter(|menu| !menu.contains(Some(&to))) {
            close(&menu);
        }
    })
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

//! The list of keys, in which they can be changed, taken out as a file and brought in again.

use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::clipboard;
use crate::browser::handle::Handle;
use crate::messages::{Locale, Message as Said, message};
use crate::session::Action;
use crate::session::chord::Chord;
use crate::session::keymap::{Deed, Group, Keymap, Keys, LINES};

use super::keys::press_of;

/// What the list needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose keys they are.
    pub handle: Rc<Handle>,
    /// In which language.
    pub locale: Locale,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale
    }
}

/// What happens to the list.
pub enum Message {
    /// The key of this line is to be changed, or no longer.
    Change(Option<usize>),
    /// This key was pressed for the line.
    Press(Chord),
    /// These keys were brought in, or all are as they were.
    Use(Keymap),
    /// Write the keys to a file.
    Export,
}

/// The list.
pub struct KeyList {
    /// The line whose key is being changed.
    changing: Option<usize>,
    /// What came of the last change.
    told: Option<Said>,
    input: NodeRef,
}

impl Component for KeyList {
    type Message = Message;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self { changing: None, told: None, input: NodeRef::default() }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let handle = &ctx.props().handle;
        match message {
            Message::Change(line) => std::mem::replace(&mut self.changing, line) != line,
            Message::Press(chord) => {
                if let Some(Keys::Of(deed)) = self.changing.take().map(|line| LINES[line].1) {
                    let former = handle.session().keymap().deed(&chord).filter(|former| *former != deed);
                    handle.dispatch(Action::ChangeKey(deed, chord.clone()));
                    let is_given = handle.session().keymap().deed(&chord) == Some(deed);
                    let key = chord.message();
                    self.told = Some(match former {
                        _ if !is_given => message::key_is_taken(key),
                        Some(former) => message::key_was_taken(key, former.told()),
                        None => message::key_given(key, deed.told()),
                    });
                }
                true
            }
            Message::Use(keymap) => {
                handle.dispatch(Action::SetKeymap(keymap));
                self.told = None;
                true
            }
            Message::Export => {
                let written = handle.session().keymap().written();
                self.told = clipboard::download("guillemet-keys.txt", "text/plain", &written)
                    .is_err()
                    .then(message::download_refused);
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { handle, locale } = ctx.props();
        let link = ctx.link();
        let session = handle.session();
        let scheme = session.dataset().scheme();
        let groups = Group::ALL.into_iter().map(|group| {
            let lines = LINES.iter().enumerate().filter(|(_, (of, ..))| *of == group);
            let lines = lines.map(|(n, (_, keys, does))| self.line(ctx, n, *keys, &does()));
            let labels = scheme.labels.iter().filter(|_| group == Group::Label).map(|label| {
                let does = locale.say(message::does_label(&label.name));
                html! { <><dt><kbd>{ label.key }</kbd></dt><dd>{ does }</dd></> }
            });
            let values = scheme.labels.iter().filter(|_| group == Group::Change);
            let values = values.flat_map(|label| {
                session.attribute_keys(&label.name).into_iter().map(|(key, name, value)| {
                    let does = locale.say(message::does_attribute(&label.name, &name, &value));
                    html! { <><dt><kbd>{ key }</kbd></dt><dd>{ does }</dd></> }
                })
            });
            html! {
                <section><h3>{ locale.say(group.heading()) }</h3><dl>{ for labels }{ for lines }{ for values }</dl></section>
            }
        });
        let on_file = link.callback_future(|event: Event| async move {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let file = input.and_then(|input| input.files()?.item(0));
            let text = match file {
                Some(file) => JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()),
                None => None,
            };
            text.map_or(Message::Change(None), |text| Message::Use(Keymap::read(&text)))
        });
        let input = self.input.clone();
        let ask = Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        });
        let told = self.told.as_ref().map(|told| locale.say(told));
        let is_changed = session.keymap().is_changed();
        html! {
            <>
                <p class="hint">{ locale.say(message::keys_changeable()) }</p>
                <p class="hint" role="status" data-part="key-status">{ told }</p>
                <div class="key-list">{ for groups }</div>
                <div class="line">
                    <button type="button" data-action="reset-keys" disabled={!is_changed} onclick={link.callback(|_| Message::Use(Keymap::default()))}>{ locale.say(message::keys_reset()) }</button>
                    <button type="button" data-action="export-keys" onclick={link.callback(|_| Message::Export)}>{ locale.say(message::keys_export()) }</button>
                    <button type="button" data-action="import-keys" onclick={ask}>{ locale.say(message::keys_import()) }</button>
                    <input ref={self.input.clone()} type="file" class="file-input" data-part="key-file" tabindex="-1" accept=".txt,text/plain"
                        aria-label={locale.say(message::keys_import())} onchange={on_file} />
                </div>
            </>
        }
    }
}

impl KeyList {
    fn line(&self, ctx: &Context<Self>, n: usize, keys: Keys, does: &Said) -> Html {
        let Props { handle, locale } = ctx.props();
        let session = handle.session();
        let shown = keys.shown(session.keymap()).into_iter().map(|parts| {
            let parts = parts.into_iter().map(|part| html! { <kbd>{ locale.say(part) }</kbd> });
            html! { <span class="chord">{ for parts }</span> }
        });
        let told = locale.say(does);
        let keys = match keys {
            Keys::Fixed(_) => html! { { for shown } },
            Keys::Of(deed) => self.changeable(ctx, n, deed, shown.collect(), does),
        };
        html! { <><dt>{ keys }</dt><dd>{ told }</dd></> }
    }

    fn changeable(&self, ctx: &Context<Self>, n: usize, deed: Deed, shown: Html, does: &Said) -> Html {
        let (link, locale) = (ctx.link(), &ctx.props().locale);
        let is_changing = self.changing == Some(n);
        let onclick = link.callback(move |_: MouseEvent| Message::Change(Some(n)));
        let onblur = link.callback(|_: FocusEvent| Message::Change(None));
        let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
            if !is_changing || event.key() == "Tab" {
                return None;
            }
            let chord = Chord::of(&press_of(&event))?;
            event.prevent_default();
            event.stop_propagation();
            Some(if event.key() == "Escape" { Message::Change(None) } else { Message::Press(chord) })
        });
        html! {
            <button type="button" class="key" data-deed={deed.name()} title={locale.say(message::change_key(does))} {onclick} {onblur} {onkeydown}>
                if is_changing { { locale.say(message::press_a_key()) } } else { { shown } }
            </button>
        }
    }
}

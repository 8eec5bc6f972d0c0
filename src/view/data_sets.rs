//! The data sets of this browser: open, make, rename, copy, delete, bring back; and who works here.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::journal::Listed;
use crate::messages::message;
use crate::session::Action;

use super::filed;

/// What the dialog needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose data sets they are.
    pub handle: Rc<Handle>,
    /// Another data set is being opened.
    pub on_close: Callback<()>,
    /// Asks for a backup to restore.
    pub on_restore: Callback<()>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What the dialog shows.
#[component]
pub fn DataSets(props: &Props) -> Html {
    let new_name = use_node_ref();
    let session = props.handle.session();
    let locale = props.handle.locale();
    let open = session.open_dataset().to_owned();
    let named = |listed: &Listed| {
        if listed.row.name.is_empty() {
            locale.say(message::data_set_unnamed())
        } else {
            listed.row.name.clone()
        }
    };
    let act = |action: Action, leaves: bool| {
        let (handle, close) = (props.handle.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            handle.dispatch(action.clone());
            if leaves {
                close.emit(());
            }
        })
    };
    let standing = session.datasets().iter().filter(|listed| listed.row.deleted.0.is_empty()).map(|listed| {
        let id = listed.id.clone();
        let is_open = id == open;
        let articles =
            if is_open { session.dataset().documents().len() } else { listed.articles as usize };
        let rename = {
            let (handle, dataset) = (props.handle.clone(), id.clone());
            Callback::from(move |event: Event| {
                if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                    handle.dispatch(Action::RenameDataset { dataset: dataset.clone(), name: field.value() });
                }
            })
        };
        let copy_name = locale.say(message::copy_of(named(listed).as_str()));
        html! {
            <li key={id.clone()} class={classes!("data-set", is_open.then_some("current"))} data-set={id.clone()}>
                <input type="text" data-part="data-set-name" value={listed.row.name.clone()} dir="auto"
                    placeholder={locale.say(message::data_set_unnamed())} aria-label={locale.say(message::data_set_name())} onchange={rename} />
                <span class="count">{ locale.say(message::articles_count(articles)) }</span>
                <span class="line">
                    if is_open {
                        <span class="is-open">{ locale.say(message::data_set_open_now()) }</span>
                    } else {
                        <button type="button" data-action="open-data-set" onclick={act(Action::OpenDataset(id.clone()), true)}>{ locale.say(message::data_set_open()) }</button>
                    }
                    <button type="button" data-action="copy-data-set"
                        onclick={act(Action::DuplicateDataset { dataset: id.clone(), name: copy_name }, true)}>{ locale.say(message::data_set_copy()) }</button>
                    <button type="button" data-action="delete-data-set" title={locale.say(message::data_set_delete_title())}
                        onclick={act(Action::DeleteDataset(id.clone()), false)}>{ locale.say(message::data_set_delete()) }</button>
                </span>
            </li>
        }
    });
    let deleted: Vec<_> = session
        .datasets()
        .iter()
        .filter(|listed| !listed.row.deleted.0.is_empty())
        .map(|listed| {
            let id = listed.id.clone();
            html! {
                <li key={id.clone()} class="data-set" data-set={id.clone()}>
                    <span dir="auto">{ named(listed) }</span>
                    <span class="count">{ locale.say(message::articles_count(listed.articles as usize)) }</span>
                    <span class="line">
                        <button type="button" data-action="bring-back-data-set" onclick={act(Action::RestoreDataset(id.clone()), false)}>{ locale.say(message::data_set_bring_back()) }</button>
                        <button type="button" data-action="clear-data-set" title={locale.say(message::data_set_clear_title())}
                            onclick={act(Action::ClearDataset(id.clone()), false)}>{ locale.say(message::data_set_clear()) }</button>
                    </span>
                </li>
            }
        })
        .collect();
    let create = {
        let (handle, close, field) = (props.handle.clone(), props.on_close.clone(), new_name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = field.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            handle.dispatch(Action::CreateDataset(name));
            close.emit(());
        })
    };
    let annotator = {
        let handle = props.handle.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                handle.dispatch(Action::SetAnnotator(field.value()));
            }
        })
    };
    let room = session.room().map(|(used, quota, persistent)| {
        let room = locale.say(message::room(used.div_ceil(1000) as usize, (quota / 1000) as usize));
        let promise =
            locale.say(if persistent { message::room_promised() } else { message::room_not_promised() });
        html! { <p class="hint" data-part="room">{ room }{ " " }{ promise }</p> }
    });
    html! {
        <div class="data-sets">
            <label class="annotator-name">{ locale.say(message::annotator_name()) }
                <input type="text" data-part="annotator-name" value={session.annotator().to_owned()} dir="auto" autocomplete="name" onchange={annotator} /></label>
            <ul data-part="data-sets">{ for standing }</ul>
            <form class="line" onsubmit={create}>
                <input type="text" data-part="new-data-set" ref={new_name} dir="auto" aria-label={locale.say(message::data_set_new_name())}
                    placeholder={locale.say(message::data_set_new_name())} />
                <button type="submit" class="primary" data-action="create-data-set">{ locale.say(message::data_set_create()) }</button>
            </form>
            if !deleted.is_empty() {
                <details data-part="deleted-data-sets">
                    <summary>{ locale.say(message::data_sets_deleted(deleted.len())) }</summary>
                    <ul>{ for deleted }</ul>
                </details>
            }
            <div class="line">
                <button type="button" data-action="backup" onclick={act(Action::BackUp, false)}>{ locale.say(message::backup()) }</button>
                <button type="button" data-action="restore" onclick={props.on_restore.reform(|_: MouseEvent| ())}>{ locale.say(message::restore()) }</button>
            </div>
            { filed::line(&props.handle) }
            { for room }
        </div>
    }
}

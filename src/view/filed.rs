//! What of the work is in a file of the person's: a word in the bar, a line in the dialog of data sets, and a banner
//! where something is to be done about it.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::backup_file;
use crate::browser::handle::Handle;
use crate::journal::{BackupFile, FileState, FileTrouble};
use crate::messages::{Message, message};
use crate::session::Action;

fn button(handle: &Rc<Handle>, action: &'static str, said: Message, act: fn(&Rc<Handle>)) -> Html {
    let said = handle.locale().say(said);
    let handle = handle.clone();
    let onclick = Callback::from(move |_: MouseEvent| act(&handle));
    html! { <button type="button" data-action={action} {onclick}>{ said }</button> }
}

fn stop(handle: &Rc<Handle>) -> Html {
    button(handle, "drop-file", message::backup_file_stop(), |handle| handle.dispatch(Action::DropFile))
}

fn choose(handle: &Rc<Handle>, said: Message) -> Html {
    button(handle, "keep-file", said, backup_file::choose)
}

fn allow(handle: &Rc<Handle>) -> Html {
    button(handle, "allow-file", message::backup_file_allow(), backup_file::allow)
}

fn state(file: &BackupFile) -> (&'static str, Message) {
    match &file.state {
        FileState::Asks => ("asks", message::backup_file_asks(file.name.as_str())),
        FileState::Behind => ("behind", message::backup_file_behind(file.name.as_str())),
        FileState::Current { .. } => ("current", message::backup_file_current(file.name.as_str())),
        FileState::Failed(trouble) => {
            let name = file.name.as_str();
            let why = match trouble {
                FileTrouble::Damaged => message::backup_file_damaged(name),
                FileTrouble::Failed(reason) => message::backup_file_failed(name, reason.as_str()),
            };
            ("failed", why)
        }
    }
}

/// Beside the word that says whether all is saved; nothing where no file is kept.
pub fn word(handle: &Rc<Handle>) -> Html {
    let session = handle.session();
    let Some(file) = session.backup_file() else { return Html::default() };
    let (name, title) = state(file);
    let word = match &file.state {
        FileState::Behind => message::backup_word_behind(),
        FileState::Current { .. } => message::backup_word(),
        FileState::Asks | FileState::Failed(_) => message::backup_word_not(),
    };
    let bad = matches!(file.state, FileState::Asks | FileState::Failed(_)).then_some("not-saved");
    let locale = handle.locale();
    html! {
        <span class={classes!("backup-word", bad)} data-part="backup-file" data-state={name} title={locale.say(title)}>{ locale.say(word) }</span>
    }
}

/// In the dialog of data sets: what is kept where, and how to begin or end it; nothing where the browser cannot.
pub fn line(handle: &Rc<Handle>) -> Html {
    let session = handle.session();
    if !backup_file::is_offered() || !session.may_keep_file() {
        return Html::default();
    }
    let locale = handle.locale();
    match session.backup_file() {
        None => html! {
            <div class="line" data-part="backup-file-line">
                { choose(handle, message::backup_file_keep()) }
                <span class="hint">{ locale.say(message::backup_file_about()) }</span>
            </div>
        },
        Some(file) => html! {
            <div class="line" data-part="backup-file-line">
                <span>{ locale.say(state(file).1) }</span>
                if matches!(file.state, FileState::Asks) { { allow(handle) } }
                { choose(handle, message::backup_file_other()) }{ stop(handle) }
            </div>
        },
    }
}

/// What is to be done: let the file be written, see why it is not, or download what is in no file.
pub fn banner(handle: &Rc<Handle>) -> Html {
    let session = handle.session();
    let locale = handle.locale();
    let banner = |kind: &'static str, text: Message, more: Html| {
        html! {
            <div class={classes!("banner", kind)} role="status" data-part="banner" data-banner={kind}><p>{ locale.say(text) }</p>{ more }</div>
        }
    };
    match (session.backup_file(), session.unfiled()) {
        (Some(file), _) => match &file.state {
            FileState::Asks => {
                banner("file-asks", state(file).1, html! { <>{ allow(handle) }{ stop(handle) }</> })
            }
            FileState::Failed(_) => {
                let other = choose(handle, message::backup_file_other());
                banner("file-failed", state(file).1, html! { <>{ other }{ stop(handle) }</> })
            }
            FileState::Behind | FileState::Current { .. } => Html::default(),
        },
        (None, Some(count)) => {
            let download = button(handle, "download-unfiled", message::backup(), |handle| {
                handle.dispatch(Action::BackUp);
            });
            let later = button(handle, "remind-later", message::remind_later(), |handle| {
                handle.dispatch(Action::PutOffReminder);
            });
            let keep = if backup_file::is_offered() {
                choose(handle, message::backup_file_keep())
            } else {
                Html::default()
            };
            banner("unfiled", message::banner_unfiled(count), html! { <>{ download }{ keep }{ later }</> })
        }
        (None, None) => Html::default(),
    }
}

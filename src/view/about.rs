//! What is known of the open article: title, language, state, flag, remark, and what its file said of it.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::message;
use crate::model::Mark;
use crate::session::{Action, State};

use super::typing::on_rest;

/// What the dialog needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose article it is.
    pub handle: Rc<Handle>,
    /// The article was removed.
    pub on_close: Callback<()>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What the dialog shows. Each field is kept as soon as it is left.
#[component]
pub fn About(props: &Props) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let (Some(row), Some(document)) = (session.open_row(), session.document()) else {
        return Html::default();
    };
    let meta = document.article().metadata().meta.clone();
    let describe = |is_title: bool| {
        let (handle, id) = (props.handle.clone(), row.id.clone());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(former) = handle.session().open_row() else { return };
            let (title, language) =
                if is_title { (field.value(), former.language) } else { (former.title, field.value()) };
            handle.dispatch(Action::Describe {
                article: id.clone(),
                title,
                language: language.trim().to_owned(),
            });
        })
    };
    let on_remark = {
        let (handle, article) = (props.handle.clone(), Some(row.id.clone()));
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
                handle.dispatch(Action::SetRemark { article: article.clone(), remark: field.value() });
            }
        })
    };
    let on_rest = {
        let (handle, article) = (props.handle.clone(), Some(row.id.clone()));
        on_rest(move |remark| handle.dispatch(Action::SetRemark { article: article.clone(), remark }))
    };
    let on_flag = {
        let (handle, article) = (props.handle.clone(), row.id.clone());
        Callback::from(move |_: Event| handle.dispatch(Action::ToggleFlag(Some(article.clone()))))
    };
    let on_mark = {
        let (handle, article) = (props.handle.clone(), Some(row.id.clone()));
        Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value());
            let mark = match chosen.as_deref() {
                Some("done") => Mark::Done,
                Some("skipped") => Mark::Skipped,
                _ => Mark::Open,
            };
            handle.dispatch(Action::SetMark { article: article.clone(), mark });
        })
    };
    let open = State::of(Mark::Open, row.annotations);
    let marks = [open, State::Done, State::Skipped].map(|state| {
        let selected = row.state == state;
        html! { <option value={state.name()} {selected}>{ locale.say(message::state(state.name())) }</option> }
    });
    let remove = {
        let (handle, id, close) = (props.handle.clone(), row.id.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            handle.dispatch(Action::RemoveArticle(id.clone()));
        })
    };
    html! {
        <div class="about">
            <label>{ locale.say(message::article_title()) }
                <input type="text" data-part="article-title" value={row.title.clone()} dir="auto" onchange={describe(true)} /></label>
            <div class="about-line">
                <label>{ locale.say(message::article_language()) }
                    <input type="text" data-part="article-language" value={row.language.clone()} spellcheck="false"
                        title={locale.say(message::article_language_hint())} onchange={describe(false)} /></label>
                <label>{ locale.say(message::article_mark()) }
                    <select data-part="article-mark" onchange={on_mark}>{ for marks }</select></label>
            </div>
            <label>{ locale.say(message::article_remark()) }
                <textarea data-part="article-remark" rows="4" dir="auto" value={row.remark.clone()} onchange={on_remark} oninput={on_rest} /></label>
            <label class="check"><input type="checkbox" data-part="article-flag" checked={row.flagged} onchange={on_flag} />
                { locale.say(message::article_flagged()) }</label>
            if !meta.is_empty() {
                <details><summary>{ locale.say(message::article_meta()) }</summary><pre tabindex="0">{ &*meta }</pre></details>
            }
            <div class="line">
                <span class="spring"></span>
                <button type="button" data-action="remove-open-article" onclick={remove}>{ locale.say(message::remove_article()) }</button>
            </div>
        </div>
    }
}

//! The panel of the suggestions: how many there are, which one the keys act on, how sure they must be, and the rules.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::own_rules::OwnRules;
use crate::browser::handle::Handle;
use crate::messages::{Message, message};
use crate::session::keymap::Deed;
use crate::session::suggesting::RuleRow;
use crate::session::{Action, Several};
use crate::suggest::Confidence;

/// What the panel needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose suggestions they are.
    pub handle: Rc<Handle>,
}

/// The session may have changed.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The panel.
#[component]
pub fn SuggestionPanel(props: &Props) -> Html {
    let handle = &props.handle;
    let session = handle.session();
    if session.document().is_none() {
        return Html::default();
    }
    let locale = handle.locale();
    let act = |action: Action| {
        let handle = handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let button = |name: &'static str, deed: Deed, text: Message, action: Action| {
        html! { <button type="button" data-action={name} onclick={act(action)}><kbd>{ locale.say(session.keymap().told(deed)) }</kbd>{ locale.say(text) }</button> }
    };
    let is_on = session.suggestions_are_on();
    let count = session.suggestion_count();
    let status = match session.suggestion_hindrance() {
        _ if session.is_finding() => locale.say(message::press_label()),
        Some(why) => locale.say(why),
        None if !is_on => String::new(),
        None if !session.suggestions_are_complete() => locale.say(message::looking_for_more(count)),
        None => locale.number(count),
    };
    let percent = |confidence: Confidence| u32::from(confidence.get()) / 10;
    let threshold = percent(session.threshold());
    let on_threshold = {
        let handle = handle.clone();
        Callback::from(move |event: Event| {
            let value =
                event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.value().parse().ok());
            if let Some(percent) = value.map(|percent: u16| percent.saturating_mul(10)) {
                handle.dispatch(Action::SetThreshold(Confidence::permille(percent)));
            }
        })
    };
    let focused = session.focused_suggestion().map(|one| {
        let (label, sure) = (&one.annotation.label, percent(one.confidence));
        let what = message::suggestion(one.place, count, label, &one.rule, sure);
        html! {
            <p class="focused-suggestion" data-part="suggestion">
                <span>{ locale.say(what) }</span>
                { button("accept", Deed::Accept, message::accept(), Action::Accept(None)) }
                { button("reject", Deed::Delete, message::reject(), Action::Reject) }
            </p>
        }
    });
    let sought = session.sought().filter(|_| is_on).map(|sought| {
        let (word, label) = (sought.quoted(), sought.label.as_str());
        let can_spread = !sought.everywhere && session.dataset().documents().len() > 1;
        let told = if sought.everywhere { message::sought_everywhere(word, label) } else { message::sought(word, label) };
        html! {
            <p class="sought" data-part="sought">
                <span>{ locale.say(told) }</span>
                if can_spread {
                    <button type="button" data-action="find-everywhere" title={locale.say(message::find_everywhere_title())} onclick={act(Action::FindEverywhere)}>{ locale.say(message::find_everywhere()) }</button>
                }
                <button type="button" data-action="find-no-more" onclick={act(Action::FindNoMore)}>{ locale.say(message::find_no_more()) }</button>
            </p>
        }
    });
    let rules = session.suggestion_rules().iter().map(|row| rule(handle, row));
    html! {
        <section class="suggestions" aria-label={locale.say(message::suggestions())} data-part="suggestions">
            <p class="suggestion-head">
                <label><input type="checkbox" data-action="suggesting" checked={is_on} onclick={act(Action::SetSuggesting(!is_on))} />{ locale.say(message::suggestions()) }</label>
                <span class="hint-count" data-part="suggestion-count">{ status }</span>
                if count > 0 {
                    { button("next-suggestion", Deed::NextSuggestion, message::next(), Action::FocusNeighbour { forward: true }) }
                    { button("accept-all", Deed::AcceptAll, message::accept_all(count), Action::AcceptSeveral(Several::All)) }
                }
            </p>
            { for focused }
            { for sought }
            if is_on {
                <details data-part="rules">
                    <summary>{ locale.say(message::at_least(threshold)) }</summary>
                    <label>{ locale.say(message::at_least_this()) }
                        <input type="range" min="0" max="100" step="5" data-action="threshold" value={threshold.to_string()} onchange={on_threshold} />
                    </label>
                    <ul>{ for rules }</ul>
                </details>
                <OwnRules handle={handle.clone()} locale={locale.clone()} rules={session.dataset().scheme().rules.clone()} />
            }
        </section>
    }
}

fn rule(handle: &Rc<Handle>, row: &RuleRow) -> Html {
    let locale = handle.locale();
    let RuleRow { rule, shown, record, is_on } = row.clone();
    let act = |action: Action| {
        let handle = handle.clone();
        Callback::from(move |_: MouseEvent| handle.dispatch(action.clone()))
    };
    let said = locale.say(message::record(record.accepted, record.corrected, record.rejected));
    html! {
        <li key={rule.to_string()} data-rule={rule.to_string()}>
            <label><input type="checkbox" checked={is_on} onclick={act(Action::SetRule { rule: rule.clone(), on: !is_on })} />{ rule.as_str() }</label>
            <small>{ said }</small>
            if shown > 0 {
                <button type="button" data-action="accept-rule" onclick={act(Action::AcceptSeveral(Several::OfRule(rule)))}>{ locale.say(message::accept_these(shown)) }</button>
            }
        </li>
    }
}

//! The person's own rules: those there are, and one that is being written, with what it would match here.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::browser::later::after;
use crate::browser::trying::{Tally, Tried};
use crate::messages::{Locale, message};
use crate::model::PatternRule;
use crate::session::Action;
use crate::worker::protocol::Preview;

/// What the rules need.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose rules they are.
    pub handle: Rc<Handle>,
    /// In which language.
    pub locale: Locale,
    /// The rules there are.
    pub rules: Vec<PatternRule>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules && self.locale == other.locale
    }
}

/// What happens to the rule that is being written.
pub enum Message {
    /// It is another now.
    Written,
    /// Nothing was typed for a moment: it can be tried.
    Try(u32),
    /// What it would match.
    Tried(Tried),
    /// It is done.
    Add,
}

/// The rules and the form.
#[derive(Default)]
pub struct OwnRules {
    pattern: NodeRef,
    label: NodeRef,
    same_case: NodeRef,
    /// How often something was typed: only the last counts.
    typed: u32,
    preview: Option<Preview>,
    tally: Option<Tally>,
}

/// Whoever types on is not interrupted.
const REST_MS: i32 = 250;

/// So many matches are shown.
const SHOWN: usize = 5;

impl Component for OwnRules {
    type Message = Message;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let handle = &ctx.props().handle;
        match message {
            Message::Written => {
                self.typed += 1;
                let (link, typed) = (ctx.link().clone(), self.typed);
                after(REST_MS, move || link.send_message(Message::Try(typed)));
                // What was told was about another pattern.
                handle.trier.stop();
                self.tally.take();
                self.preview.take().is_some()
            }
            Message::Try(typed) => {
                if let Some(rule) = self.rule().filter(|_| typed == self.typed) {
                    let link = ctx.link().clone();
                    handle
                        .trier
                        .try_rule(handle, rule, move |tried| link.send_message(Message::Tried(tried)));
                }
                false
            }
            Message::Tried(Tried::Here(preview)) => {
                self.preview = Some(preview);
                true
            }
            Message::Tried(Tried::Everywhere(tally)) => {
                self.tally = Some(tally);
                true
            }
            Message::Add => {
                if let Some(rule) = self.rule() {
                    let mut rules = ctx.props().rules.clone();
                    rules.push(rule);
                    handle.dispatch(Action::SetOwnRules(rules));
                    handle.trier.end();
                    self.preview = None;
                    self.tally = None;
                    if let Some(field) = self.pattern.cast::<HtmlInputElement>() {
                        field.set_value("");
                        // The button has no more use, and a button without one lets go of the focus.
                        let _ = field.focus();
                    }
                }
                true
            }
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().handle.trier.end();
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { handle, rules, locale } = ctx.props();
        let session = handle.session();
        let labels = session.dataset().scheme().labels.iter();
        let labels = labels
            .enumerate()
            .map(|(n, label)| html! { <option selected={n == 0}>{ label.name.as_str() }</option> });
        let rows = rules.iter().enumerate().map(|(n, rule)| {
            let change = |change: fn(&mut Vec<PatternRule>, usize)| {
                let (handle, rules) = (handle.clone(), rules.clone());
                Callback::from(move |_: MouseEvent| {
                    let mut rules = rules.clone();
                    change(&mut rules, n);
                    handle.dispatch(Action::SetOwnRules(rules));
                })
            };
            html! {
                <li data-own-rule={n.to_string()}>
                    <label><input type="checkbox" checked={rule.on} onclick={change(|rules, n| rules[n].on = !rules[n].on)} />
                        <code>{ &rule.pattern }</code></label>
                    <small>{ rule.label.as_str() }</small>
                    <button type="button" data-action="remove-rule" onclick={change(|rules, n| drop(rules.remove(n)))}>{ locale.say(message::remove_rule()) }</button>
                </li>
            }
        });
        let written = ctx.link().callback(|_: InputEvent| Message::Written);
        let chosen = ctx.link().callback(|_: Event| Message::Written);
        let is_right = matches!(self.preview, Some(Preview::Matches { .. }));
        html! {
            <details data-part="own-rules">
                <summary>{ locale.say(message::own_rules(rules.len())) }</summary>
                <ul>{ for rows }</ul>
                <label class="field">{ locale.say(message::pattern()) }<input type="text" data-part="pattern" ref={self.pattern.clone()} spellcheck="false" oninput={written} /></label>
                <label>{ locale.say(message::label()) }<select data-part="pattern-label" ref={self.label.clone()} onchange={chosen.clone()}>{ for labels }</select></label>
                <label><input type="checkbox" ref={self.same_case.clone()} onchange={chosen} />{ locale.say(message::same_case()) }</label>
                <div data-part="pattern-preview" role="status">{ self.told(ctx) }</div>
                <button type="button" data-action="add-rule" disabled={!is_right} onclick={ctx.link().callback(|_| Message::Add)}>{ locale.say(message::add_rule()) }</button>
            </details>
        }
    }
}

impl OwnRules {
    /// The rule as it is written now, if anything is.
    fn rule(&self) -> Option<PatternRule> {
        Some(PatternRule {
            pattern: self.pattern.cast::<HtmlInputElement>()?.value(),
            label: self.label.cast::<HtmlSelectElement>()?.value().into(),
            same_case: self.same_case.cast::<HtmlInputElement>()?.checked(),
            on: true,
        })
    }

    fn told(&self, ctx: &Context<Self>) -> Html {
        match &self.preview {
            None => Html::default(),
            Some(Preview::Matches { spans, is_cut }) => {
                let session = ctx.props().handle.session();
                let Some(document) = session.document() else { return Html::default() };
                let first = spans.iter().take(SHOWN).map(|span| {
                    let text: String = document.article().covered(*span).chars().take(80).collect();
                    html! { <li dir="auto">{ text }</li> }
                });
                let count = spans.len();
                let told = if *is_cut { message::matches_more(count) } else { message::matches(count) };
                let everywhere = self.tally.map(|Tally { matches, articles, looked, is_over }| {
                    let told = if is_over {
                        message::matches_everywhere(matches, articles, looked)
                    } else {
                        message::matches_everywhere_so_far(matches, articles, looked)
                    };
                    html! { <p data-part="tally">{ ctx.props().locale.say(told) }</p> }
                });
                html! { <>{ ctx.props().locale.say(told) }<ul>{ for first }</ul>{ for everywhere }</> }
            }
            Some(Preview::Wrong { at, why }) => {
                let pattern = self.rule().map(|rule| rule.pattern).unwrap_or_default();
                let part = |from: usize, to: usize| -> String {
                    pattern.chars().skip(from).take(to.saturating_sub(from)).collect()
                };
                let (start, end) = (at.start.index(), at.end.index().max(at.start.index() + 1));
                html! {
                    <>{ ctx.props().locale.say(why) }<br /><code>{ part(0, start) }<mark>{ part(start, end) }</mark>{ part(end, usize::MAX) }</code></>
                }
            }
        }
    }
}

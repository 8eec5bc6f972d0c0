//! How articles are written for another program: the format, which articles, what would be lost, how it would begin.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::browser::export_choice::{Chosen, Scope};
use crate::browser::exporting::{Exporting, Stage};
use crate::browser::handle::Handle;
use crate::messages::{Locale, Message, message};
use crate::session::State;
use crate::worker::exporting::Subsets;

/// What the form needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose articles.
    pub handle: Rc<Handle>,
    /// In which language.
    pub locale: Locale,
    /// It is over.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.handle, &other.handle) && self.locale == other.locale
    }
}

/// The parts of a hundred and the seed that are offered first.
const SUBSETS: Subsets = Subsets { validation: 10, test: 10, seed: 1 };

/// The form.
#[component]
pub fn ExportForm(props: &Props) -> Html {
    let locale = &props.locale;
    let say = |message: Message| locale.say(message);
    let redraw = use_force_update();
    let exporting = {
        let handle = props.handle.clone();
        use_memo((), move |()| Exporting::begin(&handle, move || redraw.force_update()))
    };
    let exporting: Rc<Exporting> = (*exporting).clone();
    let (stage, chosen, formats, surveyed) =
        (exporting.stage().clone(), exporting.chosen().clone(), exporting.formats(), exporting.surveyed());
    if stage == Stage::NoWorker {
        return html! {
            <p class="problem" data-part="export-error">
                { say(message::export_no_worker()) }
            </p>
        };
    }
    let choose = {
        let exporting = exporting.clone();
        move |change: Rc<dyn Fn(&mut Chosen)>| {
            let mut chosen = exporting.chosen().clone();
            change(&mut chosen);
            exporting.choose(chosen);
        }
    };
    let on_format = {
        let choose = choose.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let id = select.value();
                choose(Rc::new(move |chosen| chosen.order.format.clone_from(&id)));
            }
        })
    };
    let scope = |value: &'static str, scope: Scope, text: String| {
        let choose = choose.clone();
        let onchange = Callback::from(move |_: Event| choose(Rc::new(move |chosen| chosen.scope = scope)));
        html! {
            <label class="choice"><input type="radio" name="export-scope" value={value} checked={chosen.scope == scope} {onchange} />{ text }</label>
        }
    };
    let (count, done) = {
        let counts = props.handle.session().queue_counts();
        (counts.all(), counts.of(State::Done))
    };
    let format = formats.iter().find(|format| format.id == chosen.order.format);
    let is_busy = stage.told().is_some();
    let told = match &stage {
        Stage::Written(name) => say(message::downloaded(name.as_str())),
        Stage::Failed(why) => locale.say(why),
        stage => stage.told().map(|told| locale.say(&told)).unwrap_or_default(),
    };
    let is_writing = matches!(stage, Stage::Writing(..));
    let write = {
        let exporting = exporting.clone();
        Callback::from(move |_: MouseEvent| exporting.write())
    };
    let stop = {
        let exporting = exporting.clone();
        Callback::from(move |_: MouseEvent| exporting.stop())
    };
    html! {
        <div class="exchange-form" aria-busy={is_busy.to_string()}>
            <div class="line">
                <label class="field">{ say(message::exchange_format()) }
                    <select data-part="export-format" onchange={on_format} disabled={is_writing}>
                        { for formats.iter().map(|format| html! {
                            <option value={format.id.clone()} selected={format.id == chosen.order.format}>{ &format.name }</option>
                        }) }
                    </select>
                </label>
                <span class="hint">{ format.map(|format| say(message::exchange_for(format.about.as_str()))).unwrap_or_default() }</span>
            </div>
            <fieldset class="line" data-part="export-scope" disabled={is_writing}>
                <legend>{ say(message::articles()) }</legend>
                { scope("all", Scope::All, say(message::export_all(count))) }
                if count > 1 && (done > 0 || chosen.scope == Scope::Done) {
                    { scope("done", Scope::Done, say(message::export_done(done))) }
                }
                if count > 1 {
                    { scope("this", Scope::This, say(message::export_open())) }
                }
            </fieldset>
            if format.is_some_and(|format| format.subsets) {
                { subsets(locale, &chosen, is_writing, choose) }
            }
            <section data-part="export-losses">
                <h3>{ say(message::export_lost()) }</h3>
                if exporting.missing() > 0 {
                    <p class="problem" data-part="export-missing">{ say(message::export_missing(exporting.missing())) }</p>
                }
                if surveyed.losses.is_empty() {
                    <p class="hint">{ say(message::export_lost_nothing()) }</p>
                } else {
                    <ul class="losses">
                        { for surveyed.losses.iter().map(|(what, count)| html! { <li><span class="count">{ locale.number(*count) }</span>{ " " }{ what }</li> }) }
                    </ul>
                }
            </section>
            <section class="example" data-part="export-preview">
                <h3>{ say(message::export_begins(if surveyed.shown.is_empty() { surveyed.name.as_str() } else { surveyed.shown.as_str() })) }</h3>
                <pre tabindex="0">{ &surveyed.beginning }</pre>
            </section>
            <div class="line foot">
                <span class="progress" role="status" data-part="export-progress">{ told }</span>
                <span class="spring"></span>
                if is_writing {
                    <button type="button" data-action="export-stop" onclick={stop}>{ say(message::stop()) }</button>
                } else {
                    <button type="button" data-action="export-cancel" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ say(message::close()) }</button>
                }
                <button type="button" class="primary" data-action="export-write" disabled={is_busy || format.is_none()} onclick={write}>
                    { say(message::export_download(surveyed.name.as_str())) }</button>
            </div>
        </div>
    }
}

/// Train, validation and test, where the format has files for them.
fn subsets(
    locale: &Locale,
    chosen: &Chosen,
    disabled: bool,
    choose: impl Fn(Rc<dyn Fn(&mut Chosen)>) + Clone + 'static,
) -> Html {
    let parted = chosen.order.subsets;
    let on_part = {
        let choose = choose.clone();
        Callback::from(move |_: Event| {
            choose(Rc::new(move |chosen| {
                chosen.order.subsets = if parted.is_some() { None } else { Some(SUBSETS) };
            }));
        })
    };
    let number = |part: &'static str, text: Message, value: u32, put: fn(&mut Subsets, u32)| {
        let choose = choose.clone();
        let onchange = Callback::from(move |event: Event| {
            let typed =
                event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.value().parse().ok());
            if let Some(n) = typed {
                choose(Rc::new(move |chosen| {
                    let mut subsets = chosen.order.subsets.unwrap_or(SUBSETS);
                    put(&mut subsets, n);
                    chosen.order.subsets = Some(subsets);
                }));
            }
        });
        html! { <label class="field">{ locale.say(text) }<input type="number" min="0" max="1000000" data-part={part} value={value.to_string()} {onchange} /></label> }
    };
    html! {
        <fieldset class="line" data-part="export-subsets" {disabled}>
            <legend>{ locale.say(message::export_training()) }</legend>
            <label class="choice"><input type="checkbox" data-part="export-part" checked={parted.is_some()} onchange={on_part} />{ locale.say(message::export_part()) }</label>
            if let Some(subsets) = parted {
                { number("export-validation", message::export_validation(), subsets.validation, |subsets, n| subsets.validation = n) }
                { number("export-test", message::export_test(), subsets.test, |subsets, n| subsets.test = n) }
                { number("export-seed", message::export_seed(), subsets.seed, |subsets, n| subsets.seed = n) }
            }
        </fieldset>
    }
}

//! What files of another program hold, shown before it is taken: the format, the articles, what becomes of foreign
//! labels, what was put right and left out.

use std::collections::BTreeMap;
use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::clipboard;
use crate::browser::importing::{Decision, Importing, Stage};
use crate::formats::{Choice, Foreign, OffsetUnit, Report};
use crate::messages::{Locale, Message, message};
use crate::worker::importing::Imported;

/// How many reports are drawn; the download has all.
const SHOWN: usize = 100;

/// What the form needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// The import.
    pub importing: Rc<Importing>,
    /// In which language.
    pub locale: Locale,
    /// It is over.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.importing, &other.importing) && self.locale == other.locale
    }
}

/// The form.
#[component]
pub fn ImportForm(props: &Props) -> Html {
    let locale = &props.locale;
    let importing = props.importing.clone();
    let redraw = use_force_update();
    {
        let (importing, on_close) = (importing.clone(), props.on_close.clone());
        use_effect_with((), move |()| {
            let listener = {
                // Weak: the import keeps its listener.
                let importing = Rc::downgrade(&importing);
                move || match importing.upgrade() {
                    Some(importing) if *importing.stage() != Stage::Taken => redraw.force_update(),
                    _ => on_close.emit(()),
                }
            };
            importing.listen(Some(Rc::new(listener)));
            move || importing.listen(None)
        });
    }
    let (found, stage) = (importing.found(), importing.stage());
    let decide = {
        let importing = importing.clone();
        Callback::from(move |decision| importing.decide(decision))
    };
    let unit_is_open = found.questions.unit.is_some() && found.decisions.unit.is_none();
    let is_ready = *stage == Stage::Found && found.error.is_none() && !found.format.is_empty();
    let take = {
        let importing = importing.clone();
        Callback::from(move |_: MouseEvent| importing.take())
    };
    let (is_busy, told) = match &*stage {
        Stage::Failed(why) => (false, locale.say(why)),
        Stage::Found if unit_is_open => (false, locale.say(message::import_say_unit())),
        Stage::Found | Stage::Taken => (false, String::new()),
        Stage::Looking(..) | Stage::Taking(..) => (true, locale.say(importing.progress())),
    };
    html! {
        <div class="exchange-form" aria-busy={is_busy.to_string()}>
            { format_field(locale, &found, &importing.name, &decide) }
            if let Some(error) = &found.error {
                <p class="problem" data-part="import-error">{ locale.say(error) }</p>
            } else {
                { summary(locale, &found) }
                { names(locale, true, &found.questions.labels, &found.decisions.labels, &decide, importing.known_labels()) }
                { names(locale, false, &found.questions.relations, &found.decisions.relations, &decide, importing.known_relations()) }
                { unit(locale, &found, &decide) }
                { reports(locale, "repaired", message::import_repaired(found.repaired.len()), &found.repaired) }
                { reports(locale, "rejected", message::import_rejected(found.rejected.len()), &found.rejected) }
                { beginnings(locale, &found) }
            }
            <div class="line foot">
                <span class="progress" role="status" data-part="import-progress">{ told }</span>
                <span class="spring"></span>
                if !(found.repaired.is_empty() && found.rejected.is_empty()) {
                    <button type="button" data-action="import-reports" onclick={download_reports(locale, &importing)}>{ locale.say(message::import_download_list()) }</button>
                }
                <button type="button" data-action="import-cancel" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                    { locale.say(if is_busy { message::stop() } else { message::cancel() }) }</button>
                <button type="button" class="primary" data-action="import-take" disabled={!is_ready || unit_is_open} onclick={take}>
                    { locale.say(message::import_load(found.articles)) }</button>
            </div>
        </div>
    }
}

fn format_field(locale: &Locale, found: &Imported, files: &Message, decide: &Callback<Decision>) -> Html {
    let about = found.formats.iter().find(|format| format.id == found.format);
    let about = about.map(|format| format.about.as_str());
    html! {
        <div class="line">
            <label class="field">{ locale.say(message::exchange_format()) }
                <select data-part="import-format" onchange={selected(decide, Decision::Format)}>
                    if found.format.is_empty() {
                        <option value="" selected=true>{ locale.say(message::import_no_format()) }</option>
                    }
                    { for found.formats.iter().map(|format| html! {
                        <option value={format.id.clone()} selected={format.id == found.format}>{ &format.name }</option>
                    }) }
                </select>
            </label>
            <span class="hint">{ locale.say(about.map_or_else(|| files.clone(), |about| message::import_files_for(files, about))) }</span>
        </div>
    }
}

fn selected<T: 'static>(emit: &Callback<T>, make: impl Fn(String) -> T + 'static) -> Callback<Event> {
    let emit = emit.clone();
    Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            emit.emit(make(select.value()));
        }
    })
}

fn summary(locale: &Locale, found: &Imported) -> Html {
    html! {
        <p class="summary" data-part="import-summary">
            <strong>{ locale.say(message::import_summary(found.articles, found.annotations, found.relations)) }</strong>
            { for found.labels.iter().map(|(label, count)| html! {
                <span class="tally" data-label={label.clone()}><span class="label-name">{ label }</span>{ " " }<span class="count">{ locale.number(*count) }</span></span>
            }) }
        </p>
    }
}

/// The table that says what becomes of each foreign name.
fn names(
    locale: &Locale,
    is_label: bool,
    foreign: &BTreeMap<String, Foreign>,
    decided: &BTreeMap<String, Choice>,
    decide: &Callback<Decision>,
    known: Vec<String>,
) -> Html {
    if foreign.is_empty() {
        return Html::default();
    }
    let (part, title, add) = if is_label {
        ("import-labels", message::import_labels(), message::import_new_label())
    } else {
        ("import-relations", message::import_relations(), message::import_new_relation())
    };
    let add = locale.say(add);
    let rows = foreign.iter().map(|(name, foreign)| {
        let choice = decided.get(name);
        let value = match choice {
            Some(Choice::Add) => "add".to_owned(),
            Some(Choice::Map(target)) => format!("map {target}"),
            Some(Choice::Skip) | None => "skip".to_owned(),
        };
        let option = |of: String, text: String| html! { <option value={of.clone()} selected={of == value}>{ text }</option> };
        let chosen = {
            let name = name.clone();
            move |value: String| {
                let choice = match value.strip_prefix("map ") {
                    Some(target) => Choice::Map(target.to_owned()),
                    None if value == "add" => Choice::Add,
                    None => Choice::Skip,
                };
                if is_label { Decision::Label(name.clone(), choice) } else { Decision::Relation(name.clone(), choice) }
            }
        };
        html! {
            <tr key={name.clone()} data-name={name.clone()}>
                <th scope="row">{ name }</th>
                <td class="count">{ foreign.count }</td>
                <td class="example">{ &foreign.example }</td>
                <td><select aria-label={locale.say(message::import_becomes_of(name.as_str()))} onchange={selected(decide, chosen)}>
                    { option("add".to_owned(), add.clone()) }
                    { for known.iter().map(|known| option(format!("map {known}"), known.clone())) }
                    { option("skip".to_owned(), locale.say(message::import_skip())) }
                </select></td>
            </tr>
        }
    });
    html! {
        <table class="names" data-part={part}>
            <thead><tr><th scope="col">{ locale.say(title) }</th><th scope="col">{ locale.say(message::import_used()) }</th>
                <th scope="col">{ locale.say(message::import_first()) }</th><th scope="col">{ locale.say(message::import_becomes()) }</th></tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// Asks in what bare offsets count, with what either answer would cover.
fn unit(locale: &Locale, found: &Imported, decide: &Callback<Decision>) -> Html {
    let Some(question) = &found.questions.unit else { return Html::default() };
    let choice = |value: &'static str, unit: OffsetUnit, name: Message, covers: &str| {
        let onchange = decide.reform(move |_: Event| Decision::Unit(unit));
        html! {
            <label class="choice"><input type="radio" name="import-unit" value={value} checked={found.decisions.unit == Some(unit)} {onchange} />
                { locale.say(message::import_unit_covers(name, question.label.as_str())) }{ " " }
                <q>{ if covers.is_empty() { locale.say(message::import_fits_nothing()) } else { covers.to_owned() } }</q></label>
        }
    };
    html! {
        <fieldset data-part="import-unit">
            <legend>{ locale.say(message::import_unit(question.articles)) }</legend>
            { choice("codepoint", OffsetUnit::CodePoint, message::import_code_points(), &question.in_code_points) }
            { choice("utf16", OffsetUnit::Utf16, message::import_utf16(), &question.in_utf16) }
        </fieldset>
    }
}

fn reports(locale: &Locale, part: &str, title: Message, reports: &[Report]) -> Html {
    if reports.is_empty() {
        return Html::default();
    }
    html! {
        <details class="reports" data-part={format!("import-{part}")}>
            <summary>{ locale.say(title) }</summary>
            <ul>
                { for reports.iter().take(SHOWN).map(|report| html! { <li><strong>{ locale.say(&report.place) }</strong>{ locale.say(message::report("", &report.reason)) }</li> }) }
                if reports.len() > SHOWN {
                    <li>{ locale.say(message::import_more_reports(reports.len() - SHOWN)) }</li>
                }
            </ul>
        </details>
    }
}

fn beginnings(locale: &Locale, found: &Imported) -> Html {
    let rest = found.articles - found.beginnings.len().min(found.articles);
    html! {
        <ol class="beginnings" data-part="import-articles">
            { for found.beginnings.iter().map(|article| html! {
                <li><strong dir="auto">{ &article.title }</strong>{ " " }<span class="count">{ locale.say(message::import_annotations(article.annotations)) }</span>
                    <p dir="auto">{ &article.text }</p></li>
            }) }
            if rest > 0 {
                <li class="count">{ locale.say(message::import_more(rest)) }</li>
            }
        </ol>
    }
}

/// Offers all reports as a table.
fn download_reports(locale: &Locale, importing: &Rc<Importing>) -> Callback<MouseEvent> {
    let (locale, importing) = (locale.clone(), importing.clone());
    Callback::from(move |_: MouseEvent| {
        let found = importing.found();
        let table = table(&locale, &found.repaired, &found.rejected);
        // Refused only where the browser lets no page download: the list is still on the page.
        let _ = clipboard::download("guillemet-import.tsv", "text/tab-separated-values", &table);
    })
}

/// All reports as tab-separated lines, with a byte order mark, by which a spreadsheet knows UTF-8.
fn table(locale: &Locale, repaired: &[Report], rejected: &[Report]) -> String {
    let flat = |text: &Message| locale.say(text).replace(['\t', '\n', '\r'], " ");
    let line = |what: &Message, place: &Message, reason: &Message| {
        format!("{}\t{}\t{}\n", locale.say(what), flat(place), flat(reason))
    };
    let head = [message::import_list_what(), message::import_list_place(), message::import_list_reason()];
    let mut table = String::from('\u{feff}') + &line(&head[0], &head[1], &head[2]);
    for (what, reports) in
        [(message::import_list_repaired(), repaired), (message::import_list_rejected(), rejected)]
    {
        for Report { place, reason } in reports {
            table.push_str(&line(&what, place, reason));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_report_is_a_line_of_the_table() {
        let report = |place: &str, reason: &str| Report { place: place.into(), reason: reason.into() };
        assert_eq!(
            table(&Locale::default(), &[report("a.ann line 1", "moved\tthere")], &[report("b", "gone\nnow")]),
            "\u{feff}what\tplace\treason\nput right\ta.ann line 1\tmoved there\nleft out\tb\tgone now\n"
        );
    }
}

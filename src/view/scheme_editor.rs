//! The label scheme as a form: labels, kinds of relations, and what becomes of annotations whose label goes. All of it
//! comes into force at once.

use std::collections::BTreeMap;
use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Locale, Message as Text, message};
use crate::model::{LineStyle, Name, Scheme};
use crate::session::Action;
use crate::session::scheme_draft::{DraftId, DraftKind, DraftLabel, LeftForm, SchemeDraft};

/// What the form needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose scheme it is.
    pub handle: Rc<Handle>,
    /// It is in force, or nobody wants it.
    pub on_close: Callback<()>,
    /// Writes the scheme to a file.
    pub on_export: Callback<()>,
    /// Asks for files, one with a scheme among them.
    pub on_import: Callback<()>,
}

/// The form is the person's until they are done with it.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The form.
pub struct SchemeEditor {
    draft: SchemeDraft,
    guidelines: String,
    in_force: Rc<Scheme>,
    labels_used: BTreeMap<Name, usize>,
    kinds_used: BTreeMap<Name, usize>,
    refused: Option<String>,
    /// Whether it is as it was left at another time.
    is_left: bool,
    /// Whether what is written is in force, or not wanted.
    is_done: bool,
}

/// Which field of a label.
#[derive(Clone, Copy)]
pub enum LabelField {
    /// Its name.
    Name,
    /// Its key.
    Key,
    /// Its colour.
    Color,
    /// Its line.
    Line,
    /// Its description.
    Description,
    /// Its attributes.
    Attributes,
    /// What it needs.
    Needs,
}

/// What happens to the form.
pub enum Change {
    /// A field of a label was written.
    Label(DraftId, LabelField, String),
    /// A label is wanted.
    AddLabel,
    /// A label is not wanted.
    RemoveLabel(DraftId),
    /// A label goes before the one above it.
    Up(DraftId),
    /// What becomes of the annotations of a removed label: a label's number, or `delete`.
    Fate(Name, String),
    /// A kind's name, or its description, was written.
    Kind(DraftId, bool, String),
    /// A kind may lead from, or to, a label, or no longer.
    End(DraftId, bool, DraftId),
    /// A kind is wanted.
    AddKind,
    /// A kind is not wanted.
    RemoveKind(DraftId),
    /// The guidelines were written.
    Guidelines(String),
    /// It is to come into force.
    Save,
    /// It is not wanted.
    Cancel,
    /// It is to be as the scheme in force is.
    Anew,
}

const LINES: [(&str, LineStyle); 4] = [
    ("solid", LineStyle::Solid),
    ("dashed", LineStyle::Dashed),
    ("dotted", LineStyle::Dotted),
    ("double", LineStyle::Double),
];

impl Component for SchemeEditor {
    type Message = Change;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let session = ctx.props().handle.session();
        let in_force = session.dataset().scheme().clone();
        let (labels_used, kinds_used) = session.usage();
        let fresh = (SchemeDraft::of(&in_force), session.guidelines().to_owned());
        // What was written and left by Escape is not lost, as long as it still fits what is in force.
        let left = ctx.props().handle.left_form.take();
        let left = left.filter(|left| left.dataset == session.open_dataset() && left.before == fresh);
        let is_left = left.is_some();
        let (draft, guidelines) = left.map_or(fresh, |left| left.written);
        Self { draft, guidelines, in_force, labels_used, kinds_used, refused: None, is_left, is_done: false }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        let handle = &ctx.props().handle;
        let left = {
            let session = handle.session();
            let before = (SchemeDraft::of(&self.in_force), session.guidelines().to_owned());
            let written = (self.draft.clone(), self.guidelines.clone());
            let is_pending = !self.is_done && written != before;
            is_pending.then(|| LeftForm { dataset: session.open_dataset().to_owned(), before, written })
        };
        handle.left_form.replace(left);
    }

    fn update(&mut self, ctx: &Context<Self>, change: Change) -> bool {
        self.refused = None;
        let draft = &mut self.draft;
        match change {
            Change::Label(id, field, value) => {
                if let Some(label) = draft.labels.iter_mut().find(|label| label.id == id) {
                    write(label, field, value);
                }
            }
            Change::AddLabel => {
                draft.add_label();
            }
            Change::RemoveLabel(id) => draft.remove_label(id),
            Change::Up(id) => draft.move_up(id),
            Change::Fate(name, value) => {
                draft.fates.remove(&name);
                if value == "delete" {
                    draft.fates.insert(name, None);
                } else if let Ok(id) = value.parse() {
                    draft.fates.insert(name, Some(id));
                }
            }
            Change::Kind(id, is_name, value) => {
                if let Some(kind) = draft.kinds.iter_mut().find(|kind| kind.id == id) {
                    *(if is_name { &mut kind.name } else { &mut kind.description }) = value;
                }
            }
            Change::End(id, is_from, label) => {
                if let Some(kind) = draft.kinds.iter_mut().find(|kind| kind.id == id) {
                    let ends = if is_from { &mut kind.from } else { &mut kind.to };
                    match ends.iter().position(|other| *other == label) {
                        Some(at) => drop(ends.remove(at)),
                        None => ends.push(label),
                    }
                }
            }
            Change::AddKind => {
                draft.add_kind();
            }
            Change::RemoveKind(id) => draft.remove_kind(id),
            Change::Guidelines(text) => self.guidelines = text,
            Change::Save => return self.save(ctx),
            Change::Cancel => {
                self.is_done = true;
                ctx.props().on_close.emit(());
                return false;
            }
            Change::Anew => {
                self.draft = SchemeDraft::of(&self.in_force);
                ctx.props().handle.session().guidelines().clone_into(&mut self.guidelines);
                self.is_left = false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let locale = ctx.props().handle.locale();
        let say = |text: Text| locale.say(text);
        let link = ctx.link();
        let undecided = self.undecided();
        let labels =
            self.draft.labels.iter().enumerate().map(|(n, label)| self.label(ctx, &locale, n, label));
        let kinds = self.draft.kinds.iter().map(|kind| self.kind(ctx, &locale, kind));
        let fates = self.draft.removed(&self.in_force).into_iter().filter(|name| self.used(name) > 0);
        let fates = fates.map(|name| self.fate(ctx, &locale, &name));
        let on_import = {
            let (close, import) = (ctx.props().on_close.clone(), ctx.props().on_import.clone());
            // What is loaded comes into the scheme in force, and not into this form.
            Callback::from(move |_: MouseEvent| {
                import.emit(());
                close.emit(());
            })
        };
        let on_guidelines = link.callback(|event: InputEvent| Change::Guidelines(area_value(&event)));
        html! {
            <div class="scheme">
                if self.is_left {
                    <p class="line hint" data-part="scheme-left">{ say(message::scheme_left()) }
                        <button type="button" data-action="scheme-anew" onclick={link.callback(|_| Change::Anew)}>{ say(message::scheme_anew()) }</button></p>
                }
                <ol class="scheme-labels" data-part="scheme-labels">{ for labels }</ol>
                <div class="line"><button type="button" data-action="add-label" onclick={link.callback(|_| Change::AddLabel)}>{ say(message::add_label()) }</button></div>
                { for fates }
                <details class="scheme-kinds"><summary>{ say(message::scheme_relations(self.draft.kinds.len())) }</summary>
                    <ul data-part="scheme-kinds">{ for kinds }</ul>
                    <button type="button" data-action="add-kind" onclick={link.callback(|_| Change::AddKind)}>{ say(message::add_kind()) }</button>
                </details>
                <label class="field">{ say(message::guidelines_field()) }
                    <textarea data-part="guidelines-field" rows="5" dir="auto" value={self.guidelines.clone()} oninput={on_guidelines} /></label>
                if let Some(why) = &self.refused {
                    <p class="scheme-fault" role="alert" data-part="scheme-fault">{ why }</p>
                }
                <div class="dialog-foot">
                    <button type="button" data-action="export-scheme" title={say(message::export_scheme_title())}
                        onclick={ctx.props().on_export.reform(|_: MouseEvent| ())}>{ say(message::export_scheme()) }</button>
                    <button type="button" data-action="import-scheme" title={say(message::import_scheme_title())}
                        onclick={on_import}>{ say(message::import_scheme()) }</button>
                    <span class="spring"></span>
                    <button type="button" data-action="cancel-scheme" onclick={link.callback(|_| Change::Cancel)}>{ say(message::cancel()) }</button>
                    <button type="button" class="primary" data-action="save-scheme" disabled={undecided} onclick={link.callback(|_| Change::Save)}>{ say(message::use_scheme()) }</button>
                </div>
            </div>
        }
    }
}

impl SchemeEditor {
    fn used(&self, name: &Name) -> usize {
        self.labels_used.get(name).copied().unwrap_or_default()
    }

    /// Whether it is still to be said what becomes of some annotations.
    fn undecided(&self) -> bool {
        let removed = self.draft.removed(&self.in_force);
        removed.iter().any(|name| self.used(name) > 0 && !self.draft.fates.contains_key(name))
    }

    fn save(&mut self, ctx: &Context<Self>) -> bool {
        let handle = &ctx.props().handle;
        let change = self.draft.change(&self.in_force);
        if let Some(fault) = change.scheme.fault() {
            self.refused = Some(handle.locale().say(fault));
            return true;
        }
        if let Err(refusal) = handle.perform(Action::ChangeScheme(Box::new(change))) {
            let why = refusal.message(handle.session().keymap());
            self.refused = Some(handle.locale().say(why));
            return true;
        }
        if self.guidelines != handle.session().guidelines() {
            handle.dispatch(Action::SetGuidelines(self.guidelines.clone()));
        }
        self.is_done = true;
        ctx.props().on_close.emit(());
        false
    }

    fn label(&self, ctx: &Context<Self>, locale: &Locale, n: usize, label: &DraftLabel) -> Html {
        let say = |text: Text| locale.say(text);
        let link = ctx.link();
        let id = label.id;
        let written =
            |field: LabelField| link.callback(move |event: Event| Change::Label(id, field, value(&event)));
        let lines = LINES.map(|(name, line)| {
            html! { <option value={name} selected={label.line == line}>{ say(message::line_style(name)) }</option> }
        });
        let kinds = self.draft.kinds.iter().filter(|kind| kind.from.contains(&id)).map(|kind| {
            html! { <option value={kind.id.to_string()} selected={label.needs == Some(kind.id)}>{ &kind.name }</option> }
        });
        let used = label.former.as_ref().map_or(0, |name| self.used(name));
        let only = self.draft.labels.len() == 1;
        let named = |field: Text| say(message::field_of(field, label.name.as_str()));
        html! {
            <li key={id} class="scheme-label" data-label-row={n.to_string()}>
                <input type="color" data-part="label-color" value={label.color.clone()} aria-label={named(message::label_color())} onchange={written(LabelField::Color)} />
                <input type="text" data-part="label-key" value={label.key.clone()} maxlength="2" spellcheck="false"
                    title={say(message::label_key())} aria-label={named(message::label_key())} onchange={written(LabelField::Key)} />
                <input type="text" data-part="label-name" value={label.name.clone()} spellcheck="false" placeholder={say(message::label_name())}
                    aria-label={named(message::label_name())} onchange={written(LabelField::Name)} />
                <select data-part="label-line" aria-label={named(message::label_line())} onchange={written(LabelField::Line)}>{ for lines }</select>
                <span class="count" data-part="label-used">{ say(message::row_annotations(used)) }</span>
                <button type="button" class="quiet" data-action="label-up" disabled={n == 0} aria-label={named(message::label_up())}
                    title={say(message::label_up())} onclick={link.callback(move |_| Change::Up(id))}>{ "↑" }</button>
                <button type="button" class="quiet" data-action="remove-label" disabled={only} aria-label={named(message::label_remove())}
                    title={say(message::label_remove())} onclick={link.callback(move |_| Change::RemoveLabel(id))}>{ "×" }</button>
                <input type="text" class="wide" data-part="label-description" value={label.description.clone()} dir="auto" placeholder={say(message::label_description())}
                    aria-label={named(message::label_description())} onchange={written(LabelField::Description)} />
                <textarea class="half" data-part="label-attributes" rows="1" spellcheck="false" value={label.attributes.clone()} placeholder={say(message::label_attributes_example())}
                    title={say(message::label_attributes())} aria-label={named(message::label_attributes())}
                    onchange={link.callback(move |event: Event| Change::Label(id, LabelField::Attributes, area_value(&event)))} />
                <select data-part="label-needs" aria-label={named(message::label_needs())} onchange={written(LabelField::Needs)}>
                    <option value="" selected={label.needs.is_none()}>{ say(message::label_needs_nothing()) }</option>
                    { for kinds }
                </select>
            </li>
        }
    }

    /// What becomes of the annotations of a label that goes.
    fn fate(&self, ctx: &Context<Self>, locale: &Locale, name: &Name) -> Html {
        let fate = self.draft.fates.get(name);
        let onchange = {
            let name = name.clone();
            ctx.link().callback(move |event: Event| Change::Fate(name.clone(), value(&event)))
        };
        let labels = self.draft.labels.iter().map(|label| {
            let selected = fate == Some(&Some(label.id));
            html! { <option value={label.id.to_string()} {selected}>{ locale.say(message::fate_become(label.name.as_str())) }</option> }
        });
        html! {
            <label class="scheme-fate" data-fate={name.to_string()}>
                <span>{ locale.say(message::fate_question(self.used(name), name)) }</span>
                <select {onchange}>
                    <option value="" selected={fate.is_none()}>{ locale.say(message::fate_choose()) }</option>
                    { for labels }
                    <option value="delete" selected={fate == Some(&None)}>{ locale.say(message::fate_delete()) }</option>
                </select>
            </label>
        }
    }

    fn kind(&self, ctx: &Context<Self>, locale: &Locale, kind: &DraftKind) -> Html {
        let link = ctx.link();
        let id = kind.id;
        let used =
            kind.former.as_ref().and_then(|name| self.kinds_used.get(name)).copied().unwrap_or_default();
        let ends = |is_from: bool| {
            let chosen = if is_from { &kind.from } else { &kind.to };
            let boxes = self.draft.labels.iter().map(|label| {
                let label_id = label.id;
                html! {
                    <label class="check"><input type="checkbox" checked={chosen.contains(&label_id)}
                        onchange={link.callback(move |_: Event| Change::End(id, is_from, label_id))} />{ &label.name }</label>
                }
            });
            html! { <span class="line">{ for boxes }</span> }
        };
        html! {
            <li key={id} class="scheme-kind">
                <input type="text" data-part="kind-name" value={kind.name.clone()} spellcheck="false" placeholder={locale.say(message::kind_name())}
                    aria-label={locale.say(message::kind_name())} onchange={link.callback(move |event: Event| Change::Kind(id, true, value(&event)))} />
                <span class="count">{ locale.say(message::kind_used(used)) }</span>
                <button type="button" class="quiet" data-action="remove-kind" title={locale.say(message::kind_remove())} aria-label={locale.say(message::kind_remove())}
                    onclick={link.callback(move |_| Change::RemoveKind(id))}>{ "×" }</button>
                <input type="text" class="wide" value={kind.description.clone()} dir="auto" placeholder={locale.say(message::label_description())}
                    aria-label={locale.say(message::label_description())} onchange={link.callback(move |event: Event| Change::Kind(id, false, value(&event)))} />
                <div class="wide scheme-ends"><span>{ locale.say(message::kind_from()) }</span>{ ends(true) }<span>{ locale.say(message::kind_to()) }</span>{ ends(false) }</div>
            </li>
        }
    }
}

fn write(label: &mut DraftLabel, field: LabelField, value: String) {
    match field {
        LabelField::Name => label.name = value,
        LabelField::Key => label.key = value,
        LabelField::Color => label.color = value,
        LabelField::Line => {
            let line = LINES.iter().find(|(name, _)| *name == value);
            label.line = line.map(|(_, line)| *line).unwrap_or_default();
        }
        LabelField::Description => label.description = value,
        LabelField::Attributes => label.attributes = value,
        LabelField::Needs => label.needs = value.parse().ok(),
    }
}

/// What an input or a list says.
fn value(event: &Event) -> String {
    let list = event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value());
    list.or_else(|| event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()))
        .unwrap_or_default()
}

fn area_value(event: &Event) -> String {
    event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default()
}

//! The annotations beside the text: filters with their counts, and a row for each.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::session::listing::RowLink;
use crate::session::{Action, Filter, Row};

/// What the list needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose list it is.
    pub handle: Rc<Handle>,
}

/// The session may have changed; the rows compare themselves.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The filters and the rows.
#[component]
pub fn List(props: &Props) -> Html {
    let session = props.handle.session();
    let counts = session.counts();
    let current = session.filter();
    let total = session.document().map_or(0, |document| document.annotations().len());
    let filter = |name: &str, text: &str, count: usize, filter: Filter, class: Option<String>| {
        let pressed = *current == filter;
        let handle = props.handle.clone();
        let onclick = Callback::from(move |_: MouseEvent| handle.dispatch(Action::SetFilter(filter.clone())));
        html! {
            <button type="button" class={classes!("filter", class)} data-filter={name.to_owned()} aria-pressed={pressed.to_string()} {onclick}>
                { text }<span class="count">{ count }</span>
            </button>
        }
    };
    let labels = session.dataset().scheme().labels.iter().enumerate().map(|(n, label)| {
        let only = Filter { label: Some(label.name.clone()), incomplete: false };
        filter(
            label.name.as_str(),
            label.name.as_str(),
            counts.of(&label.name),
            only,
            Some(format!("label-{n}")),
        )
    });
    let incomplete = Filter { label: None, incomplete: true };
    let rows = session.rows();
    let empty = rows.is_empty();
    let none = if total == 0 { "No annotation yet." } else { "No annotation fits this filter." };
    html! {
        <section class="listing" aria-label="Annotations">
            <div class="filters" role="group" aria-label="Show" data-part="filters">
                { filter("all", "all", total, Filter::default(), None) }
                { for labels }
                { filter("incomplete", "without source", counts.incomplete, incomplete, None) }
            </div>
            <ol class="rows" data-part="list" hidden={empty}>
                { for rows.into_iter().map(|row| html! {
                    <RowItem key={row.id.to_string()} handle={props.handle.clone()} row={Rc::new(row.clone())} />
                }) }
            </ol>
            if empty {
                <p class="hint">{ none }</p>
            }
        </section>
    }
}

#[derive(Clone, Properties)]
struct RowProps {
    handle: Rc<Handle>,
    row: Rc<Row>,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
    }
}

#[component]
fn RowItem(props: &RowProps) -> Html {
    let row = &props.row;
    let onclick = {
        let (handle, id) = (props.handle.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| handle.dispatch(Action::Choose(Some(id.clone()))))
    };
    let lacks = row.lacks.as_ref().map(|kind| match kind.as_str() {
        "said_by" | "denied_by" => "no source".to_owned(),
        other => format!("no {other}"),
    });
    html! {
        <li>
            <button type="button" class={classes!("row", format!("label-{}", row.label_index), row.chosen.then_some("current"))}
                data-row={row.id.to_string()} aria-current={row.chosen.then_some("true")} {onclick}>
                <span class="row-head">
                    <span class="row-label">{ row.label.as_str() }</span>
                    { for row.attributes.iter().map(|value| html! { <span class="row-value">{ value.as_str() }</span> }) }
                    if let Some(lacks) = lacks {
                        <span class="row-lacks">{ lacks }</span>
                    }
                </span>
                <span class="row-text" dir="auto">{ &row.text }</span>
                { for row.links.iter().map(|link| html! { <span class="row-link" dir="auto">{ arrow(link) }</span> }) }
                if !row.note.is_empty() {
                    <span class="row-note" dir="auto">{ &row.note }</span>
                }
            </button>
        </li>
    }
}

/// A relation in words, seen from one of its ends.
pub fn arrow(link: &RowLink) -> String {
    if link.outgoing {
        format!("{} → {}", link.kind, link.text)
    } else {
        format!("{} ← {}", link.kind, link.text)
    }
}

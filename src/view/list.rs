//! The annotations beside the text: filters with their counts, and a row for each. Of a long list, only
//! the rows that can be seen are in the page.

use std::ops::Range;
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::messages::{Locale, Message, message};
use crate::model::{AnnotationId, ArticleId};
use crate::session::listing::RowLink;
use crate::session::{Action, Filter, Row};

use super::row_gaps::RowGaps;
use super::row_keys::tabindex;

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
pub struct List {
    rows: NodeRef,
    /// The rows of a long list that can be seen, when it was scrolled last.
    seen: Range<usize>,
    /// The stretch of it that is drawn.
    drawn: Range<usize>,
    /// The annotation that was chosen when the list was drawn last.
    chosen: Option<AnnotationId>,
    /// The filter and the article of which the list was drawn last.
    shows: (Filter, Option<ArticleId>),
    /// Whether the list is to start from its top.
    restarts: bool,
    gaps: RowGaps,
    listener: Option<EventListener>,
}

/// The list was scrolled.
pub struct Scrolled;

impl Component for List {
    type Message = Scrolled;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        let rows = NodeRef::default();
        Self {
            gaps: RowGaps::new(rows.clone(), ROW_HEIGHT),
            rows,
            seen: 0..1,
            drawn: 0..0,
            chosen: None,
            shows: Default::default(),
            restarts: false,
            listener: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, _: Scrolled) -> bool {
        let count = ctx.props().handle.session().row_count();
        if count <= SHORT {
            return false;
        }
        self.seen = self.in_sight(count);
        if self.drawn.start <= self.seen.start && self.seen.end.min(count) <= self.drawn.end {
            return false;
        }
        self.drawn = around(self.seen.clone(), count);
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        let session = ctx.props().handle.session();
        let count = session.row_count();
        let shows =
            (session.filter().clone(), session.document().map(|document| document.article().id().clone()));
        if shows != self.shows {
            self.shows = shows;
            self.restarts = true;
            self.seen = 0..1;
        }
        let chosen = session.chosen().map(|chosen| chosen.id.clone());
        let place = chosen.as_ref().and_then(|id| session.row_place(id));
        let goes_to = place.filter(|place| chosen != self.chosen && !self.drawn.contains(place));
        self.drawn = match goes_to {
            _ if count <= SHORT => 0..count,
            Some(place) => around(place..place + 1, count),
            None => around(self.seen.clone(), count),
        };
        self.chosen = chosen;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let locale = props.handle.locale();
        let session = props.handle.session();
        let counts = session.counts();
        let current = session.filter();
        let total = session.document().map_or(0, |document| document.annotations().len());
        let filter = |name: &str, text: &str, count: usize, filter: Filter, class: Option<String>| {
            let pressed = *current == filter;
            let handle = props.handle.clone();
            let onclick =
                Callback::from(move |_: MouseEvent| handle.dispatch(Action::SetFilter(filter.clone())));
            html! {
                <button type="button" class={classes!("filter", class)} data-filter={name.to_owned()} aria-pressed={pressed.to_string()} {onclick}>
                    { text }<span class="count">{ locale.number(count) }</span>
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
        let count = session.row_count();
        let is_long = count > SHORT;
        let drawn = if is_long { self.drawn.clone() } else { 0..count };
        let none = locale.say(if total == 0 { message::no_annotation() } else { message::none_fits() });
        let all: Vec<_> = drawn.clone().zip(session.rows(drawn.clone())).collect();
        let chosen = all.iter().find(|(_, row)| row.chosen).map(|(place, _)| *place);
        let stop = chosen.unwrap_or(if is_long { self.seen.start } else { 0 });
        let rows = all.into_iter().map(|(place, row)| {
            let is_stop = place == stop;
            let place = is_long.then(|| (place + 1, count));
            html! { <RowItem key={row.id.to_string()} handle={props.handle.clone()} row={Rc::new(row.clone())} {place} {is_stop} locale={locale.clone()} /> }
        });
        let items: Html = if is_long {
            self.gaps.around(rows, (drawn.start, count.saturating_sub(drawn.end)))
        } else {
            self.gaps.forget();
            rows.collect()
        };
        html! {
            <section class="listing" aria-label={locale.say(message::annotations())}>
                <div class="filters" role="group" aria-label={locale.say(message::show())} data-part="filters">
                    { filter("all", &locale.say(message::all()), total, Filter::default(), None) }
                    { for labels }
                    { filter("incomplete", &locale.say(message::without_source()), counts.incomplete, incomplete, None) }
                </div>
                <ol class={classes!("rows", is_long.then_some("long"))} data-part="list" ref={self.rows.clone()} hidden={count == 0}>
                    { items }
                </ol>
                if count == 0 {
                    <p class="hint">{ none }</p>
                }
            </section>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Some(list) = self.rows.cast::<Element>() else { return };
        if first {
            let link = ctx.link().clone();
            self.listener = Some(EventListener::new(&list, "scroll", move |_| link.send_message(Scrolled)));
        }
        self.gaps.make();
        if std::mem::take(&mut self.restarts) {
            list.set_scroll_top(0);
        }
    }
}

impl List {
    /// The rows of a long list that can be seen.
    fn in_sight(&self, count: usize) -> Range<usize> {
        let Some(list) = self.rows.cast::<Element>() else { return 0..count.min(1) };
        let first = f64::from(list.scroll_top()) / ROW_HEIGHT;
        let rows = f64::from(list.client_height()) / ROW_HEIGHT;
        let first = (first as usize).min(count.saturating_sub(1));
        first..(first + rows.ceil() as usize + 1)
    }
}

/// A list of more rows has rows of one height and is drawn as far as it can be seen.
const SHORT: usize = 200;

/// The height of a row of a long list, in pixels; `guillemet.css` makes it so.
const ROW_HEIGHT: f64 = 76.0;

/// Some rows and those around them.
fn around(rows: Range<usize>, count: usize) -> Range<usize> {
    const BEYOND: usize = 16;
    rows.start.saturating_sub(BEYOND).min(count)..(rows.end + BEYOND).min(count)
}

#[derive(Clone, Properties)]
struct RowProps {
    handle: Rc<Handle>,
    row: Rc<Row>,
    /// In a list that is not drawn whole: which one it is, and of how many.
    place: Option<(usize, usize)>,
    /// Whether Tab comes to it.
    is_stop: bool,
    locale: Locale,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
            && self.place == other.place
            && self.is_stop == other.is_stop
            && self.locale == other.locale
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
        "said_by" | "denied_by" => props.locale.say(message::lacks_source()),
        other => props.locale.say(message::lacks(other)),
    });
    let place = props.place;
    html! {
        <li aria-posinset={place.map(|(place, _)| place.to_string())} aria-setsize={place.map(|(_, of)| of.to_string())}>
            <button type="button" class={classes!("row", format!("label-{}", row.label_index), row.chosen.then_some("current"))}
                data-row={row.id.to_string()} tabindex={tabindex(props.is_stop)} aria-current={row.chosen.then_some("true")} {onclick}>
                <span class="row-head">
                    <span class="row-label">{ row.label.as_str() }</span>
                    { for row.attributes.iter().map(|value| html! { <span class="row-value">{ value.as_str() }</span> }) }
                    if let Some(lacks) = lacks {
                        <span class="row-lacks">{ lacks }</span>
                    }
                </span>
                <span class="row-text" dir="auto">{ &row.text }</span>
                { for row.links.iter().map(|link| html! { <span class="row-link" dir="auto">{ props.locale.say(arrow(link)) }</span> }) }
                if !row.note.is_empty() {
                    <span class="row-note" dir="auto">{ &row.note }</span>
                }
            </button>
        </li>
    }
}

/// A relation in words, seen from one of its ends.
pub fn arrow(link: &RowLink) -> Message {
    if link.outgoing {
        message::relation_to(&link.kind, &link.text)
    } else {
        message::relation_from(&link.kind, &link.text)
    }
}

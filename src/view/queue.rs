//! All articles beside the text: search, filters, order, and a row for each. Only the rows that can be seen are in
//! the page, so that ten thousand articles cost no more than thirty.

use std::ops::Range;
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::handle::Handle;
use crate::messages::{Locale, Message, message};
use crate::model::{ArticleId, Name};
use crate::session::{Action, Order, QueueFilter, QueueRow, Session, State};

use super::articles::title_of;
use super::row_gaps::RowGaps;
use super::row_keys::{on_row_key, tabindex};

/// What the queue needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose queue it is.
    pub handle: Rc<Handle>,
}

/// The session may have changed; the rows compare themselves.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The queue.
pub struct Queue {
    rows: NodeRef,
    /// The rows that can be seen, when it was scrolled last.
    seen: Range<usize>,
    /// The stretch that is drawn.
    drawn: Range<usize>,
    /// The article that was open when it was drawn last.
    open: Option<ArticleId>,
    /// What it showed then.
    shows: (QueueFilter, Order),
    /// The row that is to be brought into sight.
    goes_to: Option<usize>,
    gaps: RowGaps,
    listener: Option<EventListener>,
}

/// The list was scrolled.
pub struct Scrolled;

impl Component for Queue {
    type Message = Scrolled;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let rows = NodeRef::default();
        let mut queue = Self {
            gaps: RowGaps::new(rows.clone(), ROW_HEIGHT),
            rows,
            seen: 0..12,
            drawn: 0..0,
            open: None,
            shows: Default::default(),
            goes_to: None,
            listener: None,
        };
        queue.look(&ctx.props().handle.session());
        queue
    }

    fn update(&mut self, ctx: &Context<Self>, _: Scrolled) -> bool {
        let count = ctx.props().handle.session().queue_len();
        self.seen = self.in_sight(count);
        if self.drawn.start <= self.seen.start && self.seen.end.min(count) <= self.drawn.end {
            return false;
        }
        self.drawn = around(self.seen.clone(), count);
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        self.look(&ctx.props().handle.session());
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let session = props.handle.session();
        let locale = props.handle.locale();
        let say = |message: Message| locale.say(message);
        let count = session.queue_len();
        let open = self.open.as_ref().and_then(|id| session.queue_place(id));
        let stop = open.filter(|place| self.drawn.contains(place)).unwrap_or(self.seen.start);
        let rows = session.queue_rows(self.drawn.clone()).into_iter().zip(self.drawn.clone());
        let rows = rows.map(|(row, place)| {
            let (key, row) = (row.id.to_string(), Rc::new(row));
            html! { <RowItem {key} handle={props.handle.clone()} {row} place={place + 1} {count} is_stop={place == stop} locale={locale.clone()} /> }
        });
        let items = self.gaps.around(rows, (self.drawn.start, count.saturating_sub(self.drawn.end)));
        html! {
            <aside class="queue" data-part="queue" aria-label={say(message::queue())}>
                { self.search(props, &session, &locale) }
                { filters(props, &session, &locale) }
                <ol class="queue-rows" data-part="queue-rows" ref={self.rows.clone()} onkeydown={on_row_key()}>{ items }</ol>
                if count == 0 {
                    <p class="hint">{ say(message::queue_none()) }</p>
                }
                <ProgressBar handle={props.handle.clone()} />
            </aside>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Some(list) = self.rows.cast::<Element>() else { return };
        if first {
            let link = ctx.link().clone();
            self.listener = Some(EventListener::new(&list, "scroll", move |_| link.send_message(Scrolled)));
        }
        self.gaps.make();
        if let Some(place) = self.goes_to.take() {
            let (top, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
            let row = place as f64 * ROW_HEIGHT;
            if row < top || row + ROW_HEIGHT > top + height {
                list.set_scroll_top((row - (height - ROW_HEIGHT) / 3.0).max(0.0) as i32);
            }
        }
        if first {
            // How many fit is known only now.
            ctx.link().send_message(Scrolled);
        }
    }
}

impl Queue {
    /// Sees what is to be drawn now, and whether a row is to come into sight.
    fn look(&mut self, session: &Session) {
        let count = session.queue_len();
        let open = session.open_row().map(|row| row.id);
        let shows = (session.queue_filter().clone(), session.queue_order());
        if open != self.open || shows != self.shows {
            self.goes_to = open.as_ref().and_then(|id| session.queue_place(id));
            if self.goes_to.is_none() && shows != self.shows {
                self.goes_to = (count > 0).then_some(0);
            }
            self.open = open;
            self.shows = shows;
        }
        let wanted = match self.goes_to {
            Some(place) if !self.seen.contains(&place) => {
                place.saturating_sub(self.seen.len())..place + self.seen.len()
            }
            _ => self.seen.clone(),
        };
        self.drawn = around(wanted, count);
    }

    /// The rows that can be seen.
    fn in_sight(&self, count: usize) -> Range<usize> {
        let Some(list) = self.rows.cast::<Element>() else { return self.seen.clone() };
        let first = f64::from(list.scroll_top()) / ROW_HEIGHT;
        let rows = f64::from(list.client_height()) / ROW_HEIGHT;
        let first = (first as usize).min(count.saturating_sub(1));
        first..(first + rows.ceil() as usize + 1)
    }

    fn search(&self, props: &Props, session: &Session, locale: &Locale) -> Html {
        let filter = session.queue_filter().clone();
        let text = filter.text.clone();
        let (shown, all) = (session.queue_len(), session.queue_counts().all());
        let oninput = {
            let handle = props.handle.clone();
            Callback::from(move |event: InputEvent| {
                if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                    let filter = handle.session().queue_filter().clone();
                    handle.dispatch(Action::SetQueueFilter(QueueFilter { text: field.value(), ..filter }));
                }
            })
        };
        let name = locale.say(message::queue_search());
        let found = if session.is_searching_texts() {
            message::queue_searching()
        } else {
            message::queue_shown(shown, all)
        };
        html! {
            <div class="queue-head">
                <input type="search" data-part="queue-search" value={text} dir="auto" placeholder={name.clone()} aria-label={name} {oninput} />
                if shown != all || session.is_searching_texts() {
                    <span class="count" data-part="queue-shown">{ locale.say(found) }</span>
                }
            </div>
        }
    }
}

fn filters(props: &Props, session: &Session, locale: &Locale) -> Html {
    let current = session.queue_filter();
    let counts = session.queue_counts();
    let chip = |name: &'static str, text: String, count: usize, filter: QueueFilter| {
        let pressed = *current == filter;
        let handle = props.handle.clone();
        let onclick =
            Callback::from(move |_: MouseEvent| handle.dispatch(Action::SetQueueFilter(filter.clone())));
        html! {
            <button type="button" class="filter" data-queue-filter={name} aria-pressed={pressed.to_string()} {onclick}>
                { text }<span class="count">{ count }</span>
            </button>
        }
    };
    // A chip keeps the words and the label; of state, flag and incompleteness one holds.
    let bare = QueueFilter {
        states: Vec::new(),
        incomplete: false,
        flagged: false,
        label: current.label.clone(),
        text: current.text.clone(),
    };
    let states = State::ALL
        .into_iter()
        .filter(|state| counts.of(*state) > 0 || *state == State::ToDo || current.states.contains(state))
        .map(|state| {
            let filter = QueueFilter { states: vec![state], ..bare.clone() };
            chip(state.name(), locale.say(message::state(state.name())), counts.of(state), filter)
        });
    let flagged = QueueFilter { flagged: true, ..bare.clone() };
    let incomplete = QueueFilter { incomplete: true, ..bare.clone() };
    let on_label = {
        let handle = props.handle.clone();
        Callback::from(move |event: Event| {
            if let Some(list) = event.target_dyn_into::<HtmlSelectElement>() {
                let filter = handle.session().queue_filter().clone();
                let label =
                    Some(list.value()).filter(|name| !name.is_empty()).map(|name| Name::from(name.as_str()));
                handle.dispatch(Action::SetQueueFilter(QueueFilter { label, ..filter }));
            }
        })
    };
    let labels = session.dataset().scheme().labels.iter().map(|label| {
        let selected = current.label.as_ref() == Some(&label.name);
        html! { <option value={label.name.to_string()} {selected}>{ label.name.as_str() }</option> }
    });
    let on_order = {
        let handle = props.handle.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value());
            let order = Order::ALL.into_iter().find(|order| chosen.as_deref() == Some(order.name()));
            handle.dispatch(Action::SetQueueOrder(order.unwrap_or_default()));
        })
    };
    let orders = Order::ALL.into_iter().map(|order| {
        let selected = session.queue_order() == order;
        html! { <option value={order.name()} {selected}>{ locale.say(message::order(order.name())) }</option> }
    });
    html! {
        <>
            <div class="filters" role="group" aria-label={locale.say(message::queue_filter())} data-part="queue-filters">
                { chip("all", locale.say(message::queue_all()), counts.all(), bare.clone()) }
                { for states }
                if counts.flagged > 0 || current.flagged {
                    { chip("flagged", locale.say(message::queue_flagged()), counts.flagged, flagged) }
                }
                if counts.incomplete > 0 || current.incomplete {
                    { chip("incomplete", locale.say(message::queue_incomplete()), counts.incomplete, incomplete) }
                }
            </div>
            <div class="queue-choices">
                <select data-part="queue-label" aria-label={locale.say(message::label())} onchange={on_label}>
                    <option value="" selected={current.label.is_none()}>{ locale.say(message::queue_any_label()) }</option>
                    { for labels }
                </select>
                <select data-part="queue-order" aria-label={locale.say(message::queue_order())} onchange={on_order}>{ for orders }</select>
            </div>
        </>
    }
}

/// The height of a row, in pixels; `guillemet.css` makes it so.
const ROW_HEIGHT: f64 = 52.0;

/// Some rows and those around them.
fn around(rows: Range<usize>, count: usize) -> Range<usize> {
    const BEYOND: usize = 12;
    rows.start.saturating_sub(BEYOND).min(count)..(rows.end + BEYOND).min(count)
}

#[derive(Clone, Properties)]
struct RowProps {
    handle: Rc<Handle>,
    locale: Locale,
    row: Rc<QueueRow>,
    place: usize,
    count: usize,
    /// Whether Tab comes to it.
    is_stop: bool,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
            && self.place == other.place
            && self.count == other.count
            && self.is_stop == other.is_stop
            && self.locale == other.locale
    }
}

#[component]
fn RowItem(props: &RowProps) -> Html {
    let row = &props.row;
    let say = |message: Message| props.locale.say(message);
    let onclick = {
        let (handle, id) = (props.handle.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| handle.dispatch(Action::Open(id.clone())))
    };
    let mut facts = vec![row.number.to_string()];
    if row.annotations > 0 {
        facts.push(say(message::row_annotations(row.annotations)));
    }
    if row.incomplete > 0 {
        facts.push(say(message::row_incomplete(row.incomplete)));
    }
    facts.push(say(message::row_length(row.code_points)));
    if !row.remark.is_empty() {
        facts.push(row.remark.clone());
    }
    let facts = facts.join(" · ");
    let title = title_of(&props.locale, &row.title);
    html! {
        <li aria-posinset={props.place.to_string()} aria-setsize={props.count.to_string()}>
            <button type="button" class={classes!("queue-row", row.is_open.then_some("current"))} data-queue-row={row.id.to_string()} tabindex={tabindex(props.is_stop)}
                aria-current={row.is_open.then_some("true")} title={format!("{title}\n{facts}")} {onclick}>
                <StateSign state={row.state} locale={props.locale.clone()} />
                <span class="queue-title" dir="auto">{ title }</span>
                if row.flagged {
                    <span class="flag-sign" role="img" aria-label={say(message::row_flagged())}>{ "⚑" }</span>
                }
                <span class="queue-facts" dir="auto">{ facts }</span>
            </button>
        </li>
    }
}

/// What the sign of a state needs.
#[derive(Clone, Properties)]
pub struct StateProps {
    /// Which state.
    pub state: State,
    /// What it is called in.
    pub locale: Locale,
}

impl PartialEq for StateProps {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.locale == other.locale
    }
}

/// A state as a sign, which differs in more than colour.
#[component]
pub fn StateSign(props: &StateProps) -> Html {
    let sign = match props.state {
        State::ToDo => "○",
        State::InProgress => "◐",
        State::Done => "✓",
        State::Skipped => "–",
    };
    let name = props.state.name();
    html! {
        <span class={classes!("state-sign", name)} role="img" aria-label={props.locale.say(message::state(name))}>{ sign }</span>
    }
}

/// How far all of it is, and how fast it goes today.
#[component]
fn ProgressBar(props: &Props) -> Html {
    let session = props.handle.session();
    let locale = props.handle.locale();
    let counts = session.queue_counts();
    let (finished, all) = (counts.finished(), counts.all());
    let pace = session.pace(&clock::today()).filter(|pace| pace.finished > 0).map(|pace| {
        locale.say(match pace.seconds_each {
            Some(seconds) if seconds >= 90 => message::pace_minutes(pace.finished, (seconds + 30) / 60),
            Some(seconds) => message::pace_seconds(pace.finished, seconds),
            None => message::pace(pace.finished),
        })
    });
    let text = locale.say(message::progress(finished, all));
    html! {
        <div class="queue-foot" data-part="progress">
            <progress max={all.max(1).to_string()} value={finished.to_string()} aria-label={text.clone()}></progress>
            <div class="line"><span>{ text }</span><span class="spring"></span>
                if let Some(pace) = pace {
                    <span class="count" data-part="pace">{ pace }</span>
                }
            </div>
        </div>
    }
}

//! The article's text: draws the pieces that its window holds, measures them, and keeps the scroll
//! position where it is while heights become known.
//!
//! Knows nothing of what lies over the text. Heights of gaps go through CSSOM, as the content security
//! policy forbids inline style.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, Element, HtmlElement};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::browser::later::{after, in_new_task};
use crate::browser::places::{self, GAP, PARAGRAPH};
use crate::browser::rescue;
use crate::messages::message;
use crate::model::ByteOffset;
use crate::session::ParagraphView;

use super::once_drawn::{finish_drawing, once_drawn};
use super::paragraph::Paragraph;
use super::window::{Part, Window};

/// What the text needs.
#[derive(Clone, Properties)]
pub struct Props {
    /// Whose text it is.
    pub handle: Rc<Handle>,
    /// Which pieces are drawn.
    pub window: Rc<RefCell<Window>>,
    /// The element that holds the pieces.
    pub page: NodeRef,
    /// What scrolls.
    pub scroller: NodeRef,
    /// Other pieces are drawn now: what lies over the text must be put in place again.
    pub on_shift: Callback<()>,
}

/// The session may have changed; the paragraphs compare themselves.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What happens to the text.
pub enum Message {
    /// All else has been drawn for the first time.
    Begin,
    /// The viewport has moved.
    Scrolled,
    /// The column may have another width.
    Resized,
    /// The window is another already.
    Redraw,
    /// There is time to draw some more.
    Grow,
    /// Nothing has grown for a while: what is out of sight may rest.
    Rest,
    /// All is to be drawn, or no longer.
    DrawAll(bool),
    /// The browser is about to print, or has done so.
    Print(bool),
}

/// The text.
pub struct Text {
    /// Whether the text is drawn too: at first all else is, as both together would keep a key waiting.
    has_begun: bool,
    listeners: Vec<EventListener>,
    growing: bool,
    /// The number of the text that is drawn whole and leaves out of the browser's work what is out of sight. Its paragraphs
    /// were laid out once before, and the browser remembers how high they are: another text's were not, and
    /// would all be measured as equally high.
    resting: Option<u32>,
    /// Whether it was not the annotator that asked for this drawing.
    by_itself: bool,
    /// Whether all is drawn because the person wants it so.
    wants_all: bool,
    /// Whether what is drawn was measured before `rendered` came.
    settled: Rc<Cell<bool>>,
}

impl Component for Text {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        in_new_task(move || link.send_message(Message::Begin));
        Self {
            has_begun: false,
            listeners: Vec::new(),
            growing: false,
            resting: None,
            by_itself: false,
            wants_all: false,
            settled: Rc::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        if rescue::has_panicked() {
            return false;
        }
        let props = ctx.props();
        let redraws = match message {
            Message::Begin => {
                self.has_begun = true;
                true
            }
            Message::Redraw => true,
            Message::Resized => {
                props.window.borrow_mut().unsettle();
                self.resting = None;
                true
            }
            Message::Rest => {
                self.growing = false;
                self.resting = props.window.borrow().resting_text();
                // Also where it is not: an article that came meanwhile waits for its turn to grow.
                true
            }
            Message::Scrolled => cover(props),
            Message::Grow => {
                self.growing = false;
                let session = props.handle.session();
                let Some(document) = session.document() else { return false };
                props.window.borrow_mut().grow(document.article().index())
            }
            Message::DrawAll(all) => {
                self.wants_all = all;
                props.window.borrow_mut().all = all;
                cover(props)
            }
            Message::Print(prints) => {
                props.window.borrow_mut().all = prints || self.wants_all;
                cover(props)
            }
        };
        self.by_itself |= redraws;
        redraws
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let locale = props.handle.locale();
        let session = props.handle.session();
        let (mut label, mut language, mut parts, mut gaps) = (String::new(), None, Vec::new(), false);
        if let Some(document) = session.document() {
            let metadata = document.article().metadata();
            label = super::articles::title_of(&locale, &metadata.title);
            // An empty one says that nobody knows: the interface's own would be taken else.
            language = Some(metadata.language.clone());
        }
        if let Some(document) = session.document().filter(|_| self.has_begun) {
            let article = document.article();
            let mut window = props.window.borrow_mut();
            if !window.is_of(article.text()) {
                // Asked only now: a browser that is asked for a size while it has changes to draw lays out twice.
                let (width, height) = size_of(props);
                window.open(article.text(), article.index(), width, height);
                if self.wants_all {
                    window.all = true;
                    window.cover(0.0, height);
                }
            }
            let selection = session.selection();
            let held = selection.into_iter().flat_map(|selection| [selection.anchor, selection.head]);
            let chosen = session.chosen().into_iter();
            let chosen =
                chosen.flat_map(|chosen| [chosen.span.start, ByteOffset::new(chosen.span.end.get() - 1)]);
            window.pin(article.index(), held.chain(chosen));
            parts = window.draw();
            gaps = window.leaves_gaps() || self.wants_all;
        } else if self.has_begun {
            props.window.borrow_mut().forget();
        }
        let text = props.window.borrow().number();
        let drawn = |stretch: &mut Vec<Rc<ParagraphView>>| drawn(text, stretch);
        let mut items = Vec::new();
        let mut stretch = Vec::new();
        let mut gap = 0;
        for part in parts {
            match part {
                Part::Piece(index) => {
                    // Stretches begin at fixed pieces, so that a window that moves on keeps most of them.
                    if index.is_multiple_of(STRETCH) {
                        items.extend(drawn(&mut stretch));
                    }
                    stretch.extend(session.paragraph(index));
                }
                Part::Gap(from, to) => {
                    items.extend(drawn(&mut stretch));
                    gap += 1;
                    items.push(html! { <div key={format!("gap{gap}")} class="gap" aria-hidden="true" data-gap={from.to_string()} data-gap-end={to.to_string()}></div> });
                }
            }
        }
        items.extend(drawn(&mut stretch));
        let parts: Html = items.into_iter().collect();
        // Before the text is drawn there is nothing to measure, and all else may take its time.
        if self.has_begun {
            let (page, scroller, window) = (props.page.clone(), props.scroller.clone(), props.window.clone());
            let settled = self.settled.clone();
            once_drawn(move || {
                let (Some(page), Some(scroller)) = (page.cast::<Element>(), scroller.cast()) else { return };
                // A stretch that stood there already may not have drawn what has come to it.
                let stands = window.borrow().stands_in(parts_in(&page).map(|(part, _)| part));
                if !stands {
                    finish_drawing();
                }
                if settle(&page, &scroller, &window) {
                    settled.set(true);
                }
            });
        }
        let all = self.wants_all;
        let toggle = ctx.link().callback(move |_: MouseEvent| Message::DrawAll(!all));
        html! {
            <>
                if gaps {
                    <p class="long-note" data-part="long-note">
                        { locale.say(if all { message::long_article_all() } else { message::long_article() }) }
                        <button type="button" class="link" data-action="draw-all" aria-pressed={all.to_string()} onclick={toggle}
                            title={locale.say(message::draw_all_title())}>{ locale.say(message::draw_all()) }</button>
                    </p>
                }
                <div class={classes!("page", self.rests(&props.window.borrow()).then_some("resting"))} ref={props.page.clone()} data-part="text" tabindex="0" role="document"
                    aria-label={label} lang={language} oncopy={on_copy(&props.handle, &props.page)}>
                    { parts }
                </div>
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let props = ctx.props();
        if first {
            self.listen(ctx);
        }
        let settled = self.settled.take()
            || match (props.page.cast(), props.scroller.cast()) {
                (Some(page), Some(scroller)) => settle(&page, &scroller, &props.window),
                _ => false,
            };
        // Where guesses were too high, the viewport is not full yet.
        if settled && cover(props) {
            ctx.link().send_message(Message::Redraw);
        }
        if std::mem::take(&mut self.by_itself) {
            props.on_shift.emit(());
        }
        let window = props.window.borrow();
        let can_grow = window.can_grow();
        if !self.growing && !self.rests(&window) && (can_grow || window.can_rest()) {
            self.growing = true;
            let link = ctx.link().clone();
            if can_grow {
                after(GROWTH_PAUSE, move || link.send_message(Message::Grow));
            } else {
                after(REST_PAUSE, move || link.send_message(Message::Rest));
            }
        }
    }
}

impl Text {
    /// Whether what is out of sight may rest: this very text does, and nothing of it is yet to be drawn.
    fn rests(&self, window: &Window) -> bool {
        window.can_rest() && self.resting == Some(window.number())
    }

    fn listen(&mut self, ctx: &Context<Self>) {
        let mut on = |target: &web_sys::EventTarget, event: &'static str, message: fn() -> Message| {
            let link = ctx.link().clone();
            self.listeners.push(EventListener::new(target, event, move |_| link.send_message(message())));
        };
        if let Some(scroller) = ctx.props().scroller.cast::<Element>() {
            on(&scroller, "scroll", || Message::Scrolled);
        }
        if let Some(window) = web_sys::window() {
            on(&window, "resize", || Message::Resized);
            on(&window, "beforeprint", || Message::Print(true));
            on(&window, "afterprint", || Message::Print(false));
        }
    }
}

/// The column's width and the viewport's height; guesses before there is anything to measure.
fn size_of(props: &Props) -> (f64, f64) {
    let width = props.page.cast::<Element>().map_or(0, |page| page.client_width());
    let height = props.scroller.cast::<Element>().map_or(0, |scroller| scroller.client_height());
    let or = |measured: i32, guess: f64| if measured > 0 { f64::from(measured) } else { guess };
    (or(width, 656.0), or(height, 900.0))
}

/// Draws what the viewport shows; whether that is other than before.
fn cover(props: &Props) -> bool {
    let (Some(page), Some(scroller)) = (props.page.cast::<Element>(), props.scroller.cast::<Element>())
    else {
        return false;
    };
    let top = top_in_sight(&page, &scroller);
    props.window.borrow_mut().cover(top, top + f64::from(scroller.client_height()))
}

/// How much of the text lies above the viewport.
pub fn top_in_sight(page: &Element, scroller: &Element) -> f64 {
    scroller.get_bounding_client_rect().top() - page.get_bounding_client_rect().top()
}

/// Measures what was drawn for the first time, makes gaps as high as what they stand for, and scrolls by
/// as much as the text above the viewport has grown, so that what is read does not move. Does nothing,
/// and says so, where nothing else is drawn than when it was done last.
pub fn settle(page: &Element, scroller: &Element, window: &RefCell<Window>) -> bool {
    let mut window = window.borrow_mut();
    if !window.settles() {
        return false;
    }
    let (mut gaps, mut pieces) = (Vec::new(), Vec::new());
    for (part, element) in parts_in(page) {
        match part {
            Part::Piece(piece) => pieces.push((piece, element)),
            Part::Gap(from, to) => gaps.push((from, to, element.unchecked_into::<HtmlElement>())),
        }
    }
    // Before anything is measured: a gap of its former height could make the page so short that the
    // browser scrolls up.
    let fill = |window: &Window| {
        for (from, to, gap) in &gaps {
            let height = window.top_of(*to) - window.top_of(*from);
            let _ = gap.style().set_property("height", &format!("{height:.2}px"));
        }
    };
    fill(&window);
    let width = page.get_bounding_client_rect().width();
    let top = top_in_sight(page, scroller);
    let anchor = window.anchor(top, f64::from(scroller.client_height()));
    let before = window.top_of(anchor);
    window.set_width(width);
    pieces.retain(|(piece, _)| !window.heights().is_measured(*piece));
    let height = |element: &Element| element.get_bounding_client_rect().height() as f32;
    let measured: Vec<_> = pieces.iter().map(|(piece, element)| (*piece, height(element))).collect();
    window.measured(&measured);
    fill(&window);
    let shift = window.top_of(anchor) - before;
    if top > 0.0 && shift.abs() > 0.4 {
        places::scroll_by(scroller, shift);
    }
    true
}

/// The parts of the text that stand in the page, in order. What a browser's extension has put between them is none.
fn parts_in(page: &Element) -> impl Iterator<Item = (Part, Element)> {
    let children = page.children();
    (0..children.length()).filter_map(move |n| {
        let element = children.item(n)?;
        let part = match places::number_of(&element, PARAGRAPH) {
            Some(piece) => Part::Piece(piece),
            None => Part::Gap(places::number_of(&element, GAP)?, places::number_of(&element, GAP_END)?),
        };
        Some((part, element))
    })
}

/// The attribute of a gap that names the piece behind it.
const GAP_END: &str = "data-gap-end";

/// What is copied is the article's own text, line ends and undrawn paragraphs included.
fn on_copy(handle: &Rc<Handle>, page: &NodeRef) -> Callback<Event> {
    let (handle, page) = (handle.clone(), page.clone());
    Callback::from(move |event: Event| {
        let session = handle.session();
        let (Some(document), Some(page)) = (session.document(), page.cast::<Element>()) else { return };
        let Some((from, to)) = places::selected(document.article(), &page) else { return };
        let text = document.article().covered(crate::model::Span::between(from, to));
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        if let Some(data) = data.filter(|_| !text.is_empty())
            && data.set_data("text/plain", text).is_ok()
        {
            event.prevent_default();
        }
    })
}

/// So many pieces are compared as one: a keystroke in an article that is drawn whole must not ask each.
const STRETCH: usize = 16;

/// Draws a stretch of a text, and leaves an empty one to be filled. Another text's is another stretch, or its paragraphs
/// would be taken for those of this text until they are drawn.
fn drawn(text: u32, stretch: &mut Vec<Rc<ParagraphView>>) -> Option<Html> {
    let first = stretch.first()?.index;
    let views = std::mem::take(stretch);
    Some(html! { <Stretch key={format!("{text} {}", first / STRETCH)} {views} /> })
}

#[derive(Clone, Properties)]
struct StretchProps {
    views: Vec<Rc<ParagraphView>>,
}

impl PartialEq for StretchProps {
    fn eq(&self, other: &Self) -> bool {
        self.views.len() == other.views.len()
            && self.views.iter().zip(&other.views).all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

/// Some paragraphs on end.
#[component]
fn Stretch(props: &StretchProps) -> Html {
    let paragraphs =
        props.views.iter().map(|view| html! { <Paragraph key={view.index} view={view.clone()} /> });
    paragraphs.collect()
}

/// A pause in milliseconds in which keys and clicks are answered before more is drawn.
const GROWTH_PAUSE: i32 = 24;

/// A pause after which everything drawn has been laid out, in milliseconds.
const REST_PAUSE: i32 = 300;

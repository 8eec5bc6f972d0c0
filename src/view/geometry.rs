//! Puts what lies over the text in its place after each drawing: caret, selection bar, connectors.
//!
//! Measures only what is chosen or held, never the whole page.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::{connectors, places};
use crate::model::{Article, ByteOffset};
use crate::session::Session;

use super::window::Window;

/// The elements that are put in place.
pub struct Overlay {
    /// Holds the paragraphs and nothing else.
    pub page: Element,
    /// The positioned element in which page, caret and bar lie.
    pub sheet: Element,
    /// The caret.
    pub caret: Option<HtmlElement>,
    /// The handles at the start and the end of what is held or chosen, for fingers; hidden for a mouse.
    pub handles: Option<[HtmlElement; 2]>,
    /// The selection bar.
    pub bar: Option<HtmlElement>,
    /// The connectors' canvas.
    pub canvas: Option<Element>,
    /// Which pieces are drawn, and where the others would be.
    pub window: Rc<RefCell<Window>>,
}

/// Puts everything in its place. All is measured before anything is moved: a browser that is asked for a
/// place after a change lays the page out anew.
pub fn arrange(overlay: &Overlay, session: &Session) {
    let Some(document) = session.document() else { return };
    let article = document.article();
    // Nothing lies over a text that is about to be drawn.
    if !overlay.window.borrow().is_of(article.text()) {
        return;
    }
    let origin = overlay.sheet.get_bounding_client_rect();
    let selection = session.selection();
    let at_caret = selection.filter(|selection| selection.span().is_empty());
    let at_caret = at_caret.and_then(|selection| places::caret_rect(article, &overlay.page, selection.head));
    let held = selection.filter(|selection| !selection.span().is_empty());
    let beside = overlay.bar.as_ref().zip(held).and_then(|(bar, held)| {
        let rects = places::rects_of(article, &overlay.page, held.span());
        bar_place(bar, overlay, &origin, rects.last())
    });
    let ends = match &overlay.handles {
        Some(_) => ends_of(overlay, session),
        None => [None, None],
    };
    let curves = {
        let window = overlay.window.borrow();
        let top_of = |at| window.top_of(article.index().piece_at(at));
        connectors::curves(&origin, &overlay.page, session, &top_of)
    };
    for (element, place) in overlay.handles.iter().flatten().zip(ends) {
        element.set_hidden(place.is_none());
        if let Some((left, top, height)) = place {
            put(element, left - origin.left(), top + height - origin.top());
        }
    }
    if let Some(caret) = &overlay.caret {
        caret.set_hidden(at_caret.is_none());
        if let Some((left, top, height)) = at_caret {
            put(caret, left - origin.left(), top - origin.top());
            let _ = caret.style().set_property("height", &format!("{height:.1}px"));
        }
    }
    if let Some((bar, (left, top))) = overlay.bar.as_ref().zip(beside) {
        put(bar, left, top);
    }
    if let Some(canvas) = &overlay.canvas {
        connectors::draw(canvas, &curves);
    }
}

/// Where the ends of what is selected, else chosen, are on the screen: each as a caret would stand there.
fn ends_of(overlay: &Overlay, session: &Session) -> [Option<(f64, f64, f64)>; 2] {
    let selected = session.selection().map(|selection| selection.span()).filter(|span| !span.is_empty());
    let span = selected.or_else(|| session.chosen().map(|chosen| chosen.span));
    let (Some(span), Some(document)) = (span, session.document()) else { return [None, None] };
    [
        places::start_rect(document.article(), &overlay.page, span),
        places::caret_rect(document.article(), &overlay.page, span.end),
    ]
}

/// In the margin beside the selection's last line, where it covers no text; under that line where the
/// margin is too narrow.
fn bar_place(
    bar: &HtmlElement,
    overlay: &Overlay,
    origin: &web_sys::DomRect,
    last: Option<&web_sys::DomRect>,
) -> Option<(f64, f64)> {
    const GAP: f64 = 10.0;
    let last = last?;
    let page = overlay.page.get_bounding_client_rect();
    let (width, height) = (f64::from(bar.offset_width()), f64::from(bar.offset_height()));
    let beside = page.right() + GAP;
    Some(if beside + width <= origin.right() {
        (beside - origin.left(), last.top() + last.height() / 2.0 - height / 2.0 - origin.top())
    } else {
        let left = last.right().min(origin.right() - width - GAP).max(origin.left());
        (left - origin.left(), last.bottom() + GAP - origin.top())
    })
}

fn put(element: &HtmlElement, left: f64, top: f64) {
    let style = element.style();
    let _ = style.set_property("left", &format!("{left:.1}px"));
    let _ = style.set_property("top", &format!("{top:.1}px"));
}

/// Brings a span into sight without moving what is in sight already.
pub fn scroll_to_span(overlay: &Overlay, scroller: &Element, session: &Session, span: crate::model::Span) {
    let Some(document) = session.document() else { return };
    let rects = places::rects_of(document.article(), &overlay.page, span);
    let (Some(first), Some(last)) = (rects.first(), rects.last()) else { return };
    let _ = reveal(scroller, first.top(), last.bottom());
}

/// Brings a match into sight, with room around it and clear of the bar over the text.
pub fn scroll_to_match(overlay: &Overlay, scroller: &Element, session: &Session, span: crate::model::Span) {
    const CLEAR: f64 = 100.0;
    let Some(document) = session.document() else { return };
    let place = places::caret_rect(document.article(), &overlay.page, span.start);
    let Some((_, top, height)) = place else { return };
    let view = scroller.get_bounding_client_rect();
    if top < view.top() + CLEAR || top + height > view.bottom() - CLEAR {
        places::scroll_by(scroller, top - view.top() - view.height() * 0.35);
    }
}

/// Brings the caret into sight.
pub fn scroll_to_caret(overlay: &Overlay, scroller: &Element, session: &Session) {
    if let (Some(document), Some(selection)) = (session.document(), session.selection()) {
        scroll_to_place(overlay, scroller, document.article(), selection.head);
    }
}

/// Brings a place into sight; whether it was out of it.
pub fn scroll_to_place(overlay: &Overlay, scroller: &Element, article: &Article, at: ByteOffset) -> bool {
    let rect = places::caret_rect(article, &overlay.page, at);
    rect.is_some_and(|(_, top, height)| reveal(scroller, top, top + height))
}

/// Scrolls to what lies between these heights of the screen, if that is needed; whether it was.
fn reveal(scroller: &Element, top: f64, bottom: f64) -> bool {
    const MARGIN: f64 = 48.0;
    let view = scroller.get_bounding_client_rect();
    let above = top - MARGIN < view.top() && scroller.scroll_top() > 0;
    let below = bottom + MARGIN > view.bottom();
    let before = scroller.scroll_top();
    if above || (below && bottom - top > view.height() - 2.0 * MARGIN) {
        scroller.set_scroll_top(scroller.scroll_top() + (top - view.top() - MARGIN) as i32);
    } else if below {
        scroller.set_scroll_top(scroller.scroll_top() + (bottom - view.bottom() + MARGIN) as i32);
    }
    scroller.scroll_top() != before
}

/// Brings the row of the chosen annotation into sight in the list.
pub fn scroll_to_row(root: &Element) {
    let row = root.query_selector("[data-part=list] [aria-current=true]").ok().flatten();
    let list = root.query_selector("[data-part=list]").ok().flatten();
    if let (Some(row), Some(list)) = (row, list) {
        // Who goes along in the list has the focus follow, so that Enter means the row gone to.
        let active = root.owner_document().and_then(|document| document.active_element());
        if active.is_some_and(|active| list.contains(Some(&active)))
            && let Some(row) = row.dyn_ref::<HtmlElement>()
        {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = row.focus_with_options(&options);
        }
        let (row, view) = (row.get_bounding_client_rect(), list.get_bounding_client_rect());
        if row.top() < view.top() || row.bottom() > view.bottom() {
            list.set_scroll_top(list.scroll_top() + (row.top() - view.top() - view.height() / 3.0) as i32);
        }
    }
}

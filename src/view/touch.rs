//! A finger on the text: a long press takes a word, and handles at both ends of what is held or chosen move them.
//!
//! Taps come as clicks of a mouse and are read there. Where the browser has handles of its own, what they select is
//! taken over once it stands still. The root's `data-input` says what was used last; the style sheet shows handles,
//! and the bar at the thumb, by it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent};

use crate::browser::handle::Handle;
use crate::browser::later::after;
use crate::browser::{places, rescue, words};
use crate::model::{ByteOffset, Span};
use crate::session::{Action, Edge, Selection};

/// The attribute of the root that says what the person points with.
pub const INPUT: &str = "data-input";

/// So long a finger rests that means a word, in milliseconds: what phones have it be.
const LONG_PRESS: i32 = 450;

/// So far a finger may slip in that time, in pixels.
const SLIP: f64 = 10.0;

/// A handle hangs under its line: the place that it means lies so far above the finger.
const ABOVE_FINGER: f64 = 26.0;

/// How long the browser's own selection must stand still.
const STILL: i32 = 350;

/// Where a finger went down.
#[derive(Clone, Copy)]
struct Press {
    number: u32,
    x: f64,
    y: f64,
}

/// An end of the selection, or of the chosen annotation, that a finger moves.
#[derive(Clone, Copy)]
struct Drag {
    edge: Edge,
    /// The other end.
    fixed: ByteOffset,
    /// Where the moved end is now.
    at: ByteOffset,
    /// Whether it is an annotation's, which changes when the finger leaves.
    of_annotation: bool,
}

/// Whether the person's last touch was a finger's.
#[must_use]
pub fn is_in_use(root: &Element) -> bool {
    root.get_attribute(INPUT).as_deref() == Some("touch")
}

/// The stretch whose ends have handles: what is selected, else what is chosen.
#[must_use]
pub fn held(handle: &Handle) -> Option<(Span, bool)> {
    let session = handle.session();
    let selected = session.selection().map(Selection::span).filter(|span| !span.is_empty());
    let chosen = || session.chosen().map(|chosen| (chosen.span, true));
    selected.map(|span| (span, false)).or_else(chosen)
}

/// Follows fingers. `handles` are the start's and the end's; `arrange` puts them in place again.
pub fn listen(
    root: &Element,
    page: &Element,
    handles: [HtmlElement; 2],
    handle: &Rc<Handle>,
    arrange: &Rc<dyn Fn()>,
) -> Vec<EventListener> {
    let mut listeners = presses(root, page, handle, arrange);
    for (element, edge) in handles.into_iter().zip([Edge::Start, Edge::End]) {
        listeners.extend(drags(&element, edge, page, handle));
    }
    listeners.extend(own_selection(root, page, handle));
    listeners
}

fn presses(
    root: &Element,
    page: &Element,
    handle: &Rc<Handle>,
    arrange: &Rc<dyn Fn()>,
) -> Vec<EventListener> {
    let press: Rc<Cell<Option<Press>>> = Rc::default();
    let taken = Rc::new(Cell::new(false));
    let count = Rc::new(Cell::new(0_u32));
    let began = {
        let (root, arrange) = (root.clone(), arrange.clone());
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&root.clone(), "pointerdown", options, move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            let input = if event.pointer_type() == "touch" { "touch" } else { "mouse" };
            if root.get_attribute(INPUT).as_deref() != Some(input) {
                let _ = root.set_attribute(INPUT, input);
                arrange();
            }
        })
    };
    let pressed = {
        let (press, taken, page, handle) = (press.clone(), taken.clone(), page.clone(), handle.clone());
        EventListener::new(&page.clone(), "pointerdown", move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>().filter(|event| event.pointer_type() == "touch")
            else {
                return;
            };
            if !event.is_primary() {
                // Two fingers zoom.
                press.set(None);
                return;
            }
            taken.set(false);
            count.set(count.get().wrapping_add(1));
            let (number, x, y) = (count.get(), f64::from(event.client_x()), f64::from(event.client_y()));
            press.set(Some(Press { number, x, y }));
            let (press, taken, page, handle) = (press.clone(), taken.clone(), page.clone(), handle.clone());
            after(LONG_PRESS, move || {
                if press.get().is_some_and(|now| now.number == number) {
                    press.set(None);
                    taken.set(true);
                    take_word(&handle, &page, x, y);
                }
            });
        })
    };
    let moved = {
        let press = press.clone();
        EventListener::new(page, "pointermove", move |event| {
            let (Some(event), Some(from)) = (event.dyn_ref::<PointerEvent>(), press.get()) else { return };
            let slip = (f64::from(event.client_x()) - from.x).hypot(f64::from(event.client_y()) - from.y);
            if slip > SLIP {
                press.set(None);
            }
        })
    };
    let ended = ["pointerup", "pointercancel"].map(|name| {
        let press = press.clone();
        EventListener::new(page, name, move |_| press.set(None))
    });
    let lifted = {
        let options = EventListenerOptions::enable_prevent_default();
        // A finger that has taken a word and leaves soon would be taken for a tap, which lets go of the word.
        EventListener::new_with_options(page, "touchend", options, move |event| {
            if taken.take() {
                event.prevent_default();
            }
        })
    };
    let menu = {
        let root = root.clone();
        let options = EventListenerOptions::enable_prevent_default();
        // The browser's own menu would lie over the bar with the labels.
        EventListener::new_with_options(page, "contextmenu", options, move |event| {
            if is_in_use(&root) {
                event.prevent_default();
            }
        })
    };
    let mut listeners = vec![began, pressed, moved, lifted, menu];
    listeners.extend(ended);
    listeners
}

fn take_word(handle: &Rc<Handle>, page: &Element, x: f64, y: f64) {
    let action = {
        let session = handle.session();
        let Some(document) = session.document() else { return };
        let article = document.article();
        let Some(at) = places::character_at_point(article, page, x, y) else { return };
        words::word_at(article, at).map_or(Action::SelectWord(at), Action::SelectFoundWord)
    };
    handle.dispatch(action);
}

fn drags(element: &HtmlElement, edge: Edge, page: &Element, handle: &Rc<Handle>) -> Vec<EventListener> {
    let drag: Rc<RefCell<Option<Drag>>> = Rc::default();
    let began = {
        let (drag, handle, element) = (drag.clone(), handle.clone(), element.clone());
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&element.clone(), "pointerdown", options, move |event| {
            let (Some(event), Some((span, of_annotation))) = (event.dyn_ref::<PointerEvent>(), held(&handle))
            else {
                return;
            };
            event.prevent_default();
            event.stop_propagation();
            let _ = element.set_pointer_capture(event.pointer_id());
            let _ = element.set_attribute("data-dragging", "");
            let (at, fixed) = match edge {
                Edge::Start => (span.start, span.end),
                Edge::End => (span.end, span.start),
            };
            *drag.borrow_mut() = Some(Drag { edge, fixed, at, of_annotation });
        })
    };
    let moved = {
        let (drag, handle, page) = (drag.clone(), handle.clone(), page.clone());
        EventListener::new(element, "pointermove", move |event| {
            let (Some(event), Some(mut now)) = (event.dyn_ref::<PointerEvent>(), *drag.borrow()) else {
                return;
            };
            let Some(at) = place_of(&handle, &page, event) else { return };
            // The ends do not pass each other: there must be something between them.
            let allowed = if now.edge == Edge::Start { at < now.fixed } else { at > now.fixed };
            if !allowed || at == now.at {
                return;
            }
            now.at = at;
            *drag.borrow_mut() = Some(now);
            if now.of_annotation {
                let session = handle.session();
                if let Some(document) = session.document() {
                    places::select(document.article(), &page, now.fixed, at);
                }
            } else {
                handle.dispatch(Action::PlaceCaret { at: now.fixed, extend: false });
                handle.dispatch(Action::PlaceCaret { at, extend: true });
            }
        })
    };
    let ended = ["pointerup", "pointercancel"].map(|name| {
        let (drag, handle, page, element) = (drag.clone(), handle.clone(), page.clone(), element.clone());
        EventListener::new(&element.clone(), name, move |event: &Event| {
            let _ = element.remove_attribute("data-dragging");
            let Some(done) = drag.borrow_mut().take() else { return };
            if rescue::has_panicked() {
                return;
            }
            if done.of_annotation {
                places::deselect(&page);
                if event.type_() == "pointerup" {
                    handle.dispatch(Action::PlaceEdge { edge: done.edge, at: done.at });
                }
            } else if handle.session().pen().is_some() {
                let selection = Selection { anchor: done.fixed, head: done.at };
                handle.dispatch(Action::Select { selection, as_is: false });
            }
        })
    });
    let mut listeners = vec![began, moved];
    listeners.extend(ended);
    listeners
}

fn place_of(handle: &Handle, page: &Element, event: &PointerEvent) -> Option<ByteOffset> {
    let session = handle.session();
    let article = session.document()?.article();
    places::at_point(article, page, f64::from(event.client_x()), f64::from(event.client_y()) - ABOVE_FINGER)
}

/// Takes over what the browser's own handles have selected.
fn own_selection(root: &Element, page: &Element, handle: &Rc<Handle>) -> Option<EventListener> {
    let document = page.owner_document()?;
    let changes = Rc::new(Cell::new(0_u32));
    let (root, page, handle) = (root.clone(), page.clone(), handle.clone());
    Some(EventListener::new(&document, "selectionchange", move |_| {
        if !is_in_use(&root) {
            return;
        }
        changes.set(changes.get().wrapping_add(1));
        let (number, changes) = (changes.get(), changes.clone());
        let (root, page, handle) = (root.clone(), page.clone(), handle.clone());
        after(STILL, move || {
            let dragged = root.query_selector("[data-dragging]").ok().flatten().is_some();
            if changes.get() != number || dragged {
                return;
            }
            let selection = {
                let session = handle.session();
                let Some(document) = session.document() else { return };
                let Some((anchor, head)) = places::selected(document.article(), &page) else { return };
                let selection = Selection { anchor, head };
                let known = session.selection().is_some_and(|known| known.span() == selection.span());
                (!known && anchor != head).then_some(selection)
            };
            if let Some(selection) = selection {
                handle.dispatch(Action::Select { selection, as_is: false });
            }
        });
    }))
}

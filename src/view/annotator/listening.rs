//! Brings events in: keys, the mouse wherever it is, fingers, scrolling, what is pasted.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use crate::browser::{places, rescue};
use crate::session::Action;
use crate::session::commanding::Command;

use crate::view::exchange::{listen_for_paste, on_paste};
use crate::view::{keys, pointer, touch};

use super::{Annotator, Dialog, Message};

impl Annotator {
    pub(super) fn on_key(&self, ctx: &Context<Self>) -> Callback<KeyboardEvent> {
        let handle = ctx.props().handle.clone();
        let link = ctx.link().clone();
        Callback::from(move |event: KeyboardEvent| {
            // The focus goes along with `n` and `p` when the list is drawn: an Enter that is quicker still comes from the
            // row that the link begins at, which cannot be its end.
            let early = event.key() == "Enter"
                && keys::row_of(&event).is_some_and(|row| handle.session().points_from(&row));
            let press = keys::press_of(&event);
            let command = handle.session().command(&press);
            let Some(command) = command else { return };
            if !early && keys::belongs_elsewhere(&event) {
                let field = keys::written_in(&event).filter(|_| matches!(command, Command::Download));
                let Some(field) = field else { return };
                // What is being written belongs to what is downloaded.
                let _ = field.blur();
                let _ = field.focus();
            }
            // Without who searches, the browser's own find is better than none.
            if matches!(command, Command::Find) && handle.worker.is_none() {
                return;
            }
            event.prevent_default();
            match command {
                Command::Line { forward, .. } if keys::came_from_list(&event) => {
                    handle.dispatch(Action::ChooseNeighbour { forward });
                }
                Command::Line { forward, extend } => link.send_message(Message::Line { forward, extend }),
                Command::Act(action) => handle.dispatch(action),
                Command::Download => link.send_message(Message::Download),
                Command::OpenFiles => link.send_message(Message::AskFiles),
                Command::Find => link.send_message(Message::Find),
                Command::Help => link.send_message(Message::Dialog(Some(Dialog::Help))),
                Command::Note => link.send_message(Message::FocusNote),
                Command::Queue => link.send_message(Message::Queue),
                Command::About if handle.session().document().is_some() => {
                    link.send_message(Message::Dialog(Some(Dialog::About)));
                }
                Command::About => {}
            }
        })
    }

    /// The mouse is followed on the whole document: a drag may well end beside the text.
    pub(super) fn listen(&mut self, ctx: &Context<Self>) {
        let (Some(page), Some(scroller)) = (self.page.cast::<Element>(), self.scroller.cast::<Element>())
        else {
            return;
        };
        let Some(document) = page.owner_document() else { return };
        let handle = ctx.props().handle.clone();
        let began_inside = Rc::new(std::cell::Cell::new(false));
        let began = began_inside.clone();
        let inside = page.clone();
        let window = self.window.clone();
        let presser = handle.clone();
        let pressed = EventListener::new(&scroller, "mousedown", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            began.set(target.as_ref().is_some_and(|target| inside.contains(Some(target))));
            window.borrow_mut().drag = target.as_ref().and_then(places::piece_of);
            // A press on selected text would begin to drag that text away instead of selecting anew.
            let plain =
                event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() == 1 && !event.shift_key());
            if began.get() {
                presser.suggester.hold_back();
            }
            if began.get() && plain {
                places::deselect(&inside);
            }
        });
        let window = self.window.clone();
        let released = EventListener::new(&document, "mouseup", move |event| {
            window.borrow_mut().drag = None;
            let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| !rescue::has_panicked()) else {
                return;
            };
            let action = pointer::released(&handle.session(), &page, event, began_inside.take());
            if let Some(action) = action {
                handle.dispatch(action);
            }
            handle.suggester.let_come(&handle);
        });
        self.listeners.extend([pressed, released]);
        if let (Some(root), Some(handles), Some(page)) = (self.root.cast(), self.handles(), self.page.cast())
        {
            let link = ctx.link().clone();
            let arrange: Rc<dyn Fn()> = Rc::new(move || link.send_message(Message::Arrange));
            self.listeners.extend(touch::listen(&root, &page, handles, &ctx.props().handle, &arrange));
        }
        if let Some(root) = self.root.cast::<Element>() {
            let link = ctx.link().clone();
            let options = EventListenerOptions::run_in_capture_phase();
            let focused = EventListener::new_with_options(&root, "focusin", options, move |_| {
                link.send_message(Message::Arrange)
            });
            self.listeners.push(focused);
        }
        if let Some(root) = self.root.cast::<Element>() {
            let on_import = ctx.link().callback(|importing| Message::Dialog(Some(Dialog::Import(importing))));
            self.listeners.push(listen_for_paste(&root, &document, on_paste(&ctx.props().handle, on_import)));
        }
        let link = ctx.link().clone();
        let scrolled = move |_: &Event| link.send_message(Message::Scrolled);
        self.listeners.push(EventListener::new(&scroller, "scroll", scrolled));
        if let Some(window) = web_sys::window() {
            let link = ctx.link().clone();
            self.listeners
                .push(EventListener::new(&window, "resize", move |_| link.send_message(Message::Arrange)));
        }
    }

    pub(super) fn handles(&self) -> Option<[HtmlElement; 2]> {
        Some([self.grips[0].cast()?, self.grips[1].cast()?])
    }
}

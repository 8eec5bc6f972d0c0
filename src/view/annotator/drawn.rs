//! What needs what was drawn: effects, the selection, the caret, what lies over the text, the focus.

use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::browser::handle::Handle;
use crate::browser::later::at_next_frame;
use crate::browser::{matches, places};
use crate::model::{Article, ByteOffset};
use crate::session::{Action, Effect, Search};

use crate::view::geometry::{self, Overlay};
use crate::view::{text, touch};

use super::{Annotator, Message};

impl Annotator {
    pub(super) fn show_row(&mut self) {
        if std::mem::take(&mut self.row_is_due)
            && let Some(root) = self.root.cast::<Element>()
        {
            geometry::scroll_to_row(&root);
        }
    }

    pub(super) fn overlay(&self) -> Option<Overlay> {
        Some(Overlay {
            page: self.page.cast()?,
            sheet: self.sheet.cast()?,
            caret: self.caret.cast(),
            handles: self.root.cast::<Element>().filter(touch::is_in_use).and_then(|_| self.handles()),
            bar: self.bar.cast(),
            canvas: self.canvas.cast(),
            window: self.window.clone(),
        })
    }

    pub(super) fn arrange(&mut self, handle: &Handle) {
        if let Some(overlay) = self.overlay() {
            geometry::arrange(&overlay, &handle.session());
            if let Some(caret) = &overlay.caret {
                self.blinking.moved(caret);
            }
        }
        self.show_matches(handle);
    }

    /// The pieces in sight, and so many pixels around.
    pub(super) fn in_sight(&self, room: f64) -> std::ops::Range<usize> {
        let (Some(page), Some(scroller)) = (self.page.cast::<Element>(), self.scroller.cast::<Element>())
        else {
            return 0..0;
        };
        let top = text::top_in_sight(&page, &scroller);
        let bottom = top + f64::from(scroller.client_height());
        self.window.borrow_mut().between(top - room, bottom + room)
    }

    /// Shows what was found near what is in sight, or no longer.
    pub(super) fn show_matches(&mut self, handle: &Handle) {
        let session = handle.session();
        let (Some(searching), Some(document), Some(page)) =
            (session.searching(), session.document(), self.page.cast::<Element>())
        else {
            if self.marked.take().is_some() {
                matches::clear(handle.instance);
            }
            return;
        };
        let near = self.in_sight(MARKED_BEYOND);
        let (found, current) = (searching.matches(), session.current_match());
        let is_near = |piece: usize| near.contains(&piece);
        matches::show(handle.instance, document.article(), &page, found, current, is_near);
        self.marked = Some(near);
    }

    pub(super) fn find(&self, handle: &Handle) {
        let near = {
            let session = handle.session();
            let index = session.document().map(|document| document.article().index());
            index
                .and_then(|index| index.piece(self.in_sight(0.0).start))
                .map_or_else(ByteOffset::default, |piece| piece.start)
        };
        handle.dispatch(Action::Search(Search::Open { near }));
    }

    pub(super) fn run(&mut self, handle: &Handle, effects: Vec<Effect>) {
        let (Some(overlay), Some(scroller)) = (self.overlay(), self.scroller.cast::<Element>()) else {
            return;
        };
        for effect in effects {
            let session = handle.session();
            match effect {
                Effect::ShowSelection => {
                    self.show_selection(&overlay, handle);
                    if session.selection().is_some() {
                        geometry::scroll_to_caret(&overlay, &scroller, &session);
                    }
                }
                Effect::ShowChosen => {
                    let chosen = session.chosen().map(|chosen| chosen.span);
                    if let Some(span) = chosen.or_else(|| session.focused_span()) {
                        geometry::scroll_to_span(&overlay, &scroller, &session, span);
                    }
                    self.row_is_due = true;
                    if !self.side_is_due {
                        self.show_row();
                    }
                }
                Effect::ShowArticle => {
                    // Before any text is drawn the page is at its top, and to ask for that would have it laid out.
                    if self.window.borrow().has_text() {
                        scroller.set_scroll_top(0);
                    }
                    places::deselect(&overlay.page);
                    if self.had_focus {
                        self.focus_text();
                    }
                }
                Effect::ShowMatch => {
                    if self.holds_text(handle) {
                        self.show_selection(&overlay, handle);
                    }
                    if let Some(held) = session.selection() {
                        geometry::scroll_to_match(&overlay, &scroller, &session, held.span());
                    }
                }
                Effect::FocusSearch => {
                    if let Some(field) = self.find.cast::<HtmlInputElement>() {
                        let _ = field.focus();
                        field.select();
                    }
                }
                Effect::FocusText => self.focus_text(),
                Effect::KeepSelection => {
                    if self.holds_text(handle) {
                        self.show_selection(&overlay, handle);
                    }
                }
                Effect::Announce(_)
                | Effect::Keep(_)
                | Effect::AllHere
                | Effect::SearchOn(_)
                | Effect::Stop(_)
                | Effect::FindOccurrences(_)
                | Effect::KeysChanged
                | Effect::DatasetChanged => {}
            }
            if effect != Effect::ShowSelection {
                continue;
            }
            self.goal_column = None;
        }
    }

    /// Whether the browser's selection is to be the session's: not while a field is written in.
    pub(super) fn holds_text(&self, handle: &Handle) -> bool {
        let page = self.page.cast::<Element>().and_then(|page| page.owner_document());
        let active = page.and_then(|page| page.active_element());
        let is_field = |active: Element| active.matches("input, textarea, select").unwrap_or(true);
        handle.session().selection().is_some() && !active.is_some_and(is_field)
    }

    pub(super) fn show_selection(&mut self, overlay: &Overlay, handle: &Handle) {
        let session = handle.session();
        match (session.document(), session.selection()) {
            // A browser that is given a caret lays the page out and draws a second frame, both before a key is answered.
            // The one that is seen is ours; its own is for whoever reads the page aloud, and comes with the side.
            (Some(_), Some(selection)) if selection.span().is_empty() && self.side_is_due => {
                places::deselect(&overlay.page);
                self.caret_is_due = true;
            }
            (Some(document), Some(selection)) => {
                self.caret_is_due = false;
                places::select(document.article(), &overlay.page, selection.anchor, selection.head);
            }
            _ => places::deselect(&overlay.page),
        }
    }

    pub(super) fn follow_caret(&mut self, handle: &Handle) {
        // While a person drags, the selection is theirs: a second click of two may have begun.
        let is_free = self.window.borrow().drag.is_none();
        if is_free
            && std::mem::take(&mut self.caret_is_due)
            && self.holds_text(handle)
            && let Some(overlay) = self.overlay()
        {
            self.show_selection(&overlay, handle);
        }
    }

    pub(super) fn move_line(&mut self, ctx: &Context<Self>, forward: bool, extend: bool) {
        let (Some(overlay), Some(scroller)) = (self.overlay(), self.scroller.cast::<Element>()) else {
            return;
        };
        let handle = &ctx.props().handle;
        let found = {
            let session = handle.session();
            let Some(document) = session.document() else { return };
            let article = document.article();
            let chosen = session.chosen().map(|chosen| chosen.span.start);
            let at = session.selection().map(|selection| selection.head).or(chosen).unwrap_or_default();
            // Lines are found where they are on the screen: the caret comes there first.
            if geometry::scroll_to_place(&overlay, &scroller, article, at) {
                let link = ctx.link().clone();
                at_next_frame(move || link.send_message(Message::Line { forward, extend }));
                return;
            }
            places::line_from(article, &overlay.page, at, self.goal_column, forward)
                .unwrap_or_else(|| (beyond(article, at, forward), self.goal_column.unwrap_or(0.0)))
        };
        handle.dispatch(Action::PlaceCaret { at: found.0, extend });
        self.goal_column = Some(found.1);
    }

    pub(super) fn focus_text(&self) {
        if let Some(page) = self.page.cast::<HtmlElement>() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = page.focus_with_options(&options);
        }
    }

    /// A button that vanishes takes the focus with it, and the keys would go nowhere.
    pub(super) fn keep_focus(&mut self) {
        let Some(root) = self.root.cast::<Element>() else { return };
        let active = root.owner_document().and_then(|document| document.active_element());
        let inside = active.as_ref().is_some_and(|active| root.contains(Some(active)));
        let nowhere = active.is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
        if self.had_focus && nowhere && self.dialog.is_none() {
            self.focus_text();
        } else if inside || !nowhere {
            self.had_focus = inside;
        }
    }
}

/// How far beyond the viewport matches are shown, in pixels.
const MARKED_BEYOND: f64 = 1_200.0;

/// Where a caret goes that finds no line above or below: over to the next piece, or to the text's edge.
fn beyond(article: &Article, at: ByteOffset, forward: bool) -> ByteOffset {
    let index = article.index();
    let piece = index.piece_at(at);
    if forward {
        index.piece(piece + 1).map_or(index.whole().end, |next| next.start)
    } else {
        piece
            .checked_sub(1)
            .and_then(|piece| index.piece(piece))
            .map_or(index.whole().start, |last| last.start)
    }
}

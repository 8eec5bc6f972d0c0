//! What is looked for in the open article, and where it was found.
//!
//! The search itself goes on outside the session: what is wanted bears a number, and what comes back for another one is
//! dropped. Which match is the current one is not stored: it is the one that is held or chosen.

use std::rc::Rc;

use crate::messages::{Message, message};
use crate::model::{ArticleId, ByteOffset, CodePointSpan, Span};
use crate::search::{Fault, Found, Query};

use super::action::{Search, Selection};
use super::effect::Effect;
use super::state::Session;

/// What is longer, in bytes, is no words to look for.
const LONGEST_TAKEN: usize = 200;

/// What is looked for.
#[derive(Debug, Default)]
pub struct Searching {
    is_open: bool,
    query: Query,
    run: u32,
    /// From where on the first match is looked for.
    origin: ByteOffset,
    found: Option<Rc<Found>>,
}

/// A search that is wanted: of this article, with an answer that bears this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedSearch {
    /// Whose text.
    pub article: ArticleId,
    /// The number of the search.
    pub run: u32,
}

impl Searching {
    /// What is looked for.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Where it stands, in text order.
    #[must_use]
    pub fn matches(&self) -> &[Span] {
        match self.found.as_deref() {
            Some(Found::Matches { spans, .. }) => spans,
            _ => &[],
        }
    }

    /// Whether there are more matches than are known.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        matches!(self.found.as_deref(), Some(Found::Matches { is_cut: true, .. }))
    }

    /// Where in the pattern it is wrong, and why.
    #[must_use]
    pub fn wrong(&self) -> Option<(CodePointSpan, &Fault)> {
        match self.found.as_deref() {
            Some(Found::Wrong { at, why }) => Some((*at, why)),
            _ => None,
        }
    }

    /// Whether the answer is yet to come.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.found.is_none() && !self.query.is_empty()
    }

    /// Another article is read.
    pub(super) fn begin_anew(&mut self) {
        self.run += 1;
        self.found = None;
        self.origin = ByteOffset::new(0);
    }
}

impl Session {
    /// What is looked for, while the person looks for something.
    #[must_use]
    pub fn searching(&self) -> Option<&Searching> {
        Some(&self.searching).filter(|searching| searching.is_open)
    }

    /// The search that is wanted now.
    #[must_use]
    pub fn wanted_search(&self) -> Option<WantedSearch> {
        let searching = self.searching().filter(|searching| !searching.query.is_empty())?;
        self.document()?;
        Some(WantedSearch { article: self.open.clone()?, run: searching.run })
    }

    /// Which match is held or chosen, counted from 0.
    #[must_use]
    pub fn current_match(&self) -> Option<usize> {
        let here = self.held_or_chosen()?;
        self.searching()?.matches().binary_search_by_key(&here.start, |span| span.start).ok().filter(|at| {
            let matches = self.searching.matches();
            matches.get(*at).is_some_and(|span| *span == here)
        })
    }

    fn held_or_chosen(&self) -> Option<Span> {
        let (held, chosen) = (self.selection.map(Selection::span), self.chosen().map(|chosen| chosen.span));
        // What was annotated just now is chosen, and the caret stands behind it.
        held.filter(|held| !held.is_empty()).or(chosen).or_else(|| self.focused_span()).or(held)
    }

    #[inline(never)]
    pub(super) fn search(&mut self, search: Search) -> Vec<Effect> {
        match search {
            Search::Open { near } => self.open_search(near),
            Search::For(query) => {
                if query != self.searching.query {
                    self.searching.query = query;
                    self.searching.run += 1;
                    self.searching.found = None;
                }
                Vec::new()
            }
            Search::Step { forward } => self.step_to_match(forward),
            Search::Close => self.close_search(),
        }
    }

    /// What is held becomes what is looked for.
    fn open_search(&mut self, near: ByteOffset) -> Vec<Effect> {
        let here = self.held_or_chosen();
        let held = self.selection.map(Selection::span).filter(|span| span.len() as usize <= LONGEST_TAKEN);
        let text = held.and_then(|span| Some(self.document()?.article().covered(span).to_owned()));
        let searching = &mut self.searching;
        if let Some(text) = text.filter(|text| !text.trim().is_empty() && !text.contains('\n'))
            && !searching.query.is_pattern
            && text != searching.query.text
        {
            searching.query.text = text;
            searching.found = None;
        }
        searching.is_open = true;
        searching.run += u32::from(searching.found.is_none());
        searching.origin = here.map_or(near, |here| here.start);
        vec![Effect::FocusSearch]
    }

    pub(super) fn close_search(&mut self) -> Vec<Effect> {
        self.searching.is_open = false;
        // A million of them is worth forgetting.
        self.searching.found = None;
        vec![Effect::FocusText, Effect::ShowSelection]
    }

    /// Whether something is looked for that can be gone along by a key.
    pub(super) fn can_step(&self) -> bool {
        self.searching.is_open && !self.searching.query.is_empty()
    }

    fn step_to_match(&mut self, forward: bool) -> Vec<Effect> {
        let matches = self.searching.matches();
        let Some(last) = matches.len().checked_sub(1) else { return Vec::new() };
        let (at, around) = match self.held_or_chosen() {
            Some(here) => {
                let place = |span: Span| (span.start, span.end);
                let before = matches.partition_point(|span| place(*span) < place(here));
                let on_it = matches.get(before).is_some_and(|span| *span == here);
                if forward {
                    let next = before + usize::from(on_it);
                    if next > last { (0, true) } else { (next, false) }
                } else {
                    before.checked_sub(1).map_or((last, true), |at| (at, false))
                }
            }
            None => (if forward { 0 } else { last }, false),
        };
        let said = self.hold_match(at);
        let said = match (around && last > 0, forward) {
            (false, _) => said,
            (true, true) => message::match_from_start(said),
            (true, false) => message::match_from_end(said),
        };
        vec![Effect::ShowMatch, Effect::Announce(said)]
    }

    /// Holds a match as it is, so that a label's key annotates just that.
    fn hold_match(&mut self, at: usize) -> Message {
        let count = self.searching.matches().len();
        let Some(span) = self.searching.matches().get(at).copied() else { return message::no_match() };
        self.selection = Some(Selection { anchor: span.start, head: span.end });
        self.as_is = true;
        self.searching.origin = span.start;
        self.release_edge();
        self.mark_chosen(None);
        self.focus_on(None);
        message::match_place(at + 1, count)
    }

    /// Takes in what came of a search, and goes to the first match from where the person was.
    pub(super) fn take_found(&mut self, wanted: &WantedSearch, found: &Rc<Found>) -> Vec<Effect> {
        if self.wanted_search().as_ref() != Some(wanted) {
            return Vec::new();
        }
        self.searching.found = Some(found.clone());
        let Found::Matches { spans, .. } = &**found else { return Vec::new() };
        let origin = self.searching.origin;
        let first = spans.partition_point(|span| span.start < origin);
        match spans.len() {
            0 => vec![Effect::Announce(message::no_match())],
            count => {
                let said = self.hold_match(if first == count { 0 } else { first });
                self.searching.origin = origin;
                vec![Effect::ShowMatch, Effect::Announce(said)]
            }
        }
    }
}

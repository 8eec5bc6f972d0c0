//! All articles in memory for a while: to be written to a file, counted, or changed together.
//!
//! They are fetched a stretch at a time, so that other asks come in between.

use std::collections::HashSet;

use crate::journal::Ask;
use crate::model::ArticleId;

use super::action::Action;
use super::effect::Effect;
use super::state::Session;

/// So many articles are fetched at once.
const AT_ONCE: usize = 100;

/// Who holds all articles in memory.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// How many do.
    holders: u32,
    /// Those that cannot be had: they are not asked for again and again, as long as somebody holds all.
    lost: HashSet<ArticleId>,
    /// Whether some are under way.
    is_fetching: bool,
}

impl Holding {
    pub(super) fn is_held(&self) -> bool {
        self.holders > 0
    }

    /// What could not be had may be there now.
    pub(super) fn lost_nothing(&mut self) {
        self.lost.clear();
    }

    /// Another data set is open.
    pub(super) fn start_anew(&mut self) {
        self.lost_nothing();
        self.is_fetching = false;
    }
}

impl Session {
    /// Whether some articles are on disk only: what is written now would lack them.
    #[must_use]
    pub fn has_shelved(&self) -> bool {
        self.dataset.documents().iter().any(|document| document.summary().is_some())
    }

    /// How many articles are on disk only. While somebody holds all, those that could not be had.
    #[must_use]
    pub fn count_shelved(&self) -> usize {
        self.dataset.documents().iter().filter(|document| document.summary().is_some()).count()
    }

    #[inline(never)]
    pub(super) fn hold_all(&mut self) -> Vec<Effect> {
        if !self.holding.is_held() {
            self.holding.lost_nothing();
        }
        self.holding.holders += 1;
        if self.holding.is_fetching { Vec::new() } else { self.fetch_on() }
    }

    /// Fetches the next stretch, or says that all are here.
    pub(super) fn fetch_on(&mut self) -> Vec<Effect> {
        let shelved = self.dataset.documents().iter().filter(|document| document.summary().is_some());
        let ids = shelved.map(|document| document.article().id());
        let next: Vec<ArticleId> =
            ids.filter(|id| !self.holding.lost.contains(*id)).take(AT_ONCE).cloned().collect();
        self.holding.is_fetching = !next.is_empty() && self.holding.is_held();
        if !self.holding.is_held() {
            return Vec::new();
        }
        if next.is_empty() {
            return vec![Effect::AllHere];
        }
        self.keeping.waiting.push_back(Action::FetchOn);
        self.ask(Ask::Fetch { articles: next });
        Vec::new()
    }

    /// Whoever waits for all articles gets those that are here: the database does not answer now.
    pub(super) fn fetch_no_more(&mut self) -> Vec<Effect> {
        let was_fetching = std::mem::take(&mut self.holding.is_fetching);
        if was_fetching && self.holding.is_held() { vec![Effect::AllHere] } else { Vec::new() }
    }

    pub(super) fn release(&mut self) {
        self.holding.holders = self.holding.holders.saturating_sub(1);
        self.shelve_what_is_not_read();
    }

    pub(super) fn is_not_to_be_had(&mut self, articles: &[ArticleId]) {
        self.holding.lost.extend(articles.iter().cloned());
    }
}

//! Which articles are in memory: those that nobody reads go, once all is saved, and what needs one waits for it.

use crate::journal::Ask;
use crate::model::{ArticleId, Edit};

use super::Phase;
use crate::session::action::Action;
use crate::session::state::Session;

impl Session {
    /// Once all is on disk, what nobody reads goes out of memory.
    pub(in crate::session) fn shelve_what_is_not_read(&mut self) {
        let Some(kept) = &mut self.keeping.kept else { return };
        let is_busy = kept.phase != Phase::Writing || !kept.is_idle() || !self.keeping.waiting.is_empty();
        if is_busy || self.holding.is_held() {
            return;
        }
        let open = self.open.clone();
        let going: Vec<ArticleId> =
            kept.resident.iter().filter(|id| Some(*id) != open.as_ref()).cloned().collect();
        kept.resident.retain(|id| Some(id) == open.as_ref());
        for id in going {
            if let Some(summary) = self.summary_of(&id) {
                self.dataset.shelve(&id, (*summary).clone());
                self.summaries.forget(&id);
            }
        }
    }

    /// Of the articles that edits annotate, those that are not in memory.
    pub(in crate::session) fn shelved_among(&self, edits: &[Edit]) -> Vec<ArticleId> {
        let mut wanted = Vec::new();
        for edit in edits {
            let stored_in = match edit {
                Edit::Annotate { article, .. }
                | Edit::Revise { article, .. }
                | Edit::Erase { article, .. }
                | Edit::Relate { article, .. }
                | Edit::Unrelate { article, .. } => article,
                _ => continue,
            };
            let is_shelved =
                self.dataset.document(stored_in).is_some_and(|document| document.summary().is_some());
            if is_shelved && !wanted.contains(stored_in) {
                wanted.push(stored_in.clone());
            }
        }
        wanted
    }

    /// Does something once these articles are in memory.
    pub(in crate::session) fn after_fetching(&mut self, articles: Vec<ArticleId>, action: Action) {
        // Of several articles that one wanted to read meanwhile, the last counts.
        if matches!(action, Action::Open(_)) {
            self.keeping.waiting.retain(|waiting| !matches!(waiting, Action::Open(_)));
        }
        self.keeping.waiting.push_back(action);
        self.ask(Ask::Fetch { articles });
    }
}

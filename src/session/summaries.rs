//! What is known of each article without its text: what stands on it, counted.
//!
//! Derived. Of the open article it is asked of the tally; of another one in memory it is counted once and kept until an
//! edit touches the article; of a shelved one it was counted before it was shelved.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::model::{ArticleId, Document, Edit, Scheme, Summary};

use super::listing::lacks;
use super::state::Session;

/// The summaries that were counted and still hold.
#[derive(Debug, Default)]
pub(super) struct Summaries(RefCell<HashMap<ArticleId, Rc<Summary>>>);

impl Summaries {
    /// What edits touch is counted anew when it is next asked for.
    pub(super) fn touch(&mut self, edits: &[Edit]) {
        let counted = self.0.get_mut();
        for edit in edits {
            match edit {
                Edit::SetScheme { .. } => return counted.clear(),
                Edit::AddArticle { .. }
                | Edit::AddDocument { .. }
                | Edit::Describe { .. }
                | Edit::SetGuidelines { .. } => {}
                Edit::RemoveArticle { article }
                | Edit::RemoveDocument { article }
                | Edit::Annotate { article, .. }
                | Edit::Revise { article, .. }
                | Edit::Erase { article, .. }
                | Edit::Relate { article, .. }
                | Edit::Unrelate { article, .. } => {
                    counted.remove(article);
                }
            }
        }
    }

    /// It goes out of memory.
    pub(super) fn forget(&mut self, id: &ArticleId) {
        self.0.get_mut().remove(id);
    }
}

impl Session {
    /// What is known of an article of the dataset without its text.
    #[must_use]
    pub fn summary_of(&self, id: &ArticleId) -> Option<Rc<Summary>> {
        let document = self.dataset.document(id)?;
        if let Some(summary) = document.summary() {
            return Some(summary.clone());
        }
        if self.open.as_ref() == Some(id) {
            let code_points = document.article().index().code_point_len();
            return Some(Rc::new(self.tally(|tally| tally.summary(code_points))));
        }
        let mut counted = self.summaries.0.borrow_mut();
        let count = || Rc::new(counted_up(document, self.dataset.scheme()));
        Some(counted.entry(id.clone()).or_insert_with(count).clone())
    }
}

/// Counts what stands on an article, in time linear in it.
pub(super) fn counted_up(document: &Document, scheme: &Scheme) -> Summary {
    let code_points = document.article().index().code_point_len();
    let mut summary = Summary { code_points, ..Summary::default() };
    for annotation in document.annotations().iter() {
        *summary.labels.of(annotation.label.clone()) += 1;
        summary.incomplete += usize::from(lacks(document, scheme, annotation).is_some());
    }
    for relation in document.relations().iter() {
        *summary.relations.of(relation.kind.clone()) += 1;
    }
    summary
}

/// The same by hand, for tests that hold the tally against it.
#[cfg(test)]
pub(super) fn counted_by_hand(session: &Session, id: &ArticleId) -> Option<Summary> {
    session.dataset.document(id).map(|document| counted_up(document, session.dataset.scheme()))
}

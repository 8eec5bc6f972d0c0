//! What was not on disk when another page took the data set: articles as they were here, until they are in a file of the
//! person's.

use std::rc::Rc;

use crate::messages::message;
use crate::model::{Dataset, Document, Edit, Scheme};

use super::effect::NoticeKind;
use super::state::Session;

impl Session {
    /// What was not on disk when another page took the data set: articles as they were here.
    #[must_use]
    pub fn left_over(&self) -> Option<&Dataset> {
        self.keeping.kept.as_ref()?.left_over.first()
    }

    /// It is in a file of the person's.
    #[inline(never)]
    pub(super) fn left_over_is_filed(&mut self) {
        if let Some(kept) = self.keeping.kept.as_mut().filter(|kept| !kept.left_over.is_empty()) {
            kept.left_over.remove(0);
        }
    }

    /// Keeps what waits and comes to no disk any more, for a file.
    pub(super) fn leave_over(&mut self) {
        let Some(kept) = &mut self.keeping.kept else { return };
        let Some(about) = kept.give_up_line() else { return };
        let documents = self.dataset.documents().iter();
        let documents = documents.filter(|document| about.contains(document.article().id()));
        let documents = documents.cloned().collect();
        let former = (self.dataset.scheme().clone(), self.dataset.guidelines().clone());
        self.leave_these_over(&former, documents);
        self.notify(NoticeKind::Problem, message::taken_over(), Vec::new());
    }

    /// Keeps these articles for a file, as far as they are in memory, with the scheme and the guidelines they had.
    pub(super) fn leave_these_over(&mut self, former: &(Rc<Scheme>, Rc<str>), documents: Vec<Rc<Document>>) {
        let mut left = Dataset::new((*former.0).clone());
        // Refused by no data set; nor are articles of the same scheme.
        let _ = left.apply(&Edit::SetGuidelines { guidelines: former.1.clone() });
        for document in documents.into_iter().filter(|document| document.summary().is_none()) {
            let _ = left.apply(&Edit::AddDocument { at: left.documents().len(), document });
        }
        if let Some(kept) = self.keeping.kept.as_mut().filter(|_| !left.documents().is_empty()) {
            kept.left_over.push(left);
        }
    }
}

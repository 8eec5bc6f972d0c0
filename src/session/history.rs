//! What can be taken back and done again, a gesture at a time, without limit.

use crate::messages::Message;
use crate::model::{AnnotationId, ArticleId, Edit};

use super::verdict::Ruling;

/// All edits of one gesture, and where the person was.
#[derive(Clone, Debug, PartialEq)]
pub struct Gesture {
    /// What the person did, as a noun phrase for "undo …".
    pub name: Message,
    /// The edits that take it back (or do it again), in order.
    pub edits: Vec<Edit>,
    /// What takes back (or puts in force again) what was said of suggestions.
    pub rulings: Vec<Ruling>,
    /// Which article it happened on, if on one.
    pub article: Option<ArticleId>,
    /// Which annotation it was about, if about one.
    pub annotation: Option<AnnotationId>,
}

impl Gesture {
    /// One that changed nothing.
    pub(super) fn nothing() -> Self {
        Self {
            name: Message::verbatim(""),
            edits: Vec::new(),
            rulings: Vec::new(),
            article: None,
            annotation: None,
        }
    }
}

/// The gestures that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub(super) undo: Vec<Gesture>,
    pub(super) redo: Vec<Gesture>,
}

impl History {
    /// What `Undo` would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Gesture> {
        self.undo.last()
    }

    /// What `Redo` would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Gesture> {
        self.redo.last()
    }

    /// The last gesture, forgotten: it can be neither taken back nor done again from here on.
    pub(super) fn forget_last(&mut self) -> Option<Gesture> {
        self.undo.pop()
    }

    /// A new gesture was made; what was taken back before is gone.
    pub(super) fn record(&mut self, gesture: Gesture) {
        self.redo.clear();
        self.undo.push(gesture);
    }
}

//! A gesture as it lies on disk, and the history made of such rows.

use std::rc::Rc;

use crate::journal::{Damage, Fault, Key, Sequence, StoredEdit, Table, unseal};
use crate::messages::Message;
use crate::model::packing::{pack_fields, pack_variants};
use crate::model::{AnnotationId, ArticleId, Document};

use super::history::{Gesture, History};
use super::verdict::{Ruling, Verdict};

/// What a gesture was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Something new was done.
    Did,
    /// The last thing that was done was taken back.
    Undid,
    /// The last thing that was taken back was done again.
    Redid,
    /// The last thing that was done was taken back as if it had never been.
    Forgot,
    /// From here on nothing can be taken back.
    Settled,
}

/// What a row of the gestures holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GestureRow {
    pub(super) doing: Doing,
    /// Its name, as [`Message::written`] has it.
    pub(super) name: String,
    pub(super) article: Option<ArticleId>,
    pub(super) annotation: Option<AnnotationId>,
    /// What takes it back, in order.
    pub(super) inverses: Vec<StoredEdit>,
    /// What was said of suggestions, and what takes that back.
    pub(super) ruled: Vec<Ruling>,
    pub(super) unruled: Vec<Ruling>,
}

pack_variants!(Doing { 0: Did {}, 1: Undid {}, 2: Redid {}, 3: Forgot {}, 4: Settled {} });
pack_fields!(GestureRow { doing, name, article, annotation, inverses, ruled, unruled });
pack_variants!(Verdict { 0: Accepted { annotation: annotation, corrected: corrected }, 1: Rejected {} });
pack_fields!(Ruling { suggestion, rule, verdict });

/// What a list of rows tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) history: History,
    /// All that was said of suggestions, in order.
    pub(super) rulings: Vec<Ruling>,
    pub(super) damages: Vec<Damage>,
}

/// Makes the history of the rows of a data set's gestures, in order. What lies before a row that cannot be read could
/// not be taken back in order, so it is left out.
pub(super) fn told_by(
    dataset: &str,
    rows: &[(Sequence, Rc<[u8]>)],
    removed: impl Fn(&ArticleId) -> Option<Rc<Document>>,
) -> Told {
    let mut told = Told::default();
    let (mut undo, mut redo) = (Vec::new(), Vec::new());
    for (gesture, bytes) in rows {
        let mut row: GestureRow = match unseal(bytes) {
            Ok(row) => row,
            Err(fault) => {
                let key = Key::gesture(dataset, *gesture);
                told.damages.push(Damage { table: Table::Gestures, key, fault, bytes: bytes.clone() });
                undo.clear();
                redo.clear();
                continue;
            }
        };
        told.rulings.append(&mut row.ruled);
        // The first of the rows may take back what is kept no longer: there is nothing to pop then.
        match row.doing {
            Doing::Did => {
                redo.clear();
                undo.push(row);
            }
            Doing::Undid => {
                undo.pop();
                redo.push(row);
            }
            Doing::Redid => {
                redo.pop();
                undo.push(row);
            }
            Doing::Forgot => {
                undo.pop();
            }
            Doing::Settled => {
                undo.clear();
                redo.clear();
            }
        }
    }
    // Only now: an article that an edit brings back is out at the time of that edit, not at all times.
    let made = |rows: Vec<GestureRow>| {
        let mut gestures: Vec<Gesture> =
            rows.into_iter().rev().map_while(|row| row.gesture(&removed)).collect();
        gestures.reverse();
        gestures
    };
    told.history = History { undo: made(undo), redo: made(redo) };
    told
}

impl GestureRow {
    fn gesture(self, removed: impl Fn(&ArticleId) -> Option<Rc<Document>>) -> Option<Gesture> {
        let edits = self.inverses.into_iter().map(|edit| edit.into_edit(&removed)).collect::<Option<_>>()?;
        let Self { name, article, annotation, unruled: rulings, .. } = self;
        let name = Message::read(&name);
        Some(Gesture { name, edits, rulings, article, annotation })
    }
}

/// A row that says what is wrong with itself.
pub(super) fn misfit(table: Table, key: Key, bytes: Rc<[u8]>) -> Damage {
    Damage { table, key, fault: Fault::Misfit, bytes }
}

//! How a data set lies on disk: rows of bytes, and what they hold.
//!
//! A row has a place (a table and a key) and sealed bytes. What is written is a list of [`Write`]s that come into
//! force together or not at all; what is read back is put together by [`Shelf`]. This layer knows neither who
//! keeps the rows, nor what a person at work is: a database, a file and a test's map serve alike.
//!
//! | table | key | holds |
//! | --- | --- | --- |
//! | `datasets` | data set | its name, scheme, annotator, guidelines, what of it is in files |
//! | `entries` | data set, article | what the queue shows of an article: metadata, digest, counts, order |
//! | `texts` | data set, article | the text, with a copy of the title and what else seldom changes |
//! | `snapshots` | data set, article | annotations and relations as they were after some gesture |
//! | `tails` | data set, article, gesture | the edits of that gesture, newer than the snapshot |
//! | `gestures` | data set, gesture | what takes the gesture back: undo and redo are made of these |
//!
//! A change costs a row of `tails`, one of `gestures` and one of `entries`, whatever the size of the article. Text
//! and annotations of an article that was removed stay as long as a gesture can bring it back.

pub mod entry;
pub mod garbage;
pub mod gate;
pub mod keeper;
#[cfg(test)]
mod layout_tests;
pub mod row;
pub mod seal;
pub mod shelf;
pub mod stand_in;
pub mod stored_edit;

pub use entry::{DatasetRow, EntryRow, RowChange, Snapshot, TextRow};
pub use gate::Gate;
pub use keeper::{
    Ask, BackupFile, Fetched, FileRefusal, FileState, FileTrouble, Listed, Opening, Ticket, Told, Trouble,
};
pub use row::{Key, Row, Sequence, Table, Write};
pub use seal::{Damage, Fault, seal, unseal};
pub use shelf::{Shelf, Taken};
pub use stored_edit::StoredEdit;

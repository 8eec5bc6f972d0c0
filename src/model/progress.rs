//! How far a person is with an article, and what they remarked on it as a whole.
//!
//! Whether somebody is at work on it is derived: it is neither done nor skipped, and something is annotated.

use super::annotation::Timestamp;
use super::packing::{pack_fields, pack_variants};

/// Whether a person has finished with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Not yet.
    #[default]
    Open,
    /// It is annotated.
    Done,
    /// It is left out.
    Skipped,
}

/// How far a person is with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Whether it is finished with.
    pub mark: Mark,
    /// When it was marked as done or skipped; empty where it is not, or nobody knows.
    pub finished: Timestamp,
    /// Whether somebody should look at it again.
    pub flagged: bool,
    /// What the person remarked on the article; empty for nothing.
    pub remark: String,
}

impl Progress {
    /// Whether nothing was said yet.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }
}

pack_variants!(Mark { 0: Open {}, 1: Done {}, 2: Skipped {} });
pack_fields!(Progress { mark, finished, flagged, remark });

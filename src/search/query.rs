//! What somebody looks for, and what came of it.

use crate::model::packing::{pack_fields, pack_variants};
use crate::model::{CodePointSpan, Span};
use crate::suggest::Likeness;

/// So many matches are told at most: each letter of a book would be more.
pub const MOST_MATCHES: usize = 1_000_000;

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The words, or the pattern.
    pub text: String,
    /// Whether it is a pattern.
    pub is_pattern: bool,
    /// How alike a match has to be.
    pub likeness: Likeness,
}

impl Default for Query {
    /// Nothing yet; then in whatever letters, also inside words.
    fn default() -> Self {
        let likeness = Likeness { same_case: false, same_accents: false, whole_words: false };
        Self { text: String::new(), is_pattern: false, likeness }
    }
}

impl Query {
    /// Whether there is anything to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        if self.is_pattern { self.text.is_empty() } else { self.text.trim().is_empty() }
    }
}

/// Why nothing could be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The pattern is wrong there: what `message::pattern_fault` has words for.
    Wrong(String),
    /// The pattern is too large.
    TooLarge,
    /// It would take too long.
    TooSlow,
    /// There is nobody to search.
    Nobody,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is there, or not.
    Matches {
        /// Where: in text order, without overlaps, never empty.
        spans: Vec<Span>,
        /// Whether there are more than [`MOST_MATCHES`].
        is_cut: bool,
    },
    /// The pattern is none, or nothing could be looked for.
    Wrong {
        /// Where in the pattern, in its characters; empty where no place is to blame.
        at: CodePointSpan,
        /// Why.
        why: Fault,
    },
}

pack_fields!(Likeness { same_case, same_accents, whole_words });
pack_fields!(Query { text, is_pattern, likeness });
pack_variants!(Fault { 0: Wrong { 0: reason }, 1: TooLarge {}, 2: TooSlow {}, 3: Nobody {} });
pack_variants!(Found { 0: Matches { spans: spans, is_cut: is_cut }, 1: Wrong { at: at, why: why } });

//! Proposes annotations, and changes nothing: rules over French, English and other languages, given as data, and the
//! occurrences of a word.
//!
//! Pure, and names the layer [`model`](crate::model) only. What a page needs to know of a suggestion is always
//! compiled; the engine and its lexicons only with the feature `rules`, which the page's own module does not have.

pub mod suggestion;

pub use suggestion::{Confidence, DEFAULT_THRESHOLD, SuggestedRelation, Suggestion, Suggestions};

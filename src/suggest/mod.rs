//! Proposes annotations, and changes nothing: rules over French, English and other languages, given as data, and the
//! occurrences of a word.
//!
//! Pure, and names the layer [`model`](crate::model) only. What a page needs to know of a suggestion is always
//! compiled; the engine and its lexicons only with the feature `rules`, which the page's own module does not have.

pub mod occurrences;
#[cfg(feature = "rules")]
pub mod presence;
pub mod suggestion;

#[cfg(feature = "rules")]
mod clauses;
#[cfg(feature = "rules")]
pub mod engine;
#[cfg(feature = "rules")]
mod incises;
#[cfg(feature = "rules")]
pub mod language;
#[cfg(feature = "rules")]
pub mod lexicon;
#[cfg(feature = "rules")]
mod links;
#[cfg(feature = "rules")]
mod matching;
#[cfg(feature = "rules")]
pub mod own_rule;
#[cfg(feature = "rules")]
mod phrases;
#[cfg(feature = "rules")]
pub mod quotations;
#[cfg(feature = "rules")]
pub mod rule;
#[cfg(feature = "rules")]
pub mod signs;
#[cfg(feature = "rules")]
mod subjects;
#[cfg(feature = "rules")]
mod units;
#[cfg(feature = "rules")]
mod verbs;

#[cfg(feature = "rules")]
pub use engine::Engine;
pub use occurrences::{Likeness, MOST_OCCURRENCES, occurrences};
#[cfg(feature = "rules")]
pub use own_rule::{CompiledRule, OwnRule, PatternError};
#[cfg(feature = "rules")]
pub use presence::Sought;
pub use suggestion::{Confidence, DEFAULT_THRESHOLD, SuggestedRelation, Suggestion, Suggestions};

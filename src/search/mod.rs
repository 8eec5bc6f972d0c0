//! Finds text in a text: plain words or a pattern, as strictly as the person says.
//!
//! Pure, and names the layers [`model`](crate::model) and [`suggest`](crate::suggest), whose ways to compare letters
//! and to check a pattern it shares. What a page needs to know of a search is always compiled; who searches only with
//! the feature `rules`, which the page's own module does not have.

pub mod query;
#[cfg(feature = "rules")]
pub mod searcher;

pub use query::{Fault, Found, MOST_MATCHES, Query};
#[cfg(feature = "rules")]
pub use searcher::Searcher;

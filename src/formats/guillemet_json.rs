//! Guillemet's own document: one JSON object with the scheme and the articles.
//!
//! Its shape is published as `www/schema/guillemet-1.schema.json`. Offsets are Unicode code points,
//! the end exclusive; only a host page may ask for UTF-16, and the document then says so in
//! `offset_unit`. Every key is always written, also with an empty value, but for `needs` of a label
//! that needs nothing, `rule` and `format` of an origin that has none, and `state`, `finished`, `flagged`,
//! `remark` and `meta` of an article where there is nothing to say.
//!
//! The same state gives the same bytes: keys in a fixed order, annotations in text order, relations by
//! the text order of `from`, then kind, then the text order of `to`, then id; two blanks a level and a
//! newline at the end.

mod annotations;
mod given;
#[cfg(feature = "interchange")]
pub mod interchange;
pub(super) mod lines;
pub(super) mod names;
mod notes;
pub(super) mod progress;
pub(super) mod read;
mod relations;
pub(super) mod scheme;
pub(super) mod timestamp;
pub(super) mod write;

pub use given::{GivenAnnotations, GivenArticle, read_given};
pub use lines::{About, are_lines, article_line, header_line, read_lines};
pub use read::{read, read_articles, read_value};
pub use scheme::read_scheme;
pub use write::{DocumentValue, document, write, write_articles};

/// What the document's `format` says.
pub const FORMAT: &str = "guillemet";

/// What the document's `version` says.
pub const VERSION: u64 = 1;

#[cfg(test)]
mod tests;

//! Bytes to model and back: one file a format. `read` gives what it accepted and what it did not, with
//! the reason and the place; `write` gives the same bytes for the same state.
//!
//! This layer names only [`model`](crate::model). It knows no browser: bytes come in, text goes out.

pub mod article_lines;
#[cfg(feature = "interchange")]
pub mod attributions;
#[cfg(feature = "interchange")]
pub mod brat;
#[cfg(feature = "interchange")]
pub mod conll;
#[cfg(feature = "interchange")]
pub mod csv;
#[cfg(feature = "interchange")]
pub mod doccano;
pub mod encoding;
pub mod error;
pub mod file;
#[cfg(test)]
pub(crate) mod fixture;
pub mod guillemet_json;
#[cfg(feature = "interchange")]
pub mod hugging_face;
#[cfg(feature = "interchange")]
pub mod interchange;
pub mod json;
#[cfg(feature = "interchange")]
pub mod json_lines;
pub mod kind;
#[cfg(feature = "interchange")]
pub mod label_studio;
pub mod offset_unit;
pub mod placement;
pub mod plain_text;
#[cfg(feature = "interchange")]
pub mod prodigy;
#[cfg(feature = "interchange")]
pub mod pubannotation;
pub mod questions;
pub mod reading;
#[cfg(feature = "interchange")]
pub mod spacy;
#[cfg(feature = "interchange")]
pub mod texts;
#[cfg(feature = "interchange")]
pub mod token_classification;
pub mod turns;
#[cfg(feature = "interchange")]
pub mod uima;
#[cfg(feature = "interchange")]
pub mod web_annotation;
#[cfg(feature = "interchange")]
pub mod webanno_tsv;

pub use encoding::{DecodeError, Decoded, Encoding, decode};
pub use error::FormatError;
pub use file::{FileError, FileReading, read_file};
pub use json::Json;
pub use offset_unit::OffsetUnit;
pub use plain_text::PlainText;
pub use questions::{Choice, Decisions, Foreign, Questions, UnitQuestion};
pub use reading::{Prepared, ReadDocument, Reading, Report};

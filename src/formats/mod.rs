//! Bytes to model and back: one file a format. `read` gives what it accepted and what it did not, with
//! the reason and the place; `write` gives the same bytes for the same state.
//!
//! This layer names only [`model`](crate::model). It knows no browser: bytes come in, text goes out.

pub mod encoding;
pub mod error;
pub mod file;
#[cfg(test)]
mod fixture;
pub mod guillemet_json;
#[cfg(feature = "interchange")]
pub mod hugging_face;
#[cfg(feature = "interchange")]
pub mod interchange;
pub mod json;
#[cfg(feature = "interchange")]
pub mod json_lines;
pub mod kind;
pub mod language;
pub mod offset_unit;
pub mod placement;
pub mod plain_text;
pub mod reading;

pub use encoding::{DecodeError, Decoded, Encoding, decode};
pub use error::FormatError;
pub use file::{FileError, FileReading, read_file};
pub use json::Json;
pub use offset_unit::OffsetUnit;
pub use plain_text::PlainText;
pub use reading::{ReadDocument, Reading, Report};

//! Why a whole document was refused. What concerns one annotation is a [`Report`](super::Report) instead.

use std::fmt;

use crate::messages::{Message, message};

/// Why nothing of a document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// The JSON stops in the middle. Line and column count from 1, the column in characters.
    Truncated {
        /// The last line.
        line: usize,
        /// The last character in it.
        column: usize,
    },
    /// The text is no JSON. Line and column count from 1, the column in characters.
    Malformed {
        /// Where.
        line: usize,
        /// Where in the line.
        column: usize,
        /// What the parser missed.
        what: Message,
    },
    /// More values, or values nested deeper, than any document of ours has.
    TooComplex(Message),
    /// JSON, but not a Guillemet document.
    OtherKind {
        /// What it seems to be, as `file-thing` of the messages names it.
        looks_like: Option<&'static str>,
    },
    /// Written by a later Guillemet.
    NewerVersion {
        /// Its `version`.
        version: String,
    },
    /// A field without which the document cannot be read is missing or of the wrong type.
    Field {
        /// Such as `scheme.labels[0].name`.
        path: String,
        /// What it is and what it should be.
        what: Message,
    },
    /// The scheme contradicts itself.
    Scheme(Message),
    /// No format recognises the files.
    Unknown,
    /// A zip that cannot be read.
    Archive {
        /// Its name.
        file: String,
        /// What is wrong.
        what: Message,
    },
    /// Not what the format asks for, as a whole.
    Foreign {
        /// The file or place in it.
        place: Message,
        /// What is wrong and what to do.
        what: Message,
    },
}

impl FormatError {
    /// Where, if it is at one place: a line and column, or a path.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        match self {
            Self::Truncated { line, column } | Self::Malformed { line, column, .. } => {
                Some(format!("line {line}, column {column}"))
            }
            Self::Field { path, .. } => Some(path.clone()),
            Self::Foreign { place, .. } => Some(place.to_string()),
            _ => None,
        }
    }
}

impl FormatError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn message(&self) -> Message {
        let number = |place: usize| place.to_string();
        match self {
            Self::Truncated { line, column } => message::json_truncated(number(*line), number(*column)),
            Self::Malformed { line, column, what } => {
                message::json_malformed(what, number(*line), number(*column))
            }
            Self::TooComplex(what) => message::json_too_complex(what),
            Self::OtherKind { looks_like: Some(kind) } => {
                message::json_looks_like(message::file_thing(*kind))
            }
            Self::OtherKind { looks_like: None } => message::json_other_kind(),
            Self::NewerVersion { version } => message::json_newer(version.as_str()),
            Self::Field { path, what } => message::json_field(path.as_str(), what),
            Self::Unknown => message::files_unknown(),
            Self::Archive { file, what } => message::archive_unreadable(file.as_str(), what),
            Self::Foreign { place, what } => message::report(place, what),
            Self::Scheme(fault) => message::json_scheme(fault),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for FormatError {}

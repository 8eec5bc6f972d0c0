//! Why a whole document was refused. What concerns one annotation is a [`Report`](super::Report) instead.

use std::fmt;

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
        what: String,
    },
    /// More values, or values nested deeper, than any document of ours has.
    TooComplex(String),
    /// JSON, but not a Guillemet document.
    OtherKind {
        /// What it seems to be.
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
        what: String,
    },
    /// The scheme contradicts itself.
    Scheme(String),
    /// No format recognises the files.
    Unknown,
    /// A zip that cannot be read.
    Archive {
        /// Its name.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// Not what the format asks for, as a whole.
    Foreign {
        /// The file or place in it.
        place: String,
        /// What is wrong and what to do.
        what: String,
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
            Self::Foreign { place, .. } => Some(place.clone()),
            _ => None,
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { line, column } => write!(
                f,
                "the JSON stops in the middle, at line {line}, column {column}: the file was cut off; get it again from where it came from"
            ),
            Self::Malformed { line, column, what } => write!(
                f,
                "this is not valid JSON: {what} at line {line}, column {column}; correct it there or get the file again"
            ),
            Self::TooComplex(what) => write!(f, "{what}; split the file"),
            Self::OtherKind { looks_like: Some(kind) } => {
                write!(f, "this is JSON of another kind: it looks like {kind}, not like a Guillemet document")
            }
            Self::OtherKind { looks_like: None } => f.write_str(
                "this is JSON of another kind: a Guillemet document begins with \"format\": \"guillemet\"",
            ),
            Self::NewerVersion { version } => write!(
                f,
                "this document has version {version}, and this Guillemet reads version 1; nothing was changed: use a newer Guillemet to open it"
            ),
            Self::Field { path, what } => write!(f, "`{path}` {what}"),
            Self::Unknown => f.write_str(
                "the files are of no format that is read here; if you know of which one they are, say so",
            ),
            Self::Archive { file, what } => {
                write!(f, "the archive {file} cannot be read: {what}; get it again from where it came from")
            }
            Self::Foreign { place, what } => write!(f, "{place}: {what}"),
            Self::Scheme(fault) => write!(f, "the scheme of the document cannot be used: {fault}"),
        }
    }
}

impl std::error::Error for FormatError {}

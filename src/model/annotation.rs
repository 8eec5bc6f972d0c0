//! One labelled span and what a person, a rule or a file said of it.

use super::few::Few;
use super::id::{AnnotationId, Name};
use super::offset::Span;
use super::packing::{pack_fields, pack_variants};

/// A moment, as RFC 3339 text in UTC, kept as it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub std::rc::Rc<str>);

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// How an annotation came to be.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// A person selected it.
    #[default]
    Hand,
    /// A person accepted what a rule proposed.
    Suggestion {
        /// The rule's id.
        rule: String,
    },
    /// It came with a file.
    Import {
        /// The format's name.
        format: String,
    },
}

/// A labelled span of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its name, unique in the dataset.
    pub id: AnnotationId,
    /// A label of the scheme.
    pub label: Name,
    /// What it covers: never empty, always on character boundaries.
    pub span: Span,
    /// What the scheme's attributes say of it, such as `manner` = `indirect`.
    pub attributes: Few<Name, Name>,
    /// What the annotator remarked; empty for nothing.
    pub note: String,
    /// How it came to be.
    pub origin: Origin,
    /// Who made it; empty where nobody said.
    pub annotator: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

impl Annotation {
    /// An annotation made by hand, with nothing said of it yet.
    #[must_use]
    pub fn new(id: AnnotationId, label: Name, span: Span) -> Self {
        Self {
            id,
            label,
            span,
            attributes: Few::new(),
            note: String::new(),
            origin: Origin::Hand,
            annotator: String::new(),
            created: Timestamp::default(),
            modified: Timestamp::default(),
        }
    }
}

pack_variants!(Origin { 0: Hand {}, 1: Suggestion { rule: rule }, 2: Import { format: format } });
pack_fields!(Annotation { id, label, span, attributes, note, origin, annotator, created, modified });

impl super::packing::Pack for Timestamp {
    fn pack(&self, into: &mut Vec<u8>) {
        self.0.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        super::packing::Pack::unpack(from).map(Self)
    }
}

//! The two units in which Guillemet writes offsets, and what a file calls them.

use crate::model::{Article, Span};

/// In what the offsets of a document are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points: what Python and most training code counts. Files are always in this unit.
    #[default]
    CodePoint,
    /// UTF-16 code units: what JavaScript counts. For host pages only.
    Utf16,
}

impl OffsetUnit {
    /// What the document's `offset_unit` says.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "unicode_code_point",
            Self::Utf16 => "utf16_code_unit",
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::CodePoint, Self::Utf16].into_iter().find(|unit| unit.name() == name)
    }

    /// Start and end of a span in this unit.
    pub(super) fn count(self, article: &Article, span: Span) -> (u32, u32) {
        let (text, index) = (article.text(), article.index());
        match self {
            Self::CodePoint => {
                let span = index.span_to_code_points(text, span);
                (span.start.get(), span.end.get())
            }
            Self::Utf16 => {
                let span = index.span_to_utf16(text, span);
                (span.start.get(), span.end.get())
            }
        }
    }
}

//! The units in which files count offsets, and the way from each to a span.

use crate::formats::OffsetUnit;
use crate::model::{Article, ByteOffset, CodePointOffset, Span, Utf16Offset};

/// In what a file counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Bytes,
    /// Code points of the text with each CRLF turned into one line feed.
    CrlfAsOne,
}

impl From<OffsetUnit> for Counting {
    fn from(unit: OffsetUnit) -> Self {
        match unit {
            OffsetUnit::CodePoint => Self::CodePoints,
            OffsetUnit::Utf16 => Self::Utf16,
        }
    }
}

impl Counting {
    pub(super) const ALL: [Self; 4] = [Self::CodePoints, Self::Utf16, Self::Bytes, Self::CrlfAsOne];

    /// The unit as a message names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CodePoints => "Unicode code points",
            Self::Utf16 => "UTF-16 code units",
            Self::Bytes => "UTF-8 bytes",
            Self::CrlfAsOne => "code points with each CRLF counted as one",
        }
    }
}

/// Resolves offsets of one article in any unit.
pub(super) struct Resolver<'a> {
    article: &'a Article,
    /// For each CRLF in order, the line feed's place in code points with CRLFs counted as one, plus one.
    after_crlf: Vec<u32>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self { article, after_crlf: Vec::new() }
    }

    /// The same, ready for [`Counting::CrlfAsOne`]; reads the text once.
    pub(super) fn with_line_ends(article: &'a Article) -> Self {
        let mut after_crlf = Vec::new();
        let (mut count, mut previous) = (0, ' ');
        for c in article.text().chars() {
            if previous == '\r' && c == '\n' {
                after_crlf.push(count);
            } else {
                count += 1;
            }
            previous = c;
        }
        Self { article, after_crlf }
    }

    /// Whether counting CRLF as one is another way to count here.
    pub(super) fn has_crlf(&self) -> bool {
        !self.after_crlf.is_empty()
    }

    /// The span of a pair of offsets: on character boundaries and inside the text, perhaps empty.
    pub(super) fn span(&self, unit: Counting, start: u64, end: u64) -> Option<Span> {
        let (start, end) = (self.place(unit, start)?, self.place(unit, end)?);
        (start <= end).then_some(Span { start, end })
    }

    fn place(&self, unit: Counting, at: u64) -> Option<ByteOffset> {
        let at = u32::try_from(at).ok()?;
        let (text, index) = (self.article.text(), self.article.index());
        match unit {
            Counting::CodePoints => index.from_code_point(text, CodePointOffset::new(at)),
            Counting::Utf16 => index.from_utf16(text, Utf16Offset::new(at)),
            Counting::Bytes => text.is_char_boundary(at as usize).then_some(ByteOffset::new(at)),
            Counting::CrlfAsOne => {
                let before = self.after_crlf.partition_point(|after| *after <= at) as u32;
                index.from_code_point(text, CodePointOffset::new(at.checked_add(before)?))
            }
        }
    }
}

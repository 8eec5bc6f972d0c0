//! The units in which files count offsets, and the way from each to a span.

use crate::formats::OffsetUnit;
use crate::formats::offset_unit::Counter;
use crate::messages::{Message, message};
use crate::model::{Article, Span};

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
    pub fn name(self) -> Message {
        message::counting(match self {
            Self::CodePoints => "code-points",
            Self::Utf16 => "utf16",
            Self::Bytes => "bytes",
            Self::CrlfAsOne => "crlf-as-one",
        })
    }
}

/// Resolves offsets of one article in any unit.
pub(super) struct Resolver<'a> {
    article: &'a Article,
    code_points: Counter<'a>,
    utf16: Counter<'a>,
    /// For each CRLF in order, the line feed's place in code points with CRLFs counted as one.
    line_feeds: Vec<u32>,
}

impl<'a> Resolver<'a> {
    /// For all units but [`Counting::CrlfAsOne`].
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            article,
            code_points: Counter::new(article, OffsetUnit::CodePoint),
            utf16: Counter::new(article, OffsetUnit::Utf16),
            line_feeds: Vec::new(),
        }
    }

    /// For all units; reads the text once.
    pub(super) fn with_line_ends(article: &'a Article) -> Self {
        let mut line_feeds = Vec::new();
        let (mut count, mut previous) = (0, ' ');
        for c in article.text().chars() {
            if previous == '\r' && c == '\n' {
                line_feeds.push(count);
            } else {
                count += 1;
            }
            previous = c;
        }
        Self { line_feeds, ..Self::new(article) }
    }

    /// Whether counting CRLF as one is another way to count here.
    pub(super) fn has_crlf(&self) -> bool {
        !self.line_feeds.is_empty()
    }

    /// The span of a pair of offsets: on character boundaries and inside the text, perhaps empty.
    pub(super) fn span(&self, unit: Counting, start: u64, end: u64) -> Option<Span> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        match unit {
            Counting::CodePoints => self.code_points.span(start, end),
            Counting::Utf16 => self.utf16.span(start, end),
            Counting::Bytes => {
                let span = Span::new(start, end);
                span.slice(self.article.text()).map(|_| span)
            }
            Counting::CrlfAsOne => {
                let shifted = |at: u32| {
                    let before = self.line_feeds.partition_point(|line_feed| *line_feed <= at);
                    at.checked_add(before as u32)
                };
                self.code_points.span(shifted(start)?, shifted(end)?)
            }
        }
    }
}

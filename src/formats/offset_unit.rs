//! The two units in which Guillemet writes offsets: what a file calls them, and counting in them.

use std::cell::Cell;

use crate::model::packing::pack_variants;
use crate::model::{Article, ByteOffset, CodePointOffset, Span, Utf16Offset};

/// In what the offsets of a document are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points: what Python and most training code counts. Files are always in this unit.
    #[default]
    CodePoint,
    /// UTF-16 code units: what JavaScript counts. For host pages only.
    Utf16,
}

pack_variants!(OffsetUnit { 0: CodePoint {}, 1: Utf16 {} });

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
}

/// How far, in units, a [`Counter`] walks before it asks the article's index instead.
const STROLL: u32 = 512;

/// Converts the spans of one article. Asked in text order, it only walks from one to the next.
pub(super) struct Counter<'a> {
    article: &'a Article,
    unit: OffsetUnit,
    /// A place known in both units, bytes and counted.
    known: Cell<(u32, u32)>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(article: &'a Article, unit: OffsetUnit) -> Self {
        Self { article, unit, known: Cell::new((0, 0)) }
    }

    /// Start and end of a span that fits the article.
    pub(super) fn count(&self, span: Span) -> (u32, u32) {
        let start = self.count_to(span.start.get());
        self.known.set((span.start.get(), start));
        (start, self.count_to(span.end.get()))
    }

    fn count_to(&self, byte: u32) -> u32 {
        let (from, counted) = self.known.get();
        let near = from <= byte && byte - from <= STROLL;
        let text = self.article.text();
        match text.as_bytes().get(from as usize..byte as usize) {
            Some(way) if near => counted + way.iter().map(|byte| self.units(*byte)).sum::<u32>(),
            _ => match self.unit {
                OffsetUnit::CodePoint => {
                    self.article.index().to_code_point(text, ByteOffset::new(byte)).get()
                }
                OffsetUnit::Utf16 => self.article.index().to_utf16(text, ByteOffset::new(byte)).get(),
            },
        }
    }

    /// What a byte adds: a character counts where it begins.
    const fn units(&self, byte: u8) -> u32 {
        match (byte, self.unit) {
            (0x80..=0xBF, _) => 0,
            (0xF0.., OffsetUnit::Utf16) => 2,
            _ => 1,
        }
    }

    /// The span of two counted places; `None` past the end of the text, inside a character, or the wrong
    /// way round.
    pub(super) fn span(&self, start: u32, end: u32) -> Option<Span> {
        (start <= end).then_some(())?;
        let first = self.place(start)?;
        self.known.set((first.get(), start));
        Some(Span { start: first, end: self.place(end)? })
    }

    fn place(&self, at: u32) -> Option<ByteOffset> {
        let (mut byte, mut counted) = self.known.get();
        let text = self.article.text();
        if at < counted || at - counted > STROLL {
            return match self.unit {
                OffsetUnit::CodePoint => self.article.index().from_code_point(text, CodePointOffset::new(at)),
                OffsetUnit::Utf16 => self.article.index().from_utf16(text, Utf16Offset::new(at)),
            };
        }
        while counted < at {
            let lead = *text.as_bytes().get(byte as usize)?;
            counted += self.units(lead);
            byte += match lead {
                0x00..=0x7F => 1,
                0x80..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0.. => 4,
            };
        }
        (counted == at).then_some(ByteOffset::new(byte))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::fixture::any_text;
    use crate::model::article::Metadata;
    use crate::model::{CodePointSpan, Utf16Span};

    proptest! {
        #[test]
        fn a_counter_says_what_the_index_says(
            text in any_text(),
            repeat in 1_usize..20,
            places in proptest::collection::vec((any::<prop::sample::Index>(), 0_u32..900), 1..20),
        ) {
            let article = Article::new("x".into(), text.repeat(repeat), Metadata::default());
            let (text, index) = (article.text(), article.index());
            let code_points = Counter::new(&article, OffsetUnit::CodePoint);
            let utf16 = Counter::new(&article, OffsetUnit::Utf16);
            for (start, length) in places {
                let start = start.index(text.len() + 1) as u32;
                let of_code_points = CodePointSpan::new(start, start + length);
                let of_utf16 = Utf16Span::new(start, start + length);
                let span = index.span_from_code_points(text, of_code_points);
                prop_assert_eq!(code_points.span(start, start + length), span);
                prop_assert_eq!(utf16.span(start, start + length), index.span_from_utf16(text, of_utf16));
                if let Some(span) = span {
                    prop_assert_eq!(code_points.count(span), (start, start + length));
                    let there = index.span_to_utf16(text, span);
                    prop_assert_eq!(utf16.count(span), (there.start.get(), there.end.get()));
                }
            }
        }
    }
}

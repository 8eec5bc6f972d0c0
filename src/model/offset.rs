//! Places and stretches of a text, one type for each unit.
//!
//! Units never mix: a [`Span`] is in UTF-8 bytes, a [`Utf16Span`] in the browser's units, a
//! [`CodePointSpan`] in the units of interchange. Only [`TextIndex`](super::TextIndex) converts.

use serde::{Deserialize, Serialize};

macro_rules! unit {
    ($(#[$offset_doc:meta])* $offset:ident, $(#[$span_doc:meta])* $span:ident) => {
        $(#[$offset_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $offset(u32);

        impl $offset {
            /// The place `n` units after the start of the text.
            #[must_use]
            pub const fn new(n: u32) -> Self {
                Self(n)
            }

            /// How many units lie before this place.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }

            /// The same, as an index.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The place `n` units further on.
            #[must_use]
            pub const fn plus(self, n: u32) -> Self {
                Self(self.0.saturating_add(n))
            }
        }

        $(#[$span_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $span {
            /// The first place inside.
            pub start: $offset,
            /// The first place after it.
            pub end: $offset,
        }

        impl super::packing::Pack for $span {
            fn pack(&self, into: &mut Vec<u8>) {
                (self.start.0, self.end.0).pack(into);
            }

            fn unpack(from: &mut &[u8]) -> Option<Self> {
                <(u32, u32)>::unpack(from).map(|(start, end)| Self::new(start, end))
            }
        }

        impl $span {
            /// The stretch from `start` up to, not including, `end`.
            #[must_use]
            pub const fn new(start: u32, end: u32) -> Self {
                Self { start: $offset(start), end: $offset(end) }
            }

            /// The stretch between two places, whichever comes first.
            #[must_use]
            pub fn between(a: $offset, b: $offset) -> Self {
                Self { start: a.min(b), end: a.max(b) }
            }

            /// How many units long it is.
            #[must_use]
            pub const fn len(self) -> u32 {
                self.end.0.saturating_sub(self.start.0)
            }

            /// Whether it holds nothing.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.end.0 <= self.start.0
            }

            /// Whether the two share at least one unit.
            #[must_use]
            pub const fn overlaps(self, other: Self) -> bool {
                self.start.0 < other.end.0 && other.start.0 < self.end.0
            }

            /// Whether `other` lies wholly inside.
            #[must_use]
            pub const fn encloses(self, other: Self) -> bool {
                self.start.0 <= other.start.0 && other.end.0 <= self.end.0
            }

            /// Whether the unit that begins at `at` lies inside.
            #[must_use]
            pub const fn holds(self, at: $offset) -> bool {
                self.start.0 <= at.0 && at.0 < self.end.0
            }

            /// The part that both share; empty where they share none.
            #[must_use]
            pub fn intersection(self, other: Self) -> Self {
                let start = self.start.max(other.start);
                Self { start, end: self.end.min(other.end).max(start) }
            }
        }
    };
}

unit! {
    /// A place in a text, in UTF-8 bytes from its start.
    ByteOffset,
    /// A half-open stretch of a text, in UTF-8 bytes.
    Span
}
unit! {
    /// A place in a text, in UTF-16 code units from its start: the unit of the DOM and of JavaScript.
    Utf16Offset,
    /// A half-open stretch of a text, in UTF-16 code units.
    Utf16Span
}
unit! {
    /// A place in a text, in Unicode code points from its start: the unit of everything that leaves the program.
    CodePointOffset,
    /// A half-open stretch of a text, in Unicode code points.
    CodePointSpan
}

impl Span {
    /// The text that the span covers, or `None` where it leaves the text or cuts a character.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start.index()..self.end.index())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_only_touch_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 3).intersection(Span::new(3, 5)).is_empty());
    }

    #[test]
    fn a_span_that_cuts_a_character_slices_nothing() {
        assert_eq!(Span::new(0, 1).slice("é"), None);
        assert_eq!(Span::new(0, 2).slice("é"), Some("é"));
        assert_eq!(Span::new(0, 9).slice("é"), None);
    }
}

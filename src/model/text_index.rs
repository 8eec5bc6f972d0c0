//! Converts places of one text between bytes, UTF-16 units and code points, and finds its paragraphs.
//!
//! Built once in one pass; holds the start of each paragraph and a mark about every 512 bytes, so an
//! answer costs a binary search and the scan of one stride, however long the text or a paragraph is.
//! The text itself stays with the [`Article`](super::Article).

use unicode_segmentation::UnicodeSegmentation;

use super::offset::{ByteOffset, CodePointOffset, CodePointSpan, Span, Utf16Offset, Utf16Span};
use super::packing::pack_fields;

/// The most bytes that a conversion scans.
const STRIDE: u32 = 512;

/// A paragraph of more bytes is drawn in several pieces.
const LONGEST_PIECE: usize = 6_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    byte: u32,
    utf16: u32,
    code_point: u32,
}

/// The offset index of one text. Asked with another text, it answers nonsense or `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextIndex {
    /// In text order; the first is the start of the text.
    marks: Vec<Mark>,
    /// Where each paragraph starts, in bytes, and after that the text's length.
    paragraphs: Vec<u32>,
    /// The same of the pieces, where some paragraph has several.
    pieces: Option<Vec<u32>>,
    end: Mark,
}

impl TextIndex {
    /// Reads the text once. Line ends are `\n`, `\r\n` and a lone `\r`; each ends a paragraph, and
    /// belongs to it.
    ///
    /// Offsets are `u32`: a longer text is for the loader to refuse.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Byte by byte: to make characters of them takes ten times as long.
        let bytes = text.as_bytes();
        let mut at = Mark { byte: 0, utf16: 0, code_point: 0 };
        let mut marks = vec![at];
        let mut paragraphs = vec![0];
        let mut next_mark = STRIDE;
        for (n, byte) in (0_u32..).zip(bytes.iter().copied()) {
            let begins = byte & 0xC0 != 0x80;
            if begins {
                if n >= next_mark {
                    next_mark = n + STRIDE;
                    marks.push(Mark { byte: n, ..at });
                }
                at.code_point += 1;
                at.utf16 += if byte >= 0xF0 { 2 } else { 1 };
            }
            if byte == b'\n' || (byte == b'\r' && bytes.get(n as usize + 1) != Some(&b'\n')) {
                paragraphs.push(n + 1);
            }
        }
        at.byte = bytes.len() as u32;
        if at.byte >= next_mark {
            marks.push(at);
        }
        paragraphs.push(at.byte);
        let pieces = pieces_of(text, &paragraphs);
        Self { marks, paragraphs, pieces, end: at }
    }

    /// How many pieces there are to draw. A piece is a paragraph, or, of one of more than 6,000 bytes, a
    /// stretch of at most that many, which ends after a blank where there is one.
    #[must_use]
    pub fn piece_count(&self) -> usize {
        self.piece_starts().len() - 1
    }

    /// Piece `n`, with the line end if it is the last of its paragraph; `None` past the last piece.
    #[must_use]
    pub fn piece(&self, n: usize) -> Option<Span> {
        let starts = self.piece_starts();
        Some(Span::new(*starts.get(n)?, *starts.get(n + 1)?))
    }

    /// The piece in which a place lies; the end of the text lies in the last.
    #[must_use]
    pub fn piece_at(&self, at: ByteOffset) -> usize {
        holding(self.piece_starts(), at)
    }

    fn piece_starts(&self) -> &[u32] {
        self.pieces.as_ref().unwrap_or(&self.paragraphs)
    }

    /// How many paragraphs there are: at least one, and an empty one after a closing line end.
    #[must_use]
    pub fn paragraph_count(&self) -> usize {
        self.paragraphs.len() - 1
    }

    /// Paragraph `n` with its line end, or `None` past the last.
    #[must_use]
    pub fn paragraph(&self, n: usize) -> Option<Span> {
        Some(Span::new(*self.paragraphs.get(n)?, *self.paragraphs.get(n + 1)?))
    }

    /// The paragraph in which a place lies; the end of the text lies in the last.
    #[must_use]
    pub fn paragraph_at(&self, at: ByteOffset) -> usize {
        holding(&self.paragraphs, at)
    }

    /// The whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span::new(0, self.end.byte)
    }

    /// The length in UTF-16 units.
    #[must_use]
    pub fn utf16_len(&self) -> u32 {
        self.end.utf16
    }

    /// The length in code points.
    #[must_use]
    pub fn code_point_len(&self) -> u32 {
        self.end.code_point
    }

    /// A place in UTF-16 units. A place inside a character goes to the character's start.
    #[must_use]
    pub fn to_utf16(&self, text: &str, at: ByteOffset) -> Utf16Offset {
        Utf16Offset::new(self.seek(text, |mark| mark.byte, at.get()).utf16)
    }

    /// A place in code points. A place inside a character goes to the character's start.
    #[must_use]
    pub fn to_code_point(&self, text: &str, at: ByteOffset) -> CodePointOffset {
        CodePointOffset::new(self.seek(text, |mark| mark.byte, at.get()).code_point)
    }

    /// The place in bytes, or `None` past the end or between the halves of a surrogate pair.
    #[must_use]
    pub fn from_utf16(&self, text: &str, at: Utf16Offset) -> Option<ByteOffset> {
        let mark = self.seek(text, |mark| mark.utf16, at.get());
        (mark.utf16 == at.get()).then_some(ByteOffset::new(mark.byte))
    }

    /// The place in bytes, or `None` past the end.
    #[must_use]
    pub fn from_code_point(&self, text: &str, at: CodePointOffset) -> Option<ByteOffset> {
        let mark = self.seek(text, |mark| mark.code_point, at.get());
        (mark.code_point == at.get()).then_some(ByteOffset::new(mark.byte))
    }

    /// A span in UTF-16 units.
    #[must_use]
    pub fn span_to_utf16(&self, text: &str, span: Span) -> Utf16Span {
        Utf16Span { start: self.to_utf16(text, span.start), end: self.to_utf16(text, span.end) }
    }

    /// A span in code points.
    #[must_use]
    pub fn span_to_code_points(&self, text: &str, span: Span) -> CodePointSpan {
        CodePointSpan { start: self.to_code_point(text, span.start), end: self.to_code_point(text, span.end) }
    }

    /// A span from UTF-16 units; `None` where either edge has no place or the end lies before the start.
    #[must_use]
    pub fn span_from_utf16(&self, text: &str, span: Utf16Span) -> Option<Span> {
        (span.start <= span.end).then_some(())?;
        Some(Span { start: self.from_utf16(text, span.start)?, end: self.from_utf16(text, span.end)? })
    }

    /// A span from code points; `None` where either edge has no place or the end lies before the start.
    #[must_use]
    pub fn span_from_code_points(&self, text: &str, span: CodePointSpan) -> Option<Span> {
        (span.start <= span.end).then_some(())?;
        Some(Span {
            start: self.from_code_point(text, span.start)?,
            end: self.from_code_point(text, span.end)?,
        })
    }

    /// The last character start whose `unit` is not past `target`.
    fn seek(&self, text: &str, unit: impl Fn(&Mark) -> u32, target: u32) -> Mark {
        let found = self.marks.partition_point(|mark| unit(mark) <= target);
        let mut mark = self.marks[found.saturating_sub(1)];
        for c in text.get(mark.byte as usize..).unwrap_or_default().chars() {
            let next = Mark {
                byte: mark.byte + c.len_utf8() as u32,
                utf16: mark.utf16 + c.len_utf16() as u32,
                code_point: mark.code_point + 1,
            };
            if unit(&next) > target {
                break;
            }
            mark = next;
        }
        mark
    }
}

/// The last of `starts`, of which the closing one is the end of the text, that is not past a place.
fn holding(starts: &[u32], at: ByteOffset) -> usize {
    let starts = starts.split_last().map_or(starts, |(_, starts)| starts);
    starts.partition_point(|start| *start <= at.get()).saturating_sub(1)
}

/// Where pieces start, and the end of the text; `None` where each paragraph is one piece.
fn pieces_of(text: &str, paragraphs: &[u32]) -> Option<Vec<u32>> {
    let is_long = |pair: &[u32]| (pair[1] - pair[0]) as usize > LONGEST_PIECE;
    paragraphs.windows(2).any(is_long).then_some(())?;
    let mut pieces = Vec::with_capacity(paragraphs.len());
    for pair in paragraphs.windows(2) {
        let (mut at, end) = (pair[0] as usize, pair[1] as usize);
        pieces.push(pair[0]);
        while end - at > LONGEST_PIECE {
            at = piece_end(text, at);
            pieces.push(at as u32);
        }
    }
    pieces.extend(paragraphs.last());
    Some(pieces)
}

/// Where a long piece that starts at `start` ends: behind the last blank of the stretch, else between
/// two characters as a person sees them, else, in a text that is all marks, between any two.
fn piece_end(text: &str, start: usize) -> usize {
    let mut limit = start + LONGEST_PIECE;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let stretch = &text[start..limit];
    let blank = stretch.char_indices().rev().find(|(_, c)| c.is_whitespace() && !matches!(c, '\r' | '\n'));
    if let Some((at, c)) = blank.filter(|(at, _)| *at > LONGEST_PIECE / 2) {
        return start + at + c.len_utf8();
    }
    let last = stretch.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
    // What is cut off must be short, or one endless cluster would make pieces of nothing.
    if last > LONGEST_PIECE / 2 { start + last } else { limit }
}

pack_fields!(Mark { byte, utf16, code_point });
pack_fields!(TextIndex { marks, paragraphs, pieces, end });

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Emoji families, CRLF, blanks that do not break, combining marks, right-to-left.
    pub(super) fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zà-ÿ ]{0,12}",
            Just("\r\n".to_owned()),
            Just("\n".to_owned()),
            Just("\r".to_owned()),
            Just("«\u{a0}oui\u{202f}»".to_owned()),
            Just("e\u{301}\u{323}".to_owned()),
            Just("👩‍👩‍👧🏽‍💻".to_owned()),
            Just("قال الوزير: \u{200f}«لا»".to_owned()),
            Just("\u{feff}".to_owned()),
            any::<String>(),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_character_start_converts_there_and_back(text in any_text()) {
            let index = TextIndex::new(&text);
            let (mut utf16, mut code_point) = (0, 0);
            for (byte, c) in text.char_indices() {
                let at = ByteOffset::new(byte as u32);
                prop_assert_eq!(index.to_utf16(&text, at), Utf16Offset::new(utf16));
                prop_assert_eq!(index.to_code_point(&text, at), CodePointOffset::new(code_point));
                prop_assert_eq!(index.from_utf16(&text, Utf16Offset::new(utf16)), Some(at));
                prop_assert_eq!(index.from_code_point(&text, CodePointOffset::new(code_point)), Some(at));
                if c.len_utf16() == 2 {
                    prop_assert_eq!(index.from_utf16(&text, Utf16Offset::new(utf16 + 1)), None);
                }
                utf16 += c.len_utf16() as u32;
                code_point += 1;
            }
            prop_assert_eq!(index.utf16_len(), utf16);
            prop_assert_eq!(index.code_point_len(), code_point);
            prop_assert_eq!(index.from_code_point(&text, CodePointOffset::new(code_point + 1)), None);
        }

        #[test]
        fn paragraphs_tile_the_text_and_end_where_lines_end(text in any_text()) {
            let index = TextIndex::new(&text);
            let mut at = 0;
            for n in 0..index.paragraph_count() {
                let span = index.paragraph(n).unwrap();
                prop_assert_eq!(span.start.get(), at);
                at = span.end.get();
                let covered = span.slice(&text).unwrap();
                let body = covered.trim_end_matches(['\n', '\r']);
                prop_assert!(!body.contains(['\n', '\r']), "{:?}", covered);
                prop_assert_eq!(index.paragraph_at(span.start), if span.is_empty() { index.paragraph_count() - 1 } else { n });
            }
            prop_assert_eq!(at as usize, text.len());
            prop_assert_eq!(index.paragraph(index.paragraph_count()), None);
        }
    }

    proptest! {
        #[test]
        fn pieces_tile_the_text_and_never_hold_two_paragraphs(
            blocks in proptest::collection::vec((any_text(), 1_usize..4_000), 0..4),
        ) {
            let text: String = blocks.iter().map(|(text, times)| text.repeat((*times).min(20_000 / text.len().max(1)))).collect();
            let index = TextIndex::new(&text);
            let mut at = 0;
            for n in 0..index.piece_count() {
                let piece = index.piece(n).unwrap();
                prop_assert_eq!(piece.start.get(), at);
                prop_assert!(piece.slice(&text).is_some());
                prop_assert!(piece.len() as usize <= LONGEST_PIECE);
                prop_assert!(!piece.is_empty() || n + 1 == index.piece_count());
                if !piece.is_empty() {
                    prop_assert_eq!(index.piece_at(piece.start), n);
                    let last = ByteOffset::new(piece.end.get() - 1);
                    prop_assert_eq!(index.paragraph_at(piece.start), index.paragraph_at(last));
                }
                at = piece.end.get();
            }
            prop_assert_eq!(at as usize, text.len());
            prop_assert_eq!(index.piece(index.piece_count()), None);
        }
    }

    #[test]
    fn a_long_paragraph_is_cut_behind_a_blank() {
        let text = "Elle a dit non. ".repeat(2_000);
        let index = TextIndex::new(&text);
        assert_eq!(index.paragraph_count(), 1);
        assert!(index.piece_count() > 5);
        for n in 0..index.piece_count() {
            assert!(index.piece(n).unwrap().slice(&text).unwrap().ends_with(' '));
        }
    }

    #[test]
    fn a_crlf_is_one_line_end_and_a_lone_cr_is_another() {
        let index = TextIndex::new("a\r\nb\rc\n");
        let spans: Vec<_> = (0..index.paragraph_count()).filter_map(|n| index.paragraph(n)).collect();
        assert_eq!(spans, [Span::new(0, 3), Span::new(3, 5), Span::new(5, 7), Span::new(7, 7)]);
    }

    #[test]
    fn a_long_paragraph_has_marks_of_its_own() {
        let text = "🦀".repeat(5_000);
        let index = TextIndex::new(&text);
        assert_eq!(index.paragraph_count(), 1);
        assert!(index.marks.len() > 20);
        assert_eq!(index.to_utf16(&text, ByteOffset::new(4 * 4_999)), Utf16Offset::new(2 * 4_999));
    }
}

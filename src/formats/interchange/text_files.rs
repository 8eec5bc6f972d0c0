//! What a text file can hold of an article, for formats that put the text in a file of its own.
//!
//! A reader takes a mark U+FEFF off the beginning of a file, and a file with U+0000 is a binary to many. Both are
//! replaced by a character that is as long in every unit, so that no offset moves.

use std::borrow::Cow;

use super::survey::Losses;
use crate::messages::message;

/// U+FEFF, which a file begins with to say how it is encoded.
const MARK: char = '\u{feff}';

/// What the Unicode Standard has in its place inside a text: WORD JOINER.
const JOINER: &str = "\u{2060}";

/// What stands in ASCII for a character that cannot be there: SUBSTITUTE.
const SUBSTITUTE: &str = "\u{1a}";

/// A text as its file holds it, as long as it was in bytes, characters and UTF-16 units.
#[must_use]
pub fn text_in_file(text: &str) -> Cow<'_, str> {
    let begins = text.strip_prefix(MARK);
    if begins.is_none() && !text.contains('\0') {
        return Cow::Borrowed(text);
    }
    let rest = begins.unwrap_or(text).replace('\0', SUBSTITUTE);
    Cow::Owned(if begins.is_some() { format!("{JOINER}{rest}") } else { rest })
}

/// Counts what [`text_in_file`] replaces.
pub fn count_replaced(text: &str, losses: &mut Losses) {
    losses.add(message::lost_mark(), usize::from(text.starts_with(MARK)));
    losses.add(message::lost_nul(), text.matches('\0').count());
}

#[cfg(test)]
mod tests {
    use super::text_in_file;

    #[test]
    fn no_offset_moves() {
        let text = "\u{feff}\u{feff}a\0é\u{1}";
        let written = text_in_file(text);
        assert_eq!(written, "\u{2060}\u{feff}a\u{1a}é\u{1}");
        assert_eq!(written.len(), text.len());
        assert_eq!(written.encode_utf16().count(), text.encode_utf16().count());
        assert_eq!(text_in_file("\u{1}a\u{feff}"), "\u{1}a\u{feff}");
    }
}

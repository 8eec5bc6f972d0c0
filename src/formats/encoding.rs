//! Bytes to text, character for character, or the reason why they are none.
//!
//! What is decided, in this order:
//! 1. A byte order mark says UTF-8 or UTF-16. It is the file's mark and no part of the text: it is
//!    taken off, once, and [`Encoding`] remembers it. A second one is text and stays.
//! 2. A known signature (PDF, ZIP, PNG …) is a binary.
//! 3. Zero bytes that stand only at odd places, or only at even ones, in most units, or in one of
//!    twenty if the others are of one alphabet, are UTF-16 without a mark, if all of it decodes. Other
//!    zero bytes are a binary.
//! 4. Valid UTF-8 is UTF-8.
//! 5. Where at least as many letters outside of ASCII are valid UTF-8 as there are bad places, it is
//!    UTF-8 with damage and refused: guessing would turn every accent into two signs.
//! 6. Where more letters lie outside of ASCII than inside, it is another script's old encoding: refused.
//! 7. Else it is Windows-1252, mapped as the WHATWG Encoding Standard does.
//!
//! Text with many control characters is a binary whatever it decodes as, except where it is known to be a text.

mod signature;

use std::fmt;

use crate::messages::{Message, message};

use self::signature::signature;

/// How a file was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with one.
    Utf8Marked,
    /// UTF-16, the lower byte first, with or without a mark.
    Utf16Le,
    /// UTF-16, the higher byte first, with or without a mark.
    Utf16Be,
    /// Windows-1252, which includes ISO 8859-1 as the web reads it.
    Windows1252,
}

impl Encoding {
    /// The name that a person knows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Marked => "UTF-8 with a byte order mark",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A text and what its bytes were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Without the byte order mark, else as it is.
    pub text: String,
    /// What it was decoded from.
    pub encoding: Encoding,
}

/// Why bytes are no text. Bytes count from 0, lines from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Nothing is there, or a byte order mark alone.
    Empty,
    /// A file of another kind, and what to do with it.
    Known {
        /// Such as `pdf`: as `file-thing` of the messages names it.
        what: &'static str,
        /// Such as `copy`: as `file-advice` of the messages names it.
        advice: &'static str,
    },
    /// Some binary.
    Binary {
        /// The first byte that no text has.
        byte: usize,
    },
    /// UTF-8 with bad places.
    DamagedUtf8 {
        /// The first bad byte.
        byte: usize,
        /// Its line.
        line: usize,
        /// How many bad places there are.
        count: usize,
    },
    /// UTF-16 with a surrogate that has no partner, or half a unit.
    DamagedUtf16 {
        /// The first bad byte.
        byte: usize,
        /// Its line.
        line: usize,
    },
    /// Not UTF-8, and not in a Western European language.
    OtherEncoding {
        /// The first byte that is not UTF-8.
        byte: usize,
        /// Its line.
        line: usize,
    },
}

impl DecodeError {
    /// Where, if it is at one place.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Known { .. } => None,
            Self::Binary { byte } => Some(format!("byte {byte}")),
            Self::DamagedUtf8 { byte, line, .. }
            | Self::DamagedUtf16 { byte, line }
            | Self::OtherEncoding { byte, line } => Some(format!("line {line}, byte {byte}")),
        }
    }
}

impl DecodeError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn message(&self) -> Message {
        let number = |place: usize| place.to_string();
        match self {
            Self::Empty => message::file_empty(),
            Self::Known { what, advice } => {
                message::file_known(message::file_thing(*what), message::file_advice(*advice))
            }
            Self::Binary { byte } => message::file_binary(number(*byte)),
            Self::DamagedUtf8 { byte, line, count } => {
                message::file_damaged_utf8(*count, number(*line), number(*byte))
            }
            Self::DamagedUtf16 { byte, line } => message::file_damaged_utf16(number(*line), number(*byte)),
            Self::OtherEncoding { byte, line } => message::file_other_encoding(number(*line), number(*byte)),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for DecodeError {}

/// Decodes a file.
///
/// # Errors
/// Why it is no text that can be kept character for character.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let decoded = decoded(bytes)?;
    match first_control(&decoded.text) {
        None => Ok(decoded),
        // Only for bytes that stand for themselves can the place be told without counting again.
        Some(at) => Err(DecodeError::Binary { byte: in_bytes(&decoded, at, bytes.len()) }),
    }
}

/// Decodes a file that lies among others of one import: UTF-8 without U+0000 is text there, whatever control
/// characters it has.
///
/// # Errors
/// Why it is no text that can be kept character for character.
#[cfg(feature = "interchange")]
pub(super) fn decode_known_text(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let plainly = |decoded: &Decoded| {
        matches!(decoded.encoding, Encoding::Utf8 | Encoding::Utf8Marked) && !decoded.text.contains('\0')
    };
    match decoded(bytes) {
        Ok(decoded) if plainly(&decoded) => Ok(decoded),
        _ => decode(bytes),
    }
}

fn decoded(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let decoded = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        match std::str::from_utf8(rest) {
            Ok(text) => Decoded { text: text.to_owned(), encoding: Encoding::Utf8Marked },
            Err(_) => return Err(damaged_utf8(bytes)),
        }
    } else if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(DecodeError::Known { what: "utf-32", advice: "utf-8" });
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        from_utf16(rest, 2, Encoding::Utf16Le)?
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        from_utf16(rest, 2, Encoding::Utf16Be)?
    } else if let Some((what, advice)) = signature(bytes) {
        return Err(DecodeError::Known { what, advice });
    } else {
        unmarked(bytes)?
    };
    if decoded.text.is_empty() { Err(DecodeError::Empty) } else { Ok(decoded) }
}

fn unmarked(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if let Some(zero) = bytes.iter().position(|byte| *byte == 0) {
        let evident = unmarked_utf16(bytes).and_then(|encoding| from_utf16(bytes, 0, encoding).ok());
        return evident
            .filter(|decoded| !decoded.text.contains('\0'))
            .ok_or(DecodeError::Binary { byte: zero });
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: Encoding::Utf8 });
    };
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good >= bad {
        return Err(damaged_utf8(bytes));
    }
    let plain = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let high = bytes.iter().filter(|byte| **byte >= 0xC0).count();
    // A word or two proves nothing.
    if high > plain && high > 20 {
        let byte = error.valid_up_to();
        return Err(DecodeError::OtherEncoding { byte, line: line_of(bytes, byte) });
    }
    let text = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    Ok(Decoded { text, encoding: Encoding::Windows1252 })
}

fn damaged_utf8(bytes: &[u8]) -> DecodeError {
    let byte = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let count = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    DecodeError::DamagedUtf8 { byte, line: line_of(bytes, byte), count }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count()
}

/// Which UTF-16 the bytes plainly are: one byte of each pair is mostly zero, as in Latin letters, or it
/// is never anything but zero and a few values more, as in another alphabet with its blanks.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let plainly = |high: usize| {
        let mut counts = [0_usize; 256];
        for pair in pairs {
            counts[usize::from(pair[high])] += 1;
        }
        let alphabets = counts[1..].iter().filter(|count| **count > 0).count();
        let zeros = counts[0];
        let no_zero_beside = pairs.iter().all(|pair| pair[1 - high] != 0);
        let few = alphabets <= 4 && pairs.len() >= 8 && zeros * 20 >= pairs.len();
        no_zero_beside && (zeros * 2 > pairs.len() || few)
    };
    match (plainly(1), plainly(0)) {
        (true, false) => Some(Encoding::Utf16Le),
        (false, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Decodes UTF-16 that begins `skipped` bytes into the file.
fn from_utf16(bytes: &[u8], skipped: usize, encoding: Encoding) -> Result<Decoded, DecodeError> {
    let unit = |pair: &[u8; 2]| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    };
    let (pairs, half) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut byte = skipped;
    for decoded in char::decode_utf16(pairs.iter().map(unit)) {
        let Ok(c) = decoded else { return Err(damaged_utf16(&text, byte)) };
        text.push(c);
        byte += 2 * c.len_utf16();
    }
    if half.is_empty() { Ok(Decoded { text, encoding }) } else { Err(damaged_utf16(&text, byte)) }
}

fn damaged_utf16(before: &str, byte: usize) -> DecodeError {
    DecodeError::DamagedUtf16 { byte, line: line_of(before.as_bytes(), before.len()) }
}

/// The first control character, if it is NUL or if more than one character in fifty is one.
fn first_control(text: &str) -> Option<usize> {
    let odd = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}');
    if let Some(at) = text.find('\0') {
        return Some(at);
    }
    let first = text.find(odd)?;
    let count = text.matches(odd).count();
    (count * 50 > text.len()).then_some(first)
}

/// Where in the file a place of the text stands.
fn in_bytes(decoded: &Decoded, at: usize, length: usize) -> usize {
    let before = &decoded.text[..at];
    match decoded.encoding {
        Encoding::Utf8 | Encoding::Utf8Marked => at + length - decoded.text.len(),
        Encoding::Windows1252 => before.chars().count(),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let units = |text: &str| text.encode_utf16().count();
            length - 2 * units(&decoded.text[at..])
        }
    }
}

/// The WHATWG index: what Windows leaves undefined stays a control character.
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte.checked_sub(0x80).and_then(|n| FROM_80.get(usize::from(n))) {
        Some(c) => *c,
        None => char::from(byte),
    }
}

#[cfg(test)]
mod tests;

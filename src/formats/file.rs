//! One file that a person opened or dropped: recognised and read, or refused with the reason.

use std::fmt;

use super::article_lines;
use super::encoding::{DecodeError, decode};
use super::error::FormatError;
use super::guillemet_json;
use super::kind::{Kind, kind, names_guillemet};
use super::plain_text::PlainText;
use super::reading::Reading;
use crate::messages::{Message, Number, message};
use crate::model::article::MAX_TEXT_BYTES;

/// The largest file that is read at all, in bytes.
pub const MAX_FILE_BYTES: usize = 200_000_000;

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub enum FileReading {
    /// A Guillemet document, or bare articles.
    Dataset(Reading),
    /// A text.
    Article(PlainText),
    /// A page, decoded. Its main text is for the browser's own parser to find.
    Html {
        /// The whole source of the page. It is hostile until proved otherwise.
        html: String,
    },
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The file's name.
    pub name: String,
    /// What is wrong, where, and what to do.
    pub reason: Message,
    /// The place alone, such as `line 3, column 9`, where it is one; the reason names it too.
    pub place: Option<String>,
    /// Whether it may be a file of another program, which [`interchange`](crate::formats) may know.
    pub is_foreign: bool,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

impl std::error::Error for FileError {}

/// Reads a file by its name and its bytes.
///
/// # Errors
/// Why nothing of it can be read, with the file's name.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<FileReading, FileError> {
    let refused = |reason: Message, place, is_foreign| {
        Err(FileError { name: name.to_owned(), reason, place, is_foreign })
    };
    let refuse = |reason: Message, place| refused(reason, place, false);
    if bytes.len() > MAX_FILE_BYTES {
        return refuse(message::file_too_long(tenths(bytes.len()), MAX_FILE_BYTES / 1_000_000), None);
    }
    let text = match decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(error) => {
            let is_archive = bytes.starts_with(b"PK\x03\x04");
            return refused(error.message(), DecodeError::place(&error), is_archive);
        }
    };
    let kind = kind(name, &text);
    if kind != Kind::Json && text.len() > MAX_TEXT_BYTES {
        return refuse(message::text_too_long(tenths(text.len()), MAX_TEXT_BYTES / 1_000_000), None);
    }
    match kind {
        Kind::Json if article_lines::begins(&text) => Ok(FileReading::Dataset(article_lines::read(&text))),
        Kind::Json => match read_json(&text) {
            Ok(reading) => Ok(FileReading::Dataset(reading)),
            Err(error) => {
                let is_foreign = !names_guillemet(text.trim_start());
                refused(error.message(), FormatError::place(&error), is_foreign)
            }
        },
        Kind::Html => Ok(FileReading::Html { html: text }),
        Kind::PlainText if text.trim().is_empty() => refuse(message::file_blank(), None),
        Kind::PlainText => Ok(FileReading::Article(PlainText::new(name, text))),
        Kind::Unsupported(what) => refused(message::file_unsupported(message::file_thing(what)), None, true),
    }
}

fn read_json(text: &str) -> Result<Reading, FormatError> {
    if guillemet_json::are_lines(text) {
        guillemet_json::read_lines(text)
    } else {
        guillemet_json::read(text)
    }
}

/// Megabytes with one decimal place.
pub(super) fn tenths(bytes: usize) -> Number {
    Number::tenths(bytes.div_ceil(100_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{drawn, marked};

    fn refusal(name: &str, bytes: &[u8]) -> String {
        read_file(name, bytes).unwrap_err().to_string()
    }

    #[test]
    fn each_kind_of_file_is_read_as_what_it_is() {
        let drawing = "[quote:Oui], dit [source:Élise].";
        let json = guillemet_json::write(&marked(drawing));
        for bytes in [json.clone().into_bytes(), format!("\u{feff}{json}").into_bytes()] {
            let Ok(FileReading::Dataset(reading)) = read_file("a.json", &bytes) else { panic!("a dataset") };
            assert_eq!(drawn(&reading.into_dataset().unwrap()), drawing);
        }
        let lines = b"{\"text\": \"Oui.\"}\n{\"text\": \"Non.\"}\n";
        let Ok(FileReading::Dataset(reading)) = read_file("a.jsonl", lines) else { panic!("a dataset") };
        assert_eq!(reading.documents.len(), 2);
        let page = read_file("a.html", b"<p>d\xE9j\xE0 vu</p>");
        assert_eq!(page, Ok(FileReading::Html { html: "<p>déjà vu</p>".to_owned() }));
        let Ok(FileReading::Article(article)) = read_file("mon_article.txt", b"\xFF\xFEO\0u\0i\0\r\0\n\0")
        else {
            panic!("an article")
        };
        assert_eq!((article.text.as_str(), article.metadata.title.as_str()), ("Oui\r\n", "mon article"));
    }

    #[test]
    fn a_refused_file_is_named_with_the_reason_and_the_place() {
        assert_eq!(refusal("vide.txt", b""), "vide.txt: the file is empty");
        assert_eq!(refusal("blanc.txt", b" \r\n"), "blanc.txt: the file holds nothing but blanks");
        assert!(refusal("a.pdf", b"%PDF-1.4").starts_with("a.pdf: this is a PDF"));
        assert!(refusal("a.csv", b"a,b\n").starts_with("a.csv: this is a table, which cannot be read"));
        let cut = read_file("a.json", b"{\"format\":\n \"guille").unwrap_err();
        assert_eq!(cut.place.as_deref(), Some("line 2, column 8"));
        assert!(refusal("b.json", b"[{\"data\": 1, \"annotations\": []}]").contains("Label Studio"));
    }

    #[test]
    fn a_text_too_long_is_refused_with_both_sizes() {
        let text = vec![b'a'; 50_000_000];
        assert_eq!(
            refusal("long.txt", &text),
            "long.txt: the text is 50.0 MB long, and at most 20 MB can be read; split it"
        );
    }
}

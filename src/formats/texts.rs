//! Bare texts as a format, for archives of them: each `.txt` or `.md` file is an article, as it is when it comes
//! alone.

use super::error::FormatError;
use super::interchange::{Assembly, Carries, Draft, Format, Head, Opened, Reader, Unit};
use super::offset_unit::OffsetUnit;
use super::plain_text::PlainText;
use crate::messages::message;

/// Texts, read only.
pub const FORMAT: Format = Format {
    id: "texts",
    name: message::format_texts,
    about: message::format_texts_about,
    extension: "txt",
    carries: Carries::SPANS,
    reader: Some(Reader { recognises, read, texts: true }),
    writer: None,
    subsets: false,
    also_lost: None,
};

fn recognises(head: &Head<'_>) -> bool {
    is_text(head.name) && !head.text.trim().is_empty()
}

fn is_text(name: &str) -> bool {
    matches!(super::kind::ending(name).as_str(), "txt" | "md" | "markdown" | "text")
}

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        if !is_text(&file.name) {
            assembly.reject(file.name.clone(), message::read_no_plain_text());
        } else if file.text.trim().is_empty() {
            assembly.reject(file.name.clone(), message::read_blank_file());
        } else {
            let PlainText { text, metadata } = PlainText::new(&file.name, file.text.clone());
            let draft = Draft { place: file.name.as_str().into(), metadata, text, ..Draft::default() };
            assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Input, Opened, ReadOptions, read};

    fn input(name: &str, text: &str) -> Input {
        Input { name: name.to_owned(), bytes: text.into() }
    }

    #[test]
    fn each_text_is_an_article_and_all_else_is_named() {
        let inputs = vec![
            input("a/un.txt", "« Oui. »\r\n"),
            input("a/deux.md", "# Non"),
            input("a/vide.txt", " "),
            input("a/b.css", "p{}"),
        ];
        let opened = Opened::new(inputs).unwrap();
        let import = read(&opened, None, &ReadOptions::default()).unwrap();
        assert_eq!(import.format.id, "texts");
        let read =
            import.reading.documents.iter().map(|document| {
                (document.article.text().to_string(), document.article.metadata().title.clone())
            });
        let expected = [("« Oui. »\r\n", "un"), ("# Non", "deux")];
        assert!(read.eq(expected.map(|(text, title)| (text.to_owned(), title.to_owned()))));
        let rejected: Vec<_> =
            import.reading.rejected.iter().map(|report| report.place.to_string()).collect();
        assert_eq!(rejected, ["a/vide.txt", "a/b.css"]);
    }
}

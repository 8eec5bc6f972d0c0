//! Bare articles as a line of the catalogue: read from lines or a list, never written.

use super::{bare, is_bare};
use crate::formats::error::FormatError;
use crate::formats::interchange::lines::records;
use crate::formats::interchange::{Assembly, Carries, Draft, Format, Head, Opened, Reader, Unit};
use crate::formats::offset_unit::OffsetUnit;
use crate::messages::message;

/// Bare articles, read only.
pub const FORMAT: Format = Format {
    id: "article-lines",
    name: message::format_article_lines,
    about: message::format_article_lines_about,
    extension: "jsonl",
    carries: Carries::SPANS,
    reader: Some(Reader { recognises, read, texts: false }),
    writer: None,
    subsets: false,
    also_lost: None,
};

fn recognises(head: &Head<'_>) -> bool {
    head.record.as_ref().is_some_and(is_bare)
}

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        for (place, record) in records(file) {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    assembly.reject(place, error.message());
                    continue;
                }
            };
            match bare(&record) {
                Ok(bare) => {
                    for why in bare.lost {
                        assembly.reject_often(&place, why);
                    }
                    let (id, metadata, text) = (bare.id, bare.metadata, bare.text.to_owned());
                    let draft = Draft { place, id, metadata, text, ..Draft::default() };
                    assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
                }
                Err(why) => assembly.reject(place, why),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Input, Opened, ReadOptions, read};

    #[test]
    fn lines_and_lists_of_bare_articles_are_known_by_their_content() {
        for (name, text) in [
            ("a.jsonl", "{\"text\": \"« Oui »\", \"n\": 1}\n{\"text\": 3}\n{\"text\": \"Non\", \"n\": 2}\n"),
            ("a.json", "[{\"text\": \"« Oui »\", \"n\": 1}, {}, {\"text\": \"Non\", \"n\": 2}]"),
        ] {
            let input = Input { name: name.to_owned(), bytes: text.into() };
            let import = read(&Opened::new(vec![input]).unwrap(), None, &ReadOptions::default()).unwrap();
            assert_eq!(import.format.id, "article-lines", "{name}");
            assert!(import.questions.is_empty());
            let metas: Vec<_> = import
                .reading
                .documents
                .iter()
                .map(|read| read.article.metadata().meta.to_string())
                .collect();
            assert_eq!(metas, ["{\"n\":1}", "{\"n\":2}"], "{name}");
            assert_eq!(import.reading.rejected.len(), 1, "{name}");
        }
    }
}

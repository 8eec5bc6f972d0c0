//! doccano's JSON Lines, offsets in UTF-16 units: records with entities and relations, or with bare labels.
//!
//! doccano guesses the encoding of what it reads, so all is ASCII. Its own numbers must be unique in a file.

use serde::Serialize;

use super::error::FormatError;
use super::interchange::lines::{ascii_line, records};
use super::interchange::record::{list, text, whole};
use super::interchange::{
    Assembly, Carries, Draft, DraftRelation, DraftSpan, Format, Head, Opened, Pieces, Reader, Unit, Writer,
    ordered_relations,
};
use super::json::Json;
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{AnnotationId, Document};

/// Records for a project that allows relations.
pub const FORMAT: Format = Format {
    id: "doccano",
    name: message::format_doccano,
    about: message::format_doccano_about,
    extension: "jsonl",
    carries: Carries { relations: true, metadata: true, ..Carries::SPANS },
    reader: Some(Reader { recognises, read, texts: false }),
    writer: Some(|_| Box::new(Relations { entity: 0, relation: 0 })),
    subsets: false,
    also_lost: None,
};

/// Records with labels alone.
pub const LABELS: Format = Format {
    id: "doccano-labels",
    name: message::format_doccano_labels,
    about: message::format_doccano_labels_about,
    extension: "jsonl",
    carries: Carries { metadata: true, ..Carries::SPANS },
    reader: None,
    writer: Some(|_| Box::new(Labels)),
    subsets: false,
    also_lost: None,
};

#[derive(Serialize)]
struct Head_<'a> {
    text: &'a str,
    article: &'a str,
    title: &'a str,
    language: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct WithRelations<'a> {
    #[serde(flatten)]
    head: Head_<'a>,
    entities: Vec<Entity<'a>>,
    relations: Vec<Edge<'a>>,
}

#[derive(Serialize)]
struct Entity<'a> {
    id: u64,
    label: &'a str,
    start_offset: u32,
    end_offset: u32,
}

#[derive(Serialize)]
struct Edge<'a> {
    id: u64,
    from_id: u64,
    to_id: u64,
    #[serde(rename = "type")]
    kind: &'a str,
}

#[derive(Serialize)]
struct WithLabels<'a> {
    #[serde(flatten)]
    head: Head_<'a>,
    label: Vec<(u32, u32, &'a str)>,
}

fn head(document: &Document) -> Head_<'_> {
    let article = document.article();
    let metadata = article.metadata();
    Head_ {
        text: article.text(),
        article: article.id().as_str(),
        title: &metadata.title,
        language: &metadata.language,
        source: &metadata.source,
    }
}

/// The numbers that were given last.
struct Relations {
    entity: u64,
    relation: u64,
}

impl Writer for Relations {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("doccano.jsonl");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let counter = Counter::new(document.article(), OffsetUnit::Utf16);
        let first = self.entity + 1;
        let entities = document.annotations().iter().map(|annotation| {
            let (start_offset, end_offset) = counter.count(annotation.span);
            self.entity += 1;
            Entity { id: self.entity, label: annotation.label.as_str(), start_offset, end_offset }
        });
        let entities = entities.collect();
        let number = |id: &AnnotationId| first + document.annotations().rank(id).unwrap_or_default() as u64;
        let relations = ordered_relations(document).into_iter().map(|relation| {
            self.relation += 1;
            Edge {
                id: self.relation,
                from_id: number(&relation.from),
                to_id: number(&relation.to),
                kind: relation.kind.as_str(),
            }
        });
        let relations = relations.collect();
        out.text(ascii_line(&WithRelations { head: head(document), entities, relations }));
    }
}

struct Labels;

impl Writer for Labels {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("doccano.jsonl");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let counter = Counter::new(document.article(), OffsetUnit::Utf16);
        let label = document.annotations().iter().map(|annotation| {
            let (start, end) = counter.count(annotation.span);
            (start, end, annotation.label.as_str())
        });
        out.text(ascii_line(&WithLabels { head: head(document), label: label.collect() }));
    }
}

fn recognises(head: &Head<'_>) -> bool {
    let Some(record) = &head.record else { return false };
    let bare = list(record, &LABEL_KEYS);
    let of_bare = bare.first().is_some_and(|label| matches!(label, Json::List(parts) if parts.len() == 3));
    let none = head.has("label") && bare.is_empty() && !head.has("spans");
    let entities = head.has("entities")
        && list(record, &["entities"])
            .first()
            .map_or(head.has("relations"), |entity| entity.get("start_offset").is_some());
    (head.has("text") || head.has("data")) && (of_bare || none || entities)
}

const LABEL_KEYS: [&str; 2] = ["label", "labels"];

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        for (place, record) in records(file) {
            match record {
                Ok(record) => read_record(place, &record, assembly),
                Err(error) => assembly.reject(place, error.message()),
            }
        }
    }
    Ok(())
}

fn read_record(place: Message, record: &Json<'_>, assembly: &mut Assembly<'_>) {
    let Some(body) = ["text", "data"].iter().find_map(|key| record.get(key)?.as_text()) else {
        assembly.reject(place, message::why_no_key("text"));
        return;
    };
    // doccano puts what it does not know under `meta`.
    let meta = record.get("meta").unwrap_or(&Json::Null);
    let word = |key| text(record, &[key]).or_else(|| text(meta, &[key])).unwrap_or_default();
    let article = word("article");
    let mut draft = Draft {
        id: if article.is_empty() { text(record, &["id"]).unwrap_or_default() } else { article },
        metadata: Metadata {
            title: word("title"),
            language: word("language"),
            source: word("source"),
            ..Metadata::default()
        },
        text: body.to_owned(),
        ..Draft::default()
    };
    for (n, value) in list(record, &LABEL_KEYS).iter().enumerate() {
        let Json::List(parts) = value else {
            assembly
                .reject_often(message::place_inside(&place, format!("label[{n}]")), message::read_no_list());
            continue;
        };
        match parts.as_slice() {
            [start, end, label, ..] if start.as_whole().is_some() && end.as_whole().is_some() => {
                draft.spans.push(DraftSpan {
                    label: label.as_text().unwrap_or_default().to_owned(),
                    start: start.as_whole().unwrap_or_default(),
                    end: end.as_whole().unwrap_or_default(),
                    ..DraftSpan::default()
                });
            }
            _ => {
                assembly.reject(message::place_inside(&place, format!("label[{n}]")), message::read_no_list())
            }
        }
    }
    for (n, value) in list(record, &["entities"]).iter().enumerate() {
        let (start, end) = (whole(value, &["start_offset"]), whole(value, &["end_offset"]));
        let (Some(start), Some(end), Some(label)) = (start, end, text(value, &["label"])) else {
            assembly
                .reject(message::place_inside(&place, format!("entities[{n}]")), message::read_no_offsets());
            continue;
        };
        let key = text(value, &["id"]).unwrap_or_default();
        draft.spans.push(DraftSpan { key, label, start, end, ..DraftSpan::default() });
    }
    draft.relations = list(record, &["relations"])
        .iter()
        .map(|value| DraftRelation {
            id: String::new(),
            kind: text(value, &["type"]).unwrap_or_default(),
            from: text(value, &["from_id"]).unwrap_or_default(),
            to: text(value, &["to_id"]).unwrap_or_default(),
        })
        .collect();
    draft.place = place;
    assembly.add(draft, Unit::Likely(OffsetUnit::Utf16));
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Input, Opened, ReadOptions, WriteOptions, read, write};
    use crate::model::fixture::{drawn, marked};

    #[test]
    fn all_is_ascii_and_counted_in_utf16() {
        let dataset = marked("👩 [quote:« Oui »] dit [source:Élise]");
        let files = write(&super::LABELS, &dataset, &WriteOptions::default()).unwrap();
        assert!(files[0].1.is_ascii());
        assert!(files[0].1.contains("\"label\":[[3,10,\"quote\"],[15,20,\"source\"]]"), "{}", files[0].1);
    }

    #[test]
    fn bare_labels_are_read() {
        let drawing = "« [quote:Oui] », dit [source:Élise]";
        let files = write(&super::LABELS, &marked(drawing), &WriteOptions::default()).unwrap();
        let inputs = files.into_iter().map(|(name, text)| Input { name, bytes: text.into() }).collect();
        let import = read(&Opened::new(inputs).unwrap(), None, &ReadOptions::default()).unwrap();
        assert_eq!((import.format.id, import.questions.is_empty()), ("doccano", true));
        assert_eq!(drawn(&import.reading.into_dataset().unwrap()), drawing);
    }
}

//! Lines as spaCy's `Doc.to_json` makes them, and, only read, the pairs of text and offsets that its
//! version 2 was trained on, offsets in code points, with our own tokens: all spans begin and
//! end with tokens, which `Doc.from_json` insists on.
//!
//! All spans stand in the group `sc`, where the span categoriser looks; `ents` has those that do not overlap.
//! What else there is stands under `guillemet`: the article, for each span of the group its name and attributes,
//! and the relations by the places of their spans. That key is our own, as `from_json` fails on data for an
//! extension that nobody has registered. A file for `spacy train` is made by
//!
//! ```python
//! import spacy, srsly
//! from spacy.tokens import Doc, DocBin
//!
//! nlp = spacy.blank("fr")
//! docs = (Doc(nlp.vocab).from_json(line) for line in srsly.read_jsonl("spacy.jsonl"))
//! DocBin(docs=docs).to_disk("train.spacy")
//! ```
//!
//! and with the relations as an extension by
//!
//! ```python
//! Doc.set_extension("guillemet", default=None)
//! docs = []
//! for line in srsly.read_jsonl("spacy.jsonl"):
//!     doc = Doc(nlp.vocab).from_json(line)
//!     doc._.guillemet = line["guillemet"]
//!     docs.append(doc)
//! DocBin(docs=docs, store_user_data=True).to_disk("train.spacy")
//! ```

use std::collections::HashMap;

use serde::Serialize;

use super::error::FormatError;
use super::interchange::lines::{line, records};
use super::interchange::record::{list, text, whole};
use super::interchange::tags::kept_without_overlap;
use super::interchange::tokens::{spaced, without_blanks};
use super::interchange::{
    Assembly, Carries, Draft, DraftRelation, DraftSpan, Format, Head, Opened, Pieces, Reader, Unit, Writer,
    ordered_relations,
};
use super::json::Json;
use super::offset_unit::{Counter, OffsetUnit};
use super::placement::Counting;
use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{Annotation, AnnotationId, Document, Span};

/// Documents for spaCy.
pub const FORMAT: Format = Format {
    id: "spacy",
    name: message::format_spacy,
    about: message::format_spacy_about,
    extension: "jsonl",
    carries: Carries {
        origin: false,
        moments: false,
        scheme: false,
        relation_ids: false,
        blanks_at_ends: false,
        progress: false,
        ..Carries::ALL
    },
    reader: Some(Reader { recognises, read, texts: false }),
    writer: Some(|_| Box::new(Docs)),
    subsets: false,
    also_lost: None,
};

#[derive(Serialize)]
struct Doc<'a> {
    text: &'a str,
    tokens: Vec<TokenValue>,
    ents: Vec<Ent<'a>>,
    spans: Groups<'a>,
    guillemet: Extension<'a>,
}

#[derive(Serialize)]
struct TokenValue {
    id: usize,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Ent<'a> {
    start: u32,
    end: u32,
    label: &'a str,
}

#[derive(Serialize)]
struct Groups<'a> {
    sc: Vec<GroupSpan<'a>>,
}

#[derive(Serialize)]
struct GroupSpan<'a> {
    start: u32,
    end: u32,
    label: &'a str,
    kb_id: &'static str,
}

#[derive(Serialize)]
struct Extension<'a> {
    id: &'a str,
    title: &'a str,
    language: &'a str,
    source: &'a str,
    spans: Vec<Described<'a>>,
    relations: Vec<Edge<'a>>,
}

#[derive(Serialize)]
struct Described<'a> {
    id: &'a str,
    attributes: std::collections::BTreeMap<&'a str, &'a str>,
    note: &'a str,
}

#[derive(Serialize)]
struct Edge<'a> {
    kind: &'a str,
    /// The place in `sc` of where it starts.
    from: usize,
    /// The place in `sc` of where it leads.
    to: usize,
}

struct Docs;

impl Writer for Docs {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("spacy.jsonl");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        out.text(line(&doc(document)));
    }
}

fn doc(document: &Document) -> Doc<'_> {
    let article = document.article();
    let metadata = article.metadata();
    let annotations: Vec<(Span, &Annotation)> = document
        .annotations()
        .iter()
        .filter_map(|annotation| Some((without_blanks(article, annotation.span)?, annotation.as_ref())))
        .collect();
    let spans: Vec<Span> = annotations.iter().map(|(span, _)| *span).collect();
    let counter = Counter::new(article, OffsetUnit::CodePoint);
    let tokens = spaced(article, &spans).into_iter().enumerate().map(|(id, token)| {
        let (start, end) = counter.count(token.span);
        TokenValue { id, start, end }
    });
    let tokens = tokens.collect();
    let ents = kept_without_overlap(document, |_| true).into_iter().map(|(span, annotation)| {
        let (start, end) = counter.count(span);
        Ent { start, end, label: annotation.label.as_str() }
    });
    let ents = ents.collect();
    let sc = annotations.iter().map(|(span, annotation)| {
        let (start, end) = counter.count(*span);
        GroupSpan { start, end, label: annotation.label.as_str(), kb_id: "" }
    });
    let sc = sc.collect();
    let places: HashMap<&AnnotationId, usize> =
        annotations.iter().enumerate().map(|(n, (_, annotation))| (&annotation.id, n)).collect();
    let place = |id: &AnnotationId| places.get(id).copied();
    let edge = |relation: &crate::model::Relation| (place(&relation.from), place(&relation.to));
    let relations = ordered_relations(document).into_iter().filter_map(|relation| {
        let (Some(from), Some(to)) = edge(relation) else { return None };
        Some(Edge { kind: relation.kind.as_str(), from, to })
    });
    let described = annotations.iter().map(|(_, annotation)| Described {
        id: annotation.id.as_str(),
        attributes: annotation
            .attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
        note: &annotation.note,
    });
    Doc {
        text: article.text(),
        tokens,
        ents,
        spans: Groups { sc },
        guillemet: Extension {
            id: article.id().as_str(),
            title: &metadata.title,
            language: &metadata.language,
            source: &metadata.source,
            spans: described.collect(),
            relations: relations.collect(),
        },
    }
}

fn recognises(head: &Head<'_>) -> bool {
    match &head.record {
        Some(Json::List(pair)) => {
            matches!(pair.as_slice(), [Json::Text(_), about] if about.get("entities").is_some())
        }
        Some(record) => {
            let groups = matches!(record.get("spans"), Some(Json::Object(_)));
            head.has("text") && (head.has("ents") || (groups && head.has("tokens")))
        }
        None => false,
    }
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
            let draft = match &record {
                Json::List(pair) => read_pair(&place, pair, assembly),
                record => read_doc(&place, record, assembly),
            };
            match draft {
                // Only we say what else there is, and then we know in what we count.
                Some(draft) if record.get("guillemet").is_some() || is_counted_in_code_points(&record) => {
                    assembly.add(draft, Unit::Sure(Counting::CodePoints));
                }
                Some(draft) => assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint)),
                None => assembly.reject(place, message::read_no_text()),
            }
        }
    }
    Ok(())
}

/// Whether the last token of a document ends where its text does when code points are counted, and only then.
fn is_counted_in_code_points(record: &Json<'_>) -> bool {
    let text = record.get("text").and_then(Json::as_text).unwrap_or_default();
    let end = list(record, &["tokens"]).last().and_then(|token| whole(token, &["end"]));
    let (code_points, utf16) = (text.chars().count(), text.encode_utf16().count());
    // A blank after the last token is no part of it.
    let end = end.map(|end| end + u64::from(text.ends_with(' ')));
    code_points != utf16 && end == Some(code_points as u64)
}

/// A text with `{"entities": [[start, end, label], …]}`.
fn read_pair(place: &Message, pair: &[Json<'_>], assembly: &mut Assembly<'_>) -> Option<Draft> {
    let [Json::Text(body), about, ..] = pair else { return None };
    let mut draft = Draft { place: place.clone(), text: body.to_string(), ..Draft::default() };
    for (n, entity) in list(about, &["entities"]).iter().enumerate() {
        let parts = match entity {
            Json::List(parts) => parts.as_slice(),
            _ => &[],
        };
        match parts {
            [start, end, Json::Text(label), ..] if start.as_whole().is_some() && end.as_whole().is_some() => {
                draft.spans.push(DraftSpan {
                    label: label.to_string(),
                    start: start.as_whole().unwrap_or_default(),
                    end: end.as_whole().unwrap_or_default(),
                    ..DraftSpan::default()
                });
            }
            _ => assembly
                .reject(message::place_inside(place, format!("entities[{n}]")), message::read_no_list()),
        }
    }
    Some(draft)
}

fn read_doc(place: &Message, record: &Json<'_>, assembly: &mut Assembly<'_>) -> Option<Draft> {
    let more = record.get("guillemet").unwrap_or(&Json::Null);
    let word = |key| text(more, &[key]).unwrap_or_default();
    let mut draft = Draft {
        place: place.clone(),
        id: word("id"),
        metadata: Metadata {
            title: word("title"),
            language: word("language"),
            source: word("source"),
            ..Metadata::default()
        },
        text: record.get("text")?.as_text()?.to_owned(),
        ..Draft::default()
    };
    let mut seen = std::collections::HashSet::new();
    let groups = match record.get("spans") {
        Some(Json::Object(groups)) => groups.as_slice(),
        _ => &[],
    };
    let described = list(more, &["spans"]);
    for (name, values) in groups {
        let Json::List(values) = values else { continue };
        for (n, value) in values.iter().enumerate() {
            let Some(mut span) = read_span(value) else {
                assembly.reject(
                    message::place_inside(place, format!("spans.{name}[{n}]")),
                    message::read_no_span(),
                );
                continue;
            };
            seen.insert((span.start, span.end, span.label.clone()));
            if let Some(about) = described.get(n).filter(|_| name == "sc") {
                span.key = n.to_string();
                span.id = text(about, &["id"]).unwrap_or_default();
                span.note = text(about, &["note"]).unwrap_or_default();
                if let Some(Json::Object(attributes)) = about.get("attributes") {
                    let said = attributes
                        .iter()
                        .filter_map(|(name, value)| Some((name.to_string(), value.as_text()?.to_owned())));
                    span.attributes = said.collect();
                }
            }
            draft.spans.push(span);
        }
    }
    for (n, value) in list(record, &["ents"]).iter().enumerate() {
        match read_span(value) {
            Some(span) if seen.contains(&(span.start, span.end, span.label.clone())) => {}
            Some(span) => draft.spans.push(span),
            None => {
                assembly.reject(message::place_inside(place, format!("ents[{n}]")), message::read_no_span())
            }
        }
    }
    let relation = |value: &Json<'_>| DraftRelation {
        id: String::new(),
        kind: text(value, &["kind"]).unwrap_or_default(),
        from: text(value, &["from"]).unwrap_or_default(),
        to: text(value, &["to"]).unwrap_or_default(),
    };
    draft.relations = list(more, &["relations"]).iter().map(relation).collect();
    Some(draft)
}

fn read_span(value: &Json<'_>) -> Option<DraftSpan> {
    Some(DraftSpan {
        label: text(value, &["label"])?,
        start: whole(value, &["start"])?,
        end: whole(value, &["end"])?,
        ..DraftSpan::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Input, Opened, ReadOptions, read};
    use crate::model::fixture::drawn;

    #[test]
    fn the_tokens_of_a_document_tell_in_what_it_counts() {
        let import = |end: u32| {
            let file = format!(
                r#"{{"text": "👩 Oui, dit Luc", "ents": [{{"start": 2, "end": 5, "label": "quote"}}], "tokens": [{{"id": 0, "start": 11, "end": {end}}}]}}"#
            );
            let opened = Opened::new(vec![Input { name: "a.json".into(), bytes: file.into() }]).unwrap();
            read(&opened, None, &ReadOptions::default()).unwrap()
        };
        let told = import(14);
        assert!(told.questions.is_empty());
        assert_eq!(drawn(&told.reading.into_dataset().unwrap()), "👩 [quote:Oui], dit Luc");
        assert!(import(15).questions.unit.is_some());
    }

    #[test]
    fn pairs_and_documents_of_others_are_read() {
        for file in [
            r#"[["Oui, dit Luc", {"entities": [[0, 3, "quote"], [9, 12, "source"]]}]]"#,
            r#"{"text": "Oui, dit Luc", "ents": [{"start": 0, "end": 3, "label": "quote"}], "tokens": [],
                "spans": {"sc": [{"start": 9, "end": 12, "label": "source", "kb_id": ""}, {"start": 0, "end": 3, "label": "quote", "kb_id": ""}]}}"#,
        ] {
            let opened = Opened::new(vec![Input { name: "a.json".into(), bytes: file.into() }]).unwrap();
            let import = read(&opened, None, &ReadOptions::default()).unwrap();
            assert_eq!((import.format.id, import.questions.is_empty()), ("spacy", true));
            assert_eq!(drawn(&import.reading.into_dataset().unwrap()), "[quote:Oui], dit [source:Luc]");
        }
    }
}

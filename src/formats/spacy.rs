//! Lines as spaCy's `Doc.to_json` makes them, offsets in code points, with our own tokens: all spans begin and
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

use super::interchange::lines::line;
use super::interchange::tags::kept_without_overlap;
use super::interchange::tokens::{spaced, without_blanks};
use super::interchange::{Carries, Format, Pieces, Writer, ordered_relations};
use super::offset_unit::{Counter, OffsetUnit};
use crate::model::{Annotation, AnnotationId, Document, Span};

/// Documents for spaCy.
pub const FORMAT: Format = Format {
    id: "spacy",
    name: "spaCy JSON Lines",
    about: "spaCy, by Doc.from_json",
    extension: "jsonl",
    carries: Carries {
        origin: false,
        moments: false,
        scheme: false,
        relation_ids: false,
        blanks_at_ends: false,
        ..Carries::ALL
    },
    reader: None,
    writer: Some(|_| Box::new(Docs)),
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

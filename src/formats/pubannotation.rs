//! PubAnnotation's JSON, a list of documents, offsets in code points.
//!
//! TextAE, which shows it, refuses spans that cross; they are written all the same, and counted.

use std::collections::BTreeSet;

use serde::Serialize;

use super::interchange::lines::json;
use super::interchange::{Carries, Format, Losses, Pieces, Writer, ordered_relations};
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::message;
use crate::model::{Document, Scheme};

/// Documents for PubAnnotation and TextAE.
pub const FORMAT: Format = Format {
    id: "pubannotation",
    name: message::format_pubannotation,
    about: message::format_pubannotation_about,
    extension: "json",
    carries: Carries {
        origin: false,
        moments: false,
        scheme: false,
        notes: false,
        metadata: false,
        progress: false,
        ..Carries::ALL
    },
    reader: None,
    writer: Some(|_| Box::new(Documents { first: true })),
    subsets: false,
    also_lost: Some(also_lost),
};

fn also_lost(document: &Document, _: &Scheme, losses: &mut Losses) {
    let mut ends = BTreeSet::new();
    let mut crossing = 0;
    // In text order a span crosses one before it when that one ends inside it.
    for annotation in document.annotations().iter() {
        let (start, end) = (annotation.span.start.get(), annotation.span.end.get());
        crossing += usize::from(ends.range(start + 1..end.max(start + 1)).next().is_some());
        ends.insert(end);
    }
    losses.add(message::lost_crossing(), crossing);
}

#[derive(Serialize)]
struct Value<'a> {
    sourcedb: &'static str,
    sourceid: &'a str,
    text: &'a str,
    denotations: Vec<Denotation<'a>>,
    relations: Vec<Triple<'a>>,
    attributes: Vec<Triple<'a>>,
}

#[derive(Serialize)]
struct Denotation<'a> {
    id: &'a str,
    span: Place,
    obj: &'a str,
}

#[derive(Serialize)]
struct Place {
    begin: u32,
    end: u32,
}

#[derive(Serialize)]
struct Triple<'a> {
    id: String,
    subj: &'a str,
    pred: &'a str,
    obj: &'a str,
}

struct Documents {
    first: bool,
}

impl Writer for Documents {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("pubannotation.json");
        out.text("[");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        out.text(if std::mem::take(&mut self.first) { "\n" } else { ",\n" });
        out.text(json(&value(document)));
    }

    fn end(&mut self, _: usize, out: &mut Pieces) {
        out.text("\n]\n");
    }
}

fn value(document: &Document) -> Value<'_> {
    let article = document.article();
    let counter = Counter::new(article, OffsetUnit::CodePoint);
    let denotations = document.annotations().iter().map(|annotation| {
        let (begin, end) = counter.count(annotation.span);
        Denotation { id: annotation.id.as_str(), span: Place { begin, end }, obj: annotation.label.as_str() }
    });
    let attributes = document.annotations().iter().flat_map(|annotation| {
        annotation.attributes.iter().map(|(name, value)| Triple {
            id: format!("{}-{name}", annotation.id),
            subj: annotation.id.as_str(),
            pred: name.as_str(),
            obj: value.as_str(),
        })
    });
    let relations = ordered_relations(document).into_iter().map(|relation| Triple {
        id: relation.id.to_string(),
        subj: relation.from.as_str(),
        pred: relation.kind.as_str(),
        obj: relation.to.as_str(),
    });
    Value {
        sourcedb: "guillemet",
        sourceid: article.id().as_str(),
        text: article.text(),
        denotations: denotations.collect(),
        relations: relations.collect(),
        attributes: attributes.collect(),
    }
}

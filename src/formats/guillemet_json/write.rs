//! From a dataset to the document. The values borrow the dataset and are computed as they are written.

use std::rc::Rc;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::progress::state_name;
use super::scheme::{RuleValue, SchemeValue};
use super::{FORMAT, VERSION};
use crate::formats::OffsetUnit;
use crate::formats::json::Json;
use crate::formats::offset_unit::Counter;
use crate::model::{Annotation, ArticleId, Dataset, Document, Origin, Relation};

/// The whole dataset as a JSON document in code points, for files and the clipboard.
#[must_use]
pub fn write(dataset: &Dataset) -> String {
    to_text(&document(dataset, OffsetUnit::CodePoint))
}

/// Some articles of the dataset, in the dataset's order; a name that it lacks is passed over.
#[must_use]
pub fn write_articles(dataset: &Dataset, ids: &[ArticleId]) -> String {
    let all = document(dataset, OffsetUnit::CodePoint);
    let wanted: std::collections::HashSet<_> = ids.iter().collect();
    let documents = in_memory(dataset).filter(|document| wanted.contains(document.article().id()));
    let articles = documents.map(|document| ArticleValue::new(document, OffsetUnit::CodePoint)).collect();
    to_text(&DocumentValue { articles, ..all })
}

/// The whole dataset, without what is [shelved](Document::summary), as a value to serialise, in either unit.
///
/// Give `serde_wasm_bindgen` its `json_compatible` serialiser: attributes are a map.
#[must_use]
pub fn document(dataset: &Dataset, unit: OffsetUnit) -> DocumentValue<'_> {
    DocumentValue {
        format: FORMAT,
        version: VERSION as u32,
        offset_unit: unit.name(),
        scheme: SchemeValue::new(dataset.scheme()),
        rules: RuleValue::all(dataset.scheme()),
        guidelines: dataset.guidelines(),
        articles: in_memory(dataset).map(|document| ArticleValue::new(document, unit)).collect(),
    }
}

/// A shelved article would be written without its text: whoever wants all has them fetched first.
fn in_memory(dataset: &Dataset) -> impl Iterator<Item = &Document> {
    dataset.documents().iter().map(Rc::as_ref).filter(|document| document.summary().is_none())
}

fn to_text(document: &DocumentValue<'_>) -> String {
    let mut text = match serde_json::to_string_pretty(document) {
        Ok(text) => text,
        // OK because writing to memory does not fail, and all keys of our maps are strings.
        Err(error) => unreachable!("a document is always JSON: {error}"),
    };
    text.push('\n');
    text
}

/// A dataset on its way out.
#[derive(Serialize)]
pub struct DocumentValue<'a> {
    format: &'static str,
    version: u32,
    offset_unit: &'static str,
    scheme: SchemeValue<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<RuleValue<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    guidelines: &'a str,
    articles: Vec<ArticleValue<'a>>,
}

#[derive(Serialize)]
pub(super) struct ArticleValue<'a> {
    id: &'a str,
    title: &'a str,
    language: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    finished: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    flagged: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    remark: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Json<'a>>,
    text: &'a str,
    sha256: &'a str,
    #[serde(serialize_with = "annotations")]
    annotations: (&'a Document, OffsetUnit),
    #[serde(serialize_with = "relations")]
    relations: &'a Document,
}

impl<'a> ArticleValue<'a> {
    pub(super) fn new(document: &'a Document, unit: OffsetUnit) -> Self {
        let article = document.article();
        let metadata = article.metadata();
        Self {
            id: article.id().as_str(),
            title: &metadata.title,
            language: &metadata.language,
            source: &metadata.source,
            state: state_name(metadata.progress.mark),
            finished: &metadata.progress.finished.0,
            flagged: metadata.progress.flagged,
            remark: &metadata.progress.remark,
            // Whoever read it made sure that it is an object.
            meta: Json::parse(&metadata.meta).ok(),
            text: article.text(),
            sha256: article.sha256(),
            annotations: (document, unit),
            relations: document,
        }
    }
}

#[derive(Serialize)]
struct AnnotationValue<'a> {
    id: &'a str,
    label: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
    #[serde(serialize_with = "attributes")]
    attributes: &'a Annotation,
    note: &'a str,
    origin: OriginValue<'a>,
    annotator: &'a str,
    created: &'a str,
    modified: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum OriginValue<'a> {
    Hand,
    Suggestion { rule: &'a str },
    Import { format: &'a str },
}

#[derive(Serialize)]
struct RelationValue<'a> {
    id: &'a str,
    kind: &'a str,
    from: &'a str,
    to: &'a str,
}

fn annotations<S: Serializer>(from: &(&Document, OffsetUnit), serializer: S) -> Result<S::Ok, S::Error> {
    let (document, unit) = *from;
    let article = document.article();
    let counter = Counter::new(article, unit);
    serializer.collect_seq(document.annotations().iter().map(|annotation| {
        let (start, end) = counter.count(annotation.span);
        AnnotationValue {
            id: annotation.id.as_str(),
            label: annotation.label.as_str(),
            start,
            end,
            text: article.covered(annotation.span),
            attributes: annotation,
            note: &annotation.note,
            origin: match &annotation.origin {
                Origin::Hand => OriginValue::Hand,
                Origin::Suggestion { rule } => OriginValue::Suggestion { rule },
                Origin::Import { format } => OriginValue::Import { format },
            },
            annotator: &annotation.annotator,
            created: &annotation.created.0,
            modified: &annotation.modified.0,
        }
    }))
}

fn attributes<S: Serializer>(annotation: &Annotation, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(annotation.attributes.len()))?;
    for (name, value) in &annotation.attributes {
        map.serialize_entry(name.as_str(), value.as_str())?;
    }
    map.end()
}

fn relations<S: Serializer>(document: &Document, serializer: S) -> Result<S::Ok, S::Error> {
    let rank = |id| document.annotations().rank(id);
    let mut relations: Vec<&Relation> = document.relations().iter().map(AsRef::as_ref).collect();
    relations.sort_by_cached_key(|relation| {
        (rank(&relation.from), relation.kind.clone(), rank(&relation.to), relation.id.clone())
    });
    serializer.collect_seq(relations.into_iter().map(|relation| RelationValue {
        id: relation.id.as_str(),
        kind: relation.kind.as_str(),
        from: relation.from.as_str(),
        to: relation.to.as_str(),
    }))
}

//! Articles as the layers that we write: one for spans, one for relations, and the sentences and tokens that
//! INCEpTION works on.

use std::collections::HashMap;

use crate::formats::interchange::ordered_relations;
use crate::formats::interchange::tags::words;
use crate::formats::offset_unit::{Counter, OffsetUnit};
use crate::model::boundaries::{all_sentence_starts, trim_blanks};
use crate::model::{AnnotationId, Document, Scheme, Span};

pub(super) const SPAN: &str = "custom.Span";
pub(super) const RELATION: &str = "custom.Relation";
pub(super) const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
pub(super) const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
pub(super) const META: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

pub(super) const STRING: &str = "uima.cas.String";

/// The features of the meta data, besides what every document annotation has.
const fn meta_features() -> [&'static str; 3] {
    ["documentId", "documentTitle", "documentUri"]
}

/// A type that we write: its name, what it is a kind of, and its features with what they hold.
pub(super) type Type = (&'static str, &'static str, Vec<(String, &'static str)>);

/// The types of a scheme.
pub(super) fn types(scheme: &Scheme) -> Vec<Type> {
    let text = |name: &str| (name.to_owned(), STRING);
    let mut span = vec![text("label"), text("note"), text("name")];
    for def in scheme.labels.iter().flat_map(|label| &label.attributes) {
        let name = feature_name(def.name.as_str());
        if !span.iter().any(|(known, _)| *known == name) {
            span.push((name, STRING));
        }
    }
    let annotation = "uima.tcas.Annotation";
    vec![
        (SPAN, annotation, span),
        (
            RELATION,
            annotation,
            vec![text("label"), ("Governor".to_owned(), SPAN), ("Dependent".to_owned(), SPAN)],
        ),
        (SENTENCE, annotation, vec![]),
        (TOKEN, annotation, vec![]),
        (META, "uima.tcas.DocumentAnnotation", meta_features().map(text).into()),
    ]
}

/// Names of features that mean something else already.
const TAKEN: [&str; 7] = ["label", "note", "name", "begin", "end", "sofa", "id"];

/// An attribute's name as that of a feature: a letter, then letters, digits and `_`.
pub(in crate::formats) fn feature_name(name: &str) -> String {
    let mut feature: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if !feature.starts_with(|c: char| c.is_ascii_alphabetic()) || TAKEN.contains(&feature.as_str()) {
        feature.insert_str(0, "a_");
    }
    feature
}

/// What a feature holds.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    /// Another structure, by its number.
    Reference(usize),
}

/// One annotation of a CAS.
pub(super) struct Structure {
    pub(super) id: usize,
    pub(super) kind: &'static str,
    pub(super) begin: u32,
    pub(super) end: u32,
    pub(super) features: Vec<(String, Value)>,
}

/// The structures of an article. The first number is for the text itself.
pub(super) fn structures(document: &Document) -> Vec<Structure> {
    let article = document.article();
    let metadata = article.metadata();
    let counter = Counter::new(article, OffsetUnit::Utf16);
    let mut structures: Vec<Structure> = Vec::new();
    let mut add = |kind, (begin, end), features: Vec<(&str, Value)>| {
        let id = structures.len() + 2;
        let features = features.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        structures.push(Structure { id, kind, begin, end, features });
        id
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let language = if metadata.language.is_empty() { "x-unspecified" } else { &metadata.language };
    let whole = (0, article.index().utf16_len());
    let said = [article.id().as_str(), &metadata.title, &metadata.source];
    let mut features = vec![("language", text(language))];
    features.extend(meta_features().into_iter().zip(said).map(|(name, value)| (name, text(value))));
    add(META, whole, features);
    let starts: Vec<_> = all_sentence_starts(article).chain([article.index().whole().end]).collect();
    for edges in starts.windows(2) {
        let sentence = trim_blanks(article.text(), Span { start: edges[0], end: edges[1] });
        if !sentence.is_empty() {
            add(SENTENCE, counter.count(sentence), vec![]);
        }
    }
    for word in words(document) {
        add(TOKEN, counter.count(word), vec![]);
    }
    let mut numbers: HashMap<&AnnotationId, (usize, (u32, u32))> = HashMap::new();
    let mut attributes = Vec::new();
    for annotation in document.annotations().iter() {
        let place = counter.count(annotation.span);
        let mut features =
            vec![("label", text(annotation.label.as_str())), ("name", text(annotation.id.as_str()))];
        if !annotation.note.is_empty() {
            features.push(("note", text(&annotation.note)));
        }
        let id = add(SPAN, place, features);
        numbers.insert(&annotation.id, (id, place));
        attributes.push((id, &annotation.attributes));
    }
    for relation in ordered_relations(document) {
        if let (Some((from, _)), Some((to, place))) = (numbers.get(&relation.from), numbers.get(&relation.to))
        {
            let ends = [("Governor", Value::Reference(*from)), ("Dependent", Value::Reference(*to))];
            let mut features = vec![("label", text(relation.kind.as_str()))];
            features.extend(ends);
            add(RELATION, *place, features);
        }
    }
    for (id, attributes) in attributes {
        let named =
            attributes.iter().map(|(name, value)| (feature_name(name.as_str()), text(value.as_str())));
        structures[id - 2].features.extend(named);
    }
    structures
}

/// Whether XML 1.0 can hold a character.
pub(super) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// A text as XML can hold it.
#[must_use]
pub fn xml_text(text: &str) -> String {
    text.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect()
}

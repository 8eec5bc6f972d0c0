//! W3C Web Annotation in JSON-LD: for each article its text and a page of annotations beside it, offsets in
//! code points, as the specification demands.
//!
//! Each target has a position and a quote, so that one can be checked by the other: Recogito, which counts
//! UTF-16 units, is read all the same. A relation is an annotation that links: from its target to its body. The
//! texts are not part of such documents; where none lies beside them, the article that a target names is looked
//! for among those that the options know.

mod read;

use serde_json::{Map, Value, json};

use super::hugging_face::origin_name;
use super::interchange::file_names::FileNames;
use super::interchange::text_files::{count_replaced, text_in_file};
use super::interchange::{Carries, Format, Head, Pieces, Reader, Writer, ordered_relations};
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::message;
use crate::model::{Annotation, Article, Document};

/// Pages of annotations.
pub const FORMAT: Format = Format {
    id: "web-annotation",
    name: message::format_web_annotation,
    about: message::format_web_annotation_about,
    extension: "jsonld",
    carries: Carries { scheme: false, progress: false, ..Carries::ALL },
    reader: Some(Reader { recognises, read: read::read, texts: true }),
    writer: Some(|_| Box::new(Pages(FileNames::default()))),
    subsets: false,
    also_lost: Some(|document, _, losses| count_replaced(document.article().text(), losses)),
};

/// What a page names as its vocabulary.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What begins the names that we make.
const URN: &str = "urn:guillemet:";

/// How many characters of the text before and after a quote stand with it.
const AROUND: usize = 32;

fn recognises(head: &Head<'_>) -> bool {
    let Some(record) = &head.record else { return false };
    let of_context = record.get("@context").is_some_and(read::names_context);
    let is_annotation = |value: &super::Json<'_>| {
        value.get("type").and_then(super::Json::as_text) == Some("Annotation")
            && value.get("target").is_some()
    };
    of_context || is_annotation(record)
}

/// A name as the last part of a URN.
fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The name that was encoded so; `None` where it is no text.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn urn(kind: &str, name: &str) -> String {
    format!("{URN}{kind}:{}", encoded(name))
}

struct Pages(FileNames);

impl Writer for Pages {
    fn several_files(&self) -> bool {
        true
    }

    fn begin(&mut self, _: usize, _: &mut Pieces) {}

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        let name = self.0.name(article.id().as_str());
        out.file(format!("{name}.txt"));
        let text = text_in_file(article.text());
        out.text(&*text);
        out.file(format!("{name}.jsonld"));
        out.text(page_head(article));
        let counter = Counter::new(article, OffsetUnit::CodePoint);
        let annotations = document.annotations().iter().map(|it| annotation(article, &text, it, &counter));
        let relations = ordered_relations(document).into_iter().map(|relation| {
            json!({
                "id": urn(&format!("relation:{}", encoded(article.id().as_str())), relation.id.as_str()),
                "type": "Annotation",
                "motivation": "linking",
                "body": [
                    { "id": urn("annotation", relation.to.as_str()) },
                    { "type": "TextualBody", "purpose": "tagging", "value": relation.kind.as_str() },
                ],
                "target": urn("annotation", relation.from.as_str()),
            })
        });
        let mut between = "\n    ";
        for item in annotations.chain(relations) {
            out.text(between);
            out.text(item.to_string());
            between = ",\n    ";
        }
        out.text("\n  ]\n}\n");
    }
}

/// The page up to its list.
fn page_head(article: &Article) -> String {
    let metadata = article.metadata();
    let string = |text: &str| Value::from(text).to_string();
    let mut head = format!("{{\n  \"@context\": {},\n", string(CONTEXT));
    head += &format!(
        "  \"id\": {},\n  \"type\": \"AnnotationPage\",\n",
        string(&urn("page", article.id().as_str()))
    );
    let said =
        [("label", &metadata.title), ("dc:language", &metadata.language), ("dc:source", &metadata.source)];
    for (key, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
        head += &format!("  \"{key}\": {},\n", string(text));
    }
    head + "  \"items\": ["
}

/// `text` is the article's as its file holds it.
fn annotation(article: &Article, text: &str, annotation: &Annotation, counter: &Counter<'_>) -> Value {
    let (start, end) = counter.count(annotation.span);
    let before = &text[..annotation.span.start.index()];
    let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let after: String = text[annotation.span.end.index()..].chars().take(AROUND).collect();
    let tag =
        |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value });
    let mut body = vec![tag("tagging", annotation.label.as_str())];
    body.extend(
        annotation.attributes.iter().map(|(name, value)| tag("classifying", &format!("{name}={value}"))),
    );
    if !annotation.note.is_empty() {
        body.push(tag("commenting", &annotation.note));
    }
    let mut item = Map::new();
    item.insert("id".to_owned(), urn("annotation", annotation.id.as_str()).into());
    item.insert("type".to_owned(), "Annotation".into());
    item.insert("motivation".to_owned(), "tagging".into());
    if !annotation.annotator.is_empty() {
        item.insert("creator".to_owned(), json!({ "type": "Person", "name": annotation.annotator }));
    }
    let origin =
        json!({ "type": "Software", "name": format!("guillemet {}", origin_name(&annotation.origin)) });
    item.insert("generator".to_owned(), origin);
    for (key, moment) in [("created", &annotation.created), ("modified", &annotation.modified)] {
        if !moment.0.is_empty() {
            item.insert(key.to_owned(), moment.0.to_string().into());
        }
    }
    item.insert("body".to_owned(), body.into());
    item.insert(
        "target".to_owned(),
        json!({
            "source": urn("article", article.id().as_str()),
            "selector": [
                { "type": "TextPositionSelector", "start": start, "end": end },
                {
                    "type": "TextQuoteSelector", "exact": annotation.span.slice(text),
                    "prefix": &before[from..], "suffix": after,
                },
            ],
        }),
    );
    Value::Object(item)
}

//! Prodigy's JSON Lines: offsets in code points, and for each span its first and last token, the last included.
//!
//! `ws` says whether one blank follows a token; tokens and their `ws` rebuild the text. A relation leads from
//! the last token of one span to that of another, so the spans stand in it too.

use serde::Serialize;

use super::error::FormatError;
use super::interchange::lines::{line, records};
use super::interchange::record::{list, text, whole};
use super::interchange::tokens::{SpacedToken, spaced};
use super::interchange::{
    Assembly, Carries, Draft, DraftRelation, DraftSpan, Format, Head, Opened, Pieces, Reader, Unit, Writer,
    ordered_relations,
};
use super::json::Json;
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{Annotation, Document, Span};

/// Tasks for Prodigy.
pub const FORMAT: Format = Format {
    id: "prodigy",
    name: message::format_prodigy,
    about: message::format_prodigy_about,
    extension: "jsonl",
    carries: Carries {
        origin: false,
        moments: false,
        scheme: false,
        relation_ids: false,
        progress: false,
        ..Carries::ALL
    },
    reader: Some(Reader { recognises, read, texts: false }),
    writer: Some(|_| Box::new(Tasks)),
    subsets: false,
    also_lost: None,
};

#[derive(Serialize)]
struct Task<'a> {
    text: &'a str,
    tokens: Vec<TokenValue<'a>>,
    spans: Vec<SpanValue<'a>>,
    relations: Vec<Edge<'a>>,
    meta: Meta<'a>,
    answer: &'static str,
    _view_id: &'static str,
}

#[derive(Serialize)]
struct Meta<'a> {
    article: &'a str,
    title: &'a str,
    language: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct TokenValue<'a> {
    text: &'a str,
    start: u32,
    end: u32,
    id: usize,
    ws: bool,
}

#[derive(Clone, Serialize)]
struct SpanValue<'a> {
    start: u32,
    end: u32,
    token_start: usize,
    token_end: usize,
    label: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    attributes: std::collections::BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
struct Edge<'a> {
    head: usize,
    child: usize,
    head_span: SpanValue<'a>,
    child_span: SpanValue<'a>,
    label: &'a str,
}

struct Tasks;

impl Writer for Tasks {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("prodigy.jsonl");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        out.text(line(&task(document)));
    }
}

fn task(document: &Document) -> Task<'_> {
    let article = document.article();
    let metadata = article.metadata();
    let counter = Counter::new(article, OffsetUnit::CodePoint);
    let all: Vec<Span> = document.annotations().iter().map(|annotation| annotation.span).collect();
    let words = spaced(article, &all);
    let tokens = words.iter().enumerate().map(|(id, word)| {
        let (start, end) = counter.count(word.span);
        TokenValue { text: article.covered(word.span), start, end, id, ws: word.space }
    });
    let tokens = tokens.collect();
    let spans: Vec<SpanValue<'_>> =
        document.annotations().iter().map(|annotation| value(annotation, &words, &counter)).collect();
    let place = |id| document.annotations().rank(id);
    let relations = ordered_relations(document).into_iter().filter_map(|relation| {
        let (head, child) = (spans.get(place(&relation.from)?)?, spans.get(place(&relation.to)?)?);
        Some(Edge {
            head: head.token_end,
            child: child.token_end,
            head_span: head.clone(),
            child_span: child.clone(),
            label: relation.kind.as_str(),
        })
    });
    let relations: Vec<Edge<'_>> = relations.collect();
    Task {
        text: article.text(),
        tokens,
        _view_id: if relations.is_empty() { "spans_manual" } else { "relations" },
        spans,
        relations,
        meta: Meta {
            article: article.id().as_str(),
            title: &metadata.title,
            language: &metadata.language,
            source: &metadata.source,
        },
        answer: "accept",
    }
}

fn value<'a>(annotation: &'a Annotation, words: &[SpacedToken], counter: &Counter<'_>) -> SpanValue<'a> {
    let (start, end) = counter.count(annotation.span);
    SpanValue {
        start,
        end,
        token_start: words.partition_point(|word| word.span.start < annotation.span.start),
        token_end: words.partition_point(|word| word.span.end < annotation.span.end),
        label: annotation.label.as_str(),
        id: annotation.id.as_str(),
        attributes: annotation
            .attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
        note: &annotation.note,
    }
}

fn recognises(head: &Head<'_>) -> bool {
    let Some(record) = &head.record else { return false };
    let ours =
        head.has("_input_hash") || head.has("_task_hash") || head.has("_view_id") || head.has("answer");
    let tokens = list(record, &["tokens"]).first().is_some_and(|token| token.get("ws").is_some());
    head.has("text") && (ours || tokens)
}

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        for (place, record) in records(file) {
            match record {
                Ok(record) => read_task(place, &record, assembly),
                Err(error) => assembly.reject(place, error.message()),
            }
        }
    }
    Ok(())
}

fn read_task(place: Message, task: &Json<'_>, assembly: &mut Assembly<'_>) {
    let Some(body) = task.get("text").and_then(Json::as_text) else {
        assembly.reject(place, message::why_no_key("text"));
        return;
    };
    if let Some(answer @ ("reject" | "ignore")) = task.get("answer").and_then(Json::as_text) {
        assembly.reject(place, message::read_answer(answer));
        return;
    }
    let meta = task.get("meta").unwrap_or(&Json::Null);
    let word = |key| text(meta, &[key]).unwrap_or_default();
    let mut draft = Draft {
        id: word("article"),
        metadata: Metadata {
            title: word("title"),
            language: word("language"),
            source: word("source"),
            ..Metadata::default()
        },
        text: body.to_owned(),
        ..Draft::default()
    };
    let tokens = list(task, &["tokens"]);
    for (n, value) in list(task, &["spans"]).iter().enumerate() {
        match span(value, tokens) {
            Some(span) => draft.spans.push(span),
            None => {
                assembly.reject(message::place_inside(&place, format!("spans[{n}]")), message::read_no_span())
            }
        }
    }
    for (n, value) in list(task, &["relations"]).iter().enumerate() {
        let mut end = |span_key: &str, token_key: &str| {
            if let Some(given) = value.get(span_key).and_then(|value| span(value, tokens)) {
                // Relations may join spans that stand nowhere else.
                if !draft.spans.iter().any(|span| span.key == given.key) {
                    draft.spans.push(given.clone());
                }
                return Some(given.key);
            }
            let token = whole(value, &[token_key])?;
            let ends = |value: &&Json<'_>| whole(value, &["token_end"]) == Some(token);
            list(task, &["spans"])
                .iter()
                .find(ends)
                .and_then(|value| span(value, tokens))
                .map(|span| span.key)
        };
        match (end("head_span", "head"), end("child_span", "child")) {
            (Some(from), Some(to)) => draft.relations.push(DraftRelation {
                id: String::new(),
                kind: text(value, &["label"]).unwrap_or_default(),
                from,
                to,
            }),
            _ => assembly
                .reject(message::place_inside(&place, format!("relations[{n}]")), message::read_no_ends()),
        }
    }
    draft.place = place;
    assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
}

/// A span, with what it covers as its tokens say.
fn span(value: &Json<'_>, tokens: &[Json<'_>]) -> Option<DraftSpan> {
    let (start, end) = (whole(value, &["start"])?, whole(value, &["end"])?);
    let label = text(value, &["label"])?;
    let id = text(value, &["id"]).unwrap_or_default();
    let attributes = match value.get("attributes") {
        Some(Json::Object(entries)) => entries
            .iter()
            .filter_map(|(name, value)| Some((name.clone().into_owned(), value.as_text()?.to_owned())))
            .collect(),
        _ => Vec::new(),
    };
    Some(DraftSpan {
        key: if id.is_empty() { format!("{start}-{end}-{label}") } else { id.clone() },
        id,
        label,
        start,
        end,
        covered: covered(value, tokens),
        attributes,
        note: text(value, &["note"]).unwrap_or_default(),
        ..DraftSpan::default()
    })
}

fn covered(value: &Json<'_>, tokens: &[Json<'_>]) -> Option<String> {
    let (first, last) = (whole(value, &["token_start"])? as usize, whole(value, &["token_end"])? as usize);
    let tokens = tokens.get(first..=last)?;
    let mut covered = String::new();
    for (n, token) in tokens.iter().enumerate() {
        covered.push_str(token.get("text")?.as_text()?);
        if n + 1 < tokens.len() && token.get("ws")? == &Json::Bool(true) {
            covered.push(' ');
        }
    }
    Some(covered)
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{WriteOptions, write};
    use crate::model::fixture::marked;

    #[test]
    fn the_last_token_is_included() {
        let files =
            write(&super::FORMAT, &marked("👩 [quote:Oui, oui] dit-[source:il]."), &WriteOptions::default());
        let task: serde_json::Value = serde_json::from_str(&files.unwrap()[0].1).unwrap();
        let span = &task["spans"][0];
        assert_eq!((span["token_start"].as_u64(), span["token_end"].as_u64()), (Some(1), Some(3)));
        let rebuilt: String = task["tokens"]
            .as_array()
            .unwrap()
            .iter()
            .map(|token| {
                format!("{}{}", token["text"].as_str().unwrap(), if token["ws"] == true { " " } else { "" })
            })
            .collect();
        assert_eq!(rebuilt, task["text"].as_str().unwrap());
    }
}

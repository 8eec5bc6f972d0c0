//! Bare articles, one a line: JSON Lines of objects with a `text`, and perhaps `id`, `title`, `language`, `source` and
//! `meta`. This is what a crawl or a corpus is mostly handed out as.
//!
//! What an object says besides becomes its `meta`, unless it has one: then it is reported.

use std::collections::HashMap;
use std::rc::Rc;

use super::error::FormatError;
use super::guillemet_json::names::Names;
use super::guillemet_json::progress::meta_text;
use super::guillemet_json::read::too_long;
use super::json::Json;
use super::reading::{ReadDocument, Reading, Report, quoted};
use crate::messages::{Message, message};
use crate::model::article::{MAX_TEXT_BYTES, Metadata, sha256_hex};
use crate::model::language::guess_language;
use crate::model::{Article, Scheme};

#[cfg(feature = "interchange")]
pub mod interchange;

/// Keys of other programs' records, which say what stands on the text: they are for their own formats.
const OF_OTHERS: [&str; 18] = [
    "format",
    "articles",
    "annotations",
    "annotation_id",
    "spans",
    "entities",
    "ents",
    "relations",
    "label",
    "labels",
    "tokens",
    "data",
    "predictions",
    "denotations",
    "_input_hash",
    "_task_hash",
    "@context",
    "ner_tags",
];

/// Whether an object is a bare article.
#[must_use]
pub fn is_bare(record: &Json<'_>) -> bool {
    let Json::Object(entries) = record else { return false };
    record.get("text").and_then(Json::as_text).is_some()
        && entries.iter().all(|(key, _)| !OF_OTHERS.contains(&key.as_ref()))
}

/// Whether a text begins with a line that is a bare article.
#[must_use]
pub fn begins(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    first.starts_with('{') && Json::parse(first).is_ok_and(|record| is_bare(&record))
}

/// A bare article as its object tells it.
#[derive(Debug)]
pub(super) struct Bare<'j> {
    /// What it is called; empty for a name made from the text.
    pub(super) id: String,
    /// Its text.
    pub(super) text: &'j str,
    /// What is known of it; the language is guessed where the object does not say it.
    pub(super) metadata: Metadata,
    /// What was not kept, and why.
    pub(super) lost: Vec<Message>,
}

/// So many characters of a text are its title where it has none.
const TITLE: usize = 80;

/// What an article is called whose object gives it no title: by its headline, or by its first line. A list of many
/// that all have the same name would be of no use.
fn title_from(headline: &str, text: &str) -> String {
    let mut lines = std::iter::once(headline).chain(text.lines()).map(str::trim);
    let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
    match line.char_indices().nth(TITLE) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line.to_owned(),
    }
}

/// Reads one object.
///
/// # Errors
/// Why there is no article in it.
pub(super) fn bare<'j>(record: &'j Json<'_>) -> Result<Bare<'j>, Message> {
    let Json::Object(entries) = record else { return Err(message::why_no_object(record.kind())) };
    let text = match record.get("text") {
        Some(Json::Text(text)) => text.as_ref(),
        Some(other) => return Err(message::why_not_text("text", other.kind())),
        None => return Err(message::why_no_text()),
    };
    if text.trim().is_empty() {
        return Err(message::why_blank_text());
    }
    if text.len() > MAX_TEXT_BYTES {
        return Err(too_long(text));
    }
    let (mut id, mut metadata) = (String::new(), Metadata::default());
    let (mut meta, mut others, mut lost) = (None, Vec::new(), Vec::new());
    let mut headline = "";
    for (key, value) in entries {
        let mut word = |into: &mut String| match value {
            Json::Null => {}
            Json::Text(text) => *into = text.clone().into_owned(),
            other => lost.push(message::why_text_not_kept(key.as_ref(), other.kind())),
        };
        match key.as_ref() {
            "text" => {}
            "id" => match value {
                Json::Whole(n) => id = n.to_string(),
                Json::Negative(n) => id = n.to_string(),
                _ => word(&mut id),
            },
            "title" => word(&mut metadata.title),
            "language" | "lang" => word(&mut metadata.language),
            "source" => word(&mut metadata.source),
            "meta" => meta = Some(value).filter(|value| **value != Json::Null),
            _ => {
                if &**key == "headline" {
                    headline = value.as_text().unwrap_or_default();
                }
                others.push((key.clone(), value.clone()));
            }
        }
    }
    let kept = match meta {
        Some(meta) => {
            for (key, _) in &others {
                lost.push(message::why_unknown_key(quoted(key, 60)));
            }
            meta_text(meta)
        }
        None if others.is_empty() => Ok(Rc::from("")),
        None => meta_text(&Json::Object(others)),
    };
    match kept {
        Ok(meta) => metadata.meta = meta,
        Err(why) => lost.push(why),
    }
    if metadata.language.is_empty() {
        metadata.language = guess_language(text).to_owned();
    }
    if metadata.title.trim().is_empty() {
        metadata.title = title_from(headline, text);
    }
    Ok(Bare { id, text, metadata, lost })
}

/// Reads all lines. A line that is no bare article costs only itself. The scheme is without labels: such a file says
/// nothing of one.
#[must_use]
pub fn read(text: &str) -> Reading {
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let records: Vec<_> = lines.map(|(n, line)| (n + 1, Json::parse(line))).collect();
    let bares: Vec<_> = records
        .iter()
        .map(|(line, record)| {
            let bare = match record {
                Ok(record) if is_bare(record) => bare(record),
                Ok(_) => Err(message::why_not_bare()),
                Err(error) => Err(on_line(error)),
            };
            (*line, bare)
        })
        .collect();
    let given = bares.iter().filter_map(|(_, bare)| bare.as_ref().ok()).map(|bare| bare.id.as_str());
    let mut names = Names::new(|| given.clone().collect());
    let (mut documents, mut repaired, mut rejected) =
        (Vec::with_capacity(bares.len()), Vec::new(), Vec::new());
    // Ten thousand lines may all say the same that is not kept: the first place and how often.
    let (mut lost, mut lost_at) = (Vec::new(), HashMap::new());
    for (line, bare) in &bares {
        let place = || message::place_line(line.to_string());
        let bare = match bare {
            Ok(bare) => bare,
            Err(reason) => {
                rejected.push(Report { place: place(), reason: reason.clone() });
                continue;
            }
        };
        let id = if bare.id.is_empty() {
            names.make(&format!("text-{}", &sha256_hex(bare.text)[..12]))
        } else {
            names.take(&bare.id)
        };
        if !bare.id.is_empty() && *id != *bare.id {
            let reason = message::why_id_twice(bare.id.as_str(), &*id);
            repaired.push(Report { place: place(), reason });
        }
        for why in &bare.lost {
            let at = *lost_at.entry(why).or_insert(lost.len());
            if at == lost.len() {
                lost.push((why, *line, 0));
            }
            lost[at].2 += 1;
        }
        let article = Article::new(id.into(), bare.text, bare.metadata.clone());
        documents.push(ReadDocument { article, annotations: Vec::new(), relations: Vec::new() });
    }
    rejected.extend(lost.into_iter().map(|(why, line, count): (&Message, usize, usize)| {
        let reason = if count > 1 { message::why_also(why, count - 1) } else { why.clone() };
        Report { place: message::place_line(line.to_string()), reason }
    }));
    let scheme = Scheme { labels: Vec::new(), relations: Vec::new(), rules: Vec::new() };
    Reading { scheme, guidelines: String::new(), documents, repaired, rejected }
}

/// An error of one line, without the line: its place says it.
fn on_line(error: &FormatError) -> Message {
    match error {
        FormatError::Truncated { column, .. } => message::why_line_truncated(column.to_string()),
        FormatError::Malformed { column, what, .. } => message::why_line_malformed(what, column.to_string()),
        other => other.message(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(reading: &Reading) -> Vec<String> {
        let all = reading.repaired.iter().chain(&reading.rejected);
        all.map(|report| format!("{}: {}", report.place, report.reason)).collect()
    }

    #[test]
    fn each_line_is_an_article_and_keeps_what_it_says() {
        let text = concat!(
            r#"{"text": "« Oui », dit-il.\r\n", "id": 7, "title": "Le pont", "language": "fr", "meta": {"b": 1, "a": [null, -2.5]}}"#,
            "\r\n\n",
            r#"{"url": "https://example.org", "text": "The mayor said that they had won the match.", "date": "2024-05-01"}"#,
        );
        assert!(begins(text));
        let reading = read(text);
        assert_eq!(reports(&reading), Vec::<String>::new());
        let [one, other] = reading.documents.as_slice() else { panic!("two articles") };
        assert_eq!((one.article.id().as_str(), &**one.article.text()), ("7", "« Oui », dit-il.\r\n"));
        let metadata = one.article.metadata();
        assert_eq!((metadata.title.as_str(), metadata.language.as_str()), ("Le pont", "fr"));
        assert_eq!(&*metadata.meta, r#"{"b":1,"a":[null,-2.5]}"#);
        assert_eq!(other.article.metadata().language, "en");
        assert_eq!(&*other.article.metadata().meta, r#"{"url":"https://example.org","date":"2024-05-01"}"#);
        assert!(other.article.id().as_str().starts_with("text-"));
    }

    #[test]
    fn a_bad_line_costs_only_itself_and_is_named() {
        let text = "{\"text\": \"a\", \"id\": \"x\"}\n{\"text\": 3}\n{\"text\": \"b\", \"id\": \"x\"\n[]\n{\"text\": \" \"}\n\
                    {\"text\": \"c\", \"id\": \"x\", \"title\": 4, \"meta\": {}, \"url\": 1}\n{\"text\": \"d\", \"meta\": {}, \"url\": 1}\n";
        let reading = read(text);
        assert_eq!(reading.documents.len(), 3);
        assert_eq!(
            reports(&reading),
            [
                "line 6: its id `x` stands twice; it is `x-2` now",
                "line 2: it is not an article like the lines before; load such records from a file of their own",
                "line 3: the JSON stops in the middle, at column 23",
                "line 4: it is not an article like the lines before; load such records from a file of their own",
                "line 5: its `text` holds nothing but blanks",
                "line 6: its `title` is a number, not text; it was not kept",
                "line 6: the key “url” is unknown and was not kept, here and once more",
            ]
        );
    }

    #[test]
    fn records_of_other_programs_are_left_to_their_formats() {
        for record in
            [r#"{"text": "a", "label": []}"#, r#"{"text": "a", "spans": []}"#, r#"{"title": "a"}"#, "[]", ""]
        {
            assert!(!begins(record), "{record}");
        }
    }

    #[test]
    fn meta_has_its_own_depth() {
        let deep = format!("{}1{}", "{\"a\":".repeat(40), "}".repeat(40));
        let reading = read(&format!("{{\"text\": \"a\", \"meta\": {deep}}}"));
        assert_eq!(
            reports(&reading),
            ["line 1: its `meta` is nested deeper than 32 levels; it was not kept"]
        );
    }
}

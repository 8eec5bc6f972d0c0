//! From the document to articles: what can be taken is taken, everything else is reported.

use super::names::Names;
use super::notes::Notes;
use super::progress::{ProgressKeys, read_meta};
use super::{FORMAT, VERSION, annotations, scheme};
use crate::formats::error::FormatError;
use crate::formats::file::tenths;
use crate::formats::json::{Json, fields};
use crate::formats::kind::json_kind;
use crate::formats::reading::quoted;
use crate::formats::turns::{Turns, at_once};
use crate::formats::{OffsetUnit, Reading};
use crate::messages::{Message, message};
use crate::model::article::{MAX_TEXT_BYTES, Metadata, sha256_hex};
use crate::model::{Article, ArticleId, Scheme};

/// Reads a document from text.
///
/// Only `format` and, for each article, `text`, and, for each annotation, `start`, `end` and `label`
/// must be there. What cannot be taken is reported in the [`Reading`].
///
/// # Errors
/// Why nothing of it can be read.
pub fn read(text: &str) -> Result<Reading, FormatError> {
    read_value(&Json::parse(text)?)
}

/// Reads a document from a value, such as a JavaScript object.
///
/// # Errors
/// Why nothing of it can be read.
pub fn read_value(document: &Json<'_>) -> Result<Reading, FormatError> {
    let other_kind = || FormatError::OtherKind { looks_like: json_kind(document) };
    let Json::Object(entries) = document else { return Err(other_kind()) };
    if document.get("format").and_then(Json::as_text) != Some(FORMAT) {
        return Err(other_kind());
    }
    check_version(document.get("version"))?;
    let mut notes = Notes::default();
    let names = ["format", "version", "offset_unit", "scheme", "rules", "guidelines", "articles"];
    let [_, _, unit, scheme, rules, guidelines, articles] =
        fields(entries, names, |key, odd| notes.odd("document", &message::place_document(), key, odd));
    let guidelines = notes.text(&message::place_document(), "guidelines", guidelines).into_owned();
    let (scheme, unit) = read_scheme_and_unit(scheme, rules, unit, &mut notes)?;
    let articles = articles.ok_or_else(|| FormatError::Field {
        path: "articles".to_owned(),
        what: message::json_field_missing(),
    })?;
    let reading = read_list(articles, scheme, unit, notes)?;
    Ok(Reading { guidelines, ..reading })
}

/// What stands before the articles.
pub(super) fn read_scheme_and_unit(
    scheme: Option<&Json<'_>>,
    rules: Option<&Json<'_>>,
    unit: Option<&Json<'_>>,
    notes: &mut Notes,
) -> Result<(Scheme, OffsetUnit), FormatError> {
    let unit = match unit {
        None => OffsetUnit::CodePoint,
        Some(value) => value.as_text().and_then(OffsetUnit::named).ok_or_else(|| FormatError::Field {
            path: "offset_unit".to_owned(),
            what: message::json_field_unit(),
        })?,
    };
    let mut scheme = match scheme {
        None => Scheme::reported_speech(),
        Some(value) => scheme::read(value, notes)?,
    };
    if let Some(rules) = rules {
        scheme::read_rules(rules, &mut scheme, notes)?;
    }
    Ok((scheme, unit))
}

/// Reads the `articles` of a document that a host page gives without the document around them.
///
/// # Errors
/// [`FormatError::Field`] if it is no list.
pub fn read_articles(articles: &Json<'_>, scheme: Scheme, unit: OffsetUnit) -> Result<Reading, FormatError> {
    read_list(articles, scheme, unit, Notes::default())
}

pub(super) fn check_version(version: Option<&Json<'_>>) -> Result<(), FormatError> {
    let wrong = |value: &Json<'_>| FormatError::Field {
        path: "version".to_owned(),
        what: message::json_field_wrong(value.kind(), VERSION.to_string()),
    };
    match version {
        None | Some(Json::Null) => Ok(()),
        Some(value) => match value.as_whole() {
            Some(VERSION) => Ok(()),
            Some(newer) if newer > VERSION => Err(FormatError::NewerVersion { version: newer.to_string() }),
            _ => match value {
                Json::Number(n) if *n > VERSION as f64 => {
                    Err(FormatError::NewerVersion { version: n.to_string() })
                }
                _ => Err(wrong(value)),
            },
        },
    }
}

pub(super) fn read_list(
    articles: &Json<'_>,
    scheme: Scheme,
    unit: OffsetUnit,
    notes: Notes,
) -> Result<Reading, FormatError> {
    at_once(read_list_in_turns(articles, scheme, unit, notes, &Turns::WHOLE))
}

pub(super) async fn read_list_in_turns(
    articles: &Json<'_>,
    scheme: Scheme,
    unit: OffsetUnit,
    mut notes: Notes,
    turns: &Turns<'_>,
) -> Result<Reading, FormatError> {
    let Json::List(articles) = articles else { return Err(scheme::wrong("articles", articles, "list")) };
    let mut article_ids = Names::new(|| articles.iter().filter_map(id_of).collect());
    let mut annotation_ids = Names::new(|| {
        articles.iter().flat_map(|article| list_in(article, "annotations")).filter_map(id_of).collect()
    });
    let mut documents = Vec::with_capacity(articles.len());
    for (n, value) in articles.iter().enumerate() {
        turns.before(value.get("text").and_then(Json::as_text).map_or(0, str::len)).await;
        let Some(read) = read_article(n, value, &mut article_ids, &mut notes) else { continue };
        turns.after(0).await;
        documents.push(annotations::read(read, &scheme, unit, &mut annotation_ids, &mut notes, turns).await);
    }
    let (repaired, rejected) = notes.into_reports();
    Ok(Reading { scheme, guidelines: String::new(), documents, repaired, rejected })
}

fn id_of<'j>(value: &'j Json<'_>) -> Option<&'j str> {
    value.get("id").and_then(Json::as_text)
}

fn list_in<'j, 'a>(value: &'j Json<'a>, key: &str) -> &'j [Json<'a>] {
    match value.get(key) {
        Some(Json::List(list)) => list,
        _ => &[],
    }
}

/// That a text is longer than any that can be annotated.
pub(in crate::formats) fn too_long(text: &str) -> Message {
    message::why_long_text(tenths(text.len()), MAX_TEXT_BYTES / 1_000_000)
}

/// An article, and what the file says stands on it.
pub(super) struct ReadArticle<'j, 'a> {
    pub(super) article: Article,
    pub(super) place: Message,
    pub(super) annotations: &'j [Json<'a>],
    pub(super) relations: &'j [Json<'a>],
}

fn read_article<'j, 'a>(
    n: usize,
    value: &'j Json<'a>,
    ids: &mut Names<'_>,
    notes: &mut Notes,
) -> Option<ReadArticle<'j, 'a>> {
    let mut place = Message::verbatim(format!("articles[{n}]"));
    let Json::Object(entries) = value else {
        notes.reject(&place, message::why_no_object(value.kind()));
        return None;
    };
    let names = [
        "id",
        "title",
        "language",
        "source",
        "state",
        "finished",
        "flagged",
        "remark",
        "meta",
        "text",
        "sha256",
        "annotations",
        "relations",
    ];
    let [
        id,
        title,
        language,
        source,
        state,
        finished,
        flagged,
        remark,
        meta,
        text,
        sha256,
        annotations,
        relations,
    ] = fields(entries, names, |key, odd| notes.odd("article", &place, key, odd));
    if let Some(title) = title.and_then(Json::as_text).filter(|title| !title.is_empty()) {
        place = message::place_inside(place, quoted(title, 40));
    }
    let Some(text) = text else {
        notes.reject(&place, message::why_no_text());
        return None;
    };
    let Some(text) = text.as_text() else {
        notes.reject(&place, message::why_not_text("text", text.kind()));
        return None;
    };
    if text.len() > MAX_TEXT_BYTES {
        notes.reject(&place, too_long(text));
        return None;
    }
    let metadata = Metadata {
        title: notes.text(&place, "title", title).into_owned(),
        language: notes.text(&place, "language", language).into_owned(),
        source: notes.text(&place, "source", source).into_owned(),
        progress: ProgressKeys { state, finished, flagged, remark }.read(&place, notes),
        meta: read_meta(&place, meta, notes),
    };
    let sha256 = notes.text(&place, "sha256", sha256);
    let given_id = notes.text(&place, "id", id);
    // A name made from the text stays the same each time the file is read.
    let id = if given_id.is_empty() {
        ids.make(&format!("text-{}", &sha256_hex(text)[..12]))
    } else {
        ids.take(&given_id)
    };
    if !given_id.is_empty() && *id != *given_id {
        notes.repair(&place, message::why_id_twice(given_id.as_ref(), &*id));
    }
    let article = Article::new(ArticleId::from(id), text, metadata);
    if !sha256.is_empty() && !sha256.eq_ignore_ascii_case(article.sha256()) {
        notes.repair(&place, message::why_text_changed());
    }
    let annotations = notes.list(&place, "annotations", annotations);
    let relations = notes.list(&place, "relations", relations);
    Some(ReadArticle { article, place, annotations, relations })
}

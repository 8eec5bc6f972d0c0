//! JSON Lines for Hugging Face's `datasets`: an article a line, offsets in code points.
//!
//! `datasets` guesses the type of each column from the first ten megabytes of a file, and takes a string that
//! looks like a date for a moment. So the article that fills most columns comes first, names that look like
//! dates get `date:` before them, and every record has every key. With subsets there are several files and a
//! card, which also gives the types.

use serde::Serialize;

use super::error::FormatError;
use super::interchange::lines::{line, records};
use super::interchange::record::{list, text, whole};
use super::interchange::{
    Assembly, Carries, Draft, DraftRelation, DraftSpan, Format, Head, Losses, Opened, Pieces, Plan, Reader,
    SUBSETS, Unit, Writer,
};
use super::json::Json;
use super::offset_unit::{Counter, OffsetUnit};
use super::placement::Counting;
use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{Document, Origin, Scheme};

/// Records for `datasets`.
pub const FORMAT: Format = Format {
    id: "hugging-face",
    name: message::format_hugging_face,
    about: message::format_hugging_face_about,
    extension: "jsonl",
    carries: Carries { moments: false, scheme: false, progress: false, ..Carries::ALL },
    reader: Some(Reader { recognises, read, texts: false }),
    writer: Some(|plan| Box::new(Records::new(plan))),
    subsets: true,
    also_lost: Some(also_lost),
};

/// What stands before a name that would be taken for a moment.
const DATE: &str = "date:";

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    title: String,
    language: String,
    source: String,
    text: &'a str,
    spans: Vec<SpanRecord<'a>>,
    relations: Vec<RelationRecord>,
}

#[derive(Serialize)]
struct SpanRecord<'a> {
    id: String,
    label: String,
    start: u32,
    end: u32,
    /// Left out where it looks like a date: it stands in the article all the same.
    text: Option<&'a str>,
    attributes: Vec<AttributeRecord>,
    note: String,
    annotator: String,
    /// `hand`, `suggestion:RULE` or `import:FORMAT`.
    origin: String,
}

#[derive(Serialize)]
struct AttributeRecord {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct RelationRecord {
    id: String,
    kind: String,
    from: String,
    to: String,
}

/// Whether Arrow could take a string for a moment: a date, and perhaps a time after it.
fn looks_like_a_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10)
        && matches!(bytes.get(10), None | Some(b' ' | b'T'))
}

/// A name that no reader takes for a moment. One that begins with our own mark gets another, so that the way
/// back is sure.
fn named(text: &str) -> String {
    let marked = looks_like_a_date(text) || text.starts_with(DATE);
    if marked { format!("{DATE}{text}") } else { text.to_owned() }
}

fn unnamed(text: String) -> String {
    text.strip_prefix(DATE).map(str::to_owned).unwrap_or(text)
}

fn also_lost(document: &Document, _: &Scheme, losses: &mut Losses) {
    let text = document.article().text();
    losses.add(message::lost_date(), usize::from(looks_like_a_date(text)));
}

struct Records {
    /// The places of the articles of each file.
    files: Vec<(&'static str, Vec<usize>)>,
    card: Option<String>,
}

impl Records {
    fn new(plan: &Plan<'_>) -> Self {
        let fullest_first = |mut order: Vec<usize>| {
            if let Some(at) = order.iter().position(|n| *n == plan.fullest) {
                order.remove(at);
                order.insert(0, plan.fullest);
            }
            order
        };
        if plan.subsets.is_empty() {
            return Self {
                files: vec![("data.jsonl", fullest_first((0..plan.articles).collect()))],
                card: None,
            };
        }
        let files: Vec<_> = SUBSETS
            .into_iter()
            .zip(["train.jsonl", "validation.jsonl", "test.jsonl"])
            .map(|(subset, file)| {
                let members = (0..plan.articles).filter(|n| plan.subsets.get(*n) == Some(&subset));
                (file, fullest_first(members.collect()))
            })
            .filter(|(_, order)| !order.is_empty())
            .collect();
        let card = card(plan, &files);
        Self { files, card: Some(card) }
    }
}

impl Writer for Records {
    fn several_files(&self) -> bool {
        self.card.is_some()
    }

    fn passes(&self) -> usize {
        self.files.len()
    }

    fn order(&self, pass: usize) -> Option<Vec<usize>> {
        Some(self.files[pass].1.clone())
    }

    fn begin(&mut self, pass: usize, out: &mut Pieces) {
        if let Some(card) = self.card.as_deref().filter(|_| pass == 0) {
            out.file("README.md");
            out.text(card);
        }
        out.file(self.files[pass].0);
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        out.text(line(&record(document)));
    }
}

fn record(document: &Document) -> Record<'_> {
    let article = document.article();
    let metadata = article.metadata();
    let counter = Counter::new(article, OffsetUnit::CodePoint);
    let spans = document.annotations().iter().map(|annotation| {
        let (start, end) = counter.count(annotation.span);
        let covered = article.covered(annotation.span);
        SpanRecord {
            id: named(annotation.id.as_str()),
            label: named(annotation.label.as_str()),
            start,
            end,
            text: (!looks_like_a_date(covered)).then_some(covered),
            attributes: annotation
                .attributes
                .iter()
                .map(|(name, value)| AttributeRecord {
                    name: named(name.as_str()),
                    value: named(value.as_str()),
                })
                .collect(),
            note: named(&annotation.note),
            annotator: named(&annotation.annotator),
            origin: origin_name(&annotation.origin),
        }
    });
    Record {
        id: named(article.id().as_str()),
        title: named(&metadata.title),
        language: named(&metadata.language),
        source: named(&metadata.source),
        text: article.text(),
        spans: spans.collect(),
        relations: super::interchange::ordered_relations(document)
            .into_iter()
            .map(|relation| RelationRecord {
                id: named(relation.id.as_str()),
                kind: named(relation.kind.as_str()),
                from: named(relation.from.as_str()),
                to: named(relation.to.as_str()),
            })
            .collect(),
    }
}

/// An origin as one word.
pub(super) fn origin_name(origin: &Origin) -> String {
    match origin {
        Origin::Hand => "hand".to_owned(),
        Origin::Suggestion { rule } => format!("suggestion:{rule}"),
        Origin::Import { format } => format!("import:{format}"),
    }
}

/// The origin of such a word.
pub(super) fn origin_named(name: &str) -> Option<Origin> {
    match name.split_once(':') {
        None if name == "hand" => Some(Origin::Hand),
        Some(("suggestion", rule)) => Some(Origin::Suggestion { rule: rule.to_owned() }),
        Some(("import", format)) => Some(Origin::Import { format: format.to_owned() }),
        _ => None,
    }
}

/// The card, whose head tells `datasets` the files of each subset and the type of each column.
fn card(plan: &Plan<'_>, files: &[(&str, Vec<usize>)]) -> String {
    let mut card = String::from("---\ntask_categories:\n- token-classification\n");
    card += &format!("tags:\n- quotation\n- attribution\ndataset_info:\n  features:\n{}", FEATURES);
    card += "configs:\n- config_name: default\n  data_files:\n";
    for (file, _) in files {
        card += &format!("  - split: {}\n    path: {file}\n", file.trim_end_matches(".jsonl"));
    }
    card += "---\n\n# Reported speech\n\n";
    card += "Articles with labelled spans and relations between them, written by Guillemet. Offsets count Unicode\n";
    card += "code points, the end is exclusive: `text[start:end]` in Python is the span.\n\n";
    card += "```python\nfrom datasets import load_dataset\n\ndataset = load_dataset(\"path/to/this/folder\")\n```\n\n";
    card += "| subset | articles |\n| --- | --- |\n";
    for (file, order) in files {
        card += &format!("| {} | {} |\n", file.trim_end_matches(".jsonl"), order.len());
    }
    if let Some(split) = plan.options.split {
        card += &format!(
            "\nThe subsets were drawn by article, stratified by labels, with the seed {}.\n",
            split.seed
        );
    }
    card += "\n| label | meaning |\n| --- | --- |\n";
    for label in &plan.scheme.labels {
        card += &format!("| {} | {} |\n", cell(label.name.as_str()), cell(&label.description));
    }
    card += "\n| relation | from | to | meaning |\n| --- | --- | --- | --- |\n";
    for kind in &plan.scheme.relations {
        let names = |names: &[crate::model::Name]| {
            names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        card += &format!(
            "| {} | {} | {} | {} |\n",
            cell(kind.name.as_str()),
            cell(&names(&kind.from)),
            cell(&names(&kind.to)),
            cell(&kind.description)
        );
    }
    card +=
        "\nA name that looks like a date has `date:` before it, so that no reader takes it for a moment.\n";
    card
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

const FEATURES: &str = "  - name: id
    dtype: string
  - name: title
    dtype: string
  - name: language
    dtype: string
  - name: source
    dtype: string
  - name: text
    dtype: string
  - name: spans
    list:
    - name: id
      dtype: string
    - name: label
      dtype: string
    - name: start
      dtype: int64
    - name: end
      dtype: int64
    - name: text
      dtype: string
    - name: attributes
      list:
      - name: name
        dtype: string
      - name: value
        dtype: string
    - name: note
      dtype: string
    - name: annotator
      dtype: string
    - name: origin
      dtype: string
  - name: relations
    list:
    - name: id
      dtype: string
    - name: kind
      dtype: string
    - name: from
      dtype: string
    - name: to
      dtype: string
";

const SPANS: [&str; 3] = ["spans", "entities", "annotations"];

fn recognises(head: &Head<'_>) -> bool {
    let Some(record) = &head.record else { return false };
    let spans = list(record, &SPANS);
    let of_doccano = |span: &Json<'_>| head.has("relations") && span.get("start_offset").is_some();
    // Without any it is doccano's record that has `entities` and `relations`.
    let shaped = match spans.first() {
        Some(span) => whole(span, &START).is_some() && !of_doccano(span),
        None => {
            head.has("spans") || head.has("annotations") || (head.has("entities") && !head.has("relations"))
        }
    };
    let foreign = ["tokens", "_input_hash", "_task_hash", "label", "meta", "denotations"]
        .iter()
        .any(|key| head.has(key));
    head.has("text") && shaped && !foreign
}

const START: [&str; 4] = ["start", "start_offset", "begin", "start_char"];
const END: [&str; 4] = ["end", "end_offset", "stop", "end_char"];

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in opened.files.iter().filter(|file| file.ending() != "md") {
        for (place, record) in records(file) {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    assembly.reject(place, error.message());
                    continue;
                }
            };
            match draft(place.clone(), &record) {
                Some(draft) => {
                    for (n, span) in list(&record, &SPANS).iter().enumerate() {
                        if read_span(span).is_none() {
                            assembly.reject(
                                message::place_inside(&place, format!("spans[{n}]")),
                                message::read_no_span(),
                            );
                        }
                    }
                    // What we wrote says so in the card alone, but only we write an origin.
                    let is_ours = list(&record, &SPANS).iter().all(|span| span.get("origin").is_some());
                    let unit = if is_ours {
                        Unit::Sure(Counting::CodePoints)
                    } else {
                        Unit::Likely(OffsetUnit::CodePoint)
                    };
                    assembly.add(draft, unit);
                }
                None => assembly.reject(place, message::why_no_key("text")),
            }
        }
    }
    Ok(())
}

fn draft(place: Message, record: &Json<'_>) -> Option<Draft> {
    let word = |keys: &[&str]| unnamed(text(record, keys).unwrap_or_default());
    let relation = |value: &Json<'_>| {
        let word = |keys: &[&str]| unnamed(text(value, keys).unwrap_or_default());
        DraftRelation {
            id: word(&["id"]),
            kind: word(&["kind", "type", "label"]),
            from: word(&["from", "from_id", "head"]),
            to: word(&["to", "to_id", "tail"]),
        }
    };
    Some(Draft {
        place,
        id: word(&["id"]),
        metadata: Metadata {
            title: word(&["title"]),
            language: word(&["language"]),
            source: word(&["source"]),
            ..Metadata::default()
        },
        text: record.get("text")?.as_text()?.to_owned(),
        spans: list(record, &SPANS).iter().filter_map(read_span).collect(),
        relations: list(record, &["relations"]).iter().map(relation).collect(),
    })
}

fn read_span(value: &Json<'_>) -> Option<DraftSpan> {
    let word = |keys: &[&str]| unnamed(text(value, keys).unwrap_or_default());
    let id = word(&["id"]);
    let attribute =
        |value: &Json<'_>| Some((unnamed(text(value, &["name"])?), unnamed(text(value, &["value"])?)));
    Some(DraftSpan {
        key: id.clone(),
        id,
        label: unnamed(text(value, &["label", "type", "tag", "entity_group"])?),
        start: whole(value, &START)?,
        end: whole(value, &END)?,
        covered: text(value, &["text", "word"]),
        attributes: list(value, &["attributes"]).iter().filter_map(attribute).collect(),
        note: word(&["note"]),
        annotator: word(&["annotator"]),
        origin: origin_named(&word(&["origin"])),
        ..DraftSpan::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Input, Opened, ReadOptions, Split, WriteOptions, read, write};
    use crate::model::article::Metadata;
    use crate::model::fixture::marked;
    use crate::model::{Annotation, Article, Dataset, Edit, Scheme, Span};

    #[test]
    fn names_that_look_like_dates_are_marked_and_come_back() {
        let text = "👩 2024-05-01, dit-il";
        let metadata = Metadata {
            title: "2024-05-01 12:00".to_owned(),
            source: "date:x".to_owned(),
            ..Metadata::default()
        };
        let mut dataset = Dataset::new(Scheme::reported_speech());
        let article = Article::new("2024-05-01".into(), text, metadata);
        let annotation = Annotation::new("2024-05-01T10".into(), "quote".into(), Span::new(5, 15));
        let edits = [
            Edit::AddArticle { at: 0, article: article.into() },
            Edit::Annotate { article: "2024-05-01".into(), annotation: annotation.into() },
        ];
        dataset.apply_all(&edits).unwrap();
        let files = write(&super::FORMAT, &dataset, &WriteOptions::default()).unwrap();
        assert!(
            files[0].1.contains(r#""id":"date:2024-05-01","title":"date:2024-05-01 12:00""#),
            "{}",
            files[0].1
        );
        assert!(files[0].1.contains(r#""source":"date:date:x""#) && files[0].1.contains(r#""text":null"#));
        let inputs = files.into_iter().map(|(name, text)| Input { name, bytes: text.into() }).collect();
        let import = read(&Opened::new(inputs).unwrap(), None, &ReadOptions::default()).unwrap();
        assert!(import.questions.is_empty(), "{:?}", import.questions);
        assert_eq!(import.reading.into_dataset().unwrap(), dataset);
    }

    #[test]
    fn subsets_are_files_with_a_card_and_the_fullest_article_first() {
        let mut dataset = Dataset::new(Scheme::reported_speech());
        for n in 0..20_usize {
            let one = marked(if n == 7 { "[quote:Oui], dit [source:Luc]." } else { "Rien." });
            let id = crate::model::ArticleId::from(format!("a{n}"));
            let article = one.documents()[0].article().as_ref().clone().with_id(id.clone());
            dataset.apply(&Edit::AddArticle { at: n, article: article.into() }).unwrap();
            for annotation in one.documents()[0].annotations().iter() {
                dataset
                    .apply(&Edit::Annotate { article: id.clone(), annotation: annotation.clone() })
                    .unwrap();
            }
        }
        let plain = write(&super::FORMAT, &dataset, &WriteOptions::default()).unwrap();
        assert!(plain[0].1.starts_with(r#"{"id":"a7""#), "{}", plain[0].1);
        let options = WriteOptions { split: Some(Split { validation: 20, test: 20, seed: 5 }) };
        let files = write(&super::FORMAT, &dataset, &options).unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["README.md", "train.jsonl", "validation.jsonl", "test.jsonl"]);
        let lines: Vec<usize> = files[1..].iter().map(|(_, text)| text.lines().count()).collect();
        assert_eq!(lines, [12, 4, 4]);
    }
}

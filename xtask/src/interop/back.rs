//! What a program wrote, read as a person would drop it on the page, and compared in code points with what its check says
//! that it holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, anyhow, bail};
use guillemet::formats::OffsetUnit;
use guillemet::formats::interchange::{self, Opened, ReadOptions};
use guillemet::formats::uima::xml_text;
use guillemet::model::{Dataset, Document};
use serde_json::Value;

use crate::convert;

/// An article as a program has it: its text, and all spans and relations.
struct Expected {
    text: String,
    shown: Vec<String>,
}

/// An article as a check says it: its text, spans of label, start and end, and relations of a kind and two such spans.
type Said = (String, Vec<Value>, Vec<(String, Value, Value)>);

/// What a folder should hold: what the check says in the file beside it, or all of the document.
fn expected(folder: &Path, dataset: &Dataset) -> Result<Vec<Expected>> {
    let mut beside = folder.as_os_str().to_owned();
    beside.push(".json");
    let Ok(said) = fs::read(PathBuf::from(beside)) else {
        let articles = dataset
            .documents()
            .iter()
            .map(|document| Expected { text: document.article().text().to_string(), shown: shown(document) });
        return Ok(articles.collect());
    };
    let articles: Vec<Said> = serde_json::from_slice(&said)?;
    let place = |span: &Value| {
        let [Value::String(label), start, end] = span.as_array().map_or(&[][..], Vec::as_slice) else {
            bail!("{span} is no label, start and end");
        };
        Ok(format!("{label} {start} {end}"))
    };
    let article = |(text, spans, relations): &Said| {
        let mut shown = spans.iter().map(place).collect::<Result<Vec<String>>>()?;
        for (kind, from, to) in relations {
            shown.push(format!("{kind}: {} -> {}", place(from)?, place(to)?));
        }
        shown.sort();
        Ok(Expected { text: text.clone(), shown })
    };
    articles.iter().map(article).collect()
}

/// Reads what a program wrote, as a person would drop it on the page, and compares it; how many articles it has.
pub fn read(path: &Path, dataset: &Dataset) -> Result<usize> {
    let opened = Opened::new(convert::inputs(path)?)?;
    let name = name_of(path);
    let format = name.split('+').next().unwrap_or_default();
    let mut options = ReadOptions::into_scheme(dataset.scheme().as_ref().clone());
    let mut import = interchange::read(&opened, None, &options)?;
    if import.questions.unit.is_some() {
        // Bare offsets, and it matters: a person would say which program wrote them.
        let unit = if format == "doccano" { OffsetUnit::Utf16 } else { OffsetUnit::CodePoint };
        options.unit = Some(unit);
        import = interchange::read(&opened, None, &options)?;
    }
    if import.format.id != format {
        bail!("it was taken for {}", (import.format.name)());
    }
    if !import.questions.is_empty() {
        bail!("it asks {:?}", import.questions);
    }
    if let Some(report) = import.reading.rejected.first() {
        bail!("{}: {}", report.place, report.reason);
    }
    let again = import.reading.into_dataset().map_err(|error| anyhow!("{error}"))?;
    for Expected { text, shown: expected } in expected(path, dataset)? {
        let same = |document: &&Rc<Document>| {
            let found = document.article().text();
            **found == *text || **found == *xml_text(&text)
        };
        let found =
            again.documents().iter().find(same).with_context(|| {
                format!("an article is gone: {}", text.chars().take(40).collect::<String>())
            })?;
        let found = shown(found);
        if found != expected {
            bail!("got {found:#?}\nexpected {expected:#?}");
        }
    }
    Ok(again.documents().len())
}

/// All spans and relations, in code points.
fn shown(document: &Document) -> Vec<String> {
    let article = document.article();
    let place = |id| {
        document.annotations().get(id).map_or_else(String::new, |annotation| {
            let span = article.index().span_to_code_points(article.text(), annotation.span);
            format!("{} {} {}", annotation.label, span.start.get(), span.end.get())
        })
    };
    let spans = document.annotations().iter().map(|annotation| place(&annotation.id));
    let relations = document.relations().iter();
    let relations = relations
        .map(|relation| format!("{}: {} -> {}", relation.kind, place(&relation.from), place(&relation.to)));
    let mut shown: Vec<String> = spans.chain(relations).collect();
    shown.sort();
    shown
}

/// The last part of a path.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

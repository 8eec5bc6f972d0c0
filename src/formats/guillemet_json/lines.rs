//! The document as JSON Lines: first a line with the scheme and what is known of the data set, then a line an article,
//! each as in the document. So a long one is written and read an article at a time.

use serde::Serialize;

use super::notes::Notes;
use super::read::{check_version, read_list, read_scheme_and_unit};
use super::scheme::{RuleValue, SchemeValue};
use super::write::ArticleValue;
use super::{FORMAT, VERSION};
use crate::formats::error::FormatError;
use crate::formats::json::{Json, fields};
use crate::formats::{OffsetUnit, Reading};
use crate::messages::message;
use crate::model::{Document, Scheme};

/// What is known of a data set besides its scheme; empty where nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About<'a> {
    /// What a person calls it.
    pub name: &'a str,
    /// Who works on it.
    pub annotator: &'a str,
    /// What the annotators agreed on.
    pub guidelines: &'a str,
}

#[derive(Serialize)]
struct Header<'a> {
    format: &'static str,
    version: u64,
    offset_unit: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    annotator: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    guidelines: &'a str,
    scheme: SchemeValue<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<RuleValue<'a>>,
}

/// The first line, with its line feed.
#[must_use]
pub fn header_line(scheme: &Scheme, about: About<'_>) -> String {
    let About { name, annotator, guidelines } = about;
    line(&Header {
        format: FORMAT,
        version: VERSION,
        offset_unit: OffsetUnit::CodePoint.name(),
        name,
        annotator,
        guidelines,
        scheme: SchemeValue::new(scheme),
        rules: RuleValue::all(scheme),
    })
}

/// An article's line, with its line feed.
#[must_use]
pub fn article_line(document: &Document) -> String {
    line(&ArticleValue::new(document, OffsetUnit::CodePoint))
}

/// A value as one line. Signs at which some readers end a line are escaped.
pub(in crate::formats) fn line(value: &impl Serialize) -> String {
    let json = match serde_json::to_string(value) {
        Ok(json) => json,
        // OK because writing to memory does not fail, and all keys of our maps are strings.
        Err(error) => unreachable!("what we write is always JSON: {error}"),
    };
    let mut line = String::with_capacity(json.len() + 1);
    let mut rest = json.as_str();
    while let Some((at, c)) =
        rest.char_indices().find(|(_, c)| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'))
    {
        line.push_str(&rest[..at]);
        line.push_str(&format!("\\u{:04x}", u32::from(c)));
        rest = &rest[at + c.len_utf8()..];
    }
    line.push_str(rest);
    line.push('\n');
    line
}

/// Whether a text is such lines rather than one document.
#[must_use]
pub fn are_lines(text: &str) -> bool {
    let Some((_, first)) = numbered(text).next() else { return false };
    let Ok(header) = Json::parse(first) else { return false };
    header.get("format").and_then(Json::as_text) == Some(FORMAT) && header.get("articles").is_none()
}

/// Reads such lines. A line that cannot be read costs only itself.
///
/// # Errors
/// Why nothing of it can be read.
pub fn read_lines(text: &str) -> Result<Reading, FormatError> {
    let mut lines = numbered(text);
    let Some((number, first)) = lines.next() else { return Err(FormatError::OtherKind { looks_like: None }) };
    let header = Json::parse(first).map_err(|error| on_line(error, number))?;
    let Json::Object(entries) = &header else { return Err(FormatError::OtherKind { looks_like: None }) };
    if header.get("format").and_then(Json::as_text) != Some(FORMAT) {
        return Err(FormatError::OtherKind { looks_like: None });
    }
    check_version(header.get("version"))?;
    let mut notes = Notes::default();
    let names = ["format", "version", "offset_unit", "scheme", "rules", "name", "annotator", "guidelines"];
    let [_, _, unit, scheme, rules, _, _, guidelines] = fields(entries, names, |key, odd| {
        notes.odd("document", &"the first line", key, odd);
    });
    let (scheme, unit) = read_scheme_and_unit(scheme, rules, unit, &mut notes)?;
    let guidelines = notes.text(&"the first line", "guidelines", guidelines).into_owned();
    let mut articles = Vec::new();
    for (number, line) in lines {
        match Json::parse(line) {
            Ok(article) => articles.push(article),
            Err(error) => {
                notes.reject(&message::place_line(number.to_string()), on_line(error, number).message());
            }
        }
    }
    // All at once, so that names that stand twice are told apart over the whole file.
    let reading = read_list(&Json::List(articles), scheme, unit, notes)?;
    Ok(Reading { guidelines, ..reading })
}

/// The lines that hold something, counted from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split('\n').enumerate().map(|(n, line)| (n + 1, line));
    lines.filter(|(_, line)| !line.trim().is_empty())
}

pub(in crate::formats) fn on_line(error: FormatError, number: usize) -> FormatError {
    match error {
        FormatError::Truncated { column, .. } => FormatError::Truncated { line: number, column },
        FormatError::Malformed { column, what, .. } => FormatError::Malformed { line: number, column, what },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::fixture::any_dataset;
    use crate::formats::{FileReading, guillemet_json, read_file};
    use crate::model::fixture::{drawn, marked};
    use crate::model::{Dataset, Edit};

    const GUIDELINES: &str = "Une ligne.\nUne autre.";

    /// The data set with what `written` says of it.
    fn guided(mut dataset: Dataset) -> Dataset {
        dataset.apply(&Edit::SetGuidelines { guidelines: GUIDELINES.into() }).unwrap();
        dataset
    }

    fn written(dataset: &Dataset) -> String {
        let about = About { name: "Les ponts", annotator: "Zoé", guidelines: GUIDELINES };
        let articles = dataset.documents().iter().map(|document| article_line(document));
        header_line(dataset.scheme(), about) + &articles.collect::<String>()
    }

    proptest! {
        #[test]
        fn what_is_written_as_lines_is_read_as_it_was(dataset in any_dataset()) {
            let lines = written(&dataset);
            prop_assert_eq!(lines.lines().count(), 1 + dataset.documents().len());
            prop_assert!(are_lines(&lines));
            let reading = read_lines(&lines).unwrap();
            prop_assert!(reading.repaired.is_empty() && reading.rejected.is_empty());
            let again = reading.into_dataset().unwrap();
            prop_assert_eq!(&again, &guided(dataset));
            prop_assert_eq!(written(&again), lines);
        }

        #[test]
        fn a_file_of_lines_is_known_by_its_text(dataset in any_dataset()) {
            let Ok(FileReading::Dataset(reading)) = read_file("sauvegarde.jsonl", written(&dataset).as_bytes())
            else {
                panic!("it is a data set")
            };
            prop_assert_eq!(reading.into_dataset().unwrap(), guided(dataset));
        }
    }

    #[test]
    fn a_broken_line_costs_only_itself() {
        let dataset = marked("[quote:Oui], dit [source:Élise].");
        let lines = written(&dataset);
        let (header, article) = lines.split_once('\n').unwrap();
        let broken = format!("{header}\n\n{{\"text\": \"cut\n{article}");
        let reading = read_lines(&broken).unwrap();
        assert_eq!(reading.rejected[0].place, "line 3");
        assert_eq!(drawn(&reading.into_dataset().unwrap()), "[quote:Oui], dit [source:Élise].");
    }

    #[test]
    fn a_document_is_no_lines_however_it_is_set() {
        let document = guillemet_json::write(&marked("[quote:Oui]."));
        let compact = serde_json::from_str::<serde_json::Value>(&document).unwrap().to_string();
        for text in [document.as_str(), &compact, "", "Du texte.", "{}"] {
            assert!(!are_lines(text), "{text}");
        }
    }

    #[test]
    fn lines_of_a_newer_version_are_refused() {
        let lines = written(&marked("Oui.")).replacen("\"version\":1", "\"version\":2", 1);
        assert_eq!(read_lines(&lines), Err(FormatError::NewerVersion { version: "2".to_owned() }));
    }
}

//! The document as a line of the catalogue: read whole, written an article at a time.

use serde_json::ser::{Formatter, PrettyFormatter};

use super::scheme::{RuleValue, SchemeValue};
use super::write::ArticleValue;
use super::{FORMAT as NAME, VERSION, read};
use crate::formats::OffsetUnit;
use crate::formats::error::FormatError;
use crate::formats::interchange::{Assembly, Carries, Format, Head, Opened, Pieces, Reader, Writer};
use crate::messages::message;
use crate::model::{Document, Scheme};

/// Guillemet's own document.
pub const FORMAT: Format = Format {
    id: "guillemet",
    name: message::format_guillemet,
    about: message::format_guillemet_about,
    extension: "json",
    carries: Carries::ALL,
    reader: Some(Reader { recognises, read: read_files, texts: false }),
    writer: Some(|plan| {
        let guidelines = plan.guidelines.to_owned();
        Box::new(Whole { scheme: plan.scheme.clone(), guidelines, first: true })
    }),
    subsets: false,
    also_lost: None,
};

fn recognises(head: &Head<'_>) -> bool {
    !head.in_list
        && head.record.as_ref().is_some_and(|record| {
            record.get("format").and_then(|value| value.as_text()) == Some(NAME)
                && record.get("articles").is_some()
        })
}

fn read_files(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for (n, file) in opened.files.iter().enumerate() {
        let mut reading = read(&file.text)?;
        if n > 0 && reading.scheme != *assembly.scheme() {
            return Err(FormatError::Foreign {
                place: file.name.as_str().into(),
                what: message::read_other_scheme(),
            });
        }
        assembly.use_scheme(std::mem::replace(
            &mut reading.scheme,
            Scheme { labels: vec![], relations: vec![], rules: vec![] },
        ));
        assembly.take(reading);
    }
    Ok(())
}

/// About how many bytes an annotation takes, or a relation.
const RECORD: usize = 200;

struct Whole {
    scheme: Scheme,
    guidelines: String,
    first: bool,
}

/// What leads to a value, and the value, set in by some levels, without blanks of its own before its first line; the value is
/// about so many bytes long.
fn set_in(lead: &str, value: &impl serde::Serialize, levels: usize, length: usize) -> String {
    let mut formatter = PrettyFormatter::new();
    // What it is within is begun elsewhere.
    let begun = (0..levels).try_for_each(|_| formatter.begin_object(&mut std::io::sink()));
    let mut json = Vec::with_capacity(lead.len() + length);
    json.extend_from_slice(lead.as_bytes());
    let written = begun.is_ok()
        && value.serialize(&mut serde_json::Serializer::with_formatter(&mut json, formatter)).is_ok();
    match String::from_utf8(json) {
        Ok(json) if written => json,
        // OK because writing to memory does not fail, all keys of our maps are strings, and JSON of strings is UTF-8.
        _ => unreachable!("a document is always JSON"),
    }
}

impl Writer for Whole {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("guillemet.json");
        out.text(format!(
            "{{\n  \"format\": \"{NAME}\",\n  \"version\": {VERSION},\n  \"offset_unit\": \"{}\",\n  \"scheme\": {},\n",
            OffsetUnit::CodePoint.name(),
            set_in("", &SchemeValue::new(&self.scheme), 1, 0)
        ));
        let rules = RuleValue::all(&self.scheme);
        if !rules.is_empty() {
            out.text(format!("  \"rules\": {},\n", set_in("", &rules, 1, 0)));
        }
        if !self.guidelines.is_empty() {
            out.text(format!("  \"guidelines\": {},\n", set_in("", &self.guidelines, 1, 0)));
        }
        out.text("  \"articles\": [");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let lead = if std::mem::take(&mut self.first) { "\n    " } else { ",\n    " };
        // A buffer that grows is copied each time.
        let records = document.annotations().len() + document.relations().len();
        let length = document.article().text().len() * 9 / 8 + records * RECORD;
        out.text(set_in(lead, &ArticleValue::new(document, OffsetUnit::CodePoint), 2, length));
    }

    fn end(&mut self, _: usize, out: &mut Pieces) {
        out.text(if self.first { "]\n}\n" } else { "\n  ]\n}\n" });
    }
}

//! Guillemet JSON Lines: one line with the scheme, then a line an article, each as in Guillemet JSON. For
//! backups and pipelines: it is written and read an article at a time.

use super::error::FormatError;
use super::guillemet_json::{About, article_line, header_line, read_lines};
use super::interchange::{Assembly, Carries, Format, Head, Opened, Pieces, Reader, Writer};
use super::json::Json;
use crate::messages::message;
use crate::model::Document;

/// Guillemet's own document, an article a line.
pub const FORMAT: Format = Format {
    id: "guillemet-lines",
    name: message::format_guillemet_lines,
    about: message::format_guillemet_lines_about,
    extension: "jsonl",
    carries: Carries::ALL,
    reader: Some(Reader { recognises, read, texts: false }),
    writer: Some(|plan| {
        let about = About { guidelines: plan.guidelines, ..About::default() };
        Box::new(Lines { header: header_line(plan.scheme, about) })
    }),
    subsets: false,
    also_lost: None,
};

fn recognises(head: &Head<'_>) -> bool {
    let is_ours = |record: &Json<'_>| {
        record.get("format").and_then(Json::as_text) == Some(super::guillemet_json::FORMAT)
    };
    !head.in_list && head.record.as_ref().is_some_and(is_ours) && !head.has("articles")
}

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        let reading = read_lines(&file.text)?;
        assembly.use_scheme(reading.scheme.clone());
        assembly.take(reading);
    }
    Ok(())
}

struct Lines {
    header: String,
}

impl Writer for Lines {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("guillemet.jsonl");
        out.text(self.header.as_str());
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        out.text(article_line(document));
    }
}

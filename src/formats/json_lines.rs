//! Guillemet JSON Lines: one line with the scheme, then a line an article, each as in Guillemet JSON. For
//! backups and pipelines: it is written and read an article at a time.

use super::error::FormatError;
use super::guillemet_json::interchange::{article, header};
use super::guillemet_json::{read_articles, read_scheme};
use super::interchange::lines::{line, records};
use super::interchange::{Assembly, Carries, Format, Head, Opened, Pieces, Reader, Writer};
use super::json::Json;
use super::offset_unit::OffsetUnit;
use crate::model::{Document, Scheme};

/// Guillemet's own document, an article a line.
pub const FORMAT: Format = Format {
    id: "guillemet-lines",
    name: "Guillemet JSON Lines",
    about: "everything, an article a line, for backups",
    extension: "jsonl",
    carries: Carries::ALL,
    reader: Some(Reader { recognises, read }),
    writer: Some(|plan| Box::new(Lines { header: line(&header(plan)) })),
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
        let mut unit = OffsetUnit::CodePoint;
        let mut scheme: Option<Scheme> = None;
        let mut batch = Vec::new();
        for (place, record) in records(file) {
            let record = match record {
                Ok(record) => record,
                // Without the scheme nothing else can be understood.
                Err(error) if scheme.is_none() => return Err(error),
                Err(error) => {
                    assembly.reject(place, error.to_string());
                    continue;
                }
            };
            if scheme.is_none() {
                if record.get("format").is_none() {
                    return Err(FormatError::OtherKind { looks_like: None });
                }
                if let Some(version) =
                    record.get("version").and_then(Json::as_whole).filter(|version| *version > 1)
                {
                    return Err(FormatError::NewerVersion { version: version.to_string() });
                }
                unit = record
                    .get("offset_unit")
                    .and_then(Json::as_text)
                    .map_or(Some(unit), OffsetUnit::named)
                    .ok_or_else(|| FormatError::Field {
                        path: "offset_unit".to_owned(),
                        what: "must be unicode_code_point or utf16_code_unit".to_owned(),
                    })?;
                let read = match record.get("scheme") {
                    Some(value) => read_scheme(value)?,
                    None => Scheme::reported_speech(),
                };
                assembly.use_scheme(read.clone());
                scheme = Some(read);
                continue;
            }
            batch.push(record);
        }
        // All at once, so that names that stand twice are told apart over the whole file.
        let Some(scheme) = scheme else { return Err(FormatError::OtherKind { looks_like: None }) };
        assembly.take(read_articles(&Json::List(batch), scheme, unit)?);
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
        out.text(line(&article(document)));
    }
}

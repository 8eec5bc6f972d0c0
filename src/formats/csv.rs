//! Tables: articles, spans and relations as three CSV files in UTF-8 with a byte order mark, as spreadsheets
//! want it. Offsets count code points.

use super::hugging_face::origin_name;
use super::interchange::{Carries, Format, Pieces, Writer, ordered_relations};
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::message;
use crate::model::{Document, Name};

/// Three tables.
pub const FORMAT: Format = Format {
    id: "csv",
    name: message::format_csv,
    about: message::format_csv_about,
    extension: "csv",
    carries: Carries { scheme: false, progress: false, ..Carries::ALL },
    reader: None,
    writer: Some(|plan| {
        let mut attributes: Vec<Name> = Vec::new();
        for def in plan.scheme.labels.iter().flat_map(|label| &label.attributes) {
            if !attributes.contains(&def.name) {
                attributes.push(def.name.clone());
            }
        }
        Box::new(Tables { attributes })
    }),
    subsets: false,
    also_lost: None,
};

/// Rows as CSV. Fields that need it are quoted.
pub(super) fn rows<R, F>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = F>,
    F: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let row: Vec<F> = row.into_iter().collect();
        // OK because memory takes what it is given and every row has as many fields as the first.
        if let Err(error) = writer.write_record(row.iter().map(|field| field.as_ref().as_bytes())) {
            unreachable!("a row of strings is always CSV: {error}");
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The mark by which spreadsheets know UTF-8.
pub(super) const BOM: &str = "\u{feff}";

struct Tables {
    attributes: Vec<Name>,
}

impl Writer for Tables {
    fn several_files(&self) -> bool {
        true
    }

    fn passes(&self) -> usize {
        3
    }

    fn begin(&mut self, pass: usize, out: &mut Pieces) {
        let fixed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (file, head) = match pass {
            0 => ("articles.csv", fixed(&["id", "title", "language", "source", "text"])),
            1 => {
                let mut head = fixed(&["article", "id", "label", "start", "end", "text"]);
                head.extend(self.attributes.iter().map(ToString::to_string));
                head.extend(fixed(&["note", "annotator", "origin", "created", "modified"]));
                ("spans.csv", head)
            }
            _ => ("relations.csv", fixed(&["article", "id", "kind", "from", "to"])),
        };
        out.file(file);
        out.text(BOM);
        out.text(rows([head]));
    }

    fn document(&mut self, pass: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        let metadata = article.metadata();
        let id = article.id().as_str();
        out.text(match pass {
            0 => rows([[id, &metadata.title, &metadata.language, &metadata.source, article.text()]]),
            1 => {
                let counter = Counter::new(article, OffsetUnit::CodePoint);
                rows(document.annotations().iter().map(|annotation| {
                    let (start, end) = counter.count(annotation.span);
                    let (start, end) = (start.to_string(), end.to_string());
                    let covered = article.covered(annotation.span);
                    let mut row: Vec<String> =
                        [id, annotation.id.as_str(), annotation.label.as_str(), &start, &end, covered]
                            .map(str::to_owned)
                            .into();
                    row.extend(self.attributes.iter().map(|name| {
                        annotation.attributes.get(name).map(ToString::to_string).unwrap_or_default()
                    }));
                    row.extend([annotation.note.clone(), annotation.annotator.clone()]);
                    row.push(origin_name(&annotation.origin));
                    row.extend([annotation.created.0.to_string(), annotation.modified.0.to_string()]);
                    row
                }))
            }
            _ => rows(ordered_relations(document).into_iter().map(|relation| {
                let (from, to) = (relation.from.as_str(), relation.to.as_str());
                [id, relation.id.as_str(), relation.kind.as_str(), from, to]
            })),
        });
    }
}

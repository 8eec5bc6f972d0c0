//! What all foreign formats share, so that each of them is only its own documents.
//!
//! In: [`Opened`] files are recognised and read to an [`Import`], whose questions a person answers before
//! anything is changed. Out: a [`Survey`] of the articles counts what the format cannot carry and becomes an
//! [`Export`], which is fed one article at a time and gives pieces of files; [`Packing`] makes one file of them.
//!
//! ```
//! use guillemet::formats::interchange::{self, Input, Opened, ReadOptions, WriteOptions};
//!
//! let line = r#"{"text": "« Oui », dit Élise.", "spans": [{"start": 13, "end": 18, "label": "source"}]}"#;
//! let opened = Opened::new(vec![Input { name: "a.jsonl".to_owned(), bytes: line.into() }])?;
//! let import = interchange::read(&opened, None, &ReadOptions::default())?;
//! assert!(import.questions.is_empty());
//! let dataset = import.reading.into_dataset()?;
//! let brat = interchange::format("brat").ok_or("it is one")?;
//! let files = interchange::write(brat, &dataset, &WriteOptions::default()).ok_or("it goes out")?;
//! assert!(files.iter().any(|(name, text)| name.ends_with(".ann") && text.contains("source 13 18\tÉlise")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assembly;
mod catalogue;
mod draft;
mod export;
pub mod file_names;
mod format;
pub mod lines;
mod opened;
mod options;
mod packing;
pub mod record;
mod reports;
mod split;
mod survey;
pub mod tags;
pub mod text_files;
pub mod tokens;

pub use assembly::{Assembly, MAX_OF_ARTICLE, Unit};
pub use catalogue::FORMATS;
pub use draft::{Draft, DraftRelation, DraftSpan};
pub use export::{Export, Piece, Pieces, Writer};
pub use format::{Carries, Format, Head, MakeWriter, Overlap, Plan, Reader};
pub use opened::{Input, Opened, TextFile};
pub use options::{ReadOptions, Split, WriteOptions};
pub use packing::Packing;
pub use split::SUBSETS;
pub use survey::{Loss, Losses, Survey};

pub use super::questions::{Choice, Foreign, Questions, UnitQuestion};

use super::error::FormatError;
use super::reading::Reading;
use crate::messages::message;
use crate::model::{Dataset, Document, Relation};

/// What came out of the files of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The format that the files were of.
    pub format: &'static Format,
    /// What was read. What depends on an open question is rejected in it.
    pub reading: Reading,
    /// What a person has to decide first.
    pub questions: Questions,
}

/// The format of a name.
#[must_use]
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.id == id)
}

/// Reads files as a format, or as the one that their content is of.
///
/// # Errors
/// Why nothing can be read.
pub fn read(
    opened: &Opened,
    format: Option<&'static Format>,
    options: &ReadOptions,
) -> Result<Import, FormatError> {
    read_telling(opened, format, options, &|_| {})
}

/// Reads as [`read`] does, and tells after each article how many there are by then.
///
/// # Errors
/// Why nothing can be read.
pub fn read_telling(
    opened: &Opened,
    format: Option<&'static Format>,
    options: &ReadOptions,
    told: &dyn Fn(usize),
) -> Result<Import, FormatError> {
    let format = format.or_else(|| opened.recognise(FORMATS)).ok_or(FormatError::Unknown)?;
    let Some(reader) = &format.reader else {
        return Err(FormatError::Foreign { place: (format.name)(), what: message::read_only_written() });
    };
    let mut assembly = Assembly::new(format.id, options, told);
    for report in &opened.rejected {
        assembly.reject(report.place.clone(), report.reason.clone());
    }
    (reader.read)(opened, &mut assembly)?;
    let (reading, questions) = assembly.finish();
    if let Some(fault) = reading.scheme.fault() {
        return Err(FormatError::Scheme(fault));
    }
    Ok(Import { format, reading, questions })
}

/// All of a dataset as files in memory: name and text. Large ones go through [`Survey`] and [`Export`].
#[must_use]
pub fn write(
    format: &'static Format,
    dataset: &Dataset,
    options: &WriteOptions,
) -> Option<Vec<(String, String)>> {
    let mut survey = Survey::new(format, dataset.scheme(), dataset.guidelines(), options);
    dataset.documents().iter().for_each(|document| survey.add(document));
    let mut export = survey.into_export()?;
    let mut pieces = export.start();
    while let Some(document) = export.wanted().and_then(|n| dataset.documents().get(n)) {
        pieces.extend(export.write(document));
    }
    let mut files: Vec<(String, String)> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::File(name) => files.push((name, String::new())),
            Piece::Text(text) => {
                if let Some((_, written)) = files.last_mut() {
                    written.push_str(&text);
                }
            }
        }
    }
    Some(files)
}

/// The relations of an article in the order in which they are written: by the text order of their ends.
pub(super) fn ordered_relations(document: &Document) -> Vec<&Relation> {
    let rank = |id| document.annotations().rank(id);
    let mut relations: Vec<&Relation> = document.relations().iter().map(AsRef::as_ref).collect();
    relations.sort_by_cached_key(|relation| {
        (rank(&relation.from), relation.kind.clone(), rank(&relation.to), relation.id.clone())
    });
    relations
}

#[cfg(test)]
mod tests;

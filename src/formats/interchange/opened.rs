//! The files of an import, opened: archives unpacked within bounds, bytes decoded to text.

use std::io::{Cursor, Read};

use super::format::{Format, Head};
use crate::formats::encoding::{DecodeError, decode_known_text};
use crate::formats::error::FormatError;
use crate::formats::file::MAX_FILE_BYTES;
use crate::formats::reading::Report;
use crate::messages::{Message, message};

/// How many files are read at once.
const MAX_FILES: usize = 50_000;

/// How deep archives may lie in archives.
const MAX_DEPTH: usize = 1;

/// Files that archives hold beside their documents, as macOS and Windows make them.
const JUNK: [&str; 3] = ["__MACOSX/", ".DS_Store", "Thumbs.db"];

/// One file as it came: its name, with its folders where it has some, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Such as `export/a.txt`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Such as `export/a.txt`.
    pub name: String,
    /// Without a byte order mark, else as it is.
    pub text: String,
}

impl TextFile {
    /// The name without its ending, folders included.
    #[must_use]
    pub fn stem(&self) -> &str {
        stem(&self.name)
    }

    /// The name without folders and ending.
    #[must_use]
    pub fn title(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        stem(file)
    }

    /// The ending of the name, in lower case.
    #[must_use]
    pub fn ending(&self) -> String {
        crate::formats::kind::ending(&self.name)
    }
}

fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => stem,
        _ => name,
    }
}

/// What can be read, and what could not be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// In the order in which they came.
    pub files: Vec<TextFile>,
    /// Why the others could not be opened.
    pub rejected: Vec<Report>,
}

impl Opened {
    /// Opens files, and those in zip archives among them. All together may be as long as one file may.
    ///
    /// # Errors
    /// [`FormatError::TooComplex`] for too many bytes or files, [`FormatError::Archive`] for an archive that cannot be read.
    pub fn new(inputs: Vec<Input>) -> Result<Self, FormatError> {
        let mut opened = Self::default();
        let mut left = MAX_FILE_BYTES;
        // Files of one name in two archives are two files.
        let several = inputs.len() > 1;
        for input in inputs {
            if is_zip(&input.bytes) {
                let folder = if several { format!("{}/", input.name) } else { String::new() };
                opened.unpack(&input.name, &input.bytes, &folder, &mut left, 0)?;
            } else {
                take(&mut left, input.bytes.len())?;
                opened.decode(&input.name, &input.bytes)?;
            }
        }
        Ok(opened)
    }

    /// `depth` archives lie around this one: a project's export holds one for each person. Its files are named
    /// from `folder`.
    fn unpack(
        &mut self,
        archive: &str,
        bytes: &[u8],
        folder: &str,
        left: &mut usize,
        depth: usize,
    ) -> Result<(), FormatError> {
        let broken = |error: zip::result::ZipError| FormatError::Archive {
            file: archive.to_owned(),
            what: message::read_archive_fault(error.to_string()),
        };
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        for n in 0..zip.len() {
            let mut entry = match zip.by_index(n) {
                Ok(entry) => entry,
                Err(error) => {
                    self.reject(
                        message::place_entry(archive, (n + 1).to_string()),
                        message::read_archive_fault(error.to_string()),
                    );
                    continue;
                }
            };
            if entry.is_dir() {
                continue;
            }
            let raw = entry.name().map_or_else(|_| format!("entry {}", n + 1), |name| name.into_owned());
            let Some(name) = safe_path(&raw) else {
                let place = message::place_inside(archive, crate::formats::reading::quoted(&raw, 80));
                self.reject(place, message::read_leads_out());
                continue;
            };
            if JUNK.iter().any(|junk| name.starts_with(junk) || name.ends_with(junk)) {
                continue;
            }
            // What an entry says of its own size may be a lie: the reader is stopped, not asked.
            let mut bytes = Vec::new();
            let read = (&mut entry).take(*left as u64 + 1).read_to_end(&mut bytes);
            take(left, bytes.len())?;
            match read {
                Ok(_) if depth < MAX_DEPTH && is_zip(&bytes) => {
                    // One that is broken costs only itself.
                    match self.unpack(
                        &format!("{archive} {name}"),
                        &bytes,
                        &format!("{folder}{name}/"),
                        left,
                        depth + 1,
                    ) {
                        Err(FormatError::Archive { file, what }) => self.reject(file.into(), what),
                        other => other?,
                    }
                }
                Ok(_) => self.decode(&format!("{folder}{name}"), &bytes)?,
                Err(error) => self.reject(
                    message::place_inside(archive, name),
                    message::read_archive_fault(error.to_string()),
                ),
            }
        }
        Ok(())
    }

    fn decode(&mut self, name: &str, bytes: &[u8]) -> Result<(), FormatError> {
        if self.files.len() + self.rejected.len() >= MAX_FILES {
            return Err(FormatError::TooComplex(message::read_many_files(MAX_FILES)));
        }
        match decode_known_text(bytes) {
            Ok(decoded) => self.files.push(TextFile { name: name.to_owned(), text: decoded.text }),
            // An article without annotations has an empty .ann beside it.
            Err(DecodeError::Empty) => {
                self.files.push(TextFile { name: name.to_owned(), text: String::new() });
            }
            Err(error) => self.reject(name.into(), error.message()),
        }
        Ok(())
    }

    fn reject(&mut self, place: Message, reason: Message) {
        self.rejected.push(Report { place, reason });
    }

    /// The files of which a format is the one, by content.
    #[must_use]
    pub fn recognise(&self, formats: &'static [&'static Format]) -> Option<&'static Format> {
        let heads: Vec<Head<'_>> = self.files.iter().take(100).map(Head::new).collect();
        formats.iter().copied().find(|format| {
            let reader = format.reader.as_ref();
            reader.is_some_and(|reader| heads.iter().any(|head| (reader.recognises)(head)))
        })
    }
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn take(left: &mut usize, bytes: usize) -> Result<(), FormatError> {
    *left = left
        .checked_sub(bytes)
        .ok_or_else(|| FormatError::TooComplex(message::read_too_much(MAX_FILE_BYTES / 1_000_000)))?;
    Ok(())
}

/// A path inside its archive, with `/` between folders; `None` where it leads out.
fn safe_path(name: &str) -> Option<String> {
    let path = name.replace('\\', "/");
    let leads_out = path.starts_with('/') || path.split('/').any(|part| part == "..") || path.contains(':');
    (!leads_out && !path.contains('\0')).then_some(path)
}

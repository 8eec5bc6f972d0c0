//! Pieces to the bytes of one file: as they are, or as a zip where a format writes several files.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::export::Piece;

/// What a zip writer writes to: taken out after each piece.
#[derive(Clone, Default)]
struct Tray(Rc<RefCell<Vec<u8>>>);

impl Write for Tray {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Turns pieces into the bytes of one file as they come.
pub enum Packing {
    /// The one file that is written, as it is.
    Plain,
    /// A zip of all files.
    Zip(Box<Zip>),
}

/// A zip under way.
pub struct Zip {
    tray: Tray,
    zip: ZipWriter<StreamWriter<Tray>>,
}

impl Packing {
    /// As the format needs it.
    #[must_use]
    pub fn new(several_files: bool) -> Self {
        if !several_files {
            return Self::Plain;
        }
        let tray = Tray::default();
        Self::Zip(Box::new(Zip { zip: ZipWriter::new_stream(tray.clone()), tray }))
    }

    /// More bytes of the file.
    ///
    /// # Errors
    /// What the archive cannot hold, such as two files of one name.
    pub fn pack(&mut self, pieces: &[Piece]) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => {
                let texts = pieces.iter().filter_map(|piece| match piece {
                    Piece::File(_) => None,
                    Piece::Text(text) => Some(text.as_bytes()),
                });
                Ok(texts.collect::<Vec<_>>().concat())
            }
            Self::Zip(packed) => {
                let Zip { tray, zip } = packed.as_mut();
                for piece in pieces {
                    match piece {
                        Piece::File(name) => {
                            // A file that grows beyond 4 GB would need it from its beginning.
                            let options = SimpleFileOptions::default()
                                .compression_method(CompressionMethod::Deflated)
                                .large_file(true);
                            zip.start_file(name.as_str(), options)?;
                        }
                        Piece::Text(text) => zip.write_all(text.as_bytes())?,
                    }
                }
                Ok(tray.0.take())
            }
        }
    }

    /// The end of the file.
    ///
    /// # Errors
    /// None that memory gives; those of the archive.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(Vec::new()),
            Self::Zip(packed) => {
                let Zip { tray, zip } = *packed;
                zip.finish()?;
                Ok(tray.0.take())
            }
        }
    }
}

//! An export as page and worker speak of it. The page hands its articles over in parts; the worker counts what a format
//! cannot carry and writes, an article at a time.

use crate::model::packing::pack_fields;

#[cfg(feature = "interchange")]
pub use writing::{Articles, Writing};

/// How articles are to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The language of the interface, as its tag, in which the worker says what is lost.
    pub language: String,
    /// Which format.
    pub format: String,
    /// Subsets for training, where they are wanted.
    pub subsets: Option<Subsets>,
    /// The day, for the file's name.
    pub day: String,
}

/// How articles are parted for training. The rest is to train with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subsets {
    /// Parts of a hundred for validation.
    pub validation: u32,
    /// Parts of a hundred for test.
    pub test: u32,
    /// What the order is drawn from.
    pub seed: u32,
}

/// What an export would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// How many articles.
    pub articles: usize,
    /// What cannot be carried, and how often.
    pub losses: Vec<(String, usize)>,
    /// The file's name.
    pub name: String,
    /// The name of the first file in it that has something to show.
    pub shown: String,
    /// How that begins.
    pub beginning: String,
}

pack_fields!(Subsets { validation, test, seed });
pack_fields!(Order { language, format, subsets, day });
pack_fields!(Surveyed { articles, losses, name, shown, beginning });

#[cfg(feature = "interchange")]
mod writing {
    use super::{Order, Surveyed};
    use crate::formats::interchange::file_names::dated_name;
    use crate::formats::interchange::{self, Export, Format, Packing, Piece, Split, Survey, WriteOptions};
    use crate::messages::{Locale, Message, message};
    use crate::model::{Dataset, EditError};
    use crate::worker::opening::{Arrived, Arriving, Part};

    /// How much of the first file is shown.
    const SHOWN_BYTES: usize = 4_000;

    /// The articles that the page handed over.
    #[derive(Default)]
    pub struct Articles {
        arriving: Arriving,
        dataset: Option<Dataset>,
    }

    impl Articles {
        /// Takes the next part in.
        ///
        /// # Errors
        /// What does not fit, which does not happen with parts in their order.
        pub fn take(&mut self, part: Part) -> Result<(), EditError> {
            if matches!(part, Part::Scheme { .. }) {
                *self = Self::default();
            }
            self.arriving.take(part)
        }

        /// The articles, when all have come.
        pub fn dataset(&mut self) -> Option<&Dataset> {
            if self.dataset.is_none() {
                let arrived = std::mem::take(&mut self.arriving).arrived();
                self.dataset = match arrived {
                    Some(Arrived::Document(prepared)) => Some(prepared.dataset),
                    _ => None,
                };
            }
            self.dataset.as_ref()
        }
    }

    impl Order {
        /// What says what is told of the export.
        #[must_use]
        pub fn locale(&self) -> Locale {
            Locale::without_browser(&self.language)
        }

        fn format(&self) -> Result<&'static Format, Message> {
            let format = interchange::format(&self.format).filter(|format| format.writer.is_some());
            format.ok_or_else(|| message::write_no_format(self.format.as_str()))
        }

        fn options(&self) -> WriteOptions {
            // Percentages: whoever asks for more than all gets all.
            let part = |n: u32| n.min(100) as u8;
            let split = self.subsets.map(|subsets| Split {
                validation: part(subsets.validation),
                test: part(subsets.test),
                seed: u64::from(subsets.seed),
            });
            WriteOptions { split }
        }
    }

    /// An export under way, to be gone on with in slices.
    pub struct Writing {
        export: Export,
        packing: Option<Packing>,
        /// What the file is called.
        pub name: String,
    }

    impl Writing {
        /// Looks at all articles, counts what is lost, and begins to write.
        ///
        /// # Errors
        /// Where there is no such format to write.
        pub fn begin(order: &Order, dataset: &Dataset) -> Result<(Self, Surveyed), Message> {
            let format = order.format()?;
            let (options, locale) = (order.options(), order.locale());
            let mut survey = Survey::new(format, dataset.scheme(), dataset.guidelines(), &options);
            dataset.documents().iter().for_each(|document| survey.add(document));
            let losses = survey.losses().iter().map(|loss| (locale.say(&loss.what), loss.count)).collect();
            let export = survey.into_export();
            let export = export.ok_or_else(|| message::write_no_format(order.format.as_str()))?;
            let several = export.several_files();
            let name = dated_name(format.id, &order.day, if several { "zip" } else { format.extension });
            let surveyed = Surveyed {
                articles: dataset.documents().len(),
                losses,
                name: name.clone(),
                ..Surveyed::default()
            };
            Ok((Self { export, packing: Some(Packing::new(several)), name }, surveyed))
        }

        /// The beginning of the file's bytes.
        ///
        /// # Errors
        /// What the archive cannot hold.
        pub fn start(&mut self) -> Result<Vec<u8>, Message> {
            let pieces = self.export.start();
            self.pack(&pieces)
        }

        /// The bytes of the next article; `None` when all are written.
        ///
        /// # Errors
        /// What the archive cannot hold.
        pub fn next(&mut self, dataset: &Dataset) -> Result<Option<Vec<u8>>, Message> {
            let Some(document) = self.export.wanted().and_then(|n| dataset.documents().get(n)) else {
                return Ok(None);
            };
            let pieces = self.export.write(document);
            self.pack(&pieces).map(Some)
        }

        /// The end of the file's bytes.
        ///
        /// # Errors
        /// What the archive cannot hold.
        pub fn finish(&mut self) -> Result<Vec<u8>, Message> {
            let rest = self.packing.take().map_or(Ok(Vec::new()), Packing::finish);
            rest.map_err(|error| message::write_archive_fault(error.to_string()))
        }

        /// How many articles have been written, and of how many.
        #[must_use]
        pub fn progress(&self) -> (usize, usize) {
            self.export.progress()
        }

        fn pack(&mut self, pieces: &[Piece]) -> Result<Vec<u8>, Message> {
            let packed = self.packing.as_mut().map_or(Ok(Vec::new()), |packing| packing.pack(pieces));
            packed.map_err(|error| message::write_archive_fault(error.to_string()))
        }

        /// How the export would begin: writes until there is enough to show, and no further.
        #[must_use]
        pub fn shown(mut self, dataset: &Dataset) -> (String, String) {
            let (mut name, mut text) = (String::new(), String::new());
            let mut pieces = self.export.start();
            loop {
                for piece in pieces {
                    match piece {
                        // A file that says nothing yet, such as one for notes, is no example.
                        Piece::File(next) if text.trim().is_empty() => name = next,
                        Piece::File(_) => return (name, text),
                        Piece::Text(more) => text.push_str(&more),
                    }
                }
                if text.len() > SHOWN_BYTES {
                    let cut =
                        (0..=SHOWN_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
                    text.truncate(cut);
                    return (name, text);
                }
                let Some(document) = self.export.wanted().and_then(|n| dataset.documents().get(n)) else {
                    return (name, text);
                };
                pieces = self.export.write(document);
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::formats::interchange::FORMATS;
        use crate::model::fixture::marked;
        use crate::worker::opening::parts_of;

        fn articles(drawing: &str) -> Articles {
            let dataset = marked(drawing);
            let mut articles = Articles::default();
            articles
                .take(Part::Scheme {
                    scheme: (**dataset.scheme()).clone(),
                    guidelines: String::new(),
                    total: 0,
                })
                .unwrap();
            for document in dataset.documents() {
                parts_of(document).for_each(|part| articles.take(part).unwrap());
            }
            articles
        }

        fn order(format: &str) -> Order {
            Order {
                language: "en".to_owned(),
                format: format.to_owned(),
                subsets: None,
                day: "2024-05-01T09:30:00Z".to_owned(),
            }
        }

        const DRAWING: &str = "[quote:Oui, dit [source:Élise]\u{301}].\r\n[denial:Non].";

        #[test]
        fn what_is_written_in_slices_is_what_is_written_at_once() {
            let mut articles = articles(DRAWING);
            let dataset = articles.dataset().unwrap();
            for format in FORMATS.iter().filter(|format| format.writer.is_some()) {
                let (mut writing, surveyed) = Writing::begin(&order(format.id), dataset).unwrap();
                let mut bytes = writing.start().unwrap();
                while let Some(more) = writing.next(dataset).unwrap() {
                    bytes.extend(more);
                }
                bytes.extend(writing.finish().unwrap());
                let files = interchange::write(format, dataset, &WriteOptions::default()).unwrap();
                if surveyed.name.ends_with(".zip") {
                    let input = interchange::Input { name: surveyed.name.clone(), bytes };
                    let opened = interchange::Opened::new(vec![input]).unwrap();
                    assert_eq!(opened.files.len(), files.len(), "{}", format.id);
                } else {
                    assert_eq!(String::from_utf8(bytes).unwrap(), files[0].1, "{}", format.id);
                }
                let beginning = match format.id {
                    "guillemet" => "guillemet-2024-05-01.".to_owned(),
                    "guillemet-lines" => "guillemet-lines-2024-05-01.".to_owned(),
                    other => format!("guillemet-{other}-2024-05-01."),
                };
                assert!(surveyed.name.starts_with(&beginning), "{}", surveyed.name);
                let (writing, _) = Writing::begin(&order(format.id), dataset).unwrap();
                let (name, beginning) = writing.shown(dataset);
                assert!(files.iter().any(|(file, text)| *file == name && text.starts_with(&beginning)));
                assert!(!beginning.is_empty(), "{}", format.id);
            }
        }

        #[test]
        fn losses_are_counted_before_anything_is_written() {
            let mut articles = articles(DRAWING);
            let (_, surveyed) = Writing::begin(&order("conll"), articles.dataset().unwrap()).unwrap();
            let overlap = surveyed.losses.iter().find(|(what, _)| what.contains("overlap")).unwrap();
            assert_eq!((overlap.1, surveyed.articles), (1, 1));
        }

        #[test]
        fn losses_are_told_in_the_language_of_the_order() {
            let mut articles = articles(DRAWING);
            let order = Order { language: "fr".to_owned(), ..order("conll") };
            let (_, surveyed) = Writing::begin(&order, articles.dataset().unwrap()).unwrap();
            let overlap = surveyed.losses.iter().find(|(what, _)| what.contains("chevauchent"));
            assert_eq!(overlap.map(|(_, count)| *count), Some(1), "{:?}", surveyed.losses);
        }

        #[test]
        fn what_is_only_read_cannot_be_ordered() {
            let mut articles = articles(DRAWING);
            let error = Writing::begin(&order("texts"), articles.dataset().unwrap()).err().unwrap();
            assert_eq!(error, "there is no format `texts` to write");
        }
    }
}

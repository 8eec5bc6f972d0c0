//! An import as page and worker speak of it: what the files hold if they are read with certain decisions. Nothing is
//! changed before a person has seen it.

use std::collections::BTreeMap;

use crate::formats::questions::{Decisions, Questions};
use crate::formats::reading::Report;
use crate::messages::Message;
use crate::model::Scheme;
use crate::model::packing::pack_fields;

#[cfg(feature = "interchange")]
pub use looking::{Looking, formats};

/// A format as a person is offered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatLine {
    /// What requests call it.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// Which programs it is for.
    pub about: String,
    /// Whether it can be read.
    pub reads: bool,
    /// Whether it can be written.
    pub writes: bool,
    /// Whether its articles can be parted for training.
    pub subsets: bool,
}

/// How files are to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The language of the interface, as its tag: the page has no part of what is said of files of other programs, so
    /// that the worker says it.
    pub language: String,
    /// The format that the person chose, or empty for the one that is recognised.
    pub format: String,
    /// The scheme into which labels come.
    pub scheme: Scheme,
    /// What was decided about each format, now or at an import before.
    pub decisions: BTreeMap<String, Decisions>,
}

/// The beginning of an article that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// What it is called.
    pub title: String,
    /// How many annotations stand on it.
    pub annotations: usize,
    /// How it begins.
    pub text: String,
}

/// What files hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The format that they were read as; empty where none is recognised.
    pub format: String,
    /// The formats as which they can be read.
    pub formats: Vec<FormatLine>,
    /// Why nothing can be read as that, if that is so.
    pub error: Option<Message>,
    /// Whether the texts among the files are its articles.
    pub texts: bool,
    /// How many articles there are.
    pub articles: usize,
    /// How many annotations.
    pub annotations: usize,
    /// How many relations.
    pub relations: usize,
    /// How often each label would be used, as the scheme calls it.
    pub labels: Vec<(String, usize)>,
    /// The first articles.
    pub beginnings: Vec<Beginning>,
    /// What was mended.
    pub repaired: Vec<Report>,
    /// What was left out.
    pub rejected: Vec<Report>,
    /// What was to be decided, whether it has been or not.
    pub questions: Questions,
    /// What it was read with.
    pub decisions: Decisions,
}

pack_fields!(FormatLine { id, name, about, reads, writes, subsets });
pack_fields!(Wish { language, format, scheme, decisions });
pack_fields!(Beginning { title, annotations, text });
pack_fields!(Imported {
    format,
    formats,
    error,
    texts,
    articles,
    annotations,
    relations,
    labels,
    beginnings,
    repaired,
    rejected,
    questions,
    decisions,
});

#[cfg(feature = "interchange")]
mod looking {
    use std::borrow::Borrow;
    use std::collections::BTreeMap;

    use super::{Beginning, FormatLine, Imported, Wish};
    use crate::formats::FormatError;
    use crate::formats::interchange::{
        self, Choice, FORMATS, Foreign, Format, Import, Input, Opened, Questions, ReadOptions, read_telling,
    };
    use crate::formats::questions::Decisions;
    use crate::formats::reading::{ReadDocument, Reading, Report};
    use crate::formats::texts;
    use crate::messages::{Locale, Message};

    /// How many articles are shown before they are taken.
    const SHOWN: usize = 20;

    /// How often files are read anew for what is decided by itself. Only thousands of labels need more.
    const MOST_READINGS: usize = 8;

    /// How much of each.
    const SHOWN_CHARACTERS: usize = 160;

    /// All formats, for a person to choose from, in that person's language.
    #[must_use]
    pub fn formats(locale: &Locale) -> Vec<FormatLine> {
        let line = |format: &&Format| FormatLine {
            id: format.id.to_owned(),
            name: locale.say((format.name)()),
            about: locale.say((format.about)()),
            reads: format.reader.is_some(),
            writes: format.writer.is_some(),
            subsets: format.subsets,
        };
        FORMATS.iter().map(line).collect()
    }

    impl Wish {
        /// What says what is told of the files.
        #[must_use]
        pub fn locale(&self) -> Locale {
            Locale::without_browser(&self.language)
        }
    }

    /// The files of an import, opened, and what they were last found to hold.
    pub struct Looking {
        opened: Opened,
        from_archive: bool,
        /// What each format had to ask, at any time.
        asked: BTreeMap<&'static str, Questions>,
        reading: Option<Reading>,
    }

    impl Looking {
        /// Opens files.
        ///
        /// # Errors
        /// Why that cannot be.
        pub fn new(inputs: Vec<Input>) -> Result<Self, FormatError> {
            let from_archive = inputs.iter().any(|input| input.bytes.starts_with(b"PK"));
            let opened = Opened::new(inputs)?;
            Ok(Self { opened, from_archive, asked: BTreeMap::new(), reading: None })
        }

        /// Reads them, and tells after each article how many there are.
        pub fn look(&mut self, wish: &Wish, told: &dyn Fn(usize)) -> Imported {
            self.reading = None;
            let locale = wish.locale();
            let mut found = Imported {
                formats: formats(&locale).into_iter().filter(|format| format.reads).collect(),
                ..Imported::default()
            };
            let chosen = interchange::format(&wish.format);
            // Texts that lie beside files that nobody recognises are no answer to what those are.
            let recognised = || {
                let recognised = self.opened.recognise(FORMATS);
                recognised.filter(|format| self.from_archive || format.id != texts::FORMAT.id)
            };
            let Some(format) = chosen.or_else(recognised) else {
                found.error = Some(FormatError::Unknown.message());
                return found;
            };
            found.format = format.id.to_owned();
            found.texts = format.reader.as_ref().is_some_and(|reader| reader.texts);
            let decisions = wish.decisions.get(format.id).cloned().unwrap_or_default();
            match self.read(format, wish, decisions, told) {
                Ok((mut import, decisions)) => {
                    say_reports(&locale, &mut import.reading);
                    tell(&import.reading, &mut found);
                    found.questions = self.asked.get(format.id).cloned().unwrap_or_default();
                    found.decisions = decisions;
                    self.reading = Some(import.reading);
                }
                Err(error) => found.error = Some(said(&locale, error.message())),
            }
            found
        }

        /// What was found last, to be taken.
        pub fn take(&mut self) -> Option<Reading> {
            self.reading.take()
        }

        /// Reads until every foreign name is decided. Which relations there are to ask for is known only when the
        /// labels are, so that it may take several readings.
        fn read(
            &mut self,
            format: &'static Format,
            wish: &Wish,
            given: Decisions,
            told: &dyn Fn(usize),
        ) -> Result<(Import, Decisions), FormatError> {
            let mut decisions = Decisions { unit: given.unit, ..Decisions::default() };
            // At first nothing is decided: what was decided at another import is asked again and shown.
            if let Some(asked) = self.asked.get(format.id) {
                decisions.labels = given.labels.clone();
                decisions.relations = given.relations.clone();
                decisions.labels.retain(|name, _| asked.labels.contains_key(name));
                decisions.relations.retain(|name, _| asked.relations.contains_key(name));
            }
            for rest in (0..MOST_READINGS).rev() {
                let options = ReadOptions {
                    unit: decisions.unit,
                    labels: decisions.labels.clone(),
                    relations: decisions.relations.clone(),
                    ..ReadOptions::into_scheme(wish.scheme.clone())
                };
                let import = read_telling(&self.opened, Some(format), &options, told)?;
                let Questions { labels, relations, unit } = &import.questions;
                let asked = self.asked.entry(format.id).or_default();
                if unit.is_some() {
                    asked.unit.clone_from(unit);
                }
                if rest == 0 || (labels.is_empty() && relations.is_empty()) {
                    return Ok((import, decisions));
                }
                decide(labels, &given.labels, &mut asked.labels, &mut decisions.labels);
                decide(relations, &given.relations, &mut asked.relations, &mut decisions.relations);
            }
            Err(FormatError::Unknown)
        }
    }

    /// What nobody has decided becomes what it is called like in the scheme, or a new name; the person sees it and may
    /// choose otherwise.
    fn decide(
        open: &BTreeMap<String, Foreign>,
        given: &BTreeMap<String, Choice>,
        asked: &mut BTreeMap<String, Foreign>,
        decided: &mut BTreeMap<String, Choice>,
    ) {
        for (name, foreign) in open {
            let choice = match (given.get(name), &foreign.like) {
                // What was decided is of no use here, such as a label that is no longer there.
                _ if decided.contains_key(name) => Choice::Skip,
                (Some(given), _) => given.clone(),
                (None, Some(like)) => Choice::Map(like.to_string()),
                (None, None) => Choice::Add,
            };
            decided.insert(name.clone(), choice);
            asked.entry(name.clone()).or_insert_with(|| foreign.clone());
        }
    }

    fn said(locale: &Locale, message: impl Borrow<Message>) -> Message {
        Message::verbatim(locale.say(message))
    }

    fn say_reports(locale: &Locale, reading: &mut Reading) {
        for Report { place, reason } in reading.repaired.iter_mut().chain(&mut reading.rejected) {
            (*place, *reason) = (said(locale, &*place), said(locale, &*reason));
        }
    }

    fn tell(reading: &Reading, found: &mut Imported) {
        let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
        for document in &reading.documents {
            found.annotations += document.annotations.len();
            found.relations += document.relations.len();
            for annotation in &document.annotations {
                *labels.entry(annotation.label.as_str()).or_default() += 1;
            }
        }
        found.articles = reading.documents.len();
        // In the scheme's order, as everywhere.
        let names = reading.scheme.labels.iter().map(|label| label.name.as_str());
        found.labels = names.filter_map(|name| Some((name.to_owned(), *labels.get(name)?))).collect();
        found.beginnings = reading.documents.iter().take(SHOWN).map(beginning).collect();
        found.repaired.clone_from(&reading.repaired);
        found.rejected.clone_from(&reading.rejected);
    }

    fn beginning(document: &ReadDocument) -> Beginning {
        let article = &document.article;
        let title = &article.metadata().title;
        Beginning {
            title: if title.is_empty() { article.id().to_string() } else { title.clone() },
            annotations: document.annotations.len(),
            text: article.text().chars().take(SHOWN_CHARACTERS).collect(),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::formats::OffsetUnit;
        use crate::model::Scheme;

        fn looking(name: &str, text: &str) -> Looking {
            Looking::new(vec![Input { name: name.to_owned(), bytes: text.into() }]).unwrap()
        }

        fn wish() -> Wish {
            Wish {
                language: "en".to_owned(),
                format: String::new(),
                scheme: Scheme::reported_speech(),
                decisions: BTreeMap::new(),
            }
        }

        const LINE: &str = r#"{"text": "« Oui », dit Élise.", "entities": [{"id": 1, "label": "SPEAKER", "start_offset": 13, "end_offset": 18}, {"id": 2, "label": "Quote", "start_offset": 2, "end_offset": 5}], "relations": [{"id": 1, "from_id": 2, "to_id": 1, "type": "by"}]}"#;

        #[test]
        fn foreign_names_are_asked_for_with_a_first_answer() {
            let mut looking = looking("all.jsonl", LINE);
            let told = std::cell::Cell::new(0);
            let found = looking.look(&wish(), &|n| told.set(told.get().max(n)));
            assert_eq!((found.format.as_str(), found.error.clone(), told.get()), ("doccano", None, 1));
            assert_eq!((found.articles, found.annotations, found.relations), (1, 2, 1));
            let Decisions { labels, relations, unit } = &found.decisions;
            assert_eq!(labels["SPEAKER"], Choice::Add);
            assert_eq!(labels["Quote"], Choice::Map("quote".to_owned()));
            assert_eq!((&relations["by"], *unit), (&Choice::Add, None));
            assert_eq!(found.questions.labels["SPEAKER"].count, 1);
            assert_eq!(found.labels, [("quote".to_owned(), 1), ("SPEAKER".to_owned(), 1)]);
            assert_eq!(found.beginnings[0].text, "« Oui », dit Élise.");
            let reading = looking.take().unwrap();
            assert!(reading.scheme.label(&"SPEAKER".into()).is_some());
        }

        #[test]
        fn what_was_decided_before_holds_and_is_shown_again() {
            let decisions = Decisions {
                labels: [
                    ("SPEAKER".to_owned(), Choice::Map("source".to_owned())),
                    ("Quote".to_owned(), Choice::Map("gone".to_owned())),
                ]
                .into(),
                relations: [("by".to_owned(), Choice::Map("said_by".to_owned()))].into(),
                unit: None,
            };
            let mut looking = looking("all.jsonl", LINE);
            let wish = Wish { decisions: [("doccano".to_owned(), decisions)].into(), ..wish() };
            let found = looking.look(&wish, &|_| {});
            assert_eq!(found.decisions.labels["SPEAKER"], Choice::Map("source".to_owned()));
            // The label that it was to become is no longer there.
            assert_eq!(found.decisions.labels["Quote"], Choice::Skip);
            assert_eq!(found.questions.labels.keys().collect::<Vec<_>>(), ["Quote", "SPEAKER"]);
            assert_eq!(found.labels, [("source".to_owned(), 1)]);
            assert!(
                found.rejected.iter().any(|report| report.reason.to_string().contains("skipped")),
                "{found:?}"
            );
        }

        #[test]
        fn all_that_is_told_is_told_in_the_language_of_the_wish() {
            let line = r#"{"text": "Oui", "label": [[0, 3, "quote"], [0]]}"#;
            let mut looking = looking("all.jsonl", line);
            let found = looking.look(&Wish { language: "fr".to_owned(), ..wish() }, &|_| {});
            let report = &found.rejected[0];
            assert_eq!(report.place, "all.jsonl ligne 1 label[1]");
            assert_eq!(report.reason, "ce n’est pas une liste d’un début, d’une fin et d’une étiquette");
            let about = |found: &Imported| {
                found.formats.iter().find(|line| line.id == "texts").map(|line| line.about.clone())
            };
            assert_eq!(about(&found).as_deref(), Some("articles sans annotations"));
            // What is taken says what was shown.
            assert_eq!(looking.take().unwrap().rejected, found.rejected);
            let found = looking.look(&wish(), &|_| {});
            assert_eq!(found.rejected[0].reason, "it is no list of start, end and label");
            assert_eq!(about(&found).as_deref(), Some("articles without annotations"));
        }

        #[test]
        fn the_unit_is_asked_for_until_somebody_says_it() {
            let line = r#"{"text": "🎉 Élise a dit oui.", "label": [[2, 7, "source"]]}"#;
            let mut looking = looking("all.jsonl", line);
            let found = looking.look(&wish(), &|_| {});
            assert_eq!((found.format.as_str(), found.annotations), ("doccano", 0));
            assert!(found.questions.unit.is_some(), "{found:?}");
            let said = Decisions { unit: Some(OffsetUnit::CodePoint), ..Decisions::default() };
            let said = Wish { decisions: [("doccano".to_owned(), said)].into(), ..wish() };
            let found = looking.look(&said, &|_| {});
            assert_eq!(found.annotations, 1);
            assert!(found.questions.unit.is_some(), "the person may still choose the other");
        }

        #[test]
        fn another_format_can_be_chosen_and_what_is_none_is_said() {
            let mut looking = looking("all.jsonl", LINE);
            let found = looking.look(&Wish { format: "spacy".to_owned(), ..wish() }, &|_| {});
            assert_eq!(found.format, "spacy");
            assert_eq!(found.annotations, 0, "what doccano calls entities is nothing to spaCy");
            let found = looking.look(&wish(), &|_| {});
            assert_eq!(found.annotations, 2);
        }

        #[test]
        fn texts_are_a_format_in_an_archive_alone() {
            let mut looking = looking("a.txt", "Oui.");
            let found = looking.look(&wish(), &|_| {});
            assert_eq!((found.format.as_str(), found.error.is_none()), ("", false));
            assert!(looking.take().is_none());
        }
    }
}

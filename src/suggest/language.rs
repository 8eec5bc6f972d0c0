//! The languages that there are rules for: each a folder of data, read once.
//!
//! A further language is a folder beside the others and one line in `FOLDERS`.

use std::sync::OnceLock;

use super::lexicon::{Lexicon, Paradigms};
use super::rule::{Rule, read_rules};
use super::signs::Signs;

/// The files of a language.
struct Folder {
    tag: &'static str,
    signs: &'static str,
    paradigms: &'static str,
    words: &'static str,
    nouns: &'static str,
    verbs: &'static str,
    rules: &'static str,
    read: OnceLock<Result<Language, String>>,
}

macro_rules! folder {
    ($tag:literal) => {
        Folder {
            tag: $tag,
            signs: include_str!(concat!("languages/", $tag, "/signs.txt")),
            paradigms: include_str!(concat!("languages/", $tag, "/paradigms.txt")),
            words: include_str!(concat!("languages/", $tag, "/words.txt")),
            nouns: include_str!(concat!("languages/", $tag, "/nouns.txt")),
            verbs: include_str!(concat!("languages/", $tag, "/verbs.txt")),
            rules: include_str!(concat!("languages/", $tag, "/rules.txt")),
            read: OnceLock::new(),
        }
    };
}

/// A line a language.
static FOLDERS: [Folder; 3] = [folder!("fr"), folder!("en"), folder!("de")];

/// A language, read from its folder.
#[derive(Debug)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Quotation marks and what is elided.
    pub signs: Signs,
    /// What it knows of words.
    pub lexicon: Lexicon,
    /// Its rules, in the order of their file.
    pub rules: Vec<Rule>,
}

impl Language {
    /// The language of a BCP 47 tag: `fr-CA` is French. The first call for a language reads its folder.
    #[must_use]
    pub fn of(tag: &str) -> Option<&'static Self> {
        Self::read(tag)?.as_ref().ok()
    }

    /// The same with why a folder could not be read, which the tests prove never to happen.
    fn read(tag: &str) -> Option<&'static Result<Self, String>> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let folder = FOLDERS.iter().find(|folder| folder.tag == primary)?;
        Some(folder.read.get_or_init(|| folder.language()))
    }

    /// The tags of all languages.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        FOLDERS.iter().map(|folder| folder.tag)
    }
}

impl Folder {
    fn language(&self) -> Result<Language, String> {
        let place = |file: &'static str| move |error: String| format!("{}/{file}: {error}", self.tag);
        let paradigms = Paradigms::read(self.paradigms).map_err(place("paradigms.txt"))?;
        let mut lexicon = Lexicon::default();
        lexicon.read_words(self.words, &paradigms).map_err(place("words.txt"))?;
        lexicon.read_words(self.nouns, &paradigms).map_err(place("nouns.txt"))?;
        lexicon.read_verbs(self.verbs, &paradigms).map_err(place("verbs.txt"))?;
        let rules = read_rules(self.tag, self.rules, &mut lexicon).map_err(place("rules.txt"))?;
        let signs = Signs::read(self.signs).map_err(place("signs.txt"))?;
        Ok(Language { tag: self.tag, signs, lexicon, rules })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_is_read() {
        for tag in Language::tags() {
            let read = Language::read(tag).expect("it has a folder");
            assert!(read.is_ok(), "{:?}", read.as_ref().err());
        }
    }

    #[test]
    fn a_language_is_found_by_its_primary_tag() {
        assert_eq!(Language::of("fr-CA").map(|language| language.tag), Some("fr"));
        assert!(Language::of("tlh").is_none());
        assert!(Language::of("").is_none());
    }
}

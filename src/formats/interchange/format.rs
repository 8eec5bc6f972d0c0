//! What a format is: its names, what it can carry, how its documents are known, read and written.

use super::assembly::Assembly;
use super::export::Writer;
use super::opened::{Opened, TextFile};
use super::options::WriteOptions;
use super::survey::Losses;
use crate::formats::error::FormatError;
use crate::formats::json::Json;
use crate::messages::Message;
use crate::model::{Document, Scheme};

/// One format of the [catalogue](super::FORMATS).
pub struct Format {
    /// What commands and saved choices call it, such as `label-studio`.
    pub id: &'static str,
    /// What a person calls it.
    pub name: fn() -> Message,
    /// Which programs it is for, in a few words.
    pub about: fn() -> Message,
    /// The ending of its one file, without the full stop; of the main file where there are several.
    pub extension: &'static str,
    /// What survives in it.
    pub carries: Carries,
    /// Both ways to read it, for a format that comes in.
    pub reader: Option<Reader>,
    /// How it is written, for a format that goes out.
    pub writer: Option<MakeWriter>,
    /// Whether the articles can be parted for training, each subset in files of its own.
    pub subsets: bool,
    /// What else is lost of one article.
    pub also_lost: Option<fn(&Document, &Scheme, &mut Losses)>,
}

/// Begins to write under a scheme. `Plan` is what the survey of all articles found.
pub type MakeWriter = fn(&Plan<'_>) -> Box<dyn Writer>;

/// What a writer knows before the first article.
pub struct Plan<'a> {
    /// The scheme of all articles.
    pub scheme: &'a Scheme,
    /// What the person chose.
    pub options: &'a WriteOptions,
    /// What the annotators agreed on.
    pub guidelines: &'a str,
    /// The name of the subset of each article, by their order, where the person wants subsets.
    pub subsets: Vec<&'static str>,
    /// The place of an article that has something in every list, which some readers need to see first.
    pub fullest: usize,
    /// How many articles there are.
    pub articles: usize,
}

/// How a format is read.
pub struct Reader {
    /// Whether a file is of this format, by its content.
    pub recognises: fn(&Head<'_>) -> bool,
    /// Hands the articles of all files to the assembly.
    pub read: fn(&Opened, &mut Assembly<'_>) -> Result<(), FormatError>,
    /// Whether the `.txt` files beside the others are its articles.
    pub texts: bool,
}

/// What survives in a format. What does not is counted before anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carries {
    /// Which spans may share characters.
    pub overlap: Overlap,
    /// Relations between annotations.
    pub relations: bool,
    /// What the scheme's attributes say.
    pub attributes: bool,
    /// Remarks.
    pub notes: bool,
    /// How and by whom an annotation was made.
    pub origin: bool,
    /// When it was made and changed.
    pub moments: bool,
    /// The names of articles and annotations.
    pub ids: bool,
    /// The names of relations.
    pub relation_ids: bool,
    /// Title, language and source of an article.
    pub metadata: bool,
    /// How far a person is with an article, and what else its file said of it.
    pub progress: bool,
    /// Carriage returns, in CRLF and alone.
    pub line_ends: bool,
    /// Colours, keys and rules of the labels, and what the annotators agreed on.
    pub scheme: bool,
    /// Whether spans begin and end with tokens, without the blanks at their ends.
    pub blanks_at_ends: bool,
}

impl Carries {
    /// Everything.
    pub const ALL: Self = Self {
        overlap: Overlap::Any,
        relations: true,
        attributes: true,
        notes: true,
        origin: true,
        moments: true,
        ids: true,
        relation_ids: true,
        metadata: true,
        progress: true,
        line_ends: true,
        scheme: true,
        blanks_at_ends: true,
    };

    /// Texts and labelled spans, and nothing else.
    pub const SPANS: Self = Self {
        overlap: Overlap::Any,
        relations: false,
        attributes: false,
        notes: false,
        origin: false,
        moments: false,
        ids: false,
        relation_ids: false,
        metadata: false,
        progress: false,
        line_ends: true,
        scheme: false,
        blanks_at_ends: true,
    };
}

/// Which spans may share characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// Any.
    Any,
    /// Those of different labels.
    OtherLabels,
    /// None.
    None,
}

/// A file as a recogniser sees it: its name, its text, and its first record where it is JSON.
pub struct Head<'a> {
    /// The file's name in its folder or archive.
    pub name: &'a str,
    /// All of its text.
    pub text: &'a str,
    /// The object that it is, or the first of its list or its lines.
    pub record: Option<Json<'a>>,
    /// Whether the record is the first of a list.
    pub in_list: bool,
}

/// The longest record that is parsed to recognise a file, in bytes.
const LONGEST_RECORD: usize = 50_000_000;

fn first(text: &str) -> Option<Json<'_>> {
    Json::at(text, 0).ok().map(|(value, _)| value)
}

impl<'a> Head<'a> {
    /// Looks at a file.
    #[must_use]
    pub fn new(file: &'a TextFile) -> Self {
        let text = file.text.trim_start();
        let (in_list, rest) = match text.strip_prefix('[') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let record = match rest.len() {
            _ if !rest.trim_start().starts_with(['{', '[']) => None,
            0..=LONGEST_RECORD => first(rest),
            // Only the first is looked at, so that a long list or many lines may follow, on one line or on many.
            _ => (0..=LONGEST_RECORD).rev().find_map(|end| rest.get(..end)).and_then(first),
        };
        Self { name: &file.name, text, record, in_list }
    }

    /// Whether the record has a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.record.as_ref().is_some_and(|record| record.get(key).is_some())
    }

    /// Whether the file's name ends so.
    #[must_use]
    pub fn ends(&self, ending: &str) -> bool {
        crate::formats::kind::ending(self.name) == ending
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// One format is one line of one table: equal names are the same format.
impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

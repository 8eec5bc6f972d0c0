//! What page and worker say to each other. Every message is one value of these, packed.
//!
//! The page asks by a number of its own; every answer bears it, so that an answer to something that nobody waits for
//! any more is known and dropped. Both modules come from one build: the messages have no version.

use std::rc::Rc;

use crate::journal::{Ask, Told};
use crate::messages::{Message, message};
use crate::model::packing::{Pack, pack_fields, pack_variants};
use crate::model::{ArticleId, CodePointSpan, Name, PatternRule, Span};
use crate::search::{Found, Query};
use crate::suggest::{Confidence, SuggestedRelation, Suggestion, Suggestions};

use super::exporting::{Order, Surveyed};
use super::importing::{FormatLine, Imported, Wish};
use super::opening::Part;

/// The rule that the occurrences of a word are said to come from.
pub const OCCURRENCE: &str = "occurrence";

/// Names what was asked for.
pub type RequestId = u32;

/// From the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Read the file that comes along with this message.
    Open {
        /// The number that the answers bear.
        id: RequestId,
        /// The file's name.
        name: String,
    },
    /// Propose annotations for a text, the parts nearest to a place first.
    Suggest {
        /// The number that the answers bear.
        id: RequestId,
        /// The text.
        text: Rc<str>,
        /// Its language, or empty to have it guessed.
        language: String,
        /// Where the person reads, in bytes.
        near: u32,
        /// The person's own rules.
        rules: Vec<PatternRule>,
    },
    /// Tell where a rule of the person's own would match.
    Preview {
        /// The number that the answers bear.
        id: RequestId,
        /// The rule.
        rule: PatternRule,
        /// The text.
        text: Rc<str>,
    },
    /// Count what a rule of the person's own would match in each of these texts.
    Try {
        /// The number that the answers bear.
        id: RequestId,
        /// The rule.
        rule: PatternRule,
        /// The texts.
        texts: Vec<(ArticleId, Rc<str>)>,
    },
    /// Count what it would match in each text that a data set keeps.
    TryKept {
        /// The number that the answers bear.
        id: RequestId,
        /// The rule.
        rule: PatternRule,
        /// The database's name.
        database: String,
        /// The data set's name in it.
        dataset: String,
    },
    /// Propose every occurrence of a word.
    Find {
        /// The number that the answers bear.
        id: RequestId,
        /// The text.
        text: Rc<str>,
        /// The word or name.
        word: String,
        /// The label that is proposed.
        label: Name,
        /// Whether also without accents and in other case.
        loosely: bool,
    },
    /// Have this text ready for what is looked for next.
    Hold {
        /// The text.
        text: Rc<str>,
    },
    /// Look for something in the text that was sent last.
    Search {
        /// The number that the answer bears.
        id: RequestId,
        /// What.
        query: Query,
    },
    /// Nobody waits for this any more.
    Stop(RequestId),
    /// To a worker that keeps the data sets, and does nothing else.
    Keep(Ask),
    /// Look into the files that come along, and keep them at hand.
    Import {
        /// The number that the answers bear.
        id: RequestId,
        /// Their names, with their folders.
        names: Vec<String>,
        /// How to read them.
        wish: Wish,
    },
    /// Look into the same files otherwise.
    LookAgain {
        /// The number that the answers bear.
        id: RequestId,
        /// How to read them.
        wish: Wish,
    },
    /// Hand over what was found last.
    Take(RequestId),
    /// Tell which formats there are, in the language of a tag.
    Formats(RequestId, String),
    /// A part of the articles that are to be written; the first is the scheme.
    Give(Part),
    /// Tell what would be written and what would be lost.
    Survey {
        /// The number that the answers bear.
        id: RequestId,
        /// How to write.
        order: Order,
        /// Whether to show how the file would begin: that may take as long as to write it.
        shows: bool,
    },
    /// Write.
    Write {
        /// The number that the answers bear.
        id: RequestId,
        /// How.
        order: Order,
    },
}

/// What a rule of the person's own would do.
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// It would propose these.
    Matches {
        /// In text order.
        spans: Vec<Span>,
        /// Whether there are more than are given.
        is_cut: bool,
    },
    /// Its pattern is none.
    Wrong {
        /// Where, in characters of the pattern; all of it where no place is to blame.
        at: CodePointSpan,
        /// Why, in a sentence.
        why: Message,
    },
}

/// From the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The worker runs and hears.
    Ready,
    /// A part of a file that is being opened.
    Opened(RequestId, Part),
    /// What is proposed for some part of a text.
    Suggested(RequestId, Suggestions),
    /// Where a rule would match.
    Previewed(RequestId, Preview),
    /// How many matches a rule has in some articles: also in those where it has none.
    Tried(RequestId, Vec<(ArticleId, u32)>),
    /// What came of a search.
    Found(RequestId, Found),
    /// All of it was answered.
    Done(RequestId),
    /// It cannot be done: a sentence without the file's name.
    Failed(RequestId, Message),
    /// From the worker that keeps the data sets.
    Kept(Told),
    /// It is no file of ours, for the reason that is given, but perhaps one of another program's.
    Foreign(RequestId, Message),
    /// How much was done, of how much: files, then articles, of which nobody knows how many there will be.
    Progress(RequestId, usize, usize),
    /// What the files hold.
    Imported(RequestId, Box<Imported>),
    /// Which formats there are.
    Formats(RequestId, Vec<FormatLine>),
    /// What would be written.
    Surveyed(RequestId, Surveyed),
    /// The file comes along with this message: its name.
    Written(RequestId, String),
}

impl Answer {
    /// There are rules for other languages only.
    #[must_use]
    pub fn no_rules(id: RequestId, language: &str, known: &[&str]) -> Self {
        Self::Failed(id, message::no_rules(language, known.join(", ")))
    }

    /// So many megabytes are the most that can be read, and the files have more together.
    #[must_use]
    pub fn too_much(id: RequestId, megabytes: usize) -> Self {
        Self::Failed(id, message::import_too_much(megabytes))
    }
}

pack_variants!(Request {
    0: Open { id: id, name: name },
    1: Stop { 0: id },
    2: Suggest { id: id, text: text, language: language, near: near, rules: rules },
    3: Preview { id: id, rule: rule, text: text },
    4: Find { id: id, text: text, word: word, label: label, loosely: loosely },
    5: Keep { 0: ask },
    6: Hold { text: text },
    7: Search { id: id, query: query },
    8: Import { id: id, names: names, wish: wish },
    9: LookAgain { id: id, wish: wish },
    10: Take { 0: id },
    11: Formats { 0: id, 1: language },
    12: Give { 0: part },
    13: Survey { id: id, order: order, shows: shows },
    14: Write { id: id, order: order },
    15: Try { id: id, rule: rule, texts: texts },
    16: TryKept { id: id, rule: rule, database: database, dataset: dataset },
});
pack_variants!(Answer {
    0: Ready {},
    1: Opened { 0: id, 1: part },
    2: Done { 0: id },
    3: Failed { 0: id, 1: why },
    4: Suggested { 0: id, 1: suggestions },
    5: Previewed { 0: id, 1: preview },
    6: Kept { 0: told },
    7: Found { 0: id, 1: found },
    8: Foreign { 0: id, 1: why },
    9: Progress { 0: id, 1: done, 2: total },
    10: Imported { 0: id, 1: imported },
    11: Formats { 0: id, 1: formats },
    12: Surveyed { 0: id, 1: surveyed },
    13: Written { 0: id, 1: name },
    14: Tried { 0: id, 1: counts },
});
pack_variants!(Preview { 0: Matches { spans: spans, is_cut: is_cut }, 1: Wrong { at: at, why: why } });
pack_fields!(Suggestions { spans, relations });
pack_fields!(Suggestion { span, label, attributes, rule, confidence });
pack_fields!(SuggestedRelation { kind, from, to });

impl Pack for Confidence {
    fn pack(&self, into: &mut Vec<u8>) {
        u32::from(self.get()).pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        u32::unpack(from).and_then(|n| u16::try_from(n).ok()).map(Self::permille)
    }
}

/// The bytes of a message.
#[must_use]
pub fn encode(message: &impl Pack) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.pack(&mut bytes);
    bytes
}

/// A message from its bytes; `None` for what is none, which only another build could send.
#[must_use]
pub fn decode<T: Pack>(mut bytes: &[u8]) -> Option<T> {
    T::unpack(&mut bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_arrives_as_it_was_sent() {
        let request = Request::Open { id: 7, name: "l’été.json".to_owned() };
        assert_eq!(decode(&encode(&request)), Some(request));
        let suggestion = Suggestion {
            span: crate::model::Span::new(3, 300),
            label: "quote".into(),
            attributes: vec![("manner".into(), "direct".into())],
            rule: "fr/guillemets".into(),
            confidence: Confidence::permille(870),
        };
        let relation = SuggestedRelation { kind: "said_by".into(), from: 0, to: 1 };
        let suggestions =
            Suggestions { spans: vec![suggestion.clone(), suggestion], relations: vec![relation] };
        let answer = Answer::Suggested(1, suggestions);
        assert_eq!(decode(&encode(&answer)), Some(answer));
        let answer = Answer::Failed(7, message::file_empty());
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn what_is_no_message_is_none() {
        assert_eq!(decode::<Answer>(&[]), None);
        assert_eq!(decode::<Answer>(&[250, 1, 2]), None);
        assert_eq!(decode::<Request>(&encode(&Request::Stop(3))[..1]), None);
    }
}

//! A language, and a message said in it.
//!
//! Reads the tables that `compile.rs` writes; the two must agree on the control characters.

use std::borrow::Borrow;
use std::rc::Rc;

use super::{LANGUAGES, Message, Number, Value};

const END_OF_MESSAGE: char = '\0';
const ARGUMENT: char = '\u{1}';
const CHOICE: char = '\u{2}';
const VARIANT: char = '\u{3}';
const KEY_END: char = '\u{4}';
const CHOICE_END: char = '\u{5}';
const FIRST_NUMBER: u8 = b'0';

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// Its texts.
    pub(super) table: &'static str,
    /// What only those say who know the formats of other programs; elsewhere empty.
    pub(super) formats: &'static str,
}

impl Language {
    /// The language of a tag, or the one that it is a kind of: `fr` for `fr-CA`.
    #[must_use]
    pub fn of(tag: &str) -> Option<&'static Self> {
        let main = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let same = LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(tag));
        same.or_else(|| LANGUAGES.iter().find(|language| main(language.tag) == main(tag)))
    }

    /// The first of some languages that there is, else the first that there is at all.
    #[must_use]
    pub fn wanted<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> &'static Self {
        // OK to index: `compile.rs` refuses to make a list without English.
        tags.into_iter().find_map(|tag| Self::of(tag.as_ref())).unwrap_or(&LANGUAGES[0])
    }
}

/// What a language does with numbers.
pub trait Manner {
    /// The plural category of a number, as CLDR names it.
    fn category(&self, number: Number) -> String;

    /// A number as it is written.
    fn number(&self, number: Number) -> String;

    /// Whether the keys that shortcuts are made with are Command and Option, as on a Mac.
    fn is_mac(&self) -> bool {
        false
    }
}

/// A manner that knows few languages and needs no browser.
#[derive(Clone, Copy, Debug)]
pub struct Plain {
    /// Whether the language is French: 0 is singular there.
    is_french: bool,
}

impl Plain {
    /// The manner of a language.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        Self { is_french: language.tag == "fr" }
    }
}

impl Manner for Plain {
    fn category(&self, number: Number) -> String {
        let is_one =
            if self.is_french { number.get() < 2.0 } else { number.get() == 1.0 && number.decimals() == 0 };
        if is_one { "one" } else { "other" }.to_owned()
    }

    fn number(&self, number: Number) -> String {
        let written = format!("{:.*}", usize::from(number.decimals()), number.get());
        let (digits, decimals) = written.split_once('.').unwrap_or((&written, ""));
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(if self.is_french { '\u{202f}' } else { ',' });
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(if self.is_french { ',' } else { '.' });
            text.push_str(decimals);
        }
        text
    }
}

/// A language and its manner: what says messages.
#[derive(Clone)]
pub struct Locale {
    language: &'static Language,
    /// Its two tables, one behind the other, with the names that the keys have here.
    table: Rc<str>,
    manner: Rc<dyn Manner>,
    /// Where each message begins in the table.
    starts: Rc<[u32]>,
}

/// English without a browser.
impl Default for Locale {
    fn default() -> Self {
        Self::without_browser("")
    }
}

/// There is one manner for a language on a page.
impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.language.tag == other.language.tag
    }
}

impl Locale {
    /// The language of a tag, or else the first one, where no browser tells of its manner.
    #[must_use]
    pub fn without_browser(tag: &str) -> Self {
        let language = Language::wanted([tag]);
        Self::new(language, Rc::new(Plain::of(language)))
    }

    /// A language with its manner.
    #[must_use]
    pub fn new(language: &'static Language, manner: Rc<dyn Manner>) -> Self {
        let mut table = [language.table, language.formats].concat();
        if manner.is_mac() {
            table = table.replace("Ctrl", "⌘").replace("Alt", "⌥");
        }
        let ends = table.match_indices(END_OF_MESSAGE).map(|(at, _)| at as u32 + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { language, table: table.into(), manner, starts }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// A message in this language.
    #[must_use]
    pub fn say(&self, message: impl Borrow<Message>) -> String {
        let mut said = String::new();
        self.write(message.borrow(), &mut said);
        said
    }

    /// A number as it is written in this language.
    #[must_use]
    pub fn number(&self, number: usize) -> String {
        self.manner.number(number.into())
    }

    fn write(&self, message: &Message, said: &mut String) {
        let start = self.starts.get(usize::from(message.id)).map_or(0, |start| *start as usize);
        let text = self.table.get(start..).unwrap_or_default();
        self.pattern(text, &message.arguments, said);
    }

    /// Says a text up to its end, or to that of the variant that it is, and gives what comes after.
    fn pattern<'t>(&self, mut text: &'t str, arguments: &[Value], said: &mut String) -> &'t str {
        loop {
            let end = text.find(|c| c <= CHOICE_END).unwrap_or(text.len());
            said.push_str(&text[..end]);
            text = &text[end..];
            match text.chars().next() {
                Some(ARGUMENT) => {
                    let (argument, rest) = argument_of(text, arguments);
                    if let Some(argument) = argument {
                        self.value(argument, said);
                    }
                    text = rest;
                }
                Some(CHOICE) => {
                    let (argument, rest) = argument_of(text, arguments);
                    text = self.choice(rest, argument, arguments, said);
                }
                _ => return text,
            }
        }
    }

    /// Says the first variant that fits.
    fn choice<'t>(
        &self,
        mut text: &'t str,
        argument: Option<&Value>,
        arguments: &[Value],
        said: &mut String,
    ) -> &'t str {
        let (number, key) = match argument {
            Some(Value::Number(number)) => (Some(number.get().to_string()), self.manner.category(*number)),
            Some(Value::Text(text)) => (None, text.to_string()),
            _ => (None, String::new()),
        };
        let mut is_said = false;
        while let Some(variant) = text.strip_prefix(VARIANT) {
            let (own, pattern) = variant.split_once(KEY_END).unwrap_or((variant, ""));
            let fits = own.is_empty() || own == key || number.as_deref() == Some(own);
            if fits && !is_said {
                text = self.pattern(pattern, arguments, said);
                is_said = true;
            } else {
                text = passed_over(pattern);
            }
        }
        text.strip_prefix(CHOICE_END).unwrap_or(text)
    }

    fn value(&self, value: &Value, said: &mut String) {
        match value {
            // What runs the other way must not carry the words around it along.
            Value::Text(text) if text.chars().any(runs_to_the_left) => {
                said.push('\u{2068}');
                said.push_str(text);
                said.push('\u{2069}');
            }
            Value::Text(text) => said.push_str(text),
            Value::Number(number) => said.push_str(&self.manner.number(*number)),
            Value::Message(message) => self.write(message, said),
        }
    }
}

/// The argument that a control character and a number name, and what comes after.
fn argument_of<'t, 'a>(text: &'t str, arguments: &'a [Value]) -> (Option<&'a Value>, &'t str) {
    let number = text.as_bytes().get(1).map_or(0, |byte| byte.saturating_sub(FIRST_NUMBER));
    (arguments.get(usize::from(number)), text.get(2..).unwrap_or_default())
}

/// What comes after a variant, with all choices in it.
fn passed_over(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            CHOICE => depth += 1,
            VARIANT | CHOICE_END if depth == 0 => return &text[at..],
            CHOICE_END => depth -= 1,
            END_OF_MESSAGE => return &text[at..],
            _ => {}
        }
    }
    ""
}

/// Whether a character is of a script that is written from right to left.
fn runs_to_the_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}')
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::compile;
    use super::{Language, Locale, Manner, Plain};
    use crate::messages::{LANGUAGES, Message, Number, Value, message};

    /// A locale that has one message, written as a table has it.
    fn one(tag: &'static str, table: &'static str) -> Locale {
        let language: &'static Language =
            Box::leak(Box::new(Language { tag, name: tag, table, formats: "" }));
        Locale::new(language, Rc::new(Plain::of(language)))
    }

    fn number(number: usize) -> Value {
        Value::Number(Number::from(number))
    }

    #[test]
    fn reader_and_writer_mean_the_same_by_control_characters() {
        assert_eq!(
            (
                super::END_OF_MESSAGE,
                super::ARGUMENT,
                super::CHOICE,
                super::VARIANT,
                super::KEY_END,
                super::CHOICE_END,
                super::FIRST_NUMBER
            ),
            (
                compile::END_OF_MESSAGE,
                compile::ARGUMENT,
                compile::CHOICE,
                compile::VARIANT,
                compile::KEY_END,
                compile::CHOICE_END,
                compile::FIRST_NUMBER
            )
        );
    }

    #[test]
    fn a_number_chooses_by_itself_before_its_category() {
        let table = "\u{2}0\u{3}0\u{4}none\u{3}one\u{4}one\u{3}\u{4}\u{1}0 of them\u{5}.\0";
        let said = |tag, n| one(tag, table).say(Message::with(0, vec![number(n)]));
        assert_eq!(["en", "fr"].map(|tag| said(tag, 0)), ["none.", "none."]);
        assert_eq!(said("en", 1), "one.");
        assert_eq!(said("en", 1234567), "1,234,567 of them.");
        assert_eq!(said("fr", 1234567), "1\u{202f}234\u{202f}567 of them.");
    }

    #[test]
    fn tenths_are_shown_as_the_language_does() {
        let said =
            |tag| one(tag, "\u{1}0 MB\0").say(Message::with(0, vec![Value::Number(Number::tenths(12_500))]));
        assert_eq!((said("en").as_str(), said("fr").as_str()), ("1,250.0 MB", "1\u{202f}250,0 MB"));
    }

    #[test]
    fn a_choice_may_stand_in_a_choice() {
        let table = "a \u{2}1\u{3}x\u{4}[\u{2}0\u{3}one\u{4}one\u{3}\u{4}many\u{5}]\u{3}\u{4}other\u{5} z\0";
        let said = |n, text: &str| one("en", table).say(Message::with(0, vec![number(n), text.into()]));
        assert_eq!(said(1, "x"), "a [one] z");
        assert_eq!(said(2, "x"), "a [many] z");
        assert_eq!(said(2, "y"), "a other z");
    }

    #[test]
    fn a_message_may_be_told_about_another_one() {
        let locale = one("en", "undo: \u{1}0\0a \u{1}0\0");
        let inner = Message::with(1, vec!["quote".into()]);
        assert_eq!(locale.say(Message::with(0, vec![inner.into()])), "undo: a quote");
    }

    /// French as it is on a Mac.
    struct Mac;

    impl Manner for Mac {
        fn category(&self, number: Number) -> String {
            number.get().to_string()
        }

        fn number(&self, number: Number) -> String {
            number.get().to_string()
        }

        fn is_mac(&self) -> bool {
            true
        }
    }

    #[test]
    fn on_a_mac_keys_are_named_as_they_are_there_and_no_word_is_cut() {
        let french = Language::of("fr").expect("it is there");
        let mac = Locale::new(french, Rc::new(Mac));
        let held = message::key_and(message::key_control(), message::key_shift());
        assert_eq!(mac.say(message::key_and(held, Message::verbatim("Z"))), "⌘ Maj Z");
        assert_eq!(mac.say(message::key_and(message::key_alt(), Message::verbatim("←"))), "⌥ ←");
        // What is replaced stands for a key wherever it stands: no word begins with it.
        for language in LANGUAGES {
            for name in ["Ctrl", "Alt"] {
                let cut = language.table.match_indices(name).find(|(at, _)| {
                    let after = language.table[at + name.len()..].chars().next();
                    let before = language.table[..*at].chars().next_back();
                    [after, before].into_iter().flatten().any(char::is_alphanumeric)
                });
                assert_eq!(cut, None, "{}", language.tag);
            }
        }
    }

    #[test]
    fn words_that_run_to_the_left_are_set_apart() {
        let locale = one("en", "\u{1}0: 3\0");
        assert_eq!(locale.say(Message::with(0, vec!["نعم".into()])), "\u{2068}نعم\u{2069}: 3");
    }

    #[test]
    fn french_counts_nothing_as_one() {
        let categories = |tag| {
            let manner = Plain::of(Language::of(tag).expect("it is there"));
            [0_usize, 1, 2].map(|n| manner.category(n.into()))
        };
        assert_eq!(categories("en"), ["other", "one", "other"]);
        assert_eq!(categories("fr"), ["one", "one", "other"]);
    }

    #[test]
    fn the_first_language_that_there_is_is_taken() {
        assert_eq!(Language::wanted(["de-AT", "fr-CA", "en"]).tag, "fr");
        assert_eq!(Language::wanted(["FR"]).tag, "fr");
        assert_eq!(Language::wanted(["tlh"]).tag, "en");
    }

    #[test]
    fn every_language_says_every_message() {
        let lengths: Vec<_> = LANGUAGES.iter().map(|language| language.table.matches('\0').count()).collect();
        assert!(lengths.len() >= 2 && lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
    }
}

//! What the interface says, apart from the language that it says it in.
//!
//! The texts stand in `en.ftl` and `fr.ftl`, in the syntax of Project Fluent; another language is one more file there,
//! and one in `formats/`: what only those say who know the formats of other programs, so that the page has no part of
//! it. The worker says such a message before it tells the page.
//! `compile.rs` makes a function of each message before the crate is compiled: `message::label_kept("quote", 2)` is a
//! [`Message`], which says nothing yet. Whoever shows it asks a [`Locale`] for the text. So everything that is kept, a
//! notice or the name of a gesture, is in whatever language the person reads now. This layer knows no other, and no
//! browser: plurals and numbers are what the locale's [`Manner`] makes of them.

#[cfg(test)]
mod compile;
mod kept;
mod locale;

pub use generated::LANGUAGES;
pub(crate) use generated::message;
pub use locale::{Language, Locale, Manner, Plain};

use std::fmt;

/// Made by `compile.rs`. Each function is used by somebody or the build says so, where all of the crate is compiled.
#[cfg_attr(
    not(all(feature = "browser", feature = "interchange", feature = "rules")),
    allow(dead_code, reason = "not all of the crate is here")
)]
mod generated {
    use super::{Language, Message, Number, Value};

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// Something to say, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// Its place in the tables.
    pub(crate) id: u16,
    pub(crate) arguments: Vec<Value>,
}

impl Message {
    /// Only the functions of [`message`] make one: they know which arguments it takes.
    const fn bare(id: u16) -> Self {
        Self { id, arguments: Vec::new() }
    }

    const fn with(id: u16, arguments: Vec<Value>) -> Self {
        Self { id, arguments }
    }

    /// Something that is said as it is: a name, an article's words, what a host page tells.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        message::verbatim(text.into())
    }
}

/// A name, said as it is.
impl From<&str> for Message {
    fn from(name: &str) -> Self {
        Self::verbatim(name)
    }
}

/// For who keeps what it was lent.
impl From<&Self> for Message {
    fn from(message: &Self) -> Self {
        message.clone()
    }
}

/// A name, said as it is.
impl From<String> for Message {
    fn from(name: String) -> Self {
        Self::verbatim(name)
    }
}

/// Nothing.
impl Default for Message {
    fn default() -> Self {
        Self::verbatim("")
    }
}

/// In English: for errors and logs, and for whoever asks without a locale.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Locale::default().say(self))
    }
}

/// Tests compare what is said in English.
#[cfg(test)]
impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.to_string() == **other
    }
}

/// What a message is told about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A name, an article's words; or what a choice is made by.
    Text(String),
    /// How many.
    Number(Number),
    /// Something that is itself said in a language.
    Message(Message),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<char> for Value {
    fn from(c: char) -> Self {
        Self::Text(c.to_string())
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&Message> for Value {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    pub(crate) value: u64,
    /// Whether it counts tenths.
    pub(crate) is_tenths: bool,
}

impl Number {
    /// So many tenths, shown with one decimal place.
    #[must_use]
    pub fn tenths(value: usize) -> Self {
        Self { value: value as u64, is_tenths: true }
    }

    /// As a number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.value as f64 / if self.is_tenths { 10.0 } else { 1.0 }
    }

    /// How many decimal places are shown.
    #[must_use]
    pub fn decimals(self) -> u8 {
        u8::from(self.is_tenths)
    }
}

macro_rules! number {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Number {
            fn from(number: $kind) -> Self {
                // OK: no machine that this runs on counts beyond 64 bits.
                Self { value: number as u64, is_tenths: false }
            }
        })*
    };
}

number!(u16, u32, u64, usize);

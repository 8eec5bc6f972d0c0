//! A JSON value as it stands in a file: keys in order, twins included, strings borrowed where they can be.
//!
//! All JSON formats are read through it, so that a wrong value costs only the annotation it stands in,
//! messages can name its path, and unknown keys are seen. It deserialises from any self-describing
//! source: from text with [`Json::parse`], from a JavaScript object with
//! `Json::deserialize(serde_wasm_bindgen::Deserializer::from(value))`.
//!
//! Depth and number of values are bounded, so a hostile file or a cyclic object cannot eat the memory.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::error::FormatError;
use crate::messages::{Message, message};

/// How deep values may be nested; a Guillemet document needs 7.
const MAX_DEPTH: u8 = 64;

/// How many values there may be: some 600,000 annotations.
const MAX_VALUES: u32 = 10_000_000;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`; in JavaScript also `undefined`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number from 0.
    Whole(u64),
    /// A whole number below 0.
    Negative(i64),
    /// Any other number.
    Number(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Json<'a>>),
    /// An object.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// Reads JSON text. A byte order mark before it is passed over.
    ///
    /// # Errors
    /// [`FormatError::Truncated`], [`FormatError::Malformed`] or [`FormatError::TooComplex`].
    pub fn parse(text: &'a str) -> Result<Self, FormatError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut source = serde_json::Deserializer::from_str(text);
        let value = Self::deserialize(&mut source).and_then(|value| source.end().map(|()| value));
        value.map_err(|error| explain(text, &error))
    }

    /// The value that begins at a place of a text, whatever follows it, and where it ends.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse), with the place in the whole text.
    #[cfg(feature = "interchange")]
    pub(super) fn at(text: &'a str, at: usize) -> Result<(Self, usize), FormatError> {
        let rest = text.get(at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Self>();
        match values.next() {
            Some(Ok(value)) => Ok((value, at + values.byte_offset())),
            Some(Err(error)) => Err(further(explain(rest, &error), &text[..at])),
            None => Err(further(FormatError::Truncated { line: 1, column: 1 }, text)),
        }
    }

    /// What kind of value it is, as a person says it.
    #[must_use]
    pub fn kind(&self) -> Message {
        message::json_thing(match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Whole(_) | Self::Negative(_) | Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::List(_) => "list",
            Self::Object(_) => "object",
        })
    }

    /// The string that it is.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number that it is, be it written `3` or `3.0`.
    #[must_use]
    pub fn as_whole(&self) -> Option<u64> {
        match self {
            Self::Whole(n) => Some(*n),
            Self::Number(n) if n.fract() == 0.0 && (0.0..9e15).contains(n) => Some(*n as u64),
            _ => None,
        }
    }

    /// How deep values are nested in it; 0 where it holds none.
    #[must_use]
    pub fn depth(&self) -> usize {
        let inner = match self {
            Self::List(list) => list.iter().map(Self::depth).max(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value.depth()).max(),
            _ => return 0,
        };
        1 + inner.unwrap_or_default()
    }

    /// The value of a key of the object that it is; of twins the last, as everywhere.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json<'a>> {
        let Self::Object(entries) = self else { return None };
        entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

/// The values of the keys that are known, in their order; `null` counts as missing. `odd` hears of each
/// key that is not known, and of one that stands twice, of which the last is taken.
pub(super) fn fields<'j, 'a, const N: usize>(
    entries: &'j [(Cow<'a, str>, Json<'a>)],
    names: [&str; N],
    mut odd: impl FnMut(&str, Oddity),
) -> [Option<&'j Json<'a>>; N] {
    let mut values = [None; N];
    let mut seen = [false; N];
    let mut guess = 0;
    for (key, value) in entries {
        // Mostly the keys stand in the order in which we write them.
        let known = if names.get(guess).is_some_and(|name| key == name) {
            Some(guess)
        } else {
            names.iter().position(|name| key == name)
        };
        match known {
            Some(n) => {
                if std::mem::replace(&mut seen[n], true) {
                    odd(key, Oddity::Twice);
                }
                values[n] = (*value != Json::Null).then_some(value);
                guess = n + 1;
            }
            None => odd(key, Oddity::Unknown),
        }
    }
    values
}

/// What is odd about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Oddity {
    Unknown,
    Twice,
}

fn explain(text: &str, error: &serde_json::Error) -> FormatError {
    let told = error.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let (line, column) = (error.line(), error.column());
    let start_of_line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let column = start_of_line.char_indices().take_while(|(at, _)| *at < column).count().max(1);
    match error.classify() {
        serde_json::error::Category::Eof => FormatError::Truncated { line, column },
        serde_json::error::Category::Data if told == TOO_MANY => {
            FormatError::TooComplex(message::json_too_many(MAX_VALUES))
        }
        serde_json::error::Category::Data => {
            FormatError::TooComplex(message::json_too_deep(usize::from(MAX_DEPTH)))
        }
        _ if told.starts_with("recursion limit") => {
            FormatError::TooComplex(message::json_too_deep(usize::from(MAX_DEPTH)))
        }
        _ => FormatError::Malformed { line, column, what: message::json_fault(fault(told)) },
    }
}

/// An error's place, counted from the start of a text of which `before` was passed over.
#[cfg(feature = "interchange")]
fn further(error: FormatError, before: &str) -> FormatError {
    let lines = before.matches('\n').count();
    let columns = before[before.rfind('\n').map_or(0, |at| at + 1)..].chars().count();
    let moved =
        |line: usize, column: usize| (line + lines, if line == 1 { column + columns } else { column });
    match error {
        FormatError::Truncated { line, column } => {
            let (line, column) = moved(line, column);
            FormatError::Truncated { line, column }
        }
        FormatError::Malformed { line, column, what } => {
            let (line, column) = moved(line, column);
            FormatError::Malformed { line, column, what }
        }
        other => other,
    }
}

/// What the parser says, as `json-fault` of the messages names it.
fn fault(told: &str) -> &str {
    match told {
        "trailing characters" => "trailing",
        "expected value" | "expected ident" => "value",
        "expected `:`" => "colon",
        "expected `,` or `]`" => "comma-in-list",
        "expected `,` or `}`" => "comma-in-object",
        "trailing comma" => "trailing-comma",
        "key must be a string" => "key",
        "invalid escape" => "escape",
        "invalid number" | "number out of range" => "number",
        _ if told.starts_with("control character") => "control",
        _ if told.contains("surrogate") || told.contains("hex escape") || told.contains("code point") => {
            "surrogate"
        }
        _ => told,
    }
}

/// What reading is broken off with, inside the parser.
const TOO_MANY: &str = "too many";
/// What reading is broken off with, inside the parser.
const TOO_DEEP: &str = "too deep";

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Bounded { left: &Cell::new(MAX_VALUES), depth: 0 }.deserialize(source)
    }
}

/// A value goes out with its keys in their order, twins included.
impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => into.serialize_unit(),
            Self::Bool(value) => into.serialize_bool(*value),
            Self::Whole(value) => into.serialize_u64(*value),
            Self::Negative(value) => into.serialize_i64(*value),
            Self::Number(value) => into.serialize_f64(*value),
            Self::Text(text) => into.serialize_str(text),
            Self::List(list) => into.collect_seq(list),
            Self::Object(entries) => {
                let mut map = into.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key.as_ref(), value)?;
                }
                map.end()
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Bounded<'b> {
    left: &'b Cell<u32>,
    depth: u8,
}

impl Bounded<'_> {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            Err(E::custom(TOO_DEEP))
        } else {
            Ok(Self { depth: self.depth + 1, ..self })
        }
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Json<'de>, D::Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| de::Error::custom(TOO_MANY))?;
        self.left.set(left);
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(u64::try_from(value).map_or(Json::Negative(value), Json::Whole))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(value)))
    }

    fn visit_string<E>(self, value: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(value) = source.next_element_seed(inner)? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Json<'de>, A::Error> {
        let inner = self.deeper()?;
        // Most annotations have five keys or more: a list that begins with room for four would be moved for each.
        let mut entries = Vec::with_capacity(8);
        while let Some(key) = source.next_key_seed(Key)? {
            entries.push((key, source.next_value_seed(inner)?));
        }
        Ok(Json::Object(entries))
    }
}

struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Cow<'de, str>, D::Error> {
        source.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_order_and_their_twins() {
        let value = Json::parse(r#"{"b": 1, "a": [null, -2, "x\n"], "b": 3.0}"#).unwrap();
        let Json::Object(entries) = &value else { panic!("an object") };
        assert_eq!(entries.iter().map(|(key, _)| key.as_ref()).collect::<Vec<_>>(), ["b", "a", "b"]);
        assert_eq!(value.get("b").and_then(Json::as_whole), Some(3));
        let mut odd = Vec::new();
        let [b] = fields(entries, ["b"], |key, oddity| odd.push((key.to_owned(), oddity)));
        assert_eq!(b.and_then(Json::as_whole), Some(3));
        assert_eq!(odd, [("a".to_owned(), Oddity::Unknown), ("b".to_owned(), Oddity::Twice)]);
    }

    #[test]
    fn a_text_that_stops_early_is_told_from_a_wrong_one_with_the_place_in_characters() {
        assert_eq!(Json::parse("{\"é\":\n\"éé"), Err(FormatError::Truncated { line: 2, column: 3 }));
        let wrong = Json::parse("[1,\n \"éé\" 2]").unwrap_err();
        assert_eq!(
            wrong,
            FormatError::Malformed { line: 2, column: 7, what: message::json_fault("comma-in-list") }
        );
    }

    #[test]
    fn a_value_goes_out_as_it_came_in() {
        let text =
            r#"{"b":1,"a":[null,-2,"x\n",1.5,18446744073709551615,true,{}],"b":3.0,"é":-9007199254740993}"#;
        let value = Json::parse(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert_eq!((value.depth(), Json::Null.depth()), (3, 0));
    }

    #[test]
    fn nesting_has_a_limit() {
        let refused = Json::parse(&"[".repeat(100_000)).unwrap_err();
        assert!(matches!(refused, FormatError::TooComplex(_)), "{refused}");
    }
}

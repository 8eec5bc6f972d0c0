//! Messages as the database has them: by name, so that they can be told in any language of any later version.
//!
//! A name, then each argument behind a control character: `new-annotation␟quote`. Numbers are marked, as a choice is
//! made by them.

use super::generated::KEPT;
use super::{Message, Number, Value};

/// Before each argument.
const BETWEEN: char = '\u{1f}';
/// Before the digits of a number.
const NUMBER: char = '#';
/// Before a text.
const TEXT: char = '=';

impl Message {
    /// The message as text that [`read`](Self::read) reads. One that `en.ftl` does not mark as kept is said in English.
    #[must_use]
    pub fn written(&self) -> String {
        let Some((_, name)) = KEPT.iter().find(|(id, _)| *id == self.id) else {
            return format!("{BETWEEN}{self}");
        };
        self.arguments.iter().fold((*name).to_owned(), |written, argument| match argument {
            Value::Text(text) => format!("{written}{BETWEEN}{TEXT}{text}"),
            Value::Number(number) => format!("{written}{BETWEEN}{NUMBER}{}", number.value),
            Value::Message(message) => format!("{written}{BETWEEN}{TEXT}{message}"),
        })
    }

    /// Reads what [`written`](Self::written) wrote. What a later version has written and this one does not know is
    /// shown as it is.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let (name, arguments) = written.split_once(BETWEEN).unwrap_or((written, ""));
        let known = KEPT.iter().find(|(_, known)| *known == name);
        let Some((id, _)) = known.filter(|_| !name.is_empty()) else {
            return Self::verbatim(if name.is_empty() { arguments } else { name });
        };
        let arguments = arguments.split(BETWEEN).filter_map(|argument| match argument.strip_prefix(NUMBER) {
            Some(digits) => digits.parse::<u64>().ok().map(|number| Value::Number(Number::from(number))),
            None => argument.strip_prefix(TEXT).map(Value::from),
        });
        Self::with(*id, arguments.collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::messages::{Language, Locale, Message, Plain, message};

    #[test]
    fn what_is_written_is_read_and_told_in_any_language() {
        let made = message::relabelled("quote", "denial");
        assert_eq!(Message::read(&made.written()), made);
        let french = Language::of("fr").expect("it is there");
        let locale = Locale::new(french, std::rc::Rc::new(Plain::of(french)));
        let several = Message::read(&message::accepted_several(1_usize).written());
        assert_eq!(locale.say(&several), "1 suggestion acceptée");
    }

    #[test]
    fn what_has_no_name_in_the_database_is_told_as_it_was() {
        assert_eq!(Message::read(&message::let_go().written()).to_string(), "Let go");
        assert_eq!(Message::read("of-a-later-version").to_string(), "of-a-later-version");
    }

    #[test]
    fn a_name_in_the_database_stays() {
        assert_eq!(message::new_annotation("quote").written(), "new-annotation\u{1f}=quote");
        assert_eq!(message::load_of(2_usize).written(), "load-of\u{1f}#2");
    }
}

//! A key with what is held down along with it, as somebody presses it, writes it down and reads it.

use std::fmt;

use crate::messages::{Message, message};

/// A key as the browser reports it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPress {
    /// What the key means on this keyboard: `KeyboardEvent.key`.
    pub key: String,
    /// Where the key lies: `KeyboardEvent.code`.
    pub code: String,
    /// Control, or Command on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

/// A key with what is held down along with it. Written as `Ctrl+Shift+z`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord {
    /// As `KeyboardEvent.key` has it; a letter in lower case.
    key: String,
    command: bool,
    alt: bool,
    shift: bool,
}

impl Chord {
    /// What a press means, whatever the keyboard: a letter of another script is known by where it lies, and of a sign
    /// it does not matter whether it takes Shift. `None` for a key that is only held down along with others.
    #[must_use]
    pub fn of(press: &KeyPress) -> Option<Self> {
        let KeyPress { key, code, command, shift, alt } = press;
        if matches!(
            key.as_str(),
            "" | "Shift" | "Control" | "Alt" | "AltGraph" | "Meta" | "Dead" | "Unidentified"
        ) {
            return None;
        }
        let sign = only_char(key);
        let is_foreign = sign.is_some_and(|sign| sign.is_alphabetic() && !sign.is_ascii());
        let place = code.strip_prefix("Key").filter(|_| is_foreign);
        let key = match place {
            Some(letter) => letter.to_lowercase(),
            None if sign.is_some() => key.to_lowercase(),
            None => key.clone(),
        };
        let takes_shift = only_char(&key).is_none_or(char::is_alphabetic);
        Some(Self { key, command: *command, alt: *alt, shift: *shift && takes_shift })
    }

    /// Reads `Ctrl+Shift+z`.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let mut press = KeyPress::default();
        let mut rest = written;
        loop {
            // A plus may be the key itself.
            let part = rest.split_once('+').filter(|(part, key)| !part.is_empty() && !key.is_empty());
            let held = match part {
                Some(("Ctrl", _)) => &mut press.command,
                Some(("Alt", _)) => &mut press.alt,
                Some(("Shift", _)) => &mut press.shift,
                _ => break,
            };
            *held = true;
            rest = part.map_or("", |(_, key)| key);
        }
        let is_key = only_char(rest).is_some() || rest.chars().all(|c| c.is_ascii_alphanumeric());
        rest.clone_into(&mut press.key);
        Self::of(&press).filter(|_| is_key)
    }

    /// The letter or sign alone, if nothing is held down with it.
    #[must_use]
    pub fn bare_char(&self) -> Option<char> {
        only_char(&self.key).filter(|_| !self.command && !self.alt && !self.shift)
    }

    /// What a person reads on the keys, one each.
    #[must_use]
    pub fn parts(&self) -> Vec<Message> {
        let held = [
            (self.command, message::key_control as fn() -> Message),
            (self.alt, message::key_alt),
            (self.shift, message::key_shift),
        ];
        let held = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| name());
        let key = match self.key.as_str() {
            "ArrowLeft" => Message::verbatim("←"),
            "ArrowRight" => Message::verbatim("→"),
            "ArrowUp" => Message::verbatim("↑"),
            "ArrowDown" => Message::verbatim("↓"),
            "Enter" => message::key_enter(),
            "Escape" => message::key_escape(),
            "Delete" => message::key_delete(),
            "Backspace" => message::key_backspace(),
            "Home" => message::key_home(),
            "End" => message::key_end(),
            "PageUp" => message::key_page_up(),
            "PageDown" => message::key_page_down(),
            " " => message::key_space(),
            // With others, a letter is read as it stands on the key.
            key if self.command || self.shift => Message::verbatim(key.to_uppercase()),
            key => Message::verbatim(key),
        };
        held.chain([key]).collect()
    }

    /// The same in one line.
    #[must_use]
    pub fn message(&self) -> Message {
        let mut parts = self.parts().into_iter();
        let first = parts.next().unwrap_or_else(|| Message::verbatim(""));
        parts.fold(first, message::key_and)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is_held, name) in [(self.command, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if is_held {
                f.write_str(name)?;
            }
        }
        f.write_str(&self.key)
    }
}

/// The one character of a text that has one.
pub(super) fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{Chord, KeyPress};

    fn press(key: &str, code: &str, shift: bool) -> String {
        let press = KeyPress { key: key.to_owned(), code: code.to_owned(), shift, ..KeyPress::default() };
        Chord::of(&press).map_or_else(String::new, |chord| chord.to_string())
    }

    #[test]
    fn a_press_is_known_by_what_it_means() {
        assert_eq!(press("n", "KeyN", false), "n");
        assert_eq!(press("N", "KeyN", true), "Shift+n");
        assert_eq!(press("?", "Slash", true), "?", "QWERTY");
        assert_eq!(press("?", "KeyM", true), "?", "AZERTY");
        assert_eq!(press("/", "Period", true), "/", "AZERTY");
        assert_eq!(press("Enter", "Enter", true), "Shift+Enter");
        assert_eq!(press("Shift", "ShiftLeft", true), "");
    }

    #[test]
    fn a_letter_of_another_script_is_known_by_where_it_lies() {
        assert_eq!(press("т", "KeyN", false), "n", "Russian");
        assert_eq!(press("Ζ", "KeyZ", true), "Shift+z", "Greek");
        assert_eq!(press("é", "Digit2", false), "é", "AZERTY");
    }

    #[test]
    fn what_is_written_is_read() {
        for written in ["n", "Shift+n", "Ctrl+Shift+z", "Alt+ArrowLeft", "+", "Ctrl++", "?", "F3"] {
            let chord = Chord::read(written).expect(written);
            assert_eq!(chord.to_string(), written);
        }
        for wrong in ["", "Ctrl+", "Shift", "Hyper+n", "n p"] {
            assert_eq!(Chord::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_chord_is_shown_as_it_stands_on_the_keys() {
        let shown = |written: &str| Chord::read(written).expect(written).message().to_string();
        assert_eq!(shown("Ctrl+Shift+z"), "Ctrl Shift Z");
        assert_eq!(shown("Alt+ArrowLeft"), "Alt ←");
        assert_eq!(shown("n"), "n");
        assert_eq!(shown("Escape"), "Esc");
    }
}

//! Keys by name: `Shift+Control+ArrowRight`, `Alt+3`, `?`, several with blanks between them.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde_json::json;

use crate::browser::Browser;
use crate::engine::Engine;

const CONTROL: char = '\u{e009}';
const SHIFT: char = '\u{e008}';
const ALT: char = '\u{e00a}';

/// Holding a key or letting it go, as WebDriver numbers keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stroke {
    Down(char),
    Up(char),
}

/// A modifier that stays down while something else is done.
#[derive(Clone, Copy, Debug)]
pub enum Modifier {
    /// Alt.
    Alt,
    /// Shift.
    Shift,
}

impl Browser {
    /// Presses keys, one after another.
    pub fn press(&self, keys: &str) {
        for key in keys.split_whitespace() {
            self.stroke(&strokes(key));
        }
    }

    /// Presses a key many times.
    pub fn press_times(&self, key: &str, times: usize) {
        for _ in 0..times {
            self.press(key);
        }
    }

    /// Does something while a modifier is held down.
    pub fn holding<T>(&self, modifier: Modifier, act: impl FnOnce() -> T) -> T {
        let key = match modifier {
            Modifier::Alt => ALT,
            Modifier::Shift => SHIFT,
        };
        self.stroke(&[Stroke::Down(key)]);
        let done = act();
        self.stroke(&[Stroke::Up(key)]);
        done
    }

    fn stroke(&self, strokes: &[Stroke]) {
        if self.engine == Engine::Firefox {
            // Its driver leaves the window behind others, where Enter presses no button and a field tells of no change.
            self.script("if (!document.hasFocus()) window.focus()", json!([]));
        }
        let mut actions = KeyActions::new("keys".to_owned());
        for stroke in strokes {
            actions = actions.then(match *stroke {
                Stroke::Down(value) => KeyAction::Down { value },
                Stroke::Up(value) => KeyAction::Up { value },
            });
        }
        actions = actions.then(KeyAction::Pause { duration: Duration::ZERO });
        self.wait_for(self.client().perform_actions(actions), "key events");
    }
}

fn strokes(key: &str) -> Vec<Stroke> {
    let mut parts: Vec<&str> = key.split('+').collect();
    let last = parts.pop().unwrap_or_default();
    let held: Vec<char> = parts
        .iter()
        .map(|name| match *name {
            "Control" => CONTROL,
            "Shift" => SHIFT,
            "Alt" => ALT,
            other => panic!("`{other}` in `{key}` is no modifier"),
        })
        .collect();
    let struck = match named(last) {
        Some(c) => c,
        // What a keyboard sends: with Shift, the capital.
        None if held.contains(&SHIFT) => one_char(last).to_ascii_uppercase(),
        None => one_char(last),
    };
    let mut strokes: Vec<_> = held.iter().map(|&c| Stroke::Down(c)).collect();
    strokes.extend([Stroke::Down(struck), Stroke::Up(struck)]);
    strokes.extend(held.iter().rev().map(|&c| Stroke::Up(c)));
    strokes
}

fn one_char(key: &str) -> char {
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => c,
        _ => panic!("`{key}` is no key"),
    }
}

fn named(key: &str) -> Option<char> {
    Some(match key {
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "Enter" => '\u{e007}',
        "Escape" => '\u{e00c}',
        "Delete" => '\u{e017}',
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "F3" => '\u{e033}',
        "Space" => ' ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_go_down_first_and_up_last() {
        let expected = [
            Stroke::Down(CONTROL),
            Stroke::Down(SHIFT),
            Stroke::Down('Z'),
            Stroke::Up('Z'),
            Stroke::Up(SHIFT),
            Stroke::Up(CONTROL),
        ];
        assert_eq!(strokes("Control+Shift+z"), expected);
    }

    #[test]
    fn a_key_without_a_name_is_itself() {
        assert_eq!(strokes("?"), [Stroke::Down('?'), Stroke::Up('?')]);
    }

    #[test]
    #[should_panic(expected = "is no key")]
    fn a_misspelt_key_is_refused() {
        strokes("ArowLeft");
    }
}

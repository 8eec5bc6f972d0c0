//! Which key means what. One table, read by the key handler and by the page that lists the keys.

use crate::model::{Name, Scheme};

use super::action::{Action, Edge, Motion, Search};
use super::reviewing::Several;
use super::state::Session;

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

/// What a key asks for, beside what the browser itself must answer.
#[derive(Clone, Debug)]
pub enum Command {
    /// Something for the session.
    Act(Action),
    /// Move the caret a line up or down: only who knows the layout can tell where that is.
    Line {
        /// Down.
        forward: bool,
        /// Whether to hold what lies between.
        extend: bool,
    },
    /// Write the document to a file.
    Download,
    /// Ask for files to load.
    OpenFiles,
    /// Look for something in the text.
    Find,
    /// List the keys, or no longer.
    Help,
    /// Write a note on the chosen annotation.
    Note,
}

/// A line of the list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Under which heading it stands.
    pub group: &'static str,
    /// The keys, as they are shown.
    pub keys: &'static str,
    /// What they do.
    pub does: &'static str,
}

const fn binding(group: &'static str, keys: &'static str, does: &'static str) -> Binding {
    Binding { group, keys, does }
}

/// All keys but those of the labels and attribute values, which the scheme gives.
pub const BINDINGS: &[Binding] = &[
    binding("Select", "← →", "move the caret by a character"),
    binding("Select", "Ctrl ← →", "by a word"),
    binding("Select", "Alt ← →", "by a sentence"),
    binding("Select", "↑ ↓", "by a line"),
    binding("Select", "Ctrl ↑ ↓", "by a paragraph"),
    binding("Select", "Home End", "to the edge of the paragraph; with Ctrl, of the text"),
    binding("Select", "Shift + any of these", "select what lies between"),
    binding("Select", "w", "select the word at the caret"),
    binding("Select", "Shift w", "select the sentence at the caret"),
    binding("Select", "Shift click", "select from the caret to there, however far that is"),
    binding("Find", "Ctrl F   /", "find in the text; what is selected is looked for"),
    binding("Find", "Enter   Shift Enter", "next, previous match; also F3, Shift F3"),
    binding("Find", "Esc", "close; the match stays selected for a label's key"),
    binding("Label", "Alt + a label's key", "annotate exactly what is selected, without snapping to words"),
    binding("Choose", "n   p", "next, previous annotation"),
    binding("Choose", "Enter", "the annotation at the caret; again, the one under it"),
    binding("Choose", "Esc", "let go: of a link, an edge, a selection, a choice, the pen"),
    binding("Suggestions", "j   k", "next, previous suggestion"),
    binding(
        "Suggestions",
        "a",
        "accept it; a label's key accepts it as that; after e, with the edges as you moved them",
    ),
    binding("Suggestions", "Del  x", "reject it"),
    binding("Suggestions", "Shift A", "accept all that are shown"),
    binding(
        "Suggestions",
        "o",
        "find every occurrence of the selection or the chosen one; Shift O also in other case and accents",
    ),
    binding("Change", "e", "hold the end, then the start, for ← → to move; with Ctrl by a word"),
    binding("Change", "t", "write a note"),
    binding("Change", "Del  x", "delete"),
    binding("Link", "s", "link to the nearest source"),
    binding("Link", "l", "link to the source used last"),
    binding("Link", "r", "link to whatever you choose next: click it, or n, p and Enter"),
    binding("Link", "c", "continue the fragment before it"),
    binding("Work", "Ctrl Z   u", "undo"),
    binding("Work", "Ctrl Shift Z   Ctrl Y", "redo"),
    binding("Work", "Shift n   Shift p", "next, previous article"),
    binding("Work", "Ctrl S", "download the JSON"),
    binding("Work", "Ctrl O", "load files"),
    binding("Work", "?", "show and hide this list"),
];

/// Letters that mean something whatever the scheme.
const RESERVED: &str = "nptxslrcuwejkao";

/// The values of attributes that have a letter of their own, for a label: the value's first letter,
/// where no command and no earlier value has it.
#[must_use]
pub fn attribute_keys(scheme: &Scheme, label: &Name) -> Vec<(char, Name, Name)> {
    let mut keys: Vec<(char, Name, Name)> = Vec::new();
    for attribute in scheme.label(label).map(|label| label.attributes.as_slice()).unwrap_or_default() {
        for value in &attribute.values {
            let Some(key) = value.as_str().chars().next().filter(|c| c.is_ascii_lowercase()) else {
                continue;
            };
            let taken = RESERVED.contains(key) || keys.iter().any(|(other, ..)| *other == key);
            if !taken && !scheme.labels.iter().any(|label| label.key == key) {
                keys.push((key, attribute.name.clone(), value.clone()));
            }
        }
    }
    keys
}

impl Session {
    /// What a key means now, or `None` where it is the browser's.
    #[must_use]
    pub fn command(&self, press: &KeyPress) -> Option<Command> {
        self.arrow(press).or_else(|| self.label_key(press)).or_else(|| self.letter(press))
    }

    fn arrow(&self, press: &KeyPress) -> Option<Command> {
        let KeyPress { key, command, shift, alt, .. } = press;
        let caret =
            |motion, forward| Some(Command::Act(Action::MoveCaret { motion, forward, extend: *shift }));
        let forward = matches!(key.as_str(), "ArrowRight" | "ArrowDown" | "End");
        match (key.as_str(), command, alt) {
            ("ArrowLeft" | "ArrowRight", _, false) if self.held_edge().is_some() => {
                let edge = self.held_edge().unwrap_or(Edge::End);
                let motion = if *command { Motion::Word } else { Motion::Character };
                Some(Command::Act(Action::MoveEdge { edge, motion, forward }))
            }
            ("ArrowLeft" | "ArrowRight", false, false) => caret(Motion::Character, forward),
            ("ArrowLeft" | "ArrowRight", true, false) => caret(Motion::Word, forward),
            ("ArrowLeft" | "ArrowRight", false, true) => caret(Motion::Sentence, forward),
            ("ArrowUp" | "ArrowDown", false, false) => Some(Command::Line { forward, extend: *shift }),
            ("ArrowUp" | "ArrowDown", true, false) => caret(Motion::Paragraph, forward),
            ("Home" | "End", false, false) => caret(Motion::ParagraphEdge, forward),
            ("Home" | "End", true, false) => caret(Motion::Text, forward),
            _ => None,
        }
    }

    /// A label's key by what it means, or a digit by where it lies: AZERTY has digits under Shift, and
    /// Alt gives other signs on a Mac.
    fn label_key(&self, press: &KeyPress) -> Option<Command> {
        if press.command {
            return None;
        }
        // Not the numeric pad: without its lock, its 3 is Page Down. Not `?`, which some layouts have on a digit.
        let place = press.code.strip_prefix("Digit").filter(|_| press.key != "?");
        let labels = &self.dataset().scheme().labels;
        let meant = labels.iter().find(|label| is_char(&press.key, label.key));
        let label = meant
            .or_else(|| labels.iter().find(|label| place.is_some_and(|place| is_char(place, label.key))))?;
        Some(Command::Act(Action::UseLabel { label: label.name.clone(), as_is: press.alt }))
    }

    /// To the next match, or to where one says what to look for.
    fn step(&self, forward: bool) -> Command {
        if self.can_step() { Command::Act(Action::Search(Search::Step { forward })) } else { Command::Find }
    }

    fn letter(&self, press: &KeyPress) -> Option<Command> {
        if press.alt {
            return None;
        }
        let key = press.key.to_lowercase();
        let act = |action| Some(Command::Act(action));
        if press.command {
            return match (key.as_str(), press.shift) {
                ("z", false) => act(Action::Undo),
                ("z", true) | ("y", false) => act(Action::Redo),
                ("s", false) => Some(Command::Download),
                ("o", false) => Some(Command::OpenFiles),
                ("f", false) => Some(Command::Find),
                ("g", back) => Some(self.step(!back)),
                _ => None,
            };
        }
        match (key.as_str(), press.shift) {
            ("?", _) => Some(Command::Help),
            ("/", _) => Some(Command::Find),
            ("f3", back) => Some(self.step(!back)),
            ("escape", _) => act(Action::Escape),
            ("enter", _) => act(Action::ChooseAtCaret),
            ("n", false) => act(Action::ChooseNeighbour { forward: true }),
            ("p", false) => act(Action::ChooseNeighbour { forward: false }),
            ("j", false) => act(Action::FocusNeighbour { forward: true }),
            ("k", false) => act(Action::FocusNeighbour { forward: false }),
            ("o", loosely) => act(Action::FindOccurrences { loosely }),
            ("a", false) => act(Action::Accept(None)),
            ("a", true) => act(Action::AcceptSeveral(Several::All)),
            ("n", true) => act(Action::OpenNeighbour { forward: true }),
            ("p", true) => act(Action::OpenNeighbour { forward: false }),
            ("w", whole_sentence) => {
                let chosen = || self.chosen().map(|chosen| chosen.span.start);
                let at = self.selection().map(|selection| selection.span().start).or_else(chosen)?;
                act(if whole_sentence { Action::SelectSentence(at) } else { Action::SelectWord(at) })
            }
            ("e", false) => act(Action::HoldEdge),
            ("t", false) => Some(Command::Note),
            ("delete" | "backspace" | "x", false) => act(Action::Delete(None)),
            ("s", false) => act(Action::LinkNearest),
            ("l", false) => act(Action::LinkLast),
            ("r", false) => act(Action::Point),
            ("c", false) => act(Action::LinkContinued),
            ("u", false) => act(Action::Undo),
            _ => {
                let label = &self.chosen()?.label;
                let keys = attribute_keys(self.dataset().scheme(), label);
                let (_, name, value) = keys.into_iter().find(|(letter, ..)| is_char(&key, *letter))?;
                act(Action::SetAttribute { name, value: Some(value) })
            }
        }
    }
}

fn is_char(text: &str, c: char) -> bool {
    let mut chars = text.chars();
    chars.next() == Some(c) && chars.next().is_none()
}

//! What a key asks for now: of the keymap, of the scheme's labels and attribute values, and of the arrows.

use crate::model::{Mark, Name};

use super::action::{Action, Edge, Motion, Search};
use super::chord::{Chord, KeyPress, only_char};
use super::effect::Effect;
use super::keymap::{Deed, Keymap};
use super::reviewing::Several;
use super::state::Session;

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
    /// Show all articles, or no longer.
    Queue,
    /// Write what is known of the open article.
    About,
}

impl Session {
    /// The keys that the person uses.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Gives a deed another key, unless that one always means something else.
    #[inline(never)]
    pub(super) fn change_key(&mut self, deed: Deed, chord: &Chord) -> Vec<Effect> {
        let labels = &self.dataset().scheme().labels;
        let is_labels = chord.bare_char().is_some_and(|key| labels.iter().any(|label| label.key == key));
        if is_labels || is_fixed(chord) {
            return Vec::new();
        }
        self.keymap.change(deed, chord);
        vec![Effect::KeysChanged]
    }

    /// The values of attributes that have a letter of their own, for a label: the value's first letter, where no
    /// command and no earlier value has it.
    #[must_use]
    pub fn attribute_keys(&self, label: &Name) -> Vec<(char, Name, Name)> {
        let scheme = self.dataset().scheme();
        let mut keys: Vec<(char, Name, Name)> = Vec::new();
        for attribute in scheme.label(label).map(|label| label.attributes.as_slice()).unwrap_or_default() {
            for value in &attribute.values {
                let Some(key) = value.as_str().chars().next().filter(|c| c.is_ascii_lowercase()) else {
                    continue;
                };
                let taken = self.keymap.uses(key) || keys.iter().any(|(other, ..)| *other == key);
                if !taken && !scheme.labels.iter().any(|label| label.key == key) {
                    keys.push((key, attribute.name.clone(), value.clone()));
                }
            }
        }
        keys
    }

    /// What a key means now, or `None` where it is the browser's.
    #[must_use]
    pub fn command(&self, press: &KeyPress) -> Option<Command> {
        self.arrow(press)
            .or_else(|| self.label_key(press, &press.key))
            .or_else(|| self.given(press))
            // By its place only where it means nothing: AZERTY has digits under Shift, Alt gives other signs on a Mac,
            // and some layouts have `?` or `/` on a digit. Not the numeric pad: without its lock, its 3 is Page Down.
            .or_else(|| self.label_key(press, press.code.strip_prefix("Digit")?))
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

    fn label_key(&self, press: &KeyPress, key: &str) -> Option<Command> {
        let key = only_char(key).filter(|_| !press.command)?;
        let label = self.dataset().scheme().labels.iter().find(|label| label.key == key)?;
        Some(Command::Act(Action::UseLabel { label: label.name.clone(), as_is: press.alt }))
    }

    fn given(&self, press: &KeyPress) -> Option<Command> {
        let chord = Chord::of(press)?;
        if let Some(deed) = self.keymap.deed(&chord) {
            return self.meaning(deed);
        }
        let letter = chord.bare_char()?;
        let keys = self.attribute_keys(&self.chosen()?.label);
        let (_, name, value) = keys.into_iter().find(|(key, ..)| *key == letter)?;
        Some(Command::Act(Action::SetAttribute { name, value: Some(value) }))
    }

    fn meaning(&self, deed: Deed) -> Option<Command> {
        let chosen = || self.chosen().map(|chosen| chosen.span.start);
        let here = || self.selection().map(|selection| selection.span().start).or_else(chosen);
        Some(Command::Act(match deed {
            Deed::SelectWord => Action::SelectWord(here()?),
            Deed::SelectSentence => Action::SelectSentence(here()?),
            Deed::NextAnnotation => Action::ChooseNeighbour { forward: true },
            Deed::PreviousAnnotation => Action::ChooseNeighbour { forward: false },
            Deed::ChooseAtCaret => Action::ChooseAtCaret,
            Deed::LetGo => Action::Escape,
            Deed::NextSuggestion => Action::FocusNeighbour { forward: true },
            Deed::PreviousSuggestion => Action::FocusNeighbour { forward: false },
            Deed::Accept => Action::Accept(None),
            Deed::AcceptAll => Action::AcceptSeveral(Several::All),
            Deed::FindOccurrences => Action::FindOccurrences { loosely: false },
            Deed::FindLoosely => Action::FindOccurrences { loosely: true },
            Deed::HoldEdge => Action::HoldEdge,
            Deed::Delete => Action::Delete(None),
            Deed::LinkNearest => Action::LinkNearest,
            Deed::LinkLast => Action::LinkLast,
            Deed::Point => Action::Point,
            Deed::LinkContinued => Action::LinkContinued,
            Deed::Undo => Action::Undo,
            Deed::Redo => Action::Redo,
            Deed::NextArticle => Action::OpenNeighbour { forward: true },
            Deed::PreviousArticle => Action::OpenNeighbour { forward: false },
            Deed::NextToDo => Action::OpenToDo { forward: true },
            Deed::PreviousToDo => Action::OpenToDo { forward: false },
            Deed::Finish => Action::Finish(Mark::Done),
            Deed::Skip => Action::Finish(Mark::Skipped),
            Deed::Flag => Action::ToggleFlag(None),
            Deed::About => return Some(Command::About),
            Deed::Queue => return Some(Command::Queue),
            Deed::Note => return Some(Command::Note),
            Deed::Download => return Some(Command::Download),
            Deed::Load => return Some(Command::OpenFiles),
            Deed::Find => return Some(Command::Find),
            Deed::NextMatch | Deed::PreviousMatch => {
                // Where nothing is looked for, one says what first.
                let forward = deed == Deed::NextMatch;
                return Some(if self.can_step() {
                    Command::Act(Action::Search(Search::Step { forward }))
                } else {
                    Command::Find
                });
            }
            Deed::Help => return Some(Command::Help),
        }))
    }
}

/// Whether a key always means the same: it moves the caret, or the focus.
fn is_fixed(chord: &Chord) -> bool {
    let written = chord.to_string();
    let key = written.rsplit('+').next().unwrap_or_default();
    matches!(key, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "Tab" | " ")
}

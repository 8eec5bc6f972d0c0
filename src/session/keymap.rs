//! Which key means what. One table, read by the key handler and by the page that lists the keys; a person may change it.

use std::collections::BTreeMap;

use crate::messages::{Message, message};

use super::chord::Chord;

/// What a key may be given for. The arrows, the labels' keys and those of attribute values are no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Select the word at the caret.
    SelectWord,
    /// Select the sentence at the caret.
    SelectSentence,
    /// Go to the next annotation.
    NextAnnotation,
    /// Go to the annotation before.
    PreviousAnnotation,
    /// Choose what covers the caret.
    ChooseAtCaret,
    /// Let go of one thing.
    LetGo,
    /// Go to the next suggestion.
    NextSuggestion,
    /// Go to the suggestion before.
    PreviousSuggestion,
    /// Accept the suggestion in focus.
    Accept,
    /// Accept all that are shown.
    AcceptAll,
    /// Find every occurrence.
    FindOccurrences,
    /// The same, also in other case and accents.
    FindLoosely,
    /// Hold an edge for the arrows.
    HoldEdge,
    /// Write a note.
    Note,
    /// Delete the chosen annotation, or reject the suggestion in focus.
    Delete,
    /// Link to the nearest source.
    LinkNearest,
    /// Link to the source used last.
    LinkLast,
    /// Link to whatever is chosen next.
    Point,
    /// Continue the fragment before.
    LinkContinued,
    /// Take back the last gesture.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Read the next article.
    NextArticle,
    /// Read the article before.
    PreviousArticle,
    /// Read the next article that is left to do.
    NextToDo,
    /// Read the one before that is left to do.
    PreviousToDo,
    /// Mark the article as done and go on.
    Finish,
    /// Leave the article out and go on.
    Skip,
    /// Flag the article.
    Flag,
    /// Write what is known of the article.
    About,
    /// Show all articles, or no longer.
    Queue,
    /// Write the document to a file.
    Download,
    /// Ask for files to load.
    Load,
    /// Look for something in the text.
    Find,
    /// Go to the next match.
    NextMatch,
    /// Go to the match before.
    PreviousMatch,
    /// List the keys.
    Help,
}

/// Each deed with its name where keys are written down, and its keys as long as nobody changed them.
const DEEDS: &[(Deed, &str, &str)] = &[
    (Deed::SelectWord, "select-word", "w"),
    (Deed::SelectSentence, "select-sentence", "Shift+w"),
    (Deed::NextAnnotation, "next-annotation", "n"),
    (Deed::PreviousAnnotation, "previous-annotation", "p"),
    (Deed::ChooseAtCaret, "choose-at-caret", "Enter"),
    (Deed::LetGo, "let-go", "Escape"),
    (Deed::NextSuggestion, "next-suggestion", "j"),
    (Deed::PreviousSuggestion, "previous-suggestion", "k"),
    (Deed::Accept, "accept", "a"),
    (Deed::AcceptAll, "accept-all", "Shift+a"),
    (Deed::FindOccurrences, "find-occurrences", "o"),
    (Deed::FindLoosely, "find-loosely", "Shift+o"),
    (Deed::HoldEdge, "hold-edge", "e"),
    (Deed::Note, "note", "t"),
    (Deed::Delete, "delete", "Delete x Backspace"),
    (Deed::LinkNearest, "link-nearest", "s"),
    (Deed::LinkLast, "link-last", "l"),
    (Deed::Point, "point", "r"),
    (Deed::LinkContinued, "link-continued", "c"),
    (Deed::Undo, "undo", "Ctrl+z u"),
    (Deed::Redo, "redo", "Ctrl+Shift+z Ctrl+y"),
    (Deed::NextArticle, "next-article", "Shift+n"),
    (Deed::PreviousArticle, "previous-article", "Shift+p"),
    (Deed::NextToDo, "next-to-do", "Shift+j"),
    (Deed::PreviousToDo, "previous-to-do", "Shift+k"),
    (Deed::Finish, "finish", "Shift+d"),
    (Deed::Skip, "skip", "Shift+x"),
    (Deed::Flag, "flag", "Shift+f"),
    (Deed::About, "about", "Shift+t"),
    (Deed::Queue, "queue", "Shift+q"),
    (Deed::Download, "download", "Ctrl+s"),
    (Deed::Load, "load", "Ctrl+o"),
    (Deed::Find, "find", "Ctrl+f /"),
    (Deed::NextMatch, "next-match", "F3 Ctrl+g"),
    (Deed::PreviousMatch, "previous-match", "Shift+F3 Ctrl+Shift+g"),
    (Deed::Help, "help", "?"),
];

impl Deed {
    fn row(self) -> Option<&'static (Self, &'static str, &'static str)> {
        DEEDS.iter().find(|(deed, ..)| *deed == self)
    }

    /// Its name where keys are written down.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |(_, name, _)| name)
    }

    /// What it does, in words.
    #[must_use]
    pub fn told(self) -> Message {
        let line = LINES.iter().find(|(_, keys, _)| *keys == Keys::Of(self));
        line.map_or_else(|| Message::verbatim(self.name()), |(.., does)| does())
    }

    /// The deed of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        DEEDS.iter().find(|(_, known, _)| *known == name).map(|(deed, ..)| *deed)
    }
}

/// The keys that a person uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// The deeds whose keys are not what they were.
    changed: BTreeMap<Deed, Vec<Chord>>,
}

impl Keymap {
    /// The keys of a deed; the first one is the one that is told.
    #[must_use]
    pub fn keys(&self, deed: Deed) -> Vec<Chord> {
        match self.changed.get(&deed) {
            Some(keys) => keys.clone(),
            None => deed.row().map(|(.., keys)| chords(keys)).unwrap_or_default(),
        }
    }

    /// The first key of a deed, in words; nothing where it has none.
    #[must_use]
    pub fn told(&self, deed: Deed) -> Message {
        self.keys(deed).first().map_or_else(|| Message::verbatim(""), Chord::message)
    }

    /// What a key is given for.
    #[must_use]
    pub fn deed(&self, chord: &Chord) -> Option<Deed> {
        DEEDS.iter().map(|(deed, ..)| *deed).find(|deed| self.keys(*deed).contains(chord))
    }

    /// Whether the keys are not what they were.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Gives a deed this key and no other. Whatever had it loses it.
    pub fn change(&mut self, deed: Deed, chord: &Chord) {
        let former = self.deed(chord).filter(|former| *former != deed);
        if let Some(former) = former {
            let left = self.keys(former).into_iter().filter(|other| other != chord).collect();
            self.changed.insert(former, left);
        }
        self.changed.insert(deed, vec![chord.clone()]);
        self.changed.retain(|deed, keys| deed.row().is_none_or(|(.., own)| chords(own) != *keys));
    }

    /// All keys, a line each: a deed's name and its keys.
    #[must_use]
    pub fn written(&self) -> String {
        DEEDS.iter().fold(String::new(), |mut text, (deed, name, _)| {
            text += name;
            for chord in self.keys(*deed) {
                text.push(' ');
                text += &chord.to_string();
            }
            text.push('\n');
            text
        })
    }

    /// Reads what [`written`](Self::written) wrote; deeds that are not there keep their keys, and lines that say nothing
    /// are passed over.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let mut keymap = Self::default();
        for line in written.lines() {
            let (name, keys) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let Some(row) = Deed::named(name).and_then(Deed::row) else { continue };
            let keys = chords(keys);
            if keys != chords(row.2) {
                keymap.changed.insert(row.0, keys);
            }
        }
        keymap
    }

    /// Whether a letter alone is given for something.
    pub(super) fn uses(&self, letter: char) -> bool {
        DEEDS.iter().any(|(deed, ..)| self.keys(*deed).iter().any(|chord| chord.bare_char() == Some(letter)))
    }
}

fn chords(written: &str) -> Vec<Chord> {
    written.split_whitespace().filter_map(Chord::read).collect()
}

/// Under which heading a line of the list of keys stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The caret and the selection.
    Select,
    /// Looking for something.
    Find,
    /// Labels.
    Label,
    /// Going to annotations.
    Choose,
    /// Suggestions.
    Suggestions,
    /// Changing what is chosen.
    Change,
    /// Relations.
    Link,
    /// Everything else.
    Work,
}

impl Group {
    /// All, in order.
    pub const ALL: [Self; 8] = [
        Self::Select,
        Self::Find,
        Self::Label,
        Self::Choose,
        Self::Suggestions,
        Self::Change,
        Self::Link,
        Self::Work,
    ];

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> Message {
        match self {
            Self::Select => message::keys_select(),
            Self::Find => message::keys_find(),
            Self::Label => message::keys_label(),
            Self::Choose => message::keys_choose(),
            Self::Suggestions => message::suggestions(),
            Self::Change => message::keys_change(),
            Self::Link => message::keys_link(),
            Self::Work => message::keys_work(),
        }
    }
}

/// Which keys a line of the list tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Those of a deed, which can be changed.
    Of(Deed),
    /// These.
    Fixed(&'static str),
}

/// A line of the list of keys: under which heading, which keys, and what they do.
pub type Line = (Group, Keys, fn() -> Message);

/// The lines of the list of keys, but those of labels and attribute values, which the scheme gives.
pub const LINES: &[Line] = &[
    (Group::Select, Keys::Fixed("ArrowLeft ArrowRight"), message::does_character),
    (Group::Select, Keys::Fixed("Ctrl+ArrowLeft Ctrl+ArrowRight"), message::does_word),
    (Group::Select, Keys::Fixed("Alt+ArrowLeft Alt+ArrowRight"), message::does_sentence),
    (Group::Select, Keys::Fixed("ArrowUp ArrowDown"), message::does_line),
    (Group::Select, Keys::Fixed("Ctrl+ArrowUp Ctrl+ArrowDown"), message::does_paragraph),
    (Group::Select, Keys::Fixed("Home End"), message::does_edge),
    (Group::Select, Keys::Fixed(SHIFT), message::does_extend),
    (Group::Select, Keys::Of(Deed::SelectWord), message::does_select_word),
    (Group::Select, Keys::Of(Deed::SelectSentence), message::does_select_sentence),
    (Group::Select, Keys::Fixed(SHIFT), message::does_shift_click),
    (Group::Find, Keys::Of(Deed::Find), message::does_find_text),
    (Group::Find, Keys::Of(Deed::NextMatch), message::does_next_match),
    (Group::Find, Keys::Of(Deed::PreviousMatch), message::does_previous_match),
    (Group::Find, Keys::Fixed("Escape"), message::does_close_find),
    (Group::Label, Keys::Fixed(ALT), message::does_as_is),
    (Group::Choose, Keys::Of(Deed::NextAnnotation), message::does_next),
    (Group::Choose, Keys::Of(Deed::PreviousAnnotation), message::does_previous),
    (Group::Choose, Keys::Of(Deed::ChooseAtCaret), message::does_choose),
    (Group::Choose, Keys::Of(Deed::LetGo), message::does_let_go),
    (Group::Suggestions, Keys::Of(Deed::NextSuggestion), message::does_next_suggestion),
    (Group::Suggestions, Keys::Of(Deed::PreviousSuggestion), message::does_previous_suggestion),
    (Group::Suggestions, Keys::Of(Deed::Accept), message::does_accept),
    (Group::Suggestions, Keys::Of(Deed::Delete), message::does_reject),
    (Group::Suggestions, Keys::Of(Deed::AcceptAll), message::does_accept_all),
    (Group::Suggestions, Keys::Of(Deed::FindOccurrences), message::does_find),
    (Group::Suggestions, Keys::Of(Deed::FindLoosely), message::does_find_loosely),
    (Group::Change, Keys::Of(Deed::HoldEdge), message::does_hold),
    (Group::Change, Keys::Of(Deed::Note), message::does_note),
    (Group::Change, Keys::Of(Deed::Delete), message::does_delete),
    (Group::Link, Keys::Of(Deed::LinkNearest), message::does_link_nearest),
    (Group::Link, Keys::Of(Deed::LinkLast), message::does_link_last),
    (Group::Link, Keys::Of(Deed::Point), message::does_point),
    (Group::Link, Keys::Of(Deed::LinkContinued), message::does_continue),
    (Group::Work, Keys::Of(Deed::Undo), message::does_undo),
    (Group::Work, Keys::Of(Deed::Redo), message::does_redo),
    (Group::Work, Keys::Of(Deed::NextArticle), message::does_next_article),
    (Group::Work, Keys::Of(Deed::PreviousArticle), message::does_previous_article),
    (Group::Work, Keys::Of(Deed::NextToDo), message::does_next_to_do),
    (Group::Work, Keys::Of(Deed::PreviousToDo), message::does_previous_to_do),
    (Group::Work, Keys::Of(Deed::Finish), message::does_finish),
    (Group::Work, Keys::Of(Deed::Skip), message::does_skip),
    (Group::Work, Keys::Of(Deed::Flag), message::does_flag),
    (Group::Work, Keys::Of(Deed::About), message::does_about),
    (Group::Work, Keys::Of(Deed::Queue), message::does_queue),
    (Group::Work, Keys::Of(Deed::Download), message::does_download),
    (Group::Work, Keys::Of(Deed::Load), message::does_load),
    (Group::Work, Keys::Of(Deed::Help), message::does_help),
];

/// What is only held down along with other keys.
const SHIFT: &str = "Shift";
const ALT: &str = "Alt";

impl Keys {
    /// The keys, each as what stands on what is pressed together.
    #[must_use]
    pub fn shown(self, keymap: &Keymap) -> Vec<Vec<Message>> {
        match self {
            Self::Of(deed) => keymap.keys(deed).iter().map(Chord::parts).collect(),
            Self::Fixed(SHIFT) => vec![vec![message::key_shift()]],
            Self::Fixed(ALT) => vec![vec![message::key_alt()]],
            Self::Fixed(keys) => chords(keys).iter().map(Chord::parts).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEDS, Deed, Keymap, Keys, LINES, chords};
    use crate::session::chord::Chord;

    fn key(written: &str) -> Chord {
        Chord::read(written).expect(written)
    }

    #[test]
    fn each_key_is_given_once_and_each_deed_is_listed() {
        let mut all: Vec<_> = DEEDS.iter().flat_map(|(.., keys)| chords(keys)).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        for (deed, ..) in DEEDS {
            assert!(LINES.iter().any(|(_, keys, _)| *keys == Keys::Of(*deed)), "{deed:?}");
        }
        assert!(LINES.iter().all(|(_, keys, _)| !keys.shown(&Keymap::default()).is_empty()));
    }

    #[test]
    fn a_key_that_is_given_anew_is_lost_by_whatever_had_it() {
        let mut keymap = Keymap::default();
        keymap.change(Deed::NextAnnotation, &key("j"));
        assert_eq!(keymap.deed(&key("j")), Some(Deed::NextAnnotation));
        assert_eq!(keymap.deed(&key("n")), None);
        assert_eq!(keymap.keys(Deed::NextSuggestion), []);
        keymap.change(Deed::NextAnnotation, &key("n"));
        keymap.change(Deed::NextSuggestion, &key("j"));
        assert!(!keymap.is_changed());
    }

    #[test]
    fn a_changed_keymap_is_read_as_it_was_written() {
        let mut keymap = Keymap::default();
        keymap.change(Deed::Delete, &key("Ctrl+d"));
        keymap.change(Deed::Accept, &key("j"));
        assert_eq!(Keymap::read(&keymap.written()), keymap);
        assert_eq!(Keymap::read("nonsense\nundo\n"), {
            let mut none = Keymap::default();
            none.changed.insert(Deed::Undo, Vec::new());
            none
        });
        assert!(!Keymap::read(&Keymap::default().written()).is_changed());
    }
}

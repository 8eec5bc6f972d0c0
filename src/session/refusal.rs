//! Why something that somebody wanted was not done. Nothing has changed then.

use std::fmt;

use crate::messages::{Message, message};
use crate::model::scheme::RelationRefusal;
use crate::model::{EditError, Name};

use super::keymap::{Deed, Keymap};

/// Why an action was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No article is open.
    NoArticle,
    /// Another data set is being opened.
    StillOpening,
    /// Nothing is held, or only blanks.
    NothingSelected,
    /// No annotation is chosen.
    NothingChosen,
    /// Suggestions are turned off.
    SuggestionsOff,
    /// There is no suggestion to go to, or none is in focus.
    NoSuggestion,
    /// The same label stands on the same span.
    AlreadyThere,
    /// The edge cannot go further.
    EdgeStops,
    /// There is nothing that the chosen annotation could be linked to.
    NothingToLink {
        /// The label of the chosen annotation.
        from: Name,
    },
    /// The chosen annotation leads somewhere by this relation already.
    AlreadyLinked {
        /// Which relation.
        kind: Name,
        /// Where it leads, quoted.
        to: Message,
    },
    /// No source was used before.
    NoLastSource,
    /// The two stand in different articles.
    OtherArticle,
    /// The label has no such attribute, or the attribute no such value.
    NoSuchAttribute(Name),
    /// Another tab writes this data set.
    AnotherTabWrites,
    /// What was done last is not on disk yet.
    NotKeptYet,
    /// No data set is kept here, or none of this name.
    NoDataset,
    /// No article is left to do, of those that the queue shows.
    NothingToDo,
    /// There is nothing to take back.
    NothingToUndo,
    /// There is nothing to do again.
    NothingToRedo,
    /// The scheme forbids the relation.
    Relation(RelationRefusal),
    /// The dataset refused the edit.
    Edit(EditError),
}

impl Refusal {
    /// What the person who uses these keys is told: a sentence.
    #[must_use]
    pub fn message(&self, keymap: &Keymap) -> Message {
        match self {
            Self::NoArticle => message::refused_no_article(),
            Self::NothingSelected => message::refused_nothing_selected(),
            Self::NothingChosen => message::refused_nothing_chosen(keymap.told(Deed::NextAnnotation)),
            Self::SuggestionsOff => message::refused_suggestions_off(),
            Self::NoSuggestion => message::refused_no_suggestion(keymap.told(Deed::NextSuggestion)),
            Self::AlreadyThere => message::refused_already_there(),
            Self::EdgeStops => message::refused_edge_stops(),
            Self::NothingToLink { from } => message::refused_nothing_to_link(from),
            Self::AlreadyLinked { kind, to } => {
                message::refused_already_linked(kind, to, keymap.told(Deed::Point))
            }
            Self::NoLastSource => message::refused_no_last_source(keymap.told(Deed::LinkNearest)),
            Self::OtherArticle => message::refused_other_article(),
            Self::NoSuchAttribute(name) => message::refused_no_such_attribute(name),
            Self::NothingToDo => message::refused_nothing_to_do(),
            Self::NothingToUndo => message::refused_nothing_to_undo(),
            Self::NothingToRedo => message::refused_nothing_to_redo(),
            Self::Relation(RelationRefusal::UnknownKind(kind)) => message::refused_unknown_kind(kind),
            Self::Relation(RelationRefusal::WrongLabels { kind, from, to }) => {
                message::refused_wrong_labels(kind, from, to)
            }
            Self::AnotherTabWrites => message::refused_another_tab_writes(),
            Self::StillOpening => message::refused_still_opening(),
            Self::NotKeptYet => message::refused_not_kept_yet(),
            Self::NoDataset => message::refused_no_dataset(),
            Self::Relation(RelationRefusal::NoKind { from, to }) => message::refused_no_kind(from, to),
            Self::Edit(EditError::SelfRelation(id)) => message::refused_self_relation(id),
            Self::Edit(EditError::RelationExists(id)) => message::refused_relation_exists(id),
            Self::Edit(EditError::BadScheme(fault)) => fault.clone(),
            // Only a host page can want these: the page offers nothing that is not there.
            Self::Edit(error) => Message::verbatim(recased(&error.to_string(), char::to_ascii_uppercase)),
        }
    }
}

/// For a host page: in English, as part of a sentence.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&recased(&self.message(&Keymap::default()).to_string(), char::to_ascii_lowercase))
    }
}

fn recased(text: &str, recase: fn(&char) -> char) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| recase(&first)).into_iter().chain(chars).collect()
}

impl std::error::Error for Refusal {}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Refused(refusal) => Self::Relation(refusal),
            other => Self::Edit(other),
        }
    }
}

impl From<RelationRefusal> for Refusal {
    fn from(refusal: RelationRefusal) -> Self {
        Self::Relation(refusal)
    }
}

//! Why something that somebody wanted was not done. Nothing has changed then.

use std::fmt;

use crate::model::scheme::RelationRefusal;
use crate::model::{EditError, Name};

/// Why an action was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No article is open.
    NoArticle,
    /// Nothing is held, or only blanks.
    NothingSelected,
    /// No annotation is chosen.
    NothingChosen,
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
    /// There is nothing to take back.
    NothingToUndo,
    /// There is nothing to do again.
    NothingToRedo,
    /// The scheme forbids the relation.
    Relation(RelationRefusal),
    /// The dataset refused the edit.
    Edit(EditError),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoArticle => f.write_str("no article is open; load one first"),
            Self::NothingSelected => f.write_str("nothing is selected; select some text first"),
            Self::NothingChosen => f.write_str("no annotation is chosen; click one, or press n"),
            Self::NoSuggestion => f.write_str("there is no suggestion here; j goes to the next one there is"),
            Self::AlreadyThere => f.write_str("this label already stands on exactly this text"),
            Self::EdgeStops => f.write_str("the edge cannot go further"),
            Self::NothingToLink { from } => {
                write!(f, "there is nothing here that this {from} could be linked to")
            }
            Self::NoLastSource => {
                f.write_str("no source was linked before in this article; press s for the nearest")
            }
            Self::OtherArticle => f.write_str("a relation cannot lead from one article to another"),
            Self::NoSuchAttribute(name) => write!(f, "the label has no attribute `{name}` of this value"),
            Self::AnotherTabWrites => {
                f.write_str("another tab works on this data set; work there, or take over here")
            }
            Self::NotKeptYet => f.write_str(
                "what was done last could not be kept; download it, or try again to keep it, first",
            ),
            Self::NoDataset => f.write_str("there is no such data set here"),
            Self::NothingToUndo => f.write_str("there is nothing to undo"),
            Self::NothingToRedo => f.write_str("there is nothing to redo"),
            Self::Relation(refusal) => refusal.fmt(f),
            Self::Edit(error) => error.fmt(f),
        }
    }
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

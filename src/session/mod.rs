//! One person's work on a dataset: what they hold, choose and undo. Pure: an [`Action`] and a
//! [`Moment`] go in, [`Effect`]s come out, and the same inputs give the same state, so that any bug
//! can be replayed.
//!
//! Names the layers `model`, `journal`, `suggest`, `search` and `formats` only.

pub mod action;
mod annotating;
pub mod articles;
pub mod chord;
pub mod commanding;
mod data_sets;
pub mod duplicates;
pub mod effect;
mod expecting;
pub mod filing;
mod finishing;
mod gesture_row;
pub mod history;
mod holding;
pub mod keeping;
pub mod keymap;
mod left_over;
mod linking;
pub mod listing;
pub mod moment;
mod occurrences;
pub mod pace;
pub mod page;
pub mod queue;
pub mod refusal;
mod resuming;
pub mod reviewing;
pub mod scheme_draft;
pub mod scheming;
pub mod searching;
mod selecting;
pub mod state;
pub mod suggesting;
mod summaries;
mod tally;
#[cfg(test)]
mod tests;
mod text_search;
mod update;
pub mod verdict;

pub use action::{Action, Edge, Motion, Search, Selection};
pub use articles::{Content, Incoming};
pub use duplicates::Twins;
pub use effect::{Effect, Notice, NoticeKind, TaskId, Wanted};
pub use keeping::Standing;
pub use listing::{Filter, Row};
pub use moment::Moment;
pub use occurrences::Sought;
pub use page::{CoverView, HintView, ParagraphView};
pub use queue::{Order, QueueFilter, QueueRow, State};
pub use refusal::Refusal;
pub use reviewing::Several;
pub use searching::{Searching, WantedSearch};
pub use state::Session;
pub use suggesting::WantedRun;

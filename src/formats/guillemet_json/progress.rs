//! How far a person is with an article, and what its file said of it besides: optional keys of an article.

use std::rc::Rc;

use super::notes::Notes;
use super::timestamp::is_moment;
use crate::formats::json::Json;
use crate::formats::reading::quoted;
use crate::messages::{Message, message};
use crate::model::{Mark, Progress, Timestamp};

/// How deep `meta` may be nested: it stands in documents whose depth has a limit.
const MAX_META_DEPTH: usize = 32;

/// What `state` says; an article that is to do has none.
pub(super) fn state_name(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Open => None,
        Mark::Done => Some("done"),
        Mark::Skipped => Some("skipped"),
    }
}

/// The keys of an article that say how far a person is with it.
pub(super) struct ProgressKeys<'j, 'a> {
    pub(super) state: Option<&'j Json<'a>>,
    pub(super) finished: Option<&'j Json<'a>>,
    pub(super) flagged: Option<&'j Json<'a>>,
    pub(super) remark: Option<&'j Json<'a>>,
}

impl ProgressKeys<'_, '_> {
    pub(super) fn read(&self, place: &Message, notes: &mut Notes) -> Progress {
        let state = notes.text(place, "state", self.state);
        let mark = match state.as_ref() {
            "done" => Mark::Done,
            "skipped" => Mark::Skipped,
            "" | "open" => Mark::Open,
            other => {
                let what = quoted(other, 30);
                notes.reject(place, message::why_no_state(what));
                Mark::Open
            }
        };
        let finished = notes.text(place, "finished", self.finished);
        if !finished.is_empty() && !is_moment(&finished) {
            let what = quoted(&finished, 30);
            notes.reject(place, message::why_no_moment("finished", what));
        } else if !finished.is_empty() && mark == Mark::Open {
            notes.reject(place, message::why_not_finished());
        }
        let keeps = mark != Mark::Open && is_moment(&finished);
        let flagged = match self.flagged {
            None => false,
            Some(Json::Bool(flagged)) => *flagged,
            Some(other) => {
                notes.reject(place, message::why_no_flag(other.kind()));
                false
            }
        };
        let remark = notes.text(place, "remark", self.remark).into_owned();
        let finished = Timestamp::from(if keeps { finished.as_ref() } else { "" });
        Progress { mark, finished, flagged, remark }
    }
}

/// What `meta` says, as the text of an object with its keys as they stand.
///
/// # Errors
/// Why it cannot be kept.
pub(in crate::formats) fn meta_text(value: &Json<'_>) -> Result<Rc<str>, Message> {
    match value {
        Json::Object(_) if value.depth() <= MAX_META_DEPTH => {
            Ok(serde_json::to_string(value).unwrap_or_default().into())
        }
        Json::Object(_) => Err(message::why_deep_meta(MAX_META_DEPTH)),
        other => Err(message::why_object_not_kept("meta", other.kind())),
    }
}

pub(super) fn read_meta(place: &Message, value: Option<&Json<'_>>, notes: &mut Notes) -> Rc<str> {
    let Some(value) = value else { return "".into() };
    meta_text(value).unwrap_or_else(|why| {
        notes.reject(place, why);
        "".into()
    })
}

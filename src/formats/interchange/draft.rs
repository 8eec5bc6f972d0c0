//! An article as a foreign file tells it, before its labels, places and names are checked.

use std::collections::HashSet;

use crate::formats::reading::quoted;
use crate::messages::{Message, message};
use crate::model::Origin;
use crate::model::article::Metadata;

/// An article with what the file says stands on it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Where in the file, as a report names it.
    pub place: Message,
    /// What the file calls it; empty for a name made from the text.
    pub id: String,
    /// What it is called, its language, where it came from.
    pub metadata: Metadata,
    /// The text, character for character.
    pub text: String,
    /// In the order of the file.
    pub spans: Vec<DraftSpan>,
    /// In the order of the file.
    pub relations: Vec<DraftRelation>,
}

/// One labelled span.
#[derive(Clone, Debug, Default)]
pub struct DraftSpan {
    /// What the relations of the article call it; empty where nothing names it.
    pub key: String,
    /// Its name, if the file has one that is worth keeping.
    pub id: String,
    /// What the file calls its label.
    pub label: String,
    /// The first place inside, in the format's unit.
    pub start: u64,
    /// The first place after.
    pub end: u64,
    /// What it covers, where the file says so.
    pub covered: Option<String>,
    /// What is said of it.
    pub attributes: Vec<(String, String)>,
    /// What the annotator remarked.
    pub note: String,
    /// How it came to be, where the file says so.
    pub origin: Option<Origin>,
    /// Who made it.
    pub annotator: String,
    /// When it was made.
    pub created: String,
    /// When it was changed.
    pub modified: String,
}

/// One relation between spans of the article, which it names by their keys.
#[derive(Clone, Debug, Default)]
pub struct DraftRelation {
    /// Its name, if the file has one that is worth keeping.
    pub id: String,
    /// What the file calls its kind.
    pub kind: String,
    /// The key of where it starts.
    pub from: String,
    /// The key of where it leads.
    pub to: String,
}

impl DraftSpan {
    /// How a report names it.
    pub(super) fn place(&self, article: &Message, number: usize) -> Message {
        let name = if self.id.is_empty() { &self.key } else { &self.id };
        let place = match name.is_empty() {
            true => message::place_inside(article, format!("annotations[{number}]")),
            false => message::place_annotation(article, name.as_str()),
        };
        match self.covered.as_deref().filter(|covered| !covered.is_empty()) {
            Some(covered) => message::place_inside(place, quoted(covered, 30)),
            None => place,
        }
    }
}

impl Draft {
    /// The keys that several spans share, so that a relation to them is none to one.
    pub(super) fn shared_keys(&self) -> HashSet<&str> {
        let mut seen = HashSet::new();
        let keys = self.spans.iter().map(|span| span.key.as_str()).filter(|key| !key.is_empty());
        keys.filter(|key| !seen.insert(*key)).collect()
    }
}

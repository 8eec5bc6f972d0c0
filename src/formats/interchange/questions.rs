//! What only a person can decide about an import. Until then what depends on it is left out.

use std::collections::BTreeMap;

use crate::model::Name;

/// What is open. With the answers in the options the same files are read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Labels that the scheme lacks, by name.
    pub labels: BTreeMap<String, Foreign>,
    /// Relation kinds that the scheme lacks, by name.
    pub relations: BTreeMap<String, Foreign>,
    /// Whether bare offsets count code points or UTF-16 units.
    pub unit: Option<UnitQuestion>,
}

impl Questions {
    /// Whether nothing is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.relations.is_empty() && self.unit.is_none()
    }
}

/// A name that the scheme lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// How often the files use it.
    pub count: usize,
    /// What the first that bears it covers; empty where the file does not say.
    pub example: String,
    /// A name of the scheme that differs only in case or signs.
    pub like: Option<Name>,
}

/// How many different names are told apart.
const MOST: usize = 1_000;

impl Foreign {
    pub(super) fn note(
        names: &mut BTreeMap<String, Self>,
        name: &str,
        like: Option<Name>,
        example: impl FnOnce() -> Option<String>,
    ) {
        if names.len() >= MOST && !names.contains_key(name) {
            return;
        }
        let foreign = names.entry(name.to_owned()).or_insert_with(|| Self {
            count: 0,
            example: example().unwrap_or_default(),
            like,
        });
        foreign.count += 1;
    }
}

/// Two readings of the same bare offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitQuestion {
    /// In how many articles it matters.
    pub articles: usize,
    /// The label of the first span that the two readings place differently.
    pub label: String,
    /// What it covers, counted in code points; empty where it fits nothing.
    pub in_code_points: String,
    /// What it covers, counted in UTF-16 units; empty where it fits nothing.
    pub in_utf16: String,
}

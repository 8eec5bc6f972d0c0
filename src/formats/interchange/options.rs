//! What a person decides about an import or an export.

use std::collections::{BTreeMap, HashMap};

use crate::formats::OffsetUnit;
use crate::formats::questions::Choice;
use crate::model::{Article, Scheme};

/// What is decided about an import. The default decides nothing: the reading then says what to ask.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The scheme into which labels come, where the file brings none of its own.
    pub scheme: Scheme,
    /// In what bare offsets count, where the file does not say.
    pub unit: Option<OffsetUnit>,
    /// What becomes of each label that the scheme lacks. Worth remembering from import to import.
    pub labels: BTreeMap<String, Choice>,
    /// What becomes of each relation kind that the scheme lacks.
    pub relations: BTreeMap<String, Choice>,
    /// What becomes of labels and relation kinds that are not listed; `None` asks.
    pub others: Option<Choice>,
    /// Articles to which a file without texts may refer, by what it calls them.
    pub texts: HashMap<String, Article>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            scheme: Scheme::reported_speech(),
            unit: None,
            labels: BTreeMap::new(),
            relations: BTreeMap::new(),
            others: None,
            texts: HashMap::new(),
        }
    }
}

impl ReadOptions {
    /// Options that read into a scheme and decide nothing else.
    #[must_use]
    pub fn into_scheme(scheme: Scheme) -> Self {
        Self { scheme, ..Self::default() }
    }
}

/// What is decided about an export.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Subsets for training, where the format has files for them.
    pub split: Option<Split>,
}

/// Train, validation and test, by article: the same seed gives the same subsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Parts of a hundred for validation.
    pub validation: u8,
    /// Parts of a hundred for test.
    pub test: u8,
    /// What the order is drawn from.
    pub seed: u64,
}

impl Default for Split {
    fn default() -> Self {
        Self { validation: 10, test: 10, seed: 1 }
    }
}

//! Where a row lies, and what can be done to rows.

use std::rc::Rc;

use crate::model::ArticleId;
use crate::model::packing::{pack_fields, pack_variants};

/// The tables of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// A row a data set.
    Datasets,
    /// A row an article: what the queue shows.
    Entries,
    /// A row an article: its text.
    Texts,
    /// A row an article: what stood on it after some gesture.
    Snapshots,
    /// A row an article and a gesture: what the gesture changed on the article.
    Tails,
    /// A row a gesture: what takes it back.
    Gestures,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Datasets, Self::Entries, Self::Texts, Self::Snapshots, Self::Tails, Self::Gestures];

    /// What the database calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Datasets => "datasets",
            Self::Entries => "entries",
            Self::Texts => "texts",
            Self::Snapshots => "snapshots",
            Self::Tails => "tails",
            Self::Gestures => "gestures",
        }
    }
}

/// Numbers the gestures of a data set, from 1 on, in the order in which they were made.
pub type Sequence = u32;

/// Where a row lies in its table. The database orders keys part by part; a part that is not there comes first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which data set.
    pub dataset: String,
    /// Which article, in the tables that have a row an article.
    pub article: Option<ArticleId>,
    /// Which gesture, in the tables that have a row a gesture.
    pub gesture: Option<Sequence>,
}

impl Key {
    /// Of a data set's own row.
    #[must_use]
    pub fn dataset(dataset: &str) -> Self {
        Self { dataset: dataset.to_owned(), article: None, gesture: None }
    }

    /// Of an article's row.
    #[must_use]
    pub fn article(dataset: &str, article: &ArticleId) -> Self {
        Self { article: Some(article.clone()), ..Self::dataset(dataset) }
    }

    /// Of what a gesture changed on an article.
    #[must_use]
    pub fn tail(dataset: &str, article: &ArticleId, gesture: Sequence) -> Self {
        Self { gesture: Some(gesture), ..Self::article(dataset, article) }
    }

    /// Of a gesture.
    #[must_use]
    pub fn gesture(dataset: &str, gesture: Sequence) -> Self {
        Self { gesture: Some(gesture), ..Self::dataset(dataset) }
    }
}

/// One change of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Puts bytes in a place, instead of what was there.
    Put {
        /// In which table.
        table: Table,
        /// Where in it.
        key: Key,
        /// What: always sealed.
        bytes: Rc<[u8]>,
    },
    /// Takes a row away, if it is there.
    Delete {
        /// From which table.
        table: Table,
        /// Which row.
        key: Key,
    },
    /// Takes the tails of an article away, up to and with the one of a gesture: a snapshot holds them now.
    CutTail {
        /// Up to where.
        key: Key,
    },
    /// Takes a data set away with all its rows.
    Drop {
        /// Which one.
        dataset: String,
    },
}

pack_variants!(Table {
    0: Datasets {},
    1: Entries {},
    2: Texts {},
    3: Snapshots {},
    4: Tails {},
    5: Gestures {}
});
pack_fields!(Key { dataset, article, gesture });
pack_variants!(Write {
    0: Put { table: table, key: key, bytes: bytes },
    1: Delete { table: table, key: key },
    2: CutTail { key: key },
    3: Drop { dataset: dataset },
});

/// A row as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// In which table.
    pub table: Table,
    /// Where in it.
    pub key: Key,
    /// What: sealed bytes, if nothing broke them.
    pub bytes: Rc<[u8]>,
}

pack_fields!(Row { table, key, bytes });

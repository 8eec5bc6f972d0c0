//! What a session asks of the keeper, and what the keeper tells it. The keeper alone writes to the
//! database, and others read the texts at most; in the browser it is a worker of its own, so that neither packing nor
//! waiting costs the page's thread.
//!
//! The keeper answers in the order in which it was asked, and it writes in that order. What it was not yet told when
//! the page ended is lost; what it has told as written is on disk.

use std::rc::Rc;

use crate::model::packing::{pack_fields, pack_variants};
use crate::model::{Annotation, Article, ArticleId, Relation};

use super::entry::{DatasetRow, EntryRow, RowChange};
use super::row::{Sequence, Write};
use super::seal::Damage;

/// Numbers what was asked to be written, upwards.
pub type Ticket = u32;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Open the database, then a data set in it, and say what is there. Asked again, another data set is opened.
    Open {
        /// The database's name.
        database: String,
        /// Which data set; the one that was made last and is not deleted where it is not there.
        dataset: String,
        /// Whether to write even if another tab does: that one then only follows.
        take_over: bool,
        /// Whether this page had it open until just now: nothing is cleared away, as what looks like a load that was
        /// cut short is one that goes on.
        again: bool,
    },
    /// Write all this, or nothing of it.
    Write {
        /// The number that the answer bears.
        ticket: Ticket,
        /// In this order.
        writes: Vec<Write>,
    },
    /// Put these articles of the open data set together.
    Fetch {
        /// Which ones.
        articles: Vec<ArticleId>,
    },
    /// Say in which articles of the open data set a text stands.
    Search {
        /// Which search this is: an answer to a former one is of no account.
        search: u32,
        /// What to look for: plain text, in any case and with any accents.
        text: String,
    },
    /// Copy all rows of a data set to another one, which is new, under this row.
    Copy {
        /// The number that the answer bears.
        ticket: Ticket,
        /// Which one.
        from: String,
        /// The name of the other in the database.
        to: String,
        /// What is known of the other.
        row: DatasetRow,
    },
    /// Change a data set's row, open or not, and tell whoever is at work on it.
    Amend {
        /// The number that the answer bears.
        ticket: Ticket,
        /// Which one.
        dataset: String,
        /// What becomes of it.
        change: RowChange,
    },
    /// Write the open data set as a backup, a part at a time.
    Back {
        /// The number that the answers bear.
        ticket: Ticket,
    },
    /// Keep a backup of the open data set in the file that comes along, as the person chose it just now.
    KeepFile,
    /// The browser lets the open data set's file be written.
    UseFile,
    /// Keep no file up to date any more; the file stays as it is.
    DropFile,
    /// Stop what goes on under this number.
    Stop(Ticket),
    /// Say how much room is taken.
    Measure,
    /// Ask the browser never to clear the database by itself.
    Persist,
}

/// A data set that is in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the database.
    pub id: String,
    /// What is known of it.
    pub row: DatasetRow,
    /// How many articles it has, without those that were removed.
    pub articles: u32,
}

/// What is there when a data set is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// All data sets, also deleted ones.
    pub datasets: Vec<Listed>,
    /// Which one is open; nothing where there is none.
    pub open: Option<String>,
    /// Whether this page may write; otherwise another tab does, and this one follows.
    pub writes: bool,
    /// Its articles, in no order; removed ones as well.
    pub entries: Vec<(ArticleId, EntryRow)>,
    /// The sealed rows of its last gestures, in order.
    pub gestures: Vec<(Sequence, Rc<[u8]>)>,
    /// What could not be read.
    pub damages: Vec<Damage>,
}

/// An article that was put together from its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The article, whose metadata are of no account.
    pub article: Article,
    /// In text order.
    pub annotations: Vec<Rc<Annotation>>,
    /// By name.
    pub relations: Vec<Rc<Relation>>,
    /// How many edits are newer than the last snapshot.
    pub tails: u32,
}

/// A file on the person's disk that is kept up to date as a backup of the open data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// What it is called.
    pub name: String,
    /// How it stands.
    pub state: FileState,
}

/// How a file that is kept up to date stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// The browser asks the person again whether it may be written.
    Asks,
    /// Something is on its way to it.
    Behind,
    /// All is in it, up to and with this gesture.
    Current {
        /// Which one; 0 before the first.
        gesture: Sequence,
    },
    /// It could not be written, and is as it was.
    Failed(FileTrouble),
}

/// Why a file could not be kept up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// Part of the database cannot be read, and the file may hold what is lost there.
    Damaged,
    /// Something else: what the browser says.
    Failed(String),
}

/// Why a file that the person chose is not kept up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// Another data set has its backup in it.
    OfAnother,
    /// Something else: what the browser says.
    Failed(String),
}

/// Why nothing is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser has no database here, or refuses it: private mode, blocked by a setting.
    NoDatabase(String),
    /// A newer Guillemet made the database. It was not touched.
    NewerDatabase,
    /// The disk, or this site's share of it, is full.
    Full,
    /// Another tab holds the database open in an older version.
    HeldByOlderTab,
    /// Something else: what the browser says.
    Failed(String),
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The answer to [`Ask::Open`].
    Opened(Opening),
    /// This is on disk now.
    Written {
        /// Which.
        ticket: Ticket,
    },
    /// This is not, nor is anything that is asked to be written from now on, until either the same rows are asked to
    /// be written again or a data set is opened: no row gets to the disk before one that it may build upon.
    NotWritten {
        /// Which.
        ticket: Ticket,
        /// Why.
        trouble: Trouble,
    },
    /// The database cannot be used.
    Unavailable(Trouble),
    /// Articles that were asked for.
    Fetched {
        /// Those that could be put together.
        articles: Vec<Fetched>,
        /// Those of which what is on disk makes no article.
        missing: Vec<ArticleId>,
        /// The rows that could not be used.
        damages: Vec<Damage>,
    },
    /// Whether the articles that were asked for are there cannot be said now: the database does not answer.
    NotFetched,
    /// Articles in which a text stands.
    Found {
        /// Which search.
        search: u32,
        /// Some of them.
        articles: Vec<ArticleId>,
        /// How many articles were looked through so far, and whether these are all.
        looked: u32,
        /// Whether the search is over.
        is_last: bool,
    },
    /// A part of a backup: lines of Guillemet JSON Lines in UTF-8.
    Backed {
        /// Which backup.
        ticket: Ticket,
        /// The bytes, to be put behind those that came before.
        bytes: Rc<[u8]>,
        /// How many articles are in it so far.
        articles: u32,
        /// Whether the backup begins here: parts that came before are none of it.
        is_first: bool,
        /// Whether it is complete.
        is_last: bool,
    },
    /// The backup broke off: what came of it is none.
    NotBacked {
        /// Which backup.
        ticket: Ticket,
        /// Why.
        trouble: Trouble,
    },
    /// How much room is taken and how much there is, in kilobytes, and whether the browser promised to keep it.
    Measured {
        /// Taken.
        used: u32,
        /// All there is.
        quota: u32,
        /// Whether it is safe from being cleared.
        persistent: bool,
    },
    /// How the open data set's file stands, if it has one. The file itself comes along, for the browser to be asked about.
    File(Option<BackupFile>),
    /// A file that the person chose is not kept up to date. Another one that is stays.
    FileRefused {
        /// What it is called.
        name: String,
        /// Why.
        why: FileRefusal,
    },
    /// Another tab writes from now on. This one follows.
    TakenOver,
    /// The tab that wrote is gone. This one may ask to open with `take_over`.
    Free,
    /// Another tab has changed the open data set's row so.
    Amended(RowChange),
    /// What the tab that writes has just written.
    Followed {
        /// In order.
        writes: Vec<Write>,
    },
}

pack_variants!(Ask {
    0: Open { database: database, dataset: dataset, take_over: take_over, again: again },
    1: Write { ticket: ticket, writes: writes },
    2: Fetch { articles: articles },
    3: Search { search: search, text: text },
    4: Back { ticket: ticket },
    5: Stop { 0: ticket },
    6: Measure {},
    7: Persist {},
    8: Copy { ticket: ticket, from: from, to: to, row: row },
    9: KeepFile {},
    10: UseFile {},
    11: DropFile {},
    12: Amend { ticket: ticket, dataset: dataset, change: change },
});
pack_fields!(BackupFile { name, state });
pack_variants!(FileState { 0: Asks {}, 1: Behind {}, 2: Current { gesture: gesture }, 3: Failed { 0: why } });
pack_variants!(FileTrouble { 0: Damaged {}, 1: Failed { 0: why } });
pack_variants!(FileRefusal { 0: OfAnother {}, 1: Failed { 0: why } });
pack_fields!(Listed { id, row, articles });
pack_fields!(Opening { datasets, open, writes, entries, gestures, damages });
pack_fields!(Fetched { article, annotations, relations, tails });
pack_variants!(Trouble {
    0: NoDatabase { 0: why },
    1: NewerDatabase {},
    2: Full {},
    3: HeldByOlderTab {},
    4: Failed { 0: why },
});
pack_variants!(Told {
    0: Opened { 0: opening },
    1: Written { ticket: ticket },
    2: NotWritten { ticket: ticket, trouble: trouble },
    3: Unavailable { 0: trouble },
    4: Fetched { articles: articles, missing: missing, damages: damages },
    5: Found { search: search, articles: articles, looked: looked, is_last: is_last },
    6: Backed { ticket: ticket, bytes: bytes, articles: articles, is_first: is_first, is_last: is_last },
    7: Measured { used: used, quota: quota, persistent: persistent },
    8: TakenOver {},
    9: Free {},
    10: Followed { writes: writes },
    11: NotBacked { ticket: ticket, trouble: trouble },
    12: File { 0: file },
    13: Amended { 0: change },
    14: NotFetched {},
    15: FileRefused { name: name, why: why },
});

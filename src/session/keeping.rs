//! What is kept of a session's work, and how far that is. The session asks the keeper by effects and hears of it by
//! actions; it knows no database.
//!
//! What is to be written waits in a line and goes out a few asks at a time. It stays there until the keeper has told
//! that it is on disk, so that nothing is lost where writing fails: it is then asked again.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use crate::journal::{
    Ask, BackupFile, Damage, DatasetRow, EntryRow, Key, Listed, Opening, RowChange, Sequence, Snapshot,
    Table, TextRow, Ticket, Trouble, Write, seal,
};
use crate::messages::message;
use crate::model::{Article, ArticleId, Dataset, Document, Scheme, Summary, Timestamp};

use super::action::Action;
use super::effect::NoticeKind;
use super::refusal::Refusal;
use super::state::Session;

mod shelving;
mod writing;

/// How the work stands with the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody asked to keep it.
    NotKept,
    /// The database is being opened.
    Opening,
    /// All is on disk.
    Saved,
    /// Something is on its way to the disk.
    Saving,
    /// Another tab writes; this one shows what it does.
    Following {
        /// Whether the other tab is gone, so that this one may write.
        is_free: bool,
    },
    /// Nothing more can be written, for now; what is there goes on in memory.
    Stuck(Trouble),
    /// There is no database; all goes on in memory.
    Unavailable(Trouble),
}

/// What the session knows of its keeping.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    pub(super) kept: Option<Box<Kept>>,
    /// What goes on once articles that are on disk are in memory.
    pub(super) waiting: VecDeque<Action>,
    /// What a person wants to load before it is known what is there.
    pub(super) deferred: Vec<Action>,
    /// What is asked next.
    pub(super) outbox: Vec<Ask>,
}

/// Of a session that is kept.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) database: String,
    pub(super) dataset: String,
    pub(super) row: DatasetRow,
    pub(super) datasets: Vec<Listed>,
    pub(super) phase: Phase,
    pub(super) next_gesture: Sequence,
    pub(super) next_ticket: Ticket,
    /// What is to be written and was not asked yet.
    line: VecDeque<Job>,
    /// What was asked and not yet answered.
    asked: VecDeque<(Ticket, Vec<Write>)>,
    pub(super) places: HashMap<ArticleId, Place>,
    /// Those in memory that may go out of it once all is on disk.
    resident: HashSet<ArticleId>,
    pub(super) damages: Vec<Damage>,
    /// What is asked once all before it is on disk: to leave the data set must lose nothing of it.
    pub(super) then: Vec<Ask>,
    /// A copy or a change of another data set's row that is being made, and whether another data set is being opened.
    pub(super) awaited: Option<Ticket>,
    pub(super) is_leaving: bool,
    /// Other data sets as they were listed before what is asked of them: newest last.
    amended: Vec<(Ticket, Listed)>,
    /// Whether what there is in memory comes into the data set that is opened: it was made in none.
    pub(super) brings: bool,
    /// The first data set of the database, while its row is on its way to the disk: under which number, and its name.
    pub(super) being_made: Option<(Ticket, String)>,
    /// Whether the data set is read anew, as another page has written it since.
    pub(super) reads_anew: bool,
    /// What was not on disk when another page took the data set: articles as they were here, until they are in a file.
    pub(super) left_over: Vec<Dataset>,
    /// The file that is kept up to date.
    pub(super) file: Option<BackupFile>,
    /// Kilobytes taken, all there are, and whether the browser promised not to clear them.
    pub(super) room: Option<(u32, u32, bool)>,
    asked_to_persist: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Opening,
    Writing,
    Following { is_free: bool },
    Stuck(Trouble),
    Unavailable(Trouble),
}

/// Where an article that is on disk has its place.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) rank: u32,
    born: Sequence,
    /// How many edits are newer than its snapshot.
    pub(super) tails: u32,
}

impl Place {
    pub(super) fn new(rank: u32, born: Sequence) -> Self {
        Self { rank, born, tails: 0 }
    }
}

/// Something to be written.
#[derive(Debug)]
enum Job {
    /// Rows.
    Rows(Vec<Write>),
    /// Articles that come in with a gesture: packed only when it is their turn.
    Articles(Vec<Rc<Document>>, Sequence),
}

/// So many asks are under way at once: enough to keep the disk busy.
const UNDER_WAY: usize = 4;

/// Ranks lie so far apart that there is room between two.
pub(super) const RANK_STEP: u32 = 1 << 12;

impl Kept {
    pub(super) fn new(database: String, row: DatasetRow, next_ticket: Ticket) -> Self {
        Self {
            database,
            dataset: String::new(),
            row,
            datasets: Vec::new(),
            phase: Phase::Opening,
            next_gesture: 1,
            next_ticket,
            line: VecDeque::new(),
            asked: VecDeque::new(),
            places: HashMap::new(),
            resident: HashSet::new(),
            damages: Vec::new(),
            then: Vec::new(),
            awaited: None,
            is_leaving: false,
            amended: Vec::new(),
            brings: true,
            being_made: None,
            reads_anew: false,
            left_over: Vec::new(),
            file: None,
            room: None,
            asked_to_persist: false,
        }
    }

    pub(super) fn is_idle(&self) -> bool {
        self.line.is_empty() && self.asked.is_empty() && self.awaited.is_none()
    }

    pub(super) fn put(&self, table: Table, key: Key, bytes: Rc<[u8]>) -> Write {
        debug_assert_eq!(key.dataset, self.dataset);
        Write::Put { table, key, bytes }
    }

    pub(super) fn dataset_write(&self) -> Write {
        self.put(Table::Datasets, Key::dataset(&self.dataset), seal(&self.row))
    }

    pub(super) fn place_of(&mut self, id: &ArticleId, place: Place) {
        self.places.insert(id.clone(), place);
    }

    pub(super) fn makes_resident(&mut self, id: ArticleId) {
        self.resident.insert(id);
    }

    fn entry_write(
        &self,
        id: &ArticleId,
        article: &Article,
        summary: Summary,
        removed: bool,
    ) -> Option<Write> {
        let place = self.places.get(id)?;
        let row = EntryRow {
            rank: place.rank,
            removed,
            born: place.born,
            metadata: article.metadata().clone(),
            sha256: article.sha256().into(),
            summary,
        };
        Some(self.put(Table::Entries, Key::article(&self.dataset, id), seal(&row)))
    }

    /// The rows of articles that come in.
    fn article_writes(&self, documents: &[Rc<Document>], born: Sequence) -> Vec<Write> {
        let mut writes = Vec::with_capacity(documents.len() * 3);
        for document in documents {
            let article = document.article();
            let key = || Key::article(&self.dataset, article.id());
            writes.push(self.put(Table::Texts, key(), seal(&TextRow::of(article))));
            if !document.annotations().is_empty() {
                let snapshot = Snapshot::of(document, born);
                writes.push(self.put(Table::Snapshots, key(), seal(&snapshot)));
            }
            writes.extend(self.entry_write(
                article.id(),
                article,
                super::summaries::counted_up(document, &self.row.scheme),
                false,
            ));
        }
        writes
    }

    /// The next asks of the line, as many as may be under way.
    fn next_asks(&mut self, outbox: &mut Vec<Ask>) {
        while self.phase == Phase::Writing && self.asked.len() < UNDER_WAY && !self.line.is_empty() {
            self.next_ask(outbox);
        }
        while self.phase == Phase::Writing && self.is_idle() && !self.is_leaving {
            if self.then.is_empty() {
                break;
            }
            let ask = self.then.remove(0);
            match &ask {
                Ask::Copy { ticket, .. } | Ask::Amend { ticket, .. } => self.awaited = Some(*ticket),
                Ask::Open { .. } => self.is_leaving = true,
                _ => {}
            }
            outbox.push(ask);
        }
    }

    /// Changes another data set's row once all before it is on disk; listed it is so at once. Says whether it is listed.
    pub(super) fn amend(&mut self, dataset: &str, change: RowChange) -> bool {
        let Some(listed) = self.datasets.iter_mut().find(|listed| listed.id == dataset) else { return false };
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.amended.push((ticket, listed.clone()));
        change.make(&mut listed.row);
        self.then.push(Ask::Amend { ticket, dataset: dataset.to_owned(), change });
        true
    }

    /// Nobody leaves the data set any more, and what was to become of others does not. Says whether something was. What is
    /// under way may still be answered.
    #[must_use]
    fn stays(&mut self, is_answered: bool) -> bool {
        let is_change = |ask: &Ask| matches!(ask, Ask::Copy { .. } | Ask::Amend { .. });
        let were_to_change = std::mem::take(&mut self.then).iter().any(is_change);
        let is_changing = !is_answered && self.awaited.take().is_some();
        self.is_leaving = false;
        let awaited = self.awaited;
        let given_up: Vec<_> = self.amended.extract_if(.., |(ticket, _)| Some(*ticket) != awaited).collect();
        for (_, former) in given_up.into_iter().rev() {
            if let Some(listed) = self.datasets.iter_mut().find(|listed| listed.id == former.id) {
                *listed = former;
            }
        }
        were_to_change || is_changing
    }

    fn next_ask(&mut self, outbox: &mut Vec<Ask>) {
        let Some(job) = self.line.pop_front() else { return };
        let writes = match job {
            Job::Rows(writes) => writes,
            Job::Articles(documents, born) => self.article_writes(&documents, born),
        };
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.asked.push_back((ticket, writes.clone()));
        outbox.push(Ask::Write { ticket, writes });
    }

    /// All that waits, asked at once: what is asked after it comes after it.
    pub(super) fn ask_all(&mut self, outbox: &mut Vec<Ask>) {
        while !self.line.is_empty() && self.phase == Phase::Writing {
            self.next_ask(outbox);
        }
    }

    pub(super) fn written(&mut self, ticket: Ticket) {
        self.awaited = self.awaited.filter(|awaited| *awaited != ticket);
        self.amended.retain(|(asked, _)| *asked != ticket);
        self.asked.retain(|(asked, _)| *asked != ticket);
    }

    /// What was asked and is not on disk is asked again, first and in its order, when there is a new attempt.
    pub(super) fn take_back_asked(&mut self) {
        for (_, writes) in std::mem::take(&mut self.asked).into_iter().rev() {
            self.line.push_front(Job::Rows(writes));
        }
    }

    /// Takes in what could not be read; a row that was told before is no other damage. Says whether there is a new one.
    pub(super) fn note_damages(&mut self, damages: Vec<Damage>) -> bool {
        let before = self.damages.len();
        for damage in damages {
            let is_this = |known: &&mut Damage| (known.table, &known.key) == (damage.table, &damage.key);
            match self.damages.iter_mut().find(is_this) {
                Some(known) => *known = damage,
                None => self.damages.push(damage),
            }
        }
        self.damages.len() > before
    }

    fn waiting_rows(&self) -> impl Iterator<Item = &Write> {
        let asked = self.asked.iter().map(|(_, writes)| writes);
        let line = self.line.iter().filter_map(|job| match job {
            Job::Rows(writes) => Some(writes),
            Job::Articles(..) => None,
        });
        asked.chain(line).flatten()
    }

    /// Whether the disk holds what this page has left there, perhaps with the first of what waits and was not told.
    pub(super) fn is_as_left(&self, opening: &Opening) -> bool {
        let waiting: HashMap<Sequence, &Rc<[u8]>> = self
            .waiting_rows()
            .filter_map(|write| match write {
                Write::Put { table: Table::Gestures, key, bytes } => Some((key.gesture?, bytes)),
                _ => None,
            })
            .collect();
        let untold = waiting.keys().min().copied().unwrap_or(self.next_gesture);
        let last = opening.gestures.last().map_or(0, |(gesture, _)| *gesture);
        let mut since = opening.gestures.iter().rev().take_while(|(gesture, _)| *gesture >= untold);
        opening.writes
            && opening.open.as_ref() == Some(&self.dataset)
            && (untold..=self.next_gesture).contains(&(last + 1))
            && since.all(|(gesture, bytes)| waiting.get(gesture) == Some(&bytes))
    }

    /// Goes on where it was when the keeper or the database went away: what waits is asked again.
    pub(super) fn goes_on(&mut self, opening: Opening) {
        self.take_back_asked();
        self.phase = Phase::Writing;
        let has_row = |write: &Write| matches!(write, Write::Put { table: Table::Datasets, .. });
        let listed = opening.datasets.iter().find(|listed| listed.id == self.dataset);
        if let Some(listed) = listed.filter(|_| !self.waiting_rows().any(has_row)) {
            self.row = listed.row.clone();
        }
        self.datasets = opening.datasets;
    }

    /// Lets what waits go, as another page has written since. Says which articles it was about, or nothing where nothing
    /// waited.
    pub(super) fn give_up_line(&mut self) -> Option<HashSet<ArticleId>> {
        let is_work = |write: &&Write| !matches!(write, Write::Put { table: Table::Datasets, .. });
        let waits = self.waiting_rows().any(|write| is_work(&write));
        let mut about: HashSet<ArticleId> = self
            .waiting_rows()
            .filter_map(|write| match write {
                Write::Put { key, .. } => key.article.clone(),
                _ => None,
            })
            .collect();
        let line = std::mem::take(&mut self.line);
        let has_line = line.iter().any(|job| matches!(job, Job::Articles(..)));
        for job in line {
            if let Job::Articles(documents, _) = job {
                about.extend(documents.iter().map(|document| document.article().id().clone()));
            }
        }
        self.asked.clear();
        (waits || has_line).then_some(about)
    }
}

impl Session {
    /// Nobody leaves the data set any more. If something was to become of others, the person is told that it does not;
    /// what is under way may still be answered.
    pub(super) fn stay(&mut self, is_answered: bool) {
        if self.keeping.kept.as_mut().is_some_and(|kept| kept.stays(is_answered)) {
            self.notify(NoticeKind::Problem, message::data_set_not_changed(), Vec::new());
        }
    }

    /// How the work stands with the disk.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let Some(kept) = &self.keeping.kept else { return Standing::NotKept };
        match &kept.phase {
            Phase::Opening => Standing::Opening,
            Phase::Writing if kept.is_leaving => Standing::Opening,
            Phase::Writing if kept.is_idle() => Standing::Saved,
            Phase::Writing => Standing::Saving,
            Phase::Following { is_free } => Standing::Following { is_free: *is_free },
            Phase::Stuck(trouble) => Standing::Stuck(trouble.clone()),
            Phase::Unavailable(trouble) => Standing::Unavailable(trouble.clone()),
        }
    }

    /// The data sets of the database as they were when one was last opened, deleted ones as well.
    #[must_use]
    pub fn datasets(&self) -> &[Listed] {
        self.keeping.kept.as_ref().map_or(&[], |kept| &kept.datasets)
    }

    /// The open data set's name in the database; empty where there is none.
    #[must_use]
    pub fn open_dataset(&self) -> &str {
        self.keeping.kept.as_ref().map_or("", |kept| &kept.dataset)
    }

    /// Whether there is nothing to show yet, as it is still on its way from the disk or from the host page.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        let is_on_its_way = self.standing() == Standing::Opening || !self.keeping.waiting.is_empty();
        self.open.is_none() && (is_on_its_way || self.is_expecting())
    }

    /// What is known of the open data set, if one is kept.
    #[must_use]
    pub fn dataset_row(&self) -> Option<&DatasetRow> {
        self.keeping.kept.as_ref().map(|kept| &kept.row)
    }

    /// What could not be read and was set aside.
    #[must_use]
    pub fn damages(&self) -> &[Damage] {
        self.keeping.kept.as_ref().map_or(&[], |kept| &kept.damages)
    }

    /// How many kilobytes are taken, how many there are, and whether the browser promised not to clear them.
    #[must_use]
    pub fn room(&self) -> Option<(u32, u32, bool)> {
        self.keeping.kept.as_ref()?.room
    }

    /// Whether something that the person did would be lost if the page went now: it is neither on disk nor in a file.
    #[must_use]
    pub fn would_lose_work(&self) -> bool {
        self.standing() == Standing::Saving || self.has_work_in_memory_only()
    }

    /// Whether something that the person did is neither on disk nor in a file, nor on its way there.
    #[must_use]
    pub fn has_work_in_memory_only(&self) -> bool {
        match self.standing() {
            _ if self.left_over().is_some() => true,
            Standing::Saved | Standing::Saving | Standing::Following { .. } => false,
            // Of one that was open before, what is not on disk waits in the line.
            Standing::Opening => match &self.keeping.kept {
                Some(kept) if !kept.brings => !kept.is_idle(),
                _ => self.is_unsaved(),
            },
            Standing::NotKept | Standing::Stuck(_) | Standing::Unavailable(_) => self.is_unsaved(),
        }
    }

    /// Whether an article of this name is on disk, if only because a gesture can bring it back.
    pub(super) fn is_on_disk(&self, id: &ArticleId) -> bool {
        self.keeping.kept.as_ref().is_some_and(|kept| kept.places.contains_key(id))
    }

    pub(super) fn may_edit(&self) -> Result<(), Refusal> {
        match self.keeping.kept.as_ref().map(|kept| &kept.phase) {
            Some(Phase::Following { .. }) => Err(Refusal::AnotherTabWrites),
            // What is done to a data set that is being left would come to no disk.
            _ if self.keeping.kept.as_ref().is_some_and(|kept| kept.is_leaving) => Err(Refusal::StillOpening),
            _ => Ok(()),
        }
    }

    pub(super) fn ask(&mut self, ask: Ask) {
        self.keeping.outbox.push(ask);
    }

    /// What is to be asked of the keeper now.
    pub(super) fn take_asks(&mut self) -> Vec<Ask> {
        let Keeping { kept, outbox, .. } = &mut self.keeping;
        if let Some(kept) = kept {
            kept.next_asks(outbox);
        }
        std::mem::take(outbox)
    }
}

/// A data set's row before anybody said anything of it.
pub(super) fn fresh_row(name: String, scheme: Rc<Scheme>, created: Timestamp) -> DatasetRow {
    DatasetRow {
        name,
        scheme,
        annotator: String::new(),
        guidelines: String::new(),
        created,
        deleted: Timestamp::default(),
        open: None,
        filed: 0,
        put_off: 0,
    }
}

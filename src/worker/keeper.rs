//! Keeps the data sets in the browser's own database: answers what a session [asks](Ask).
//!
//! It does one thing after the other, in the order in which it was asked; only searches and backups, which read at their
//! own pace, go on beside the rest. It runs in a worker of its own, and in a page where a test wants it there. It knows
//! what a row holds only as far as the journal does: what a gesture was is the session's own affair.

mod backing;
mod copying;
mod database;
mod fetching;
mod filing;
mod keys;
mod opening;
mod rows;
mod searching;
mod surroundings;
mod tabs;
mod writing;

use std::cell::{Cell, RefCell};
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::journal::{Ask, DatasetRow, Key, Listed, Opening, Table, Ticket, Told, Trouble, Write, unseal};
use crate::model::Scheme;

use backing::{Backed, Part};
use database::Database;
use filing::KeptFile;
use tabs::{News, Tab};
use writing::{Claim, NotDone};

pub use database::VERSION;
pub use searching::texts_on_disk;

/// So much goes into one transaction, if so much is waiting.
const MOST_BYTES: usize = 4_000_000;

/// Keeps data sets, and tells what comes of it.
pub struct Keeper {
    tell: Box<dyn Fn(Told)>,
    line: RefCell<VecDeque<Ask>>,
    is_busy: Cell<bool>,
    database: RefCell<Option<(String, Rc<Database>)>>,
    open: RefCell<Option<Rc<Open>>>,
    /// What could not be written, and why. Nothing else is until the same is asked again: a row must not get to the
    /// disk before one that it builds upon.
    failed: RefCell<Option<(Vec<Write>, Trouble)>>,
    /// The last search that was asked for: a former one stops.
    search: Cell<u32>,
    stopped: RefCell<HashSet<Ticket>>,
    /// The open data set's file.
    file: RefCell<Option<Rc<KeptFile>>>,
    /// Files that came along with what was asked and is not answered yet.
    along: RefCell<VecDeque<JsValue>>,
}

/// The data set that is open.
struct Open {
    dataset: String,
    tab: Rc<Tab>,
    /// This page's number, once it could be put there: a full disk lets everything be read.
    epoch: Cell<Option<u32>>,
    scheme: RefCell<Rc<Scheme>>,
}

impl Open {
    /// This page's number; put there now if it could not be before.
    async fn claimed(&self, database: &Database) -> Result<u32, Trouble> {
        if let Some(epoch) = self.epoch.get() {
            return Ok(epoch);
        }
        let epoch = opening::claim(database, &self.dataset).await?;
        self.epoch.set(Some(epoch));
        Ok(epoch)
    }
}

impl Keeper {
    /// A keeper that has nothing open.
    #[must_use]
    pub fn new(tell: impl Fn(Told) + 'static) -> Rc<Self> {
        Rc::new(Self {
            tell: Box::new(tell),
            line: RefCell::default(),
            is_busy: Cell::default(),
            database: RefCell::default(),
            open: RefCell::default(),
            failed: RefCell::default(),
            search: Cell::default(),
            stopped: RefCell::default(),
            file: RefCell::default(),
            along: RefCell::default(),
        })
    }

    /// The same with the file that the person chose.
    pub fn ask_along(self: &Rc<Self>, ask: Ask, file: JsValue) {
        self.along.borrow_mut().push_back(file);
        self.ask(ask);
    }

    /// Does this when all is done that was asked before.
    pub fn ask(self: &Rc<Self>, ask: Ask) {
        match ask {
            Ask::Stop(ticket) => {
                self.stopped.borrow_mut().insert(ticket);
                return;
            }
            Ask::Search { search, .. } => self.search.set(search),
            _ => {}
        }
        self.line.borrow_mut().push_back(ask);
        if !self.is_busy.replace(true) {
            let keeper = self.clone();
            spawn_local(async move {
                loop {
                    let next = keeper.line.borrow_mut().pop_front();
                    let Some(ask) = next else { break };
                    keeper.answer(ask).await;
                }
                keeper.is_busy.set(false);
            });
        }
    }

    async fn answer(self: &Rc<Self>, ask: Ask) {
        match ask {
            Ask::Open { database, dataset, take_over, again } => {
                self.failed.take();
                if let Err(trouble) = self.open(&database, &dataset, take_over, again).await {
                    self.close();
                    (self.tell)(Told::Unavailable(trouble));
                }
            }
            Ask::Write { ticket, writes } => {
                let mut asked = vec![(ticket, writes)];
                self.take_writes(&mut asked);
                self.write(asked).await;
            }
            Ask::Fetch { articles } => {
                let told = match self.opened() {
                    Some((database, open)) => {
                        let scheme = open.scheme.borrow().clone();
                        fetching::fetch(&database, &open.dataset, &scheme, &articles).await.ok()
                    }
                    None => None,
                };
                (self.tell)(told.unwrap_or(Told::NotFetched));
            }
            Ask::Search { search, text } => self.search(search, text),
            Ask::Copy { ticket, from, to, row } => {
                let database = self.database.borrow().as_ref().map(|(_, database)| database.clone());
                let copied = match (database, &*self.failed.borrow()) {
                    // What is not on disk would be missing in the copy.
                    (_, Some((_, trouble))) => Err(trouble.clone()),
                    (None, None) => Err(Trouble::Failed(NOTHING_OPEN.to_owned())),
                    (Some(database), None) => Ok(database),
                };
                let copied = match copied {
                    Ok(database) => copying::copy(&database, &from, &to, &row).await,
                    Err(trouble) => Err(trouble),
                };
                (self.tell)(match copied {
                    Ok(()) => Told::Written { ticket },
                    Err(trouble) => Told::NotWritten { ticket, trouble },
                });
            }
            Ask::Amend { ticket, dataset, change } => {
                let named = self.database.borrow().clone();
                let failed = self.failed.borrow().as_ref().map(|(_, trouble)| trouble.clone());
                let amended = match (named, failed) {
                    (_, Some(trouble)) => Err(trouble),
                    (None, None) => Err(Trouble::Failed(NOTHING_OPEN.to_owned())),
                    (Some((name, database)), None) => {
                        let amended = copying::amend(&database, &dataset, &change).await;
                        amended.map(|()| tabs::tell_amended(&name, &dataset, change))
                    }
                };
                (self.tell)(match amended {
                    Ok(()) => Told::Written { ticket },
                    Err(trouble) => Told::NotWritten { ticket, trouble },
                });
            }
            Ask::Back { ticket } => self.back(ticket),
            Ask::KeepFile => {
                let file = self.along.borrow_mut().pop_front();
                if let Some(file) = file {
                    self.keep_file(file).await;
                }
            }
            Ask::UseFile => self.use_file(),
            Ask::DropFile => self.drop_file().await,
            // Heard when it was asked.
            Ask::Stop(_) => {}
            // Only a page may ask the browser for that, and does.
            Ask::Measure | Ask::Persist => {
                let (used, quota, persistent) = surroundings::room().await;
                (self.tell)(Told::Measured { used, quota, persistent });
            }
        }
    }

    fn opened(&self) -> Option<(Rc<Database>, Rc<Open>)> {
        let database = self.database.borrow().as_ref().map(|(_, database)| database.clone());
        database.zip(self.open.borrow().clone())
    }

    fn close(&self) {
        self.open.take();
        self.file.take();
        self.database.take();
    }

    async fn database(self: &Rc<Self>, name: &str) -> Result<Rc<Database>, Trouble> {
        if let Some((open, database)) = &*self.database.borrow()
            && open == name
        {
            return Ok(database.clone());
        }
        self.close();
        let keeper = Rc::downgrade(self);
        let lost = move |trouble| {
            if let Some(keeper) = keeper.upgrade() {
                keeper.close();
                (keeper.tell)(Told::Unavailable(trouble));
            }
        };
        let database = Rc::new(Database::open(name, lost).await?);
        *self.database.borrow_mut() = Some((name.to_owned(), database.clone()));
        Ok(database)
    }

    async fn open(
        self: &Rc<Self>,
        name: &str,
        wanted: &str,
        take_over: bool,
        again: bool,
    ) -> Result<(), Trouble> {
        let database = self.database(name).await?;
        let mut damages = Vec::new();
        let found = opening::datasets(&database, &mut damages).await?;
        let Some(dataset) = opening::choose(&found, wanted) else {
            // The first rows that are written say what it is called.
            self.open.take();
            let datasets = opening::list(&database, found, None).await?;
            let opening = Opening {
                datasets,
                open: None,
                writes: true,
                entries: Vec::new(),
                gestures: Vec::new(),
                damages,
            };
            (self.tell)(Told::Opened(opening));
            return Ok(());
        };
        let open = self.enter(name, &database, &dataset, take_over).await?;
        // Read after the channel was opened and the claim made: what is written from now on is heard, or ours.
        let mut contents = opening::contents(&database, &dataset).await?;
        let row = opening::row_of(&found, &dataset, &contents);
        *open.scheme.borrow_mut() = row.scheme.clone();
        opening::mend(&database, &dataset, &row, &mut contents).await?;
        let writes = open.tab.writes();
        let clears = writes && !again;
        let garbage =
            if clears { opening::set_apart(&database, &dataset, &mut contents).await? } else { Vec::new() };
        let datasets: Vec<Listed> = opening::list(&database, found, Some((&dataset, &contents))).await?;
        let first_gesture =
            contents.gestures.first().map(|(gesture, _)| *gesture).filter(|_| contents.has_older);
        damages.append(&mut contents.damages);
        let opening = Opening {
            datasets,
            open: Some(dataset.clone()),
            writes,
            entries: contents.entries,
            gestures: contents.gestures,
            damages,
        };
        (self.tell)(Told::Opened(opening));
        open.tab.listen();
        if writes {
            self.find_file(&database, &dataset).await;
        }
        if clears && (!garbage.is_empty() || first_gesture.is_some()) {
            // What stays for now is cleared away the next time.
            let _ = opening::clear_away(&database, &dataset, &garbage, first_gesture).await;
        }
        Ok(())
    }

    /// Comes to a data set, unless this tab is there and writes already.
    async fn enter(
        self: &Rc<Self>,
        name: &str,
        database: &Database,
        dataset: &str,
        take_over: bool,
    ) -> Result<Rc<Open>, Trouble> {
        if let Some(open) = &*self.open.borrow()
            && open.dataset == dataset
            && open.tab.writes()
        {
            return Ok(open.clone());
        }
        // Let go of first: this very tab may be waiting for the lock.
        self.open.take();
        self.file.take();
        let keeper = Rc::downgrade(self);
        let news = move |news| {
            if let Some(keeper) = keeper.upgrade() {
                keeper.hear(news);
            }
        };
        let tab = Tab::enter(name, dataset, take_over, news).await;
        let epoch = match tab.writes() {
            true => match opening::claim(database, dataset).await {
                Err(Trouble::Full) => None,
                claimed => Some(claimed?),
            },
            false => Some(0),
        };
        let scheme = RefCell::new(Rc::new(Scheme::reported_speech()));
        let open = Rc::new(Open { dataset: dataset.to_owned(), tab, epoch: Cell::new(epoch), scheme });
        *self.open.borrow_mut() = Some(open.clone());
        Ok(open)
    }

    fn hear(&self, news: News) {
        (self.tell)(match news {
            News::TakenOver => Told::TakenOver,
            News::Free => Told::Free,
            News::Amended(change) => Told::Amended(change),
            News::Followed(writes) => {
                self.note_scheme(&writes);
                Told::Followed { writes }
            }
        });
    }

    /// The scheme in force is the one that was written last.
    fn note_scheme(&self, writes: &[Write]) {
        let open = self.open.borrow();
        let Some(open) = &*open else { return };
        for write in writes {
            if let Write::Put { table: Table::Datasets, key, bytes } = write
                && *key == Key::dataset(&open.dataset)
                && let Ok(row) = unseal::<DatasetRow>(bytes)
            {
                *open.scheme.borrow_mut() = row.scheme;
            }
        }
    }

    /// Takes what is to be written next off the line, as far as one transaction should hold it.
    fn take_writes(&self, asked: &mut Vec<(Ticket, Vec<Write>)>) {
        let mut bytes: usize = asked.iter().map(|(_, writes)| size(writes)).sum();
        let mut line = self.line.borrow_mut();
        while let Some(Ask::Write { writes, .. }) = line.front() {
            bytes += size(writes);
            if bytes > MOST_BYTES {
                return;
            }
            if let Some(Ask::Write { ticket, writes }) = line.pop_front() {
                asked.push((ticket, writes));
            }
        }
    }

    async fn write(self: &Rc<Self>, mut asked: Vec<(Ticket, Vec<Write>)>) {
        let failed = self.failed.take();
        if let Some((failed, trouble)) = failed {
            let again = asked.iter().position(|(_, writes)| *writes == failed);
            let refused = asked.drain(..again.unwrap_or(asked.len()));
            for (ticket, _) in refused {
                (self.tell)(Told::NotWritten { ticket, trouble: trouble.clone() });
            }
            if again.is_none() {
                *self.failed.borrow_mut() = Some((failed, trouble));
                return;
            }
        }
        let Some((_, first)) = asked.first() else { return };
        let first = first.clone();
        let written = match self.to_write(&first).await {
            Ok((database, open)) => {
                let all: Vec<&Write> = asked.iter().flat_map(|(_, writes)| writes).collect();
                let written = match open.claimed(&database).await {
                    Ok(epoch) => {
                        let claim = Claim { dataset: &open.dataset, epoch };
                        writing::write(&database, &claim, &all).await
                    }
                    Err(trouble) => Err(NotDone::Trouble(trouble)),
                };
                if let Err(NotDone::TakenOver) = &written {
                    open.tab.is_taken_over();
                }
                written.map(|()| open)
            }
            Err(trouble) => Err(NotDone::Trouble(trouble)),
        };
        match written {
            Ok(open) => {
                for (ticket, writes) in asked {
                    self.note_scheme(&writes);
                    open.tab.tell_written(&writes);
                    (self.tell)(Told::Written { ticket });
                    self.file_falls_behind(&writes);
                }
            }
            Err(why) => {
                let trouble = match why {
                    NotDone::TakenOver => Trouble::Failed("another tab writes now".to_owned()),
                    NotDone::Trouble(trouble) => trouble,
                };
                *self.failed.borrow_mut() = Some((first, trouble.clone()));
                for (ticket, _) in asked {
                    (self.tell)(Told::NotWritten { ticket, trouble: trouble.clone() });
                }
            }
        }
    }

    /// The data set that is written; where none is there yet, it is the one of the first row.
    async fn to_write(self: &Rc<Self>, writes: &[Write]) -> Result<(Rc<Database>, Rc<Open>), Trouble> {
        if let Some(opened) = self.opened() {
            return Ok(opened);
        }
        let named = self.database.borrow().clone();
        let (Some((name, database)), Some(dataset)) = (named, writes.first().map(dataset_of)) else {
            return Err(Trouble::Failed(NOTHING_OPEN.to_owned()));
        };
        let open = self.enter(&name, &database, dataset, false).await?;
        open.tab.listen();
        Ok((database, open))
    }

    fn search(self: &Rc<Self>, search: u32, text: String) {
        let Some((database, open)) = self.opened() else {
            return (self.tell)(Told::Found { search, articles: Vec::new(), looked: 0, is_last: true });
        };
        let keeper = self.clone();
        spawn_local(async move {
            let is_awaited = || keeper.search.get() == search;
            let tell = |told| (keeper.tell)(told);
            let done = searching::search(&database, &open.dataset, search, &text, is_awaited, tell).await;
            if done.is_err() {
                // The database is gone, and that is told by itself.
                (keeper.tell)(Told::Found { search, articles: Vec::new(), looked: 0, is_last: true });
            }
        });
    }

    fn back(self: &Rc<Self>, ticket: Ticket) {
        // What is not on disk would be missing in the backup, which counts as all of it.
        let failed = self.failed.borrow().as_ref().map(|(_, trouble)| trouble.clone());
        let trouble = failed.clone().unwrap_or_else(|| Trouble::Failed(NOTHING_OPEN.to_owned()));
        let Some((database, open)) = self.opened().filter(|_| failed.is_none()) else {
            return (self.tell)(Told::NotBacked { ticket, trouble });
        };
        let keeper = self.clone();
        spawn_local(async move {
            let give = async |part: Part| {
                let goes_on = !keeper.stopped.borrow_mut().remove(&ticket);
                if goes_on {
                    let Part { bytes, articles, is_first } = part;
                    let bytes = bytes.into();
                    (keeper.tell)(Told::Backed { ticket, bytes, articles, is_first, is_last: false });
                }
                goes_on
            };
            match backing::back(&database, &open.dataset, give).await {
                Ok(Some(Backed { missing, damages, articles, .. })) => {
                    if !missing.is_empty() || !damages.is_empty() {
                        (keeper.tell)(Told::Fetched { articles: Vec::new(), missing, damages });
                    }
                    let (bytes, is_first, is_last) = (Rc::from([]), false, true);
                    (keeper.tell)(Told::Backed { ticket, bytes, articles, is_first, is_last });
                }
                Ok(None) => {}
                Err(trouble) => (keeper.tell)(Told::NotBacked { ticket, trouble }),
            }
        });
    }
}

const NOTHING_OPEN: &str = "no data set is open";

fn dataset_of(write: &Write) -> &str {
    match write {
        Write::Put { key, .. } | Write::Delete { key, .. } | Write::CutTail { key } => &key.dataset,
        Write::Drop { dataset } => dataset,
    }
}

fn size(writes: &[Write]) -> usize {
    let bytes = |write: &Write| match write {
        Write::Put { bytes, .. } => bytes.len(),
        _ => 0,
    };
    writes.iter().map(bytes).sum()
}

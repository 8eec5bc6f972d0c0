//! The browser's database as the keeper sees it: opened in its version, read and written in transactions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::{DatabaseEvent, Factory, ObjectStore, ObjectStoreParams};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, Event, IdbDatabase, IdbTransaction, IdbVersionChangeEvent};

use crate::journal::{Table, Trouble};

use super::surroundings::{call_after, promise, reading_transaction, strict_transaction};

/// The version that is made. A later one comes with what brings an earlier one up to it, in [`upgrade`]. It is raised
/// with each table, and with each layout of a row, which an older build could not read.
pub const VERSION: u32 = 2;

/// The keeper's own table: for each data set a number that grows with each page that comes to write it. A page that
/// finds another number than its own writes no more.
pub const EPOCHS: &str = "epochs";

/// The keeper's own table: for each data set the file that is kept up to date with it.
pub const FILES: &str = "files";

/// A database that does not open within this time is taken for one that does not open.
const PATIENCE_MS: f64 = 10_000.0;

/// Older pages are told to let go of the database, and do so at once unless they hang.
const BLOCKED_MS: f64 = 3_000.0;

/// An open database. Closed when it is dropped.
pub struct Database {
    raw: IdbDatabase,
    // They are called as long as it is open.
    _version_change: Closure<dyn Fn(IdbVersionChangeEvent)>,
    _closed: Closure<dyn Fn()>,
}

impl Database {
    /// Opens it, and makes or upgrades it where that is needed. `lost` is called if it is closed from outside: by a
    /// newer page that upgrades it, or by a person who clears the browser's data.
    pub async fn open(name: &str, lost: impl Fn(Trouble) + 'static) -> Result<Self, Trouble> {
        let raw = open_or_give_up(name).await?;
        let lost = Rc::new(lost);
        let version_change = {
            let (raw, lost) = (raw.clone(), lost.clone());
            Closure::<dyn Fn(IdbVersionChangeEvent)>::new(move |event: IdbVersionChangeEvent| {
                // Whoever upgrades or deletes it waits for that.
                raw.close();
                lost(match event.new_version() {
                    Some(_) => Trouble::NewerDatabase,
                    None => Trouble::Failed("the database is being deleted".to_owned()),
                });
            })
        };
        let closed = Closure::<dyn Fn()>::new(move || {
            lost(Trouble::Failed("the browser closed the database".to_owned()));
        });
        raw.set_onversionchange(Some(version_change.as_ref().unchecked_ref()));
        raw.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Ok(Self { raw, _version_change: version_change, _closed: closed })
    }

    /// Begins to read these tables, at one moment of theirs.
    pub fn read(&self, tables: &[Table]) -> Result<Transaction, Trouble> {
        let names: Array = tables.iter().map(|table| JsValue::from(table.name())).collect();
        Transaction::new(reading_transaction(&self.raw, &names))
    }

    /// Begins to change these tables and the keeper's own.
    pub fn write(&self, tables: &[Table]) -> Result<Transaction, Trouble> {
        let names: Array = tables.iter().map(|table| JsValue::from(table.name())).collect();
        names.push(&EPOCHS.into());
        names.push(&FILES.into());
        Transaction::new(strict_transaction(&self.raw, &names))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.raw.set_onversionchange(None);
        self.raw.set_onclose(None);
        self.raw.close();
    }
}

/// Requests that see one state of the tables, and come into force together or not at all.
pub struct Transaction {
    raw: IdbTransaction,
    ended: Promise,
}

impl Transaction {
    fn new(raw: Result<IdbTransaction, JsValue>) -> Result<Self, Trouble> {
        let raw = raw.map_err(|error| trouble_of(&error))?;
        // Errors of single requests end in an abort, which alone knows the reason in all cases.
        let ended = promise(|resolve: Function| {
            raw.set_oncomplete(Some(&resolve));
            raw.set_onabort(Some(&resolve));
        });
        Ok(Self { raw, ended })
    }

    /// A table of it.
    pub fn table(&self, table: Table) -> Result<ObjectStore, Trouble> {
        self.named(table.name())
    }

    /// A table of it by its name.
    pub fn named(&self, name: &str) -> Result<ObjectStore, Trouble> {
        self.raw.object_store(name).map(ObjectStore::from).map_err(|error| trouble_of(&error))
    }

    /// Undoes all of it.
    pub fn abort(&self) {
        // Refused only where it has ended already.
        let _ = self.raw.abort();
    }

    /// Waits until all of it is on disk.
    pub async fn complete(self) -> Result<(), Trouble> {
        let event = JsFuture::from(self.ended).await.unwrap_or_default();
        if event.dyn_ref::<Event>().is_some_and(|event| event.type_() == "complete") {
            return Ok(());
        }
        Err(match self.raw.error() {
            Some(error) => trouble_of(&error),
            None => Trouble::Failed("the browser gave up writing".to_owned()),
        })
    }
}

/// Why a request failed, in the words of the journal.
pub fn trouble(error: idb::Error) -> Trouble {
    match error {
        idb::Error::DomException(error) => trouble_of(&error),
        idb::Error::IndexedDbNotFound(_) => {
            Trouble::NoDatabase("the browser has no database here".to_owned())
        }
        idb::Error::IndexedDbOpenFailed(error) => match trouble_of(&error) {
            Trouble::Failed(why) => Trouble::NoDatabase(why),
            other => other,
        },
        other => Trouble::Failed(other.to_string()),
    }
}

fn trouble_of(error: &JsValue) -> Trouble {
    match error.dyn_ref::<DomException>() {
        Some(error) => match error.name().as_str() {
            "QuotaExceededError" => Trouble::Full,
            "VersionError" => Trouble::NewerDatabase,
            name => Trouble::Failed(format!("{name}: {}", error.message())),
        },
        None => Trouble::Failed(format!("{error:?}")),
    }
}

/// Why a database did not open. What is not said to be something else is a browser that has none for this page.
fn refusal(error: idb::Error) -> Trouble {
    match trouble(error) {
        Trouble::Failed(why) => Trouble::NoDatabase(why),
        other => other,
    }
}

async fn open_or_give_up(name: &str) -> Result<IdbDatabase, Trouble> {
    let factory = Factory::new().map_err(refusal)?;
    let mut request = factory.open(name, Some(VERSION)).map_err(refusal)?;
    let failed = Rc::new(RefCell::new(None));
    {
        let failed = failed.clone();
        request.on_upgrade_needed(move |event| {
            let from = event.old_version().unwrap_or_default();
            let upgraded = event.database().and_then(|database| upgrade(&database, from));
            *failed.borrow_mut() = upgraded.err();
        });
    }
    // Settled by whichever comes first.
    let is_blocked = Rc::new(Cell::new(false));
    let opened = Rc::new(RefCell::new(None));
    let gave_up = Rc::new(Cell::new(false));
    let mut settle = Function::default();
    let settled = promise(|resolve| settle = resolve);
    {
        let (is_blocked, settle) = (is_blocked.clone(), settle.clone());
        request.on_blocked(move |_| {
            is_blocked.set(true);
            call_after(BLOCKED_MS, &settle);
        });
    }
    call_after(PATIENCE_MS, &settle);
    let request = request.into_future();
    {
        let (opened, gave_up) = (opened.clone(), gave_up.clone());
        spawn_local(async move {
            let result = request.await.map(IdbDatabase::from);
            match result {
                // Nobody waits any more, and an open database would be in others' way.
                Ok(late) if gave_up.get() => late.close(),
                result => *opened.borrow_mut() = Some(result),
            }
            let _ = settle.call0(&JsValue::UNDEFINED);
        });
    }
    let _ = JsFuture::from(settled).await;
    let result = opened.take();
    let upgrading = failed.take();
    match result {
        Some(Ok(raw)) => Ok(raw),
        Some(Err(error)) => Err(refusal(upgrading.unwrap_or(error))),
        None => {
            gave_up.set(true);
            Err(if is_blocked.get() {
                Trouble::HeldByOlderTab
            } else {
                Trouble::NoDatabase("the browser does not open its database".to_owned())
            })
        }
    }
}

/// Brings a database of an earlier version, or none, which is version 0, to [`VERSION`].
fn upgrade(database: &idb::Database, from: u32) -> Result<(), idb::Error> {
    if from < 1 {
        for table in Table::ALL {
            database.create_object_store(table.name(), ObjectStoreParams::new())?;
        }
        database.create_object_store(EPOCHS, ObjectStoreParams::new())?;
    }
    // The rows stay as they are: what has another layout by now is read in the former one until it is written anew.
    if from < 2 {
        database.create_object_store(FILES, ObjectStoreParams::new())?;
    }
    Ok(())
}

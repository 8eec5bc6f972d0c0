//! A file on the person's disk that is kept up to date with the open data set, as a backup.
//!
//! The file is written anew a little after the last change, some articles at a time. The browser puts it in the place of
//! the former one only when it is whole, so that an end at any moment leaves one or the other. What may not be read in
//! the database is perhaps only in the file: it is then left as it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::Query;
use js_sys::{Array, Date, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::DomException;

use crate::formats::guillemet_json::{About, header_line};
use crate::journal::{
    BackupFile, DatasetRow, FileRefusal, FileState, FileTrouble, Key, Sequence, Table, Told, Trouble, Write,
    unseal,
};

use super::Keeper;
use super::backing::{self, Part};
use super::database::{Database, FILES, trouble};
use super::keys;
use super::surroundings::{call_after, promise};

/// So long after the last change the file is written.
const QUIET_MS: f64 = 3_000.0;

/// Somebody who never rests has it written after so long.
const MOST_MS: f64 = 60_000.0;

/// It is at rest at least so many times as long as it took to write.
const REST: f64 = 8.0;

/// What failed is tried again after so long.
const AGAIN_MS: f64 = 30_000.0;

#[wasm_bindgen]
extern "C" {
    /// A file that a person chose, which can be written again and again.
    type FileHandle;
    #[wasm_bindgen(method, getter)]
    fn name(this: &FileHandle) -> String;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &FileHandle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = isSameEntry)]
    fn is_same_entry(this: &FileHandle, other: &JsValue) -> Result<Promise, JsValue>;

    /// What becomes the file when it is closed.
    type Writable;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn truncate(this: &Writable, size: u32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writable) -> Result<Promise, JsValue>;
}

/// The open data set's file.
pub(super) struct KeptFile {
    dataset: String,
    handle: JsValue,
    name: String,
    state: RefCell<FileState>,
    /// Whether the browser lets it be written.
    may_write: Cell<bool>,
    /// How many rows could not be read when the person chose it: it was theirs to choose it all the same.
    accepted: Cell<usize>,
    /// Whether the person chose it just now and it was never written.
    is_new: Cell<bool>,
    /// Since when it lacks something, and when that changed last.
    lacks_since: Cell<Option<f64>>,
    changed: Cell<f64>,
    /// It is not written before.
    not_before: Cell<f64>,
    is_at_work: Cell<bool>,
    /// Its first line, which alone tells of the data set's own row.
    head: RefCell<String>,
}

impl KeptFile {
    fn new(dataset: &str, handle: JsValue, accepted: usize) -> Rc<Self> {
        let name = handle.unchecked_ref::<FileHandle>().name();
        Rc::new(Self {
            dataset: dataset.to_owned(),
            handle,
            name,
            state: RefCell::new(FileState::Asks),
            may_write: Cell::new(false),
            accepted: Cell::new(accepted),
            is_new: Cell::new(false),
            lacks_since: Cell::new(None),
            changed: Cell::new(0.0),
            not_before: Cell::new(0.0),
            is_at_work: Cell::new(false),
            head: RefCell::default(),
        })
    }

    fn lacks_something(&self) {
        let now = Date::now();
        self.changed.set(now);
        if self.lacks_since.get().is_none() {
            self.lacks_since.set(Some(now));
        }
    }

    /// Whether these rows change what is in the file. Of the data set's own row, much is not.
    fn is_touched(&self, writes: &[Write]) -> bool {
        let mut is_touched = false;
        for write in writes {
            match write {
                Write::Put { table: Table::Datasets, key, bytes } if key.dataset == self.dataset => {
                    let Ok(row) = unseal::<DatasetRow>(bytes) else { continue };
                    let about =
                        About { name: &row.name, annotator: &row.annotator, guidelines: &row.guidelines };
                    let head = header_line(&row.scheme, about);
                    is_touched |= *self.head.borrow() != head.trim_end();
                }
                Write::Put { table: Table::Datasets, .. } | Write::Drop { .. } => {}
                _ => is_touched = true,
            }
        }
        is_touched
    }
}

impl Keeper {
    /// The open data set's file, for whoever asks the browser whether it may be written.
    #[must_use]
    pub fn file(&self) -> Option<JsValue> {
        Some(self.file.borrow().as_ref()?.handle.clone())
    }

    /// Finds the file of a data set that has just been opened.
    pub(super) async fn find_file(self: &Rc<Self>, database: &Database, dataset: &str) {
        let is_this = |file: &Rc<KeptFile>| file.dataset == dataset;
        if self.file.borrow().as_ref().is_some_and(is_this) {
            // The page knows nothing of it if it has opened the data set anew.
            return self.tell_file();
        }
        // A database that cannot be read is told by what else is read of it.
        let found = found(database, dataset).await.ok().flatten();
        *self.file.borrow_mut() = found.map(|(handle, accepted)| KeptFile::new(dataset, handle, accepted));
        if self.file.borrow().is_some() {
            self.tell_file();
        }
    }

    /// Keeps the open data set in this file from now on.
    pub(super) async fn keep_file(self: &Rc<Self>, handle: JsValue) {
        let Some((database, open)) = self.opened().filter(|(_, open)| open.tab.writes()) else { return };
        let file = KeptFile::new(&open.dataset, handle, 0);
        file.is_new.set(true);
        file.may_write.set(true);
        let kept = match belongs_to_another(&database, &file).await {
            Ok(false) => remember(&database, &file).await.map_err(|why| FileRefusal::Failed(said(why))),
            Ok(true) => Err(FileRefusal::OfAnother),
            Err(why) => Err(FileRefusal::Failed(said(why))),
        };
        match kept {
            Ok(()) => {
                file.lacks_something();
                file.state.replace(FileState::Behind);
                *self.file.borrow_mut() = Some(file.clone());
                self.tell_file();
                self.write_file_soon(&file);
            }
            Err(why) => (self.tell)(Told::FileRefused { name: file.name.clone(), why }),
        }
    }

    pub(super) fn use_file(self: &Rc<Self>) {
        let Some(file) = self.file.borrow().clone() else { return };
        file.may_write.set(true);
        // What was done in other visits may not be in it, and somebody may have changed it.
        file.lacks_something();
        file.not_before.set(0.0);
        file.state.replace(FileState::Behind);
        self.tell_file();
        self.write_file_soon(&file);
    }

    pub(super) async fn drop_file(&self) {
        if let Some((database, open)) = self.opened() {
            // If it stays there, the person is asked again at the next visit.
            let _ = forget(&database, &open.dataset).await;
        }
        self.file.take();
        (self.tell)(Told::File(None));
    }

    /// Notes that these rows are on disk and not in the file.
    pub(super) fn file_falls_behind(self: &Rc<Self>, writes: &[Write]) {
        let Some(file) = self.file.borrow().clone() else { return };
        if !file.is_touched(writes) {
            return;
        }
        file.lacks_something();
        if matches!(*file.state.borrow(), FileState::Current { .. }) {
            file.state.replace(FileState::Behind);
            self.tell_file();
        }
        self.write_file_soon(&file);
    }

    fn tell_file(&self) {
        let told = self.file.borrow().as_ref().map(|file| {
            let state = file.state.borrow().clone();
            BackupFile { name: file.name.clone(), state }
        });
        (self.tell)(Told::File(told));
    }

    fn is_file(&self, file: &Rc<KeptFile>) -> bool {
        self.file.borrow().as_ref().is_some_and(|kept| Rc::ptr_eq(kept, file))
    }

    fn write_file_soon(self: &Rc<Self>, file: &Rc<KeptFile>) {
        if !file.may_write.get() || file.is_at_work.replace(true) {
            return;
        }
        let (keeper, file) = (Rc::downgrade(self), file.clone());
        spawn_local(async move {
            while let Some(since) = file.lacks_since.get().filter(|_| file.may_write.get()) {
                let due = (file.changed.get() + QUIET_MS).min(since + MOST_MS).max(file.not_before.get());
                let now = Date::now();
                if now < due {
                    let _ = JsFuture::from(promise(|resolve| call_after(due - now, &resolve))).await;
                    continue;
                }
                let Some(keeper) = keeper.upgrade().filter(|keeper| keeper.is_file(&file)) else { return };
                keeper.write_file(&file).await;
            }
            file.is_at_work.set(false);
        });
    }

    async fn write_file(&self, file: &Rc<KeptFile>) {
        let Some((database, _)) = self.opened() else { return file.may_write.set(false) };
        let begun = Date::now();
        let since = file.lacks_since.take();
        let written = write(&database, file, || self.is_file(file)).await;
        if !self.is_file(file) {
            return;
        }
        let now = Date::now();
        let state = match written {
            Ok(gesture) => {
                file.not_before.set(now + REST * (now - begun));
                match file.lacks_since.get() {
                    None => FileState::Current { gesture },
                    Some(_) => FileState::Behind,
                }
            }
            Err(why) => {
                file.lacks_since.set(since);
                file.not_before.set(now + AGAIN_MS);
                match why {
                    Failure::NotLet => {
                        file.may_write.set(false);
                        FileState::Asks
                    }
                    Failure::Other(why) => FileState::Failed(why),
                }
            }
        };
        file.state.replace(state);
        self.tell_file();
    }
}

enum Failure {
    /// The browser asks the person again.
    NotLet,
    Other(FileTrouble),
}

impl From<JsValue> for Failure {
    fn from(error: JsValue) -> Self {
        match error.dyn_ref::<DomException>() {
            Some(error) if error.name() == "NotAllowedError" => Self::NotLet,
            Some(error) => Self::Other(FileTrouble::Failed(format!("{}: {}", error.name(), error.message()))),
            None => Self::Other(FileTrouble::Failed(format!("{error:?}"))),
        }
    }
}

fn said(trouble: Trouble) -> String {
    match trouble {
        Trouble::Failed(why) | Trouble::NoDatabase(why) => why,
        other => format!("{other:?}"),
    }
}

/// Writes the whole data set into its file, and says up to which gesture.
async fn write(
    database: &Database,
    file: &Rc<KeptFile>,
    is_wanted: impl Fn() -> bool,
) -> Result<Sequence, Failure> {
    let handle: &FileHandle = file.handle.unchecked_ref();
    let writable: Writable = JsFuture::from(handle.create_writable()?).await?.unchecked_into();
    let mut refused = None;
    let mut has_begun = false;
    let give = async |Part { bytes, is_first, .. }: Part| {
        if is_first {
            let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            file.head.replace(String::from_utf8_lossy(head).into_owned());
        }
        let written = async {
            if is_first && std::mem::replace(&mut has_begun, true) {
                JsFuture::from(writable.truncate(0)?).await?;
            }
            JsFuture::from(writable.write(&Uint8Array::from(bytes.as_slice()))?).await
        };
        refused = written.await.err();
        refused.is_none() && is_wanted()
    };
    let backed = backing::back(database, &file.dataset, give).await;
    let complete = match (backed, refused) {
        (_, Some(error)) => Err(error.into()),
        (Ok(Some(backed)), None) => {
            let unread = backed.missing.len() + backed.damages.len() + backed.others;
            if file.is_new.get() {
                file.accepted.set(unread);
            }
            if unread <= file.accepted.get() {
                Ok(backed.gesture)
            } else {
                Err(Failure::Other(FileTrouble::Damaged))
            }
        }
        (Ok(None), None) => Err(Failure::Other(FileTrouble::Failed("it was given up".to_owned()))),
        (Err(trouble), None) => Err(Failure::Other(FileTrouble::Failed(said(trouble)))),
    };
    match complete {
        Ok(gesture) => {
            JsFuture::from(writable.close()?).await?;
            if file.is_new.replace(false) && file.accepted.get() > 0 {
                // Not remembered, the person is asked again.
                let _ = remember(database, file).await;
            }
            Ok(gesture)
        }
        Err(failure) => {
            // What was written so far never becomes the file; a browser that cannot even give up leaves it open.
            if let Ok(aborting) = writable.abort() {
                let _ = JsFuture::from(aborting).await;
            }
            Err(failure)
        }
    }
}

/// A row holds the file and how many rows that cannot be read it may lack.
async fn remember(database: &Database, file: &KeptFile) -> Result<(), Trouble> {
    let transaction = database.write(&[])?;
    let row = Array::of2(&file.handle, &JsValue::from(file.accepted.get() as u32));
    let key = keys::key(&Key::dataset(&file.dataset));
    transaction.named(FILES)?.put(&row, Some(&key)).map_err(trouble)?;
    transaction.complete().await
}

async fn forget(database: &Database, dataset: &str) -> Result<(), Trouble> {
    let transaction = database.write(&[])?;
    let key = keys::key(&Key::dataset(dataset));
    transaction.named(FILES)?.delete(Query::from(key)).map_err(trouble)?;
    transaction.complete().await
}

async fn found(database: &Database, dataset: &str) -> Result<Option<(JsValue, usize)>, Trouble> {
    let store = database.write(&[])?.named(FILES)?;
    let query = Query::from(keys::key(&Key::dataset(dataset)));
    let row = store.get(query).map_err(trouble)?.await.map_err(trouble)?;
    let row = row.and_then(|row| row.dyn_into::<Array>().ok());
    Ok(row.filter(|row| row.get(0).is_object()).map(|row| {
        let accepted = row.get(1).as_f64().unwrap_or(0.0) as usize;
        (row.get(0), accepted)
    }))
}

async fn belongs_to_another(database: &Database, file: &KeptFile) -> Result<bool, Trouble> {
    let store = database.write(&[])?.named(FILES)?;
    let own = keys::key(&Key::dataset(&file.dataset));
    let (keys, rows) =
        (store.get_all_keys(None, None).map_err(trouble)?, store.get_all(None, None).map_err(trouble)?);
    let (keys, rows) = (keys.await.map_err(trouble)?, rows.await.map_err(trouble)?);
    let own = Array::from(&own).get(0);
    for (key, row) in keys.into_iter().zip(rows) {
        if Array::from(&key).get(0) == own {
            continue;
        }
        let handle: &FileHandle = file.handle.unchecked_ref();
        let Ok(asked) = handle.is_same_entry(&Array::from(&row).get(0)) else { continue };
        if JsFuture::from(asked).await.is_ok_and(|same| same.is_truthy()) {
            return Ok(true);
        }
    }
    Ok(false)
}

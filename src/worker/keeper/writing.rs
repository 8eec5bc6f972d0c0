//! Puts rows on disk, all of a list or none.

use std::collections::BTreeSet;
use std::future::IntoFuture;

use idb::Query;
use js_sys::Uint8Array;

use crate::journal::{Key, Table, Trouble, Write};

use super::database::{Database, EPOCHS, FILES, Transaction, trouble};
use super::keys;

/// Why nothing was written.
pub enum NotDone {
    /// Another page has taken the data set since.
    TakenOver,
    /// Something else.
    Trouble(Trouble),
}

impl From<Trouble> for NotDone {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// Whose data set it is that a page writes: it writes as long as it finds its own number there.
pub struct Claim<'a> {
    /// The data set.
    pub dataset: &'a str,
    /// This page's number.
    pub epoch: u32,
}

/// Writes all this in one transaction, under a claim.
pub async fn write(database: &Database, claim: &Claim<'_>, writes: &[&Write]) -> Result<(), NotDone> {
    let tables: BTreeSet<Table> = writes.iter().flat_map(|write| tables_of(write)).copied().collect();
    let transaction = database.write(&Vec::from_iter(tables))?;
    let key = keys::key(&Key::dataset(claim.dataset));
    let epoch = transaction.named(EPOCHS)?.get(Query::from(key)).map_err(trouble)?.into_future();
    // Asked at once, so that the disk need not wait for the answer; taken back if the answer is another.
    let asked = writes.iter().try_for_each(|write| put(&transaction, write));
    let epoch = epoch.await.map_err(trouble);
    let is_ours = epoch
        .as_ref()
        .is_ok_and(|found| found.as_ref().and_then(|found| found.as_f64()) == Some(f64::from(claim.epoch)));
    if !is_ours || asked.is_err() {
        transaction.abort();
    }
    let done = transaction.complete().await;
    asked?;
    epoch?;
    if is_ours { Ok(done?) } else { Err(NotDone::TakenOver) }
}

fn tables_of(write: &Write) -> &[Table] {
    match write {
        Write::Put { table, .. } | Write::Delete { table, .. } => std::slice::from_ref(table),
        Write::CutTail { .. } => &[Table::Tails],
        Write::Drop { .. } => &Table::ALL,
    }
}

fn put(transaction: &Transaction, write: &Write) -> Result<(), Trouble> {
    match write {
        Write::Put { table, key, bytes } => {
            let value = Uint8Array::from(&**bytes);
            transaction.table(*table)?.put(&value, Some(&keys::key(key))).map_err(trouble)?;
        }
        Write::Delete { table, key } => {
            transaction.table(*table)?.delete(Query::from(keys::key(key))).map_err(trouble)?;
        }
        Write::CutTail { key } => {
            let start = Key { gesture: None, ..key.clone() };
            transaction.table(Table::Tails)?.delete(keys::up_to(&start, key)?).map_err(trouble)?;
        }
        Write::Drop { dataset } => {
            let start = Key::dataset(dataset);
            for table in Table::ALL {
                transaction.table(table)?.delete(keys::below(&start)?).map_err(trouble)?;
            }
            // A page that has it open finds that it is gone.
            for own in [EPOCHS, FILES] {
                transaction.named(own)?.delete(Query::from(keys::key(&start))).map_err(trouble)?;
            }
        }
    }
    Ok(())
}

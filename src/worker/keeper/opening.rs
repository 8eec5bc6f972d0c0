//! What is in the database when a data set is opened: which ones there are, and the rows of one.

use std::rc::Rc;

use idb::Query;
use wasm_bindgen::JsValue;

use crate::journal::garbage::{KEPT_GESTURES, forgotten, orphans};
use crate::journal::{
    Damage, DatasetRow, EntryRow, Key, Listed, Row, Sequence, Snapshot, Table, Trouble, stand_in, unseal,
};
use crate::model::{ArticleId, Timestamp};

use super::database::{Database, EPOCHS, trouble};
use super::fetching::{self, sorted, take};
use super::keys;
use super::rows::{Batches, all};

/// The data sets' own rows. One that cannot be read is there all the same, as `None`.
pub async fn datasets(database: &Database, damages: &mut Vec<Damage>) -> Result<Vec<Found>, Trouble> {
    let transaction = database.read(&[Table::Datasets])?;
    let rows = all(Table::Datasets, &transaction.table(Table::Datasets)?).await?;
    let read = rows.into_iter().map(|row| {
        let damage = match row {
            Ok(Row { table, key, bytes }) => match unseal::<DatasetRow>(&bytes) {
                Ok(read) => return (key.dataset, Some(read)),
                Err(fault) => Damage { table, key, fault, bytes },
            },
            Err(damage) => damage,
        };
        let dataset = damage.key.dataset.clone();
        damages.push(damage);
        (dataset, None)
    });
    Ok(read.filter(|(dataset, _)| !dataset.is_empty()).collect())
}

/// A data set's name in the database and its row, if that can be read.
pub type Found = (String, Option<DatasetRow>);

/// The one that is wanted, else the one that was made last and is not deleted.
pub fn choose(found: &[Found], wanted: &str) -> Option<String> {
    let is_there =
        |row: &Option<DatasetRow>| row.as_ref().is_none_or(|row| row.deleted == Timestamp::default());
    let there = || found.iter().filter(|(_, row)| is_there(row));
    let newest = || there().max_by(|(a, one), (b, other)| made(one).cmp(made(other)).then_with(|| a.cmp(b)));
    there().find(|(id, _)| id == wanted).or_else(newest).map(|(id, _)| id.clone())
}

fn made(row: &Option<DatasetRow>) -> &str {
    row.as_ref().map_or("", |row| &row.created.0)
}

/// A data set's row, or what stands in for it.
pub fn row_of(found: &[Found], dataset: &str, contents: &Contents) -> DatasetRow {
    let row = found.iter().find(|(id, _)| id == dataset).and_then(|(_, row)| row.clone());
    row.unwrap_or_else(|| {
        let summaries = contents.entries.iter().map(|(_, entry)| &entry.summary);
        stand_in::dataset_row(dataset, summaries)
    })
}

/// The rows of a data set that say what is in it.
#[derive(Default)]
pub struct Contents {
    /// Its articles; removed ones as well.
    pub entries: Vec<(ArticleId, EntryRow)>,
    /// Its last gestures, in order.
    pub gestures: Vec<(Sequence, Rc<[u8]>)>,
    /// Whether there are gestures before these.
    pub has_older: bool,
    /// What could not be read.
    pub damages: Vec<Damage>,
}

/// Reads them.
pub async fn contents(database: &Database, dataset: &str) -> Result<Contents, Trouble> {
    let transaction = database.read(&[Table::Entries, Table::Gestures])?;
    let start = Key::dataset(dataset);
    let mut damages = Vec::new();
    let rows =
        Batches::below(Table::Entries, start.clone()).rest(&transaction.table(Table::Entries)?).await?;
    let rows = sorted(rows, &mut damages);
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(article) = row.key.article.clone() else { continue };
        match unseal(&row.bytes) {
            Ok(entry) => entries.push((article, entry)),
            Err(fault) => {
                let Row { table, key, bytes } = row;
                damages.push(Damage { table, key, fault, bytes });
            }
        }
    }
    let store = transaction.table(Table::Gestures)?;
    let keys = store.get_all_keys(Some(keys::below(&start)?), None).map_err(trouble)?.await;
    let keys = keys.map_err(trouble)?;
    let mut gestures = Vec::new();
    // Their bytes are for the session to judge. Numbers of which not even the key is one of ours are left where they are.
    let numbers: Vec<Sequence> =
        keys.iter().filter_map(|key| keys::place(Table::Gestures, key)?.gesture).collect();
    if let Some(first) = numbers.get(numbers.len().saturating_sub(KEPT_GESTURES)) {
        let range = keys::from(&start, &Key::gesture(dataset, *first))?;
        let values = store.get_all(Some(range), None).map_err(trouble)?.await.map_err(trouble)?;
        for (key, value) in keys[keys.len() - values.len().min(keys.len())..].iter().zip(&values) {
            match keys::row(Table::Gestures, key, value) {
                Ok(row) => gestures.extend(row.key.gesture.map(|gesture| (gesture, row.bytes))),
                // The session knows it by its bytes, and counts on from its number.
                Err(Damage { key: Key { gesture: Some(gesture), .. }, bytes, .. }) => {
                    gestures.push((gesture, bytes));
                }
                Err(damage) => damages.push(damage),
            }
        }
    }
    let has_older = numbers.len() > KEPT_GESTURES;
    Ok(Contents { entries, gestures, has_older, damages })
}

/// Makes entries for articles whose own cannot be read, of their texts and of what stands on them.
pub async fn mend(
    database: &Database,
    dataset: &str,
    row: &DatasetRow,
    contents: &mut Contents,
) -> Result<(), Trouble> {
    let broken = contents.damages.iter().filter(|damage| damage.table == Table::Entries);
    let broken: Vec<ArticleId> = broken.filter_map(|damage| damage.key.article.clone()).collect();
    if broken.is_empty() {
        return Ok(());
    }
    let mut rank = contents.entries.iter().map(|(_, entry)| entry.rank).max().unwrap_or(0);
    let transaction = database.read(&fetching::TABLES)?;
    for article in broken {
        let taken = take(&transaction, dataset, &row.scheme, &article).await?;
        if let Some(document) = taken.document {
            rank = rank.saturating_add(1);
            contents.entries.push((article, stand_in::entry_row(&document, rank)));
        }
    }
    Ok(())
}

/// Says what there is of the data sets: of the open one by what was read of it, of the others by a look at their
/// entries.
pub async fn list(
    database: &Database,
    found: Vec<Found>,
    open: Option<(&str, &Contents)>,
) -> Result<Vec<Listed>, Trouble> {
    let mut listed = Vec::with_capacity(found.len());
    for (id, row) in found {
        let here = open.filter(|(open, _)| *open == id).map(|(_, contents)| contents);
        let there;
        let contents = match here {
            Some(contents) => contents,
            None => {
                there = entries_of(database, &id).await?;
                &there
            }
        };
        let row = row.unwrap_or_else(|| {
            stand_in::dataset_row(&id, contents.entries.iter().map(|(_, entry)| &entry.summary))
        });
        let articles = contents.entries.iter().filter(|(_, entry)| !entry.removed).count() as u32;
        listed.push(Listed { id, row, articles });
    }
    Ok(listed)
}

async fn entries_of(database: &Database, dataset: &str) -> Result<Contents, Trouble> {
    let transaction = database.read(&[Table::Entries])?;
    let store = transaction.table(Table::Entries)?;
    let rows = Batches::below(Table::Entries, Key::dataset(dataset)).rest(&store).await?;
    let entries = rows.into_iter().filter_map(|row| {
        let row = row.ok()?;
        Some((row.key.article?, unseal(&row.bytes).ok()?))
    });
    Ok(Contents { entries: entries.collect(), ..Contents::default() })
}

/// Takes the data set for this tab: whoever wrote it before finds that at its next write.
pub async fn claim(database: &Database, dataset: &str) -> Result<u32, Trouble> {
    let transaction = database.write(&[])?;
    let store = transaction.named(EPOCHS)?;
    let key = keys::key(&Key::dataset(dataset));
    let epoch = store.get(Query::from(key.clone())).map_err(trouble)?.await.map_err(trouble)?;
    let epoch = epoch.and_then(|epoch| epoch.as_f64()).map_or(0, |epoch| epoch as u32).wrapping_add(1);
    store.put(&JsValue::from(epoch), Some(&key)).map_err(trouble)?;
    transaction.complete().await?;
    Ok(epoch)
}

/// Takes what nobody will ask for again out of what was read, and says what it was.
pub async fn set_apart(
    database: &Database,
    dataset: &str,
    contents: &mut Contents,
) -> Result<Vec<ArticleId>, Trouble> {
    let last = contents.gestures.last().map_or(0, |(gesture, _)| *gesture);
    let mut garbage = orphans(&contents.entries, last);
    if any_has_tails(database, dataset, &garbage).await? {
        // Somebody has worked on it since it came: not its load was cut short, the gestures were lost.
        garbage.clear();
    }
    garbage.extend(forgotten(&contents.entries, &contents.gestures));
    let gone: std::collections::HashSet<&ArticleId> = garbage.iter().collect();
    contents.entries.retain(|(id, _)| !gone.contains(id));
    let newest = contents.entries.iter().map(|(_, entry)| entry.born).max().unwrap_or(0);
    if newest > last {
        // Gestures are lost. New ones are counted on from the last that left a trace, or they would hide what it did.
        let newest = newest.max(last_trace(database, dataset).await?);
        contents.gestures.push((newest, Rc::from([])));
    }
    Ok(garbage)
}

/// The last gesture that tails and snapshots know of.
async fn last_trace(database: &Database, dataset: &str) -> Result<Sequence, Trouble> {
    let start = Key::dataset(dataset);
    let transaction = database.read(&[Table::Tails, Table::Snapshots])?;
    let range = keys::below(&start)?;
    let tails = transaction.table(Table::Tails)?.get_all_keys(Some(range), None).map_err(trouble)?.await;
    let tails = tails.map_err(trouble)?;
    let mut last = tails.iter().filter_map(|key| keys::place(Table::Tails, key)?.gesture).max().unwrap_or(0);
    let store = transaction.table(Table::Snapshots)?;
    let mut batches = Batches::below(Table::Snapshots, start);
    loop {
        let batch = batches.next(&store).await?;
        if batch.is_empty() {
            return Ok(last);
        }
        let read = batch.into_iter().flatten().filter_map(|row| unseal::<Snapshot>(&row.bytes).ok());
        last = read.map(|snapshot| snapshot.gesture).max().unwrap_or(0).max(last);
    }
}

async fn any_has_tails(database: &Database, dataset: &str, articles: &[ArticleId]) -> Result<bool, Trouble> {
    let transaction = database.read(&[Table::Tails])?;
    let store = transaction.table(Table::Tails)?;
    for article in articles {
        let range = keys::below(&Key::article(dataset, article))?;
        if store.get_key(range).map_err(trouble)?.await.map_err(trouble)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Clears it away, with the gestures before the last ones.
pub async fn clear_away(
    database: &Database,
    dataset: &str,
    garbage: &[ArticleId],
    first_gesture: Option<Sequence>,
) -> Result<(), Trouble> {
    let transaction = database.write(&Table::ALL)?;
    for article in garbage {
        let key = Key::article(dataset, article);
        for table in [Table::Entries, Table::Texts, Table::Snapshots] {
            transaction.table(table)?.delete(Query::from(keys::key(&key))).map_err(trouble)?;
        }
        transaction.table(Table::Tails)?.delete(keys::below(&key)?).map_err(trouble)?;
    }
    if let Some(before) = first_gesture.and_then(|first| first.checked_sub(1)) {
        let range = keys::up_to(&Key::dataset(dataset), &Key::gesture(dataset, before))?;
        transaction.table(Table::Gestures)?.delete(range).map_err(trouble)?;
    }
    transaction.complete().await
}

//! Writes a data set as a backup, some articles at a time: whatever its size, little of it is in memory.
//!
//! The work may go on meanwhile. The scheme stands in the first line and holds for all: where another one comes into
//! force before the last article is written, the backup begins anew.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use crate::formats::guillemet_json::{About, article_line, header_line};
use crate::journal::{Damage, DatasetRow, EntryRow, Key, Sequence, Table, Trouble, unseal};
use crate::model::{ArticleId, Dataset, Document, Edit, Scheme};

use super::database::{Database, trouble};
use super::fetching::{one, take};
use super::{keys, opening};

/// The tables that an article's rows lie in, but for its entry, and the one that the scheme lies in.
const TABLES: [Table; 4] = [Table::Datasets, Table::Texts, Table::Snapshots, Table::Tails];

/// So many articles are put together at once, or as many as hold so many characters.
const MOST_ARTICLES: usize = 32;
const MOST_CHARACTERS: u32 = 1_000_000;

/// What came of a backup.
pub struct Backed {
    /// Articles that are left out, as their texts cannot be read.
    pub missing: Vec<ArticleId>,
    /// Rows of articles that could not be used.
    pub damages: Vec<Damage>,
    /// How many other rows of the data set could not be read.
    pub others: usize,
    /// The last gesture that is in it.
    pub gesture: Sequence,
    /// How many articles are in it.
    pub articles: u32,
}

/// A part of a backup.
pub struct Part {
    /// Lines of Guillemet JSON Lines.
    pub bytes: Vec<u8>,
    /// How many articles are in it and in the parts before.
    pub articles: u32,
    /// Whether the backup begins with it: what was given before is none of it.
    pub is_first: bool,
}

enum Attempt {
    Done(Backed),
    NotTaken,
    OtherScheme,
}

/// Gives the data set as Guillemet JSON Lines, bit by bit, as long as it is taken; `None` if it no longer was. An article
/// is written as it stands when it is its turn.
pub async fn back(
    database: &Database,
    dataset: &str,
    mut give: impl AsyncFnMut(Part) -> bool,
) -> Result<Option<Backed>, Trouble> {
    loop {
        match attempt(database, dataset, &mut give).await? {
            Attempt::Done(backed) => return Ok(Some(backed)),
            Attempt::NotTaken => return Ok(None),
            Attempt::OtherScheme => {}
        }
    }
}

async fn attempt(
    database: &Database,
    dataset: &str,
    give: &mut impl AsyncFnMut(Part) -> bool,
) -> Result<Attempt, Trouble> {
    let mut broken = Vec::new();
    let found = opening::datasets(database, &mut broken).await?;
    broken.retain(|damage: &Damage| damage.key.dataset == dataset);
    let mut contents = opening::contents(database, dataset).await?;
    let row = opening::row_of(&found, dataset, &contents);
    opening::mend(database, dataset, &row, &mut contents).await?;
    let others = broken.len() + contents.damages.len();
    let gesture = contents.gestures.last().map_or(0, |(gesture, _)| *gesture);
    let mut entries = contents.entries;
    entries.retain(|(_, entry)| !entry.removed);
    entries.sort_by(|(a, one), (b, other)| one.rank.cmp(&other.rank).then_with(|| a.cmp(b)));
    let about = About { name: &row.name, annotator: &row.annotator, guidelines: &row.guidelines };
    let mut text = header_line(&row.scheme, about);
    let (mut articles, mut is_first) = (0, true);
    let (mut missing, mut damages) = (Vec::new(), Vec::new());
    let mut rest = entries.as_slice();
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(batch_of(rest));
        rest = after;
        let transaction = database.read(&TABLES)?;
        let key = Key::dataset(dataset);
        let now = one(&transaction.table(Table::Datasets)?, &key)?;
        let taking: Vec<_> =
            batch.iter().map(|(id, _)| take(&transaction, dataset, &row.scheme, id)).collect();
        // Both are waited for, whatever becomes of one: a request must find who asked it.
        let (all_taken, now) = (together(taking).await, now.await);
        let now =
            now.map_err(trouble)?.and_then(|value| keys::row(Table::Datasets, &keys::key(&key), &value).ok());
        // One that cannot be read says nothing.
        let now = now.and_then(|row| unseal::<DatasetRow>(&row.bytes).ok());
        if now.is_some_and(|now| now.scheme != row.scheme) {
            return Ok(Attempt::OtherScheme);
        }
        for ((id, entry), taken) in batch.iter().zip(all_taken) {
            let taken = taken?;
            damages.extend(taken.damages);
            match taken.document.and_then(|document| described(document, entry, &row.scheme)) {
                Some(document) => {
                    text += &article_line(&document);
                    articles += 1;
                }
                None => missing.push(id.clone()),
            }
        }
        let bytes = std::mem::take(&mut text).into_bytes();
        if !give(Part { bytes, articles, is_first: std::mem::take(&mut is_first) }).await {
            return Ok(Attempt::NotTaken);
        }
    }
    // Of an empty data set, the head alone.
    if !text.is_empty() && !give(Part { bytes: text.into_bytes(), articles, is_first }).await {
        return Ok(Attempt::NotTaken);
    }
    Ok(Attempt::Done(Backed { missing, damages, others, gesture, articles }))
}

/// How many of these are put together at once.
fn batch_of(entries: &[(ArticleId, EntryRow)]) -> usize {
    let mut characters = 0_u32;
    let fits = |(_, entry): &&(ArticleId, EntryRow)| {
        characters = characters.saturating_add(entry.summary.code_points);
        characters <= MOST_CHARACTERS
    };
    entries.iter().take(MOST_ARTICLES).take_while(fits).count().max(1)
}

/// The article with what its entry knows of it.
fn described(document: Document, entry: &EntryRow, scheme: &Scheme) -> Option<Document> {
    let id = document.article().id().clone();
    let mut dataset = Dataset::new(scheme.clone());
    let metadata = entry.metadata.clone();
    dataset.apply(&Edit::AddDocument { at: 0, document: Rc::new(document) }).ok()?;
    dataset.apply(&Edit::Describe { article: id.clone(), metadata }).ok()?;
    dataset.document(&id).cloned()
}

/// Waits for all of these at once.
async fn together<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut running: Vec<Pin<Box<F>>> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = running.iter().map(|_| None).collect();
    poll_fn(|context| {
        let mut is_pending = false;
        for (future, done) in running.iter_mut().zip(&mut done) {
            if done.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(output) => *done = Some(output),
                    Poll::Pending => is_pending = true,
                }
            }
        }
        if is_pending { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    // None is left that is not done.
    done.into_iter().flatten().collect()
}

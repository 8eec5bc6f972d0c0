//! Goes through the texts of all articles of a data set, some at a time: looks for words in them, or gives them to
//! somebody else.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::Date;

use crate::journal::{Damage, Key, Row, Table, TextRow, Told, Trouble, unseal};
use crate::model::ArticleId;
use crate::suggest::Sought;

use super::database::Database;
use super::rows::Batches;

/// The page draws anew at each answer.
const TELL_EVERY_MS: f64 = 150.0;

/// Tells bit by bit in which articles a text stands, as long as somebody waits.
pub async fn search(
    database: &Database,
    dataset: &str,
    search: u32,
    text: &str,
    is_awaited: impl Fn() -> bool,
    tell: impl Fn(Told),
) -> Result<(), Trouble> {
    let sought = Sought::new(text);
    let (mut looked, mut found, mut told) = (0, Vec::new(), f64::NEG_INFINITY);
    go_through(database, dataset, |rows| {
        if !is_awaited() {
            return false;
        }
        looked += rows.len() as u32;
        let is_last = rows.is_empty();
        let holding = rows.into_iter().filter_map(text_of).filter(|(_, row)| sought.is_in(&row.text));
        found.extend(holding.map(|(article, _)| article));
        let now = Date::now();
        if is_last || (!found.is_empty() && now - told > TELL_EVERY_MS) {
            told = now;
            tell(Told::Found { search, articles: std::mem::take(&mut found), looked, is_last });
        }
        true
    })
    .await
}

/// Gives the texts of a data set, one after the other, to who only reads: also those of articles that were removed and
/// can be brought back.
///
/// # Errors
/// Why the database cannot be read, or not any further.
pub async fn texts_on_disk(
    database: &str,
    dataset: &str,
    mut take: impl FnMut(ArticleId, &str),
) -> Result<(), Trouble> {
    // One that is closed from outside says so at the next batch.
    let database = Database::open(database, |_| ()).await?;
    go_through(&database, dataset, |rows| {
        rows.into_iter().filter_map(text_of).for_each(|(article, row)| take(article, &row.text));
        true
    })
    .await
}

/// Gives the rows a batch at a time, an empty one at the end, as long as more are wanted.
async fn go_through(
    database: &Database,
    dataset: &str,
    mut take: impl FnMut(Vec<Result<Row, Damage>>) -> bool,
) -> Result<(), Trouble> {
    let mut batches = Batches::below(Table::Texts, Key::dataset(dataset));
    let mut rows = read(database, &mut batches).await?;
    loop {
        let is_last = rows.is_empty();
        // The disk has the next ones ready while these are looked through.
        let mut next = pin!(read(database, &mut batches));
        let begun = poll_fn(|context| Poll::Ready(next.as_mut().poll(context))).await;
        if !take(rows) || is_last {
            return Ok(());
        }
        rows = match begun {
            Poll::Ready(rows) => rows?,
            Poll::Pending => next.await?,
        };
    }
}

/// The next texts. A transaction a batch: what is written meanwhile does not wait for the end.
async fn read(database: &Database, batches: &mut Batches) -> Result<Vec<Result<Row, Damage>>, Trouble> {
    let transaction = database.read(&[Table::Texts])?;
    batches.next(&transaction.table(Table::Texts)?).await
}

fn text_of(row: Result<Row, Damage>) -> Option<(ArticleId, TextRow)> {
    let row = row.ok()?;
    let text = unseal(&row.bytes).ok()?;
    Some((row.key.article?, text))
}

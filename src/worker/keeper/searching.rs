//! Looks for a text in all articles of a data set, some at a time.

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
    let mut batches = Batches::below(Table::Texts, Key::dataset(dataset));
    let (mut looked, mut found, mut told) = (0, Vec::new(), f64::NEG_INFINITY);
    let mut rows = read(database, &mut batches).await?;
    while is_awaited() {
        looked += rows.len() as u32;
        let is_last = rows.is_empty();
        // The disk has the next ones ready while these are looked through.
        let mut next = pin!(read(database, &mut batches));
        let begun = poll_fn(|context| Poll::Ready(next.as_mut().poll(context))).await;
        found.extend(rows.into_iter().filter_map(|row| holds(row, &sought)));
        let now = Date::now();
        if is_last || (!found.is_empty() && now - told > TELL_EVERY_MS) {
            told = now;
            tell(Told::Found { search, articles: std::mem::take(&mut found), looked, is_last });
        }
        rows = match begun {
            Poll::Ready(rows) => rows?,
            Poll::Pending => next.await?,
        };
        if is_last {
            return Ok(());
        }
    }
    Ok(())
}

/// The next texts. A transaction a batch: what is written meanwhile does not wait for the end of the search.
async fn read(database: &Database, batches: &mut Batches) -> Result<Vec<Result<Row, Damage>>, Trouble> {
    let transaction = database.read(&[Table::Texts])?;
    batches.next(&transaction.table(Table::Texts)?).await
}

fn holds(row: Result<Row, Damage>, sought: &Sought) -> Option<ArticleId> {
    let row = row.ok()?;
    let TextRow { text, .. } = unseal(&row.bytes).ok()?;
    sought.is_in(&text).then_some(row.key.article)?
}

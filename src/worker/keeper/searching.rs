//! Looks for a text in all articles of a data set, some at a time.

use crate::journal::{Key, Table, TextRow, Told, Trouble, unseal};
use crate::model::ArticleId;
use crate::suggest::{Likeness, occurrences};

use super::database::Database;
use super::rows::Batches;

/// In any case, with any accents, also inside of words.
const LOOSELY: Likeness = Likeness { same_case: false, same_accents: false, whole_words: false };

/// Tells bit by bit in which articles a text stands, as long as somebody waits.
pub async fn search(
    database: &Database,
    dataset: &str,
    search: u32,
    text: &str,
    is_awaited: impl Fn() -> bool,
    tell: impl Fn(Told),
) -> Result<(), Trouble> {
    let mut batches = Batches::below(Table::Texts, Key::dataset(dataset));
    let mut looked = 0;
    loop {
        // A transaction a batch: what is written meanwhile does not wait for the end of the search.
        let transaction = database.read(&[Table::Texts])?;
        let rows = batches.next(&transaction.table(Table::Texts)?).await?;
        if !is_awaited() {
            return Ok(());
        }
        looked += rows.len() as u32;
        let is_last = rows.is_empty();
        let articles: Vec<ArticleId> = rows
            .into_iter()
            .filter_map(|row| {
                let row = row.ok()?;
                let TextRow { text: body, .. } = unseal(&row.bytes).ok()?;
                (!occurrences(&body, text, LOOSELY, 1).is_empty()).then_some(row.key.article)?
            })
            .collect();
        tell(Told::Found { search, articles, looked, is_last });
        if is_last {
            return Ok(());
        }
    }
}

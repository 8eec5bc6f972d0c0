//! Copies a data set to another one of the same database.

use js_sys::Uint8Array;

use crate::journal::{DatasetRow, Key, Table, Trouble, seal};

use super::database::{Database, trouble};
use super::keys;
use super::rows::Batches;

/// Copies all rows, all or none, under a row of its own. What cannot be read stays where it is.
pub async fn copy(database: &Database, from: &str, to: &str, row: &DatasetRow) -> Result<(), Trouble> {
    let transaction = database.write(&Table::ALL)?;
    for table in Table::ALL {
        if table == Table::Datasets {
            continue;
        }
        let store = transaction.table(table)?;
        let mut batches = Batches::below(table, Key::dataset(from));
        loop {
            let batch = batches.next(&store).await?;
            if batch.is_empty() {
                break;
            }
            for row in batch.into_iter().flatten() {
                let key = Key { dataset: to.to_owned(), ..row.key };
                let value = Uint8Array::from(&*row.bytes);
                store.put(&value, Some(&keys::key(&key))).map_err(trouble)?;
            }
        }
    }
    let datasets = transaction.table(Table::Datasets)?;
    let key = keys::key(&Key::dataset(to));
    datasets.put(&Uint8Array::from(&*seal(row)), Some(&key)).map_err(trouble)?;
    transaction.complete().await
}

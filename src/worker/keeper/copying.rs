//! Copies a data set to another one of the same database, and changes the row of one that is perhaps not open.

use idb::Query;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;

use crate::journal::{DatasetRow, Key, RowChange, Table, Trouble, seal, unseal};

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

/// Changes a data set's row as it is on disk now.
pub async fn amend(database: &Database, dataset: &str, change: &RowChange) -> Result<(), Trouble> {
    let transaction = database.write(&[Table::Datasets])?;
    let store = transaction.table(Table::Datasets)?;
    let key = keys::key(&Key::dataset(dataset));
    let found = store.get(Query::from(key.clone())).map_err(trouble)?.await.map_err(trouble)?;
    let bytes = found.and_then(|found| found.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec());
    let row = bytes.and_then(|bytes| unseal::<DatasetRow>(&bytes).ok());
    let Some(mut row) = row else {
        return Err(Trouble::Failed("what is known of the data set cannot be read".to_owned()));
    };
    change.make(&mut row);
    store.put(&Uint8Array::from(&*seal(&row)), Some(&key)).map_err(trouble)?;
    transaction.complete().await
}

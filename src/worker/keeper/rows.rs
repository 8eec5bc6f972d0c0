//! Rows read a batch at a time, so that neither long tables nor long rows fill the memory.

use std::future::IntoFuture;

use idb::ObjectStore;
use wasm_bindgen::JsValue;

use crate::journal::{Damage, Key, Row, Table, Trouble};

use super::database::trouble;
use super::keys;

/// About so many bytes are read at a time, where rows are alike.
const BATCH_BYTES: usize = 1_000_000;

/// The most rows that are read at a time.
const BATCH_ROWS: u32 = 2_000;

/// The rows of a table whose keys begin alike, in the order of their keys.
pub struct Batches {
    table: Table,
    start: Option<Key>,
    after: Option<JsValue>,
    limit: u32,
    is_over: bool,
}

impl Batches {
    /// All rows whose keys begin so.
    pub fn below(table: Table, start: Key) -> Self {
        Self { table, start: Some(start), after: None, limit: 32, is_over: false }
    }

    /// The next ones; none at the end.
    pub async fn next(&mut self, table: &ObjectStore) -> Result<Vec<Result<Row, Damage>>, Trouble> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let query = || match (&self.start, &self.after) {
            (None, _) => Ok(None),
            (Some(start), None) => keys::below(start).map(Some),
            (Some(start), Some(after)) => keys::below_after(start, after).map(Some),
        };
        // A table without a start is read in one go.
        let limit = self.start.as_ref().map(|_| self.limit);
        // Both are asked before either is waited for: a transaction with nothing to do ends.
        let found = table.get_all_keys(query()?, limit).map_err(trouble)?.into_future();
        let values = table.get_all(query()?, limit).map_err(trouble)?.into_future();
        let (found, values) = (found.await, values.await);
        let (found, values) = (found.map_err(trouble)?, values.map_err(trouble)?);
        self.is_over = self.start.is_none() || found.len() < self.limit as usize;
        self.after = found.last().cloned();
        let rows: Vec<_> =
            found.iter().zip(&values).map(|(key, value)| keys::row(self.table, key, value)).collect();
        let bytes: usize = rows.iter().map(size).sum();
        self.limit = match bytes {
            0..BATCH_BYTES => (self.limit * 2).min(BATCH_ROWS),
            _ => (u64::from(self.limit) * BATCH_BYTES as u64 / bytes as u64).max(1) as u32,
        };
        Ok(rows)
    }

    /// All that are left.
    pub async fn rest(&mut self, table: &ObjectStore) -> Result<Vec<Result<Row, Damage>>, Trouble> {
        let mut rows = Vec::new();
        loop {
            let batch = self.next(table).await?;
            if batch.is_empty() {
                return Ok(rows);
            }
            rows.extend(batch);
        }
    }
}

/// Every row of a table that has few.
pub async fn all(table: Table, store: &ObjectStore) -> Result<Vec<Result<Row, Damage>>, Trouble> {
    Batches { table, start: None, after: None, limit: BATCH_ROWS, is_over: false }.next(store).await
}

fn size(row: &Result<Row, Damage>) -> usize {
    match row {
        Ok(row) => row.bytes.len(),
        Err(damage) => damage.bytes.len(),
    }
}

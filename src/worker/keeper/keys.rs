//! Where a row lies, as the database has it: a list of texts and numbers, which it orders part by part. An empty list
//! comes after any text and any number.

use idb::{KeyRange, Query};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::journal::{Damage, Fault, Key, Row, Table, Trouble};
use crate::model::ArticleId;

use super::database::trouble;

/// A key for the database.
pub fn key(key: &Key) -> JsValue {
    let parts = Array::of1(&JsValue::from(key.dataset.as_str()));
    if let Some(article) = &key.article {
        parts.push(&JsValue::from(article.as_str()));
    }
    if let Some(gesture) = key.gesture {
        parts.push(&JsValue::from(gesture));
    }
    parts.into()
}

/// All rows whose keys begin as this one.
pub fn below(start: &Key) -> Result<Query, Trouble> {
    range(&key(start), false, &end_of(start))
}

/// Those of them that come after a row.
pub fn below_after(start: &Key, after: &JsValue) -> Result<Query, Trouble> {
    range(after, true, &end_of(start))
}

/// From the first row whose key begins as `start` to `last` and with it.
pub fn up_to(start: &Key, last: &Key) -> Result<Query, Trouble> {
    range(&key(start), false, &key(last))
}

/// From `first` to the last row whose key begins as `start`.
pub fn from(start: &Key, first: &Key) -> Result<Query, Trouble> {
    range(&key(first), false, &end_of(start))
}

fn end_of(start: &Key) -> JsValue {
    let end: Array = key(start).unchecked_into();
    end.push(&Array::new());
    end.into()
}

fn range(first: &JsValue, is_open: bool, last: &JsValue) -> Result<Query, Trouble> {
    KeyRange::bound(first, last, Some(is_open), Some(false)).map(Query::from).map_err(trouble)
}

/// What was found in a table, as a row. What is none of ours is told.
pub fn row(table: Table, found: &JsValue, value: &JsValue) -> Result<Row, Damage> {
    let bytes: Option<Vec<u8>> = value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    match (place(table, found), bytes) {
        (Some(key), Some(bytes)) => Ok(Row { table, key, bytes: bytes.into() }),
        (Some(key), None) => Err(broken(table, key, format!("{value:?}").into_bytes())),
        // It belongs to no data set that anybody could name.
        (None, _) => Err(broken(table, Key::dataset(""), format!("{found:?}: {value:?}").into_bytes())),
    }
}

/// What is no row can still be looked at.
fn broken(table: Table, key: Key, bytes: Vec<u8>) -> Damage {
    Damage { table, key, fault: Fault::Broken, bytes: bytes.into() }
}

/// The place that a key of a table means, if it is one of ours.
pub fn place(table: Table, found: &JsValue) -> Option<Key> {
    let parts: &Array = found.dyn_ref()?;
    let (has_article, has_gesture) = match table {
        Table::Datasets => (false, false),
        Table::Entries | Table::Texts | Table::Snapshots => (true, false),
        Table::Tails => (true, true),
        Table::Gestures => (false, true),
    };
    if parts.length() != 1 + u32::from(has_article) + u32::from(has_gesture) {
        return None;
    }
    let dataset = parts.get(0).as_string()?;
    let article = if has_article { Some(ArticleId::from(parts.get(1).as_string()?)) } else { None };
    let gesture = if has_gesture {
        let number = parts.get(parts.length() - 1).as_f64()?;
        // A number that is not one of ours does not come back the same.
        Some(number as u32).filter(|whole| f64::from(*whole) == number).map(Some)?
    } else {
        None
    };
    Some(Key { dataset, article, gesture })
}

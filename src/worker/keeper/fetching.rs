//! Puts articles together from their rows.

use std::future::IntoFuture;
use std::rc::Rc;

use idb::request::futures::GetStoreRequestFuture;
use idb::{ObjectStore, Query};

use crate::journal::{Damage, Fetched, Key, Row, Shelf, Table, Taken, Told, Trouble};
use crate::model::{ArticleId, Scheme};

use super::database::{Database, Transaction, trouble};
use super::keys;
use super::rows::Batches;

/// The tables that an article's rows lie in, but for its entry.
pub const TABLES: [Table; 3] = [Table::Texts, Table::Snapshots, Table::Tails];

/// Puts these articles together, as they are at one moment.
pub async fn fetch(
    database: &Database,
    dataset: &str,
    scheme: &Rc<Scheme>,
    articles: &[ArticleId],
) -> Result<Told, Trouble> {
    let transaction = database.read(&TABLES)?;
    let (mut fetched, mut missing, mut damages) = (Vec::new(), Vec::new(), Vec::new());
    for id in articles {
        let Taken { document, damages: broken, tails } = take(&transaction, dataset, scheme, id).await?;
        damages.extend(broken);
        match document {
            Some(document) => {
                let mut relations: Vec<_> = document.relations().iter().cloned().collect();
                relations.sort_by(|a, b| a.id.cmp(&b.id));
                fetched.push(Fetched {
                    article: (**document.article()).clone(),
                    annotations: document.annotations().iter().cloned().collect(),
                    relations,
                    tails: u32::try_from(tails).unwrap_or(u32::MAX),
                });
            }
            None => missing.push(id.clone()),
        }
    }
    Ok(Told::Fetched { articles: fetched, missing, damages })
}

/// Puts one article together.
pub async fn take(
    transaction: &Transaction,
    dataset: &str,
    scheme: &Rc<Scheme>,
    article: &ArticleId,
) -> Result<Taken, Trouble> {
    let key = Key::article(dataset, article);
    let (mut rows, mut damages) = (Vec::new(), Vec::new());
    let text = one(&transaction.table(Table::Texts)?, &key)?;
    let snapshot = one(&transaction.table(Table::Snapshots)?, &key)?;
    let store = transaction.table(Table::Tails)?;
    let mut batches = Batches::below(Table::Tails, key.clone());
    // All are waited for, whatever becomes of one: a request must find who asked it.
    let (tails, text, snapshot) = (batches.rest(&store).await, text.await, snapshot.await);
    let (tails, text, snapshot) = (tails?, text.map_err(trouble)?, snapshot.map_err(trouble)?);
    let single = [(Table::Texts, text), (Table::Snapshots, snapshot)];
    let single = single
        .into_iter()
        .filter_map(|(table, value)| value.map(|value| keys::row(table, &keys::key(&key), &value)));
    for row in single.chain(tails) {
        match row {
            Ok(row) => rows.push(row),
            Err(damage) => damages.push(damage),
        }
    }
    let shelf = Shelf { dataset: dataset.to_owned(), scheme: scheme.clone(), article: article.clone(), rows };
    let mut taken = shelf.take();
    damages.append(&mut taken.damages);
    Ok(Taken { damages, ..taken })
}

/// The value of one row.
pub fn one(store: &ObjectStore, key: &Key) -> Result<GetStoreRequestFuture, Trouble> {
    let query = Query::from(keys::key(key));
    Ok(store.get(query).map_err(trouble)?.into_future())
}

/// The rows and what is wrong with some of them, apart.
pub fn sorted(found: Vec<Result<Row, Damage>>, damages: &mut Vec<Damage>) -> Vec<Row> {
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        match row {
            Ok(row) => rows.push(row),
            Err(damage) => damages.push(damage),
        }
    }
    rows
}

//! Articles as a host page gives them, already JSON text and in pieces: long ones are read in turns.

use super::notes::Notes;
use super::read::read_list_in_turns;
use crate::formats::error::FormatError;
use crate::formats::turns::Turns;
use crate::formats::{Json, OffsetUnit, Reading};
use crate::model::Scheme;

/// The JSON text of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenArticle {
    /// Of the object without its `annotations`.
    pub rest: String,
    /// Of its annotations, lists one after the other; none where there is no such key.
    pub annotations: Vec<String>,
}

/// Reads them as [`read_articles`](super::read_articles) reads a list of them.
///
/// # Errors
/// Text that is none of JSON's.
pub async fn read_given(
    articles: &[GivenArticle],
    scheme: Scheme,
    unit: OffsetUnit,
    turns: &Turns<'_>,
) -> Result<Reading, FormatError> {
    let mut list = Vec::with_capacity(articles.len());
    for GivenArticle { rest, annotations } in articles {
        let mut article = Json::parse(rest)?;
        turns.after(0).await;
        let mut all = Vec::new();
        for text in annotations {
            let Json::List(mut some) = Json::parse(text)? else { continue };
            let count = some.len();
            all.append(&mut some);
            turns.after(count).await;
        }
        if let Json::Object(entries) = &mut article
            && !annotations.is_empty()
        {
            entries.push(("annotations".into(), Json::List(all)));
        }
        list.push(article);
    }
    read_list_in_turns(&Json::List(list), scheme, unit, Notes::default(), turns).await
}

//! Articles as a host page gives them, in pieces that are JSON text already: long ones are read in turns.

use super::notes::Notes;
use super::read::read_list_in_turns;
use crate::formats::error::FormatError;
use crate::formats::turns::Turns;
use crate::formats::{Json, OffsetUnit, Reading};
use crate::model::Scheme;

/// One article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenArticle {
    /// The JSON text of the object without its `text` and its `annotations`.
    pub rest: String,
    /// What is annotated.
    pub text: String,
    /// Its annotations, lists one after the other; none where there is no such key.
    pub annotations: Vec<GivenAnnotations>,
}

/// Some annotations of an article.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenAnnotations {
    /// The JSON text of a list.
    Written(String),
    /// A list that JSON text cannot hold as it is.
    Values(Json<'static>),
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
    for GivenArticle { rest, text, annotations } in articles {
        let mut article = Json::parse(rest)?;
        let mut all = Vec::new();
        for some in annotations {
            let some = match some {
                GivenAnnotations::Written(text) => Json::parse(text)?,
                GivenAnnotations::Values(values) => values.clone(),
            };
            let Json::List(mut some) = some else { continue };
            let count = some.len();
            if all.is_empty() {
                all.reserve(count * annotations.len());
            }
            all.append(&mut some);
            turns.after(count).await;
        }
        if let Json::Object(entries) = &mut article {
            entries.push(("text".into(), Json::Text(text.into())));
            if !annotations.is_empty() {
                entries.push(("annotations".into(), Json::List(all)));
            }
        }
        list.push(article);
        turns.after(0).await;
    }
    read_list_in_turns(&Json::List(list), scheme, unit, Notes::default(), turns).await
}

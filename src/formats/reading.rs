//! What came out of a file: what was accepted, what was mended, what was refused.

use std::rc::Rc;

use super::turns::{OFTEN, Turns};
use crate::messages::{Message, message};
use crate::model::packing::pack_fields;
use crate::model::{Annotation, Article, Dataset, Document, Edit, EditError, Relation, Scheme};

/// One thing that was not taken as it stood in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Where in the file, such as `articles[2] “Title” annotation a17 “We won…”`. Indexes count from 0.
    pub place: Message,
    /// What was wrong and what was done about it.
    pub reason: Message,
}

/// One article of a file with what stands on it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDocument {
    /// The article.
    pub article: Article,
    /// In the order of the file.
    pub annotations: Vec<Annotation>,
    /// In the order of the file.
    pub relations: Vec<Relation>,
}

pack_fields!(Report { place, reason });

impl ReadDocument {
    /// What stands in a dataset, as a file would hold it: annotations in text order, relations by name.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut relations: Vec<Relation> =
            document.relations().iter().map(|relation| (**relation).clone()).collect();
        relations.sort_by(|a, b| a.id.cmp(&b.id));
        let annotations = document.annotations().iter().map(|annotation| (**annotation).clone()).collect();
        Self { article: (**document.article()).clone(), annotations, relations }
    }
}

/// A file, read.
///
/// What always holds: ids are unique, spans fit their article, labels and relations obey `scheme`, so
/// [`into_dataset`](Self::into_dataset) succeeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The file's scheme, or the default one where the file has none; without labels where such files never have one,
    /// and nothing is to be said of the scheme.
    pub scheme: Scheme,
    /// What the annotators agreed on; empty where the file says nothing of it.
    pub guidelines: String,
    /// The articles in order.
    pub documents: Vec<ReadDocument>,
    /// What was mended: nothing of it is lost.
    pub repaired: Vec<Report>,
    /// What was left out.
    pub rejected: Vec<Report>,
}

impl Reading {
    /// Whether nothing was mended and nothing left out.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.repaired.is_empty() && self.rejected.is_empty()
    }

    /// The edits that put the articles with all that stands on them into a dataset under the same
    /// scheme, behind its first `at` articles.
    #[must_use]
    pub fn into_edits(self, at: usize) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (n, document) in self.documents.into_iter().enumerate() {
            let id = document.article.id().clone();
            edits.push(Edit::AddArticle { at: at + n, article: Rc::new(document.article) });
            edits.extend(
                document.annotations.into_iter().map(|annotation| Edit::Annotate {
                    article: id.clone(),
                    annotation: Rc::new(annotation),
                }),
            );
            edits.extend(
                document
                    .relations
                    .into_iter()
                    .map(|relation| Edit::Relate { article: id.clone(), relation: Rc::new(relation) }),
            );
        }
        edits
    }

    /// A dataset of just this.
    ///
    /// # Errors
    /// None for what `read` gave; the edit that does not fit if somebody has changed it since.
    pub fn into_dataset(mut self) -> Result<Dataset, EditError> {
        let scheme = std::mem::replace(
            &mut self.scheme,
            Scheme { labels: Vec::new(), relations: Vec::new(), rules: Vec::new() },
        );
        let guidelines = std::mem::take(&mut self.guidelines).into();
        let mut dataset = Dataset::new(scheme);
        dataset.apply(&Edit::SetGuidelines { guidelines })?;
        for edit in self.into_edits(0) {
            dataset.apply(&edit)?;
        }
        Ok(dataset)
    }
}

impl Reading {
    /// The same, put together.
    ///
    /// # Errors
    /// None for what `read` gave; the edit that does not fit if somebody has changed it since.
    pub async fn prepared(self, turns: &Turns<'_>) -> Result<Prepared, EditError> {
        let Self { scheme, guidelines, documents, repaired, rejected } = self;
        let mut dataset = Dataset::new(scheme);
        dataset.apply(&Edit::SetGuidelines { guidelines: guidelines.into() })?;
        for (at, ReadDocument { article, annotations, relations }) in documents.into_iter().enumerate() {
            let id = article.id().clone();
            dataset.apply(&Edit::AddArticle { at, article: Rc::new(article) })?;
            for (number, annotation) in annotations.into_iter().enumerate() {
                dataset.apply(&Edit::Annotate { article: id.clone(), annotation: Rc::new(annotation) })?;
                if number % OFTEN == OFTEN - 1 {
                    turns.after(OFTEN).await;
                }
            }
            for relation in relations {
                dataset.apply(&Edit::Relate { article: id.clone(), relation: Rc::new(relation) })?;
                turns.after(0).await;
            }
        }
        Ok(Prepared { dataset, repaired, rejected })
    }
}

/// A file, read and put together: what reading and checking cost is spent.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// The file's scheme, guidelines and articles.
    pub dataset: Dataset,
    /// What was mended: nothing of it is lost.
    pub repaired: Vec<Report>,
    /// What was left out.
    pub rejected: Vec<Report>,
}

/// A text cut to about `most` characters, on one line, in quotation marks.
pub(super) fn quoted(text: &str, most: usize) -> Message {
    let mut cut = String::new();
    cut.extend(text.chars().take(most).map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }));
    if text.chars().nth(most).is_some() {
        cut.push('…');
    }
    message::quoted(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_set_on_one_line() {
        assert_eq!(quoted("un\r\ndeux", 20), "“un  deux”");
        assert_eq!(quoted("Nous avons gagné", 4), "“Nous…”");
    }
}

//! What the rows of `datasets`, `entries` and `snapshots` hold.

use std::rc::Rc;

use crate::model::article::Metadata;
use crate::model::packing::pack_fields;
use crate::model::{Annotation, Article, ArticleId, Document, Relation, Scheme, Summary, Timestamp};

use super::row::Sequence;

/// A data set, but for its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetRow {
    /// What the person calls it.
    pub name: String,
    /// Its label scheme.
    pub scheme: Rc<Scheme>,
    /// Who works on it here; empty where nobody said.
    pub annotator: String,
    /// What the annotators agreed on, in plain text.
    pub guidelines: String,
    /// When it was made.
    pub created: Timestamp,
    /// When the person deleted it; empty for one that stands. It can be brought back until it is cleared away.
    pub deleted: Timestamp,
    /// The article that was open last.
    pub open: Option<ArticleId>,
}

/// What the queue shows of an article: everything but its text and what stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its place: articles are in the order of their ranks.
    pub rank: u32,
    /// Whether it was taken out; a gesture may bring it back.
    pub removed: bool,
    /// The first gesture that it may belong to: an article without that gesture was being loaded when the end came.
    pub born: Sequence,
    /// What is known about it.
    pub metadata: Metadata,
    /// The SHA-256 of its text.
    pub sha256: Rc<str>,
    /// What is known of its text and annotations.
    pub summary: Summary,
}

/// What stands on an article after a gesture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// After which one.
    pub gesture: Sequence,
    /// In text order.
    pub annotations: Vec<Rc<Annotation>>,
    /// By name.
    pub relations: Vec<Rc<Relation>>,
}

pack_fields!(DatasetRow { name, scheme, annotator, guidelines, created, deleted, open });
pack_fields!(EntryRow { rank, removed, born, metadata, sha256, summary });
pack_fields!(Snapshot { gesture, annotations, relations });

impl EntryRow {
    /// The article as it stands in memory, without its text.
    #[must_use]
    pub fn document(&self, id: &ArticleId) -> Document {
        let article = Article::without_text(id.clone(), self.sha256.clone(), self.metadata.clone());
        Document::shelved(article, self.summary.clone())
    }
}

impl Snapshot {
    /// What stands on an article now.
    #[must_use]
    pub fn of(document: &Document, gesture: Sequence) -> Self {
        let mut relations: Vec<_> = document.relations().iter().cloned().collect();
        relations.sort_by(|a, b| a.id.cmp(&b.id));
        Self { gesture, annotations: document.annotations().iter().cloned().collect(), relations }
    }
}

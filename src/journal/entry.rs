//! What the rows of `datasets`, `entries`, `texts` and `snapshots` hold.

use std::rc::Rc;

use crate::model::article::Metadata;
use crate::model::packing::{Pack, pack_fields, pack_variants};
use crate::model::{
    Annotation, Article, ArticleId, Document, Progress, Relation, Scheme, Summary, Timestamp,
};

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
    /// The last gesture that is in a file of the person's, as far as the page has seen it written.
    pub filed: Sequence,
    /// The gesture after which the person did not want to be reminded that some are in no file.
    pub put_off: Sequence,
}

/// A change of a data set's row that leaves all else in it as it is on disk by then: another tab may be at work there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It is called so.
    Name(String),
    /// It was deleted then; empty, it stands again.
    Deleted(Timestamp),
}

impl RowChange {
    /// Makes it.
    pub fn make(&self, row: &mut DatasetRow) {
        match self {
            Self::Name(name) => row.name.clone_from(name),
            Self::Deleted(when) => row.deleted.clone_from(when),
        }
    }
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

/// An article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// The text.
    pub text: Rc<str>,
    /// What was known of the article when this row was written, but for how far the work is: a second place, from
    /// which an entry that cannot be read is made anew.
    pub metadata: Metadata,
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

/// Layout 1 had neither `filed` nor `put_off`.
impl Pack for DatasetRow {
    const LAYOUT: u8 = 2;

    fn pack(&self, into: &mut Vec<u8>) {
        let Self { name, scheme, annotator, guidelines, created, deleted, open, filed, put_off } = self;
        name.pack(into);
        scheme.pack(into);
        annotator.pack(into);
        guidelines.pack(into);
        created.pack(into);
        deleted.pack(into);
        open.pack(into);
        filed.pack(into);
        put_off.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        let former = Self::unpack_former(1, from)?;
        Some(Self { filed: Pack::unpack(from)?, put_off: Pack::unpack(from)?, ..former })
    }

    fn unpack_former(_layout: u8, from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            name: Pack::unpack(from)?,
            scheme: Pack::unpack(from)?,
            annotator: Pack::unpack(from)?,
            guidelines: Pack::unpack(from)?,
            created: Pack::unpack(from)?,
            deleted: Pack::unpack(from)?,
            open: Pack::unpack(from)?,
            filed: 0,
            put_off: 0,
        })
    }
}

/// Layout 1 had the text alone.
impl Pack for TextRow {
    const LAYOUT: u8 = 2;

    fn pack(&self, into: &mut Vec<u8>) {
        self.text.pack(into);
        self.metadata.pack(into);
    }

    fn unpack(from: &mut &[u8]) -> Option<Self> {
        Some(Self { text: Pack::unpack(from)?, metadata: Pack::unpack(from)? })
    }

    fn unpack_former(_layout: u8, from: &mut &[u8]) -> Option<Self> {
        Some(Self { text: Pack::unpack(from)?, metadata: Metadata::default() })
    }
}

pack_variants!(RowChange { 0: Name { 0: name }, 1: Deleted { 0: when } });
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

impl TextRow {
    /// Of an article.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let metadata = Metadata { progress: Progress::default(), ..article.metadata().clone() };
        Self { text: article.text().clone(), metadata }
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

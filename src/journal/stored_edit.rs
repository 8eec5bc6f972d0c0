//! An edit as it lies on disk: articles by name, their texts and what stands on them elsewhere.

use std::rc::Rc;

use crate::model::article::Metadata;
use crate::model::packing::{pack_fields, pack_variants};
use crate::model::{
    Annotation, AnnotationId, ArticleId, Document, Edit, Relation, RelationId, Scheme, Summary,
};

/// One edit. See [`Edit`] for what each does.
#[derive(Clone, Debug, PartialEq)]
pub enum StoredEdit {
    /// Brings an article in, with what stands on it: its rows hold both.
    Add {
        /// How many articles come before it.
        at: usize,
        /// Which one.
        article: ArticleId,
    },
    /// Takes an article out; its rows stay.
    Remove {
        /// Which one.
        article: ArticleId,
    },
    /// Changes what is known about an article.
    Describe {
        /// Which one.
        article: ArticleId,
        /// What is known from now on.
        metadata: Metadata,
    },
    /// Puts a new annotation on an article.
    Annotate {
        /// Where.
        article: ArticleId,
        /// What.
        annotation: Rc<Annotation>,
    },
    /// Puts another state in the place of an annotation.
    Revise {
        /// Where.
        article: ArticleId,
        /// The annotation as it is to be.
        annotation: Rc<Annotation>,
    },
    /// Takes an annotation off.
    Erase {
        /// Where.
        article: ArticleId,
        /// Which one.
        annotation: AnnotationId,
    },
    /// Joins two annotations.
    Relate {
        /// Where.
        article: ArticleId,
        /// The edge.
        relation: Rc<Relation>,
    },
    /// Takes an edge off.
    Unrelate {
        /// Where.
        article: ArticleId,
        /// Which one.
        relation: RelationId,
    },
    /// Puts another scheme in force.
    SetScheme {
        /// The scheme.
        scheme: Rc<Scheme>,
    },
    /// Puts other guidelines in the place of those that there are. Builds before version 2 of the database knew no such
    /// edit.
    SetGuidelines {
        /// The guidelines.
        guidelines: Rc<str>,
    },
}

pack_variants!(StoredEdit {
    0: Add { at: at, article: article },
    1: Remove { article: article },
    2: Describe { article: article, metadata: metadata },
    3: Annotate { article: article, annotation: annotation },
    4: Revise { article: article, annotation: annotation },
    5: Erase { article: article, annotation: annotation },
    6: Relate { article: article, relation: relation },
    7: Unrelate { article: article, relation: relation },
    8: SetScheme { scheme: scheme },
    9: SetGuidelines { guidelines: guidelines },
});
pack_fields!(Summary { code_points, labels, relations, incomplete });

impl StoredEdit {
    /// The edit as it is stored.
    #[must_use]
    pub fn of(edit: &Edit) -> Self {
        match edit.clone() {
            Edit::AddArticle { at, article } => Self::Add { at, article: article.id().clone() },
            Edit::AddDocument { at, document } => Self::Add { at, article: document.article().id().clone() },
            Edit::RemoveArticle { article } | Edit::RemoveDocument { article } => Self::Remove { article },
            Edit::Describe { article, metadata } => Self::Describe { article, metadata },
            Edit::Annotate { article, annotation } => Self::Annotate { article, annotation },
            Edit::Revise { article, annotation } => Self::Revise { article, annotation },
            Edit::Erase { article, annotation } => Self::Erase { article, annotation },
            Edit::Relate { article, relation } => Self::Relate { article, relation },
            Edit::Unrelate { article, relation } => Self::Unrelate { article, relation },
            Edit::SetScheme { scheme } => Self::SetScheme { scheme },
            Edit::SetGuidelines { guidelines } => Self::SetGuidelines { guidelines },
        }
    }

    /// The edit to apply. `removed` gives an article that was taken out, as it was then; `None` where that is gone.
    #[must_use]
    pub fn into_edit(self, removed: impl FnOnce(&ArticleId) -> Option<Rc<Document>>) -> Option<Edit> {
        Some(match self {
            Self::Add { at, article } => Edit::AddDocument { at, document: removed(&article)? },
            Self::Remove { article } => Edit::RemoveDocument { article },
            Self::Describe { article, metadata } => Edit::Describe { article, metadata },
            Self::Annotate { article, annotation } => Edit::Annotate { article, annotation },
            Self::Revise { article, annotation } => Edit::Revise { article, annotation },
            Self::Erase { article, annotation } => Edit::Erase { article, annotation },
            Self::Relate { article, relation } => Edit::Relate { article, relation },
            Self::Unrelate { article, relation } => Edit::Unrelate { article, relation },
            Self::SetScheme { scheme } => Edit::SetScheme { scheme },
            Self::SetGuidelines { guidelines } => Edit::SetGuidelines { guidelines },
        })
    }

    /// The article whose annotations or relations it changes; `None` for an edit of another kind.
    #[must_use]
    pub fn annotates(&self) -> Option<&ArticleId> {
        match self {
            Self::Annotate { article, .. }
            | Self::Revise { article, .. }
            | Self::Erase { article, .. }
            | Self::Relate { article, .. }
            | Self::Unrelate { article, .. } => Some(article),
            _ => None,
        }
    }
}

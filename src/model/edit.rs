//! The only way a dataset changes. Applying an edit gives the edit that takes it back.
//!
//! Undo, journal and replay all stand on this; an edit says nothing of why it was made.

use std::fmt;
use std::rc::Rc;

use crate::messages::Message;

use super::annotation::Annotation;
use super::article::{Article, Metadata};
use super::dataset::Document;
use super::id::{AnnotationId, ArticleId, Name, RelationId};
use super::relation::Relation;
use super::scheme::{RelationRefusal, Scheme};

/// One change of a dataset.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a bare article at a place in the order.
    AddArticle {
        /// How many articles come before it.
        at: usize,
        /// The article.
        article: Rc<Article>,
    },
    /// Takes out an article, which must bear no annotation any more.
    RemoveArticle {
        /// Which one.
        article: ArticleId,
    },
    /// Puts an article with all that stands on it at a place in the order: what a long list of edits has put
    /// together elsewhere comes in as one.
    AddDocument {
        /// How many articles come before it.
        at: usize,
        /// The article and what is on it.
        document: Rc<Document>,
    },
    /// Takes out an article with all that stands on it.
    RemoveDocument {
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
    /// Puts another state in the place of the annotation with the same id.
    Revise {
        /// Where.
        article: ArticleId,
        /// The annotation as it is to be.
        annotation: Rc<Annotation>,
    },
    /// Takes an annotation off, which must have no relation any more.
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
    /// Puts another scheme in force, which must know all labels and relations in use.
    SetScheme {
        /// The scheme.
        scheme: Rc<Scheme>,
    },
    /// Puts other guidelines in the place of those that there are.
    SetGuidelines {
        /// What the annotators agree on, in plain text.
        guidelines: Rc<str>,
    },
}

/// Why an edit was refused; the dataset is then as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// No article of this name.
    NoArticle(ArticleId),
    /// An article of this name is there.
    ArticleExists(ArticleId),
    /// The article's text and annotations are not in memory.
    Shelved(ArticleId),
    /// The article still bears annotations.
    ArticleInUse(ArticleId),
    /// No annotation of this name.
    NoAnnotation(AnnotationId),
    /// An annotation of this name is there.
    AnnotationExists(AnnotationId),
    /// The annotation still has relations.
    AnnotationInUse(AnnotationId),
    /// No relation of this name.
    NoRelation(RelationId),
    /// A relation of this name, or the same relation under another, is there.
    RelationExists(RelationId),
    /// The scheme lacks this label.
    UnknownLabel(Name),
    /// The span is empty, leaves the text or cuts a character.
    SpanOutside {
        /// Whose span.
        annotation: AnnotationId,
    },
    /// An annotation cannot relate to itself.
    SelfRelation(AnnotationId),
    /// The scheme forbids the relation.
    Refused(RelationRefusal),
    /// The scheme itself is unusable.
    BadScheme(Message),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoArticle(id) => write!(f, "there is no article `{id}`"),
            Self::ArticleExists(id) => write!(f, "an article `{id}` is there already"),
            Self::Shelved(id) => write!(f, "the text of article `{id}` is not in memory; open it first"),
            Self::ArticleInUse(id) => write!(f, "article `{id}` still has annotations; remove them first"),
            Self::NoAnnotation(id) => write!(f, "there is no annotation `{id}`"),
            Self::AnnotationExists(id) => write!(f, "an annotation `{id}` is there already"),
            Self::AnnotationInUse(id) => {
                write!(f, "annotation `{id}` still has relations; remove them first")
            }
            Self::NoRelation(id) => write!(f, "there is no relation `{id}`"),
            Self::RelationExists(id) => write!(f, "the relation `{id}` is there already"),
            Self::UnknownLabel(name) => write!(f, "the scheme has no label `{name}`"),
            Self::SpanOutside { annotation } => {
                write!(f, "the span of `{annotation}` is empty, leaves the text or cuts a character")
            }
            Self::SelfRelation(id) => write!(f, "annotation `{id}` cannot be linked to itself"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::BadScheme(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for EditError {}

//! The articles with their annotations, under one scheme. Everything that changes it is an
//! [`Edit`](super::Edit).
//!
//! What always holds: every span slices its article's text and covers something; every label and
//! relation kind is of the scheme; both ends of a relation stand in the same article and fit its kind;
//! no two annotations share an id, nor two articles, nor two relations of one article.

use std::collections::HashMap;
use std::rc::Rc;

use super::annotation_set::AnnotationSet;
use super::article::Article;
use super::id::{AnnotationId, ArticleId};
use super::relation::RelationSet;
use super::scheme::Scheme;

/// One article and what is annotated on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(super) article: Rc<Article>,
    pub(super) annotations: AnnotationSet,
    pub(super) relations: RelationSet,
}

impl Document {
    /// The article.
    #[must_use]
    pub fn article(&self) -> &Rc<Article> {
        &self.article
    }

    /// Its annotations.
    #[must_use]
    pub fn annotations(&self) -> &AnnotationSet {
        &self.annotations
    }

    /// Their relations.
    #[must_use]
    pub fn relations(&self) -> &RelationSet {
        &self.relations
    }

    /// The text that an annotation covers.
    #[must_use]
    pub fn covered(&self, id: &AnnotationId) -> &str {
        self.annotations.get(id).map_or("", |annotation| self.article.covered(annotation.span))
    }
}

/// A set of articles under one scheme.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub(super) scheme: Rc<Scheme>,
    pub(super) documents: Vec<Document>,
    /// Where each article stands among them.
    pub(super) places: HashMap<ArticleId, usize>,
    pub(super) homes: HashMap<AnnotationId, ArticleId>,
}

impl Dataset {
    /// An empty dataset. The scheme should have no [`fault`](Scheme::fault).
    #[must_use]
    pub fn new(scheme: Scheme) -> Self {
        Self { scheme: Rc::new(scheme), documents: Vec::new(), places: HashMap::new(), homes: HashMap::new() }
    }

    /// The label scheme.
    #[must_use]
    pub fn scheme(&self) -> &Rc<Scheme> {
        &self.scheme
    }

    /// The articles in order.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The article of a name, with its annotations.
    #[must_use]
    pub fn document(&self, id: &ArticleId) -> Option<&Document> {
        self.documents.get(self.position(id)?)
    }

    /// The place of an article in the order.
    #[must_use]
    pub fn position(&self, id: &ArticleId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Notes where the articles stand, from one on: those before it have not moved.
    pub(super) fn note_places(&mut self, from: usize) {
        for (at, document) in self.documents.iter().enumerate().skip(from) {
            match self.places.get_mut(document.article.id()) {
                Some(place) => *place = at,
                None => {
                    self.places.insert(document.article.id().clone(), at);
                }
            }
        }
    }

    /// The article in which an annotation stands.
    #[must_use]
    pub fn home(&self, id: &AnnotationId) -> Option<&ArticleId> {
        self.homes.get(id)
    }
}

/// Equal datasets hold equal schemes and, in the same order, equal articles and annotations.
impl PartialEq for Dataset {
    fn eq(&self, other: &Self) -> bool {
        self.scheme == other.scheme && self.documents == other.documents
    }
}

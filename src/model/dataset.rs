//! The articles with their annotations, under one scheme. Everything that changes it is an
//! [`Edit`](super::Edit).
//!
//! What always holds: every span slices its article's text and covers something; every label and
//! relation kind is of the scheme; both ends of a relation stand in the same article and fit its kind;
//! no two annotations share an id, nor two articles, nor two relations of one article.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::annotation_set::AnnotationSet;
use super::article::Article;
use super::few::Few;
use super::id::{AnnotationId, ArticleId, Name};
use super::relation::RelationSet;
use super::scheme::Scheme;

/// One article and what is annotated on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(super) article: Rc<Article>,
    pub(super) annotations: AnnotationSet,
    pub(super) relations: RelationSet,
    /// Where text and annotations are elsewhere: what is known of them.
    pub(super) shelved: Option<Rc<Summary>>,
}

/// What is known of an article whose text and annotations are not in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How long the text is, in code points.
    pub code_points: u32,
    /// How many annotations bear each label; no label with none.
    pub labels: Few<Name, usize>,
    /// How many relations there are of each kind; no kind with none.
    pub relations: Few<Name, usize>,
    /// How many annotations lack the relation that their label needs.
    pub incomplete: usize,
}

impl Summary {
    /// How many annotations there are.
    #[must_use]
    pub fn annotations(&self) -> usize {
        self.labels.values().sum()
    }
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

    /// An article on which nothing stands.
    #[must_use]
    pub fn bare(article: Rc<Article>) -> Self {
        Self {
            article,
            annotations: AnnotationSet::default(),
            relations: RelationSet::default(),
            shelved: None,
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn under_another_name(self, id: ArticleId) -> Self {
        Self { article: Rc::new((*self.article).clone().with_id(id)), ..self }
    }

    /// An article of which only this is known: nothing can be annotated before it was [fetched](Dataset::fetch).
    #[must_use]
    pub fn shelved(article: Article, summary: Summary) -> Self {
        Self {
            article: Rc::new(article),
            annotations: AnnotationSet::default(),
            relations: RelationSet::default(),
            shelved: Some(Rc::new(summary)),
        }
    }

    /// What is known of its text and annotations, if they are not in memory.
    #[must_use]
    pub fn summary(&self) -> Option<&Rc<Summary>> {
        self.shelved.as_ref()
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
    pub(super) guidelines: Rc<str>,
    pub(super) documents: Vec<Rc<Document>>,
    /// Where each article stands among them.
    pub(super) places: HashMap<ArticleId, usize>,
    pub(super) homes: HashMap<AnnotationId, ArticleId>,
}

impl Dataset {
    /// An empty dataset. The scheme should have no [`fault`](Scheme::fault).
    #[must_use]
    pub fn new(scheme: Scheme) -> Self {
        Self {
            scheme: Rc::new(scheme),
            guidelines: Rc::from(""),
            documents: Vec::new(),
            places: HashMap::new(),
            homes: HashMap::new(),
        }
    }

    /// The label scheme.
    #[must_use]
    pub fn scheme(&self) -> &Rc<Scheme> {
        &self.scheme
    }

    /// What the annotators agreed on.
    #[must_use]
    pub fn guidelines(&self) -> &Rc<str> {
        &self.guidelines
    }

    /// The articles in order.
    #[must_use]
    pub fn documents(&self) -> &[Rc<Document>] {
        &self.documents
    }

    /// The article of a name, with its annotations.
    #[must_use]
    pub fn document(&self, id: &ArticleId) -> Option<&Document> {
        self.documents.get(self.position(id)?).map(Rc::as_ref)
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

    /// Lets an article's text and annotations go out of memory; they must be kept elsewhere. What is known of the
    /// article stays, and so does its place.
    ///
    /// This and [`fetch`](Self::fetch) are no edits: where a text is kept changes nothing of what the dataset is.
    pub fn shelve(&mut self, id: &ArticleId, summary: Summary) {
        let Some(document) = self.position(id).and_then(|at| self.documents.get_mut(at)) else { return };
        if document.shelved.is_some() {
            return;
        }
        let article = &document.article;
        let bare = Article::without_text(id.clone(), article.sha256().into(), article.metadata().clone());
        let former = std::mem::replace(document, Rc::new(Document::shelved(bare, summary)));
        self.forget_homes(&former);
    }

    /// Says anew what is known of a shelved article.
    pub fn sum_up(&mut self, id: &ArticleId, summary: Summary) {
        if let Some(document) = self.position(id).and_then(|at| self.documents.get_mut(at))
            && document.shelved.is_some()
        {
            Rc::make_mut(document).shelved = Some(Rc::new(summary));
        }
    }

    /// Brings a shelved article's text and annotations back, as they were; its metadata stays as it is here. Whoever
    /// kept them knows that they obey the scheme.
    pub fn fetch(&mut self, fetched: Document) {
        let Some(at) = self.position(fetched.article.id()) else { return };
        let Some(document) = self.documents.get_mut(at).filter(|document| document.shelved.is_some()) else {
            return;
        };
        let metadata = document.article.metadata().clone();
        *document =
            Rc::new(Document { article: Rc::new(fetched.article.with_metadata(metadata)), ..fetched });
        self.note_homes(at);
    }

    /// Notes that the annotations of the document at a place stand in it.
    pub(super) fn note_homes(&mut self, at: usize) {
        let Some(document) = self.documents.get(at) else { return };
        self.homes.reserve(document.annotations.len());
        for annotation in document.annotations.iter() {
            // Of two articles that came at different times and share a name, the one that was there first keeps it.
            self.homes.entry(annotation.id.clone()).or_insert_with(|| document.article.id().clone());
        }
    }

    pub(super) fn forget_homes(&mut self, document: &Document) {
        for annotation in document.annotations.iter() {
            if self.homes.get(&annotation.id) == Some(document.article.id()) {
                self.homes.remove(&annotation.id);
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
        self.scheme == other.scheme
            && self.guidelines == other.guidelines
            && self.documents == other.documents
    }
}

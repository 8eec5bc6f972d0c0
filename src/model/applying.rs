//! How an edit is applied: checked whole, done or refused, and answered with the edit that takes it back.

use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::annotation::Annotation;
use super::annotation_set::AnnotationSet;
use super::article::Article;
use super::dataset::{Dataset, Document};
use super::edit::{Edit, EditError};
use super::id::{AnnotationId, ArticleId};
use super::relation::{Relation, RelationSet};
use super::scheme::{RelationRefusal, Scheme};

impl Dataset {
    /// Applies one edit and gives the edit that takes it back.
    ///
    /// # Errors
    /// Why the edit does not fit; nothing has changed then.
    pub fn apply(&mut self, edit: &Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::AddArticle { at, article } => self.add_article(*at, article),
            Edit::RemoveArticle { article } => self.remove_article(article),
            Edit::AddDocument { at, document } => self.add_document(*at, document),
            Edit::RemoveDocument { article } => {
                let at = self.position(article).ok_or_else(|| EditError::NoArticle(article.clone()))?;
                let document = self.documents.remove(at);
                self.places.remove(article);
                self.note_places(at);
                self.forget_homes(&document);
                Ok(Edit::AddDocument { at, document })
            }
            Edit::Describe { article, metadata } => {
                let document = self.document_mut(article)?;
                let former = document.article.metadata().clone();
                document.article = Rc::new(document.article.with_metadata(metadata.clone()));
                Ok(Edit::Describe { article: article.clone(), metadata: former })
            }
            Edit::Annotate { article, annotation } => self.annotate(article, annotation),
            Edit::Revise { article, annotation } => self.revise(article, annotation),
            Edit::Erase { article, annotation } => {
                let document = self.resident_mut(article)?;
                if !document.relations.of(annotation).is_empty() {
                    return Err(EditError::AnnotationInUse(annotation.clone()));
                }
                let former = document
                    .annotations
                    .remove(annotation)
                    .ok_or_else(|| EditError::NoAnnotation(annotation.clone()))?;
                if self.homes.get(annotation) == Some(article) {
                    self.homes.remove(annotation);
                }
                Ok(Edit::Annotate { article: article.clone(), annotation: former })
            }
            Edit::Relate { article, relation } => self.relate(article, relation),
            Edit::Unrelate { article, relation } => {
                let former = self
                    .resident_mut(article)?
                    .relations
                    .remove(relation)
                    .ok_or_else(|| EditError::NoRelation(relation.clone()))?;
                Ok(Edit::Relate { article: article.clone(), relation: former })
            }
            Edit::SetScheme { scheme } => self.set_scheme(scheme),
            Edit::SetGuidelines { guidelines } => {
                let former = std::mem::replace(&mut self.guidelines, guidelines.clone());
                Ok(Edit::SetGuidelines { guidelines: former })
            }
        }
    }

    /// Applies edits in order and gives, in the order to apply them, those that take them back.
    ///
    /// # Errors
    /// Why the first one that does not fit does not; the earlier ones are taken back then.
    pub fn apply_all<'a>(
        &mut self,
        edits: impl IntoIterator<Item = &'a Edit>,
    ) -> Result<Vec<Edit>, EditError> {
        let mut inverses = Vec::new();
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.iter().rev() {
                        let undone = self.apply(inverse);
                        debug_assert!(undone.is_ok(), "an inverse always fits: {undone:?}");
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(inverses)
    }

    fn document_mut(&mut self, id: &ArticleId) -> Result<&mut Document, EditError> {
        let place = self.position(id);
        place
            .and_then(|at| self.documents.get_mut(at))
            .map(Rc::make_mut)
            .ok_or_else(|| EditError::NoArticle(id.clone()))
    }

    /// An article whose text and annotations are in memory.
    fn resident_mut(&mut self, id: &ArticleId) -> Result<&mut Document, EditError> {
        let document = self.document_mut(id)?;
        if document.shelved.is_some() { Err(EditError::Shelved(id.clone())) } else { Ok(document) }
    }

    fn add_article(&mut self, at: usize, article: &Rc<Article>) -> Result<Edit, EditError> {
        if self.document(article.id()).is_some() {
            return Err(EditError::ArticleExists(article.id().clone()));
        }
        let document = Document {
            article: article.clone(),
            annotations: AnnotationSet::default(),
            relations: RelationSet::default(),
            shelved: None,
        };
        let at = at.min(self.documents.len());
        self.documents.insert(at, Rc::new(document));
        self.note_places(at);
        Ok(Edit::RemoveArticle { article: article.id().clone() })
    }

    fn remove_article(&mut self, id: &ArticleId) -> Result<Edit, EditError> {
        let at = self.position(id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        let summary = self.documents[at].shelved.clone();
        if !self.documents[at].annotations.is_empty() || summary.as_ref().is_some_and(|s| s.annotations() > 0)
        {
            return Err(EditError::ArticleInUse(id.clone()));
        }
        if summary.is_some() {
            // It comes back as it goes: known, and its text elsewhere.
            return self.apply(&Edit::RemoveDocument { article: id.clone() });
        }
        let document = self.documents.remove(at);
        self.places.remove(id);
        self.note_places(at);
        Ok(Edit::AddArticle { at, article: document.article.clone() })
    }

    /// That the spans fit the text and the relations their ends was checked when the document was put together:
    /// nothing but edits makes one.
    fn add_document(&mut self, at: usize, document: &Rc<Document>) -> Result<Edit, EditError> {
        let id = document.article.id();
        if self.document(id).is_some() {
            return Err(EditError::ArticleExists(id.clone()));
        }
        for annotation in document.annotations.iter() {
            if self.homes.contains_key(&annotation.id) {
                return Err(EditError::AnnotationExists(annotation.id.clone()));
            }
        }
        check_scheme(&self.scheme, document)?;
        let inverse = Edit::RemoveDocument { article: id.clone() };
        let at = at.min(self.documents.len());
        self.documents.insert(at, document.clone());
        self.note_places(at);
        self.note_homes(at);
        Ok(inverse)
    }

    fn check_annotation(&self, article: &ArticleId, annotation: &Annotation) -> Result<(), EditError> {
        let document = self.document(article).ok_or_else(|| EditError::NoArticle(article.clone()))?;
        if document.shelved.is_some() {
            return Err(EditError::Shelved(article.clone()));
        }
        document.check_annotation(&self.scheme, annotation)
    }

    fn annotate(&mut self, article: &ArticleId, annotation: &Rc<Annotation>) -> Result<Edit, EditError> {
        let place = self.position(article);
        let document = place.and_then(|at| self.documents.get_mut(at)).map(Rc::make_mut);
        let document = document.ok_or_else(|| EditError::NoArticle(article.clone()))?;
        if document.shelved.is_some() {
            return Err(EditError::Shelved(article.clone()));
        }
        document.check_annotation(&self.scheme, annotation)?;
        match self.homes.entry(annotation.id.clone()) {
            Entry::Occupied(_) => return Err(EditError::AnnotationExists(annotation.id.clone())),
            Entry::Vacant(home) => home.insert(article.clone()),
        };
        document.annotations.insert(annotation.clone());
        Ok(Edit::Erase { article: article.clone(), annotation: annotation.id.clone() })
    }

    fn revise(&mut self, article: &ArticleId, annotation: &Rc<Annotation>) -> Result<Edit, EditError> {
        self.check_annotation(article, annotation)?;
        let scheme = self.scheme.clone();
        let document = self.document_mut(article)?;
        let former = document
            .annotations
            .get(&annotation.id)
            .cloned()
            .ok_or_else(|| EditError::NoAnnotation(annotation.id.clone()))?;
        if former.label != annotation.label {
            let label_of = |id: &AnnotationId| {
                if *id == annotation.id {
                    Some(&annotation.label)
                } else {
                    document.annotations.get(id).map(|a| &a.label)
                }
            };
            for relation in document.relations.of(&annotation.id) {
                if let (Some(from), Some(to)) = (label_of(&relation.from), label_of(&relation.to)) {
                    scheme.check_relation(&relation.kind, from, to).map_err(EditError::Refused)?;
                }
            }
        }
        document.annotations.insert(annotation.clone());
        Ok(Edit::Revise { article: article.clone(), annotation: former })
    }

    fn relate(&mut self, article: &ArticleId, relation: &Rc<Relation>) -> Result<Edit, EditError> {
        let scheme = self.scheme.clone();
        let document = self.resident_mut(article)?;
        document.check_relation(&scheme, relation)?;
        document.relations.insert(relation.clone());
        Ok(Edit::Unrelate { article: article.clone(), relation: relation.id.clone() })
    }

    fn set_scheme(&mut self, scheme: &Rc<Scheme>) -> Result<Edit, EditError> {
        if let Some(fault) = scheme.fault() {
            return Err(EditError::BadScheme(fault));
        }
        for document in &self.documents {
            check_scheme(scheme, document)?;
        }
        let former = std::mem::replace(&mut self.scheme, scheme.clone());
        Ok(Edit::SetScheme { scheme: former })
    }
}

impl Document {
    /// An article with all that stands on it, put together as edits would.
    ///
    /// # Errors
    /// Why the first annotation or relation that does not fit does not.
    pub fn put_together(
        scheme: &Rc<Scheme>,
        article: Rc<Article>,
        annotations: impl IntoIterator<Item = Rc<Annotation>>,
        relations: impl IntoIterator<Item = Rc<Relation>>,
    ) -> Result<Self, EditError> {
        let annotations = annotations.into_iter();
        let mut document = Self::bare(article);
        document.annotations.reserve(annotations.size_hint().0);
        for annotation in annotations {
            if document.annotations.get(&annotation.id).is_some() {
                return Err(EditError::AnnotationExists(annotation.id.clone()));
            }
            document.check_annotation(scheme, &annotation)?;
            document.annotations.insert(annotation);
        }
        for relation in relations {
            document.check_relation(scheme, &relation)?;
            document.relations.insert(relation);
        }
        Ok(document)
    }

    fn check_annotation(&self, scheme: &Scheme, annotation: &Annotation) -> Result<(), EditError> {
        if scheme.label(&annotation.label).is_none() {
            return Err(EditError::UnknownLabel(annotation.label.clone()));
        }
        if !self.article.accepts(annotation.span) {
            return Err(EditError::SpanOutside { annotation: annotation.id.clone() });
        }
        Ok(())
    }

    /// Whether a new relation fits.
    fn check_relation(&self, scheme: &Scheme, relation: &Relation) -> Result<(), EditError> {
        let label_of = |id: &AnnotationId| {
            let annotation = self.annotations.get(id).ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
            Ok(&annotation.label)
        };
        scheme
            .check_relation(&relation.kind, label_of(&relation.from)?, label_of(&relation.to)?)
            .map_err(EditError::Refused)?;
        if relation.from == relation.to {
            return Err(EditError::SelfRelation(relation.from.clone()));
        }
        if self.relations.get(&relation.id).is_some()
            || self.relations.between(&relation.kind, &relation.from, &relation.to).is_some()
        {
            return Err(EditError::RelationExists(relation.id.clone()));
        }
        Ok(())
    }
}

/// Whether a scheme knows all labels and relations that a document uses.
fn check_scheme(scheme: &Scheme, document: &Document) -> Result<(), EditError> {
    let missing = document.annotations.iter().find(|annotation| scheme.label(&annotation.label).is_none());
    if let Some(annotation) = missing {
        return Err(EditError::UnknownLabel(annotation.label.clone()));
    }
    let mut elsewhere = document.shelved.iter().flat_map(|summary| summary.labels.keys());
    if let Some(label) = elsewhere.find(|label| scheme.label(label).is_none()) {
        return Err(EditError::UnknownLabel((*label).clone()));
    }
    let mut kinds = document.shelved.iter().flat_map(|summary| summary.relations.keys());
    if let Some(kind) = kinds.find(|kind| scheme.relations.iter().all(|known| known.name != **kind)) {
        return Err(EditError::Refused(RelationRefusal::UnknownKind((*kind).clone())));
    }
    for relation in document.relations.iter() {
        let label_of = |id| document.annotations.get(id).map(|annotation| &annotation.label);
        if let (Some(from), Some(to)) = (label_of(&relation.from), label_of(&relation.to)) {
            scheme.check_relation(&relation.kind, from, to).map_err(EditError::Refused)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Span;
    use crate::model::article::Metadata;
    use crate::model::fixture::marked;

    const TEXT: &str =
        "[quote:« Nous avons gagné »], a dit [source:le maire 👩‍💻]. [denial:Il nie [quote:avoir triché]].";

    fn edits() -> impl Strategy<Value = Vec<(u8, u8, u8, u32, u32)>> {
        proptest::collection::vec((0_u8..11, 0_u8..8, 0_u8..8, 0_u32..90, 0_u32..40), 0..60)
    }

    /// Any edit at all, most of which fit.
    fn edit((what, n, m, start, len): (u8, u8, u8, u32, u32)) -> Edit {
        let id = |n: u8| AnnotationId::from(format!("a{n}"));
        let article = ArticleId::from(if n == 7 { "other" } else { "fixture" });
        let label = ["quote", "source", "denial", "nonsense"][usize::from(m % 4)];
        let annotation = Rc::new(Annotation::new(id(n), label.into(), Span::new(start, start + len)));
        match what {
            0..=2 => Edit::Annotate { article, annotation },
            3 => Edit::Revise { article, annotation },
            4 => Edit::Erase { article, annotation: id(n) },
            5 => {
                let kind = ["said_by", "denied_by", "denies", "continues"][usize::from(len as u8 % 4)].into();
                Edit::Relate {
                    article,
                    relation: Rc::new(Relation {
                        id: format!("r{start}").into(),
                        kind,
                        from: id(n),
                        to: id(m),
                    }),
                }
            }
            6 => Edit::Unrelate { article, relation: format!("r{start}").into() },
            7 => Edit::AddArticle {
                at: usize::from(m),
                article: Rc::new(Article::new("other".into(), "Un autre texte.", Metadata::default())),
            },
            8 if m < 4 => Edit::RemoveArticle { article },
            9 => Edit::RemoveDocument { article },
            10 => {
                let mut other = Dataset::new(Scheme::reported_speech());
                let id = ArticleId::from(if n > 3 { "other" } else { "fixture" });
                let bare = Article::new(id.clone(), "Un autre texte.", Metadata::default());
                let on = Annotation::new(format!("a{}", n + m).into(), label.into(), Span::new(0, 2));
                let edits = [
                    Edit::AddArticle { at: 0, article: Rc::new(bare) },
                    Edit::Annotate { article: id, annotation: Rc::new(on) },
                ];
                for edit in &edits {
                    let _ = other.apply(edit);
                }
                Edit::AddDocument { at: usize::from(m), document: other.documents[0].clone() }
            }
            _ => Edit::Describe {
                article,
                metadata: Metadata { title: format!("titre {m}"), ..Metadata::default() },
            },
        }
    }

    proptest! {
        #[test]
        fn an_edit_and_its_inverse_leave_the_dataset_as_it_was(seeds in edits()) {
            let mut dataset = marked(TEXT);
            for seed in seeds {
                let before = dataset.clone();
                match dataset.apply(&edit(seed)) {
                    Ok(inverse) => {
                        let after = dataset.clone();
                        let back = dataset.apply(&inverse).unwrap();
                        prop_assert_eq!(&dataset, &before);
                        prop_assert_eq!(&dataset.homes, &before.homes);
                        prop_assert_eq!(&dataset.places, &before.places);
                        dataset.apply(&back).unwrap();
                        prop_assert_eq!(&dataset, &after);
                    }
                    Err(_) => prop_assert_eq!(&dataset, &before),
                }
            }
        }

        #[test]
        fn whatever_is_applied_every_span_slices_its_text_and_no_relation_dangles(seeds in edits()) {
            let mut dataset = marked(TEXT);
            for seed in seeds {
                let _ = dataset.apply(&edit(seed));
            }
            for (at, document) in dataset.documents().iter().enumerate() {
                prop_assert_eq!(dataset.position(document.article().id()), Some(at));
                for annotation in document.annotations().iter() {
                    prop_assert!(document.article().accepts(annotation.span));
                    prop_assert!(dataset.scheme().label(&annotation.label).is_some());
                    prop_assert_eq!(dataset.home(&annotation.id), Some(document.article().id()));
                }
                for relation in document.relations().iter() {
                    let from = &document.annotations().get(&relation.from).unwrap().label;
                    let to = &document.annotations().get(&relation.to).unwrap().label;
                    prop_assert!(dataset.scheme().check_relation(&relation.kind, from, to).is_ok());
                }
            }
        }
    }

    #[test]
    fn a_list_of_edits_is_applied_whole_or_not_at_all() {
        let mut dataset = marked(TEXT);
        let before = dataset.clone();
        let article = ArticleId::from("fixture");
        let good = Edit::Describe { article: article.clone(), metadata: Metadata::default() };
        let bad = Edit::Erase { article, annotation: "nobody".into() };
        assert_eq!(dataset.apply_all([&good, &bad]), Err(EditError::NoAnnotation("nobody".into())));
        assert_eq!(dataset, before);
    }

    #[test]
    fn a_document_comes_in_and_goes_out_whole() {
        let mut dataset = marked(TEXT);
        let before = dataset.clone();
        let removed = dataset.apply(&Edit::RemoveDocument { article: "fixture".into() }).unwrap();
        assert!(dataset.documents.is_empty() && dataset.homes.is_empty() && dataset.places.is_empty());
        dataset.apply(&removed).unwrap();
        assert_eq!(dataset, before);
        assert_eq!(dataset.homes, before.homes);
        assert_eq!(dataset.apply(&removed), Err(EditError::ArticleExists("fixture".into())));
    }

    #[test]
    fn a_document_is_put_together_only_of_what_fits() {
        let dataset = marked(TEXT);
        let document = &dataset.documents()[0];
        let together = |relations: &[Rc<Relation>]| {
            let annotations = document.annotations().iter().cloned();
            let relations = relations.iter().cloned();
            Document::put_together(dataset.scheme(), document.article().clone(), annotations, relations)
        };
        assert_eq!(together(&[]).as_ref(), Ok(&**document));
        let joined = |to: &str| {
            Rc::new(Relation { id: "r1".into(), kind: "said_by".into(), from: "a1".into(), to: to.into() })
        };
        assert_eq!(together(&[joined("a2")]).unwrap().relations().len(), 1);
        assert_eq!(together(&[joined("a9")]), Err(EditError::NoAnnotation("a9".into())));
    }

    #[test]
    fn a_document_whose_label_the_scheme_lacks_is_refused() {
        let mut dataset = marked(TEXT);
        let removed = dataset.apply(&Edit::RemoveDocument { article: "fixture".into() }).unwrap();
        let mut scheme = Scheme::reported_speech();
        scheme.labels.retain(|label| label.name != *"denial");
        let mut poorer = Dataset::new(scheme);
        assert_eq!(poorer.apply(&removed), Err(EditError::UnknownLabel("denial".into())));
        assert!(poorer.homes.is_empty());
    }

    #[test]
    fn a_relabelling_that_breaks_a_relation_is_refused() {
        let mut dataset = marked(TEXT);
        let article = ArticleId::from("fixture");
        let relation =
            Rc::new(Relation { id: "r1".into(), kind: "said_by".into(), from: "a1".into(), to: "a2".into() });
        dataset.apply(&Edit::Relate { article: article.clone(), relation }).unwrap();
        let mut source = (**dataset.documents()[0].annotations().get(&"a2".into()).unwrap()).clone();
        source.label = "denial".into();
        let refused = dataset.apply(&Edit::Revise { article, annotation: Rc::new(source) }).unwrap_err();
        assert_eq!(refused.to_string(), "`said_by` does not lead from quote to denial");
    }
}

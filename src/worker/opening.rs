//! A file that was read, taken apart on the one side and put together on the other. Each part is small enough that
//! the page takes it in between two frames; what is checked and indexed once in the worker is not done again.

use std::rc::Rc;

use crate::formats::{FileReading, PlainText, Prepared, ReadDocument, Reading, Report};
use crate::model::packing::pack_variants;
use crate::model::{Annotation, Article, ArticleId, Dataset, Document, Edit, EditError, Relation, Scheme};

/// How many annotations, relations or reports one part holds at most: about 5 ms of the page's thread.
const MOST: usize = 1_000;

/// A part of what a file held. The first says what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The source of a page, decoded; there is no other part then.
    Html(String),
    /// A text, indexed; there is no other part then. Its name is for the page to give.
    Text(Article),
    /// A document begins.
    Scheme {
        /// Its scheme.
        scheme: Scheme,
        /// What the annotators agreed on.
        guidelines: String,
        /// How many articles, annotations and relations will come.
        total: usize,
    },
    /// The next article of the document.
    Article(Article),
    /// Annotations of the last article that came.
    Annotations(Vec<Annotation>),
    /// Relations between annotations that came.
    Relations(Vec<Relation>),
    /// What was mended.
    Repaired(Vec<Report>),
    /// What was left out.
    Rejected(Vec<Report>),
}

pack_variants!(Part {
    0: Html { 0: html },
    1: Text { 0: article },
    2: Scheme { scheme: scheme, guidelines: guidelines, total: total },
    3: Article { 0: article },
    4: Annotations { 0: annotations },
    5: Relations { 0: relations },
    6: Repaired { 0: reports },
    7: Rejected { 0: reports },
});

/// The parts of what a file held, in order.
pub fn parts(reading: FileReading) -> Box<dyn Iterator<Item = Part>> {
    match reading {
        FileReading::Html { html } => Box::new(std::iter::once(Part::Html(html))),
        FileReading::Article(PlainText { text, metadata }) => {
            let article = Article::new("text".into(), text, metadata);
            Box::new(std::iter::once(Part::Text(digested(article))))
        }
        FileReading::Dataset(reading) => Box::new(document_parts(reading)),
    }
}

pub(super) fn document_parts(reading: Reading) -> impl Iterator<Item = Part> {
    let Reading { scheme, guidelines, documents, repaired, rejected } = reading;
    let holds = |document: &ReadDocument| 1 + document.annotations.len() + document.relations.len();
    let total = documents.iter().map(holds).sum();
    let articles = documents.into_iter().flat_map(|document| {
        let annotations = chunks(document.annotations).map(Part::Annotations);
        let relations = chunks(document.relations).map(Part::Relations);
        std::iter::once(Part::Article(digested(document.article))).chain(annotations).chain(relations)
    });
    std::iter::once(Part::Scheme { scheme, guidelines, total })
        .chain(articles)
        .chain(chunks(repaired).map(Part::Repaired))
        .chain(chunks(rejected).map(Part::Rejected))
}

/// The parts of one article that stands in a dataset, for the worker to write.
pub fn parts_of(document: &Document) -> impl Iterator<Item = Part> + use<> {
    let ReadDocument { article, annotations, relations } = ReadDocument::of(document);
    std::iter::once(Part::Article(article))
        .chain(chunks(annotations).map(Part::Annotations))
        .chain(chunks(relations).map(Part::Relations))
}

/// An article whose digest is made, so that it goes along.
fn digested(article: Article) -> Article {
    let _ = article.sha256();
    article
}

fn chunks<T>(list: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rest = list.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<T> = rest.by_ref().take(MOST).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// A file whose parts have all come.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrived {
    /// The source of a page.
    Html(String),
    /// A text.
    Text(Article),
    /// A document.
    Document(Prepared),
}

/// A file whose parts are coming.
#[derive(Debug, Default)]
pub struct Arriving {
    single: Option<Arrived>,
    document: Option<Prepared>,
    article: Option<ArticleId>,
    come: usize,
    total: usize,
}

impl Arriving {
    /// Takes the next part in.
    ///
    /// # Errors
    /// What does not fit, which does not happen with the parts of one file in their order.
    pub fn take(&mut self, part: Part) -> Result<(), EditError> {
        match part {
            Part::Html(html) => self.single = Some(Arrived::Html(html)),
            Part::Text(article) => self.single = Some(Arrived::Text(article)),
            Part::Scheme { scheme, guidelines, total } => {
                self.total = total;
                let mut dataset = Dataset::new(scheme);
                dataset.apply(&Edit::SetGuidelines { guidelines: guidelines.into() })?;
                self.document = Some(Prepared { dataset, repaired: Vec::new(), rejected: Vec::new() });
            }
            Part::Article(article) => {
                self.come += 1;
                self.article = Some(article.id().clone());
                let at = self.dataset()?.documents().len();
                self.dataset()?.apply(&Edit::AddArticle { at, article: Rc::new(article) })?;
            }
            Part::Annotations(annotations) => {
                self.come += annotations.len();
                let article = self.article.clone().unwrap_or_else(|| "".into());
                let dataset = self.dataset()?;
                for annotation in annotations {
                    let annotation = Rc::new(annotation);
                    dataset.apply(&Edit::Annotate { article: article.clone(), annotation })?;
                }
            }
            Part::Relations(relations) => {
                self.come += relations.len();
                let article = self.article.clone().unwrap_or_else(|| "".into());
                let dataset = self.dataset()?;
                for relation in relations {
                    dataset.apply(&Edit::Relate { article: article.clone(), relation: Rc::new(relation) })?;
                }
            }
            Part::Repaired(reports) => {
                if let Some(document) = &mut self.document {
                    document.repaired.extend(reports);
                }
            }
            Part::Rejected(reports) => {
                if let Some(document) = &mut self.document {
                    document.rejected.extend(reports);
                }
            }
        }
        Ok(())
    }

    /// How many articles, annotations and relations have come, and of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.come, self.total)
    }

    /// The file, when all its parts have come; `None` if none has.
    #[must_use]
    pub fn arrived(self) -> Option<Arrived> {
        self.single.or(self.document.map(Arrived::Document))
    }

    fn dataset(&mut self) -> Result<&mut Dataset, EditError> {
        let document = self.document.as_mut();
        document.map(|document| &mut document.dataset).ok_or_else(|| EditError::NoArticle("".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{guillemet_json, read_file};
    use crate::model::fixture::{drawn, marked};
    use crate::worker::protocol::{Answer, decode, encode};

    fn sent(name: &str, bytes: &[u8]) -> (usize, Arrived) {
        let mut arriving = Arriving::default();
        let mut count = 0;
        for part in parts(read_file(name, bytes).unwrap()) {
            let Some(Answer::Opened(1, part)) = decode(&encode(&Answer::Opened(1, part))) else {
                panic!("a part arrives as it was sent")
            };
            arriving.take(part).unwrap();
            count += 1;
        }
        assert_eq!(arriving.progress().0, arriving.progress().1);
        (count, arriving.arrived().unwrap())
    }

    #[test]
    fn a_document_arrives_as_it_was_read() {
        let mut dataset = marked("[quote:« Oui 👩‍💻 »], dit [source:Élise].\r\n\nFin.");
        let relation =
            Relation { id: "r1".into(), kind: "said_by".into(), from: "a1".into(), to: "a2".into() };
        dataset.apply(&Edit::Relate { article: "fixture".into(), relation: Rc::new(relation) }).unwrap();
        let json = guillemet_json::write(&dataset);
        let (_, Arrived::Document(prepared)) = sent("a.json", json.as_bytes()) else { panic!("a document") };
        assert_eq!(prepared.dataset, guillemet_json::read(&json).unwrap().into_dataset().unwrap());
        assert_eq!(drawn(&prepared.dataset), drawn(&dataset));
        assert_eq!(guillemet_json::write(&prepared.dataset), json);
        // The index came along and answers as a new one does.
        let article = prepared.dataset.documents()[0].article();
        assert_eq!(*article.index(), crate::model::TextIndex::new(article.text()));
    }

    #[test]
    fn a_long_document_comes_in_parts_that_are_short() {
        let drawing = "[quote:Oui], dit [source:Élise].\n".repeat(1_200);
        let json = guillemet_json::write(&marked(&drawing));
        let (count, arrived) = sent("a.json", json.as_bytes());
        assert_eq!(count, 2 + 3);
        let Arrived::Document(prepared) = arrived else { panic!("a document") };
        assert_eq!(prepared.dataset.documents()[0].annotations().len(), 2_400);
    }

    #[test]
    fn texts_pages_and_reports_arrive() {
        let (count, Arrived::Text(article)) = sent("été.txt", "Non.\r\n".as_bytes()) else {
            panic!("a text")
        };
        assert_eq!((count, &**article.text(), article.metadata().title.as_str()), (1, "Non.\r\n", "été"));
        let (_, Arrived::Html(html)) = sent("a.html", b"<p>Non.") else { panic!("a page") };
        assert_eq!(html, "<p>Non.");
        let json = guillemet_json::write(&marked("[quote:Oui]."));
        let broken = json.replacen("\"label\": \"quote\"", "\"label\": \"nonsense\"", 1);
        let reading = guillemet_json::read(&broken).unwrap();
        assert!(!reading.rejected.is_empty() || !reading.repaired.is_empty());
        let (_, Arrived::Document(prepared)) = sent("a.json", broken.as_bytes()) else {
            panic!("a document")
        };
        assert_eq!((prepared.repaired, prepared.rejected), (reading.repaired, reading.rejected));
    }

    #[test]
    fn parts_out_of_their_order_are_refused() {
        let mut arriving = Arriving::default();
        let stray = Annotation::new("a".into(), "quote".into(), crate::model::Span::new(0, 1));
        assert!(arriving.take(Part::Annotations(vec![stray])).is_err());
        assert_eq!(arriving.arrived(), None);
    }
}

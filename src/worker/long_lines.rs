//! A long file of Guillemet JSON Lines, such as a backup of many articles, read some megabytes at a time: neither its
//! bytes nor its text are ever in memory as a whole.
//!
//! Knows no file: whoever has one gives its bytes in order.

use std::collections::{HashMap, HashSet};

use crate::formats::error::FormatError;
use crate::formats::{ReadDocument, Reading, Report, guillemet_json};
use crate::messages::{Message, message};
use crate::model::{AnnotationId, Article, ArticleId};

use super::opening::{Part, document_parts};

/// A file whose lines are being read.
#[derive(Debug)]
pub struct LongLines {
    /// The first line: each stretch is read under it.
    header: String,
    /// How many bytes the file has, and how many were given.
    size: usize,
    given: usize,
    /// The beginning of a line whose end was not given yet.
    rest: Vec<u8>,
    /// How many lines were read, so that reports count them as the file does.
    lines: usize,
    articles: HashSet<String>,
    annotations: HashSet<String>,
    is_first: bool,
}

impl LongLines {
    /// A file of so many bytes that begins so; `None` where its first line is not one of ours, or does not end there.
    #[must_use]
    pub fn begin(size: usize, beginning: &[u8]) -> Option<Self> {
        let end = beginning.iter().position(|byte| *byte == b'\n')?;
        let header = std::str::from_utf8(&beginning[..end]).ok()?;
        guillemet_json::are_lines(header).then(|| Self {
            header: header.to_owned(),
            size,
            given: 0,
            rest: Vec::new(),
            lines: 0,
            articles: HashSet::new(),
            annotations: HashSet::new(),
            is_first: true,
        })
    }

    /// What the lines hold that end in these bytes, which follow those that were given before.
    ///
    /// # Errors
    /// Why nothing of the file can be read: its first line is of another version, or the bytes are no UTF-8.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Vec<Part>, FormatError> {
        self.given += bytes.len();
        self.rest.extend_from_slice(bytes);
        let end = match self.rest.iter().rposition(|byte| *byte == b'\n') {
            _ if self.given >= self.size => self.rest.len(),
            Some(last) => last + 1,
            None => return Ok(Vec::new()),
        };
        let after = self.rest.split_off(end);
        let stretch = std::mem::replace(&mut self.rest, after);
        let stretch =
            std::str::from_utf8(&stretch).map_err(|_| FormatError::OtherKind { looks_like: None })?;
        // The first stretch has the first line itself; before the others stand as many blank lines as were read.
        let mut reading = if self.is_first {
            guillemet_json::read_lines(stretch)?
        } else {
            let blank = "\n".repeat(self.lines.max(1));
            guillemet_json::read_lines(&[self.header.as_str(), &blank, stretch].concat())?
        };
        self.lines += stretch.bytes().filter(|byte| *byte == b'\n').count();
        self.tell_apart(&mut reading);
        let mut parts: Vec<Part> = document_parts(reading).collect();
        if std::mem::take(&mut self.is_first) {
            // Lines are alike, so that as much is to come as the rest is longer.
            if let Some(Part::Scheme { total, .. }) = parts.first_mut() {
                *total = (*total as f64 * self.size as f64 / self.given.max(1) as f64) as usize;
            }
        } else {
            parts.remove(0);
        }
        Ok(parts)
    }

    /// Names are told apart within a stretch where it is read; here, from those of the stretches before.
    fn tell_apart(&mut self, reading: &mut Reading) {
        for document in &mut reading.documents {
            let ReadDocument { article, annotations, relations } = document;
            let former = article.id().as_str();
            let place = Message::verbatim(former);
            let mut tell = |former: &str, now: &str| {
                let reason = message::why_id_twice(former, now);
                reading.repaired.push(Report { place: place.clone(), reason });
            };
            let id = fresh(&mut self.articles, former);
            if id != former {
                tell(former, &id);
                let other =
                    Article::new(ArticleId::from(id), article.text().clone(), article.metadata().clone());
                *article = other;
            }
            // All names first: a new one may be what another bore before.
            let mut renamed: HashMap<AnnotationId, AnnotationId> = HashMap::new();
            for annotation in annotations {
                let id = fresh(&mut self.annotations, annotation.id.as_str());
                if id == annotation.id.as_str() {
                    continue;
                }
                tell(annotation.id.as_str(), &id);
                let former = std::mem::replace(&mut annotation.id, id.as_str().into());
                renamed.insert(former, annotation.id.clone());
            }
            for relation in relations {
                for end in [&mut relation.from, &mut relation.to] {
                    if let Some(now) = renamed.get(end) {
                        end.clone_from(now);
                    }
                }
            }
        }
    }
}

/// This name, or the first of `name-2`, `name-3` … that is nobody's.
fn fresh(taken: &mut HashSet<String>, name: &str) -> String {
    let numbered = (2_u32..).map(|n| format!("{name}-{n}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    // There are more numbers than names.
    names.find(|name| taken.insert(name.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::fixture::any_dataset;
    use crate::formats::guillemet_json::{About, article_line, header_line};
    use crate::model::Dataset;
    use crate::model::fixture::marked;
    use crate::worker::opening::{Arrived, Arriving};

    fn written(dataset: &Dataset) -> String {
        let about = About { guidelines: "Une ligne.\nUne autre.", ..About::default() };
        header_line(dataset.scheme(), about)
            + &dataset.documents().iter().map(|document| article_line(document)).collect::<String>()
    }

    fn arrived(text: &str, at_once: usize) -> crate::formats::Prepared {
        let mut lines = LongLines::begin(text.len(), text.as_bytes()).unwrap();
        let mut arriving = Arriving::default();
        for bytes in text.as_bytes().chunks(at_once) {
            for part in lines.read(bytes).unwrap() {
                arriving.take(part).unwrap();
            }
        }
        let Some(Arrived::Document(prepared)) = arriving.arrived() else { panic!("a document") };
        prepared
    }

    proptest! {
        #[test]
        fn wherever_it_is_cut_it_is_what_is_read_at_once(dataset in any_dataset(), at_once in 1_usize..2_000) {
            let text = written(&dataset);
            let prepared = arrived(&text, at_once);
            let whole = guillemet_json::read_lines(&text).unwrap();
            prop_assert_eq!((prepared.repaired.len(), prepared.rejected.len()), (0, 0));
            prop_assert_eq!(prepared.dataset, whole.into_dataset().unwrap());
        }
    }

    #[test]
    fn a_broken_line_costs_only_itself_and_is_told_with_its_number() {
        let line = article_line(&marked("[quote:Oui].").documents()[0]);
        let text = written(&marked("Non.")) + "\n{\"text\": \"cut\n" + &line;
        for at_once in [40, 200, 10_000] {
            let prepared = arrived(&text, at_once);
            assert_eq!(prepared.rejected.len(), 1, "{at_once}");
            assert_eq!(prepared.rejected[0].place.to_string(), "line 4", "{at_once}");
            assert_eq!(prepared.dataset.documents().len(), 2);
        }
    }

    #[test]
    fn a_new_name_that_another_bore_leads_no_link_astray() {
        let lines = |ids: [&str; 2]| {
            let mut dataset = Dataset::new(crate::model::Scheme::reported_speech());
            let article = Article::new(ids[0].into(), "Oui. Non. Lui.", Default::default());
            let mut edits = vec![crate::model::Edit::AddArticle { at: 0, article: article.into() }];
            let label = |n: usize| if n == 2 { "source" } else { "quote" };
            for (n, id) in [ids[0], ids[1], "s"].into_iter().enumerate() {
                let span = crate::model::Span::new(n as u32 * 5, n as u32 * 5 + 3);
                let annotation = crate::model::Annotation::new(id.into(), label(n).into(), span);
                edits.push(crate::model::Edit::Annotate {
                    article: ids[0].into(),
                    annotation: annotation.into(),
                });
            }
            let relation = crate::model::Relation {
                id: format!("r{}", ids[0]).as_str().into(),
                kind: "said_by".into(),
                from: ids[0].into(),
                to: "s".into(),
            };
            edits.push(crate::model::Edit::Relate { article: ids[0].into(), relation: relation.into() });
            dataset.apply_all(&edits).unwrap();
            dataset
        };
        let (one, other) = (lines(["a", "b"]), lines(["a", "a-2"]));
        let text = written(&one) + &article_line(&other.documents()[0]);
        let prepared = arrived(&text, one_line(&text));
        let linked = &prepared.dataset.documents()[1];
        let from = linked.relations().iter().next().map(|relation| relation.from.clone()).unwrap();
        assert_eq!(linked.annotations().get(&from).unwrap().span, crate::model::Span::new(0, 3));
        assert!(
            prepared.repaired.iter().any(|report| report.reason.to_string().contains("`a` stands twice"))
        );
    }

    /// As many bytes as the longest line has: each stretch is one.
    fn one_line(text: &str) -> usize {
        text.lines().map(str::len).max().unwrap_or_default() + 1
    }

    #[test]
    fn names_that_stand_twice_far_apart_are_told_apart_with_their_links() {
        let mut dataset = marked("[quote:Oui], dit [source:Élise].");
        let relation = crate::model::Relation {
            id: "r1".into(),
            kind: "said_by".into(),
            from: "a1".into(),
            to: "a2".into(),
        };
        let edit =
            crate::model::Edit::Relate { article: "fixture".into(), relation: std::rc::Rc::new(relation) };
        dataset.apply(&edit).unwrap();
        let line = article_line(&dataset.documents()[0]);
        let text = written(&dataset) + &line + &line;
        let prepared = arrived(&text, line.len());
        let documents = prepared.dataset.documents();
        let ids: Vec<&str> = documents.iter().map(|document| document.article().id().as_str()).collect();
        assert_eq!(ids, ["fixture", "fixture-2", "fixture-3"]);
        for document in documents {
            let relation = document.relations().iter().next().unwrap();
            assert!(document.annotations().get(&relation.from).is_some());
            assert!(document.annotations().get(&relation.to).is_some());
        }
    }

    #[test]
    fn other_files_are_none_of_it() {
        let document = guillemet_json::write(&marked("Oui."));
        for text in [document.as_str(), "{\"text\": \"Oui.\"}\n", "Du texte.\n", "", "\n"] {
            assert!(LongLines::begin(text.len(), text.as_bytes()).is_none(), "{text}");
        }
    }
}

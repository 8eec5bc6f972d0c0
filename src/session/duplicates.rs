//! Articles that are here already: before a load, those with the same text are found and left to the person.

use std::collections::HashMap;

use crate::formats::{Prepared, ReadDocument};
use crate::messages::{Message, message};
use crate::model::{Article, ArticleId, Dataset, Document, Edit};

use super::articles::{Content, Incoming};
use super::effect::{Effect, NoticeKind};
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

/// An article that came and whose very text is here, or came before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// In what it came.
    pub file: Message,
    /// Its title.
    pub title: String,
    /// The title of the article with the same text.
    pub twin: String,
    /// That article, if it is here and does not come along.
    pub here: Option<ArticleId>,
}

/// What waits for a person's word.
#[derive(Debug)]
pub struct Question {
    incoming: Vec<Incoming>,
    /// Where each duplicate is: in which of the incoming, and which of its articles.
    places: Vec<(usize, usize)>,
    /// Which of them are duplicates, in their order.
    pub duplicates: Vec<Duplicate>,
    /// How many articles came in all, but for those that stand here with all the same on them.
    pub articles: usize,
}

/// What becomes of duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twins {
    /// They are loaded like the others.
    Load,
    /// They are left out.
    Skip,
    /// Nothing at all is loaded.
    Cancel,
}

impl Session {
    /// What is asked about a load, if something is.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Loads what was read, unless some of it is here already: then the person is asked.
    #[inline(never)]
    pub(super) fn load_or_ask(
        &mut self,
        incoming: Vec<Incoming>,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let question = self.compare(incoming);
        if question.duplicates.is_empty() {
            return self.load(question.incoming, moment);
        }
        let text = question.sentence();
        self.question = Some(question);
        Ok(vec![Effect::Announce(text)])
    }

    /// Does with duplicates what the person said.
    #[inline(never)]
    pub(super) fn answer_twins(&mut self, twins: Twins, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let Some(question) = self.question.take() else { return Ok(Vec::new()) };
        match twins {
            Twins::Load => self.load(question.incoming, moment),
            Twins::Cancel => Ok(vec![Effect::FocusText]),
            Twins::Skip => {
                let skipped = question.duplicates.len();
                let is_all = skipped == question.articles;
                let mut incoming = question.without_duplicates();
                if is_all {
                    // What stands here as it came is no news.
                    incoming.retain(|one| one.content.is_err());
                }
                let mut effects = if incoming.is_empty() { Vec::new() } else { self.load(incoming, moment)? };
                let text =
                    if is_all { message::all_here_already() } else { message::twins_left_out(skipped) };
                effects.push(Effect::Announce(text.clone()));
                self.notify(NoticeKind::Done, text, Vec::new());
                Ok(effects)
            }
        }
    }

    fn compare(&self, mut incoming: Vec<Incoming>) -> Question {
        let mut seen: HashMap<String, (String, Option<ArticleId>)> = HashMap::new();
        for document in self.dataset.documents() {
            let article = document.article();
            if self.untouched_sample.as_ref() != Some(article.id()) {
                let title = article.metadata().title.clone();
                seen.entry(article.sha256().to_owned()).or_insert((title, Some(article.id().clone())));
            }
        }
        let (mut places, mut duplicates, mut articles) = (Vec::new(), Vec::new(), 0);
        for (n, Incoming { name, content }) in incoming.iter_mut().enumerate() {
            let Ok(content) = content else { continue };
            digested(content);
            for (m, article) in articles_of(content).into_iter().enumerate() {
                if self.stands_unchanged(content, m) {
                    continue;
                }
                articles += 1;
                let title = article.metadata().title.clone();
                match seen.get(article.sha256()) {
                    Some((twin, here)) => {
                        places.push((n, m));
                        let (file, twin, here) = (name.clone(), twin.clone(), here.clone());
                        duplicates.push(Duplicate { file, title, twin, here });
                    }
                    None => {
                        seen.insert(article.sha256().to_owned(), (title, None));
                    }
                }
            }
        }
        Question { incoming, places, duplicates, articles }
    }

    /// Whether an article stands here with the same name and all the same on it: it is not loaded twice anyway.
    fn stands_unchanged(&self, content: &Content, n: usize) -> bool {
        match content {
            Content::Text { .. } | Content::Article(_) => false,
            Content::Prepared(prepared) => prepared.dataset.documents().get(n).is_some_and(|one| {
                self.dataset.document(one.article().id()).is_some_and(|standing| standing == &**one)
            }),
            Content::Dataset(reading) => reading.documents.get(n).is_some_and(|one| {
                self.dataset.document(one.article.id()).is_some_and(|standing| is_same(standing, one))
            }),
        }
    }
}

/// Whether what a file holds of an article is what stands.
pub(super) fn is_same(standing: &Document, one: &ReadDocument) -> bool {
    let ReadDocument { article, annotations, relations } = one;
    standing.article().text() == article.text()
        && standing.article().metadata() == article.metadata()
        && standing.annotations().len() == annotations.len()
        && annotations.iter().all(|one| standing.annotations().get(&one.id).is_some_and(|a| **a == *one))
        && standing.relations().len() == relations.len()
        && relations.iter().all(|one| standing.relations().get(&one.id).is_some_and(|r| **r == *one))
}

impl Question {
    /// What is asked, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> Message {
        match (self.duplicates.len(), self.articles) {
            (1, 1) => message::twin_single(),
            (twins, articles) => message::twins(twins, articles),
        }
    }

    fn without_duplicates(self) -> Vec<Incoming> {
        let Self { incoming, places, .. } = self;
        let mut rest = Vec::with_capacity(incoming.len());
        for (n, Incoming { name, content }) in incoming.into_iter().enumerate() {
            let skipped: Vec<usize> =
                places.iter().filter(|place| place.0 == n).map(|place| place.1).collect();
            let content = match content {
                Ok(content) if !skipped.is_empty() => match without(content, &skipped) {
                    Some(content) => Ok(content),
                    None => continue,
                },
                content => content,
            };
            rest.push(Incoming { name, content });
        }
        rest
    }
}

/// A text becomes an article, so that its digest is made once.
fn digested(content: &mut Content) {
    if let Content::Text { text, metadata } = content {
        let metadata = std::mem::take(metadata);
        *content = Content::Article(Box::new(Article::new("text".into(), std::mem::take(text), metadata)));
    }
}

fn articles_of(content: &Content) -> Vec<&Article> {
    match content {
        Content::Text { .. } => Vec::new(),
        Content::Article(article) => vec![article],
        Content::Dataset(reading) => reading.documents.iter().map(|document| &document.article).collect(),
        Content::Prepared(prepared) => {
            prepared.dataset.documents().iter().map(|document| document.article().as_ref()).collect()
        }
    }
}

/// What is left without some of its articles; nothing where nothing is.
fn without(content: Content, skipped: &[usize]) -> Option<Content> {
    match content {
        Content::Text { .. } | Content::Article(_) => None,
        Content::Dataset(mut reading) => {
            let mut n = 0;
            reading.documents.retain(|_| {
                n += 1;
                skipped.binary_search(&(n - 1)).is_err()
            });
            let has_more = !reading.documents.is_empty() || !reading.rejected.is_empty();
            has_more.then_some(Content::Dataset(reading))
        }
        Content::Prepared(prepared) => {
            let Prepared { dataset, repaired, rejected } = *prepared;
            let mut rest = Dataset::new((**dataset.scheme()).clone());
            // Refused by no data set.
            let _ = rest.apply(&Edit::SetGuidelines { guidelines: dataset.guidelines().clone() });
            for (n, document) in dataset.documents().iter().enumerate() {
                if skipped.binary_search(&n).is_err() {
                    let at = rest.documents().len();
                    // It stood under this very scheme, beside more than it does here.
                    let _ = rest.apply(&Edit::AddDocument { at, document: document.clone() });
                }
            }
            let has_more = !rest.documents().is_empty() || !rejected.is_empty();
            has_more.then(|| Content::Prepared(Box::new(Prepared { dataset: rest, repaired, rejected })))
        }
    }
}

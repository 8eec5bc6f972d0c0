//! Which articles there are and which one is read: opening, loading, describing, removing.

use std::rc::Rc;

use crate::formats::{Prepared, ReadDocument, Reading, Report};
use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{
    AnnotationId, Article, ArticleId, Dataset, Document, Edit, EditError, Name, PatternRule, Scheme,
};

use super::action::Action;
use super::duplicates::is_same;
use super::effect::{Effect, NoticeKind};
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

/// What one file, paste or page turned out to be.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The file's name, or what stands for it.
    pub name: Message,
    /// What was in it, or why it could not be read: a sentence without the name.
    pub content: Result<Content, Message>,
}

/// What can be taken in.
#[derive(Clone, Debug)]
pub enum Content {
    /// A bare article.
    Text {
        /// Its whole text, unaltered.
        text: String,
        /// What is known about it.
        metadata: Metadata,
    },
    /// A bare article that is indexed already; its name is of no account.
    Article(Box<Article>),
    /// Articles with annotations.
    Dataset(Box<Reading>),
    /// Articles with annotations, put together already.
    Prepared(Box<Prepared>),
}

impl Session {
    /// Makes an article the one that is read; what was held and chosen is let go.
    pub(super) fn read(&mut self, id: Option<ArticleId>) {
        self.open = id;
        self.chosen_at = None;
        self.selection = None;
        self.chosen = None;
        self.held_edge = None;
        self.pointing_from = None;
        self.last_target = None;
        self.forget_suggestions();
        self.searching.begin_anew();
        self.tallied.forget();
    }

    /// Makes an article the one that is read, as soon as it is in memory; until then none is.
    pub(super) fn read_when_there(&mut self, id: Option<ArticleId>) -> Vec<Effect> {
        self.read(None);
        let effects = id.and_then(|id| self.open_article(&id).ok()).unwrap_or_default();
        if effects.contains(&Effect::ShowArticle) { effects } else { vec![Effect::ShowArticle] }
    }

    pub(super) fn open_article(&mut self, id: &ArticleId) -> Result<Vec<Effect>, Refusal> {
        let document = self.dataset.document(id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        let title = document.article().metadata().title.clone();
        if self.open.as_ref() == Some(id) {
            self.keeping.waiting.retain(|waiting| !matches!(waiting, Action::Open(_)));
            return Ok(Vec::new());
        }
        if document.summary().is_some() {
            self.after_fetching(vec![id.clone()], Action::Open(id.clone()));
            return Ok(Vec::new());
        }
        self.read(Some(id.clone()));
        self.keep_place();
        self.shelve_what_is_not_read();
        let mut effects = vec![Effect::ShowArticle, Effect::Announce(Message::verbatim(title))];
        effects.extend(self.seek_in(id));
        Ok(effects)
    }

    /// The article that somebody has gone to: it is on its way from the disk, or is read. Keys come faster than a disk
    /// answers, and each counts from where the one before has gone.
    pub(super) fn read_next(&self) -> Option<&ArticleId> {
        let on_its_way = self.keeping.waiting.iter().find_map(|waiting| match waiting {
            Action::Open(id) if self.dataset.document(id).is_some() => Some(id),
            _ => None,
        });
        on_its_way.or(self.open.as_ref())
    }

    #[inline(never)]
    pub(super) fn open_neighbour(&mut self, forward: bool) -> Result<Vec<Effect>, Refusal> {
        self.opened()?;
        match self.queue_neighbour(forward, |_| true) {
            Some(next) => self.open_article(&next),
            None => Ok(Vec::new()),
        }
    }

    #[inline(never)]
    pub(super) fn describe(
        &mut self,
        id: &ArticleId,
        title: String,
        language: String,
    ) -> Result<Vec<Effect>, Refusal> {
        let document = self.dataset.document(id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        let former = document.article().metadata();
        let metadata = Metadata { title, language, ..former.clone() };
        if *former == metadata {
            return Ok(Vec::new());
        }
        let edit = Edit::Describe { article: id.clone(), metadata };
        self.commit(message::described(), Some(id.clone()), None, &[edit])
    }

    #[inline(never)]
    pub(super) fn remove_article(&mut self, id: &ArticleId) -> Result<Vec<Effect>, Refusal> {
        let document = self.dataset.document(id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        let title = document.article().metadata().title.clone();
        let edits = [Edit::RemoveDocument { article: id.clone() }];
        let at = self.dataset.position(id).unwrap_or_default();
        let mut effects = self.commit(message::removed(title.as_str()), Some(id.clone()), None, &edits)?;
        if self.open.as_ref() == Some(id) {
            let next = self.dataset.documents().get(at).or(self.dataset.documents().last());
            let next = next.map(|document| document.article().id().clone());
            effects.extend(self.read_when_there(next));
        }
        self.notify(NoticeKind::Done, message::removed_notice(title), Vec::new());
        Ok(effects)
    }

    /// Shows a sample; it gives way to whatever is loaded, unless somebody has annotated it.
    pub(super) fn show_sample(
        &mut self,
        title: String,
        language: String,
        text: String,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let mut edits = self.untouched_sample_gone();
        let id = self.fresh_article_id(moment, 0);
        let at = self.dataset.documents().len();
        let metadata = Metadata { title, language, source: "sample".to_owned(), ..Metadata::default() };
        let article = Rc::new(Article::new(id.clone(), text, metadata));
        edits.push(Edit::AddArticle { at, article });
        // Nobody did anything yet: there is nothing to undo or to save.
        self.dataset.apply_all(&edits)?;
        let had_work = self.is_unsaved();
        self.revision += 1;
        if !had_work {
            self.saved_revision = self.revision;
        }
        if at == 0 || self.untouched_sample.is_some() {
            self.untouched_sample = Some(id.clone());
        }
        self.read(Some(id));
        Ok(vec![Effect::ShowArticle])
    }

    /// Takes in what was read, all in one gesture; what could not be read is told, file by file.
    pub(super) fn load(&mut self, incoming: Vec<Incoming>, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let sample_gone = self.untouched_sample_gone();
        let mut plan = Plan::new(self, moment, !sample_gone.is_empty());
        let mut problems = Vec::new();
        for Incoming { name, content } in incoming {
            match content {
                Ok(Content::Text { text, metadata }) => plan.add_text(text, metadata),
                Ok(Content::Article(article)) => {
                    let id = plan.fresh_article();
                    plan.add_article(article.with_id(id));
                }
                Ok(Content::Prepared(prepared)) => {
                    let nothing = prepared.dataset.documents().is_empty() && prepared.rejected.is_empty();
                    if nothing && *prepared.dataset.scheme() == plan.scheme {
                        problems.push((name.clone(), message::holds_no_article()));
                    }
                    plan.add_prepared(&name, *prepared)?;
                }
                Ok(Content::Dataset(reading)) => {
                    let nothing = reading.documents.is_empty() && reading.rejected.is_empty();
                    if nothing && reading.scheme == *plan.scheme {
                        problems.push((name.clone(), message::holds_no_article()));
                    }
                    plan.add_dataset(&name, *reading)?;
                }
                Err(why) => problems.push((name, why)),
            }
        }
        let Plan {
            edits: additions,
            first,
            articles,
            annotations,
            relations,
            guidelines,
            repaired,
            rejected,
            ..
        } = plan;
        let mut effects = Vec::new();
        let only_scheme = articles == 0 && !additions.is_empty();
        if !additions.is_empty() {
            // The sample gives way to an article, not to a file that holds none.
            let mut edits = if articles > 0 { sample_gone } else { Vec::new() };
            edits.extend(additions);
            if !guidelines.is_empty() {
                edits.push(Edit::SetGuidelines { guidelines: guidelines.as_str().into() });
            }
            effects = self.commit(
                if only_scheme { message::load_of_scheme() } else { message::load_of(articles) },
                first.clone(),
                None,
                &edits,
            )?;
            if !self.queue.filter.text.trim().is_empty() {
                effects.extend(self.search_texts());
            }
            if first.is_some() {
                // Whatever one wanted to read before, one wants to read this now.
                self.keeping.waiting.retain(|waiting| !matches!(waiting, Action::Open(_)));
                self.read(first);
                self.keep_place();
                effects.push(Effect::ShowArticle);
            }
        }
        if !guidelines.is_empty() {
            // Still to be done where nothing else was new.
            effects.extend(self.set_guidelines(&guidelines)?);
        }
        // Also where nothing was new: what was left out, and why, is never kept from the person.
        if articles > 0 || only_scheme || !repaired.is_empty() || !rejected.is_empty() {
            let kind = if rejected.is_empty() { NoticeKind::Done } else { NoticeKind::Problem };
            let what = if only_scheme {
                message::loaded_scheme()
            } else {
                message::loaded_articles(articles, annotations, relations)
            };
            let text = message::loaded(what, repaired.len(), rejected.len());
            let details = rejected.into_iter().map(message::left_out);
            let details = details.chain(repaired.into_iter().map(message::put_right)).collect();
            effects.push(Effect::Announce(text.clone()));
            self.notify(kind, text, details);
        }
        if !problems.is_empty() {
            let text_tells_none = problems.len() > 1;
            let text = match problems.as_slice() {
                [(file, why)] => message::could_not_load(file, why),
                many => message::could_not_load_files(many.len()),
            };
            effects.push(Effect::Announce(text.clone()));
            // A single one stands in the sentence itself.
            let details = problems.into_iter().filter(|_| text_tells_none);
            let details = details.map(|(file, why)| message::report(file, why)).collect();
            self.notify(NoticeKind::Problem, text, details);
        }
        Ok(effects)
    }

    fn untouched_sample_gone(&self) -> Vec<Edit> {
        let sample = self.untouched_sample.as_ref().and_then(|id| self.dataset.document(id));
        sample
            .map(|document| Edit::RemoveDocument { article: document.article().id().clone() })
            .into_iter()
            .collect()
    }

    pub(super) fn fresh_article_id(&self, moment: &Moment, from: u64) -> ArticleId {
        // OK to search without end: 2^50 names, and a dataset holds far fewer.
        let mut names = (from..).map(|n| ArticleId::from(moment.fresh('t', n)));
        let is_free = |id: &ArticleId| self.dataset.document(id).is_none() && !self.is_on_disk(id);
        names.find(is_free).unwrap_or_else(|| "t".into())
    }
}

/// The edits that take in what was read, and what there is to tell about it.
struct Plan<'a> {
    session: &'a Session,
    moment: &'a Moment,
    scheme: Rc<Scheme>,
    /// Whether nothing stands that the scheme must go on serving.
    starts_empty: bool,
    edits: Vec<Edit>,
    taken_articles: std::collections::HashSet<ArticleId>,
    taken_annotations: std::collections::HashSet<AnnotationId>,
    /// What came whole: its annotations are found in it, and not one by one in a list of all names.
    taken_datasets: Vec<Dataset>,
    /// How many articles stand, without the sample.
    standing: usize,
    names: u64,
    first: Option<ArticleId>,
    articles: usize,
    annotations: usize,
    relations: usize,
    /// What the first file that says it calls the guidelines.
    guidelines: String,
    repaired: Vec<Message>,
    rejected: Vec<Message>,
}

impl<'a> Plan<'a> {
    fn new(session: &'a Session, moment: &'a Moment, sample_goes: bool) -> Self {
        let standing = session.dataset.documents().len() - usize::from(sample_goes);
        Self {
            session,
            moment,
            scheme: session.dataset.scheme().clone(),
            starts_empty: standing == 0,
            edits: Vec::new(),
            taken_articles: std::collections::HashSet::new(),
            taken_annotations: std::collections::HashSet::new(),
            taken_datasets: Vec::new(),
            standing,
            names: 1,
            first: None,
            articles: 0,
            annotations: 0,
            relations: 0,
            guidelines: String::new(),
            repaired: Vec::new(),
            rejected: Vec::new(),
        }
    }

    fn fresh_article(&mut self) -> ArticleId {
        loop {
            let id = self.session.fresh_article_id(self.moment, self.names);
            self.names += 1;
            if !self.taken_articles.contains(&id) {
                return id;
            }
        }
    }

    fn add_article(&mut self, article: Article) {
        let at = self.place_of_next(article.id());
        self.edits.push(Edit::AddArticle { at, article: Rc::new(article) });
    }

    fn add_whole(&mut self, document: Rc<Document>) {
        self.annotations += document.annotations().len();
        self.relations += document.relations().len();
        let at = self.place_of_next(document.article().id());
        self.edits.push(Edit::AddDocument { at, document });
    }

    fn place_of_next(&mut self, id: &ArticleId) -> usize {
        let at = self.standing + self.articles;
        self.taken_articles.insert(id.clone());
        self.first.get_or_insert_with(|| id.clone());
        self.articles += 1;
        at
    }

    fn add_text(&mut self, text: String, metadata: Metadata) {
        let id = self.fresh_article();
        self.add_article(Article::new(id, text, metadata));
    }

    /// The first that come are taken where there are none; others are told of.
    fn take_guidelines(&mut self, file: &Message, guidelines: &str) {
        let standing =
            if self.guidelines.is_empty() { self.session.guidelines() } else { self.guidelines.as_str() };
        if guidelines.trim().is_empty() || guidelines == standing {
            return;
        }
        if standing.trim().is_empty() {
            guidelines.clone_into(&mut self.guidelines);
        } else {
            self.repaired.push(message::report(file, message::guidelines_stay()));
        }
    }

    fn report(&mut self, file: &Message, repaired: &[Report], rejected: &[Report]) {
        let place = |report: &Report| message::place_in(file, &report.place);
        let report = |report: &Report| message::report(place(report), &report.reason);
        self.repaired.extend(repaired.iter().map(report));
        self.rejected.extend(rejected.iter().map(report));
    }

    /// Each document comes in as it is, unless its name or that of something on it is taken.
    fn add_prepared(&mut self, file: &Message, prepared: Prepared) -> Result<(), EditError> {
        self.report(file, &prepared.repaired, &prepared.rejected);
        self.take_guidelines(file, prepared.dataset.guidelines());
        self.take_scheme((**prepared.dataset.scheme()).clone());
        for document in prepared.dataset.documents() {
            let id = document.article().id();
            let taken = self.session.dataset.document(id).is_some()
                || self.taken_articles.contains(id)
                || document.annotations().iter().any(|annotation| self.is_taken(&annotation.id));
            if taken {
                self.add_document(file, ReadDocument::of(document))?;
            } else {
                self.add_whole(document.clone());
            }
        }
        // Its own names differ from each other: only what comes after it asks.
        self.taken_datasets.push(prepared.dataset);
        Ok(())
    }

    /// Whether an annotation of this name stands or will stand.
    fn is_taken(&self, name: &AnnotationId) -> bool {
        self.session.dataset.home(name).is_some()
            || self.taken_annotations.contains(name)
            || self.taken_datasets.iter().any(|dataset| dataset.home(name).is_some())
    }

    fn add_dataset(&mut self, file: &Message, reading: Reading) -> Result<(), EditError> {
        self.report(file, &reading.repaired, &reading.rejected);
        self.take_guidelines(file, &reading.guidelines);
        self.take_scheme(reading.scheme);
        reading.documents.into_iter().try_for_each(|document| self.add_document(file, document))
    }

    /// Nothing annotated yet: the file's scheme is taken whole. Otherwise what it has besides ours.
    fn take_scheme(&mut self, scheme: Scheme) {
        // Bare articles say nothing of one.
        if scheme == *self.scheme || scheme.labels.is_empty() {
            return;
        }
        if self.starts_empty && self.articles == 0 {
            let former = std::mem::replace(&mut self.scheme, Rc::new(scheme));
            add_rules(Rc::make_mut(&mut self.scheme), former.rules.clone());
        } else {
            let before = self.scheme.clone();
            merge_scheme(Rc::make_mut(&mut self.scheme), scheme);
            if before == self.scheme {
                return;
            }
        }
        self.edits.push(Edit::SetScheme { scheme: self.scheme.clone() });
    }

    /// Comes in under names that are free.
    fn add_document(&mut self, file: &Message, document: ReadDocument) -> Result<(), EditError> {
        let place = message::report_place(file, document.article.metadata().title.as_str());
        let same_name = self
            .session
            .dataset
            .document(document.article.id())
            .filter(|d| Some(d.article().id()) != self.session.untouched_sample.as_ref());
        if same_name.is_some_and(|standing| is_same(standing, &document)) {
            self.repaired.push(message::report(place, message::stands_already()));
            return Ok(());
        }
        let ReadDocument { mut article, mut annotations, mut relations } = document;
        if same_name.is_some() || self.taken_articles.contains(article.id()) {
            let id = self.fresh_article();
            self.repaired.push(message::report(&place, message::name_taken(article.id(), &id)));
            article = article.with_id(id);
        }
        let mut renamed = std::collections::HashMap::new();
        self.taken_annotations.reserve(annotations.len());
        for annotation in &mut annotations {
            if self.is_taken(&annotation.id) {
                let former = annotation.id.clone();
                while self.is_taken(&annotation.id) {
                    annotation.id = self.moment.fresh('a', self.names).into();
                    self.names += 1;
                }
                renamed.insert(former, annotation.id.clone());
            }
            self.taken_annotations.insert(annotation.id.clone());
        }
        if !renamed.is_empty() {
            self.repaired.push(message::report(&place, message::names_taken(renamed.len())));
        }
        for end in relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]) {
            if let Some(name) = renamed.get(end) {
                end.clone_from(name);
            }
        }
        let annotations = annotations.into_iter().map(Rc::new);
        let relations = relations.into_iter().map(Rc::new);
        let document = Document::put_together(&self.scheme, Rc::new(article), annotations, relations)?;
        self.add_whole(Rc::new(document));
        Ok(())
    }
}

/// Adds to a scheme what another has besides: labels, relation kinds, and the ends they may join.
fn merge_scheme(scheme: &mut Scheme, other: Scheme) {
    for mut label in other.labels {
        match scheme.labels.iter_mut().find(|standing| standing.name == label.name) {
            Some(standing) => {
                for attribute in label.attributes {
                    match standing.attributes.iter_mut().find(|known| known.name == attribute.name) {
                        Some(known) => add_missing(&mut known.values, attribute.values),
                        None => standing.attributes.push(attribute),
                    }
                }
            }
            None => {
                let taken = |key: char| scheme.labels.iter().any(|standing| standing.key == key);
                if taken(label.key) {
                    let signs = ('a'..='\u{ffff}').filter(|key| key.is_alphanumeric());
                    let free = "123456789".chars().chain('A'..='Z').chain(signs).find(|&key| !taken(key));
                    let Some(free) = free else { continue };
                    label.key = free;
                }
                scheme.labels.push(label);
            }
        }
    }
    add_rules(scheme, other.rules);
    for kind in other.relations {
        match scheme.relations.iter_mut().find(|standing| standing.name == kind.name) {
            Some(standing) => {
                add_missing(&mut standing.from, kind.from);
                add_missing(&mut standing.to, kind.to);
            }
            None => scheme.relations.push(kind),
        }
    }
}

/// Adds rules that are not there yet and whose label is.
fn add_rules(scheme: &mut Scheme, rules: Vec<PatternRule>) {
    for rule in rules {
        scheme.rules.push(rule);
        if scheme.fault().is_some() {
            scheme.rules.pop();
        }
    }
}

fn add_missing(list: &mut Vec<Name>, more: Vec<Name>) {
    for name in more {
        if !list.contains(&name) {
            list.push(name);
        }
    }
}

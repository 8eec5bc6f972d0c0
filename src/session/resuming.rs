//! How what the keeper tells comes into the session: a data set as it was left, articles that were fetched, what
//! another tab has written.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::journal::{
    Ask, DatasetRow, EntryRow, Fetched, Key, Opening, RowChange, Table, Ticket, Told, Trouble, Write, seal,
};
use crate::messages::{Message, message};
use crate::model::{ArticleId, Dataset, Document, Edit, Scheme, Timestamp};

use super::action::Action;
use super::effect::{Effect, NoticeKind};
use super::gesture_row::{Doing, told_by};
use super::history::{Gesture, History};
use super::keeping::{Keeping, Kept, Phase, Place, fresh_row};
use super::moment::Moment;
use super::state::Session;

mod following;

impl Session {
    /// Keeps the work in a database from now on, and takes up what is there: `dataset`, or the one that was made last.
    pub fn keep_in(&mut self, database: String, dataset: String, moment: &Moment) -> Vec<Effect> {
        let row = fresh_row(String::new(), self.dataset.scheme().clone(), moment.now.clone());
        self.keeping.kept = Some(Box::new(Kept::new(database.clone(), row, 1)));
        self.ask(Ask::Open { database, dataset, take_over: false, again: false });
        self.take_asks().into_iter().map(Effect::Keep).collect()
    }

    /// Asks to open a data set, another or the same one again.
    pub(super) fn reopen(&mut self, dataset: String, take_over: bool) {
        let Keeping { kept, waiting, .. } = &mut self.keeping;
        let Some(kept) = kept else { return };
        waiting.clear();
        let open = Ask::Open { database: kept.database.clone(), dataset, take_over, again: false };
        if kept.phase == Phase::Writing {
            // Once all before it is on disk.
            kept.then.push(open);
        } else {
            self.stay(true);
            self.ask(open);
        }
    }

    /// Takes in what the keeper tells.
    pub(super) fn hear(&mut self, told: Told, moment: &Moment) -> Vec<Effect> {
        if self.keeping.kept.is_none() {
            return Vec::new();
        }
        match told {
            Told::Opened(opening) => self.resume(opening, moment),
            Told::Written { ticket } => {
                if let Some(kept) = &mut self.keeping.kept {
                    kept.written(ticket);
                    let made = kept.being_made.take_if(|(asked, _)| *asked == ticket);
                    if let Some((_, dataset)) = made {
                        let database = kept.database.clone();
                        self.ask(Ask::Open { database, dataset, take_over: false, again: false });
                    }
                }
                self.shelve_what_is_not_read();
                Vec::new()
            }
            Told::NotWritten { ticket, .. }
                if self.keeping.kept.as_ref().is_some_and(|kept| kept.awaited == Some(ticket)) =>
            {
                self.stay(false);
                Vec::new()
            }
            Told::NotWritten { ticket, trouble } if self.is_being_made(ticket) => {
                self.go_on_in_memory(trouble, moment)
            }
            Told::NotWritten { trouble, .. } => {
                if let Some(kept) = &mut self.keeping.kept {
                    kept.take_back_asked();
                    let broke = kept.is_leaving || kept.awaited.is_some();
                    // Where the data set is not open, to ask again would be in vain.
                    if matches!(kept.phase, Phase::Writing | Phase::Stuck(_)) {
                        kept.phase = Phase::Stuck(trouble);
                    }
                    if broke {
                        // The keeper itself.
                        self.stay(false);
                    }
                }
                Vec::new()
            }
            Told::Unavailable(trouble) => self.go_on_in_memory(trouble, moment),
            Told::Fetched { articles, missing, damages } => {
                let kept = self.keeping.kept.as_mut();
                let is_damaged = kept.is_some_and(|kept| kept.note_damages(damages));
                let mut effects = self.take_fetched(articles, &missing, moment);
                if is_damaged {
                    self.tell_damages(&mut effects);
                }
                effects
            }
            Told::NotFetched => self.give_up_fetching(),
            Told::Measured { used, quota, persistent } => {
                if let Some(kept) = &mut self.keeping.kept {
                    kept.room = Some((used, quota, persistent));
                }
                Vec::new()
            }
            Told::File(file) => {
                if let Some(kept) = &mut self.keeping.kept {
                    kept.take_file(file);
                }
                Vec::new()
            }
            Told::FileRefused { name, why } => self.refuse_file(&name, &why),
            Told::TakenOver => self.be_taken_over(),
            Told::Amended(change) => self.be_amended(&change),
            Told::Free => {
                if let Some(kept) = &mut self.keeping.kept
                    && let Phase::Following { is_free } = &mut kept.phase
                {
                    *is_free = true;
                }
                Vec::new()
            }
            Told::Followed { writes } => self.follow(writes),
            Told::Found { search, articles, is_last, .. } => {
                self.found_in_texts(search, articles, is_last);
                Vec::new()
            }
            Told::Backed { .. } | Told::NotBacked { .. } => Vec::new(),
        }
    }

    /// Tries again to write what could not be written. Where there is nothing of it, the keeper broke: it is to begin anew,
    /// and whoever waits for articles waits for that.
    #[inline(never)]
    pub(super) fn keep_again(&mut self) {
        let Some(kept) = &mut self.keeping.kept else { return };
        match kept.phase {
            Phase::Stuck(_) if !kept.is_idle() => kept.phase = Phase::Writing,
            Phase::Stuck(_) | Phase::Unavailable(_) => {
                let (database, dataset) = (kept.database.clone(), kept.dataset.clone());
                kept.phase = Phase::Opening;
                let again = !dataset.is_empty();
                self.ask(Ask::Open { database, dataset, take_over: false, again });
            }
            Phase::Opening | Phase::Writing | Phase::Following { .. } => {}
        }
    }

    fn is_being_made(&self, ticket: Ticket) -> bool {
        let made = self.keeping.kept.as_ref().and_then(|kept| kept.being_made.as_ref());
        made.is_some_and(|(asked, _)| *asked == ticket)
    }

    fn go_on_in_memory(&mut self, trouble: Trouble, moment: &Moment) -> Vec<Effect> {
        let Some(kept) = &mut self.keeping.kept else { return Vec::new() };
        kept.phase = Phase::Unavailable(trouble);
        kept.being_made = None;
        self.stay(false);
        self.do_what_was_deferred(moment)
    }

    pub(super) fn do_what_was_deferred(&mut self, moment: &Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (n, action) in std::mem::take(&mut self.keeping.deferred).into_iter().enumerate() {
            // Each has its own fresh names.
            let moment = Moment { seed: moment.seed.wrapping_add(1 + n as u64), ..moment.clone() };
            effects.extend(self.update(action, &moment));
        }
        effects
    }

    fn be_taken_over(&mut self) -> Vec<Effect> {
        self.leave_over();
        let Some(kept) = &mut self.keeping.kept else { return Vec::new() };
        kept.phase = Phase::Following { is_free: false };
        kept.file = None;
        let dataset = kept.dataset.clone();
        self.keeping.waiting.clear();
        // What it has written since, and what of ours it has not, is read anew.
        self.reopen(dataset, false);
        Vec::new()
    }

    /// Another tab has changed the row of this data set. What was on its way from here may have undone that.
    fn be_amended(&mut self, change: &RowChange) -> Vec<Effect> {
        let dataset = self.open_dataset().to_owned();
        let Some(kept) = &mut self.keeping.kept else { return Vec::new() };
        change.make(&mut kept.row);
        kept.datasets
            .iter_mut()
            .filter(|listed| listed.id == dataset)
            .for_each(|one| change.make(&mut one.row));
        // Refused to whom only follows: the one that writes does it.
        let _ = self.change_row(&dataset, &mut |_| ());
        if matches!(change, RowChange::Deleted(when) if !when.0.is_empty()) {
            self.notify(NoticeKind::Problem, message::deleted_elsewhere(), Vec::new());
        }
        Vec::new()
    }

    /// Takes up the data set that the keeper has opened.
    fn resume(&mut self, opening: Opening, moment: &Moment) -> Vec<Effect> {
        let Keeping { kept, outbox, .. } = &mut self.keeping;
        let Some(kept) = kept else { return Vec::new() };
        let was_here = !kept.brings && !kept.is_leaving && !matches!(kept.phase, Phase::Following { .. });
        if was_here && !kept.reads_anew && opening.open.is_some() {
            // The keeper or the database was away for a while.
            if kept.is_as_left(&opening) {
                return self.go_on(opening, moment);
            }
            (kept.reads_anew, kept.phase) = (true, Phase::Opening);
            let (database, dataset) = (kept.database.clone(), kept.dataset.clone());
            outbox.push(Ask::Open { database, dataset, take_over: false, again: false });
            return Vec::new();
        }
        if was_here && opening.open.is_some() {
            self.leave_over();
            self.stay(false);
        }
        self.take_up(opening, moment)
    }

    /// Goes on with what is in memory: nobody has written since.
    fn go_on(&mut self, opening: Opening, moment: &Moment) -> Vec<Effect> {
        self.stay(false);
        if let Some(kept) = &mut self.keeping.kept {
            kept.goes_on(opening);
        }
        self.ask(Ask::Measure);
        self.search_again();
        self.holding.lost_nothing();
        // What waits for articles asks for them again.
        self.take_fetched(Vec::new(), &[], moment)
    }

    fn take_up(&mut self, opening: Opening, moment: &Moment) -> Vec<Effect> {
        let Opening { datasets, open, writes, entries, gestures, damages } = opening;
        let Keeping { kept, outbox, .. } = &mut self.keeping;
        let Some(kept) = kept else { return Vec::new() };
        let Some(open) = open else {
            // The first data set of this database is made, and opened like any other once it is on disk.
            let id = moment.fresh('d', 0);
            // Where the last one was deleted, another takes its place, and what was in that stays with it.
            let was_deleted = kept.row.deleted != Timestamp::default();
            let scheme = self.dataset.scheme().clone();
            let former = if was_deleted {
                fresh_row(String::new(), scheme.clone(), Timestamp::default())
            } else {
                kept.row.clone()
            };
            let (annotator, created) = (self.annotator.clone(), moment.now.clone());
            let row = DatasetRow { scheme, annotator, created, ..former };
            let ticket = kept.next_ticket;
            kept.next_ticket += 1;
            let write = Write::Put { table: Table::Datasets, key: Key::dataset(&id), bytes: seal(&row) };
            outbox.push(Ask::Write { ticket, writes: vec![write] });
            kept.being_made = Some((ticket, id));
            // If there was one, somebody has erased the database: what is in memory comes into this one.
            (kept.phase, kept.brings) = (Phase::Opening, !was_deleted);
            return Vec::new();
        };
        // What was done before the database was open, or while there was none, is work like any other.
        let brings = kept.brings;
        let sample = self.untouched_sample.take();
        let edited: HashSet<ArticleId> =
            self.history.undo.iter().filter_map(|gesture| gesture.article.clone()).collect();
        let brought: Vec<Rc<Document>> = if brings {
            let all = self.dataset.documents().iter();
            all.filter(|document| Some(document.article().id()) != sample.as_ref()).cloned().collect()
        } else {
            Vec::new()
        };
        let former = (self.dataset.scheme().clone(), self.dataset.guidelines().clone());
        let typed = brings.then(|| self.dataset.guidelines().clone());
        let shown_sample = sample.as_ref().and_then(|id| self.dataset.document(id)).cloned();
        let listed = datasets.iter().find(|listed| listed.id == open);
        let row = listed.map_or_else(|| kept.row.clone(), |listed| listed.row.clone());
        let mut new = Kept::new(kept.database.clone(), row, kept.next_ticket);
        new.then = std::mem::take(&mut kept.then);
        new.left_over = std::mem::take(&mut kept.left_over);
        new.brings = false;
        new.dataset = open;
        new.datasets = datasets;
        new.damages = damages;
        new.phase = if writes { Phase::Writing } else { Phase::Following { is_free: false } };
        new.next_gesture = gestures.last().map_or(1, |(gesture, _)| gesture + 1);
        if new.row.annotator.is_empty() {
            new.row.annotator.clone_from(&self.annotator);
        } else {
            self.annotator.clone_from(&new.row.annotator);
        }

        let mut standing: Vec<_> = entries.iter().filter(|(_, entry)| !entry.removed).collect();
        standing.sort_by(|(a, one), (b, other)| one.rank.cmp(&other.rank).then_with(|| a.cmp(b)));
        let mut dataset = Dataset::new((*new.row.scheme).clone());
        // Refused by no data set.
        let _ = dataset.apply(&Edit::SetGuidelines { guidelines: new.row.guidelines.as_str().into() });
        for (at, (id, entry)) in standing.into_iter().enumerate() {
            // A label that the scheme lacks stands only in a broken row; the article opens all the same.
            let edit = Edit::AddDocument { at, document: Rc::new(entry.document(id)) };
            if dataset.apply(&edit).is_err() {
                let summary =
                    crate::model::Summary { code_points: entry.summary.code_points, ..Default::default() };
                let bare = EntryRow { summary, ..entry.clone() };
                let _ = dataset.apply(&Edit::AddDocument { at, document: Rc::new(bare.document(id)) });
            }
        }
        let removed: HashMap<&ArticleId, &EntryRow> =
            entries.iter().filter(|(_, entry)| entry.removed).map(|(id, entry)| (id, entry)).collect();
        let told =
            told_by(&new.dataset, &gestures, |id| removed.get(id).map(|entry| Rc::new(entry.document(id))));
        new.note_damages(told.damages);
        for (id, entry) in &entries {
            new.place_of(id, Place::known(entry));
        }
        let open = new.row.open.clone();
        let changes = kept.dataset != new.dataset;
        **kept = new;

        let is_other = dataset != self.dataset;
        self.dataset = dataset;
        self.history = told.history;
        self.summaries = Default::default();
        if changes {
            self.queue = Default::default();
            self.text_search = Default::default();
        }
        self.holding.start_anew();
        self.read(None);
        self.page.forget();
        self.suggesting.verdicts_start_anew();
        self.rule(told.rulings);
        self.note_rules();
        self.revision += 1;
        self.saved_revision = self.revision;
        let mut effects = vec![Effect::DatasetChanged];
        effects.extend(self.bring_along(brought, &edited, &former, moment));
        if let Some(typed) = typed {
            effects.extend(self.bring_guidelines(&typed));
        }
        if self.dataset.documents().is_empty()
            && let Some(sample) = shown_sample
        {
            // Nobody has touched it: it is shown and not kept.
            let id = sample.article().id().clone();
            if self.dataset.apply(&Edit::AddDocument { at: 0, document: Rc::new(sample) }).is_ok() {
                self.untouched_sample = Some(id.clone());
                self.read(Some(id));
                effects.push(Effect::ShowArticle);
            }
        }
        if self.open.is_none() {
            let there = open.filter(|id| self.dataset.document(id).is_some());
            let first = || self.dataset.documents().first().map(|document| document.article().id().clone());
            if let Some(id) = there.or_else(first) {
                effects.extend(self.open_article(&id).unwrap_or_default());
            }
        }
        self.tell_damages(&mut effects);
        // Whoever waits for all articles waits for those of this data set now.
        effects.extend(self.fetch_on());
        effects.extend(self.search_anew());
        self.ask(Ask::Measure);
        if is_other {
            effects.push(Effect::ShowArticle);
        }
        effects.extend(self.do_what_was_deferred(moment));
        effects
    }

    /// What was there before the data set was open comes into it as one load, but for articles that it has: those that
    /// nobody worked on in between. Of the others it then has both.
    fn bring_along(
        &mut self,
        brought: Vec<Rc<Document>>,
        edited: &HashSet<ArticleId>,
        former: &(Rc<Scheme>, Rc<str>),
        moment: &Moment,
    ) -> Vec<Effect> {
        let at = self.dataset.documents().len();
        let new = brought.into_iter().filter_map(|document| {
            let id = document.article().id();
            if document.summary().is_some() {
                None
            } else if !self.is_on_disk(id) {
                Some(document)
            } else if edited.contains(id) {
                let other = self.fresh_article_id(moment, 1_000);
                Some(Rc::new(Rc::unwrap_or_clone(document).under_another_name(other)))
            } else {
                None
            }
        });
        let edits: Vec<Edit> =
            new.enumerate().map(|(n, document)| Edit::AddDocument { at: at + n, document }).collect();
        let Some(Edit::AddDocument { document, .. }) = edits.first() else { return Vec::new() };
        let first = document.article().id().clone();
        match self.commit(message::load_of(edits.len()), Some(first.clone()), None, &edits) {
            Ok(mut effects) => {
                self.read(Some(first));
                effects.push(Effect::ShowArticle);
                effects
            }
            // Another page writes the data set, or it has another scheme.
            Err(refusal) => {
                let documents = edits.into_iter().filter_map(|edit| match edit {
                    Edit::AddDocument { document, .. } => Some(document),
                    _ => None,
                });
                self.leave_these_over(former, documents.collect());
                self.notify(NoticeKind::Problem, refusal.message(&self.keymap), Vec::new());
                Vec::new()
            }
        }
    }

    fn tell_damages(&mut self, effects: &mut Vec<Effect>) {
        let damages = self.damages();
        if damages.is_empty() {
            return;
        }
        let details = damages
            .iter()
            .map(|damage| {
                let table = damage.table.name();
                let Some(id) = &damage.key.article else { return Message::verbatim(table) };
                let title = self.dataset.document(id).map(|one| one.article().metadata().title.clone());
                message::damaged(table, title.unwrap_or_else(|| id.to_string()))
            })
            .collect();
        let text = message::damages();
        effects.push(Effect::Announce(text.clone()));
        self.notify(NoticeKind::Problem, text, details);
    }

    fn take_fetched(
        &mut self,
        articles: Vec<Fetched>,
        missing: &[ArticleId],
        moment: &Moment,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        for fetched in articles {
            let id = fetched.article.id().clone();
            let Some(document) = self.put_together(&fetched) else { continue };
            self.dataset.fetch(document);
            self.summaries.forget(&id);
            if let Some(kept) = &mut self.keeping.kept {
                kept.makes_resident(id.clone());
                if let Some(place) = kept.places.get_mut(&id) {
                    place.tails = fetched.tails;
                }
            }
        }
        if !missing.is_empty() {
            self.is_not_to_be_had(missing);
            let names = missing.iter().map(|id| Message::verbatim(self.title_of(id))).collect();
            let text = message::article_missing();
            effects.push(Effect::Announce(text.clone()));
            self.notify(NoticeKind::Problem, text, names);
        }
        let waiting = std::mem::take(&mut self.keeping.waiting);
        let mut again = std::collections::VecDeque::new();
        for action in waiting {
            // What still lacks an article asks for it, unless that one is not to be had.
            if let Action::Open(id) = &action
                && missing.contains(id)
            {
                continue;
            }
            if !missing.is_empty() && matches!(action, Action::Undo | Action::Redo) {
                continue;
            }
            if !again.is_empty() {
                again.push_back(action);
                continue;
            }
            match self.act(action, moment) {
                Ok(more) => effects.extend(more),
                Err(refusal) => {
                    self.notify(NoticeKind::Refused, refusal.message(&self.keymap), Vec::new());
                }
            }
            again.append(&mut self.keeping.waiting);
        }
        self.keeping.waiting = again;
        self.shelve_what_is_not_read();
        effects
    }

    /// What waits for articles waits no longer: whether they are there is not known. To ask again is up to the person.
    fn give_up_fetching(&mut self) -> Vec<Effect> {
        self.keeping.waiting.clear();
        let text = message::articles_not_fetched();
        self.notify(NoticeKind::Problem, text.clone(), Vec::new());
        let mut effects = vec![Effect::Announce(text)];
        effects.extend(self.fetch_no_more());
        self.shelve_what_is_not_read();
        effects
    }

    fn title_of(&self, id: &ArticleId) -> String {
        self.dataset.document(id).map_or_else(|| id.to_string(), |one| one.article().metadata().title.clone())
    }

    pub(super) fn put_together(&self, fetched: &Fetched) -> Option<Document> {
        let Fetched { article, annotations, relations, .. } = fetched;
        let id = article.id().clone();
        let mut dataset = Dataset::new((**self.dataset.scheme()).clone());
        dataset.apply(&Edit::AddArticle { at: 0, article: Rc::new(article.clone()) }).ok()?;
        // The keeper has left out what does not fit.
        for annotation in annotations {
            let _ = dataset.apply(&Edit::Annotate { article: id.clone(), annotation: annotation.clone() });
        }
        for relation in relations {
            let _ = dataset.apply(&Edit::Relate { article: id.clone(), relation: relation.clone() });
        }
        dataset.document(&id).cloned()
    }

    /// Nothing that was done until now can be taken back.
    pub(super) fn settle(&mut self) {
        self.history = History::default();
        self.keep(Doing::Settled, &Gesture::nothing(), &[], Vec::new());
        self.clear_notices();
        self.saved_revision = self.revision;
    }
}

impl Place {
    fn known(entry: &EntryRow) -> Self {
        Self::new(entry.rank, entry.born)
    }
}

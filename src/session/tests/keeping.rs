//! What is kept comes back: after an end at any moment, article by article, in another tab.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use proptest::prelude::*;

use super::super::keeping::Standing;
use super::*;
use crate::journal::{
    Ask, DatasetRow, EntryRow, Fetched, Gate, Key, Listed, Opening, Row as StoredRow, Shelf, Table, TextRow,
    Told, Trouble, Write, unseal,
};
use crate::messages::Message;
use crate::model::article::Metadata;
use crate::model::{ArticleId, Dataset, Mark};
use crate::session::queue::State;

/// A keeper whose database is a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    pub(super) rows: BTreeMap<(Table, Key), Rc<[u8]>>,
    pub(super) open: String,
    pub(super) is_full: bool,
    /// Whether another tab writes.
    pub(super) is_taken: bool,
    /// Whether it does not answer who reads.
    pub(super) is_mute: bool,
}

impl Disk {
    fn in_table(&self, table: Table, dataset: &str) -> Vec<(Key, Rc<[u8]>)> {
        let of = |(at, _): &(&(Table, Key), &Rc<[u8]>)| at.0 == table && at.1.dataset == dataset;
        self.rows.iter().filter(of).map(|((_, key), bytes)| (key.clone(), bytes.clone())).collect()
    }

    pub(super) fn write(&mut self, writes: &[Write]) {
        for write in writes {
            match write.clone() {
                Write::Put { table, key, bytes } => {
                    self.rows.insert((table, key), bytes);
                }
                Write::Delete { table, key } => {
                    self.rows.remove(&(table, key));
                }
                Write::CutTail { key } => self.rows.retain(|(table, at), _| {
                    *table != Table::Tails || at.article != key.article || at.gesture > key.gesture
                }),
                Write::Drop { dataset } => self.rows.retain(|(_, key), _| key.dataset != dataset),
            }
        }
    }

    fn datasets(&self) -> Vec<Listed> {
        let rows = self.rows.iter().filter(|((table, _), _)| *table == Table::Datasets);
        rows.filter_map(|((_, key), bytes)| {
            let articles = u32::try_from(self.in_table(Table::Entries, &key.dataset).len()).unwrap();
            Some(Listed { id: key.dataset.clone(), row: unseal(bytes).ok()?, articles })
        })
        .collect()
    }

    /// What is cleared away when a load was cut off is cleared away, unless it is opened again.
    pub(super) fn open(&mut self, dataset: String, again: bool) -> Opening {
        let datasets = self.datasets();
        let wanted = datasets.iter().find(|listed| listed.id == dataset);
        let standing = || datasets.iter().find(|listed| *listed.row.deleted.0 == *"");
        let open = wanted.or_else(standing).map(|listed| listed.id.clone());
        self.open = open.clone().unwrap_or_default();
        let gestures: Vec<_> = self
            .in_table(Table::Gestures, &self.open)
            .into_iter()
            .filter_map(|(key, bytes)| Some((key.gesture?, bytes)))
            .collect();
        let last = gestures.last().map_or(0, |(gesture, _)| *gesture);
        let entries = self.in_table(Table::Entries, &self.open).into_iter();
        let mut entries: Vec<_> = entries
            .filter_map(|(key, bytes)| Some((key.article?, unseal::<EntryRow>(&bytes).ok()?)))
            .collect();
        if !again {
            for (orphan, _) in entries.extract_if(.., |(_, entry)| entry.born > last) {
                self.rows.retain(|(_, key), _| key.article.as_ref() != Some(&orphan));
            }
        }
        Opening { datasets, open, writes: !self.is_taken, entries, gestures, damages: Vec::new() }
    }

    fn fetch(&self, articles: &[ArticleId]) -> Told {
        let row = self.rows.get(&(Table::Datasets, Key::dataset(&self.open))).unwrap();
        let scheme = unseal::<DatasetRow>(row).unwrap().scheme;
        let (mut found, mut missing, mut damages) = (Vec::new(), Vec::new(), Vec::new());
        for id in articles {
            let rows =
                [Table::Texts, Table::Snapshots, Table::Tails].into_iter().flat_map(|table| {
                    let rows = self.in_table(table, &self.open).into_iter();
                    rows.filter(|(key, _)| key.article.as_ref() == Some(id))
                        .map(move |(key, bytes)| StoredRow { table, key, bytes })
                });
            let shelf = Shelf {
                dataset: self.open.clone(),
                scheme: scheme.clone(),
                article: id.clone(),
                rows: rows.collect(),
            };
            let taken = shelf.take();
            damages.extend(taken.damages);
            match taken.document {
                Some(document) => {
                    let snapshot = crate::journal::Snapshot::of(&document, 0);
                    found.push(Fetched {
                        article: (**document.article()).clone(),
                        annotations: snapshot.annotations,
                        relations: snapshot.relations,
                        tails: u32::try_from(taken.tails).unwrap(),
                    });
                }
                None => missing.push(id.clone()),
            }
        }
        Told::Fetched { articles: found, missing, damages }
    }

    pub(super) fn answer(&mut self, ask: Ask) -> Option<Told> {
        match ask {
            Ask::Open { dataset, again, .. } => Some(Told::Opened(self.open(dataset, again))),
            Ask::Write { ticket, .. } | Ask::Copy { ticket, .. } | Ask::Amend { ticket, .. }
                if self.is_full =>
            {
                Some(Told::NotWritten { ticket, trouble: Trouble::Full })
            }
            Ask::Write { ticket, writes } => {
                self.write(&writes);
                Some(Told::Written { ticket })
            }
            Ask::Fetch { .. } if self.is_mute => Some(Told::NotFetched),
            Ask::Fetch { articles } => Some(self.fetch(&articles)),
            Ask::Copy { ticket, from, to, row } => {
                for table in Table::ALL {
                    for (key, bytes) in self.in_table(table, &from) {
                        self.rows.insert((table, Key { dataset: to.clone(), ..key }), bytes);
                    }
                }
                self.rows.insert((Table::Datasets, Key::dataset(&to)), crate::journal::seal(&row));
                Some(Told::Written { ticket })
            }
            Ask::Amend { ticket, dataset, change } => {
                let at = (Table::Datasets, Key::dataset(&dataset));
                let mut row: DatasetRow = unseal(&self.rows[&at]).unwrap();
                change.make(&mut row);
                self.rows.insert(at, crate::journal::seal(&row));
                Some(Told::Written { ticket })
            }
            Ask::Search { search, text } => {
                let texts = self.in_table(Table::Texts, &self.open).into_iter();
                let found = texts.filter_map(|(key, bytes)| {
                    let row: TextRow = unseal(&bytes).unwrap();
                    row.text.contains(&text).then_some(key.article)?
                });
                Some(Told::Found { search, articles: found.collect(), looked: 2, is_last: true })
            }
            Ask::Back { .. }
            | Ask::Stop(_)
            | Ask::Measure
            | Ask::Persist
            | Ask::KeepFile
            | Ask::UseFile
            | Ask::DropFile => None,
        }
    }
}

/// Somebody at work whose work is kept.
pub(super) struct KeptDesk {
    pub(super) desk: Desk,
    pub(super) disk: Disk,
    pub(super) asked: VecDeque<Ask>,
    pub(super) gate: Gate,
    /// Whether a keeper runs: one that broke is started anew when something is asked.
    pub(super) is_running: bool,
}

impl KeptDesk {
    pub(super) fn of(desk: Desk, disk: Disk) -> Self {
        Self { desk, disk, asked: VecDeque::new(), gate: Gate::default(), is_running: false }
    }

    /// A visit to a database; another visit takes other names.
    pub(super) fn visit(disk: Disk, visit: u64) -> Self {
        let session = Session::new(Scheme::reported_speech());
        let mut new = Self::of(Desk { session, seed: visit * 1_000_000 }, disk);
        let moment = new.desk.moment();
        let effects = new.desk.session.keep_in("test".to_owned(), String::new(), &moment);
        new.note(&effects);
        new.settle();
        new
    }

    pub(super) fn note(&mut self, effects: &[Effect]) {
        for effect in effects {
            let Effect::Keep(ask) = effect else { continue };
            if !self.is_running {
                self.is_running = true;
                self.asked.extend(self.gate.started(ask, self.desk.session.open_dataset()));
            }
            if self.gate.lets(ask) {
                self.asked.push_back(ask.clone());
            }
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Result<Vec<Effect>, Refusal> {
        let effects = self.desk.act(action)?;
        self.note(&effects);
        for effect in &effects {
            if let Effect::SearchOn(search) = effect {
                self.act(Action::SearchOn(*search))?;
            }
        }
        Ok(effects)
    }

    #[track_caller]
    pub(super) fn must(&mut self, action: Action) {
        self.act(action.clone()).unwrap_or_else(|refusal| panic!("{action:?}: {refusal}"));
    }

    /// The keeper answers one ask; says whether there was one.
    pub(super) fn step(&mut self) -> bool {
        let Some(ask) = self.asked.pop_front() else { return false };
        if let Some(told) = self.disk.answer(ask) {
            self.gate.hears(&told);
            self.must(Action::Kept(told));
        }
        true
    }

    pub(super) fn settle(&mut self) {
        while self.step() {}
    }

    /// Somebody holds all articles: how often they are told that all are here.
    fn hold_all(&mut self) -> usize {
        let is_here = |effect: &&Effect| **effect == Effect::AllHere;
        let mut all_here = self.act(Action::HoldAll).unwrap().iter().filter(is_here).count();
        while let Some(ask) = self.asked.pop_front() {
            if let Some(told) = self.disk.answer(ask) {
                let effects = self.act(Action::Kept(told)).unwrap();
                all_here += effects.iter().filter(is_here).count();
            }
        }
        all_here
    }

    /// The page ends with so many asks answered; somebody comes back.
    pub(super) fn end_and_come_back(mut self, answered: usize, visit: u64) -> Self {
        for _ in 0..answered {
            self.step();
        }
        Self::visit(self.disk, visit)
    }

    /// The data set with all articles in memory, as it is now.
    fn now(&self) -> Dataset {
        let mut dataset = self.desk.session.dataset.clone();
        let shelved: Vec<ArticleId> = dataset
            .documents()
            .iter()
            .filter(|document| document.summary().is_some())
            .map(|document| document.article().id().clone())
            .collect();
        if shelved.is_empty() {
            return dataset;
        }
        let Told::Fetched { articles, missing, damages } = self.disk.fetch(&shelved) else { unreachable!() };
        assert_eq!((missing, damages), (Vec::new(), Vec::new()));
        for fetched in articles {
            let document = self.desk.session.put_together(&fetched).unwrap();
            let summary = dataset.document(document.article().id()).unwrap().summary().unwrap().clone();
            let counted = super::super::summaries::counted_up(&document, dataset.scheme());
            assert_eq!(*summary, counted, "what is known of a shelved article is true");
            dataset.fetch(document);
        }
        dataset
    }

    /// The same once all is on disk and all that was waited for has come.
    pub(super) fn whole(&mut self) -> Dataset {
        self.settle();
        self.now()
    }

    pub(super) fn titles(&self) -> Vec<String> {
        let documents = self.desk.session.dataset.documents();
        documents.iter().map(|document| document.article().metadata().title.clone()).collect()
    }

    fn open_title(&self) -> String {
        self.desk.session.document().map_or_else(String::new, |one| one.article().metadata().title.clone())
    }
}

/// Texts that are called by what they say.
pub(super) fn texts(all: &[&str]) -> Action {
    let one = |text: &&str| Incoming {
        name: Message::verbatim(*text),
        content: Ok(Content::Text {
            text: (*text).to_owned(),
            metadata: Metadata { title: (*text).to_owned(), ..Metadata::default() },
        }),
    };
    Action::Load(all.iter().map(one).collect())
}

pub(super) fn two_articles() -> KeptDesk {
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    kept.must(texts(&["Nous avons gagné, a dit le maire.", "Elle nie."]));
    kept.settle();
    kept
}

#[test]
fn an_annotation_is_there_at_the_next_visit_and_can_be_taken_back() {
    let mut kept = two_articles();
    kept.desk.select("Nous avons gagné");
    kept.must(Action::UseLabel { label: "quote".into(), as_is: true });
    assert_eq!(kept.desk.session.standing(), Standing::Saving);
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    let before = kept.whole();

    let mut kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.whole(), before);
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 1);
    kept.must(Action::Undo);
    kept.settle();
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 0);

    let mut kept = kept.end_and_come_back(0, 3);
    kept.must(Action::Redo);
    assert_eq!(kept.whole(), before);
}

#[test]
fn only_the_article_that_is_read_stays_in_memory() {
    let mut kept = two_articles();
    let in_memory = |kept: &KeptDesk| {
        let documents = kept.desk.session.dataset.documents();
        documents.iter().map(|document| document.summary().is_none()).collect::<Vec<_>>()
    };
    assert_eq!(in_memory(&kept), [true, false]);
    kept.must(Action::OpenNeighbour { forward: true });
    assert_eq!(kept.open_title(), "Nous avons gagné, a dit le maire.", "until the other has come");
    kept.settle();
    assert_eq!(kept.open_title(), "Elle nie.");
    assert_eq!(in_memory(&kept), [false, true]);
}

#[test]
fn keys_that_come_faster_than_the_disk_count_from_where_the_one_before_has_gone() {
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    kept.must(texts(&["Un.", "Deux.", "Trois.", "Quatre."]));
    kept.settle();
    kept.must(Action::OpenToDo { forward: true });
    kept.must(Action::OpenNeighbour { forward: true });
    kept.must(Action::OpenToDo { forward: true });
    kept.must(Action::OpenToDo { forward: false });
    assert_eq!(kept.open_title(), "Un.", "nothing has come yet");
    kept.settle();
    assert_eq!(kept.open_title(), "Trois.");

    kept.must(Action::OpenNeighbour { forward: true });
    kept.must(Action::OpenNeighbour { forward: false });
    kept.settle();
    assert_eq!(kept.open_title(), "Trois.", "who comes back at once stays");

    kept.must(Action::OpenNeighbour { forward: false });
    kept.must(Action::ToggleFlag(None));
    kept.must(Action::Finish(Mark::Done));
    kept.must(Action::Finish(Mark::Skipped));
    kept.settle();
    assert_eq!(kept.open_title(), "Quatre.");
    let rows = kept.desk.session.queue_rows(0..4);
    let states: Vec<_> = rows.iter().map(|row| (row.state, row.flagged)).collect();
    assert_eq!(
        states,
        [(State::ToDo, false), (State::Done, true), (State::Skipped, false), (State::ToDo, false)]
    );
}

#[test]
fn all_articles_are_in_memory_as_long_as_somebody_holds_them() {
    let many: Vec<String> = (0..250).map(|n| format!("Texte {n}.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    kept.must(texts(&many));
    kept.settle();
    assert!(kept.desk.session.has_shelved());
    assert_eq!(kept.hold_all(), 1);
    assert!(!kept.desk.session.has_shelved());
    assert!(
        kept.desk.session.dataset.documents().iter().all(|document| !document.article().text().is_empty())
    );
    kept.must(Action::Release);
    assert_eq!(kept.desk.session.dataset.documents().iter().filter(|one| one.summary().is_none()).count(), 1);
}

#[test]
fn a_passing_fault_of_the_database_leaves_nothing_out_of_a_later_download() {
    let mut kept = two_articles();
    kept.disk.is_mute = true;
    assert_eq!(kept.hold_all(), 1, "nobody waits in vain");
    assert_eq!(kept.desk.session.count_shelved(), 1, "and whoever writes a file knows what it lacks");
    kept.disk.is_mute = false;
    assert_eq!(kept.hold_all(), 1, "another one, while the first still holds");
    assert_eq!(kept.desk.session.count_shelved(), 0);
}

#[test]
fn an_article_that_could_not_be_had_is_asked_for_again_by_who_holds_all_later_and_when_the_database_is_back()
{
    for was_away in [false, true] {
        let mut kept = two_articles();
        let other = kept.desk.session.dataset.documents()[1].article().id().clone();
        let text = (Table::Texts, Key::article(kept.desk.session.open_dataset(), &other));
        let bytes = kept.disk.rows.remove(&text).unwrap();
        assert_eq!(kept.hold_all(), 1);
        assert_eq!(kept.desk.session.count_shelved(), 1);
        kept.disk.rows.insert(text, bytes);
        if was_away {
            kept.must(Action::Kept(Told::Unavailable(Trouble::Failed("it was closed".to_owned()))));
            kept.must(Action::KeepAgain);
            kept.settle();
        } else {
            kept.must(Action::Release);
        }
        assert_eq!(kept.hold_all(), 1);
        assert_eq!(kept.desk.session.count_shelved(), 0, "{was_away}");
    }
}

#[test]
fn who_wants_an_article_while_the_database_does_not_answer_is_told_and_can_try_again() {
    let mut kept = two_articles();
    kept.disk.is_mute = true;
    kept.must(Action::OpenNeighbour { forward: true });
    kept.settle();
    assert!(kept.desk.told().last().unwrap().contains("does not answer just now"));
    assert_eq!(kept.open_title(), "Nous avons gagné, a dit le maire.");
    kept.disk.is_mute = false;
    kept.must(Action::OpenNeighbour { forward: true });
    kept.settle();
    assert_eq!(kept.open_title(), "Elle nie.");
}

#[test]
fn undo_reaches_back_over_articles_that_are_not_in_memory() {
    let mut kept = two_articles();
    kept.desk.select("Nous avons gagné");
    kept.must(Action::UseLabel { label: "quote".into(), as_is: true });
    kept.settle();
    kept.must(Action::OpenNeighbour { forward: true });
    kept.settle();
    kept.must(Action::Undo);
    kept.settle();
    assert_eq!(kept.open_title(), "Nous avons gagné, a dit le maire.");
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 0);
}

#[test]
fn a_removed_article_can_be_brought_back_at_the_next_visit_with_all_that_was_on_it() {
    let mut kept = two_articles();
    kept.desk.select("le maire");
    kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    let before = kept.whole();
    let id = kept.desk.session.open.clone().unwrap();
    kept.must(Action::RemoveArticle(id));
    kept.settle();
    let mut kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.titles(), ["Elle nie."]);
    kept.must(Action::Undo);
    kept.settle();
    assert_eq!(kept.whole(), before);
    assert_eq!(kept.open_title(), "Nous avons gagné, a dit le maire.");
}

#[test]
fn a_load_that_the_end_cut_short_leaves_nothing_behind() {
    let many: Vec<String> = (0..250).map(|n| format!("Texte {n}.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for answered in 0..4 {
        let mut kept = KeptDesk::visit(Disk::default(), 1);
        kept.must(texts(&many));
        let kept = kept.end_and_come_back(answered, 2);
        assert_eq!(kept.titles().len(), if answered < 4 { 0 } else { 250 });
    }
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    kept.must(texts(&many));
    let kept = kept.end_and_come_back(1_000, 2);
    assert_eq!(kept.titles().len(), 250);
    assert_eq!(kept.titles()[249], "Texte 249.");
}

#[test]
fn a_sample_is_kept_from_its_first_annotation_on() {
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    kept.must(Action::ShowSample {
        title: "Exemple".to_owned(),
        language: "fr".to_owned(),
        text: "Il nie.".to_owned(),
    });
    kept.settle();
    let mut kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.titles(), [""; 0]);
    kept.must(Action::ShowSample {
        title: "Exemple".to_owned(),
        language: "fr".to_owned(),
        text: "Il nie.".to_owned(),
    });
    kept.desk.select("Il nie");
    kept.must(Action::UseLabel { label: "denial".into(), as_is: true });
    let before = kept.whole();
    let mut kept = kept.end_and_come_back(0, 3);
    assert_eq!(kept.whole(), before);
    kept.must(Action::Undo);
    assert_eq!(kept.titles(), ["Exemple"]);
}

#[test]
fn a_load_that_took_the_samples_place_can_be_taken_back_at_the_next_visit() {
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    kept.must(Action::ShowSample {
        title: "Exemple".to_owned(),
        language: "fr".to_owned(),
        text: "Il nie.".to_owned(),
    });
    kept.must(texts(&["Elle nie."]));
    kept.settle();
    let mut kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.titles(), ["Elle nie."]);
    kept.must(Action::Undo);
    kept.settle();
    assert_eq!(kept.titles(), [""; 0]);
}

#[test]
fn a_load_can_be_taken_back_when_its_articles_are_on_disk_only() {
    let mut kept = two_articles();
    kept.must(texts(&["Un troisième.", "Un quatrième."]));
    kept.settle();
    assert!(kept.desk.session.has_shelved());
    kept.must(Action::Undo);
    kept.settle();
    assert_eq!(kept.titles(), ["Nous avons gagné, a dit le maire.", "Elle nie."]);
    kept.must(Action::Redo);
    kept.settle();
    assert_eq!(kept.titles()[3], "Un quatrième.");
    assert_eq!(kept.whole().documents()[3].article().text().as_ref(), "Un quatrième.");
}

#[test]
fn what_could_not_be_written_is_written_later() {
    let mut kept = two_articles();
    kept.disk.is_full = true;
    kept.desk.select("le maire");
    kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Stuck(Trouble::Full));
    assert!(kept.desk.session.would_lose_work());
    kept.desk.select("gagné");
    kept.must(Action::UseLabel { label: "quote".into(), as_is: true });
    kept.disk.is_full = false;
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    let before = kept.whole();
    assert_eq!(kept.end_and_come_back(0, 2).whole(), before);
}

#[test]
fn without_a_database_work_goes_on_and_is_kept_once_there_is_one() {
    let mut session = Session::new(Scheme::reported_speech());
    let desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    let mut kept = KeptDesk::of(desk, Disk::default());
    let moment = kept.desk.moment();
    session.keep_in("test".to_owned(), String::new(), &moment);
    kept.desk.session = session;
    kept.must(Action::Kept(Told::Unavailable(Trouble::NoDatabase("blocked".to_owned()))));
    kept.must(texts(&["Nous avons gagné."]));
    kept.desk.select("Nous avons gagné");
    kept.must(Action::UseLabel { label: "quote".into(), as_is: true });
    assert!(kept.desk.session.would_lose_work());
    kept.must(Action::KeepAgain);
    assert!(kept.desk.session.would_lose_work(), "it is only being opened");
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    let before = kept.whole();
    assert_eq!(before.documents()[0].annotations().len(), 1);
    assert_eq!(kept.end_and_come_back(0, 2).whole(), before);
}

#[test]
fn what_is_loaded_before_the_data_set_is_open_comes_into_it() {
    let mut kept = two_articles();
    kept.settle();
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 5_000 };
    let moment = desk.moment();
    let effects = desk.session.keep_in("test".to_owned(), String::new(), &moment);
    let mut next = KeptDesk::of(desk, kept.disk);
    next.note(&effects);
    let moment = next.desk.moment();
    let effects = next.desk.session.update(texts(&["Un troisième."]), &moment);
    next.note(&effects);
    assert_eq!(next.titles().len(), 0, "it waits");
    next.settle();
    assert_eq!(next.titles(), ["Nous avons gagné, a dit le maire.", "Elle nie.", "Un troisième."]);
    assert_eq!(next.open_title(), "Un troisième.");
}

#[test]
fn another_tab_follows_and_refuses_to_edit() {
    let mut writer = two_articles();
    let mut other = KeptDesk::visit(Disk { is_taken: true, ..writer.disk.clone() }, 2);
    writer.desk.select("le maire");
    writer.must(Action::UseLabel { label: "source".into(), as_is: true });
    let id = writer.desk.session.dataset.documents()[1].article().id().clone();
    writer.must(Action::Describe { article: id, title: "Autre titre".to_owned(), language: "fr".to_owned() });
    while let Some(ask) = writer.asked.pop_front() {
        if let Ask::Write { writes, .. } = &ask {
            other.must(Action::Kept(Told::Followed { writes: writes.clone() }));
        }
        if let Some(told) = writer.disk.answer(ask) {
            writer.must(Action::Kept(told));
        }
    }
    assert_eq!(other.desk.session.document().unwrap().annotations().len(), 1);
    assert_eq!(other.titles()[1], "Autre titre");
    other.desk.select("gagné");
    let refusal = other.act(Action::UseLabel { label: "quote".into(), as_is: true }).unwrap_err();
    assert_eq!(refusal, Refusal::AnotherTabWrites);

    other.disk = writer.disk.clone();
    other.must(Action::TakeOver);
    other.settle();
    assert_eq!(other.whole(), writer.whole());
    other.must(Action::Undo);
    other.settle();
    assert_eq!(other.titles()[1], "Elle nie.");
}

#[test]
fn a_broken_row_is_told_and_all_else_opens() {
    let mut kept = two_articles();
    kept.desk.select("le maire");
    kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    kept.desk.select("gagné");
    kept.must(Action::UseLabel { label: "quote".into(), as_is: true });
    kept.settle();
    let mut disk = kept.disk;
    let (_, bytes) = disk.rows.iter_mut().find(|((table, _), _)| *table == Table::Tails).unwrap();
    let mut broken = bytes.to_vec();
    broken[3] ^= 0x55;
    *bytes = broken.into();
    let kept = KeptDesk::visit(disk, 2);
    let document = kept.desk.session.document().unwrap();
    assert_eq!(document.annotations().len(), 1, "the other annotation is there");
    assert_eq!(kept.desk.session.damages().len(), 1);
    assert_eq!(kept.titles().len(), 2);
}

#[test]
fn a_broken_row_of_an_article_is_told_once_however_often_it_is_opened() {
    let mut kept = two_articles();
    for piece in ["le maire", "gagné"] {
        kept.desk.select(piece);
        kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    }
    kept.must(Action::OpenNeighbour { forward: true });
    kept.settle();
    let tails = kept.disk.rows.iter_mut().filter(|((table, _), _)| *table == Table::Tails);
    for (_, bytes) in tails {
        *bytes = bytes[..bytes.len() - 1].into();
    }
    for forward in [false, true, false] {
        kept.must(Action::OpenNeighbour { forward });
        kept.settle();
    }
    assert_eq!(kept.desk.session.damages().len(), 2);
    let told = kept.desk.told();
    let damages = told.iter().filter(|told| told.starts_with("Something in the database could not be read"));
    assert_eq!(damages.count(), 1);
}

#[test]
fn kept_work_is_no_work_in_memory_only() {
    let mut kept = two_articles();
    kept.desk.select("le maire");
    kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    assert!(kept.desk.session.would_lose_work() && !kept.desk.session.has_work_in_memory_only());
    kept.settle();
    assert!(kept.desk.session.is_unsaved() && !kept.desk.session.would_lose_work());
    kept.disk.is_full = true;
    kept.must(Action::Undo);
    kept.settle();
    assert!(kept.desk.session.has_work_in_memory_only());
}

#[test]
fn a_title_that_was_changed_has_a_second_place_on_disk() {
    let mut kept = two_articles();
    let article = kept.desk.session.document().unwrap().article().id().clone();
    let describe = |title: &str| Action::Describe {
        article: article.clone(),
        title: title.to_owned(),
        language: "fr".to_owned(),
    };
    kept.must(describe("Le match"));
    kept.settle();
    let text = |kept: &KeptDesk| {
        let key = Key::article(kept.desk.session.open_dataset(), &article);
        kept.disk.rows[&(Table::Texts, key)].clone()
    };
    let row: TextRow = unseal(&text(&kept)).unwrap();
    assert_eq!((row.metadata.title.as_str(), row.metadata.language.as_str()), ("Le match", "fr"));
    let before = text(&kept);
    kept.must(Action::ToggleFlag(None));
    kept.settle();
    assert!(Rc::ptr_eq(&before, &text(&kept)), "how far the work is costs no text");
}

#[test]
fn a_rejected_suggestion_stays_rejected_at_the_next_visit() {
    // The verdicts go with the gestures: the row tells them, in order.
    let mut kept = two_articles();
    let ruling = super::super::verdict::Ruling {
        suggestion: "t1 0-4 quote fr/x".into(),
        rule: "fr/x".into(),
        verdict: Some(super::super::verdict::Verdict::Rejected),
    };
    let effects = kept
        .desk
        .session
        .commit_ruled(Message::verbatim("rejection"), None, None, &[], vec![ruling.clone()])
        .unwrap();
    kept.note(&effects);
    kept.must(Action::Escape);
    kept.settle();
    let kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.desk.session.verdict(&ruling.suggestion).cloned(), ruling.verdict);
}

proptest! {
    /// Whatever is done and whenever the end comes, what is there afterwards is what was there after some gesture, at
    /// least after the last one that was told to be saved; and all of it can be taken back.
    #[test]
    fn after_an_end_at_any_moment_the_work_is_as_it_was_after_some_gesture(
        seeds in proptest::collection::vec((0_u8..48, any::<u8>(), any::<u8>(), 0_u32..60, 0_usize..3), 0..50),
        answered in 0_usize..4,
    ) {
        let mut kept = KeptDesk::visit(Disk::default(), 1);
        kept.must(texts(&[
            "« Nous avons gagné », a dit le maire 👩‍💻.\nIl nie.", "Elle nie avoir triché, dit-elle.",
        ]));
        kept.settle();
        let mut states = vec![kept.whole()];
        let mut saved = 0;
        for (what, a, b, at, steps) in seeds {
            let action = anything::action(&kept.desk, (what, a, b, at));
            let _ = kept.act(action);
            for _ in 0..steps {
                kept.step();
            }
            if kept.desk.session.standing() == Standing::Saved {
                saved = states.len();
            }
            states.push(kept.now());
        }
        // What waited for an article goes on when it comes, until the end.
        for _ in 0..answered {
            kept.step();
            states.push(kept.now());
        }
        let mut back = kept.end_and_come_back(0, 2);
        let found = back.whole();
        let at = states.iter().rposition(|state| *state == found);
        prop_assert!(at.is_some(), "it is as it never was");
        prop_assert!(at >= Some(saved.min(states.len() - 1)), "something that was saved is gone");
        while back.desk.session.history().next_undo().is_some() {
            let undone = back.act(Action::Undo);
            prop_assert!(undone.is_ok(), "{undone:?}");
            back.settle();
        }
        prop_assert_eq!(back.whole().documents().len(), 0);
        while back.desk.session.history().next_redo().is_some() {
            prop_assert!(back.act(Action::Redo).is_ok());
            back.settle();
        }
    }
}

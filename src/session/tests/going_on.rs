//! The keeper or the database goes away and comes back, or another page takes the data set: nothing is lost, nothing
//! comes twice.

use proptest::prelude::*;

use super::super::keeping::Standing;
use super::keeping::{Disk, KeptDesk, texts, two_articles};
use super::*;
use crate::journal::{Ask, RowChange, Told, Trouble};
use crate::messages::Message;
use crate::model::article::Metadata;
use crate::model::fixture::drawn;
use crate::session::queue::QueueFilter;

fn away() -> Action {
    Action::Kept(Told::Unavailable(Trouble::Failed("it was closed".to_owned())))
}

impl KeptDesk {
    /// That all is on disk, with so many annotations on the first article, and is the same at the next visit.
    #[track_caller]
    fn assert_saved_with(mut self, annotations: usize, when: &str) {
        assert_eq!(self.desk.session.standing(), Standing::Saved, "{when}");
        let before = self.whole();
        assert_eq!(before.documents()[0].annotations().len(), annotations, "{when}");
        assert_eq!(self.end_and_come_back(0, 2).whole(), before, "{when}");
    }

    fn annotate(&mut self, piece: &str) {
        self.desk.select(piece);
        self.must(Action::UseLabel { label: "source".into(), as_is: true });
    }

    /// The keeper begins anew and opens the data set by itself; it has forgotten what it was asked.
    fn begin_anew(&mut self) {
        self.asked.clear();
        let dataset = self.desk.session.open_dataset().to_owned();
        let told = Told::Opened(self.disk.open(dataset, true));
        self.is_running = true;
        self.gate.hears(&told);
        self.must(Action::Kept(told));
        self.settle();
    }

    /// The keeper breaks, after the disk has taken this many of what it was asked to write.
    fn break_keeper(&mut self, arrived: usize) {
        for ask in self.asked.drain(..).take(arrived) {
            if let Ask::Write { writes, .. } = ask {
                self.disk.write(&writes);
            }
        }
        self.is_running = false;
        let trouble = Trouble::Failed("the worker that keeps it has stopped".to_owned());
        let standing = self.desk.session.standing();
        // As the page tells it.
        let told = match standing {
            Standing::Saved | Standing::Saving | Standing::Stuck(_) => {
                Told::NotWritten { ticket: 0, trouble }
            }
            _ => Told::Unavailable(trouble),
        };
        self.must(Action::Kept(told));
    }

    fn left_over(&self) -> Option<String> {
        self.desk.session.left_over().map(drawn)
    }
}

#[test]
fn where_the_database_was_away_the_work_goes_on_and_no_article_comes_twice() {
    let mut kept = two_articles();
    kept.annotate("le maire");
    kept.settle();
    kept.must(away());
    kept.annotate("gagné");
    assert!(kept.desk.session.would_lose_work());
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    assert_eq!((kept.titles().len(), kept.left_over()), (2, None));
    let before = kept.whole();
    assert_eq!(before.documents()[0].annotations().len(), 2);
    let mut next = kept.end_and_come_back(0, 2);
    assert_eq!(next.whole(), before);
    next.must(Action::Undo);
    next.must(Action::Undo);
    assert_eq!(next.desk.session.document().unwrap().annotations().len(), 0);
}

#[test]
fn what_is_refused_while_the_database_is_away_does_not_hide_that_it_must_be_opened() {
    let mut kept = two_articles();
    kept.must(away());
    kept.annotate("le maire");
    kept.must(Action::Kept(Told::NotWritten { ticket: 1, trouble: Trouble::Full }));
    assert!(matches!(kept.desk.session.standing(), Standing::Unavailable(_)));
    kept.must(Action::KeepAgain);
    kept.settle();
    let before = kept.whole();
    assert_eq!(kept.end_and_come_back(0, 2).whole(), before);
}

#[test]
fn what_came_to_the_disk_without_a_word_is_written_once() {
    for arrived in 0..=2 {
        let mut kept = two_articles();
        kept.annotate("le maire");
        kept.annotate("gagné");
        for _ in 0..arrived {
            let ask = kept.asked.pop_front().unwrap();
            let Ask::Write { writes, .. } = ask else { panic!("{ask:?}") };
            kept.disk.write(&writes);
        }
        kept.begin_anew();
        kept.assert_saved_with(2, &format!("{arrived} had arrived"));
    }
}

#[test]
fn a_load_during_which_the_keeper_broke_is_whole_afterwards() {
    let mut kept = two_articles();
    let many: Vec<String> = (0..250).map(|n| format!("Article {n}.")).collect();
    kept.must(texts(&many.iter().map(String::as_str).collect::<Vec<_>>()));
    assert!(kept.step() && kept.step(), "two parts of the load are on disk and its gesture is not");
    kept.begin_anew();
    assert_eq!(kept.titles().len(), 252);
    let before = kept.whole();
    assert_eq!(kept.end_and_come_back(0, 2).whole(), before);
}

#[test]
fn an_article_that_was_waited_for_is_asked_for_again() {
    let mut kept = two_articles();
    let other = kept.desk.session.dataset.documents()[1].article().id().clone();
    kept.must(Action::Open(other.clone()));
    kept.begin_anew();
    assert_eq!(kept.desk.session.open.as_ref(), Some(&other));
}

#[test]
fn a_keeper_that_broke_with_all_on_disk_begins_anew_for_whoever_waits_for_an_article() {
    let mut kept = two_articles();
    let other = kept.desk.session.dataset.documents()[1].article().id().clone();
    kept.must(Action::Open(other.clone()));
    kept.must(Action::HoldAll);
    kept.break_keeper(0);
    assert!(matches!(kept.desk.session.standing(), Standing::Stuck(_)));
    kept.must(Action::KeepAgain);
    assert_ne!(kept.desk.session.standing(), Standing::Saved, "it is not known");
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    assert_eq!(kept.desk.session.open.as_ref(), Some(&other));
    assert_eq!(kept.desk.session.count_shelved(), 0);
}

/// A search for a word of the second text, which the keeper has been asked for.
fn searching() -> KeptDesk {
    let mut kept = KeptDesk::visit(Disk::default(), 1);
    let text = |title: &str, text: &str| Incoming {
        name: Message::verbatim(title),
        content: Ok(Content::Text {
            text: text.to_owned(),
            metadata: Metadata { title: title.to_owned(), ..Metadata::default() },
        }),
    };
    kept.must(Action::Load(vec![text("Le match", "Nous avons gagné."), text("Le procès", "Elle nie.")]));
    kept.settle();
    kept.must(Action::SetQueueFilter(QueueFilter { text: "nie".to_owned(), ..QueueFilter::default() }));
    kept
}

#[test]
fn a_search_during_which_the_keeper_broke_comes_to_an_end_and_finds() {
    for has_other_written in [false, true] {
        let mut kept = searching();
        kept.break_keeper(0);
        assert!(kept.desk.session.is_searching_texts());
        if has_other_written {
            let mut other = KeptDesk::visit(kept.disk.clone(), 2);
            other.annotate("gagné");
            other.settle();
            kept.disk = other.disk;
        }
        kept.must(Action::KeepAgain);
        kept.settle();
        let found = kept.desk.session.queue_rows(0..kept.desk.session.queue_len());
        let found: Vec<_> = found.iter().map(|row| row.title.as_str()).collect();
        assert_eq!(found, ["Le procès"], "{has_other_written}");
        assert!(!kept.desk.session.is_searching_texts());
    }
}

#[test]
fn nobody_searches_on_where_the_database_is_away() {
    let mut kept = searching();
    kept.asked.clear();
    kept.must(away());
    assert!(!kept.desk.session.is_searching_texts());
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_eq!(kept.desk.session.queue_len(), 1);
}

#[test]
fn what_another_page_has_written_meanwhile_counts_and_what_was_not_saved_here_is_left_for_a_file() {
    let mut kept = two_articles();
    kept.annotate("le maire");
    let mut other = KeptDesk::visit(kept.disk.clone(), 2);
    other.annotate("gagné");
    let theirs = other.whole();
    kept.disk = other.disk;
    kept.begin_anew();
    assert_eq!(kept.whole(), theirs);
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    assert_eq!(kept.left_over().unwrap(), "Nous avons gagné, a dit [source:le maire].");
    assert!(kept.desk.session.would_lose_work() && kept.desk.session.has_work_in_memory_only());
    kept.must(Action::LeftOverFiled);
    assert_eq!(kept.left_over(), None);
    assert!(!kept.desk.session.would_lose_work());
}

#[test]
fn a_keeper_that_was_started_anew_writes_nothing_of_what_waits_over_what_another_page_has_written() {
    let mut kept = two_articles();
    kept.break_keeper(0);
    for piece in ["le maire", "gagné", "Nous"] {
        kept.annotate(piece);
    }
    let mut other = KeptDesk::visit(kept.disk.clone(), 2);
    other.annotate("avons");
    let theirs = other.whole();
    kept.disk = other.disk;
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_eq!(kept.whole(), theirs);
    assert!(kept.left_over().unwrap().contains("[source:le maire]"));
    assert_eq!(kept.end_and_come_back(0, 3).whole(), theirs);
}

#[test]
fn a_keeper_that_was_started_anew_writes_all_that_waited_in_its_order() {
    for arrived in 0..=3 {
        let mut kept = two_articles();
        for piece in ["le maire", "gagné", "Nous"] {
            kept.annotate(piece);
        }
        kept.break_keeper(arrived);
        kept.annotate("avons");
        kept.must(Action::KeepAgain);
        kept.settle();
        kept.assert_saved_with(4, &format!("{arrived} had arrived"));
    }
}

#[test]
fn who_is_taken_over_while_nothing_could_be_saved_keeps_it_for_a_file() {
    let mut kept = two_articles();
    kept.disk.is_full = true;
    kept.annotate("le maire");
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Stuck(Trouble::Full));
    kept.disk.is_full = false;
    kept.must(Action::Kept(Told::TakenOver));
    kept.settle();
    assert_eq!(kept.left_over().unwrap(), "Nous avons gagné, a dit [source:le maire].");
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 0);
    assert!(kept.desk.told().last().unwrap().contains("took over before all was saved"));
}

#[test]
fn who_is_taken_over_with_all_saved_has_nothing_left_over() {
    let mut kept = two_articles();
    kept.annotate("le maire");
    kept.settle();
    kept.must(Action::Kept(Told::TakenOver));
    kept.settle();
    assert_eq!(kept.left_over(), None);
    assert_eq!(kept.desk.told(), [""; 0]);
}

#[test]
fn where_the_database_was_erased_what_is_in_memory_comes_into_a_new_one() {
    let mut kept = two_articles();
    kept.annotate("le maire");
    kept.settle();
    kept.must(away());
    kept.disk.rows.clear();
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    let before = kept.whole();
    assert_eq!(drawn(&before), "Nous avons gagné, a dit [source:le maire].");
    assert_eq!(kept.end_and_come_back(0, 2).whole(), before);
}

#[test]
fn work_that_was_done_before_it_was_known_that_another_page_writes_is_left_for_a_file() {
    let writer = two_articles();
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 7_000_000 };
    desk.must(texts(&["Il nie tout."]));
    let moment = desk.moment();
    desk.session.keep_in("test".to_owned(), String::new(), &moment);
    let mut kept = KeptDesk::of(desk, writer.disk);
    kept.disk.is_taken = true;
    let opening = kept.disk.open(String::new(), false);
    kept.must(Action::Kept(Told::Opened(opening)));
    kept.settle();
    assert_eq!(kept.titles().len(), 2);
    assert_eq!(kept.left_over().unwrap(), "Il nie tout.");
}

#[test]
fn nothing_is_written_to_a_data_set_that_is_being_left() {
    let mut kept = two_articles();
    let first = kept.desk.session.open_dataset().to_owned();
    kept.must(Action::CreateDataset("Vide".to_owned()));
    while kept.desk.session.standing() != Standing::Opening {
        assert!(kept.step(), "it is being left");
    }
    let renamed = kept.act(Action::RenameDataset { dataset: first, name: "Presse".to_owned() });
    assert_eq!(renamed.unwrap_err(), Refusal::StillOpening);
    kept.must(Action::Kept(Told::Amended(RowChange::Name("Journal".to_owned()))));
    assert!(
        !kept.asked.iter().any(|ask| matches!(ask, Ask::Write { .. })),
        "its row is left to the one that renamed it"
    );
}

#[test]
fn what_waits_while_the_database_is_opened_again_would_be_lost() {
    let mut kept = two_articles();
    kept.must(Action::KeepAgain);
    assert!(!kept.desk.session.would_lose_work());
    kept.must(away());
    kept.annotate("le maire");
    kept.must(Action::KeepAgain);
    assert_eq!(kept.desk.session.standing(), Standing::Opening);
    assert!(kept.desk.session.would_lose_work() && kept.desk.session.has_work_in_memory_only());
    kept.settle();
    assert!(!kept.desk.session.would_lose_work());
    // Who goes to another data set leaves nothing behind.
    kept.must(Action::CreateDataset("Vide".to_owned()));
    while kept.desk.session.standing() != Standing::Opening {
        assert!(kept.step(), "it is being left");
    }
    assert!(kept.desk.session.is_unsaved() && !kept.desk.session.would_lose_work());
}

#[test]
fn that_another_data_set_is_not_renamed_is_told_whatever_happened_and_it_is_listed_as_it_was() {
    type Happens = fn(&mut KeptDesk);
    let all: [(&str, Happens); 5] = [
        ("the database goes away", |kept| {
            kept.asked.clear();
            kept.must(away());
        }),
        ("the keeper breaks", |kept| kept.break_keeper(0)),
        ("another tab takes over", |kept| kept.must(Action::Kept(Told::TakenOver))),
        ("another page has written", |kept| {
            let mut other = KeptDesk::visit(kept.disk.clone(), 3);
            other.must(Action::OpenDataset(kept.desk.session.open_dataset().to_owned()));
            other.settle();
            other.must(texts(&["Il nie tout."]));
            other.settle();
            kept.disk = other.disk;
            kept.begin_anew();
        }),
        ("the disk is full", |kept| kept.disk.is_full = true),
    ];
    for (what, happens) in all {
        for is_busy in [false, true] {
            let mut kept = two_articles();
            let first = kept.desk.session.open_dataset().to_owned();
            kept.must(Action::CreateDataset("Vide".to_owned()));
            kept.settle();
            if is_busy && what != "the disk is full" {
                kept.must(texts(&["Elle nie tout."]));
            }
            kept.must(Action::RenameDataset { dataset: first.clone(), name: "Presse".to_owned() });
            happens(&mut kept);
            kept.must(Action::KeepAgain);
            kept.settle();
            let told = kept.desk.told();
            let is_told =
                told.iter().any(|told| told.starts_with("The data set could not be copied or changed"));
            let listed = kept.desk.session.datasets().iter().find(|listed| listed.id == first).unwrap();
            // Who was asked already does it, whoever writes.
            let is_done = what == "another tab takes over" && !is_busy;
            let expected = if is_done { (false, "Presse") } else { (true, "") };
            assert_eq!((is_told, listed.row.name.as_str()), expected, "{what}, {is_busy}");
        }
    }
}

#[test]
fn where_the_disk_is_full_at_the_first_visit_the_work_goes_on_in_memory_and_is_kept_once_there_is_room() {
    let disk = Disk { is_full: true, ..Disk::default() };
    let session = Session::new(Scheme::reported_speech());
    let mut kept = KeptDesk::of(Desk { session, seed: 0 }, disk);
    let moment = kept.desk.moment();
    let effects = kept.desk.session.keep_in("test".to_owned(), String::new(), &moment);
    kept.note(&effects);
    for _ in 0..20 {
        kept.step();
    }
    assert!(kept.asked.is_empty(), "it is not tried without end");
    assert_eq!(kept.desk.session.standing(), Standing::Unavailable(Trouble::Full));
    kept.must(texts(&["Nous avons gagné."]));
    kept.annotate("gagné");
    assert!(kept.desk.session.would_lose_work());
    kept.must(Action::KeepAgain);
    for _ in 0..20 {
        kept.step();
    }
    assert_eq!(kept.desk.session.standing(), Standing::Unavailable(Trouble::Full));
    kept.disk.is_full = false;
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
    let before = kept.whole();
    assert_eq!(drawn(&before), "Nous avons [source:gagné].");
    assert_eq!(kept.end_and_come_back(0, 2).whole(), before);
}

proptest! {
    /// Whatever is done, and whenever the keeper breaks or the database goes away, with or without having written what it
    /// was asked: all of it is on disk in the end, once, and can be taken back.
    #[test]
    fn whenever_the_keeper_breaks_all_is_on_disk_in_the_end(
        steps in proptest::collection::vec(
            (0_u8..48, any::<u8>(), any::<u8>(), 0_u32..60, 0_usize..3, 0_u8..9, 0_usize..4), 0..40),
    ) {
        let mut kept = two_articles();
        for (what, a, b, at, answered, breaks, arrived) in steps {
            let action = anything::action(&kept.desk, (what, a, b, at));
            let _ = kept.act(action);
            for _ in 0..answered {
                kept.step();
            }
            match breaks {
                0 | 1 => {
                    for ask in kept.asked.drain(..).take(arrived) {
                        if let Ask::Write { writes, .. } = ask {
                            kept.disk.write(&writes);
                        }
                    }
                    if breaks == 1 {
                        kept.must(away());
                    } else {
                        kept.begin_anew();
                    }
                }
                2 => kept.must(Action::KeepAgain),
                3 => kept.break_keeper(arrived),
                _ => {}
            }
        }
        kept.must(Action::KeepAgain);
        kept.settle();
        prop_assert_eq!(kept.desk.session.standing(), Standing::Saved);
        prop_assert_eq!((kept.left_over(), kept.desk.session.damages().len()), (None, 0));
        let before = kept.whole();
        let mut back = kept.end_and_come_back(0, 2);
        prop_assert_eq!(back.whole(), before);
        while back.desk.session.history().next_undo().is_some() {
            let undone = back.act(Action::Undo);
            prop_assert!(undone.is_ok(), "{undone:?}");
            back.settle();
        }
        prop_assert_eq!(back.whole().documents().len(), 0);
    }
}

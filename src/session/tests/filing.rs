//! What of the work is in a file of the person's, and when they are reminded that much is not.

use super::keeping::{KeptDesk, two_articles};
use super::*;
use crate::journal::{BackupFile, FileRefusal, FileState, Told};

/// Annotates a word and takes it back, so often.
fn busy(kept: &mut KeptDesk, times: u32) {
    for _ in 0..times {
        kept.desk.select("le maire");
        kept.must(Action::UseLabel { label: "source".into(), as_is: true });
        kept.must(Action::Undo);
    }
    kept.settle();
}

#[test]
fn after_many_changes_that_are_in_no_file_the_person_is_reminded_also_at_the_next_visit() {
    let mut kept = two_articles();
    busy(&mut kept, 99);
    assert_eq!(kept.desk.session.unfiled(), None);
    busy(&mut kept, 1);
    assert_eq!(kept.desk.session.unfiled(), Some(201), "the load counts, too");
    let mut kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.desk.session.unfiled(), Some(201));
    kept.must(Action::PutOffReminder);
    assert_eq!(kept.desk.session.unfiled(), None);
    busy(&mut kept, 100);
    let mut kept = kept.end_and_come_back(0, 3);
    assert_eq!(kept.desk.session.unfiled(), Some(401), "all that is in no file is counted");
    kept.must(Action::Saved);
    assert_eq!(kept.desk.session.unfiled(), None);
    kept.settle();
    let mut kept = kept.end_and_come_back(0, 4);
    busy(&mut kept, 100);
    assert_eq!(kept.desk.session.unfiled(), Some(200));
}

#[test]
fn a_file_that_is_kept_up_to_date_needs_no_reminder_and_counts_when_it_is_given_up() {
    let mut kept = two_articles();
    busy(&mut kept, 150);
    let file = |state| Told::File(Some(BackupFile { name: "a.jsonl".to_owned(), state }));
    kept.must(Action::Kept(file(FileState::Behind)));
    assert_eq!(kept.desk.session.unfiled(), None);
    kept.must(Action::Kept(file(FileState::Current { gesture: 301 })));
    kept.must(Action::Kept(Told::File(None)));
    assert_eq!(kept.desk.session.unfiled(), None, "it is in the file that is no longer kept");
    busy(&mut kept, 100);
    assert_eq!(kept.desk.session.unfiled(), Some(200));
}

#[test]
fn a_file_that_is_refused_is_told_and_the_former_one_stays() {
    let mut kept = two_articles();
    let file = BackupFile { name: "a.jsonl".to_owned(), state: FileState::Current { gesture: 1 } };
    kept.must(Action::Kept(Told::File(Some(file.clone()))));
    let refused = |why| Action::Kept(Told::FileRefused { name: "b.jsonl".to_owned(), why });
    kept.must(refused(FileRefusal::OfAnother));
    assert!(kept.desk.told().last().unwrap().contains("b.jsonl"));
    kept.must(refused(FileRefusal::Failed("full".to_owned())));
    assert!(kept.desk.told().last().unwrap().contains("(full)"));
    assert_eq!(kept.desk.session.backup_file(), Some(&file));
}

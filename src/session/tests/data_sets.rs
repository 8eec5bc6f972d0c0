//! Several data sets of one browser: made, copied, renamed, deleted and brought back, and what they are told apart by.

use super::super::keeping::Standing;
use super::keeping::{KeptDesk, two_articles};
use super::*;
use crate::journal::{DatasetRow, Key, RowChange, Table, Told, Trouble, unseal};
use crate::session::Refusal;

#[test]
fn data_sets_are_made_copied_renamed_deleted_and_brought_back() {
    let mut kept = two_articles();
    let first = kept.desk.session.open_dataset().to_owned();
    kept.must(Action::RenameDataset { dataset: first.clone(), name: "Presse".to_owned() });
    kept.must(Action::DuplicateDataset { dataset: first.clone(), name: "Copie".to_owned() });
    kept.settle();
    let copy = kept.desk.session.open_dataset().to_owned();
    assert_ne!(copy, first);
    assert_eq!(kept.titles().len(), 2);
    kept.desk.select("le maire");
    kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    kept.must(Action::DeleteDataset(copy.clone()));
    kept.settle();
    assert_eq!(kept.desk.session.open_dataset(), first);
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 0, "a copy is another one");
    kept.must(Action::RestoreDataset(copy.clone()));
    kept.must(Action::OpenDataset(copy.clone()));
    kept.settle();
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 1);
    kept.must(Action::CreateDataset("Vide".to_owned()));
    kept.settle();
    assert_eq!(kept.titles().len(), 0);
    let names: Vec<_> = kept.desk.session.datasets().iter().map(|listed| listed.row.name.clone()).collect();
    assert_eq!(names.len(), 3);
    kept.must(Action::DeleteDataset(copy.clone()));
    kept.must(Action::ClearDataset(copy));
    kept.settle();
    assert_eq!(KeptDesk::visit(kept.disk, 2).desk.session.datasets().len(), 2);
}

#[test]
fn where_the_only_data_set_is_deleted_an_empty_one_takes_its_place() {
    let mut kept = two_articles();
    let first = kept.desk.session.open_dataset().to_owned();
    kept.must(Action::DeleteDataset(first.clone()));
    kept.settle();
    assert_eq!((kept.desk.session.standing(), kept.titles().len()), (Standing::Saved, 0));
    assert_ne!(kept.desk.session.open_dataset(), first);
    assert_eq!(kept.desk.session.datasets().len(), 2, "one is made, and no more");
    kept.must(Action::RestoreDataset(first.clone()));
    kept.must(Action::OpenDataset(first));
    kept.settle();
    assert_eq!(kept.titles().len(), 2);
}

#[test]
fn what_cannot_be_written_is_not_left_behind_when_another_data_set_is_wanted() {
    let mut kept = two_articles();
    let first = kept.desk.session.open_dataset().to_owned();
    kept.desk.select("le maire");
    kept.must(Action::UseLabel { label: "source".into(), as_is: true });
    kept.disk.is_full = true;
    kept.must(Action::CreateDataset("Vide".to_owned()));
    kept.settle();
    assert_eq!(kept.desk.session.standing(), Standing::Stuck(Trouble::Full));
    assert_eq!(kept.desk.session.open_dataset(), first, "it stays where the work is");
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 1);
    kept.disk.is_full = false;
    kept.must(Action::KeepAgain);
    kept.settle();
    assert_ne!(kept.desk.session.open_dataset(), first, "it goes on when it can");
    kept.must(Action::OpenDataset(first));
    kept.settle();
    assert_eq!(kept.desk.session.document().unwrap().annotations().len(), 1);
}

#[test]
fn nothing_is_done_to_a_data_set_that_is_being_left() {
    let mut kept = two_articles();
    kept.must(Action::CreateDataset("Vide".to_owned()));
    while kept.desk.session.standing() != Standing::Opening {
        assert!(kept.step(), "it is being left");
    }
    kept.desk.select("le maire");
    let refused = kept.act(Action::UseLabel { label: "source".into(), as_is: true });
    assert_eq!(refused.unwrap_err(), Refusal::StillOpening);
    kept.settle();
    assert_eq!((kept.titles().len(), kept.desk.session.standing()), (0, Standing::Saved));
}

#[test]
fn a_data_set_is_renamed_as_another_tab_has_left_it() {
    let mut kept = two_articles();
    let first = kept.desk.session.open_dataset().to_owned();
    kept.must(Action::CreateDataset("Vide".to_owned()));
    kept.settle();
    // Meanwhile the other tab writes guidelines there.
    let at = (Table::Datasets, Key::dataset(&first));
    let row = |kept: &KeptDesk| -> DatasetRow { unseal(&kept.disk.rows[&at]).unwrap() };
    let theirs = DatasetRow { guidelines: "Sans les guillemets.".to_owned(), ..row(&kept) };
    kept.disk.rows.insert(at.clone(), crate::journal::seal(&theirs));
    kept.must(Action::RenameDataset { dataset: first.clone(), name: "Presse".to_owned() });
    kept.settle();
    assert_eq!(row(&kept), DatasetRow { name: "Presse".to_owned(), ..theirs });
    assert_eq!(kept.desk.session.standing(), Standing::Saved);

    // The other tab hears of it, and what it had on its way does not bring the old name back.
    let mut other = KeptDesk::visit(kept.disk, 2);
    other.must(Action::OpenDataset(first.clone()));
    other.settle();
    other.must(Action::Kept(Told::Amended(RowChange::Name("Journal".to_owned()))));
    other.must(Action::SetGuidelines("Autres.".to_owned()));
    other.settle();
    let row: DatasetRow = unseal(&other.disk.rows[&at]).unwrap();
    assert_eq!((row.name.as_str(), row.guidelines.as_str()), ("Journal", "Autres."));
}

#[test]
fn a_copy_that_fails_is_told_and_nobody_leaves() {
    let mut kept = two_articles();
    let first = kept.desk.session.open_dataset().to_owned();
    kept.disk.is_full = true;
    kept.must(Action::DuplicateDataset { dataset: first.clone(), name: "Copie".to_owned() });
    kept.settle();
    assert_eq!(kept.desk.session.open_dataset(), first);
    let told = kept.desk.told();
    assert_eq!(told.last().unwrap(), "The data set could not be copied or changed. It is as it was.");
    assert_eq!(kept.desk.session.standing(), Standing::Saved);
}

#[test]
fn guidelines_that_were_written_before_the_database_was_open_are_kept() {
    let first = two_articles();
    let session = Session::new(Scheme::reported_speech());
    let mut kept = KeptDesk::of(Desk { session, seed: 2_000_000 }, first.disk);
    kept.must(Action::SetGuidelines("Sans les guillemets.".to_owned()));
    let moment = kept.desk.moment();
    let effects = kept.desk.session.keep_in("test".to_owned(), String::new(), &moment);
    kept.note(&effects);
    kept.must(Action::SetGuidelines("Avec les guillemets.".to_owned()));
    kept.settle();
    let kept = KeptDesk::visit(kept.disk, 3);
    assert_eq!(kept.desk.session.guidelines(), "Avec les guillemets.");
    let session = Session::new(Scheme::reported_speech());
    let mut again = KeptDesk::of(Desk { session, seed: 4_000_000 }, kept.disk);
    again.must(Action::SetGuidelines("Et les verbes ?".to_owned()));
    let moment = again.desk.moment();
    let effects = again.desk.session.keep_in("test".to_owned(), String::new(), &moment);
    again.note(&effects);
    again.settle();
    // Neither of the two is lost.
    assert_eq!(again.desk.session.guidelines(), "Avec les guillemets.\n\nEt les verbes ?");
}

#[test]
fn a_change_of_the_guidelines_is_taken_back_also_at_the_next_visit() {
    let mut kept = two_articles();
    kept.must(Action::SetGuidelines("Sans les guillemets.".to_owned()));
    kept.must(Action::SetGuidelines("Avec.".to_owned()));
    kept.must(Action::Undo);
    assert_eq!(kept.desk.session.guidelines(), "Sans les guillemets.");
    kept.settle();
    let mut kept = kept.end_and_come_back(0, 2);
    assert_eq!(kept.desk.session.guidelines(), "Sans les guillemets.");
    kept.must(Action::Redo);
    assert_eq!(kept.desk.session.guidelines(), "Avec.");
    kept.must(Action::Undo);
    kept.must(Action::Undo);
    kept.settle();
    let kept = kept.end_and_come_back(0, 3);
    assert_eq!((kept.desk.session.guidelines(), kept.titles().len()), ("", 2));
}

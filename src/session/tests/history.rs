//! Undo and redo: a gesture at a time, with the article and the annotation it was about.

use super::*;

#[test]
fn undo_and_redo_choose_what_the_gesture_was_about() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.choose("a1");
    desk.keys("i");
    desk.choose("a2");
    let effects = desk.keys("u");
    assert_eq!(desk.chosen(), "a1");
    assert!(effects.contains(&Effect::ShowChosen));
    desk.keys("Escape");
    desk.keys("Ctrl+Shift+Z");
    assert_eq!(desk.chosen(), "a1");
    assert_eq!(desk.annotation("a1").attributes.len(), 1);
}

#[test]
fn undo_goes_back_to_the_article_in_which_it_happened() {
    let mut desk = Desk::new("Oui, dit Léa.");
    desk.select("Oui");
    desk.keys("1");
    let made = desk.chosen();
    let second = loading::text("second", "Non.");
    desk.must(Action::Load(vec![second]));
    desk.keys("u");
    assert_eq!(desk.text(), "Oui, dit Léa.", "the article that was loaded is gone");
    desk.keys("Ctrl+y");
    assert_eq!(desk.text(), "Non.");
    desk.must(Action::Open("fixture".into()));
    desk.choose(&made);
    desk.must(Action::SetNote("n".to_owned()));
    desk.keys("Shift+N");
    assert_eq!(desk.text(), "Non.");
    assert!(desk.keys("u").contains(&Effect::ShowArticle));
    assert_eq!((desk.text().as_str(), desk.chosen()), ("Oui, dit Léa.", made));
}

#[test]
fn a_removed_article_comes_back_with_all_that_is_on_it() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.relate("a1", "a2");
    desk.must(loading::texts(&["Non."]));
    let before = desk.session.dataset.clone();
    desk.must(Action::Open("fixture".into()));
    desk.must(Action::RemoveArticle("fixture".into()));
    assert_eq!((desk.text().as_str(), desk.session.dataset.documents().len()), ("Non.", 1));
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
    assert_eq!(desk.text(), "Oui, Léa.");
    desk.must(Action::Redo);
    assert_eq!(desk.text(), "Non.");
}

#[test]
fn without_its_last_article_a_session_refuses_and_lives_on() {
    let mut desk = Desk::new("[quote:Oui].");
    desk.must(Action::RemoveArticle("fixture".into()));
    assert!(desk.session.document().is_none());
    assert_eq!((desk.session.paragraph_count(), desk.session.rows(0..usize::MAX).len()), (0, 0));
    assert_eq!(desk.try_key("n"), Err(Refusal::NoArticle));
    assert_eq!(desk.try_key("Shift+N"), Err(Refusal::NoArticle));
    desk.keys("u");
    assert_eq!(desk.drawn(), "[quote:Oui].");
}

#[test]
fn what_was_taken_back_is_gone_once_something_else_is_done() {
    let mut desk = Desk::new("Oui, non.");
    desk.select("Oui");
    desk.keys("1 u");
    desk.select("non");
    desk.keys("1");
    assert_eq!(desk.act(Action::Redo), Err(Refusal::NothingToRedo));
    assert_eq!(desk.session.history().next_undo().unwrap().name, "new quote");
}

#[test]
fn a_description_can_be_undone_and_changes_nothing_else() {
    let mut desk = Desk::new("[quote:Oui].");
    let describe = Action::Describe { article: "fixture".into(), title: "T".into(), language: "fr".into() };
    desk.must(describe.clone());
    assert_eq!(desk.must(describe), []);
    assert_eq!(desk.session.document().unwrap().article().metadata().title, "T");
    desk.keys("u");
    assert_eq!(desk.session.document().unwrap().article().metadata().title, "");
}

#[test]
fn what_is_saved_is_unsaved_after_the_next_change() {
    let mut desk = Desk::new("Oui.");
    desk.select("Oui");
    desk.keys("1");
    assert!(desk.session.is_unsaved());
    desk.must(Action::Saved);
    assert!(!desk.session.is_unsaved());
    desk.keys("u");
    assert!(desk.session.is_unsaved());
    desk.must(Action::Settle);
    assert!(!desk.session.is_unsaved());
    assert_eq!(desk.act(Action::Redo), Err(Refusal::NothingToRedo));
}

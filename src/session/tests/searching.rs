//! Finding words in the text: what is held, where one goes, what is dropped.

use super::*;
use crate::messages::message;
use crate::search::{Fault, Found, Query};

impl Desk {
    /// Looks for some words, which a worker would find.
    fn look_for(&mut self, words: &str) -> Vec<Effect> {
        let query = Query { text: words.to_owned(), ..Query::default() };
        self.must(Action::Search(Search::For(query)));
        let text = self.text();
        let found = text.match_indices(words);
        let spans = found.map(|(at, found)| Span::new(at as u32, (at + found.len()) as u32)).collect();
        let wanted = self.session.wanted_search().expect("something is looked for");
        let found = Found::Matches { spans, is_cut: false };
        self.must(Action::Found { wanted, found: found.into() })
    }

    fn held_text(&self) -> String {
        let document = self.session.document().unwrap();
        self.session.selection().map_or("", |held| document.article().covered(held.span())).to_owned()
    }

    fn open_search(&mut self) -> Vec<Effect> {
        self.must(Action::Search(Search::Open { near: ByteOffset::new(0) }))
    }

    fn step(&mut self, forward: bool) -> Option<usize> {
        self.must(Action::Search(Search::Step { forward }));
        self.session.current_match()
    }
}

#[test]
fn a_match_is_held_and_a_label_annotates_just_that() {
    let mut desk = Desk::new("Reuters reported that Reutersville burns.");
    desk.open_search();
    assert!(desk.look_for("Reuters").contains(&Effect::ShowMatch));
    assert_eq!((desk.held_text().as_str(), desk.session.current_match()), ("Reuters", Some(0)));
    assert_eq!(desk.step(true), Some(1));
    desk.must(Action::UseLabel { label: "quote".into(), as_is: false });
    assert_eq!(desk.session.current_match(), Some(1), "what was made of it is chosen");
    desk.keys("Escape Delete");
    desk.open_search();
    desk.look_for("Reuters");
    desk.keys("Escape 2");
    assert!(desk.session.searching().is_none());
    assert_eq!(desk.drawn(), "Reuters reported that [source:Reuters]ville burns.");
}

#[test]
fn one_goes_along_the_matches_and_around() {
    let mut desk = Desk::new("un deux un trois un");
    desk.open_search();
    desk.look_for("un");
    assert_eq!([desk.step(true), desk.step(true), desk.step(true)], [Some(1), Some(2), Some(0)]);
    assert_eq!([desk.step(false), desk.step(false)], [Some(2), Some(1)]);
    let around = desk.must(Action::Search(Search::Step { forward: true }));
    assert!(around.contains(&Effect::Announce(message::match_place(3_usize, 3_usize))));
}

#[test]
fn the_first_match_is_the_one_after_where_the_person_is() {
    let mut desk = Desk::new("un deux un [source:trois] un");
    desk.select("deux");
    desk.open_search();
    assert_eq!(desk.session.searching().unwrap().query().text, "deux", "what is held is looked for");
    desk.look_for("un");
    assert_eq!(desk.session.current_match(), Some(1));
    // Whoever types on stays where they began.
    desk.look_for("n");
    assert_eq!(desk.session.current_match(), Some(1));
    desk.keys("Escape");
    desk.choose("a1");
    desk.must(Action::Search(Search::Open { near: ByteOffset::new(0) }));
    desk.look_for("un");
    assert_eq!(desk.session.current_match(), Some(2));
}

#[test]
fn what_was_found_for_another_search_or_article_is_dropped() {
    let mut desk = Desk::new("un deux un");
    desk.open_search();
    desk.look_for("un");
    let stale = desk.session.wanted_search().unwrap();
    desk.must(Action::Search(Search::For(Query { text: "deux".to_owned(), ..Query::default() })));
    assert!(desk.session.searching().unwrap().is_under_way());
    let found = Found::Matches { spans: vec![Span::new(0, 2)], is_cut: false };
    assert!(desk.must(Action::Found { wanted: stale, found: found.into() }).is_empty());
    assert_eq!(desk.session.searching().unwrap().matches(), []);
    let wanted = desk.session.wanted_search();
    desk.session.read(desk.session.open.clone());
    assert_ne!(desk.session.wanted_search(), wanted, "another text is searched anew");
}

#[test]
fn a_wrong_pattern_is_told_and_nothing_is_held() {
    let mut desk = Desk::new("un deux un");
    desk.open_search();
    desk.must(Action::Search(Search::For(Query {
        text: "(".to_owned(),
        is_pattern: true,
        ..Query::default()
    })));
    let wanted = desk.session.wanted_search().unwrap();
    let at = crate::model::CodePointSpan::new(0, 1);
    let found = Found::Wrong { at, why: Fault::TooLarge };
    desk.must(Action::Found { wanted, found: found.into() });
    assert_eq!(desk.session.searching().unwrap().wrong(), Some((at, &Fault::TooLarge)));
    assert_eq!(desk.step(true), None);
    assert_eq!(desk.session.selection(), None);
}

#[test]
fn the_keys_of_find_open_it_and_go_along() {
    let mut desk = Desk::new("un deux un");
    for key in ["Ctrl+f", "/", "F3"] {
        assert!(matches!(desk.command(key), Some(Command::Find)), "{key}");
    }
    desk.open_search();
    desk.look_for("un");
    desk.keys("F3");
    assert_eq!(desk.session.current_match(), Some(1));
    desk.keys("Shift+F3");
    assert_eq!(desk.session.current_match(), Some(0));
}

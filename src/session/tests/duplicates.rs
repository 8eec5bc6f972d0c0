//! Articles whose text is here already, and what a person says of them.

use super::loading::{text, texts};
use super::*;
use crate::formats::{Prepared, guillemet_json};
use crate::messages::Message;
use crate::session::duplicates::Twins;

fn bodies(desk: &Desk) -> Vec<String> {
    desk.session.dataset().documents().iter().map(|d| d.article().text().to_string()).collect()
}

fn asked(desk: &Desk) -> Vec<(String, bool)> {
    let duplicates = desk.session.question().map(|question| question.duplicates.as_slice());
    duplicates.unwrap_or_default().iter().map(|one| (one.title.clone(), one.here.is_some())).collect()
}

/// A file with articles of these texts, put together by a worker, or not.
fn file(all: &[&str], is_prepared: bool) -> Incoming {
    let lines: String =
        all.iter().map(|text| format!("{{\"text\": \"{text}\", \"title\": \"{text}\"}}\n")).collect();
    let reading = crate::formats::article_lines::read(&lines);
    let content = if is_prepared {
        let dataset = reading.into_dataset().unwrap();
        Content::Prepared(Box::new(Prepared { dataset, repaired: Vec::new(), rejected: Vec::new() }))
    } else {
        Content::Dataset(Box::new(reading))
    };
    Incoming { name: Message::verbatim("a.jsonl"), content: Ok(content) }
}

#[test]
fn texts_that_are_here_or_come_twice_are_left_to_the_person() {
    for is_prepared in [false, true] {
        for (twins, expected) in [
            (Twins::Load, &["Un.", "Un.", "Deux.", "Deux.", "Trois."][..]),
            (Twins::Skip, &["Un.", "Deux.", "Trois."]),
            (Twins::Cancel, &["Un."]),
        ] {
            let mut desk = Desk::new("Un.");
            let before = desk.session.dataset.clone();
            desk.must(Action::Load(vec![file(&["Un.", "Deux.", "Deux."], is_prepared), text("c", "Trois.")]));
            assert_eq!(desk.session.dataset, before, "nothing comes unasked");
            assert_eq!(asked(&desk), [("Un.".to_owned(), true), ("Deux.".to_owned(), false)]);
            desk.must(Action::AnswerTwins(twins));
            assert_eq!(bodies(&desk), expected);
            assert!(desk.session.question().is_none());
            assert_eq!(desk.session.dataset.scheme(), before.scheme(), "bare articles bring no scheme");
            if twins != Twins::Cancel {
                desk.must(Action::Undo);
            }
            assert_eq!(desk.session.dataset, before);
        }
    }
}

#[test]
fn what_is_all_here_already_leaves_nothing_to_load() {
    let mut desk = Desk::new("Un.");
    desk.must(texts(&["Un."]));
    desk.must(Action::AnswerTwins(Twins::Skip));
    assert_eq!(bodies(&desk), ["Un."]);
    assert_eq!(desk.told(), ["Nothing was loaded: all of it was here already."]);
}

#[test]
fn an_article_that_stands_unchanged_is_no_question_and_the_sample_is_none() {
    let mut desk = Desk::new("[quote:Oui].");
    let json = guillemet_json::write(desk.session.dataset());
    let content = Ok(Content::Dataset(Box::new(guillemet_json::read(&json).unwrap())));
    desk.must(Action::Load(vec![Incoming { name: Message::verbatim("f.json"), content }]));
    assert!(desk.session.question().is_none());
    assert_eq!(bodies(&desk), ["Oui."]);

    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    desk.must(Action::ShowSample { title: String::new(), language: String::new(), text: "Un.".to_owned() });
    desk.must(texts(&["Un."]));
    assert!(desk.session.question().is_none());
    assert_eq!(bodies(&desk), ["Un."]);
}

#[test]
fn ten_thousand_annotated_articles_load_in_no_time() {
    let one = |n: usize| {
        format!(
            "{{\"id\": \"t{n}\", \"text\": \"Oui {n}.\", \"annotations\": [{{\"id\": \"a{n}\", \"start\": 0, \"end\": 3, \"label\": \"quote\"}}]}}"
        )
    };
    let all: Vec<String> = (0..10_000).map(one).collect();
    let json = format!("{{\"format\": \"guillemet\", \"articles\": [{}]}}", all.join(","));
    let dataset = guillemet_json::read(&json).unwrap().into_dataset().unwrap();
    let prepared = Prepared { dataset, repaired: Vec::new(), rejected: Vec::new() };
    let content = Ok(Content::Prepared(Box::new(prepared)));
    let mut desk = Desk::new("Non.");
    let start = std::time::Instant::now();
    desk.must(Action::Load(vec![Incoming { name: Message::verbatim("f.json"), content }]));
    // Some 0.3 s without optimisation; what walked all articles for each took minutes.
    assert!(start.elapsed() < std::time::Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(desk.session.dataset.documents().len(), 10_001);
}

//! Suggestions: shown, gone along, accepted, corrected, rejected, and taken back.

use super::*;
use crate::formats::guillemet_json;
use crate::messages::Message;
use crate::model::{Origin, PatternRule};
use crate::session::effect::Wanted;
use crate::session::verdict::{Record, learnt};
use crate::suggest::{Confidence, SuggestedRelation, Suggestion, Suggestions};

const TEXT: &str = "« Oui », dit Léa. « Non », dit Max. Elle nie.";

fn suggestion(desk: &Desk, label: &str, piece: &str, rule: &str, confidence: u16) -> Suggestion {
    Suggestion {
        span: desk.span(piece),
        label: label.into(),
        attributes: if label == "quote" { vec![("manner".into(), "direct".into())] } else { Vec::new() },
        rule: rule.into(),
        confidence: Confidence::permille(confidence),
    }
}

/// What the rules find in [`TEXT`].
fn found(desk: &Desk) -> Suggestions {
    let spans = vec![
        suggestion(desk, "quote", "« Oui »", "fr/quote", 900),
        suggestion(desk, "source", "Léa", "fr/said", 800),
        suggestion(desk, "quote", "« Non »", "fr/quote", 900),
        suggestion(desk, "source", "Max", "fr/said", 600),
        suggestion(desk, "denial", "Elle nie", "fr/denial", 300),
    ];
    let said_by = |from, to| SuggestedRelation { kind: "said_by".into(), from, to };
    Suggestions { spans, relations: vec![said_by(0, 1), said_by(2, 3)] }
}

fn run_rules(desk: &mut Desk) {
    let wanted = desk.session.wanted_run().unwrap();
    let suggestions = found(desk);
    desk.must(Action::Offer { wanted, suggestions, is_last: true });
}

fn reviewed(drawing: &str) -> Desk {
    let mut desk = Desk::new(drawing);
    run_rules(&mut desk);
    desk
}

fn shown(desk: &Desk) -> Vec<String> {
    let article = desk.session.document().unwrap().article().clone();
    let all = desk.session.shown_suggestions(|_| true);
    all.iter().map(|one| article.covered(one.span).to_owned()).collect()
}

/// The text of the suggestion in focus.
fn focused(desk: &Desk) -> String {
    let focused = desk.session.focused_suggestion();
    focused.map_or_else(String::new, |one| {
        desk.session.document().unwrap().article().covered(one.annotation.span).to_owned()
    })
}

fn record(desk: &Desk, rule: &str) -> Record {
    let rows = desk.session.suggestion_rules();
    rows.iter().find(|row| row.rule == rule).map(|row| row.record).unwrap_or_default()
}

#[test]
fn suggestions_that_are_sure_enough_are_shown_and_gone_along_in_text_order() {
    let mut desk = reviewed(TEXT);
    assert_eq!(shown(&desk), ["« Oui »", "Léa", "« Non »", "Max"]);
    desk.keys("j");
    assert_eq!(focused(&desk), "« Oui »");
    desk.keys("j j j");
    assert_eq!(focused(&desk), "Max");
    desk.keys("j");
    assert_eq!(focused(&desk), "« Oui »", "after the last comes the first");
    desk.keys("k k");
    assert_eq!(focused(&desk), "« Non »");
    desk.must(Action::SetThreshold(Confidence::permille(200)));
    assert_eq!(shown(&desk).len(), 5);
    desk.must(Action::SetThreshold(Confidence::permille(850)));
    assert_eq!(shown(&desk), ["« Oui »", "« Non »"]);
}

#[test]
fn an_accepted_one_is_an_annotation_of_its_rule_and_the_next_is_in_focus() {
    let mut desk = reviewed(TEXT);
    desk.must(Action::SetAnnotator("Zoé".to_owned()));
    desk.keys("j a");
    assert_eq!(desk.drawn(), TEXT.replace("« Oui »", "[quote:« Oui »]"));
    assert_eq!(focused(&desk), "Léa");
    let annotation = desk.session.document().unwrap().annotations().iter().next().unwrap().clone();
    assert_eq!(annotation.origin, Origin::Suggestion { rule: "fr/quote".to_owned() });
    assert_eq!((annotation.annotator.as_str(), annotation.created == annotation.modified), ("Zoé", true));
    assert_eq!(annotation.attributes[&"manner".into()], "direct");
    assert_eq!(shown(&desk), ["Léa", "« Non »", "Max"]);
    assert_eq!(desk.links(), [""; 0], "its source is not accepted yet");
    desk.keys("a");
    assert_eq!(desk.links().len(), 1);
    assert!(desk.links()[0].contains("said_by"));
    assert_eq!(record(&desk, "fr/quote"), Record { accepted: 1, ..Record::default() });
}

#[test]
fn undo_takes_an_acceptance_back_and_the_suggestion_is_open_and_in_focus_again() {
    let mut desk = reviewed(TEXT);
    let before = desk.session.dataset.clone();
    desk.keys("j a a");
    desk.keys("u");
    assert_eq!((focused(&desk).as_str(), desk.links().len()), ("Léa", 0));
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
    assert_eq!(shown(&desk).len(), 4);
    assert_eq!(focused(&desk), "« Oui »");
    assert_eq!(record(&desk, "fr/quote"), Record::default());
    desk.must(Action::Redo);
    assert_eq!(desk.drawn(), TEXT.replace("« Oui »", "[quote:« Oui »]"));
    assert_eq!(record(&desk, "fr/quote"), Record { accepted: 1, ..Record::default() });
}

#[test]
fn a_proposed_relation_also_leads_to_an_annotation_that_stands_on_the_same_span() {
    let mut desk = reviewed(&TEXT.replace("Léa", "[source:Léa]"));
    assert_eq!(shown(&desk), ["« Oui »", "« Non »", "Max"]);
    desk.keys("j a");
    assert_eq!(desk.links().len(), 1);
    assert!(desk.links()[0].ends_with(" said_by a1"), "{:?}", desk.links());
}

#[test]
fn a_rejected_one_does_not_come_back_until_it_is_undone() {
    let mut desk = reviewed(TEXT);
    let (before, revision) = (desk.session.dataset.clone(), desk.session.revision());
    desk.keys("j j x");
    assert_eq!(shown(&desk), ["« Oui »", "« Non »", "Max"]);
    assert_eq!(focused(&desk), "« Non »");
    assert_eq!((&desk.session.dataset, desk.session.revision()), (&before, revision));
    assert!(!desk.session.is_unsaved());
    assert_eq!(record(&desk, "fr/said"), Record { rejected: 1, ..Record::default() });
    desk.session.run_rules_again();
    run_rules(&mut desk);
    assert_eq!(shown(&desk), ["« Oui »", "« Non »", "Max"]);
    desk.keys("u");
    assert_eq!(shown(&desk), ["« Oui »", "Léa", "« Non »", "Max"]);
    assert_eq!(focused(&desk), "Léa");
}

#[test]
fn an_acceptance_with_another_label_or_edge_counts_as_corrected_and_does_not_come_back() {
    let mut desk = reviewed(TEXT);
    desk.keys("j 3");
    assert_eq!(desk.drawn(), TEXT.replace("« Oui »", "[denial:« Oui »]"));
    desk.keys("j");
    assert_eq!(focused(&desk), "« Non »");
    desk.keys("e ArrowLeft ArrowLeft e ArrowRight ArrowRight");
    assert_eq!(focused(&desk), "Non");
    assert!(desk.drawn().contains("« Non »"), "nothing is changed before it is accepted");
    desk.keys("a");
    let expected = TEXT.replace("« Oui »", "[denial:« Oui »]").replace("Non", "[quote:Non]");
    assert_eq!(desk.drawn(), expected);
    assert_eq!(record(&desk, "fr/quote"), Record { corrected: 2, ..Record::default() });
    desk.session.run_rules_again();
    run_rules(&mut desk);
    assert_eq!(shown(&desk), ["Léa", "Max"]);
    // The corrected quote is what its source is linked from.
    desk.must(Action::AcceptSeveral(Several::All));
    assert_eq!(desk.links().len(), 1, "a denial is not said by anybody: {:?}", desk.links());
}

#[test]
fn several_are_accepted_in_one_gesture() {
    for (several, threshold, expected) in
        [(Several::All, 500, 4), (Several::OfRule("fr/quote".into()), 500, 2), (Several::All, 700, 3)]
    {
        let mut desk = reviewed(TEXT);
        desk.must(Action::SetThreshold(Confidence::permille(threshold)));
        let offered = desk.session.suggestion_count();
        let before = desk.session.dataset.clone();
        desk.must(Action::AcceptSeveral(several));
        assert_eq!(desk.session.document().unwrap().annotations().len(), expected);
        desk.keys("u");
        assert_eq!(desk.session.dataset, before);
        assert_eq!(shown(&desk).len(), offered);
    }
    let mut desk = reviewed(TEXT);
    desk.keys("Shift+A");
    assert_eq!(desk.links().len(), 2);
    assert_eq!(desk.refused(Action::AcceptSeveral(Several::All)), Refusal::NoSuggestion.to_string());
}

#[test]
fn of_two_in_each_other_with_one_label_only_the_outer_is_accepted_with_all() {
    let mut desk = Desk::new("Il dit : « Oui, « non » ».");
    let wanted = desk.session.wanted_run().unwrap();
    let spans = vec![
        suggestion(&desk, "quote", "« Oui, « non » »", "a", 900),
        suggestion(&desk, "quote", "« non »", "b", 900),
        suggestion(&desk, "source", "Il", "c", 900),
    ];
    desk.must(Action::Offer {
        wanted,
        suggestions: Suggestions { spans, ..Default::default() },
        is_last: true,
    });
    desk.keys("Shift+A");
    assert_eq!(desk.drawn(), "[source:Il] dit : [quote:« Oui, « non » »].");
    assert_eq!(desk.session.suggestion_count(), 0);
}

#[test]
fn what_an_annotation_of_the_label_covers_is_not_suggested() {
    let mut desk = reviewed(TEXT);
    desk.select("Oui », dit");
    desk.keys("1");
    assert!(shown(&desk).contains(&"« Oui »".to_owned()), "it sticks out");
    desk.keys("u");
    desk.select("« Oui », dit Léa");
    desk.keys("1");
    assert_eq!(shown(&desk), ["Léa", "« Non »", "Max"]);
    desk.keys("u");
    assert_eq!(shown(&desk).len(), 4);
}

#[test]
fn what_comes_late_for_another_run_or_article_is_dropped() {
    let mut desk = Desk::new(TEXT);
    let stale = desk.session.wanted_run().unwrap();
    desk.session.run_rules_again();
    let suggestions = found(&desk);
    desk.must(Action::Offer { wanted: stale, suggestions: suggestions.clone(), is_last: true });
    assert_eq!(desk.session.suggestion_count(), 0);
    let wanted = desk.session.wanted_run().unwrap();
    desk.must(super::loading::texts(&["Un autre."]));
    desk.must(Action::Offer { wanted, suggestions, is_last: true });
    assert_eq!(desk.session.suggestion_count(), 0);
    assert_ne!(desk.session.wanted_run(), None);
}

#[test]
fn parts_come_one_after_another_and_the_run_ends_with_the_last() {
    let mut desk = Desk::new(TEXT);
    let wanted = desk.session.wanted_run().unwrap();
    let all = found(&desk);
    let later = Suggestions { spans: all.spans[2..4].to_vec(), relations: Vec::new() };
    desk.must(Action::Offer { wanted: wanted.clone(), suggestions: later, is_last: false });
    assert_eq!(shown(&desk), ["« Non »", "Max"]);
    assert_eq!(desk.session.wanted_run(), Some(wanted.clone()));
    let effects = desk.must(Action::Offer { wanted, suggestions: all, is_last: true });
    assert_eq!(shown(&desk).len(), 4, "what was there already does not come twice");
    assert!(
        matches!(effects.as_slice(), [Effect::Announce(said)] if said.to_string().starts_with("4 suggestions"))
    );
    assert_eq!(desk.session.wanted_run(), None);
    desk.keys("j a a");
    assert_eq!(desk.links().len(), 1);
}

#[test]
fn what_is_held_stays_held_when_suggestions_come() {
    let mut desk = Desk::new(TEXT);
    desk.select("dit Léa");
    let wanted = desk.session.wanted_run().unwrap();
    let suggestions = found(&desk);
    let effects = desk.must(Action::Offer { wanted, suggestions, is_last: false });
    assert_eq!((effects, desk.held().as_str()), (vec![Effect::KeepSelection], "dit Léa"));
}

#[test]
fn another_language_asks_for_another_run() {
    let mut desk = reviewed(TEXT);
    let describe = |title: &str, language: &str| Action::Describe {
        article: "fixture".into(),
        title: title.to_owned(),
        language: language.to_owned(),
    };
    desk.must(describe("Titre", ""));
    assert_eq!(desk.session.wanted_run(), None);
    desk.must(describe("Titre", "fr"));
    assert!(desk.session.wanted_run().is_some());
    run_rules(&mut desk);
    desk.keys("u");
    assert!(desk.session.wanted_run().is_some());
}

#[test]
fn nothing_of_a_suggestion_is_exported() {
    let desk = reviewed(TEXT);
    let bare = Desk::new(TEXT);
    assert_eq!(desk.session.suggestion_count(), 4);
    assert_eq!(guillemet_json::write(desk.session.dataset()), guillemet_json::write(bare.session.dataset()));
}

#[test]
fn suggestions_can_be_turned_off_and_a_rule_too() {
    let mut desk = reviewed(TEXT);
    desk.must(Action::SetRule { rule: "fr/quote".into(), on: false });
    assert_eq!(shown(&desk), ["Léa", "Max"]);
    assert!(desk.session.suggestion_rules().iter().any(|row| row.rule == "fr/quote" && !row.is_on));
    desk.must(Action::SetRule { rule: "fr/quote".into(), on: true });
    desk.keys("j");
    desk.must(Action::SetSuggesting(false));
    assert_eq!((desk.session.suggestion_count(), focused(&desk).as_str()), (0, ""));
    assert_eq!(desk.session.wanted_run(), None);
    desk.must(Action::SetSuggesting(true));
    assert_eq!(shown(&desk).len(), 4);
}

#[test]
fn rules_that_cannot_run_say_why_and_are_not_asked_again() {
    let mut desk = Desk::new(TEXT);
    desk.must(Action::CannotSuggest(Message::verbatim("there is no worker")));
    assert_eq!(desk.session.suggestion_hindrance(), Some(&Message::verbatim("there is no worker")));
    assert_eq!(desk.session.wanted_run(), None);
}

#[test]
fn a_click_on_a_suggestion_goes_to_it_unless_an_annotation_lies_there() {
    let mut desk = reviewed(&TEXT.replace("« Oui »", "[denial:« Oui »]"));
    desk.must(Action::ChooseAt(desk.at("Léa")));
    assert_eq!(focused(&desk), "Léa");
    desk.must(Action::ChooseAt(desk.at("Oui")));
    assert_eq!((desk.chosen().as_str(), focused(&desk).as_str()), ("a1", ""));
}

#[test]
fn a_rules_confidence_learns_from_its_record() {
    let own = Confidence::permille(600);
    let record = |accepted, corrected, rejected| Record { accepted, corrected, rejected };
    assert_eq!(learnt(own, record(0, 0, 0)), own);
    assert!(learnt(own, record(3, 0, 0)) > own && learnt(own, record(0, 0, 3)) < own);
    assert_eq!(learnt(own, record(0, 0, 8)), Confidence::permille(300));
    assert_eq!(learnt(own, record(2, 4, 2)).get(), (600 * 8 + 2000 + 2000) / 16);
    let mut desk = reviewed(TEXT);
    desk.must(Action::SetThreshold(Confidence::permille(590)));
    desk.keys("j j x");
    assert!(shown(&desk).contains(&"Max".to_owned()), "what is shown stays while it is reviewed");
    desk.session.run_rules_again();
    run_rules(&mut desk);
    assert!(!shown(&desk).contains(&"Max".to_owned()));
}

#[test]
fn the_page_shows_suggestions_apart_and_drops_no_text() {
    let mut desk = reviewed(&TEXT.replace("Oui", "[denial:Oui]"));
    desk.keys("j");
    let view = desk.session.paragraph(0).unwrap();
    let pieces: String = view.runs.iter().filter_map(|run| run.span.slice(&view.text)).collect();
    assert_eq!(pieces, TEXT);
    assert_eq!((view.covers.len(), view.hints.len()), (1, 4));
    assert!(view.hints[0].focused && view.hints[0].whole == (true, true));
    let both = view.runs.iter().find(|run| run.span.slice(&view.text) == Some("Oui")).unwrap();
    assert_eq!((both.covers.as_slice(), both.hints.as_slice()), ([0].as_slice(), [0].as_slice()));
    desk.keys("a");
    let view = desk.session.paragraph(0).unwrap();
    assert_eq!((view.covers.len(), view.hints.len()), (2, 3));
    assert_eq!(*view, desk.session.paragraph_view(0).unwrap());
}

#[test]
fn choosing_and_selecting_let_go_of_the_suggestion() {
    let mut desk = reviewed(&TEXT.replace("Elle nie", "[denial:Elle nie]"));
    desk.keys("j");
    desk.choose("a1");
    assert_eq!(focused(&desk), "");
    desk.keys("j");
    assert_eq!((desk.chosen().as_str(), focused(&desk).as_str()), ("", "« Oui »"));
    desk.select("dit");
    assert_eq!(focused(&desk), "");
    desk.keys("j");
    assert_eq!(focused(&desk), "Léa", "on from what was selected");
    desk.must(Action::Escape);
    assert_eq!(focused(&desk), "");
    assert_eq!(desk.refused(Action::Accept(None)), Refusal::NoSuggestion.to_string());
}

fn own_rule(pattern: &str) -> PatternRule {
    PatternRule { pattern: pattern.to_owned(), label: "quote".into(), same_case: false, on: true }
}

#[test]
fn a_persons_own_rules_are_one_gesture_and_ask_for_another_run() {
    let mut desk = reviewed(TEXT);
    desk.must(Action::SetOwnRules(vec![own_rule("Oui|Non")]));
    assert!(desk.session.wanted_run().is_some());
    assert!(desk.session.is_unsaved(), "they are saved with the data set");
    run_rules(&mut desk);
    desk.keys("u");
    assert!(desk.session.dataset().scheme().rules.is_empty());
    assert!(desk.session.wanted_run().is_some());
    let fault = desk.refused(Action::SetOwnRules(vec![own_rule(""), own_rule("a")]));
    assert!(fault.contains("rule 1"), "{fault}");
}

#[test]
fn rules_come_along_with_a_file_and_stay_when_one_has_none() {
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    desk.must(Action::SetOwnRules(vec![own_rule("a")]));
    let mut reading = guillemet_json::read(&guillemet_json::write(&marked("[quote:Oui]."))).unwrap();
    reading.scheme.rules = vec![own_rule("b"), own_rule("a")];
    let content = Ok(Content::Dataset(Box::new(reading)));
    desk.must(Action::Load(vec![Incoming { name: Message::verbatim("f.json"), content }]));
    let patterns = |desk: &Desk| -> Vec<String> {
        desk.session.dataset().scheme().rules.iter().map(|rule| rule.pattern.clone()).collect()
    };
    assert_eq!(patterns(&desk), ["b", "a"]);
    desk.keys("u");
    assert_eq!(patterns(&desk), ["a"]);
}

#[test]
fn occurrences_of_what_is_held_are_wanted_with_the_label_of_the_next_key() {
    let mut desk = reviewed(TEXT);
    desk.select("dit");
    let effects = desk.keys("o");
    assert!(matches!(effects.as_slice(), [Effect::Announce(_)]) && desk.session.is_finding());
    // What comes by itself meanwhile is not what the person does.
    desk.must(Action::Progress { task: 1, text: None });
    let effects = desk.keys("2");
    let wanted = |loosely| Wanted {
        article: "fixture".into(),
        word: "dit".to_owned(),
        label: "source".into(),
        loosely,
    };
    assert_eq!(effects, [Effect::FindOccurrences(wanted(false))]);
    assert_eq!(desk.drawn(), TEXT, "the key put no label on the selection");
    desk.keys("Shift+O");
    assert_eq!(desk.keys("2"), [Effect::FindOccurrences(wanted(true))]);
    desk.keys("o Escape");
    assert!(!desk.session.is_finding());
    let mut desk = Desk::new("[source:Léa] et Léa.");
    assert_eq!(
        desk.refused(Action::FindOccurrences { loosely: false }),
        Refusal::NothingSelected.to_string()
    );
    desk.choose("a1");
    let effects = desk.keys("o");
    assert!(matches!(effects.as_slice(), [Effect::FindOccurrences(Wanted { word, .. })] if word == "Léa"));
    let propose = |spans| Suggestions { spans, relations: Vec::new() };
    let spans = vec![
        Suggestion { span: Span::new(0, 4), ..suggestion(&desk, "source", "Léa", "occurrence", 1000) },
        Suggestion { span: Span::new(8, 12), ..suggestion(&desk, "source", "Léa", "occurrence", 1000) },
    ];
    desk.must(Action::Propose { article: "fixture".into(), suggestions: propose(spans) });
    assert_eq!(shown(&desk), ["Léa"], "the one that stands is not proposed");
    assert!(desk.session.wanted_run().is_some(), "the rules still have to run");
    desk.keys("j a");
    assert_eq!(desk.drawn(), "[source:Léa] et [source:Léa].");
}

#[test]
fn a_word_that_is_looked_for_again_is_taken_along_to_all_articles_until_that_is_stopped() {
    let mut desk = super::queue::desk(&["Un Reuters.", "Deux Reuters.", "Trois."]);
    desk.select("Reuters");
    desk.keys("o");
    let effects = desk.keys("2");
    assert!(matches!(effects.as_slice(), [Effect::FindOccurrences(_)]));
    let effects = desk.must(Action::FindEverywhere);
    let search = effects.iter().find_map(|effect| match effect {
        Effect::SearchOn(search) => Some(*search),
        _ => None,
    });
    desk.must(Action::SearchOn(search.expect("the texts are searched")));
    let sought = desk.session.sought().expect("it is looked for").clone();
    assert_eq!((sought.word.as_str(), sought.label.as_str(), sought.everywhere), ("Reuters", "source", true));
    assert_eq!(desk.session.queue_len(), 2, "the queue shows who holds it");
    let effects = desk.must(Action::OpenNeighbour { forward: true });
    let next = desk.session.document().expect("an article is open").article().id().clone();
    let wanted = Wanted { article: next, word: "Reuters".to_owned(), label: "source".into(), loosely: false };
    assert!(effects.contains(&Effect::FindOccurrences(wanted)), "{effects:?}");
    desk.must(Action::FindNoMore);
    assert_eq!((desk.session.sought(), desk.session.queue_len()), (None, 3));
    let effects = desk.must(Action::OpenNeighbour { forward: true });
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::FindOccurrences(_))), "{effects:?}");
}

#[test]
fn the_key_says_it_again_for_all_articles_and_another_word_begins_anew() {
    let mut desk = super::queue::desk(&["Un Reuters et Léa.", "Deux Reuters."]);
    desk.select("Reuters");
    desk.keys("o 2 o");
    assert!(desk.session.sought().is_some_and(|sought| sought.everywhere));
    desk.select("Léa");
    desk.keys("o 2");
    let sought = desk.session.sought().expect("it is looked for");
    assert_eq!((sought.word.as_str(), sought.everywhere), ("Léa", false));
    assert_eq!(desk.session.queue_len(), 2, "what the queue was narrowed to for the former word is gone");
    let mut alone = Desk::new("Reuters seul.");
    alone.select("Reuters");
    alone.keys("o 2 o");
    assert!(alone.session.sought().is_some_and(|sought| !sought.everywhere), "there is no other article");
}

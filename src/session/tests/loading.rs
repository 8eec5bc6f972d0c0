//! Loading, the sample, and the schemes of others.

use super::*;
use crate::formats::{Prepared, ReadDocument, Reading, Report};
use crate::messages::Message;
use crate::model::article::Metadata;
use crate::model::{Dataset, Edit};

pub(super) fn text(name: &str, text: &str) -> Incoming {
    let metadata = Metadata { title: name.to_owned(), ..Metadata::default() };
    Incoming { name: Message::verbatim(name), content: Ok(Content::Text { text: text.to_owned(), metadata }) }
}

pub(super) fn texts(all: &[&str]) -> Action {
    Action::Load(all.iter().map(|one| text("texte", one)).collect())
}

fn bad(name: &str, why: &str) -> Incoming {
    Incoming { name: Message::verbatim(name), content: Err(Message::verbatim(why)) }
}

/// A file with all that a dataset holds.
fn file(dataset: &Dataset) -> Reading {
    let document = |d: &std::rc::Rc<crate::model::Document>| ReadDocument {
        article: (**d.article()).clone(),
        annotations: d.annotations().iter().map(|a| (**a).clone()).collect(),
        relations: d.relations().iter().map(|r| (**r).clone()).collect(),
    };
    Reading {
        scheme: (**dataset.scheme()).clone(),
        guidelines: String::new(),
        documents: dataset.documents().iter().map(document).collect(),
        repaired: Vec::new(),
        rejected: Vec::new(),
    }
}

fn import(reading: Reading) -> Action {
    let content = Ok(Content::Dataset(Box::new(reading)));
    Action::LoadAll(vec![Incoming { name: Message::verbatim("f.json"), content }])
}

fn with_sample() -> Desk {
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    desk.must(sample("Un exemple."));
    desk
}

fn sample(text: &str) -> Action {
    Action::ShowSample { title: "Exemple".to_owned(), language: "fr".to_owned(), text: text.to_owned() }
}

fn titles(desk: &Desk) -> Vec<&str> {
    desk.session.dataset().documents().iter().map(|d| d.article().metadata().title.as_str()).collect()
}

#[test]
fn of_several_files_the_bad_one_is_told_and_the_others_load() {
    let mut desk = Desk::new("[quote:Oui].");
    let before = desk.session.dataset.clone();
    desk.must(Action::Load(vec![text("a", "A."), bad("b.bin", "it is no text"), text("c", "C.\r\n")]));
    assert_eq!(titles(&desk), ["", "a", "c"]);
    assert_eq!(desk.text(), "A.");
    assert_eq!(&**desk.session.dataset.documents()[2].article().text(), "C.\r\n");
    assert_eq!(desk.told(), ["Loaded 2 articles.", "Could not load b.bin: it is no text"]);
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
    desk.must(Action::Redo);
    assert_eq!(titles(&desk), ["", "a", "c"]);
}

#[test]
fn files_that_are_all_bad_change_nothing() {
    let mut desk = with_sample();
    let before = desk.session.dataset.clone();
    desk.must(Action::Load(vec![bad("a", "empty"), bad("b", "binary")]));
    assert_eq!(desk.session.dataset, before);
    assert_eq!(desk.session.notices[0].details, ["a: empty", "b: binary"]);
    assert!(desk.session.shows_untouched_sample());
}

#[test]
fn the_sample_gives_way_when_nobody_touched_it() {
    let mut desk = with_sample();
    assert!(!desk.session.is_unsaved());
    desk.must(Action::Load(vec![text("a", "A.")]));
    assert_eq!(titles(&desk), ["a"]);
    desk.keys("u");
    assert_eq!(desk.text(), "Un exemple.");
}

#[test]
fn the_sample_stays_when_somebody_annotated_it() {
    let mut desk = with_sample();
    desk.select("exemple");
    desk.keys("1");
    desk.must(Action::Load(vec![text("a", "A.")]));
    assert_eq!(titles(&desk), ["Exemple", "a"]);
    assert!(!desk.session.shows_untouched_sample());
}

#[test]
fn another_sample_takes_the_place_of_the_untouched_one_and_counts_as_a_change() {
    let mut desk = with_sample();
    let revision = desk.session.revision();
    desk.must(sample("An example."));
    assert_eq!(desk.session.dataset.documents().len(), 1);
    assert_eq!(desk.text(), "An example.");
    assert_ne!(desk.session.revision(), revision, "equal revisions mean equal datasets");
    assert!(!desk.session.is_unsaved());
    assert_eq!(desk.act(Action::Undo), Err(Refusal::NothingToUndo));
}

#[test]
fn an_import_brings_all_back_as_it_was() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.relate("a1", "a2");
    let mut other = with_sample();
    other.must(import(file(&desk.session.dataset)));
    assert_eq!(other.session.dataset, desk.session.dataset);
    assert_eq!(other.told(), ["Loaded 1 article with 2 annotations and 1 link."]);
}

#[test]
fn what_stands_already_is_not_loaded_twice_and_that_is_told() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa], [quote:non].");
    desk.relate("a1", "a2");
    let same = file(&desk.session.dataset);
    let before = desk.session.dataset.clone();
    desk.must(import(same.clone()));
    assert_eq!(desk.session.dataset, before);
    assert_eq!(desk.session.notices.len(), 1);
    assert!(desk.session.notices[0].details[0].to_string().contains("it stands here already"));
    // As many relations, but another one: nothing of it may be lost.
    let mut different = same;
    different.documents[0].relations[0].from = "a3".into();
    desk.must(import(different));
    assert_eq!(desk.session.dataset.documents().len(), 2);
}

#[test]
fn clashing_names_are_given_anew_and_the_links_follow() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    let mut other = Desk::new("[quote:Non], dit [source:Zoé].");
    other.relate("a1", "a2");
    let before = desk.session.dataset.clone();
    desk.must(import(file(&other.session.dataset)));
    assert_eq!(desk.text(), "Non, dit Zoé.");
    assert_eq!(desk.session.dataset.documents()[1].annotations().len(), 2);
    let row = &desk.session.rows(0..usize::MAX)[0];
    assert_eq!((row.text.as_str(), row.links[0].text.to_string().as_str()), ("Non", "“Zoé”"));
    assert_eq!(desk.session.notices[0].details.len(), 2, "{:?}", desk.session.notices);
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
}

fn scheme_with(name: &str, key: char) -> Scheme {
    let mut scheme = Scheme::reported_speech();
    scheme.labels[2].name = name.into();
    scheme.labels[2].key = key;
    scheme.labels[2].needs = None;
    scheme.relations.truncate(1);
    scheme
}

fn foreign(key: char) -> Reading {
    let mut dataset = Dataset::new(scheme_with("cue", key));
    let article = crate::model::Article::new("x".into(), "Il dit.", Metadata::default());
    let annotation = Annotation::new("c1".into(), "cue".into(), Span::new(3, 6));
    let edits = [
        Edit::AddArticle { at: 0, article: article.into() },
        Edit::Annotate { article: "x".into(), annotation: annotation.into() },
    ];
    dataset.apply_all(&edits).unwrap();
    file(&dataset)
}

#[test]
fn a_scheme_comes_whole_where_nothing_stands_and_one_undo_takes_it_back() {
    let mut desk = with_sample().with_pen("denial");
    desk.must(Action::SetFilter(Filter { label: Some("denial".into()), incomplete: false }));
    let before = desk.session.dataset.clone();
    desk.must(import(foreign('7')));
    assert_eq!(**desk.session.dataset.scheme(), scheme_with("cue", '7'));
    assert_eq!(desk.drawn(), "Il [cue:dit].");
    assert_eq!((desk.session.pen(), &desk.session.filter().label), (None, &None), "their label is gone");
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
}

#[test]
fn a_scheme_is_merged_where_something_stands_and_a_taken_key_is_given_anew() {
    let mut desk = Desk::new("[denial:Il nie].");
    let before = desk.session.dataset.clone();
    desk.must(import(foreign('3')));
    let labels: Vec<_> = desk
        .session
        .dataset
        .scheme()
        .labels
        .iter()
        .map(|label| (label.name.to_string(), label.key))
        .collect();
    let expected = [("quote", '1'), ("source", '2'), ("denial", '3'), ("cue", '4')];
    assert_eq!(labels, expected.map(|(name, key)| (name.to_owned(), key)));
    assert_eq!(desk.session.dataset.documents().len(), 2);
    desk.keys("u");
    assert_eq!(desk.session.dataset, before);
}

#[test]
fn what_was_left_out_is_told_also_where_nothing_was_loaded() {
    let mut reading = file(&Dataset::new(Scheme::reported_speech()));
    let report = Report { place: "articles[0]".into(), reason: "no text".into() };
    reading.rejected.push(report);
    let mut desk = with_sample();
    desk.must(import(reading));
    assert_eq!(desk.session.notices[0].details, ["Left out: f.json, articles[0]: no text"]);
    assert_eq!(desk.session.notices[0].kind, NoticeKind::Problem);
    assert_eq!(titles(&desk), ["Exemple"], "a file without an article does not drive the sample away");
}

#[test]
fn a_file_without_an_article_is_told_and_leaves_the_sample() {
    let mut desk = with_sample();
    desk.must(import(file(&Dataset::new(Scheme::reported_speech()))));
    assert_eq!(desk.told(), ["Could not load f.json: it holds no article"]);
    desk.must(import(file(&Dataset::new(scheme_with("cue", '7')))));
    assert_eq!(desk.told()[1], "Loaded a label scheme and no article.");
    assert_eq!((desk.text().as_str(), titles(&desk)), ("Un exemple.", vec!["Exemple"]));
    desk.keys("u");
    assert_eq!(**desk.session.dataset.scheme(), Scheme::reported_speech());
}

/// A file as the worker gives it.
fn prepared(dataset: &Dataset) -> Action {
    let prepared = Prepared { dataset: dataset.clone(), repaired: Vec::new(), rejected: Vec::new() };
    let content = Ok(Content::Prepared(Box::new(prepared)));
    Action::LoadAll(vec![Incoming { name: Message::verbatim("f.json"), content }])
}

#[test]
fn what_comes_put_together_is_what_comes_edit_by_edit() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    desk.relate("a1", "a2");
    let (mut one, mut other) = (with_sample(), with_sample());
    one.must(import(file(&desk.session.dataset)));
    other.must(prepared(&desk.session.dataset));
    assert_eq!(other.session.dataset, one.session.dataset);
    assert_eq!(other.told(), one.told());
    assert_eq!(other.session.counts(), one.session.counts());
    other.keys("u");
    assert_eq!(other.text(), "Un exemple.");
    other.must(Action::Redo);
    assert_eq!(other.session.dataset, one.session.dataset);
    assert_eq!(other.session.counts(), one.session.counts());
}

#[test]
fn what_comes_put_together_twice_stands_once_and_under_other_names_when_it_was_changed() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    let before = desk.session.dataset.clone();
    desk.must(prepared(&before));
    assert_eq!(desk.session.dataset, before);
    desk.must(Action::Choose(Some("a1".into())));
    desk.must(Action::Delete(None));
    desk.must(prepared(&before));
    let documents = desk.session.dataset.documents();
    assert_eq!(documents.len(), 2);
    assert_ne!(documents[1].article().id(), documents[0].article().id());
    assert_eq!(documents[1].annotations().len(), 2);
    assert!(documents[1].annotations().get(&"a2".into()).is_none(), "the standing one keeps its name");
}

#[test]
fn two_files_put_together_with_the_same_names_in_them_both_come() {
    let mut desk = with_sample();
    let one = marked("[quote:Oui].");
    let mut action = prepared(&one);
    if let (Action::LoadAll(list), Action::LoadAll(more)) =
        (&mut action, import(file(&marked("[quote:Non]."))))
    {
        list.extend(more);
    }
    desk.must(action);
    assert_eq!(desk.session.dataset.documents().len(), 2);
    assert_eq!(drawn(&desk.session.dataset), "[quote:Oui].");
}

#[test]
fn an_article_that_comes_indexed_is_an_article_like_any_other() {
    let mut desk = with_sample();
    let article = crate::model::Article::new("text".into(), "A.\r\n", Metadata::default());
    let incoming = || Incoming {
        name: Message::verbatim("a"),
        content: Ok(Content::Article(Box::new(article.clone()))),
    };
    desk.must(Action::LoadAll(vec![incoming(), incoming()]));
    assert_eq!(desk.session.dataset.documents().len(), 2);
    assert_eq!(desk.text(), "A.\r\n");
}

#[test]
fn a_task_is_told_until_it_is_over_or_stopped_whatever_else_is_done() {
    let mut desk = Desk::new("Oui.");
    let progress = |text: Option<&str>| Action::Progress { task: 4, text: text.map(Message::verbatim) };
    assert_eq!(desk.must(progress(Some("Opening…"))), [Effect::Announce(Message::verbatim("Opening…"))]);
    assert_eq!(desk.must(progress(Some("Opening… 40 %"))), []);
    desk.select("Oui");
    desk.keys("1 u");
    desk.must(Action::Escape);
    desk.must(Action::Escape);
    for n in 0..9 {
        desk.must(Action::Notify { text: Message::verbatim(format!("{n}")), error: true });
    }
    assert_eq!(desk.told()[0], "Opening… 40 %");
    assert!(desk.must(Action::Stop(4)).contains(&Effect::Stop(4)));
    assert!(!desk.told().contains(&"Opening… 40 %".to_owned()));
    assert_eq!(desk.must(progress(None)), []);
}

#[test]
fn what_a_person_loads_while_a_host_page_still_brings_something_comes_after_it() {
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    desk.must(Action::Expect);
    assert!(desk.session.is_fetching() && desk.session.is_expecting());
    let moment = desk.moment();
    desk.session.update(texts(&["Le leur."]), &moment);
    assert_eq!(titles(&desk), Vec::<&str>::new());
    desk.must(import(file(&marked("[quote:Oui]."))));
    desk.must(Action::Settle);
    assert_eq!(titles(&desk), [""]);
    assert!(!desk.session.is_unsaved() && desk.session.history().next_undo().is_none());
    desk.must(Action::ExpectNoMore);
    assert_eq!(titles(&desk), ["", "texte"]);
    desk.must(Action::Undo);
    assert_eq!(titles(&desk), [""]);
    assert!(!desk.session.is_fetching() && !desk.session.is_expecting());
}

//! The queue: states, filters, orders, going along it, the search, and that what is kept of it is never stale.

use proptest::prelude::*;

use super::loading::texts;
use super::*;
use crate::journal::Told;
use crate::model::{Mark, Timestamp};
use crate::session::queue::{Order, QueueFilter, State};

/// Articles named by their first word.
pub(super) fn desk(all: &[&str]) -> Desk {
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    let incoming = all.iter().map(|text| {
        let title = text.split(' ').next().unwrap_or_default();
        super::loading::text(title, text)
    });
    desk.must(Action::LoadAll(incoming.collect()));
    desk
}

fn shown(desk: &Desk) -> Vec<String> {
    desk.session.queue_rows(0..100).into_iter().map(|row| row.title).collect()
}

fn open(desk: &Desk) -> String {
    desk.session.open_row().map(|row| row.title).unwrap_or_default()
}

fn id(desk: &Desk, n: usize) -> crate::model::ArticleId {
    desk.session.dataset().documents()[n].article().id().clone()
}

fn states(desk: &Desk) -> Vec<State> {
    desk.session.queue_rows(0..100).into_iter().map(|row| row.state).collect()
}

#[test]
fn a_state_is_what_was_marked_else_whether_something_stands_there() {
    let mut desk = desk(&["Un dit.", "Deux dit.", "Trois dit."]);
    assert_eq!(states(&desk), [State::ToDo; 3]);
    desk.select("dit");
    desk.must(use_label("quote"));
    assert_eq!(states(&desk)[0], State::InProgress);
    let row = &desk.session.queue_rows(0..1)[0];
    assert_eq!((row.annotations, row.incomplete, row.number, row.is_open), (1, 1, 1, true));
    desk.must(Action::SetMark { article: None, mark: Mark::Done });
    desk.must(Action::SetMark { article: Some(id(&desk, 2)), mark: Mark::Skipped });
    assert_eq!(states(&desk), [State::Done, State::ToDo, State::Skipped]);
    let counts = desk.session.queue_counts();
    assert_eq!((counts.all(), counts.finished(), counts.incomplete), (3, 2, 1));
    let finished = desk.session.dataset().documents()[0].article().metadata().progress.finished.clone();
    assert!(!finished.0.is_empty());
    desk.must(Action::SetMark { article: None, mark: Mark::Open });
    assert_eq!(states(&desk)[0], State::InProgress);
    desk.keys("u");
    assert_eq!(states(&desk)[0], State::Done);
    let progress = &desk.session.dataset().documents()[0].article().metadata().progress;
    assert_eq!(progress.finished, finished, "undo brings the moment back");
}

#[test]
fn who_finishes_an_article_comes_to_the_next_that_is_left_and_undo_goes_back() {
    let mut desk = desk(&["Un", "Deux", "Trois", "Quatre"]);
    desk.must(Action::SetMark { article: Some(id(&desk, 1)), mark: Mark::Skipped });
    desk.must(Action::Finish(Mark::Done));
    assert_eq!(open(&desk), "Trois");
    desk.must(Action::Finish(Mark::Skipped));
    desk.must(Action::Finish(Mark::Done));
    assert_eq!(open(&desk), "Quatre", "nothing is left: it stays");
    assert_eq!(desk.session.queue_counts().finished(), 4);
    assert_eq!(
        desk.session
            .perform(Action::OpenToDo { forward: true }, &Moment { now: Timestamp::default(), seed: 1 }),
        Err(Refusal::NothingToDo)
    );
    desk.must(Action::Undo);
    desk.must(Action::Undo);
    assert_eq!(open(&desk), "Trois");
    desk.must(Action::OpenToDo { forward: false });
    assert_eq!(open(&desk), "Quatre", "round over the start");
    desk.must(Action::OpenToDo { forward: true });
    assert_eq!(open(&desk), "Trois");
}

#[test]
fn what_is_shown_follows_the_filter_and_leaves_when_it_no_longer_fits() {
    let mut desk = desk(&["Un dit.", "Deux dit.", "Trois dit."]);
    desk.must(Action::ToggleFlag(Some(id(&desk, 1))));
    desk.must(Action::SetRemark { article: Some(id(&desk, 1)), remark: "à revoir".to_owned() });
    desk.select("dit");
    desk.must(use_label("quote"));
    let filter = |filter: QueueFilter| Action::SetQueueFilter(filter);
    desk.must(filter(QueueFilter { flagged: true, ..QueueFilter::default() }));
    assert_eq!(shown(&desk), ["Deux"]);
    desk.must(filter(QueueFilter { label: Some("quote".into()), ..QueueFilter::default() }));
    assert_eq!(shown(&desk), ["Un"]);
    desk.must(filter(QueueFilter { incomplete: true, ..QueueFilter::default() }));
    assert_eq!(shown(&desk), ["Un"]);
    desk.must(Action::Delete(None));
    assert_eq!(shown(&desk), [""; 0]);
    desk.keys("u");
    assert_eq!(shown(&desk), ["Un"]);
    desk.must(filter(QueueFilter { states: vec![State::ToDo], ..QueueFilter::default() }));
    assert_eq!(shown(&desk), ["Deux", "Trois"]);
    desk.must(Action::OpenNeighbour { forward: true });
    assert_eq!(open(&desk), "Deux", "from an article that is not shown to the next that is");
    desk.must(Action::Finish(Mark::Done));
    assert_eq!((open(&desk).as_str(), shown(&desk)), ("Trois", vec!["Trois".to_owned()]));
    desk.must(filter(QueueFilter { text: "REVOIR".to_owned(), ..QueueFilter::default() }));
    assert_eq!(shown(&desk), ["Deux"]);
}

#[test]
fn each_order_sorts_by_what_it_says() {
    let mut desk = desk(&["beta dit court", "Alpha dit long, très long", "gamma dit"]);
    desk.must(Action::SetMark { article: Some(id(&desk, 2)), mark: Mark::Done });
    desk.must(Action::SetMark { article: Some(id(&desk, 0)), mark: Mark::Done });
    desk.must(Action::Open(id(&desk, 2)));
    desk.select("dit");
    desk.must(use_label("source"));
    for (order, expected) in [
        (Order::Title, ["Alpha", "beta", "gamma"]),
        (Order::Length, ["Alpha", "beta", "gamma"]),
        (Order::Annotations, ["gamma", "beta", "Alpha"]),
        (Order::Finished, ["beta", "gamma", "Alpha"]),
        (Order::Loaded, ["beta", "Alpha", "gamma"]),
    ] {
        desk.must(Action::SetQueueOrder(order));
        assert_eq!(shown(&desk), expected, "{order:?}");
    }
    desk.must(Action::SetQueueOrder(Order::Title));
    desk.must(Action::OpenNeighbour { forward: true });
    assert_eq!(open(&desk), "Alpha", "round over the end, along the order that is shown");
    let first = id(&desk, 1);
    desk.must(Action::Describe { article: first, title: "zeta".to_owned(), language: "fr".to_owned() });
    assert_eq!(shown(&desk), ["beta", "gamma", "zeta"]);
}

#[test]
fn words_are_looked_for_in_titles_at_once_and_in_texts_by_and_by() {
    let long = "mot ".repeat(60_000);
    let mut desk = desk(&["Un élève", "Deux Élève", &format!("Trois {long} eleve"), "Quatre"]);
    let effects = desk
        .must(Action::SetQueueFilter(QueueFilter { text: "élève".to_owned(), ..QueueFilter::default() }));
    let Some(Effect::SearchOn(search)) = effects.last().cloned() else { panic!("it goes on: {effects:?}") };
    assert!(desk.session.is_searching_texts());
    assert_eq!(shown(&desk), [""; 0]);
    desk.must(Action::SearchOn(search));
    assert_eq!(shown(&desk), ["Un", "Deux", "Trois"], "a slice ends behind a long text");
    while desk.session.is_searching_texts() {
        desk.must(Action::SearchOn(search));
    }
    assert_eq!(shown(&desk), ["Un", "Deux", "Trois"]);
    desk.must(Action::SetQueueFilter(QueueFilter { text: "QUATRE".to_owned(), ..QueueFilter::default() }));
    assert_eq!(shown(&desk), ["Quatre"]);
    desk.must(Action::SearchOn(search));
    assert_eq!(shown(&desk), ["Quatre"], "a former search is of no account");
}

#[test]
fn texts_on_disk_are_looked_through_by_the_keeper() {
    let mut desk = desk(&["Un mot", "Deux"]);
    let shelved = id(&desk, 1);
    desk.session.dataset.shelve(&shelved, Default::default());
    desk.session.revision += 1;
    desk.must(Action::SetQueueFilter(QueueFilter { text: "mot".to_owned(), ..QueueFilter::default() }));
    desk.session.found_in_texts(7, vec![shelved.clone()], true);
    assert_eq!(shown(&desk), [""; 0], "an answer to another search");
    desk.session.found_in_texts(1, vec![shelved], true);
    assert_eq!(shown(&desk), ["Deux"]);
    let _ = Told::Free;
}

#[test]
fn ten_thousand_articles_cost_an_edit_no_walk() {
    let all: Vec<String> = (0..10_000).map(|n| format!("{n} dit.")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut desk = Desk { session: Session::new(Scheme::reported_speech()), seed: 0 };
    desk.must(texts(&all));
    desk.must(Action::AnswerTwins(crate::session::Twins::Load));
    assert_eq!(desk.session.queue_len(), 10_000);
    let start = std::time::Instant::now();
    for n in 0..500 {
        let article = Some(id(&desk, n));
        desk.must(Action::SetMark { article, mark: Mark::Done });
        assert_eq!(desk.session.queue_rows(5_000..5_030).len(), 30);
        assert_eq!(desk.session.queue_counts().finished(), n + 1);
    }
    // Some 0.1 s without optimisation; a walk over all for each took half a minute.
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
}

/// Something that changes what the queue shows.
fn action(desk: &Desk, (what, n, m): (u8, usize, usize)) -> Action {
    let article = desk.session.dataset().documents().get(n % 6).map(|d| d.article().id().clone());
    match what {
        0 => Action::SetMark { article, mark: [Mark::Done, Mark::Skipped, Mark::Open][m % 3] },
        1 => Action::ToggleFlag(article),
        2 => article.map_or(Action::Undo, |article| Action::Describe {
            article,
            title: ["Zut", "", "Alpha"][m % 3].to_owned(),
            language: String::new(),
        }),
        3 => Action::SetQueueOrder(Order::ALL[m % 5]),
        4 => Action::SetQueueFilter(QueueFilter {
            states: [vec![], vec![State::ToDo], vec![State::Done, State::InProgress]][m % 3].clone(),
            flagged: m % 5 == 4,
            incomplete: m % 7 == 6,
            label: (m % 4 == 3).then(|| "quote".into()),
            text: if m % 6 == 5 { "al".to_owned() } else { String::new() },
        }),
        5 => article.map_or(Action::Redo, Action::Open),
        6 => use_label(["quote", "source"][m % 2]),
        7 => Action::Select {
            selection: Selection { anchor: ByteOffset::new(0), head: ByteOffset::new(2) },
            as_is: true,
        },
        8 => Action::Undo,
        9 => Action::Redo,
        10 => Action::LinkNearest,
        11 => article.map_or(Action::Undo, Action::RemoveArticle),
        12 => Action::Finish(Mark::Done),
        _ => Action::Delete(None),
    }
}

proptest! {
    #[test]
    fn what_is_kept_of_the_queue_is_never_stale(steps in proptest::collection::vec((0_u8..14, 0_usize..6, 0_usize..210), 1..40)) {
        let mut desk = desk(&["Un dit.", "Deux dit, al.", "Trois", "Quatre dit.", "Cinq dit.", "Six"]);
        for step in steps {
            let action = action(&desk, step);
            let _ = desk.act(action);
            let kept = (desk.session.queue_rows(0..10), desk.session.queue_counts(), desk.session.pace(&Timestamp::from("2000-01-01T00:00:00Z")));
            desk.session.queue.forget();
            let anew = (desk.session.queue_rows(0..10), desk.session.queue_counts(), desk.session.pace(&Timestamp::from("2000-01-01T00:00:00Z")));
            prop_assert_eq!(kept, anew);
        }
    }
}

#[test]
fn what_is_loaded_during_a_search_is_looked_through_too() {
    let mut desk = desk(&["Un mot", "Deux"]);
    desk.must(Action::SetQueueFilter(QueueFilter { text: "mot".to_owned(), ..QueueFilter::default() }));
    let effects = desk.must(Action::LoadAll(vec![super::loading::text("Trois", "encore un mot")]));
    let search = effects.iter().find_map(|effect| match effect {
        Effect::SearchOn(search) => Some(*search),
        _ => None,
    });
    desk.must(Action::SearchOn(search.unwrap()));
    assert_eq!(shown(&desk), ["Un", "Trois"]);
}

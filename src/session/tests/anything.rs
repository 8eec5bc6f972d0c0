//! Whatever is done: no panic, undo to the start, redo to the end, and no paragraph out of date.

use proptest::prelude::*;

use super::*;

const TEXT: &str = "[quote:« Nous avons\r\n[quote:gagné] »], a dit [source:le maire 👩‍💻].\n\n\
                    [denial:Il nie [quote:avoir triché]]. M. e\u{301}té\u{a0}! [source:Léa] rit.\nFin.";

fn motion(n: u8) -> Motion {
    use Motion::{Character, Paragraph, ParagraphEdge, Sentence, Text, Word};
    [Character, Word, Sentence, Paragraph, ParagraphEdge, Text][usize::from(n % 6)]
}

/// Any action at all, of which many are refused.
pub(super) fn action(desk: &Desk, (what, a, b, at): (u8, u8, u8, u32)) -> Action {
    let all = desk.session.document().map(|d| d.annotations().len()).unwrap_or_default();
    let id = |n: u8| {
        let annotations = desk.session.document().map(crate::model::Document::annotations);
        let one = annotations.and_then(|set| set.at_rank(usize::from(n) % all.max(1)));
        one.map_or_else(|| AnnotationId::from("nobody"), |one| one.id.clone())
    };
    let article = |n: u8| {
        let documents = desk.session.dataset().documents();
        let one = documents.get(usize::from(n) % documents.len().max(1));
        one.map_or_else(|| "nowhere".into(), |document| document.article().id().clone())
    };
    let label = |n: u8| Name::from(["quote", "source", "denial", "cue"][usize::from(n % 16).min(15) / 5]);
    let forward = b % 2 == 0;
    let at = ByteOffset::new(at);
    match what {
        0..=3 => {
            let selection = Selection { anchor: at, head: at.plus(u32::from(a % 60)) };
            Action::Select { selection, as_is: b % 4 == 0 }
        }
        4..=7 => Action::UseLabel { label: label(a), as_is: b % 4 == 0 },
        8 if forward => Action::SelectWord(at),
        8 => Action::SelectFoundWord(Span::between(at, at.plus(u32::from(a % 12)))),
        9 => Action::SelectSentence(at),
        10 => Action::MoveCaret { motion: motion(a), forward, extend: b % 4 < 2 },
        11 => Action::PlaceCaret { at, extend: forward },
        12 => Action::SetPen((a % 3 > 0).then(|| label(b))),
        13..=14 => Action::Choose((a > 20).then(|| id(b))),
        15..=16 => Action::ChooseAt(at),
        17 => Action::ChooseAtCaret,
        18 => Action::ChooseNeighbour { forward },
        19 => Action::Delete((a % 2 == 0).then(|| id(b))),
        20 => Action::HoldEdge,
        21..=22 => {
            let edge = if a % 2 == 0 { Edge::Start } else { Edge::End };
            if b % 5 == 0 {
                return Action::PlaceEdge { edge, at };
            }
            Action::MoveEdge { edge, motion: motion(a / 2), forward }
        }
        23 => {
            let value = [None, Some("direct".into()), Some("loud".into())][usize::from(a % 3)].clone();
            Action::SetAttribute { name: "manner".into(), value }
        }
        24 => Action::SetNote(format!("note {}", a % 3)),
        25 => Action::LinkNearest,
        26 => Action::LinkLast,
        27 => Action::LinkContinued,
        28 => Action::Point,
        29..=31 => Action::Relate { kind: None, from: id(a), to: id(b) },
        32..=35 => Action::Undo,
        36..=37 => Action::Redo,
        38 => Action::Escape,
        39 => Action::OpenNeighbour { forward },
        40 => Action::RemoveArticle(article(a)),
        41 => loading::texts(&["Un autre\ntexte."]),
        42 => Action::Annotate {
            article: article(a),
            id: format!("h{b}").as_str().into(),
            label: label(b),
            span: Span::between(at, at.plus(7)),
        },
        43 => {
            let relation = desk.session.document().and_then(|d| d.relations().of(&id(a)).first());
            Action::Unrelate(relation.map_or_else(|| "none".into(), |relation| relation.id.clone()))
        }
        44 => Action::Relabel(label(a)),
        45 => {
            let only = (a % 3 > 0).then(|| label(b));
            Action::SetFilter(Filter { label: only, incomplete: a % 2 == 0 })
        }
        _ => Action::Describe { article: article(a), title: format!("t{b}"), language: String::new() },
    }
}

/// What the list counts and shows is what a walk over all annotations gives.
fn lists_are_true(desk: &Desk) -> Result<(), TestCaseError> {
    let Some(document) = desk.session.document() else { return Ok(()) };
    let (scheme, filter) = (desk.session.dataset().scheme(), desk.session.filter());
    let mut counts = super::super::listing::Counts::default();
    let mut shown = Vec::new();
    for annotation in document.annotations().iter() {
        *counts.labels.of(annotation.label.clone()) += 1;
        let lacks = super::super::listing::lacks(document, scheme, annotation).is_some();
        counts.incomplete += usize::from(lacks);
        if filter.shows(annotation, lacks) {
            shown.push(annotation.id.clone());
        }
    }
    prop_assert_eq!(desk.session.counts(), counts);
    for document in desk.session.dataset().documents() {
        let id = document.article().id();
        let summary = desk.session.summary_of(id).map(|summary| (*summary).clone());
        prop_assert_eq!(summary, super::super::summaries::counted_by_hand(&desk.session, id));
    }
    prop_assert_eq!(desk.session.row_count(), shown.len());
    let rows = desk.session.rows(0..usize::MAX);
    prop_assert_eq!(rows.iter().map(|row| &row.id).collect::<Vec<_>>(), shown.iter().collect::<Vec<_>>());
    for (place, id) in shown.iter().enumerate() {
        prop_assert_eq!(desk.session.row_place(id), Some(place));
    }
    Ok(())
}

fn pages_are_true(desk: &Desk) -> Result<(), TestCaseError> {
    for n in 0..desk.session.paragraph_count() {
        prop_assert_eq!(&*desk.session.paragraph(n).unwrap(), &desk.session.paragraph_view(n).unwrap());
    }
    Ok(())
}

proptest! {
    #[test]
    fn all_can_be_undone_and_redone_and_neither_page_nor_list_is_ever_out_of_date(
        seeds in proptest::collection::vec((0_u8..48, any::<u8>(), any::<u8>(), 0_u32..160), 0..60),
    ) {
        let mut desk = Desk::new(TEXT);
        let start = desk.session.dataset.clone();
        pages_are_true(&desk)?;
        for seed in seeds {
            let wanted = action(&desk, seed);
            let (before, revision) = (desk.session.dataset.clone(), desk.session.revision());
            let done = desk.act(wanted.clone());
            pages_are_true(&desk)?;
            lists_are_true(&desk)?;
            if done.is_err() || desk.session.revision() == revision {
                prop_assert_eq!(&desk.session.dataset, &before, "{:?} says that nothing changed", wanted);
            } else {
                prop_assert!(done.unwrap().contains(&Effect::DatasetChanged), "{:?} is not told", wanted);
            }
            let shown = desk.session.chosen.as_ref();
            prop_assert_eq!(desk.session.chosen().map(|chosen| &chosen.id), shown, "what is chosen is there");
        }
        let end = desk.session.dataset.clone();
        let mut undone = 0;
        while desk.session.history().next_undo().is_some() {
            prop_assert!(desk.act(Action::Undo).is_ok());
            pages_are_true(&desk)?;
            lists_are_true(&desk)?;
            undone += 1;
        }
        prop_assert_eq!(&desk.session.dataset, &start);
        for _ in 0..undone {
            prop_assert!(desk.act(Action::Redo).is_ok());
            pages_are_true(&desk)?;
        }
        prop_assert_eq!(&desk.session.dataset, &end);
    }
}

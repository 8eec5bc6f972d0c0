//! Claims that slipped, each in its own way.

use proptest::prelude::*;

use super::*;
use crate::formats::fixture::any_text;
use crate::model::article::Metadata;

fn article(text: &str) -> Article {
    Article::new("x".into(), text, Metadata::default())
}

fn claim(start: u64, end: u64, covered: &str) -> Claim<'_> {
    Claim { start, end, covered: Some(covered) }
}

/// The placed texts with their byte offsets, or the refusal.
fn placed(text: &str, claims: &[Claim<'_>]) -> Vec<Result<(u32, String), String>> {
    let article = article(text);
    place(&article, Counting::CodePoints, claims)
        .each
        .into_iter()
        .map(|placement| match placement {
            Placement::Kept(span) | Placement::Mended(span, _) => {
                assert!(article.accepts(span));
                Ok((span.start.get(), article.covered(span).to_owned()))
            }
            Placement::Refused(why) => Err(why.to_string()),
        })
        .collect()
}

fn count(unit: Counting, text: &str, at: usize) -> u64 {
    let before = &text[..at];
    let count = match unit {
        Counting::CodePoints => before.chars().count(),
        Counting::Utf16 => before.encode_utf16().count(),
        Counting::Bytes => before.len(),
        Counting::CrlfAsOne => before.replace("\r\n", "\n").chars().count(),
    };
    count as u64
}

proptest! {
    /// Claims in another unit come back, all at once, or where that unit is not told by the text, are
    /// refused; none is put elsewhere than where its text stands.
    #[test]
    fn claims_in_another_unit_come_back(
        text in any_text(),
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12),
        unit in prop::sample::select(vec![Counting::CodePoints, Counting::Utf16, Counting::Bytes, Counting::CrlfAsOne]),
    ) {
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        // With CRLF as one, there is no place between the two.
        let edges: Vec<usize> = edges.into_iter().filter(|at| !(unit == Counting::CrlfAsOne && text[..*at].ends_with('\r') && text[*at..].starts_with('\n'))).collect();
        let spans: Vec<(usize, usize)> = places
            .iter()
            .map(|(a, b)| (edges[a.index(edges.len())], edges[b.index(edges.len())]))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        let normal = |covered: &str| if unit == Counting::CrlfAsOne { covered.replace("\r\n", "\n") } else { covered.to_owned() };
        let covered: Vec<String> = spans.iter().map(|(a, b)| normal(&text[*a..*b])).collect();
        let claims: Vec<Claim<'_>> = spans.iter().zip(&covered)
            .map(|((a, b), covered)| claim(count(unit, &text, *a), count(unit, &text, *b), covered))
            .collect();
        let article = article(&text);
        let placements = place(&article, Counting::CodePoints, &claims);
        if placements.other_unit.is_some_and(|(found, _)| found == unit) {
            let expected: Vec<_> = spans.iter().map(|(a, b)| Placement::Kept(Span::new(*a as u32, *b as u32))).collect();
            prop_assert_eq!(&placements.each, &expected);
        }
        if unit == Counting::CodePoints {
            prop_assert_eq!(placements.other_unit, None);
        }
        for (placement, covered) in placements.each.iter().zip(&covered) {
            if let Placement::Kept(span) | Placement::Mended(span, _) = placement {
                prop_assert!(article.accepts(*span));
                prop_assert!(alike(article.covered(*span).trim(), covered.trim()), "{:?} {:?}", article.covered(*span), covered);
            }
        }
    }
}

#[test]
fn offsets_in_utf16_bytes_or_with_crlf_as_one_are_recognised_and_counted_once() {
    let text = "🦀 L’été\r\nfini, a dit le maire à Élise.\r\nÉlise rit.";
    let article = article(text);
    for unit in [Counting::Utf16, Counting::Bytes, Counting::CrlfAsOne] {
        let claims: Vec<Claim<'_>> = ["🦀", "fini", "le maire", "Élise"]
            .map(|covered| {
                let at = text.find(covered).unwrap();
                claim(count(unit, text, at), count(unit, text, at + covered.len()), covered)
            })
            .to_vec();
        let placements = place(&article, Counting::CodePoints, &claims);
        let texts: Vec<_> = placements
            .each
            .iter()
            .map(|placement| match placement {
                Placement::Kept(span) => (span.start.index(), article.covered(*span)),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected =
            ["🦀", "fini", "le maire", "Élise"].map(|covered| (text.find(covered).unwrap(), covered));
        assert_eq!(texts, expected);
        let mended = if unit == Counting::CrlfAsOne { 3 } else { 4 };
        assert_eq!(placements.other_unit, Some((unit, mended)));
    }
}

#[test]
fn offsets_without_text_follow_the_unit_that_the_others_prove() {
    let article = article("🦀🦀 oui et non et peut-être");
    let bare = Claim { start: 12, end: 15, covered: None };
    let placements = place(&article, Counting::CodePoints, &[claim(5, 8, "oui"), bare]);
    let covered: Vec<_> = placements
        .each
        .iter()
        .map(|placement| match placement {
            Placement::Kept(span) => article.covered(*span),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(covered, ["oui", "non"]);
    assert_eq!(placements.other_unit, Some((Counting::Utf16, 2)));
}

#[test]
fn a_text_that_stands_once_is_found_wherever_it_is() {
    assert_eq!(
        placed("Bref, le maire a dit non.", &[claim(0, 8, "le maire")]),
        [Ok((6, "le maire".to_owned()))]
    );
    assert_eq!(
        placed("Bref, le maire a dit non.", &[claim(900, 8, "le maire")]),
        [Ok((6, "le maire".to_owned()))]
    );
}

#[test]
fn a_text_that_stands_often_is_found_only_where_it_is_clearly_meant() {
    let text = format!("oui {} oui {} oui", "x".repeat(50), "y".repeat(50));
    assert_eq!(placed(&text, &[claim(57, 60, "oui")]), [Ok((55, "oui".to_owned()))]);
    let doubtful = placed(&text, &[claim(28, 31, "oui")]);
    assert_eq!(
        doubtful,
        [Err("its text is not at its offsets but at 3 other places, and that it is meant is not certain"
            .to_owned())]
    );
}

#[test]
fn neighbours_tell_how_far_a_text_was_shifted() {
    let text = "Un préambule assez long. Il dit oui, elle dit oui, on dit oui à tout.";
    let shift = "Un préambule assez long. ".chars().count() as u64;
    let at = |covered: &str, skip: usize| {
        let (byte, _) = text.match_indices(covered).nth(skip).unwrap();
        (count(Counting::CodePoints, text, byte) - shift, byte as u32)
    };
    let (elle, _) = at("elle", 0);
    let (second, byte) = at("oui", 1);
    let found = placed(text, &[claim(elle, elle + 4, "elle"), claim(second, second + 3, "oui")]);
    assert_eq!(found[1], Ok((byte, "oui".to_owned())));
}

#[test]
fn a_text_that_changed_its_blanks_signs_or_accents_keeps_its_place() {
    let text = "Elle a dit : «\u{a0}L’e\u{301}te\u{301} est\r\n\r\nfini\u{202f}!\u{a0}»";
    let start = 13;
    let end = text.chars().count() as u64;
    assert_eq!(placed(text, &[claim(start, end, "« L'été est fini ! »")]), [Ok((13, text[13..].to_owned()))]);
    assert_eq!(placed(text, &[claim(0, 20, "« L'été est fini ! »")]), [Ok((13, text[13..].to_owned()))]);
}

#[test]
fn a_short_text_inside_another_word_is_not_taken_for_it() {
    assert_eq!(
        placed(
            "Le bouillon est servi depuis longtemps à tous les invités du maire.",
            &[claim(40, 43, "oui")]
        ),
        [Err("its text is not at its offsets but inside another word, and that it is meant is not certain"
            .to_owned())]
    );
    assert_eq!(
        placed("le cafe\u{301} fume", &[claim(0, 4, "cafe")]),
        [Err("its text stands nowhere in the article".to_owned())]
    );
}

#[test]
fn offsets_alone_are_trusted_only_inside_the_text() {
    let bare = |start, end| Claim { start, end, covered: None };
    let found = placed("été", &[bare(0, 3), bare(0, 4), bare(2, 1), bare(1, 1), bare(0, u64::MAX)]);
    assert_eq!(found[0], Ok((0, "été".to_owned())));
    assert!(found[1..].iter().all(Result::is_err), "{found:?}");
}

#[test]
fn fifty_thousand_wrong_claims_on_a_long_text_take_bounded_time() {
    let sentence = "Le maire a dit que rien n’était décidé pour l’instant. ";
    let text = sentence.repeat(5_000_000 / sentence.len());
    let covered: Vec<String> = (0..50_000).map(|n| format!("rien n’était décidé {}", n % 25_000)).collect();
    let claims: Vec<Claim<'_>> = covered.iter().map(|covered| claim(3, 9, covered)).collect();
    let started = std::time::Instant::now();
    let found = placed(&text, &claims);
    assert!(found.iter().all(Result::is_err));
    let same: Vec<Claim<'_>> = (0..50_000).map(|n| claim(n * 90 + 1, n * 90 + 5, "décidé pour")).collect();
    placed(&text, &same);
    let inside: Vec<Claim<'_>> =
        (0..50_000_usize).map(|n| claim(7, 9, &sentence[3..4 + n % 5 * 2])).collect();
    placed(&text, &inside);
    // Generous: this runs unoptimised on a busy machine. Quadratic would be hours.
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

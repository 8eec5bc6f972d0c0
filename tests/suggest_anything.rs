//! The engine on any text at all: what it proposes is sound, and its work grows with the text and no faster.
#![cfg(feature = "rules")]

use guillemet::model::Span;
use guillemet::suggest::{Engine, Suggestions};
use proptest::prelude::*;

fn check(text: &str, found: &Suggestions) {
    let mut last = Span::new(0, 0);
    for suggestion in &found.spans {
        let span = suggestion.span;
        assert!(!span.is_empty(), "{suggestion:?}");
        assert!(span.slice(text).is_some(), "{suggestion:?} is no slice of {text:?}");
        assert!(span.start >= last.start, "{suggestion:?} stands before {last:?}");
        last = span;
    }
    for relation in &found.relations {
        assert!(relation.from < found.spans.len() && relation.to < found.spans.len());
        assert_ne!(relation.from, relation.to);
        let label = |at: usize| found.spans[at].label.as_str();
        let fits = matches!(
            (relation.kind.as_str(), label(relation.from), label(relation.to)),
            ("said_by", "quote", "source")
                | ("denied_by", "denial", "source")
                | ("denies", "denial", "quote")
                | ("continues", "quote", "quote")
        );
        assert!(fits, "{relation:?}");
    }
}

fn engines() -> impl Iterator<Item = std::rc::Rc<Engine>> {
    Engine::languages().filter_map(Engine::for_language)
}

/// Pieces that rules look at, to meet in every order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "«",
        "»",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "—",
        "- ",
        " ",
        "\u{A0}",
        "\u{202F}",
        "\n",
        "\r\n",
        ",",
        ".",
        ":",
        ";",
        "(",
        ")",
        "?",
        "…",
        "Il ",
        "il ",
        "-t-il",
        " a ",
        " dit ",
        "déclaré",
        "que ",
        "qu'",
        "selon ",
        "Selon ",
        "le ",
        "maire",
        "Anne ",
        "Petit",
        "nie ",
        "démenti ",
        "avoir ",
        "jamais ",
        "et ",
        "qui ",
        "n'",
        "pour ",
        "M. ",
        "12,5",
        "é\u{301}",
        "İ",
        "ß",
        "😀",
        "\u{200D}",
        "the ",
        "said ",
        "that ",
        "denied ",
        "he ",
        "„",
        "sagte ",
        "dass ",
        "der ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_text_gives_sound_suggestions(text in "\\PC{0,80}") {
        for engine in engines() {
            check(&text, &engine.suggest(&text));
        }
    }

    #[test]
    fn any_order_of_what_rules_look_at_gives_sound_suggestions(text in pieces()) {
        for engine in engines() {
            check(&text, &engine.suggest(&text));
        }
    }

    #[test]
    fn blocks_make_up_the_text_and_come_to_the_same_in_any_order(
        paragraphs in prop::collection::vec(pieces(), 0..12), filler in 0_usize..900,
    ) {
        let text = paragraphs.join(&format!("\n{}\n", "mot ".repeat(filler)));
        for engine in engines() {
            let blocks = engine.blocks(&text);
            let mut at = 0;
            for block in &blocks {
                prop_assert_eq!(block.start.get(), at);
                prop_assert!(block.slice(&text).is_some());
                at = block.end.get();
            }
            prop_assert_eq!(at as usize, text.len());
            let whole = engine.suggest(&text);
            let apart: usize = blocks.iter().rev().map(|block| engine.suggest_block(&text, *block).spans.len()).sum();
            prop_assert_eq!(whole.spans.len(), apart);
        }
    }
}

#[test]
fn a_window_gives_what_its_blocks_give() {
    let engine = Engine::for_language("fr").expect("it is a language");
    let paragraph =
        format!("« Le pont rouvrira en mai », assure le maire. {}\n", "Un mot de plus. ".repeat(200));
    let text = paragraph.repeat(5);
    let middle = Span::new(paragraph.len() as u32 * 2 + 10, paragraph.len() as u32 * 2 + 20);
    let found = engine.suggest_window(&text, middle);
    assert_eq!(found.spans.len(), 2);
    assert_eq!(found.spans[0].span.start.index(), paragraph.len() * 2);
}

#[test]
fn a_block_that_is_none_gives_nothing() {
    let engine = Engine::for_language("fr").expect("it is a language");
    assert!(engine.suggest_block("é", Span::new(1, 2)).is_empty());
    assert!(engine.suggest_block("é", Span::new(0, 9)).is_empty());
}

#[test]
fn hostile_texts_are_worked_through() {
    for piece in [
        "«",
        "»",
        "\"",
        "“",
        "'",
        "« ",
        "\" ",
        "a«",
        "dit ",
        "dit, ",
        "il dit que ",
        "selon ",
        "selon le maire, ",
        "et ",
        ", ",
        "(",
        ")",
        ": «",
        "— ",
        "\n«",
        "\n\"",
        "a\n",
        "l'",
        "-t-il",
        "😀",
        "\u{301}",
        "qui ",
        "Anne ",
        "de ",
        ".",
        "nie ",
        "« oui », dit-il, ",
        "said that he said that ",
    ] {
        let text = piece.repeat(10_000 / piece.len());
        for engine in engines() {
            check(&text, &engine.suggest(&text));
        }
    }
}

//! What is held: caret, words, sentences, and the pen that a triple click must not use twice.

use super::*;
use crate::messages::Message;

#[test]
fn the_first_key_shows_the_caret_where_the_text_begins() {
    let mut desk = Desk::new("Oui. Non.");
    desk.keys("ArrowRight");
    assert_eq!(desk.session.selection, Some(Selection::caret(ByteOffset::new(0))));
    desk.keys("Shift+ArrowRight Shift+ArrowRight");
    assert_eq!(desk.held(), "Ou");
    desk.keys("ArrowLeft");
    assert_eq!(desk.session.selection, Some(Selection::caret(ByteOffset::new(0))));
    desk.keys("Shift+Alt+ArrowRight");
    assert_eq!(desk.held(), "Oui. ");
}

#[test]
fn what_is_extended_from_a_chosen_annotation_begins_where_it_does() {
    let mut desk = Desk::new("Le [quote:maire] dort.");
    desk.choose("a1");
    desk.keys("Shift+Ctrl+ArrowRight");
    assert_eq!(desk.held(), "maire ");
}

#[test]
fn w_takes_the_word_at_the_caret_and_shift_w_the_sentence() {
    let mut desk = Desk::new("Oui. Il a [quote:dit] non.");
    desk.must(Action::PlaceCaret { at: ByteOffset::new(8), extend: false });
    desk.keys("w");
    assert_eq!(desk.held(), "a");
    desk.keys("Shift+W");
    assert_eq!(desk.held(), "Il a dit non.");
    desk.choose("a1");
    desk.keys("w");
    assert_eq!(desk.held(), "dit");
}

#[test]
fn a_place_outside_the_text_or_inside_a_character_is_refused() {
    let mut desk = Desk::new("é");
    for at in [1, 3, 90_000] {
        let at = ByteOffset::new(at);
        let beyond = Selection { anchor: ByteOffset::new(0), head: at };
        assert_eq!(
            desk.act(Action::Select { selection: beyond, as_is: true }),
            Err(Refusal::NothingSelected)
        );
        assert!(desk.act(Action::PlaceCaret { at, extend: false }).is_err());
        assert!(desk.act(Action::ChooseAt(at)).is_err());
        assert_eq!(desk.session.selection, None);
    }
}

#[test]
fn with_a_pen_a_triple_click_leaves_one_annotation_and_one_undo() {
    let mut desk = Desk::new("Oui. Il a dit non.").with_pen("quote");
    let at = desk.at("dit");
    desk.must(Action::ChooseAt(at));
    desk.must(Action::SelectWord(at));
    assert_eq!(desk.drawn(), "Oui. Il a [quote:dit] non.");
    desk.must(Action::SelectSentence(at));
    assert_eq!(desk.drawn(), "Oui. [quote:Il a dit non.]");
    desk.keys("u");
    assert_eq!(desk.drawn(), "Oui. Il a dit non.");
    assert_eq!(desk.act(Action::Undo), Err(Refusal::NothingToUndo));
    desk.must(Action::Redo);
    assert_eq!(desk.drawn(), "Oui. [quote:Il a dit non.]");
    assert_eq!(desk.act(Action::Redo), Err(Refusal::NothingToRedo));
}

#[test]
fn the_word_gives_way_even_where_the_sentence_stands_already() {
    let mut desk = Desk::new("Oui. [quote:Il a dit non.]").with_pen("quote");
    let at = desk.at("it non");
    desk.must(Action::SelectWord(at));
    let effects = desk.must(Action::SelectSentence(at));
    assert!(effects.contains(&Effect::DatasetChanged));
    assert_eq!(desk.drawn(), "Oui. [quote:Il a dit non.]");
    assert_eq!(desk.told(), ["This label already stands on exactly this text"]);
    assert_eq!(desk.act(Action::Undo), Err(Refusal::NothingToUndo));
}

#[test]
fn a_word_stays_when_something_else_came_between_or_the_sentence_is_elsewhere() {
    let mut desk = Desk::new("Oui. Il a dit non.").with_pen("quote");
    let (dit, oui) = (desk.at("dit"), desk.at("Oui"));
    desk.must(Action::SelectWord(dit));
    desk.must(Action::SelectSentence(oui));
    assert_eq!(desk.drawn(), "[quote:Oui.] Il a [quote:dit] non.");
    desk.must(Action::SelectSentence(dit));
    assert_eq!(desk.drawn(), "[quote:Oui.] [quote:Il a [quote:dit] non.]");
}

#[test]
fn a_double_click_that_makes_nothing_takes_nothing_back() {
    let mut desk = Desk::new("Oui. Il a dit non.");
    let at = desk.at("dit");
    desk.select("Oui");
    desk.keys("1");
    desk.must(Action::SelectWord(at));
    desk.must(Action::SelectSentence(at));
    assert_eq!(desk.drawn(), "[quote:Oui]. Il a dit non.");
    assert_eq!(desk.held(), "Il a dit non.");
}

#[test]
fn a_double_click_where_there_is_no_word_takes_nothing_back() {
    let mut desk = Desk::new("[quote:Oui\n]").with_pen("quote");
    desk.choose("a1");
    desk.must(Action::SetNote("n".to_owned()));
    let end = ByteOffset::new(4);
    desk.must(Action::SelectWord(end));
    desk.must(Action::SelectSentence(end));
    assert_eq!(desk.annotation("a1").note, "n");
}

#[test]
fn escape_lets_go_of_one_thing_at_a_time() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].").with_pen("quote");
    desk.must(Action::Notify { text: Message::verbatim("Bonjour"), error: false });
    desk.choose("a1");
    desk.keys("r Escape");
    assert!(!desk.session.is_pointing());
    desk.keys("e Escape");
    assert_eq!((desk.session.held_edge(), desk.chosen().as_str()), (None, "a1"));
    desk.session.selection = Some(Selection { anchor: ByteOffset::new(0), head: ByteOffset::new(3) });
    desk.keys("Escape");
    assert_eq!(desk.session.selection, Some(Selection::caret(ByteOffset::new(3))));
    assert_eq!(desk.chosen(), "a1");
    desk.keys("Escape");
    assert_eq!((desk.chosen().as_str(), desk.session.pen().is_some()), ("", true));
    desk.keys("Escape");
    assert_eq!((desk.session.pen(), desk.told()), (None, vec!["Bonjour".to_owned()]));
    desk.keys("Escape");
    assert!(desk.told().is_empty());
}

#[test]
fn a_word_that_the_browser_found_is_held_as_it_is() {
    let mut desk = Desk::new("市长王小明表示");
    let word = |start: u32, end: u32| Span { start: ByteOffset::new(start), end: ByteOffset::new(end) };
    desk.must(Action::SelectFoundWord(word(0, 6)));
    assert_eq!(desk.held(), "市长");
    desk.refused(Action::SelectFoundWord(word(1, 6)));
    assert_eq!(desk.held(), "市长", "half a character is no word");
}

//! Which key means what, whatever the keyboard.

use super::*;
use crate::session::chord::Chord;
use crate::session::keymap::Deed;

fn meant(desk: &Desk, press: &KeyPress) -> String {
    match desk.session.command(press) {
        Some(Command::Act(Action::UseLabel { label, as_is })) => {
            format!("{label}{}", if as_is { " as is" } else { "" })
        }
        Some(other) => format!("{other:?}"),
        None => "the browser's".to_owned(),
    }
}

fn digit(key: &str, code: &str) -> KeyPress {
    KeyPress { key: key.to_owned(), code: code.to_owned(), ..KeyPress::default() }
}

#[test]
fn a_digit_is_known_by_what_it_means_or_by_where_it_lies() {
    let desk = Desk::new("Oui.");
    assert_eq!(meant(&desk, &digit("1", "Digit1")), "quote");
    assert_eq!(meant(&desk, &digit("&", "Digit1")), "quote", "AZERTY");
    assert_eq!(meant(&desk, &digit("é", "Digit2")), "source", "AZERTY");
    assert_eq!(meant(&desk, &digit("3", "Numpad3")), "denial");
    assert_eq!(meant(&desk, &digit("PageDown", "Numpad3")), "the browser's");
    assert_eq!(meant(&desk, &digit("?", "Digit3")), "Help");
    assert_eq!(meant(&desk, &digit("9", "Digit9")), "the browser's");
}

#[test]
fn alt_and_a_digit_annotates_as_is_and_control_and_a_digit_is_the_browsers() {
    let desk = Desk::new("Oui.");
    assert_eq!(meant(&desk, &KeyPress { alt: true, ..digit("¡", "Digit1") }), "quote as is");
    assert_eq!(meant(&desk, &KeyPress { command: true, ..digit("1", "Digit1") }), "the browser's");
    assert_eq!(meant(&desk, &KeyPress { command: true, alt: true, ..digit("1", "Digit1") }), "the browser's");
}

#[test]
fn each_of_three_keys_deletes_the_chosen_one() {
    for key in ["Backspace", "Delete", "x"] {
        let mut desk = Desk::new("[quote:Oui].");
        assert_eq!(desk.try_key(key), Err(Refusal::NothingChosen));
        desk.choose("a1");
        desk.keys(key);
        assert_eq!(desk.drawn(), "Oui.", "{key}");
    }
}

#[test]
fn a_value_has_a_letter_only_where_its_label_is_chosen() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    assert!(desk.command("i").is_none());
    desk.choose("a2");
    assert!(desk.command("i").is_none());
    desk.choose("a1");
    for (key, value) in [("d", "direct"), ("i", "indirect"), ("m", "mixed")] {
        desk.keys(key);
        assert_eq!(desk.annotation("a1").attributes.get(&Name::from("manner")).unwrap(), &value);
    }
}

#[test]
fn what_a_command_does_not_know_is_the_browsers() {
    let desk = Desk::new("[quote:Oui].");
    for key in ["Ctrl+c", "Ctrl+a", "Ctrl+Backspace", "Alt+n", "F5", "Tab", "w", "PageDown", " "] {
        assert!(desk.command(key).is_none(), "{key}");
    }
    assert!(matches!(desk.command("Ctrl+s"), Some(Command::Download)));
    assert!(matches!(desk.command("Shift+ArrowDown"), Some(Command::Line { forward: true, extend: true })));
}

#[test]
fn the_arrows_move_the_held_edge_and_then_the_caret_again() {
    let mut desk = Desk::new("Le [quote:maire] dort.");
    desk.choose("a1");
    desk.keys("e");
    assert_eq!(desk.session.held_edge(), Some(Edge::End));
    desk.keys("e");
    assert_eq!(desk.session.held_edge(), Some(Edge::Start));
    desk.keys("e");
    assert_eq!(desk.session.held_edge(), None);
    assert!(matches!(desk.command("ArrowRight"), Some(Command::Act(Action::MoveCaret { .. }))));
}

#[test]
fn a_key_that_was_changed_does_what_it_was_given_for() {
    let mut desk = Desk::new("[quote:Oui], [source:Léa].");
    let changed = desk.must(Action::ChangeKey(Deed::NextAnnotation, Chord::read("Shift+f").unwrap()));
    assert_eq!(changed, [Effect::KeysChanged]);
    desk.keys("Shift+F");
    assert_eq!(desk.session.chosen().unwrap().id.as_str(), "a1");
    assert!(desk.command("n").is_none());
    assert!(
        desk.try_key("u").unwrap_err().message(desk.session.keymap()).to_string().contains("nothing to undo")
    );
    let none = desk.session.command(&press("f"));
    assert!(none.is_none(), "without Shift it is another key");
}

#[test]
fn a_refusal_names_the_key_that_the_person_uses() {
    let mut desk = Desk::new("Oui.");
    desk.must(Action::ChangeKey(Deed::NextAnnotation, Chord::read("F8").unwrap()));
    let refusal = desk.try_key("x").unwrap_err();
    assert_eq!(refusal.message(desk.session.keymap()), "No annotation is chosen; click one, or press F8");
    assert_eq!(refusal.to_string(), "no annotation is chosen; click one, or press n");
}

#[test]
fn keys_of_labels_and_of_the_caret_are_not_given_away() {
    let mut desk = Desk::new("Oui.");
    for key in ["1", "ArrowLeft", "Ctrl+Home", "Tab"] {
        assert_eq!(desk.must(Action::ChangeKey(Deed::Undo, Chord::read(key).unwrap())), [], "{key}");
    }
    assert!(!desk.session.keymap().is_changed());
}

#[test]
fn a_letter_that_a_command_took_is_no_values_any_more() {
    let mut desk = Desk::new("[quote:Oui].");
    let letters = |desk: &Desk| -> String {
        desk.session.attribute_keys(&"quote".into()).iter().map(|(key, ..)| *key).collect()
    };
    assert_eq!(letters(&desk), "dim");
    desk.must(Action::ChangeKey(Deed::Note, Chord::read("m").unwrap()));
    assert_eq!(letters(&desk), "di");
}

#[test]
fn a_keyboard_of_another_script_is_known_by_where_its_letters_lie() {
    let mut desk = Desk::new("[quote:Oui].");
    let press = KeyPress { key: "т".to_owned(), code: "KeyN".to_owned(), ..KeyPress::default() };
    let Some(Command::Act(action)) = desk.session.command(&press) else { panic!("it means nothing") };
    desk.must(action);
    assert!(desk.session.chosen().is_some());
}

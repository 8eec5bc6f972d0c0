//! What is drawn: an edit and a choice redraw the paragraphs they touch, and no other.

use std::rc::Rc;

use super::*;

const FOUR: &str = "[quote:Un]\n[quote:Deux\net] plus\n[source:Léa]\nrien";

/// Which paragraphs are drawn anew by what is done.
#[track_caller]
fn redrawn(desk: &mut Desk, does: impl FnOnce(&mut Desk)) -> Vec<usize> {
    let views = |desk: &Desk| -> Vec<_> {
        (0..desk.session.paragraph_count()).map(|n| desk.session.paragraph(n).unwrap()).collect()
    };
    let before = views(desk);
    assert!(before.iter().zip(views(desk)).all(|(a, b)| Rc::ptr_eq(a, &b)), "asking alone draws nothing");
    does(desk);
    let after = views(desk);
    for (n, view) in after.iter().enumerate() {
        assert_eq!(**view, desk.session.paragraph_view(n).unwrap(), "paragraph {n} is out of date");
    }
    before.iter().zip(&after).enumerate().filter(|(_, (a, b))| !Rc::ptr_eq(a, b)).map(|(n, _)| n).collect()
}

#[test]
fn choosing_redraws_the_former_and_the_new_one() {
    let mut desk = Desk::new(FOUR);
    assert_eq!(redrawn(&mut desk, |desk| desk.choose("a2")), [1, 2]);
    assert_eq!(redrawn(&mut desk, |desk| desk.choose("a3")), [1, 2, 3]);
    assert_eq!(redrawn(&mut desk, |desk| desk.choose("a3")), [0; 0]);
}

#[test]
fn an_edit_redraws_the_paragraphs_it_touches() {
    let mut desk = Desk::new(FOUR);
    let made = redrawn(&mut desk, |desk| {
        desk.select("rien");
        desk.keys("1");
    });
    assert_eq!(made, [4]);
    assert_eq!(redrawn(&mut desk, |desk| drop(desk.keys("u"))), [4]);
    desk.choose("a1");
    assert_eq!(redrawn(&mut desk, |desk| drop(desk.keys("3"))), [0]);
    desk.choose("a2");
    let moved = redrawn(&mut desk, |desk| {
        desk.keys("e Ctrl+ArrowLeft");
    });
    assert_eq!(moved, [1, 2]);
    assert_eq!(desk.chosen_text(), "Deux");
}

#[test]
fn a_span_that_takes_the_line_end_in_leaves_the_next_paragraph_alone() {
    let mut desk = Desk::new("un\ndeux\ntrois");
    let as_is = desk.selecting("un\n", true);
    let made = redrawn(&mut desk, |desk| {
        desk.must(as_is);
        desk.keys("1");
    });
    assert_eq!(desk.drawn(), "[quote:un\n]deux\ntrois");
    assert_eq!(made, [0]);
}

#[test]
fn a_link_marks_its_other_end_and_unlinking_unmarks_it() {
    let mut desk = Desk::new(FOUR);
    let related = |desk: &Desk| desk.session.paragraph(3).unwrap().covers[0].related;
    assert_eq!(redrawn(&mut desk, |desk| desk.relate("a1", "a3")), [0, 3]);
    assert!(related(&desk));
    assert_eq!(redrawn(&mut desk, |desk| drop(desk.keys("u"))), [0, 3]);
    assert!(!related(&desk));
    desk.must(Action::Redo);
    assert!(related(&desk));
    let id = desk.session.row_of(&"a1".into()).unwrap().links[0].id.clone();
    assert_eq!(redrawn(&mut desk, |desk| drop(desk.must(Action::Unrelate(id)))), [0, 3]);
    assert!(!related(&desk));
}

#[test]
fn a_held_edge_is_drawn_until_it_is_let_go() {
    let held = |desk: &Desk| desk.session.paragraph(0).unwrap().covers[0].held_edge;
    for lets_go in ["Escape", "u", "click"] {
        let mut desk = Desk::new(FOUR);
        desk.choose("a1");
        desk.keys("i");
        assert_eq!(redrawn(&mut desk, |desk| drop(desk.keys("e"))), [0]);
        assert_eq!(held(&desk), Some(Edge::End));
        match lets_go {
            "click" => {
                let selection = Selection::caret(ByteOffset::new(0));
                desk.must(Action::Select { selection, as_is: false });
            }
            key => drop(desk.keys(key)),
        }
        assert_eq!((held(&desk), desk.chosen().as_str()), (None, "a1"), "{lets_go}");
    }
}

#[test]
fn another_article_is_another_page() {
    let mut desk = Desk::new(FOUR);
    assert_eq!(&*desk.session.paragraph(0).unwrap().text, "Un\nDeux\net plus\nLéa\nrien");
    desk.must(loading::texts(&["a\nb\nc\nd\ne"]));
    assert_eq!(&*desk.session.paragraph(0).unwrap().text, "a\nb\nc\nd\ne");
    assert!(desk.session.paragraph(5).is_none());
}

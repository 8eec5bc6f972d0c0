//! The list: what is lacking, filters, counts.

use super::*;

fn shown(desk: &Desk) -> Vec<String> {
    desk.session.rows(0..usize::MAX).iter().map(|row| row.id.to_string()).collect()
}

#[test]
fn a_fragment_has_the_source_of_the_quote_that_it_continues() {
    let mut desk = Desk::new("[quote:Nous], [source:dit Léa], [quote:irons], [quote:demain]. [quote:Non].");
    let lacking = |desk: &Desk| -> Vec<String> {
        let rows = desk.session.rows(0..usize::MAX).into_iter().filter(|row| row.lacks.is_some());
        rows.map(|row| row.id.to_string()).collect()
    };
    desk.relate("a3", "a1");
    desk.relate("a4", "a3");
    assert_eq!(lacking(&desk), ["a1", "a3", "a4", "a5"]);
    desk.relate("a1", "a2");
    assert_eq!(lacking(&desk), ["a5"]);
    assert_eq!(desk.session.row_of(&"a5".into()).unwrap().lacks.unwrap(), "said_by");
}

#[test]
fn a_ring_of_fragments_lacks_its_source_and_ends() {
    let mut desk = Desk::new("[quote:Un]. [quote:Deux]. [quote:Trois].");
    for (from, to) in [("a2", "a1"), ("a3", "a2"), ("a1", "a3")] {
        desk.relate(from, to);
    }
    assert_eq!(desk.session.counts().incomplete, 3);
}

#[test]
fn the_list_is_in_text_order_and_filtered() {
    let mut desk = Desk::new("[denial:Il nie [quote:tout]], [source:Léa]. [quote:Oui].");
    desk.relate("a2", "a3");
    assert_eq!(shown(&desk), ["a1", "a2", "a3", "a4"]);
    desk.must(Action::SetFilter(Filter { label: Some("quote".into()), incomplete: false }));
    assert_eq!(shown(&desk), ["a2", "a4"]);
    desk.must(Action::SetFilter(Filter { label: Some("quote".into()), incomplete: true }));
    assert_eq!(shown(&desk), ["a4"]);
    desk.must(Action::SetFilter(Filter { label: None, incomplete: true }));
    assert_eq!(shown(&desk), ["a1", "a4"]);
    let counts = desk.session.counts();
    let of = |label: &str| counts.of(&label.into());
    assert_eq!((of("quote"), of("source"), of("denial"), of("cue"), counts.incomplete), (2, 1, 1, 0, 2));
}

#[test]
fn a_row_tells_its_text_on_one_line_and_its_links_from_its_side() {
    let mut desk = Desk::new(&format!("[quote:Oui,\r\n  vraiment] [source:{}].", "très ".repeat(60)));
    desk.relate("a1", "a2");
    let quote = desk.session.row_of(&"a1".into()).unwrap();
    assert_eq!(quote.text, "Oui, vraiment");
    assert!(quote.chosen);
    let source = desk.session.row_of(&"a2".into()).unwrap();
    assert_eq!(source.text, format!("{}…", "très ".repeat(28)));
    let links: Vec<_> = [quote, source]
        .iter()
        .map(|row| (row.links[0].outgoing, row.links[0].other.to_string(), row.links[0].text.to_string()))
        .collect();
    assert_eq!(links[1], (false, "a1".to_owned(), "“Oui, vraiment”".to_owned()));
    assert_eq!(links[0], (true, "a2".to_owned(), format!("“{}…”", "très ".repeat(12))));
}

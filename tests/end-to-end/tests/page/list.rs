//! The list beside the text: order, filters, counts, what is lacking, and the way to each place.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, long};

/// Two quotes, a source, a denial; the first quote has its source.
fn annotated() -> Page {
    let page = Page::with_text(HARBOUR);
    for (text, key) in [
        ("La mairie dément avoir signé quoi que ce soit.", "3"),
        ("Nous continuons de discuter", "1"),
        ("Inès Malloy", "2"),
        ("personne ne sera licencié", "1"),
    ] {
        page.drag(text);
        page.press(key);
    }
    page.press("s");
    page
}

const DENIAL: &str = "La mairie dément avoir signé quoi que ce soit.";

#[test]
fn the_rows_stand_in_text_order_whatever_order_they_were_made_in() {
    let page = annotated();
    page.until_rows(&["Inès Malloy", "personne ne sera licencié", "Nous continuons de discuter", DENIAL]);
}

#[test]
fn filters_show_a_label_alone_or_what_lacks_its_source() {
    let page = annotated();
    page.filter("quote");
    page.until_rows(&["personne ne sera licencié", "Nous continuons de discuter"]);
    page.filter("source");
    page.until_rows(&["Inès Malloy"]);
    page.filter("denial");
    page.until_rows(&[DENIAL]);
    page.filter("incomplete");
    page.until_rows(&["Nous continuons de discuter", DENIAL]);
    page.filter("all");
    page.until_rows(&["Inès Malloy", "personne ne sera licencié", "Nous continuons de discuter", DENIAL]);
}

#[test]
fn counts_follow_each_change() {
    let page = annotated();
    let counts =
        |page: &Page| ["all", "quote", "source", "denial", "incomplete"].map(|filter| page.count(filter));
    assert_eq!(counts(&page), [4, 2, 1, 1, 2]);
    page.drag("Norda");
    page.press("2");
    assert_eq!(counts(&page), [5, 2, 2, 1, 2]);
    page.choose(DENIAL);
    page.press("s");
    assert_eq!(counts(&page), [5, 2, 2, 1, 1]);
    page.press("u u");
    assert_eq!(counts(&page), [4, 2, 1, 1, 2]);
    page.filter("source");
    assert_eq!(counts(&page), [4, 2, 1, 1, 2], "a filter changes no count");
}

#[test]
fn a_quote_without_a_source_shows_as_such_until_it_has_one() {
    let page = annotated();
    let lacking = |page: &Page| {
        page.settle();
        page.rows().into_iter().filter(|row| row.lacks).map(|row| row.text).collect::<Vec<_>>()
    };
    assert_eq!(lacking(&page), ["Nous continuons de discuter", DENIAL]);
    // A fragment that continues a quote with a source has one.
    page.choose("Nous continuons de discuter");
    page.press("c");
    assert_eq!(lacking(&page), [DENIAL]);
    page.choose(DENIAL);
    page.press("s");
    assert_eq!(lacking(&page), Vec::<String>::new());
    page.choose("Inès Malloy");
    page.press("Delete");
    assert_eq!(lacking(&page), ["personne ne sera licencié", "Nous continuons de discuter", DENIAL]);
}

#[test]
fn a_row_leads_to_its_place_in_the_text_and_a_highlight_to_its_row() {
    let text = long(150);
    let page = Page::with_text(&text);
    for n in [3, 75, 148] {
        page.double_click(&format!("⟨numéro{n}⟩ partirait"));
        page.press("2");
    }
    for n in [3, 148, 75] {
        let name = format!("numéro{n}");
        page.choose(&name);
        let id = page.rows().into_iter().find(|row| row.text == name).unwrap().id;
        let seen = page.until("the highlight is in sight", || {
            let seen = page.script(
                "const r = document.querySelector(arguments[0]).getBoundingClientRect();
                 return r.top >= 0 && r.bottom <= innerHeight",
                serde_json::json!([page.within(&format!("[data-annotations~='{id}']"))]),
            );
            (seen == true).then_some(true)
        });
        assert!(seen);
    }
}

#[test]
fn the_list_says_when_it_is_empty() {
    let page = Page::with_text("Rien.");
    page.until_rows(&[]);
    assert_eq!(page.count("all"), 0);
    assert_eq!(page.count("incomplete"), 0);
}

#[test]
fn up_and_down_go_along_the_rows() {
    let page = annotated();
    page.choose("Inès Malloy");
    page.press("ArrowDown");
    page.until_chosen("personne ne sera licencié");
    page.press("ArrowDown ArrowUp ArrowUp");
    page.until_chosen("Inès Malloy");
}

//! It explains itself: the tour, and the page without an article.

use end_to_end::Page;
use serde_json::json;

fn step(page: &Page) -> Option<String> {
    page.settle();
    let tour = page.within("[data-part=tour]");
    page.sees(&tour).then(|| page.attribute(&tour, "data-step").unwrap())
}

#[test]
fn the_tour_begins_at_the_first_visit_and_can_be_skipped_and_found_again() {
    let page = Page::first_visit();
    assert_eq!(step(&page).as_deref(), Some("1"));
    assert!(page.has_focus("[data-part=text]"), "it takes no focus");
    page.act("end-tour");
    assert_eq!(step(&page), None);
    page.go(page.script("return location.href", json!([])).as_str().unwrap());
    page.until_seen(&page.within("[data-part=text]"));
    assert_eq!(step(&page), None, "it was seen");
    page.act("help");
    page.until_seen(&page.within("[data-part=help]"));
    page.act("tour");
    page.until_gone(&page.within("[data-part=help]"));
    assert_eq!(step(&page).as_deref(), Some("1"));
}

#[test]
fn each_of_the_five_steps_says_what_to_do_and_sees_that_it_is_done() {
    let page = Page::with_text("Le maire a dit «\u{a0}oui\u{a0}» hier.");
    page.act("help");
    page.act("tour");
    let done = page.within("[data-part=tour] .done");
    page.act("tour-next");
    page.until("it is said", || page.announced().contains("step 2 of 5").then_some(()));
    assert!(!page.sees(&done));
    page.drag("oui");
    page.press("1");
    page.until_seen(&done);
    page.drag("Le maire");
    page.press("2");
    page.act("tour-next");
    assert!(!page.sees(&done));
    page.choose("oui");
    page.press("s");
    page.until_seen(&done);
    page.act("tour-next");
    page.act("tour-next");
    assert_eq!(step(&page).as_deref(), Some("5"));
    page.act("tour-back");
    assert_eq!(step(&page).as_deref(), Some("4"));
    page.act("tour-next");
    page.act("end-tour-here");
    assert_eq!(step(&page), None);
    assert!(page.has_focus("[data-part=text]"), "one goes on in the text");
}

#[test]
fn a_page_without_an_article_says_how_to_begin() {
    let page = Page::with_text("Un.");
    page.act("remove-article");
    let empty = page.within("[data-part=empty]");
    page.until_seen(&empty);
    assert!(page.text_of(&empty).contains("who says it"));
    page.act("begin-paste");
    page.until_seen(&page.within("[data-part=paste-dialog]"));
    page.press("Escape");
    page.click(&page.within("[data-part=empty] [data-action=tour]"));
    assert_eq!(step(&page).as_deref(), Some("1"));
}

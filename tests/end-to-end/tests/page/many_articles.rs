//! Many articles at once: a line each, and those that are here already.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, SHORT};

/// Lines of bare articles: title and text.
fn lines(articles: &[(&str, &str)]) -> String {
    let line = |(title, text): &(&str, &str)| serde_json::json!({ "title": title, "text": text, "meta": { "n": -1 } });
    articles.iter().map(|article| format!("{}\n", line(article))).collect()
}

#[test]
fn a_file_of_articles_a_line_each_loads_at_once_and_keeps_what_it_says() {
    let page = Page::open();
    page.load(&[page.file("deux.jsonl", lines(&[("Le port", HARBOUR), ("Court", SHORT)]))]);
    page.until_shown(HARBOUR);
    let document = page.document();
    assert_eq!(document.titles(), ["Le port", "Court"]);
    assert_eq!((document.text(0), document.text(1)), (HARBOUR, SHORT));
    assert_eq!(document.value["articles"][1]["meta"], serde_json::json!({ "n": -1 }));
    assert_eq!(document.value["scheme"]["labels"].as_array().map(Vec::len), Some(3));
}

#[test]
fn articles_that_are_here_already_are_shown_and_left_to_the_person() {
    let page = Page::with_text(HARBOUR);
    let question = page.within("[data-part=duplicates]");
    let file = page.file("encore.jsonl", lines(&[("Encore", HARBOUR), ("Court", SHORT)]));
    let ask = || {
        page.load(std::slice::from_ref(&file));
        page.until_seen(&question);
        let says = page.text_of(&question);
        assert!(says.contains("1 of 2 articles") && says.contains("Encore"), "{says}");
    };
    ask();
    page.press("Escape");
    page.until_gone(&question);
    assert_eq!(page.document().len(), 1);
    ask();
    page.act("twins-skip");
    page.until_shown(SHORT);
    assert!(!page.sees(&question));
    assert_eq!(page.document().titles(), ["article", "Court"]);
    page.press("Control+z");
    page.until_shown(HARBOUR);
    ask();
    page.act("twins-load");
    page.until("the twin is there, too", || (page.articles().len() == 3).then_some(()));
    assert_eq!(page.document().titles(), ["article", "Encore", "Court"]);
}

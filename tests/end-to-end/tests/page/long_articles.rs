//! Articles of books' length: drawn near the viewport only, and nothing is lost by it.

use end_to_end::Page;
use end_to_end::articles::long;
use serde_json::{Value, json};

/// Longer than what is ever drawn whole.
const MANY: usize = 6_000;

/// Paragraphs of many lengths, each of which names itself.
fn uneven(paragraphs: usize) -> String {
    let line = |n: usize| {
        let more = "Le vent tournait, et personne au port ne voulait le croire. ".repeat(n * 7 % 11);
        format!("Ligne{n} du journal. {more}")
    };
    (0..paragraphs).map(line).collect::<Vec<_>>().join("\n")
}

/// The numbers of the paragraphs in the page.
fn drawn(page: &Page) -> Vec<u64> {
    let script = "return [...document.querySelectorAll(arguments[0])].map(p => Number(p.dataset.paragraph))";
    let numbers = page.script(script, json!([page.within("[data-part=text] p[data-paragraph]")]));
    numbers.as_array().unwrap().iter().filter_map(Value::as_u64).collect()
}

fn scroll_to(page: &Page, part: f64) {
    let script = "const r = document.querySelector(arguments[0]);
        r.scrollTop = (r.scrollHeight - r.clientHeight) * arguments[1];";
    page.script(script, json!([page.within(".reading"), part]));
    settle_scrolling(page);
}

fn turn_the_wheel(page: &Page, pixels: i32) {
    let turn = json!({ "type": "scroll", "x": 400, "y": 400, "deltaX": 0, "deltaY": pixels, "duration": 0, "origin": "viewport" });
    page.perform(json!([{ "type": "wheel", "id": "wheel", "actions": [turn] }]));
    settle_scrolling(page);
}

/// Waits until the text has stood still for some frames.
fn settle_scrolling(page: &Page) {
    let script = "const r = document.querySelector(arguments[0]); return [r.scrollTop, r.scrollHeight]";
    let place = || page.script(script, json!([page.within(".reading")]));
    let (mut last, mut still) = (place(), 0);
    page.until("the text stands still", || {
        page.settle();
        let now = place();
        still = if now == last { still + 1 } else { 0 };
        last = now;
        (still >= 3).then_some(())
    });
}

/// The paragraph in the middle of the window and where its top is; `None` where there is no text.
fn in_the_middle(page: &Page) -> Option<(u64, f64)> {
    let script = "const p = document.elementFromPoint(400, innerHeight / 2)?.closest('[data-paragraph]');
        return p && [Number(p.dataset.paragraph), p.getBoundingClientRect().top];";
    let found = page.script(script, json!([]));
    Some((found[0].as_u64()?, found[1].as_f64()?))
}

/// Where the top of a paragraph is; `None` where it is not drawn.
fn top_of(page: &Page, paragraph: u64) -> Option<f64> {
    let script = "return document.querySelector(arguments[0])?.getBoundingClientRect().top ?? null";
    page.script(script, json!([page.within(&format!("[data-paragraph='{paragraph}']"))])).as_f64()
}

fn open_long(text: &str) -> Page {
    let page = Page::open();
    page.load(&[page.file("livre.txt", text)]);
    page.until("the book is open", || (page.open_article() == "livre").then_some(()));
    page
}

#[test]
fn only_what_is_near_the_viewport_is_in_the_page_and_the_viewport_is_never_without_text() {
    let page = open_long(&long(MANY));
    assert!(drawn(&page).len() < 250, "{} paragraphs are drawn", drawn(&page).len());
    for part in [0.5, 0.1, 1.0, 0.73, 0.0] {
        scroll_to(&page, part);
        let (paragraph, _) = in_the_middle(&page).expect("there is text in the middle of the window");
        let expected = part * MANY as f64;
        assert!((paragraph as f64 - expected).abs() < 150.0, "at {part} there is paragraph {paragraph}");
        assert!(drawn(&page).len() < 250);
    }
}

#[test]
fn an_article_that_comes_after_one_that_rests_is_measured_as_it_is() {
    let page = Page::with_text(&long(900));
    page.until_seen(&page.within(".page.resting"));
    let text = long(MANY);
    page.load(&[page.file("livre.txt", &text)]);
    page.until("the book is open", || (page.open_article() == "livre").then_some(()));
    assert!(!page.sees(&page.within(".page.resting")), "what is measured must not rest");
    let script = "const r = document.querySelector(arguments[0]).scrollHeight;
        const p = [...document.querySelectorAll(arguments[1])].slice(12, 20);
        return r / p.reduce((sum, one) => sum + one.getBoundingClientRect().height / p.length, 0);";
    let pieces = page.script(script, json!([page.within(".reading"), page.within("[data-paragraph]")]));
    let pieces = pieces.as_f64().unwrap();
    assert!((pieces / MANY as f64 - 1.0).abs() < 0.3, "the page is as high as {pieces} paragraphs");
}

#[test]
fn a_short_article_is_drawn_whole() {
    let text = long(1_200);
    let page = open_long(&text);
    page.until_shown(&text);
    assert!(!page.sees("[data-part=long-note]"));
}

#[test]
fn an_article_of_usual_length_does_not_rest_after_one_that_does() {
    let page = open_long(&long(300));
    page.load(&[page.file("autre.txt", long(900))]);
    page.until_seen(&page.within(".page.resting"));
    page.press("Shift+p");
    page.until("the short one is back", || (page.open_article() == "livre").then_some(()));
    page.double_click("⟨numéro9⟩ ");
    page.press("2");
    page.assert_drawn_annotation("source", "numéro9");
    assert!(!page.sees(&page.within(".page.resting")));
}

#[test]
fn what_is_marked_in_the_middle_is_exported_exactly() {
    let text = long(MANY);
    let page = open_long(&text);
    scroll_to(&page, 0.5);
    let (paragraph, _) = in_the_middle(&page).unwrap();
    let name = format!("numéro{}", paragraph + 1);
    page.double_click(&name);
    page.press("2");
    page.assert_drawn_annotation("source", &name);
    assert_eq!(page.document().text(0), text);
    scroll_to(&page, 0.0);
    page.choose(&name);
    settle_scrolling(&page);
    let top = top_of(&page, paragraph).expect("it is drawn again");
    assert!(top > 0.0 && top < 900.0, "it is in sight, at {top}");
}

#[test]
fn a_selection_reaches_over_what_is_not_drawn_by_mouse_and_by_keyboard() {
    let text = long(MANY);
    let page = open_long(&text);
    page.put_caret_before("jour 2, la");
    scroll_to(&page, 1.0);
    page.shift_click("partirait à l’⟨aube⟩.\nAu jour 5990,");
    page.press("1");
    let document = page.document();
    let covered = document.annotations(0)[0]["text"].as_str().unwrap().to_owned();
    assert!(
        covered.starts_with("jour 2, la capitaine") || covered.starts_with(", la capitaine"),
        "{}",
        &covered[..40]
    );
    assert!(covered.ends_with("numéro5989 partirait à l’aube"), "{}", &covered[covered.len() - 60..]);
    page.press("Control+z");
    page.press("Control+Home Shift+Control+End 3");
    assert_eq!(page.document().annotations(0)[0]["text"], text.as_str());
}

#[test]
fn a_long_selection_is_copied_as_the_article_has_it() {
    let text = long(MANY);
    let page = open_long(&text);
    page.allow_clipboard();
    page.tab_to_text();
    page.press("Control+Home Shift+Control+End Control+c");
    let copied = page.promised("return navigator.clipboard.readText()");
    let copied = copied.as_str().unwrap_or_default();
    assert!(copied == text, "{} bytes are copied of {}", copied.len(), text.len());
}

#[test]
fn the_arrow_keys_go_on_from_the_caret_however_far_the_page_was_scrolled() {
    // Each paragraph is one line, whatever the font.
    let text = (1..=MANY).map(|n| format!("Au jour {n}, la mer est calme.")).collect::<Vec<_>>();
    let page = open_long(&text.join("\n"));
    page.tab_to_text();
    page.press("Control+Home ArrowDown");
    scroll_to(&page, 0.6);
    page.press("ArrowDown");
    page.until("the caret's place is back in sight", || {
        top_of(&page, 2).filter(|top| (0.0..900.0).contains(top)).map(drop)
    });
    page.settle();
    page.press("Shift+Control+ArrowRight Shift+Control+ArrowRight Shift+Control+ArrowRight 2");
    page.assert_drawn_annotation("source", "Au jour 3,");
}

#[test]
fn what_is_read_does_not_move_while_heights_become_known() {
    let page = open_long(&uneven(4_000));
    scroll_to(&page, 0.5);
    for turn in 0..30 {
        let (paragraph, before) = in_the_middle(&page).expect("there is text in the middle of the window");
        turn_the_wheel(&page, -240);
        let after = top_of(&page, paragraph).expect("it is still drawn");
        assert!((after - before - 240.0).abs() < 3.0, "turn {turn}: it went from {before} to {after}");
    }
}

#[test]
fn a_paragraph_without_end_is_drawn_in_pieces_and_marked_across_them() {
    let text = "Elle répète que le quai sera fermé, et que nul ne passera. ".repeat(6_000);
    let page = open_long(&text);
    assert!(drawn(&page).len() < 12, "{:?}", drawn(&page));
    scroll_to(&page, 0.5);
    let joined = page.script(
        "return [...document.querySelectorAll(arguments[0])].map(p => p.textContent).join('')",
        json!([page.within("[data-part=text] p[data-paragraph]")]),
    );
    let joined = joined.as_str().unwrap();
    assert!(joined.len() > 10_000 && text.contains(joined), "no character is lost between the pieces");
    page.tab_to_text();
    page.press("Control+Home Shift+Alt+ArrowRight");
    page.press_times("Shift+Alt+ArrowRight", 120);
    page.press("1");
    let document = page.document();
    let annotation = &document.annotations(0)[0];
    assert_eq!(annotation["start"], 0);
    assert_eq!(annotation["text"].as_str().unwrap().matches("Elle répète").count(), 121);
}

#[test]
fn all_is_drawn_on_request_and_while_it_is_printed() {
    let text = long(2_500);
    let page = open_long(&text);
    let is_whole = || drawn(&page).len() == 2_500;
    page.script("dispatchEvent(new Event('beforeprint'))", json!([]));
    page.until("all is drawn for the printer", || is_whole().then_some(()));
    page.script("dispatchEvent(new Event('afterprint'))", json!([]));
    page.until("what is out of sight is gone", || (!is_whole()).then_some(()));
    page.click("[data-action=draw-all]");
    page.until_shown(&text);
    page.click("[data-action=draw-all]");
    page.until("what is out of sight is gone", || (!is_whole()).then_some(()));
}

#[test]
fn a_long_list_draws_what_is_seen_and_leads_everywhere() {
    let text = long(MANY);
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut annotations = Vec::new();
    for (n, line) in text.split('\n').enumerate().take(3_000) {
        let label = ["quote", "source", "denial"][n % 3];
        let start = at + 3;
        let covered: String = chars[start..start + 6].iter().collect();
        annotations.push(json!({ "id": format!("x{n}"), "label": label, "start": start, "end": start + 6, "text": covered }));
        at += line.chars().count() + 1;
    }
    let article = json!({ "id": "livre", "title": "livre", "text": text, "annotations": annotations });
    let document = json!({ "format": "guillemet", "version": 1, "offset_unit": "unicode_code_point", "articles": [article] });
    let page = Page::open();
    page.load(&[page.file("livre.json", document.to_string())]);
    page.until("the book is open", || (page.open_article() == "livre").then_some(()));
    let rows = || page.rows().len();
    assert!(rows() < 80, "{} rows are drawn", rows());
    assert_eq!((page.count("all"), page.count("source"), page.count("incomplete")), (3_000, 1_000, 2_000));

    let scroll = "const l = document.querySelector(arguments[0]); l.scrollTop = l.scrollHeight / 2;";
    page.script(scroll, json!([page.within("[data-part=list]")]));
    page.until("rows of the middle are drawn", || {
        page.rows().iter().any(|row| row.id == "x1500").then_some(())
    });
    assert!(rows() < 80);
    page.choose("jour 1");
    page.filter("denial");
    page.until("only denials are listed", || (page.rows()[0].id == "x2").then_some(()));
    page.press("Control+End p");
    page.until("the last one is chosen and in the page", || {
        (page.chosen().is_some() && top_of(&page, 2_999).is_some_and(|top| (0.0..900.0).contains(&top)))
            .then_some(())
    });
    page.press("Delete");
    assert_eq!((page.count("all"), page.count("denial")), (2_999, 999));
    page.press("Control+z");
    assert_eq!(page.count("all"), 3_000);
}

#[test]
fn a_long_document_is_written_beside_the_page_and_comes_back_byte_for_byte() {
    let page = Page::open();
    let text = long(6_000);
    page.load(&[page.file("long.txt", &text)]);
    page.until("it is read", || {
        page.paragraphs().first().is_some_and(|one| one.starts_with("Au jour 1,")).then_some(())
    });
    page.tab_to_text();
    page.press("Control+Home w 2");
    // A worker that writes is one of its own: its module is asked for once more than when the work is kept.
    page.until_standing("saved");
    let workers = || page.requests().iter().filter(|url| url.contains("guillemet_worker")).count();
    assert!(workers() > 0, "the keeper is one");
    let first = page.document();
    assert_eq!((first.text(0), first.annotations(0).len()), (text.as_str(), 1));
    assert!(workers() > 0, "a worker wrote it");
    let again = Page::open();
    again.load(&[again.file("again.guillemet.json", &first.bytes)]);
    again.until("it is read", || (again.rows().len() == 1).then_some(()));
    assert_eq!(again.document().bytes, first.bytes);
}

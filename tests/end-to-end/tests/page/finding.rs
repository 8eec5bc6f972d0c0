//! Find in the text: also where nothing is drawn, by words and by patterns, and on to an annotation.

use std::time::Instant;

use end_to_end::Page;
use end_to_end::articles::{self, long};
use serde_json::json;

/// Longer than what is ever drawn whole.
const MANY: usize = 6_000;

impl Finding for Page {
    fn count_of_matches(&self) -> String {
        self.text_of(&self.within("[data-part=find-count]")).trim().replace(',', "")
    }

    #[track_caller]
    fn until_found(&self, count: &str) {
        let start = Instant::now();
        let mut last = String::new();
        while start.elapsed().as_secs() < 15 {
            last = self.count_of_matches();
            if last == count {
                return self.settle();
            }
        }
        assert_eq!(last, count, "what the bar counts");
    }

    fn shown_matches(&self) -> (Vec<String>, Vec<String>) {
        let script = "return ['found', 'held'].map(kind => [...CSS.highlights]
            .filter(([name]) => name.startsWith(`guillemet-${kind}-`))
            .flatMap(([, shown]) => [...shown]).map(ends => {
                const range = new Range();
                range.setStart(ends.startContainer, ends.startOffset);
                range.setEnd(ends.endContainer, ends.endOffset);
                return range.toString();
            }))";
        let shown = self.script(script, json!([]));
        let texts = |at: usize| {
            let list = shown[at].as_array().unwrap().iter();
            list.map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        (texts(0), texts(1))
    }

    fn use_button(&self, name: &str) {
        self.click(&self.within(&format!("[data-find={name}]")));
    }

    /// Where the match that is held is, measured down the window; `None` where it is not drawn.
    fn held_match_at(&self) -> Option<f64> {
        let script =
            "const held = [...CSS.highlights].find(([name]) => name.startsWith('guillemet-held-'))?.[1];
            const ends = held && [...held][0];
            if (!ends) return null;
            const range = new Range();
            range.setStart(ends.startContainer, ends.startOffset);
            range.setEnd(ends.endContainer, ends.endOffset);
            return range.getBoundingClientRect().top;";
        self.script(script, json!([])).as_f64()
    }
}

trait Finding {
    fn count_of_matches(&self) -> String;
    fn until_found(&self, count: &str);
    fn shown_matches(&self) -> (Vec<String>, Vec<String>);
    fn use_button(&self, name: &str);
    fn held_match_at(&self) -> Option<f64>;
}

fn open_long(text: &str) -> Page {
    let page = Page::open();
    page.load(&[page.file("livre.txt", text)]);
    page.until("the book is open", || (page.open_article() == "livre").then_some(()));
    page
}

#[test]
fn what_is_found_is_annotated_by_a_key_after_escape() {
    let page = Page::with_text(articles::HARBOUR);
    page.tab_to_text();
    page.press("Control+f");
    assert!(page.has_focus("[data-part=find]"));
    page.type_text("ines malloy");
    page.until_found("1 of 1");
    assert_eq!(page.shown_matches(), (vec![], vec!["Inès Malloy".to_owned()]));
    page.press("Escape");
    page.until_gone(&page.within("[data-part=find]"));
    assert!(page.has_focus("[data-part=text]"));
    assert_eq!(page.shown_matches(), (vec![], vec![]));
    page.press("2");
    page.assert_drawn_annotation("source", "Inès Malloy");
}

#[test]
fn a_match_inside_a_word_is_annotated_as_it_is() {
    let page = Page::with_text(articles::HARBOUR);
    page.tab_to_text();
    page.press("/");
    page.type_text("voir sign");
    page.until_found("1 of 1");
    page.press("Escape 3");
    page.assert_drawn_annotation("denial", "voir sign");
}

#[test]
fn one_goes_along_by_enter_and_f3_and_around() {
    let page = Page::with_text(articles::HARBOUR);
    page.tab_to_text();
    page.press("Control+Home Control+f");
    page.type_text("la mai");
    page.until_found("1 of 3");
    page.press("Enter");
    page.until_found("2 of 3");
    page.press("F3 F3");
    page.until_found("1 of 3");
    page.press("Shift+Enter");
    page.until_found("3 of 3");
    page.press("Shift+F3");
    page.until_found("2 of 3");
    assert!(page.announced().contains("2 of 3"), "{}", page.announced());
    // What was looked for last is there again, and the caret's place counts.
    page.press("Escape Control+Home F3");
    page.until_found("1 of 3");
    page.use_button("next");
    page.until_found("2 of 3");
    assert!(page.has_focus("[data-part=find-field]"), "a click on a button leaves one in the field");
    page.use_button("close");
    page.until_gone(&page.within("[data-part=find]"));
}

#[test]
fn case_accents_and_whole_words_count_as_one_says() {
    let page = Page::with_text("Élise, Elise et ELISE. Élisette élit Élise.");
    page.tab_to_text();
    page.press("Control+f");
    page.type_text("Élise");
    page.until_found("1 of 5");
    page.use_button("words");
    page.until_found("1 of 4");
    page.use_button("accents");
    page.until_found("1 of 2");
    page.use_button("accents");
    page.use_button("case");
    page.until_found("1 of 3");
    page.use_button("pattern");
    page.press("Control+a");
    page.type_text("[éi]l[iy]s.");
    page.until_found("no match");
    page.use_button("case");
    page.until_found("1 of 4");
}

#[test]
fn what_is_selected_is_looked_for() {
    let page = Page::with_text(articles::HARBOUR);
    page.double_click("avec le ⟨chantier⟩");
    page.press("Control+f");
    page.until_found("1 of 2");
    page.press("Enter");
    page.until_found("2 of 2");
    page.use_toolbar("source");
    page.assert_drawn_annotation("source", "chantier");
    page.until_found("2 of 2");
}

#[test]
fn a_wrong_pattern_tells_where_and_a_slow_one_is_given_up_for_the_next() {
    let text = format!("{}Fin.", "a".repeat(60_000));
    let page = open_long(&text);
    page.tab_to_text();
    page.press("Control+f");
    page.use_button("pattern");
    page.type_text("é(a");
    let wrong = page.within("[data-part=find-wrong]");
    page.until_seen(&wrong);
    assert!(page.text_of(&wrong).contains("character 2"), "{}", page.text_of(&wrong));
    assert_eq!(page.text_of(&format!("{wrong} mark")), "(");
    assert_eq!(page.count_of_matches(), "");
    // Quadratic: minutes, if one waited for it.
    page.press("Control+a");
    page.type_text(".*[^A-Z]|[A-Z]");
    page.press("Control+a");
    page.type_text("(?:a|aa|b)*c|a");
    page.press("Control+a");
    page.type_text("fin");
    page.until_found("1 of 1");
    page.press("Escape 1");
    page.assert_drawn_annotation("quote", "Fin");
}

/// From its top to a match that no drawing has reached yet.
fn go_far_into_the_book(page: &Page) {
    page.tab_to_text();
    page.press("Control+Home Control+f");
    page.type_text("numero5432");
    page.until_found("1 of 1");
    page.until("the match is in sight", || {
        page.held_match_at().filter(|top| (90.0..800.0).contains(top)).map(drop)
    });
}

#[test]
fn the_whole_of_a_book_is_searched_and_one_goes_where_nothing_was_drawn() {
    let page = open_long(&long(MANY));
    go_far_into_the_book(&page);
    page.press("Control+a");
    page.type_text("capitaine");
    page.until_found("1 of 6000");
    let (found, held) = page.shown_matches();
    assert!(found.len() < 200 && found.iter().all(|text| text == "capitaine"), "{} are shown", found.len());
    assert_eq!(held, ["capitaine"]);
    page.press("Shift+Enter");
    page.until_found("6000 of 6000");
    page.until("the last match is in sight", || {
        page.held_match_at().filter(|top| (90.0..900.0).contains(top)).map(drop)
    });
    page.press("Escape 2");
    let document = page.document();
    let made = &document.annotations(0)[0];
    assert_eq!(made["text"], "capitaine");
    assert!(made["start"].as_u64().unwrap() > 400_000);
}

#[test]
fn what_is_typed_right_after_the_key_of_the_find_bar_is_looked_for_on_a_slow_machine_too() {
    let page = open_long(&long(MANY));
    page.tab_to_text();
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 6 }));
    for _ in 0..4 {
        page.press("Control+f");
        page.type_text("numero2345");
        page.until_found("1 of 1");
        page.press("Escape");
        page.until_gone(&page.within("[data-part=find]"));
    }
}

#[test]
fn a_match_is_in_sight_in_a_book_that_has_just_come_on_a_slow_machine_too() {
    let page = Page::with_text(articles::HARBOUR);
    // A drawing takes longer than Yew gives it before the browser goes on.
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }));
    page.load(&[page.file("livre.txt", long(MANY))]);
    page.until("the book is open", || (page.open_article() == "livre").then_some(()));
    go_far_into_the_book(&page);
}

#[test]
fn five_megabytes_are_searched_and_the_page_goes_on() {
    let mut text = long(60_000);
    text.push_str("\nLa capitaine n’est pas revenue.");
    assert!(text.len() > 5_000_000);
    let page = open_long(&text);
    page.tab_to_text();
    page.press("Control+Home Control+f");
    page.script(
        "window.tasks = [];
         new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(e => Math.round(e.duration))))
             .observe({ type: 'longtask' });",
        json!([]),
    );
    let begun = Instant::now();
    page.type_text("revenue");
    page.until_found("1 of 1");
    let words = begun.elapsed();
    page.press("Control+a");
    page.type_text("e");
    let letters = text.chars().filter(|c| "eéèEÉ".contains(*c)).count();
    page.until_found(&format!("1 of {letters}"));
    page.press("Control+a");
    page.use_button("pattern");
    let begun = Instant::now();
    page.type_text("numero(\\d+)999 ");
    page.until_found("1 of 59");
    let tasks = page.script("return window.tasks", json!([]));
    eprintln!("words: {words:?}; pattern: {:?}; tasks of 50 ms and more: {tasks}", begun.elapsed());
}

#[test]
fn matches_go_along_when_the_text_is_scrolled_or_drawn_anew() {
    let page = Page::with_text(&long(400));
    page.tab_to_text();
    page.press("Control+Home Control+f");
    page.type_text("partirait");
    page.until_found("1 of 400");
    let before = page.shown_matches().0.len();
    assert!(before < 200);
    let wheel = json!({ "type": "mouseWheel", "x": 400, "y": 400, "deltaX": 0, "deltaY": 12_000 });
    page.devtools("Input.dispatchMouseEvent", wheel);
    page.until("matches around here are shown", || {
        let script =
            "const found = [...CSS.highlights].find(([name]) => name.startsWith('guillemet-found-'))[1];
            return [...found].filter(ends => {
                const top = ends.startContainer.parentElement.getBoundingClientRect().top;
                return top > 0 && top < innerHeight;
            }).length";
        (page.script(script, json!([])).as_u64().unwrap() >= 4).then_some(())
    });
    page.double_click("numéro200");
    page.press("2");
    page.settle();
    let (found, _) = page.shown_matches();
    assert!(found.iter().all(|text| text == "partirait"), "{found:?}");
}

//! The queue of many articles: states by keys, filters, search, order, and what is known of an article.

use end_to_end::Page;
use serde_json::json;

/// Articles named by number, of which one holds a word of its own.
fn lines(count: usize) -> String {
    let line = |n: usize| {
        let word = if n == 7 { "pélican" } else { "chat" };
        json!({ "id": format!("a{n}"), "title": format!("Article {n}"), "text": format!("{n} : « Oui », dit Anna au {word}. Fin.") })
    };
    (0..count).map(|n| format!("{}\n", line(n))).collect()
}

fn opened(count: usize) -> Page {
    let page = Page::open();
    page.load(&[page.file("articles.jsonl", lines(count))]);
    page.until("the first article is read", || (page.title() == "Article 0").then_some(()));
    page.until("all are in the queue", || {
        let script = "return document.querySelector('[data-queue-row]')?.closest('li').ariaSetSize ?? ''";
        (page.script(script, json!([])) == json!(count.to_string())).then_some(())
    });
    page
}

trait Queue {
    fn title(&self) -> String;
    fn queue(&self) -> Vec<String>;
    fn until_queue(&self, expected: &[&str]);
    fn until_title(&self, expected: &str);
    fn chip(&self, name: &str);
    fn chip_count(&self, name: &str) -> String;
}

impl Queue for Page {
    fn title(&self) -> String {
        self.script(
            "return document.querySelector(arguments[0])?.textContent ?? ''",
            json!([self.within("h1.title")]),
        )
        .as_str()
        .unwrap_or_default()
        .to_owned()
    }

    /// The titles of the rows that are in the page.
    fn queue(&self) -> Vec<String> {
        let found = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(row => row.textContent)",
            json!([self.within("[data-queue-row] .queue-title")]),
        );
        end_to_end::page::strings(&found)
    }

    #[track_caller]
    fn until_queue(&self, expected: &[&str]) {
        self.until(&format!("the queue shows {expected:?}"), || (self.queue() == expected).then_some(()));
    }

    #[track_caller]
    fn until_title(&self, expected: &str) {
        self.until(&format!("“{expected}” is read"), || (self.title() == expected).then_some(()));
    }

    #[track_caller]
    fn chip(&self, name: &str) {
        self.click(&self.within(&format!("[data-queue-filter={name}]")));
    }

    fn chip_count(&self, name: &str) -> String {
        self.settle();
        self.text_of(&self.within(&format!("[data-queue-filter={name}] .count")))
    }
}

#[test]
fn one_article_has_no_queue_and_few_have_it_on_demand() {
    let page = Page::with_text("Une ligne.");
    assert!(!page.sees(&page.within("[data-part=queue]")) && !page.sees(&page.within("[data-action=queue]")));
    assert!(!page.sees(&page.within("[data-part=marks]")));
    page.load(&[page.file("deux.txt", "Deux lignes.")]);
    page.until_title("deux");
    assert!(!page.sees(&page.within("[data-part=queue]")));
    page.tab_to_text();
    page.press("Shift+q");
    page.until_queue(&["article", "deux"]);
    page.act("queue");
    page.until_gone(&page.within("[data-part=queue]"));
}

#[test]
fn articles_are_finished_and_skipped_by_one_key_each_and_undo_goes_back() {
    let page = opened(12);
    page.tab_to_text();
    page.double_click("Anna");
    page.press("2");
    page.until("something is in progress", || (page.chip_count("in-progress") == "1").then_some(()));
    page.press("Shift+d");
    page.until_title("Article 1");
    page.press("Shift+x");
    page.until_title("Article 2");
    page.press("Shift+f");
    page.until_seen(&page.within("[data-queue-row=a2] .flag-sign"));
    page.press("Shift+j Shift+j Shift+k");
    page.until_title("Article 3");
    let article = |n: usize| page.document().value["articles"][n].clone();
    let (first, second, third) = (article(0), article(1), article(2));
    assert_eq!(
        (&first["state"], &second["state"], &third["state"]),
        (&json!("done"), &json!("skipped"), &json!(null))
    );
    assert!(first["finished"].as_str().is_some_and(|moment| moment.ends_with('Z')));
    assert_eq!((&first["flagged"], &third["flagged"]), (&json!(null), &json!(true)));
    page.until("the bar says how far it is", || {
        page.text_of(&page.within("[data-part=progress]")).contains("2 of 12 finished").then_some(())
    });
    assert!(page.text_of(&page.within("[data-part=pace]")).contains("2 today"));
    page.press("u u");
    page.until_title("Article 1");
    page.press("u");
    page.until_title("Article 0");
    assert_eq!(page.chip_count("in-progress"), "1");
}

#[test]
fn the_queue_is_filtered_searched_and_sorted() {
    let page = opened(12);
    page.click(&page.within("[data-queue-row=a3]"));
    page.until_title("Article 3");
    page.act("finish");
    page.until_title("Article 4");
    page.chip("done");
    page.until_queue(&["Article 3"]);
    page.chip("all");
    let search = page.within("[data-part=queue-search]");
    page.click(&search);
    page.type_text("PELICAN");
    page.until_queue(&["Article 7"]);
    page.press("Control+a");
    page.type_text("Article 1");
    page.until_queue(&["Article 1", "Article 10", "Article 11"]);
    page.press("Control+a Backspace");
    page.until("all are shown again", || (page.queue().len() == 12).then_some(()));
    let order = "[data-part=queue-order]";
    for _ in 0..20 {
        if page.has_focus(order) {
            break;
        }
        page.press("Tab");
    }
    page.press("ArrowDown");
    page.until("they are sorted by title", || {
        (page.queue().get(2).map(String::as_str) == Some("Article 10")).then_some(())
    });
}

#[test]
fn the_queue_shows_what_bears_a_label_what_is_flagged_and_quotes_without_a_source() {
    let page = opened(12);
    page.tab_to_text();
    page.double_click("Anna");
    page.press("2 Shift+n");
    page.until_title("Article 1");
    page.double_click("Oui");
    page.press("1 Shift+n");
    page.until_title("Article 2");
    page.double_click("Oui");
    page.press("1");
    page.double_click("Anna");
    page.press("2 s Shift+f");
    page.until("a quote lacks its source", || (page.chip_count("incomplete") == "1").then_some(()));
    page.chip("incomplete");
    page.until_queue(&["Article 1"]);
    page.chip("flagged");
    page.until_queue(&["Article 2"]);
    page.chip("all");
    let choose = |list: &str, key: &str| {
        let list = format!("[data-part={list}]");
        for _ in 0..20 {
            if page.has_focus(&list) {
                break;
            }
            page.press("Tab");
        }
        assert!(page.has_focus(&list), "{list} is reached by the keyboard");
        page.press(key);
    };
    choose("queue-label", "ArrowDown");
    page.until_queue(&["Article 1", "Article 2"]);
    page.press("ArrowDown");
    page.until_queue(&["Article 0", "Article 2"]);
    choose("queue-order", "End ArrowUp");
    page.until_queue(&["Article 2", "Article 0"]);
}

#[test]
fn what_is_known_of_an_article_is_written_in_a_dialog() {
    let page = opened(12);
    page.tab_to_text();
    page.press("Shift+t");
    let field = |part: &str| page.within(&format!("[data-part=article-{part}]"));
    page.until_seen(&field("title"));
    page.click(&field("title"));
    page.press("Control+a");
    page.type_text("Le pélican");
    page.click(&field("remark"));
    page.type_text("à relire");
    page.click(&field("language"));
    page.press("Control+a");
    page.type_text("fr");
    page.click(&field("flag"));
    page.press("Escape");
    page.until_title("Le pélican");
    let article = page.document().value["articles"][0].clone();
    assert_eq!(
        (&article["title"], &article["remark"], &article["language"], &article["flagged"]),
        (&json!("Le pélican"), &json!("à relire"), &json!("fr"), &json!(true))
    );
    page.tab_to_text();
    page.press("u u u u");
    page.until_title("Article 0");
    let article = page.document().value["articles"][0].clone();
    assert_eq!((&article["remark"], &article["flagged"]), (&json!(null), &json!(null)));
}

#[test]
fn ten_thousand_articles_are_as_fluid_as_thirty() {
    let page = Page::open();
    let text = "Le maire a dit que les travaux commenceraient au printemps prochain. ".repeat(43);
    let line = |n: usize| json!({ "id": format!("a{n}"), "title": format!("Article {n}"), "text": format!("{n} {text}") });
    let lines: String = (0..10_000).map(|n| format!("{}\n", line(n))).collect();
    let begun = std::time::Instant::now();
    page.load(&[page.file("alle.jsonl", lines)]);
    let start = std::time::Instant::now();
    while page.title() != "Article 0" {
        assert!(start.elapsed().as_secs() < 90, "10,000 articles are loaded");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let loaded = begun.elapsed();
    assert_eq!(page.chip_count("to-do"), "10000");
    assert!(page.queue().len() < 80, "only what is seen is drawn");
    page.tab_to_text();
    // From the key to the frame after it, by the page's own clock.
    let milliseconds = |keys: &str| {
        page.script(
            "window.took = []; window.addEventListener('keydown', () => { const t = performance.now();
                requestAnimationFrame(() => requestAnimationFrame(() => window.took.push(performance.now() - t))); }, true)",
            json!([]),
        );
        page.press(keys);
        page.settle();
        page.until("a frame was drawn", || {
            page.script("return window.took.at(-1) ?? null", json!([])).as_f64()
        })
    };
    let next = milliseconds("Shift+n");
    page.until_title("Article 1");
    let done = milliseconds("Shift+d");
    page.until_title("Article 2");
    page.script(
        "document.querySelector(arguments[0]).scrollTop = 250000",
        json!([page.within("[data-part=queue-rows]")]),
    );
    page.until("rows in the middle are drawn", || {
        page.queue().iter().any(|title| title == "Article 4810").then_some(())
    });
    let search = page.within("[data-part=queue-search]");
    page.click(&search);
    let begun = std::time::Instant::now();
    page.type_text("Article 999");
    page.until("the search finds by title", || (page.queue().len() == 11).then_some(()));
    let found = begun.elapsed();
    eprintln!(
        "10,000 articles of 3 kB: loaded {loaded:?}, next {next:.0} ms, done {done:.0} ms, title search {found:?}"
    );
    assert!(next < 1_000.0 && done < 1_000.0, "next {next}, done {done}");
}

#[test]
fn the_queue_is_one_stop_of_tab_and_arrows_go_along_its_rows() {
    let page = opened(200);
    let focused = || {
        let script = "return document.activeElement?.dataset.queueRow ?? ''";
        page.script(script, json!([])).as_str().unwrap_or_default().to_owned()
    };
    page.click(&page.within("[data-part=queue-search]"));
    let mut stops = Vec::new();
    for _ in 0..30 {
        page.press("Tab");
        if !focused().is_empty() {
            stops.push(focused());
        }
    }
    assert_eq!(stops, ["a0"], "of all rows, one is a stop");
    page.click(&page.within("[data-part=queue-search]"));
    while focused().is_empty() {
        page.press("Tab");
    }
    page.press("ArrowDown ArrowDown ArrowUp");
    assert_eq!(focused(), "a1");
    page.press("End");
    page.until("the last row has the focus", || (focused() == "a199").then_some(()));
    page.press("Home");
    page.until("the first row has the focus", || (focused() == "a0").then_some(()));
    page.press("End");
    page.until("the last row has the focus", || (focused() == "a199").then_some(()));
    page.press("Enter");
    page.until_title("Article 199");
}

#[test]
fn the_ends_of_the_queue_are_reached_on_a_slow_machine_too() {
    let page = opened(200);
    // A drawing takes longer than Yew gives it before the browser goes on.
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 8 }));
    let focused = "return document.activeElement?.dataset.queueRow ?? ''";
    page.click(&page.within("[data-part=queue-search]"));
    while page.script(focused, json!([])) == "" {
        page.press("Tab");
    }
    for _ in 0..4 {
        for (key, row) in [("End", "a199"), ("Home", "a0")] {
            page.press(key);
            page.until(&format!("{row} has the focus"), || {
                (page.script(focused, json!([])) == row).then_some(())
            });
        }
    }
}

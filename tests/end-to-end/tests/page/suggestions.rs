//! The rules run by themselves in the worker; a person reviews what they propose by keys, and by the panel.

use end_to_end::browser::{Browser, given};
use end_to_end::host::Host;
use end_to_end::server::Site;
use end_to_end::{Page, articles};
use serde_json::json;

const TEXT: &str = "Le pont sera fermé mardi.\n\
    «\u{a0}Nous rouvrirons avant l’été\u{a0}», a déclaré la maire, Inès Malloy.\n\
    «\u{a0}Rien n’est signé\u{a0}», a répondu le préfet.";

/// The texts of the suggestions that are drawn, in text order.
fn hints(page: &Page) -> Vec<String> {
    let found = page.script(
        "const texts = new Map();
         document.querySelectorAll(arguments[0]).forEach(span => {
             const id = span.dataset.suggestion;
             texts.set(id, (texts.get(id) ?? '') + span.textContent);
         });
         return [...texts.values()];",
        json!([page.within("[data-part=text] [data-suggestion]")]),
    );
    end_to_end::page::strings(&found)
}

/// Waits until the rules have gone over the whole article, and gives what is drawn.
#[track_caller]
fn suggested(page: &Page) -> Vec<String> {
    page.until("the rules are through", || {
        let status = page.text_of(&page.within("[data-part=suggestion-count]"));
        let digits: String = status.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok().filter(|count| *count > 0)
    });
    page.settle();
    hints(page)
}

fn focused(page: &Page) -> String {
    let found = page.script(
        "return [...document.querySelectorAll(arguments[0])].map(span => span.textContent).join('')",
        json!([page.within("[data-part=text] .hint.focused")]),
    );
    found.as_str().unwrap_or_default().to_owned()
}

fn reviewing(text: &str) -> Page {
    let page = Page::suggesting(text);
    let found = suggested(&page);
    assert!(found.iter().any(|one| one.contains("Rien n’est signé")), "{found:?}");
    page.tab_to_text();
    page
}

#[test]
fn a_review_by_keys() {
    let page = reviewing(TEXT);
    let all = hints(&page);
    assert_eq!(page.document().annotations(0).len(), 0, "a suggestion is no annotation");
    page.press("j");
    assert_eq!(focused(&page), all[0]);
    page.press("j k");
    assert_eq!(focused(&page), all[0]);
    page.press("a");
    page.until("one fewer is open", || (hints(&page).len() == all.len() - 1).then_some(()));
    let document = page.document();
    let accepted = &document.annotations(0)[0];
    assert_eq!(accepted["text"], all[0].as_str());
    assert_eq!(document.annotations(0).len(), 1);
    assert!(accepted["origin"].to_string().contains("fr/"), "{accepted}");
    assert!(!focused(&page).is_empty(), "the next one is in focus");
    // No, and not again.
    let rejected = focused(&page);
    page.press("x");
    page.until("it is gone", || (hints(&page).len() == all.len() - 2).then_some(()));
    assert!(!hints(&page).contains(&rejected));
    page.press("u");
    page.until("it is back", || (focused(&page) == rejected).then_some(()));
    page.press("x u Control+y");
    page.until("it is gone again", || (hints(&page).len() == all.len() - 2).then_some(()));
}

#[test]
fn a_rejected_one_does_not_come_back_when_the_article_is_opened_again() {
    let page = reviewing(TEXT);
    page.press("j");
    let rejected = focused(&page);
    page.press("x");
    let left = hints(&page);
    page.load_text("other.txt", "Sans parole.");
    page.act("previous-article");
    page.until_shown(TEXT);
    assert_eq!(suggested(&page), left);
    assert!(!left.contains(&rejected));
}

#[test]
fn an_edge_is_corrected_before_it_is_accepted_and_another_label_is_one_key() {
    let page = reviewing(TEXT);
    page.press("j");
    let proposed = focused(&page);
    page.press("e Control+ArrowLeft");
    let corrected = focused(&page);
    assert!(corrected.len() < proposed.len() && proposed.starts_with(&corrected), "{corrected}");
    assert_eq!(page.document().annotations(0).len(), 0);
    page.press("a 3");
    let document = page.document();
    let annotations = document.annotations(0);
    assert_eq!(annotations.len(), 2);
    assert!(annotations.iter().any(|one| one["text"] == corrected.as_str()));
    assert!(annotations.iter().any(|one| one["label"] == "denial"));
}

#[test]
fn all_are_accepted_in_one_gesture_with_their_links() {
    let page = reviewing(TEXT);
    let all = hints(&page);
    page.act("accept-all");
    page.until("none is left", || hints(&page).is_empty().then_some(()));
    let document = page.document();
    let texts: Vec<_> = document.annotations(0).iter().filter_map(|one| one["text"].as_str()).collect();
    assert_eq!(texts, all);
    assert!(!document.links(0).is_empty(), "a quote is linked to who said it");
    page.press("u");
    page.until("all are back", || (hints(&page) == all).then_some(()));
    assert_eq!(page.document().annotations(0).len(), 0);
}

#[test]
fn the_panel_turns_suggestions_and_rules_off_and_on() {
    let page = reviewing(TEXT);
    let all = hints(&page);
    page.act("suggesting");
    page.until("none is drawn", || hints(&page).is_empty().then_some(()));
    page.act("suggesting");
    page.until("all are drawn", || (hints(&page) == all).then_some(()));
    page.click(&page.within("[data-part=rules] summary"));
    // Rules that proposed something for the sample stand there, too.
    let first = page.within("[data-part=rules] li[data-rule='fr/quotation-verb-source'] input");
    page.click(&first);
    page.until("those of one rule are gone", || (hints(&page).len() < all.len()).then_some(()));
    page.click(&first);
    page.until("they are back", || (hints(&page) == all).then_some(()));
    page.script(
        "const slider = document.querySelector(arguments[0]);
         slider.value = 100; slider.dispatchEvent(new Event('change', { bubbles: true }));",
        json!([page.within("[data-action=threshold]")]),
    );
    page.until("nothing is certain", || hints(&page).is_empty().then_some(()));
}

#[test]
fn a_click_on_a_suggestion_goes_to_it_and_the_text_stays_what_it_is() {
    let page = reviewing(TEXT);
    page.click_text("signé");
    page.until("it is in focus", || focused(&page).contains("signé").then_some(()));
    assert_eq!(page.paragraphs().join("\n"), TEXT);
    page.drag("signé");
    page.press("1");
    page.assert_drawn_annotation("quote", "signé");
}

#[test]
fn in_a_long_article_the_work_is_done_off_the_page() {
    let page = Page::suggesting(articles::SHORT);
    let text = TEXT.replace("Le pont", "Le vieux pont").repeat(400);
    page.script(
        "window.tasks = [];
         new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(e => Math.round(e.duration))))
             .observe({ type: 'longtask' });",
        json!([]),
    );
    let begun = std::time::Instant::now();
    page.load(&[page.file("long.txt", &text)]);
    page.until("the visible part has suggestions", || (!hints(&page).is_empty()).then_some(()));
    let first = begun.elapsed();
    page.until("the rules are through", || {
        let status = page.text_of(&page.within("[data-part=suggestion-count]"));
        let digits: String = status.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok().filter(|count| *count > 400)
    });
    let tasks = page.script("return window.tasks", json!([]));
    eprintln!(
        "{} kB: first suggestions after {first:?}, all after {:?}; tasks of 50 ms and more: {tasks}",
        text.len() / 1000,
        begun.elapsed()
    );
}

#[test]
fn a_page_without_the_worker_says_so_and_works() {
    let host = Host::over(Site::default().without("/dist/pkg/guillemet_worker.js"));
    host.pardon("guillemet_worker.js");
    host.run("mount(document.getElementById('first'), { articles: [{ text: 'Il dit « Oui ».' }] })");
    host.until("the panel says so", || {
        host.text_of(&host.within("[data-part=suggestion-count]")).contains("worker").then_some(())
    });
    host.drag("Oui");
    host.press("1");
    assert_eq!(host.document().annotations(0).len(), 1);
}

#[test]
fn every_occurrence_of_a_name_is_proposed_by_two_keys() {
    let page = reviewing(&format!("{TEXT}\nInès Malloy a signé. Malloy ? Inès\u{a0}Malloy !"));
    page.drag("Inès Malloy a");
    page.press("Shift+Control+ArrowLeft o 2");
    page.until("both other occurrences are proposed", || {
        (hints(&page).iter().filter(|text| text.replace('\u{a0}', " ") == "Inès Malloy").count() >= 2)
            .then_some(())
    });
    assert_eq!(page.document().annotations(0).len(), 0);
}

#[test]
fn a_rule_of_ones_own_is_previewed_told_where_it_is_wrong_and_saved() {
    let page = reviewing(TEXT);
    page.click(&page.within("[data-part=own-rules] summary"));
    page.click(&page.within("[data-part=pattern]"));
    let told = |part: &str| {
        page.until(&format!("the preview says “{part}”"), || {
            page.text_of(&page.within("[data-part=pattern-preview]")).contains(part).then_some(())
        });
    };
    page.type_text("pont|(maire");
    told("wrong at character 6");
    page.type_text(")");
    told("Matches in this article: 2");
    page.act("add-rule");
    page.until("it proposes", || hints(&page).contains(&"pont".to_owned()).then_some(()));
    let has_focus = "return document.activeElement === document.querySelector(arguments[0])";
    let pattern = page.within("[data-part=pattern]");
    assert_eq!(page.script(has_focus, json!([pattern])), true, "for the next rule");
    assert_eq!(page.document().value["rules"][0]["pattern"], "pont|(maire)");
    page.click(&pattern);
    page.type_text("(((a{1000}){1000}){1000})");
    told("too large");
}

/// Loads articles of which every third tells of a heron.
fn load_herons(page: &Page) {
    let line = |n: usize| {
        let bird = if n.is_multiple_of(3) { "un héron, puis le Héron" } else { "un chat" };
        let text = format!("{n} : «\u{a0}Oui\u{a0}», dit Anna devant {bird}. Fin.");
        format!("{}\n", json!({ "id": format!("a{n}"), "title": format!("Article {n}"), "text": text }))
    };
    let lines: String = (0..30).map(line).collect();
    page.load(&[page.file("articles.jsonl", lines)]);
    page.until("the first article is read", || {
        page.paragraphs().iter().any(|one| one.contains("héron")).then_some(())
    });
}

fn title(page: &Page) -> String {
    let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
    page.script(script, json!([page.within("h1.title")])).as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_word_is_taken_along_to_all_articles_until_that_is_stopped() {
    let page = Page::with_sample();
    load_herons(&page);
    page.tab_to_text();
    page.drag("héron");
    page.press("o 2 o");
    page.until("the panel tells it", || {
        page.text_of(&page.within("[data-part=sought]")).contains("each article").then_some(())
    });
    page.until("the queue shows who holds it", || {
        (page.all(&page.within("[data-queue-row]")).len() == 10).then_some(())
    });
    page.press("Shift+n");
    page.until("the next of them is read", || (title(&page) == "Article 3").then_some(()));
    page.until("it is proposed there", || hints(&page).contains(&"héron".to_owned()).then_some(()));
    assert!(!hints(&page).contains(&"Héron".to_owned()), "in this case only");
    assert_eq!(page.document().annotations(3).len(), 0);
    page.act("find-no-more");
    page.until_gone(&page.within("[data-part=sought]"));
    page.until("the queue shows all", || {
        page.text_of(&page.within("[data-part=queue]")).contains("Article 1").then_some(())
    });
    page.tab_to_text();
    page.press("Shift+n");
    page.until("the next one is read", || (title(&page) == "Article 4").then_some(()));
    assert!(!page.sees(&page.within("[data-part=sought]")));
}

fn try_a_rule(page: &Page) {
    page.click(&page.within("[data-part=own-rules] summary"));
    page.click(&page.within("[data-part=pattern]"));
    let told = |part: &str| {
        page.until(&format!("the tally says “{part}”"), || {
            let tally = page.within("[data-part=tally]");
            (page.sees(&tally) && page.text_of(&tally).contains(part)).then_some(())
        });
    };
    page.type_text("h[ée]ron");
    told("In all articles: 20, in 10 of 30");
    page.type_text(",");
    told("In all articles: 10, in 10 of 30");
    page.type_text("(");
    page.until_gone(&page.within("[data-part=tally]"));
}

#[test]
fn a_rule_that_is_being_written_is_tried_in_all_articles_that_are_kept() {
    let page = Page::with_sample();
    load_herons(&page);
    page.until_standing("saved");
    // What was removed is on the disk for a while, and does not count.
    page.load_text("more.txt", "Un héron de plus.");
    page.until_standing("saved");
    page.tab_to_text();
    page.press("Control+z");
    page.until_standing("saved");
    page.go(&format!("{}?tour=off", given("GUILLEMET_PAGE")));
    page.until("the first article is read", || (title(&page) == "Article 0").then_some(()));
    try_a_rule(&page);
}

#[test]
fn a_rule_that_is_being_written_is_tried_in_all_articles_where_nothing_is_kept() {
    let page =
        Page::new(Browser::at(&format!("{}?tour=off&keep=off", given("GUILLEMET_PAGE"))), ".guillemet");
    page.until("the page shows its sample", || (!page.paragraphs().is_empty()).then_some(()));
    load_herons(&page);
    try_a_rule(&page);
}

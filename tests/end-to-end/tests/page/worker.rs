//! Long files go through the worker: whole, with progress, and not at all once stopped.

use std::fmt::Write;
use std::time::Instant;

use end_to_end::host::Host;
use end_to_end::server::Site;
use end_to_end::{Page, articles};
use serde_json::json;

/// A document of about 5 MB: 50,000 quotes, each on a paragraph of its own.
fn large() -> (String, usize) {
    const COUNT: usize = 50_000;
    let (mut text, mut annotations) = (String::new(), String::new());
    let mut at = 0;
    for n in 0..COUNT {
        let paragraph = format!(
            "«\u{a0}Parole numéro {n}\u{a0}», dit Anna, sans en dire davantage à personne ce jour-là.\n"
        );
        let comma = if n == 0 { "" } else { "," };
        let end = at + format!("«\u{a0}Parole numéro {n}\u{a0}»").chars().count();
        write!(annotations, r#"{comma}{{"id":"q{n}","label":"quote","start":{at},"end":{end}}}"#).unwrap();
        at += paragraph.chars().count();
        text.push_str(&paragraph);
    }
    let text = serde_json::Value::from(text).to_string();
    let json = format!(
        r#"{{"format":"guillemet","version":1,"articles":[{{"id":"large","title":"Large","text":{text},"annotations":[{annotations}],"relations":[]}}]}}"#
    );
    (json, COUNT)
}

/// Notes how long the page's thread is held up from now on.
fn watch_the_thread(page: &Page) {
    page.script(
        "window.tasks = [];
         new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(e => Math.round(e.duration))))
             .observe({ type: 'longtask' });",
        json!([]),
    );
}

fn asked_for_the_worker(page: &Page) -> bool {
    page.requests().iter().any(|url| url.contains("guillemet_worker"))
}

#[test]
fn a_large_file_opens_through_the_worker() {
    let page = Page::open();
    page.load_text("court.txt", articles::SHORT);
    let (json, count) = large();
    let file = page.file("large.json", &json);
    watch_the_thread(&page);
    let begun = Instant::now();
    page.load(&[file]);
    let notice = page.until_notice(&["Loaded 1 article with 50,000 annotations"]);
    let told = begun.elapsed();
    page.until("the article is shown", || {
        page.paragraphs().first().is_some_and(|first| first.contains("Parole")).then_some(())
    });
    let tasks = page.script("return window.tasks", json!([]));
    eprintln!(
        "{:.1} MB with {count} annotations: {notice}; {told:?}; tasks of 50 ms and more: {tasks}",
        json.len() as f64 / 1e6
    );
    assert!(asked_for_the_worker(&page), "a large file needs it");
    page.until("nothing tells of the load any more", || {
        (!page.sees(&page.within("[data-part=notices] [data-action=stop]"))).then_some(())
    });
    assert_eq!(page.count("quote"), count);
    page.act("undo");
    page.until_shown(articles::SHORT);
}

#[test]
fn a_long_text_and_a_long_page_open_through_the_worker_as_they_are() {
    let page = Page::open();
    let text = articles::NASTY.repeat(600);
    page.load(&[page.file("long.txt", &text)]);
    page.until_notice(&["Loaded 1 article"]);
    let html = format!("<p>Début.</p><p>{}</p>", "Non, dit-elle. ".repeat(30_000));
    page.load(&[page.file("page.html", &html), page.file("bad.json", "{".repeat(300_000))]);
    page.until_notice(&["Could not load bad.json"]);
    let document = page.document();
    assert_eq!(document.len(), 2);
    assert_eq!(document.text(0), text);
    assert!(document.text(1).starts_with("Début.\n"), "{}", &document.text(1)[..40]);
}

#[test]
fn a_stopped_load_leaves_everything_as_it_was() {
    let page = Page::with_text(articles::SHORT);
    page.double_click("Anna");
    page.press("2");
    page.assert_drawn_annotation("source", "Anna");
    let (json, _) = large();
    let file = page.file("large.json", &json);
    let notices = page.within("[data-part=notices] [data-action=stop]");
    page.load(&[file]);
    page.until_seen(&notices);
    page.click(&notices);
    page.until_notice(&["Stopped; nothing was changed."]);
    // As long as the load itself would have taken, and nothing comes.
    std::thread::sleep(std::time::Duration::from_secs(3));
    page.assert_drawn_annotation("source", "Anna");
    assert_eq!(page.document().len(), 1);
    assert!(!page.sees(&notices));
    // The next load starts a worker of its own.
    let text = articles::long(5_000);
    page.load(&[page.file("again.txt", &text)]);
    page.until("both are there", || (page.articles().len() == 2).then_some(()));
}

const MOUNT: &str = "mount(document.getElementById('first'))";

fn loads_a_long_file(host: &Host) {
    host.run(MOUNT);
    let text = articles::long(5_000);
    host.load(&[host.file("long.txt", &text)]);
    host.until_notice(&["Loaded 1 article"]);
    assert_eq!(host.document().text(0), text);
}

fn fetched_the_worker(host: &Host) -> bool {
    host.loaded().iter().any(|path| path.contains("guillemet_worker_bg.wasm"))
}

#[test]
fn a_host_page_finds_the_worker_beside_the_module() {
    let host = Host::open();
    loads_a_long_file(&host);
    assert!(fetched_the_worker(&host));
}

#[test]
fn the_next_worker_is_given_the_module_that_the_first_one_compiled() {
    let host = Host::open();
    host.run(
        "window.first = mount(document.getElementById('first'), {
            articles: [{ id: 'a', text: 'Oui, dit Anna.', annotations: [{ label: 'quote', start: 0, end: 3 }] }], suggest: false,
         });",
    );
    let written = || {
        host.promised("return first.exportAs('brat').then(({ name, file }) => [name, file.size])");
        host.loaded().iter().filter(|path| path.contains("guillemet_worker_bg.wasm")).count()
    };
    assert_eq!((written(), written(), written()), (1, 1, 1), "each has a worker of its own");
}

#[test]
fn a_host_page_without_the_worker_loads_long_files_all_the_same() {
    let host = Host::over(Site::default().without("/dist/pkg/guillemet_worker.js"));
    host.pardon("guillemet_worker.js");
    loads_a_long_file(&host);
    let broken = Host::over(Site::default().without("/dist/pkg/guillemet_worker_bg.wasm"));
    broken.pardon("guillemet_worker");
    loads_a_long_file(&broken);
}

#[test]
fn a_host_page_that_forbids_workers_loads_long_files_all_the_same() {
    let host = Host::under("worker-src 'none'");
    host.pardon("worker");
    loads_a_long_file(&host);
    assert!(!fetched_the_worker(&host));
}

#[test]
fn a_host_page_can_say_where_the_worker_is_or_that_there_is_none() {
    let host = Host::open();
    host.run("mount(document.getElementById('second'), { worker: false })");
    let host = host.turned_to_second();
    let text = articles::long(5_000);
    host.load(&[host.file("long.txt", &text)]);
    host.until_notice(&["Loaded 1 article"]);
    assert!(!fetched_the_worker(&host));
    drop(host);
    let host = Host::open();
    host.run("mount(document.getElementById('second'), { worker: '/dist/pkg/guillemet_worker.js?here' })");
    let host = host.turned_to_second();
    host.load(&[host.file("long.txt", &text)]);
    host.until_notice(&["Loaded 1 article"]);
    assert!(host.loaded().iter().any(|path| path.ends_with("guillemet_worker.js?here")));
}

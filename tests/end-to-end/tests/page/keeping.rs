//! Work is kept in the browser's database: over reloads, ends without notice, several tabs, and where there is trouble.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use end_to_end::articles::{HARBOUR, SHORT};
use end_to_end::browser::{Browser, given};
use end_to_end::page::strings;
use end_to_end::{Document, Page};
use serde_json::{Value, json};

/// Annotates two words of `SHORT` by keys and waits until they are on disk.
fn annotate(page: &Page) {
    page.tab_to_text();
    page.press("Control+Home w 2 Control+ArrowDown w 1");
    page.until_standing("saved");
}

const ANNOTATED: &str =
    "[source:Le] maire parle. «\u{a0}Oui\u{a0}», dit Anna.\n[quote:Bruno] dément la rumeur.";

fn reload(page: &Page, text: &str) {
    page.go(&Page::address());
    page.until_shown(text);
}

fn random(below: u64) -> u64 {
    RandomState::new().build_hasher().finish() % below
}

#[test]
fn a_reload_keeps_the_work_and_what_can_be_taken_back_and_done_again() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.press("u");
    page.until_standing("saved");
    let undone = page.document();
    reload(&page, SHORT);
    assert_eq!(page.document().bytes, undone.bytes);
    page.tab_to_text();
    page.press("Control+y");
    page.assert_drawn(ANNOTATED);
    page.until_standing("saved");
    reload(&page, SHORT);
    page.assert_drawn(ANNOTATED);
    page.tab_to_text();
    page.press("Control+z Control+z");
    assert_eq!(page.document().annotations(0).len(), 0);
    // The load itself.
    page.press("Control+z");
    page.until("the article is gone", || {
        (page.paragraphs() != end_to_end::page::paragraphs_of(SHORT)).then_some(())
    });
}

/// A text in which each word stands once.
fn words() -> String {
    let paragraph = |n: usize| (0..24).map(|word| format!("mot{n}x{word} ")).collect::<String>();
    (0..40).map(|n| paragraph(n).trim_end().to_owned() + ".\n").collect()
}

/// Whether all is saved, and the annotations that are shown: read in one go.
fn saved(page: &Page) -> Option<BTreeSet<String>> {
    let script = "const ids = new Set();
        document.querySelectorAll('.guillemet [data-part=text] span[data-annotations]').forEach(
            run => run.dataset.annotations.split(' ').forEach(id => ids.add(id)));
        return { standing: document.querySelector('[data-part=standing]')?.dataset.standing, ids: [...ids] };";
    let read = page.script(script, json!([]));
    (read["standing"] == "saved").then(|| strings(&read["ids"]).into_iter().collect())
}

fn ids(document: &Document) -> Vec<String> {
    let annotations = document.annotations(0).iter();
    annotations.map(|annotation| annotation["id"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Everything that was shown as saved is there, nothing is there twice, and it can be taken back.
fn check(page: &Page, covered: &BTreeSet<String>, round: u64) {
    let document = page.document();
    let found = ids(&document);
    let set: BTreeSet<String> = found.iter().cloned().collect();
    let lost: Vec<_> = covered.difference(&set).collect();
    assert!(lost.is_empty(), "round {round}: {lost:?} was saved and is lost");
    assert_eq!(set.len(), found.len(), "round {round}: an annotation has come twice");
    let places: BTreeSet<String> =
        document.annotations(0).iter().map(|one| format!("{} {}", one["start"], one["end"])).collect();
    assert_eq!(places.len(), found.len(), "round {round}: a word is annotated twice");
    if !found.is_empty() {
        page.press("Control+z");
        assert_eq!(ids(&page.document()).len(), found.len() - 1, "round {round}: it can be taken back");
        page.press("Control+Shift+z");
        assert_eq!(page.document().bytes, document.bytes, "round {round}: and done again");
    }
}

/// `cargo xtask soak` sets many rounds.
#[test]
fn what_was_shown_as_saved_survives_the_end_of_the_browser_at_any_moment() {
    let rounds: u64 =
        std::env::var("GUILLEMET_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let text = words();
    let mut page = Page::with_text(&text);
    page.until_standing("saved");
    let mut covered = BTreeSet::new();
    for round in 0..rounds {
        page.tab_to_text();
        page.press("Control+Home");
        page.press_times("Control+ArrowDown", (round % 40) as usize);
        for _ in 0..=random(22) {
            page.press("w 1 Control+ArrowRight");
            if let Some(ids) = saved(&page) {
                covered = ids;
            }
        }
        std::thread::sleep(Duration::from_millis(random(30)));
        let profile = page.kill();
        page = Page::again(profile);
        page.until_shown(&text);
        page.until_standing("saved");
        page.tab_to_text();
        check(&page, &covered, round);
        page.until_standing("saved");
        covered = saved(&page).unwrap_or(covered);
    }
    assert!(!covered.is_empty(), "something was annotated");
}

#[test]
fn of_two_tabs_one_writes_and_the_other_follows_and_takes_over() {
    let page = Page::with_text(SHORT);
    page.until_standing("saved");
    let first = page.tab();
    page.open_tab();
    let second = page.tab();
    page.go(&Page::address());
    page.until_standing("following");
    page.until_shown(SHORT);
    page.until_seen(&page.within("[data-part=banner][data-banner=following]"));

    page.turn_to(&first);
    annotate(&page);
    page.turn_to(&second);
    page.until("the annotations are shown here, too", || {
        (page.all(&page.within("span[data-annotations]")).len() == 2).then_some(())
    });
    page.tab_to_text();
    page.press("Control+Home w 3");
    assert_eq!(page.all(&page.within("span[data-annotations]")).len(), 2, "it only follows");

    page.act("take-over");
    page.until_standing("saved");
    page.turn_to(&first);
    page.until_standing("following");
    page.turn_to(&second);
    page.tab_to_text();
    page.press("Control+End w 3");
    page.until_standing("saved");
    let document = page.document();
    assert_eq!(document.annotations(0).len(), 3);
    page.turn_to(&first);
    page.until("what the other tab does is shown here", || {
        (page.all(&page.within("span[data-annotations]")).len() == 3).then_some(())
    });
}

#[test]
fn without_a_database_work_goes_on_and_a_banner_says_that_nothing_is_kept() {
    let blocked = json!({ "profile.default_content_setting_values.cookies": 2 });
    let page = Page::new(Browser::with_settings(&Page::address(), &blocked), ".guillemet");
    page.until_standing("not-saved");
    page.until_seen(&page.within("[data-part=banner][data-banner=trouble]"));
    page.load_text("article.txt", SHORT);
    page.tab_to_text();
    page.press("Control+Home w 2");
    let (name, bytes) = page.download_by(|| page.act("download-all"));
    assert!(name.ends_with(".guillemet.json"), "{name}");
    assert_eq!(Document::read(bytes).annotations(0).len(), 1);
}

/// Runs statements on the open database `db` of a name, in a version if one is named; `done` ends them.
fn by_hand(page: &Page, database: &str, version: Option<u32>, statements: &str) -> Value {
    let version = version.map_or_else(String::new, |version| format!(", {version}"));
    page.promised(&format!(
        "const db = await new Promise((done, fail) => {{
            const request = indexedDB.open('{database}'{version});
            request.onupgradeneeded = () => request.result.createObjectStore('later');
            request.onsuccess = () => done(request.result);
            request.onerror = () => fail(request.error);
        }});
        try {{ return await new Promise((done, fail) => {{ {statements} }}); }} finally {{ db.close(); }}"
    ))
}

#[test]
fn a_row_that_was_broken_is_set_aside_and_all_else_opens() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.load_text("port.txt", HARBOUR);
    page.until_standing("saved");
    // The last byte of the checksum of one tail, and all of the other article's entry.
    let broken = by_hand(
        &page,
        "guillemet",
        None,
        "const tx = db.transaction(['tails', 'entries'], 'readwrite');
         tx.objectStore('tails').openCursor().onsuccess = ({ target: { result } }) => {
             const bytes = result.value; bytes[bytes.length - 1] ^= 1; result.update(bytes);
         };
         let broke = 0;
         tx.objectStore('entries').openCursor().onsuccess = ({ target: { result } }) => {
             if (!result) return;
             if (++broke === 2) result.update(new Uint8Array([7])); else result.continue();
         };
         tx.oncomplete = () => done(broke);",
    );
    assert_eq!(broken, 2);
    page.go(&Page::address());
    page.until_standing("saved");
    page.until_seen(&page.within("[data-part=banner][data-banner=damages]"));
    assert_eq!(page.articles().len(), 2);
    let document = page.document();
    let mut texts = [document.text(0), document.text(1)];
    texts.sort_unstable();
    let mut expected = [SHORT, HARBOUR];
    expected.sort_unstable();
    assert_eq!(texts, expected);
    let annotations = (0..2).map(|article| document.annotations(article).len()).sum::<usize>();
    assert_eq!(annotations, 1, "one of the two annotations was in the broken row");
    let (_, bytes) = page.download_by(|| page.act("download-damages"));
    assert!(!bytes.is_empty());
}

#[test]
fn a_database_of_a_newer_guillemet_is_left_untouched() {
    let page = Page::open();
    by_hand(&page, "newer", Some(7), "done(0)");
    page.go(&format!("{}&database=newer", Page::address()));
    page.until_standing("not-saved");
    let banner = page.within("[data-part=banner][data-banner=trouble]");
    assert!(page.text_of(&banner).contains("newer Guillemet"), "{}", page.text_of(&banner));
    let found = by_hand(&page, "newer", None, "done([db.version, ...db.objectStoreNames])");
    assert_eq!(found, json!([7, "later"]));
}

#[test]
fn a_backup_brings_the_data_set_back() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.click(&page.within("[data-action=data-sets]"));
    let (name, bytes) = page.download_by(|| page.act("backup"));
    assert!(name.ends_with(".guillemet.jsonl"), "{name}");
    drop(page);
    let page = Page::open();
    page.load(&[page.file(&name, bytes)]);
    page.until_shown(SHORT);
    page.assert_drawn(ANNOTATED);
}

/// What a page is told before it begins, at each visit.
fn before_each_visit(page: &Page, script: &str) {
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
}

/// A file of the browser's own stands for one that a person chooses, as no walk can use the browser's dialog. Whether
/// it may be written is asked again at each visit, until somebody says yes.
const A_FILE: &str = "window.showSaveFilePicker = async ({ suggestedName }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
    let isGranted = false;
    FileSystemHandle.prototype.queryPermission = async () => isGranted ? 'granted' : 'prompt';
    FileSystemHandle.prototype.requestPermission = async () => { isGranted = true; return 'granted'; };";

fn until_file(page: &Page, wanted: &str) {
    page.until(&format!("the file is {wanted}"), || {
        let word = page.within("[data-part=backup-file]");
        let state = "return document.querySelector(arguments[0])?.dataset.state ?? ''";
        (page.script(state, json!([word])) == wanted).then_some(())
    });
}

#[test]
fn a_backup_file_is_kept_up_to_date_and_allowed_again_by_one_click() {
    let page = Page::open();
    before_each_visit(&page, A_FILE);
    page.go(&Page::address());
    page.until_standing("saved");
    page.load_text("article.txt", SHORT);
    page.click(&page.within("[data-action=data-sets]"));
    page.act("keep-file");
    page.press("Escape");
    until_file(&page, "current");
    annotate(&page);
    until_file(&page, "behind");
    until_file(&page, "current");
    let text = || {
        let read = "const folder = await navigator.storage.getDirectory();
            const file = await folder.getFileHandle('guillemet-backup.guillemet.jsonl');
            return await (await file.getFile()).text();";
        page.promised(read).as_str().unwrap_or_default().to_owned()
    };
    let whole = text();
    assert_eq!(whole.matches("\"label\"").count(), 2, "{whole}");

    reload(&page, SHORT);
    until_file(&page, "asks");
    page.until_seen(&page.within("[data-part=banner][data-banner=file-asks]"));
    page.tab_to_text();
    page.press("Control+End w 3");
    page.until_standing("saved");
    page.act("allow-file");
    until_file(&page, "current");
    page.until_gone(&page.within("[data-part=banner]"));
    let whole = text();
    assert_eq!(whole.matches("\"label\"").count(), 3, "{whole}");

    // The file brings the data set back.
    let expected = page.document();
    drop(page);
    let page = Page::open();
    page.load(&[page.file("again.guillemet.jsonl", whole)]);
    page.until_shown(SHORT);
    assert_eq!(page.document().drawn(0), expected.drawn(0));
}

#[test]
fn a_file_that_another_data_set_has_is_refused_and_the_own_one_is_kept_on() {
    let page = Page::open();
    before_each_visit(&page, A_FILE);
    page.go(&Page::address());
    page.until_standing("saved");
    let keep_in = |name: &str| {
        page.script(
            "const name = arguments[0], folder = navigator.storage.getDirectory();
             window.showSaveFilePicker = async () => (await folder).getFileHandle(name, { create: true });",
            json!([name]),
        );
        page.click(&page.within("[data-action=data-sets]"));
        page.act("keep-file");
        page.press("Escape");
    };
    page.load_text("article.txt", SHORT);
    keep_in("first.jsonl");
    until_file(&page, "current");

    page.click(&page.within("[data-action=data-sets]"));
    page.click(&page.within("[data-part=new-data-set]"));
    page.type_text("Autre");
    page.press("Enter");
    page.until("the other one is open", || {
        (page.text_of(&page.within(".data-set-name")) == "Autre" && page.standing() == "saved").then_some(())
    });
    page.load_text("article.txt", SHORT);
    keep_in("second.jsonl");
    until_file(&page, "current");
    keep_in("first.jsonl");
    page.until_notice(&["first.jsonl", "is the backup file of another data set"]);
    until_file(&page, "current");

    // The browser is asked about the own one.
    reload(&page, SHORT);
    until_file(&page, "asks");
    page.act("allow-file");
    until_file(&page, "current");
    let read = "const folder = await navigator.storage.getDirectory();
        const file = await folder.getFileHandle('second.jsonl');
        return await (await file.getFile()).text();";
    assert!(page.promised(read).as_str().unwrap_or_default().contains("\"text\""));
}

#[test]
fn who_has_much_in_no_file_is_reminded_and_one_click_downloads_it() {
    let page = Page::with_text(&words());
    page.tab_to_text();
    page.press("Control+Home");
    let banner = page.within("[data-part=banner][data-banner=unfiled]");
    for _ in 0..10 {
        assert!(!page.sees(&banner), "it is early yet");
        page.press_times("w 1 Control+ArrowRight", 20);
    }
    page.until_standing("saved");
    page.until_seen(&banner);
    page.go(&Page::address());
    page.until_seen(&banner);
    page.act("remind-later");
    page.until_gone(&banner);
    page.until_standing("saved");
    page.go(&Page::address());
    page.until_standing("saved");
    assert!(!page.sees(&banner), "it was put off");
    page.tab_to_text();
    page.press("Control+End");
    page.press_times("u Control+y", 100);
    page.until_seen(&banner);
    let (name, bytes) = page.download_by(|| page.act("download-unfiled"));
    assert!(name.ends_with(".guillemet.jsonl") && !bytes.is_empty(), "{name}");
    page.until_gone(&banner);
}

/// Leaves the browser no room for what this page would write from now on. Gives what makes room again.
fn fill_the_disk(page: &Page) -> impl Fn() + '_ {
    let origin = given("GUILLEMET_PAGE").trim_end_matches('/').to_owned();
    // Chromium remembers how much room there is as long as somebody has the database open, and a little longer; a page
    // that hears of its end is not held ready for somebody who goes back.
    page.script("addEventListener('unload', () => {})", json!([]));
    page.go("about:blank");
    std::thread::sleep(Duration::from_secs(4));
    page.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 }));
    page.go(&Page::address());
    page.until_shown(SHORT);
    page.until_standing("saved");
    move || {
        page.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin }));
    }
}

#[test]
fn a_full_disk_is_told_and_saving_goes_on_by_itself_when_there_is_room() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    let make_room = fill_the_disk(&page);
    page.tab_to_text();
    page.press("Control+End w 3");
    page.until_standing("not-saved");
    let banner = page.within("[data-part=banner][data-banner=trouble]");
    assert!(page.text_of(&banner).contains("no room left"), "{}", page.text_of(&banner));
    page.press("Control+Home w 3");
    let (name, bytes) = page.download_by(|| page.act("download-all"));
    assert!(name.ends_with(".guillemet.json"), "{name}");
    let all = Document::read(bytes);
    assert_eq!(all.annotations(0).len(), 4);
    make_room();
    page.until("it is tried again by itself", || {
        std::thread::sleep(Duration::from_millis(200));
        (page.standing() == "saved").then_some(())
    });
    page.until_gone(&banner);
    reload(&page, SHORT);
    assert_eq!(page.document().drawn(0), all.drawn(0));
}

#[test]
fn what_could_not_be_saved_is_left_for_a_file_when_another_tab_takes_over() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    let make_room = fill_the_disk(&page);
    page.tab_to_text();
    page.press("Control+End w 3");
    page.until_standing("not-saved");
    let first = page.tab();
    page.open_tab();
    let second = page.tab();
    page.go(&Page::address());
    page.until_standing("following");
    page.act("take-over");
    page.until_gone(&page.within("[data-part=banner][data-banner=following]"));
    make_room();

    page.turn_to(&first);
    let banner = page.within("[data-part=banner][data-banner=left-over]");
    page.until_seen(&banner);
    page.assert_drawn(ANNOTATED);
    let (name, bytes) = page.download_by(|| page.act("download-left-over"));
    assert!(name.ends_with(".guillemet.json"), "{name}");
    assert_eq!(Document::read(bytes).annotations(0).len(), 3);
    page.until_gone(&banner);
    page.turn_to(&second);
    page.tab_to_text();
    page.press("Control+End w 3");
    page.until("it is saved", || (page.standing() == "saved").then_some(()));
}

#[test]
fn a_removed_article_is_brought_back_at_the_next_visit_with_what_stood_on_it() {
    let page = Page::with_text(SHORT);
    annotate(&page);
    page.load_text("port.txt", HARBOUR);
    let remove = "[data-part=articles] [data-article]:first-child [data-action=remove-article]";
    page.click(&page.within(remove));
    page.until("one article is left", || (page.articles().len() == 1).then_some(()));
    page.until_standing("saved");
    reload(&page, HARBOUR);
    page.until_standing("saved");
    page.tab_to_text();
    page.press("Control+z");
    page.until_shown(SHORT);
    page.assert_drawn(ANNOTATED);
    assert_eq!(page.document().len(), 2);
}

#[test]
fn the_browser_is_asked_to_keep_the_work_at_the_first_edit_and_not_before() {
    let page = Page::open();
    before_each_visit(
        &page,
        "window.asked = 0; StorageManager.prototype.persist = async () => { window.asked += 1; return true; };",
    );
    page.go(&Page::address());
    page.until_standing("saved");
    let asked = || page.script("return window.asked", json!([]));
    assert_eq!(asked(), 0, "nobody has done anything");
    page.load_text("article.txt", SHORT);
    annotate(&page);
    assert_eq!(asked(), 1);
}

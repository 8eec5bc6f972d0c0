//! Several data sets of one browser: made, renamed, copied, deleted and brought back; in two tabs; and what comes of one
//! that another build or another file has.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, SHORT};
use serde_json::json;

fn open_dialog(page: &Page) {
    page.click(&page.within(".standing [data-action=data-sets]"));
    page.until_seen(&page.within("[data-part=data-sets]"));
}

/// The name of the open data set, as the bar has it.
fn name(page: &Page) -> String {
    page.text_of(&page.within(".data-set-name"))
}

#[track_caller]
fn until_name(page: &Page, expected: &str) {
    page.until(&format!("“{expected}” is open"), || {
        (name(page) == expected && page.standing() != "opening").then_some(())
    });
}

/// The names of the data sets that stand, in the dialog.
fn listed(page: &Page) -> Vec<String> {
    let names = page.script(
        "return [...document.querySelectorAll(arguments[0])].map(field => field.value)",
        json!([page.within("[data-part=data-sets] [data-part=data-set-name]")]),
    );
    let mut names = end_to_end::page::strings(&names);
    names.sort_unstable();
    names
}

#[track_caller]
fn until_listed(page: &Page, expected: &[&str]) {
    page.until(&format!("{expected:?} are listed"), || (listed(page) == expected).then_some(()));
}

/// Presses a button of the data set of this name, in the dialog.
#[track_caller]
fn act_on(page: &Page, dataset: &str, action: &str) {
    let id = page.script(
        "return [...document.querySelectorAll(arguments[0])].find(row =>
            (row.querySelector('input')?.value ?? row.querySelector('span').textContent) === arguments[1]).dataset.set",
        json!([page.within("li.data-set"), dataset]),
    );
    let id = id.as_str().unwrap_or_default();
    page.click(&page.within(&format!("[data-set='{id}'] [data-action={action}]")));
}

fn rename_open(page: &Page, name: &str) {
    open_dialog(page);
    page.click(&page.within(".data-set.current [data-part=data-set-name]"));
    page.press("Control+a");
    page.type_text(name);
    page.press("Tab Escape");
    until_name(page, name);
}

fn create(page: &Page, name: &str) {
    open_dialog(page);
    page.click(&page.within("[data-part=new-data-set]"));
    page.type_text(name);
    page.press("Enter");
    until_name(page, name);
}

#[test]
fn data_sets_are_made_renamed_copied_deleted_and_brought_back() {
    let page = Page::with_text(SHORT);
    page.double_click("Anna");
    page.press("2");
    page.until_standing("saved");
    rename_open(&page, "Presse");
    create(&page, "Débats");
    page.until("it is empty", || page.articles().is_empty().then_some(()));
    page.load_text("port.txt", HARBOUR);

    open_dialog(&page);
    until_listed(&page, &["Débats", "Presse"]);
    assert!(page.text_of(&page.within("[data-part=room]")).contains("MB"), "it says how much room is taken");
    act_on(&page, "Presse", "open-data-set");
    until_name(&page, "Presse");
    page.until_shown(SHORT);
    page.assert_drawn_annotation("source", "Anna");

    open_dialog(&page);
    act_on(&page, "Presse", "copy-data-set");
    until_name(&page, "Presse (copy)");
    page.assert_drawn_annotation("source", "Anna");
    page.double_click("Bruno");
    page.press("2");
    page.until_standing("saved");
    open_dialog(&page);
    act_on(&page, "Presse", "delete-data-set");
    until_listed(&page, &["Débats", "Presse (copy)"]);
    page.press("Escape");

    // Deleted is not gone, also not at the next visit.
    page.go(&Page::address());
    until_name(&page, "Presse (copy)");
    page.until_standing("saved");
    open_dialog(&page);
    page.click(&page.within("[data-part=deleted-data-sets] summary"));
    act_on(&page, "Presse", "bring-back-data-set");
    until_listed(&page, &["Débats", "Presse", "Presse (copy)"]);
    act_on(&page, "Presse", "open-data-set");
    until_name(&page, "Presse");
    page.until_shown(SHORT);
    assert_eq!(page.document().annotations(0).len(), 1, "a copy goes its own way");
}

#[test]
fn who_renames_a_data_set_that_another_tab_works_on_undoes_nothing_there() {
    let page = Page::with_text(SHORT);
    rename_open(&page, "Presse");
    create(&page, "Débats");
    let first = page.tab();
    page.open_tab();
    let second = page.tab();
    page.go(&Page::address());
    page.until_standing("following");
    open_dialog(&page);
    act_on(&page, "Presse", "open-data-set");
    until_name(&page, "Presse");
    page.until_standing("saved");

    page.turn_to(&first);
    page.load_text("port.txt", HARBOUR);
    page.until_standing("saved");
    page.turn_to(&second);
    open_dialog(&page);
    let id = page.script(
        "return [...document.querySelectorAll(arguments[0])].find(row => row.querySelector('input').value === 'Débats').dataset.set",
        json!([page.within("li.data-set")]),
    );
    let field = format!("[data-set='{}'] [data-part=data-set-name]", id.as_str().unwrap_or_default());
    page.click(&page.within(&field));
    page.press("Control+a");
    page.type_text("Assemblée");
    page.press("Tab Escape");
    page.until_standing("saved");

    page.turn_to(&first);
    until_name(&page, "Assemblée");
    page.double_click("Le");
    page.press("2");
    page.until_standing("saved");
    page.go(&Page::address());
    until_name(&page, "Assemblée");
    page.until_shown(HARBOUR);
    assert_eq!(page.document().annotations(0).len(), 1);
}

/// The rows that the first build wrote, by hand: `journal/layout_tests.rs` says what they are.
const FIRST_BUILD: &str = "const rows = [
        ['datasets', ['d'], '0106507265737365010571756f746531072330303566393901016401066d616e6e657201066469726563740107736169645f62790107736169645f6279010571756f7465010571756f7465000102612b0571756f7465010003416e6101670a323032362d30312d303100010174ba25cd1e'],
        ['entries', ['d', 't'], '018020000705c38974c3a902667205612e747874010a323032362d30312d3031010172077b226b223a317d026162ac02010571756f7465020107736169645f62790101ca2ac791'],
        ['texts', ['d', 't'], '0105c38974c3a9314eba6b']];
    const request = indexedDB.open('old', 1);
    request.onupgradeneeded = () => ['datasets', 'entries', 'texts', 'snapshots', 'tails', 'gestures', 'epochs'].forEach(
        table => request.result.createObjectStore(table));
    const db = await new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = fail; });
    const tx = db.transaction(['datasets', 'entries', 'texts', 'gestures'], 'readwrite');
    for (const [table, key, hex] of rows)
        tx.objectStore(table).put(new Uint8Array(hex.match(/../g).map(byte => parseInt(byte, 16))), key);
    // A gesture after which nothing can be taken back, in its envelope: layout and FNV-1a.
    const gesture = [1, 4, 0, 0, 0, 0, 0, 0];
    const sum = gesture.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
    tx.objectStore('gestures').put(new Uint8Array([...gesture, ...[0, 8, 16, 24].map(by => sum >>> by & 255)]), ['d', 7]);
    await new Promise((done, fail) => { tx.oncomplete = done; tx.onerror = fail; });
    db.close();";

#[test]
fn a_database_of_the_first_build_opens_and_goes_on() {
    let page = Page::open();
    page.promised(FIRST_BUILD);
    let address = format!("{}&database=old", Page::address());
    page.go(&address);
    page.until_shown("Été");
    until_name(&page, "Presse");
    page.until_standing("saved");
    assert!(!page.sees(&page.within("[data-part=banner][data-banner=damages]")), "nothing of it is broken");
    page.tab_to_text();
    page.press("Control+Home w 1");
    page.until_standing("saved");
    page.go(&address);
    page.until_shown("Été");
    page.until("what was annotated since is there", || {
        (page.all(&page.within("span[data-annotations]")).len() == 1).then_some(())
    });
    assert_eq!(page.text_of(&page.within("h1.title")), "Été");
    page.tab_to_text();
    page.press("Control+z");
    page.until("it is taken back", || {
        page.all(&page.within("span[data-annotations]")).is_empty().then_some(())
    });
}

#[test]
fn a_long_backup_is_read_bit_by_bit_and_is_whole() {
    let page = Page::open();
    let text = "Le maire a dit que les travaux commenceraient au printemps prochain. ".repeat(15_000);
    let mut lines = format!("{}\n", json!({ "format": "guillemet", "version": 1 }));
    for n in 0..20 {
        let id = format!("a{n}");
        let annotation =
            json!({ "id": format!("s{n}"), "label": "source", "start": 3, "end": 8, "text": "maire" });
        let article = json!({ "id": id, "title": format!("Article {n}"), "text": format!("{text}{n}."), "annotations": [annotation] });
        lines += &format!("{article}\n");
    }
    assert!(lines.len() > 20_000_000);
    page.load(&[page.file("sauvegarde.guillemet.jsonl", lines)]);
    page.until_notice(&["Loaded 20 articles with 20 annotations"]);
    page.until_standing("saved");
    page.click(&page.within("[data-queue-row=a19]"));
    page.until("the last article is read", || {
        (page.text_of(&page.within("h1.title")) == "Article 19").then_some(())
    });
    page.until("its annotation stands", || {
        page.sees(&page.within("span[data-annotations=s19]")).then_some(())
    });
}

#[test]
fn where_the_only_data_set_is_deleted_an_empty_one_takes_its_place_and_it_can_be_brought_back() {
    let page = Page::with_text(HARBOUR);
    page.until_standing("saved");
    rename_open(&page, "Presse");
    open_dialog(&page);
    act_on(&page, "Presse", "delete-data-set");
    page.until("another is open", || {
        (page.standing() == "saved" && name(&page) != "Presse" && page.paragraphs().is_empty()).then_some(())
    });
    page.click(&page.within("[data-part=deleted-data-sets] summary"));
    act_on(&page, "Presse", "bring-back-data-set");
    until_listed(&page, &["", "Presse"]);
    act_on(&page, "Presse", "open-data-set");
    page.until_shown(HARBOUR);
    page.until_standing("saved");
}

//! What other programs wrote comes in by a dialog that shows it first; what they read goes out by another.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, SHORT};
use serde_json::json;

/// A task of Label Studio with one annotation, whose label the scheme lacks.
fn label_studio() -> String {
    let span = json!({ "start": 0, "end": 16, "text": "Nous avons gagné", "labels": ["Citation"] });
    let result =
        json!([{ "id": "a", "type": "labels", "from_name": "label", "to_name": "text", "value": span }]);
    let text = json!({ "text": "Nous avons gagné, dit Léa." });
    json!([{ "id": 1, "data": text, "annotations": [{ "result": result }] }]).to_string()
}

fn texts(page: &Page) -> Vec<String> {
    let document = page.document();
    (0..document.len()).map(|n| document.text(n).to_owned()).collect()
}

#[test]
fn a_file_of_another_program_is_looked_at_before_it_is_taken_and_one_undo_takes_it_back() {
    let page = Page::with_text(SHORT);
    let task = page.file("tasks.json", label_studio());
    page.load(std::slice::from_ref(&task));
    let summary = page.within("[data-part=import-summary]");
    page.until_seen(&summary);
    assert!(page.text_of(&summary).contains("Citation"), "{}", page.text_of(&summary));
    page.act("import-cancel");
    page.until_gone(&summary);
    assert_eq!(texts(&page), [SHORT], "nothing is taken that was not agreed to");

    page.load(&[task]);
    page.until_seen(&summary);
    page.act("import-take");
    page.until_shown("Nous avons gagné, dit Léa.");
    let document = page.document();
    assert_eq!(document.drawn(1), "[Citation:Nous avons gagné], dit Léa.");
    page.tab_to_text();
    page.press("Control+z");
    page.until("the article is gone", || (page.articles().len() == 1).then_some(()));
    assert_eq!(texts(&page), [SHORT]);
}

#[test]
fn what_the_worker_says_of_files_is_in_the_language_of_the_interface() {
    let page = Page::speaking("fr");
    let task = label_studio().replace("\"result\"", "\"was_cancelled\": true, \"result\"");
    page.load(&[page.file("tasks.json", task)]);
    let rejected = page.within("[data-part=import-rejected]");
    page.until_seen(&rejected);
    page.click(&format!("{rejected} summary"));
    let told = page.text_of(&rejected);
    assert!(told.contains("tasks.json[0] annotations[0]") && told.contains("elle a été annulée"), "{told}");
    page.act("import-cancel");
    page.until_gone(&rejected);

    page.load_text("court.txt", SHORT);
    page.drag("Anna");
    page.press("2");
    page.act("export");
    page.click(&page.within("[data-part=export-format] option[value=conll]"));
    let losses = page.within("[data-part=export-losses]");
    page.until("the losses are told in French", || {
        page.text_of(&losses).contains("articles deviennent des mots").then_some(())
    });
    let dialog = page.text_of(&page.within(".exchange-form"));
    assert!(dialog.contains("étiqueteurs, seqeval"), "{dialog}");
}

#[test]
fn the_articles_that_are_done_are_exported_alone() {
    let page = Page::with_text(SHORT);
    page.load_text("port.txt", HARBOUR);
    page.tab_to_text();
    page.press("Shift+d");
    page.act("export");
    page.click(&page.within("[data-part=export-format] option[value=hugging-face]"));
    page.click(&page.within("[data-part=export-scope] input[value=done]"));
    let write = page.within("[data-action=export-write]");
    let ready = || page.attribute(&write, "disabled").is_none().then_some(());
    page.until("the export is ready", ready);
    let (name, bytes) = page.download_by(|| page.click(&write));
    assert!(name.starts_with("guillemet-hugging-face-20") && name.ends_with(".jsonl"), "{name}");
    let texts: Vec<String> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(texts, [HARBOUR]);
}

#[test]
fn an_export_of_many_articles_can_be_stopped_and_another_made() {
    let page = Page::open();
    let articles = 1_500;
    let line = |n: usize| format!("{}\n", json!({ "text": format!("{n}. {HARBOUR}") }));
    page.load(&[page.file("beaucoup.jsonl", (0..articles).map(line).collect::<String>())]);
    page.until_shown(&format!("0. {HARBOUR}"));
    page.act("export");
    let write = page.within("[data-action=export-write]");
    let until_ready = || {
        page.until("the export is ready", || page.attribute(&write, "disabled").is_none().then_some(()));
    };
    page.click(&page.within("[data-part=export-format] option[value=uima-xmi]"));
    until_ready();
    page.click(&write);
    page.act("export-stop");
    until_ready();
    let downloaded = std::fs::read_dir(page.downloads()).map_or(0, Iterator::count);
    assert_eq!(downloaded, 0, "nothing was written");
    page.click(&page.within("[data-part=export-format] option[value=hugging-face]"));
    until_ready();
    let (_, bytes) = page.download_by(|| page.click(&write));
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), articles);
}

#[test]
fn an_export_tells_what_is_lost_and_is_downloaded() {
    let page = Page::with_text(SHORT);
    page.drag("Anna");
    page.press("2");
    page.act("export");
    page.click(&page.within("[data-part=export-format] option[value=brat]"));
    let write = page.within("[data-action=export-write]");
    page.until("the export is ready", || page.attribute(&write, "disabled").is_none().then_some(()));
    let (name, bytes) = page.download_by(|| page.click(&write));
    assert!(name.ends_with(".zip"), "{name}");
    assert_eq!(bytes.get(..2), Some(b"PK".as_slice()), "it is a zip");
}

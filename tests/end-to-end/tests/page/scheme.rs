//! The label scheme is changed in its form, and guidelines stand beside the text.

use end_to_end::Page;
use serde_json::json;

const TEXT: &str = "« Oui », a dit Anna. Luc nie tout.";

fn opened() -> Page {
    let page = Page::with_text(TEXT);
    page.double_click("Anna");
    page.press("2");
    page.assert_drawn_annotation("source", "Anna");
    page.double_click("nie");
    page.press("3");
    page.assert_drawn_annotation("denial", "nie");
    page.act("scheme");
    page.until_seen(&page.within("[data-part=scheme-dialog]"));
    page
}

fn field(page: &Page, row: usize, part: &str) -> String {
    page.within(&format!("[data-label-row='{row}'] [data-part={part}]"))
}

fn write(page: &Page, selector: &str, text: &str) {
    page.click(selector);
    page.press("Control+a");
    page.type_text(text);
    page.press("Tab");
}

#[test]
fn a_label_is_renamed_and_given_another_key_with_all_that_bears_it() {
    let page = opened();
    write(&page, &field(&page, 1, "label-name"), "speaker");
    write(&page, &field(&page, 1, "label-key"), "q");
    page.act("save-scheme");
    page.until_gone(&page.within("[data-part=scheme-dialog]"));
    page.assert_drawn_annotation("speaker", "Anna");
    page.double_click("Luc");
    page.press("q");
    page.assert_drawn_annotation("speaker", "Luc");
    page.press("Control+z Control+z");
    page.assert_drawn_annotation("source", "Anna");
    let scheme = page.document().value["scheme"].clone();
    assert_eq!((&scheme["labels"][1]["name"], &scheme["labels"][1]["key"]), (&json!("source"), &json!("2")));
}

#[test]
fn a_label_in_use_goes_only_with_a_word_on_its_annotations() {
    let page = opened();
    page.click(&page.within("[data-label-row='2'] [data-action=remove-label]"));
    let fate = page.within("[data-fate=denial] select");
    page.until_seen(&fate);
    assert!(page.attribute(&page.within("[data-action=save-scheme]"), "disabled").is_some());
    // The last choice of the list deletes; the first after the question is the first label.
    for _ in 0..40 {
        if page.has_focus("[data-fate=denial] select") {
            break;
        }
        page.press("Tab");
    }
    page.press("ArrowDown");
    page.until("it may be used", || {
        page.attribute(&page.within("[data-action=save-scheme]"), "disabled").is_none().then_some(())
    });
    page.act("save-scheme");
    page.until_gone(&page.within("[data-part=scheme-dialog]"));
    page.assert_drawn_annotation("quote", "nie");
    assert_eq!(page.document().value["scheme"]["labels"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_new_label_can_be_used_at_once_and_a_faulty_scheme_is_not() {
    let page = opened();
    page.act("add-label");
    write(&page, &field(&page, 3, "label-name"), "quote");
    page.act("save-scheme");
    let fault = page.within("[data-part=scheme-fault]");
    page.until_seen(&fault);
    assert!(page.text_of(&fault).contains("two labels are named `quote`"));
    write(&page, &field(&page, 3, "label-name"), "cue");
    page.act("save-scheme");
    page.until_gone(&page.within("[data-part=scheme-dialog]"));
    page.double_click("dit");
    page.press("4");
    page.assert_drawn_annotation("cue", "dit");
}

#[test]
fn guidelines_stand_beside_the_text_and_in_the_file() {
    let page = opened();
    page.click(&page.within("[data-part=guidelines-field]"));
    page.type_text("Les guillemets font partie de la citation.");
    page.act("save-scheme");
    let guidelines = page.within("[data-part=guidelines]");
    page.until_seen(&guidelines);
    page.click(&page.within("[data-part=guidelines] summary"));
    page.until_seen(&page.within("[data-part=guidelines] p"));
    let file = page.document();
    assert_eq!(file.value["guidelines"], "Les guillemets font partie de la citation.");
    drop(page);
    let page = Page::open();
    page.load(&[page.file("a.guillemet.json", &file.bytes)]);
    page.until_shown(TEXT);
    page.click(&page.within("[data-part=guidelines] summary"));
    assert!(page.text_of(&page.within("[data-part=guidelines] p")).contains("font partie"));
}

//! Files that cannot be loaded: each is named with the reason, the others load, nothing is lost.

use end_to_end::Page;
use end_to_end::articles::{HARBOUR, SHORT};
use end_to_end::files::{damaged_utf8, png};

/// A bad file, its name, and words of which the message must have one a slot.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    says: &'static [&'static str],
}

fn bad(name: &'static str, bytes: impl Into<Vec<u8>>, says: &'static [&'static str]) -> Bad {
    Bad { name, bytes: bytes.into(), says }
}

fn empty() -> Bad {
    bad("vide.txt", "", &["empty"])
}

fn blank() -> Bad {
    bad("blancs.txt", " \u{a0}\r\n\t\n", &["blank|empty"])
}

fn picture() -> Bad {
    bad("photo.txt", png(), &["png|picture|image|binary"])
}

fn damaged() -> Bad {
    // The place: the damage is in line 20 of 20.
    bad("abimé.txt", damaged_utf8(), &["utf-8", "line 20|byte 1"])
}

fn other_json() -> Bad {
    bad("autre.json", r#"{"bonjour": [1, 2]}"#, &["json of another kind|not a guillemet"])
}

fn truncated() -> Bad {
    bad(
        "coupé.json",
        "{\n  \"format\": \"guillemet\",\n  \"version\": 1,\n  \"articles\": [",
        &["middle|cut|truncated", "line 4"],
    )
}

fn malformed() -> Bad {
    bad("cassé.json", "{\n  \"format\": \"guillemet\",,\n}", &["not valid json", "line 2"])
}

fn newer() -> Bad {
    let text = r#"{"format": "guillemet", "version": 99, "offset_unit": "unicode_code_point", "scheme": {"labels": [], "relations": []}, "articles": []}"#;
    bad("futur.guillemet.json", text, &["version", "99", "newer"])
}

/// An annotated article, so that there is something to lose.
fn at_work() -> (Page, Vec<u8>) {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    let bytes = page.document().bytes;
    (page, bytes)
}

fn assert_refused(bad: &Bad) {
    let (page, before) = at_work();
    page.load(&[page.file(bad.name, &bad.bytes)]);
    let notice = page.until_notice(&[&[bad.name], bad.says].concat());
    assert!(!notice.contains("Loaded 1"), "nothing was loaded: {notice}");
    assert_eq!(page.document().bytes, before, "nothing that was there is lost");
    page.until_shown(HARBOUR);
    // The work goes on.
    page.drag("Norda");
    page.press("2");
    assert_eq!(page.document().annotations(0).len(), 2);
}

#[test]
fn an_empty_file_is_refused() {
    assert_refused(&empty());
}

#[test]
fn a_file_of_blanks_is_refused() {
    assert_refused(&blank());
}

#[test]
fn a_picture_under_a_false_name_is_refused() {
    assert_refused(&picture());
}

#[test]
fn damaged_utf8_is_refused_with_the_place() {
    assert_refused(&damaged());
}

#[test]
fn json_of_another_kind_is_refused_and_recognised() {
    assert_refused(&other_json());
}

#[test]
fn truncated_json_is_refused_with_the_place() {
    assert_refused(&truncated());
}

#[test]
fn malformed_json_is_refused_with_the_place() {
    assert_refused(&malformed());
}

#[test]
fn a_document_of_a_newer_version_is_refused() {
    assert_refused(&newer());
}

#[test]
fn fifty_megabytes_are_refused() {
    let line = "Le maire a dit «\u{a0}oui\u{a0}» et la préfète a dit non.\n";
    let text = line.repeat(50_000_000 / line.len() + 1);
    assert_refused(&bad("énorme.txt", text, &["mb|million|long|large"]));
}

#[test]
fn a_broken_document_inside_good_json_is_refused_with_its_field() {
    let text = r#"{"format": "guillemet", "version": 1, "offset_unit": "unicode_code_point", "articles": 7}"#;
    assert_refused(&bad("champs.guillemet.json", text, &["articles"]));
}

#[test]
fn good_files_among_bad_ones_still_load() {
    let (page, before) = at_work();
    let all = [empty(), picture(), damaged(), other_json(), truncated(), newer()];
    let mut files: Vec<_> = all.iter().map(|bad| page.file(bad.name, &bad.bytes)).collect();
    files.insert(2, page.file("bon.txt", SHORT));
    files.push(page.file("meilleur.txt", "Encore un."));
    page.load(&files);
    page.until("the two good ones are there", || (page.articles().len() == 3).then_some(()));
    for bad in &all {
        page.until_notice(&[&[bad.name], bad.says].concat());
    }
    let document = page.document();
    assert_eq!([document.text(0), document.text(1), document.text(2)], [HARBOUR, SHORT, "Encore un."]);
    assert_eq!(document.annotations(0).len(), 1);
    page.press("Control+z");
    assert_eq!(page.document().bytes, before, "the load was one gesture");
}

#[test]
fn good_files_among_bad_ones_in_a_drop_still_load() {
    let (page, _) = at_work();
    let files = [page.file("photo.txt", png()), page.file("bon.txt", SHORT), page.file("vide.txt", "")];
    page.drop_files(&files);
    page.until_shown(SHORT);
    page.until_notice(&["photo.txt", "png|picture|image|binary"]);
    page.until_notice(&["vide.txt", "empty"]);
    assert_eq!(page.document().len(), 2);
}

#[test]
fn an_empty_paste_is_refused() {
    let (page, before) = at_work();
    page.act("paste");
    page.click(&page.within("textarea[data-part=paste-text]"));
    page.type_text("  ");
    page.act("paste-load");
    page.until_notice(&["empty"]);
    page.press("Escape");
    assert_eq!(page.document().bytes, before);
}

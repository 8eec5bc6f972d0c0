//! Documents that come back: placed again where they can be, rejected with the reason where not.

use end_to_end::articles::HARBOUR;
use end_to_end::{Document, Page};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Letters beyond the basic plane and accents before the words that are annotated, so that the three
/// ways of counting give three places.
const TEXT: &str = "🎉🎉 Été. L’élue Zoé 👩‍👧 a dit «\u{a0}oui\u{a0}», selon Norda.\nPuis Zoé a dit non.";

/// A document with these annotations on `TEXT`.
fn document(text: &str, annotations: Vec<Value>, relations: Vec<Value>) -> String {
    let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let article = json!({
        "id": "t1", "title": "Essai", "language": "fr", "source": "", "text": text, "sha256": digest,
        "annotations": annotations, "relations": relations,
    });
    json!({
        "format": "guillemet", "version": 1, "offset_unit": "unicode_code_point", "articles": [article],
    })
    .to_string()
}

fn annotation(id: &str, label: &str, start: usize, text: &str, length: usize) -> Value {
    json!({ "id": id, "label": label, "start": start, "end": start + length, "text": text })
}

const DRAWN: &str = "🎉🎉 Été. L’[source:élue Zoé] 👩‍👧 a dit «\u{a0}[quote:oui]\u{a0}», selon [source:Norda].";

/// The three annotations of `DRAWN`, counted in whatever unit `count` counts.
fn counted(count: impl Fn(&str) -> usize) -> Vec<Value> {
    let one = |id: &str, label: &str, text: &str| {
        let before = &TEXT[..TEXT.find(text).unwrap()];
        annotation(id, label, count(before), text, count(text))
    };
    vec![one("a1", "source", "élue Zoé"), one("a2", "quote", "oui"), one("a3", "source", "Norda")]
}

fn said_by() -> Vec<Value> {
    vec![json!({ "id": "r1", "kind": "said_by", "from": "a2", "to": "a3" })]
}

/// Loads a document and gives what the page then exports, and all that it told.
fn load(json: &str, text: &str) -> (Document, String) {
    let page = Page::open();
    page.load(&[page.file("import.guillemet.json", json)]);
    page.until_shown(text);
    let told = page.notices().join("\n");
    let document = page.document();
    page.assert_shown(&document);
    (document, told)
}

#[test]
fn a_document_that_fits_is_taken_without_a_word_of_repair() {
    let (document, told) = load(&document(TEXT, counted(|text| text.chars().count()), said_by()), TEXT);
    assert_eq!(document.drawn(0), DRAWN);
    assert_eq!(document.links(0), ["said_by: oui -> Norda"]);
    assert!(!told.contains("put right") && !told.contains("left out"), "{told}");
}

#[test]
fn offsets_in_utf16_are_recognised_and_told() {
    let (document, told) =
        load(&document(TEXT, counted(|text| text.encode_utf16().count()), said_by()), TEXT);
    assert_eq!(document.drawn(0), DRAWN);
    assert_eq!(document.links(0), ["said_by: oui -> Norda"]);
    assert!(told.contains("put right") && told.contains("UTF-16"), "{told}");
}

#[test]
fn offsets_in_bytes_are_recognised_and_told() {
    let (document, told) = load(&document(TEXT, counted(str::len), said_by()), TEXT);
    assert_eq!(document.drawn(0), DRAWN);
    assert!(told.contains("put right") && told.to_lowercase().contains("byte"), "{told}");
}

#[test]
fn a_changed_blank_is_found_again() {
    // The file's text had plain blanks where the article has ones that do not break.
    let start = TEXT.chars().take_while(|c| *c != '«').count();
    let (document, told) =
        load(&document(TEXT, vec![annotation("a1", "quote", start, "« oui »", 7)], vec![]), TEXT);
    document.annotation("quote", "«\u{a0}oui\u{a0}»");
    assert!(told.contains("put right"), "{told}");
}

#[test]
fn a_span_that_slipped_is_found_again_by_its_text() {
    let (document, told) =
        load(&document(TEXT, vec![annotation("a1", "source", 3, "Norda", 5)], vec![]), TEXT);
    document.annotation("source", "Norda");
    assert!(told.contains("put right"), "{told}");
}

#[test]
fn what_cannot_be_placed_is_listed_as_left_out_and_the_rest_is_taken() {
    let mut annotations = counted(|text| text.chars().count());
    annotations.push(annotation("a9", "quote", 4, "ces mots n’y sont pas", 21));
    let relations = vec![
        json!({ "id": "r1", "kind": "said_by", "from": "a2", "to": "a3" }),
        json!({ "id": "r2", "kind": "said_by", "from": "a9", "to": "a3" }),
    ];
    let (document, told) = load(&document(TEXT, annotations, relations), TEXT);
    assert_eq!(document.drawn(0), DRAWN);
    assert_eq!(document.links(0), ["said_by: oui -> Norda"]);
    assert!(told.contains("left out") || told.contains("Left out"), "{told}");
    assert!(told.contains("ces mots n’y sont pas"), "the annotation is named: {told}");
    assert!(told.contains("r2"), "and so is the relation that goes with it: {told}");
}

#[test]
fn a_text_that_stands_twice_is_not_guessed() {
    // “Zoé” stands twice, equally far from where the file says.
    let text = "Zoé dit oui. Zoé dit non.";
    let (document, told) = load(&document(text, vec![annotation("a1", "source", 7, "Zoé", 3)], vec![]), text);
    assert_eq!(document.drawn(0), "");
    assert!(told.contains("Left out") && told.contains("a1"), "{told}");
}

#[test]
fn a_relation_that_the_scheme_forbids_is_left_out() {
    let relations = vec![json!({ "id": "r1", "kind": "said_by", "from": "a3", "to": "a2" })];
    let (document, told) = load(&document(TEXT, counted(|text| text.chars().count()), relations), TEXT);
    assert_eq!(document.links(0), Vec::<String>::new());
    assert!(told.contains("Left out") && told.contains("said_by"), "{told}");
}

#[test]
fn a_document_is_loaded_next_to_others_and_their_names_do_not_clash() {
    let page = Page::with_text(HARBOUR);
    page.drag("Inès Malloy");
    page.press("2");
    let json = document(TEXT, counted(|text| text.chars().count()), said_by());
    let other = document(&TEXT.replace("Puis", "Alors"), counted(|text| text.chars().count()), said_by());
    page.load(&[page.file("un.json", &json), page.file("deux.json", &other)]);
    page.until("three articles are there", || (page.articles().len() == 3).then_some(()));
    let document = page.document();
    assert_eq!(document.drawn(1), DRAWN);
    assert_eq!(document.drawn(2), DRAWN);
    let articles = document.value["articles"].as_array().unwrap();
    let mut ids: Vec<_> = articles.iter().map(|article| article["id"].clone().to_string()).collect();
    ids.extend((0..3).flat_map(|n| document.annotations(n)).map(|annotation| annotation["id"].to_string()));
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "no id stands twice");
}

#[test]
fn the_same_document_is_not_loaded_twice() {
    let page = Page::open();
    let file = page.file("un.json", document(TEXT, counted(|text| text.chars().count()), said_by()));
    page.load(std::slice::from_ref(&file));
    page.until_shown(TEXT);
    page.load(&[file]);
    page.until_notice(&["already"]);
    assert_eq!(page.document().len(), 1);
}

#[test]
fn a_scheme_of_ones_own_comes_with_its_document() {
    let mut json: Value = serde_json::from_str(&document(TEXT, vec![], vec![])).unwrap();
    json["scheme"] = json!({
        "labels": [
            { "name": "cue", "key": "v", "color": "#00664d", "line": "dotted", "description": "", "attributes": [] },
            { "name": "quote", "key": "1", "color": "#005f99", "line": "solid", "description": "", "attributes": [] },
        ],
        "relations": [{ "name": "cued_by", "from": ["quote"], "to": ["cue"], "description": "" }],
    });
    let page = Page::open();
    page.load(&[page.file("schema.json", json.to_string())]);
    page.until_shown(TEXT);
    page.double_click("a ⟨dit⟩ «");
    page.press("v");
    page.drag("oui");
    page.press("1 r");
    page.click_text("a ⟨dit⟩ «");
    page.assert_links(&["cued_by: oui -> dit"]);
}

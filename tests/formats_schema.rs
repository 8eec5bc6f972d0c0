//! The published JSON Schema against what the program writes: nasty documents pass, broken ones fail.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::rc::Rc;

use guillemet::formats::{OffsetUnit, guillemet_json};
use guillemet::model::article::Metadata;
use guillemet::model::{
    Annotation, Article, Dataset, Edit, Mark, Origin, PatternRule, Progress, Relation, Scheme, Span,
    Timestamp,
};
use serde_json::{Value, json};

const NASTY: &str = "« Nous\u{a0}avons 👩‍👩‍👧🏽‍💻 gagné\u{202f}! »\r\n\r\na dit e\u{301}\u{323}lise \u{2028} \"\\\u{7f}\r\nقال الوزير: \u{200f}«لا»\n</script>";

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../www/schema/guillemet-1.schema.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Two articles, one bare; spans that cross, nest, touch and run over paragraphs; each origin; relations.
fn nasty() -> Dataset {
    let mut dataset = Dataset::new(Scheme::reported_speech());
    let place = |needle: &str| NASTY.find(needle).map(|at| (at as u32, (at + needle.len()) as u32)).unwrap();
    let metadata = Metadata {
        title: NASTY.to_owned(),
        language: "fr".to_owned(),
        source: "x.txt".to_owned(),
        progress: Progress {
            mark: Mark::Done,
            finished: Timestamp::from("2024-05-01T09:30:00Z"),
            flagged: true,
            remark: NASTY.to_owned(),
        },
        meta: r#"{"url":"https://example.org","n":[null,-7,{}]}"#.into(),
    };
    let (start, _) = place("Nous");
    let (_, end) = place("قال");
    let spans = [
        ("quote", 0, place("»").1),
        ("quote", start, end),
        ("source", place("👩").0, place("💻").1),
        ("source", place("e\u{301}").0, place("lise").1),
        ("denial", 0, NASTY.len() as u32),
    ];
    let mut edits = vec![
        Edit::AddArticle { at: 0, article: Rc::new(Article::new("un".into(), NASTY, metadata)) },
        Edit::AddArticle { at: 1, article: Rc::new(Article::new("deux".into(), "", Metadata::default())) },
    ];
    for (n, (label, start, end)) in spans.into_iter().enumerate() {
        let mut annotation = Annotation::new(format!("a{n}").into(), label.into(), Span::new(start, end));
        match n {
            0 => {
                annotation.attributes.insert("manner".into(), "direct".into());
                annotation.created = Timestamp::from("2024-05-01T09:30:00.25Z");
            }
            1 => annotation.origin = Origin::Suggestion { rule: "fr.guillemets".to_owned() },
            2 => annotation.origin = Origin::Import { format: "brat".to_owned() },
            _ => annotation.note = NASTY.to_owned(),
        }
        edits.push(Edit::Annotate { article: "un".into(), annotation: Rc::new(annotation) });
    }
    for (n, (kind, from, to)) in
        [("said_by", "a0", "a3"), ("denies", "a4", "a1"), ("continues", "a1", "a0")].into_iter().enumerate()
    {
        let relation =
            Relation { id: format!("r{n}").into(), kind: kind.into(), from: from.into(), to: to.into() };
        edits.push(Edit::Relate { article: "un".into(), relation: Rc::new(relation) });
    }
    let rule = PatternRule { pattern: NASTY.to_owned(), label: "quote".into(), same_case: false, on: true };
    let scheme = Scheme { rules: vec![rule], ..Scheme::reported_speech() };
    edits.push(Edit::SetScheme { scheme: Rc::new(scheme) });
    dataset.apply_all(&edits).unwrap();
    dataset
}

fn problems(schema: &jsonschema::Validator, document: &Value) -> Vec<String> {
    schema.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn what_is_written_is_valid_in_both_units_and_slices_its_text() {
    let schema = schema();
    let dataset = nasty();
    let in_utf16 = serde_json::to_value(guillemet_json::document(&dataset, OffsetUnit::Utf16)).unwrap();
    let written: Value = serde_json::from_str(&guillemet_json::write(&dataset)).unwrap();
    for document in [&written, &in_utf16] {
        assert_eq!(problems(&schema, document), Vec::<String>::new());
        assert_eq!(document["articles"][0]["annotations"].as_array().unwrap().len(), 5);
    }
    let article = &written["articles"][0];
    let characters: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let units: Vec<u16> = article["text"].as_str().unwrap().encode_utf16().collect();
    for (n, annotation) in article["annotations"].as_array().unwrap().iter().enumerate() {
        let edge = |document: &Value, key: &str| {
            document["articles"][0]["annotations"][n][key].as_u64().unwrap() as usize
        };
        let text = annotation["text"].as_str().unwrap();
        let slice: String = characters[edge(&written, "start")..edge(&written, "end")].iter().collect();
        assert_eq!(slice, text);
        assert_eq!(
            String::from_utf16(&units[edge(&in_utf16, "start")..edge(&in_utf16, "end")]).unwrap(),
            text
        );
    }
    let empty: Value =
        serde_json::from_str(&guillemet_json::write(&Dataset::new(Scheme::reported_speech()))).unwrap();
    assert_eq!(problems(&schema, &empty), Vec::<String>::new());
}

#[test]
fn what_is_written_is_read_back_to_the_same_bytes() {
    let written = guillemet_json::write(&nasty());
    let reading = guillemet_json::read(&written).unwrap();
    assert!(reading.repaired.is_empty() && reading.rejected.is_empty());
    assert_eq!(guillemet_json::write(&reading.into_dataset().unwrap()), written);
}

#[test]
fn broken_documents_fail() {
    let schema = schema();
    let good: Value = serde_json::from_str(&guillemet_json::write(&nasty())).unwrap();
    let wrong_values = [
        ("/format", json!("brat")),
        ("/version", json!(2)),
        ("/offset_unit", json!("bytes")),
        ("/articles", json!({})),
        ("/scheme/labels", json!([])),
        ("/scheme/labels/0/key", json!("12")),
        ("/scheme/labels/0/color", json!("red")),
        ("/scheme/labels/0/line", json!("wavy")),
        ("/scheme/labels/0/needs", json!("")),
        ("/scheme/relations/0/from", json!("quote")),
        ("/articles/0/id", json!("")),
        ("/articles/0/sha256", json!("E3B0")),
        ("/articles/0/state", json!("open")),
        ("/articles/0/finished", json!("yesterday")),
        ("/articles/0/flagged", json!(false)),
        ("/articles/0/remark", json!("")),
        ("/articles/0/meta", json!([])),
        ("/articles/0/text", json!(null)),
        ("/articles/0/annotations/0/start", json!(-1)),
        ("/articles/0/annotations/0/end", json!(1.5)),
        ("/articles/0/annotations/0/end", json!(0)),
        ("/articles/0/annotations/0/text", json!("")),
        ("/articles/0/annotations/0/attributes", json!({ "manner": 1 })),
        ("/articles/0/annotations/0/origin", json!({ "kind": "suggestion" })),
        ("/articles/0/annotations/0/origin", json!({ "kind": "hand", "rule": "x" })),
        ("/articles/0/annotations/0/created", json!("yesterday")),
        ("/articles/0/relations/0/kind", json!(" ")),
    ];
    for (place, wrong) in wrong_values {
        let mut broken = good.clone();
        *broken.pointer_mut(place).unwrap() = wrong;
        assert!(!schema.is_valid(&broken), "{place}");
    }
    for (place, key) in [
        ("", "scheme"),
        ("/scheme/labels/1", "attributes"),
        ("/articles/0", "language"),
        ("/articles/0/annotations/0", "text"),
        ("/articles/0/annotations/0", "modified"),
        ("/articles/0/relations/0", "to"),
    ] {
        let mut broken = good.clone();
        broken.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(!schema.is_valid(&broken), "{place} without {key}");
        let mut broken = good.clone();
        broken.pointer_mut(place).unwrap()["colour"] = json!("red");
        assert!(!schema.is_valid(&broken), "{place} with more");
    }
}

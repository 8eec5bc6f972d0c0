//! What the document promises, tried on drawings, on random datasets and on broken files.

use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::formats::fixture::any_dataset;
use crate::formats::turns::{Turns, at_once};
use crate::formats::{FormatError, Json, OffsetUnit, Reading};
use crate::model::fixture::{drawn, marked};
use crate::model::{Dataset, Edit, PatternRule, Relation, Scheme};

const DRAWING: &str =
    "[quote:« Nous avons\u{a0}gagné 👩‍💻 »], a dit\r\n[source:le maire]. [denial:Il nie [quote:avoir triché]].";

/// What is read must always make a dataset.
fn dataset_of(reading: &Reading) -> Dataset {
    reading.clone().into_dataset().unwrap()
}

fn reports(reading: &Reading) -> Vec<String> {
    let told = |kind: &'static str| {
        move |report: &crate::formats::Report| format!("{kind}: {}: {}", report.place, report.reason)
    };
    let repaired = reading.repaired.iter().map(told("repaired"));
    repaired.chain(reading.rejected.iter().map(told("rejected"))).collect()
}

fn read_small(annotations: &str) -> Reading {
    let text = "Oui 🦀, a dit Oui le maire. Oui ?";
    read(&format!(
        r#"{{"format": "guillemet", "articles": [{{"id": "x", "text": "{text}", "annotations": {annotations}}}]}}"#
    ))
    .unwrap()
}

proptest! {
    #[test]
    fn a_dataset_written_and_read_is_the_same_and_writes_the_same_bytes(dataset in any_dataset()) {
        let written = write(&dataset);
        let reading = read(&written).unwrap();
        prop_assert_eq!(reports(&reading), Vec::<String>::new());
        let again = dataset_of(&reading);
        prop_assert_eq!(&again, &dataset);
        prop_assert_eq!(write(&again), written);
    }

    #[test]
    fn a_document_in_utf16_says_so_and_reads_back_the_same(dataset in any_dataset()) {
        let value = serde_json::to_string(&document(&dataset, OffsetUnit::Utf16)).unwrap();
        prop_assert!(value.contains("\"offset_unit\":\"utf16_code_unit\""));
        let reading = read(&value).unwrap();
        prop_assert_eq!(reports(&reading), Vec::<String>::new());
        prop_assert_eq!(&dataset_of(&reading), &dataset);
    }

    #[test]
    fn a_changed_document_never_panics_and_what_is_read_of_it_makes_a_dataset(
        dataset in any_dataset(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..30,
        put in prop_oneof![
            Just(""), Just("\""), Just("{"), Just("]"), Just("-1"), Just("null"), Just("1e400"), Just("a0.1"),
            Just("\"quote\""), Just("\\ud800"), Just("9"), Just("false"), Just("👩"),
        ],
    ) {
        let written: Vec<char> = write(&dataset).chars().collect();
        let at = at.index(written.len());
        let changed: String =
            written[..at].iter().chain(put.chars().collect::<Vec<_>>().iter()).chain(written.iter().skip(at + cut)).collect();
        if let Ok(reading) = read(&changed) {
            dataset_of(&reading);
        }
    }

    #[test]
    fn changed_values_never_panic_and_lose_nothing_silently(
        dataset in any_dataset(),
        which in any::<prop::sample::Index>(),
        value in prop_oneof![
            Just("null"), Just("7"), Just("-7"), Just("2.5"), Just("true"), Just("\"quote\""), Just("\"a0.0\""),
            Just("[]"), Just("{}"), Just("[{}]"), Just("99999999999"), Just("\"\""),
        ],
    ) {
        let written = write(&dataset);
        let mut tree: serde_json::Value = serde_json::from_str(&written).unwrap();
        let mut count = usize::MAX;
        replace(&mut tree, &mut count, &serde_json::Value::Null);
        let leaves = usize::MAX - count;
        replace(&mut tree, &mut which.index(leaves), &serde_json::from_str(value).unwrap());
        let changed = tree.to_string();
        if let Ok(reading) = read(&changed) {
            let count = |dataset: &Dataset| dataset.documents().iter().map(|d| d.annotations().len()).sum::<usize>();
            let again = dataset_of(&reading);
            if count(&again) < count(&dataset) && value != "null" && value != "[]" {
                prop_assert!(!reading.rejected.is_empty(), "{}", changed);
            }
        }
    }
}

/// Puts another value in the place of the `left`th leaf.
fn replace(value: &mut serde_json::Value, left: &mut usize, new: &serde_json::Value) {
    match value {
        serde_json::Value::Array(list) if !list.is_empty() => {
            list.iter_mut().for_each(|value| replace(value, left, new));
        }
        serde_json::Value::Object(map) if !map.is_empty() => {
            map.values_mut().for_each(|value| replace(value, left, new));
        }
        leaf => {
            if *left == 0 {
                *leaf = new.clone();
            }
            *left = left.wrapping_sub(1);
        }
    }
}

#[test]
fn every_beginning_of_a_document_is_refused_as_cut_off() {
    let written = write(&marked(DRAWING));
    for (end, _) in written.trim_end().char_indices() {
        let refused = read(&written[..end]).unwrap_err();
        assert!(matches!(refused, FormatError::Truncated { .. }), "{end}: {refused}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_order_of_the_work() {
    let id = crate::model::ArticleId::from("fixture");
    let relate = |n: &str, kind: &str, from: &str, to: &str| Edit::Relate {
        article: id.clone(),
        relation: Relation { id: n.into(), kind: kind.into(), from: from.into(), to: to.into() }.into(),
    };
    let edits = [
        relate("r9", "denied_by", "a3", "a2"),
        relate("r1", "said_by", "a4", "a2"),
        relate("r5", "said_by", "a1", "a2"),
        relate("r2", "denies", "a3", "a1"),
    ];
    let mut one = marked(DRAWING);
    one.apply_all(&edits).unwrap();
    let mut other = marked(DRAWING);
    other.apply_all(edits.iter().rev()).unwrap();
    assert_eq!(write(&one), write(&other));
    let written = write(&one);
    let order: Vec<_> = ["\"r5\"", "\"r9\"", "\"r2\"", "\"r1\""].map(|id| written.find(id).unwrap()).to_vec();
    assert!(order.is_sorted(), "{written}");
    assert!(written.starts_with(
        "{\n  \"format\": \"guillemet\",\n  \"version\": 1,\n  \"offset_unit\": \"unicode_code_point\""
    ));
    assert!(written.ends_with("}\n"));
}

#[test]
fn some_articles_can_be_written_alone() {
    let dataset = marked(DRAWING);
    assert_eq!(write_articles(&dataset, &["fixture".into()]), write(&dataset));
    let none = read(&write_articles(&dataset, &["nobody".into()])).unwrap();
    assert_eq!((none.documents.len(), &none.scheme), (0, dataset.scheme().as_ref()));
}

#[test]
fn a_file_written_by_hand_needs_only_texts_and_offsets() {
    let reading = read_small(
        r#"[{"start": 0, "end": 3, "label": "quote"}, {"start": 17, "end": 25, "label": "source"}]"#,
    );
    assert_eq!(reports(&reading), Vec::<String>::new());
    let dataset = dataset_of(&reading);
    assert_eq!(drawn(&dataset), "[quote:Oui] 🦀, a dit Oui [source:le maire]. Oui ?");
    let ids: Vec<_> = reading.documents[0].annotations.iter().map(|a| a.id.to_string()).collect();
    assert_eq!(ids, ["x-a1", "x-a2"]);
    assert_eq!(reading.scheme, Scheme::reported_speech());
}

#[test]
fn the_same_file_gives_the_same_ids() {
    let file = r#"{"format":"guillemet","articles":[{"text":"a"},{"text":"a"},{"text":"b"}]}"#;
    let ids =
        |reading: &Reading| reading.documents.iter().map(|d| d.article.id().to_string()).collect::<Vec<_>>();
    let first = read(file).unwrap();
    assert_eq!(ids(&first), ids(&read(file).unwrap()));
    assert_eq!(ids(&first), ["text-ca978112ca1b", "text-ca978112ca1b-2", "text-3e23e8160039"]);
}

#[test]
fn what_the_scheme_does_not_know_is_rejected_with_the_reason() {
    let reading = read_small(
        r#"[{"id": "a1", "start": 0, "end": 3, "label": "cue", "text": "Oui"},
            {"id": "a2", "start": 0, "end": 3, "label": "quote", "attributes": {"manner": "loud", "mood": "x"}},
            {"id": "a3", "start": 0, "end": 3, "label": "source", "attributes": {"manner": "direct"}, "colour": "red"}]"#,
    );
    assert_eq!(
        reports(&reading),
        [
            "rejected: articles[0] annotation a1 “Oui”: the scheme has no label `cue`",
            "rejected: articles[0] annotation a2: the scheme gives `manner` no value “loud”; it was not kept",
            "rejected: articles[0] annotation a2: the scheme gives `quote` no attribute “mood”; it was not kept",
            "rejected: articles[0] annotation a3: the scheme gives `source` no attribute “manner”; it was not kept",
            "rejected: articles[0] annotations[2]: the key “colour” is unknown and was not kept",
        ]
    );
    assert_eq!(dataset_of(&reading).documents()[0].annotations().len(), 2);
}

#[test]
fn an_annotation_with_a_wrong_value_is_rejected_alone() {
    let reading = read_small(
        r#"[{"start": -1, "end": 3, "label": "quote"}, {"start": 0, "label": "quote"}, 7,
            {"start": 2, "end": 2, "label": "quote"}, {"start": 0, "end": 99, "label": "quote"},
            {"start": 0, "end": 3.0, "label": "quote", "id": 12, "note": 5, "created": "yesterday"}]"#,
    );
    assert_eq!(
        reports(&reading),
        [
            "rejected: articles[0] annotations[0]: its `start` is -1; it must be a whole number from 0",
            "rejected: articles[0] annotations[1]: it has no `end`",
            "rejected: articles[0] annotations[2]: it is a number, not an object",
            "rejected: articles[0] annotations[3]: it covers nothing: start and end are both 2",
            "rejected: articles[0] annotations[4]: 0 to 99 lies outside of the text, which is 32 Unicode code points long",
            "rejected: articles[0] annotation 12: its `note` is a number, not text; it was not kept",
            "rejected: articles[0] annotation 12: its `created` is “yesterday”, no moment such as 2024-05-01T09:30:00Z; it was not kept",
        ]
    );
    assert_eq!(drawn(&dataset_of(&reading)), "[quote:Oui] 🦀, a dit Oui le maire. Oui ?");
}

#[test]
fn an_id_that_stands_twice_is_changed_and_a_relation_to_it_is_rejected() {
    let file = r#"{"format": "guillemet", "articles": [
        {"id": "x", "title": "Un", "text": "Oui, dit-il.", "annotations": [
            {"id": "a", "start": 0, "end": 3, "label": "quote"}, {"id": "a", "start": 0, "end": 2, "label": "quote"},
            {"id": "s", "start": 9, "end": 11, "label": "source"}],
         "relations": [{"id": "r", "kind": "said_by", "from": "a", "to": "s"}]},
        {"id": "x", "text": "Oui, dit-il.", "annotations": [
            {"id": "a", "start": 0, "end": 3, "label": "quote"}, {"id": "s", "start": 9, "end": 11, "label": "source"}],
         "relations": [{"kind": "said_by", "from": "a", "to": "s"}, {"kind": "said_by", "from": "s", "to": "a"},
            {"kind": "said_by", "from": "a", "to": "b"}, {"kind": "said_by", "from": "a", "to": "s"}]}]}"#;
    let reading = read(file).unwrap();
    assert_eq!(
        reports(&reading),
        [
            "repaired: articles[0] “Un” annotation a: its id `a` stands twice; it is `a-2` now",
            "repaired: articles[1]: its id `x` stands twice; it is `x-2` now",
            "repaired: articles[1] annotation a: its id `a` stands twice; it is `a-3` now",
            "repaired: articles[1] annotation s: its id `s` stands twice; it is `s-2` now",
            "repaired: articles[1] relations[3]: `said_by` from a-3 to s-2 stands twice; one was kept",
            "rejected: articles[0] “Un” relation r: several annotations have the id `a` that its `from` names",
            "rejected: articles[1] relations[1]: `said_by` does not lead from source to quote",
            "rejected: articles[1] relations[2]: its `to` names `b`, which is no annotation of this article",
        ]
    );
    let dataset = dataset_of(&reading);
    assert_eq!(dataset.documents()[1].relations().iter().count(), 1);
}

#[test]
fn a_changed_text_is_reported_and_its_annotations_are_found_again() {
    let written = write(&marked("Bref. [quote:« Oui »], dit-il."));
    let changed = written.replace("\"Bref. « Oui", "\"Enfin bref. « Oui");
    let reading = read(&changed).unwrap();
    assert_eq!(drawn(&dataset_of(&reading)), "Enfin bref. [quote:« Oui »], dit-il.");
    assert_eq!(
        reports(&reading),
        [
            "repaired: articles[0]: its text is not the one that `sha256` was made of: it was changed since; each annotation was checked against the text as it is",
            "repaired: articles[0] annotation a1 “« Oui »”: its text was not at 6 to 13; found at 12 to 19 (code points), the only place where it stands",
        ]
    );
}

#[test]
fn other_documents_are_refused_with_what_they_are() {
    let refusal = |text: &str| read(text).unwrap_err().to_string();
    for (text, expected) in [
        ("[]", "it looks like an empty list"),
        (r#"[{"data": {"text": "x"}, "annotations": []}]"#, "a Label Studio export"),
        (r#"{"articles": []}"#, "whose \"format\": \"guillemet\" is missing"),
        (r#"{"format": "other"}"#, "this is JSON of another kind: a Guillemet document begins with"),
        ("7", "this is JSON of another kind"),
        ("", "the JSON stops in the middle, at line 1, column 1"),
        (r#"{"format": "guillemet", "version": 2}"#, "version 2, and this Guillemet reads version 1"),
        (r#"{"format": "guillemet", "version": "1"}"#, "`version` is text; it must be 1"),
        (r#"{"format": "guillemet", "version": 1}"#, "`articles` is missing"),
        (r#"{"format": "guillemet", "articles": {}}"#, "`articles` is an object; it must be a list"),
        (r#"{"format": "guillemet", "offset_unit": "bytes", "articles": []}"#, "`offset_unit` must be"),
        (
            r#"{"format": "guillemet", "scheme": {"labels": []}, "articles": []}"#,
            "a scheme needs at least one label",
        ),
        (
            r#"{"format": "guillemet", "scheme": {"labels": [{"name": 3}]}, "articles": []}"#,
            "`scheme.labels[0].name` is a number; it must be text",
        ),
        ("{\"a\": 1}\n{\"a\": 2}", "several JSON values"),
        ("{\"format\": \"guillemet\",}", "not valid JSON: a comma too many at line 1, column 24"),
    ] {
        let refused = refusal(text);
        assert!(refused.contains(expected), "{text}: {refused}");
    }
}

#[test]
fn a_scheme_may_leave_out_all_but_names() {
    let file = r#"{"format": "guillemet", "scheme": {"labels": [{"name": "cue"}, {"name": "who", "key": "1"}],
        "relations": [{"name": "by", "from": ["cue"], "to": ["who"]}]},
        "articles": [{"text": "dit-il", "annotations": [{"start": 0, "end": 3, "label": "cue"}]}]}"#;
    let reading = read(file).unwrap();
    assert_eq!(reports(&reading), Vec::<String>::new());
    let keys: Vec<_> =
        reading.scheme.labels.iter().map(|label| (label.name.to_string(), label.key)).collect();
    assert_eq!(keys, [("cue".to_owned(), '2'), ("who".to_owned(), '1')]);
    let dataset = dataset_of(&reading);
    assert_eq!(dataset_of(&read(&write(&dataset)).unwrap()), dataset);
}

#[test]
fn unknown_keys_are_counted_and_reported_once() {
    let reading = read(
        r#"{"format": "guillemet", "by": "me", "articles": [{"text": "a", "split": "train"}, {"text": "b", "split": "test"}]}"#,
    )
    .unwrap();
    assert_eq!(
        reports(&reading),
        [
            "rejected: articles[0]: the key “split” is unknown and was not kept, here and once more",
            "rejected: the document: the key “by” is unknown and was not kept",
        ]
    );
}

#[test]
fn an_article_too_long_is_rejected_and_the_others_are_read() {
    let long = "a".repeat(crate::model::article::MAX_TEXT_BYTES + 1);
    let reading = read(&format!(
        r#"{{"format": "guillemet", "articles": [{{"text": "{long}"}}, {{"text": "b"}}, {{"title": "c"}}]}}"#
    ))
    .unwrap();
    assert_eq!(reading.documents.len(), 1);
    assert_eq!(
        reports(&reading),
        [
            "rejected: articles[0]: its text is 20.1 MB long, and at most 20 MB can be annotated; split it",
            "rejected: articles[2] “c”: it has no `text`; without its text an article cannot be read",
        ]
    );
}

#[test]
fn host_pages_may_give_articles_in_their_own_unit() {
    let articles = Json::parse(
        r#"[{"title": "T", "text": "🦀 oui", "annotations": [{"start": 3, "end": 6, "label": "quote"}]}]"#,
    )
    .unwrap();
    let reading = read_articles(&articles, Scheme::reported_speech(), OffsetUnit::Utf16).unwrap();
    assert_eq!(drawn(&dataset_of(&reading)), "🦀 [quote:oui]");
}

#[test]
fn a_persons_own_rules_go_out_and_come_in_and_a_wrong_one_is_left_out() {
    let mut dataset = marked("[quote:Oui].");
    assert!(!write(&dataset).contains("\"rules\""), "none, none written");
    let rule = PatternRule {
        pattern: "« (?<span>[^»]+) »\\b".to_owned(),
        label: "quote".into(),
        same_case: true,
        on: false,
    };
    let scheme = Scheme { rules: vec![rule.clone()], ..(**dataset.scheme()).clone() };
    dataset.apply(&Edit::SetScheme { scheme: Rc::new(scheme) }).unwrap();
    let json = write(&dataset);
    let reading = read(&json).unwrap();
    assert_eq!((reading.scheme.rules.as_slice(), reading.repaired.len()), ([rule.clone()].as_slice(), 0));
    assert_eq!(write(&reading.into_dataset().unwrap()), json);
    let other = json.replace("\"rules\": [", "\"rules\": [3, {\"pattern\": \"x\", \"label\": \"nobody\"}, {\"pattern\": \"Oui\", \"label\": \"source\"},");
    let reading = read(&other).unwrap();
    assert_eq!(reading.scheme.rules.len(), 2);
    let bare = &reading.scheme.rules[0];
    assert_eq!((bare.pattern.as_str(), bare.on, bare.same_case), ("Oui", true, false));
    assert_eq!(
        reading.rejected.iter().map(|report| report.place.to_string()).collect::<Vec<_>>(),
        ["rules[0]", "rules[1]"]
    );
    assert!(
        read(&json.replace("\"rules\": [", "\"rules\": {\"a\": [").replacen(
            "],\n  \"articles\"",
            "]},\n  \"articles\"",
            1
        ))
        .is_err()
    );
}

#[test]
fn guidelines_go_out_and_come_in() {
    let mut dataset = marked("[quote:Oui].");
    assert!(!write(&dataset).contains("guidelines"));
    dataset.apply(&Edit::SetGuidelines { guidelines: "Une ligne.\nUne autre.".into() }).unwrap();
    let written = write(&dataset);
    let reading = read(&written).unwrap();
    assert_eq!((reading.guidelines.as_str(), reports(&reading)), ("Une ligne.\nUne autre.", Vec::new()));
    assert_eq!(write(&dataset_of(&reading)), written);
}

#[test]
fn how_far_an_article_is_goes_out_only_where_there_is_something_to_say() {
    let bare = write(&marked("Oui."));
    for key in ["state", "finished", "flagged", "remark", "meta"] {
        assert!(!bare.contains(&format!("\"{key}\"")), "{key}");
    }
    let file = r#"{"format": "guillemet", "articles": [
        {"text": "a", "state": "done", "finished": "2026-03-02T09:30:00Z", "flagged": true, "remark": "r", "meta": {"b": -1, "a": {}}},
        {"text": "b", "state": "skipped", "finished": "yesterday"}, {"text": "c", "finished": "2026-03-02T09:30:00Z", "flagged": 1},
        {"text": "d", "state": "half", "meta": [], "remark": 3}]}"#;
    let reading = read(file).unwrap();
    assert_eq!(
        reports(&reading),
        [
            "rejected: articles[1]: its `finished` is “yesterday”, no moment such as 2024-05-01T09:30:00Z; it was not kept",
            "rejected: articles[2]: it is `finished` and neither done nor skipped; that was not kept",
            "rejected: articles[2]: its `flagged` is a number, neither true nor false; it was not kept",
            "rejected: articles[3]: its `state` is “half”, neither done nor skipped; it was not kept",
            "rejected: articles[3]: its `remark` is a number, not text; it was not kept",
            "rejected: articles[3]: its `meta` is a list, not an object; it was not kept",
        ]
    );
    let written = write(&dataset_of(&reading));
    for part in [
        "\"state\": \"done\",\n      \"finished\"",
        "\"flagged\": true",
        "\"b\": -1,",
        "\"state\": \"skipped\"",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert_eq!(write(&dataset_of(&read(&written).unwrap())), written);
}

#[test]
fn articles_in_pieces_are_read_as_the_list_is_whatever_the_turns() {
    let whole = r#"[{ "id": "a", "title": "Un", "text": "Oui 🗞, non, oui.", "annotations": [
        { "id": "x", "label": "quote", "start": 0, "end": 3, "text": "Oui" },
        { "label": "nonsense", "start": 0, "end": 3 },
        { "id": "x", "label": "source", "start": 8, "end": 11, "text": "non" },
        { "id": "y", "label": "quote", "start": 1, "end": 3, "text": "non" }
    ], "relations": [{ "kind": "said_by", "from": "x", "to": "y" }] },
    { "text": "Rien." }, { "text": "Tout.", "annotations": [] }, { "title": "Sans texte", "text": "" }]"#;
    let parsed = Json::parse(whole).unwrap();
    let expected = read_articles(&parsed, Scheme::reported_speech(), OffsetUnit::CodePoint).unwrap();
    assert!(!expected.rejected.is_empty() && !expected.repaired.is_empty());

    let values: Vec<serde_json::Value> = serde_json::from_str(whole).unwrap();
    let given: Vec<_> = values
        .into_iter()
        .map(|mut value| {
            let list = value.as_object_mut().unwrap().remove("annotations");
            let list = list.map(|list| list.as_array().unwrap().clone());
            let written = |some: &[serde_json::Value]| serde_json::to_string(some).unwrap();
            let pieces = list.map(|list| match list.as_slice() {
                [] => vec![GivenAnnotations::Values(Json::List(Vec::new()))],
                some => some.chunks(3).map(|some| GivenAnnotations::Written(written(some))).collect(),
            });
            let text = value.as_object_mut().unwrap().remove("text");
            let text = text.map_or_else(String::new, |text| text.as_str().unwrap().to_owned());
            GivenArticle { rest: value.to_string(), text, annotations: pieces.unwrap_or_default() }
        })
        .collect();
    for every in [1, 2, 1_000_usize] {
        let asked = std::cell::Cell::new(0_usize);
        let is_up = |_| {
            asked.set(asked.get() + 1);
            asked.get().is_multiple_of(every)
        };
        let turns = Turns::new(&is_up);
        let reading = at_once(async {
            let reading = read_given(&given, Scheme::reported_speech(), OffsetUnit::CodePoint, &turns).await;
            assert_eq!(reading.as_ref(), Ok(&expected));
            reading.unwrap().prepared(&turns).await.unwrap()
        });
        assert_eq!(reading.dataset, expected.clone().into_dataset().unwrap());
        assert_eq!(
            (reading.repaired, reading.rejected),
            (expected.repaired.clone(), expected.rejected.clone())
        );
        assert!(asked.get() > 5);
    }
    let broken = [GivenArticle { rest: "{".to_owned(), ..GivenArticle::default() }];
    let read = read_given(&broken, Scheme::reported_speech(), OffsetUnit::CodePoint, &Turns::WHOLE);
    assert!(matches!(at_once(read), Err(FormatError::Truncated { .. })));
}

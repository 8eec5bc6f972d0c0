//! What holds for every format, tried on random datasets.

use std::collections::BTreeMap;

mod hostile;

use proptest::prelude::*;

use super::*;
use crate::formats::fixture::{any_awkward_text, any_dataset_of};
use crate::model::{Annotation, Origin};

/// What a format promises to keep of an article, so that two can be compared.
#[derive(Debug, PartialEq)]
struct Kept {
    id: Option<String>,
    metadata: Option<[String; 3]>,
    text: String,
    annotations: Vec<String>,
    relations: Vec<String>,
}

/// What is left of a dataset in a format.
fn kept(dataset: &Dataset, format: &Format) -> Vec<Kept> {
    let mut kept: Vec<Kept> = dataset.documents().iter().map(|document| kept_of(document, format)).collect();
    // Training data has no order of articles.
    kept.sort_by(|a, b| (&a.id, &a.text, &a.annotations).cmp(&(&b.id, &b.text, &b.annotations)));
    kept
}

/// What XML or a text file cannot hold is replaced, and counted.
fn in_format(text: &str, format: &Format) -> String {
    let text = if format.carries.line_ends {
        text.to_owned()
    } else {
        text.replace("\r\n", "\n").replace('\r', "\n")
    };
    match format.id {
        "uima-xmi" => crate::formats::uima::xml_text(&text),
        _ => text,
    }
}

fn kept_of(document: &Document, format: &Format) -> Kept {
    let carries = format.carries;
    let article = document.article();
    let text: String = match format.id {
        "brat" | "web-annotation" => text_files::text_in_file(article.text()).into_owned(),
        _ => article.text().to_string(),
    };
    // What is left of a span, and where: brat has no line ends at the ends of spans.
    let place = |annotation: &Annotation| {
        let (before, covered) =
            (&text[..annotation.span.start.index()], annotation.span.slice(&text).unwrap_or_default());
        let mut before = in_format(before, format).chars().count();
        let mut covered = in_format(covered, format);
        if !carries.line_ends {
            // A CRLF may be cut in two by a span.
            let cut = text[..annotation.span.start.index()].ends_with('\r') && covered.starts_with('\n');
            if cut && text[annotation.span.start.index()..].starts_with('\n') {
                covered.remove(0);
            }
            let bare = covered.trim_start_matches(crate::formats::brat::is_break);
            before += covered.chars().count() - bare.chars().count();
            covered = bare.trim_end_matches(crate::formats::brat::is_break).to_owned();
        }
        if !carries.blanks_at_ends {
            let bare = covered.trim_start_matches(tokens::is_blank);
            before += covered.chars().count() - bare.chars().count();
            covered = bare.trim_end_matches(tokens::is_blank).to_owned();
        }
        (!covered.is_empty()).then_some((before, covered))
    };
    let shown = |annotation: &Annotation| {
        let (before, covered) = place(annotation).unwrap_or_default();
        let mut shown = format!("{} {before} {covered:?}", annotation.label);
        if carries.attributes {
            shown += &format!(" {:?}", annotation.attributes);
        }
        if carries.notes {
            let note = in_format(&annotation.note, format);
            let on_one_line = format.id == "brat";
            shown += &format!(
                " {:?}",
                if on_one_line { crate::formats::brat::on_one_line(&annotation.note) } else { note }
            );
        }
        if carries.origin {
            shown += &format!(" {} {:?}", annotation.annotator, annotation.origin);
        }
        if carries.moments {
            shown += &format!(" {} {}", annotation.created.0, annotation.modified.0);
        }
        if carries.ids {
            shown += &format!(" {}", annotation.id);
        }
        shown
    };
    let mut by_id = BTreeMap::new();
    let mut annotations = Vec::new();
    for annotation in document.annotations().iter().filter(|annotation| place(annotation).is_some()) {
        by_id.insert(annotation.id.clone(), shown(annotation));
        annotations.push(shown(annotation));
    }
    annotations.sort();
    let mut relations: Vec<String> = document
        .relations()
        .iter()
        .filter(|relation| {
            carries.relations && by_id.contains_key(&relation.from) && by_id.contains_key(&relation.to)
        })
        .map(|relation| {
            let id = if carries.relation_ids { relation.id.as_str() } else { "" };
            format!("{} {} -> {} {id}", relation.kind, by_id[&relation.from], by_id[&relation.to])
        })
        .collect();
    relations.sort();
    let metadata = article.metadata();
    let texts = [&metadata.title, &metadata.language, &metadata.source].map(|text| in_format(text, format));
    Kept {
        id: carries.ids.then(|| article.id().to_string()),
        metadata: carries.metadata.then_some(texts),
        text: in_format(&text, format),
        annotations,
        relations,
    }
}

/// What was written, as it would be opened again.
fn opened(files: Vec<(String, String)>) -> Opened {
    let inputs = files.into_iter().map(|(name, text)| Input { name, bytes: text.into_bytes() });
    Opened::new(inputs.collect()).unwrap()
}

fn both_ways() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| format.reader.is_some() && format.writer.is_some())
}

/// The datasets of the fixture, without what a format cannot tell apart from its own absence.
fn any_written() -> impl Strategy<Value = Dataset> {
    any_dataset_of(any_awkward_text()).prop_filter(
        "an empty dataset has nothing to be recognised by",
        |dataset| {
            !dataset.documents().is_empty()
                && dataset.documents().iter().all(|d| !d.article().text().is_empty())
        },
    )
}

/// The documents that a format keeps no trace of are let go.
fn check(format: &'static Format, dataset: &Dataset) -> Result<(), TestCaseError> {
    let files = write(format, dataset, &WriteOptions::default()).unwrap();
    let opened = opened(files.clone());
    prop_assert_eq!(&opened.rejected, &[], "{}", format.id);
    let recognised = opened.recognise(FORMATS);
    let has_spans = dataset.documents().iter().any(|document| !document.annotations().is_empty());
    if has_spans {
        prop_assert_eq!(recognised.map(|format| format.id), Some(format.id), "{:?}", files);
    }
    let options = ReadOptions {
        unit: (format.id == "doccano").then_some(crate::formats::OffsetUnit::Utf16),
        ..ReadOptions::into_scheme(dataset.scheme().as_ref().clone())
    };
    let import = read(&opened, Some(format), &options).unwrap();
    prop_assert_eq!(&import.questions, &Questions::default(), "{}", format.id);
    prop_assert_eq!(&import.reading.rejected, &[], "{} {:?}", format.id, files);
    prop_assert_eq!(&import.reading.repaired, &[], "{} {:?}", format.id, files);
    let again = import.reading.into_dataset().unwrap();
    prop_assert_eq!(kept(&again, format), kept(dataset, format), "{} {:?}", format.id, files);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_written_in_a_format_that_goes_both_ways_is_read_back_the_same(dataset in any_written()) {
        for format in both_ways() {
            check(format, &dataset)?;
        }
    }

    #[test]
    fn every_format_that_goes_out_writes_anything_and_the_same_twice(dataset in any_dataset_of(any_awkward_text())) {
        for format in FORMATS.iter().copied().filter(|format| format.writer.is_some()) {
            let once = write(format, &dataset, &WriteOptions::default());
            prop_assert_eq!(&once, &write(format, &dataset, &WriteOptions::default()));
            let names: std::collections::BTreeSet<_> =
                once.iter().flatten().map(|(name, _)| name.to_lowercase()).collect();
            prop_assert_eq!(names.len(), once.iter().flatten().count(), "no two files have one name");
        }
    }

    #[test]
    fn changed_files_never_panic_and_what_is_read_of_them_makes_a_dataset(
        dataset in any_written(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..30,
        put in prop_oneof![
            Just(""), Just("\""), Just("{"), Just("]"), Just("-1"), Just("null"), Just("1e400"), Just("<"), Just("&"),
            Just("\t"), Just("\n"), Just("\\ud800"), Just("9"), Just("T1"), Just("👩"), Just("99999999999999999999"),
        ],
    ) {
        for format in both_ways() {
            let mut files = write(format, &dataset, &WriteOptions::default()).unwrap();
            let which = at.index(files.len());
            let written: Vec<char> = files[which].1.chars().collect();
            let at = at.index(written.len() + 1);
            files[which].1 = written[..at].iter().copied().chain(put.chars()).chain(written.iter().skip(at + cut).copied()).collect();
            if let Ok(import) = read(&opened(files), Some(format), &ReadOptions { others: Some(Choice::Add), ..ReadOptions::default() }) {
                import.reading.into_dataset().unwrap();
            }
        }
    }
}

#[test]
fn the_whole_document_is_written_as_by_the_plain_writer() {
    let dataset = crate::model::fixture::marked("[quote:« Oui »], dit [source:Élise].");
    let format = format("guillemet").unwrap();
    for dataset in [dataset, Dataset::new(crate::model::Scheme::reported_speech())] {
        let files = write(format, &dataset, &WriteOptions::default()).unwrap();
        assert_eq!(files[0].1, crate::formats::guillemet_json::write(&dataset));
    }
}

#[test]
fn an_import_says_where_it_came_from() {
    let line = r#"{"text": "Oui", "spans": [{"start": 0, "end": 3, "label": "quote"}]}"#;
    let import = read(&opened(vec![("a".into(), line.into())]), None, &ReadOptions::default()).unwrap();
    let annotation = &import.reading.documents[0].annotations[0];
    assert_eq!(annotation.origin, Origin::Import { format: "hugging-face".to_owned() });
}

#[test]
fn a_foreign_label_is_asked_for_added_mapped_or_skipped() {
    let line = r#"{"text": "Oui, dit Luc", "spans": [{"id": "a", "start": 0, "end": 3, "label": "Quote", "text": "Oui"},
        {"id": "b", "start": 9, "end": 12, "label": "PER"}], "relations": [{"kind": "by", "from": "a", "to": "b"}]}"#
        .replace('\n', " ");
    let opened = opened(vec![("a.jsonl".into(), line)]);
    let asked = read(&opened, None, &ReadOptions::default()).unwrap();
    let labels: Vec<_> =
        asked.questions.labels.iter().map(|(name, foreign)| (name.as_str(), foreign.clone())).collect();
    let like = |name: &str| Some(name.into());
    assert_eq!(
        labels,
        [
            ("PER", Foreign { count: 1, example: String::new(), like: None }),
            ("Quote", Foreign { count: 1, example: "Oui".to_owned(), like: like("quote") }),
        ]
    );
    assert_eq!(asked.reading.documents[0].annotations.len(), 0);
    let choices = |labels: [(&str, Choice); 2], relation| ReadOptions {
        labels: labels.map(|(name, choice)| (name.to_owned(), choice)).into(),
        relations: [("by".to_owned(), relation)].into(),
        ..ReadOptions::default()
    };
    let map = |to: &str| Choice::Map(to.to_owned());
    let mapped = choices([("Quote", map("quote")), ("PER", map("source"))], map("said_by"));
    let mapped = read(&opened, None, &mapped).unwrap();
    assert!(mapped.questions.is_empty() && mapped.reading.rejected.is_empty());
    assert_eq!(mapped.reading.documents[0].relations[0].kind, "said_by");
    let added = choices([("Quote", map("quote")), ("PER", Choice::Add)], Choice::Add);
    let added = read(&opened, None, &added).unwrap().reading;
    let kind = added.scheme.relation(&"by".into()).unwrap();
    assert_eq!((kind.from[0].as_str(), kind.to[0].as_str()), ("quote", "PER"));
    assert_eq!(added.into_dataset().unwrap().documents()[0].relations().len(), 1);
    let skipped = choices([("Quote", map("quote")), ("PER", Choice::Skip)], Choice::Skip);
    let skipped = read(&opened, None, &skipped).unwrap();
    assert!(skipped.questions.is_empty());
    assert_eq!(skipped.reading.rejected.len(), 2, "{:?}", skipped.reading.rejected);
}

#[test]
fn bare_offsets_ask_for_their_unit_only_where_it_matters() {
    let reading = |text: &str, start: u32, end: u32, unit| {
        let line = format!(
            r#"{{"text": "{text}", "spans": [{{"start": {start}, "end": {end}, "label": "quote"}}]}}"#
        );
        let options = ReadOptions { unit, ..ReadOptions::default() };
        read(&opened(vec![("a.jsonl".into(), line)]), None, &options).unwrap()
    };
    let covered = |import: &Import| {
        let document = &import.reading.documents[0];
        document.annotations.first().map(|a| document.article.covered(a.span).to_owned())
    };
    let before = reading("Oui 👩 non et non", 0, 3, None);
    assert_eq!((covered(&before).as_deref(), before.questions.unit), (Some("Oui"), None));
    let after = reading("Oui 👩 non et non", 6, 9, None);
    assert_eq!(covered(&after), None);
    let question = after.questions.unit.unwrap();
    assert_eq!((question.in_code_points.as_str(), question.in_utf16.as_str()), ("“non”", "“ no”"));
    let told = reading("Oui 👩 non et non", 7, 10, Some(crate::formats::OffsetUnit::Utf16));
    assert_eq!(covered(&told).as_deref(), Some("non"));
    // In code points it would leave the text: it can only be UTF-16.
    let sure = reading("Oui 👩 non", 7, 10, None);
    assert_eq!((covered(&sure).as_deref(), sure.questions.is_empty()), (Some("non"), true));
    assert!(sure.reading.repaired[0].reason.to_string().contains("UTF-16"), "{:?}", sure.reading.repaired);
}

#[test]
fn losses_are_counted_before_anything_is_written() {
    let mut dataset = crate::model::fixture::marked("[quote:Oui [source:Élise]], dit\r\n[source:Luc].");
    let relation =
        crate::model::Relation { id: "r".into(), kind: "said_by".into(), from: "a1".into(), to: "a3".into() };
    let edit = crate::model::Edit::Relate { article: "fixture".into(), relation: relation.into() };
    dataset.apply(&edit).unwrap();
    let options = WriteOptions::default();
    let losses = |id: &str| {
        let mut survey = Survey::new(format(id).unwrap(), dataset.scheme(), "", &options);
        dataset.documents().iter().for_each(|document| survey.add(document));
        survey.losses().iter().map(|loss| (loss.what.to_string(), loss.count)).collect::<Vec<_>>()
    };
    let one = |what: &str| (what.to_owned(), 1);
    assert_eq!(losses("guillemet"), []);
    assert_eq!(losses("hugging-face"), [one("colours, keys and rules of the label scheme are left out")]);
    let conll = losses("conll");
    assert!(conll.contains(&one("annotations that overlap a longer one are left out")), "{conll:?}");
    assert!(conll.contains(&one("relations are left out")), "{conll:?}");
    let brat = losses("brat");
    assert!(brat.contains(&one("articles get plain line feeds as line ends")), "{brat:?}");
}

#[test]
fn guidelines_and_rules_of_ones_own_go_with_our_formats_and_are_lost_with_others() {
    let mut dataset = crate::model::fixture::marked("[quote:Oui], dit [source:Luc].");
    let mut scheme = (**dataset.scheme()).clone();
    scheme.rules.push(crate::model::PatternRule {
        pattern: "\"Luc|Léa".to_owned(),
        label: "source".into(),
        same_case: true,
        on: false,
    });
    dataset.apply(&crate::model::Edit::SetScheme { scheme: scheme.into() }).unwrap();
    let guidelines = "Les guillemets\nen font partie.";
    dataset.apply(&crate::model::Edit::SetGuidelines { guidelines: guidelines.into() }).unwrap();
    for id in ["guillemet", "guillemet-lines"] {
        let files = write(format(id).unwrap(), &dataset, &WriteOptions::default()).unwrap();
        let inputs = files.into_iter().map(|(name, text)| Input { name, bytes: text.into_bytes() }).collect();
        let opened = Opened::new(inputs).unwrap();
        let import = read(&opened, Some(format(id).unwrap()), &ReadOptions::default()).unwrap();
        assert_eq!(import.reading.guidelines, guidelines, "{id}");
        assert!(import.reading.into_dataset().unwrap() == dataset, "{id}");
    }
    let whole = write(format("guillemet").unwrap(), &dataset, &WriteOptions::default()).unwrap();
    assert_eq!(whole[0].1, crate::formats::guillemet_json::write(&dataset), "written in pieces and at once");
    let options = WriteOptions::default();
    let survey = Survey::new(format("brat").unwrap(), dataset.scheme(), dataset.guidelines(), &options);
    assert!(survey.losses().iter().any(|loss| loss.what == "guidelines are left out"));
}

/// The document that the consumers are tried with.
fn nasty() -> Dataset {
    let text = include_str!("../../../tests/interop/nasty.guillemet.json");
    crate::formats::guillemet_json::read(text).unwrap().into_dataset().unwrap()
}

#[test]
fn an_export_tells_how_far_it_is_and_can_be_left() {
    let dataset = nasty();
    let options = WriteOptions::default();
    let mut survey = Survey::new(format("csv").unwrap(), dataset.scheme(), "", &options);
    dataset.documents().iter().for_each(|document| survey.add(document));
    let mut export = survey.into_export().unwrap();
    assert_eq!((export.progress(), export.several_files()), ((0, 15), true));
    assert_eq!(export.start()[0], Piece::File("articles.csv".to_owned()));
    let wanted: Vec<usize> = std::iter::from_fn(|| {
        let n = export.wanted()?;
        let _ = export.write(&dataset.documents()[n]);
        Some(n)
    })
    .collect();
    assert_eq!(wanted, [0, 1, 2, 3, 4].repeat(3));
    assert_eq!(export.progress(), (15, 15));
}

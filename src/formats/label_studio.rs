//! Label Studio's JSON, an article a task, and the labelling config that its project needs.
//!
//! Offsets count code points, `\r` and `\n` one each. A region's attributes are results of the same id; its
//! note is its `meta`. Read are exports in JSON and in JSON-MIN.

use serde::Serialize;

use super::error::FormatError;
use super::interchange::lines::{json, records};
use super::interchange::record::{as_name, first, list, text, whole};
use super::interchange::{
    Assembly, Carries, Draft, DraftRelation, DraftSpan, Format, Head, Opened, Pieces, Plan, Reader, Unit,
    Writer, ordered_relations,
};
use super::json::Json;
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{Document, Name, Scheme};

/// Tasks for Label Studio.
pub const FORMAT: Format = Format {
    id: "label-studio",
    name: message::format_label_studio,
    about: message::format_label_studio_about,
    extension: "json",
    carries: Carries {
        origin: false,
        moments: false,
        scheme: false,
        relation_ids: false,
        progress: false,
        ..Carries::ALL
    },
    reader: Some(Reader { recognises, read, texts: false }),
    writer: Some(|plan| Box::new(Tasks { config: config(plan), first: true })),
    subsets: false,
    also_lost: None,
};

/// What the config calls its own parts, so that no attribute may be called so.
const TAKEN: [&str; 2] = ["label", "text"];

/// What stands before the name of an attribute that is called as one of those.
const ATTRIBUTE: &str = "attribute-";

fn control_name(attribute: &str) -> String {
    let clashes = TAKEN.contains(&attribute) || attribute.starts_with(ATTRIBUTE);
    if clashes { format!("{ATTRIBUTE}{attribute}") } else { attribute.to_owned() }
}

fn attribute_name(control: &str) -> &str {
    control.strip_prefix(ATTRIBUTE).unwrap_or(control)
}

#[derive(Serialize)]
struct Task<'a> {
    data: Data<'a>,
    annotations: [Completion; 1],
}

#[derive(Serialize)]
struct Data<'a> {
    text: &'a str,
    article: &'a str,
    title: &'a str,
    language: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct Completion {
    result: Vec<serde_json::Value>,
}

struct Tasks {
    config: String,
    first: bool,
}

impl Writer for Tasks {
    fn several_files(&self) -> bool {
        true
    }

    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("labeling-config.xml");
        out.text(self.config.as_str());
        out.file("tasks.json");
        out.text("[");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        out.text(if std::mem::take(&mut self.first) { "\n" } else { ",\n" });
        out.text(json(&task(document)));
    }

    fn end(&mut self, _: usize, out: &mut Pieces) {
        out.text("\n]\n");
    }
}

fn task(document: &Document) -> Task<'_> {
    let article = document.article();
    let metadata = article.metadata();
    let counter = Counter::new(article, OffsetUnit::CodePoint);
    let mut result = Vec::new();
    for annotation in document.annotations().iter() {
        let (start, end) = counter.count(annotation.span);
        let id = annotation.id.as_str();
        let value = serde_json::json!({
            "start": start, "end": end, "text": article.covered(annotation.span), "labels": [annotation.label.as_str()]
        });
        let mut region = serde_json::json!({
            "id": id, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value
        });
        if !annotation.note.is_empty() {
            region["meta"] = serde_json::json!({ "text": [annotation.note] });
        }
        result.push(region);
        for (name, value) in &annotation.attributes {
            result.push(serde_json::json!({
                "id": id, "from_name": control_name(name.as_str()), "to_name": "text", "type": "choices",
                "value": { "start": start, "end": end, "choices": [value.as_str()] }
            }));
        }
    }
    for relation in ordered_relations(document) {
        result.push(serde_json::json!({
            "type": "relation", "from_id": relation.from.as_str(), "to_id": relation.to.as_str(),
            "direction": "right", "labels": [relation.kind.as_str()]
        }));
    }
    Task {
        data: Data {
            text: article.text(),
            article: article.id().as_str(),
            title: &metadata.title,
            language: &metadata.language,
            source: &metadata.source,
        },
        annotations: [Completion { result }],
    }
}

/// The project's config: labels with our colours and keys, the kinds of relations, and for each attribute a
/// choice that shows with its labels.
fn config(plan: &Plan<'_>) -> String {
    let scheme = plan.scheme;
    let mut config = String::from("<View>\n  <Relations>\n");
    for kind in &scheme.relations {
        config += &format!("    <Relation value=\"{}\"/>\n", escaped(kind.name.as_str()));
    }
    config += "  </Relations>\n  <Labels name=\"label\" toName=\"text\">\n";
    for label in &scheme.labels {
        config += &format!(
            "    <Label value=\"{}\" background=\"{}\" hotkey=\"{}\"/>\n",
            escaped(label.name.as_str()),
            escaped(&label.color),
            escaped(&label.key.to_string())
        );
    }
    config += "  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n";
    for (name, values, labels) in attributes(scheme) {
        config += &format!(
            "  <Choices name=\"{}\" toName=\"text\" perRegion=\"true\" whenTagName=\"label\" whenLabelValue=\"{}\">\n",
            escaped(&control_name(name.as_str())),
            escaped(&labels.join(","))
        );
        for value in values {
            config += &format!("    <Choice value=\"{}\"/>\n", escaped(value.as_str()));
        }
        config += "  </Choices>\n";
    }
    config + "</View>\n"
}

/// Each attribute once, with all its values and the labels that have it.
fn attributes(scheme: &Scheme) -> Vec<(&Name, Vec<&Name>, Vec<&str>)> {
    let mut attributes: Vec<(&Name, Vec<&Name>, Vec<&str>)> = Vec::new();
    for label in &scheme.labels {
        for def in &label.attributes {
            let at = attributes.iter().position(|(name, ..)| **name == def.name).unwrap_or_else(|| {
                attributes.push((&def.name, Vec::new(), Vec::new()));
                attributes.len() - 1
            });
            let (_, values, labels) = &mut attributes[at];
            values.extend(def.values.iter().filter(|value| !values.contains(value)).collect::<Vec<_>>());
            labels.push(label.name.as_str());
        }
    }
    attributes
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn recognises(head: &Head<'_>) -> bool {
    let Some(record) = &head.record else { return false };
    let is_task = matches!(record.get("data"), Some(Json::Object(_)))
        && ["annotations", "predictions", "completions"].iter().any(|key| head.has(key));
    // In the short form the first task may have no regions, and no key for them.
    let is_short = head.has("annotator") && head.has("annotation_id");
    is_task
        || is_short
        || list(record, &["label"]).first().is_some_and(|region| region.get("labels").is_some())
}

fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in opened.files.iter().filter(|file| file.ending() != "xml") {
        for (place, record) in records(file) {
            match record {
                Ok(record) if record.get("data").is_some() => read_task(place, &record, assembly),
                Ok(record) => read_minimal(place, &record, assembly),
                Err(error) => assembly.reject(place, error.message()),
            }
        }
    }
    Ok(())
}

/// The text of a task: under the key `text`, or the longest of its strings.
fn text_of<'j>(data: &'j Json<'_>) -> Option<&'j str> {
    if let Some(text) = data.get("text").and_then(Json::as_text) {
        return Some(text);
    }
    let Json::Object(entries) = data else { return None };
    entries.iter().filter_map(|(_, value)| value.as_text()).max_by_key(|text| text.len())
}

fn begun(place: Message, data: &Json<'_>, number: &Json<'_>) -> Option<Draft> {
    let word = |key| text(data, &[key]).unwrap_or_default();
    let numbered = || text(number, &["id"]).map(|id| format!("task-{id}")).unwrap_or_default();
    Some(Draft {
        place,
        id: text(data, &["article"]).filter(|id| !id.is_empty()).unwrap_or_else(numbered),
        metadata: Metadata {
            title: word("title"),
            language: word("language"),
            source: word("source"),
            ..Metadata::default()
        },
        text: text_of(data)?.to_owned(),
        ..Draft::default()
    })
}

fn read_task(place: Message, task: &Json<'_>, assembly: &mut Assembly<'_>) {
    let Some(mut draft) = task.get("data").and_then(|data| begun(place.clone(), data, task)) else {
        assembly.reject(place, message::read_no_data_text());
        return;
    };
    let completions = list(task, &["annotations", "completions"]);
    let cancelled = |completion: &&Json<'_>| completion.get("was_cancelled") == Some(&Json::Bool(true));
    for (n, _) in completions.iter().enumerate().filter(|(_, completion)| cancelled(completion)) {
        assembly
            .reject(message::place_inside(&place, format!("annotations[{n}]")), message::read_cancelled());
    }
    let valid: Vec<&Json<'_>> = completions.iter().filter(|completion| !cancelled(completion)).collect();
    if valid.len() > 1 {
        assembly.repair(place.clone(), message::read_persons(valid.len()));
    }
    if valid.is_empty() && !list(task, &["predictions"]).is_empty() {
        assembly.reject_often(&place, message::read_predictions());
    }
    for (n, completion) in valid.iter().enumerate() {
        // Two persons' regions may be called the same.
        let prefix = if n == 0 { String::new() } else { format!("{}-", n + 1) };
        let by = match completion.get("completed_by") {
            Some(by @ Json::Object(_)) => text(by, &["email", "username", "id"]).unwrap_or_default(),
            Some(by) => as_name(by).unwrap_or_default(),
            None => String::new(),
        };
        read_results(&place, list(completion, &["result"]), &prefix, &by, &mut draft, assembly);
    }
    assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
}

fn read_results(
    place: &Message,
    results: &[Json<'_>],
    prefix: &str,
    by: &str,
    draft: &mut Draft,
    assembly: &mut Assembly<'_>,
) {
    let from = draft.spans.len();
    let named =
        |result: &Json<'_>, key| text(result, &[key]).map(|id| format!("{prefix}{id}")).unwrap_or_default();
    let mut by_id = std::collections::HashMap::new();
    for (n, result) in results.iter().enumerate() {
        let at = message::place_inside(place, format!("result[{n}]"));
        let value = first(result, &["value"]).unwrap_or(&Json::Null);
        let kind = result.get("type").and_then(Json::as_text).unwrap_or_default();
        match kind {
            "labels" | "hypertextlabels" => {
                let id = named(result, "id");
                let spans = regions(value, &id);
                if spans.is_empty() {
                    assembly.reject(at, message::read_no_region());
                }
                for mut span in spans {
                    span.annotator = by.to_owned();
                    span.note = list(result.get("meta").unwrap_or(&Json::Null), &["text"])
                        .iter()
                        .filter_map(Json::as_text)
                        .collect::<Vec<_>>()
                        .join("\n");
                    by_id.entry(id.clone()).or_insert(draft.spans.len());
                    draft.spans.push(span);
                }
            }
            "relation" => draft.relations.extend(relation(result, &named)),
            "choices" | "textarea" => {}
            other => assembly.reject_often(&at, message::read_type(other)),
        }
    }
    for (n, result) in results.iter().enumerate() {
        let value = first(result, &["value"]).unwrap_or(&Json::Null);
        let (choices, notes) = (list(value, &["choices"]), list(value, &["text"]));
        let region = by_id.get(&named(result, "id")).copied().filter(|region| *region >= from);
        let at = message::place_inside(place, format!("result[{n}]"));
        match (result.get("type").and_then(Json::as_text), region) {
            (Some("choices"), Some(region)) => {
                let control = text(result, &["from_name"]).unwrap_or_default();
                let values = choices.iter().filter_map(Json::as_text);
                let name = attribute_name(&control);
                draft.spans[region]
                    .attributes
                    .extend(values.map(|value| (name.to_owned(), value.to_owned())));
            }
            (Some("textarea"), Some(region)) => {
                let notes: Vec<&str> = notes.iter().filter_map(Json::as_text).collect();
                draft.spans[region].note = notes.join("\n");
            }
            (Some("choices" | "textarea"), None) => {
                assembly.reject_often(&at, message::read_of_task());
            }
            _ => {}
        }
    }
}

/// A span for each label of a region. Relations mean the first.
fn regions(value: &Json<'_>, id: &str) -> Vec<DraftSpan> {
    let place = first(value, &["globalOffsets"]).unwrap_or(value);
    let (Some(start), Some(end)) = (whole(place, &["start"]), whole(place, &["end"])) else {
        return Vec::new();
    };
    let labels = list(value, &["labels", "hypertextlabels"]).iter().filter_map(Json::as_text);
    let span = |(n, label): (usize, &str)| DraftSpan {
        key: if n == 0 { id.to_owned() } else { String::new() },
        id: if n == 0 { id.to_owned() } else { String::new() },
        label: label.to_owned(),
        start,
        end,
        covered: text(value, &["text"]),
        ..DraftSpan::default()
    };
    labels.enumerate().map(span).collect()
}

fn relation(result: &Json<'_>, named: &impl Fn(&Json<'_>, &'static str) -> String) -> Vec<DraftRelation> {
    let (from, to) = (named(result, "from_id"), named(result, "to_id"));
    let direction = result.get("direction").and_then(Json::as_text).unwrap_or("right");
    let kinds: Vec<&str> = list(result, &["labels"]).iter().filter_map(Json::as_text).collect();
    let kinds = if kinds.is_empty() { vec![""] } else { kinds };
    let pairs = match direction {
        "left" => vec![(&to, &from)],
        "bi" => vec![(&from, &to), (&to, &from)],
        _ => vec![(&from, &to)],
    };
    let made = |kind: &str, (from, to): (&String, &String)| DraftRelation {
        id: String::new(),
        kind: kind.to_owned(),
        from: from.clone(),
        to: to.clone(),
    };
    kinds.iter().flat_map(|kind| pairs.iter().map(|pair| made(kind, *pair))).collect()
}

/// A record of JSON-MIN: the data's keys, and the regions under the name of the control.
fn read_minimal(place: Message, record: &Json<'_>, assembly: &mut Assembly<'_>) {
    let Some(mut draft) = begun(place.clone(), record, record) else {
        assembly.reject(place, message::read_no_text());
        return;
    };
    let by = text(record, &["annotator"]).unwrap_or_default();
    for (n, region) in list(record, &["label"]).iter().enumerate() {
        let spans = regions(region, "");
        if spans.is_empty() {
            assembly.reject(message::place_inside(&place, format!("label[{n}]")), message::read_no_region());
        }
        draft.spans.extend(spans.into_iter().map(|span| DraftSpan { annotator: by.clone(), ..span }));
    }
    assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Import, Input, Opened, ReadOptions, read};
    use crate::model::fixture::drawn;

    fn import(file: &str) -> Import {
        let opened = Opened::new(vec![Input { name: "export.json".into(), bytes: file.into() }]).unwrap();
        read(&opened, None, &ReadOptions::default()).unwrap()
    }

    fn region(id: &str, start: u32, end: u32, label: &str) -> String {
        format!(
            r#"{{"id": "{id}", "from_name": "label", "to_name": "text", "type": "labels", "value": {{"start": {start}, "end": {end}, "labels": ["{label}"]}}}}"#
        )
    }

    #[test]
    fn what_several_persons_did_is_taken_with_their_names() {
        let said =
            r#"{"id": "q", "from_name": "manner", "type": "choices", "value": {"choices": ["direct"]}}"#;
        let link = r#"{"type": "relation", "from_id": "s", "to_id": "q", "direction": "left", "labels": ["said_by"]}"#;
        let whole = r#"{"id": "z", "from_name": "mood", "type": "choices", "value": {"choices": ["calm"]}}"#;
        let first = [&region("q", 0, 3, "quote"), &region("s", 9, 12, "source"), said, link, whole]
            .map(ToString::to_string)
            .join(",");
        let second = region("q", 0, 3, "denial");
        let file = format!(
            r#"[{{"id": 7, "data": {{"text": "Oui, dit Luc"}}, "annotations": [
                {{"completed_by": {{"email": "a@example.org"}}, "result": [{first}]}},
                {{"completed_by": 2, "result": [{second}]}},
                {{"was_cancelled": true, "result": [{second}]}}]}}]"#
        );
        let import = import(&file);
        assert_eq!(import.format.id, "label-studio");
        let document = &import.reading.documents[0];
        assert_eq!(document.article.id().as_str(), "task-7");
        let by: Vec<_> =
            document.annotations.iter().map(|a| (a.label.to_string(), a.annotator.as_str())).collect();
        let expected = [("quote", "a@example.org"), ("source", "a@example.org"), ("denial", "2")];
        assert_eq!(by, expected.map(|(label, by)| (label.to_owned(), by)));
        assert_eq!(document.annotations[0].attributes.len(), 1);
        assert_eq!((document.relations[0].from.as_str(), document.relations[0].to.as_str()), ("q", "s"));
        assert!(
            import.reading.repaired[0].reason.to_string().starts_with("2 persons"),
            "{:?}",
            import.reading.repaired
        );
        let rejected: Vec<_> =
            import.reading.rejected.iter().map(|report| report.reason.to_string()).collect();
        assert_eq!(rejected, ["it was cancelled", "what is said of a whole task is not read"]);
    }

    #[test]
    fn the_short_form_is_read_and_predictions_are_not() {
        let short = import(
            r#"[{"id": 1, "text": "Oui, dit Luc", "annotator": 3, "label": [{"start": 0, "end": 3, "text": "Oui", "labels": ["quote"]}]}]"#,
        );
        assert_eq!(short.format.id, "label-studio");
        assert_eq!(drawn(&short.reading.into_dataset().unwrap()), "[quote:Oui], dit Luc");
        let unlabelled = import(
            r#"[{"id": 1, "text": "Rien.", "annotator": 3, "annotation_id": 1}, {"id": 2, "text": "Oui", "annotator": 3, "annotation_id": 2, "label": [{"start": 0, "end": 3, "labels": ["quote"]}]}]"#,
        );
        assert_eq!(unlabelled.format.id, "label-studio");
        assert_eq!(unlabelled.reading.documents[1].annotations.len(), 1);
        let guessed =
            import(r#"[{"data": {"body": "Oui"}, "annotations": [], "predictions": [{"result": []}]}]"#);
        assert_eq!(guessed.reading.documents[0].article.text().as_ref(), "Oui");
        assert!(guessed.reading.rejected[0].reason.to_string().contains("predictions"));
    }
}

//! What a file is, judged by its name and how its text begins.

use super::json::Json;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON; whether of Guillemet only reading tells.
    Json,
    /// A page.
    Html,
    /// Text to annotate, as it is.
    PlainText,
    /// Something with a structure that no format here reads.
    Unsupported(&'static str),
}

/// Endings of names whose files are text, but not an article's.
const UNSUPPORTED: [(&[&str], &str); 5] = [
    (&["csv", "tsv"], "a table"),
    (&["xml", "xmi", "rss", "svg"], "XML"),
    (&["ann", "conll", "conllu", "iob", "bio"], "an annotation format that is not read yet"),
    (&["css", "js", "mjs", "ts"], "program code"),
    (&["rtf"], "a word processor's document"),
];

/// Says what a file is. Its text goes before its name where it is plain to see.
#[must_use]
pub fn kind(name: &str, text: &str) -> Kind {
    let ending = ending(name);
    let begins = text.trim_start();
    match ending.as_str() {
        "json" | "jsonl" | "ndjson" => return Kind::Json,
        "html" | "htm" | "xhtml" => return Kind::Html,
        _ => {}
    }
    if begins_as_page(begins) && ending != "md" && ending != "markdown" {
        return Kind::Html;
    }
    if begins.starts_with('{') && names_guillemet(begins) {
        return Kind::Json;
    }
    let unsupported = UNSUPPORTED.iter().find(|(endings, _)| endings.contains(&ending.as_str()));
    match unsupported {
        Some((_, what)) => Kind::Unsupported(what),
        None if begins.starts_with("<?xml") => Kind::Unsupported("XML"),
        None if begins.starts_with("{\\rtf") => Kind::Unsupported("a word processor's document"),
        None => Kind::PlainText,
    }
}

/// What stands after the last full stop of a file's name, in lower case; empty where there is none.
pub(super) fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.')
        .filter(|(stem, _)| !stem.is_empty())
        .map_or_else(String::new, |(_, end)| end.to_lowercase())
}

fn begins_as_page(text: &str) -> bool {
    ["<!doctype html", "<html"]
        .iter()
        .any(|opening| text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening)))
}

fn names_guillemet(text: &str) -> bool {
    let head: String = text.chars().take(200).filter(|c| !c.is_whitespace()).collect();
    head.contains("\"format\":\"guillemet\"")
}

/// What JSON that is not ours seems to be, by the keys that only that kind has.
#[must_use]
pub fn json_kind(value: &Json<'_>) -> Option<&'static str> {
    let value = match value {
        Json::List(list) => match list.first() {
            None => return Some("an empty list"),
            Some(first) => first,
        },
        value => value,
    };
    let has = |key| value.get(key).is_some();
    let kinds: [(bool, &'static str); 13] = [
        (has("@context"), "a W3C Web Annotation (JSON-LD)"),
        (has("%TYPES") || has("%FEATURE_STRUCTURES"), "a UIMA CAS, as INCEpTION exports it"),
        (has("data") && (has("annotations") || has("predictions")), "a Label Studio export"),
        (has("denotations"), "PubAnnotation"),
        (has("_input_hash") || has("_task_hash"), "a Prodigy export"),
        (has("entities") && has("relations") && has("text"), "a doccano export"),
        (has("text") && (has("label") || has("labels")), "a doccano export"),
        (has("ents") || (has("tokens") && has("text")), "a spaCy document"),
        (has("text") && has("spans"), "a Hugging Face or Prodigy record"),
        (has("nbformat"), "a Jupyter notebook"),
        (has("$schema"), "a JSON Schema"),
        (
            has("articles") && !has("format"),
            "a Guillemet document whose \"format\": \"guillemet\" is missing",
        ),
        (has("features") && has("type"), "GeoJSON"),
    ];
    kinds.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name_and_by_its_text() {
        for (name, text, expected) in [
            ("a.txt", "Le maire", Kind::PlainText),
            ("notes", "{ a brace", Kind::PlainText),
            ("a.md", "# Titre", Kind::PlainText),
            ("a.HTML", "x", Kind::Html),
            ("a.txt", " \n<!DOCTYPE HTML>", Kind::Html),
            ("a.txt", "{ \"format\" : \"guillemet\"", Kind::Json),
            ("a.json", "[]", Kind::Json),
            ("a.csv", "a,b", Kind::Unsupported("a table")),
            ("dir.txt/a", "<?xml version", Kind::Unsupported("XML")),
            (".hidden", "x", Kind::PlainText),
        ] {
            assert_eq!(kind(name, text), expected, "{name}");
        }
    }

    #[test]
    fn other_json_is_named() {
        let looks = |text| json_kind(&Json::parse(text).unwrap());
        assert_eq!(looks(r#"[{"data": {}, "annotations": []}]"#), Some("a Label Studio export"));
        assert_eq!(looks(r#"{"hello": 1}"#), None);
    }
}

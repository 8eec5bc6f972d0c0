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
    /// Something with a structure that no format here reads, as `file-thing` of the messages names it.
    Unsupported(&'static str),
}

/// Endings of names whose files are text, but not an article's.
const UNSUPPORTED: [(&[&str], &str); 5] = [
    (&["csv", "tsv"], "table"),
    (&["xml", "xmi", "rss", "svg"], "xml"),
    (&["ann", "conll", "conllu", "iob", "bio"], "annotation-format"),
    (&["css", "js", "mjs", "ts"], "code"),
    (&["rtf"], "word"),
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
        None if begins.starts_with("<?xml") => Kind::Unsupported("xml"),
        None if begins.starts_with("{\\rtf") => Kind::Unsupported("word"),
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

/// Whether a file's name alone says that it is of another program, or an archive.
#[must_use]
pub fn is_foreign_name(name: &str) -> bool {
    const ENDINGS: [&str; 9] = ["zip", "ann", "a1", "a2", "conf", "jsonld", "xmi", "xml", "conll"];
    ENDINGS.contains(&ending(name).as_str())
}

/// Whether a file may be a text of an article, for a format that has its texts beside its annotations.
#[must_use]
pub fn is_text_name(name: &str) -> bool {
    ending(name) == "txt"
}

/// Whether a text begins as records of data do, and hardly any article.
#[must_use]
pub fn begins_as_records(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix('[').map_or(text, str::trim_start);
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"')) || text.starts_with("<?xml")
}

fn begins_as_page(text: &str) -> bool {
    ["<!doctype html", "<html"]
        .iter()
        .any(|opening| text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening)))
}

/// Whether JSON says in its beginning that it is ours.
pub(super) fn names_guillemet(text: &str) -> bool {
    let head: String = text.chars().take(200).filter(|c| !c.is_whitespace()).collect();
    head.contains("\"format\":\"guillemet\"")
}

/// What JSON that is not ours seems to be, by the keys that only that kind has: as `file-thing` of the messages names it.
#[must_use]
pub fn json_kind(value: &Json<'_>) -> Option<&'static str> {
    let value = match value {
        Json::List(list) => match list.first() {
            None => return Some("empty-list"),
            Some(first) => first,
        },
        value => value,
    };
    let has = |key| value.get(key).is_some();
    let kinds: [(bool, &'static str); 13] = [
        (has("@context"), "web-annotation"),
        (has("%TYPES") || has("%FEATURE_STRUCTURES"), "uima"),
        (has("data") && (has("annotations") || has("predictions")), "label-studio"),
        (has("denotations"), "pubannotation"),
        (has("_input_hash") || has("_task_hash"), "prodigy"),
        (has("entities") && has("relations") && has("text"), "doccano"),
        (has("text") && (has("label") || has("labels")), "doccano"),
        (has("ents") || (has("tokens") && has("text")), "spacy"),
        (has("text") && has("spans"), "hugging-face"),
        (has("nbformat"), "notebook"),
        (has("$schema"), "json-schema"),
        (has("articles") && !has("format"), "unnamed"),
        (has("features") && has("type"), "geojson"),
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
            ("a.csv", "a,b", Kind::Unsupported("table")),
            ("dir.txt/a", "<?xml version", Kind::Unsupported("xml")),
            (".hidden", "x", Kind::PlainText),
        ] {
            assert_eq!(kind(name, text), expected, "{name}");
        }
    }

    #[test]
    fn records_are_no_article() {
        for text in [" {\n \"text\": 1}", "[ {\"a\": 1}]", "{\"a\":1}\n{", "<?xml version"] {
            assert!(begins_as_records(text), "{text}");
        }
        for text in ["[Exclusif] Le maire", "{ a brace", "« Oui »", ""] {
            assert!(!begins_as_records(text), "{text}");
        }
        assert!(is_foreign_name("a/b.ANN") && !is_foreign_name("a.ann/b.json"));
    }

    #[test]
    fn other_json_is_named() {
        let looks = |text| json_kind(&Json::parse(text).unwrap());
        assert_eq!(looks(r#"[{"data": {}, "annotations": []}]"#), Some("label-studio"));
        assert_eq!(looks(r#"{"hello": 1}"#), None);
    }
}

//! `cargo xtask suggest`: what the rules propose for texts in a file of JSON lines.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use guillemet::model::TextIndex;
use guillemet::model::language::guess_language;
use guillemet::suggest::{Engine, Suggestions};
use serde_json::{Map, Value, json};

/// What to run over.
#[derive(Debug, Default)]
pub struct Options {
    /// A file whose lines are `{"id", "text"[, "lang"]}`.
    pub input: PathBuf,
}

/// One text that a line gives.
pub struct Text {
    /// A text or a number, given back as it came.
    pub id: Value,
    pub text: String,
    /// Its language as the line has it, else guessed.
    pub language: String,
}

/// Writes a line of suggestions for each line of texts; whether every line was a text.
pub fn run(options: &Options) -> Result<bool> {
    let source = read(&options.input)?;
    let mut output = io::stdout().lock();
    let mut all_well = true;
    for (n, line) in numbered(&source) {
        let text = line.and_then(object).and_then(|object| text_of(&object));
        match text {
            Ok(text) => {
                let suggestions = suggestions_for(&text);
                writeln!(output, "{}", written(&text, &suggestions))?;
            }
            Err(error) => {
                eprintln!("{}:{n}: {error}; the line is skipped", options.input.display());
                all_well = false;
            }
        }
    }
    Ok(all_well)
}

pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

/// The lines that hold something, with their numbers from 1 on; one that is no UTF-8 is wrong alone.
pub fn numbered(source: &[u8]) -> impl Iterator<Item = (usize, Result<&str, String>)> {
    let lines = source.split(|byte| *byte == b'\n').enumerate().map(|(n, line)| {
        let line = std::str::from_utf8(line).map(|line| line.trim_start_matches('\u{FEFF}').trim());
        (n + 1, line.map_err(|error| format!("it is no UTF-8: {error}")))
    });
    lines.filter(|(_, line)| line.as_ref().map_or(true, |line| !line.is_empty()))
}

pub fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("it is no object".to_owned()),
        Err(error) => Err(format!("it is no JSON: {error}")),
    }
}

pub fn text_of(object: &Map<String, Value>) -> Result<Text, String> {
    let id = match object.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id.clone(),
        _ => return Err("it has no `id`".to_owned()),
    };
    let text = object.get("text").and_then(Value::as_str).ok_or("it has no `text`")?.to_owned();
    let language = match object.get("lang") {
        None | Some(Value::Null) => guess_language(&text).to_owned(),
        Some(Value::String(language)) => language.clone(),
        Some(_) => return Err("its `lang` is no text".to_owned()),
    };
    Ok(Text { id, text, language })
}

/// Nothing where there are no rules for the language.
pub fn suggestions_for(text: &Text) -> Suggestions {
    Engine::for_language(&text.language).map(|engine| engine.suggest(&text.text)).unwrap_or_default()
}

fn written(text: &Text, suggestions: &Suggestions) -> Value {
    let index = TextIndex::new(&text.text);
    let spans = suggestions.spans.iter().map(|found| {
        let span = index.span_to_code_points(&text.text, found.span);
        let mut span = json!({
            "start": span.start.get(),
            "end": span.end.get(),
            "label": found.label,
            "rule": found.rule,
            "confidence": f64::from(found.confidence.get()) / 1000.0,
        });
        for (name, value) in &found.attributes {
            span[name.as_str()] = json!(value);
        }
        span
    });
    let relations = suggestions
        .relations
        .iter()
        .map(|relation| json!({ "kind": relation.kind, "from": relation.from, "to": relation.to }));
    let spans: Vec<Value> = spans.collect();
    let relations: Vec<Value> = relations.collect();
    json!({ "id": text.id, "spans": spans, "relations": relations })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Result<Text, String> {
        text_of(&object(line)?)
    }

    #[test]
    fn offsets_are_written_in_code_points() {
        let text = text(r#"{"id": "a", "text": "😀 « Le pont est déjà fermé », a-t-il dit.", "lang": "fr"}"#);
        let text = text.expect("it is a text");
        let line = written(&text, &suggestions_for(&text));
        assert_eq!(line["spans"][0]["start"], 2);
        assert_eq!(line["spans"][0]["end"], 28);
        assert_eq!(line["spans"][1]["label"], "source");
        assert_eq!(line["relations"][0], json!({ "kind": "said_by", "from": 0, "to": 1 }));
    }

    #[test]
    fn a_line_that_is_no_text_says_why() {
        for (line, error) in [
            ("[]", "it is no object"),
            ("{\"text\": \"a\"}", "it has no `id`"),
            ("{\"id\": 1}", "it has no `text`"),
            ("{\"id\": 1, \"text\": \"a\", \"lang\": 3}", "its `lang` is no text"),
        ] {
            assert_eq!(text(line).err().as_deref(), Some(error));
        }
        assert!(text("{").err().expect("it is wrong").starts_with("it is no JSON"));
    }

    #[test]
    fn a_language_without_rules_gives_nothing() {
        let text = text(r#"{"id": 7, "text": "« Ja », sagt er.", "lang": "tlh"}"#).expect("it is a text");
        assert!(suggestions_for(&text).is_empty());
        assert_eq!(text.id, 7);
    }

    #[test]
    fn a_line_that_is_no_utf_8_is_wrong_alone() {
        let source = b"\xEF\xBB\xBF{}\r\n\n\xFF\n[]";
        let lines: Vec<_> = numbered(source).map(|(n, line)| (n, line.ok())).collect();
        assert_eq!(lines, [(1, Some("{}")), (3, None), (4, Some("[]"))]);
    }
}

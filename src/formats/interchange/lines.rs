//! JSON Lines, both ways: a bad line costs only itself.

use serde::Serialize;

pub(in crate::formats) use crate::formats::guillemet_json::lines::line;

use super::opened::TextFile;
use crate::formats::error::FormatError;
use crate::formats::guillemet_json::lines::on_line;
use crate::formats::json::Json;
use crate::messages::{Message, message};

/// A value as one line of ASCII alone, for readers that guess the encoding.
pub fn ascii_line(value: &impl Serialize) -> String {
    let mut line = String::new();
    for c in json(value).chars() {
        if c.is_ascii() {
            line.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                line.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    line.push('\n');
    line
}

/// A value as JSON.
pub fn json(value: &impl Serialize) -> String {
    match serde_json::to_string(value) {
        Ok(json) => json,
        // OK because writing to memory does not fail, and all keys of our maps are strings.
        Err(error) => unreachable!("what we write is always JSON: {error}"),
    }
}

/// A line of a file, counted from 1, as a report names it.
#[must_use]
pub fn place_of_line(file: &str, line: usize) -> Message {
    message::place_inside(file, message::place_line(line.to_string()))
}

/// The records of a file, one at a time: of each line, of a list, or the one that it is; with the place of
/// each. A list that breaks off gives what comes before.
pub fn records(file: &TextFile) -> Box<dyn Iterator<Item = (Message, Result<Json<'_>, FormatError>)> + '_> {
    let text = file.text.as_str();
    if is_lines(file) {
        let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
        return Box::new(lines.map(|(n, line)| {
            let value = Json::parse(line).map_err(|error| on_line(error, n + 1));
            (place_of_line(&file.name, n + 1), value)
        }));
    }
    match text.trim_start().strip_prefix('[') {
        Some(rest) => Box::new(List { file, at: Some(text.len() - rest.len()), number: 0 }),
        None => Box::new(std::iter::once((file.name.as_str().into(), Json::parse(text)))),
    }
}

fn is_lines(file: &TextFile) -> bool {
    if matches!(file.ending().as_str(), "jsonl" | "ndjson") {
        return true;
    }
    let mut lines = file.text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default().trim();
    first.starts_with('{') && (first.ends_with('}') || lines.next().is_some_and(|line| line.starts_with('{')))
}

/// The values of a list, each parsed when it is asked for.
struct List<'a> {
    file: &'a TextFile,
    /// Where the next begins; `None` after the last.
    at: Option<usize>,
    number: usize,
}

impl<'a> Iterator for List<'a> {
    type Item = (Message, Result<Json<'a>, FormatError>);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.file.text.as_str();
        let at = self.at.take()?;
        let begins = at + text[at..].len() - text[at..].trim_start().len();
        if text[begins..].starts_with(']') && self.number == 0 {
            return None;
        }
        let place = Message::verbatim(format!("{}[{}]", self.file.name, self.number));
        self.number += 1;
        let (value, end) = match Json::at(text, begins) {
            Ok(read) => read,
            Err(error) => return Some((place, Err(error))),
        };
        let after = text[end..].trim_start();
        if let Some(rest) = after.strip_prefix(',') {
            self.at = Some(text.len() - rest.len());
        } else if !after.starts_with(']') {
            // Asked again, it says what is wrong there.
            self.at = Some(text.len() - after.len());
        }
        Some((place, Ok(value)))
    }
}

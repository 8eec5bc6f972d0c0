//! From articles to `.txt`, `.ann` and the configuration that brat needs to show them.

use std::collections::HashMap;

use super::is_break;
use crate::formats::interchange::file_names::FileNames;
use crate::formats::interchange::text_files::text_in_file;
use crate::formats::interchange::tokens::is_blank;
use crate::formats::interchange::{Pieces, Plan, Writer, ordered_relations};
use crate::model::{AnnotationId, Document, Scheme, Span};

pub(super) struct Files {
    names: FileNames,
    configuration: String,
    colours: String,
}

impl Files {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        Self {
            names: FileNames::default(),
            configuration: configuration(plan.scheme),
            colours: colours(plan.scheme),
        }
    }
}

/// A name as brat's files can hold it: without blanks and the signs of their syntax.
pub(super) fn type_name(name: &str) -> String {
    let sign = |c: char| is_blank(c) || c.is_control() || ":;,|<>[]{}#".contains(c);
    name.chars().map(|c| if sign(c) { '_' } else { c }).collect()
}

fn names(names: &[crate::model::Name]) -> String {
    names.iter().map(|name| type_name(name.as_str())).collect::<Vec<_>>().join("|")
}

fn configuration(scheme: &Scheme) -> String {
    let mut text = String::from("[entities]\n");
    for label in &scheme.labels {
        text += &format!("{}\n", type_name(label.name.as_str()));
    }
    text += "\n[relations]\n";
    for kind in &scheme.relations {
        text += &format!(
            "{}\tArg1:{}, Arg2:{}\n",
            type_name(kind.name.as_str()),
            names(&kind.from),
            names(&kind.to)
        );
    }
    // Spans may lie as they will.
    text += "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n";
    for label in &scheme.labels {
        for def in &label.attributes {
            text += &format!(
                "{}\tArg:{}, Value:{}\n",
                type_name(def.name.as_str()),
                type_name(label.name.as_str()),
                names(&def.values)
            );
        }
    }
    text
}

fn colours(scheme: &Scheme) -> String {
    let mut text = String::from(
        "[labels]\n\n[drawing]\nSPAN_DEFAULT\tfgColor:white, bgColor:#4d4d4d, borderColor:darken\n",
    );
    for label in &scheme.labels {
        text += &format!("{}\tbgColor:{}\n", type_name(label.name.as_str()), label.color);
    }
    text
}

/// A text with line feeds alone, and the way from its places to those of the article's.
struct Plain {
    text: String,
    /// For each carriage return that left, in order, its byte in the article.
    gone: Vec<u32>,
}

impl Plain {
    fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut gone = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\r' if chars.peek().is_some_and(|(_, next)| *next == '\n') => gone.push(at as u32),
                '\r' => plain.push('\n'),
                c => plain.push(c),
            }
        }
        Self { text: plain, gone }
    }

    /// A place inside a CRLF becomes the one after the line feed.
    fn place(&self, byte: u32) -> usize {
        let before = self.gone.partition_point(|gone| *gone < byte);
        let inside = before > 0 && self.gone[before - 1] + 1 == byte;
        byte as usize - before + usize::from(inside)
    }

    fn span(&self, span: Span) -> (usize, usize) {
        (self.place(span.start.get()), self.place(span.end.get()))
    }
}

/// The stretches of a span between signs that could end a line or a column, in bytes.
fn pieces(text: &str, (start, end): (usize, usize)) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut at = start;
    for piece in text[start..end].split_inclusive(is_break) {
        let bare = piece.trim_end_matches(is_break);
        if !bare.is_empty() {
            pieces.push((at, at + bare.len()));
        }
        at += piece.len();
    }
    pieces
}

impl Writer for Files {
    fn several_files(&self) -> bool {
        true
    }

    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("annotation.conf");
        out.text(self.configuration.as_str());
        out.file("visual.conf");
        out.text(self.colours.as_str());
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let name = self.names.name(document.article().id().as_str());
        let plain = Plain::new(&text_in_file(document.article().text()));
        let lines = annotations(document, &plain);
        out.file(format!("{name}.txt"));
        out.text(plain.text);
        out.file(format!("{name}.ann"));
        out.text(lines);
    }
}

fn annotations(document: &Document, plain: &Plain) -> String {
    let text = plain.text.as_str();
    let mut lines = String::new();
    let mut numbers: HashMap<&AnnotationId, usize> = HashMap::new();
    let (mut attributes, mut notes) = (0, 0);
    // In text order each start is counted from the one before.
    let (mut known, mut counted) = (0, 0);
    for annotation in document.annotations().iter() {
        let pieces = pieces(text, plain.span(annotation.span));
        let Some((first, _)) = pieces.first().copied() else { continue };
        if first < known {
            (known, counted) = (0, 0);
        }
        counted += text[known..first].chars().count();
        known = first;
        let number = numbers.len() + 1;
        numbers.insert(&annotation.id, number);
        let (mut at, mut count) = (known, counted);
        let mut to = |byte: usize| {
            count += text[at..byte].chars().count();
            at = byte;
            count
        };
        let places: Vec<String> =
            pieces.iter().map(|(start, end)| format!("{} {}", to(*start), to(*end))).collect();
        let covered: Vec<&str> = pieces.iter().map(|(start, end)| &text[*start..*end]).collect();
        let label = type_name(annotation.label.as_str());
        lines += &format!("T{number}\t{label} {}\t{}\n", places.join(";"), covered.join(" "));
        for (name, value) in &annotation.attributes {
            attributes += 1;
            let (name, value) = (type_name(name.as_str()), type_name(value.as_str()));
            lines += &format!("A{attributes}\t{name} T{number} {value}\n");
        }
        if !annotation.note.is_empty() {
            notes += 1;
            lines += &format!("#{notes}\tAnnotatorNotes T{number}\t{}\n", on_one_line(&annotation.note));
        }
    }
    let mut count = 0;
    for relation in ordered_relations(document) {
        let ends = (numbers.get(&relation.from), numbers.get(&relation.to));
        if let (Some(from), Some(to)) = ends {
            count += 1;
            lines += &format!("R{count}\t{} Arg1:T{from} Arg2:T{to}\n", type_name(relation.kind.as_str()));
        }
    }
    lines
}

/// A note without what would end its line, or make a binary of its file.
pub(in crate::formats) fn on_one_line(note: &str) -> String {
    text_in_file(note).replace("\r\n", " ").replace(is_break, " ")
}

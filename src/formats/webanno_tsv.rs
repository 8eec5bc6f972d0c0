//! WebAnno TSV 3.3, an article a file: a row a token, offsets in UTF-16 units.
//!
//! Tokens are cut where annotations begin and end, so each annotation is whole tokens but for the blanks at its
//! ends. Annotations of several tokens, and those beside others, carry a number in brackets; a relation stands
//! on the row where it leads, with the first token of where it starts. INCEpTION prefers its XMI; this is for
//! what reads nothing else.

use std::collections::{BTreeMap, HashMap};

use super::interchange::file_names::FileNames;
use super::interchange::tags::words;
use super::interchange::tokens::without_blanks;
use super::interchange::{Carries, Format, Losses, Pieces, Writer, ordered_relations};
use super::offset_unit::{Counter, OffsetUnit};
use crate::messages::message;
use crate::model::boundaries::all_sentence_starts;
use crate::model::{Annotation, AnnotationId, Document, Name, Scheme, Span};

/// Tables for WebAnno.
pub const FORMAT: Format = Format {
    id: "webanno-tsv",
    name: message::format_webanno_tsv,
    about: message::format_webanno_tsv_about,
    extension: "tsv",
    carries: Carries {
        relations: true,
        attributes: true,
        notes: true,
        blanks_at_ends: false,
        ..Carries::SPANS
    },
    reader: None,
    writer: Some(|plan| {
        let mut attributes: Vec<Name> = Vec::new();
        for def in plan.scheme.labels.iter().flat_map(|label| &label.attributes) {
            if !attributes.contains(&def.name) {
                attributes.push(def.name.clone());
            }
        }
        Box::new(Tables { names: FileNames::default(), attributes })
    }),
    subsets: false,
    also_lost: Some(also_lost),
};

fn also_lost(document: &Document, _: &Scheme, losses: &mut Losses) {
    let text = document.article().text();
    let between = text.contains(['\r', '\n']);
    losses.add(message::lost_sentence_line_ends(), usize::from(between));
}

struct Tables {
    names: FileNames,
    attributes: Vec<Name>,
}

/// An annotation on its tokens.
struct Unit<'a> {
    annotation: &'a Annotation,
    /// The first and the last of its tokens.
    tokens: (usize, usize),
    /// Its number; 0 where one token has it alone.
    number: usize,
}

impl Writer for Tables {
    fn several_files(&self) -> bool {
        true
    }

    fn begin(&mut self, _: usize, _: &mut Pieces) {}

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        out.file(format!("{}.tsv", self.names.name(article.id().as_str())));
        let mut text = String::from("#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label|note");
        for name in &self.attributes {
            text += &format!("|{}", super::uima::feature_name(name.as_str()));
        }
        text += "\n#T_RL=custom.Relation|label|BT_custom.Span\n\n";
        text += &self.sentences(document);
        out.text(text);
    }
}

impl Tables {
    fn sentences(&self, document: &Document) -> String {
        let article = document.article();
        let words = words(document);
        let units = units(document, &words);
        let addresses = addresses(document, &words);
        let mut on_token: BTreeMap<usize, Vec<&Unit<'_>>> = BTreeMap::new();
        for unit in &units {
            for token in unit.tokens.0..=unit.tokens.1 {
                on_token.entry(token).or_default().push(unit);
            }
        }
        let relations = relations(document, &units, &addresses);
        let counter = Counter::new(article, OffsetUnit::Utf16);
        let mut text = String::new();
        let mut sentence = 0;
        for (n, word) in words.iter().enumerate() {
            if addresses[n].0 != sentence {
                sentence = addresses[n].0;
                let end = addresses[n..].partition_point(|address| address.0 == sentence) + n;
                let whole = Span { start: word.start, end: words[end - 1].end };
                text += &format!("\n#Text={}\n", escaped_text(article.covered(whole)));
            }
            let (start, end) = counter.count(*word);
            text += &format!(
                "{}-{}\t{start}-{end}\t{}\t",
                addresses[n].0,
                addresses[n].1,
                article.covered(*word)
            );
            let here = on_token.get(&n).map_or(&[][..], Vec::as_slice);
            let mut columns = vec![column(here, |annotation| Some(annotation.label.to_string()))];
            columns.push(column(here, |annotation| {
                Some(annotation.note.clone()).filter(|note| !note.is_empty())
            }));
            for name in &self.attributes {
                columns.push(column(here, |annotation| {
                    annotation.attributes.get(name).map(ToString::to_string)
                }));
            }
            columns.extend(relations.get(&n).cloned().unwrap_or(["_".to_owned(), "_".to_owned()]));
            text += &columns.join("\t");
            text += "\t\n";
        }
        text
    }
}

/// A feature of all annotations on a token: `_` where there is none, `*` where one says nothing.
fn column(units: &[&Unit<'_>], feature: impl Fn(&Annotation) -> Option<String>) -> String {
    if units.is_empty() {
        return "_".to_owned();
    }
    let cell = |unit: &&Unit<'_>| {
        let value = feature(unit.annotation).map_or("*".to_owned(), |value| escaped(&value));
        if unit.number == 0 { value } else { format!("{value}[{}]", unit.number) }
    };
    units.iter().map(cell).collect::<Vec<_>>().join("|")
}

/// The annotations on whole tokens. Those that cover only blanks are on none.
fn units<'a>(document: &'a Document, words: &[Span]) -> Vec<Unit<'a>> {
    let article = document.article();
    let mut units: Vec<Unit<'_>> = document
        .annotations()
        .iter()
        .filter_map(|annotation| {
            let span = without_blanks(article, annotation.span)?;
            let first = words.partition_point(|word| word.start < span.start);
            let last = words.partition_point(|word| word.end < span.end);
            Some(Unit { annotation: annotation.as_ref(), tokens: (first, last), number: 0 })
        })
        .collect();
    let mut alone: HashMap<usize, usize> = HashMap::new();
    for unit in &units {
        for token in unit.tokens.0..=unit.tokens.1 {
            *alone.entry(token).or_default() += 1;
        }
    }
    let mut number = 0;
    for unit in &mut units {
        if unit.tokens.0 != unit.tokens.1 || alone[&unit.tokens.0] > 1 {
            number += 1;
            unit.number = number;
        }
    }
    units
}

/// The sentence of each token and its number in there, both from 1.
fn addresses(document: &Document, words: &[Span]) -> Vec<(usize, usize)> {
    let mut starts = all_sentence_starts(document.article()).peekable();
    let (mut sentence, mut token) = (0, 0);
    words
        .iter()
        .map(|word| {
            let mut begins = sentence == 0;
            while starts.peek().is_some_and(|start| *start <= word.start) {
                starts.next();
                begins = true;
            }
            if begins {
                (sentence, token) = (sentence + 1, 0);
            }
            token += 1;
            (sentence, token)
        })
        .collect()
}

/// The two columns of relations for each token on which one leads.
fn relations(
    document: &Document,
    units: &[Unit<'_>],
    addresses: &[(usize, usize)],
) -> HashMap<usize, [String; 2]> {
    let by_id: HashMap<&AnnotationId, &Unit<'_>> =
        units.iter().map(|unit| (&unit.annotation.id, unit)).collect();
    let mut columns: HashMap<usize, [Vec<String>; 2]> = HashMap::new();
    for relation in ordered_relations(document) {
        let (Some(from), Some(to)) = (by_id.get(&relation.from), by_id.get(&relation.to)) else { continue };
        let (sentence, token) = addresses[from.tokens.0];
        let numbers = if from.number == 0 && to.number == 0 {
            String::new()
        } else {
            format!("[{}_{}]", from.number, to.number)
        };
        let [labels, places] = columns.entry(to.tokens.0).or_default();
        labels.push(escaped(relation.kind.as_str()));
        places.push(format!("{sentence}-{token}{numbers}"));
    }
    columns.into_iter().map(|(token, columns)| (token, columns.map(|column| column.join("|")))).collect()
}

/// A value whose signs mean nothing in the table.
fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for c in value.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => escaped.extend(['\\', c]),
            '>' if escaped.ends_with('-') => {
                escaped.pop();
                escaped.push_str("\\->");
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A sentence on one line.
fn escaped_text(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\\' => escaped.push_str("\\\\"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{WriteOptions, write};
    use crate::model::fixture::marked;
    use crate::model::{Edit, Relation};

    #[test]
    fn rows_carry_numbers_and_relations_on_their_tail() {
        let mut dataset = marked("👩 [quote:Oui, oui ], dit [source:Luc]. [denial:[quote:Non]].");
        let relation =
            Relation { id: "r".into(), kind: "said_by".into(), from: "a1".into(), to: "a2".into() };
        dataset.apply(&Edit::Relate { article: "fixture".into(), relation: relation.into() }).unwrap();
        let files = write(&super::FORMAT, &dataset, &WriteOptions::default()).unwrap();
        let table = "\
#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Span|label|note|manner
#T_RL=custom.Relation|label|BT_custom.Span


#Text=👩 Oui, oui , dit Luc.
1-1\t0-2\t👩\t_\t_\t_\t_\t_\t
1-2\t3-6\tOui\tquote[1]\t*[1]\t*[1]\t_\t_\t
1-3\t6-7\t,\tquote[1]\t*[1]\t*[1]\t_\t_\t
1-4\t8-11\toui\tquote[1]\t*[1]\t*[1]\t_\t_\t
1-5\t12-13\t,\t_\t_\t_\t_\t_\t
1-6\t14-17\tdit\t_\t_\t_\t_\t_\t
1-7\t18-21\tLuc\tsource\t*\t*\tsaid\\_by\t1-2[1_0]\t
1-8\t21-22\t.\t_\t_\t_\t_\t_\t

#Text=Non.
2-1\t23-26\tNon\tdenial[2]|quote[3]\t*[2]|*[3]\t*[2]|*[3]\t_\t_\t
2-2\t26-27\t.\t_\t_\t_\t_\t_\t
";
        assert_eq!(files[0].1, table);
    }
}

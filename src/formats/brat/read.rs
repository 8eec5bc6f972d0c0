//! From `.txt` and `.ann` to drafts.

use std::collections::{BTreeMap, HashMap};

use super::{CONTINUES, is_break};
use crate::formats::error::FormatError;
use crate::formats::interchange::lines::place_of_line;
use crate::formats::interchange::{
    Assembly, Draft, DraftRelation, DraftSpan, MAX_OF_ARTICLE, Opened, TextFile, Unit,
};
use crate::formats::placement::Counting;
use crate::formats::reading::quoted;
use crate::messages::{Message, message};
use crate::model::{ByteOffset, CodePointSpan, Span, TextIndex, Utf16Span};

/// How many lines are read on one text.
const MAX_LINES: usize = 1_000_000;

/// In how many pieces a span may be.
const MAX_PIECES: usize = 1_000;

/// How many attributes an article's annotations may have together.
const MAX_ATTRIBUTES: usize = 1_000_000;

pub(super) fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    let mut annotations: BTreeMap<&str, Vec<&TextFile>> = BTreeMap::new();
    for file in opened.files.iter().filter(|file| is_standoff(file)) {
        annotations.entry(file.stem()).or_default().push(file);
    }
    for text in opened.files.iter().filter(|file| file.ending() == "txt") {
        let files = annotations.remove(text.stem()).unwrap_or_default();
        read_article(text, &files, assembly);
    }
    let is_other = |file: &&TextFile| !is_standoff(file) && !matches!(file.ending().as_str(), "txt" | "conf");
    for file in opened.files.iter().filter(is_other) {
        assembly.reject(file.name.clone(), message::read_other_file());
    }
    for file in annotations.into_values().flatten() {
        assembly.reject(file.name.clone(), message::read_text_missing(format!("{}.txt", file.stem())));
    }
    Ok(())
}

/// `.a1` and `.a2` are what the BioNLP tasks call the two parts of an `.ann`.
fn is_standoff(file: &TextFile) -> bool {
    matches!(file.ending().as_str(), "ann" | "a1" | "a2")
}

/// What a line of standoff names.
struct Lines<'a> {
    draft: Draft,
    text: Text<'a>,
    /// Which spans each `T` became: one, or the fragments of one.
    spans: HashMap<String, Vec<usize>>,
    /// How many attributes there were.
    attributes: usize,
}

fn read_article(file: &TextFile, annotations: &[&TextFile], assembly: &mut Assembly<'_>) {
    let draft = Draft {
        place: file.name.as_str().into(),
        id: file.title().to_owned(),
        text: file.text.clone(),
        ..Draft::default()
    };
    let mut read = Lines {
        draft,
        text: Text { text: &file.text, index: TextIndex::new(&file.text) },
        spans: HashMap::new(),
        attributes: 0,
    };
    let continues = assembly.scheme().relation(&CONTINUES.into()).is_some();
    let all = || {
        annotations.iter().flat_map(|file| file.text.split('\n').enumerate().map(move |line| (file, line)))
    };
    if let Some((file, (n, _))) = all().nth(MAX_LINES) {
        assembly.reject(place_of_line(&file.name, n + 1), message::read_many_lines(MAX_LINES));
    }
    let lines = || all().take(MAX_LINES);
    // What names a span may stand before it.
    for spans_first in [true, false] {
        for (file, (n, line)) in lines() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.trim().is_empty() || line.starts_with('T') != spans_first {
                continue;
            }
            let place = || place_of_line(&file.name, n + 1);
            let read = if spans_first { read.span(line, continues) } else { read.other(line) };
            match read {
                Ok(()) => {}
                Err(Refusal::Once(why)) => assembly.reject(place(), why),
                Err(Refusal::Often(why)) => assembly.reject_often(place(), why),
            }
        }
    }
    for file in annotations.iter().filter(|file| !file.text.is_empty() && !file.text.ends_with('\n')) {
        assembly.repair(file.name.clone(), message::read_cut_off());
    }
    assembly.add(read.draft, Unit::Sure(Counting::CodePoints));
}

enum Refusal {
    Once(Message),
    Often(Message),
}

impl Lines<'_> {
    /// A line such as `T1`, tab, `quote 0 5;6 9`, tab, the text.
    fn span(&mut self, line: &str, continues: bool) -> Result<(), Refusal> {
        let refuse = || Refusal::Once(message::read_no_annotation(quoted(line, 60)));
        let mut parts = line.splitn(3, '\t');
        let id = parts.next().unwrap_or_default();
        let (label, places) = parts.next().and_then(|part| part.split_once(' ')).ok_or_else(refuse)?;
        // A line without its text may have lost digits, too.
        let covered = Some(parts.next().ok_or_else(refuse)?);
        let places = places.split(';').take(MAX_PIECES + 1).map(|place| {
            let (start, end) = place.trim().split_once(' ')?;
            Some((start.parse().ok()?, end.trim().parse().ok()?))
        });
        let places: Vec<(u64, u64)> = places.collect::<Option<_>>().ok_or_else(refuse)?;
        if places.len() > MAX_PIECES {
            return Err(Refusal::Once(message::read_many_pieces(MAX_PIECES)));
        }
        if self.spans.contains_key(id) {
            return Err(Refusal::Once(message::read_twice(quoted(id, 20))));
        }
        if self.draft.spans.len() + places.len() > MAX_OF_ARTICLE {
            return Err(Refusal::Often(message::read_many_annotations(MAX_OF_ARTICLE)));
        }
        let fragments = self.text.fragments(&places, covered);
        let split = fragments.len() > 1;
        let first = self.draft.spans.len();
        for (n, (start, end, covered)) in fragments.into_iter().enumerate() {
            let key = if n == 0 { id.to_owned() } else { format!("{id}+{n}") };
            if n > 0 && continues {
                self.draft.relations.push(DraftRelation {
                    kind: CONTINUES.to_owned(),
                    from: key.clone(),
                    to: if n == 1 { id.to_owned() } else { format!("{id}+{}", n - 1) },
                    ..DraftRelation::default()
                });
            }
            self.draft.spans.push(DraftSpan {
                key,
                label: label.to_owned(),
                start,
                end,
                covered,
                ..DraftSpan::default()
            });
        }
        self.spans.insert(id.to_owned(), (first..self.draft.spans.len()).collect());
        if split && !continues {
            return Err(Refusal::Often(message::read_pieces()));
        }
        Ok(())
    }

    fn other(&mut self, line: &str) -> Result<(), Refusal> {
        let refuse = || Refusal::Once(message::read_no_line(quoted(line, 60)));
        let mut parts = line.splitn(3, '\t');
        let id = parts.next().unwrap_or_default();
        let body = parts.next().unwrap_or_default();
        let rest = parts.next().unwrap_or_default();
        let words: Vec<&str> = body.split_whitespace().collect();
        match (id.chars().next(), words.as_slice()) {
            (Some('R'), [kind, ends @ ..]) => {
                let end =
                    |n: usize| ends.get(n).and_then(|end| end.split_once(':')).map(|(_, key)| key.to_owned());
                let (Some(from), Some(to)) = (end(0), end(1)) else { return Err(refuse()) };
                let id = String::new();
                self.draft.relations.push(DraftRelation { id, kind: (*kind).to_owned(), from, to });
            }
            (Some('A' | 'M'), [name, target, value @ ..]) => {
                let value = value.first().copied().unwrap_or("true");
                let spans = self.target(target)?;
                for n in spans {
                    // One of a span in many pieces is one of each: a small file could ask for more than there is memory.
                    self.attributes += 1;
                    if self.attributes > MAX_ATTRIBUTES {
                        return Err(Refusal::Often(message::read_many_attributes(MAX_ATTRIBUTES)));
                    }
                    self.draft.spans[n].attributes.push(((*name).to_owned(), value.to_owned()));
                }
            }
            (Some('#'), [_, target, ..]) => {
                // Notes of relations and of notes have no place here.
                let Some(first) = self.target(target)?.first().copied() else { return Ok(()) };
                let note = &mut self.draft.spans[first].note;
                if !note.is_empty() {
                    note.push('\n');
                }
                note.push_str(rest);
            }
            (Some('E'), _) => {
                return Err(Refusal::Often(message::read_events()));
            }
            (Some('N'), _) => return Err(Refusal::Often(message::read_references())),
            (Some('*'), _) => {
                return Err(Refusal::Often(message::read_equivalence()));
            }
            _ => return Err(refuse()),
        }
        Ok(())
    }

    fn target(&self, id: &str) -> Result<Vec<usize>, Refusal> {
        match self.spans.get(id) {
            Some(spans) => Ok(spans.clone()),
            None if id.starts_with('T') => Err(Refusal::Once(message::read_not_there(quoted(id, 20)))),
            None => Err(Refusal::Often(message::read_of_relations())),
        }
    }
}

struct Text<'a> {
    text: &'a str,
    index: TextIndex,
}

impl Text<'_> {
    /// The spans of the pieces of one `T` with what each covers: neighbours with only line ends and
    /// tabs between them are one. Which unit the pieces count in is seen by their text.
    fn fragments(&self, places: &[(u64, u64)], covered: Option<&str>) -> Vec<(u64, u64, Option<String>)> {
        if let [(start, end)] = places {
            return vec![(*start, *end, covered.map(str::to_owned))];
        }
        let units = [Counting::CodePoints, Counting::Utf16, Counting::Bytes];
        let fit = units.into_iter().find_map(|unit| {
            let spans: Vec<Span> =
                places.iter().map(|place| self.span(unit, *place)).collect::<Option<_>>()?;
            // Pieces that lie over one another could else come to more than there is memory.
            let together = spans.iter().map(|span| span.len() as usize + 1).sum::<usize>();
            if covered.is_none_or(|covered| covered.len() + 1 != together) {
                return None;
            }
            let joined = spans
                .iter()
                .map(|span| span.slice(self.text).unwrap_or_default())
                .collect::<Vec<_>>()
                .join(" ");
            (covered == Some(joined.as_str())).then_some(spans)
        });
        let Some(spans) = fit else {
            // As many characters of the text for each piece as it is long.
            let mut rest = covered.unwrap_or_default().chars();
            let piece = |(start, end): &(u64, u64)| {
                let text: String = rest.by_ref().take(end.saturating_sub(*start) as usize).collect();
                rest.next();
                (*start, *end, covered.map(|_| text))
            };
            return places.iter().map(piece).collect();
        };
        let mut fragments: Vec<((u64, u64), Span)> = Vec::new();
        for (place, span) in places.iter().zip(spans) {
            if let Some((before, whole)) = fragments.last_mut()
                && let Some(gap) = self.text.get(whole.end.index()..span.start.index())
                && gap.chars().all(is_break)
            {
                before.1 = place.1;
                whole.end = span.end;
                continue;
            }
            fragments.push((*place, span));
        }
        let told =
            |((start, end), span): ((u64, u64), Span)| (start, end, span.slice(self.text).map(str::to_owned));
        fragments.into_iter().map(told).collect()
    }

    fn span(&self, unit: Counting, (start, end): (u64, u64)) -> Option<Span> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        match unit {
            Counting::Utf16 => self.index.span_from_utf16(self.text, Utf16Span::new(start, end)),
            Counting::Bytes => {
                let span = Span { start: ByteOffset::new(start), end: ByteOffset::new(end) };
                span.slice(self.text).map(|_| span)
            }
            Counting::CodePoints | Counting::CrlfAsOne => {
                self.index.span_from_code_points(self.text, CodePointSpan::new(start, end))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Import, Input, Opened, ReadOptions, read};
    use crate::model::fixture::drawn;

    fn import(text: &str, annotations: &str) -> Import {
        let input = |name: &str, text: &str| Input { name: name.into(), bytes: text.into() };
        let opened = Opened::new(vec![input("a.txt", text), input("a.ann", annotations)]).unwrap();
        read(&opened, None, &ReadOptions::default()).unwrap()
    }

    #[test]
    fn pieces_over_a_line_end_are_one_and_others_continue() {
        let import = import(
            "Oui\nnon, dit-il, et puis non 👩.",
            "R1\tsaid_by Arg1:T1 Arg2:T2\t\nT1\tquote 0 3;4 7\tOui non\nT2\tsource 13 15\til\nT3\tquote 17 19;25 28\tet non\nA1\tmanner T1 direct\n#1\tAnnotatorNotes T1\tsûr\n",
        );
        assert_eq!(import.reading.rejected, []);
        let dataset = import.reading.into_dataset().unwrap();
        assert_eq!(drawn(&dataset), "[quote:Oui\nnon], dit-[source:il], [quote:et] puis [quote:non] 👩.");
        let document = &dataset.documents()[0];
        let mut kinds: Vec<_> =
            document.relations().iter().map(|relation| relation.kind.to_string()).collect();
        kinds.sort();
        assert_eq!(kinds, ["continues", "said_by"]);
        let first = document.annotations().at_rank(0).unwrap();
        assert_eq!((first.note.as_str(), first.attributes.len()), ("sûr", 1));
    }

    #[test]
    fn more_lines_and_pieces_than_are_read_are_told_and_the_rest_is_kept() {
        let pieces = "0 1;".repeat(2_000);
        let many = format!(
            "T1\tquote 0 3\tOui\nT2\tquote {pieces}0 3\tOui\n{}T3\tquote 0 3\tOui\n",
            "\n".repeat(999_998)
        );
        let import = import("Oui", &many);
        let told: Vec<_> = import.reading.rejected.iter().map(|report| report.place.to_string()).collect();
        assert_eq!(told, ["a.ann line 1000001", "a.ann line 2"]);
        assert_eq!(import.reading.documents[0].annotations.len(), 1);
    }

    #[test]
    fn a_bad_line_costs_only_itself_and_is_named() {
        let import =
            import("Oui", "T1\tquote 0 3\tOui\nT2\tquote 0\nT3\tquote 0 99\tOui et\nE1\tquote:T1\nX\n");
        let rejected: Vec<_> =
            import.reading.rejected.iter().map(|report| report.place.to_string()).collect();
        assert_eq!(
            rejected,
            ["a.ann line 2", "a.ann line 4", "a.ann line 5", "a.txt annotation T3 “Oui et”"]
        );
        assert_eq!(import.reading.documents[0].annotations.len(), 1);
    }

    #[test]
    fn offsets_in_utf16_or_bytes_are_seen_by_the_text() {
        for (unit, places) in [("UTF-16", "4 7"), ("bytes", "7 10")] {
            let read = import("👩 \u{a0}Oui.", &format!("T1\tquote {places}\tOui\n"));
            assert_eq!(drawn(&read.reading.clone().into_dataset().unwrap()), "👩 \u{a0}[quote:Oui].");
            assert!(
                read.reading.repaired[0].reason.to_string().contains(unit),
                "{:?}",
                read.reading.repaired
            );
        }
    }
}

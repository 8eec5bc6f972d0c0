//! `cargo xtask eval`: how well the rules find what people annotated.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use guillemet::model::TextIndex;
use guillemet::suggest::{Confidence, DEFAULT_THRESHOLD};
use serde_json::{Map, Value};

use crate::suggest::{Text, numbered, object, read, suggestions_for, text_of};

/// What to measure against, and how.
#[derive(Debug)]
pub struct Options {
    /// A file whose lines are `{"id", "text", "spans": [{"start", "end", "label"}]}`, in code points.
    pub gold: PathBuf,
    /// Only suggestions at least so sure count.
    pub threshold: Confidence,
    /// Whether to print what was missed and what was wrongly proposed.
    pub errors: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { gold: PathBuf::new(), threshold: DEFAULT_THRESHOLD, errors: false }
    }
}

/// A stretch in code points.
type Stretch = (u32, u32);

/// How a proposal may match a person's span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    Exact,
    Partial,
    Overlap,
}

const MODES: [(Mode, &str); 3] =
    [(Mode::Exact, "exact"), (Mode::Partial, "IoU >= 0.5"), (Mode::Overlap, "overlap")];

/// How many were proposed, how many there are, and how many of both fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    matched: u32,
    proposed: u32,
    gold: u32,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.matched += other.matched;
        self.proposed += other.proposed;
        self.gold += other.gold;
    }

    fn line(self) -> String {
        let share = |of: u32| if of == 0 { 0.0 } else { f64::from(self.matched) / f64::from(of) };
        let (precision, recall) = (share(self.proposed), share(self.gold));
        let sum = precision + recall;
        let f1 = if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum };
        format!(
            "P {precision:.3}  R {recall:.3}  F1 {f1:.3}   ({} right of {} proposed, {} there)",
            self.matched, self.proposed, self.gold
        )
    }
}

/// A proposal: where, and by which rule.
struct Proposed {
    stretch: Stretch,
    rule: String,
}

struct Gold {
    text: Text,
    spans: Vec<(String, Stretch)>,
}

/// Prints the figures; whether every line could be read.
pub fn run(options: &Options) -> Result<bool> {
    let source = read(&options.gold)?;
    let mut all_well = true;
    let mut sums = Sums::default();
    for (n, line) in numbered(&source) {
        match line.and_then(object).and_then(|object| gold_of(&object)) {
            Ok(gold) => sums.add(&gold, options),
            Err(error) => {
                eprintln!("{}:{n}: {error}; the line is skipped", options.gold.display());
                all_well = false;
            }
        }
    }
    print!("{}", sums.report());
    Ok(all_well)
}

fn gold_of(object: &Map<String, Value>) -> Result<Gold, String> {
    let text = text_of(object)?;
    let length = TextIndex::new(&text.text).code_point_len();
    let spans = object.get("spans").and_then(Value::as_array).ok_or("it has no `spans`")?;
    let spans = spans.iter().map(|span| {
        let place = |name| span.get(name).and_then(Value::as_u64).and_then(|at| u32::try_from(at).ok());
        let label = span.get("label").and_then(Value::as_str).ok_or("a span has no `label`")?;
        match (place("start"), place("end")) {
            (Some(start), Some(end)) if start < end && end <= length => Ok((label.to_owned(), (start, end))),
            _ => Err(format!("a span of `{label}` does not lie in the text")),
        }
    });
    let spans = spans.collect::<Result<_, String>>()?;
    Ok(Gold { text, spans })
}

#[derive(Default)]
struct Sums {
    documents: u32,
    labels: BTreeMap<String, BTreeMap<Mode, Counts>>,
    rules: BTreeMap<(String, String), Counts>,
    errors: String,
}

impl Sums {
    fn add(&mut self, gold: &Gold, options: &Options) {
        self.documents += 1;
        let index = TextIndex::new(&gold.text.text);
        let suggestions = suggestions_for(&gold.text).at_least(options.threshold);
        let mut proposals: BTreeMap<String, Vec<Proposed>> = BTreeMap::new();
        for found in suggestions.spans {
            let span = index.span_to_code_points(&gold.text.text, found.span);
            let proposed =
                Proposed { stretch: (span.start.get(), span.end.get()), rule: found.rule.to_string() };
            proposals.entry(found.label.to_string()).or_default().push(proposed);
        }
        let mut labels: Vec<&str> = gold.spans.iter().map(|(label, _)| label.as_str()).collect();
        labels.extend(proposals.keys().map(String::as_str));
        labels.retain(|label| !label.starts_with("x-"));
        labels.sort_unstable();
        labels.dedup();
        for label in labels {
            let there: Vec<Stretch> =
                gold.spans.iter().filter(|(other, _)| other == label).map(|(_, stretch)| *stretch).collect();
            let ignored: Vec<Stretch> = gold
                .spans
                .iter()
                .filter(|(zone, _)| ignores(zone, label))
                .map(|(_, stretch)| *stretch)
                .collect();
            let none = Vec::new();
            let proposed = proposals.get(label).unwrap_or(&none);
            let proposed = counted(proposed, &there, &ignored);
            let stretches: Vec<Stretch> = proposed.iter().map(|proposed| proposed.stretch).collect();
            for (mode, _) in MODES {
                let (right, _) = matches(&there, &stretches, mode);
                let counts = Counts {
                    matched: right.len() as u32,
                    proposed: stretches.len() as u32,
                    gold: there.len() as u32,
                };
                self.labels.entry(label.to_owned()).or_default().entry(mode).or_default().add(counts);
            }
            let (found, right) = matches(&there, &stretches, Mode::Partial);
            for (n, proposed) in proposed.iter().enumerate() {
                let counts = Counts { matched: right.contains(&n).into(), proposed: 1, gold: 0 };
                self.rules.entry((label.to_owned(), proposed.rule.clone())).or_default().add(counts);
                if options.errors && !right.contains(&n) {
                    self.tell("wrong ", gold, label, proposed.stretch, &proposed.rule);
                }
            }
            for (n, stretch) in there.iter().enumerate() {
                if options.errors && !found.contains(&n) {
                    self.tell("missed", gold, label, *stretch, "");
                }
            }
        }
    }

    fn tell(&mut self, what: &str, gold: &Gold, label: &str, (start, end): Stretch, rule: &str) {
        let chars: Vec<char> = gold.text.text.chars().collect();
        let part = |from: usize, to: usize| {
            let part: String = chars[from.min(chars.len())..to.min(chars.len())].iter().collect();
            part.replace('\n', " / ")
        };
        let (start, end) = (start as usize, end as usize);
        let id = gold.text.id.as_str().map_or_else(|| gold.text.id.to_string(), str::to_owned);
        let (before, inside, after) =
            (part(start.saturating_sub(60), start), part(start, end), part(end, end + 60));
        let _ = writeln!(self.errors, "{what} {label} {id} {rule}\n    {before}[{inside}]{after}");
    }

    fn report(&self) -> String {
        let mut report = self.errors.clone();
        let _ = writeln!(report, "{} documents", self.documents);
        for (label, modes) in &self.labels {
            let _ = writeln!(report, "{label}");
            for (mode, name) in MODES {
                let counts = modes.get(&mode).copied().unwrap_or_default();
                let _ = writeln!(report, "  {name:<10}  {}", counts.line());
            }
            for ((_, rule), counts) in self.rules.iter().filter(|((other, _), _)| other == label) {
                let gold = modes.get(&Mode::Partial).map_or(0, |counts| counts.gold);
                let _ = writeln!(report, "    {rule:<28}  {}", Counts { gold, ..*counts }.line());
            }
        }
        report
    }
}

/// Whether proposals of a label that lie in a zone do not count.
fn ignores(zone: &str, label: &str) -> bool {
    match label {
        "quote" => matches!(zone, "x-attitude" | "x-unlabelled"),
        "source" => zone == "x-attitude-source",
        _ => matches!(zone, "x-attitude" | "x-attitude-source" | "x-unlabelled"),
    }
}

/// The proposals that count: those that match nothing and lie for at least half in a zone do not.
fn counted<'a>(proposed: &'a [Proposed], gold: &[Stretch], zones: &[Stretch]) -> Vec<&'a Proposed> {
    let stretches: Vec<Stretch> = proposed.iter().map(|proposed| proposed.stretch).collect();
    let (_, keepers) = matches(gold, &stretches, Mode::Overlap);
    let kept = proposed.iter().enumerate().filter(|(n, proposed)| {
        let (start, end) = proposed.stretch;
        let ignored = (start..end).filter(|at| zones.iter().any(|zone| zone.0 <= *at && *at < zone.1));
        keepers.contains(n) || ignored.count() as u32 * 2 < end - start
    });
    kept.map(|(_, proposed)| proposed).collect()
}

/// Pairs each span with one proposal at most, the best pairs first; the places of those that have a partner.
fn matches(gold: &[Stretch], proposed: &[Stretch], mode: Mode) -> (Vec<usize>, Vec<usize>) {
    let mut pairs = Vec::new();
    for (g, there) in gold.iter().enumerate() {
        for (p, found) in proposed.iter().enumerate() {
            let common = there.1.min(found.1).saturating_sub(there.0.max(found.0));
            if common == 0 {
                continue;
            }
            let union = (there.1 - there.0) + (found.1 - found.0) - common;
            let fits = match mode {
                Mode::Exact => there == found,
                Mode::Partial => common * 2 >= union,
                Mode::Overlap => true,
            };
            let worth =
                if mode == Mode::Overlap { f64::from(common) } else { f64::from(common) / f64::from(union) };
            if fits {
                pairs.push((worth, g, p));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut with_partner, mut partners) = (Vec::new(), Vec::new());
    for (_, g, p) in pairs {
        if !with_partner.contains(&g) && !partners.contains(&p) {
            with_partner.push(g);
            partners.push(p);
        }
    }
    (with_partner, partners)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(lines: &[&str]) -> Sums {
        let mut sums = Sums::default();
        for line in lines {
            let gold = object(line).and_then(|object| gold_of(&object)).expect("it is gold");
            sums.add(&gold, &Options { errors: true, ..Options::default() });
        }
        sums
    }

    #[test]
    fn each_span_has_one_partner_at_most_and_the_best() {
        assert_eq!(matches(&[(0, 10)], &[(0, 4), (0, 9)], Mode::Partial), (vec![0], vec![1]));
        assert_eq!(matches(&[(0, 10)], &[(9, 20)], Mode::Partial), (vec![], vec![]));
        assert_eq!(matches(&[(0, 10)], &[(9, 20)], Mode::Overlap), (vec![0], vec![0]));
        assert_eq!(matches(&[(0, 10), (0, 10)], &[(0, 10)], Mode::Exact).0, [0]);
    }

    #[test]
    fn what_lies_in_an_ignored_zone_does_not_count_unless_it_matches() {
        let proposed = |stretch| Proposed { stretch, rule: String::new() };
        let all = [proposed((0, 4)), proposed((10, 14)), proposed((20, 24))];
        let kept = counted(&all, &[(0, 4)], &[(0, 12)]);
        assert_eq!(kept.iter().map(|proposed| proposed.stretch).collect::<Vec<_>>(), [(0, 4), (20, 24)]);
        assert!(ignores("x-attitude", "quote") && !ignores("x-attitude-source", "quote"));
    }

    #[test]
    fn a_document_is_measured_label_by_label_and_rule_by_rule() {
        let line = r#"{"id": "a", "lang": "fr", "text": "« Le pont est fermé », a dit le maire.",
            "spans": [{"start": 0, "end": 21, "label": "quote"}, {"start": 29, "end": 37, "label": "denial"}]}"#;
        let sums = sums(&[line]);
        let all = Counts { matched: 1, proposed: 1, gold: 1 };
        assert_eq!(sums.labels["quote"][&Mode::Exact], all);
        assert_eq!(sums.labels["source"][&Mode::Overlap], Counts { matched: 0, proposed: 1, gold: 0 });
        assert_eq!(sums.labels["denial"][&Mode::Partial], Counts { matched: 0, proposed: 0, gold: 1 });
        let report = sums.report();
        assert!(report.contains("fr/quotation-verb-source"), "{report}");
        assert!(report.contains("missed denial a"), "{report}");
    }

    #[test]
    fn a_span_outside_the_text_is_told() {
        let line = r#"{"id": "a", "text": "é", "spans": [{"start": 0, "end": 2, "label": "quote"}]}"#;
        let error = object(line).and_then(|object| gold_of(&object)).err();
        assert_eq!(error.as_deref(), Some("a span of `quote` does not lie in the text"));
    }
}

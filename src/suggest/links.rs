//! Brings together what the rules propose: one span where several agree, its relations, and whom a pronoun names.

use std::collections::{HashMap, HashSet};

use crate::model::{Name, Span};

use super::clauses::Stretch;
use super::lexicon::Classes;
use super::suggestion::{Confidence, DEFAULT_THRESHOLD, SuggestedRelation, Suggestion, Suggestions};
use super::units::{Kind, Units};

/// One span of a proposal, in units.
#[derive(Clone, Debug)]
struct Part {
    label: Label,
    stretch: Stretch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Quote,
    Source,
    Denial,
}

impl Label {
    fn name(self) -> Name {
        match self {
            Self::Quote => "quote",
            Self::Source => "source",
            Self::Denial => "denial",
        }
        .into()
    }
}

/// What one match of a rule proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    rule: usize,
    sure: Confidence,
    parts: Vec<Part>,
}

impl Proposal {
    /// A match's labelled stretches of units.
    #[must_use]
    pub fn new(rule: usize, sure: Confidence, parts: &[(&str, Stretch)]) -> Self {
        let parts = parts.iter().filter_map(|(label, stretch)| {
            let label = match *label {
                "quote" => Label::Quote,
                "source" => Label::Source,
                "denial" => Label::Denial,
                _ => return None,
            };
            Some(Part { label, stretch: *stretch })
        });
        Self { rule, sure, parts: parts.collect() }
    }
}

impl Proposal {
    /// Whom it names as a source, where it is surer than a guess.
    #[must_use]
    pub fn source(&self) -> Option<Stretch> {
        let is_source = |part: &&Part| part.label == Label::Source;
        (self.sure >= DEFAULT_THRESHOLD)
            .then(|| self.parts.iter().find(is_source).map(|part| part.stretch))
            .flatten()
    }
}

/// Adds what was found inside quotations. Who said the quote also denies what is denied in it.
#[must_use]
pub fn nest(outer: Suggestions, within: Suggestions) -> Suggestions {
    // Relations stand in the order of where they start, and quotes do not overlap.
    let said: Vec<(Span, usize)> = outer
        .relations
        .iter()
        .filter(|relation| relation.kind == "said_by")
        .map(|relation| (outer.spans[relation.from].span, relation.to))
        .collect();
    let enclosing = |span: Span| {
        let after = said.partition_point(|(quote, _)| quote.end < span.end);
        said.get(after).filter(|(quote, _)| quote.encloses(span)).map(|(_, source)| *source)
    };
    let denied: HashSet<usize> = within
        .relations
        .iter()
        .filter(|relation| relation.kind == "denied_by")
        .map(|relation| relation.from)
        .collect();
    let first = outer.spans.len();
    let mut links: Vec<SuggestedRelation> = Vec::new();
    for (n, found) in within.spans.iter().enumerate() {
        if found.label == "denial"
            && !denied.contains(&n)
            && let Some(source) = enclosing(found.span)
        {
            links.push(SuggestedRelation { kind: "denied_by".into(), from: first + n, to: source });
        }
    }
    let mut all = outer;
    all.append(within);
    all.relations.extend(links);
    let mut order: Vec<usize> = (0..all.spans.len()).collect();
    order.sort_by_key(|n| (all.spans[*n].span.start, std::cmp::Reverse(all.spans[*n].span.end)));
    let mut place = vec![0; order.len()];
    for (at, n) in order.iter().enumerate() {
        place[*n] = at;
    }
    let spans = order.iter().map(|n| all.spans[*n].clone()).collect();
    let mut relations: Vec<SuggestedRelation> = all
        .relations
        .into_iter()
        .map(|relation| SuggestedRelation { from: place[relation.from], to: place[relation.to], ..relation })
        .collect();
    relations.sort_by(|a, b| (a.from, a.to, &a.kind).cmp(&(b.from, b.to, &b.kind)));
    Suggestions { spans, relations }
}

/// How many units may stand between a quote and its denial.
const NEAR: usize = 25;

/// A span that is kept.
struct Kept {
    label: Label,
    stretch: Stretch,
    rule: usize,
    sure: Confidence,
}

/// The suggestions that proposals come to. Offsets are moved by `shift` bytes.
#[must_use]
pub fn resolve(units: &Units<'_>, mut proposals: Vec<Proposal>, rules: &[Name], shift: u32) -> Suggestions {
    // The surest first; of equals the one that says more, then the earlier.
    let size = |proposal: &Proposal| {
        proposal.parts.iter().map(|part| part.stretch.1 - part.stretch.0).sum::<usize>()
    };
    proposals.sort_by_key(|proposal| {
        let first = proposal.parts.iter().map(|part| part.stretch.0).min();
        (
            std::cmp::Reverse(proposal.sure),
            std::cmp::Reverse(proposal.parts.len()),
            std::cmp::Reverse(size(proposal)),
            first,
        )
    });
    let mut kept: Vec<Kept> = Vec::new();
    // For each label and unit the kept span that covers it.
    let mut covers = vec![[None::<usize>; 3]; units.units.len()];
    let mut links: Vec<(usize, usize, &'static str)> = Vec::new();
    let mut attributed: HashSet<usize> = HashSet::new();
    for proposal in &proposals {
        let mut places = Vec::with_capacity(proposal.parts.len());
        // A source for what a surer proposal attributed already is none, unless that holds it.
        let said = proposal.parts.iter().filter(|part| part.label != Label::Source);
        let known: Vec<Option<usize>> = said
            .map(|part| {
                let covered = (part.stretch.0..part.stretch.1).find_map(|at| covers[at][part.label as usize]);
                covered.filter(|place| attributed.contains(place))
            })
            .collect();
        for part in &proposal.parts {
            let lane = part.label as usize;
            let holds = |place: &Option<usize>| {
                place.is_some_and(|place| {
                    kept[place].stretch.0 <= part.stretch.0 && part.stretch.1 <= kept[place].stretch.1
                })
            };
            let is_late = !known.is_empty() && known.iter().all(Option::is_some);
            if part.label == Label::Source && is_late && !known.iter().any(holds) {
                continue;
            }
            let covered = (part.stretch.0..part.stretch.1).find_map(|at| covers[at][lane]);
            let place = covered.unwrap_or_else(|| {
                kept.push(Kept {
                    label: part.label,
                    stretch: part.stretch,
                    rule: proposal.rule,
                    sure: proposal.sure,
                });
                for cover in &mut covers[part.stretch.0..part.stretch.1] {
                    cover[lane] = Some(kept.len() - 1);
                }
                kept.len() - 1
            });
            places.push((part.label, place));
        }
        let of = |label| places.iter().filter(move |(other, _)| *other == label).map(|(_, place)| *place);
        for source in of(Label::Source) {
            let speech = of(Label::Quote).map(|quote| (quote, "said_by"));
            for (from, kind) in speech.chain(of(Label::Denial).map(|denial| (denial, "denied_by"))) {
                attributed.insert(from);
                links.push((from, source, kind));
            }
        }
        for denial in of(Label::Denial) {
            // What a denial holds is the denier's own.
            let other = |quote: &usize| {
                let (inner, outer) = (kept[*quote].stretch, kept[denial].stretch);
                inner.0 < outer.0 || outer.1 < inner.1
            };
            links.extend(of(Label::Quote).filter(other).map(|quote| (denial, quote, "denies")));
        }
        let quotes: Vec<usize> = of(Label::Quote).collect();
        links.extend(quotes.windows(2).map(|pair| (pair[1], pair[0], "continues")));
    }
    // The surest proposal says whose a quote is.
    let mut said = HashSet::new();
    links.retain(|(from, to, kind)| from != to && (*kind == "continues" || said.insert((*from, *kind))));
    denied_quotes(&kept, &mut links);
    pronouns(units, &kept, &mut links);
    finish(units, &kept, &links, rules, shift)
}

/// Leads a denial to the quote right before it that somebody else said.
fn denied_quotes(kept: &[Kept], links: &mut Vec<(usize, usize, &'static str)>) {
    let speakers: HashMap<usize, usize> = links
        .iter()
        .filter(|(_, _, kind)| *kind == "said_by" || *kind == "denied_by")
        .map(|link| (link.0, link.1))
        .collect();
    let mut order: Vec<usize> = (0..kept.len()).collect();
    order.sort_by_key(|n| kept[*n].stretch);
    let mut quote: Option<usize> = None;
    for n in order {
        match kept[n].label {
            Label::Quote => quote = Some(n),
            Label::Denial => {
                let near = quote.filter(|quote| {
                    let gap = kept[n].stretch.0.checked_sub(kept[*quote].stretch.1);
                    let other = match (speakers.get(&n), speakers.get(quote)) {
                        (Some(a), Some(b)) => a != b,
                        _ => true,
                    };
                    gap.is_some_and(|gap| gap <= NEAR) && other
                });
                if let Some(quote) = near {
                    links.push((n, quote, "denies"));
                }
            }
            Label::Source => {}
        }
    }
}

/// Leads what a pronoun said also to the nearest name before it that fits.
fn pronouns(units: &Units<'_>, kept: &[Kept], links: &mut Vec<(usize, usize, &'static str)>) {
    let mut sources: Vec<usize> = (0..kept.len()).filter(|n| kept[*n].label == Label::Source).collect();
    sources.sort_by_key(|n| kept[*n].stretch);
    let pronoun = Classes::SUBJECT.with(Classes::OBLIQUE);
    let is_pronoun = |n: usize| {
        let (start, end) = kept[n].stretch;
        end == start + 1 && units.units[start].is(pronoun)
    };
    let mut named = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        if !is_pronoun(*source) {
            continue;
        }
        let before = sources[..at].iter().rev().take(12);
        let name = before
            .copied()
            .find(|other| !is_pronoun(*other) && agree(units, kept[*other].stretch, kept[*source].stretch.0));
        if let Some(name) = name {
            named.push((*source, name));
        }
    }
    named.sort_unstable();
    let known: HashSet<_> = links.iter().copied().collect();
    let further: Vec<_> = links
        .iter()
        .filter_map(|(from, to, kind)| {
            let found = named.binary_search_by_key(to, |(pronoun, _)| *pronoun).ok()?;
            Some((*from, named[found].1, *kind))
        })
        .collect();
    links.extend(further.into_iter().filter(|link| !known.contains(link)));
}

/// Whether a noun phrase can be what a pronoun stands for, by gender and number as far as they are known.
fn agree(units: &Units<'_>, phrase: Stretch, pronoun: usize) -> bool {
    let pronoun = units.units[pronoun].entry.classes;
    let head = units.units[phrase.0..phrase.1].iter().take(4);
    let genders = Classes::MASCULINE.with(Classes::FEMININE).with(Classes::NEUTER);
    let mut known = Classes::NONE;
    let mut plural = None;
    for unit in head {
        if !known.any(genders) && unit.is(genders) {
            known = unit.entry.classes;
        }
        if plural.is_none() && (unit.is(Classes::DETERMINER) || unit.is(genders)) {
            plural = Some(unit.is(Classes::PLURAL));
        }
    }
    let gender_fits = [Classes::MASCULINE, Classes::FEMININE, Classes::NEUTER]
        .into_iter()
        .any(|gender| known.any(gender) && pronoun.any(gender));
    let gender_fits = gender_fits || !known.any(genders) || !pronoun.any(genders);
    gender_fits && plural.unwrap_or(false) == pronoun.any(Classes::PLURAL)
}

fn finish(
    units: &Units<'_>,
    kept: &[Kept],
    links: &[(usize, usize, &'static str)],
    rules: &[Name],
    shift: u32,
) -> Suggestions {
    let span = |stretch: Stretch| {
        let (first, last) = (&units.units[stretch.0], &units.units[stretch.1 - 1]);
        // Of a hanging pronoun the pronoun alone: `-t-il` is `il`.
        let hangs_by = if first.hangs {
            units.text[first.start..first.end].rfind(['-', '\u{2010}', '\u{2011}'])
        } else {
            None
        };
        let dash = |at: usize| units.text[first.start + at..].chars().next().map_or(0, char::len_utf8);
        let start = first.start + hangs_by.map_or(0, |at| at + dash(at));
        Span::new(start as u32 + shift, last.end as u32 + shift)
    };
    let mut order: Vec<usize> = (0..kept.len()).collect();
    order.sort_by_key(|n| {
        let span = span(kept[*n].stretch);
        (span.start, std::cmp::Reverse(span.end), kept[*n].label)
    });
    let mut place = vec![0; kept.len()];
    for (at, n) in order.iter().enumerate() {
        place[*n] = at;
    }
    let spans = order.iter().map(|n| {
        let kept = &kept[*n];
        Suggestion {
            span: span(kept.stretch),
            label: kept.label.name(),
            attributes: match kept.label {
                Label::Quote => vec![("manner".into(), manner(units, kept.stretch).into())],
                _ => Vec::new(),
            },
            rule: rules[kept.rule].clone(),
            confidence: kept.sure,
        }
    });
    let mut relations: Vec<SuggestedRelation> = links
        .iter()
        .map(|(from, to, kind)| SuggestedRelation {
            kind: (*kind).into(),
            from: place[*from],
            to: place[*to],
        })
        .collect();
    relations.sort_by(|a, b| (a.from, a.to, &a.kind).cmp(&(b.from, b.to, &b.kind)));
    relations.dedup();
    Suggestions { spans: spans.collect(), relations }
}

/// How a quote is reported: in marks, without, or both.
fn manner(units: &Units<'_>, (start, end): Stretch) -> &'static str {
    let marked = |at: &usize| matches!(units.units[*at].kind, Kind::Quotation(_));
    if (start..end).all(|at| marked(&at)) {
        "direct"
    } else if (start..end).any(|at| marked(&at)) {
        "mixed"
    } else {
        "indirect"
    }
}

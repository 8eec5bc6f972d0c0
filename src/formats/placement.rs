//! Puts the annotations of a foreign article where they belong, or refuses them.
//!
//! A claim is a pair of offsets with, mostly, the text that they should cover. Where text and offsets
//! agree, that is the place. Where they do not, the offsets may be in another unit; else the text is
//! looked for, exactly and then as a reader sees it, and taken only where there is no doubt. Knows no
//! format: every one that carries offsets is read through [`place`].
//!
//! Time is bounded: linear in text and claims, but for one search over the text with a fixed budget.

mod anchors;
mod decomposition;
mod folding;
mod search;
mod units;

use std::collections::HashMap;

use self::anchors::{Anchor, Anchors, REACH, REACH_IN_A_WORD};
use self::decomposition::combining_class;
use self::folding::{Folded, alike};
use self::units::Resolver;
use super::reading::quoted;
use crate::messages::{Message, message};
use crate::model::{Article, Span};

pub use self::units::Counting;

/// How many characters of covered text must fit before another unit is believed.
const EVIDENCE: usize = 3;

/// From how many bytes on a text that begins or ends inside a word is as certain as any other.
const LONG: usize = 16;

/// Offsets, end exclusive, and the text that they should cover; `None` or empty where the file says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The first place inside.
    pub start: u64,
    /// The first place after.
    pub end: u64,
    /// What stands there, says the file.
    pub covered: Option<&'a str>,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It stands where the file says.
    Kept(Span),
    /// It was found again; what was wrong and where it is now.
    Mended(Span, Message),
    /// Why it has no certain place.
    Refused(Message),
}

/// What became of all claims on one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placements {
    /// One for each claim, in order. Those that only the unit mended are `Kept`.
    pub each: Vec<Placement>,
    /// Where the file counts in another unit than it says: that unit, and how many claims it mended.
    pub other_unit: Option<(Counting, usize)>,
}

/// Places all claims on one article. Every span given is one that the article accepts.
#[must_use]
pub fn place(article: &Article, unit: Counting, claims: &[Claim<'_>]) -> Placements {
    let resolver =
        if unit == Counting::CrlfAsOne { Resolver::with_line_ends(article) } else { Resolver::new(article) };
    let mut each: Vec<Option<Placement>> =
        claims.iter().map(|claim| as_given(article, &resolver, unit, claim)).collect();
    let mut other_unit = None;
    if each.iter().any(Option::is_none) {
        other_unit = try_other_units(article, unit, claims, &mut each);
    }
    if each.iter().any(Option::is_none) {
        find_again(article, &resolver, unit, claims, &mut each);
    }
    let lost = || Placement::Refused(message::placed_nowhere());
    Placements {
        each: each.into_iter().map(|placement| placement.unwrap_or_else(lost)).collect(),
        other_unit,
    }
}

/// What the claim says is there, if it says so.
fn covered<'a>(claim: &Claim<'a>) -> Option<&'a str> {
    claim.covered.filter(|text| !text.is_empty())
}

/// The placement where offsets and text agree, or where there are only offsets; `None` where they contradict.
fn as_given(
    article: &Article,
    resolver: &Resolver<'_>,
    unit: Counting,
    claim: &Claim<'_>,
) -> Option<Placement> {
    let span = resolver.span(unit, claim.start, claim.end);
    match (covered(claim), span) {
        (Some(text), Some(span)) if article.covered(span) == text => Some(Placement::Kept(span)),
        (Some(_), _) => None,
        (None, Some(span)) if !span.is_empty() => Some(Placement::Kept(span)),
        (None, _) => Some(Placement::Refused(no_place(article, unit, claim))),
    }
}

fn no_place(article: &Article, unit: Counting, claim: &Claim<'_>) -> Message {
    let Claim { start, end, .. } = claim;
    let shown = |place: &u64| place.to_string();
    let length = match unit {
        Counting::CodePoints | Counting::CrlfAsOne => article.index().code_point_len() as usize,
        Counting::Utf16 => article.index().utf16_len() as usize,
        Counting::Bytes => article.text().len(),
    };
    if start == end {
        message::placed_on_nothing(shown(start))
    } else if start > end {
        message::placed_turned(shown(start), shown(end))
    } else if *end > length as u64 {
        message::placed_outside(shown(start), shown(end), length.to_string(), unit.name())
    } else {
        message::placed_in_character(shown(start), shown(end), unit.name())
    }
}

/// Takes the other unit in which all claims that do not fit do: for the whole article where the others
/// fit in it too, else for those alone. Two units that disagree are no answer.
fn try_other_units(
    article: &Article,
    unit: Counting,
    claims: &[Claim<'_>],
    each: &mut [Option<Placement>],
) -> Option<(Counting, usize)> {
    let resolver = Resolver::with_line_ends(article);
    let wrong: Vec<usize> = (0..claims.len()).filter(|n| each[*n].is_none()).collect();
    let evidence: usize = wrong
        .iter()
        .filter_map(|n| covered(&claims[*n]))
        .map(|text| text.chars().take(EVIDENCE).count())
        .sum();
    if evidence < EVIDENCE {
        return None;
    }
    let fits = |other: Counting, n: usize| {
        let text = covered(&claims[n])?;
        let span = resolver.span(other, claims[n].start, claims[n].end)?;
        let there = article.covered(span);
        let same = there == text || (other == Counting::CrlfAsOne && same_but_for_crlf(there, text));
        (same && !span.is_empty()).then_some(span)
    };
    let mut answer: Option<(Counting, Vec<Span>)> = None;
    for other in Counting::ALL {
        if other == unit || (other == Counting::CrlfAsOne && !resolver.has_crlf()) {
            continue;
        }
        let Some(spans) = wrong.iter().map(|n| fits(other, *n)).collect::<Option<Vec<_>>>() else { continue };
        match &answer {
            None => answer = Some((other, spans)),
            Some((_, known)) if *known == spans => {}
            Some(_) => return None,
        }
    }
    let (other, spans) = answer?;
    let others_fit = (0..claims.len()).all(|n| covered(&claims[n]).is_none() || fits(other, n).is_some());
    for (n, span) in wrong.iter().zip(&spans) {
        each[*n] = Some(Placement::Kept(*span));
    }
    let mut mended = wrong.len();
    if others_fit {
        for (n, claim) in claims.iter().enumerate() {
            let span = resolver.span(other, claim.start, claim.end).filter(|span| !span.is_empty());
            let placement = match span {
                Some(span) => Placement::Kept(span),
                None => Placement::Refused(no_place(article, other, claim)),
            };
            if each[n].as_ref() != Some(&placement) {
                mended += 1;
                each[n] = Some(placement);
            }
        }
    }
    Some((other, mended))
}

fn same_but_for_crlf(there: &str, text: &str) -> bool {
    fn lines(text: &str) -> impl Iterator<Item = &str> {
        text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))
    }
    there.len() <= 2 * text.len() && lines(there).eq(lines(text))
}

/// Looks for the text of each claim that has no place yet.
fn find_again(
    article: &Article,
    resolver: &Resolver<'_>,
    unit: Counting,
    claims: &[Claim<'_>],
    each: &mut [Option<Placement>],
) {
    // At its place but for blanks, signs and the form of accents.
    for (claim, placement) in claims.iter().zip(each.iter_mut()).filter(|(_, placement)| placement.is_none())
    {
        if let (Some(text), Some(span)) = (covered(claim), resolver.span(unit, claim.start, claim.end))
            && !span.is_empty()
            && alike(article.covered(span), text)
        {
            let there = quoted(article.covered(span), 40);
            *placement = Some(Placement::Mended(span, message::placed_alike(there)));
        }
    }
    let exact = Hunt { article, resolver, unit, claims, folded: None };
    exact.run(each);
    if each.iter().any(Option::is_none) {
        let folded = Folded::new(article.text());
        Hunt { folded: Some(folded), ..exact }.run(each);
    }
}

struct Hunt<'a> {
    article: &'a Article,
    resolver: &'a Resolver<'a>,
    unit: Counting,
    claims: &'a [Claim<'a>],
    /// The text to search, where it is not the article's own.
    folded: Option<Folded>,
}

impl Hunt<'_> {
    /// Places what is certain, refuses what stands at several places, leaves what is nowhere.
    fn run(&self, each: &mut [Option<Placement>]) {
        let wanted: Vec<usize> = (0..each.len()).filter(|n| each[*n].is_none()).collect();
        let mut needles: Vec<String> = Vec::new();
        let mut number = HashMap::new();
        let mut needle_of = Vec::with_capacity(wanted.len());
        for n in &wanted {
            let needle = self.needle(covered(&self.claims[*n]).unwrap_or_default());
            needle_of.push(*number.entry(needle).or_insert_with_key(|needle| {
                needles.push(needle.clone());
                needles.len() - 1
            }));
        }
        // Equal texts are one needle; folded ones may come out empty.
        let searched: Vec<usize> = (0..needles.len()).filter(|n| !needles[*n].is_empty()).collect();
        let texts: Vec<&str> = searched.iter().map(|n| needles[*n].as_str()).collect();
        let haystack = self.folded.as_ref().map_or(&**self.article.text(), |folded| &folded.text);
        let Some(found) = search::places(haystack, &texts, search::BUDGET) else {
            for n in wanted {
                each[n] = Some(Placement::Refused(message::placed_too_many()));
            }
            return;
        };
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); needles.len()];
        let mut in_words = vec![false; needles.len()];
        for (n, starts) in searched.into_iter().zip(found) {
            let length = needles[n].len() as u32;
            let places = starts.into_iter().filter_map(|start| self.original(start, start + length));
            spans[n] = places.filter(|span| !self.cuts_accent(*span)).collect();
            if length < LONG as u32 {
                let words: Vec<Span> =
                    spans[n].iter().copied().filter(|span| !self.cuts_word(*span)).collect();
                in_words[n] = words.is_empty();
                if !in_words[n] {
                    spans[n] = words;
                }
            }
        }
        let mut doubtful = Vec::new();
        for (n, needle) in wanted.into_iter().zip(needle_of) {
            match spans[needle].as_slice() {
                [] => {}
                [only] if !in_words[needle] => each[n] = Some(self.mended(n, *only, "only")),
                _ => doubtful.push((n, needle)),
            }
        }
        if doubtful.is_empty() {
            return;
        }
        let anchors =
            Anchors::new(self.claims.iter().zip(each.iter()).filter_map(
                |(claim, placement)| match placement {
                    Some(Placement::Kept(span) | Placement::Mended(span, _)) => {
                        let actual =
                            self.article.index().to_code_point(self.article.text(), span.start).get();
                        Some(Anchor { given: self.given(claim), actual, at: span.start })
                    }
                    _ => None,
                },
            ));
        for (n, needle) in doubtful {
            let places = &spans[needle];
            let reach = if in_words[needle] { REACH_IN_A_WORD } else { REACH };
            let placement = match anchors.certain(self.article, self.given(&self.claims[n]), places, reach) {
                Some(span) => self.mended(n, span, "nearest"),
                None => Placement::Refused(message::placed_doubtful(places.len())),
            };
            each[n] = Some(placement);
        }
    }

    fn needle(&self, text: &str) -> String {
        match self.folded {
            Some(_) => Folded::new(text).text.trim().to_owned(),
            None => text.to_owned(),
        }
    }

    fn original(&self, start: u32, end: u32) -> Option<Span> {
        match &self.folded {
            Some(folded) => Some(Span::new(folded.original(start)?, folded.original(end)?)),
            None => Some(Span::new(start, end)),
        }
    }

    fn cuts_accent(&self, span: Span) -> bool {
        self.article.text()[span.end.index()..].chars().next().is_some_and(|c| combining_class(c) != 0)
    }

    fn cuts_word(&self, span: Span) -> bool {
        let text = self.article.text();
        let joined = |at: usize| {
            let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            before && text[at..].chars().next().is_some_and(char::is_alphanumeric)
        };
        joined(span.start.index()) || joined(span.end.index())
    }

    /// Where a claim says that it starts, in code points as far as that can be told.
    fn given(&self, claim: &Claim<'_>) -> u64 {
        match self.resolver.span(self.unit, claim.start, claim.start) {
            Some(span) => self.article.index().to_code_point(self.article.text(), span.start).get().into(),
            None => claim.start,
        }
    }

    fn mended(&self, n: usize, span: Span, why: &str) -> Placement {
        let Claim { start, end, .. } = self.claims[n];
        let now = self.article.index().span_to_code_points(self.article.text(), span);
        let form = if self.folded.is_some() { "alike" } else { "same" };
        let (from, to) = (now.start.get().to_string(), now.end.get().to_string());
        Placement::Mended(
            span,
            message::placed_again(start.to_string(), end.to_string(), from, to, form, why),
        )
    }
}

#[cfg(test)]
mod tests;

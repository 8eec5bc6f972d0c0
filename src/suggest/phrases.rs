//! Noun phrases: where they begin and end, and whether they can speak.

use super::clauses::{Clauses, Stretch};
use super::lexicon::{Classes, Entry};
use super::quotations::Quotation;
use super::units::{Kind, Units};
use super::verbs::Form;

/// What may open a noun phrase, beside a capital.
pub(super) const OPENERS: Classes = Classes::DETERMINER
    .with(Classes::PERSON)
    .with(Classes::GROUP)
    .with(Classes::DOCUMENT)
    .with(Classes::ADDRESS)
    .with(Classes::PRONOUN);

/// What can speak.
const SPEAKERS: Classes = Classes::PERSON
    .with(Classes::GROUP)
    .with(Classes::DOCUMENT)
    .with(Classes::ADDRESS)
    .with(Classes::PRONOUN)
    .with(Classes::SUBJECT)
    .with(Classes::OBLIQUE);

/// What no noun phrase holds.
const OUTSIDERS: Classes = Classes::SUBJECT
    .with(Classes::SPEAKER)
    .with(Classes::RELATIVE)
    .with(Classes::SUBORDINATOR)
    .with(Classes::CONTRAST)
    .with(Classes::NEGATION)
    .with(Classes::SOURCING);

/// Words that mean nothing by themselves.
pub(super) const FUNCTION: Classes = Classes::DETERMINER
    .with(Classes::OF)
    .with(Classes::PREPOSITION)
    .with(Classes::COORDINATOR)
    .with(Classes::ADVERB)
    .with(Classes::NEGATIVE)
    .with(Classes::CLITIC);

impl Clauses<'_> {
    /// Whether a unit may stand inside a noun phrase.
    pub(super) fn fits_phrase(&self, at: usize) -> bool {
        let unit = self.unit(at);
        match unit.kind {
            Kind::Number => true,
            Kind::Sign => {
                matches!(
                    &self.units.text[unit.start..unit.end],
                    "%" | "&" | "/" | "'" | "’" | "€" | "$" | "°"
                )
            }
            Kind::Word => {
                if unit.hangs && unit.is(Classes::SUBJECT) || unit.is(OUTSIDERS) && !unit.capital {
                    return false;
                }
                if unit.is(OUTSIDERS) && at == self.body {
                    return false;
                }
                self.verb_over(at).is_none_or(|verb| verb.form == Form::Participle)
            }
            _ => false,
        }
    }

    pub(super) fn opens_phrase(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.is_word()
            && (unit.is(OPENERS) || unit.capital && !(at == self.body && unit.is(FUNCTION)))
            && !unit.is(OUTSIDERS)
            && !self.is_finite_verb(at)
            || unit.kind == Kind::Number
    }

    pub(super) fn is_content(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.is_word() && (!unit.is(FUNCTION) || unit.is(Classes::PRONOUN) || unit.capital && at != self.body)
    }

    /// Whether a noun phrase can be somebody's who speaks, by its words.
    #[must_use]
    pub fn can_speak(&self, (start, end): Stretch) -> bool {
        let head = (start..end)
            .take_while(|at| *at == start || !self.unit(*at).is(Classes::OF.with(Classes::PREPOSITION)));
        let mut named = false;
        let mut unsourced = false;
        for at in head {
            let unit = self.unit(at);
            if unit.is(SPEAKERS) {
                return true;
            }
            unsourced |= unit.is(Classes::TIME.with(Classes::UNSOURCED));
            let opens_text = at == self.body && (unit.is(Classes::DETERMINER) || unit.is(Classes::ADVERB));
            named |= unit.capital && !opens_text && !unit.is(Classes::DETERMINER);
        }
        named && !unsourced
    }

    /// The words before the colon at a paragraph's start, where one of them is somebody's who speaks: *Mayor: …*
    #[must_use]
    pub fn speaking_heading(&self) -> Option<Stretch> {
        let colon = self.body.checked_sub(1).filter(|at| *at > self.sentence.start)?;
        let start = (self.sentence.start..colon).find(|at| self.unit(*at).is_word())?;
        let fits = self.unit(colon).kind == Kind::Colon && (start..colon).all(|at| self.fits_phrase(at));
        let speaks = Classes::PERSON.with(Classes::GROUP).with(Classes::DOCUMENT).with(Classes::ADDRESS);
        (fits && (start..colon).any(|at| self.unit(at).is(speaks))).then_some((start, colon))
    }

    /// Whether a noun phrase names somebody by itself: all in capitals, or with an article and able to speak.
    #[must_use]
    pub fn is_name(&self, (start, end): Stretch) -> bool {
        let capitals = (start..end).all(|at| {
            let unit = self.unit(at);
            unit.capital || !unit.is_word() || unit.is(Classes::OF.with(Classes::ADDRESS))
        });
        capitals || self.unit(start).is(Classes::DETERMINER) && self.can_speak((start, end))
    }

    /// The opening parenthesis of the closing one before `end`, if it is near.
    pub(super) fn open_before(&self, end: usize) -> Option<usize> {
        let floor = self.body.max(end.saturating_sub(12));
        (floor..end).rev().find(|at| self.unit(*at).kind == Kind::Open)
    }

    /// The noun phrase that ends before `end`.
    #[must_use]
    pub fn phrase_before(&self, end: usize) -> Option<Stretch> {
        let from = self.region_before(end);
        let start = (from..end).find(|at| {
            if !self.opens_phrase(*at) || self.unit(*at).is(Classes::TIME) {
                return false;
            }
            // *le lendemain un communiqué*: a time stands before the phrase.
            if self.unit(*at).is(Classes::DETERMINER) && *at + 1 < end && self.unit(*at + 1).is(Classes::TIME)
            {
                return false;
            }
            if *at == from {
                return true;
            }
            let before = self.unit(*at - 1);
            let inside =
                Classes::OF.with(Classes::PREPOSITION).with(Classes::DETERMINER).with(Classes::ADDRESS);
            if before.is(inside) && before.is_word() || before.kind == Kind::Stop {
                return false;
            }
            // A coordinated noun is no start, unless the coordination joins clauses.
            !before.is(Classes::COORDINATOR) || *at == from + 1
        })?;
        (start..end).any(|at| self.is_content(at)).then_some((start, end))
    }

    /// The noun phrase that ends before `end` and that a relative clause after it is about: the nearest that can
    /// speak, be it inside another.
    pub(super) fn nearest_phrase_before(&self, end: usize) -> Option<Stretch> {
        let whole = self.phrase_before(end);
        let from = self.region_before(end);
        let inner = (from + 1..end).rev().find(|at| {
            let before = self.unit(*at - 1);
            self.opens_phrase(*at)
                && !self.unit(*at).is(Classes::TIME)
                && (before.is(Classes::PREPOSITION) && before.is_word()
                    || whole.is_none_or(|whole| whole.0 == *at))
        });
        let inner = inner.map(|at| (at, end)).filter(|inner| self.can_speak(*inner));
        if inner.is_some() || whole.is_some_and(|whole| self.can_speak(whole)) {
            return inner.or(whole);
        }
        // *aucun mot de la direction, qui…*
        let after_of = (from + 1..end).rev().find(|at| {
            self.unit(*at - 1).is(Classes::OF) && self.opens_phrase(*at) && self.can_speak((*at, end))
        });
        after_of.map(|at| (at, end)).or(whole)
    }

    /// Where the words that may belong to a noun phrase that ends before `end` begin.
    pub(super) fn region_before(&self, end: usize) -> usize {
        let mut from = end;
        while from > self.body {
            let at = from - 1;
            let unit = self.unit(at);
            if unit.kind == Kind::Stop && at > self.body && self.abbreviates(at) {
                from = at - 1;
                continue;
            }
            if unit.kind == Kind::Close
                && let Some(open) = self.open_before(at)
            {
                from = open;
                continue;
            }
            if let Kind::Quotation(n) = unit.kind {
                if words_in(self.units, &self.units.quotations[n]) > 4 || from == end {
                    break;
                }
                from = at;
                continue;
            }
            if unit.is(Classes::COORDINATOR) && from == end {
                break;
            }
            // *l'association représentant les salariés*: a reduced relative clause, unless it reports.
            let reduced = from < end
                && self.verb_over(at).is_some_and(|verb| verb.form == Form::Gerund && !self.reports(verb));
            if !reduced && !self.fits_phrase(at) {
                break;
            }
            from = at;
        }
        from
    }

    /// Whether a stop belongs to the abbreviation before it: `M. Durand`, `J. Durand`.
    pub(super) fn abbreviates(&self, stop: usize) -> bool {
        let before = self.unit(stop - 1);
        before.end == self.unit(stop).start
            && (before.is(Classes::ADDRESS) || before.capital && before.end - before.start <= 3)
    }

    /// The places inside a noun phrase where another may begin: `told CBC News the | department`.
    pub fn seams(&self, (start, end): Stretch) -> impl Iterator<Item = usize> {
        (start + 1..end).rev().filter(move |at| {
            let (unit, before) = (self.unit(*at), self.unit(*at - 1));
            let joins =
                Classes::OF.with(Classes::PREPOSITION).with(Classes::DETERMINER).with(Classes::COORDINATOR);
            !before.is(joins) && (unit.is(Classes::DETERMINER) || unit.capital && !before.capital)
        })
    }

    /// The noun phrase that begins at `start`, with its complements and its apposition.
    #[must_use]
    pub fn phrase_after(&self, start: usize) -> Option<Stretch> {
        let limit = self.sentence.end;
        if start >= limit {
            return None;
        }
        let first = self.unit(start);
        if first.is(Classes::SUBJECT.with(Classes::OBLIQUE)) && !first.hangs && !first.is(Classes::DETERMINER)
        {
            return Some((start, start + 1));
        }
        // *local residents*: an adjective before the noun, without an article.
        let adjectives = (start..limit).take_while(|at| self.unit(*at).is(Classes::ADJECTIVE)).count();
        let bare = start + if first.capital { 0 } else { adjectives };
        if bare >= limit || !self.opens_phrase(bare) || self.unit(bare).is(Classes::TIME) {
            return None;
        }
        let mut end = self.bare_phrase(bare);
        if !(start..end).any(|at| self.is_content(at)) {
            return None;
        }
        if let Some(apposition) = self.apposition_after((start, end)) {
            end = apposition;
        }
        Some((start, end))
    }

    pub(super) fn bare_phrase(&self, start: usize) -> usize {
        let limit = self.sentence.end;
        let mut at = start;
        let mut titled = false;
        while at < limit {
            let unit = self.unit(at);
            if unit.kind == Kind::Open && at > start {
                let close = (at..limit.min(at + 10)).find(|at| self.unit(*at).kind == Kind::Close);
                match close {
                    Some(close) => {
                        at = close + 1;
                        continue;
                    }
                    None => break,
                }
            }
            // `J.-F. Durand`, `M. Durand`.
            if unit.kind == Kind::Stop {
                if at > start && self.abbreviates(at) && at + 1 < limit && self.unit(at + 1).capital {
                    at += 1;
                    continue;
                }
                break;
            }
            if !self.fits_phrase(at) {
                break;
            }
            if at > start && !self.phrase_goes_on(at, titled) {
                break;
            }
            titled |= unit.is(Classes::PERSON.with(Classes::GROUP));
            at += 1;
        }
        while at > start + 1
            && self.unit(at - 1).is(Classes::OF
                .with(Classes::PREPOSITION)
                .with(Classes::COORDINATOR)
                .with(Classes::DETERMINER)
                .with(Classes::ADVERB)
                .with(Classes::CLITIC))
            && !self.unit(at - 1).capital
        {
            at -= 1;
        }
        // *le rapport publié lundi*: the participle goes with what follows.
        let cut_short = at < limit && self.unit(at).is(Classes::TIME.with(Classes::PREPOSITION));
        if cut_short && at > start + 2 && self.verb_over(at - 1).is_some() && !self.unit(at - 1).is(SPEAKERS)
        {
            at -= 1;
        }
        at
    }

    /// Whether a noun phrase that holds the unit before `at` holds this one too, which could stand in one.
    pub(super) fn phrase_goes_on(&self, at: usize, titled: bool) -> bool {
        let (before, unit) = (self.unit(at - 1), self.unit(at));
        let next_fits = at + 1 < self.sentence.end && self.fits_phrase(at + 1);
        if unit.is(Classes::TIME) && !before.is(Classes::OF) {
            return false;
        }
        if unit.is(Classes::COORDINATOR) {
            return next_fits && self.opens_phrase(at + 1) && !self.clause_begins(at + 1);
        }
        if unit.is(Classes::OF) {
            return next_fits;
        }
        if unit.is(Classes::PREPOSITION) {
            // *ministre délégué à la ville*, but *le maire à midi*.
            let governed = titled && before.is_word() && !before.capital && !unit.is(Classes::LOOSE);
            return governed && next_fits && !self.unit(at + 1).is(Classes::TIME);
        }
        if unit.is(Classes::ADVERB.with(Classes::CLITIC)) && !next_fits {
            return false;
        }
        if unit.is(Classes::DETERMINER) && !unit.capital && self.is_content(at - 1) && !before.capital {
            return false;
        }
        let is_verb = self.verb_over(at).is_some() && unit.is(Classes::NOUN);
        !is_verb || before.is(Classes::ADVERB)
    }

    /// Whether a finite verb follows the noun phrase that opens at `start`.
    pub(super) fn clause_begins(&self, start: usize) -> bool {
        let mut at = start;
        while at < self.sentence.end
            && at < start + 15
            && self.fits_phrase(at)
            && !self.unit(at).is(Classes::COORDINATOR)
        {
            at += 1;
        }
        at < self.sentence.end && self.is_finite_verb(at)
    }

    /// Whether an unknown noun with a complement stands at a place: `cliente de la banque`.
    pub(super) fn is_bare_noun(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.is_word()
            && !unit.capital
            && unit.entry == Entry::default()
            && (at + 1..self.sentence.end.min(at + 3)).any(|at| self.unit(at).is(Classes::OF))
    }

    /// The end of the apposition after a noun phrase: `Anne Petit, porte-parole du ministère`.
    pub(super) fn apposition_after(&self, phrase: Stretch) -> Option<usize> {
        let limit = self.sentence.end;
        let comma = phrase.1;
        if comma + 1 >= limit || self.unit(comma).kind != Kind::Comma {
            return None;
        }
        let start = comma + 1;
        // *Paul, 34 ans, enseignant*
        if start + 1 < limit
            && self.unit(start).kind == Kind::Number
            && self.unit(start + 1).is(Classes::TIME)
            && self.unit(phrase.0).capital
        {
            let end = start + 2;
            return Some(self.apposition_after((phrase.0, end)).unwrap_or(end));
        }
        let first = self.unit(start);
        let has_title = |from: usize, to: usize| {
            (from..to.min(from + 5)).any(|at| self.unit(at).is(Classes::PERSON.with(Classes::GROUP)))
        };
        if !first.is_word() || first.is(OUTSIDERS.with(Classes::PREPOSITION).with(Classes::COORDINATOR)) {
            return None;
        }
        let is_name = |at: usize| self.unit(at).capital && !self.unit(at).is(Classes::DETERMINER);
        let noun = start + usize::from(first.is(Classes::DETERMINER));
        let names_noun = is_name(phrase.0) && noun < limit && self.is_bare_noun(noun);
        let fits = names_noun
            || has_title(start, limit) && (phrase.0..phrase.1).any(is_name)
            || is_name(start) && has_title(phrase.0, phrase.1);
        if !fits {
            return None;
        }
        let mut at = start;
        while at < limit && at < start + 30 {
            let unit = self.unit(at);
            if unit.kind == Kind::Open {
                if let Some(close) = (at..limit.min(at + 10)).find(|at| self.unit(*at).kind == Kind::Close) {
                    at = close + 1;
                    continue;
                }
                break;
            }
            if !self.fits_phrase(at) {
                break;
            }
            at += 1;
        }
        // A finite verb right after it makes it the subject of another clause.
        (at > start && (at == limit || !self.is_finite_verb(at))).then_some(at)
    }
}

/// How many words a quotation holds.
#[must_use]
pub fn words_in(units: &Units<'_>, quotation: &Quotation) -> usize {
    let inner = &units.text[quotation.inner_start..quotation.inner_end];
    inner
        .split(|c: char| c.is_whitespace() || c == '\'' || c == '’')
        .filter(|word| !word.is_empty())
        .take(50)
        .count()
}

//! One sentence with its verbs, and the clauses in it, read without a parser: by function words, verbs and signs.
//!
//! Every reading looks at most at one sentence, whose length is bounded. `phrases.rs` reads its noun phrases,
//! `subjects.rs` the subjects of its verbs.

use super::lexicon::{Classes, VerbClasses};
use super::phrases::FUNCTION;
use super::units::{Kind, Sentence, Unit, Units};
use super::verbs::{Form, Helpers, Verb, verbs};

/// A stretch of units.
pub type Stretch = (usize, usize);

/// One sentence and its verbs.
#[derive(Debug)]
pub struct Clauses<'a> {
    /// The text that it stands in.
    pub units: &'a Units<'a>,
    /// The sentence.
    pub sentence: Sentence,
    /// Its verbs, in text order.
    pub verbs: Vec<Verb>,
    /// Who spoke in the sentence before, in the same paragraph.
    pub previous: Option<Stretch>,
    /// Where it begins after dashes and a heading such as `Affaire Durand :`.
    pub body: usize,
    /// For each unit of the sentence the verb that it belongs to.
    of_verb: Vec<Option<u16>>,
    /// The verb classes that report.
    reporting: VerbClasses,
}

impl<'a> Clauses<'a> {
    /// Finds the verbs of a sentence.
    #[must_use]
    pub fn read(units: &'a Units<'a>, sentence: Sentence, helpers: Helpers, reporting: VerbClasses) -> Self {
        let verbs = verbs(units, sentence, helpers);
        let mut of_verb = vec![None; sentence.end - sentence.start];
        for (n, verb) in verbs.iter().enumerate() {
            for at in verb.start..verb.end {
                of_verb[at - sentence.start] = Some(n as u16);
            }
        }
        let mut clauses =
            Self { units, sentence, verbs, previous: None, body: sentence.start, of_verb, reporting };
        clauses.body = clauses.find_body();
        clauses
    }

    pub(super) fn find_body(&self) -> usize {
        let mut at = self.sentence.start;
        while at < self.sentence.end && matches!(self.unit(at).kind, Kind::Dash | Kind::Sign | Kind::Stop) {
            at += 1;
        }
        if self.sentence.opens_paragraph {
            let heading = (at..self.sentence.end.min(at + 6)).find(|at| self.unit(*at).kind == Kind::Colon);
            if let Some(colon) = heading
                && (at..colon).all(|at| self.verb_over(at).is_none_or(|verb| !verb.is_finite()))
                && colon + 2 < self.sentence.end
                && !matches!(self.unit(colon + 1).kind, Kind::Quotation(_))
            {
                return colon + 1;
            }
        }
        at
    }

    /// The unit at a place.
    #[must_use]
    pub fn unit(&self, at: usize) -> &'a Unit {
        &self.units.units[at]
    }

    /// The verb that a unit belongs to.
    #[must_use]
    pub fn verb_over(&self, at: usize) -> Option<&Verb> {
        let n = self.of_verb.get(at.checked_sub(self.sentence.start)?).copied().flatten()?;
        self.verbs.get(usize::from(n))
    }

    /// The verb that begins at a unit.
    #[must_use]
    pub fn verb_from(&self, at: usize) -> Option<&Verb> {
        self.verb_over(at).filter(|verb| verb.start == at)
    }

    pub(super) fn is_finite_verb(&self, at: usize) -> bool {
        self.verb_over(at).is_some_and(Verb::is_finite)
    }

    /// Whether a unit can stand in an aside, read backwards: anything but another clause.
    #[must_use]
    pub fn aside_fits(&self, at: usize) -> bool {
        let unit = self.unit(at);
        match unit.kind {
            Kind::Word => {
                !unit.is(Classes::SUBORDINATOR
                    .with(Classes::RELATIVE)
                    .with(Classes::SUBJECT)
                    .with(Classes::SPEAKER))
                    && self.verb_over(at).is_none_or(|verb| !verb.is_finite())
            }
            Kind::Number | Kind::Comma | Kind::Open | Kind::Close | Kind::Sign => true,
            _ => false,
        }
    }

    /// How many units from `at` on may be an aside, such as *hier* or *à l'AFP*: no object and no subject.
    #[must_use]
    pub fn aside_length(&self, at: usize, longest: usize) -> usize {
        let limit = self.sentence.end.min(at + longest);
        let mut governed = false;
        let mut end = at;
        while end < limit && self.aside_fits(end) {
            let unit = self.unit(end);
            let before = end.checked_sub(1).map(|before| self.unit(before));
            let follows = end > at
                && before.is_some_and(|before| {
                    before.is(Classes::OF.with(Classes::PREPOSITION)) && before.is_word()
                });
            if unit.is(Classes::PREPOSITION.with(Classes::OF)) && !unit.is(Classes::DETERMINER) {
                governed = true;
            } else if unit.kind == Kind::Comma {
                governed = false;
            } else if unit.is(Classes::DETERMINER) && !follows {
                // *la semaine dernière* is an aside, *la semaine de travail* cannot be told apart.
                let is_time = (end + 1..limit.min(end + 3)).any(|at| self.unit(at).is(Classes::TIME));
                if !is_time && !unit.is(Classes::ADVERB) {
                    break;
                }
            } else if !governed && unit.is(Classes::COORDINATOR.with(Classes::CONTRAST)) {
                break;
            } else if !governed && self.verb_over(end).is_some() {
                // *interrogé hier*, *ayant été menée*.
                governed = true;
            } else if !governed
                && unit.is_word()
                && !unit.is(FUNCTION.with(Classes::TIME).with(Classes::SOURCING).with(Classes::ADJECTIVE))
                && !before.is_some_and(|before| before.is(Classes::TIME.with(Classes::DETERMINER)))
            {
                break;
            }
            end += 1;
        }
        end - at
    }

    /// Whether a unit belongs to the clause at hand: it is no finite verb and opens no other clause.
    #[must_use]
    pub fn is_within(&self, at: usize) -> bool {
        let unit = self.unit(at);
        !self.is_finite_verb(at)
            && !matches!(unit.kind, Kind::Semicolon | Kind::Stop | Kind::Open | Kind::Close)
    }

    /// Whether an aside may end before a unit: not on a preposition or an article.
    #[must_use]
    pub fn aside_may_end(&self, end: usize) -> bool {
        let last = self.unit(end - 1);
        let open =
            Classes::OF.with(Classes::PREPOSITION).with(Classes::DETERMINER).with(Classes::COORDINATOR);
        !(last.is(open) && last.is_word())
    }

    /// What a verb or a noun before `start` is about: up to the next sign or the next clause.
    #[must_use]
    pub fn object_after(&self, start: usize) -> Option<Stretch> {
        let (start, end) = self.clause_after(start)?;
        let cut = (start..end).find(|at| {
            let unit = self.unit(*at);
            match unit.kind {
                Kind::Comma | Kind::Dash | Kind::Colon => *at > start,
                Kind::Word => {
                    *at > start
                        && (unit.is(Classes::CONTRAST)
                            || unit.is(Classes::COORDINATOR) && *at + 1 < end && self.is_finite_verb(*at + 1))
                }
                _ => false,
            }
        });
        self.trimmed(start, cut.unwrap_or(end))
    }

    /// The clause that begins at `start`: up to the sentence's end, a semicolon, or another verb that reports.
    #[must_use]
    pub fn clause_after(&self, start: usize) -> Option<Stretch> {
        let mut start = start;
        while start < self.sentence.end && matches!(self.unit(start).kind, Kind::Comma) {
            start += 1;
        }
        let mut depth = 0_usize;
        let mut at = start;
        while at < self.sentence.end {
            let unit = self.unit(at);
            match unit.kind {
                Kind::Open => depth += 1,
                Kind::Close if depth == 0 => break,
                Kind::Close => depth -= 1,
                Kind::Semicolon => break,
                Kind::Colon if at > start => break,
                Kind::Comma
                    if at > start && (self.reports_from(at + 1) || self.turns_to_reporter(at + 1)) =>
                {
                    break;
                }
                Kind::Word if at > start && unit.is(Classes::COORDINATOR) && self.reports_from(at + 1) => {
                    break;
                }
                // A source that ends the clause is outside it; one between commas is inside.
                Kind::Word if at > start && unit.is(Classes::SOURCING) => match self.source_end(at + 1) {
                    Some(end) if end + 1 < self.sentence.end && self.unit(end).kind == Kind::Comma => {
                        at = end
                    }
                    Some(_) => break,
                    None => {}
                },
                _ => {}
            }
            at += 1;
        }
        self.trimmed(start, at)
    }

    /// Where the source ends that stands at a unit, perhaps after the preposition of *according to*.
    fn source_end(&self, at: usize) -> Option<usize> {
        let after = usize::from(at < self.sentence.end && self.unit(at).is(Classes::PREPOSITION));
        self.phrase_after(at + after).map(|phrase| phrase.1)
    }

    /// The same for a clause that opens the sentence and hangs on what follows: it ends before the next subject.
    #[must_use]
    pub fn leading_clause_after(&self, start: usize) -> Option<Stretch> {
        let (start, end) = self.clause_after(start)?;
        let cut = (start + 1..end).find(|at| {
            self.unit(*at).kind == Kind::Comma
                && at + 1 < end
                && (start..*at)
                    .any(|at| self.is_finite_verb(at) || matches!(self.unit(at).kind, Kind::Quotation(_)))
                && (self.unit(at + 1).is(Classes::SUBJECT) || self.opens_phrase(at + 1))
                && self.clause_begins_after_subject(at + 1)
        });
        self.trimmed(start, cut.unwrap_or(end))
    }

    pub(super) fn clause_begins_after_subject(&self, at: usize) -> bool {
        self.unit(at).is(Classes::SUBJECT) || self.clause_begins(at)
    }

    /// Whether another clause that reports begins at a unit, perhaps after *et*.
    pub(super) fn reports_from(&self, at: usize) -> bool {
        let mut at = at;
        while at < self.sentence.end
            && self.unit(at).is(Classes::COORDINATOR.with(Classes::CONTRAST).with(Classes::ADVERB))
        {
            at += 1;
        }
        self.verb_from(at).is_some_and(|verb| {
            verb.classes.any(self.reporting)
                && matches!(verb.form, Form::Finite | Form::Gerund)
                && (verb.start == verb.head || verb.form == Form::Finite)
        })
    }

    /// What a turn of dialogue says up to `end`.
    #[must_use]
    pub fn turn_before(&self, end: usize) -> Option<Stretch> {
        let (start, mut stop) = self.trimmed(self.body, end).filter(|_| self.sentence.is_turn)?;
        // A question keeps its sign; a full stop stays outside.
        while stop < end
            && self.units.text[self.unit(stop).start..self.unit(stop).end].contains(['?', '!', '…'])
        {
            stop += 1;
        }
        Some((start, stop))
    }

    /// Whether a turn of dialogue speaks of *I* and *you*, asks or exclaims.
    #[must_use]
    pub fn addresses(&self) -> bool {
        let last = self.unit(self.sentence.end - 1);
        let exclaims = self.units.text[last.start..last.end].contains(['?', '!']);
        let speaks = |at: usize| {
            self.unit(at).is(Classes::SPEAKER)
                || self.verb_over(at).is_some_and(|verb| verb.form == Form::Other)
        };
        exclaims || (self.body..self.sentence.end).any(speaks)
    }

    /// The same, where it has words of the article and a quotation that does not open it.
    #[must_use]
    pub fn mixed_before(&self, end: usize) -> Option<Stretch> {
        let clause = self.clause_before(end)?;
        let quoted = (clause.0..clause.1).find(|at| matches!(self.unit(*at).kind, Kind::Quotation(_)))?;
        let has_verb = (clause.0..clause.1).any(|at| self.verb_over(at).is_some());
        let ends = matches!(self.unit(clause.1 - 1).kind, Kind::Quotation(_));
        let Kind::Quotation(n) = self.unit(quoted).kind else { return None };
        let lower = self.units.text[self.units.quotations[n].inner_start..].starts_with(char::is_lowercase);
        let has_verb = has_verb || self.units.verbal[n] && lower;
        (quoted > clause.0 + 1 && has_verb && ends).then_some(clause)
    }

    /// The clause that ends before `end`: from the sentence's start, a semicolon or a colon.
    #[must_use]
    pub fn clause_before(&self, end: usize) -> Option<Stretch> {
        let start = (self.body..end)
            .rev()
            .find(|at| match self.unit(*at).kind {
                Kind::Semicolon | Kind::Colon => true,
                Kind::Stop => *at > self.body && !self.abbreviates(*at),
                _ => false,
            })
            .map_or(self.body, |at| at + 1);
        self.trimmed(start, end)
    }

    pub(super) fn trimmed(&self, start: usize, end: usize) -> Option<Stretch> {
        let (mut start, mut end) = (start, end);
        while end > start
            && matches!(self.unit(end - 1).kind, Kind::Stop | Kind::Comma | Kind::Dash | Kind::Colon)
        {
            end -= 1;
        }
        while start < end
            && (matches!(self.unit(start).kind, Kind::Comma | Kind::Dash)
                || self.unit(start).is(Classes::CONTRAST))
        {
            start += 1;
        }
        (start < end).then_some((start, end))
    }

    /// Whether a verb reports.
    #[must_use]
    pub fn reports(&self, verb: &Verb) -> bool {
        verb.classes.any(self.reporting)
    }

    /// The clause that begins at `start` with its own subject, so that no conjunction needs to lead to it.
    #[must_use]
    pub fn statement_after(&self, start: usize) -> Option<Stretch> {
        let first = self.unit(start);
        let small = Classes::PREPOSITION.with(Classes::COORDINATOR).with(Classes::ADVERB).with(Classes::TIME);
        let counts =
            (start + 1..self.sentence.end.min(start + 3)).any(|at| self.unit(at).kind == Kind::Number);
        let begins = self.opens_phrase(start) && !first.is(Classes::TIME)
            || first.is(Classes::SUBJECT.with(Classes::SPEAKER))
            // *there was*, *over 300 pilgrims*, *oceans would*, *reading it helps*.
            || first.is(Classes::ADVERB) && self.is_finite_verb(start)
            || first.is(Classes::PREPOSITION.with(Classes::ADVERB)) && counts
            || first.is_word() && !first.is(small) && self.fits_phrase(start) && self.known_clause_begins(start)
            || self.verb_from(start).is_some_and(|verb| verb.form == Form::Gerund);
        let (start, end) = begins.then(|| self.clause_after(start)).flatten()?;
        // Its verb comes before another conjunction.
        let verb = (start + 1..end).find(|at| self.is_finite_verb(*at))?;
        let hangs = (start..verb).any(|at| self.unit(at).is(Classes::SUBORDINATOR));
        // *wrote two books, will stand*: the verb is not that of this clause.
        let comma = |at: &usize| self.unit(*at).kind == Kind::Comma;
        let cut = comma(&(verb - 1)) && (start..verb).filter(comma).count() == 1;
        let joined = self.unit(verb - 1).is(Classes::COORDINATOR) || cut;
        (!hangs && !joined).then_some((start, end))
    }

    /// Whether a finite verb that the lexicon knows follows the noun phrase that opens at `start`.
    fn known_clause_begins(&self, start: usize) -> bool {
        let verb = (start..self.sentence.end.min(start + 15)).find(|at| !self.fits_phrase(*at));
        let verb = verb.and_then(|at| self.verb_from(at));
        verb.is_some_and(|verb| verb.is_finite() && !verb.classes.is_empty())
    }

    /// Whether another clause with its own subject that reports begins at a unit: `…, while critics say`.
    fn turns_to_reporter(&self, at: usize) -> bool {
        let opens = Classes::CONTRAST.with(Classes::SUBORDINATOR).with(Classes::COORDINATOR);
        if at + 1 >= self.sentence.end || !self.unit(at).is(opens) {
            return false;
        }
        let subject = (at + 1..self.sentence.end.min(at + 13))
            .take_while(|at| self.fits_phrase(*at) || self.unit(*at).is(Classes::SUBJECT))
            .count();
        let verb = at + 1 + subject;
        subject > 0 && self.reports_from(verb) && self.verb_from(verb).is_some_and(|verb| !verb.passive)
    }

    /// Whether a clause holds a verb of any form.
    #[must_use]
    pub fn has_any_verb(&self, (start, end): Stretch) -> bool {
        (start..end).any(|at| {
            self.verb_over(at).is_some_and(|verb| verb.form != Form::Participle && verb.form != Form::Gerund)
        })
    }

    /// Whether a clause holds a finite verb.
    #[must_use]
    pub fn has_verb(&self, (start, end): Stretch) -> bool {
        (start..end).any(|at| self.is_finite_verb(at))
    }
}

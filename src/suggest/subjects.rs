//! Who does what a verb says: the subject before it, with its appositions and without its relative clauses.

use super::clauses::{Clauses, Stretch};
use super::lexicon::{Classes, Forms};
use super::phrases::OPENERS;
use super::units::Kind;
use super::verbs::Form;

impl Clauses<'_> {
    /// The subject of the verb that starts at `verb`: the noun phrase or pronoun with its appositions, without a
    /// relative clause.
    #[must_use]
    pub fn subject_of(&self, verb: usize) -> Option<Stretch> {
        let mut end = verb;
        while end > self.body && self.unit(end - 1).is(Classes::ADVERB) && !self.unit(end - 1).is(OPENERS) {
            end -= 1;
        }
        if end == self.body {
            return None;
        }
        let last = self.unit(end - 1);
        if last.is(Classes::SUBJECT) && !last.hangs {
            return Some((end - 1, end));
        }
        if last.is(Classes::SPEAKER) {
            return None;
        }
        if last.is(Classes::RELATIVE) {
            let mut end = end - 1;
            if end > self.body && self.unit(end - 1).kind == Kind::Comma {
                end -= 1;
            }
            return self.with_apposition(self.nearest_phrase_before(end)?);
        }
        match last.kind {
            Kind::Comma | Kind::Dash => self.subject_before_comma(end - 1),
            Kind::Word if last.is(Classes::COORDINATOR.with(Classes::CONTRAST)) => None,
            Kind::Stop if !self.abbreviates(end - 1) => None,
            Kind::Word | Kind::Number | Kind::Close | Kind::Sign | Kind::Stop => {
                let Some(phrase) = self.phrase_before(end) else { return self.antecedent(end) };
                // The object of a relative clause's verb: the subject is what that clause belongs to.
                if phrase.0 > self.body && self.is_finite_verb(phrase.0 - 1) {
                    return self.antecedent(end);
                }
                self.with_apposition(self.cut_to_number(phrase, verb))
            }
            _ => None,
        }
    }

    /// Of `the roof and the wall holds` the wall: a singular verb has one subject.
    pub(super) fn cut_to_number(&self, phrase: Stretch, verb: usize) -> Stretch {
        let forms = self.verb_over(verb).and_then(|verb| {
            (verb.start..verb.end).map(|at| self.unit(at).entry.forms).find(|forms| forms.any(Forms::THIRD))
        });
        if forms.is_none_or(|forms| forms.any(Forms::PLURAL)) {
            return phrase;
        }
        let joined = (phrase.0 + 1..phrase.1 - 1).rev().find(|at| {
            let next = self.unit(*at + 1);
            self.unit(*at).is(Classes::COORDINATOR)
                && (next.is(Classes::DETERMINER) && !next.is(Classes::OF)
                    || next.capital && !next.is(Classes::PERSON))
        });
        joined.map_or(phrase, |at| (at + 1, phrase.1))
    }

    /// What a relative clause that ends before `end` belongs to.
    pub(super) fn antecedent(&self, end: usize) -> Option<Stretch> {
        let floor = self.body.max(end.saturating_sub(30));
        let relative = (floor..end).rev().find(|at| {
            let unit = self.unit(*at);
            unit.is(Classes::RELATIVE)
                || matches!(unit.kind, Kind::Stop | Kind::Semicolon | Kind::Quotation(_))
        })?;
        if !self.unit(relative).is(Classes::RELATIVE) {
            return None;
        }
        let mut end = relative;
        if end > self.body && self.unit(end - 1).kind == Kind::Comma {
            end -= 1;
        }
        self.with_apposition(self.phrase_before(end)?)
    }

    /// The subject that ends with the comma at `comma`, which closes an apposition, a relative clause or an aside.
    pub(super) fn subject_before_comma(&self, comma: usize) -> Option<Stretch> {
        let floor = self.body.max(comma.saturating_sub(40));
        let opening = (floor..comma).rev().find(|at| {
            matches!(self.unit(*at).kind, Kind::Comma | Kind::Dash | Kind::Semicolon | Kind::Colon)
        });
        let Some(opening) = opening.filter(|at| matches!(self.unit(*at).kind, Kind::Comma | Kind::Dash))
        else {
            // A comma that should not be there: the phrase before it opens the sentence.
            let phrase = self.phrase_before(comma)?;
            let opens = phrase.0 == self.body
                || phrase.0 == self.body + 1 && self.unit(self.body).is(Classes::CONTRAST);
            return opens.then_some(phrase);
        };
        let outer = self.phrase_before(opening);
        let is_apposition = (self.opens_phrase(opening + 1)
            || self.is_bare_noun(opening + 1)
            || self.unit(opening + 1).is(Classes::ADJECTIVE))
            && !self.unit(opening + 1).is(Classes::TIME)
            && (opening + 1..comma).all(|at| !self.is_finite_verb(at));
        match outer {
            // `Hier, le ministre, …`: what stands before the first comma is no noun phrase.
            None if is_apposition => self.phrase_before(comma),
            None => None,
            Some(outer) if is_apposition => self.with_apposition((outer.0, comma)),
            // A clause or an aside between the commas: it is left out.
            Some(outer) => Some(outer),
        }
    }

    /// The same phrase with a name or a title that stands before it and a comma: `Barroso, le président`.
    #[must_use]
    pub fn with_apposition(&self, phrase: Stretch) -> Option<Stretch> {
        let (start, end) = phrase;
        if start < self.body + 2 || self.unit(start - 1).kind != Kind::Comma {
            return Some(phrase);
        }
        let Some(outer) = self.phrase_before(start - 1) else { return Some(phrase) };
        let joined = outer.0 == self.body || matches!(self.unit(outer.0 - 1).kind, Kind::Colon | Kind::Comma);
        let is_name = |(start, end): Stretch| {
            let first = self.unit(start);
            if self.verb_over(start).is_some() {
                return false;
            }
            let small = first.is(Classes::DETERMINER.with(Classes::ADVERB).with(Classes::PREPOSITION));
            first.capital && (!small || end == start + 1)
        };
        let has_title = |(start, end): Stretch| {
            (start..end.min(start + 4)).any(|at| self.unit(at).is(Classes::PERSON.with(Classes::GROUP)))
        };
        let fits = joined
            && outer.1 == start - 1
            && (is_name(outer) && has_title(phrase) || has_title(outer) && is_name(phrase));
        Some(if fits { (outer.0, end) } else { phrase })
    }

    /// The subject of the first finite verb before `before` that has one, clauses that hang on others apart.
    #[must_use]
    pub fn topic(&self, before: usize) -> Option<Stretch> {
        let mains = self.verbs[..self.verbs.partition_point(|verb| verb.end <= before)].iter();
        // *a-t-il dit, ajoutant*
        if let Some(inverted) = mains.clone().rev().find_map(|verb| verb.inverted) {
            return Some((inverted, inverted + 1));
        }
        let mut fallback = None;
        for verb in mains.filter(|verb| verb.form == Form::Finite) {
            let Some(subject) = self.subject_of(verb.start) else { continue };
            let hangs = subject.0 > self.body
                && self.unit(subject.0 - 1).is(Classes::SUBORDINATOR.with(Classes::RELATIVE));
            let after_relative = verb.start > self.body && self.unit(verb.start - 1).is(Classes::RELATIVE);
            if !hangs && !after_relative {
                return Some(subject);
            }
            fallback = fallback.or(Some(subject));
        }
        fallback
    }
}

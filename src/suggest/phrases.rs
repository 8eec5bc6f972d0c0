//! Noun phrases, subjects and clauses of one sentence, read without a parser: by function words, verbs and signs.
//!
//! Every reading looks at most at one sentence, whose length is bounded.

use super::lexicon::{Classes, Entry, Forms, VerbClasses};
use super::quotations::Quotation;
use super::units::{Kind, Sentence, Unit, Units};
use super::verbs::{Form, Helpers, Verb, verbs};

/// A stretch of units.
pub type Stretch = (usize, usize);

/// What may open a noun phrase, beside a capital.
const OPENERS: Classes = Classes::DETERMINER
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
const FUNCTION: Classes = Classes::DETERMINER
    .with(Classes::OF)
    .with(Classes::PREPOSITION)
    .with(Classes::COORDINATOR)
    .with(Classes::ADVERB)
    .with(Classes::NEGATIVE)
    .with(Classes::CLITIC);

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

    fn find_body(&self) -> usize {
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

    fn is_finite_verb(&self, at: usize) -> bool {
        self.verb_over(at).is_some_and(Verb::is_finite)
    }

    /// Whether a unit may stand inside a noun phrase.
    fn fits_phrase(&self, at: usize) -> bool {
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

    fn opens_phrase(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.is_word()
            && (unit.is(OPENERS) || unit.capital && !(at == self.body && unit.is(Classes::PREPOSITION)))
            && !unit.is(OUTSIDERS)
            && !self.is_finite_verb(at)
            || unit.kind == Kind::Number
    }

    fn is_content(&self, at: usize) -> bool {
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

    /// The opening parenthesis of the closing one before `end`, if it is near.
    fn open_before(&self, end: usize) -> Option<usize> {
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
    fn nearest_phrase_before(&self, end: usize) -> Option<Stretch> {
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
        inner.or(whole)
    }

    /// Where the words that may belong to a noun phrase that ends before `end` begin.
    fn region_before(&self, end: usize) -> usize {
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
            if !self.fits_phrase(at) {
                break;
            }
            from = at;
        }
        from
    }

    /// Whether a stop belongs to the abbreviation before it: `M. Durand`, `J. Durand`.
    fn abbreviates(&self, stop: usize) -> bool {
        let before = self.unit(stop - 1);
        before.end == self.unit(stop).start
            && (before.is(Classes::ADDRESS) || before.capital && before.end - before.start <= 3)
    }

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
    fn cut_to_number(&self, phrase: Stretch, verb: usize) -> Stretch {
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
    fn antecedent(&self, end: usize) -> Option<Stretch> {
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
    fn subject_before_comma(&self, comma: usize) -> Option<Stretch> {
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
        let is_apposition = (self.opens_phrase(opening + 1) || self.is_bare_noun(opening + 1))
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
            first.capital && !first.is(Classes::DETERMINER.with(Classes::ADVERB).with(Classes::PREPOSITION))
                || end == start + 1 && first.capital
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
        let mains = self.verbs.iter().take_while(|verb| verb.end <= before);
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

    fn bare_phrase(&self, start: usize) -> usize {
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
            let next_fits = at + 1 < limit && (self.fits_phrase(at + 1));
            if at > start {
                if unit.is(Classes::TIME) && !self.unit(at - 1).is(Classes::OF) {
                    break;
                }
                if unit.is(Classes::COORDINATOR) {
                    let joins = at + 1 < limit && self.opens_phrase(at + 1) && !self.clause_begins(at + 1);
                    if !joins {
                        break;
                    }
                } else if unit.is(Classes::OF) {
                    if !next_fits {
                        break;
                    }
                } else if unit.is(Classes::PREPOSITION) {
                    let governed = titled
                        && self.unit(at - 1).is_word()
                        && !self.unit(at - 1).capital
                        && next_fits
                        && !self.unit(at + 1).is(Classes::TIME);
                    if !governed {
                        break;
                    }
                } else if unit.is(Classes::ADVERB) && !next_fits || unit.is(Classes::CLITIC) && !next_fits {
                    break;
                } else if unit.is(Classes::DETERMINER)
                    && !unit.capital
                    && self.is_content(at - 1)
                    && !self.unit(at - 1).capital
                {
                    break;
                } else if self.verb_over(at).is_some()
                    && !self.unit(at - 1).is(Classes::ADVERB)
                    && unit.is(Classes::NOUN)
                {
                    break;
                }
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
        at
    }

    /// Whether a finite verb follows the noun phrase that opens at `start`.
    fn clause_begins(&self, start: usize) -> bool {
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
    fn is_bare_noun(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.is_word()
            && !unit.capital
            && unit.entry == Entry::default()
            && (at + 1..self.sentence.end.min(at + 3)).any(|at| self.unit(at).is(Classes::OF))
    }

    /// The end of the apposition after a noun phrase: `Anne Petit, porte-parole du ministère`.
    fn apposition_after(&self, phrase: Stretch) -> Option<usize> {
        let limit = self.sentence.end;
        let comma = phrase.1;
        if comma + 1 >= limit || self.unit(comma).kind != Kind::Comma {
            return None;
        }
        let start = comma + 1;
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

    /// Whether a unit can stand in an aside, read backwards: anything but another clause.
    #[must_use]
    pub fn aside_fits(&self, at: usize) -> bool {
        let unit = self.unit(at);
        match unit.kind {
            Kind::Word => {
                !unit.is(Classes::SUBORDINATOR.with(Classes::RELATIVE).with(Classes::SUBJECT))
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
        !self.is_finite_verb(at) && !matches!(unit.kind, Kind::Semicolon | Kind::Stop)
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
                Kind::Word if at > start && unit.is(Classes::SOURCING) && self.names_source(at + 1) => {
                    break;
                }
                _ => {}
            }
            at += 1;
        }
        self.trimmed(start, at)
    }

    /// Whether a source stands at a unit, perhaps after the preposition of *according to*.
    fn names_source(&self, at: usize) -> bool {
        let after = usize::from(at < self.sentence.end && self.unit(at).is(Classes::PREPOSITION));
        self.phrase_after(at + after).is_some()
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

    fn clause_begins_after_subject(&self, at: usize) -> bool {
        self.unit(at).is(Classes::SUBJECT) || self.clause_begins(at)
    }

    /// Whether another clause that reports begins at a unit, perhaps after *et*.
    fn reports_from(&self, at: usize) -> bool {
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

    fn trimmed(&self, start: usize, end: usize) -> Option<Stretch> {
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

    /// The places inside a noun phrase where another may begin: `told CBC News the | department`.
    pub fn seams(&self, (start, end): Stretch) -> impl Iterator<Item = usize> {
        (start + 1..end).rev().filter(move |at| {
            let (unit, before) = (self.unit(*at), self.unit(*at - 1));
            let joins =
                Classes::OF.with(Classes::PREPOSITION).with(Classes::DETERMINER).with(Classes::COORDINATOR);
            !before.is(joins) && (unit.is(Classes::DETERMINER) || unit.capital && !before.capital)
        })
    }

    /// Whether a clause holds a finite verb or a quotation.
    #[must_use]
    pub fn has_verb(&self, (start, end): Stretch) -> bool {
        (start..end).any(|at| self.is_finite_verb(at))
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

//! Matches the patterns of rules against one sentence.

use super::clauses::{Clauses, Stretch};
use super::lexicon::Classes;
use super::phrases::words_in;
use super::rule::{Element, Pattern, Wanted};
use super::units::Kind;
use super::verbs::{Form, Verb};

/// How many steps of matching an anchor may cost: what keeps the whole linear, whatever the text.
const FUEL: u32 = 3_000;

/// How many units an aside may have.
const GAP: usize = 14;

/// How many units `...` may pass.
const ANYTHING: usize = 80;

/// What a pattern's capture covers, in units, by its place in the pattern's captures; the hanging pronoun last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// For each capture its stretch.
    pub captures: Vec<Option<Stretch>>,
    /// The subject pronoun that hangs on an inverted verb.
    pub inverted: Option<usize>,
    /// Where the verb of the pattern is negated or in the conditional, which makes it less sure.
    pub hedged: bool,
}

/// Matches a pattern whose anchor may be at the unit `at`.
#[must_use]
pub fn match_at(clauses: &Clauses<'_>, pattern: &Pattern, at: usize) -> Option<Found> {
    // Most anchors are none: what costs nothing is asked first.
    if let Element::Verb(classes, wanted) = &pattern.steps[pattern.anchor].element {
        let verb = clauses.verb_from(at)?;
        if !verb.classes.any(*classes) || !suits(verb, *wanted) {
            return None;
        }
    }
    let mut matcher =
        Matcher { clauses, pattern, ranges: vec![None; pattern.steps.len()], fuel: FUEL, inverted: None };
    let element = &pattern.steps[pattern.anchor].element;
    for (start, end) in matcher.forward(element, at, pattern.anchor) {
        matcher.ranges[pattern.anchor] = Some((start, end));
        if start == at && matcher.right(pattern.anchor + 1, end) && matcher.left(pattern.anchor, start) {
            let ranges = &matcher.ranges;
            let captures = pattern.captures.iter().map(|capture| {
                let covered = ranges[capture.start..capture.end].iter().flatten();
                let covered = covered.filter(|(start, end)| start < end);
                covered.copied().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            });
            let captures = captures.collect();
            let hedged = clauses.verb_from(start).is_some_and(|verb| verb.conditional);
            return Some(Found { captures, inverted: matcher.inverted, hedged });
        }
    }
    None
}

struct Matcher<'a> {
    clauses: &'a Clauses<'a>,
    pattern: &'a Pattern,
    ranges: Vec<Option<Stretch>>,
    fuel: u32,
    inverted: Option<usize>,
}

impl Matcher<'_> {
    /// Matches the steps from `step` on, from the unit `at` on.
    fn right(&mut self, step: usize, at: usize) -> bool {
        let Some(next) = self.pattern.steps.get(step) else { return true };
        if !self.burn() {
            return false;
        }
        for (start, end) in self.forward(&next.element, at, step) {
            self.ranges[step] = Some((start, end));
            if self.right(step + 1, end) {
                return true;
            }
        }
        self.ranges[step] = None;
        next.optional && self.right(step + 1, at)
    }

    /// Matches the steps before `step`, back from the unit `at`.
    fn left(&mut self, step: usize, at: usize) -> bool {
        let Some(before) = step.checked_sub(1) else { return true };
        if !self.burn() {
            return false;
        }
        let next = &self.pattern.steps[before];
        for (start, end) in self.backward(&next.element, at) {
            self.ranges[before] = Some((start, end));
            if self.left(before, start) {
                return true;
            }
        }
        self.ranges[before] = None;
        next.optional && self.left(before, at)
    }

    fn burn(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    /// What an element may cover from `at` on, the likeliest first.
    fn forward(&mut self, element: &Element, at: usize, step: usize) -> Vec<Stretch> {
        let clauses = self.clauses;
        let limit = clauses.sentence.end;
        if let Element::End = element {
            let ends = at >= limit || clauses.unit(at).kind == Kind::Stop;
            return if ends { vec![(at, at)] } else { Vec::new() };
        }
        if at >= limit {
            // A title ends without a stop, and these may be empty.
            let may_be_empty = matches!(element, Element::Gap | Element::Anything | Element::Within);
            return if may_be_empty { vec![(at, at)] } else { Vec::new() };
        }
        match element {
            Element::Gap => {
                let length = clauses.aside_length(at, GAP);
                let mut asides = self.run(at, length, |_| true);
                // An aside is whole: it does not end with the preposition or the article of what follows.
                asides.retain(|(start, end)| start == end || clauses.aside_may_end(*end));
                asides
            }
            Element::Anything => self.run(at, ANYTHING, |_| true),
            Element::Within => self.run(at, ANYTHING, |at| clauses.is_within(at)),
            Element::Object => clauses.object_after(at).into_iter().collect(),
            Element::Statement => clauses.statement_after(at).into_iter().collect(),
            Element::Phrase => {
                let whole = clauses.phrase_after(at);
                let shorter =
                    whole.into_iter().flat_map(|phrase| clauses.seams(phrase).map(move |cut| (at, cut)));
                whole.into_iter().chain(shorter).collect()
            }
            Element::Speaker => {
                clauses.phrase_after(at).filter(|phrase| clauses.can_speak(*phrase)).into_iter().collect()
            }
            Element::Clause => {
                let leads = self.pattern.steps.get(step + 1).is_some();
                let gerund_opens = clauses
                    .verbs
                    .iter()
                    .find(|verb| verb.end <= at)
                    .is_some_and(|verb| verb.form == Form::Gerund && verb.start <= clauses.body + 1);
                let clause = if leads || gerund_opens {
                    clauses.leading_clause_after(at)
                } else {
                    clauses.clause_after(at)
                };
                let follows_sign =
                    step > 0 && matches!(self.pattern.steps[step - 1].element, Element::Sign(_));
                clause.filter(|clause| self.is_clause(*clause, follows_sign)).into_iter().collect()
            }
            Element::Turn => {
                let turn = clauses.turn_before(limit).filter(|turn| turn.0 == at && clauses.addresses());
                turn.into_iter().collect()
            }
            Element::Infinitive => {
                let leads = clauses.verb_over(at).filter(|verb| verb.form == Form::Infinitive);
                leads.and_then(|_| clauses.clause_after(at)).into_iter().collect()
            }
            _ => self.one(element, at).into_iter().collect(),
        }
    }

    /// Whether a stretch can be a clause; after a sign, where no conjunction says so, it needs a verb or some length.
    fn is_clause(&self, clause: Stretch, follows_sign: bool) -> bool {
        let quoted = (clause.0..clause.1).any(|at| matches!(self.clauses.unit(at).kind, Kind::Quotation(_)));
        let length = clause.1 - clause.0;
        quoted || self.clauses.has_verb(clause) || length >= if follows_sign { 6 } else { 2 }
    }

    /// What an element may cover back from `at`.
    fn backward(&mut self, element: &Element, at: usize) -> Vec<Stretch> {
        let clauses = self.clauses;
        let body = clauses.body;
        match element {
            Element::Start => {
                if at == body {
                    vec![(at, at)]
                } else {
                    Vec::new()
                }
            }
            Element::Gap => self.run_back(at, GAP, |at| clauses.aside_fits(at)),
            Element::Anything => self.run_back(at, ANYTHING, |_| true),
            Element::Within => self.run_back(at, ANYTHING, |at| clauses.is_within(at)),
            Element::Teller => {
                clauses.subject_of(at).filter(|subject| clauses.can_speak(*subject)).into_iter().collect()
            }
            Element::Subject => clauses.subject_of(at).into_iter().collect(),
            Element::Topic => clauses.topic(at).into_iter().collect(),
            Element::Phrase => clauses.phrase_before(at).into_iter().collect(),
            Element::Speaker => {
                let plain = clauses.phrase_before(at);
                let whole = plain.and_then(|phrase| clauses.with_apposition(phrase));
                let mut phrases: Vec<Stretch> = whole.into_iter().chain(plain).collect();
                phrases.dedup();
                phrases.retain(|phrase| clauses.can_speak(*phrase));
                phrases
            }
            Element::Name => {
                let phrase = clauses.phrase_before(at);
                phrase
                    .filter(|phrase| clauses.is_name(*phrase) && clauses.can_speak(*phrase))
                    .into_iter()
                    .collect()
            }
            Element::Clause => {
                clauses.clause_before(at).filter(|clause| clauses.has_any_verb(*clause)).into_iter().collect()
            }
            Element::Previous => clauses.previous.into_iter().collect(),
            Element::Heading => clauses.speaking_heading().into_iter().collect(),
            Element::Turn => clauses.turn_before(at).into_iter().collect(),
            Element::Mixed => clauses.mixed_before(at).into_iter().collect(),
            Element::Verb(..) => {
                let verb = at.checked_sub(1).and_then(|last| clauses.verb_over(last));
                verb.filter(|verb| verb.end == at)
                    .and_then(|verb| self.one(element, verb.start))
                    .into_iter()
                    .collect()
            }
            _ if at > body => self.one(element, at - 1).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn run(&mut self, at: usize, longest: usize, fits: impl Fn(usize) -> bool) -> Vec<Stretch> {
        let limit = self.clauses.sentence.end.min(at + longest);
        let fitting = (at..limit).take_while(|at| fits(*at)).count();
        (0..=fitting).map(|length| (at, at + length)).collect()
    }

    fn run_back(&mut self, at: usize, longest: usize, fits: impl Fn(usize) -> bool) -> Vec<Stretch> {
        let floor = self.clauses.body.max(at.saturating_sub(longest));
        let fitting = (floor..at).rev().take_while(|at| fits(*at)).count();
        (0..=fitting).map(|length| (at - length, at)).collect()
    }

    /// What is one unit, or one verb, at a place.
    fn one(&mut self, element: &Element, at: usize) -> Option<Stretch> {
        let clauses = self.clauses;
        let unit = clauses.unit(at);
        let one = (at, at + 1);
        match element {
            Element::Words(words) => unit.word.is_some_and(|word| words.contains(&word)).then_some(one),
            Element::Class(classes) => unit.is(*classes).then_some(one),
            Element::Sign(sign) => {
                let kind = match sign {
                    ':' => Kind::Colon,
                    ';' => Kind::Semicolon,
                    '-' => Kind::Dash,
                    '.' => Kind::Stop,
                    _ => Kind::Comma,
                };
                (unit.kind == kind).then_some(one)
            }
            Element::Verb(classes, wanted) => {
                let verb = clauses.verb_from(at)?;
                if !verb.classes.any(*classes) || !suits(verb, *wanted) {
                    return None;
                }
                if wanted.inverted {
                    self.inverted = verb.inverted;
                }
                Some((verb.start, verb.end))
            }
            Element::Marked | Element::Speech | Element::Fragment => {
                let Kind::Quotation(n) = unit.kind else { return None };
                let fits = match element {
                    Element::Marked => !names(clauses, at, n),
                    Element::Speech => is_speech(clauses, at, n),
                    _ => !is_speech(clauses, at, n) && !names(clauses, at, n),
                };
                fits.then_some(one)
            }
            _ => None,
        }
    }
}

fn suits(verb: &Verb, wanted: Wanted) -> bool {
    let form = match verb.form {
        Form::Finite => !(wanted.gerund || wanted.infinitive || wanted.participle),
        Form::Other => false,
        Form::Gerund => wanted.gerund,
        Form::Infinitive => wanted.infinitive,
        Form::Participle => wanted.participle,
    };
    let reflexive = if wanted.reflexive { verb.reflexive } else { verb.means };
    form && reflexive
        && verb.inverted.is_some() == wanted.inverted
        && verb.passive == wanted.passive
        && verb.negated == wanted.negated
        && (!wanted.conditional || verb.conditional)
        && (!wanted.carried || verb.carried)
}

fn inner<'a>(clauses: &Clauses<'a>, n: usize) -> &'a str {
    let quotation = &clauses.units.quotations[n];
    &clauses.units.text[quotation.inner_start..quotation.inner_end]
}

/// Whether a quotation is something said by its own look: a sentence, or long.
fn is_speech(clauses: &Clauses<'_>, at: usize, n: usize) -> bool {
    let words = words_in(clauses.units, &clauses.units.quotations[n]);
    let inner = inner(clauses, n);
    let ends = inner.ends_with(['.', '!', '?', '…']);
    !names(clauses, at, n) && (words >= 10 || words >= 4 && clauses.units.verbal[n] || words >= 3 && ends)
}

/// Whether a quotation names something: a title, a nickname, a word as such.
fn names(clauses: &Clauses<'_>, at: usize, n: usize) -> bool {
    let words = words_in(clauses.units, &clauses.units.quotations[n]);
    if words > 12 {
        return false;
    }
    let inner = inner(clauses, n);
    let before = |back: usize| {
        at.checked_sub(back).filter(|at| *at >= clauses.sentence.start).map(|at| clauses.unit(at))
    };
    let verb = (at > clauses.body).then(|| clauses.verb_over(at - 1)).flatten();
    let reports = verb.is_some_and(|verb| verb.is_finite() && clauses.reports(verb));
    if before(1).is_some_and(|unit| unit.is(Classes::NAMING)) && !reports {
        return true;
    }
    // After a colon, and where it stands alone, it is speech whatever it looks like.
    let Some(last) = before(1) else {
        let next = Some(at + 1).filter(|next| *next < clauses.sentence.end);
        let is_cued = next
            .is_some_and(|next| clauses.unit(next).kind == Kind::Comma || clauses.verb_from(next).is_some())
            || inner.ends_with(',');
        return words <= 3 && !is_cued && !inner.ends_with(['.', '!', '?', '…']);
    };
    if last.kind == Kind::Colon || inner.ends_with(['.', '!', '?', '…']) {
        return false;
    }
    let capitals =
        inner.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_uppercase));
    let capital_first = inner.chars().next().is_some_and(char::is_uppercase);
    let after_name = last.capital && last.is_word() && at >= 2 && words <= 3;
    let is_title =
        capital_first && words <= 10 && !clauses.units.verbal[n] && clauses.verb_over(at - 1).is_none();
    let nouns = Classes::NOUN.with(Classes::GROUP).with(Classes::DOCUMENT);
    (capitals.count() * 2 >= words
        && words <= 6
        && clauses.verb_over(at - 1).is_none()
        && !last.is(Classes::SUBORDINATOR))
        || is_title && !last.is(Classes::SUBORDINATOR)
        || after_name && !last.is(Classes::DETERMINER)
        || capital_first && words <= 8 && (last.is(nouns) || last.is(Classes::DETERMINER.with(Classes::OF)))
}

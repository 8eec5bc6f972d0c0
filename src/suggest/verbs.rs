//! Finds the verbs of a sentence, each with its auxiliaries, clitics and negation.

use super::lexicon::{Classes, Forms, VerbClasses};
use super::units::{Kind, Sentence, Unit, Units};

/// How a verb stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Finite, of the third person.
    Finite,
    /// Finite, of the first or second person.
    Other,
    /// A present participle.
    Gerund,
    /// A past participle without auxiliary.
    Participle,
    /// An infinitive.
    Infinitive,
}

/// A verb with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    /// Its first unit: a clitic, a negation, the auxiliary or the verb itself.
    pub start: usize,
    /// The first unit after it.
    pub end: usize,
    /// The unit that carries the meaning.
    pub head: usize,
    /// The classes of that.
    pub classes: VerbClasses,
    /// How it stands.
    pub form: Form,
    /// Whether it is in the conditional.
    pub conditional: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// Whether it is reflexive.
    pub reflexive: bool,
    /// Whether it means what its classes say: *se dire* may, *se déclarer* of a fire does not.
    pub means: bool,
    /// Whether it is passive.
    pub passive: bool,
    /// Whether a carrier leads to it.
    pub carried: bool,
    /// The subject pronoun that hangs on it.
    pub inverted: Option<usize>,
}

impl Verb {
    /// Whether it makes a clause.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        matches!(self.form, Form::Finite | Form::Other)
    }
}

/// The verb classes that the code itself knows: each may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Helpers {
    /// `aux`: *avoir*, *être*, *have*.
    pub auxiliary: VerbClasses,
    /// `be`: an auxiliary that makes a past participle passive, and a present one not: *être*, *to be*. In a language
    /// without it, an auxiliary in the participle does. `motion`: a verb that has it and stays active.
    pub be: VerbClasses,
    /// See `be`.
    pub motion: VerbClasses,
    /// `will`: an auxiliary before an infinitive.
    pub will: VerbClasses,
    /// `say` and `think`: what may take a clause without a conjunction.
    pub reporting: VerbClasses,
    /// `self`: says something where it is reflexive: *s'exclamer*.
    pub reflexive: VerbClasses,
    /// `carrier`: leaves the meaning to an infinitive: *faire savoir*, *tenir à préciser*.
    pub carrier: VerbClasses,
}

/// How many words may stand between an auxiliary and its participle.
const REACH: usize = 6;

/// The verbs of a sentence, in text order.
#[must_use]
pub fn verbs(units: &Units<'_>, sentence: Sentence, helpers: Helpers) -> Vec<Verb> {
    let mut found: Vec<Verb> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let floor = found.last().map_or(sentence.start, |verb| verb.end);
        match verb_at(&units.units, sentence, at, floor, helpers) {
            Some(verb) => {
                at = verb.end;
                found.push(verb);
            }
            None => at += 1,
        }
    }
    for n in 1..found.len() {
        let (verb, next) = (found[n - 1], found[n]);
        if next.is_finite() && is_reduced(&units.units, sentence, verb, next.start, helpers) {
            found[n - 1].form = Form::Participle;
        }
    }
    found
}

/// Whether what looks finite is a participle after its noun, as another finite verb follows: *a poll released in May
/// found*.
fn is_reduced(units: &[Unit], sentence: Sentence, verb: Verb, next: usize, helpers: Helpers) -> bool {
    let forms = units[verb.head].entry.forms;
    let joins = Classes::COORDINATOR
        .with(Classes::CONTRAST)
        .with(Classes::SUBORDINATOR)
        .with(Classes::RELATIVE)
        .with(Classes::SUBJECT)
        .with(Classes::SPEAKER);
    let governs = Classes::OF.with(Classes::PREPOSITION).with(Classes::TIME);
    verb.form == Form::Finite
        && verb.start + 1 == verb.end
        && forms.any(Forms::PARTICIPLE)
        && !verb.classes.any(helpers.reporting)
        && verb.start > sentence.start
        && units[verb.start - 1].is_word()
        && !units[verb.start - 1].is(joins)
        && verb.end < next
        && units[verb.end].is(governs)
        && units[verb.end..next]
            .iter()
            .all(|unit| !unit.is(joins) && matches!(unit.kind, Kind::Word | Kind::Number))
}

fn verb_at(units: &[Unit], sentence: Sentence, at: usize, floor: usize, helpers: Helpers) -> Option<Verb> {
    let unit = &units[at];
    let forms = unit.entry.forms;
    if unit.kind != Kind::Word
        || forms == Forms::default()
        || !may_be_verb(units, sentence.start, at, helpers)
    {
        return None;
    }
    let mut verb = Verb {
        start: at,
        end: at + 1,
        head: at,
        classes: unit.entry.verb,
        form: form_of(units, sentence.start, at),
        conditional: forms.any(Forms::CONDITIONAL),
        negated: false,
        reflexive: false,
        means: true,
        passive: false,
        carried: false,
        inverted: None,
    };
    if forms.any(Forms::FINITE.with(Forms::GERUND).with(Forms::INFINITIVE)) {
        let is_aux = |verb: &Verb| verb.classes.any(helpers.auxiliary) || verb.classes.any(helpers.will);
        // *a été accusé*, *a fait savoir*: each helper leads to the next.
        while is_aux(&verb) && lead_on(units, sentence, &mut verb, helpers) {}
        if verb.classes.any(helpers.carrier) {
            lead_on(units, sentence, &mut verb, helpers);
        }
    }
    if verb.inverted.is_none()
        && let Some(next) = units.get(verb.end)
        && verb.end < sentence.end
        && next.hangs
        && next.is(Classes::SUBJECT)
    {
        verb.inverted = Some(verb.end);
        verb.end += 1;
    }
    while verb.start > floor {
        let before = &units[verb.start - 1];
        // *en disant*: no pronoun, but a preposition.
        if verb.form == Form::Gerund && before.is(Classes::PREPOSITION) {
            break;
        }
        let adverb = before.is(Classes::ADVERB.with(Classes::NEGATIVE))
            && !before.is(Classes::COORDINATOR)
            && !before.capital;
        if before.hangs || !(before.is(Classes::CLITIC.with(Classes::NEGATION)) || adverb) {
            break;
        }
        // A pronoun before a conjugated verb, where it may be the subject, is the subject.
        if before.is(Classes::SUBJECT) {
            break;
        }
        verb.negated |= before.is(Classes::NEGATION);
        verb.reflexive |= before.is(Classes::REFLEXIVE);
        verb.start -= 1;
    }
    verb.passive &= !verb.reflexive;
    verb.means = !verb.reflexive || verb.classes.any(helpers.reflexive);
    let after = units[verb.end..sentence.end].iter().take(2);
    verb.negated |= after.take_while(|unit| unit.is_word()).any(|unit| unit.is(Classes::NEGATIVE))
        && units[verb.start..verb.end].iter().any(|unit| unit.is(Classes::NEGATION));
    Some(verb)
}

/// Goes on from a helper to the verb that it helps, if one follows.
fn lead_on(units: &[Unit], sentence: Sentence, verb: &mut Verb, helpers: Helpers) -> bool {
    let carries = verb.classes.any(helpers.carrier);
    let is_be = verb.classes.any(helpers.be);
    let wanted = if carries || verb.classes.any(helpers.will) {
        Forms::INFINITIVE
    } else if is_be {
        Forms::PARTICIPLE.with(Forms::GERUND)
    } else {
        Forms::PARTICIPLE
    };
    let last = (verb.end + REACH).min(sentence.end);
    for (at, unit) in units.iter().enumerate().take(last).skip(verb.end) {
        if unit.entry.forms.any(wanted) && unit.kind == Kind::Word {
            let is_aux = unit.entry.verb.any(helpers.auxiliary);
            let active = helpers.motion.with(helpers.auxiliary);
            verb.passive = if helpers.be.is_empty() {
                verb.passive || is_aux && !carries
            } else {
                is_be && !unit.entry.forms.any(Forms::GERUND) && !unit.entry.verb.any(active)
            };
            verb.carried |= carries;
            verb.head = at;
            verb.end = at + 1;
            verb.classes = unit.entry.verb;
            return true;
        }
        if unit.hangs && unit.is(Classes::SUBJECT) {
            verb.inverted = Some(at);
        } else if unit.is(Classes::NEGATIVE.with(Classes::NEGATION)) {
            verb.negated = true;
        } else if unit.is(Classes::REFLEXIVE) {
            verb.reflexive = true;
        } else if !(unit.is(Classes::ADVERB.with(Classes::CLITIC))
            || carries && unit.is(Classes::OF.with(Classes::PREPOSITION)))
        {
            return false;
        }
    }
    false
}

fn form_of(units: &[Unit], start: usize, at: usize) -> Form {
    let forms = units[at].entry.forms;
    let follows_preposition = at > start && units[at - 1].is(Classes::OF.with(Classes::PREPOSITION));
    if forms.any(Forms::INFINITIVE) && (follows_preposition || !forms.any(Forms::FINITE)) {
        Form::Infinitive
    } else if forms.any(Forms::THIRD) {
        Form::Finite
    } else if forms.any(Forms::OTHER) && !forms.any(Forms::PARTICIPLE) {
        Form::Other
    } else if forms.any(Forms::GERUND) {
        Form::Gerund
    } else {
        Form::Participle
    }
}

/// Whether a word that may be a verb can be one where it stands.
fn may_be_verb(units: &[Unit], start: usize, at: usize, helpers: Helpers) -> bool {
    let unit = &units[at];
    let is_somebody =
        unit.is(Classes::PERSON.with(Classes::GROUP).with(Classes::DOCUMENT).with(Classes::CLAIM));
    let is_noun = is_somebody || unit.is(Classes::NOUN);
    let is_small = unit.is(Classes::PREPOSITION.with(Classes::ADVERB).with(Classes::COORDINATOR));
    if at == start {
        return !is_noun && !is_small;
    }
    let before = &units[at - 1];
    let forms = unit.entry.forms;
    let introduces = Classes::SUBJECT
        .with(Classes::RELATIVE)
        .with(Classes::NEGATION)
        .with(Classes::CLITIC)
        .with(Classes::SPEAKER);
    if is_small && !before.is(introduces) {
        return false;
    }
    // *the accused man*: what may be finite and a participle is no verb after an article.
    if before.is(Classes::DETERMINER)
        && !before.is(Classes::CLITIC)
        && forms.any(Forms::THIRD)
        && !unit.entry.verb.any(helpers.auxiliary)
    {
        return false;
    }
    // *the Associated Press*: a word with a capital is part of a name.
    if unit.capital && forms.any(Forms::THIRD) && before.is_word() {
        return false;
    }
    if forms.any(Forms::GERUND.with(Forms::INFINITIVE).with(Forms::PARTICIPLE)) && !is_noun {
        return true;
    }
    // *en parle* after *il* or *s'* has a pronoun, not a preposition.
    let is_pronoun = before.is(Classes::CLITIC) && at >= start + 2 && units[at - 2].is(introduces);
    if before.is(Classes::OF.with(Classes::PREPOSITION)) && !forms.any(Forms::INFINITIVE) && !is_pronoun {
        return false;
    }
    if before.is(Classes::DETERMINER) {
        // *ce sont*, *ce fut*.
        if !before.is(Classes::CLITIC) {
            return unit.entry.verb.any(helpers.auxiliary) && !is_noun;
        }
        // *la note*, but *il la note* and *le maire l'assure*.
        let is_helper = unit.entry.verb.any(helpers.auxiliary);
        if is_noun || !is_helper && !forms.any(Forms::GERUND.with(Forms::INFINITIVE).with(Forms::PARTICIPLE))
        {
            let Some(first) = at.checked_sub(2).filter(|first| *first >= start).map(|first| &units[first])
            else {
                return false;
            };
            let small = Classes::PREPOSITION
                .with(Classes::OF)
                .with(Classes::COORDINATOR)
                .with(Classes::DETERMINER)
                .with(Classes::SUBORDINATOR)
                .with(Classes::ADVERB)
                .with(Classes::TIME);
            let noun = first.is_word() && !first.is(small) && first.entry.forms == Forms::default();
            let next = units.get(at + 1);
            let leads_on = next
                .is_some_and(|next| next.is(Classes::DETERMINER) && !next.is(Classes::OF) || next.capital);
            return first.is(introduces) || !is_noun && (noun || first.is(Classes::SUBORDINATOR) && leads_on);
        }
    }
    if is_noun && before.is(Classes::ADJECTIVE) {
        return false;
    }
    // *Jean Petit, président du club*, but *« Oui », juge le maire*.
    if is_somebody && !before.is(introduces) {
        let next = units.get(at + 1);
        let leads_on = next.is_some_and(|next| {
            next.is(Classes::DETERMINER) && !next.is(Classes::OF) || next.hangs || next.capital
        });
        let conjunction = next.is_some_and(|next| next.is(Classes::SUBORDINATOR));
        let of = next.is_some_and(|next| next.is(Classes::OF));
        if forms.any(Forms::PARTICIPLE) && of && !before.is(Classes::DETERMINER) {
            return true;
        }
        if unit.capital {
            return false;
        }
        // *Paris claims she left*.
        let subject_follows = next.is_some_and(|next| next.is(Classes::SUBJECT.with(Classes::SPEAKER)));
        if subject_follows && before.is_word() && before.entry.forms == Forms::default() {
            return true;
        }
        let after_sign = matches!(before.kind, Kind::Comma | Kind::Quotation(_));
        return after_sign && leads_on || before.is_word() && (conjunction || leads_on);
    }
    // A name is no verb, unless it opens the sentence.
    !unit.capital
}

//! Cuts a quotation in two where its marks hold the reporting clause as well: `« Oui, dit-il, demain. »`.

use super::clauses::Clauses;
use super::language::Language;
use super::lexicon::VerbClasses;
use super::quotations::Quotation;
use super::units::{Kind, Units};
use super::verbs::{Form, Helpers};

/// The quotations with those cut that hold a verb of one of the classes with its subject after it, between commas.
#[must_use]
pub fn cut(
    text: &str,
    quotations: Vec<Quotation>,
    language: &Language,
    helpers: Helpers,
    classes: VerbClasses,
) -> Vec<Quotation> {
    let mut all = Vec::with_capacity(quotations.len());
    for quotation in quotations {
        let inner = &text[quotation.inner_start..quotation.inner_end];
        let found = if inner.contains(',') { incise(inner, language, helpers, classes) } else { None };
        let Some((start, end)) = found else {
            all.push(quotation);
            continue;
        };
        let (start, end) = (quotation.inner_start + start, quotation.inner_start + end);
        let first = Quotation { end: start, inner_end: start, closed: true, ..quotation };
        let rest = &text[end..quotation.inner_end];
        let lead = rest.len() - rest.trim_start().len();
        all.push(first);
        if rest.chars().any(char::is_alphanumeric) {
            all.push(Quotation { start: end + lead, inner_start: end + lead, ..quotation });
        }
    }
    all
}

/// Where the clause between the two parts lies: from its comma up to what follows it, the comma after it included.
fn incise(
    inner: &str,
    language: &Language,
    helpers: Helpers,
    classes: VerbClasses,
) -> Option<(usize, usize)> {
    let units = Units::read(inner, language);
    for sentence in &units.sentences {
        let clauses = Clauses::read(&units, *sentence, helpers, classes);
        for at in clauses.body + 1..sentence.end {
            if clauses.unit(at).kind != Kind::Comma {
                continue;
            }
            let Some(verb) = clauses.verb_from(at + 1) else { continue };
            if verb.form != Form::Finite || !verb.classes.any(classes) || !verb.means || verb.negated {
                continue;
            }
            let end = match verb.inverted {
                Some(_) => Some(verb.end),
                None => clauses
                    .phrase_after(verb.end)
                    .filter(|phrase| clauses.can_speak(*phrase))
                    .map(|phrase| phrase.1),
            };
            let Some(end) = end else { continue };
            // It ends with a sign: a verb with an object after it is the speaker's own.
            let closing = (end < sentence.end).then(|| clauses.unit(end));
            let closed =
                closing.is_none_or(|unit| matches!(unit.kind, Kind::Comma | Kind::Stop | Kind::Semicolon));
            if closed {
                let start = clauses.unit(at).start;
                let end = closing.map_or(inner.len(), |unit| unit.end);
                return Some((start, end));
            }
        }
    }
    None
}

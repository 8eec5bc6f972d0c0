//! Runs the rules of a language over a text, block by block.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::model::{Name, Span};

use super::clauses::Clauses;
use super::incises::cut;
use super::language::Language;
use super::lexicon::{VerbClasses, WordId};
use super::links::{Proposal, nest, resolve};
use super::matching::match_at;
use super::quotations::quotations;
use super::rule::{Element, Rule};
use super::suggestion::{Confidence, Suggestions};
use super::units::{Kind, Units};
use super::verbs::Helpers;

/// A block ends with the first paragraph that makes it so long, in bytes.
const BLOCK: usize = 2_000;

/// A paragraph that is so long, in bytes, is cut behind sentences, too: else all of a text without line ends would be
/// waited for before anything of it is shown.
const ENDLESS: usize = 20_000;

/// Rules of one language, ready to run.
#[derive(Debug)]
pub struct Engine {
    language: &'static Language,
    helpers: Helpers,
    /// The verbs that report, and those that stand beside a quotation.
    reporting: VerbClasses,
    quoting: VerbClasses,
    /// For each rule its name, to give out without a copy.
    names: Vec<Name>,
    /// The rule and the pattern of each anchor.
    by_verb: Vec<(usize, usize)>,
    by_mark: Vec<(usize, usize)>,
    by_word: HashMap<WordId, Vec<(usize, usize)>>,
    by_class: Vec<(usize, usize)>,
}

/// What a rule is run over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Article,
    Quotation,
}

thread_local! {
    static ENGINES: RefCell<Vec<(&'static str, Rc<Engine>)>> = const { RefCell::new(Vec::new()) };
}

impl Engine {
    /// The engine of a BCP 47 tag's language, or nothing where there are no rules for it. The first call for a
    /// language reads its lexicons, some milliseconds; each further one on the thread is free.
    #[must_use]
    pub fn for_language(tag: &str) -> Option<Rc<Self>> {
        let language = Language::of(tag)?;
        ENGINES.with_borrow_mut(|engines| {
            if let Some((_, engine)) = engines.iter().find(|(known, _)| *known == language.tag) {
                return Some(engine.clone());
            }
            let engine = Rc::new(Self::new(language));
            engines.push((language.tag, engine.clone()));
            Some(engine)
        })
    }

    /// The tags of the languages that there are rules for.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        Language::tags()
    }

    fn new(language: &'static Language) -> Self {
        let class = |name| language.lexicon.verb_class(name).unwrap_or_default();
        let mut engine = Self {
            language,
            helpers: Helpers {
                auxiliary: class("aux"),
                be: class("be"),
                motion: class("motion"),
                will: class("will"),
                reporting: class("say").with(class("think")),
                reflexive: class("self"),
                carrier: class("carrier"),
            },
            reporting: class("say").with(class("think")).with(class("frag")),
            quoting: class("say").with(class("cue")),
            names: language.rules.iter().map(|rule| (*rule.id).into()).collect(),
            by_verb: Vec::new(),
            by_mark: Vec::new(),
            by_word: HashMap::new(),
            by_class: Vec::new(),
        };
        for (r, rule) in language.rules.iter().enumerate() {
            for (p, pattern) in rule.patterns.iter().enumerate() {
                match &pattern.steps[pattern.anchor].element {
                    Element::Verb(..) => engine.by_verb.push((r, p)),
                    Element::Words(words) => {
                        for word in words {
                            engine.by_word.entry(*word).or_default().push((r, p));
                        }
                    }
                    Element::Class(_) => engine.by_class.push((r, p)),
                    _ => engine.by_mark.push((r, p)),
                }
            }
        }
        engine
    }

    /// The language's tag.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.language.tag
    }

    /// The rules, in the order of their file.
    #[must_use]
    pub fn rules(&self) -> &'static [Rule] {
        &self.language.rules
    }

    /// Everything that the rules propose for a text, however unsure.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Suggestions {
        let mut all = Suggestions::default();
        for block in self.blocks(text) {
            all.append(self.suggest_block(text, block));
        }
        all
    }

    /// A text cut into blocks of some paragraphs, or of some sentences of an endless one, that can be worked on in any
    /// order: no quotation crosses from one into another. In text order, and together the whole text.
    #[must_use]
    pub fn blocks(&self, text: &str) -> Vec<Span> {
        let quotations = quotations(text, &self.language.signs);
        let mut quotations = quotations.iter().peekable();
        let mut blocks = Vec::new();
        let (mut start, mut at) = (0, 0);
        for part in text.split_inclusive('\n').flat_map(endless_parts) {
            at += part.len();
            while quotations.next_if(|quotation| quotation.end <= at).is_some() {}
            let is_inside = quotations.peek().is_some_and(|quotation| quotation.start < at);
            if at - start >= BLOCK && !is_inside {
                blocks.push(Span::new(start as u32, at as u32));
                start = at;
            }
        }
        if start < text.len() {
            blocks.push(Span::new(start as u32, text.len() as u32));
        }
        blocks
    }

    /// What the rules propose for one block of a text, in places of the whole text. A span that is no block of it is
    /// taken as it is; one that cuts a character gives nothing.
    #[must_use]
    pub fn suggest_block(&self, text: &str, block: Span) -> Suggestions {
        let Some(part) = block.slice(text) else { return Suggestions::default() };
        let found = quotations(part, &self.language.signs);
        let found = cut(part, found, self.language, self.helpers, self.quoting);
        let units = Units::with_quotations(part, found, self.language);
        let mut proposals = Vec::new();
        let mut previous = None;
        for sentence in &units.sentences {
            let mut clauses = Clauses::read(&units, *sentence, self.helpers, self.reporting);
            clauses.previous = if sentence.opens_paragraph { None } else { previous };
            let before = proposals.len();
            self.propose(&clauses, Place::Article, &mut proposals);
            previous = proposals[before..]
                .iter()
                .filter_map(Proposal::source)
                .next_back()
                .or_else(|| clauses.topic(sentence.end).filter(|topic| clauses.can_speak(*topic)));
        }
        let outer = resolve(&units, proposals, &self.names, block.start.get());
        let mut within = Suggestions::default();
        for quotation in &units.quotations {
            let start = quotation.inner_start;
            let inner = Units::read(&part[start..quotation.inner_end], self.language);
            let mut proposals = Vec::new();
            for sentence in &inner.sentences {
                let clauses = Clauses::read(&inner, *sentence, self.helpers, self.reporting);
                self.propose(&clauses, Place::Quotation, &mut proposals);
            }
            if !proposals.is_empty() {
                let shift = block.start.get() + start as u32;
                within.append(resolve(&inner, proposals, &self.names, shift));
            }
        }
        if within.is_empty() { outer } else { nest(outer, within) }
    }

    /// The same for the blocks that a window of the text touches.
    #[must_use]
    pub fn suggest_window(&self, text: &str, window: Span) -> Suggestions {
        let mut all = Suggestions::default();
        for block in self.blocks(text).into_iter().filter(|block| block.overlaps(window)) {
            all.append(self.suggest_block(text, block));
        }
        all
    }

    fn propose(&self, clauses: &Clauses<'_>, place: Place, proposals: &mut Vec<Proposal>) {
        for at in clauses.body..clauses.sentence.end {
            let unit = clauses.unit(at);
            if clauses.verb_from(at).is_some() {
                self.try_rules(clauses, &self.by_verb, at, place, proposals);
            }
            let is_turn = at == clauses.body && clauses.sentence.is_turn;
            let is_headed = at == clauses.body && clauses.speaking_heading().is_some();
            if is_turn || is_headed || matches!(unit.kind, Kind::Quotation(_)) {
                self.try_rules(clauses, &self.by_mark, at, place, proposals);
            }
            if let Some(rules) = unit.word.and_then(|word| self.by_word.get(&word)) {
                self.try_rules(clauses, rules, at, place, proposals);
            }
            if unit.is_word() {
                self.try_rules(clauses, &self.by_class, at, place, proposals);
            }
        }
    }

    fn try_rules(
        &self,
        clauses: &Clauses<'_>,
        rules: &[(usize, usize)],
        at: usize,
        place: Place,
        proposals: &mut Vec<Proposal>,
    ) {
        let mut done = None;
        for (r, p) in rules {
            // The patterns of a rule are tried in turn.
            if done == Some(*r) {
                continue;
            }
            let rule = &self.language.rules[*r];
            if rule.inside != (place == Place::Quotation) {
                continue;
            }
            let pattern = &rule.patterns[*p];
            let Some(found) = match_at(clauses, pattern, at) else { continue };
            done = Some(*r);
            let labels = pattern.captures.iter().map(|capture| &*capture.label);
            let mut parts: Vec<_> =
                labels.zip(found.captures).filter_map(|(label, stretch)| Some((label, stretch?))).collect();
            if let Some(inverted) = found.inverted {
                parts.push(("source", (inverted, inverted + 1)));
            }
            let sure = rule.sure.get();
            let sure = if found.hedged { sure * 7 / 10 } else { sure };
            proposals.push(Proposal::new(*r, Confidence::permille(sure), &parts));
        }
    }
}

/// A paragraph as it is, or an endless one in parts that end behind a word of some length, a stop and a blank, before
/// what is no small letter: what ends otherwise may be an abbreviation.
fn endless_parts(paragraph: &str) -> impl Iterator<Item = &str> {
    let is_endless = paragraph.len() > ENDLESS;
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = paragraph.get(start..).filter(|rest| !rest.is_empty())?;
        let mut stops = rest.match_indices(['.', '!', '?', '…']).filter(|_| is_endless);
        let cut = stops.find_map(|(at, stop)| {
            let ends_word = rest[..at].chars().rev().take(4).filter(|c| c.is_alphanumeric()).count() == 4;
            let mut after = rest[at + stop.len()..].chars();
            let blank = after.next().filter(|c| ends_word && c.is_whitespace())?;
            after.next().filter(|c| !c.is_lowercase())?;
            Some(at + stop.len() + blank.len_utf8())
        });
        let part = &rest[..cut.unwrap_or(rest.len())];
        start += part.len();
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::DEFAULT_THRESHOLD;

    /// A text with what is proposed drawn in it.
    fn drawn(engine: &Engine, text: &str, keep: impl Fn(&super::super::Suggestion) -> bool) -> String {
        let suggestions = engine.suggest(text).at_least(DEFAULT_THRESHOLD).retaining(keep);
        let mut drawing = String::new();
        for (at, c) in text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]) {
            let closing = suggestions.spans.iter().filter(|found| found.span.end.index() == at).count();
            drawing.push_str(&"]".repeat(closing));
            for found in suggestions.spans.iter().filter(|found| found.span.start.index() == at) {
                drawing.push_str(&format!("[{}:", found.label));
            }
            drawing.extend(c);
        }
        drawing
    }

    fn undrawn(drawing: &str) -> String {
        let mut text = drawing.to_owned();
        for label in ["[quote:", "[source:", "[denial:", "]"] {
            text = text.replace(label, "");
        }
        text
    }

    #[test]
    fn an_endless_paragraph_is_cut_behind_sentences_and_comes_to_the_same() {
        let engine = Engine::for_language("fr").expect("French is there");
        let sentence = "« Le pont est sûr. Vraiment », assure Anne Petit. M. Petit pense que non, dit-on. Selon lui, oui. ";
        let text = sentence.repeat(1_000);
        let blocks = engine.blocks(&text);
        assert!(blocks.len() > 20 && blocks.iter().all(|block| block.len() < 3_000), "{}", blocks.len());
        let counts = blocks.iter().map(|block| engine.suggest_block(&text, *block).spans.len());
        assert_eq!(counts.sum::<usize>(), 1_000 * engine.suggest(sentence).spans.len());
    }

    #[test]
    fn every_rule_finds_what_its_examples_draw() {
        let mut wrong = Vec::new();
        for tag in Engine::languages() {
            let engine = Engine::for_language(tag).expect("it is a language");
            for rule in engine.rules() {
                assert!(!rule.about.is_empty() && !rule.examples.is_empty(), "{} lacks an example", rule.id);
                for example in &rule.examples {
                    let found = drawn(&engine, &undrawn(example), |_| true);
                    if found != **example {
                        wrong.push(format!("{}\n  wanted {example}\n  found  {found}", rule.id));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

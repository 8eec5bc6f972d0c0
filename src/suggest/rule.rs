//! Rules as data: an id, what it is about, a pattern, how sure it is, and examples that are its tests.
//!
//! A rule stands in its language's `rules.txt`:
//!
//! ```text
//! rule that-clause
//!   about   A verb of saying with a clause in *que*.
//!   pattern [source:SUBJECT] {say} ~ que|qu' [quote:CLAUSE]
//!   sure    900
//!   example [source:Le maire] assure que [quote:le pont est sûr].
//! ```
//!
//! A pattern is a row of steps, apart by blanks, matched within one sentence:
//!
//! | step | matches |
//! | --- | --- |
//! | `word`, `a\|b` | one word, or one of several, in any case |
//! | `<class>` | one word of a class of the language's word lists |
//! | `,` `:` `;` `-` `.` | that sign |
//! | `{class}` | a verb with its auxiliaries and clitics, of a class of `verbs.txt`, finite and of the third person; `{class:gerund:self}` asks for more, see [`Wanted`] |
//! | `SUBJECT` | the noun phrase that is the subject of the verb to the right; `TELLER` the same, if it can speak by its words; `TOPIC` that of the sentence's first verb |
//! | `PREVIOUS` | who spoke in the sentence before, or else its subject; to the left of `^` |
//! | `HEADING` | the words before a colon at a paragraph's start, where one of them is somebody's who speaks; to the left of `^` |
//! | `PHRASE` | a noun phrase; `SPEAKER` one that can speak, by its words; `NAME` one that a headline may have before a colon |
//! | `CLAUSE` | to the end of the clause, or back to its start when it stands left of the anchor |
//! | `STATEMENT` | the same to the right, where it begins with its own subject and has a verb: needs no conjunction |
//! | `MIXED` | a clause, back to its start, that holds a quotation after some words |
//! | `OBJECT` | what a verb or noun is about: to the next comma or verb of another clause |
//! | `INFINITIVE` | the same, where it begins with an infinitive |
//! | `MARKED` | a quotation in marks; `SPEECH` one that is a sentence or long, `FRAGMENT` any other that names nothing, `TURN` a turn of dialogue after a dash |
//! | `~` | a few words that are no part of the clause: *hier*, *à l'AFP*; `..` whatever comes up to the next finite verb; `...` whatever comes within the sentence |
//! | `^` `$` | the start and the end of the sentence |
//!
//! A line `inside` says that the rule is for what stands in quotation marks, and only for that.
//!
//! `?` after a step makes it optional. `[label:` and `]` draw what the rule proposes, as in an example. The pattern is
//! matched to both sides from its anchor: the step after a `@`, else the first verb, the first quotation, the first
//! word.

use super::lexicon::{Classes, Lexicon, VerbClasses, WordId};
use super::suggestion::Confidence;

/// What a step asks of a verb beside its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// `gerund`: a present participle.
    pub gerund: bool,
    /// `infinitive`.
    pub infinitive: bool,
    /// `participle`: a past participle without auxiliary.
    pub participle: bool,
    /// `self`: with a reflexive pronoun.
    pub reflexive: bool,
    /// `inverted`: with a subject pronoun hanging on it, which is then proposed as `source`.
    pub inverted: bool,
    /// `passive`.
    pub passive: bool,
    /// `negated`; without it, only a verb that is not.
    pub negated: bool,
    /// `conditional`.
    pub conditional: bool,
    /// `carried`: an infinitive after a `carrier`, such as *faire savoir*.
    pub carried: bool,
}

/// Part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// One of these words.
    Words(Vec<WordId>),
    /// A word of one of these classes.
    Class(Classes),
    /// A sign.
    Sign(char),
    /// A verb.
    Verb(VerbClasses, Wanted),
    /// The subject of the verb to the right.
    Subject,
    /// The same, where it can speak.
    Teller,
    /// The subject of the sentence's first verb.
    Topic,
    /// Who spoke in the sentence before.
    Previous,
    /// The words before a colon at a paragraph's start, where they tell who speaks.
    Heading,
    /// A noun phrase.
    Phrase,
    /// A noun phrase that can speak.
    Speaker,
    /// One that names somebody by itself, to the left of a quotation.
    Name,
    /// To the clause's end or start.
    Clause,
    /// A clause with a subject of its own and a finite verb.
    Statement,
    /// The same from an infinitive on.
    Infinitive,
    /// A clause, back to its start, with a quotation that does not open it.
    Mixed,
    /// To the next comma or verb of another clause.
    Object,
    /// A quotation.
    Marked,
    /// A quotation that is a sentence or long.
    Speech,
    /// A short quotation that names nothing.
    Fragment,
    /// A turn of dialogue.
    Turn,
    /// A few words that belong to no part.
    Gap,
    /// Anything within the sentence.
    Anything,
    /// Anything within the clause: no finite verb.
    Within,
    /// The sentence's start.
    Start,
    /// The sentence's end.
    End,
}

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it matches.
    pub element: Element,
    /// Whether it may be absent.
    pub optional: bool,
}

/// What a pattern proposes: the label, and the steps that the span covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// A label of the scheme.
    pub label: Box<str>,
    /// Its first step.
    pub start: usize,
    /// The first step after it.
    pub end: usize,
}

/// A pattern, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// In text order.
    pub steps: Vec<Step>,
    /// In the order of their opening brackets.
    pub captures: Vec<Capture>,
    /// The step that is looked for first.
    pub anchor: usize,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, with the language before it: `fr/that-clause`.
    pub id: Box<str>,
    /// One line for a person.
    pub about: Box<str>,
    /// What it looks for. A rule may have several, tried in turn.
    pub patterns: Vec<Pattern>,
    /// How sure it is.
    pub sure: Confidence,
    /// Whether it is for the inside of quotations too.
    pub inside: bool,
    /// Sentences with what it proposes drawn in them.
    pub examples: Vec<Box<str>>,
}

/// Reads a language's rules. Words of patterns become known to the lexicon.
///
/// # Errors
/// The line that is wrong, and why.
pub fn read_rules(tag: &str, source: &str, lexicon: &mut Lexicon) -> Result<Vec<Rule>, String> {
    let mut rules: Vec<Rule> = Vec::new();
    for (n, line) in source.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |error: String| format!("line {}: {error}", n + 1);
        let (key, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let value = value.trim();
        if key == "rule" {
            rules.push(Rule {
                id: format!("{tag}/{value}").into(),
                about: "".into(),
                patterns: Vec::new(),
                sure: Confidence::default(),
                inside: false,
                examples: Vec::new(),
            });
            continue;
        }
        let rule = rules.last_mut().ok_or_else(|| wrong("no rule has begun".to_owned()))?;
        match key {
            "about" => rule.about = value.into(),
            "pattern" => rule.patterns.push(Pattern::read(value, lexicon).map_err(wrong)?),
            "sure" => {
                let permille = value.parse().map_err(|_| wrong(format!("`{value}` is no number")))?;
                rule.sure = Confidence::permille(permille);
            }
            "inside" => rule.inside = true,
            "example" => rule.examples.push(value.into()),
            _ => return Err(wrong(format!("`{key}` is nothing that a rule has"))),
        }
    }
    Ok(rules)
}

impl Pattern {
    /// Reads a pattern as the module's description has it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(source: &str, lexicon: &mut Lexicon) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut captures: Vec<Capture> = Vec::new();
        let mut open = Vec::new();
        let mut chosen = None;
        for word in source.split_whitespace() {
            let mut word = word;
            if let Some(rest) = word.strip_prefix('@') {
                chosen = Some(steps.len());
                word = rest;
            }
            while let Some(rest) = word.strip_prefix('[') {
                let (label, rest) = rest.split_once(':').ok_or("a bracket opens with `label:`")?;
                open.push(captures.len());
                captures.push(Capture { label: label.into(), start: steps.len(), end: 0 });
                word = rest;
            }
            let bare = word.trim_end_matches(']');
            let closed = word.len() - bare.len();
            let (bare, optional) = match bare.strip_suffix('?') {
                Some(bare) if !bare.is_empty() => (bare, true),
                _ => (bare, false),
            };
            if !bare.is_empty() {
                steps.push(Step { element: Element::read(bare, lexicon)?, optional });
            }
            for _ in 0..closed {
                let capture = open.pop().ok_or("a bracket closes that none opened")?;
                captures[capture].end = steps.len();
            }
        }
        if !open.is_empty() {
            return Err("a bracket is not closed".to_owned());
        }
        let place = |wanted: fn(&Element) -> bool| {
            steps.iter().position(|step: &Step| !step.optional && wanted(&step.element))
        };
        let anchor = chosen
            .or_else(|| place(|element| matches!(element, Element::Verb(..))))
            .or_else(|| {
                place(|element| {
                    matches!(element, Element::Marked | Element::Speech | Element::Fragment | Element::Turn)
                })
            })
            .or_else(|| place(|element| matches!(element, Element::Words(_) | Element::Class(_))))
            .ok_or("a pattern needs a verb, a quotation or a word")?;
        Ok(Self { steps, captures, anchor })
    }
}

impl Element {
    fn read(source: &str, lexicon: &mut Lexicon) -> Result<Self, String> {
        let braced = source.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        if let Some(verb) = braced {
            return Self::read_verb(verb, lexicon);
        }
        if let Some(class) = source.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            let mut classes = Classes::NONE;
            for name in class.split('|') {
                classes =
                    classes.with(Classes::named(name).ok_or_else(|| format!("no class is named `{name}`"))?);
            }
            return Ok(Self::Class(classes));
        }
        Ok(match source {
            "SUBJECT" => Self::Subject,
            "TELLER" => Self::Teller,
            "TOPIC" => Self::Topic,
            "PREVIOUS" => Self::Previous,
            "HEADING" => Self::Heading,
            "PHRASE" => Self::Phrase,
            "NAME" => Self::Name,
            "SPEAKER" => Self::Speaker,
            "CLAUSE" => Self::Clause,
            "STATEMENT" => Self::Statement,
            "INFINITIVE" => Self::Infinitive,
            "MIXED" => Self::Mixed,
            "OBJECT" => Self::Object,
            "MARKED" => Self::Marked,
            "SPEECH" => Self::Speech,
            "FRAGMENT" => Self::Fragment,
            "TURN" => Self::Turn,
            "~" => Self::Gap,
            "..." => Self::Anything,
            ".." => Self::Within,
            "^" => Self::Start,
            "$" => Self::End,
            "," | ":" | ";" | "-" | "." => Self::Sign(source.chars().next().unwrap_or(',')),
            _ => Self::Words(source.split('|').map(|word| lexicon.intern(word)).collect()),
        })
    }

    fn read_verb(source: &str, lexicon: &Lexicon) -> Result<Self, String> {
        let mut parts = source.split(':');
        let mut classes = VerbClasses::default();
        for name in parts.next().unwrap_or_default().split('|') {
            let class = lexicon.verb_class(name);
            classes = classes.with(class.ok_or_else(|| format!("no verb has the class `{name}`"))?);
        }
        let mut wanted = Wanted::default();
        for part in parts {
            *match part {
                "gerund" => &mut wanted.gerund,
                "infinitive" => &mut wanted.infinitive,
                "participle" => &mut wanted.participle,
                "self" => &mut wanted.reflexive,
                "inverted" => &mut wanted.inverted,
                "passive" => &mut wanted.passive,
                "negated" => &mut wanted.negated,
                "conditional" => &mut wanted.conditional,
                "carried" => &mut wanted.carried,
                _ => return Err(format!("a verb cannot be `{part}`")),
            } = true;
        }
        Ok(Self::Verb(classes, wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read_with_what_it_proposes() {
        let mut lexicon = Lexicon::default();
        let pattern = Pattern::read("[quote:MARKED] ,? said [source:PHRASE]", &mut lexicon).unwrap();
        assert_eq!(pattern.steps.len(), 4);
        assert!(pattern.steps[1].optional);
        assert_eq!(pattern.anchor, 0);
        assert_eq!(&*pattern.captures[1].label, "source");
        assert_eq!((pattern.captures[1].start, pattern.captures[1].end), (3, 4));
    }

    #[test]
    fn a_wrong_rule_is_told_with_its_line() {
        let mut lexicon = Lexicon::default();
        for (source, error) in [
            ("about x", "line 1: no rule has begun"),
            ("rule a\nsure b", "line 2: `b` is no number"),
            ("rule a\npattern [quote:MARKED", "line 2: a bracket is not closed"),
            ("rule a\npattern {say} x", "line 2: no verb has the class `say`"),
            ("rule a\npattern , ~", "line 2: a pattern needs a verb, a quotation or a word"),
        ] {
            assert_eq!(read_rules("fr", source, &mut lexicon).unwrap_err(), error);
        }
    }
}

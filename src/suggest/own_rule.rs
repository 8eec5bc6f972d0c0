//! A person's own rules: a pattern that proposes one label wherever it matches.
//!
//! The patterns are those of the `regex` crate, which matches in time linear in the text; their size and the number of
//! their matches are bounded here.

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::messages::{Message, message};
use crate::model::{CodePointOffset, CodePointSpan, Name, Span};

use super::suggestion::{Confidence, Suggestion, Suggestions};

/// The longest pattern, in characters.
pub const LONGEST_PATTERN: usize = 2_000;
/// The most memory that a compiled pattern may take, in bytes.
pub const LARGEST_PROGRAM: usize = 1 << 20;
/// The most matches that are given for one text.
pub const MOST_MATCHES: usize = 10_000;
/// How deep a pattern may nest.
const DEEPEST: u32 = 100;

/// A rule as a person writes it and a data set keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRule {
    /// What suggestions call it, unique among a data set's own rules.
    pub id: Name,
    /// The pattern. If it has a group named `span`, what that matches is proposed, else the whole match.
    pub pattern: String,
    /// The label that it proposes.
    pub label: Name,
    /// Whether it runs.
    #[serde(default = "yes")]
    pub on: bool,
    /// Whether upper and lower case differ.
    #[serde(default)]
    pub same_case: bool,
}

fn yes() -> bool {
    true
}

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It is wrong somewhere.
    Wrong {
        /// Where, in characters of the pattern.
        at: CodePointSpan,
        /// What is wrong there, as `regex-syntax` names it; `message::pattern_fault` has words for it.
        reason: String,
    },
    /// It is longer than [`LONGEST_PATTERN`], or would need more than [`LARGEST_PROGRAM`].
    TooLarge,
    /// It matches where there is nothing, so it says nothing.
    Empty,
}

impl PatternError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Wrong { at, reason } => {
                message::own_pattern_wrong(at.start.get() + 1, message::pattern_fault(reason.as_str()))
            }
            Self::TooLarge => message::own_pattern_too_large(),
            Self::Empty => message::own_pattern_empty(),
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for PatternError {}

/// A person's rule, ready to run.
#[derive(Clone, Debug)]
pub struct CompiledRule {
    regex: Regex,
    rule: OwnRule,
    has_span: bool,
}

/// What a rule matched in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Where, in bytes of the text: in text order, never empty.
    pub spans: Vec<Span>,
    /// Whether there were more than [`MOST_MATCHES`].
    pub cut: bool,
}

impl OwnRule {
    /// Checks the pattern and makes it ready.
    ///
    /// # Errors
    /// Where and why the pattern is wrong, or that it is too large.
    pub fn compile(&self) -> Result<CompiledRule, PatternError> {
        let regex = compile(&self.pattern, self.same_case)?;
        let has_span = regex.capture_names().flatten().any(|name| name == "span");
        Ok(CompiledRule { regex, rule: self.clone(), has_span })
    }
}

/// Checks a person's pattern and makes it ready; `^` and `$` mean the edges of a line.
///
/// # Errors
/// Where and why it is wrong, or that it is too large.
pub fn compile(pattern: &str, same_case: bool) -> Result<Regex, PatternError> {
    if pattern.is_empty() {
        return Err(PatternError::Empty);
    }
    if pattern.chars().nth(LONGEST_PATTERN).is_some() {
        return Err(PatternError::TooLarge);
    }
    // The parser says where; the compiler, which has the limits, only says what.
    let mut parser = regex_syntax::ast::parse::ParserBuilder::new();
    let ast = parser.nest_limit(DEEPEST).build().parse(pattern).map_err(|error| {
        let span = error.span();
        wrong(pattern, span.start.offset, span.end.offset, error.kind())
    })?;
    let mut translator = regex_syntax::hir::translate::TranslatorBuilder::new();
    let translated = translator.multi_line(true).crlf(true).build().translate(pattern, &ast);
    translated.map_err(|error| {
        let span = error.span();
        wrong(pattern, span.start.offset, span.end.offset, error.kind())
    })?;
    let regex = RegexBuilder::new(pattern)
        .case_insensitive(!same_case)
        .multi_line(true)
        .crlf(true)
        .size_limit(LARGEST_PROGRAM)
        .dfa_size_limit(LARGEST_PROGRAM)
        .nest_limit(DEEPEST)
        .build();
    regex.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        error => wrong(pattern, 0, pattern.len(), &error),
    })
}

/// The name of the variant is all that is kept of a kind: what it means is said in the person's language.
fn wrong(pattern: &str, start: usize, end: usize, kind: &dyn fmt::Debug) -> PatternError {
    let mut reason = format!("{kind:?}");
    reason.truncate(reason.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(reason.len()));
    let place = |at: usize| {
        let at = (0..=at.min(pattern.len())).rev().find(|at| pattern.is_char_boundary(*at));
        CodePointOffset::new(pattern[..at.unwrap_or_default()].chars().count() as u32)
    };
    PatternError::Wrong { at: CodePointSpan { start: place(start), end: place(end) }, reason }
}

impl CompiledRule {
    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &OwnRule {
        &self.rule
    }

    /// What it matches in a text, [`MOST_MATCHES`] at most. A match of nothing is none.
    #[must_use]
    pub fn matches(&self, text: &str) -> Matches {
        let mut matches = Matches::default();
        let mut add = |start: usize, end: usize| {
            if start == end {
                return true;
            }
            if matches.spans.len() == MOST_MATCHES {
                matches.cut = true;
                return false;
            }
            matches.spans.push(Span::new(start as u32, end as u32));
            true
        };
        if self.has_span {
            for found in self.regex.captures_iter(text) {
                let Some(found) = found.name("span") else { continue };
                if !add(found.start(), found.end()) {
                    break;
                }
            }
        } else {
            for found in self.regex.find_iter(text) {
                if !add(found.start(), found.end()) {
                    break;
                }
            }
        }
        matches
    }

    /// How often it matches in a text, [`MOST_MATCHES`] at most.
    #[must_use]
    pub fn count(&self, text: &str) -> u32 {
        self.matches(text).spans.len() as u32
    }

    /// The same as suggestions. A person's own rule is certain, so that its record alone lowers it.
    #[must_use]
    pub fn suggest(&self, text: &str) -> Suggestions {
        let spans = self.matches(text).spans.into_iter().map(|span| Suggestion {
            span,
            label: self.rule.label.clone(),
            attributes: Vec::new(),
            rule: self.rule.id.clone(),
            confidence: Confidence::permille(1000),
        });
        Suggestions { spans: spans.collect(), relations: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(pattern: &str) -> OwnRule {
        OwnRule {
            id: "mine".into(),
            pattern: pattern.to_owned(),
            label: "source".into(),
            on: true,
            same_case: false,
        }
    }

    fn found<'a>(pattern: &str, text: &'a str) -> Vec<&'a str> {
        let matches = rule(pattern).compile().expect("it is a pattern").matches(text);
        matches.spans.iter().map(|span| span.slice(text).expect("it lies in the text")).collect()
    }

    #[test]
    fn a_pattern_proposes_what_it_matches_or_its_span() {
        assert_eq!(found(r"mme \p{Lu}\p{L}+", "Mme Petit et MME Durand"), ["Mme Petit", "MME Durand"]);
        assert_eq!(found(r"selon (?<span>\w+)", "Selon Reuters, selon elle"), ["Reuters", "elle"]);
        let suggestions = rule("é").compile().expect("it is a pattern").suggest("été");
        assert_eq!(suggestions.spans.len(), 2);
        assert_eq!(suggestions.spans[1].span, Span::new(3, 5));
    }

    #[test]
    fn a_wrong_pattern_shows_where_it_is_wrong() {
        for (pattern, start, end) in [
            ("é(a", 1, 2),
            ("éé[z-a]", 3, 6),
            ("a{3,2}", 1, 6),
            (r"é\q", 1, 3),
            ("*", 0, 0),
            (r"\p{Nope}", 0, 8),
        ] {
            let error = rule(pattern).compile().expect_err(pattern);
            let PatternError::Wrong { at, reason } = error else { panic!("{pattern}: {error}") };
            assert_eq!((at.start.get(), at.end.get()), (start, end), "{pattern}: {reason}");
            let unsaid = message::pattern_fault("").to_string();
            assert_ne!(
                message::pattern_fault(reason.as_str()).to_string(),
                unsaid,
                "{pattern}: {reason} has words"
            );
        }
    }

    #[test]
    fn a_pattern_that_is_too_large_is_refused() {
        assert_eq!(rule(r"\w{1000}{1000}").compile().expect_err("it is too large"), PatternError::TooLarge);
        assert_eq!(rule(&"a".repeat(5000)).compile().expect_err("it is too large"), PatternError::TooLarge);
        assert!(matches!(rule(&"(".repeat(900)).compile(), Err(PatternError::Wrong { .. })));
        assert_eq!(rule("").compile().expect_err("it is empty"), PatternError::Empty);
    }

    #[test]
    fn a_match_of_nothing_is_none_and_matches_are_bounded() {
        assert_eq!(found("x*", "aaa"), [""; 0]);
        let matches = rule(".").compile().expect("it is a pattern").matches(&"a".repeat(MOST_MATCHES + 5));
        assert_eq!((matches.spans.len(), matches.cut), (MOST_MATCHES, true));
    }

    #[test]
    fn what_makes_other_engines_hang_is_quick() {
        assert_eq!(found("(a+)+$", &("a".repeat(50_000) + "!")), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_pattern_is_refused_or_matches_in_the_text(pattern in "\\PC{0,20}", text in "\\PC{0,40}") {
            if let Ok(compiled) = rule(&pattern).compile() {
                for span in compiled.matches(&text).spans {
                    prop_assert!(!span.is_empty() && span.slice(&text).is_some());
                }
            }
        }
    }
}

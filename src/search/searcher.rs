//! Searches one text again and again, as somebody types.
//!
//! Both kinds of search are linear in the text for one match; a pattern that is made to be slow is not, and whoever
//! has a person wait must be able to end it from outside.

use crate::model::{CodePointSpan, Span};
use crate::suggest::occurrences::{Unaccented, is_whole, unaccented_pattern};
use crate::suggest::own_rule::compile;
use crate::suggest::{Likeness, PatternError, occurrences};

use super::query::{Fault, Found, MOST_MATCHES, Query};

/// A text that is searched.
pub struct Searcher<T> {
    text: T,
    /// The same without accents, once somebody has asked for it.
    unaccented: Option<Unaccented>,
}

impl<T: AsRef<str>> Searcher<T> {
    /// Searches this text.
    pub fn new(text: T) -> Self {
        Self { text, unaccented: None }
    }

    /// Where the text holds what is looked for. A pattern's `^` and `$` mean the edges of a line.
    pub fn search(&mut self, query: &Query) -> Found {
        if query.is_empty() {
            return Found::Matches { spans: Vec::new(), is_cut: false };
        }
        let spans = if query.is_pattern {
            match self.matches(&query.text, query.likeness) {
                Ok(spans) => spans,
                Err(error) => return wrong(error),
            }
        } else {
            occurrences(self.text.as_ref(), &query.text, query.likeness, MOST_MATCHES + 1)
        };
        let is_cut = spans.len() > MOST_MATCHES;
        let mut spans = spans;
        spans.truncate(MOST_MATCHES);
        Found::Matches { spans, is_cut }
    }

    fn matches(&mut self, pattern: &str, likeness: Likeness) -> Result<Vec<Span>, PatternError> {
        // As it was written, so that what is wrong is shown where it is.
        let mut regex = compile(pattern, likeness.same_case)?;
        let text = self.text.as_ref();
        let plain = if likeness.same_accents {
            None
        } else {
            regex = compile(&unaccented_pattern(pattern), likeness.same_case)?;
            Some(&*self.unaccented.get_or_insert_with(|| Unaccented::of(text)))
        };
        let mut spans = Vec::new();
        for found in regex.find_iter(plain.map_or(text, |plain| plain.text())) {
            let (start, end) = (found.start() as u32, found.end() as u32);
            let span = match plain {
                Some(plain) => plain.original(start, end),
                None => Span::new(start, end),
            };
            let fits = || !likeness.whole_words || is_whole(text, span.start.get(), span.end.get());
            if !span.is_empty() && fits() {
                spans.push(span);
            }
            if spans.len() > MOST_MATCHES {
                break;
            }
        }
        Ok(spans)
    }
}

fn wrong(error: PatternError) -> Found {
    match error {
        PatternError::Wrong { at, reason } => Found::Wrong { at, why: Fault::Wrong(reason) },
        // Nothing is looked for by an empty one: it does not come here.
        PatternError::TooLarge | PatternError::Empty => {
            Found::Wrong { at: CodePointSpan::new(0, 0), why: Fault::TooLarge }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn query(text: &str, is_pattern: bool) -> Query {
        Query { text: text.to_owned(), is_pattern, ..Query::default() }
    }

    fn found<'a>(text: &'a str, query: &Query) -> Vec<&'a str> {
        match Searcher::new(text).search(query) {
            Found::Matches { spans, is_cut: false } => {
                spans.iter().map(|span| span.slice(text).expect("it lies in the text")).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_are_found_as_strictly_as_one_says() {
        let text = "Élysée, ELYSEE, elysees";
        let mut wanted = query("élysée", false);
        assert_eq!(found(text, &wanted), ["Élysée", "ELYSEE", "elysee"]);
        wanted.likeness.whole_words = true;
        assert_eq!(found(text, &wanted), ["Élysée", "ELYSEE"]);
        wanted.likeness.same_accents = true;
        assert_eq!(found(text, &wanted), ["Élysée"]);
        wanted.likeness.same_case = true;
        assert_eq!(found(text, &wanted), [""; 0]);
    }

    #[test]
    fn a_pattern_is_found_as_strictly_as_one_says() {
        let text = "Élysée, ELYSEE, elysees et E\u{301}lyse\u{301}e.";
        let mut wanted = query("[éà]l(y)s.e", true);
        assert_eq!(found(text, &wanted), ["Élysée", "ELYSEE", "elysee", "E\u{301}lyse\u{301}e"]);
        wanted.likeness.whole_words = true;
        assert_eq!(found(text, &wanted), ["Élysée", "ELYSEE", "E\u{301}lyse\u{301}e"]);
        wanted.likeness.same_accents = true;
        assert_eq!(found(text, &wanted), ["Élysée"]);
        wanted.likeness.same_case = true;
        assert_eq!(found(text, &wanted), [""; 0]);
    }

    #[test]
    fn lines_have_edges() {
        assert_eq!(found("Oui\r\nnon\nouïe", &query("^oui", true)), ["Oui", "ouï"]);
        assert_eq!(found("Oui\r\nnon\nouï", &query("[a-z]$", true)), ["i", "n", "ï"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let Found::Wrong { at, why } = Searcher::new("abc").search(&query("é(a", true)) else {
            panic!("it is no pattern")
        };
        assert_eq!((at.start.get(), at.end.get()), (1, 2));
        assert!(matches!(why, Fault::Wrong(reason) if reason == "GroupUnclosed"));
        let large = Searcher::new("abc").search(&query(r"\w{1000}{1000}", true));
        assert!(matches!(large, Found::Wrong { why: Fault::TooLarge, .. }));
    }

    #[test]
    fn of_nothing_nothing_is_found() {
        for nothing in [query("", true), query("", false), query(" \n", false), query("x*", true)] {
            assert_eq!(found("a  b", &nothing), [""; 0]);
        }
    }

    #[test]
    fn what_is_found_too_often_is_counted_as_far_as_it_goes() {
        let text = "e".repeat(MOST_MATCHES + 3);
        for is_pattern in [false, true] {
            let Found::Matches { spans, is_cut } = Searcher::new(&text).search(&query("e", is_pattern))
            else {
                panic!("it is there")
            };
            assert_eq!((spans.len(), is_cut), (MOST_MATCHES, true));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_found_lies_in_the_text_in_order(
            text in "[aAàe\u{301}' \n’İßb-]{0,40}", wanted in "[aAàe\u{301}.’İb*-]{1,4}",
            is_pattern: bool, same_case: bool, same_accents: bool, whole_words: bool,
        ) {
            let likeness = Likeness { same_case, same_accents, whole_words };
            let mut searcher = Searcher::new(&text);
            if let Found::Matches { spans, .. } = searcher.search(&Query { text: wanted, is_pattern, likeness }) {
                let mut last = 0;
                for span in spans {
                    prop_assert!(!span.is_empty() && span.slice(&text).is_some());
                    prop_assert!(span.start.get() >= last);
                    last = span.end.get();
                }
            }
        }
    }
}

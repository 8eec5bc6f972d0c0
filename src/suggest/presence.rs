//! Whether a text stands in each of many others, in any case and with any accents, also inside of words.
//!
//! Nearly all of them lack it, and that is to be found at little cost: a pass that keeps no places says which may have
//! it, and [`occurrences`] looks at those alone.

use super::occurrences::{Likeness, failure, is_mark, is_nothing, occurrences, plain, unaccented};

/// In any case, with any accents, also inside of words.
const LOOSELY: Likeness = Likeness { same_case: false, same_accents: false, whole_words: false };

/// A text that is looked for in many others.
#[derive(Clone, Debug)]
pub struct Sought {
    wanted: String,
    folded: Vec<char>,
    borders: Vec<usize>,
}

impl Sought {
    /// Blanks around it do not count; nothing is in no text.
    #[must_use]
    pub fn new(wanted: &str) -> Self {
        let wanted = wanted.trim().to_owned();
        let mut folded = Vec::new();
        fold(&wanted, |c| {
            folded.push(c);
            false
        });
        Self { borders: failure(&folded), folded, wanted }
    }

    /// Whether it stands there, as [`occurrences`] has it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.may_be_in(text) && !occurrences(text, &self.wanted, LOOSELY, 1).is_empty()
    }

    /// Never untrue of a text in which it stands; true also where it ends in the middle of a letter such as `ß`.
    fn may_be_in(&self, text: &str) -> bool {
        let (folded, borders) = (self.folded.as_slice(), self.borders.as_slice());
        let mut matched = 0;
        !folded.is_empty()
            && fold(text, |c| {
                while matched > 0 && folded[matched] != c {
                    matched = borders[matched - 1];
                }
                matched += usize::from(folded[matched] == c);
                matched == folded.len()
            })
    }
}

/// Gives the letters of a text as they are compared, until one is enough; says whether one was.
fn fold(text: &str, mut is_enough: impl FnMut(char) -> bool) -> bool {
    let mut after_blank = false;
    for c in text.chars() {
        let c = if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else if c.is_whitespace() {
            if std::mem::replace(&mut after_blank, true) {
                continue;
            }
            if is_enough(' ') {
                return true;
            }
            continue;
        } else if is_nothing(c) || is_mark(c) {
            continue;
        } else {
            unaccented(plain(c))
        };
        after_blank = false;
        let done = if c.is_ascii() {
            is_enough(c.to_ascii_lowercase())
        } else {
            c.to_lowercase().any(&mut is_enough)
        };
        if done {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_stands_there_in_any_case_with_any_accents_and_inside_of_words() {
        let is_in = |wanted: &str, text: &str| Sought::new(wanted).is_in(text);
        assert!(is_in("ELISE", "dit Élise."));
        assert!(is_in("e\u{301}lise", "dit Elise."));
        assert!(is_in(" d’une  part ", "d'une\npart"));
        assert!(is_in("lican", "Un pé\u{AD}lican"));
        assert!(!is_in("pélicans", "Un pélican"));
        assert!(!is_in("", "Un pélican") && !is_in(" ", "Un pélican"));
    }

    proptest! {
        #[test]
        fn it_stands_there_just_where_it_has_an_occurrence(
            wanted in "[aàÀeéE\u{301}İßsſ \u{A0}'’\u{AD}-]{0,4}",
            text in "[aàÀeéE\u{301}İßsſ \u{A0}\n'’\u{AD}-]{0,24}",
        ) {
            let is_there = !occurrences(&text, &wanted, LOOSELY, 1).is_empty();
            prop_assert_eq!(Sought::new(&wanted).is_in(&text), is_there);
        }
    }
}

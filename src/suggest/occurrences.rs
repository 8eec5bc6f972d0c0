//! Every occurrence of a word or a name in a text: whole words, in any case or accents as asked, across line breaks and
//! whatever apostrophe, hyphen or blank was typed.
//!
//! Needs no regex and no language, so that the page has it too. One pass over the text.

use std::collections::VecDeque;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::Span;

/// So many occurrences of a word are proposed in one article.
pub const MOST_OCCURRENCES: usize = 10_000;

/// How alike an occurrence has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// `Petit` is not `petit`.
    pub same_case: bool,
    /// `Séville` is not `Seville`.
    pub same_accents: bool,
    /// `Lyon` is not in `Lyonnais`.
    pub whole_words: bool,
}

impl Default for Likeness {
    /// A name as it is written, as whole words.
    fn default() -> Self {
        Self { same_case: true, same_accents: true, whole_words: true }
    }
}

/// One folded character of a text and where it stands there, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Folded {
    c: char,
    start: u32,
    end: u32,
}

/// Where a word or a name stands in a text, in text order and without overlaps, so often at most. Blanks around it do
/// not count; of nothing there is no occurrence.
///
/// Apostrophes, hyphens and blanks of all kinds are alike, any number of blanks, with a line break or not, is like one,
/// and soft hyphens are like nothing. Composed and decomposed accents are alike.
#[must_use]
pub fn occurrences(text: &str, wanted: &str, likeness: Likeness, most: usize) -> Vec<Span> {
    let needle: Vec<char> = Folding::of(wanted.trim(), likeness).map(|folded| folded.c).collect();
    if needle.is_empty() {
        return Vec::new();
    }
    let borders = failure(&needle);
    let mut found: Vec<Span> = Vec::new();
    let mut matched = 0;
    // What was read last: a match, and one before it.
    let mut recent = vec![Folded::default(); needle.len() + 1];
    let mut hay = Folding::of(text, likeness).peekable();
    let mut at = 0;
    while let Some(folded) = hay.next() {
        recent[at % (needle.len() + 1)] = folded;
        at += 1;
        while matched > 0 && needle[matched] != folded.c {
            matched = borders[matched - 1];
        }
        if needle[matched] == folded.c {
            matched += 1;
        }
        if matched < needle.len() {
            continue;
        }
        matched = borders[matched - 1];
        let first = recent[(at - needle.len()) % (needle.len() + 1)];
        let before = recent[at % (needle.len() + 1)];
        // A character that folds to several is matched whole or not at all.
        let whole = (at == needle.len() || before.start != first.start)
            && hay.peek().is_none_or(|next| next.start != folded.start);
        let (start, end) = (first.start, cluster_end(text, folded.end));
        let fits = whole && (!likeness.whole_words || is_whole(text, start, end));
        if fits && found.last().is_none_or(|last| last.end.get() <= start) {
            found.push(Span::new(start, end));
            if found.len() == most {
                break;
            }
        }
    }
    found
}

/// For each length of the needle's start the length of its longest proper border, as Knuth, Morris and Pratt have it.
pub(super) fn failure(needle: &[char]) -> Vec<usize> {
    let mut borders = vec![0; needle.len()];
    let mut length = 0;
    for at in 1..needle.len() {
        while length > 0 && needle[length] != needle[at] {
            length = borders[length - 1];
        }
        if needle[length] == needle[at] {
            length += 1;
        }
        borders[at] = length;
    }
    borders
}

/// A text's folded characters one after the other: a book's would take a lot of memory all at once.
struct Folding<'a> {
    chars: std::str::CharIndices<'a>,
    likeness: Likeness,
    /// What was folded; the last of it may yet grow by what combines with it.
    ready: VecDeque<Folded>,
}

impl<'a> Folding<'a> {
    fn of(text: &'a str, likeness: Likeness) -> Self {
        Self { chars: text.char_indices(), likeness, ready: VecDeque::new() }
    }

    fn fold(&mut self, at: usize, c: char) {
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        if c.is_ascii_alphanumeric() {
            let c = if self.likeness.same_case { c } else { c.to_ascii_lowercase() };
            return self.ready.push_back(Folded { c, start, end });
        }
        if c.is_whitespace() {
            match self.ready.back_mut() {
                Some(last) if last.c == ' ' => last.end = end,
                _ => self.ready.push_back(Folded { c: ' ', start, end }),
            }
            return;
        }
        if is_nothing(c) {
            return;
        }
        if is_mark(c) {
            // A combining mark belongs to the letter before it.
            if let Some(last) = self.ready.back_mut() {
                last.end = end;
                if self.likeness.same_accents {
                    last.c = composed(last.c, c).unwrap_or(last.c);
                }
            }
            return;
        }
        let c = plain(c);
        let c = if self.likeness.same_accents { c } else { unaccented(c) };
        if self.likeness.same_case {
            self.ready.push_back(Folded { c, start, end });
        } else {
            self.ready.extend(c.to_lowercase().map(|c| Folded { c, start, end }));
        }
    }
}

impl Iterator for Folding<'_> {
    type Item = Folded;

    fn next(&mut self) -> Option<Folded> {
        while self.ready.len() < 2 {
            let Some((at, c)) = self.chars.next() else { break };
            self.fold(at, c);
        }
        self.ready.pop_front()
    }
}

/// A text without its accents, which knows where everything stood.
pub struct Unaccented {
    text: String,
    /// From which places on, in order, a place is another than before: here, and in the original.
    turns: Vec<(u32, u32)>,
}

impl Unaccented {
    /// Takes the accents off a text.
    #[must_use]
    pub fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut turns = Vec::new();
        for (at, c) in original.char_indices() {
            let after = at + c.len_utf8();
            let before = text.len();
            if !is_mark(c) {
                text.push(unaccented(c));
            }
            if text.len() - before != c.len_utf8() {
                turns.push((text.len() as u32, after as u32));
            }
        }
        Self { text, turns }
    }

    /// The text without accents.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands in the original where this stands here.
    #[must_use]
    pub fn original(&self, start: u32, end: u32) -> Span {
        let place = |at: u32| {
            let turn = self.turns.partition_point(|(here, _)| *here <= at).checked_sub(1);
            turn.map_or(at, |turn| self.turns[turn].1 + (at - self.turns[turn].0))
        };
        Span::new(place(start), place(end))
    }
}

/// A pattern that matches without accents what it matched with them.
#[must_use]
pub fn unaccented_pattern(pattern: &str) -> String {
    pattern.chars().filter(|c| !is_mark(*c)).map(unaccented).collect()
}

/// Of apostrophes and hyphens, the plain one.
pub(super) fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' | '′' => '\'',
        '‐' | '‑' | '‒' | '–' => '-',
        c => c,
    }
}

/// What stands for nothing: soft hyphens, marks of order and of width.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// The accented letters of the Latin script, by their letter: each with its accents in the order of [`ACCENTS`].
const LETTERS: [(char, [char; 9]); 30] = [
    ('a', ['à', 'á', 'â', 'ã', 'ä', 'å', 'ā', 'ą', 'ǎ']),
    ('e', ['è', 'é', 'ê', 'ẽ', 'ë', ' ', 'ē', 'ę', 'ě']),
    ('i', ['ì', 'í', 'î', 'ĩ', 'ï', ' ', 'ī', 'į', 'ǐ']),
    ('o', ['ò', 'ó', 'ô', 'õ', 'ö', ' ', 'ō', 'ǫ', 'ǒ']),
    ('u', ['ù', 'ú', 'û', 'ũ', 'ü', 'ů', 'ū', 'ų', 'ǔ']),
    ('y', [' ', 'ý', 'ŷ', ' ', 'ÿ', ' ', 'ȳ', ' ', ' ']),
    ('n', ['ǹ', 'ń', ' ', 'ñ', ' ', ' ', ' ', 'ņ', 'ň']),
    ('c', [' ', 'ć', 'ĉ', ' ', ' ', ' ', ' ', 'ç', 'č']),
    ('s', [' ', 'ś', 'ŝ', ' ', ' ', ' ', ' ', 'ş', 'š']),
    ('z', [' ', 'ź', 'ẑ', ' ', ' ', ' ', ' ', 'ż', 'ž']),
    ('g', [' ', 'ǵ', 'ĝ', ' ', ' ', ' ', 'ḡ', 'ģ', 'ǧ']),
    ('l', [' ', 'ĺ', ' ', ' ', ' ', ' ', ' ', 'ļ', 'ľ']),
    ('r', [' ', 'ŕ', ' ', ' ', ' ', ' ', ' ', 'ŗ', 'ř']),
    ('t', [' ', ' ', ' ', ' ', ' ', ' ', ' ', 'ţ', 'ť']),
    ('d', [' ', ' ', ' ', ' ', ' ', ' ', ' ', 'ḑ', 'ď']),
    ('A', ['À', 'Á', 'Â', 'Ã', 'Ä', 'Å', 'Ā', 'Ą', 'Ǎ']),
    ('E', ['È', 'É', 'Ê', 'Ẽ', 'Ë', ' ', 'Ē', 'Ę', 'Ě']),
    ('I', ['Ì', 'Í', 'Î', 'Ĩ', 'Ï', ' ', 'Ī', 'Į', 'Ǐ']),
    ('O', ['Ò', 'Ó', 'Ô', 'Õ', 'Ö', ' ', 'Ō', 'Ǫ', 'Ǒ']),
    ('U', ['Ù', 'Ú', 'Û', 'Ũ', 'Ü', 'Ů', 'Ū', 'Ų', 'Ǔ']),
    ('Y', [' ', 'Ý', 'Ŷ', ' ', 'Ÿ', ' ', 'Ȳ', ' ', ' ']),
    ('N', ['Ǹ', 'Ń', ' ', 'Ñ', ' ', ' ', ' ', 'Ņ', 'Ň']),
    ('C', [' ', 'Ć', 'Ĉ', ' ', ' ', ' ', ' ', 'Ç', 'Č']),
    ('S', [' ', 'Ś', 'Ŝ', ' ', ' ', ' ', ' ', 'Ş', 'Š']),
    ('Z', [' ', 'Ź', 'Ẑ', ' ', ' ', ' ', ' ', 'Ż', 'Ž']),
    ('G', [' ', 'Ǵ', 'Ĝ', ' ', ' ', ' ', 'Ḡ', 'Ģ', 'Ǧ']),
    ('L', [' ', 'Ĺ', ' ', ' ', ' ', ' ', ' ', 'Ļ', 'Ľ']),
    ('R', [' ', 'Ŕ', ' ', ' ', ' ', ' ', ' ', 'Ŗ', 'Ř']),
    ('T', [' ', ' ', ' ', ' ', ' ', ' ', ' ', 'Ţ', 'Ť']),
    ('D', [' ', ' ', ' ', ' ', ' ', ' ', ' ', 'Ḑ', 'Ď']),
];

/// The combining marks of the columns of [`LETTERS`]; the eighth column is a hook or a dot below or above.
const ACCENTS: [&[char]; 9] = [
    &['\u{300}'],
    &['\u{301}'],
    &['\u{302}'],
    &['\u{303}'],
    &['\u{308}'],
    &['\u{30A}'],
    &['\u{304}'],
    &['\u{327}', '\u{328}', '\u{307}'],
    &['\u{30C}'],
];

pub(super) fn unaccented(c: char) -> char {
    // Accented letters of the Latin script lie here; quotation marks, of which there are many, do not.
    if !('\u{C0}'..='\u{1EFF}').contains(&c) {
        return c;
    }
    match c {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        _ => LETTERS.iter().find(|(_, accented)| accented.contains(&c)).map_or(c, |(letter, _)| *letter),
    }
}

fn composed(letter: char, mark: char) -> Option<char> {
    let column = ACCENTS.iter().position(|marks| marks.contains(&mark))?;
    let (_, accented) = LETTERS.iter().find(|(known, _)| *known == letter)?;
    Some(accented[column]).filter(|c| *c != ' ')
}

/// The end of the character that the bytes before `end` belong to: what combines with it belongs to it.
fn cluster_end(text: &str, end: u32) -> u32 {
    let rest =
        text[end as usize..].chars().take_while(|c| is_mark(*c) || matches!(c, '\u{200D}' | '\u{FE0F}'));
    end + rest.map(char::len_utf8).sum::<usize>() as u32
}

/// Whether no word goes on over either end. An apostrophe or a hyphen parts words.
pub(crate) fn is_whole(text: &str, start: u32, end: u32) -> bool {
    let (start, end) = (start as usize, end as usize);
    let is_word = |c: char| c.is_alphanumeric() || is_mark(c) || c == '\u{AD}';
    let first = text[start..].chars().next();
    let before = text[..start].chars().next_back();
    let last = text[..end].graphemes(true).next_back().and_then(|cluster| cluster.chars().next());
    let after = text[end..].chars().next();
    let joined = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
    !joined(before, first) && !joined(last, after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, wanted: &str, likeness: Likeness) -> Vec<&'a str> {
        let spans = occurrences(text, wanted, likeness, usize::MAX);
        spans.iter().map(|span| span.slice(text).expect("it lies in the text")).collect()
    }

    const LOOSE: Likeness = Likeness { same_case: false, same_accents: false, whole_words: true };

    #[test]
    fn whole_words_are_found_as_they_are_written() {
        let text = "Petit a dit. Le petit Petiteau et M. Petit-Jean.";
        assert_eq!(found(text, "Petit", Likeness::default()), ["Petit", "Petit"]);
        assert_eq!(found(text, "petit", LOOSE).len(), 3);
        let parts = Likeness { whole_words: false, ..LOOSE };
        assert_eq!(found(text, " petit ", parts).len(), 4);
    }

    #[test]
    fn case_and_accents_count_as_asked() {
        let text = "Hélène, HELENE et Helene";
        assert_eq!(found(text, "Hélène", Likeness::default()), ["Hélène"]);
        assert_eq!(found(text, "helene", LOOSE), ["Hélène", "HELENE", "Helene"]);
        let same_case = Likeness { same_case: true, ..LOOSE };
        assert_eq!(found(text, "Hélène", same_case), ["Hélène", "Helene"]);
    }

    #[test]
    fn apostrophes_hyphens_and_line_breaks_do_not_part() {
        let text = "l’Hôtel-de-Ville puis l'Hôtel‑de‑Ville\nAnne\u{A0}\n Petit";
        assert_eq!(found(text, "l'Hôtel-de-Ville", Likeness::default()).len(), 2);
        assert_eq!(found(text, "Anne Petit", Likeness::default()), ["Anne\u{A0}\n Petit"]);
        assert_eq!(found("d’Anne et d'Anne", "Anne", Likeness::default()).len(), 2);
    }

    #[test]
    fn a_decomposed_accent_is_an_accent() {
        let text = "Se\u{301}ville et Seville";
        assert_eq!(found(text, "Séville", Likeness::default()), ["Se\u{301}ville"]);
        assert_eq!(found(text, "Seville", Likeness::default()), ["Seville"]);
        assert_eq!(found(text, "Seville", LOOSE).len(), 2);
        assert_eq!(found("caf\u{AD}é", "café", Likeness::default()), ["caf\u{AD}é"]);
    }

    #[test]
    fn of_nothing_there_is_no_occurrence() {
        assert_eq!(found("a  b", "", Likeness::default()), [""; 0]);
        assert_eq!(found("a  b", " \n", Likeness::default()), [""; 0]);
        assert_eq!(found("", "a", Likeness::default()), [""; 0]);
    }

    proptest! {
        #[test]
        fn every_occurrence_lies_in_the_text_and_after_the_one_before(
            text in "[aAàe\u{301}' \n’İßb-]{0,40}", wanted in "[aAàe\u{301}' \n’İßb-]{1,4}",
            same_case: bool, same_accents: bool, whole_words: bool,
        ) {
            let spans = occurrences(&text, &wanted, Likeness { same_case, same_accents, whole_words }, usize::MAX);
            let mut last = 0;
            for span in spans {
                prop_assert!(!span.is_empty() && span.slice(&text).is_some());
                prop_assert!(span.start.get() >= last);
                last = span.end.get();
            }
        }

        #[test]
        fn what_is_there_is_found(before in "[a-c ]{0,9}", wanted in "[d-f]{1,5}", after in "[a-c ]{0,9}") {
            let text = format!("{before} {wanted} {after}");
            prop_assert_eq!(found(&text, &wanted, Likeness::default()), [wanted.as_str()]);
        }
    }
}

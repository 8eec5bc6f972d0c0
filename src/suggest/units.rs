//! A text as units: words, signs, and each outermost quotation as one unit, cut into sentences.
//!
//! Language-neutral: elisions, hanging pronouns and abbreviations are a language's data.

use super::language::Language;
use super::lexicon::{Classes, Entry, Forms, VerbClasses, WordId};
use super::quotations::{Quotation, quotations};

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word.
    Word,
    /// A number.
    Number,
    /// A quotation, by its place in the list of quotations.
    Quotation(usize),
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// A full stop, question or exclamation mark, or an ellipsis.
    Stop,
    /// A dash with blanks around it.
    Dash,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// Any other sign.
    Sign,
}

/// One unit of a text.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// What it is.
    pub kind: Kind,
    /// Where it starts, in bytes of the text.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
    /// The word, if the language knows it.
    pub word: Option<WordId>,
    /// What the language knows of it.
    pub entry: Entry,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it hangs on the word before it.
    pub hangs: bool,
}

impl Unit {
    /// Whether it has one of these classes.
    #[must_use]
    pub fn is(&self, classes: Classes) -> bool {
        self.entry.classes.any(classes)
    }

    /// Whether it is a word.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// A text read as units.
#[derive(Debug)]
pub struct Units<'a> {
    /// The text.
    pub text: &'a str,
    /// In text order.
    pub units: Vec<Unit>,
    /// The outermost quotations, in text order.
    pub quotations: Vec<Quotation>,
    /// For each quotation whether a verb makes it a clause.
    pub verbal: Vec<bool>,
    /// The sentences, as ranges of `units`: no paragraph's end lies inside one, but in a quotation.
    pub sentences: Vec<Sentence>,
}

/// One sentence, as a range of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its first unit.
    pub start: usize,
    /// The first unit after it.
    pub end: usize,
    /// Whether it opens a paragraph.
    pub opens_paragraph: bool,
    /// Whether its paragraph begins with a dash, as a turn of dialogue does.
    pub is_turn: bool,
}

/// The longest sentence: a longer one is cut, so that what looks around in one costs no more than this.
const LONGEST: usize = 300;

impl<'a> Units<'a> {
    /// Reads a text.
    #[must_use]
    pub fn read(text: &'a str, language: &Language) -> Self {
        Self::with_quotations(text, quotations(text, &language.signs), language)
    }

    /// The same with quotations that were found already.
    #[must_use]
    pub fn with_quotations(text: &'a str, quotations: Vec<Quotation>, language: &Language) -> Self {
        let mut reader =
            Reader { text, language, units: Vec::with_capacity(text.len() / 5), lower: String::new() };
        let mut breaks = Vec::new();
        let mut at = 0;
        let mut verbal = Vec::with_capacity(quotations.len());
        for (n, quotation) in quotations.iter().enumerate() {
            reader.read(at, quotation.start, &mut breaks);
            let outside = (reader.units.len(), breaks.len());
            reader.read(quotation.inner_start, quotation.inner_end, &mut breaks);
            verbal.push(is_clause(&reader.units[outside.0..]));
            reader.units.truncate(outside.0);
            breaks.truncate(outside.1);
            reader.push(Kind::Quotation(n), quotation.start, quotation.end);
            at = quotation.end;
        }
        reader.read(at, text.len(), &mut breaks);
        let units = reader.units;
        let class = |name| language.lexicon.verb_class(name).unwrap_or_default();
        let asking = if language.signs.subject_first { class("say").with(class("cue")) } else { class("") };
        let sentences = sentences(text, &units, &quotations, &breaks, asking);
        Self { text, units, quotations, verbal, sentences }
    }
}

struct Reader<'a> {
    text: &'a str,
    language: &'a Language,
    units: Vec<Unit>,
    /// The word at hand in lower case.
    lower: String,
}

impl Reader<'_> {
    /// Reads the text from `from` to `to`; `breaks` takes how many units stood before each paragraph's end.
    fn read(&mut self, from: usize, to: usize, breaks: &mut Vec<usize>) {
        let mut at = from;
        while let Some(c) = self.text[at..to].chars().next() {
            let next = at + c.len_utf8();
            if c == '\n' || c == '\r' {
                breaks.push(self.units.len());
                at = next;
            } else if c.is_whitespace() {
                at = next;
            } else if c.is_alphanumeric() {
                at = self.word(at, to);
            } else {
                at = self.sign(c, at, to);
            }
        }
    }

    fn sign(&mut self, c: char, at: usize, to: usize) -> usize {
        let mut end = at + c.len_utf8();
        let after = self.text[end..to].chars().next();
        let spaced = after.is_none_or(char::is_whitespace) || self.text[..at].ends_with(char::is_whitespace);
        let kind = match c {
            ',' | '،' => Kind::Comma,
            ':' => Kind::Colon,
            ';' => Kind::Semicolon,
            '.' | '!' | '?' | '…' => Kind::Stop,
            '—' | '–' => Kind::Dash,
            '-' if spaced => Kind::Dash,
            '(' | '[' => Kind::Open,
            ')' | ']' => Kind::Close,
            _ => Kind::Sign,
        };
        if kind == Kind::Stop {
            while let Some(more) = self.text[end..to].chars().next().filter(|c| ".!?…".contains(*c)) {
                end += more.len_utf8();
            }
        }
        self.push(kind, at, end);
        end
    }

    /// Reads a word, apart from what is elided before it and hangs on its end.
    fn word(&mut self, from: usize, to: usize) -> usize {
        let text = self.text;
        let mut end = from;
        let mut chars = text[from..to].char_indices().peekable();
        let is_number = chars.peek().is_some_and(|(_, c)| c.is_ascii_digit());
        while let Some((offset, c)) = chars.next() {
            let at = from + offset;
            let more = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
            if c.is_alphanumeric() || is_joiner(c) {
                end = at + c.len_utf8();
            } else if matches!(c, '\'' | '’' | 'ʼ') {
                let whole = whole_word(&text[from..to]);
                let whole = lowered(whole, &mut self.lower);
                let is_known = self.language.lexicon.id(whole).is_some_and(|_| whole.len() > 1 && more);
                let part = lowered(&text[from..at], &mut self.lower);
                if !is_known && self.language.signs.elided.iter().any(|elided| **elided == *part) {
                    self.push_word(from, at + c.len_utf8(), false);
                    return at + c.len_utf8();
                }
                if !more {
                    break;
                }
                end = at + c.len_utf8();
            } else if c == '-'
                || c == '\u{2010}'
                || c == '\u{2011}'
                || (is_number && matches!(c, '.' | ',' | ':'))
            {
                if !more {
                    break;
                }
                end = at + c.len_utf8();
            } else {
                break;
            }
        }
        if is_number {
            self.push(Kind::Number, from, end);
            return end;
        }
        let word = lowered(&text[from..end], &mut self.lower);
        // Lower-casing may change a word's length in characters: a hanging part is then left on it.
        let hanging = self.language.signs.hanging.iter().find(|part| word.ends_with(&***part));
        let hanging = hanging
            .filter(|_| word.chars().count() == text[from..end].chars().count())
            .and_then(|part| text[from..end].char_indices().nth_back(part.chars().count().saturating_sub(1)))
            .map(|(cut, _)| from + cut)
            .filter(|cut| *cut > from);
        match hanging {
            Some(cut) => {
                self.push_word(from, cut, false);
                self.push_word(cut, end, true);
            }
            None => self.push_word(from, end, false),
        }
        end
    }

    fn push_word(&mut self, start: usize, end: usize, hangs: bool) {
        let text = &self.text[start..end];
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        let lexicon = &self.language.lexicon;
        let lower = lowered(text, &mut self.lower);
        let id = lexicon.id(lower);
        let entry = match id {
            Some(id) => lexicon.entry(id),
            None if capital => Entry::default(),
            None => lexicon.guess(lower),
        };
        self.units.push(Unit { kind: Kind::Word, start, end, word: id, entry, capital, hangs });
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let entry = Entry::default();
        self.units.push(Unit { kind, start, end, word: None, entry, capital: false, hangs: false });
    }
}

/// Whether words hold a finite verb, or begin with an infinitive.
fn is_clause(units: &[Unit]) -> bool {
    let nouns =
        Classes::NOUN.with(Classes::PERSON).with(Classes::GROUP).with(Classes::DOCUMENT).with(Classes::CLAIM);
    let small = Classes::PREPOSITION.with(Classes::ADVERB).with(Classes::COORDINATOR);
    let is_verb = |at: usize, forms: Forms| {
        let unit = &units[at];
        let before = at.checked_sub(1).map(|before| &units[before]);
        let governed = before.is_some_and(|before| {
            before.is(Classes::OF.with(Classes::PREPOSITION))
                || before.is(Classes::DETERMINER) && !before.is(Classes::CLITIC)
        });
        unit.entry.forms.any(forms) && !unit.is(nouns.with(small)) && !governed
    };
    (0..units.len()).any(|at| is_verb(at, Forms::FINITE))
        || units.first().is_some_and(|unit| unit.entry.forms == Forms::INFINITIVE)
}

/// What of a text is letters, digits, apostrophes and hyphens, up to a length that no known word exceeds.
fn whole_word(text: &str) -> &str {
    let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | 'ʼ' | '-');
    let end = text.char_indices().take(40).find(|(_, c)| !part_of_word(*c)).map(|(at, _)| at);
    end.map_or_else(|| text.char_indices().nth(40).map_or(text, |(at, _)| &text[..at]), |end| &text[..end])
}

fn is_joiner(c: char) -> bool {
    // Combining marks, the soft hyphen and the joiners belong to the word that they stand in.
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{300}'..='\u{36F}')
}

/// A word in lower case with a straight apostrophe.
fn lowered<'b>(word: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    for c in word.chars() {
        match c {
            '’' | 'ʼ' => buffer.push('\''),
            '\u{2010}' | '\u{2011}' => buffer.push('-'),
            '\u{AD}' => {}
            _ => buffer.extend(c.to_lowercase()),
        }
    }
    buffer
}

fn sentences(
    text: &str,
    units: &[Unit],
    quotations: &[Quotation],
    breaks: &[usize],
    asking: VerbClasses,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut breaks = breaks.iter().copied().peekable();
    let mut start = 0;
    let mut opens_paragraph = true;
    let begins_turn = |at: usize| {
        units
            .get(at)
            .is_some_and(|unit| unit.kind == Kind::Dash && text[unit.start..].starts_with(['—', '–', '―']))
    };
    let mut is_turn = begins_turn(0);
    for at in 0..units.len() {
        let mut ends_paragraph = at + 1 == units.len();
        while breaks.peek().is_some_and(|before| *before <= at + 1) {
            ends_paragraph |= breaks.next() == Some(at + 1);
        }
        let ends = ends_sentence(text, units, quotations, at) && !leads_to_speaker(text, units, at, asking);
        if ends_paragraph || ends || at + 1 - start >= LONGEST {
            sentences.push(Sentence { start, end: at + 1, opens_paragraph, is_turn });
            start = at + 1;
            opens_paragraph = ends_paragraph;
            if ends_paragraph {
                is_turn = begins_turn(start);
            }
        }
    }
    sentences
}

/// Whether a sentence ends with a unit, its paragraph's end apart.
fn ends_sentence(text: &str, units: &[Unit], quotations: &[Quotation], at: usize) -> bool {
    let unit = &units[at];
    let next = units.get(at + 1);
    let next_opens = next.is_none_or(|next| next.capital || !matches!(next.kind, Kind::Word | Kind::Comma));
    match unit.kind {
        Kind::Stop => {
            if next.is_some_and(|next| next.kind == Kind::Stop) {
                return false;
            }
            let stop = &text[unit.start..unit.end];
            let before = at.checked_sub(1).map(|before| &units[before]);
            if stop == "."
                && before.is_some_and(|before| before.end == unit.start && is_abbreviation(text, before))
            {
                return false;
            }
            // `U.S.` and `yahoo.fr`.
            if next.is_some_and(|next| next.start == unit.end && next.is_word()) {
                return false;
            }
            next_opens || stop == "."
        }
        Kind::Quotation(n) => {
            let inner = &text[quotations[n].inner_start..quotations[n].inner_end];
            let complete = inner.ends_with(['.', '!', '?', '…']);
            complete
                && next.is_some_and(|next| match next.kind {
                    Kind::Word => next.capital,
                    Kind::Quotation(_) => true,
                    _ => false,
                })
        }
        _ => false,
    }
}

/// Whether a question or an exclamation in marks is followed by who asks it: `“Why?” Anna Lee asked`.
fn leads_to_speaker(text: &str, units: &[Unit], at: usize, asking: VerbClasses) -> bool {
    let asks = matches!(units[at].kind, Kind::Quotation(_))
        && text[units[at].start..units[at].end]
            .trim_end_matches(['"', '”', '’', '\'', '»'])
            .ends_with(['?', '!', '…']);
    let name = units[at + 1..].iter().take(8).take_while(|unit| unit.is_word() || unit.kind == Kind::Stop);
    asks && !asking.is_empty()
        && name
            .skip(1)
            .find(|unit| unit.entry.forms.any(Forms::THIRD) && !unit.capital)
            .is_some_and(|unit| unit.entry.verb.any(asking) && unit.entry.forms.any(Forms::THIRD))
}

fn is_abbreviation(text: &str, unit: &Unit) -> bool {
    let word = &text[unit.start..unit.end];
    unit.is(Classes::ABBREVIATION) || (unit.capital && word.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Units<'_> {
        let language = Language::of("fr").expect("French is there");
        Units::read(text, language)
    }

    fn words(text: &str) -> Vec<&str> {
        read(text).units.iter().map(|unit| &text[unit.start..unit.end]).collect()
    }

    fn cut(text: &str) -> Vec<&str> {
        let units = read(text);
        let slice =
            |sentence: &Sentence| &text[units.units[sentence.start].start..units.units[sentence.end - 1].end];
        units.sentences.iter().map(slice).collect()
    }

    #[test]
    fn elided_words_and_hanging_pronouns_are_words_of_their_own() {
        assert_eq!(
            words("L’élu qu'on aime a-t-il parlé ?"),
            ["L’", "élu", "qu'", "on", "aime", "a", "-t-il", "parlé", "?"]
        );
        assert_eq!(words("dit-elle, aujourd'hui"), ["dit", "-elle", ",", "aujourd'hui"]);
        assert_eq!(words("Jean-Pierre, 12,5 %"), ["Jean-Pierre", ",", "12,5", "%"]);
    }

    #[test]
    fn a_quotation_is_one_unit_and_its_stops_end_nothing() {
        assert_eq!(
            cut("Il dit : « Oui. Non. » Puis il part. « Bon ! », dit-elle."),
            ["Il dit : « Oui. Non. »", "Puis il part.", "« Bon ! », dit-elle."]
        );
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        assert_eq!(
            cut("M. Dupont et J. Martin parlent. Mme. Durand aussi."),
            ["M. Dupont et J. Martin parlent.", "Mme. Durand aussi."]
        );
    }

    #[test]
    fn a_title_is_a_sentence_without_a_stop() {
        assert_eq!(cut("Un titre\n\nUne phrase."), ["Un titre", "Une phrase."]);
    }
}

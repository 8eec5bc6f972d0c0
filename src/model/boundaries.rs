//! Where characters, words and sentences begin and end, as a person who selects text expects.
//!
//! Characters are grapheme clusters and words those of Unicode's UAX #29, with a rule of our own: an
//! elided French word (*l'*, *qu'*, *jusqu'*) is a word of its own. Sentences are found by rules of our
//! own; an abbreviation (*M.*, *Mme.*, *Dr.*, an initial) ends none. Nothing here looks further than one
//! paragraph.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::article::Article;
use super::offset::{ByteOffset, Span};

/// How far around a place word boundaries are searched, in bytes: a paragraph can be a megabyte long.
const REACH: usize = 512;

/// Words that lose their vowel before another: the apostrophe ends the word.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu",
];

/// What ends in a full stop without ending a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "m", "mm", "mme", "mmes", "mlle", "mlles", "dr", "drs", "pr", "me", "mgr", "st", "ste", "mr", "mrs",
    "ms", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "hon", "jr", "sr", "vs", "cf", "p",
    "pp", "art", "vol", "no", "n", "env", "av", "apr", "j.-c", "e.g", "i.e", "u.s", "u.k", "u.n",
];

/// The start of the next character after a place, or the end of the text.
#[must_use]
pub fn next_character(text: &str, at: ByteOffset) -> ByteOffset {
    let mut cursor = GraphemeCursor::new(at.index(), text.len(), true);
    match cursor.next_boundary(text, 0) {
        Ok(Some(next)) => ByteOffset::new(next as u32),
        _ => ByteOffset::new(text.len() as u32),
    }
}

/// The start of the character before a place, or the start of the text.
#[must_use]
pub fn previous_character(text: &str, at: ByteOffset) -> ByteOffset {
    let mut cursor = GraphemeCursor::new(at.index(), text.len(), true);
    match cursor.prev_boundary(text, 0) {
        Ok(Some(previous)) => ByteOffset::new(previous as u32),
        _ => ByteOffset::new(0),
    }
}

/// The word that a place lies in or stands at the start of; a blank or a sign counts as one.
#[must_use]
pub fn word_at(article: &Article, at: ByteOffset) -> Span {
    let text = article.text();
    let paragraph = paragraph_around(article, at);
    let from = floor(text, at.index().saturating_sub(REACH).max(paragraph.start.index()));
    let to = ceiling(text, (at.index() + REACH).min(paragraph.end.index()));
    let mut word = Span::between(at, at);
    let pieces = text[from..to].split_word_bound_indices();
    let pieces =
        pieces.flat_map(|(offset, piece)| apart(piece).map(move |(inner, part)| (offset + inner, part)));
    for (offset, piece) in pieces {
        let start = from + offset;
        if start + piece.len() > at.index() || start + piece.len() == to {
            word = Span::new(start as u32, (start + piece.len()) as u32);
            break;
        }
    }
    after_elision(text, word, at)
}

/// UAX #29 joins the narrow blank of French quotation marks, and signs of no width, to the word beside
/// them; a person who selects the word does not mean them. Between digits the narrow blank stays.
fn apart(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let part = piece.get(rest..).filter(|part| !part.is_empty())?;
        let joins = |at: usize, c: char| match c {
            '\u{202f}' => {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                let behind = piece[..rest + at].chars().next_back();
                !(digit(behind) && digit(piece[rest + at + c.len_utf8()..].chars().next()))
            }
            '\u{feff}' | '\u{200b}' => true,
            _ => false,
        };
        let cut = match part.char_indices().find(|&(at, c)| joins(at, c)) {
            Some((0, c)) => c.len_utf8(),
            Some((at, _)) => at,
            None => part.len(),
        };
        rest += cut;
        Some((rest - cut, &part[..cut]))
    })
}

/// A word such as *l'accord* is two: the part in which `at` lies.
fn after_elision(text: &str, word: Span, at: ByteOffset) -> Span {
    let Some(cut) = word.slice(text).and_then(elision) else { return word };
    let second = word.start.plus(cut as u32);
    if at < second { Span { start: word.start, end: second } } else { Span { start: second, end: word.end } }
}

/// How many bytes of a word such as *l'accord* are its elided first word, apostrophe included; `None` for
/// a word that is one.
#[must_use]
pub fn elision(word: &str) -> Option<usize> {
    let (cut, apostrophe) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’'))?;
    let second = cut + apostrophe.len_utf8();
    (second < word.len() && ELIDED.contains(&word[..cut].to_lowercase().as_str())).then_some(second)
}

/// The start of the next word after a place, as a caret that moves by words goes.
#[must_use]
pub fn next_word(article: &Article, at: ByteOffset) -> ByteOffset {
    let text = article.text();
    let end = article.index().whole().end;
    let mut at = at;
    while at < end {
        let word = word_at(article, at);
        at = word.end.max(next_character(text, at));
        let next = word_at(article, at);
        if at >= end || holds_word(next.slice(text).unwrap_or_default()) {
            return at;
        }
    }
    end
}

/// The start of the word before a place.
#[must_use]
pub fn previous_word(article: &Article, at: ByteOffset) -> ByteOffset {
    let text = article.text();
    let mut at = at;
    while at > ByteOffset::new(0) {
        let word = word_at(article, previous_character(text, at));
        at = word.start;
        if holds_word(word.slice(text).unwrap_or_default()) {
            return at;
        }
    }
    at
}

fn holds_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// The sentence that a place lies in, without the blanks around it.
#[must_use]
pub fn sentence_at(article: &Article, at: ByteOffset) -> Span {
    let starts = sentence_starts(article, sentences_around(article, at));
    let next = starts.partition_point(|start| *start <= at);
    let (start, end) = (starts[next.saturating_sub(1)], starts[next.min(starts.len() - 1)]);
    trim_blanks(article.text(), Span::between(start, end))
}

/// The start of the next sentence after a place, or the end of the text.
#[must_use]
pub fn next_sentence(article: &Article, at: ByteOffset) -> ByteOffset {
    let starts = sentence_starts(article, sentences_around(article, at));
    starts.into_iter().find(|start| *start > at).unwrap_or(article.index().whole().end)
}

/// The start of the sentence before a place: of its own first, then of the one before.
#[must_use]
pub fn previous_sentence(article: &Article, at: ByteOffset) -> ByteOffset {
    let before = previous_character(article.text(), at);
    let starts = sentence_starts(article, sentences_around(article, before));
    starts.into_iter().rev().find(|start| *start < at).unwrap_or_default()
}

/// The start of the next paragraph after a place, or the end of the text.
#[must_use]
pub fn next_paragraph(article: &Article, at: ByteOffset) -> ByteOffset {
    paragraph_around(article, at).end
}

/// The start of the paragraph before a place: of its own first, then of the one before.
#[must_use]
pub fn previous_paragraph(article: &Article, at: ByteOffset) -> ByteOffset {
    paragraph_around(article, previous_character(article.text(), at)).start
}

/// Where all sentences of an article start, in order, each paragraph with its first.
pub fn all_sentence_starts(article: &Article) -> impl Iterator<Item = ByteOffset> {
    let index = article.index();
    let paragraphs = (0..index.paragraph_count()).filter_map(|n| index.paragraph(n));
    paragraphs.flat_map(|paragraph| {
        let mut starts = sentence_starts(article, paragraph);
        // The last is the paragraph's end.
        starts.pop();
        starts
    })
}

fn paragraph_around(article: &Article, at: ByteOffset) -> Span {
    let index = article.index();
    index.paragraph(index.paragraph_at(at)).unwrap_or(index.whole())
}

/// The part of a paragraph in which sentences are looked for: all of it, or, of a very long one, the
/// piece around a place with its neighbours.
fn sentences_around(article: &Article, at: ByteOffset) -> Span {
    let index = article.index();
    let (paragraph, piece) = (paragraph_around(article, at), index.piece_at(at));
    let start = index.piece(piece.saturating_sub(1)).map_or(paragraph.start, |before| before.start);
    let end = index.piece(piece + 1).map_or(paragraph.end, |after| after.end);
    Span { start: start.max(paragraph.start), end: end.min(paragraph.end) }
}

/// Where the sentences of a paragraph start, and after that its end. A closing sign stays with the
/// sentence that it closes; a dash or a lower-case word goes on with the one before.
///
/// Not UAX #29: its table of sentence classes costs a page more bytes than all our own text, and its
/// sentences end at *M.* and before « too.
fn sentence_starts(article: &Article, paragraph: Span) -> Vec<ByteOffset> {
    let mut starts = vec![paragraph.start];
    let text = article.covered(paragraph);
    let mut begun = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ends_sentence(c) {
            continue;
        }
        // More such signs, and what closes the sentence, belong to it.
        let closes = |c: char| ends_sentence(c) || "»”’\"')]".contains(c) || is_zero_width(c);
        let blank_closes = |rest: &str| {
            let rest = rest.trim_start_matches(['\u{a0}', '\u{202f}', ' ']);
            rest.starts_with(['»', '”'])
        };
        let mut end = at + c.len_utf8();
        while let Some(&(next, c)) = chars.peek() {
            if !(closes(c) || c.is_whitespace() && blank_closes(&text[next..])) {
                break;
            }
            end = next + c.len_utf8();
            chars.next();
        }
        let rest = &text[end..];
        let opening = rest.trim_start();
        // Without a blank between, as in *3.5* or *example.org*, it goes on; Chinese and Japanese need none.
        let apart = opening.len() < rest.len() || is_ideographic_stop(c);
        let goes_on = opening.starts_with(|c: char| c.is_lowercase() || ",;:…–—".contains(c));
        let abbreviated = c == '.' && ends_in_abbreviation(&text[begun..at + 1]);
        if apart && !goes_on && !abbreviated && !opening.is_empty() {
            begun = text.len() - opening.len();
            starts.push(paragraph.start.plus(begun as u32));
        }
    }
    starts.push(paragraph.end);
    starts
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '؟' | '۔' | '।' | '\u{1362}' | '\u{2028}' | '\u{2029}')
        || is_ideographic_stop(c)
}

fn is_ideographic_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡')
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(body) = sentence.trim_end().strip_suffix('.') else { return false };
    let word = body.rsplit(|c: char| c.is_whitespace() || "«“\"(—".contains(c)).next().unwrap_or_default();
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// The span without the blanks at either end; empty at its start where there is nothing else.
#[must_use]
pub fn trim_blanks(text: &str, span: Span) -> Span {
    let Some(covered) = span.slice(text) else { return span };
    let body = covered.trim();
    if body.is_empty() {
        return Span { start: span.start, end: span.start };
    }
    let start = span.start.plus((covered.len() - covered.trim_start().len()) as u32);
    Span { start, end: start.plus(body.len() as u32) }
}

/// The span grown to whole words and without blank edges; `None` where it holds only blanks.
///
/// Only a word that an edge cuts is taken in; signs at an edge stay as they were selected.
#[must_use]
pub fn snap_to_words(article: &Article, span: Span) -> Option<Span> {
    let text = article.text();
    let span = trim_blanks(text, span);
    if span.is_empty() {
        return None;
    }
    let first = word_at(article, span.start);
    let last = word_at(article, previous_character(text, span.end));
    Some(Span { start: span.start.min(first.start), end: span.end.max(last.end) })
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceiling(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::article::Metadata;

    fn article(text: &str) -> Article {
        Article::new("a".into(), text, Metadata::default())
    }

    fn at(text: &str, needle: &str) -> ByteOffset {
        ByteOffset::new(text.find(needle).unwrap() as u32)
    }

    fn snapped(text: &str, selected: &str) -> Option<String> {
        let article = article(text);
        let start = at(text, selected);
        let span = snap_to_words(&article, Span { start, end: start.plus(selected.len() as u32) });
        span.map(|span| article.covered(span).to_owned())
    }

    #[test]
    fn a_selection_grows_to_whole_words_and_drops_blank_edges() {
        assert_eq!(snapped("Le maire a gagné hier.", "ire a gag").unwrap(), "maire a gagné");
        assert_eq!(snapped("Le maire a gagné hier.", " maire ").unwrap(), "maire");
        assert_eq!(snapped("un\u{a0} \u{202f}deux", "\u{a0} \u{202f}"), None);
    }

    #[test]
    fn signs_at_an_edge_stay_as_they_were_selected() {
        assert_eq!(snapped("« Oui », dit-il.", "« Oui »").unwrap(), "« Oui »");
        assert_eq!(snapped("« Oui », dit-il.", "Oui").unwrap(), "Oui");
    }

    #[test]
    fn an_elided_word_is_a_word_of_its_own() {
        assert_eq!(snapped("Il dit que l’accord tient.", "accor").unwrap(), "accord");
        assert_eq!(snapped("Il dit qu'elle viendra.", "ell").unwrap(), "elle");
        assert_eq!(snapped("aujourd'hui même", "jour").unwrap(), "aujourd'hui");
    }

    #[test]
    fn a_narrow_blank_is_no_part_of_a_word_but_of_a_number() {
        assert_eq!(snapped("«\u{202f}Oui\u{202f}», dit-il.", "ui").unwrap(), "Oui");
        assert_eq!(snapped("Puis\u{feff} rien", "Pui").unwrap(), "Puis");
        assert_eq!(snapped("Il y a 10\u{202f}000 voix.", "000").unwrap(), "10\u{202f}000");
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let text = "Selon M. Sullivan, c'est faux. Le président J. Biden a dit non. Bien.";
        let article = article(text);
        let sentence = |needle| article.covered(sentence_at(&article, at(text, needle)));
        assert_eq!(sentence("Sullivan"), "Selon M. Sullivan, c'est faux.");
        assert_eq!(sentence("Biden"), "Le président J. Biden a dit non.");
        assert_eq!(sentence("Bien"), "Bien.");
    }

    #[test]
    fn a_sentence_keeps_its_closing_quotation_mark() {
        let text = "« Non, je ne peux pas. Il n'y a rien à dire. » Puis il part.";
        let article = article(text);
        assert_eq!(article.covered(sentence_at(&article, at(text, "rien"))), "Il n'y a rien à dire. »");
    }

    #[test]
    fn the_caret_goes_by_words_over_signs() {
        let text = "« Oui », dit-il.\nNon.";
        let article = article(text);
        let mut places = vec![];
        let mut place = ByteOffset::new(0);
        while place < article.index().whole().end {
            place = next_word(&article, place);
            places.push(&text[place.index()..]);
        }
        assert_eq!(places, ["Oui », dit-il.\nNon.", "dit-il.\nNon.", "il.\nNon.", "Non.", ""]);
        assert_eq!(previous_word(&article, at(text, "il.")), at(text, "dit"));
    }

    #[test]
    fn a_character_is_what_a_person_sees_as_one() {
        let text = "e\u{301}👩‍👩‍👧🏽!";
        let after = next_character(text, ByteOffset::new(0));
        assert_eq!(&text[..after.index()], "e\u{301}");
        let after = next_character(text, after);
        assert_eq!(&text[after.index()..], "!");
        assert_eq!(previous_character(text, after), ByteOffset::new(3));
    }

    proptest! {
        #[test]
        fn every_motion_ends_on_a_character_and_gets_ahead(text in "(\\PC|[ \n\r'’.«»]){0,80}", seed in any::<prop::sample::Index>()) {
            let article = article(&text);
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let here = ByteOffset::new(*seed.get(&places) as u32);
            for next in [next_character(&text, here), next_word(&article, here), next_sentence(&article, here), next_paragraph(&article, here)] {
                prop_assert!(text.is_char_boundary(next.index()));
                prop_assert!(next > here || here.index() == text.len());
            }
            for previous in [previous_character(&text, here), previous_word(&article, here), previous_sentence(&article, here), previous_paragraph(&article, here)] {
                prop_assert!(text.is_char_boundary(previous.index()));
                prop_assert!(previous < here || here.index() == 0);
            }
            prop_assert!(sentence_at(&article, here).slice(&text).is_some());
            let selected = Span { start: here, end: article.index().whole().end };
            match snap_to_words(&article, selected) {
                Some(span) => prop_assert!(article.accepts(span)),
                None => prop_assert!(text[here.index()..].trim().is_empty()),
            }
        }
    }
}

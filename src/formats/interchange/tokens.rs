//! Our own tokens: words as [`boundaries`](crate::model::boundaries) has them, signs, and runs of blanks.
//! No word ever holds a blank, the narrow ones of French quotation marks included, and none crosses a cut.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::boundaries::elision;
use crate::model::{Article, Span};

/// Whether training code takes a character for a blank: Unicode's white space and four old separators,
/// which is what Python's `str.split` splits at.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it covers.
    pub span: Span,
    /// Whether it is a run of blanks.
    pub blank: bool,
}

/// All tokens of a text, runs of blanks included: together they are the text. `cuts` are byte offsets in
/// order, on character boundaries, at which a token ends.
pub fn tokens<'a>(text: &'a str, cuts: &'a [u32]) -> impl Iterator<Item = Token> + 'a {
    runs(text).flat_map(move |(start, run, blank)| {
        let whole = if blank { Some((0, run)) } else { None };
        let words = (!blank).then(|| run.split_word_bound_indices()).into_iter().flatten();
        let words = words.flat_map(|(at, word)| match elision(word) {
            Some(cut) => [Some((at, &word[..cut])), Some((at + cut, &word[cut..]))],
            None => [Some((at, word)), None],
        });
        let pieces = whole.into_iter().chain(words.flatten());
        pieces.flat_map(move |(at, piece)| {
            let start = (start + at) as u32;
            split_at(Span::new(start, start + piece.len() as u32), cuts)
                .map(move |span| Token { span, blank })
        })
    })
}

/// Runs of blanks and of everything else, in turn.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let blank = is_blank(rest.chars().next()?);
        let length = rest.find(|c| is_blank(c) != blank).unwrap_or(rest.len());
        at += length;
        Some((at - length, &rest[..length], blank))
    })
}

fn split_at(span: Span, cuts: &[u32]) -> impl Iterator<Item = Span> {
    let inside = cuts.partition_point(|cut| *cut <= span.start.get());
    let mut cuts = cuts[inside..].iter().copied().take_while(move |cut| *cut < span.end.get());
    let mut start = Some(span.start.get());
    std::iter::from_fn(move || {
        let from = start?;
        let end = cuts.next();
        start = end;
        Some(Span::new(from, end.unwrap_or(span.end.get())))
    })
}

/// Where spans begin and end, in order, each once.
#[must_use]
pub fn cuts(spans: impl Iterator<Item = Span>) -> Vec<u32> {
    let mut cuts: Vec<u32> = spans.flat_map(|span| [span.start.get(), span.end.get()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// A span without the blanks at its ends; `None` where it covers nothing else.
#[must_use]
pub fn without_blanks(article: &Article, span: Span) -> Option<Span> {
    let covered = article.covered(span);
    let start = covered.find(|c| !is_blank(c))?;
    let length = covered.trim_matches(is_blank).len();
    let start = span.start.get() + start as u32;
    Some(Span::new(start, start + length as u32))
}

/// A token with what spaCy and Prodigy want to know: whether one plain blank follows that is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpacedToken {
    /// What it covers.
    pub span: Span,
    /// Whether a blank follows that belongs to no token.
    pub space: bool,
}

/// Words with the one plain blank after each taken in, and what is left of a run of blanks as a token, which
/// is how spaCy reads a text. A blank is not taken in where a span needs it: begins with it or ends after it.
#[must_use]
pub fn spaced(article: &Article, spans: &[Span]) -> Vec<SpacedToken> {
    let text = article.text();
    let cuts = cuts(spans.iter().copied());
    let mut starts: Vec<u32> = spans.iter().map(|span| span.start.get()).collect();
    let mut ends: Vec<u32> = spans.iter().map(|span| span.end.get()).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    let mut spaced: Vec<SpacedToken> = Vec::new();
    for token in tokens(text, &cuts) {
        let mut span = token.span;
        let begins_with_space = token.blank && text.as_bytes()[span.start.index()] == b' ';
        if begins_with_space
            && let Some(before) = spaced.last_mut()
            && !before.space
            && !is_blank_at(text, before.span)
            && starts.binary_search(&span.start.get()).is_err()
            && ends.binary_search(&(span.start.get() + 1)).is_err()
        {
            before.space = true;
            span = Span::new(span.start.get() + 1, span.end.get());
        }
        if !span.is_empty() {
            spaced.push(SpacedToken { span, space: false });
        }
    }
    spaced
}

fn is_blank_at(text: &str, span: Span) -> bool {
    text[span.start.index()..].chars().next().is_some_and(is_blank)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::fixture::any_text;
    use crate::model::article::Metadata;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, &[]).filter(|token| !token.blank).filter_map(|token| token.span.slice(text)).collect()
    }

    #[test]
    fn french_signs_and_narrow_blanks_stay_out_of_words() {
        assert_eq!(
            words("«\u{a0}L’accord n'est pas prêt\u{202f}!\u{202f}», dit-il."),
            ["«", "L’", "accord", "n'", "est", "pas", "prêt", "!", "»", ",", "dit", "-", "il", "."]
        );
        assert_eq!(words("a\u{85}b\u{1c}c"), ["a", "b", "c"]);
    }

    #[test]
    fn a_cut_splits_a_word() {
        let text = "Élise part";
        let parts: Vec<&str> = tokens(text, &[3]).filter_map(|token| token.span.slice(text)).collect();
        assert_eq!(parts, ["Él", "ise", " ", "part"]);
    }

    #[test]
    fn the_blank_after_a_word_is_taken_in_but_not_what_else_is_blank() {
        let article = Article::new("x".into(), " un  deux\n trois ", Metadata::default());
        let shown: Vec<(&str, bool)> =
            spaced(&article, &[]).iter().map(|token| (article.covered(token.span), token.space)).collect();
        let expected =
            [(" ", false), ("un", true), (" ", false), ("deux", false), ("\n ", false), ("trois", true)];
        assert_eq!(shown, expected);
    }

    proptest! {
        #[test]
        fn tokens_are_the_text_and_break_at_every_cut(text in any_text(), at in proptest::collection::vec(any::<prop::sample::Index>(), 0..6)) {
            let edges: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
            let article = Article::new("x".into(), text.as_str(), Metadata::default());
            let spans: Vec<Span> = at.chunks(2).filter(|pair| pair.len() == 2).map(|pair| {
                Span::between(Span::new(edges[pair[0].index(edges.len())], 0).start, Span::new(edges[pair[1].index(edges.len())], 0).start)
            }).filter(|span| !span.is_empty()).collect();
            let cuts = cuts(spans.iter().copied());
            let mut end = 0;
            for token in tokens(&text, &cuts) {
                prop_assert_eq!(token.span.start.get(), end);
                end = token.span.end.get();
                let covered = token.span.slice(&text).unwrap();
                prop_assert!(covered.chars().all(|c| is_blank(c) == token.blank));
                prop_assert!(!cuts.iter().any(|cut| token.span.start.get() < *cut && *cut < end));
            }
            prop_assert_eq!(end as usize, text.len());
            let rebuilt: String = spaced(&article, &spans).iter().map(|token| format!("{}{}", article.covered(token.span), if token.space { " " } else { "" })).collect();
            prop_assert_eq!(&rebuilt, &text);
            let spaced = spaced(&article, &spans);
            for span in spans {
                prop_assert!(spaced.iter().any(|token| token.span.start == span.start));
                prop_assert!(spaced.iter().any(|token| token.span.end == span.end));
            }
        }
    }
}

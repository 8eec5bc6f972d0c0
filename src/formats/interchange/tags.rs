//! Spans as tags of tokens: which ones can stay where only one may cover a token, and BIO tags.

use super::tokens::{cuts, is_blank, tokens, without_blanks};
use crate::model::{Annotation, Document, Name, Span};

/// The annotations that are kept where none may overlap, in text order: those that cover only blanks leave,
/// then the longest stay, of equally long ones the first.
#[must_use]
pub fn kept_without_overlap(
    document: &Document,
    wanted: impl Fn(&Annotation) -> bool,
) -> Vec<(Span, &Annotation)> {
    let article = document.article();
    let mut candidates: Vec<(Span, &Annotation)> = document
        .annotations()
        .iter()
        .filter(|annotation| wanted(annotation))
        .filter_map(|annotation| Some((without_blanks(article, annotation.span)?, annotation.as_ref())))
        .collect();
    candidates.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), span.start));
    let mut kept: std::collections::BTreeMap<u32, (Span, &Annotation)> = std::collections::BTreeMap::new();
    for (span, annotation) in candidates {
        let before = kept.range(..span.end.get()).next_back();
        if before.is_none_or(|(_, (other, _))| !other.overlaps(span)) {
            kept.insert(span.start.get(), (span, annotation));
        }
    }
    kept.into_values().collect()
}

/// The words of an article, cut where any of its annotations begins or ends.
#[must_use]
pub fn words(document: &Document) -> Vec<Span> {
    let cuts = cuts(document.annotations().iter().map(|annotation| annotation.span));
    let text = document.article().text();
    tokens(text, &cuts).filter(|token| !token.blank).map(|token| token.span).collect()
}

/// One BIO tag a word: `O`, or `B-` or `I-` and the label of the span that the word lies in.
#[must_use]
pub fn bio<'a>(words: &[Span], spans: &[(Span, &'a Annotation)]) -> Vec<Tag<'a>> {
    let mut spans = spans.iter().peekable();
    let mut tags = Vec::with_capacity(words.len());
    for word in words {
        while spans.peek().is_some_and(|(span, _)| span.end <= word.start) {
            spans.next();
        }
        tags.push(match spans.peek() {
            Some((span, annotation)) if span.encloses(*word) => {
                if span.start == word.start {
                    Tag::Begins(&annotation.label)
                } else {
                    Tag::Goes(&annotation.label)
                }
            }
            _ => Tag::Outside,
        });
    }
    tags
}

/// What a tag says of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag<'a> {
    /// In no span.
    Outside,
    /// The first word of one.
    Begins(&'a Name),
    /// A later word of one.
    Goes(&'a Name),
}

impl Tag<'_> {
    /// As files write it. A blank in a label becomes `_`: tags stand in columns.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Outside => "O".to_owned(),
            Self::Begins(label) => format!("B-{}", column_name(label.as_str())),
            Self::Goes(label) => format!("I-{}", column_name(label.as_str())),
        }
    }
}

/// A label without blanks.
#[must_use]
pub fn column_name(label: &str) -> String {
    label.chars().map(|c| if is_blank(c) || c.is_control() { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::marked;

    #[test]
    fn the_longest_stay_and_words_are_tagged() {
        let dataset =
            marked("[quote:« Oui, dit [source:Élise] »] à [source:Luc Roy], [denial: ][quote:non].");
        let document = &dataset.documents()[0];
        let words = words(document);
        let kept = kept_without_overlap(document, |_| true);
        let text = document.article().text();
        let shown: Vec<String> = words
            .iter()
            .zip(bio(&words, &kept))
            .map(|(word, tag)| format!("{}/{}", word.slice(text).unwrap(), tag.name()))
            .collect();
        assert_eq!(
            shown.join(" "),
            "«/B-quote Oui/I-quote ,/I-quote dit/I-quote Élise/I-quote »/I-quote à/O Luc/B-source Roy/I-source ,/O non/B-quote ./O"
        );
    }
}

//! What rules propose: spans with a label, their relations, and how sure the rule is.
//!
//! These types cross the border of the worker, so they are plain data. They know no engine: the page has them
//! without it.

use serde::{Deserialize, Serialize};

use crate::model::{Name, Span};

/// How sure a rule is of what it proposes, in thousandths: 0 is not at all, 1000 is certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u16);

/// What is shown and counted unless the person says otherwise.
pub const DEFAULT_THRESHOLD: Confidence = Confidence::permille(500);

impl Confidence {
    /// So many thousandths; what is more than 1000 counts as 1000.
    #[must_use]
    pub const fn permille(n: u16) -> Self {
        Self(if n > 1000 { 1000 } else { n })
    }

    /// In thousandths.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Between 0 and 1.
    #[must_use]
    pub fn as_fraction(self) -> f32 {
        f32::from(self.0) / 1000.0
    }
}

/// One proposed annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it would cover, in UTF-8 bytes of the article's text: never empty, on character boundaries.
    pub span: Span,
    /// The label that it would have.
    pub label: Name,
    /// What the scheme's attributes would say of it: for a quote its `manner`, which is `direct`, `indirect` or
    /// `mixed`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(Name, Name)>,
    /// The id of the rule that proposes it, such as `fr/that-clause`.
    pub rule: Name,
    /// How sure the rule is.
    pub confidence: Confidence,
}

/// A proposed relation between two of the proposed annotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedRelation {
    /// A relation kind of the scheme: `said_by`, `denied_by`, `denies` or `continues`.
    pub kind: Name,
    /// Where it starts, as a place in [`Suggestions::spans`].
    pub from: usize,
    /// Where it leads to, as a place in [`Suggestions::spans`].
    pub to: usize,
}

/// What the rules propose for one text or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    /// In text order: by start, then the longer first.
    pub spans: Vec<Suggestion>,
    /// In the order of where they start.
    pub relations: Vec<SuggestedRelation>,
}

impl Suggestions {
    /// Whether nothing is proposed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Those for which `keep` holds, with the relations whose two ends are both kept.
    #[must_use]
    pub fn retaining(self, mut keep: impl FnMut(&Suggestion) -> bool) -> Self {
        let mut places = Vec::with_capacity(self.spans.len());
        let mut spans = Vec::new();
        for suggestion in self.spans {
            let kept = keep(&suggestion);
            places.push(kept.then_some(spans.len()));
            if kept {
                spans.push(suggestion);
            }
        }
        let moved = |at: usize| places.get(at).copied().flatten();
        let relations = self.relations.into_iter().filter_map(|relation| {
            Some(SuggestedRelation {
                kind: relation.kind,
                from: moved(relation.from)?,
                to: moved(relation.to)?,
            })
        });
        let relations = relations.collect();
        Self { spans, relations }
    }

    /// Those at least so sure.
    #[must_use]
    pub fn at_least(self, threshold: Confidence) -> Self {
        self.retaining(|suggestion| suggestion.confidence >= threshold)
    }

    /// Adds what was proposed for a later part of the same text.
    pub fn append(&mut self, later: Self) {
        let before = self.spans.len();
        self.spans.extend(later.spans);
        self.relations.extend(later.relations.into_iter().map(|relation| SuggestedRelation {
            from: relation.from + before,
            to: relation.to + before,
            ..relation
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(start: u32, confidence: u16) -> Suggestion {
        Suggestion {
            span: Span::new(start, start + 1),
            label: "quote".into(),
            attributes: Vec::new(),
            rule: "fr/test".into(),
            confidence: Confidence::permille(confidence),
        }
    }

    fn said_by(from: usize, to: usize) -> SuggestedRelation {
        SuggestedRelation { kind: "said_by".into(), from, to }
    }

    #[test]
    fn a_relation_leaves_with_either_of_its_ends() {
        let all = Suggestions {
            spans: vec![proposed(0, 300), proposed(1, 900), proposed(2, 700)],
            relations: vec![said_by(0, 1), said_by(1, 2)],
        };
        let sure = all.at_least(DEFAULT_THRESHOLD);
        assert_eq!(sure.spans, [proposed(1, 900), proposed(2, 700)]);
        assert_eq!(sure.relations, [said_by(0, 1)]);
    }

    #[test]
    fn what_is_appended_keeps_its_relations() {
        let mut first = Suggestions { spans: vec![proposed(0, 900)], relations: Vec::new() };
        let later =
            Suggestions { spans: vec![proposed(4, 900), proposed(8, 900)], relations: vec![said_by(0, 1)] };
        first.append(later);
        assert_eq!(first.spans.len(), 3);
        assert_eq!(first.relations, [said_by(1, 2)]);
    }

    #[test]
    fn a_confidence_is_at_most_certain() {
        assert_eq!(Confidence::permille(2000).get(), 1000);
    }
}

//! Which of several places a claim means, judged by its neighbours that are placed already.

use crate::model::{Article, ByteOffset, CodePointOffset, Span};

/// How far, in bytes, the nearest place may lie from the expected one.
pub(super) const REACH: u32 = 512;

/// The same for a short text that stands only inside other words.
pub(super) const REACH_IN_A_WORD: u32 = 8;

/// How many times further the second nearest place must lie.
const CLEARLY: u32 = 4;

/// A claim that has its place.
pub(super) struct Anchor {
    /// The start that the file gave, in code points.
    pub(super) given: u64,
    /// The start that it has, in code points.
    pub(super) actual: u32,
    /// The same in bytes.
    pub(super) at: ByteOffset,
}

pub(super) struct Anchors {
    by_given: Vec<Anchor>,
}

impl Anchors {
    pub(super) fn new(anchors: impl Iterator<Item = Anchor>) -> Self {
        let mut by_given: Vec<Anchor> = anchors.collect();
        by_given.sort_by_key(|anchor| (anchor.given, anchor.at));
        Self { by_given }
    }

    /// The one place, out of several in text order, that lies clearly nearest to where the neighbours let
    /// expect it, without leaving the order; `None` where there is doubt.
    pub(super) fn certain(&self, article: &Article, given: u64, places: &[Span], reach: u32) -> Option<Span> {
        let next = self.by_given.partition_point(|anchor| anchor.given <= given);
        let before = next.checked_sub(1).and_then(|n| self.by_given.get(n));
        let after = self.by_given.get(next);
        // What was inserted or lost before the neighbour shifts the claim as well.
        let expected = match (before, after) {
            (Some(anchor), _) => u64::from(anchor.actual) + (given - anchor.given),
            (None, Some(anchor)) => u64::from(anchor.actual).saturating_sub(anchor.given - given),
            (None, None) => given,
        };
        let expected = u32::try_from(expected).ok()?;
        let expected = article.index().from_code_point(article.text(), CodePointOffset::new(expected))?;
        let distance = |span: &Span| span.start.get().abs_diff(expected.get());
        let right = places.partition_point(|span| span.start < expected);
        // The two nearest are among the two on each side.
        let mut near: Vec<&Span> =
            places[right.saturating_sub(2)..places.len().min(right + 2)].iter().collect();
        near.sort_by_key(|span| distance(span));
        let nearest = **near.first()?;
        let first = distance(&nearest);
        let second = near.get(1).map_or(u32::MAX, |span| distance(span));
        let clear = first <= reach && second > first.saturating_mul(CLEARLY);
        let in_order = before.is_none_or(|anchor| anchor.at <= nearest.start)
            && after.is_none_or(|anchor| nearest.start <= anchor.at);
        (clear && in_order).then_some(nearest)
    }
}

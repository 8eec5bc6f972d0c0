//! Train, validation and test: whole articles, drawn by a seed, each kind of article spread over all three.

use std::collections::BTreeMap;

use super::options::Split;
use crate::model::{Document, Scheme};

/// The subsets, in the order of their files.
pub const SUBSETS: [&str; 3] = ["train", "validation", "test"];

/// What tells articles apart that should be spread alike: which labels they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stratum(u64);

impl Stratum {
    pub(super) fn of(document: &Document, scheme: &Scheme) -> Self {
        let labels = super::survey::labels_in(document);
        let bits = labels.iter().filter_map(|label| scheme.label_index(label)).filter(|n| *n < 64);
        Self(bits.fold(0, |bits, n| bits | 1 << n))
    }
}

/// The subset of each article; empty where none are wanted. Each stratum is cut by itself, and what its
/// shares leave over goes where the whole lacks most.
pub(super) fn subsets(strata: &[Stratum], split: Option<Split>) -> Vec<&'static str> {
    let Some(split) = split else { return Vec::new() };
    let percent = [
        100_u64.saturating_sub(u64::from(split.validation) + u64::from(split.test)),
        u64::from(split.validation),
        u64::from(split.test),
    ];
    let mut members: BTreeMap<Stratum, Vec<usize>> = BTreeMap::new();
    for (n, stratum) in strata.iter().enumerate() {
        members.entry(*stratum).or_default().push(n);
    }
    let mut random = split.seed;
    let mut subsets = vec![SUBSETS[0]; strata.len()];
    let (mut given, mut total) = ([0_u64; 3], 0_u64);
    for articles in members.values_mut() {
        shuffle(articles, &mut random);
        for article in articles {
            total += 1;
            // The subset that is furthest behind its share of all articles so far.
            let behind = |n: &usize| (percent[*n] * total) as i64 - (given[*n] * 100) as i64;
            let next = (0..3).filter(|n| percent[*n] > 0).max_by_key(|n| (behind(n), 2 - *n)).unwrap_or(0);
            given[next] += 1;
            subsets[*article] = SUBSETS[next];
        }
    }
    subsets
}

fn shuffle(list: &mut [usize], random: &mut u64) {
    for at in (1..list.len()).rev() {
        list.swap(at, (next(random) % (at as u64 + 1)) as usize);
    }
}

/// SplitMix64: small, and the same everywhere.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(subsets: &[&str]) -> [usize; 3] {
        SUBSETS.map(|name| subsets.iter().filter(|subset| **subset == name).count())
    }

    #[test]
    fn each_kind_of_article_is_spread_over_all_subsets() {
        let strata: Vec<Stratum> = (0..1000).map(|n| Stratum(u64::from(n % 10 == 0))).collect();
        let split = Split { validation: 10, test: 20, seed: 7 };
        let drawn = subsets(&strata, Some(split));
        assert_eq!(counts(&drawn), [700, 100, 200]);
        let rare: Vec<&str> = drawn.iter().step_by(10).copied().collect();
        assert_eq!(counts(&rare), [70, 10, 20]);
    }

    #[test]
    fn the_seed_decides() {
        let strata = vec![Stratum(0); 100];
        let drawn = |seed| subsets(&strata, Some(Split { seed, ..Split::default() }));
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert!(subsets(&strata, None).is_empty());
    }
}

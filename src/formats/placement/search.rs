//! Where each of many texts stands in one long text, in one pass and in bounded time.

/// How many steps a search may take: about a second.
pub(super) const BUDGET: u64 = 400_000_000;

/// What one place found costs, so that the lists stay bounded too.
const COST_OF_A_PLACE: u64 = 16;

/// The places of each needle in order, in bytes; `None` where the search would take more than `budget` steps.
/// Needles must not be empty; equal ones are each answered.
pub(super) fn places(haystack: &str, needles: &[&str], budget: u64) -> Option<Vec<Vec<u32>>> {
    // Sorted, the needles that begin alike lie together: reading on narrows a range of them.
    let mut order: Vec<u32> = (0..needles.len() as u32).collect();
    order.sort_unstable_by_key(|n| needles[*n as usize].as_bytes());
    let sorted: Vec<&[u8]> = order.iter().map(|n| needles[*n as usize].as_bytes()).collect();
    let mut starting_with = [(0, 0); 256];
    for (first, range) in starting_with.iter_mut().enumerate() {
        let start = sorted.partition_point(|needle| usize::from(needle[0]) < first);
        *range = (start, sorted.partition_point(|needle| usize::from(needle[0]) <= first));
    }
    let mut found = vec![Vec::new(); needles.len()];
    let mut left = budget;
    let haystack = haystack.as_bytes();
    for at in 0..haystack.len() {
        let (mut low, mut high) = starting_with[usize::from(haystack[at])];
        let mut depth = 1;
        while low < high {
            while low < high && sorted[low].len() == depth {
                found[order[low] as usize].push(at as u32);
                low += 1;
                left = left.checked_sub(COST_OF_A_PLACE)?;
            }
            let Some(byte) = haystack.get(at + depth).filter(|_| low < high) else { break };
            if high - low == 1 {
                // The last one: compare it to its end.
                let rest = &sorted[low][depth..];
                let same = rest.iter().zip(&haystack[at + depth..]).take_while(|(a, b)| a == b).count();
                left = left.checked_sub(1 + same as u64)?;
                if same == rest.len() {
                    found[order[low] as usize].push(at as u32);
                    left = left.checked_sub(COST_OF_A_PLACE)?;
                }
                break;
            }
            let range = &sorted[low..high];
            left = left.checked_sub(1 + u64::from(range.len().ilog2()))?;
            high = low + range.partition_point(|needle| needle[depth] <= *byte);
            low += range.partition_point(|needle| needle[depth] < *byte);
            depth += 1;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(haystack in "[abé]{0,40}", needles in proptest::collection::vec("[abé]{1,4}", 0..12)) {
            let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
            let found = places(&haystack, &needles, BUDGET).unwrap();
            for (needle, found) in needles.iter().zip(found) {
                let expected: Vec<u32> = (0..haystack.len())
                    .filter(|at| haystack.as_bytes()[*at..].starts_with(needle.as_bytes()))
                    .map(|at| at as u32)
                    .collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn a_search_that_would_take_too_long_is_given_up() {
        let haystack = "a".repeat(10_000);
        let needles: Vec<String> = (1..1_000).map(|n| "a".repeat(n)).collect();
        let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
        assert_eq!(places(&haystack, &needles, 1_000_000), None);
    }
}

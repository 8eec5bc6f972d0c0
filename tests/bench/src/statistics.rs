//! Medians, and how bad it gets: of times and sizes that were measured.

use serde_json::{Value, json};

/// What a series of measurements comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many there are.
    pub count: usize,
    /// Half of them are not above it.
    pub median: f64,
    /// Of a hundred, 95 are not above it.
    pub p95: f64,
    /// The highest.
    pub max: f64,
}

impl Summary {
    /// For programs.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({ "median": self.median, "p95": self.p95, "max": self.max })
    }

    /// Sums up a series; `None` of an empty one.
    #[must_use]
    pub fn of(series: &[f64]) -> Option<Self> {
        let mut sorted = series.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            count: sorted.len(),
            median: quantile(&sorted, 0.5)?,
            p95: quantile(&sorted, 0.95)?,
            max: *sorted.last()?,
        })
    }
}

/// The value at a share of a sorted series, between two neighbours in proportion.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let (low, part) = (place.floor() as usize, place.fract());
    let below = *sorted.get(low)?;
    let above = *sorted.get(low + 1).unwrap_or(&below);
    Some(below + (above - below) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_in_any_order_has_the_same_median_and_p95() {
        let series: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        let expected = Summary { count: 101, median: 50.0, p95: 95.0, max: 100.0 };
        assert_eq!(Summary::of(&series), Some(expected));
    }

    #[test]
    fn between_two_values_lies_their_middle() {
        let summary = Summary::of(&[4.0, 1.0]).unwrap();
        assert_eq!(summary.median, 2.5);
        assert!((summary.p95 - 3.85).abs() < 1e-9);
    }

    #[test]
    fn one_value_is_all_and_none_is_nothing() {
        assert_eq!(Summary::of(&[7.0]), Some(Summary { count: 1, median: 7.0, p95: 7.0, max: 7.0 }));
        assert_eq!(Summary::of(&[]), None);
    }
}

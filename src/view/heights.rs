//! How high each piece of a text is, measured or guessed, and where each starts: sums by a Fenwick tree.
//!
//! Knows no element. A change of one height and a question cost a logarithm of the number of pieces.

use crate::model::TextIndex;

/// The height of a line of text and the room below a paragraph, in pixels, until one was measured.
const LINE: f32 = 36.0;
const BELOW: f32 = 6.0;

/// The width of a byte of text, in pixels: French prose in the annotator's own type.
const BYTE: f32 = 8.2;

/// Browsers cannot draw what lies further down than some 17 million pixels: guesses shrink to stay well
/// above that.
const DEEPEST: f64 = 12_000_000.0;

/// The heights of an article's pieces.
#[derive(Debug, Default)]
pub struct Heights {
    heights: Vec<f32>,
    measured: Vec<bool>,
    /// A Fenwick tree: entry `n - 1` sums the `n & -n` heights up to the `n`th.
    sums: Vec<f64>,
}

impl Heights {
    /// Guesses from the length of each piece how high it is in a column of this width.
    #[must_use]
    pub fn of(index: &TextIndex, width: f64) -> Self {
        let line_bytes = (width as f32 / BYTE).max(4.0);
        let guess = |n: usize| {
            let bytes = index.piece(n).map_or(0, |span| span.len()) as f32;
            (bytes / line_bytes).ceil().max(1.0) * LINE + BELOW
        };
        let mut heights: Vec<f32> = (0..index.piece_count()).map(guess).collect();
        let total: f64 = heights.iter().map(|height| f64::from(*height)).sum();
        if total > DEEPEST {
            let scale = (DEEPEST / total) as f32;
            heights.iter_mut().for_each(|height| *height *= scale);
        }
        let measured = vec![false; heights.len()];
        let mut made = Self { heights, measured, sums: Vec::new() };
        made.add_up();
        made
    }

    /// How many pieces there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// Whether a piece was measured.
    #[must_use]
    pub fn is_measured(&self, piece: usize) -> bool {
        self.measured.get(piece).copied().unwrap_or_default()
    }

    /// Takes in what was measured.
    pub fn measure(&mut self, piece: usize, height: f32) {
        let (Some(known), Some(measured)) = (self.heights.get_mut(piece), self.measured.get_mut(piece))
        else {
            return;
        };
        let more = f64::from(height) - f64::from(*known);
        *known = height;
        *measured = true;
        let mut n = piece + 1;
        while let Some(sum) = self.sums.get_mut(n - 1) {
            *sum += more;
            n += n & n.wrapping_neg();
        }
    }

    /// Makes guesses of all heights: those known, times a factor.
    pub fn forget(&mut self, factor: f32) {
        self.heights.iter_mut().for_each(|height| *height *= factor);
        self.measured.fill(false);
        self.add_up();
    }

    /// Corrects the guesses by how far those of measured pieces were off.
    pub fn calibrate(&mut self, factor: f32) {
        for (height, measured) in self.heights.iter_mut().zip(&self.measured) {
            if !measured {
                *height *= factor;
            }
        }
        self.add_up();
    }

    /// How high all pieces before one are together; of all where there is no such piece.
    #[must_use]
    pub fn before(&self, piece: usize) -> f64 {
        let mut n = piece.min(self.heights.len());
        let mut sum = 0.0;
        while n > 0 {
            sum += self.sums[n - 1];
            n &= n - 1;
        }
        sum
    }

    /// The height of one piece.
    #[must_use]
    pub fn of_piece(&self, piece: usize) -> f32 {
        self.heights.get(piece).copied().unwrap_or_default()
    }

    /// The piece at a distance from the top; the first above, the last below.
    #[must_use]
    pub fn at(&self, y: f64) -> usize {
        let count = self.heights.len();
        let (mut piece, mut left) = (0, y.max(0.0));
        let mut step = count.checked_ilog2().map_or(0, |log| 1 << log);
        while step > 0 {
            if piece + step <= count && self.sums[piece + step - 1] <= left {
                left -= self.sums[piece + step - 1];
                piece += step;
            }
            step >>= 1;
        }
        piece.min(count.saturating_sub(1))
    }

    fn add_up(&mut self) {
        self.sums = self.heights.iter().map(|height| f64::from(*height)).collect();
        for n in 1..=self.sums.len() {
            let above = n + (n & n.wrapping_neg());
            if above <= self.sums.len() {
                self.sums[above - 1] += self.sums[n - 1];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_browser_could_not_draw_is_guessed_lower() {
        let heights = Heights::of(&TextIndex::new(&"\n".repeat(2_000_000)), 650.0);
        assert!(heights.before(heights.len()) <= DEEPEST + 1_000.0);
        assert!(heights.of_piece(0) > 0.0);
    }

    proptest! {
        #[test]
        fn sums_are_those_of_a_plain_list(
            lengths in proptest::collection::vec(0_usize..400, 1..80),
            changes in proptest::collection::vec((any::<usize>(), 1.0_f32..900.0), 0..30),
            factor in 0.5_f32..2.0,
            y in -10.0_f64..40_000.0,
        ) {
            let text: String = lengths.iter().map(|length| "x".repeat(*length) + "\n").collect();
            let mut heights = Heights::of(&TextIndex::new(&text), 650.0);
            for (piece, height) in changes {
                heights.measure(piece % lengths.len(), height);
            }
            heights.calibrate(factor);
            let mut sum = 0.0;
            let mut holding = None;
            for piece in 0..heights.len() {
                prop_assert!((heights.before(piece) - sum).abs() < 0.01);
                let height = f64::from(heights.of_piece(piece));
                if y < sum + height - 0.01 && holding.is_none() {
                    holding = Some(piece);
                }
                sum += height;
            }
            prop_assert!((heights.before(usize::MAX) - sum).abs() < 0.01);
            let (found, expected) = (heights.at(y), holding.unwrap_or(heights.len() - 1));
            prop_assert!(found.abs_diff(expected) <= 1, "{} for {}", found, expected);
        }
    }
}

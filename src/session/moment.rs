//! What an action carries from outside: the clock and fresh randomness, so that a session needs neither.

use crate::model::Timestamp;

/// When an action happened, and where its new names come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The clock.
    pub now: Timestamp,
    /// 64 random bits, other ones for each action.
    pub seed: u64,
}

impl Moment {
    /// The `n`th fresh name of this moment: a prefix and ten characters of 50 random bits.
    #[must_use]
    pub fn fresh(&self, prefix: char, n: u64) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut bits = scramble(self.seed.wrapping_add(n.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let mut name = String::from(prefix);
        for _ in 0..10 {
            name.push(char::from(ALPHABET[(bits & 31) as usize]));
            bits >>= 5;
        }
        name
    }
}

/// Spreads a seed over all bits (the finalizer of SplitMix64).
fn scramble(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

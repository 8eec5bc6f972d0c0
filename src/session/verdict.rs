//! What a person says of suggestions, and what a rule's confidence learns from it.
//!
//! Knows no article and nothing of how suggestions are shown.

use crate::model::{AnnotationId, Name};
use crate::suggest::Confidence;

/// What the person said of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It became this annotation.
    Accepted {
        /// Which one.
        annotation: AnnotationId,
        /// Whether under another label or with another edge than proposed.
        corrected: bool,
    },
    /// It is wrong.
    Rejected,
}

/// A verdict to be put in force, or, where there is none, to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Of which suggestion; its name holds its article.
    pub suggestion: AnnotationId,
    /// The rule that proposed it.
    pub rule: Name,
    /// What is said from then on.
    pub verdict: Option<Verdict>,
}

/// How often a rule was right in this session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Accepted as it was proposed.
    pub accepted: u32,
    /// Accepted with another label or edge.
    pub corrected: u32,
    /// Rejected.
    pub rejected: u32,
}

impl Record {
    pub(super) fn count(&mut self, verdict: &Verdict, by: i32) {
        let field = match verdict {
            Verdict::Accepted { corrected: false, .. } => &mut self.accepted,
            Verdict::Accepted { corrected: true, .. } => &mut self.corrected,
            Verdict::Rejected => &mut self.rejected,
        };
        *field = field.saturating_add_signed(by);
    }
}

/// How sure a rule is, given its record here: the mean of a Beta distribution whose prior has the rule's own
/// confidence as its mean and the weight of [`PRIOR_WEIGHT`] verdicts. A corrected one counts as half right.
#[must_use]
pub fn learnt(own: Confidence, record: Record) -> Confidence {
    let Record { accepted, corrected, rejected } = record;
    let right = 1000 * u64::from(accepted) + 500 * u64::from(corrected);
    let all = u64::from(accepted) + u64::from(corrected) + u64::from(rejected);
    let mean = (u64::from(own.get()) * PRIOR_WEIGHT + right) / (PRIOR_WEIGHT + all);
    Confidence::permille(u16::try_from(mean).unwrap_or(1000))
}

/// So many verdicts weigh as much as what the rule says of itself: a handful of reviews does not silence a rule.
pub const PRIOR_WEIGHT: u64 = 8;

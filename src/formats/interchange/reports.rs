//! The reports of one import, bounded: a hostile file cannot fill the memory with complaints about itself.

use std::collections::HashMap;

use crate::formats::reading::Report;
use crate::messages::{Message, message};

/// How many reports of a list are kept one by one.
const MOST: usize = 10_000;

/// How many kinds of frequent reports are told apart.
const MOST_KINDS: usize = 1_000;

#[derive(Default)]
pub(super) struct Reports {
    repaired: Vec<Report>,
    rejected: Vec<Report>,
    more_repaired: usize,
    more_rejected: usize,
    /// Where in `rejected` a frequent reason stands, and how often it came.
    often: HashMap<Message, (usize, usize)>,
}

impl Reports {
    pub(super) fn repair(&mut self, place: Message, reason: Message) {
        if self.repaired.len() < MOST {
            self.repaired.push(Report { place, reason });
        } else {
            self.more_repaired += 1;
        }
    }

    pub(super) fn reject(&mut self, place: Message, reason: Message) {
        if self.rejected.len() < MOST {
            self.rejected.push(Report { place, reason });
        } else {
            self.more_rejected += 1;
        }
    }

    pub(super) fn reject_often(&mut self, place: Message, reason: Message) {
        if let Some((_, count)) = self.often.get_mut(&reason) {
            *count += 1;
        } else if self.often.len() < MOST_KINDS && self.rejected.len() < MOST {
            self.often.insert(reason.clone(), (self.rejected.len(), 1));
            self.rejected.push(Report { place, reason });
        } else {
            self.more_rejected += 1;
        }
    }

    /// What was mended, and what was left out.
    pub(super) fn into_lists(mut self) -> (Vec<Report>, Vec<Report>) {
        for (at, count) in self.often.into_values().filter(|(_, count)| *count > 1) {
            let reason = &mut self.rejected[at].reason;
            *reason = message::why_also(&*reason, count - 1);
        }
        for (list, more) in
            [(&mut self.repaired, self.more_repaired), (&mut self.rejected, self.more_rejected)]
        {
            if more > 0 {
                list.push(Report {
                    place: message::place_further(),
                    reason: message::read_more_reports(more),
                });
            }
        }
        (self.repaired, self.rejected)
    }
}

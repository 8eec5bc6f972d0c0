//! What a host page brings and is still being read: until it is there, nothing else is loaded and nothing else is shown.

use super::effect::Effect;
use super::keeping::Standing;
use super::moment::Moment;
use super::state::Session;

impl Session {
    /// Whether what a host page brings is still being read.
    #[must_use]
    pub fn is_expecting(&self) -> bool {
        self.expecting
    }

    pub(super) fn expect(&mut self) {
        self.expecting = true;
    }

    /// What the host page brings is there, or will not come: what a person loaded meanwhile comes after it.
    #[inline(never)]
    pub(super) fn expect_no_more(&mut self, moment: &Moment) -> Vec<Effect> {
        self.expecting = false;
        // It waits on for a data set that is being opened by now.
        match self.standing() {
            Standing::Opening => Vec::new(),
            _ => self.do_what_was_deferred(moment),
        }
    }
}

//! What of the asks gets through to a keeper that has just been started anew.
//!
//! The one before it broke, and what it had been asked went with it. The new one is asked first what is there: perhaps
//! another page has written since, and what this one still has on its way must not come over that. Until it has told,
//! whatever builds upon what was there is held back. The session asks for it again once it has compared.

use super::keeper::{Ask, Told};

/// Stands between a session and its keeper.
#[derive(Debug, Default)]
pub struct Gate {
    /// The database that was opened last.
    database: Option<String>,
    /// Whether a keeper that was started anew has not told yet what is there.
    awaits_opening: bool,
}

impl Gate {
    /// The database that was opened last.
    #[must_use]
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// A keeper has been started, for this to be asked. What it is to be asked before, if one before it had `dataset`
    /// open.
    pub fn started(&mut self, first: &Ask, dataset: &str) -> Option<Ask> {
        self.awaits_opening = false;
        if matches!(first, Ask::Open { .. }) {
            return None;
        }
        let database = self.database.clone()?;
        self.awaits_opening = true;
        Some(Ask::Open { database, dataset: dataset.to_owned(), take_over: false, again: true })
    }

    /// Whether this may be asked now.
    pub fn lets(&mut self, ask: &Ask) -> bool {
        if let Ask::Open { database, .. } = ask {
            self.database = Some(database.clone());
        }
        let builds_upon_it = matches!(
            ask,
            Ask::Write { .. }
                | Ask::Copy { .. }
                | Ask::Amend { .. }
                | Ask::Fetch { .. }
                | Ask::Search { .. }
                | Ask::Back { .. }
        );
        !(self.awaits_opening && builds_upon_it)
    }

    /// The keeper has told this.
    pub fn hears(&mut self, told: &Told) {
        if matches!(told, Told::Opened(_) | Told::Unavailable(_)) {
            self.awaits_opening = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Trouble;

    fn open(again: bool) -> Ask {
        Ask::Open { database: "db".to_owned(), dataset: "d".to_owned(), take_over: false, again }
    }

    fn write(ticket: u32) -> Ask {
        Ask::Write { ticket, writes: Vec::new() }
    }

    #[test]
    fn a_first_keeper_is_asked_whatever_it_is() {
        let mut gate = Gate::default();
        assert_eq!(gate.started(&open(false), ""), None);
        assert!(gate.lets(&open(false)) && gate.lets(&write(1)));
    }

    #[test]
    fn a_keeper_that_was_started_anew_gets_none_of_what_waits_before_it_has_told_what_is_there() {
        let mut gate = Gate::default();
        gate.lets(&open(false));
        assert_eq!(gate.started(&write(1), "d"), Some(open(true)));
        assert!(!gate.lets(&write(1)) && !gate.lets(&write(2)));
        assert!(gate.lets(&Ask::Measure), "what builds upon nothing");
        gate.hears(&Told::Measured { used: 0, quota: 0, persistent: false });
        assert!(!gate.lets(&write(3)));
        gate.hears(&Told::Unavailable(Trouble::Full));
        assert!(gate.lets(&write(4)));
    }
}

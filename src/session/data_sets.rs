//! The data sets of a database: made, opened, renamed, copied, deleted and brought back.
//!
//! A deleted one stays in the database, marked, until it is cleared away.

use crate::journal::{Ask, DatasetRow, Key, Listed, RowChange, Table, Write, seal};
use crate::messages::message;
use crate::model::{Edit, Timestamp};

use super::effect::{Effect, NoticeKind};
use super::keeping::{Kept, Phase, fresh_row};
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

impl Session {
    fn writing(&mut self) -> Result<&mut Kept, Refusal> {
        match &mut self.keeping.kept {
            Some(kept) => match kept.phase {
                // A row of the one would be written under the claim of the other.
                Phase::Writing if kept.is_leaving => Err(Refusal::StillOpening),
                Phase::Writing => Ok(kept),
                Phase::Following { .. } => Err(Refusal::AnotherTabWrites),
                Phase::Stuck(_) => Err(Refusal::NotKeptYet),
                Phase::Opening | Phase::Unavailable(_) => Err(Refusal::NoDataset),
            },
            None => Err(Refusal::NoDataset),
        }
    }

    /// To leave a data set loses nothing only if all of it is, or is about to be, on disk.
    fn may_leave(&self) -> Result<(), Refusal> {
        match self.keeping.kept.as_ref().map(|kept| &kept.phase) {
            Some(Phase::Writing | Phase::Following { .. }) => Ok(()),
            Some(Phase::Stuck(_)) => Err(Refusal::NotKeptYet),
            Some(Phase::Opening | Phase::Unavailable(_)) | None => Err(Refusal::NoDataset),
        }
    }

    #[inline(never)]
    pub(super) fn take_over(&mut self) -> Result<Vec<Effect>, Refusal> {
        self.may_leave()?;
        let dataset = self.open_dataset().to_owned();
        self.reopen(dataset, true);
        Ok(Vec::new())
    }

    #[inline(never)]
    pub(super) fn open_dataset_again(&mut self, dataset: String) -> Result<Vec<Effect>, Refusal> {
        self.may_leave()?;
        self.listed_dataset(&dataset)?;
        self.reopen(dataset, false);
        Ok(Vec::new())
    }

    /// The keeper writes it, so that not all articles need be in memory.
    #[inline(never)]
    pub(super) fn back_up(&mut self) -> Result<Vec<Effect>, Refusal> {
        self.may_leave()?;
        let super::keeping::Keeping { kept, outbox, .. } = &mut self.keeping;
        let Some(kept) = kept else { return Err(Refusal::NoDataset) };
        kept.ask_all(outbox);
        let ticket = kept.next_ticket;
        kept.next_ticket += 1;
        outbox.push(Ask::Back { ticket });
        Ok(Vec::new())
    }

    fn listed_dataset(&self, dataset: &str) -> Result<&Listed, Refusal> {
        self.datasets().iter().find(|listed| listed.id == dataset).ok_or(Refusal::NoDataset)
    }

    #[inline(never)]
    pub(super) fn create_dataset(&mut self, name: String, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        self.may_leave()?;
        let scheme = self.dataset.scheme().clone();
        let row = DatasetRow {
            annotator: self.annotator.clone(),
            ..fresh_row(name.trim().to_owned(), scheme, moment.now.clone())
        };
        let id = moment.fresh('d', 1);
        self.write_row(&id, &row)?;
        self.reopen(id, false);
        Ok(Vec::new())
    }

    #[inline(never)]
    pub(super) fn duplicate_dataset(
        &mut self,
        dataset: &str,
        name: String,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        self.may_leave()?;
        let row = self.listed_dataset(dataset)?.row.clone();
        let row = if dataset == self.open_dataset() { self.writing()?.row.clone() } else { row };
        let id = moment.fresh('d', 1);
        let row = DatasetRow {
            name: name.trim().to_owned(),
            created: moment.now.clone(),
            deleted: Timestamp::default(),
            filed: 0,
            put_off: 0,
            ..row
        };
        let from = dataset.to_owned();
        let kept = self.writing()?;
        let ticket = kept.next_ticket;
        kept.next_ticket += 1;
        kept.then.push(Ask::Copy { ticket, from, to: id.clone(), row });
        self.reopen(id, false);
        Ok(Vec::new())
    }

    #[inline(never)]
    pub(super) fn rename_dataset(&mut self, dataset: &str, name: String) -> Result<Vec<Effect>, Refusal> {
        let name = name.trim().to_owned();
        self.amend(dataset, RowChange::Name(name))
    }

    #[inline(never)]
    pub(super) fn delete_dataset(&mut self, dataset: &str, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let is_open = dataset == self.open_dataset();
        let now = moment.now.clone();
        self.amend(dataset, RowChange::Deleted(now))?;
        if is_open {
            self.reopen(String::new(), false);
        }
        let text = message::dataset_deleted();
        self.notify(NoticeKind::Done, text.clone(), Vec::new());
        Ok(vec![Effect::Announce(text)])
    }

    #[inline(never)]
    pub(super) fn restore_dataset(&mut self, dataset: &str) -> Result<Vec<Effect>, Refusal> {
        self.amend(dataset, RowChange::Deleted(Timestamp::default()))
    }

    #[inline(never)]
    pub(super) fn clear_dataset(&mut self, dataset: &str) -> Result<Vec<Effect>, Refusal> {
        let is_deleted = self.listed_dataset(dataset)?.row.deleted != Timestamp::default();
        if !is_deleted || dataset == self.open_dataset() {
            return Err(Refusal::NoDataset);
        }
        self.writing()?.datasets.retain(|listed| listed.id != dataset);
        self.keep_rows(vec![Write::Drop { dataset: dataset.to_owned() }]);
        Ok(Vec::new())
    }

    /// What the annotators agreed on.
    #[must_use]
    pub fn guidelines(&self) -> &str {
        self.dataset.guidelines()
    }

    pub(super) fn set_guidelines(&mut self, text: &str) -> Result<Vec<Effect>, Refusal> {
        if text == self.guidelines() {
            return Ok(Vec::new());
        }
        let edit = Edit::SetGuidelines { guidelines: text.into() };
        self.commit(message::changed_guidelines(), None, None, &[edit])
    }

    /// What was written before the data set was open comes to what it has.
    pub(super) fn bring_guidelines(&mut self, typed: &str) -> Vec<Effect> {
        let former = self.guidelines().to_owned();
        if typed.trim().is_empty() || former == typed || former.ends_with(&format!("\n\n{typed}")) {
            return Vec::new();
        }
        let both = if typed.contains(former.trim()) { typed } else { &format!("{former}\n\n{typed}") };
        match self.set_guidelines(both) {
            Ok(effects) => effects,
            Err(refusal) => {
                self.notify(NoticeKind::Problem, refusal.message(&self.keymap), Vec::new());
                Vec::new()
            }
        }
    }

    /// Changes what is known of a data set. Of one that is not open here, another tab may know more.
    fn amend(&mut self, dataset: &str, change: RowChange) -> Result<Vec<Effect>, Refusal> {
        if dataset == self.open_dataset() {
            return self.change_row(dataset, &mut |row| change.make(row));
        }
        if self.writing()?.amend(dataset, change) { Ok(Vec::new()) } else { Err(Refusal::NoDataset) }
    }

    /// Changes what is known of a data set, here and on disk.
    pub(super) fn change_row(
        &mut self,
        dataset: &str,
        change: &mut dyn FnMut(&mut DatasetRow),
    ) -> Result<Vec<Effect>, Refusal> {
        let kept = self.writing()?;
        let is_open = dataset == kept.dataset;
        let mut row = if is_open {
            kept.row.clone()
        } else {
            let listed = kept.datasets.iter().find(|listed| listed.id == dataset);
            listed.ok_or(Refusal::NoDataset)?.row.clone()
        };
        change(&mut row);
        if is_open {
            kept.row = row.clone();
        }
        if let Some(listed) = kept.datasets.iter_mut().find(|listed| listed.id == dataset) {
            listed.row = row.clone();
        }
        self.write_row(dataset, &row)?;
        Ok(Vec::new())
    }

    fn write_row(&mut self, dataset: &str, row: &DatasetRow) -> Result<(), Refusal> {
        self.writing()?;
        let write = Write::Put { table: Table::Datasets, key: Key::dataset(dataset), bytes: seal(row) };
        self.keep_rows(vec![write]);
        Ok(())
    }

    /// The annotator's name goes with the data set.
    #[inline(never)]
    pub(super) fn keep_annotator(&mut self) {
        let name = self.annotator.clone();
        let open = self.open_dataset().to_owned();
        if self.keeping.kept.as_ref().is_some_and(|kept| kept.row.annotator != name) {
            // Refused where nothing is kept: the name then holds for this visit.
            let _ = self.change_row(&open, &mut |row| row.annotator.clone_from(&name));
        }
    }

    /// The next visit begins where this one ended.
    pub(super) fn keep_place(&mut self) {
        let id = self.open.clone();
        let open = self.open_dataset().to_owned();
        let is_kept = id.as_ref().is_some_and(|id| self.is_on_disk(id));
        if is_kept && self.keeping.kept.as_ref().is_some_and(|kept| kept.row.open != id) {
            let _ = self.change_row(&open, &mut |row| row.open.clone_from(&id));
        }
    }
}

//! What of the work is in a file of the person's: a file that is kept up to date, or one that was downloaded. Where
//! there is none, the person is reminded now and then.

use super::effect::{Effect, NoticeKind};
use super::keeping::{Kept, Phase};
use super::state::Session;
use crate::journal::{BackupFile, FileRefusal, FileState, Sequence};
use crate::messages::message;

/// After so many gestures that are in no file the person is reminded, and after so many more again.
pub const REMIND_AFTER: Sequence = 200;

impl Kept {
    fn last_gesture(&self) -> Sequence {
        self.next_gesture.saturating_sub(1)
    }

    /// Takes in how the file stands.
    pub(super) fn take_file(&mut self, file: Option<BackupFile>) {
        if let Some(BackupFile { state: FileState::Current { gesture }, .. }) = &file {
            // It comes to the disk with the next change of the row: the file would otherwise fall behind by being written.
            self.row.filed = self.row.filed.max(*gesture);
        }
        self.file = file;
    }
}

impl Session {
    /// The file that is kept up to date with the data set.
    #[must_use]
    pub fn backup_file(&self) -> Option<&BackupFile> {
        self.keeping.kept.as_ref()?.file.as_ref()
    }

    /// The person chose a file that is not kept up to date.
    pub(super) fn refuse_file(&mut self, name: &str, why: &FileRefusal) -> Vec<Effect> {
        let text = match why {
            FileRefusal::OfAnother => message::backup_file_of_another(name),
            FileRefusal::Failed(reason) => message::backup_file_not_taken(name, reason.as_str()),
        };
        self.notify(NoticeKind::Problem, text.clone(), Vec::new());
        vec![Effect::Announce(text)]
    }

    /// Whether a file could be kept up to date from here: this page writes the data set.
    #[must_use]
    pub fn may_keep_file(&self) -> bool {
        self.keeping.kept.as_ref().is_some_and(|kept| kept.phase == Phase::Writing)
    }

    /// How many gestures are in no file, if it is time to say so.
    #[must_use]
    pub fn unfiled(&self) -> Option<usize> {
        let kept = self.keeping.kept.as_ref().filter(|kept| kept.phase == Phase::Writing)?;
        let last = kept.last_gesture();
        let since = last.saturating_sub(kept.row.filed.max(kept.row.put_off));
        (kept.file.is_none() && since >= REMIND_AFTER).then(|| last.saturating_sub(kept.row.filed) as usize)
    }

    /// All that was done is in a file.
    #[inline(never)]
    pub(super) fn note_filed(&mut self) {
        self.saved_revision = self.revision;
        let Some(last) = self.keeping.kept.as_ref().map(|kept| kept.last_gesture()) else { return };
        let open = self.open_dataset().to_owned();
        // Refused where nothing is written: then nothing is counted either.
        let _ = self.change_row(&open, &mut |row| row.filed = last);
    }

    /// The person wants to hear of it later.
    #[inline(never)]
    pub(super) fn put_off_reminder(&mut self) -> Vec<Effect> {
        if let Some(last) = self.keeping.kept.as_ref().map(|kept| kept.last_gesture()) {
            let open = self.open_dataset().to_owned();
            let _ = self.change_row(&open, &mut |row| row.put_off = last);
        }
        Vec::new()
    }
}

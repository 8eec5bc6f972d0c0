//! How what another tab has written comes into a session that follows it.

use std::rc::Rc;

use crate::journal::{DatasetRow, EntryRow, StoredEdit, Table, Write, unseal};
use crate::model::{ArticleId, Document, Edit};

use crate::session::effect::Effect;
use crate::session::gesture_row::misfit;
use crate::session::keeping::{Phase, Place};
use crate::session::state::Session;

impl Session {
    /// Does what another tab has done.
    pub(super) fn follow(&mut self, writes: Vec<Write>) -> Vec<Effect> {
        let Some(kept) = &self.keeping.kept else { return Vec::new() };
        if !matches!(kept.phase, Phase::Following { .. }) {
            return Vec::new();
        }
        let dataset = kept.dataset.clone();
        let mut damages = Vec::new();
        let mut scheme = None;
        let mut entries = Vec::new();
        for write in writes {
            let Write::Put { table, key, bytes } = write else { continue };
            if key.dataset != dataset {
                continue;
            }
            match (table, &key.article) {
                (Table::Datasets, _) => match unseal::<DatasetRow>(&bytes) {
                    Ok(row) => {
                        scheme = Some(row.scheme.clone());
                        self.follow_edit(&Edit::SetScheme { scheme: row.scheme.clone() });
                        let guidelines = row.guidelines.as_str().into();
                        self.follow_edit(&Edit::SetGuidelines { guidelines });
                        if let Some(kept) = &mut self.keeping.kept {
                            kept.row = row;
                        }
                    }
                    Err(_) => damages.push(misfit(table, key, bytes)),
                },
                (Table::Tails, Some(_)) => match unseal::<Vec<StoredEdit>>(&bytes) {
                    Ok(edits) => {
                        for edit in edits.into_iter().filter_map(|edit| edit.into_edit(|_| None)) {
                            self.follow_edit(&edit);
                        }
                    }
                    Err(_) => damages.push(misfit(table, key, bytes)),
                },
                (Table::Entries, Some(id)) => match unseal::<EntryRow>(&bytes) {
                    Ok(entry) => entries.push((id.clone(), entry)),
                    Err(_) => damages.push(misfit(table, key, bytes)),
                },
                _ => {}
            }
        }
        if let Some(scheme) = scheme
            && scheme != *self.dataset.scheme()
        {
            self.follow_edit(&Edit::SetScheme { scheme });
        }
        let mut open_gone = false;
        for (id, entry) in entries {
            open_gone |= self.follow_entry(&id, &entry);
        }
        if let Some(kept) = &mut self.keeping.kept {
            kept.note_damages(damages);
        }
        let mut effects = vec![Effect::DatasetChanged];
        if open_gone {
            self.read(None);
            effects.push(Effect::ShowArticle);
        }
        if self.open.is_none() && self.keeping.waiting.is_empty() {
            let first = self.dataset.documents().first().map(|document| document.article().id().clone());
            if let Some(first) = first {
                effects.extend(self.open_article(&first).unwrap_or_default());
            }
        }
        effects
    }

    /// Brings an entry up to date; says whether the open article is gone.
    fn follow_entry(&mut self, id: &ArticleId, entry: &EntryRow) -> bool {
        let Some(kept) = &mut self.keeping.kept else { return false };
        kept.place_of(id, Place::known(entry));
        let standing = self.dataset.document(id);
        match standing {
            None if entry.removed => {}
            None => {
                let ranks = &kept.places;
                let rank_of =
                    |document: &Document| ranks.get(document.article().id()).map_or(0, |place| place.rank);
                let at = self.dataset.documents().partition_point(|document| rank_of(document) < entry.rank);
                self.follow_edit(&Edit::AddDocument { at, document: Rc::new(entry.document(id)) });
            }
            Some(_) if entry.removed => {
                self.follow_edit(&Edit::RemoveDocument { article: id.clone() });
                return self.open.as_ref() == Some(id);
            }
            Some(document) => {
                if *document.article().metadata() != entry.metadata {
                    let metadata = entry.metadata.clone();
                    self.follow_edit(&Edit::Describe { article: id.clone(), metadata });
                }
                self.dataset.sum_up(id, entry.summary.clone());
                self.queue.note(id);
            }
        }
        false
    }

    fn follow_edit(&mut self, edit: &Edit) {
        // An edit of an article that is not in memory is in its rows when it is fetched.
        if let Ok(inverse) = self.dataset.apply(edit) {
            self.touched(std::slice::from_ref(edit), &[inverse]);
            if let Some(chosen) = &self.chosen
                && self.dataset.home(chosen) != self.open.as_ref()
            {
                self.chosen = None;
            }
        }
    }
}

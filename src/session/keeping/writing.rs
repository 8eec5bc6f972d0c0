//! What a gesture writes: rows for its edits, for what takes them back, and for the articles that it touches, in one line
//! with what waits already.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::journal::{Ask, Key, Sequence, Snapshot, StoredEdit, Table, TextRow, Write, seal};
use crate::model::article::Metadata;
use crate::model::{Article, ArticleId, Document, Edit};

use super::{Job, Phase, Place, RANK_STEP};
use crate::session::gesture_row::{Doing, GestureRow};
use crate::session::history::Gesture;
use crate::session::state::Session;
use crate::session::verdict::Ruling;

/// So many bytes of texts go in one ask, or so many articles.
const MOST_TEXT: usize = 1_000_000;
const MOST_ARTICLES: usize = 100;

/// A snapshot replaces so many edits, or an eighth of the annotations where that is more: it costs an edit little, and
/// so does an article's opening.
const MOST_TAILS: u32 = 256;

impl Session {
    /// Keeps what a gesture did, by edits that were applied and of which the gesture holds the inverses, and by what was
    /// said of suggestions.
    pub(in crate::session) fn keep(
        &mut self,
        doing: Doing,
        gesture: &Gesture,
        edits: &[Edit],
        ruled: Vec<Ruling>,
    ) {
        // Before the data set is open it is not known what is there; what was done by then is kept as one load. Of one
        // that was open and is away for now, all waits in the line.
        let Some(kept) = &self.keeping.kept else { return };
        if kept.dataset.is_empty() || matches!(kept.phase, Phase::Following { .. }) {
            return;
        }
        let number = kept.next_gesture;
        let mut writes = self.keep_edits(number, edits, &gesture.edits);
        let row = GestureRow {
            doing,
            name: gesture.name.written(),
            article: gesture.article.clone(),
            annotation: gesture.annotation.clone(),
            // A sample that gave way was never on disk: what takes the gesture back does without it.
            inverses: gesture
                .edits
                .iter()
                .map(StoredEdit::of)
                .filter(|edit| self.can_be_stored(edit))
                .collect(),
            ruled,
            unruled: gesture.rulings.clone(),
        };
        let Some(kept) = &mut self.keeping.kept else { return };
        kept.next_gesture += 1;
        writes.push(kept.put(Table::Gestures, Key::gesture(&kept.dataset, number), seal(&row)));
        kept.line.push_back(Job::Rows(writes));
        if !kept.asked_to_persist {
            kept.asked_to_persist = true;
            self.ask(Ask::Persist);
        }
    }

    fn can_be_stored(&self, edit: &StoredEdit) -> bool {
        !matches!(edit, StoredEdit::Add { article, .. } if !self.is_on_disk(article))
    }

    /// Writes rows besides those of a gesture.
    pub(in crate::session) fn keep_rows(&mut self, writes: Vec<Write>) {
        if let Some(kept) = &mut self.keeping.kept {
            kept.line.push_back(Job::Rows(writes));
        }
    }

    /// Puts the articles that come in into the line, and gives the other rows that edits change.
    fn keep_edits(&mut self, gesture: Sequence, edits: &[Edit], inverses: &[Edit]) -> Vec<Write> {
        let mut tails: Vec<(ArticleId, Vec<StoredEdit>)> = Vec::new();
        // In the order in which they were touched first.
        let mut touched: Vec<ArticleId> = Vec::new();
        let mut seen = HashSet::new();
        let mut incoming = Vec::new();
        let mut comes_in = HashSet::new();
        let mut new_row = false;
        for edit in edits {
            let (article, is_tail) = match edit {
                Edit::SetScheme { .. } | Edit::SetGuidelines { .. } => {
                    new_row = true;
                    continue;
                }
                Edit::AddArticle { article, .. } => (article.id(), false),
                Edit::AddDocument { document, .. } => (document.article().id(), false),
                Edit::RemoveArticle { article }
                | Edit::RemoveDocument { article }
                | Edit::Describe { article, .. } => (article, false),
                Edit::Annotate { article, .. }
                | Edit::Revise { article, .. }
                | Edit::Erase { article, .. }
                | Edit::Relate { article, .. }
                | Edit::Unrelate { article, .. } => (article, true),
            };
            if seen.insert(article.clone()) {
                touched.push(article.clone());
            }
            match edit {
                Edit::AddDocument { document, .. } if !self.is_on_disk(article) => {
                    comes_in.insert(article.clone());
                    incoming.push(document.clone());
                }
                _ if !self.is_on_disk(article) && comes_in.insert(article.clone()) => {
                    // Also a sample that was shown without a gesture, at its first edit: nothing stood on it before.
                    if let Some(document) = self.dataset.document(article) {
                        incoming.push(Rc::new(Document::bare(document.article().clone())));
                    }
                }
                _ => {}
            }
            if is_tail {
                let stored = StoredEdit::of(edit);
                match tails.iter_mut().rev().find(|(of, _)| of == article) {
                    Some((_, tail)) => tail.push(stored),
                    None => tails.push((article.clone(), vec![stored])),
                }
            }
        }
        let all_moved = !incoming.is_empty() && self.take_places(gesture);
        // Their entries come with them, unless more is done to them in the same gesture.
        touched.retain(|id| !comes_in.contains(id) || tails.iter().any(|(of, _)| of == id));
        if let Some(kept) = &mut self.keeping.kept {
            kept.resident.extend(comes_in);
        }
        self.line_up(incoming, gesture);
        if all_moved {
            let all = self.dataset.documents().iter().map(|document| document.article().id());
            touched.extend(all.filter(|id| !seen.contains(*id)).cloned());
        }
        self.rows_of(gesture, &touched, tails, inverses, new_row)
    }

    /// Articles that come in go to the disk before the gesture that brings them: without it, they are no part of the
    /// data set.
    fn line_up(&mut self, incoming: Vec<Rc<Document>>, gesture: Sequence) {
        let Some(kept) = &mut self.keeping.kept else { return };
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for document in incoming {
            bytes += document.article().text().len();
            batch.push(document);
            if bytes > MOST_TEXT || batch.len() >= MOST_ARTICLES {
                kept.line.push_back(Job::Articles(std::mem::take(&mut batch), gesture));
                bytes = 0;
            }
        }
        if !batch.is_empty() {
            kept.line.push_back(Job::Articles(batch, gesture));
        }
    }

    fn rows_of(
        &mut self,
        gesture: Sequence,
        touched: &[ArticleId],
        tails: Vec<(ArticleId, Vec<StoredEdit>)>,
        inverses: &[Edit],
        new_row: bool,
    ) -> Vec<Write> {
        let mut writes = Vec::new();
        if new_row && let Some(kept) = &mut self.keeping.kept {
            kept.row.scheme = self.dataset.scheme().clone();
            kept.row.guidelines = self.dataset.guidelines().to_string();
            writes.push(kept.dataset_write());
        }
        for (article, tail) in tails {
            let Some(kept) = &mut self.keeping.kept else { break };
            let key = Key::tail(&kept.dataset, &article, gesture);
            writes.push(kept.put(Table::Tails, key, seal(&tail)));
            if let Some(place) = kept.places.get_mut(&article) {
                place.tails += 1;
            }
            self.snapshot_if_due(&article, gesture, &mut writes);
        }
        for id in touched {
            let summary = self.summary_of(id);
            let Some(kept) = &self.keeping.kept else { break };
            let write = match (self.dataset.document(id), summary) {
                (Some(document), Some(summary)) => {
                    kept.entry_write(id, document.article(), (*summary).clone(), false)
                }
                // It was taken out: what takes that back has it.
                _ => inverses
                    .iter()
                    .find_map(|edit| match edit {
                        Edit::AddDocument { document, .. } if document.article().id() == id => {
                            Some(document.clone())
                        }
                        Edit::AddArticle { article, .. } if article.id() == id => {
                            Some(Rc::new(Document::bare(article.clone())))
                        }
                        _ => None,
                    })
                    .and_then(|document| {
                        let summary = crate::session::summaries::counted_up(&document, self.dataset.scheme());
                        kept.entry_write(id, document.article(), summary, true)
                    }),
            };
            writes.extend(write);
            let here = self.dataset.document(id).filter(|document| document.summary().is_none());
            if let (Some(kept), Some(document)) = (&self.keeping.kept, here)
                && is_known_otherwise(document.article(), inverses)
            {
                let key = Key::article(&kept.dataset, id);
                writes.push(kept.put(Table::Texts, key, seal(&TextRow::of(document.article()))));
            }
            let is_there = here.is_some();
            if let Some(kept) = &mut self.keeping.kept {
                if is_there {
                    kept.resident.insert(id.clone());
                } else {
                    kept.resident.remove(id);
                }
            }
        }
        writes
    }

    fn snapshot_if_due(&mut self, id: &ArticleId, gesture: Sequence, writes: &mut Vec<Write>) {
        let (Some(kept), Some(document)) = (&mut self.keeping.kept, self.dataset.document(id)) else {
            return;
        };
        let Some(place) = kept.places.get_mut(id) else { return };
        let most = MOST_TAILS.max(u32::try_from(document.annotations().len() / 8).unwrap_or(u32::MAX));
        if place.tails <= most || document.summary().is_some() {
            return;
        }
        place.tails = 0;
        let key = Key::article(&kept.dataset, id);
        writes.push(kept.put(Table::Snapshots, key, seal(&Snapshot::of(document, gesture))));
        writes.push(Write::CutTail { key: Key::tail(&kept.dataset, id, gesture) });
    }

    /// Gives the articles that have just come in the ranks of their places. Says whether there was no room between
    /// two, so that all articles have new ranks.
    fn take_places(&mut self, born: Sequence) -> bool {
        let Some(kept) = &mut self.keeping.kept else { return false };
        let documents = self.dataset.documents();
        let rank_at = |places: &HashMap<ArticleId, Place>, at: usize| {
            documents.get(at).and_then(|document| places.get(document.article().id())).map(|place| place.rank)
        };
        let (mut before, mut at) = (0, 0);
        while at < documents.len() {
            if let Some(rank) = rank_at(&kept.places, at) {
                (before, at) = (rank, at + 1);
                continue;
            }
            let end = (at..documents.len())
                .find(|at| rank_at(&kept.places, *at).is_some())
                .unwrap_or(documents.len());
            let count = u32::try_from(end - at).unwrap_or(u32::MAX);
            let step = rank_at(&kept.places, end)
                .map_or(RANK_STEP, |after| after.saturating_sub(before) / count.saturating_add(1));
            if step == 0 || before.checked_add(step.saturating_mul(count)).is_none() {
                for (n, document) in documents.iter().enumerate() {
                    let rank = u32::try_from(n + 1).unwrap_or(u32::MAX).saturating_mul(RANK_STEP);
                    let new = || Place { rank, born, tails: 0 };
                    kept.places.entry(document.article().id().clone()).or_insert_with(new).rank = rank;
                }
                return true;
            }
            for document in &documents[at..end] {
                before += step;
                kept.places.insert(document.article().id().clone(), Place { rank: before, born, tails: 0 });
            }
            at = end;
        }
        false
    }
}

/// Whether a gesture changed what is known of an article beside how far the work is: the text's row has a copy of it.
fn is_known_otherwise(article: &Article, inverses: &[Edit]) -> bool {
    let now = article.metadata();
    inverses.iter().any(|edit| match edit {
        Edit::Describe { article: of, metadata } if of == article.id() => {
            let Metadata { title, language, source, progress: _, meta } = metadata;
            *title != now.title || *language != now.language || *source != now.source || *meta != now.meta
        }
        _ => false,
    })
}

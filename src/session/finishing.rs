//! Finishing with articles: done, skipped, flagged, remarked on; and going along what is left to do.

use std::cell::Cell;

use crate::messages::{Message, message};
use crate::model::article::Metadata;
use crate::model::{ArticleId, Edit, EditError, Mark, Progress, Timestamp};

use super::effect::{Effect, NoticeKind};
use super::moment::Moment;
use super::pace::Pace;
use super::queue::{Order, QueueFilter, State};
use super::refusal::Refusal;
use super::state::Session;

/// The pace that was worked out last: for which day, and after how many changes.
#[derive(Debug, Default)]
pub(super) struct KnownPace(Cell<Option<(u64, i64, Pace)>>);

impl Session {
    /// Marks an article as done, skipped or neither.
    pub(super) fn set_mark(
        &mut self,
        id: Option<ArticleId>,
        mark: Mark,
        moment: &Moment,
    ) -> Result<Vec<Effect>, Refusal> {
        let now = if mark == Mark::Open { Timestamp::default() } else { moment.now.clone() };
        let name = match mark {
            Mark::Done => message::marked_done(),
            Mark::Skipped => message::marked_skipped(),
            Mark::Open => message::marked_open(),
        };
        self.change_progress(id, name, |progress| {
            if progress.mark != mark {
                *progress = Progress { mark, finished: now, ..progress.clone() };
            }
        })
    }

    /// Marks the article that is read next, and goes on to the next one that is left to do.
    #[inline(never)]
    pub(super) fn finish(&mut self, mark: Mark, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let next = self.queue_neighbour(true, State::is_open);
        let mut effects = self.set_mark(None, mark, moment)?;
        match next {
            Some(next) => effects.extend(self.open_article(&next)?),
            None => {
                let counts = self.queue_counts();
                let left = counts.all() - counts.finished();
                let text = if left > 0 {
                    message::nothing_left_to_do_here(left)
                } else {
                    message::nothing_left_to_do()
                };
                self.notify(NoticeKind::Done, text.clone(), Vec::new());
                effects.push(Effect::Announce(text));
            }
        }
        Ok(effects)
    }

    /// Flags an article, or no longer.
    #[inline(never)]
    pub(super) fn toggle_flag(&mut self, id: Option<ArticleId>) -> Result<Vec<Effect>, Refusal> {
        let is_flagged = self.progress_of(id.clone())?.1.progress.flagged;
        let name = if is_flagged { message::unflagged() } else { message::flagged() };
        self.change_progress(id, name, |progress| progress.flagged = !is_flagged)
    }

    /// Remarks something on an article.
    #[inline(never)]
    pub(super) fn set_remark(
        &mut self,
        id: Option<ArticleId>,
        remark: String,
    ) -> Result<Vec<Effect>, Refusal> {
        self.change_progress(id, message::remark_written(), |progress| progress.remark = remark)
    }

    /// An article, or the one that is read next, and what is known of it.
    fn progress_of(&self, id: Option<ArticleId>) -> Result<(ArticleId, Metadata), Refusal> {
        let id = id.or_else(|| self.read_next().cloned()).ok_or(Refusal::NoArticle)?;
        let document = self.dataset.document(&id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        Ok((id, document.article().metadata().clone()))
    }

    fn change_progress(
        &mut self,
        id: Option<ArticleId>,
        name: Message,
        change: impl FnOnce(&mut Progress),
    ) -> Result<Vec<Effect>, Refusal> {
        let (id, former) = self.progress_of(id)?;
        let mut metadata = former.clone();
        change(&mut metadata.progress);
        if metadata == former {
            return Ok(Vec::new());
        }
        let edit = Edit::Describe { article: id.clone(), metadata };
        let mut effects = self.commit(name.clone(), Some(id), None, &[edit])?;
        effects.push(Effect::Announce(name));
        Ok(effects)
    }

    /// Opens the next article that is left to do, or the one before.
    #[inline(never)]
    pub(super) fn open_to_do(&mut self, forward: bool) -> Result<Vec<Effect>, Refusal> {
        let next = self.queue_neighbour(forward, State::is_open).ok_or(Refusal::NothingToDo)?;
        self.open_article(&next)
    }

    /// Shows other articles in the queue.
    pub(super) fn set_queue_filter(&mut self, filter: QueueFilter) -> Vec<Effect> {
        let searches = filter.text.trim() != self.queue.filter.text.trim();
        self.queue.filter = filter;
        let effects = if searches { self.search_texts() } else { Vec::new() };
        self.queue.forget();
        effects
    }

    /// Shows them in another order.
    #[inline(never)]
    pub(super) fn set_queue_order(&mut self, order: Order) {
        self.queue.order = order;
        self.queue.forget();
    }

    /// How fast articles were finished since a moment, which is when today began where the person is.
    #[must_use]
    pub fn pace(&self, since: &Timestamp) -> Option<Pace> {
        let since = super::pace::seconds(since)?;
        let count = self.finishing_count();
        if let Some((known, of, pace)) = self.known_pace.0.get()
            && (known, of) == (count, since)
        {
            return Some(pace);
        }
        let pace = Pace::of(&self.finishings(), since);
        self.known_pace.0.set(Some((count, since, pace)));
        Some(pace)
    }
}

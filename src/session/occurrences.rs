//! Every occurrence of a word or a name, proposed as suggestions under a label that the person names.
//!
//! They are looked for outside the session; what comes back is taken in as suggestions are. Asked for again, the same
//! word is taken along to all articles: the queue shows those that hold it, and each is proposed its own when it is
//! opened.

use crate::messages::{Message, message};
use crate::model::{ArticleId, Name};
use crate::suggest::{MOST_OCCURRENCES, Suggestions};

use super::annotating::quoted;
use super::effect::{Effect, Wanted};
use super::queue::QueueFilter;
use super::refusal::Refusal;
use super::state::Session;

/// What is longer, in bytes, is no word and no name.
const LONGEST_WORD: usize = 500;

/// A word or a name of which the occurrences are proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// As it was selected.
    pub word: String,
    /// What is proposed.
    pub label: Name,
    /// Whether also without accents and in other case.
    pub loosely: bool,
    /// Whether in every article that is opened, and not only in the one where it was selected.
    pub everywhere: bool,
    /// In which data set.
    dataset: String,
}

impl Sought {
    /// The word in quotation marks, short enough to be read out.
    #[must_use]
    pub fn quoted(&self) -> Message {
        quoted(&self.word)
    }
}

impl Session {
    /// Looks for what is held or chosen, or remembers it until a label is named.
    #[inline(never)]
    pub(super) fn find_occurrences(&mut self, loosely: bool) -> Result<Vec<Effect>, Refusal> {
        if !self.suggestions_are_on() {
            return Err(Refusal::SuggestionsOff);
        }
        let article = self.document().ok_or(Refusal::NoArticle)?.article();
        let held = self.selection.map(|selection| selection.span()).filter(|span| !span.is_empty());
        let chosen = self.chosen().cloned();
        let Some(span) = held.or_else(|| chosen.as_ref().map(|chosen| chosen.span)) else {
            return self.seek_everywhere().ok_or(Refusal::NothingSelected);
        };
        let word = article.covered(span).trim().to_owned();
        let again = |sought: &Sought| sought.word == word && sought.loosely == loosely;
        if self.sought().is_some_and(again)
            && let Some(effects) = self.seek_everywhere()
        {
            return Ok(effects);
        }
        if word.is_empty() || word.len() > LONGEST_WORD {
            return Err(Refusal::NothingSelected);
        }
        match chosen.filter(|_| held.is_none()) {
            Some(chosen) => self.find(&chosen.label, Some((word, loosely))),
            None => {
                let said = message::find_which_label(quoted(&word));
                self.finding = Some((word, loosely));
                Ok(vec![Effect::Announce(said)])
            }
        }
    }

    pub(super) fn find(
        &mut self,
        label: &Name,
        what: Option<(String, bool)>,
    ) -> Result<Vec<Effect>, Refusal> {
        let article = self.document().ok_or(Refusal::NoArticle)?.article().id().clone();
        let (word, loosely) = what.ok_or(Refusal::NothingSelected)?;
        let mut effects = self.seek_no_more();
        let dataset = self.open_dataset().to_owned();
        let sought = Sought { word: word.clone(), label: label.clone(), loosely, everywhere: false, dataset };
        self.sought = Some(sought);
        effects.push(Effect::FindOccurrences(Wanted { article, word, label: label.clone(), loosely }));
        Ok(effects)
    }

    /// What was looked for last, and is proposed still.
    #[must_use]
    pub fn sought(&self) -> Option<&Sought> {
        self.sought.as_ref().filter(|sought| sought.dataset == self.open_dataset())
    }

    /// Takes what was looked for last along to all articles, where there are others.
    pub(super) fn seek_everywhere(&mut self) -> Option<Vec<Effect>> {
        if self.dataset.documents().len() < 2 || self.sought().is_none_or(|sought| sought.everywhere) {
            return None;
        }
        let sought = self.sought.as_mut()?;
        sought.everywhere = true;
        let said = message::sought_everywhere(sought.quoted(), sought.label.as_str());
        let filter = QueueFilter { text: sought.word.clone(), ..self.queue.filter.clone() };
        let mut effects = self.set_queue_filter(filter);
        effects.push(Effect::Announce(said));
        Some(effects)
    }

    /// Proposes it no longer where it was not proposed yet.
    pub(super) fn seek_no_more(&mut self) -> Vec<Effect> {
        match self.sought.take() {
            Some(sought) if sought.everywhere && self.queue.filter.text == sought.word => {
                let filter = QueueFilter { text: String::new(), ..self.queue.filter.clone() };
                self.set_queue_filter(filter)
            }
            _ => Vec::new(),
        }
    }

    /// What is to be looked for in an article that is opened.
    pub(super) fn seek_in(&self, article: &ArticleId) -> Option<Effect> {
        let sought = self.sought().filter(|sought| sought.everywhere && self.suggestions_are_on())?;
        let Sought { word, label, loosely, .. } = sought.clone();
        Some(Effect::FindOccurrences(Wanted { article: article.clone(), word, label, loosely }))
    }

    /// Whether the next label's key says as what occurrences are proposed.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.finding.is_some()
    }

    /// Takes in what was looked for.
    #[inline(never)]
    pub(super) fn propose(&mut self, article: &ArticleId, suggestions: &Suggestions) -> Vec<Effect> {
        if self.open.as_ref() != Some(article) || !self.suggestions_are_on() {
            return Vec::new();
        }
        let before = self.suggestion_count();
        self.take_suggestions(suggestions);
        let new = self.suggestion_count().saturating_sub(before);
        let count = suggestions.spans.len();
        let said = if count >= MOST_OCCURRENCES {
            message::found_most(count, new)
        } else {
            message::found(count, new)
        };
        vec![Effect::Announce(said)]
    }
}

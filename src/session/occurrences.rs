//! Every occurrence of a word or a name, proposed as suggestions under a label that the person names.
//!
//! They are looked for outside the session; what comes back is taken in as suggestions are.

use crate::messages::message;
use crate::model::{ArticleId, Name};
use crate::suggest::Suggestions;

use super::annotating::quoted;
use super::effect::{Effect, Wanted};
use super::refusal::Refusal;
use super::state::Session;

/// What is longer, in bytes, is no word and no name.
const LONGEST_WORD: usize = 500;

impl Session {
    /// Looks for what is held or chosen, or remembers it until a label is named.
    pub(super) fn find_occurrences(&mut self, loosely: bool) -> Result<Vec<Effect>, Refusal> {
        let article = self.document().ok_or(Refusal::NoArticle)?.article();
        let held = self.selection.map(|selection| selection.span()).filter(|span| !span.is_empty());
        let chosen = self.chosen().cloned();
        let span =
            held.or_else(|| chosen.as_ref().map(|chosen| chosen.span)).ok_or(Refusal::NothingSelected)?;
        let word = article.covered(span).trim().to_owned();
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
        Ok(vec![Effect::FindOccurrences(Wanted { article, word, label: label.clone(), loosely })])
    }

    /// Whether the next label's key says as what occurrences are proposed.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.finding.is_some()
    }

    /// Takes in what was looked for.
    pub(super) fn propose(&mut self, article: &ArticleId, suggestions: &Suggestions) -> Vec<Effect> {
        if self.open.as_ref() != Some(article) || !self.suggestions_are_on() {
            return Vec::new();
        }
        let before = self.suggestion_count();
        self.take_suggestions(suggestions);
        let new = self.suggestion_count().saturating_sub(before);
        vec![Effect::Announce(message::found(suggestions.spans.len(), new))]
    }
}

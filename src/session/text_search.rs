//! Looking for words in the texts of all articles: a slice at a time in those that are in memory, by the keeper in the
//! others.

use crate::journal::Ask;
use crate::model::ArticleId;

use super::effect::Effect;
use super::keeping::Standing;
use super::queue::holds;
use super::state::Session;

/// So many bytes of texts are looked through at once: a few milliseconds.
const SLICE: usize = 200_000;

/// A search that goes on.
#[derive(Debug, Default)]
pub(super) struct TextSearch {
    /// Which one: an answer to a former one is of no account.
    number: u32,
    words: String,
    /// What is in memory and was not looked through.
    left: Vec<ArticleId>,
    /// Whether the keeper still looks.
    is_asked: bool,
}

impl Session {
    /// Whether texts are still being looked through for the words of the queue's filter.
    #[must_use]
    pub fn is_searching_texts(&self) -> bool {
        let is_answered = !matches!(self.standing(), Standing::Unavailable(_));
        !self.text_search.left.is_empty() || (self.text_search.is_asked && is_answered)
    }

    /// Begins to look for the words of the queue's filter.
    pub(super) fn search_texts(&mut self) -> Vec<Effect> {
        self.queue.found.clear();
        let words = self.queue.filter.text.trim().to_owned();
        let number = self.text_search.number.wrapping_add(1);
        self.text_search = TextSearch { number, words, ..TextSearch::default() };
        // Of one letter, hardly any text lacks it.
        if self.text_search.words.chars().nth(1).is_none() {
            return Vec::new();
        }
        let (there, shelved): (Vec<_>, Vec<_>) =
            self.dataset.documents().iter().partition(|document| document.summary().is_none());
        self.text_search.left = there.iter().rev().map(|document| document.article().id().clone()).collect();
        if !shelved.is_empty() {
            self.text_search.is_asked = true;
            self.ask(Ask::Search { search: number, text: self.text_search.words.clone() });
        }
        if self.text_search.left.is_empty() { Vec::new() } else { vec![Effect::SearchOn(number)] }
    }

    /// The keeper that was asked broke, and another one is there.
    pub(super) fn search_again(&mut self) {
        let TextSearch { number, words, is_asked, .. } = &self.text_search;
        if *is_asked {
            let ask = Ask::Search { search: *number, text: words.clone() };
            self.ask(ask);
        }
    }

    /// The same, and what was in memory is on disk only.
    pub(super) fn search_anew(&mut self) -> Vec<Effect> {
        let goes_on = self.text_search.is_asked || !self.text_search.left.is_empty();
        if goes_on { self.search_texts() } else { Vec::new() }
    }

    /// Looks through the next slice.
    pub(super) fn search_on(&mut self, number: u32) -> Vec<Effect> {
        if number != self.text_search.number {
            return Vec::new();
        }
        let mut looked = 0;
        while looked < SLICE {
            let Some(id) = self.text_search.left.pop() else { return Vec::new() };
            let Some(document) = self.dataset.document(&id) else { continue };
            let text = document.article().text();
            looked += text.len() + 500;
            if holds(text, &self.text_search.words) {
                self.found_in(id);
            }
        }
        vec![Effect::SearchOn(number)]
    }

    /// Takes in what the keeper found.
    pub(super) fn found_in_texts(&mut self, number: u32, articles: Vec<ArticleId>, is_last: bool) {
        if number != self.text_search.number {
            return;
        }
        self.text_search.is_asked &= !is_last;
        for id in articles {
            self.found_in(id);
        }
    }

    fn found_in(&mut self, id: ArticleId) {
        self.queue.note(&id);
        self.queue.found.insert(id);
    }
}

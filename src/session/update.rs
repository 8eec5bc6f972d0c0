//! The one way in: which part of the session answers which action.

use crate::messages::{Message, message};

use super::action::Action;
use super::effect::{Effect, NoticeKind};
use super::gesture_row::Doing;
use super::moment::Moment;
use super::refusal::Refusal;
use super::state::Session;

impl Session {
    /// Does what somebody wants. A refusal becomes a notice; see [`Session::perform`] to get it instead.
    pub fn update(&mut self, action: Action, moment: &Moment) -> Vec<Effect> {
        // What comes into a data set waits for it, and for what a host page brings; a host page, which wants an
        // answer at once, does not.
        let is_awaited = self.is_expecting() || self.standing() == super::Standing::Opening;
        if matches!(action, Action::Load(_)) && is_awaited {
            self.keeping.deferred.push(action);
            return Vec::new();
        }
        match self.perform(action, moment) {
            Ok(effects) => effects,
            Err(refusal) => {
                let text = refusal.message(&self.keymap);
                self.notify(NoticeKind::Refused, text.clone(), Vec::new());
                vec![Effect::Announce(text)]
            }
        }
    }

    /// Does what somebody wants.
    ///
    /// # Errors
    /// Why it was not done; the dataset is as it was then. With a pen, what was selected stays selected.
    pub fn perform(&mut self, action: Action, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        let mut effects = self.act(action, moment)?;
        effects.extend(self.take_asks().into_iter().map(Effect::Keep));
        Ok(effects)
    }

    /// What is done rarely stands by itself (`#[inline(never)]`): else all of it would be fetched with this, first of all.
    pub(super) fn act(&mut self, action: Action, moment: &Moment) -> Result<Vec<Effect>, Refusal> {
        // What comes by itself comes between any two things that a person does.
        if let Some(effects) = self.take_news(&action) {
            return Ok(effects);
        }
        if let Action::Kept(told) = action {
            return Ok(self.hear(told, moment));
        }
        let pen_word = self.pen_word.take();
        let finding = self.finding.take();
        match action {
            Action::UseLabel { label, .. } if finding.is_some() => self.find(&label, finding),
            Action::FindOccurrences { loosely } => self.find_occurrences(loosely),
            Action::FindEverywhere => Ok(self.seek_everywhere().unwrap_or_default()),
            Action::FindNoMore => Ok(self.seek_no_more()),
            Action::ChangeScheme(change) => self.change_scheme(*change, moment),
            Action::SetOwnRules(rules) => self.set_own_rules(rules),
            Action::Select { selection, as_is } => self.select(selection, as_is, moment),
            Action::SelectWord(at) => self.select_word(at, moment),
            Action::SelectFoundWord(word) => self.select_found_word(word, moment),
            Action::SelectSentence(at) => self.select_sentence(at, pen_word, moment),
            Action::MoveCaret { motion, forward, extend } => self.move_caret(motion, forward, extend),
            Action::PlaceCaret { at, extend } => self.place_caret(at, extend),
            Action::Annotate { article, id, label, span } => {
                self.annotate(&article, id, &label, span, moment)
            }
            Action::UseLabel { label, as_is } => self.use_label(&label, as_is, moment),
            Action::SetPen(pen) => self.set_pen(pen),
            Action::Choose(id) => self.choose(id, moment),
            Action::ChooseAt(at) => self.choose_at(at, moment),
            Action::ChooseAtCaret => self.choose_at_caret(moment),
            Action::ChooseNeighbour { forward } => self.choose_neighbour(forward, moment),
            Action::Relabel(label) => self.relabel(&label, moment),
            Action::Delete(None) if self.suggesting.focus.is_some() => self.reject(),
            Action::Delete(id) => self.delete(id),
            Action::HoldEdge => self.hold_edge(),
            Action::MoveEdge { edge, motion, forward } if self.suggesting.focus.is_some() => {
                self.move_suggested_edge(edge, motion, forward)
            }
            Action::MoveEdge { edge, motion, forward } => self.move_edge(edge, motion, forward, moment),
            Action::PlaceEdge { edge, at } => self.place_edge(edge, at, moment),
            Action::SetAttribute { name, value } => self.set_attribute(&name, value, moment),
            Action::SetNote(note) => self.set_note(note, moment),
            Action::LinkNearest => self.link_nearest(moment),
            Action::LinkLast => self.link_last(moment),
            Action::LinkContinued => self.link_continued(moment),
            Action::Point => self.point(),
            Action::Relate { kind, from, to } => self.relate(kind, &from, &to, moment),
            Action::Unrelate(id) => self.unrelate(&id),
            Action::Search(search) => Ok(self.search(search)),
            Action::Offer { .. }
            | Action::Found { .. }
            | Action::Propose { .. }
            | Action::CannotSuggest(_)
            | Action::Kept(_)
            | Action::SearchOn(_)
            | Action::Progress { .. } => Ok(Vec::new()),
            Action::KeepAgain => {
                self.keep_again();
                Ok(Vec::new())
            }
            Action::HoldAll => Ok(self.hold_all()),
            Action::FetchOn => Ok(self.fetch_on()),
            Action::Release => {
                self.release();
                Ok(Vec::new())
            }
            Action::BackUp => self.back_up(),
            Action::TakeOver => self.take_over(),
            Action::LeftOverFiled => {
                self.left_over_is_filed();
                Ok(Vec::new())
            }
            Action::OpenDataset(dataset) => self.open_dataset_again(dataset),
            Action::CreateDataset(name) => self.create_dataset(name, moment),
            Action::DuplicateDataset { dataset, name } => self.duplicate_dataset(&dataset, name, moment),
            Action::RenameDataset { dataset, name } => self.rename_dataset(&dataset, name),
            Action::DeleteDataset(dataset) => self.delete_dataset(&dataset, moment),
            Action::RestoreDataset(dataset) => self.restore_dataset(&dataset),
            Action::ClearDataset(dataset) => self.clear_dataset(&dataset),
            Action::SetGuidelines(text) => self.set_guidelines(&text),
            Action::SetSuggesting(on) => {
                self.set_suggesting(on);
                Ok(Vec::new())
            }
            Action::SetThreshold(threshold) => {
                self.set_threshold(threshold);
                Ok(Vec::new())
            }
            Action::SetRule { rule, on } => {
                self.set_rule(&rule, on);
                Ok(Vec::new())
            }
            Action::FocusSuggestion(id) => self.focus_suggestion(id),
            Action::FocusNeighbour { forward } => self.focus_neighbour(forward),
            Action::Accept(label) => self.accept(label, moment),
            Action::AcceptSeveral(several) => self.accept_several(&several, moment),
            Action::Reject => self.reject(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Escape => Ok(self.escape(finding.is_some())),
            Action::Open(id) => self.open_article(&id),
            Action::OpenNeighbour { forward } => self.open_neighbour(forward),
            Action::OpenToDo { forward } => self.open_to_do(forward),
            Action::SetMark { article, mark } => self.set_mark(article, mark, moment),
            Action::Finish(mark) => self.finish(mark, moment),
            Action::ToggleFlag(article) => self.toggle_flag(article),
            Action::SetRemark { article, remark } => self.set_remark(article, remark),
            Action::SetQueueFilter(filter) => Ok(self.set_queue_filter(filter)),
            Action::SetQueueOrder(order) => {
                self.set_queue_order(order);
                Ok(Vec::new())
            }
            Action::Describe { article, title, language } => self.describe(&article, title, language),
            Action::RemoveArticle(id) => self.remove_article(&id),
            Action::Load(incoming) => self.load_or_ask(incoming, moment),
            Action::LoadAll(incoming) => self.load(incoming, moment),
            Action::AnswerTwins(twins) => self.answer_twins(twins, moment),
            Action::ShowSample { title, language, text } => self.show_sample(title, language, text, moment),
            Action::SetAnnotator(name) => {
                self.annotator = name.trim().to_owned();
                self.keep_annotator();
                Ok(Vec::new())
            }
            Action::ChangeKey(deed, chord) => Ok(self.change_key(deed, &chord)),
            Action::SetKeymap(keymap) => {
                self.keymap = keymap;
                Ok(vec![Effect::KeysChanged])
            }
            Action::SetFilter(filter) => {
                self.filter = filter;
                self.tallied.forget();
                Ok(Vec::new())
            }
            Action::Saved => {
                self.note_filed();
                Ok(Vec::new())
            }
            Action::PutOffReminder => Ok(self.put_off_reminder()),
            Action::DropFile => {
                self.ask(crate::journal::Ask::DropFile);
                Ok(Vec::new())
            }
            Action::Settle => {
                self.settle();
                Ok(Vec::new())
            }
            Action::Expect => {
                self.expect();
                Ok(Vec::new())
            }
            Action::ExpectNoMore => Ok(self.expect_no_more(moment)),
            Action::Dismiss(id) => {
                self.notices.retain(|notice| notice.id != id);
                Ok(Vec::new())
            }
            Action::Stop(task) => {
                let text = message::stopped();
                self.progress(task, None);
                self.notify(NoticeKind::Done, text.clone(), Vec::new());
                Ok(vec![Effect::Stop(task), Effect::Announce(text)])
            }
            Action::Notify { text, error } => {
                let kind = if error { NoticeKind::Problem } else { NoticeKind::Done };
                self.notify(kind, text.clone(), Vec::new());
                Ok(vec![Effect::Announce(text)])
            }
        }
    }

    /// Takes in what no person did just now; `None` for everything else.
    fn take_news(&mut self, action: &Action) -> Option<Vec<Effect>> {
        match action {
            Action::Offer { wanted, suggestions, is_last } => Some(self.offer(wanted, suggestions, *is_last)),
            Action::Propose { article, suggestions } => Some(self.propose(article, suggestions)),
            Action::Found { wanted, found } => Some(self.take_found(wanted, found)),
            Action::CannotSuggest(why) => {
                self.cannot_suggest(why.clone());
                Some(Vec::new())
            }
            Action::Progress { task, text } => Some(self.progress(*task, text.clone())),
            Action::SearchOn(search) => Some(self.search_on(*search)),
            _ => None,
        }
    }

    #[inline(never)]
    fn undo(&mut self) -> Result<Vec<Effect>, Refusal> {
        self.may_edit()?;
        if let Some(gesture) = self.history.undo.last() {
            let missing = self.shelved_among(&gesture.edits);
            if !missing.is_empty() {
                self.after_fetching(missing, Action::Undo);
                return Ok(Vec::new());
            }
        }
        let mut gesture = self.history.undo.pop().ok_or(Refusal::NothingToUndo)?;
        match self.dataset.apply_all(&gesture.edits) {
            Ok(inverses) => {
                let effects =
                    self.after_time_travel(message::undone(&gesture.name), &gesture.edits, &inverses);
                let ruled = gesture.rulings.clone();
                gesture.rulings = self.rule(std::mem::take(&mut gesture.rulings));
                let edits = std::mem::replace(&mut gesture.edits, inverses);
                self.keep(Doing::Undid, &gesture, &edits, ruled);
                let effects = self.go_where(&gesture, effects);
                self.history.redo.push(gesture);
                Ok(effects)
            }
            Err(error) => {
                self.history.undo.push(gesture);
                Err(error.into())
            }
        }
    }

    #[inline(never)]
    fn redo(&mut self) -> Result<Vec<Effect>, Refusal> {
        self.may_edit()?;
        if let Some(gesture) = self.history.redo.last() {
            let missing = self.shelved_among(&gesture.edits);
            if !missing.is_empty() {
                self.after_fetching(missing, Action::Redo);
                return Ok(Vec::new());
            }
        }
        let mut gesture = self.history.redo.pop().ok_or(Refusal::NothingToRedo)?;
        match self.dataset.apply_all(&gesture.edits) {
            Ok(inverses) => {
                let effects =
                    self.after_time_travel(message::redone(&gesture.name), &gesture.edits, &inverses);
                let ruled = gesture.rulings.clone();
                gesture.rulings = self.rule(std::mem::take(&mut gesture.rulings));
                let edits = std::mem::replace(&mut gesture.edits, inverses);
                self.keep(Doing::Redid, &gesture, &edits, ruled);
                let effects = self.go_where(&gesture, effects);
                self.history.undo.push(gesture);
                Ok(effects)
            }
            Err(error) => {
                self.history.redo.push(gesture);
                Err(error.into())
            }
        }
    }

    fn after_time_travel(
        &mut self,
        said: Message,
        edits: &[crate::model::Edit],
        inverses: &[crate::model::Edit],
    ) -> Vec<Effect> {
        self.touched(edits, inverses);
        self.pointing_from = None;
        self.release_edge();
        let said = Effect::Announce(said);
        if edits.is_empty() { vec![said] } else { vec![Effect::DatasetChanged, said] }
    }

    /// Shows the article and the annotation that a gesture was about, as far as they are there now.
    fn go_where(&mut self, gesture: &super::history::Gesture, mut effects: Vec<Effect>) -> Vec<Effect> {
        let there = gesture.article.clone().filter(|id| self.dataset.document(id).is_some());
        let gone = self.open.as_ref().is_some_and(|id| self.dataset.document(id).is_none());
        if there.is_some() && there != self.open || gone {
            let next = there.or_else(|| self.dataset.documents().first().map(|d| d.article().id().clone()));
            effects.extend(self.read_when_there(next));
        }
        let annotation = gesture.annotation.clone();
        let is_there = annotation.as_ref().is_some_and(|id| self.dataset.home(id) == self.open.as_ref());
        self.mark_chosen(annotation.filter(|_| is_there));
        if self.chosen.is_some() {
            self.selection = None;
            effects.extend([Effect::ShowSelection, Effect::ShowChosen]);
        } else if let [ruling] = gesture.rulings.as_slice()
            && self.is_shown(&ruling.suggestion)
        {
            let suggestion = ruling.suggestion.clone();
            effects.extend(self.focus_suggestion(Some(suggestion)).unwrap_or_default());
        }
        effects
    }

    fn escape(&mut self, finding: bool) -> Vec<Effect> {
        if finding || self.pointing_from.take().is_some() || self.release_edge().is_some() {
            return vec![Effect::Announce(message::let_go())];
        }
        if self.searching().is_some() {
            return self.close_search();
        }
        if self.selection.is_some_and(|selection| !selection.span().is_empty()) {
            self.selection = self.selection.map(|selection| super::Selection::caret(selection.head));
            return vec![Effect::ShowSelection];
        }
        if self.chosen.is_some() {
            self.mark_chosen(None);
            return Vec::new();
        }
        if let Some(focus) = self.suggesting.focus.clone() {
            self.focus_on(None);
            self.selection = Some(super::Selection::caret(focus.span.start));
            return vec![Effect::ShowSelection];
        }
        if self.pen.take().is_some() {
            return vec![Effect::Announce(message::pen_put_down())];
        }
        self.clear_notices();
        Vec::new()
    }
}

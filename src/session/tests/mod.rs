//! What a session promises, a theme a file. Annotations are drawn inside the text.

mod annotating;
mod anything;
mod choosing;
mod data_sets;
mod duplicates;
mod filing;
mod going_on;
mod history;
mod keeping;
mod keys;
mod linking;
mod listing;
mod loading;
mod page;
mod queue;
mod scheming;
mod searching;
mod selecting;
mod suggesting;

use super::chord::KeyPress;
use super::commanding::Command;
use super::*;
use crate::model::fixture::{drawn, marked};
use crate::model::{Annotation, AnnotationId, ByteOffset, Name, Scheme, Span};

/// Somebody at work on one drawn article.
struct Desk {
    session: Session,
    seed: u64,
}

impl Desk {
    fn new(drawing: &str) -> Self {
        let mut session = Session::new(Scheme::reported_speech());
        session.dataset = marked(drawing);
        session.open = Some("fixture".into());
        Self { session, seed: 0 }
    }

    fn moment(&mut self) -> Moment {
        self.seed += 1;
        Moment { now: format!("2026-01-01T00:00:{:02}Z", self.seed % 60).as_str().into(), seed: self.seed }
    }

    fn act(&mut self, action: Action) -> Result<Vec<Effect>, Refusal> {
        let moment = self.moment();
        self.session.perform(action, &moment)
    }

    /// Does what must not be refused.
    #[track_caller]
    fn must(&mut self, action: Action) -> Vec<Effect> {
        self.act(action.clone()).unwrap_or_else(|refusal| panic!("{action:?}: {refusal}"))
    }

    /// Does what must be refused, and gives the reason.
    #[track_caller]
    fn refused(&mut self, action: Action) -> String {
        let before = self.session.dataset.clone();
        let refusal = self.act(action).unwrap_err();
        assert_eq!(self.session.dataset, before);
        refusal.to_string()
    }

    fn command(&self, key: &str) -> Option<Command> {
        self.session.command(&press(key))
    }

    fn try_key(&mut self, key: &str) -> Result<Vec<Effect>, Refusal> {
        match self.command(key) {
            Some(Command::Act(action)) => self.act(action),
            other => panic!("{key} asks for {other:?}"),
        }
    }

    /// Presses keys, such as `1`, `Shift+ArrowRight`, in turn.
    #[track_caller]
    fn keys(&mut self, keys: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in keys.split(' ') {
            effects = self.try_key(key).unwrap_or_else(|refusal| panic!("{key}: {refusal}"));
        }
        effects
    }

    fn text(&self) -> String {
        self.session.document().unwrap().article().text().to_string()
    }

    /// Where a piece of the text first stands.
    #[track_caller]
    fn at(&self, piece: &str) -> ByteOffset {
        ByteOffset::new(self.text().find(piece).unwrap() as u32)
    }

    #[track_caller]
    fn span(&self, piece: &str) -> Span {
        let start = self.at(piece);
        Span { start, end: start.plus(piece.len() as u32) }
    }

    fn selecting(&self, piece: &str, as_is: bool) -> Action {
        let span = self.span(piece);
        Action::Select { selection: Selection { anchor: span.start, head: span.end }, as_is }
    }

    #[track_caller]
    fn select(&mut self, piece: &str) {
        let action = self.selecting(piece, false);
        self.must(action);
    }

    #[track_caller]
    fn choose(&mut self, id: &str) {
        self.must(Action::Choose(Some(id.into())));
    }

    fn chosen(&self) -> String {
        self.session.chosen.as_ref().map_or_else(String::new, ToString::to_string)
    }

    /// The text under the chosen annotation.
    fn chosen_text(&self) -> String {
        let document = self.session.document().unwrap();
        self.session.chosen().map_or("", |chosen| document.article().covered(chosen.span)).to_owned()
    }

    fn held(&self) -> String {
        let selection = self.session.selection.unwrap();
        self.session.document().unwrap().article().covered(selection.span()).to_owned()
    }

    fn drawn(&self) -> String {
        drawn(&self.session.dataset)
    }

    fn annotation(&self, id: &str) -> Annotation {
        let id = AnnotationId::from(id);
        (**self.session.document().unwrap().annotations().get(&id).unwrap()).clone()
    }

    #[track_caller]
    fn relate(&mut self, from: &str, to: &str) {
        self.must(Action::Relate { kind: None, from: from.into(), to: to.into() });
    }

    /// All relations of the open article, as `a1 said_by a2`.
    fn links(&self) -> Vec<String> {
        let relations = self.session.document().unwrap().relations();
        let mut links: Vec<_> = relations.iter().map(|r| format!("{} {} {}", r.from, r.kind, r.to)).collect();
        links.sort();
        links
    }

    /// The notices, in English.
    fn told(&self) -> Vec<String> {
        self.session.notices.iter().map(|notice| notice.text.to_string()).collect()
    }

    fn with_pen(mut self, label: &str) -> Self {
        self.must(Action::SetPen(Some(label.into())));
        self
    }
}

fn press(key: &str) -> KeyPress {
    let mut press = KeyPress::default();
    for part in key.split('+') {
        match part {
            "Ctrl" => press.command = true,
            "Shift" => press.shift = true,
            "Alt" => press.alt = true,
            key => key.clone_into(&mut press.key),
        }
    }
    press
}

fn use_label(label: &str) -> Action {
    Action::UseLabel { label: label.into(), as_is: false }
}

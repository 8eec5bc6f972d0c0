//! What rules propose for the open article, and what the person has said of it so far.
//!
//! A suggestion is no annotation and is never exported. It is open as long as the person has said nothing of it and no
//! annotation of its label covers it. What was said (a [`Verdict`]) is kept by article, span, label and rule, so that
//! it outlives the next run of the rules; it is said in a gesture, and undo takes it back.
//!
//! A rule's confidence learns: see [`learnt`].

use std::collections::HashMap;
use std::rc::Rc;

use crate::messages::{Message, message};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, ArticleId, Document, Edit, Name, Origin, PatternRule, Relation,
    Scheme, Span,
};
use crate::suggest::{Confidence, DEFAULT_THRESHOLD, Suggestion, Suggestions};

use super::effect::Effect;
use super::keymap::Deed;
use super::refusal::Refusal;
use super::state::Session;
use super::verdict::{Record, Ruling, Verdict, learnt};

/// Suggestions and what is known of them; one for a session.
#[derive(Debug, Default)]
pub(super) struct Suggesting {
    off: bool,
    /// What is less sure is not shown; the default where the person has not chosen.
    threshold: Option<Confidence>,
    /// The rules that have proposed anything here, in the order in which they did.
    rules: Vec<RuleRow>,
    /// Which of `said` is in force for a suggestion; those that were taken back stay there unused.
    verdicts: HashMap<AnnotationId, u32>,
    said: Vec<Verdict>,
    offered: Option<Offered>,
    pub(super) focus: Option<Focus>,
    runs: u32,
    /// The person's own rules at the last run.
    own_rules: Vec<PatternRule>,
}

/// The suggestion that the keys act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Focus {
    pub id: AnnotationId,
    /// What it would cover now: the person may have moved its edges.
    pub span: Span,
}

/// What was proposed for one article. Suggestions are kept as the annotations that they would become. Their names
/// tell all that makes them what they are (see [`name_of`]), so that another run gives them the same ones.
#[derive(Debug)]
struct Offered {
    article: ArticleId,
    run: u32,
    is_complete: bool,
    /// Why the rules could not run.
    hindrance: Option<Message>,
    all: AnnotationSet,
    /// Those that are open, of a rule that is on, and sure enough.
    shown: AnnotationSet,
    /// How sure a rule says that it is, and above that, by 16 bits, what its record made of it when that was last
    /// reckoned: what is shown does not change under the hands of somebody who reviews.
    sureness: HashMap<AnnotationId, u32>,
    /// Proposed relations by both of their ends; their ids are of no account.
    relations: HashMap<AnnotationId, Vec<Rc<Relation>>>,
}

/// A run of the rules that is wanted: over this article, with answers that bear this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedRun {
    /// Whose text.
    pub article: ArticleId,
    /// The number of the run.
    pub run: u32,
}

/// The suggestion that the keys act on, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusedSuggestion {
    /// What it would become, with the span as the person has corrected it.
    pub annotation: Annotation,
    /// The rule that proposes it.
    pub rule: Name,
    /// How sure it is.
    pub confidence: Confidence,
    /// Which one of those shown, from 1.
    pub place: usize,
}

/// A rule in the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Which rule.
    pub rule: Name,
    /// How many of its suggestions are shown.
    pub shown: usize,
    /// Its record in this session.
    pub record: Record,
    /// Whether its suggestions are shown at all.
    pub is_on: bool,
}

/// The rule of an annotation that stands for a suggestion.
pub(super) fn rule_of(suggestion: &Annotation) -> Name {
    match &suggestion.origin {
        Origin::Suggestion { rule } => rule.as_str().into(),
        Origin::Hand | Origin::Import { .. } => "".into(),
    }
}

/// The name of a suggestion: equal for the same span, label and rule of an article.
fn name_of(article: &ArticleId, span: Span, label: &Name, rule: &Name) -> AnnotationId {
    format!("{article} {}-{} {label} {rule}", span.start.get(), span.end.get()).into()
}

/// Whether an annotation of this label covers all of a span.
pub(super) fn is_covered(document: &Document, span: Span, label: &Name) -> bool {
    let mut over = document.annotations().overlapping(span);
    over.any(|other| other.label == *label && other.span.start <= span.start && span.end <= other.span.end)
}

impl Suggesting {
    /// Nothing was said of any suggestion yet: another data set is open.
    pub(super) fn verdicts_start_anew(&mut self) {
        self.verdicts.clear();
        self.said.clear();
        self.rules.iter_mut().for_each(|row| row.record = Record::default());
    }
}

impl Session {
    /// Whether suggestions are made and shown.
    #[must_use]
    pub fn suggestions_are_on(&self) -> bool {
        !self.suggesting.off
    }

    /// What is less sure than this is not shown.
    #[must_use]
    pub fn threshold(&self) -> Confidence {
        self.suggesting.threshold.unwrap_or(DEFAULT_THRESHOLD)
    }

    /// The run of the rules that the open article lacks.
    #[must_use]
    pub fn wanted_run(&self) -> Option<WantedRun> {
        let article = self.open.clone().filter(|_| self.suggestions_are_on())?;
        match &self.suggesting.offered {
            Some(offered) if offered.article == article => {
                (!offered.is_complete).then_some(WantedRun { article, run: offered.run })
            }
            _ => Some(WantedRun { article, run: self.suggesting.runs }),
        }
    }

    /// How many suggestions are shown.
    #[must_use]
    pub fn suggestion_count(&self) -> usize {
        self.offered().map_or(0, |offered| offered.shown.len())
    }

    /// Whether the rules have gone over all of the open article.
    #[must_use]
    pub fn suggestions_are_complete(&self) -> bool {
        self.offered().is_some_and(|offered| offered.is_complete)
    }

    /// Why the rules could not run over the open article.
    #[must_use]
    pub fn suggestion_hindrance(&self) -> Option<&Message> {
        self.offered()?.hindrance.as_ref()
    }

    /// The suggestion that the keys act on.
    #[must_use]
    pub fn focused_suggestion(&self) -> Option<FocusedSuggestion> {
        let focus = self.suggesting.focus.as_ref()?;
        let offered = self.offered()?;
        let suggestion = offered.all.get(&focus.id)?;
        Some(FocusedSuggestion {
            annotation: Annotation { span: focus.span, ..(**suggestion).clone() },
            rule: rule_of(suggestion),
            confidence: offered.learnt(&focus.id),
            place: offered.shown.rank(&focus.id).map_or(0, |rank| rank + 1),
        })
    }

    /// What the suggestion that the keys act on would cover.
    #[must_use]
    pub fn focused_span(&self) -> Option<Span> {
        self.suggesting.focus.as_ref().map(|focus| focus.span)
    }

    /// The rules that have proposed something in this session.
    #[must_use]
    pub fn suggestion_rules(&self) -> &[RuleRow] {
        &self.suggesting.rules
    }

    /// What was proposed for the open article.
    fn offered(&self) -> Option<&Offered> {
        let offered = self.suggesting.offered.as_ref()?;
        (self.open.as_ref() == Some(&offered.article) && self.suggestions_are_on()).then_some(offered)
    }

    /// The suggestions that are shown and touch a window, in text order.
    pub(super) fn suggestions_over(&self, window: Span) -> impl Iterator<Item = &Rc<Annotation>> {
        self.offered().into_iter().flat_map(move |offered| offered.shown.overlapping(window))
    }

    /// Those of the suggestions shown for which something holds, in text order.
    pub(super) fn shown_suggestions(&self, keep: impl Fn(&Annotation) -> bool) -> Vec<Rc<Annotation>> {
        let Some(offered) = self.offered() else { return Vec::new() };
        offered.shown.iter().filter(|one| keep(one)).cloned().collect()
    }

    pub(super) fn suggestion(&self, id: &AnnotationId) -> Option<&Rc<Annotation>> {
        self.offered()?.all.get(id)
    }

    /// The proposed relations of a suggestion.
    pub(super) fn proposed_relations(&self, id: &AnnotationId) -> &[Rc<Relation>] {
        self.offered().and_then(|offered| offered.relations.get(id)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn verdict(&self, suggestion: &AnnotationId) -> Option<&Verdict> {
        self.suggesting.said.get(*self.suggesting.verdicts.get(suggestion)? as usize)
    }

    /// The suggestion next to a place of those shown, from the first again after the last.
    pub(super) fn suggestion_beside(
        &self,
        at: Span,
        forward: bool,
        but: Option<&AnnotationId>,
    ) -> Option<AnnotationId> {
        let shown = &self.offered()?.shown;
        let last = shown.len().checked_sub(1)?;
        let rank = match (but.and_then(|id| shown.rank(id)), forward) {
            (Some(rank), true) => rank + 1,
            (None, true) => shown.starting_before(at.start),
            (Some(rank), false) => rank.checked_sub(1).unwrap_or(last),
            (None, false) => shown.starting_before(at.start).checked_sub(1).unwrap_or(last),
        };
        shown.at_rank(if rank > last { 0 } else { rank }).map(|one| one.id.clone())
    }

    /// Takes in what the rules propose for a part of an article; what is of another article or run is dropped.
    pub(super) fn offer(
        &mut self,
        wanted: &WantedRun,
        suggestions: &Suggestions,
        is_last: bool,
    ) -> Vec<Effect> {
        if self.wanted_run().as_ref() != Some(wanted) {
            return Vec::new();
        }
        self.take_suggestions(suggestions);
        if let Some(offered) = &mut self.suggesting.offered {
            offered.is_complete = is_last;
        }
        let count = self.suggestion_count();
        let mut effects = Vec::new();
        if self.selection.is_some() && !suggestions.is_empty() {
            effects.push(Effect::KeepSelection);
        }
        if is_last && count > 0 {
            effects.push(Effect::Announce(message::suggestions_came(
                count,
                self.keymap.told(Deed::NextSuggestion),
            )));
        }
        effects
    }

    /// Nothing will come for the open article.
    pub(super) fn cannot_suggest(&mut self, why: Message) {
        self.take_suggestions(&Suggestions::default());
        if let Some(offered) = &mut self.suggesting.offered {
            offered.is_complete = true;
            offered.hindrance = Some(why);
        }
    }

    /// Takes in suggestions for the open article, whoever made them.
    pub(super) fn take_suggestions(&mut self, suggestions: &Suggestions) {
        let Some(document) = self.document() else { return };
        let article = document.article().clone();
        let scheme = self.dataset.scheme().clone();
        let run = self.suggesting.runs;
        let suggesting = &mut self.suggesting;
        let offered = match &mut suggesting.offered {
            Some(offered) if offered.article == *article.id() => offered,
            slot => slot.insert(Offered::new(article.id().clone(), run)),
        };
        let mut ids = Vec::new();
        let mut spans = Vec::new();
        for Suggestion { span, label, attributes, rule, confidence } in &suggestions.spans {
            let span = *span;
            // What this data set has no label for cannot be accepted; another build of the rules could be wrong.
            let Some(known) = scheme.label(label).filter(|_| article.accepts(span)) else {
                ids.push(None);
                continue;
            };
            let id = name_of(article.id(), span, label, rule);
            ids.push(Some(id.clone()));
            if offered.all.get(&id).is_some() {
                continue;
            }
            let record = row(&mut suggesting.rules, rule).record;
            offered.sureness.insert(id.clone(), sureness(*confidence, record));
            let mut annotation = Annotation::new(id, label.clone(), span);
            annotation.origin = Origin::Suggestion { rule: rule.as_str().to_owned() };
            for (name, value) in attributes {
                if known.attributes.iter().any(|a| a.name == *name && a.values.contains(value)) {
                    annotation.attributes.insert(name.clone(), value.clone());
                }
            }
            offered.all.insert(Rc::new(annotation));
            spans.push(span);
        }
        for relation in &suggestions.relations {
            let end = |at: usize| ids.get(at).cloned().flatten();
            let (Some(from), Some(to)) = (end(relation.from), end(relation.to)) else { continue };
            let relation = Rc::new(Relation {
                id: "".into(),
                kind: relation.kind.clone(),
                from: from.clone(),
                to: to.clone(),
            });
            offered.relations.entry(from).or_default().push(relation.clone());
            offered.relations.entry(to).or_default().push(relation);
        }
        for span in spans {
            self.reconsider(span);
        }
    }

    /// Shows and hides the suggestions under a span by what holds now.
    pub(super) fn reconsider(&mut self, span: Span) {
        let threshold = self.threshold();
        let Some(document) = self.document() else { return };
        let Some(offered) = self.offered() else { return };
        let is_shown = |one: &Annotation| {
            let rule = rule_of(one);
            !self.suggesting.rules.iter().any(|row| row.rule == rule && !row.is_on)
                && offered.learnt(&one.id) >= threshold
                && !self.suggesting.verdicts.contains_key(&one.id)
                && !is_covered(document, one.span, &one.label)
        };
        let changed: Vec<_> = offered
            .all
            .overlapping(span)
            .map(|one| (one.clone(), is_shown(one)))
            .filter(|(one, shown)| offered.shown.get(&one.id).is_some() != *shown)
            .collect();
        let article = document.article().clone();
        for (one, is_shown) in changed {
            self.page.touch(&article, one.span);
            let Suggesting { offered: Some(offered), rules, .. } = &mut self.suggesting else { return };
            let row = row(rules, &rule_of(&one));
            if is_shown {
                row.shown += 1;
                offered.shown.insert(one);
            } else {
                row.shown -= 1;
                offered.shown.remove(&one.id);
                if self.suggesting.focus.as_ref().is_some_and(|focus| focus.id == one.id) {
                    self.suggesting.focus = None;
                }
            }
        }
    }

    /// The same for the whole article: costs what was proposed for it.
    pub(super) fn reconsider_all(&mut self) {
        if let Some(document) = self.document() {
            let whole = document.article().index().whole();
            self.reconsider(whole);
        }
    }

    /// Puts verdicts in force, in order, and gives, in the order to apply them, those that stood before.
    pub(super) fn rule(&mut self, rulings: Vec<Ruling>) -> Vec<Ruling> {
        let mut former = Vec::with_capacity(rulings.len());
        for Ruling { suggestion, rule, verdict } in rulings {
            let before = self.verdict(&suggestion).cloned();
            let Suggesting { rules, verdicts, said, offered, .. } = &mut self.suggesting;
            let record = &mut row(rules, &rule).record;
            if let Some(before) = &before {
                record.count(before, -1);
            }
            match verdict {
                Some(verdict) => {
                    record.count(&verdict, 1);
                    verdicts.insert(suggestion.clone(), said.len() as u32);
                    said.push(verdict);
                }
                None => {
                    verdicts.remove(&suggestion);
                }
            }
            let span = offered.as_ref().and_then(|offered| Some(offered.all.get(&suggestion)?.span));
            if let Some(span) = span {
                self.reconsider(span);
            }
            former.push(Ruling { suggestion, rule, verdict: before });
        }
        former.reverse();
        former
    }

    /// Whether a suggestion is among those shown.
    pub(super) fn is_shown(&self, suggestion: &AnnotationId) -> bool {
        self.offered().is_some_and(|offered| offered.shown.get(suggestion).is_some())
    }

    pub(super) fn set_suggesting(&mut self, on: bool) {
        self.focus_on(None);
        self.suggesting.off = !on;
        self.page.forget();
        self.reconsider_all();
    }

    pub(super) fn set_threshold(&mut self, threshold: Confidence) {
        self.suggesting.threshold = Some(threshold);
        // A good moment to let the records count: what is shown changes anyway.
        let Suggesting { offered, rules, .. } = &mut self.suggesting;
        if let Some(offered) = offered {
            for one in offered.all.iter() {
                if let Some(sure) = offered.sureness.get_mut(&one.id) {
                    *sure = sureness(Confidence::permille(*sure as u16), row(rules, &rule_of(one)).record);
                }
            }
        }
        self.reconsider_all();
    }

    #[inline(never)]
    pub(super) fn set_rule(&mut self, rule: &Name, on: bool) {
        row(&mut self.suggesting.rules, rule).is_on = on;
        self.reconsider_all();
    }

    /// The rules run anew over the open article, as they or its language have changed.
    pub(super) fn run_rules_again(&mut self) {
        self.suggesting.runs += 1;
        self.forget_suggestions();
    }

    /// Asks for another run if the person's own rules are others than at the last.
    pub(super) fn note_rules(&mut self) {
        if self.suggesting.own_rules != self.dataset.scheme().rules {
            self.suggesting.own_rules = self.dataset.scheme().rules.clone();
            self.run_rules_again();
        }
    }

    #[inline(never)]
    pub(super) fn set_own_rules(&mut self, rules: Vec<PatternRule>) -> Result<Vec<Effect>, Refusal> {
        let scheme = Rc::new(Scheme { rules, ..(**self.dataset.scheme()).clone() });
        self.commit(message::changed_rules(), None, None, &[Edit::SetScheme { scheme }])
    }

    /// Another article is read.
    pub(super) fn forget_suggestions(&mut self) {
        self.suggesting.rules.iter_mut().for_each(|row| row.shown = 0);
        self.suggesting.focus = None;
        self.suggesting.offered = None;
        self.page.forget();
    }

    /// Goes over to another suggestion, or to none; draws anew what looks different then.
    pub(super) fn focus_on(&mut self, focus: Option<Focus>) {
        let former = std::mem::replace(&mut self.suggesting.focus, focus);
        let Some(article) = self.document().map(|document| document.article().clone()) else { return };
        for Focus { id, span } in former.iter().chain(&self.suggesting.focus.clone()) {
            let own = self.suggestion(id).map(|one| one.span);
            for span in [Some(*span), own].into_iter().flatten() {
                self.page.touch(&article, span);
            }
        }
    }
}

/// The row of a rule, made where there is none. Rules are few.
fn row<'a>(rules: &'a mut Vec<RuleRow>, rule: &Name) -> &'a mut RuleRow {
    let at = rules.iter().position(|row| row.rule == *rule).unwrap_or_else(|| {
        rules.push(RuleRow { rule: rule.clone(), shown: 0, record: Record::default(), is_on: true });
        rules.len() - 1
    });
    &mut rules[at]
}

fn sureness(own: Confidence, record: Record) -> u32 {
    u32::from(own.get()) | (u32::from(learnt(own, record).get()) << 16)
}

impl Offered {
    fn learnt(&self, id: &AnnotationId) -> Confidence {
        Confidence::permille(self.sureness.get(id).map_or(0, |sure| (sure >> 16) as u16))
    }

    fn new(article: ArticleId, run: u32) -> Self {
        Self {
            article,
            run,
            is_complete: false,
            hindrance: None,
            all: AnnotationSet::default(),
            shown: AnnotationSet::default(),
            sureness: HashMap::new(),
            relations: HashMap::new(),
        }
    }
}

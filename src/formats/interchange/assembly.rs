//! From drafts to a reading: labels decided, units found, spans placed, names given, relations checked.
//!
//! The one place where that is done for all foreign formats. Knows none of them.

use std::collections::{HashMap, HashSet};

use super::draft::{Draft, DraftRelation, DraftSpan};
use super::options::ReadOptions;
use super::reports::Reports;
use crate::formats::OffsetUnit;
use crate::formats::guillemet_json::names::Names;
use crate::formats::guillemet_json::read::too_long;
use crate::formats::guillemet_json::scheme::{MOST_LABELS, plain_label};
use crate::formats::guillemet_json::timestamp::is_moment;
use crate::formats::placement::{Claim, Counting, Placement, place};
use crate::formats::questions::{Choice, Foreign, Questions, UnitQuestion};
use crate::formats::reading::{ReadDocument, Reading, quoted};
use crate::messages::{Message, message};
use crate::model::article::{MAX_TEXT_BYTES, sha256_hex};
use crate::model::{
    Annotation, AnnotationId, Article, AttributeDef, CodePointSpan, Name, Origin, Relation, RelationKind,
    Scheme, Span, Timestamp, Utf16Span,
};

/// How many annotations, and how many relations, are read of one article, and of all.
pub const MAX_OF_ARTICLE: usize = 500_000;
const MAX_OF_ALL: usize = 2_000_000;

/// How many values an attribute, and how many attributes a label, may get from a file.
const MAX_NEW: usize = 200;

/// Collects the articles of one import.
pub struct Assembly<'o> {
    options: &'o ReadOptions,
    format: &'static str,
    scheme: Scheme,
    /// What joined the scheme with this import, and may still grow.
    added: HashSet<Name>,
    added_kinds: HashSet<Name>,
    article_ids: Names<'static>,
    annotation_ids: Names<'static>,
    documents: Vec<ReadDocument>,
    /// What the first file that says it has the annotators agree on.
    guidelines: String,
    /// How many more annotations, and how many more relations, can be read.
    left: (usize, usize),
    reports: Reports,
    questions: Questions,
    /// Who is told how many articles have been read.
    told: &'o dyn Fn(usize),
}

/// What a foreign name became.
enum Decided {
    Known(Name),
    Open,
    Skipped,
}

/// In what the offsets of one article count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The format says so.
    Sure(Counting),
    /// Most files of the format do, but nothing in them says so.
    Likely(OffsetUnit),
}

impl<'o> Assembly<'o> {
    pub(super) fn new(format: &'static str, options: &'o ReadOptions, told: &'o dyn Fn(usize)) -> Self {
        Self {
            options,
            format,
            scheme: options.scheme.clone(),
            added: HashSet::new(),
            added_kinds: HashSet::new(),
            article_ids: Names::none(),
            annotation_ids: Names::none(),
            documents: Vec::new(),
            guidelines: String::new(),
            left: (MAX_OF_ALL, MAX_OF_ALL),
            reports: Reports::default(),
            questions: Questions::default(),
            told,
        }
    }

    /// Takes the scheme that the file brings. To be called before the first article.
    pub fn use_scheme(&mut self, scheme: Scheme) {
        self.scheme = scheme;
    }

    /// Takes what has been read by a format's own reader.
    pub fn take(&mut self, reading: Reading) {
        if self.guidelines.trim().is_empty() {
            self.guidelines = reading.guidelines;
        }
        self.documents.extend(reading.documents);
        for report in reading.repaired {
            self.reports.repair(report.place, report.reason);
        }
        for report in reading.rejected {
            self.reports.reject(report.place, report.reason);
        }
    }

    /// What was decided about the import.
    #[must_use]
    pub fn options(&self) -> &'o ReadOptions {
        self.options
    }

    /// The scheme as it is by now.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Tells of something that was mended.
    pub fn repair(&mut self, place: impl Into<Message>, reason: Message) {
        self.reports.repair(place.into(), reason);
    }

    /// Tells of something that was left out.
    pub fn reject(&mut self, place: impl Into<Message>, reason: Message) {
        self.reports.reject(place.into(), reason);
    }

    /// Tells of something left out that may be so in many places: it becomes one report with the first place.
    pub fn reject_often(&mut self, place: impl Into<Message>, reason: Message) {
        self.reports.reject_often(place.into(), reason);
    }

    /// Takes an article whose offsets count as `unit` says.
    pub fn add(&mut self, mut draft: Draft, unit: Unit) {
        if draft.text.len() > MAX_TEXT_BYTES {
            let why = too_long(&draft.text);
            self.reject(draft.place, why);
            return;
        }
        let (spans, relations) = (MAX_OF_ARTICLE.min(self.left.0), MAX_OF_ARTICLE.min(self.left.1));
        if draft.spans.len() > spans {
            self.reject(draft.place.clone(), message::read_many_annotations(spans));
            draft.spans.truncate(spans);
        }
        if draft.relations.len() > relations {
            self.reject(draft.place.clone(), message::read_many_relations(relations));
            draft.relations.truncate(relations);
        }
        self.left.0 -= draft.spans.len();
        self.left.1 -= draft.relations.len();
        let article = self.article(&draft);
        let labels: Vec<Option<Name>> = (0..draft.spans.len()).map(|n| self.label_of(&draft, n)).collect();
        let counting = self.counting(&article, &draft, unit);
        let (annotations, meant) = self.annotations(&article, &draft, labels, counting);
        let relations = self.relations(&draft, &meant);
        self.documents.push(ReadDocument { article, annotations, relations });
        (self.told)(self.documents.len());
    }

    fn article(&mut self, draft: &Draft) -> Article {
        let id = if draft.id.is_empty() {
            self.article_ids.make(&format!("text-{}", &sha256_hex(&draft.text)[..12]))
        } else {
            self.article_ids.take(&draft.id)
        };
        if !draft.id.is_empty() && *id != *draft.id {
            self.repair(draft.place.clone(), message::why_id_twice(draft.id.as_str(), &*id));
        }
        Article::new(id.into(), draft.text.as_str(), draft.metadata.clone())
    }

    fn label_of(&mut self, draft: &Draft, n: usize) -> Option<Name> {
        let span = &draft.spans[n];
        let decided = decide(
            &span.label,
            self.scheme.label(&span.label.as_str().into()).is_some(),
            self.options.labels.get(&span.label).or(self.options.others.as_ref()),
            |name| self.scheme.label(&name.into()).is_some(),
        );
        match decided {
            Decided::Known(name) => {
                if self.scheme.label(&name).is_none() {
                    let Some(label) = plain_label(name.as_str(), &self.scheme.labels) else {
                        self.reject_often(
                            span.place(&draft.place, n),
                            message::read_many_labels(MOST_LABELS),
                        );
                        return None;
                    };
                    self.scheme.labels.push(label);
                    self.added.insert(name.clone());
                }
                Some(name)
            }
            Decided::Skipped => {
                let reason = message::read_label_skipped(span.label.as_str());
                self.reject_often(span.place(&draft.place, n), reason);
                None
            }
            Decided::Open => {
                let like = self.scheme.labels.iter().map(|label| &label.name);
                let like = like.into_iter().find(|name| alike(name.as_str(), &span.label)).cloned();
                Foreign::note(&mut self.questions.labels, &span.label, like, || span.covered.clone());
                let reason = message::read_label_open(quoted(&span.label, 60));
                self.reject_often(span.place(&draft.place, n), reason);
                None
            }
        }
    }

    /// In what the article counts; `None` where only a person can tell.
    fn counting(&mut self, article: &Article, draft: &Draft, unit: Unit) -> Option<Counting> {
        if let Some(unit) = self.options.unit {
            return Some(unit.into());
        }
        let likely = match unit {
            Unit::Sure(counting) => return Some(counting),
            Unit::Likely(unit) => unit,
        };
        let bare: Vec<&DraftSpan> = draft.spans.iter().filter(|span| span.covered.is_none()).collect();
        let astral = article.index().utf16_len() != article.index().code_point_len();
        if bare.is_empty() || !astral {
            return Some(likely.into());
        }
        let spans = |unit| bare.iter().map(|span| resolved(article, unit, span)).collect::<Vec<_>>();
        let (in_code_points, in_utf16) = (spans(OffsetUnit::CodePoint), spans(OffsetUnit::Utf16));
        if in_code_points == in_utf16 {
            return Some(likely.into());
        }
        let fit = |spans: &[Option<Span>], unit| {
            let covers = |span: &DraftSpan| {
                let text = resolved(article, unit, span).map(|place| article.covered(place));
                span.covered.as_deref().is_none_or(|covered| text == Some(covered))
            };
            // Those beside them that say what they cover count too.
            spans.iter().all(Option::is_some) && draft.spans.iter().all(covers)
        };
        let unit = match (fit(&in_code_points, OffsetUnit::CodePoint), fit(&in_utf16, OffsetUnit::Utf16)) {
            (true, false) => OffsetUnit::CodePoint,
            (false, true) => OffsetUnit::Utf16,
            _ => {
                let pairs = bare.iter().zip(in_code_points.iter().zip(&in_utf16));
                let covered = |span: &Option<Span>| {
                    span.map_or_else(String::new, |span| quoted(article.covered(span), 60).to_string())
                };
                let differs = pairs.into_iter().find(|(_, (a, b))| a != b);
                if let Some((span, (a, b))) = differs {
                    self.questions.unit.get_or_insert_with(|| UnitQuestion {
                        articles: 0,
                        label: span.label.clone(),
                        in_code_points: covered(a),
                        in_utf16: covered(b),
                    });
                }
                if let Some(question) = &mut self.questions.unit {
                    question.articles += 1;
                }
                return None;
            }
        };
        if unit != likely {
            let name = Counting::from(unit).name();
            self.repair(draft.place.clone(), message::read_otherwise(name));
        }
        Some(unit.into())
    }

    fn annotations(
        &mut self,
        article: &Article,
        draft: &Draft,
        labels: Vec<Option<Name>>,
        counting: Option<Counting>,
    ) -> (Vec<Annotation>, HashMap<String, (AnnotationId, Name)>) {
        let shared = draft.shared_keys();
        let mut meant = HashMap::new();
        let mut annotations = Vec::new();
        let known: Vec<(usize, Name)> =
            labels.into_iter().enumerate().filter_map(|(n, label)| Some((n, label?))).collect();
        let Some(counting) = counting else {
            for (n, _) in known {
                let place = draft.spans[n].place(&draft.place, n);
                self.reject_often(&place, message::read_unit_open());
            }
            return (annotations, meant);
        };
        let claims: Vec<Claim<'_>> = known
            .iter()
            .map(|(n, _)| {
                let span = &draft.spans[*n];
                Claim { start: span.start, end: span.end, covered: span.covered.as_deref() }
            })
            .collect();
        let placed = place(article, counting, &claims);
        if let Some((other, count)) = placed.other_unit {
            self.repair(draft.place.clone(), message::placed_otherwise(count, claims.len(), other.name()));
        }
        for (placement, (n, label)) in placed.each.into_iter().zip(known) {
            let span = &draft.spans[n];
            let at = span.place(&draft.place, n);
            let place = match placement {
                Placement::Kept(place) => place,
                Placement::Mended(place, how) => {
                    self.repair(at.clone(), how);
                    place
                }
                Placement::Refused(why) => {
                    self.reject(at, why);
                    continue;
                }
            };
            let annotation = self.annotation(article, span, n, &at, label, place);
            if !span.key.is_empty() && !shared.contains(span.key.as_str()) {
                meant.insert(span.key.clone(), (annotation.id.clone(), annotation.label.clone()));
            }
            annotations.push(annotation);
        }
        (annotations, meant)
    }

    fn annotation(
        &mut self,
        article: &Article,
        draft: &DraftSpan,
        n: usize,
        at: &Message,
        label: Name,
        span: Span,
    ) -> Annotation {
        let id = if draft.id.is_empty() {
            self.annotation_ids.make(&format!("{}-a{}", article.id(), n + 1))
        } else {
            self.annotation_ids.take(&draft.id)
        };
        if !draft.id.is_empty() && *id != *draft.id {
            self.repair(at, message::why_id_twice(draft.id.as_str(), &*id));
        }
        let mut annotation = Annotation::new(id.into(), label, span);
        for (name, value) in &draft.attributes {
            self.attribute(&mut annotation, at, name, value);
        }
        annotation.note.clone_from(&draft.note);
        annotation.annotator.clone_from(&draft.annotator);
        annotation.origin =
            draft.origin.clone().unwrap_or_else(|| Origin::Import { format: self.format.to_owned() });
        annotation.created = self.moment(at, "created", &draft.created);
        annotation.modified = self.moment(at, "modified", &draft.modified);
        annotation
    }

    fn attribute(&mut self, annotation: &mut Annotation, at: &Message, name: &str, value: &str) {
        let may_grow = self.added.contains(&annotation.label);
        let Some(label) = self.scheme.labels.iter_mut().find(|label| label.name == annotation.label) else {
            return;
        };
        if may_grow && !name.trim().is_empty() {
            if !label.attributes.iter().any(|def| def.name == *name) && label.attributes.len() < MAX_NEW {
                label.attributes.push(AttributeDef { name: name.into(), values: Vec::new() });
            }
            if let Some(def) = label.attributes.iter_mut().find(|def| def.name == *name)
                && def.values.len() < MAX_NEW
                && !def.values.iter().any(|known| *known == *value)
            {
                def.values.push(value.into());
            }
        }
        let def = label.attributes.iter().find(|def| def.name == *name);
        let reason = match def {
            Some(def) if def.values.iter().any(|known| *known == *value) => {
                annotation.attributes.insert(name.into(), value.into());
                return;
            }
            Some(_) => message::why_no_value(name, quoted(value, 40)),
            None => message::why_no_attribute(&label.name, quoted(name, 40)),
        };
        self.reject_often(at, reason);
    }

    fn moment(&mut self, at: &Message, key: &str, text: &str) -> Timestamp {
        if !text.is_empty() && !is_moment(text) {
            let text = quoted(text, 30);
            self.reject_often(at, message::why_no_moment(key, text));
            return Timestamp::default();
        }
        Timestamp::from(text)
    }

    fn relations(&mut self, draft: &Draft, meant: &HashMap<String, (AnnotationId, Name)>) -> Vec<Relation> {
        let mut ids = Names::none();
        let mut pairs = HashSet::new();
        let (keys, shared): (HashSet<&str>, _) =
            (draft.spans.iter().map(|span| span.key.as_str()).collect(), draft.shared_keys());
        let mut relations = Vec::new();
        for (n, given) in draft.relations.iter().enumerate() {
            let at = match given.id.is_empty() {
                true => message::place_inside(&draft.place, format!("relations[{n}]")),
                false => message::place_relation(&draft.place, given.id.as_str()),
            };
            let Some((kind, from, to)) = self.ends(given, meant, (&keys, &shared), &at) else { continue };
            if !pairs.insert((kind.clone(), from.clone(), to.clone())) {
                self.repair(at, message::why_pair_twice(&kind, &from, &to));
                continue;
            }
            let id = if given.id.is_empty() { ids.make(&format!("r{}", n + 1)) } else { ids.take(&given.id) };
            relations.push(Relation { id: id.into(), kind, from, to });
        }
        relations
    }

    fn ends(
        &mut self,
        given: &DraftRelation,
        meant: &HashMap<String, (AnnotationId, Name)>,
        (keys, shared): (&HashSet<&str>, &HashSet<&str>),
        at: &Message,
    ) -> Option<(Name, AnnotationId, AnnotationId)> {
        for key in [&given.from, &given.to] {
            if !meant.contains_key(key) {
                let why = if shared.contains(key.as_str()) {
                    "several"
                } else if keys.contains(key.as_str()) {
                    "unread"
                } else {
                    "unknown"
                };
                self.reject(at, message::read_end(quoted(key, 60), why));
                return None;
            }
        }
        let ((from, from_label), (to, to_label)) = (meant[&given.from].clone(), meant[&given.to].clone());
        let decided = decide(
            &given.kind,
            self.scheme.relation(&given.kind.as_str().into()).is_some(),
            self.options.relations.get(&given.kind).or(self.options.others.as_ref()),
            |name| self.scheme.relation(&name.into()).is_some(),
        );
        let kind = match decided {
            Decided::Known(kind) => kind,
            Decided::Skipped => {
                let reason = message::read_relation_skipped(given.kind.as_str());
                self.reject_often(at, reason);
                return None;
            }
            Decided::Open => {
                let like = self.scheme.relations.iter().map(|kind| &kind.name);
                let like = like.into_iter().find(|name| alike(name.as_str(), &given.kind)).cloned();
                Foreign::note(&mut self.questions.relations, &given.kind, like, || None);
                let kind = quoted(&given.kind, 60);
                self.reject_often(at, message::read_relation_open(kind));
                return None;
            }
        };
        if from == to {
            self.reject(at, message::why_to_itself());
            return None;
        }
        self.grow(&kind, &from_label, &to_label);
        match self.scheme.check_relation(&kind, &from_label, &to_label) {
            Ok(()) => Some((kind, from, to)),
            Err(refusal) => {
                self.reject(at, refusal.message());
                None
            }
        }
    }

    /// Lets a relation kind that came with this import lead where the file leads it.
    fn grow(&mut self, kind: &Name, from: &Name, to: &Name) {
        if self.scheme.relation(kind).is_none() {
            self.added_kinds.insert(kind.clone());
            self.scheme.relations.push(RelationKind {
                name: kind.clone(),
                from: Vec::new(),
                to: Vec::new(),
                description: String::new(),
            });
        }
        let is_new = self.added_kinds.contains(kind);
        // A label that came with this import may join what the kind already leads from and to.
        let (from_may, to_may) = (is_new || self.added.contains(from), is_new || self.added.contains(to));
        let Some(known) = self.scheme.relations.iter_mut().find(|known| known.name == *kind) else { return };
        for (list, label, may) in [(&mut known.from, from, from_may), (&mut known.to, to, to_may)] {
            if may && !list.contains(label) {
                list.push(label.clone());
            }
        }
    }

    pub(super) fn finish(self) -> (Reading, Questions) {
        let (repaired, rejected) = self.reports.into_lists();
        let (scheme, documents, guidelines) = (self.scheme, self.documents, self.guidelines);
        (Reading { scheme, guidelines, documents, repaired, rejected }, self.questions)
    }
}

fn decide(name: &str, is_known: bool, choice: Option<&Choice>, knows: impl Fn(&str) -> bool) -> Decided {
    match choice {
        _ if is_known => Decided::Known(name.into()),
        Some(Choice::Map(other)) if knows(other) => Decided::Known(other.as_str().into()),
        // A scheme is for persons: a label that nobody can read is not added.
        Some(Choice::Add) if !name.trim().is_empty() && name.len() <= 200 => Decided::Known(name.into()),
        Some(Choice::Skip) => Decided::Skipped,
        _ => Decided::Open,
    }
}

/// Whether two names are the same but for case and the sign between words.
fn alike(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    plain(one) == plain(other)
}

fn resolved(article: &Article, unit: OffsetUnit, span: &DraftSpan) -> Option<Span> {
    let (start, end) = (u32::try_from(span.start).ok()?, u32::try_from(span.end).ok()?);
    let (text, index) = (article.text(), article.index());
    let found = match unit {
        OffsetUnit::CodePoint => index.span_from_code_points(text, CodePointSpan::new(start, end)),
        OffsetUnit::Utf16 => index.span_from_utf16(text, Utf16Span::new(start, end)),
    };
    found.filter(|span| !span.is_empty())
}

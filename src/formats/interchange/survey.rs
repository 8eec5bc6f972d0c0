//! What a format will lose of the articles, counted before anything is written. There is no way to write
//! but through a survey.

use super::export::Export;
use super::format::{Carries, Format, Overlap, Plan};
use super::options::WriteOptions;
use super::split::{Stratum, subsets};
use super::tags::kept_without_overlap;
use super::tokens::is_blank;
use crate::messages::{Message, message};
use crate::model::{Annotation, Document, Origin, Scheme, Timestamp};

/// Something that a format cannot carry, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What becomes of it, such as `relations are left out`.
    pub what: Message,
    /// How many there are.
    pub count: usize,
}

/// What is lost, in the order in which it was first met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Adds to a count.
    pub fn add(&mut self, what: Message, count: usize) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|loss| loss.what == what) {
            Some(loss) => loss.count += count,
            None => self.0.push(Loss { what, count }),
        }
    }
}

/// Looks at every article before any is written.
pub struct Survey<'a> {
    format: &'static Format,
    scheme: &'a Scheme,
    guidelines: &'a str,
    options: &'a WriteOptions,
    losses: Losses,
    strata: Vec<Stratum>,
    /// The first of the articles that fill most lists, and how many it fills.
    fullest: (usize, usize),
}

impl<'a> Survey<'a> {
    /// Begins for a format that goes out; what the scheme and the guidelines are goes with the articles.
    #[must_use]
    pub fn new(
        format: &'static Format,
        scheme: &'a Scheme,
        guidelines: &'a str,
        options: &'a WriteOptions,
    ) -> Self {
        let mut losses = Losses::default();
        if !format.carries.scheme {
            losses.add(message::lost_scheme(), 1);
            losses.add(message::lost_guidelines(), usize::from(!guidelines.trim().is_empty()));
        }
        Self { format, scheme, guidelines, options, losses, strata: Vec::new(), fullest: (0, 0) }
    }

    /// Looks at the next article.
    pub fn add(&mut self, document: &Document) {
        count(self.format.carries, document, &mut self.losses);
        if let Some(also_lost) = self.format.also_lost {
            also_lost(document, self.scheme, &mut self.losses);
        }
        let mut filled = usize::from(!document.relations().is_empty());
        let annotations = document.annotations();
        filled += usize::from(!annotations.is_empty());
        filled += usize::from(annotations.iter().any(|annotation| !annotation.attributes.is_empty()));
        if filled > self.fullest.1 {
            self.fullest = (self.strata.len(), filled);
        }
        self.strata.push(Stratum::of(document, self.scheme));
    }

    /// What will be lost.
    #[must_use]
    pub fn losses(&self) -> &[Loss] {
        &self.losses.0
    }

    /// Begins to write what was looked at; `None` for a format that only comes in.
    #[must_use]
    pub fn into_export(self) -> Option<Export> {
        let plan = Plan {
            scheme: self.scheme,
            guidelines: self.guidelines,
            options: self.options,
            subsets: subsets(&self.strata, self.options.split),
            fullest: self.fullest.0,
            articles: self.strata.len(),
        };
        let make = self.format.writer?;
        Some(Export::new(make(&plan), self.strata.len()))
    }
}

fn count(carries: Carries, document: &Document, losses: &mut Losses) {
    let annotations = document.annotations();
    let with = |has: fn(&Annotation) -> bool| annotations.iter().filter(|annotation| has(annotation)).count();
    match carries.overlap {
        Overlap::Any => {}
        Overlap::OtherLabels => {
            let kept: usize = labels_in(document)
                .iter()
                .map(|label| kept_without_overlap(document, |other| other.label == *label).len())
                .sum();
            losses.add(message::lost_overlap_same(), annotations.len() - kept);
        }
        Overlap::None => {
            let kept = kept_without_overlap(document, |_| true).len();
            losses.add(message::lost_overlap(), annotations.len() - kept);
        }
    }
    if !carries.relations {
        losses.add(message::lost_relations(), document.relations().len());
    }
    if !carries.attributes {
        losses.add(message::lost_attributes(), with(|annotation| !annotation.attributes.is_empty()));
    }
    if !carries.notes {
        losses.add(message::lost_notes(), with(|annotation| !annotation.note.is_empty()));
    }
    if !carries.origin {
        losses.add(
            message::lost_origin(),
            with(|annotation| !annotation.annotator.is_empty() || annotation.origin != Origin::Hand),
        );
    }
    if !carries.moments {
        losses.add(
            message::lost_moments(),
            with(|a| a.created != Timestamp::default() || a.modified != Timestamp::default()),
        );
    }
    if !carries.ids {
        losses.add(message::lost_names(), annotations.len());
    }
    if carries.relations && !carries.relation_ids {
        losses.add(message::lost_relation_names(), document.relations().len());
    }
    let metadata = document.article().metadata();
    let described =
        [&metadata.title, &metadata.language, &metadata.source].iter().any(|text| !text.is_empty());
    if !carries.metadata {
        losses.add(message::lost_metadata(), usize::from(described));
    }
    if !carries.progress {
        losses.add(message::lost_progress(), usize::from(!metadata.progress.is_untouched()));
        losses.add(message::lost_meta(), usize::from(!metadata.meta.is_empty()));
    }
    let text = document.article().text();
    if !carries.line_ends {
        losses.add(message::lost_carriage_returns(), usize::from(text.contains('\r')));
    }
    if !carries.blanks_at_ends {
        let bare = |annotation: &&std::rc::Rc<Annotation>| {
            let covered = document.article().covered(annotation.span);
            covered.trim_matches(is_blank).len() != covered.len()
        };
        losses.add(message::lost_blanks_at_ends(), annotations.iter().filter(bare).count());
        let empty = |annotation: &&std::rc::Rc<Annotation>| {
            document.article().covered(annotation.span).chars().all(is_blank)
        };
        losses.add(message::lost_blank(), annotations.iter().filter(empty).count());
    }
}

/// The labels that an article's annotations bear.
pub(super) fn labels_in(document: &Document) -> std::collections::BTreeSet<crate::model::Name> {
    document.annotations().iter().map(|annotation| annotation.label.clone()).collect()
}

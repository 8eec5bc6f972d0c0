//! What to draw: a paragraph cut into runs of text, each with the annotations that cover it.
//!
//! Derived and never stored. Each annotation of a paragraph keeps one lane from its start to its end,
//! so that its underline runs straight whatever lies over it.

use std::rc::Rc;

use super::annotation::Annotation;
use super::annotation_set::AnnotationSet;
use super::offset::{ByteOffset, Span};

/// An annotation as it shows in one window of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The annotation.
    pub annotation: Rc<Annotation>,
    /// The part of its span that lies in the window.
    pub visible: Span,
    /// Which of the lines under the text is its own, from 0.
    pub lane: u8,
}

/// A run of text with the same annotations all along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it lies.
    pub span: Span,
    /// Indexes into [`Segments::covers`], outer annotations first.
    pub covers: Vec<u16>,
}

/// One window of an article, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// In text order; together they tile the window.
    pub runs: Vec<Segment>,
    /// What covers any of the window, in text order.
    pub covers: Vec<Cover>,
}

impl Segments {
    /// Cuts a window where an annotation begins or ends.
    ///
    /// Costs the annotations that touch the window, not those of the article. At most 65,535 of them
    /// are drawn.
    #[must_use]
    pub fn of(annotations: &AnnotationSet, window: Span) -> Self {
        let mut lanes: Vec<ByteOffset> = Vec::new();
        let mut covers = Vec::new();
        let mut cuts = vec![window.start, window.end];
        for annotation in annotations.overlapping(window).take(usize::from(u16::MAX)) {
            let visible = annotation.span.intersection(window);
            let lane = match lanes.iter().position(|free_from| *free_from <= visible.start) {
                Some(lane) => lane,
                None => {
                    lanes.push(visible.start);
                    lanes.len() - 1
                }
            };
            lanes[lane] = visible.end;
            cuts.extend([visible.start, visible.end]);
            let lane = u8::try_from(lane).unwrap_or(u8::MAX);
            covers.push(Cover { annotation: annotation.clone(), visible, lane });
        }
        cuts.sort_unstable();
        cuts.dedup();

        let mut runs = Vec::with_capacity(cuts.len().saturating_sub(1));
        let mut active: Vec<u16> = Vec::new();
        let mut next = 0;
        for pair in cuts.windows(2) {
            let span = Span { start: pair[0], end: pair[1] };
            active.retain(|&cover| covers[usize::from(cover)].visible.end > span.start);
            while covers.get(next).is_some_and(|cover: &Cover| cover.visible.start <= span.start) {
                active.push(next as u16);
                next += 1;
            }
            runs.push(Segment { span, covers: active.clone() });
        }
        Self { runs, covers }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::fixture::marked;

    fn shown(drawing: &str) -> Vec<(String, Vec<String>)> {
        let dataset = marked(drawing);
        let document = &dataset.documents()[0];
        let segments = Segments::of(document.annotations(), document.article().index().whole());
        let label = |&cover: &u16| segments.covers[usize::from(cover)].annotation.label.to_string();
        let run = |run: &Segment| {
            (document.article().covered(run.span).to_owned(), run.covers.iter().map(label).collect())
        };
        segments.runs.iter().map(run).collect()
    }

    #[test]
    fn a_nested_annotation_cuts_the_outer_one_in_three() {
        let expected: [(&str, &[&str]); 4] = [
            ("Il nie ", &["denial"]),
            ("avoir triché", &["denial", "quote"]),
            (" hier", &["denial"]),
            (".", &[]),
        ];
        let expected =
            expected.map(|(text, labels)| (text.to_owned(), labels.iter().map(|&l| l.to_owned()).collect()));
        assert_eq!(shown("[denial:Il nie [quote:avoir triché] hier]."), expected);
    }

    #[test]
    fn an_empty_window_has_no_run() {
        let dataset = marked("[quote:oui]");
        assert!(Segments::of(dataset.documents()[0].annotations(), Span::new(1, 1)).runs.is_empty());
    }

    proptest! {
        #[test]
        fn runs_tile_the_window_and_lanes_never_collide(
            spans in proptest::collection::vec((0_u32..100, 1_u32..50), 0..40),
            window in (0_u32..100, 1_u32..60),
        ) {
            let mut set = AnnotationSet::default();
            for (n, (start, len)) in spans.iter().enumerate() {
                let span = Span::new(*start, start + len);
                set.insert(Rc::new(Annotation::new(format!("a{n}").into(), "quote".into(), span)));
            }
            let window = Span::new(window.0, window.0 + window.1);
            let segments = Segments::of(&set, window);
            let mut at = window.start;
            for run in &segments.runs {
                prop_assert_eq!(run.span.start, at);
                prop_assert!(!run.span.is_empty());
                at = run.span.end;
                let covering: Vec<_> = set.iter().filter(|a| a.span.encloses(run.span)).map(|a| &a.id).collect();
                let drawn: Vec<_> = run.covers.iter().map(|&c| &segments.covers[usize::from(c)].annotation.id).collect();
                prop_assert_eq!(drawn, covering);
            }
            prop_assert_eq!(at, window.end);
            for (n, a) in segments.covers.iter().enumerate() {
                for b in &segments.covers[..n] {
                    prop_assert!(a.lane != b.lane || !a.visible.overlaps(b.visible));
                }
            }
        }
    }
}

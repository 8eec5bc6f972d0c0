//! Draws annotations inside a text: `[quote:We won], [source:Reuters] reported.`
//!
//! Annotations may nest; ids are `a1`, `a2`, … in the order of their opening brackets.

use std::rc::Rc;

use super::annotation::Annotation;
use super::article::{Article, Metadata};
use super::dataset::Dataset;
use super::edit::Edit;
use super::offset::Span;
use super::scheme::Scheme;

/// A dataset of one article, `fixture`, with the annotations drawn in the text.
pub fn marked(drawing: &str) -> Dataset {
    let mut text = String::new();
    let mut open: Vec<(usize, String, u32)> = Vec::new();
    let mut annotations = Vec::new();
    let mut count = 0;
    let mut rest = drawing;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let (label, after) = rest.split_once(':').expect("a fixture's bracket opens with `label:`");
                count += 1;
                open.push((count, label.to_owned(), text.len() as u32));
                rest = after;
            }
            ']' => {
                let (n, label, start) = open.pop().expect("a fixture's brackets close what was opened");
                let span = Span::new(start, text.len() as u32);
                annotations.push(Annotation::new(format!("a{n}").into(), label.into(), span));
            }
            _ => text.push(c),
        }
    }
    let mut dataset = Dataset::new(Scheme::reported_speech());
    let article = Article::new("fixture".into(), text, Metadata::default());
    let mut edits = vec![Edit::AddArticle { at: 0, article: Rc::new(article) }];
    for annotation in annotations {
        edits.push(Edit::Annotate { article: "fixture".into(), annotation: Rc::new(annotation) });
    }
    dataset.apply_all(&edits).expect("a fixture's annotations fit its text");
    dataset
}

/// The first article of a dataset with its annotations drawn in it, for comparison.
///
/// Crossing annotations are drawn as they lie: `[quote:a[source:b]c]` may stand for either nesting.
pub fn drawn(dataset: &Dataset) -> String {
    let document = &dataset.documents()[0];
    let mut drawing = String::new();
    let text = document.article().text();
    for (at, c) in text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]) {
        let closing = document.annotations().iter().filter(|a| a.span.end.index() == at).count();
        drawing.push_str(&"]".repeat(closing));
        for annotation in document.annotations().iter().filter(|a| a.span.start.index() == at) {
            drawing.push_str(&format!("[{}:", annotation.label));
        }
        drawing.extend(c);
    }
    drawing
}

#[test]
fn a_drawing_is_read_and_drawn_again() {
    let drawing = "[quote:We [source:won] again], [source:Reuters] said.";
    assert_eq!(drawn(&marked(drawing)), drawing);
}

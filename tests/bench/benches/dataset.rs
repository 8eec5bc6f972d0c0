//! The datasets that are measured, each built once.

use std::rc::Rc;

use bench::sample::{Mark, Sample};
use bench::shape::Shape;
use guillemet::model::article::Metadata;
use guillemet::model::{Annotation, Article, Dataset, Edit, Scheme, Span};

/// How many annotations the article has.
pub const SIZES: [usize; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];

/// A text for so many annotations.
pub fn sample(annotations: usize) -> Sample {
    Sample::new(Shape::dense(annotations), 1)
}

/// One article with all its annotations, in an order that is not that of the text.
pub fn dataset(sample: &Sample) -> Dataset {
    let mut dataset = Dataset::new(Scheme::reported_speech());
    let article = Article::new("sample".into(), sample.text.as_str(), Metadata::default());
    dataset.apply(&Edit::AddArticle { at: 0, article: Rc::new(article) }).unwrap();
    let count = sample.marks.len();
    // A step that shares no factor with a power of ten reaches each once.
    for n in (0..count).map(|n| n * 7_919 % count) {
        let edit = Edit::Annotate {
            article: "sample".into(),
            annotation: Rc::new(annotation(&format!("a{n}"), &sample.marks[n])),
        };
        dataset.apply(&edit).unwrap();
    }
    dataset
}

/// The annotation that a mark stands for.
pub fn annotation(id: &str, mark: &Mark) -> Annotation {
    let span = Span::new(mark.bytes.0 as u32, mark.bytes.1 as u32);
    Annotation::new(id.into(), mark.label.into(), span)
}

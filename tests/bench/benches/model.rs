//! The pure model by size: finding, changing, cutting and converting, each time at another place.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement that cannot go on ends; criterion's macro documents nothing"
)]

mod dataset;

use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use guillemet::model::segments::Segments;
use guillemet::model::{AnnotationId, ByteOffset, CodePointOffset, Edit, Span, Utf16Offset};

use dataset::{SIZES, annotation, dataset, sample};

/// Goes over `0..count` in steps that jump about, so that no answer lies in the processor's cache only
/// because the one before did.
struct Jumps {
    at: usize,
    count: usize,
}

impl Jumps {
    fn over(count: usize) -> Self {
        Self { at: 0, count }
    }

    fn next(&mut self) -> usize {
        self.at = (self.at + self.count * 618 / 1_000 + 1) % self.count;
        self.at
    }
}

/// About as much text as a window shows, in bytes.
const WINDOW: u32 = 3_000;

fn model(criterion: &mut Criterion) {
    for size in SIZES {
        let sample = sample(size);
        let mut dataset = dataset(&sample);
        let length = sample.text.len();
        let article = dataset.documents()[0].article().clone();
        let annotations = dataset.documents()[0].annotations().clone();
        let window = |at: usize| {
            let start = at.min(length.saturating_sub(WINDOW as usize)) as u32;
            Span::new(start, start + WINDOW)
        };
        let boundary = |mut at: usize| {
            while !sample.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let mut measure = |name: &str, act: &mut dyn FnMut(usize)| {
            let mut group = criterion.benchmark_group(name);
            let mut jumps = Jumps::over(length);
            group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
                bencher.iter(|| act(jumps.next()));
            });
        };
        measure("find what covers a place", &mut |at| {
            black_box(annotations.covering(ByteOffset::new(at as u32)).count());
        });
        measure("find what a window shows", &mut |at| {
            black_box(annotations.overlapping(window(at)).count());
        });
        measure("cut a window into runs", &mut |at| {
            black_box(Segments::of(&annotations, window(at)));
        });
        measure("bytes to UTF-16", &mut |at| {
            black_box(article.index().to_utf16(article.text(), ByteOffset::new(at as u32)));
        });
        measure("UTF-16 to bytes", &mut |at| {
            black_box(article.index().from_utf16(article.text(), Utf16Offset::new(at as u32)));
        });
        measure("bytes to code points", &mut |at| {
            black_box(article.index().to_code_point(article.text(), ByteOffset::new(at as u32)));
        });
        measure("code points to bytes", &mut |at| {
            black_box(article.index().from_code_point(article.text(), CodePointOffset::new(at as u32)));
        });
        drop(annotations);

        let mut group = criterion.benchmark_group("apply an edit: annotate, and its undo");
        let mut jumps = Jumps::over(length - 40);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            // Two edits an iteration: the first adds, the second, its inverse, takes away again.
            bencher.iter_batched(
                || {
                    let at = boundary(jumps.next());
                    let mark = bench::sample::Mark {
                        start: 0,
                        end: 0,
                        bytes: (at, boundary(at + 20)),
                        label: "quote",
                    };
                    Edit::Annotate { article: "sample".into(), annotation: Rc::new(annotation("new", &mark)) }
                },
                |edit| {
                    let inverse = dataset.apply(&edit).unwrap();
                    black_box(dataset.apply(&inverse).unwrap())
                },
                BatchSize::SmallInput,
            );
        });
        group.finish();

        let mut group = criterion.benchmark_group("apply an edit: erase, and its undo");
        let mut jumps = Jumps::over(size);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter_batched(
                || Edit::Erase {
                    article: "sample".into(),
                    annotation: AnnotationId::from(format!("a{}", jumps.next())),
                },
                |edit| {
                    let inverse = dataset.apply(&edit).unwrap();
                    black_box(dataset.apply(&inverse).unwrap())
                },
                BatchSize::SmallInput,
            );
        });
        group.finish();

        let mut group = criterion.benchmark_group("apply an edit: revise");
        let mut jumps = Jumps::over(size);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter_batched(
                || {
                    let n = jumps.next();
                    let mut annotation = annotation(&format!("a{n}"), &sample.marks[n]);
                    annotation.label = "source".into();
                    Edit::Revise { article: "sample".into(), annotation: Rc::new(annotation) }
                },
                |edit| black_box(dataset.apply(&edit).unwrap()),
                BatchSize::SmallInput,
            );
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(1))
        .sample_size(30);
    targets = model
}
criterion_main!(benches);

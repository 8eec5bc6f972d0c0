//! Guillemet's JSON by size: reading a document into a dataset, writing a dataset.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement that cannot go on ends; criterion's macro documents nothing"
)]

mod dataset;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use guillemet::formats::guillemet_json::{read, write};

use dataset::{SIZES, dataset, sample};

fn measure(criterion: &mut Criterion, size: usize, name: &str, act: &mut dyn FnMut()) {
    let mut group = criterion.benchmark_group(name);
    group.bench_function(BenchmarkId::from_parameter(size), |bencher| bencher.iter(&mut *act));
    group.finish();
}

fn formats(criterion: &mut Criterion) {
    for size in SIZES {
        let sample = sample(size);
        let written = sample.document().to_string();
        measure(criterion, size, "read and check JSON", &mut || {
            let reading = read(black_box(&written)).unwrap();
            assert!(reading.rejected.is_empty());
            black_box(reading);
        });
        let reading = read(&written).unwrap();
        let mut group = criterion.benchmark_group("apply what was read");
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            // Neither the copy that is used up nor the end of the dataset is measured.
            bencher.iter_batched(|| reading.clone(), |read| read.into_dataset(), BatchSize::PerIteration);
        });
        group.finish();
        drop(reading);
        let dataset = dataset(&sample);
        measure(criterion, size, "write JSON", &mut || {
            black_box(write(black_box(&dataset)));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .sample_size(10);
    targets = formats
}
criterion_main!(benches);

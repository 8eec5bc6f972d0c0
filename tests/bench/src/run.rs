//! The order of things. For each text: both pages are opened in turn, each time in a fresh browser; in the last one
//! the gestures, scrolling, export and import follow. A series that takes too long is cut short: the table
//! says how many measurements each has.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::pages::serve;
use crate::report::{Comparison, Kind, Series};
use crate::sample::Sample;
use crate::shape::Shape;
use crate::visit::Visit;
use crate::{exchange, gestures, memory, scrolling};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The texts, in order.
    pub shapes: Vec<Shape>,
    /// How often each thing is measured.
    pub runs: usize,
    /// After how long a series is cut short, once it has three measurements.
    pub limit: Duration,
}

/// The texts are made from this.
const SEED: u64 = 3;

/// Measures both pages on a text.
#[must_use]
pub fn compare(shape: Shape, options: &Options) -> Comparison {
    let sample = Sample::new(shape, SEED);
    let server = serve(&sample);
    let mut comparison = Comparison::new(shape);
    let pages = [Kind::Bare, Kind::Guillemet];
    let mut open = [None, None];
    let started = Instant::now();
    for run in 0..options.runs {
        for (kind, visit) in pages.into_iter().zip(&mut open) {
            *visit = None;
            *visit = opened(&server.url(kind.path()), comparison.of(kind));
        }
        // Two pages share the time.
        if over(started, run, options.limit * 2) {
            break;
        }
    }
    for (kind, visit) in pages.into_iter().zip(open) {
        eprintln!("{}: {kind:?}", shape.name);
        let series = comparison.of(kind);
        match visit {
            Some(visit) => work(&visit, &server.url(kind.path()), &sample, options, series),
            None => series.fault("the page was not opened"),
        }
    }
    comparison
}

fn opened(url: &str, series: &mut Series) -> Option<Visit> {
    let visit = Visit::start();
    let Some(time) = visit.open(url) else {
        series.fault(format!("no text with highlights in {:?}", crate::visit::PATIENCE));
        return None;
    };
    series.add("open", time);
    let longest = visit.probe("longestSince", json!([0]));
    series.add("open: longest task", longest.as_f64().unwrap_or_default());
    memory::measure(&visit, series);
    Some(visit)
}

fn work(visit: &Visit, url: &str, sample: &Sample, options: &Options, series: &mut Series) {
    visit.go_to_middle();
    let since = visit.script("return performance.now()", json!([]));
    repeat(options, series, |run, series| gestures::round(visit, run, series));
    let longest = visit.probe("longestSince", json!([since]));
    series.add("gestures: longest task", longest.as_f64().unwrap_or_default());
    repeat(options, series, |run, series| {
        scrolling::wheel(visit, run % 4 < 2, series);
        Ok(())
    });
    repeat(options, series, |run, series| {
        // All over the article, never twice near each other.
        scrolling::jump(visit, 0.05 + 0.9 * (run as f64 * 0.618).fract(), series);
        Ok(())
    });
    visit.go_to_middle();
    repeat(options, series, |_, series| exchange::export(visit, series));
    let file = exchange::file(visit, sample);
    repeat(options, series, |_, series| exchange::import(visit, url, &file, series));
}

fn repeat(
    options: &Options,
    series: &mut Series,
    mut measure: impl FnMut(usize, &mut Series) -> Result<(), String>,
) {
    let started = Instant::now();
    for run in 0..options.runs {
        if let Err(fault) = measure(run, series) {
            series.fault(format!("run {}: {fault}", run + 1));
            return;
        }
        if over(started, run, options.limit) {
            return;
        }
    }
}

fn over(started: Instant, run: usize, limit: Duration) -> bool {
    run >= 2 && started.elapsed() > limit
}

//! Measures how long suggestions take in a page's worker: `cargo xtask bench suggest` builds the page, starts the
//! driver and runs this with the file for its figures, and with the number of articles of each size.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on says so and ends")]

use bench::suggesting::{measure, report, table};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("a file for the figures");
    let runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(20);
    let measured = measure(runs);
    print!("{}", table(&measured));
    std::fs::write(&out, format!("{:#}\n", report(&measured))).expect("the figures can be written");
    println!("as JSON: {out}");
}

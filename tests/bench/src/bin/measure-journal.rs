//! Measures how long an edit takes to the disk: `cargo xtask bench journal` builds the page, starts the driver and
//! runs this with the file for its figures, and with the number of edits.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on says so and ends")]

use bench::journal::{measure, report, table};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("a file for the figures");
    let edits = arguments.next().and_then(|edits| edits.parse().ok()).unwrap_or(200);
    let measured = measure(edits);
    print!("{}", table(&measured));
    std::fs::write(&out, format!("{:#}\n", report(&measured))).expect("the figures can be written");
    println!("as JSON: {out}");
}

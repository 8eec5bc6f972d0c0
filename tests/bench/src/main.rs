//! Measures the built page in Chromium beside the bare windowed page: `cargo xtask bench browser` builds the
//! page, starts the driver and runs this. Prints a table for each text and writes all of it as JSON.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use bench::run::{Options, compare};
use bench::shape::{SHAPES, Shape};
use lexopt::prelude::*;
use serde_json::json;

fn main() -> ExitCode {
    let (options, out) = match options(lexopt::Parser::from_env()) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let mut comparisons = Vec::new();
    for &shape in &options.shapes {
        let comparison = compare(shape, &options);
        println!("{}", comparison.table());
        comparisons.push(comparison.json());
        // After each text: a run of an hour that is ended early leaves what it has.
        let report = json!({ "runs": options.runs, "texts": comparisons });
        if let Err(error) = std::fs::write(&out, format!("{report:#}\n")) {
            eprintln!("error: {}: {error}", out.display());
            return ExitCode::FAILURE;
        }
    }
    println!("every measurement: {}", out.display());
    ExitCode::SUCCESS
}

fn options(mut arguments: lexopt::Parser) -> Result<(Options, PathBuf), lexopt::Error> {
    let mut options = Options { shapes: Vec::new(), runs: 20, limit: Duration::from_secs(120) };
    let mut out = PathBuf::from("browser.json");
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("runs") => options.runs = arguments.value()?.parse()?,
            Long("limit") => options.limit = Duration::from_secs(arguments.value()?.parse()?),
            Long("out") => out = arguments.value()?.into(),
            Value(name) => {
                let name = name.string()?;
                let known = SHAPES.map(|shape| shape.name).join(", ");
                let shape = Shape::named(&name);
                options
                    .shapes
                    .push(shape.ok_or_else(|| format!("there is no text `{name}`: there are {known}"))?);
            }
            other => return Err(other.unexpected()),
        }
    }
    if options.shapes.is_empty() {
        options.shapes = SHAPES[..4].to_vec();
    }
    Ok((options, out))
}

//! `cargo xtask test`: the suites in their order, a line when each begins and ends, and the counts at the end.

use std::cell::OnceCell;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::engine::Engine;
use crate::outcome::{Outcome, Tally};
use crate::toolchain::WasmRust;
use crate::{browser_tests, checks, interop, project, purity, size};

/// A named part of the tests.
struct Suite {
    name: &'static str,
    about: &'static str,
    run: fn(&Setting) -> Result<Outcome>,
}

const SUITES: &[Suite] = &[
    Suite { name: "format", about: "every file is as rustfmt leaves it", run: checks::format },
    Suite {
        name: "clippy",
        about: "no warning, on this machine's target and on the browser's",
        run: checks::clippy,
    },
    Suite { name: "rustdoc", about: "no warning in the documentation", run: checks::rustdoc },
    Suite {
        name: "purity",
        about: "the pure layers know no browser, and layers only those below",
        run: purity::suite,
    },
    Suite {
        name: "native",
        about: "tests of the pure layers, of xtask and of the benchmark",
        run: checks::native,
    },
    Suite {
        name: "interop",
        about: "the programs that our formats are for read what we write; the light ones",
        run: interop::suite,
    },
    Suite {
        name: "wasm",
        about: "tests of the browser layers, in headless Chromium",
        run: browser_tests::wasm,
    },
    Suite {
        name: "browser",
        about: "the built page, driven by real input events",
        run: browser_tests::end_to_end,
    },
    Suite { name: "size", about: "the page's bytes within their budget", run: size::suite },
];

/// What suites share.
#[derive(Default)]
pub struct Setting {
    /// Only tests whose names contain it are run.
    pub filter: Option<String>,
    /// Where the built page is driven.
    pub browser: Engine,
    rust: OnceCell<WasmRust>,
}

impl Setting {
    /// The Rust that builds for the browser, found once.
    pub fn wasm_rust(&self) -> Result<&WasmRust> {
        if let Some(rust) = self.rust.get() {
            return Ok(rust);
        }
        let rust = WasmRust::find_or_install()?;
        Ok(self.rust.get_or_init(|| rust))
    }
}

/// What the command line asks for.
#[derive(Default)]
pub struct Options {
    /// The suites by name; all when there is none.
    pub names: Vec<String>,
    pub filter: Option<String>,
    pub browser: Engine,
}

/// Runs suites; whether all passed.
pub fn run(options: Options) -> Result<bool> {
    let mut names = options.names;
    if names.is_empty() && options.browser != Engine::default() {
        names.push("browser".to_owned());
    }
    let chosen = chosen(&names);
    let setting = Setting { filter: options.filter, browser: options.browser, ..Setting::default() };
    let mut lines = Vec::new();
    let mut sum = Tally::default();
    for suite in chosen {
        println!("{}: {}", suite.name, suite.about);
        let started = Instant::now();
        // What keeps a suite from running has failed it; the others still run.
        let outcome = (suite.run)(&setting).unwrap_or_else(|error| {
            let mut outcome = Outcome::default();
            outcome.verdict(false, || format!("error: {error:#}"));
            outcome
        });
        print!("{}", outcome.complaints);
        outcome.notes.iter().for_each(|note| println!("note: {note}"));
        let line = line(suite.name, outcome.tally, started.elapsed());
        println!("{line}\n");
        lines.push(line);
        sum.add(outcome.tally);
    }
    println!("{}", lines.join("\n"));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(sum.failed == 0)
}

/// Ends the browser so many times while a person annotates; whether nothing that was saved was lost.
pub fn soak(rounds: u32) -> Result<bool> {
    let setting = Setting { filter: Some(browser_tests::SOAK.to_owned()), ..Setting::default() };
    let outcome = browser_tests::end_to_end_rounds(&setting, rounds)?;
    print!("{}", outcome.complaints);
    println!("{rounds} rounds: {}", if outcome.tally.failed == 0 { "nothing was lost" } else { "FAILED" });
    Ok(outcome.tally.failed == 0 && outcome.tally.passed > 0)
}

/// Why there is no suite of a name, when there is none.
pub fn unknown(name: &str) -> Option<String> {
    let known: Vec<&str> = present().map(|suite| suite.name).collect();
    (!known.contains(&name)).then(|| format!("there is no suite `{name}`: there are {}", known.join(", ")))
}

fn present() -> impl Iterator<Item = &'static Suite> {
    SUITES.iter().filter(|suite| suite.name != "browser" || has_end_to_end())
}

/// The suites of these names, or all.
fn chosen(names: &[String]) -> Vec<&'static Suite> {
    present().filter(|suite| names.is_empty() || names.iter().any(|name| name == suite.name)).collect()
}

fn has_end_to_end() -> bool {
    project::root().join(browser_tests::END_TO_END).join("Cargo.toml").exists()
}

fn line(name: &str, tally: Tally, time: Duration) -> String {
    let verdict = if tally.failed > 0 { "FAILED" } else { "ok" };
    let mut counts = format!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.skipped > 0 {
        counts += &format!(", {} skipped", tally.skipped);
    }
    format!("{name:<8} {verdict:<6} {counts} ({:.1} s)", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::{SUITES, chosen, line, unknown};
    use crate::outcome::Tally;
    use std::time::Duration;

    #[test]
    fn suites_keep_their_order_whatever_the_order_of_their_names() {
        let names = ["native".to_owned(), "format".to_owned()];
        let names: Vec<&str> = chosen(&names).iter().map(|suite| suite.name).collect();
        assert_eq!(names, ["format", "native"]);
    }

    #[test]
    fn an_unknown_suite_is_named_with_those_that_there_are() {
        let error = unknown("nativ").expect("it is unknown");
        assert!(error.starts_with("there is no suite `nativ`: there are format, clippy"), "{error}");
        assert_eq!(unknown("native"), None);
    }

    #[test]
    fn a_suites_line_tells_its_counts() {
        let tally = Tally { passed: 3, failed: 0, skipped: 1 };
        assert_eq!(
            line("native", tally, Duration::from_millis(1250)),
            "native   ok     3 passed, 0 failed, 1 skipped (1.2 s)"
        );
        assert!(SUITES.iter().all(|suite| suite.name.len() <= 8), "a longer name breaks the column");
    }
}

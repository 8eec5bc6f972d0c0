//! The suites that need no browser: format, clippy, rustdoc, native tests.

use anyhow::Result;

use crate::outcome::Outcome;
use crate::process::cargo;
use crate::suites::Setting;
use crate::toolchain::{self, WasmRust};

/// The parts of the pure layers that the page's own module does without.
const FEATURES: &str = "guillemet/interchange,guillemet/rules";

pub fn format(_: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    outcome.check(cargo().args(["fmt", "--all", "--check"]))?;
    Ok(outcome)
}

pub fn clippy(setting: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut lint = |chosen: &[&str]| {
        outcome.check(cargo().arg("clippy").args(chosen).args(["--all-targets", "--", "--deny", "warnings"]))
    };
    lint(&["--package", "guillemet", "--no-default-features"])?;
    lint(&["--package", "guillemet", "--no-default-features", "--features", "interchange,worker"])?;
    // The browser layers compile here too, though they do not run.
    lint(&["--workspace"])?;
    match setting.wasm_rust()? {
        WasmRust::Target => {
            lint(&["--package", "guillemet", "--features", "worker", "--target", toolchain::TARGET])?
        }
        WasmRust::Debian { .. } => outcome.notes.push(
            "Debian's Rust has no clippy: what only the wasm32 target compiles is not linted here".to_owned(),
        ),
    }
    Ok(outcome)
}

pub fn rustdoc(_: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut doc = cargo();
    doc.args(["doc", "--no-deps", "--workspace", "--document-private-items", "--features", FEATURES])
        .env("RUSTDOCFLAGS", "--deny warnings");
    outcome.check(&mut doc)?;
    Ok(outcome)
}

pub fn native(setting: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut test = cargo();
    // With the browser's feature: what the view reckons is tested here, too, as far as it needs no element.
    test.args([
        "test",
        "--package",
        "guillemet",
        "--package",
        "xtask",
        "--package",
        "bench",
        "--no-fail-fast",
    ]);
    test.args(["--features", FEATURES]);
    test.arg("--").args(&setting.filter);
    outcome.tests(&mut test)?;
    Ok(outcome)
}

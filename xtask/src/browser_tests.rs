//! The suites that run in headless Chromium: tests compiled to WebAssembly, and tests that drive the built page.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::chromium::Chromium;
use crate::module::{Recipe, artifact};
use crate::outcome::Outcome;
use crate::process::cargo;
use crate::suites::Setting;
use crate::{page, project, serve};

/// The package of the tests that drive the page.
pub const END_TO_END: &str = "tests/end-to-end";

/// The test that ends the browser without notice.
pub const SOAK: &str = "what_was_shown_as_saved_survives_the_end_of_the_browser";

/// How often it does so in the suite: enough to see that it can.
const ROUNDS: u32 = 3;

/// Tests of the browser layers, each in a page of its own making.
pub fn wasm(setting: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let rust = setting.wasm_rust()?;
    let chromium = Chromium::find_or_install()?;
    let mut test = rust.cargo("test");
    // Not the examples in the documentation: those run natively, where they need no browser.
    test.args(["--package", "guillemet", "--lib", "--tests", "--features", "worker"])
        .args(["--no-fail-fast", "--locked"])
        .arg("--")
        .args(&setting.filter)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner()?)
        .env("CHROMEDRIVER", &chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", chromium.capabilities()?)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    outcome.tests(&mut test)?;
    Ok(outcome)
}

/// Builds the program that cargo runs each test binary with.
fn runner() -> Result<PathBuf> {
    let mut build = cargo();
    build.args([
        "build",
        "--package",
        "wasm-test-runner",
        "--message-format=json-render-diagnostics",
        "--locked",
    ]);
    let output =
        build.stdin(Stdio::null()).stderr(Stdio::inherit()).output().context("could not start cargo")?;
    if !output.status.success() {
        bail!("the runner of the WebAssembly tests does not compile: see the errors above");
    }
    artifact(&output.stdout, "wasm-test-runner", std::env::consts::EXE_EXTENSION)
        .context("cargo built no runner for the WebAssembly tests")
}

/// Tests that drive the built page through WebDriver.
pub fn end_to_end(setting: &Setting) -> Result<Outcome> {
    end_to_end_rounds(setting, ROUNDS)
}

/// The same with so many rounds of [`SOAK`].
pub fn end_to_end_rounds(setting: &Setting, rounds: u32) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let chromium = Chromium::find_or_install()?;
    let site = page::build_dist(setting.wasm_rust()?, Recipe::RELEASE)?;
    let address = serve::in_background(site)?;
    let driver = chromium.drive()?;
    let mut test = cargo();
    test.args(["test", "--package", "end-to-end", "--no-fail-fast", "--"])
        .args(&setting.filter)
        .env("GUILLEMET_PAGE", format!("http://{address}/"))
        .env("GUILLEMET_ROUNDS", rounds.to_string())
        .env("GUILLEMET_DIST", project::dist())
        .env("GUILLEMET_WEBDRIVER", driver.url())
        .env("GUILLEMET_CAPABILITIES", chromium.capabilities()?);
    outcome.tests(&mut test)?;
    Ok(outcome)
}

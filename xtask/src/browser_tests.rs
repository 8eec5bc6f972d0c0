//! The suites that run in a browser: tests compiled to WebAssembly, in headless Chromium, and tests that drive the
//! built page, in the one asked for.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::chromium::{Chromium, Driver};
use crate::engine::{self, Engine, Ready};
use crate::module::{Recipe, artifact};
use crate::outcome::Outcome;
use crate::process::{self, cargo};
use crate::suites::Setting;
use crate::toolchain::WasmRust;
use crate::{npm, page, parts, project, serve};

/// The package of the tests that drive the page.
pub const END_TO_END: &str = "tests/end-to-end";

/// The test that ends the browser without notice.
pub const SOAK: &str = "what_was_shown_as_saved_survives_the_end_of_the_browser";

/// The walk that looks at what a page fetches before somebody uses it.
const UNUSED: &str = "opening::the_later_part_comes_when_the_page_is_used_and_not_before";

/// The test that does what a page must be able to do before its later part is there.
const FIRST_RUN: &str = "opening::what_a_page_runs_first_is_written_down";

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
    let chosen = Chosen::find_or_install(setting.browser)?;
    let site = page::build_dist(setting.wasm_rust()?, Recipe::RELEASE)?;
    let address = serve::in_background(site)?;
    let mut test = cargo();
    test.args(["test", "--package", "end-to-end", "--no-fail-fast", "--"]).args(&setting.filter);
    test.env("GUILLEMET_PAGE", format!("http://{address}/"))
        .env("GUILLEMET_ROUNDS", rounds.to_string())
        .env("GUILLEMET_DIST", project::dist())
        .env("GUILLEMET_ENGINE", setting.browser.name())
        .env("GUILLEMET_AXE", npm::axe()?);
    chosen.tell(&mut test)?;
    let impossible = setting.browser.impossible()?;
    let mut list = cargo();
    list.args(["test", "--package", "end-to-end", "--test", "page", "--", "--list"]).stderr(Stdio::null());
    for stale in engine::stale(&impossible, &process::read(&mut list).unwrap_or_default()) {
        outcome
            .verdict(false, || format!("tests/end-to-end/engines/{}.txt: {stale}", setting.browser.name()));
    }
    let compiler = setting.wasm_rust()?.compiler()?;
    let unrecorded = (!parts::is_recorded_with(&compiler)).then(|| {
        (
            UNUSED.to_owned(),
            format!("what runs first is not recorded with {compiler}: `cargo xtask profile --add`"),
        )
    });
    for (name, reason) in impossible.into_iter().chain(unrecorded) {
        if setting.filter.as_ref().is_none_or(|filter| name.contains(filter)) {
            outcome.notes.push(format!("not possible in {}: {name}: {reason}", setting.browser.name()));
            outcome.tally.skipped += 1;
        }
        test.args(["--skip", &name]);
    }
    outcome.tests(&mut test)?;
    Ok(outcome)
}

/// Has [`FIRST_RUN`] written down which functions ran, for the parts of the module; along with those that are written
/// down already, or in their place.
pub fn profile(add: bool) -> Result<bool> {
    let chosen = Chosen::find_or_install(Engine::Chromium)?;
    let rust = WasmRust::find_or_install()?;
    let (site, names) = page::recording(&rust)?;
    let address = serve::in_background(site)?;
    let ran = process::scratch_file("ran")?;
    let mut test = cargo();
    test.args(["test", "--package", "end-to-end", "--", "--exact", "--ignored", FIRST_RUN])
        .env("GUILLEMET_PAGE", format!("http://{address}/"))
        .env("GUILLEMET_DIST", project::dist())
        .env("GUILLEMET_ENGINE", Engine::Chromium.name())
        .env("GUILLEMET_RAN", &ran);
    chosen.tell(&mut test)?;
    process::run(&mut test)?;
    let numbers = fs::read(&ran).context("the page did not tell what ran")?;
    fs::remove_file(&ran).ok();
    let numbers: Vec<usize> = serde_json::from_slice(&numbers)?;
    let ran = numbers.iter().filter_map(|number| names.get(*number)).map(String::as_str);
    let count = parts::record(ran, &rust.compiler()?, add)?;
    println!("{} of {} functions ran; {count} are recorded", numbers.len(), names.len());
    Ok(true)
}

/// The browser that the page is driven in.
enum Chosen {
    Chromium(Chromium, Driver),
    Other(Ready),
}

impl Chosen {
    fn find_or_install(engine: Engine) -> Result<Chosen> {
        if engine != Engine::Chromium {
            return Ok(Chosen::Other(engine::make_ready(engine)?));
        }
        let chromium = Chromium::find_or_install()?;
        let driver = chromium.drive()?;
        Ok(Chosen::Chromium(chromium, driver))
    }

    /// Puts into a command's environment what the tests must know of it.
    fn tell(&self, test: &mut Command) -> Result<()> {
        match self {
            Chosen::Chromium(chromium, driver) => {
                test.env("GUILLEMET_WEBDRIVER", driver.url());
                test.env("GUILLEMET_CAPABILITIES", chromium.capabilities()?);
            }
            Chosen::Other(ready) => {
                test.env("GUILLEMET_BROWSER", &ready.browser).env("GUILLEMET_DRIVER", &ready.driver);
                if let Some(screen) = &ready.screen {
                    test.env("DISPLAY", &screen.name);
                }
            }
        }
        Ok(())
    }
}

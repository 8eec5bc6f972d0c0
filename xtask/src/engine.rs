//! The engines beside Chromium that the page is tested in: Firefox ESR and WebKitGTK, found or installed with their
//! drivers, and what of the tests an engine cannot do.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, Ended, Reaped, cargo, find};
use crate::{debian, project};

/// A browser to test in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    #[default]
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    /// The engine of a name on the command line.
    pub fn named(name: &str) -> Option<Engine> {
        [Engine::Chromium, Engine::Firefox, Engine::Webkit].into_iter().find(|engine| engine.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::Webkit => "webkit",
        }
    }

    /// The tests that this engine cannot do, each with the reason.
    pub fn impossible(self) -> Result<Vec<(String, String)>> {
        let file = project::root().join(format!("tests/end-to-end/engines/{}.txt", self.name()));
        if self == Engine::Chromium {
            return Ok(Vec::new());
        }
        let text = fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
        listed(&text).with_context(|| format!("{} is not as it should be", file.display()))
    }
}

/// Lines of `test: reason`; a line that begins with `#` says something to the reader.
fn listed(text: &str) -> Result<Vec<(String, String)>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.map(|line| match line.split_once(": ") {
        Some((test, reason)) if !reason.trim().is_empty() => Ok((test.to_owned(), reason.trim().to_owned())),
        _ => bail!("`{line}` gives no reason: write `test: reason`"),
    });
    pairs.collect()
}

/// A browser with its driver, ready to be started by the tests.
pub struct Ready {
    pub browser: PathBuf,
    pub driver: PathBuf,
    /// The screen that it draws on, where it needs one; it ends with this.
    pub screen: Option<Screen>,
}

/// Finds a browser other than Chromium, installing what is missing where that is allowed.
pub fn make_ready(engine: Engine) -> Result<Ready> {
    match engine {
        Engine::Chromium => bail!("Chromium has a driver of its own kind"),
        Engine::Firefox => Ok(Ready {
            browser: debian_program(&["firefox-esr", "firefox"], &["firefox-esr"], "Firefox")?,
            driver: geckodriver()?,
            screen: None,
        }),
        Engine::Webkit => {
            let driver = debian_program(&["WebKitWebDriver"], &["webkit2gtk-driver"], "WebKitGTK's driver")?;
            debian_program(&["Xvfb"], &["xvfb"], "a screen for WebKitGTK")?;
            Ok(Ready { browser: mini_browser()?, driver, screen: Some(Screen::start()?) })
        }
    }
}

/// A program, installed by Debian's packages if it is not there.
fn debian_program(names: &[&str], packages: &[&str], what: &str) -> Result<PathBuf> {
    if let Some(program) = names.iter().find_map(|name| find(name)) {
        return Ok(program);
    }
    if !debian::may_install() {
        let way = if debian::is_here() {
            format!("run `{}`", debian::by_hand(packages))
        } else {
            format!("install it so that the search path holds {}", names.join(" or "))
        };
        bail!("the tests need {what}: {way}");
    }
    debian::install(packages)?;
    names
        .iter()
        .find_map(|name| find(name))
        .with_context(|| format!("{} is installed but not in the search path", packages.join(", ")))
}

/// The small browser that comes with WebKitGTK, beside its library and not in the search path.
fn mini_browser() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("MINIBROWSER") {
        return Ok(given.into());
    }
    let mut folders: Vec<PathBuf> = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from).into();
    let inner = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    folders.extend(inner.filter(|path| path.to_string_lossy().ends_with("-linux-gnu")));
    let candidates = folders.iter().flat_map(|folder| {
        ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"].map(|api| folder.join(api).join("MiniBrowser"))
    });
    candidates.into_iter().find(|path| path.exists()).context(
        "WebKitGTK's MiniBrowser is not where its library is; name it in the environment variable MINIBROWSER",
    )
}

/// The version that drives the Firefox ESR of today.
const GECKODRIVER: &str = "0.37.1";

/// Firefox's driver: the one in the search path, else built from crates.io into the target folder.
fn geckodriver() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("GECKODRIVER").map(PathBuf::from).or_else(|| find("geckodriver")) {
        return Ok(given);
    }
    let folder = project::target().join("tools").join(format!("geckodriver-{GECKODRIVER}"));
    let program = folder.join("bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if program.exists() {
        return Ok(program);
    }
    eprintln!("building geckodriver {GECKODRIVER} from crates.io; this takes some minutes, once");
    let mut install = cargo();
    install.args(["install", "geckodriver", "--version", GECKODRIVER, "--locked", "--root"]).arg(&folder);
    match process::run_within(&mut install, Duration::from_secs(1800))? {
        Ended::Well => Ok(program),
        Ended::Badly(status) => bail!(
            "geckodriver could not be built ({status}): check the network, or put one into the search path"
        ),
        Ended::TooLate => {
            bail!("geckodriver was not built within half an hour: put one into the search path")
        }
    }
}

/// A screen in memory for programs that need one.
pub struct Screen {
    _server: Reaped,
    pub name: String,
}

impl Screen {
    fn start() -> Result<Screen> {
        let mut command = Command::new("Xvfb");
        // It takes a free number and says which.
        command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = Reaped(command.spawn().context("could not start Xvfb")?);
        let mut number = String::new();
        let said = server.stdout.take().context("Xvfb has no output")?;
        BufReader::new(said).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("Xvfb ended without a screen");
        }
        Ok(Screen { _server: server, name: format!(":{}", number.trim()) })
    }
}

/// What a list of impossible tests says of tests that are no more; `tests` is the harness's own list.
pub fn stale(impossible: &[(String, String)], tests: &str) -> Vec<String> {
    let known: Vec<&str> = tests.lines().filter_map(|line| line.strip_suffix(": test")).collect();
    let gone = impossible.iter().filter(|(test, _)| !known.contains(&test.as_str()));
    gone.map(|(test, _)| format!("there is no test `{test}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Engine, listed, stale};

    #[test]
    fn every_test_that_an_engine_cannot_do_has_its_reason() {
        let text = "# Firefox\n\nloading::files_are_dropped: its driver drops no files\n";
        let expected = ("loading::files_are_dropped".to_owned(), "its driver drops no files".to_owned());
        assert_eq!(listed(text).expect("it is well formed"), [expected]);
        assert!(listed("loading::files_are_dropped").is_err());
        assert!(listed("loading::files_are_dropped: ").is_err());
    }

    #[test]
    fn a_test_that_is_gone_is_named() {
        let impossible =
            [("a::gone".to_owned(), "why".to_owned()), ("a::there".to_owned(), "why".to_owned())];
        assert_eq!(stale(&impossible, "a::there: test\nb: test\n"), ["there is no test `a::gone`"]);
    }

    #[test]
    fn engines_are_found_by_name() {
        assert_eq!(Engine::named("webkit"), Some(Engine::Webkit));
        assert_eq!(Engine::named("opera"), None);
    }

    #[test]
    fn the_lists_of_this_project_can_be_read() {
        for engine in [Engine::Firefox, Engine::Webkit] {
            assert!(engine.impossible().is_ok(), "{engine:?}");
        }
    }
}

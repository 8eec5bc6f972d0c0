//! What npm brings: `wasm-opt` and `esbuild`, without which a page works and is larger, and `axe-core`, which the tests
//! look at every screen with.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, Ended, capture, find};
use crate::project;

const BINARYEN: &str = "binaryen@132.0.0";

const ESBUILD: &str = "esbuild@0.28.2";

const AXE: &str = "axe-core@4.14.1";

/// What the compiler may emit for the browser, and no more: wasm-opt must not bring in what browsers lack.
const ARGUMENTS: [&str; 11] = [
    "-Oz",
    "--converge",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-target-features",
];

/// Tells these tools and their use from others, for the cache of their results.
pub const IDENTITY: [&str; 2] = [BINARYEN, ESBUILD];

/// The installed tools.
pub struct Shrinkers {
    wasm_opt: PathBuf,
    esbuild: PathBuf,
}

/// The tools, installing them first; `None`, with a note, where that cannot be.
pub fn shrinkers() -> Option<Shrinkers> {
    if find("npm").is_none() || find("node").is_none() {
        eprintln!("note: npm is not here, so the page is built without wasm-opt and esbuild and is larger");
        return None;
    }
    match install() {
        Ok(shrinkers) => Some(shrinkers),
        Err(error) => {
            eprintln!("note: {error:#}; the page is built without wasm-opt and esbuild and is larger");
            None
        }
    }
}

/// axe-core as one script.
pub fn axe() -> Result<PathBuf> {
    if find("npm").is_none() {
        bail!("the tests need {AXE}, which npm installs: install npm");
    }
    // A folder of its own: npm takes out of a folder what it was not asked for.
    let folder = project::target().join("npm-axe");
    installed(&folder, AXE, Path::new("node_modules/axe-core/axe.min.js"))
}

fn install() -> Result<Shrinkers> {
    // A folder for each, as for axe-core.
    let (binaryen, esbuild) = (project::target().join("npm"), project::target().join("npm-esbuild"));
    Ok(Shrinkers {
        wasm_opt: installed(&binaryen, BINARYEN, Path::new("node_modules/.bin/wasm-opt"))?,
        esbuild: installed(&esbuild, ESBUILD, Path::new("node_modules/.bin/esbuild"))?,
    })
}

/// A file of a package, installed into a folder if it is not there yet.
fn installed(folder: &Path, package: &str, file: &Path) -> Result<PathBuf> {
    let (stamp, file) = (folder.join(package), folder.join(file));
    if stamp.exists() && file.exists() {
        return Ok(file);
    }
    eprintln!("installing {package} with npm");
    fs::create_dir_all(folder)?;
    // Without a package of its own npm would look for one in the folders above.
    fs::write(folder.join("package.json"), r#"{"private":true}"#)?;
    let mut npm = Command::new("npm");
    npm.current_dir(folder)
        .args(["install", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--ignore-scripts"])
        .args(["--loglevel=error", "--fetch-retries=1", "--fetch-timeout=60000", package]);
    match process::run_within(&mut npm, Duration::from_secs(180))? {
        Ended::Well => {}
        Ended::Badly(status) => bail!("npm could not install {package} ({status})"),
        Ended::TooLate => bail!("npm did not install {package} within three minutes"),
    }
    fs::write(stamp, "")?;
    Ok(file)
}

impl Shrinkers {
    /// A smaller module that does the same, by way of files in a folder.
    pub fn shrunk(&self, wasm: &[u8], folder: &Path) -> Result<Vec<u8>> {
        let (whole, smaller) = (folder.join("whole.tmp"), folder.join("smaller.tmp"));
        fs::write(&whole, wasm)?;
        let mut command = Command::new(&self.wasm_opt);
        command.args(ARGUMENTS).arg(&whole).arg("-o").arg(&smaller);
        let finished = capture(&mut command);
        let small = fs::read(&smaller);
        fs::remove_file(&whole).ok();
        fs::remove_file(&smaller).ok();
        let finished = finished?;
        if !finished.success {
            let reason =
                finished.output.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not say why");
            bail!("wasm-opt failed: {reason}");
        }
        small.context("wasm-opt wrote nothing")
    }

    /// A script or a style without what only people read.
    pub fn minified(&self, path: &str, text: &[u8]) -> Result<Vec<u8>> {
        let language = if path.ends_with(".css") { "css" } else { "js" };
        let mut esbuild = Command::new(&self.esbuild)
            .args(["--minify", "--format=esm", "--charset=utf8", "--log-level=error"])
            .arg(format!("--loader={language}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("could not start esbuild")?;
        // It reads all before it writes anything.
        esbuild.stdin.take().context("esbuild cannot be told anything")?.write_all(text)?;
        let output = esbuild.wait_with_output()?;
        if !output.status.success() {
            bail!("esbuild does not understand {path}");
        }
        Ok(output.stdout)
    }
}

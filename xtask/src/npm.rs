//! What npm brings: `wasm-opt`, without which a page works and is larger, and `axe-core`, which the tests look at
//! every screen with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::process::{self, Ended, capture, find};
use crate::project;

const PACKAGE: &str = "binaryen@132.0.0";

const AXE: &str = "axe-core@4.14.1";

/// What the compiler may emit for the browser, and no more: wasm-opt must not bring in what browsers lack.
const ARGUMENTS: [&str; 9] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-target-features",
];

/// Tells one wasm-opt and its use from another, for the cache of its results.
pub const IDENTITY: &str = PACKAGE;

pub struct WasmOpt {
    program: PathBuf,
}

/// The installed wasm-opt, installing it first; `None`, with a note, where that cannot be.
pub fn wasm_opt() -> Option<WasmOpt> {
    if find("npm").is_none() || find("node").is_none() {
        eprintln!("note: npm is not here, so the page is built without wasm-opt and is larger");
        return None;
    }
    match install() {
        Ok(wasm_opt) => Some(wasm_opt),
        Err(error) => {
            eprintln!("note: {error:#}; the page is built without wasm-opt and is larger");
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

fn install() -> Result<WasmOpt> {
    let program =
        installed(&project::target().join("npm"), PACKAGE, Path::new("node_modules/.bin/wasm-opt"))?;
    Ok(WasmOpt { program })
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

impl WasmOpt {
    /// Replaces a module by a smaller one that does the same.
    pub fn run(&self, wasm: &Path) -> Result<()> {
        let smaller = wasm.with_extension("smaller");
        let mut command = Command::new(&self.program);
        command.args(ARGUMENTS).arg(wasm).arg("-o").arg(&smaller);
        let finished = capture(&mut command)?;
        if !finished.success {
            fs::remove_file(&smaller).ok();
            let reason =
                finished.output.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not say why");
            bail!("wasm-opt failed: {reason}");
        }
        fs::rename(&smaller, wasm)?;
        Ok(())
    }
}

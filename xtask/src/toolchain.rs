//! Which Rust builds the WebAssembly: the installed target, else rustup's, else Debian's packaged Rust, which has no
//! such target but has the standard library's source, so that cargo builds that too.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, Ended, find, read};
use crate::{debian, project};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Forces a way, for tests of this program: `target`, `rustup` or `debian`.
pub const FORCE: &str = "GUILLEMET_WASM";

const RUSTUP_PATIENCE: Duration = Duration::from_secs(60);
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// A Rust that can build for the browser.
pub enum WasmRust {
    /// The active toolchain has the target.
    Target,
    /// Debian's Rust, which builds the standard library along; linked by this `rust-lld`.
    Debian { linker: PathBuf },
}

impl WasmRust {
    /// Finds one, installing what is missing where that is allowed.
    pub fn find_or_install() -> Result<WasmRust> {
        match std::env::var(FORCE).as_deref() {
            Err(_) | Ok("") => {}
            Ok("target") if target_is_installed() => return Ok(WasmRust::Target),
            Ok("target") => bail!("{FORCE}=target, but the active toolchain has no {TARGET}"),
            Ok("rustup") => return add_with_rustup().map(|()| WasmRust::Target),
            Ok("debian") => return from_debian(),
            Ok(other) => bail!("{FORCE} is `{other}`: it may be target, rustup or debian"),
        }
        if target_is_installed() {
            return Ok(WasmRust::Target);
        }
        // Looked for before rustup is asked: rustup may take its whole minute to fail, at every start.
        if let Some(rust) = packaged()? {
            return Ok(rust);
        }
        let mut reasons = Vec::new();
        if find("rustup").is_some() {
            match add_with_rustup() {
                Ok(()) => return Ok(WasmRust::Target),
                Err(error) => reasons.push(format!("{error:#}")),
            }
        } else {
            reasons.push("rustup is not installed".to_owned());
        }
        if debian::may_install() {
            if let Some(reason) = reasons.last() {
                eprintln!("{reason}; trying Debian's packages");
            }
            match from_debian() {
                Ok(rust) => return Ok(rust),
                Err(error) => reasons.push(format!("{error:#}")),
            }
        } else if debian::is_here() {
            reasons.push(format!("or as root, with Debian's Rust: `{}`", debian::by_hand(&DEBIAN_PACKAGES)));
        }
        bail!(
            "this Rust cannot build for the browser: install its target with `rustup target add {TARGET}`\n  {}",
            reasons.join("\n  ")
        )
    }

    /// A cargo command that builds for the browser, its subcommand first: `build`, `test`.
    pub fn cargo(&self, subcommand: &str) -> Command {
        match self {
            WasmRust::Target => {
                let mut cargo = process::cargo();
                cargo.args([subcommand, "--target", TARGET]);
                cargo
            }
            WasmRust::Debian { linker } => {
                let mut cargo = Command::new(DEBIAN_CARGO);
                process::forget_outer_cargo(&mut cargo);
                // `test` builds `libtest` too, which only a harness needs.
                let crates = if subcommand == "test" { "std,panic_abort,test" } else { "std,panic_abort" };
                cargo
                    .current_dir(project::root())
                    .args([subcommand, "--target", TARGET, "-Z"])
                    .arg(format!("build-std={crates}"))
                    // Another compiler in the same folder would make cargo forget, each time, what it knows of both.
                    .arg("--target-dir")
                    .arg(project::target().join("debian"))
                    .env_remove("RUSTUP_TOOLCHAIN")
                    .env_remove("RUSTDOC")
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                cargo
            }
        }
    }

    /// Has a build come out small. Of places in the source, which a panic names, only a developer would make
    /// use, and a debug build has them; SHA-256 need not be fast.
    pub fn shrink(&self, build: &mut Command) {
        // The names of functions with the types in them: by these the module is taken apart.
        const FLAGS: &str =
            "--cfg=sha2_backend_soft=\"compact\" -Csymbol-mangling-version=v0 -Clink-arg=--emit-relocs";
        match self {
            WasmRust::Target => build.env("RUSTFLAGS", FLAGS),
            WasmRust::Debian { .. } => build
                .args(["-Z", "build-std-features=optimize_for_size"])
                .env("RUSTFLAGS", format!("{FLAGS} -Zlocation-detail=none")),
        };
    }

    /// The compiler's name and version, such as `rustc 1.90.0`.
    pub fn compiler(&self) -> Result<String> {
        let rustc = if matches!(self, WasmRust::Debian { .. }) { DEBIAN_RUSTC } else { "rustc" };
        let told = read(Command::new(rustc).arg("--version")).context("rustc does not tell its version")?;
        Ok(told.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
    }

    /// What a person is told about it.
    pub fn describe(&self) -> &'static str {
        match self {
            WasmRust::Target => "the installed wasm32 target",
            WasmRust::Debian { .. } => "Debian's Rust and its source of the standard library",
        }
    }
}

fn sysroot(rustc: &str) -> Option<PathBuf> {
    let mut command = Command::new(rustc);
    process::forget_outer_cargo(&mut command);
    read(command.current_dir(project::root()).args(["--print", "sysroot"])).map(PathBuf::from)
}

fn target_is_installed() -> bool {
    sysroot("rustc").is_some_and(|sysroot| {
        let libraries = sysroot.join("lib/rustlib").join(TARGET).join("lib");
        // rustup removes its half-done work, but a killed rustup cannot.
        std::fs::read_dir(libraries).is_ok_and(|mut entries| {
            entries.any(|entry| {
                entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
            })
        })
    })
}

fn add_with_rustup() -> Result<()> {
    eprintln!("adding {TARGET} with rustup (for at most {} s)", RUSTUP_PATIENCE.as_secs());
    let mut rustup = Command::new("rustup");
    process::forget_outer_cargo(&mut rustup);
    match process::run_within(rustup.args(["target", "add", TARGET]), RUSTUP_PATIENCE)? {
        Ended::Well if target_is_installed() => Ok(()),
        Ended::Well => bail!("rustup added {TARGET}, but not to the toolchain that is active here"),
        Ended::Badly(status) => bail!("`rustup target add {TARGET}` failed ({status})"),
        Ended::TooLate => {
            bail!(
                "`rustup target add {TARGET}` did not end within {} s: check the network",
                RUSTUP_PATIENCE.as_secs()
            )
        }
    }
}

fn from_debian() -> Result<WasmRust> {
    if let Some(rust) = packaged()? {
        return Ok(rust);
    }
    debian::install(&DEBIAN_PACKAGES)?;
    packaged()?.with_context(|| {
        format!(
            "Debian's packages {} are installed but too old: Rust {} is needed",
            DEBIAN_PACKAGES.join(", "),
            needed()
        )
    })
}

/// Debian's Rust, when it is installed, recent enough and complete.
fn packaged() -> Result<Option<WasmRust>> {
    let Some(sysroot) = sysroot(DEBIAN_RUSTC) else {
        return Ok(None);
    };
    let has_source = sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").exists();
    let recent =
        read(Command::new(DEBIAN_RUSTC).arg("--version")).is_some_and(|line| is_recent(&line, needed()));
    if !has_source || !recent || !Path::new(DEBIAN_CARGO).exists() {
        return Ok(None);
    }
    let linker = linker(&sysroot).context(
        "Debian's Rust is here but no linker for WebAssembly: install `lld` or a Rust toolchain with rustup",
    )?;
    Ok(Some(WasmRust::Debian { linker }))
}

/// `rust-lld` of a rustup toolchain, else what Debian's `lld` brings.
fn linker(packaged: &Path) -> Option<PathBuf> {
    let host = read(Command::new("rustc").arg("-vV"))
        .and_then(|text| text.lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned)))?;
    let bundled = |sysroot: &Path| sysroot.join("lib/rustlib").join(&host).join("bin/rust-lld");
    let mut candidates =
        sysroot("rustc").into_iter().chain([packaged.to_path_buf()]).map(|sysroot| bundled(&sysroot));
    candidates.find(|file| file.exists()).or_else(|| find("wasm-ld"))
}

/// The oldest Rust that builds the project, as its `Cargo.toml` says.
fn needed() -> &'static str {
    env!("CARGO_PKG_RUST_VERSION")
}

/// Whether the first line of `rustc --version` tells a version that is not older than `needed`.
fn is_recent(version_line: &str, needed: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> {
        text.split(|c: char| !c.is_ascii_digit()).take(2).filter_map(|part| part.parse().ok()).collect()
    };
    let version = version_line.split_whitespace().nth(1).map(numbers).unwrap_or_default();
    version.len() == 2 && version >= numbers(needed)
}

#[cfg(test)]
mod tests {
    use super::is_recent;

    #[test]
    fn compares_versions_by_number() {
        assert!(is_recent("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)", "1.90"));
        assert!(is_recent("rustc 1.90.0", "1.90"));
        assert!(!is_recent("rustc 1.89.2", "1.90"));
        assert!(!is_recent("rustc 1.9.0", "1.90"));
        assert!(is_recent("rustc 1.100.0-nightly", "1.90"));
        assert!(!is_recent("", "1.90"));
    }
}

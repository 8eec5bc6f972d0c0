//! Runs other programs: cargo without what an outer cargo left in the environment, programs with a time limit, and
//! children that never outlive this program's interest in them.

use std::ffi::OsStr;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// The cargo that runs this program, in the project's folder.
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.current_dir(project::root());
    forget_outer_cargo(&mut cargo);
    cargo
}

/// Takes from a command's environment what `cargo run` put there about this program: an inner cargo or rustc would
/// read it as said about the crates it builds.
pub fn forget_outer_cargo(command: &mut Command) {
    const EXACT: [&str; 7] = [
        "CARGO",
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_PRIMARY_PACKAGE",
        "OUT_DIR",
    ];
    for (name, value) in std::env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        if EXACT.contains(&text) || text.starts_with("CARGO_PKG_") {
            command.env_remove(&name);
        } else if matches!(text, "LD_LIBRARY_PATH" | "DYLD_FALLBACK_LIBRARY_PATH") {
            match library_path_without_cargo(&value) {
                Some(rest) => command.env(&name, rest),
                None => command.env_remove(&name),
            };
        }
    }
}

/// A library path without the folders of this build and of a toolchain, which cargo puts before a program it runs.
fn library_path_without_cargo(value: &OsStr) -> Option<std::ffi::OsString> {
    let target = project::target();
    let kept: Vec<PathBuf> = std::env::split_paths(value)
        .filter(|folder| !folder.starts_with(&target))
        .filter(|folder| !folder.components().any(|part| part.as_os_str() == "rustlib"))
        .filter(|folder| !folder.components().any(|part| part.as_os_str() == "toolchains"))
        .collect();
    if kept.is_empty() { None } else { std::env::join_paths(kept).ok() }
}

/// What a finished program said, both streams in the order of its writing.
pub struct Finished {
    pub success: bool,
    pub output: String,
}

/// Runs a program to its end and keeps what it says.
pub fn capture(command: &mut Command) -> Result<Finished> {
    // One file for both streams keeps their order and cannot fill up as a pipe does.
    let path = scratch_file("output")?;
    let mut file = std::fs::File::options().create(true).truncate(true).read(true).write(true).open(&path)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file.try_clone()?);
    let status = command.status().with_context(|| not_started(command))?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    drop(file);
    std::fs::remove_file(&path).ok();
    Ok(Finished { success: status.success(), output: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Runs a program and keeps what it says; kills it when its time is over, and gives nothing then.
pub fn capture_within(command: &mut Command, limit: Duration) -> Result<Option<Finished>> {
    let path = scratch_file("output")?;
    let mut file = std::fs::File::options().create(true).truncate(true).read(true).write(true).open(&path)?;
    command.stdout(file.try_clone()?).stderr(file.try_clone()?);
    let ended = run_within(command, limit);
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    drop(file);
    std::fs::remove_file(&path).ok();
    let output = String::from_utf8_lossy(&bytes).into_owned();
    Ok(match ended? {
        Ended::Well => Some(Finished { success: true, output }),
        Ended::Badly(_) => Some(Finished { success: false, output }),
        Ended::TooLate => None,
    })
}

/// What a program writes to its standard output, when it ends well.
pub fn read(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program that the person watches.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", spelled(command));
    }
    Ok(())
}

/// How a program with a time limit came to its end.
pub enum Ended {
    Well,
    Badly(ExitStatus),
    TooLate,
}

/// Runs a program that the person watches, and kills it when its time is over.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<Ended> {
    let started = Instant::now();
    let child = command.stdin(Stdio::null()).spawn().with_context(|| not_started(command))?;
    let mut child = Reaped(child);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(if status.success() { Ended::Well } else { Ended::Badly(status) });
        }
        if started.elapsed() >= limit {
            return Ok(Ended::TooLate);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A child that is killed, and waited for, when its owner is done with it, however that comes.
pub struct Reaped(pub Child);

impl Deref for Reaped {
    type Target = Child;

    fn deref(&self) -> &Child {
        &self.0
    }
}

impl DerefMut for Reaped {
    fn deref_mut(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Reaped {
    fn drop(&mut self) {
        // Both fail only for a child that has ended already, which is what they are for.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// The place of a program that the search path holds.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        file.is_file() || file.with_extension("exe").is_file()
    }
}

/// A file of this process alone, in the target folder.
pub fn scratch_file(name: &str) -> io::Result<PathBuf> {
    let folder = project::target().join("xtask");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join(format!("{name}-{}", std::process::id())))
}

fn not_started(command: &Command) -> String {
    format!("could not start `{}`: is it installed?", command.get_program().to_string_lossy())
}

/// A command as a person would type it.
pub fn spelled(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

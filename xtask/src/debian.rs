//! Debian's packages: whether this machine may install them, and how.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{self, find};

/// Whether this is a Debian-like system.
pub fn is_here() -> bool {
    find("apt-get").is_some() && Path::new("/etc/debian_version").exists()
}

/// Whether this program may install packages: only root may.
pub fn may_install() -> bool {
    is_here() && process::read(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// What a person types to install packages by hand.
pub fn by_hand(packages: &[&str]) -> String {
    format!("sudo apt-get install --no-install-recommends {}", packages.join(" "))
}

/// Installs packages, in the person's sight.
pub fn install(packages: &[&str]) -> Result<()> {
    if !may_install() {
        bail!("installing {} needs root: run `{}`", packages.join(", "), by_hand(packages));
    }
    eprintln!("installing Debian's packages {}", packages.join(", "));
    // A machine without network should say so within a minute, not after apt's own patience.
    let patience =
        ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20"];
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.args(patience).arg("-qq").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut apt)
    };
    // Stale lists may still do; what they lack, the installation itself will name.
    if let Err(error) = apt(&["update"]) {
        eprintln!("note: {error:#}; trying with the package lists that are here");
    }
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments).map_err(|error| {
        error.context(format!(
            "could not install {}: check the network and that `{}` works",
            packages.join(", "),
            by_hand(packages)
        ))
    })
}

//! Where the project's own files lie.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Cargo's target folder, found from where this program itself was built to, so that every way to configure it holds.
pub fn target() -> PathBuf {
    let built = std::env::current_exe().ok();
    let folder = built.as_deref().and_then(Path::parent).and_then(Path::parent);
    folder.map_or_else(|| root().join("target"), Path::to_path_buf)
}

/// The static site that `build` makes.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// What the page is made of beside the Rust code.
pub fn www() -> PathBuf {
    root().join("www")
}

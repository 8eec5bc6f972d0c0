//! A built static site: its files in memory, their types, and how it goes to a folder and back.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::names::{Files, is_hashed};

/// A site's files by their paths, with `/` between.
#[derive(Default)]
pub struct Site {
    pub files: Files,
}

impl Site {
    /// Puts the site in the place of a folder, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<()> {
        // Beside the folder, because a rename does not cross file systems.
        let (new, old) = (folder.with_extension("new"), folder.with_extension("old"));
        for leftover in [&new, &old] {
            if leftover.exists() {
                fs::remove_dir_all(leftover)?;
            }
        }
        for (path, bytes) in &self.files {
            let file = new.join(path);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&file, bytes).with_context(|| format!("could not write {}", file.display()))?;
        }
        if folder.exists() {
            fs::rename(folder, &old)?;
        }
        fs::rename(&new, folder).with_context(|| format!("could not replace {}", folder.display()))?;
        if old.exists() {
            fs::remove_dir_all(&old)?;
        }
        Ok(())
    }

    /// The file that a request's target names. There is nothing else to reach: a path is looked up, never opened.
    pub fn find(&self, target: &str) -> Option<(&str, &[u8])> {
        let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
        let path = percent_decoded(path)?;
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        self.files.get_key_value(&path).map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// What the index page downloads: the scripts, styles and modules that are named after their content.
    pub fn downloaded(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let downloaded = self.files.iter().filter(|(path, _)| is_hashed(path));
        downloaded.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by its name's end.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// How long a browser may keep a file: for ever when its name tells its content, else only after asking.
pub fn cache_control(path: &str) -> &'static str {
    if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::{Site, cache_control, media_type};
    use crate::module::read_folder;
    use crate::names::Files;

    fn site() -> Site {
        let files = ["index.html", "pkg/guillemet.js", "samples/l'été.txt", "a/index.html"];
        Site { files: files.iter().map(|path| ((*path).to_owned(), path.as_bytes().to_vec())).collect() }
    }

    fn found(target: &str) -> Option<String> {
        site().find(target).map(|(path, _)| path.to_owned())
    }

    #[test]
    fn finds_files_and_the_index_of_a_folder() {
        assert_eq!(found("/").as_deref(), Some("index.html"));
        assert_eq!(found("/?a=b").as_deref(), Some("index.html"));
        assert_eq!(found("/a/").as_deref(), Some("a/index.html"));
        assert_eq!(found("/pkg/guillemet.js?x").as_deref(), Some("pkg/guillemet.js"));
        assert_eq!(found("/samples/l'%C3%A9t%C3%A9.txt").as_deref(), Some("samples/l'été.txt"));
    }

    #[test]
    fn no_request_leaves_the_site() {
        for target in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/pkg/../../Cargo.toml",
            "/pkg/../index.html",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/\\..\\Cargo.toml",
            "/%00",
            "/%",
            "/%f",
            "/%ff",
            "index.html",
            "",
        ] {
            assert_eq!(found(target), None, "{target}");
        }
    }

    #[test]
    fn a_site_replaces_the_former_one_whole() {
        let folder = std::env::temp_dir().join(format!("guillemet-site-{}", std::process::id()));
        site().write(&folder).expect("the folder can be written");
        let mut other = site();
        other.files.remove("a/index.html");
        other.write(&folder).expect("the folder can be replaced");
        let mut read = Files::new();
        read_folder(&folder, "", &mut read).expect("the folder can be read");
        std::fs::remove_dir_all(&folder).expect("the folder can be removed");
        assert_eq!(read, other.files);
    }

    #[test]
    fn media_types_are_those_that_browsers_insist_on() {
        assert_eq!(media_type("guillemet-0123456789abcdef.wasm"), "application/wasm");
        assert_eq!(media_type("main.js"), "text/javascript; charset=utf-8");
        assert_eq!(media_type("a/page.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("README"), "application/octet-stream");
    }

    #[test]
    fn only_names_that_tell_the_content_are_kept_for_ever() {
        assert!(cache_control("main-0123456789abcdef.js").contains("immutable"));
        assert_eq!(cache_control("index.html"), "no-cache");
        assert_eq!(cache_control("pkg/guillemet.js"), "no-cache");
    }
}

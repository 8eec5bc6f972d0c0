//! The page: `www/` and the modules put together to a static site.

use anyhow::{Context, Result, bail};

use crate::module::{self, Recipe, read_folder};
use crate::names::{Files, hashed};
use crate::site::Site;
use crate::toolchain::WasmRust;
use crate::{npm, project};

const ENTRY: &str = "index.html";

/// The annotator's own style, which host pages find in `pkg/` under its plain name.
const STYLE: &str = "guillemet.css";

/// Builds the whole site in memory.
pub fn build(rust: &WasmRust, recipe: Recipe) -> Result<Site> {
    let package = module::build(rust, recipe)?;
    let mut www = Files::new();
    read_folder(&project::www(), "", &mut www)?;
    if let Some(shrinkers) = recipe.optimise.then(npm::shrinkers).flatten() {
        for (path, text) in www.iter_mut().filter(|(path, _)| path.ends_with(".js") || path.ends_with(".css"))
        {
            match shrinkers.minified(path, text) {
                Ok(smaller) => *text = smaller,
                Err(error) => eprintln!("note: {error:#}; it is published as it is"),
            }
        }
    }
    assemble(package, www)
}

/// The site such that a page tells which functions of its module ran, and their names.
pub fn recording(rust: &WasmRust) -> Result<(Site, Vec<String>)> {
    let (package, names) = module::recording(rust)?;
    let mut www = Files::new();
    read_folder(&project::www(), "", &mut www)?;
    Ok((assemble(package, www)?, names))
}

/// Builds the site into `dist/`.
pub fn build_dist(rust: &WasmRust, recipe: Recipe) -> Result<Site> {
    let site = build(rust, recipe)?;
    site.write(&project::dist()).context("the former site is left as it was")?;
    Ok(site)
}

/// Puts the files of `pkg/` and of `www/` together: what the index page loads under names that tell its content, all
/// of `pkg/` under its plain names too, and the rest of `www/` as it is.
fn assemble(package: Files, mut www: Files) -> Result<Site> {
    let mut sources: Files =
        package.into_iter().map(|(path, bytes)| (format!("pkg/{path}"), bytes)).collect();
    let Some(style) = www.remove(STYLE) else { bail!("www/{STYLE} is missing") };
    sources.insert(format!("pkg/{STYLE}"), style);
    let mut files = sources.clone();

    let (loaded, rest): (Files, Files) =
        www.into_iter().partition(|(path, _)| path == ENTRY || is_loaded(path));
    sources.retain(|path, _| is_loaded(path));
    sources.extend(loaded.clone());
    let (named, reached) = hashed(ENTRY, &sources).context("the page's files cannot be named")?;

    // A script that only Rust code names is not reached, and keeps its plain name.
    files.extend(loaded.into_iter().filter(|(path, _)| path != ENTRY && !reached.contains(path)));
    files.extend(rest);
    files.extend(named);
    Ok(Site { files })
}

/// Whether a file is of a kind that a page loads by a reference in its source.
fn is_loaded(path: &str) -> bool {
    [".js", ".css", ".wasm"].iter().any(|extension| path.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::assemble;
    use crate::names::{Files, is_hashed};

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_page_gets_hashed_names_and_host_pages_plain_ones() {
        let package = files(&[
            (
                "guillemet.js",
                "/* types=\"./guillemet.d.ts\" */ new URL('guillemet_bg.wasm', import.meta.url)",
            ),
            ("guillemet_bg.wasm", "module"),
            ("guillemet.d.ts", "types"),
            ("guillemet_worker.js", "new URL('guillemet_worker_bg.wasm', import.meta.url)"),
            ("guillemet_worker_bg.wasm", "worker"),
        ]);
        let www = files(&[
            ("index.html", r#"<link rel="icon" href="icons/a.svg"><script src="main.js"></script>"#),
            ("main.js", r#"new URL("./pkg/guillemet_worker.js"); import "./pkg/guillemet.js""#),
            ("guillemet.css", "style"),
            ("shim.js", "named by Rust code"),
            ("schema/guillemet.json", "{}"),
            ("icons/a.svg", "<svg/>"),
        ]);
        let site = assemble(package, www).expect("the page can be put together");
        let (hashed, plain): (Vec<&str>, Vec<&str>) =
            site.files.keys().map(String::as_str).partition(|p| is_hashed(p));
        assert_eq!(
            plain,
            [
                "icons/a.svg",
                "index.html",
                "pkg/guillemet.css",
                "pkg/guillemet.d.ts",
                "pkg/guillemet.js",
                "pkg/guillemet_bg.wasm",
                "pkg/guillemet_worker.js",
                "pkg/guillemet_worker_bg.wasm",
                "schema/guillemet.json",
                "shim.js",
            ]
        );
        assert_eq!(hashed.len(), 5, "{hashed:?}");
        assert!(site.files["pkg/guillemet.js"].ends_with(b"new URL('guillemet_bg.wasm', import.meta.url)"));
    }

    #[test]
    fn a_missing_style_is_named() {
        let error = assemble(Files::new(), Files::new()).err().expect("there is no style");
        assert_eq!(error.to_string(), "www/guillemet.css is missing");
    }
}

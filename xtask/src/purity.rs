//! The suite that keeps the layers apart: a layer names only those below it, and the pure ones name no browser, in
//! their source and in what they depend on. And no component holds words of its own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

use crate::outcome::Outcome;
use crate::process::{capture, cargo};
use crate::project;
use crate::suites::Setting;

/// A folder, or a file, of `src/`.
struct Layer {
    name: &'static str,
    below: &'static [&'static str],
    pure: bool,
}

/// What every layer may name.
const MESSAGES: &str = "messages";

/// The arrows: messages <- model <- suggest, formats <- session <- browser <- view <- api, and formats <- worker <- browser.
const LAYERS: &[Layer] = &[
    // Below all: each layer may have something to say.
    Layer { name: MESSAGES, below: &[], pure: true },
    Layer { name: "model", below: &[], pure: true },
    Layer { name: "journal", below: &["model"], pure: true },
    Layer { name: "suggest", below: &["model"], pure: true },
    Layer { name: "search", below: &["model", "suggest"], pure: true },
    Layer { name: "formats", below: &["model"], pure: true },
    Layer { name: "worker", below: &["model", "journal", "suggest", "search", "formats"], pure: false },
    // What page and worker share is tested without either.
    Layer {
        name: "worker/protocol",
        below: &["model", "journal", "suggest", "search", "formats", "worker"],
        pure: true,
    },
    Layer {
        name: "worker/importing",
        below: &["model", "journal", "suggest", "search", "formats", "worker"],
        pure: true,
    },
    Layer {
        name: "worker/exporting",
        below: &["model", "journal", "suggest", "search", "formats", "worker"],
        pure: true,
    },
    Layer {
        name: "worker/opening",
        below: &["model", "journal", "suggest", "search", "formats", "worker"],
        pure: true,
    },
    Layer { name: "session", below: &["model", "journal", "suggest", "search", "formats"], pure: true },
    Layer {
        name: "browser",
        below: &["model", "journal", "suggest", "search", "formats", "worker", "session"],
        pure: false,
    },
    Layer {
        name: "view",
        below: &["model", "journal", "suggest", "search", "formats", "worker", "session", "browser"],
        pure: false,
    },
    Layer {
        name: "api",
        below: &["model", "journal", "suggest", "search", "formats", "session", "browser", "view"],
        pure: false,
    },
];

/// Crates that know a browser, by how their names begin, with `_` for `-`.
const BROWSER_CRATES: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "serde_wasm_bindgen", "yew", "gloo"];

pub fn suite(_: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for layer in LAYERS {
        let mut found = Vec::new();
        for file in sources(layer)? {
            let text =
                fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
            let name = file.strip_prefix(project::root()).unwrap_or(&file).display();
            let texts = if layer.name == "view" { texts_in_code(&text) } else { Vec::new() };
            for trespass in trespasses(layer, &text).into_iter().chain(texts) {
                found.push(format!("{name}:{trespass}"));
            }
        }
        outcome.verdict(found.is_empty(), || found.join("\n"));
    }
    outcome.check(cargo().args(["check", "--package", "guillemet", "--no-default-features"]))?;
    let tree = ["--package", "guillemet", "--no-default-features", "--edges", "normal", "--target", "all"];
    let tree = capture(cargo().arg("tree").args(tree).args(["--prefix", "none"]))?;
    let known = browser_crates(&tree.output);
    outcome.verdict(tree.success && known.is_empty(), || match known.as_slice() {
        [] => tree.output,
        known => {
            format!("the pure layers depend on {}: see `cargo tree --no-default-features`", known.join(", "))
        }
    });
    Ok(outcome)
}

/// The Rust files of a layer.
fn sources(layer: &Layer) -> Result<Vec<PathBuf>> {
    let folder = project::root().join("src").join(layer.name);
    let mut files = Vec::new();
    let file = folder.with_extension("rs");
    if file.exists() {
        files.push(file);
    }
    if folder.exists() {
        collect(&folder, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Where a source names what its layer may not: each with its line. Comments and strings are no names.
fn trespasses(layer: &Layer, source: &str) -> Vec<String> {
    let tokens = match source.parse::<TokenStream>() {
        Ok(tokens) => tokens,
        Err(error) => return vec![format!("{}: {error}", error.span().start().line)],
    };
    let mut found = Vec::new();
    scan(layer, tokens, &mut found);
    found
}

fn scan(layer: &Layer, tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => scan(layer, group.stream(), found),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let line = ident.span().start().line;
                if layer.pure && is_browser_crate(&name) {
                    found.push(format!("{line}: the layer {} is pure and may not name {name}", layer.name));
                }
                if name == "crate" || name == "super" {
                    for (line, other) in first_names(&tokens[at + 1..]) {
                        if forbids(layer, &other) {
                            found.push(format!("{line}: the layer {} may not name {other}", layer.name));
                        }
                    }
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Where markup holds words itself: in whatever language they are, somebody reads another.
fn texts_in_code(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(tokens) = source.parse::<TokenStream>() {
        scan_for_texts(tokens, false, &mut found);
    }
    found
}

fn scan_for_texts(tokens: TokenStream, is_markup: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_punct = |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let is_named = |at: usize, names: &[&str]| matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if names.iter().any(|name| ident == name));
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let begins = at >= 2 && is_named(at - 2, &["html"]) && is_punct(at - 1, '!');
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                if let ([TokenTree::Literal(literal)], true, Delimiter::Brace) =
                    (inner.as_slice(), is_markup, group.delimiter())
                {
                    found.extend(words(literal));
                }
                scan_for_texts(group.stream(), is_markup || begins, found);
            }
            TokenTree::Literal(literal)
                if is_markup
                    && at >= 2
                    && is_punct(at - 1, '=')
                    && is_named(at - 2, &["title", "label", "placeholder", "alt"]) =>
            {
                found.extend(words(literal));
            }
            _ => {}
        }
    }
}

/// A complaint, if a literal is text with a word in it.
fn words(literal: &Literal) -> Option<String> {
    let text = literal.to_string();
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let has_word = text.starts_with('"') && text.split_whitespace().any(|word| letters(word) > 1);
    has_word.then(|| {
        let line = literal.span().start().line;
        format!("{line}: {text} stands in markup; give it a name in the messages of every language")
    })
}

fn forbids(layer: &Layer, name: &str) -> bool {
    let is_layer = LAYERS.iter().any(|layer| layer.name == name);
    is_layer && name != layer.name && name != MESSAGES && !layer.below.contains(&name)
}

/// The names that stand first after `crate` or `super`: one, or each of a `use` group.
fn first_names(tokens: &[TokenTree]) -> Vec<(usize, String)> {
    let is_colon =
        |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    if !is_colon(tokens.first()) || !is_colon(tokens.get(1)) {
        return Vec::new();
    }
    match tokens.get(2) {
        Some(TokenTree::Ident(ident)) => vec![(ident.span().start().line, ident.to_string())],
        Some(TokenTree::Group(group)) => {
            let mut names = Vec::new();
            let mut is_first = true;
            for token in group.stream() {
                match token {
                    TokenTree::Ident(ident) if is_first => {
                        names.push((ident.span().start().line, ident.to_string()));
                        is_first = false;
                    }
                    TokenTree::Punct(punct) if punct.as_char() == ',' => is_first = true,
                    _ => {}
                }
            }
            names
        }
        _ => Vec::new(),
    }
}

fn is_browser_crate(name: &str) -> bool {
    BROWSER_CRATES.iter().any(|start| name.starts_with(start))
}

/// The crates of a dependency tree that know a browser.
fn browser_crates(tree: &str) -> Vec<String> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let mut names: Vec<String> =
        names.filter(|name| is_browser_crate(&name.replace('-', "_"))).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{LAYERS, browser_crates, texts_in_code, trespasses};

    fn found(layer: &str, source: &str) -> Vec<String> {
        let layer = LAYERS.iter().find(|other| other.name == layer).expect("it is a layer");
        trespasses(layer, source)
    }

    #[test]
    fn a_browser_crate_is_caught_wherever_a_pure_layer_names_it() {
        for source in [
            "use web_sys::Window;",
            "fn f() { let w = web_sys::window(); }",
            "use {serde::Serialize, yew::prelude::*};",
            "#[wasm_bindgen] fn f() {}",
            "type T = Option<js_sys::Array>;",
            "use gloo_events as events;",
        ] {
            assert_eq!(found("model", source).len(), 1, "{source}");
            assert_eq!(found("browser", source).len(), 0, "{source}");
        }
        assert_eq!(
            found("session", "\n\nuse web_sys::Window;"),
            ["3: the layer session is pure and may not name web_sys"]
        );
    }

    #[test]
    fn comments_and_strings_name_nothing() {
        for source in [
            "// web_sys",
            "/* yew /* js_sys */ */ fn f() {}",
            "/// As `web_sys::Range` has it, crate::view too.\nfn f() {}",
            "//! yew",
            r##"const A: &str = r#"crate::view "yew" "#; const B: char = '"'; // yew"##,
            "const URL: &str = \"http://a\"; fn lifetimes<'a>(a: &'a str) {}",
        ] {
            assert_eq!(found("model", source), [""; 0], "{source}");
        }
    }

    #[test]
    fn a_layer_names_only_those_below_it() {
        assert_eq!(found("model", "use crate::view::App;").len(), 1);
        assert_eq!(found("model", "use crate::{session::Action, api};").len(), 2);
        assert_eq!(found("formats", "fn f(a: crate::suggest::Rule) {}").len(), 1);
        assert_eq!(found("browser", "use super::super::view::App;").len(), 1);
        assert_eq!(found("view", "use crate::api::mount;").len(), 1);
        assert_eq!(found("formats", "use crate::{model::Span, formats::json};"), [""; 0]);
        assert_eq!(found("worker", "use crate::session::Session; use crate::formats::Reading;").len(), 1);
        assert_eq!(found("session", "use crate::worker::protocol::Answer;").len(), 1);
        assert_eq!(found("worker/protocol", "use js_sys::Array; use super::opening::Part;").len(), 1);
        assert_eq!(found("session", "use crate::model::{view, Span}; use super::history;"), [""; 0]);
        assert_eq!(found("api", "use crate::{browser, view, model};"), [""; 0]);
    }

    #[test]
    fn words_in_markup_are_caught_and_names_are_not() {
        for source in [
            "fn f() { html! { <p>{ \"Load files\" }</p> } }",
            "fn f() { html! { <button title=\"Load files\" /> } }",
            "fn f() { html! { <ul>{ for g.map(|a| html! { <li aria-label=\"Close\">{ a }</li> }) }</ul> } }",
        ] {
            assert_eq!(texts_in_code(source).len(), 1, "{source}");
        }
        for source in [
            "fn f() { html! { <p class=\"line hint\" data-part=\"text\">{ \"×\" }{ \"? \" }</p> } }",
            "fn f() { html! { <p title={say(message::load())}>{ g(\"load files\") }</p> } }",
            "fn f() { let title = \"Load files\"; }",
        ] {
            assert_eq!(texts_in_code(source), [""; 0], "{source}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_no_proof() {
        assert_eq!(found("model", "fn f() {").len(), 1);
    }

    #[test]
    fn browser_crates_are_found_in_a_dependency_tree() {
        let tree = "guillemet v0.1.0 (/a)\nserde v1.0.0\nweb-sys v0.3.1\ngloo-events v0.3.0 (*)\nweb-sys v0.3.1 (*)\n";
        assert_eq!(browser_crates(tree), ["gloo-events", "web-sys"]);
        assert_eq!(browser_crates("guillemet v0.1.0\nwebpki v1.0.0\n"), [""; 0]);
    }
}

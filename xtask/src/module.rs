//! The WebAssembly modules of the page: compiles them, binds them to JavaScript, makes them small.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::names::Files;
use crate::relocations::{self, Pieces};
use crate::toolchain::WasmRust;
use crate::{imports, npm, parts, project};

/// One module: what cargo calls it, and the plain name it has in `pkg/`.
struct WasmModule {
    /// What cargo's arguments choose it by.
    chosen_by: &'static [&'static str],
    /// The name of its target, as cargo's messages give it.
    target: &'static str,
    name: &'static str,
    /// The cargo profiles that it is built with, optimised and not. Two modules of one target need other ones: cargo
    /// would put both into one file.
    profiles: (&'static str, &'static str),
    /// Whether its script starts it; else who imports the script does.
    starts_itself: bool,
}

/// The name of the worker's script, without its extension.
pub const WORKER: &str = "guillemet_worker";

const MODULES: &[WasmModule] = &[
    WasmModule {
        chosen_by: &["--package", "guillemet", "--lib"],
        target: "guillemet",
        name: "guillemet",
        profiles: ("release", "dev"),
        starts_itself: false,
    },
    WasmModule {
        chosen_by: &["--package", "guillemet", "--lib", "--no-default-features", "--features", "worker"],
        target: "guillemet",
        name: WORKER,
        profiles: ("worker", "worker-dev"),
        starts_itself: true,
    },
];

/// What a script that starts its module ends with, `BUILD` being its build: a worker of this name is given the module by a
/// message, for which it waits a second at most: a script of the host that loads this one may not have heard it. One of
/// another name, which an earlier build has left to the page, would not fit the script. A failure is thrown outside of any
/// promise, where it becomes the error event that who started the worker hears.
const START: &str = r#"
let moduleStarts = false;
const startModule = (given) => {
    if (moduleStarts) return;
    moduleStarts = true;
    __wbg_init(given).catch((error) => setTimeout(() => { throw error; }));
};
self.guillemetBuild = "BUILD";
if (self.name === self.guillemetBuild) {
    self.onmessage = ({ data }) => { self.onmessage = null; startModule({ module_or_path: data }); };
    self.onmessageerror = () => startModule();
    setTimeout(() => startModule(), 1000);
} else {
    startModule();
}
"#;

/// How a page is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// With cargo's `dev` profile, assertions in the generated JavaScript, and names in the module.
    pub debug: bool,
    /// Made smaller with what npm brings, where npm is there.
    pub optimise: bool,
    /// `Cargo.lock` must be as the manifests want it.
    pub locked: bool,
}

impl Recipe {
    /// What is published and measured.
    pub const RELEASE: Recipe = Recipe { debug: false, optimise: true, locked: true };
}

/// Compiles and binds every module; the answer holds the files of `pkg/` by their names there.
pub fn build(rust: &WasmRust, recipe: Recipe) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut package = BTreeMap::new();
    for module in MODULES {
        let wasm = compile(rust, module, recipe)?;
        package.extend(bind(module, &wasm, recipe)?);
    }
    Ok(package)
}

fn compile(rust: &WasmRust, module: &WasmModule, recipe: Recipe) -> Result<Vec<u8>> {
    let mut cargo = rust.cargo("build");
    // The messages tell where the module is, whatever folder and profile the person's own settings choose.
    cargo.args(module.chosen_by).arg("--message-format=json-render-diagnostics");
    let (optimised, debug) = module.profiles;
    cargo.args(["--profile", if recipe.debug { debug } else { optimised }]);
    // The worker is to be quick before it is small.
    if !recipe.debug && !module.starts_itself {
        rust.shrink(&mut cargo);
    }
    if recipe.locked {
        cargo.arg("--locked");
    }
    let output = cargo
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .and_then(|child| child.wait_with_output())
        .context("could not start cargo: is it installed?")?;
    if !output.status.success() {
        bail!("the page's Rust does not compile: see the errors above");
    }
    let file = artifact(&output.stdout, module.target, "wasm").with_context(|| {
        format!("cargo built no WebAssembly module `{}`: is it a cdylib or binary?", module.target)
    })?;
    fs::read(&file).with_context(|| format!("could not read {}", file.display()))
}

/// The file with this extension that cargo's messages say a target was built to.
pub fn artifact(messages: &[u8], target: &str, extension: &str) -> Option<PathBuf> {
    let messages = String::from_utf8_lossy(messages);
    let artifacts = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    artifacts
        .filter(|message| message["reason"] == "compiler-artifact" && message["target"]["name"] == target)
        .filter_map(|message| {
            let files = message["filenames"].as_array()?;
            let mut files = files.iter().filter_map(|file| file.as_str()).map(PathBuf::from);
            files.find(|file| file.extension().unwrap_or_default() == extension)
        })
        .next_back()
}

/// Runs wasm-bindgen, wasm-opt and esbuild, or takes what they made of the same bytes before.
fn bind(module: &WasmModule, wasm: &[u8], recipe: Recipe) -> Result<BTreeMap<String, Vec<u8>>> {
    let shrinkers = if recipe.optimise { npm::shrinkers() } else { None };
    let key = key(module, wasm, recipe, shrinkers.is_some());
    let cache = project::target().join("page");
    let folder = cache.join(&key);
    if !folder.join("done").exists() {
        eprintln!("binding {} to JavaScript", module.name);
        fs::remove_dir_all(&folder).ok();
        generate(module, wasm, recipe.debug, recipe.debug, &folder)?;
        if module.starts_itself {
            start(&folder.join(format!("{}.js", module.name)), &key)?;
        }
        let mut optimised = true;
        if let Some(shrinkers) = &shrinkers {
            optimised = shrink(shrinkers, module, wasm, &folder);
        }
        // A failed wasm-opt leaves a page that works; it is tried again next time.
        if optimised {
            fs::write(folder.join("done"), "")?;
        }
        forget_oldest(&cache);
    }
    let mut files = BTreeMap::new();
    read_folder(&folder, "", &mut files)?;
    files.remove("done");
    // It types the raw exports, which no host page calls.
    files.remove(&format!("{}_bg.wasm.d.ts", module.name));
    if module.starts_itself {
        // Nobody imports it.
        files.remove(&format!("{}.d.ts", module.name));
    }
    Ok(files)
}

/// All that has a say in how a module is bound and parted.
const SOURCES: [&str; 7] = [
    include_str!("module.rs"),
    include_str!("parts.rs"),
    include_str!("split.rs"),
    include_str!("relocations.rs"),
    include_str!("names.rs"),
    include_str!("imports.rs"),
    include_str!("../../Cargo.lock"),
];

fn key(module: &WasmModule, wasm: &[u8], recipe: Recipe, optimised: bool) -> String {
    let mut hash = Sha256::new();
    hash.update(wasm);
    hash.update(module.name);
    hash.update([u8::from(recipe.debug), u8::from(optimised)]);
    npm::IDENTITY.iter().for_each(|tool| hash.update(tool));
    parts::IDENTITY.iter().for_each(|text| hash.update(text));
    // Another xtask, or another wasm-bindgen, may bind otherwise.
    SOURCES.iter().for_each(|source| hash.update(source));
    crate::names::hex(&hash.finalize())
}

/// Binds a module to its script, both in a folder.
fn generate(module: &WasmModule, wasm: &[u8], debug: bool, names: bool, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(module.name, relocations::without(wasm)?)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false)
        .debug(debug)
        .keep_debug(debug)
        .remove_name_section(!names)
        .remove_producers_section(!debug);
    bindgen.generate(folder).context("wasm-bindgen failed")
}

/// Lets a script start its module.
fn start(script: &Path, build: &str) -> Result<()> {
    let mut text = fs::read_to_string(script)?;
    if !text.contains("function __wbg_init(") {
        bail!("wasm-bindgen's script has no `__wbg_init` to start the worker by: it is another version");
    }
    text.push_str(&START.replace("BUILD", build));
    Ok(fs::write(script, text)?)
}

/// Whether module and script could be made smaller.
fn shrink(shrinkers: &npm::Shrinkers, module: &WasmModule, wasm: &[u8], folder: &Path) -> bool {
    eprintln!("shrinking it with wasm-opt and esbuild");
    let shrunk = if module.starts_itself {
        shrink_whole(shrinkers, module.name, folder)
    } else {
        shrink_parts(shrinkers, module, wasm, folder)
    };
    if let Err(error) = &shrunk {
        eprintln!("note: {error:#}; the page is built without it");
    }
    shrunk.is_ok()
}

/// Both or none is written: names that differ would be a page that does not start.
fn shrink_whole(shrinkers: &npm::Shrinkers, name: &str, folder: &Path) -> Result<()> {
    let (module, script) = (folder.join(format!("{name}_bg.wasm")), folder.join(format!("{name}.js")));
    let whole = fs::read(&module)?;
    let small = shrinkers.shrunk(&whole, folder)?;
    let (small, text) = imports::shortened(&small, &fs::read_to_string(&script)?)?;
    let text = shrinkers.minified("the module's script.js", text.as_bytes())?;
    eprintln!("  {} kB, were {} kB", small.len() / 1000, whole.len() / 1000);
    fs::write(module, small)?;
    Ok(fs::write(script, text)?)
}

/// Takes the module apart by its functions' names, which another run of wasm-bindgen leaves in it.
fn shrink_parts(shrinkers: &npm::Shrinkers, module: &WasmModule, wasm: &[u8], folder: &Path) -> Result<()> {
    let scratch = folder.join("named");
    generate(module, wasm, false, true, &scratch)?;
    let (named, script) = (scratch.join(format!("{}_bg.wasm", module.name)), format!("{}.js", module.name));
    let named = fs::read(named)?;
    let text = fs::read_to_string(scratch.join(&script))?;
    fs::remove_dir_all(&scratch)?;
    let (named, text) = imports::shortened(&named, &text)?;
    let parts = parts::of(&named, &Pieces::read(wasm)?)?;
    let (first, later) = (shrinkers.shrunk(&parts.first, folder)?, shrinkers.shrunk(&parts.later, folder)?);
    let text = shrinkers.minified("the module's script.js", parts::script(&text)?.as_bytes())?;
    eprintln!("  {} kB and, for later, {} kB", first.len() / 1000, later.len() / 1000);
    fs::write(folder.join(parts::LATER), later)?;
    let types = folder.join(format!("{}.d.ts", module.name));
    fs::write(&types, parts::types(&fs::read_to_string(&types)?)?)?;
    fs::write(folder.join(format!("{}_bg.wasm", module.name)), first)?;
    Ok(fs::write(folder.join(script), text)?)
}

/// The page's package such that a page tells which of its functions ran, and their names.
pub fn recording(rust: &WasmRust) -> Result<(Files, Vec<String>)> {
    let mut package = build(rust, Recipe::RELEASE)?;
    let [module, ..] = MODULES else { bail!("the page has no module") };
    let folder = project::target().join("page/recording");
    generate(module, &compile(rust, module, Recipe::RELEASE)?, false, true, &folder)?;
    let (wasm, script) = (format!("{}_bg.wasm", module.name), format!("{}.js", module.name));
    let (recording, text, names) =
        parts::recording(&fs::read(folder.join(&wasm))?, &fs::read_to_string(folder.join(&script))?)?;
    fs::remove_dir_all(&folder)?;
    package.insert(wasm, recording);
    package.insert(script, text.into_bytes());
    Ok((package, names))
}

/// Keeps the cache to what a few recipes and a few changes need.
fn forget_oldest(cache: &Path) {
    const KEPT: usize = 8;
    let Ok(entries) = fs::read_dir(cache) else {
        return;
    };
    let mut folders: Vec<(SystemTime, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    folders.sort();
    folders.reverse();
    for (_, folder) in folders.into_iter().skip(KEPT) {
        fs::remove_dir_all(folder).ok();
    }
}

/// Reads every file below a folder, by its path from there with `/` between.
pub fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else {
            files
                .insert(name, fs::read(&path).with_context(|| format!("could not read {}", path.display()))?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::artifact;

    #[test]
    fn finds_the_last_artifact_of_a_target_among_cargos_messages() {
        let messages =
            br#"{"reason":"compiler-artifact","target":{"name":"yew"},"filenames":["/t/libyew.rlib"]}
not a message
{"reason":"compiler-artifact","target":{"name":"guillemet"},"filenames":["/t/g.wasm","/t/libg.rlib"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(artifact(messages, "guillemet", "wasm"), Some("/t/g.wasm".into()));
        assert_eq!(artifact(messages, "yew", "wasm"), None);
    }
}

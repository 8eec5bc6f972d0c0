//! The two parts of the page's module: which functions belong to the first, and how its script brings the later one.
//!
//! The list of the first part's functions is recorded while a browser opens the page and annotates: `cargo xtask
//! profile`. A function that is missing from it makes the later part come sooner, and nothing worse.

use std::collections::HashSet;
use std::fs;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use walrus::ir::Value;
use walrus::{ModuleConfig, ValType};

use crate::names::hex;
use crate::project;
use crate::relocations::Pieces;
use crate::split::{self, Parts};

/// The later part's file in `pkg/`.
pub const LATER: &str = "guillemet_later.wasm";

/// The compilers that it was recorded with, a line each; then the digests of the names of the functions that a page runs
/// first, a few on a line.
const RECORD: &str = include_str!("first-functions.txt");

const SCRIPT: &str = include_str!("later.js");

/// Tells another list or script from these, for the cache of what was made with them.
pub const IDENTITY: [&str; 2] = [RECORD, SCRIPT];

const IMPORTS: &str = "function __wbg_get_imports() {";
const STARTED: &str = "wasm.__wbindgen_start();";
const DEFAULT: &str = "__wbg_init as default";
const TYPED: &str = "module_or_path?: { module_or_path: InitInput | Promise<InitInput> } |";

/// What a line begins with that names a compiler.
const COMPILER: &str = "# ";

/// As many digits of a digest as tell some thousand names apart.
const DIGITS: usize = 8;

/// Takes the page's module apart, with what its linker has told of it.
pub fn of(wasm: &[u8], data: &Pieces) -> Result<Parts> {
    let first: HashSet<&str> = recorded().collect();
    split::split(wasm, data, |name| !first.contains(digest(&plain(name)).as_str()))
}

/// The script of a module that was taken apart.
pub fn script(script: &str) -> Result<String> {
    let given = "function __wbg_get_imports() {\n    return { ...__wbg_imports(), later: { bring } };\n}\n\nfunction __wbg_imports() {";
    let started = format!("{STARTED}\n    expect_later();");
    let script = replaced(&replaced(script, IMPORTS, given)?, STARTED, &started)?;
    Ok(replaced(&script, DEFAULT, "init as default")? + SCRIPT)
}

/// The types of that script.
pub fn types(types: &str) -> Result<String> {
    let given = "/** `whole: false`: all that a person only looks at comes at once, the rest with the first use. */\n    \
                 options?: { module_or_path?: InitInput | Promise<InitInput>; whole?: boolean } |";
    replaced(types, TYPED, given)
}

/// The module and the script such that the page's `ran` holds the number of each function that ran, and the names of
/// the functions by their numbers.
pub fn recording(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String, Vec<String>)> {
    let mut module = ModuleConfig::new().parse(wasm).context("the module cannot be read")?;
    let ty = module.types.add(&[ValType::I32], &[]);
    let (ran, _) = module.add_import_func("record", "ran", ty);
    let functions: Vec<_> = module.funcs.iter_local().map(|(function, _)| function).collect();
    let mut names = Vec::new();
    for (number, function) in (0_i32..).zip(functions) {
        let function = module.funcs.get_mut(function);
        names.push(plain(function.name.as_deref().unwrap_or_default()));
        let body = function.kind.unwrap_local_mut().builder_mut();
        body.func_body().const_at(0, Value::I32(number)).call_at(1, ran);
    }
    let given = "function __wbg_get_imports() {\n    globalThis.ran = new Set();\n    return { ...__wbg_imports(), record: { ran: (number) => globalThis.ran.add(number) } };\n}\n\nfunction __wbg_imports() {";
    Ok((module.emit_wasm(), replaced(script, IMPORTS, given)?, names))
}

/// Writes the list of the first part's functions anew, or adds to it: another compiler calls some of them otherwise.
pub fn record<'a>(names: impl Iterator<Item = &'a str>, compiler: &str, add: bool) -> Result<usize> {
    let former = |kept: bool| RECORD.lines().filter(move |line| add && is_compiler(line) == kept);
    let mut compilers: Vec<String> = former(true).map(str::to_owned).collect();
    compilers.push(format!("{COMPILER}{compiler}"));
    let mut digests: Vec<String> = names.map(digest).collect();
    digests.extend(former(false).flat_map(str::split_whitespace).map(str::to_owned));
    for list in [&mut compilers, &mut digests] {
        list.sort();
        list.dedup();
    }
    let lines = compilers.into_iter().chain(digests.chunks(12).map(|line| line.join(" ")));
    let text: String = lines.map(|line| line + "\n").collect();
    fs::write(project::root().join("xtask/src/first-functions.txt"), text)?;
    Ok(digests.len())
}

/// Whether it was recorded what a page runs first with this compiler. With another one, more may be in the later part
/// than can wait.
pub fn is_recorded_with(compiler: &str) -> bool {
    RECORD.lines().any(|line| line.strip_prefix(COMPILER) == Some(compiler))
}

fn recorded() -> impl Iterator<Item = &'static str> {
    RECORD.lines().filter(|line| !is_compiler(line)).flat_map(str::split_whitespace)
}

fn is_compiler(line: &str) -> bool {
    line.starts_with(COMPILER)
}

fn replaced(script: &str, old: &str, new: &str) -> Result<String> {
    if script.matches(old).count() != 1 {
        bail!("wasm-bindgen's script has not one `{old}`: it is another version");
    }
    Ok(script.replacen(old, new, 1))
}

fn digest(name: &str) -> String {
    hex(&Sha256::digest(name))[..DIGITS].to_owned()
}

/// A name without the digests of the crates in it, which another version of anything changes.
fn plain(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((digits, rest)) if is_digest(digits) => plain.push_str(rest),
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

fn is_digest(digits: &str) -> bool {
    digits.len() > 8 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_another_build() {
        assert_eq!(
            plain("<[u8; 4] as guillemet[d2cc3286bc39e77f]::model::packing::Pack>::pack"),
            "<[u8; 4] as guillemet::model::packing::Pack>::pack"
        );
        assert_ne!(digest("a"), digest("b"));
    }

    #[test]
    fn a_script_of_another_version_is_refused() {
        let text =
            format!("{IMPORTS}\n}}\nfunction start() {{\n    {STARTED}\n}}\nexport {{ {DEFAULT} }};\n");
        assert!(script(&text).is_ok_and(|made| made.contains("expect_later();\n}")
            && made.contains("bring }")
            && made.contains("{ init as default }")));
        assert!(script("function init() {}").is_err());
        assert!(script(&format!("{text}{text}")).is_err());
    }
}

//! Before the crate is compiled: its messages, from the Fluent files of `src/messages/`.

use std::path::Path;
use std::{env, fs, io};

#[path = "src/messages/compile.rs"]
mod compile;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/messages");
    let mut files = Vec::new();
    for entry in fs::read_dir("src/messages")? {
        let path = entry?.path();
        let language = path.file_stem().and_then(|stem| stem.to_str());
        if let Some(language) = language.filter(|_| path.extension().is_some_and(|end| end == "ftl")) {
            let formats = Path::new("src/messages/formats").join(path.file_name().unwrap_or_default());
            files.push((language.to_owned(), [fs::read_to_string(&path)?, fs::read_to_string(formats)?]));
        }
    }
    match compile::compile(files) {
        Ok(source) => {
            let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
            fs::write(Path::new(&folder).join("messages.rs"), source)
        }
        Err(wrong) => {
            for line in wrong {
                println!("cargo::error={line}");
            }
            Ok(())
        }
    }
}

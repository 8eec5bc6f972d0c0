//! `cargo xtask bench`: the pure parts by criterion, the built page in Chromium. How each thing is measured stands
//! with what measures it, in `tests/bench`. Nothing passes or fails here: figures are for a person to judge.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::module::Recipe;
use crate::process::{self, cargo};
use crate::toolchain::WasmRust;
use crate::{page, project};

/// What is measured.
pub enum Options {
    /// The pure parts, or those whose names contain a text.
    Native { filter: Option<String> },
    /// The page; what the program that measures it is asked.
    Browser(Vec<String>),
    /// How long so many edits take to the disk.
    Journal { edits: u64 },
    /// How long the rules take in the page's worker, for so many articles of each size.
    Suggest { runs: u64 },
}

pub fn run(options: &Options) -> Result<()> {
    let folder = project::target().join("bench");
    fs::create_dir_all(&folder)?;
    match options {
        Options::Native { filter } => native(filter.as_deref(), &folder),
        Options::Browser(asked) => {
            let mut asked = asked.clone();
            asked.extend(["--out".to_owned(), folder.join("browser.json").display().to_string()]);
            in_chromium("measure-page", &asked)
        }
        Options::Journal { edits } => {
            let file = folder.join("journal.json").display().to_string();
            in_chromium("measure-journal", &[file, edits.to_string()])
        }
        Options::Suggest { runs } => {
            let file = folder.join("suggest.json").display().to_string();
            in_chromium("measure-suggestions", &[file, runs.to_string()])
        }
    }
}

fn native(filter: Option<&str>, folder: &Path) -> Result<()> {
    let found = folder.join("criterion");
    // What an earlier run measured is no part of this one's table.
    fs::remove_dir_all(&found).ok();
    let mut bench = cargo();
    bench.args([
        "bench",
        "--package",
        "bench",
        "--no-default-features",
        "--bench",
        "model",
        "--bench",
        "formats",
        "--",
    ]);
    bench.args(["--noplot"]).args(filter).env("CRITERION_HOME", &found);
    process::run(&mut bench)?;
    let medians = medians(&found)?;
    if medians.is_empty() {
        bail!("no part has such a name");
    }
    print!("{}", growth(&medians));
    let file = folder.join("native.json");
    let report = json!({ "unit": "nanoseconds, the median", "parts": medians });
    fs::write(&file, format!("{report:#}\n")).with_context(|| file.display().to_string())?;
    println!("as JSON: {}", file.display());
    Ok(())
}

/// The median of each part at each size, in nanoseconds.
type Medians = BTreeMap<String, BTreeMap<u64, f64>>;

/// Reads what criterion has left: `PART/SIZE/new/`, with the part's plain name in `benchmark.json`.
fn medians(folder: &Path) -> Result<Medians> {
    let mut medians = Medians::new();
    for part in folders(folder)? {
        for size in folders(&part)? {
            let (Some(about), Some(estimates)) =
                (json_file(&size.join("new/benchmark.json")), json_file(&size.join("new/estimates.json")))
            else {
                continue;
            };
            let name = about["group_id"].as_str().unwrap_or_default().to_owned();
            let size = about["value_str"].as_str().and_then(|size| size.parse().ok());
            let median = estimates["median"]["point_estimate"].as_f64();
            if let (Some(size), Some(median)) = (size, median) {
                medians.entry(name).or_default().insert(size, median);
            }
        }
    }
    Ok(medians)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} is not there", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

fn json_file(path: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// A line for each part: the median at each size, and how many times the one at the size before it is.
fn growth(medians: &Medians) -> String {
    let mut sizes: Vec<u64> = medians.values().flat_map(BTreeMap::keys).copied().collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut text = format!("{:<40}", "annotations");
    sizes.iter().for_each(|size| text += &format!("{size:>20}"));
    for (name, by_size) in medians {
        text += &format!("\n{name:<40}");
        let mut before = None;
        for size in &sizes {
            let Some(&median) = by_size.get(size) else {
                text += &format!("{:>20}", "-");
                continue;
            };
            let times = before.map_or_else(String::new, |before: f64| format!(" (×{:.1})", median / before));
            text += &format!("{:>20}", format!("{}{times}", duration(median)));
            before = Some(median);
        }
    }
    text + "\n"
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        time if time < 1e3 => format!("{time:.0} ns"),
        time if time < 1e6 => format!("{:.2} µs", time / 1e3),
        time if time < 1e9 => format!("{:.2} ms", time / 1e6),
        time => format!("{:.2} s", time / 1e9),
    }
}

/// Builds the page and runs a program that drives it.
fn in_chromium(program: &str, asked: &[String]) -> Result<()> {
    let chromium = Chromium::find_or_install()?;
    let rust = WasmRust::find_or_install()?;
    eprintln!("building the page with {}", rust.describe());
    page::build_dist(&rust, Recipe::RELEASE)?;
    let driver = chromium.drive()?;
    let mut measure = cargo();
    measure
        .args(["run", "--quiet", "--package", "bench", "--bin", program, "--"])
        .args(asked)
        .env("GUILLEMET_DIST", project::dist())
        .env("GUILLEMET_WEBDRIVER", driver.url())
        .env("GUILLEMET_CAPABILITIES", chromium.capabilities()?);
    process::run(&mut measure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_from_one_size_to_the_next() {
        let find = BTreeMap::from([(100, 50.0), (1_000, 75.0)]);
        let write = BTreeMap::from([(1_000, 2_500_000.0)]);
        let table = growth(&BTreeMap::from([("find".to_owned(), find), ("write".to_owned(), write)]));
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], ["annotations", "100", "1000"]);
        assert_eq!(lines[1], ["find", "50", "ns", "75", "ns", "(×1.5)"]);
        assert_eq!(lines[2], ["write", "-", "2.50", "ms"]);
    }

    #[test]
    fn medians_are_read_from_what_criterion_leaves() {
        let folder = process::scratch_file("criterion").expect("a place for it");
        let new = folder.join("find_ it/100/new");
        fs::create_dir_all(&new).expect("a folder");
        fs::write(new.join("benchmark.json"), r#"{"group_id":"find: it","value_str":"100"}"#)
            .expect("a file");
        fs::write(new.join("estimates.json"), r#"{"median":{"point_estimate":48.5}}"#).expect("a file");
        let found = medians(&folder).expect("it can be read");
        fs::remove_dir_all(&folder).ok();
        assert_eq!(found, Medians::from([("find: it".to_owned(), BTreeMap::from([(100, 48.5)]))]));
    }
}

//! `cargo xtask size`: what the page costs to download, held against a budget.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::module::{self, Recipe};
use crate::outcome::Outcome;
use crate::site::Site;
use crate::suites::Setting;
use crate::toolchain::WasmRust;
use crate::{page, parts};

/// The bytes that the page's scripts, styles and modules may have together, compressed with brotli, until a person
/// can work: the first part of the module. The later part comes when the page is used, the worker when it is asked.
const BUDGET: usize = 250_000;

/// Builds the site and prints its sizes; whether they keep to the budget.
pub fn run() -> Result<bool> {
    let site = page::build_dist(&WasmRust::find_or_install()?, Recipe::RELEASE)?;
    let (report, kept) = report(&site)?;
    print!("{report}");
    Ok(kept)
}

/// The budget as a suite of the tests.
pub fn suite(setting: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let site = page::build_dist(setting.wasm_rust()?, Recipe::RELEASE)?;
    let (report, kept) = report(&site)?;
    print!("{report}");
    outcome.verdict(kept, String::new);
    Ok(outcome)
}

/// The sizes as a table, and whether they keep to the budget.
pub fn report(site: &Site) -> Result<(String, bool)> {
    let mut rows = Vec::new();
    let (mut later, mut worker) = (Vec::new(), Vec::new());
    for (path, bytes) in site.downloaded() {
        let row = (path.to_owned(), Sizes::of(bytes)?);
        if path.starts_with(module::WORKER) {
            worker.push(row);
        } else if path.starts_with(parts::LATER.trim_end_matches(".wasm")) {
            later.push(row);
        } else {
            rows.push(row);
        }
    }
    let sum = Sizes::together(&rows);
    rows.push(("together".to_owned(), sum));
    for (name, besides) in [("the later part", later), ("the worker, besides", worker)] {
        if !besides.is_empty() {
            rows.push((name.to_owned(), Sizes::together(&besides)));
        }
    }
    let mut table = format!("{:<36} {:>10} {:>10} {:>10}\n", "bytes", "raw", "gzip", "brotli");
    for (name, sizes) in &rows {
        table += &format!("{name:<36} {:>10} {:>10} {:>10}\n", sizes.raw, sizes.gzip, sizes.brotli);
    }
    table += &verdict(sum.brotli, BUDGET);
    Ok((table, sum.brotli <= BUDGET))
}

fn verdict(brotli: usize, budget: usize) -> String {
    let used = brotli.saturating_mul(100).div_ceil(budget);
    match brotli.checked_sub(budget) {
        None | Some(0) => format!("within the budget of {budget} bytes ({used} % of it)\n"),
        Some(over) => format!("over the budget of {budget} bytes by {over}\n"),
    }
}

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(bytes: &[u8]) -> Result<Sizes> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let gzip = gzip.finish()?.len();
        let mut compressed = Vec::new();
        // Quality and window are those that static hosts compress with ahead of time.
        let mut brotli = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22);
        brotli.write_all(bytes)?;
        drop(brotli);
        Ok(Sizes { raw: bytes.len(), gzip, brotli: compressed.len() })
    }

    fn together(rows: &[(String, Sizes)]) -> Sizes {
        rows.iter().fold(Sizes::default(), |sum, (_, sizes)| sum.plus(sizes))
    }

    fn plus(self, other: &Sizes) -> Sizes {
        Sizes { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sizes, report, verdict};
    use crate::site::Site;

    #[test]
    fn the_budget_is_kept_to_its_last_byte() {
        assert_eq!(verdict(250_000, 250_000), "within the budget of 250000 bytes (100 % of it)\n");
        assert_eq!(verdict(1, 250_000), "within the budget of 250000 bytes (1 % of it)\n");
        assert_eq!(verdict(250_001, 250_000), "over the budget of 250000 bytes by 1\n");
    }

    #[test]
    fn counts_what_the_page_downloads_and_nothing_else() {
        let hashed = "main-0123456789abcdef.js";
        let text = "const a = 1;\n".repeat(100).into_bytes();
        let worker = "guillemet_worker-0123456789abcdef.js";
        let later = "guillemet_later-0123456789abcdef.wasm";
        let files = [
            (worker, text.repeat(9)),
            (later, text.repeat(2)),
            (hashed, text.clone()),
            ("pkg/guillemet.js", text.clone()),
            ("index.html", text.clone()),
        ];
        let site = Site { files: files.map(|(path, bytes)| (path.to_owned(), bytes)).into() };
        let (table, kept) = report(&site).expect("it can be compressed");
        assert!(kept && table.contains(hashed) && !table.contains("pkg/"), "{table}");
        let row = |name: &str| {
            let line = table.lines().find(|line| line.starts_with(name)).expect("the row is there");
            line.strip_prefix(name).and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok())
        };
        let rows = [row("together"), row("the later part"), row("the worker, besides")];
        assert_eq!(rows, [Some(1300), Some(2 * 1300), Some(9 * 1300)]);
        let sizes = Sizes::of(&text).expect("it can be compressed");
        assert_eq!(sizes.raw, 1300);
        assert!(sizes.gzip < 100 && sizes.brotli < sizes.gzip, "{sizes:?}");
    }
}

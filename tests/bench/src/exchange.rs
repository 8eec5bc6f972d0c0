//! Out and in: export is from the `Ctrl S` to the moment when the page hands the browser the file, import from
//! the file input's `change` to the end of the frame that shows the text; beside each the longest task on
//! the main thread meanwhile (0 where none passed 50 ms).

use std::path::PathBuf;

use serde_json::json;

use crate::report::Series;
use crate::sample::Sample;
use crate::visit::{Visit, point};

/// Downloads the document once.
///
/// # Errors
/// When the page writes no file.
pub fn export(visit: &Visit, series: &mut Series) -> Result<(), String> {
    // The keys go to where the last click was.
    visit.click_at(point(&visit.probe("wheelPoint", json!([]))), 1);
    visit.settle();
    visit.probe("armExport", json!([]));
    visit.press("Control+s");
    let result = visit.answer("probe.result").ok_or("export wrote no file")?;
    series.add("export", result["ms"].as_f64().unwrap_or_default());
    std::thread::sleep(std::time::Duration::from_millis(60));
    let longest = visit.probe("longestOfResult", json!([]));
    series.add("export: longest task", longest.as_f64().unwrap_or_default());
    // The file is not looked at here: the tests do.
    while let Some(file) = std::fs::read_dir(visit.downloads()).ok().and_then(|mut all| all.next()?.ok()) {
        std::fs::remove_file(file.path()).map_err(|error| error.to_string())?;
    }
    visit.settle();
    Ok(())
}

/// Writes the sample as a file that can be loaded.
#[must_use]
pub fn file(visit: &Visit, sample: &Sample) -> PathBuf {
    let path = visit.folder().join("sample.guillemet.json");
    std::fs::write(&path, sample.document().to_string()).expect("a file can be written");
    path
}

/// Loads a file into a page that is empty yet.
///
/// # Errors
/// When the page shows no text in time.
pub fn import(visit: &Visit, url: &str, file: &std::path::Path, series: &mut Series) -> Result<(), String> {
    visit.go(&format!("{url}?empty"));
    visit.settle();
    visit.answer("window.probe?.isReady()").ok_or("the page does not start")?;
    visit.probe("armImport", json!([]));
    visit.give_files("[data-part=files]", &[file.to_owned()]);
    let result = visit.answer("probe.result").ok_or("import shows no text")?;
    series.add("import", result["ms"].as_f64().unwrap_or_default());
    std::thread::sleep(std::time::Duration::from_millis(60));
    let longest = visit.probe("longestOfResult", json!([]));
    series.add("import: longest task", longest.as_f64().unwrap_or_default());
    Ok(())
}

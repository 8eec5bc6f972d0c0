//! What the page's renderer holds, after a garbage collection: resident memory as the system counts it, with
//! and without the pages that it shares with other processes; the JavaScript heap; the WebAssembly memory.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::report::Series;
use crate::visit::Visit;

/// What runs once a page is open, the rules of Guillemet for one, has ended by then.
const AT_REST: Duration = Duration::from_millis(2_000);

/// Adds the megabytes (of a million bytes) that the page holds when it is at rest.
pub fn measure(visit: &Visit, series: &mut Series) {
    std::thread::sleep(AT_REST);
    visit.devtools("HeapProfiler.collectGarbage", json!({}));
    visit.settle();
    visit.devtools("Performance.enable", json!({}));
    let metrics = visit.devtools("Performance.getMetrics", json!({}));
    let mut metrics = metrics["metrics"].as_array().into_iter().flatten();
    if let Some(heap) = metrics.find(|metric| metric["name"] == "JSHeapUsedSize") {
        series.add("memory: JS heap", heap["value"].as_f64().unwrap_or_default() / 1e6);
    }
    if let Some(bytes) = visit.script("return window.wasmBytes?.() ?? null", json!([])).as_f64() {
        series.add("memory: wasm", bytes / 1e6);
    }
    if let Some((resident, own)) = renderer(&visit.folder().join("profile")) {
        series.add("memory: renderer RSS", resident / 1e6);
        series.add("memory: renderer, not shared", own / 1e6);
    }
}

/// The largest renderer of the browser that uses a profile: its resident and its anonymous bytes.
fn renderer(profile: &Path) -> Option<(f64, f64)> {
    let profile = format!("--user-data-dir={}", profile.display());
    let processes: Vec<(u32, String)> = std::fs::read_dir("/proc")
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id: u32| {
            let line = std::fs::read(format!("/proc/{id}/cmdline")).ok()?;
            Some((id, String::from_utf8_lossy(&line).replace('\0', " ")))
        })
        .collect();
    let (browser, _) =
        processes.iter().find(|(_, line)| line.contains(&profile) && !line.contains("--type="))?;
    let renderers = processes.iter().filter(|(_, line)| line.contains("--type=renderer"));
    let of_browser = renderers.filter(|(id, _)| descends(*id, *browser));
    of_browser.filter_map(|(id, _)| resident(*id)).max_by(|a, b| a.0.total_cmp(&b.0))
}

fn descends(mut process: u32, from: u32) -> bool {
    while process > 1 {
        let Some(parent) = status(process, "PPid:") else { return false };
        if parent as u32 == from {
            return true;
        }
        process = parent as u32;
    }
    false
}

fn resident(process: u32) -> Option<(f64, f64)> {
    Some((status(process, "VmRSS:")? as f64 * 1024.0, status(process, "RssAnon:")? as f64 * 1024.0))
}

fn status(process: u32, field: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_system_tells_what_a_process_holds_and_whose_child_it_is() {
        let own = std::process::id();
        let (resident, anonymous) = resident(own).unwrap();
        assert!(resident > 1e5 && anonymous <= resident);
        let parent = status(own, "PPid:").unwrap() as u32;
        assert!(descends(own, parent));
        assert!(!descends(parent, own));
    }
}

//! What was measured: series by name, for both pages, as a table and as JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::shape::Shape;
use crate::statistics::Summary;
use crate::table::{Table, number};

/// One of the two pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Guillemet in a host page.
    Guillemet,
    /// The floor: a page that only draws what lies near the viewport.
    Bare,
}

impl Kind {
    /// The path of the page.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Guillemet => "/host.html",
            Self::Bare => "/bare.html",
        }
    }
}

/// Series of measurements on one page, by name.
#[derive(Clone, Debug, Default)]
pub struct Series {
    by_name: BTreeMap<String, Vec<f64>>,
    faults: Vec<String>,
}

impl Series {
    /// Adds a measurement.
    pub fn add(&mut self, name: &str, value: f64) {
        self.by_name.entry(name.to_owned()).or_default().push(value);
    }

    /// Notes what could not be measured.
    pub fn fault(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }

    /// What a series comes to.
    #[must_use]
    pub fn summary(&self, name: &str) -> Option<Summary> {
        Summary::of(self.by_name.get(name)?)
    }

    fn json(&self) -> Value {
        let series = self.by_name.iter().map(|(name, values)| {
            let summary = Summary::of(values);
            let value = summary.map(|summary| {
                json!({
                    "count": summary.count, "median": summary.median, "p95": summary.p95, "max": summary.max,
                    "values": values,
                })
            });
            (name.clone(), value.unwrap_or_default())
        });
        json!({ "series": series.collect::<serde_json::Map<_, _>>(), "faults": self.faults })
    }
}

/// Both pages on one text.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The text.
    pub shape: Shape,
    /// Guillemet.
    pub guillemet: Series,
    /// The bare windowed page.
    pub bare: Series,
}

/// The rows of the table, in its order, with their units.
const ROWS: [(&str, &str); 26] = [
    ("open", "ms"),
    ("open: longest task", "ms"),
    ("create", "ms"),
    ("delete", "ms"),
    ("relabel", "ms"),
    ("undo", "ms"),
    ("resize", "ms"),
    ("choose", "ms"),
    ("link", "ms"),
    ("gestures: longest task", "ms"),
    ("scroll: frame", "ms"),
    ("scroll: longest task", "ms"),
    ("scroll: blank frames", ""),
    ("scroll: late frames", ""),
    ("scroll: pixels", "px"),
    ("jump", "ms"),
    ("jump: longest task", "ms"),
    ("jump: blank frames", ""),
    ("memory: renderer RSS", "MB"),
    ("memory: renderer, not shared", "MB"),
    ("memory: JS heap", "MB"),
    ("memory: wasm", "MB"),
    ("export", "ms"),
    ("export: longest task", "ms"),
    ("import", "ms"),
    ("import: longest task", "ms"),
];

impl Comparison {
    /// Nothing measured yet.
    #[must_use]
    pub fn new(shape: Shape) -> Self {
        Self { shape, guillemet: Series::default(), bare: Series::default() }
    }

    /// The series of a page.
    pub fn of(&mut self, kind: Kind) -> &mut Series {
        match kind {
            Kind::Guillemet => &mut self.guillemet,
            Kind::Bare => &mut self.bare,
        }
    }

    /// A table: for each row Guillemet's median, p95, highest and count, the bare page's, and the ratio of
    /// the medians.
    #[must_use]
    pub fn table(&self) -> String {
        let heads = ["what", "median", "p95", "max", "n", "bare median", "bare p95", "bare n", "ratio"];
        let mut table = Table::new(&heads);
        for (name, unit) in ROWS {
            let (ours, bare) = (self.guillemet.summary(name), self.bare.summary(name));
            if ours.is_none() && bare.is_none() {
                continue;
            }
            let shown = |summary: Option<Summary>, part: fn(Summary) -> f64| {
                summary.map_or_else(|| "-".to_owned(), |summary| number(part(summary)))
            };
            let ratio = ours.zip(bare).filter(|(_, bare)| bare.median > 0.0);
            table.row([
                if unit.is_empty() { name.to_owned() } else { format!("{name}, {unit}") },
                shown(ours, |summary| summary.median),
                shown(ours, |summary| summary.p95),
                shown(ours, |summary| summary.max),
                ours.map_or(0, |summary| summary.count).to_string(),
                shown(bare, |summary| summary.median),
                shown(bare, |summary| summary.p95),
                bare.map_or(0, |summary| summary.count).to_string(),
                ratio.map_or_else(
                    || "-".to_owned(),
                    |(ours, bare)| format!("{:.2}", ours.median / bare.median),
                ),
            ]);
        }
        let mut text = format!("{}: {}\n\n{}", self.shape.name, self.shape.about, table.render());
        for (page, series) in [("Guillemet", &self.guillemet), ("the bare page", &self.bare)] {
            for fault in &series.faults {
                text += &format!("{page}: {fault}\n");
            }
        }
        text
    }

    /// Everything, each single measurement included.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "text": self.shape.name, "about": self.shape.about,
            "guillemet": self.guillemet.json(), "bare": self.bare.json(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured() -> Comparison {
        let mut comparison = Comparison::new(Shape::named("S").unwrap());
        for (ours, bare) in [(10.0, 5.0), (30.0, 7.0), (20.0, 6.0)] {
            comparison.of(Kind::Guillemet).add("create", ours);
            comparison.of(Kind::Bare).add("create", bare);
        }
        comparison.of(Kind::Guillemet).add("memory: wasm", 4.0);
        comparison.of(Kind::Guillemet).fault("link shows no change");
        comparison
    }

    #[test]
    fn a_row_shows_both_pages_and_the_ratio_of_their_medians() {
        let table = measured().table();
        let create = table.lines().find(|line| line.contains("create, ms")).unwrap();
        let cells: Vec<&str> = create.split('|').map(str::trim).collect();
        assert_eq!(cells, ["", "create, ms", "20.0", "29.0", "30.0", "3", "6.00", "6.90", "3", "3.33", ""]);
    }

    #[test]
    fn what_one_page_lacks_is_a_dash_and_what_failed_is_said() {
        let table = measured().table();
        let wasm = table.lines().find(|line| line.contains("wasm")).unwrap();
        assert!(wasm.trim_end().ends_with("- |"), "{wasm}");
        assert!(table.contains("Guillemet: link shows no change"));
        assert!(!table.contains("export"), "what was not measured has no row");
    }

    #[test]
    fn the_json_keeps_every_single_measurement() {
        let json = measured().json();
        assert_eq!(json["guillemet"]["series"]["create"]["values"], json!([10.0, 30.0, 20.0]));
        assert_eq!(json["bare"]["series"]["create"]["median"], 6.0);
        assert_eq!(json["guillemet"]["faults"][0], "link shows no change");
    }
}

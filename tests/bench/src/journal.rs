//! From an edit to the disk: an annotation is made by the API, and the page asked as often as it can answer whether
//! all is saved. That is when the database has told that its strict transaction is complete.

use end_to_end::Browser;
use end_to_end::browser::given;
use end_to_end::server::Site;
use serde_json::{Value, json};

use crate::statistics::Summary;

/// So many annotations the article has.
pub const SIZES: [usize; 3] = [10, 1_000, 10_000];

/// What was measured at one size, in milliseconds.
pub struct Measured {
    /// How many annotations the article had in the beginning.
    pub annotations: usize,
    /// Until the call had returned: the page's own work.
    pub called: Summary,
    /// Until it was on disk.
    pub durable: Summary,
}

/// Makes so many edits at each size.
#[must_use]
pub fn measure(edits: usize) -> Vec<Measured> {
    SIZES.iter().map(|&annotations| at(annotations, edits)).collect()
}

fn at(annotations: usize, edits: usize) -> Measured {
    let server = Site::default()
        .folder(given("GUILLEMET_DIST"))
        .page("/journal.html", "text/html; charset=utf-8", include_str!("pages/journal.html"))
        .page("/journal.js", "text/javascript; charset=utf-8", include_str!("pages/journal.js"))
        .page("/page.css", "text/css; charset=utf-8", include_str!("pages/page.css"))
        .serve();
    let browser = Browser::for_measuring(&server.url("/journal.html"));
    browser.until("the module is there", || {
        (browser.script("return !!window.ready", json!([])) == true).then_some(())
    });
    let opened = browser.promised(&format!("return await open_article({annotations}, {edits})"));
    assert_eq!(opened, json!(annotations));
    let (mut called, mut durable) = (Vec::new(), Vec::new());
    for _ in 0..edits {
        let times = browser.promised("return await edit()");
        let time = |n: usize| times.get(n).and_then(Value::as_f64).expect("a time");
        called.push(time(0));
        durable.push(time(1));
    }
    let summary = |series: &[f64]| Summary::of(series).expect("there are edits");
    Measured { annotations, called: summary(&called), durable: summary(&durable) }
}

/// A line a size.
#[must_use]
pub fn table(measured: &[Measured]) -> String {
    let mut text = format!(
        "{:>12}{:>8}{:>22}{:>22}{:>14}{:>14}\n",
        "annotations", "edits", "call, median / p95", "durable, median / p95", "max", "in ms"
    );
    for Measured { annotations, called, durable } in measured {
        let pair = |summary: &Summary| format!("{:.1} / {:.1}", summary.median, summary.p95);
        text += &format!(
            "{annotations:>12}{:>8}{:>22}{:>22}{:>14.1}\n",
            durable.count,
            pair(called),
            pair(durable),
            durable.max
        );
    }
    text
}

/// The same for programs.
#[must_use]
pub fn report(measured: &[Measured]) -> Value {
    let sizes: Vec<Value> = measured
        .iter()
        .map(|one| {
            json!({
                "annotations": one.annotations, "edits": one.durable.count,
                "call": one.called.json(), "durable": one.durable.json(),
            })
        })
        .collect();
    json!({ "unit": "milliseconds", "sizes": sizes })
}

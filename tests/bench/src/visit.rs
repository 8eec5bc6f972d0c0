//! One page open in a fresh Chromium with a fresh profile: cold.
//!
//! Open is from navigation to the end of the first frame that shows text with highlights.

use std::ops::Deref;
use std::time::{Duration, Instant};

use end_to_end::Browser;
use end_to_end::gestures::Point;
use serde_json::{Value, json};

/// How long a page may take for anything before it is given up.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A page that is open.
pub struct Visit {
    browser: Browser,
}

impl Deref for Visit {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Visit {
    /// Starts a browser that shows nothing yet.
    #[must_use]
    pub fn start() -> Self {
        let visit = Self { browser: Browser::for_measuring("about:blank") };
        visit.settle();
        visit
    }

    /// Goes to a page. Gives the milliseconds until it shows text with highlights, if it does in time.
    #[must_use]
    pub fn open(&self, url: &str) -> Option<f64> {
        self.go(url);
        let opened = self.answer("window.probe?.opened")?.as_f64();
        self.settle();
        opened
    }

    /// Asks the probe again and again for something that is not null; `None` when it takes too long.
    #[must_use]
    pub fn answer(&self, expression: &str) -> Option<Value> {
        let started = Instant::now();
        let script = format!("return ({expression}) ?? null");
        loop {
            let answer = self.script(&script, json!([]));
            if !answer.is_null() {
                return Some(answer);
            }
            if started.elapsed() > PATIENCE {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Has the probe do something.
    pub fn probe(&self, call: &str, arguments: Value) -> Value {
        self.script(&format!("return probe.{call}(...arguments)"), arguments)
    }

    /// Goes to the middle of the article and waits until it is drawn.
    pub fn go_to_middle(&self) {
        self.probe("toMiddle", json!([]));
        self.settle();
        self.settle();
    }
}

/// A point that the probe gave.
#[must_use]
pub fn point(value: &Value) -> Point {
    let part = |name: &str| value[name].as_f64().unwrap_or_else(|| panic!("no point: {value}"));
    Point { x: part("x"), y: part("y") }
}

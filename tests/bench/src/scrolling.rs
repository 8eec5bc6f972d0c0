//! Scrolling by the wheel and by jumps.
//!
//! The wheel turns as a person turns it: Chromium makes wheel events, frame by frame, at 3,000 pixels a
//! second. Between animation frames lies the frame time. A frame is blank when a quarter of the viewport
//! shows no paragraph at its end; it came late when that was so at its beginning, before the page could
//! answer the scroll, which is what the compositor has shown until then. A jump sets the scroll position, as a
//! drag of the scroll bar does, and ends with the first frame that is not blank.

use serde_json::{Value, json};

use crate::report::Series;
use crate::visit::Visit;

/// Scrolls on and back by the wheel.
pub fn wheel(visit: &Visit, down: bool, series: &mut Series) {
    let at = visit.probe("wheelPoint", json!([]));
    visit.probe("record", json!([]));
    visit.devtools(
        "Input.synthesizeScrollGesture",
        json!({
            "x": at["x"], "y": at["y"], "yDistance": if down { -3_000 } else { 3_000 }, "speed": 3_000,
            "gestureSourceType": "mouse",
        }),
    );
    let recorded = visit.probe("recorded", json!([]));
    for time in recorded["times"].as_array().map(Vec::as_slice).unwrap_or_default() {
        series.add("scroll: frame", number(time));
    }
    series.add("scroll: blank frames", number(&recorded["blank"]));
    series.add("scroll: late frames", number(&recorded["late"]));
    series.add("scroll: longest task", number(&recorded["longest"]));
    series.add("scroll: pixels", number(&recorded["moved"]));
    visit.settle();
}

/// Jumps to a share of the article's length.
pub fn jump(visit: &Visit, share: f64, series: &mut Series) {
    let jumped = visit.promised(&format!("return await probe.jump({share})"));
    series.add("jump", number(&jumped["ms"]));
    series.add("jump: blank frames", number(&jumped["blank"]));
    series.add("jump: longest task", number(&jumped["longest"]));
    visit.settle();
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_default()
}

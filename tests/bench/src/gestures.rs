//! What a person does in the middle of the article, by real key and mouse events, and how long each takes:
//! from the time stamp of the last input event to the end of the first frame in which the paragraph shows
//! the change.
//!
//! One round leaves the article as it was: a free word is selected by a drag; `1` makes it a quote
//! (create); `2` a source (relabel); `e` `→` moves its end (resize); `x` takes it away (delete); `Ctrl Z`
//! brings it back (undo), and it goes again. Then a click chooses a quote (choose), `s` links it to the nearest
//! source (link), and the link is undone. Nothing is measured that was not first drawn to its end.

use serde_json::{Value, json};

use crate::report::Series;
use crate::visit::{Visit, point};

/// What a round measures, in its order.
pub const GESTURES: [&str; 7] = ["create", "relabel", "resize", "delete", "undo", "choose", "link"];

/// Does all gestures once and adds what each took. `round` counts up, so that each takes another word.
///
/// # Errors
/// Which gesture showed no change in time, or found no place.
pub fn round(visit: &Visit, round: usize, series: &mut Series) -> Result<(), String> {
    visit.press("Escape Escape Escape");
    visit.settle();
    let spots = visit.probe("spots", json!([]));
    let free = pick(&spots["free"], round).ok_or("the viewport shows no free word")?;
    let quote = pick(&spots["quotes"], round).ok_or("the viewport shows no quote")?;
    let here = &free["paragraph"];
    let mut measured = |name: &str, event: [&str; 2], paragraph: &Value, act: &dyn Fn()| {
        visit.probe("arm", json!([event[0], event[1], paragraph]));
        act();
        let result = visit.answer("probe.result").ok_or_else(|| format!("{name} shows no change"))?;
        visit.settle();
        series.add(name, result["ms"].as_f64().unwrap_or_default());
        Ok::<(), String>(())
    };

    visit.drag_between(point(&free["from"]), point(&free["to"]));
    visit.settle();
    measured("create", ["keydown", "1"], here, &|| visit.press("1"))?;
    if visit.probe("chosen", json!([])) != true {
        visit.click_at(point(&free["from"]), 1);
        visit.settle();
    }
    measured("relabel", ["keydown", "2"], here, &|| visit.press("2"))?;
    visit.press("e");
    visit.settle();
    measured("resize", ["keydown", "ArrowRight"], here, &|| visit.press("ArrowRight"))?;
    visit.press("Escape");
    visit.settle();
    measured("delete", ["keydown", "x"], here, &|| visit.press("x"))?;
    measured("undo", ["keydown", "z"], here, &|| visit.press("Control+z"))?;
    // Back through resizing, relabelling and creating.
    for _ in 0..3 {
        visit.press("Control+z");
        visit.settle();
    }
    visit.press("Escape Escape");
    visit.settle();
    let there = &quote["paragraph"];
    measured("choose", ["mouseup", ""], there, &|| visit.click_at(point(&quote["at"]), 1))?;
    measured("link", ["keydown", "s"], there, &|| visit.press("s"))?;
    visit.press("Control+z");
    visit.settle();
    Ok(())
}

fn pick(list: &Value, round: usize) -> Option<Value> {
    let list = list.as_array().filter(|list| !list.is_empty())?;
    list.get(round % list.len()).cloned()
}

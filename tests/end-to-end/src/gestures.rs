//! What a hand does on the text with a mouse. A place is named by the text that stands there, once in
//! the article; `⟨⟩` picks a part of it: `"a-t-⟨elle⟩ ajouté"`. A line break goes to the next paragraph.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::keys::Modifier;
use crate::page::Page;

/// A point on the screen, in CSS pixels from the corner of the viewport.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Browser {
    /// Drags from a point to another, with a stop half way.
    pub fn drag_between(&self, from: Point, to: Point) {
        let between = Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 };
        let way = mouse()
            .then(moved(from))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(moved(between))
            .then(moved(to))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.wait_for(self.client().perform_actions(way), "a drag");
    }

    /// Clicks at a point, so many times in a row.
    pub fn click_at(&self, point: Point, times: usize) {
        let mut way = mouse().then(moved(point));
        for _ in 0..times {
            way = way
                .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
                .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        }
        self.wait_for(self.client().perform_actions(way), "clicks");
    }

    /// The middle of an element, which is brought into sight.
    #[track_caller]
    #[must_use]
    pub fn centre(&self, selector: &str) -> Point {
        // It may have to be waited for.
        let _ = self.one(selector);
        let found = self.script(
            "const element = document.querySelector(arguments[0]);
             element.scrollIntoView({ block: 'nearest' });
             const r = element.getBoundingClientRect();
             return { x: r.left + r.width / 2, y: r.top + r.height / 2 };",
            json!([selector]),
        );
        point(&found)
    }
}

impl Page {
    /// Selects text by dragging over it, from its first character to its last.
    #[track_caller]
    pub fn drag(&self, text: &str) {
        let (start, end) = self.edges(text);
        self.drag_between(start, end);
    }

    /// Selects text by dragging from its last character to its first.
    #[track_caller]
    pub fn drag_back(&self, text: &str) {
        let (start, end) = self.edges(text);
        self.drag_between(end, start);
    }

    /// Selects text by dragging over it with Alt held, so that its edges stay as they are.
    #[track_caller]
    pub fn drag_exactly(&self, text: &str) {
        let (start, end) = self.edges(text);
        self.holding(Modifier::Alt, || self.drag_between(start, end));
    }

    /// Selects text by a drag from its first character that ends to the right of and below the last one.
    #[track_caller]
    pub fn drag_beyond(&self, text: &str) {
        let (start, end) = self.edges(text);
        self.drag_between(start, Point { x: end.x + 60.0, y: end.y + 40.0 });
    }

    /// Expects that both ends of a text can be clicked: nothing lies over them.
    #[track_caller]
    pub fn assert_reachable(&self, text: &str) {
        let _ = self.edges(text);
    }

    /// Clicks on text. Clicks one after another on the same text are no double click: they lie apart.
    #[track_caller]
    pub fn click_text(&self, text: &str) {
        self.click_at(self.middle(text), 1);
    }

    /// Clicks on text twice.
    #[track_caller]
    pub fn double_click(&self, text: &str) {
        self.click_at(self.middle(text), 2);
    }

    /// Clicks on the right half of a text, one or more times.
    #[track_caller]
    pub fn click_right_half(&self, text: &str, times: usize) {
        self.click_at(self.at_share(text, 0.8), times);
    }

    /// Clicks on text three times.
    #[track_caller]
    pub fn triple_click(&self, text: &str) {
        self.click_at(self.middle(text), 3);
    }

    /// Clicks on text with Shift held.
    #[track_caller]
    pub fn shift_click(&self, text: &str) {
        let point = self.middle(text);
        self.holding(Modifier::Shift, || self.click_at(point, 1));
    }

    /// Puts the caret before a piece of text by a click.
    #[track_caller]
    pub fn put_caret_before(&self, text: &str) {
        let (start, _) = self.edges(text);
        self.click_at(start, 1);
    }

    /// The middle of a text on the screen, brought into sight.
    #[track_caller]
    #[must_use]
    pub fn place_of(&self, text: &str) -> Point {
        self.at_share(text, 0.5)
    }

    /// Just inside the start of a text.
    #[track_caller]
    #[must_use]
    pub fn first_of(&self, text: &str) -> (f64, f64) {
        let (start, _) = self.edges(text);
        (start.x, start.y)
    }

    /// Just inside the end of a text.
    #[track_caller]
    #[must_use]
    pub fn last_of(&self, text: &str) -> (f64, f64) {
        let (_, end) = self.edges(text);
        (end.x, end.y)
    }

    #[track_caller]
    fn edges(&self, text: &str) -> (Point, Point) {
        let found = self.measured(
            "const [start, end] = find(arguments[1]);
             show(start, end);
             return [reachable(edgePoint(start, end, false)), reachable(edgePoint(start, end, true))];",
            json!(text),
        );
        (point(&found[0]), point(&found[1]))
    }

    /// A point in the middle of a text, each time another one of two.
    #[track_caller]
    fn middle(&self, text: &str) -> Point {
        self.at_share(text, self.next_share())
    }

    #[track_caller]
    fn at_share(&self, text: &str, share: f64) -> Point {
        let found = self.measured(
            "const [start, end] = find(arguments[1][0]);
             show(start, end);
             const all = rects(start, end);
             const r = all[Math.floor((all.length - 1) / 2)];
             return reachable({ x: r.left + r.width * arguments[1][1], y: (r.top + r.bottom) / 2 });",
            json!([text, share]),
        );
        point(&found)
    }

    /// Where each word of the article lies on the screen: its text, left, top, width and height.
    #[must_use]
    pub fn places_of_words(&self) -> Vec<(String, [f64; 4])> {
        let found = self.measured(
            r"const down = scrolled();
            return [...whole().matchAll(/\S+/gu)].map(word => {
                // A highlight that begins inside a word cuts its rectangle: the edges are what may not move.
                const all = rects(word.index, word.index + word[0].length);
                const first = all.filter(r => Math.abs(r.top - all[0].top) < 2);
                const left = Math.min(...first.map(r => r.left)), right = Math.max(...first.map(r => r.right));
                return [word[0], left, all[0].top + down, right - left, all[0].height];
            });",
            Value::Null,
        );
        let words = found.as_array().expect("a list of words").iter();
        let number = |value: &Value| value.as_f64().expect("a number");
        let place = |word: &Value| [number(&word[1]), number(&word[2]), number(&word[3]), number(&word[4])];
        words.map(|word| (word[0].as_str().unwrap_or_default().to_owned(), place(word))).collect()
    }
}

fn mouse() -> MouseActions {
    MouseActions::new("mouse".to_owned())
}

fn moved(to: Point) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::ZERO), x: to.x, y: to.y }
}

fn point(value: &Value) -> Point {
    let part = |name: &str| value[name].as_f64().unwrap_or_else(|| panic!("no point: {value}"));
    Point { x: part("x"), y: part("y") }
}

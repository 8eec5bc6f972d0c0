//! Which pieces of a long article are in the page: those near the viewport, and a few that must not leave.
//!
//! Knows numbers only, no element: heights in CSS pixels, places from the top of the text. An article up
//! to [`WHOLE_BYTES`] is drawn whole in the end, so that the browser's own find, print and reading order
//! see all of it; a longer one leaves gaps as high as what is not drawn.

use std::ops::Range;
use std::rc::Rc;

use crate::model::{ByteOffset, TextIndex};

use super::heights::Heights;

/// Up to so many bytes, all of an article is drawn.
pub const WHOLE_BYTES: u32 = 110_000;

/// Shorter than so many bytes, an article never rests: its layout costs next to nothing, and Chromium has been
/// seen to lose a selection, and a renderer, to paragraphs that begin to rest while a mouse drags over them.
const RESTING_BYTES: u32 = 40_000;

/// How far beyond the viewport is drawn, in pixels. A wheel turns by about a tenth of it.
const BEYOND: f64 = 1_400.0;

/// What must be drawn beyond the viewport at the least, before the window is moved.
const LEAST_BEYOND: f64 = 500.0;

/// How many bytes an article that is to be drawn whole grows by at a time.
const GROWTH_BYTES: u32 = 6_000;

/// So many pieces measured at once tell how far guesses are off.
const ENOUGH_TO_CALIBRATE: usize = 5;

/// A part of the text as the page holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A piece that is drawn.
    Piece(usize),
    /// Room for the pieces from the first number up to, but not with, the second.
    Gap(usize, usize),
}

/// The window of one article.
#[derive(Debug, Default)]
pub struct Window {
    /// The text that it is a window of; another one makes another window.
    text: Option<Rc<str>>,
    /// How many texts it was a window of; one that comes again is another.
    number: u32,
    heights: Heights,
    drawn: Range<usize>,
    /// Pieces that are drawn wherever the viewport is, in order.
    pins: Vec<usize>,
    /// The piece in which a drag began: the browser would lose a selection whose start leaves the page.
    pub drag: Option<usize>,
    /// Whether all is drawn whatever its length: by request, or while it is printed.
    pub all: bool,
    /// What the page is to hold, as it was drawn last.
    wanted: Vec<Part>,
    /// Whether what is drawn was measured.
    is_settled: bool,
    is_short: bool,
    /// Whether it is long enough to leave out of the browser's work what is out of sight.
    may_rest: bool,
    width: f64,
    calibrated: bool,
}

impl Window {
    /// Whether it is the window of this very text.
    #[must_use]
    pub fn is_of(&self, text: &Rc<str>) -> bool {
        self.text.as_ref().is_some_and(|known| Rc::ptr_eq(known, text))
    }

    /// Whether it is the window of any text.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.text.is_some()
    }

    /// A number of its text that none of those before had.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// There is no text any more: the same one may come back, and nothing of it stands in the page then.
    pub fn forget(&mut self) {
        self.text = None;
        self.wanted.clear();
        self.is_settled = true;
    }

    /// Makes it the window of this text, from its top.
    pub fn open(&mut self, text: &Rc<str>, index: &TextIndex, width: f64, viewport: f64) {
        self.heights = Heights::of(index, width);
        self.text = Some(text.clone());
        self.number = self.number.wrapping_add(1);
        self.is_short = index.whole().len() <= WHOLE_BYTES;
        self.may_rest = index.whole().len() > RESTING_BYTES;
        self.drawn = 0..0;
        self.pins.clear();
        self.drag = None;
        self.all = false;
        self.width = width;
        self.calibrated = false;
        self.is_settled = false;
        self.cover(0.0, viewport);
    }

    /// The heights of the pieces, as far as they are known.
    pub fn heights(&mut self) -> &mut Heights {
        &mut self.heights
    }

    /// The piece that is to stay where it is on the screen while others are measured: the first in sight
    /// whose height is known, as a person may be reading it; else the first in sight.
    #[must_use]
    pub fn anchor(&self, top: f64, viewport: f64) -> usize {
        let first = self.heights.at(top);
        let last = self.heights.at(top + viewport);
        (first..=last).find(|piece| self.heights.is_measured(*piece)).unwrap_or(first)
    }

    /// Where a piece starts, from the top of the text.
    #[must_use]
    pub fn top_of(&self, piece: usize) -> f64 {
        self.heights.before(piece)
    }

    /// Whether some of the text is not drawn and is not about to be.
    #[must_use]
    pub fn leaves_gaps(&self) -> bool {
        !self.is_short && !self.all && self.drawn.len() < self.heights.len()
    }

    /// Keeps the pieces in which these places lie in the page.
    pub fn pin(&mut self, index: &TextIndex, places: impl IntoIterator<Item = ByteOffset>) {
        self.pins.clear();
        self.pins.extend(places.into_iter().map(|at| index.piece_at(at)).chain(self.drag));
        self.pins.sort_unstable();
        self.pins.dedup();
    }

    /// The pieces between two heights, as far as is known.
    #[must_use]
    pub fn between(&mut self, top: f64, bottom: f64) -> Range<usize> {
        self.heights.at(top)..self.heights.at(bottom) + 1
    }

    /// Draws what a viewport from `top` to `bottom` shows, with room around it; whether that is other than before.
    pub fn cover(&mut self, top: f64, bottom: f64) -> bool {
        let count = self.heights.len();
        if self.all {
            return std::mem::replace(&mut self.drawn, 0..count) != (0..count);
        }
        let around = |room: f64| self.heights.at(top - room)..self.heights.at(bottom + room) + 1;
        let (least, wanted) = (around(LEAST_BEYOND), around(BEYOND));
        let most = around(2.0 * BEYOND);
        let covers = |outer: &Range<usize>, inner: &Range<usize>| {
            outer.start <= inner.start && outer.end >= inner.end.min(count)
        };
        if covers(&self.drawn, &least) && (self.is_short || covers(&most, &self.drawn)) {
            return false;
        }
        let wanted = wanted.start..wanted.end.min(count);
        // What is to be drawn whole does not shrink, unless the person has jumped far away from it.
        let touches = wanted.start <= self.drawn.end && self.drawn.start <= wanted.end;
        self.drawn = if self.is_short && touches && !self.drawn.is_empty() {
            wanted.start.min(self.drawn.start)..wanted.end.max(self.drawn.end)
        } else {
            wanted
        };
        true
    }

    /// Takes in the width of the column; heights of another width are guesses again.
    pub fn set_width(&mut self, width: f64) {
        if (self.width - width).abs() > 0.5 && width > 0.0 {
            let factor = if self.width > 0.0 { self.width / width } else { 1.0 };
            self.width = width;
            self.heights.forget(factor as f32);
        }
    }

    /// Takes in the heights of pieces. The first ones tell how far the guesses are off.
    pub fn measured(&mut self, pieces: &[(usize, f32)]) {
        let guessed: f32 = pieces.iter().map(|(piece, _)| self.heights.of_piece(*piece)).sum();
        let found: f32 = pieces.iter().map(|(_, height)| height).sum();
        for (piece, height) in pieces {
            self.heights.measure(*piece, *height);
        }
        if !self.calibrated && pieces.len() >= ENOUGH_TO_CALIBRATE && guessed > 0.0 && found > 0.0 {
            self.calibrated = true;
            self.heights.calibrate(found / guessed);
        }
    }

    /// Whether there is more to draw of an article that is to be drawn whole.
    #[must_use]
    pub fn can_grow(&self) -> bool {
        self.is_short && self.drawn.len() < self.heights.len()
    }

    /// Whether all of an article is drawn that is to be drawn whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_short && self.drawn.len() == self.heights.len()
    }

    /// Whether all of an article is drawn, and it is long enough for what is out of sight to rest.
    #[must_use]
    pub fn can_rest(&self) -> bool {
        self.may_rest && self.is_whole()
    }

    /// The number of the text, where it can rest.
    #[must_use]
    pub fn resting_text(&self) -> Option<u32> {
        self.can_rest().then_some(self.number)
    }

    /// Draws some more of an article that is to be drawn whole; `false` where there is no more.
    pub fn grow(&mut self, index: &TextIndex) -> bool {
        if !self.can_grow() {
            return false;
        }
        let start = |piece: usize| index.piece(piece).map_or(index.whole().end, |span| span.start).get();
        let from = start(self.drawn.start).saturating_sub(GROWTH_BYTES);
        let to = start(self.drawn.end).saturating_add(GROWTH_BYTES);
        let first = index.piece_at(ByteOffset::new(from)).min(self.drawn.start.saturating_sub(1));
        let last = index.piece_at(ByteOffset::new(to)).max(self.drawn.end);
        self.drawn = first..(last + 1).min(self.heights.len());
        true
    }

    /// What the page is to hold, noted so that it is measured if it is other than before.
    pub fn draw(&mut self) -> Vec<Part> {
        let parts = self.parts();
        if parts != self.wanted {
            self.is_settled = false;
            self.wanted.clone_from(&parts);
        }
        parts
    }

    /// Whether a page that holds these pieces and gaps holds all that is to be measured.
    #[must_use]
    pub fn stands_in(&self, page: impl Iterator<Item = Part>) -> bool {
        self.is_settled || page.eq(self.wanted.iter().copied())
    }

    /// The column may have another width: what is drawn is to be measured again.
    pub fn unsettle(&mut self) {
        self.is_settled = false;
    }

    /// Whether what is drawn is to be measured; it is not asked for twice.
    pub fn settles(&mut self) -> bool {
        self.text.is_some() && !std::mem::replace(&mut self.is_settled, true)
    }

    /// What the page holds, in text order: the pieces that are drawn and the gaps between them.
    #[must_use]
    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::with_capacity(self.drawn.len() + 2 * self.pins.len() + 2);
        let mut at = 0;
        let mut put = |piece: usize| {
            if piece > at {
                parts.push(Part::Gap(at, piece));
            }
            if piece >= at {
                parts.push(Part::Piece(piece));
                at = piece + 1;
            }
        };
        let last = self.heights.len();
        let pins = self.pins.iter().copied().filter(|piece| *piece < last);
        pins.clone().filter(|piece| *piece < self.drawn.start).for_each(&mut put);
        self.drawn.clone().for_each(&mut put);
        pins.filter(|piece| *piece >= self.drawn.end).for_each(&mut put);
        if at < last {
            parts.push(Part::Gap(at, last));
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn window_of(text: &str) -> (Window, TextIndex) {
        let (text, index) = (Rc::<str>::from(text), TextIndex::new(text));
        let mut window = Window::default();
        window.open(&text, &index, 650.0, 900.0);
        (window, index)
    }

    fn book() -> String {
        "Elle a répondu que non, et que personne ne le lui avait demandé.\n".repeat(20_000)
    }

    #[test]
    fn a_book_is_drawn_near_the_viewport_and_room_is_left_for_the_rest() {
        let (mut window, _) = window_of(&book());
        assert_eq!(window.parts()[0], Part::Piece(0));
        assert!(window.parts().len() < 200 && window.leaves_gaps());
        let middle = window.top_of(10_000);
        assert!(window.cover(middle, middle + 900.0));
        let parts = window.parts();
        assert!(matches!((parts[0], parts.last()), (Part::Gap(0, _), Some(Part::Gap(_, 20_001)))));
        assert!(parts.contains(&Part::Piece(10_000)) && parts.len() < 200);
        assert!(!window.cover(middle + 300.0, middle + 1_200.0), "a small scroll finds all drawn");
    }

    #[test]
    fn what_is_pinned_stays_in_the_page() {
        let (mut window, index) = window_of(&book());
        window.pin(&index, [index.piece(7_000).unwrap().start, ByteOffset::new(0)]);
        let middle = window.top_of(3_000);
        window.cover(middle, middle + 900.0);
        let parts = window.parts();
        assert_eq!(parts[..1], [Part::Piece(0)]);
        assert_eq!(
            parts[parts.len() - 3..],
            [Part::Gap(window.drawn.end, 7_000), Part::Piece(7_000), Part::Gap(7_001, 20_001)]
        );
    }

    #[test]
    fn an_article_is_drawn_whole_in_the_end() {
        let (mut window, index) = window_of(&"Une phrase assez longue pour faire une ligne.\n".repeat(1_500));
        assert!(!window.leaves_gaps(), "gaps are for a moment only");
        let mut steps = 0;
        while window.grow(&index) {
            steps += 1;
            assert!(steps < 50);
        }
        assert!(steps > 2, "a step is short");
        assert!(window.parts().iter().enumerate().all(|(n, part)| *part == Part::Piece(n)));
        assert!(!window.cover(0.0, 900.0) && !window.cover(9_000.0, 9_900.0), "it stays whole");
        assert!(window.can_rest());
    }

    #[test]
    fn an_article_of_usual_length_never_rests() {
        let (mut window, index) = window_of(&"Une phrase assez longue pour faire une ligne.\n".repeat(500));
        while window.grow(&index) {}
        assert!(window.is_whole() && !window.can_rest() && window.resting_text().is_none());
    }

    #[test]
    fn a_page_that_lacks_a_piece_at_one_end_and_holds_one_too_many_at_the_other_is_not_drawn_yet() {
        let (mut window, _) = window_of(&book());
        let before = window.draw();
        assert!(window.stands_in(before.iter().copied()));
        assert!(window.settles() && window.stands_in(std::iter::empty()), "nothing is to be measured");
        let top = window.top_of(1_000);
        assert!(window.cover(top, top + 900.0));
        let after = window.draw();
        let late = after.iter().map(|part| match part {
            Part::Piece(piece) => Part::Piece(piece + 1),
            gap => *gap,
        });
        assert!(!window.stands_in(late), "as many, but others");
        assert!(window.stands_in(after.iter().copied()));
    }

    #[test]
    fn a_text_that_went_and_comes_back_is_measured_anew() {
        let (text, index) = (Rc::<str>::from(book()), TextIndex::new(&book()));
        let mut window = Window::default();
        window.open(&text, &index, 650.0, 900.0);
        let (number, drawn) = (window.number(), window.draw());
        assert!(window.settles());
        window.forget();
        assert!(!window.is_of(&text) && !window.settles() && window.stands_in(std::iter::empty()));
        window.open(&text, &index, 650.0, 900.0);
        assert_ne!(window.number(), number);
        assert_eq!(window.draw(), drawn);
        assert!(window.settles(), "its gaps have no height yet");
    }

    #[test]
    fn all_of_a_book_is_drawn_on_request() {
        let (mut window, _) = window_of(&book());
        window.all = true;
        assert!(window.cover(0.0, 900.0) && !window.leaves_gaps());
        assert_eq!(window.parts().len(), 20_001);
        window.all = false;
        assert!(window.cover(0.0, 900.0));
        assert!(window.parts().len() < 200);
    }

    proptest! {
        #[test]
        fn parts_tile_the_text_and_the_viewport_is_drawn(
            lengths in proptest::collection::vec(0_usize..3_000, 1..300),
            scrolls in proptest::collection::vec(0.0_f64..400_000.0, 1..12),
            pins in proptest::collection::vec(any::<u32>(), 0..4),
        ) {
            let text: String = lengths.iter().map(|length| "a ".repeat(*length / 2) + "\n").collect();
            let (mut window, index) = window_of(&text);
            for top in scrolls {
                let top = top % window.top_of(index.piece_count()).max(1.0);
                window.pin(&index, pins.iter().map(|at| ByteOffset::new(at % text.len() as u32)));
                window.cover(top, top + 900.0);
                let mut at = 0;
                for part in window.parts() {
                    match part {
                        Part::Piece(piece) => {
                            prop_assert_eq!(piece, at);
                            at += 1;
                        }
                        Part::Gap(from, to) => {
                            prop_assert!(from == at && to > from);
                            let (start, end) = (window.top_of(from), window.top_of(to));
                            prop_assert!(end <= top || start >= top + 900.0, "the gap is in sight");
                            at = to;
                        }
                    }
                }
                prop_assert_eq!(at, index.piece_count());
            }
        }
    }
}

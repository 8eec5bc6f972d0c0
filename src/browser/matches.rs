//! Shows in the text what was found, by the CSS Custom Highlight API: no element is made, nothing is drawn anew.
//!
//! Only of pieces that are in the page and near the viewport. A redraw may replace the text nodes that a range names,
//! so what is shown is made anew after each. Browsers without the API show only the match that is held.

use wasm_bindgen::prelude::*;
use web_sys::{CharacterData, Element, Node};

use crate::model::{Article, Span};

use super::places::{PARAGRAPH, number_of};

#[wasm_bindgen]
extern "C" {
    type StaticRange;
    #[wasm_bindgen(constructor)]
    fn new(ends: &Ends) -> StaticRange;

    type Ends;
    #[wasm_bindgen(method, setter, structural, js_name = startContainer)]
    fn set_start(this: &Ends, node: &Node);
    #[wasm_bindgen(method, setter, structural, js_name = startOffset)]
    fn set_start_offset(this: &Ends, offset: u32);
    #[wasm_bindgen(method, setter, structural, js_name = endContainer)]
    fn set_end(this: &Ends, node: &Node);
    #[wasm_bindgen(method, setter, structural, js_name = endOffset)]
    fn set_end_offset(this: &Ends, offset: u32);

    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &StaticRange);
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: Option<Highlights>;
    type Highlights;
    #[wasm_bindgen(method)]
    fn set(this: &Highlights, name: &str, highlight: &Highlight);
    #[wasm_bindgen(method)]
    fn delete(this: &Highlights, name: &str);
}

/// What an annotator's matches are called in its style, and the one that is held.
#[must_use]
pub fn names(instance: u32) -> [String; 2] {
    [format!("guillemet-found-{instance}"), format!("guillemet-held-{instance}")]
}

/// Takes off what is shown.
pub fn clear(instance: u32) {
    HIGHLIGHTS.with(|highlights| {
        if let Some(highlights) = highlights {
            names(instance).iter().for_each(|name| highlights.delete(name));
        }
    });
}

/// Shows the matches in those drawn pieces that are `near`.
pub fn show(
    instance: u32,
    article: &Article,
    page: &Element,
    matches: &[Span],
    current: Option<usize>,
    near: impl Fn(usize) -> bool,
) {
    HIGHLIGHTS.with(|highlights| {
        let Some(highlights) = highlights else { return };
        let (found, held) = (Highlight::new(), Highlight::new());
        held.set_priority(1);
        let children = page.children();
        for element in (0..children.length()).filter_map(|n| children.item(n)) {
            let Some(piece) = number_of(&element, PARAGRAPH).filter(|piece| near(*piece)) else { continue };
            let Some(body) = article.piece_body(piece) else { continue };
            let first = matches.partition_point(|span| span.end <= body.start);
            let here = matches[first..].iter().take_while(|span| span.start < body.end);
            let ends = utf16_ends(article.text(), body, here);
            for (n, range) in ranges(&element, &ends).into_iter().enumerate() {
                let shown = if current == Some(first + n) { &held } else { &found };
                shown.add(&range);
            }
        }
        let names = names(instance);
        highlights.set(&names[0], &found);
        highlights.set(&names[1], &held);
    });
}

/// Where spans start and end in a piece, in UTF-16 units from its start.
fn utf16_ends<'a>(text: &str, body: Span, spans: impl Iterator<Item = &'a Span>) -> Vec<(u32, u32)> {
    let (mut at, mut units) = (body.start, 0);
    let mut unit_of = |place| {
        let between = Span { start: at, end: place };
        units += between.slice(text).map_or(0, |between| between.encode_utf16().count() as u32);
        at = place;
        units
    };
    spans
        .map(|span| {
            let span = span.intersection(body);
            (unit_of(span.start), unit_of(span.end))
        })
        .collect()
}

/// The ranges of a piece's element between these ends, which follow one after the other.
fn ranges(element: &Element, ends: &[(u32, u32)]) -> Vec<StaticRange> {
    let walker = element.owner_document().map(|page| page.create_tree_walker_with_what_to_show(element, 4));
    let Some(Ok(walker)) = walker.filter(|_| !ends.is_empty()) else { return Vec::new() };
    let mut ranges = Vec::with_capacity(ends.len());
    let init = js_sys::Object::new().unchecked_into::<Ends>();
    let mut ends = ends.iter();
    let mut next = ends.next();
    let (mut before, mut has_start) = (0, false);
    while let Ok(Some(node)) = walker.next_node() {
        let after = before + node.unchecked_ref::<CharacterData>().length();
        while let Some((start, end)) = next {
            if !has_start && *start < after {
                init.set_start(&node);
                init.set_start_offset(start - before);
                has_start = true;
            }
            if !has_start || *end > after {
                break;
            }
            init.set_end(&node);
            init.set_end_offset(end - before);
            ranges.push(StaticRange::new(&init));
            has_start = false;
            next = ends.next();
        }
        before = after;
    }
    ranges
}

//! Draws the relations of the chosen annotation as curves over the page, in an element of its own.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element};

use crate::model::{ByteOffset, Span};
use crate::session::Session;

use super::places;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A relation as it is drawn.
pub struct Curve {
    relation: String,
    /// The place in the scheme of the label from which it starts.
    label: usize,
    path: String,
    end: (f64, f64),
}

/// The curves of the chosen annotation's relations, relative to `origin`. `top_of` tells how far below the
/// top of the page a place is that is not drawn.
#[must_use]
pub fn curves(
    origin: &DomRect,
    page: &Element,
    session: &Session,
    top_of: &dyn Fn(ByteOffset) -> f64,
) -> Vec<Curve> {
    let (Some(document), Some(chosen)) = (session.document(), session.chosen()) else { return Vec::new() };
    let relations = document.relations().of(&chosen.id);
    if relations.is_empty() {
        return Vec::new();
    }
    let article = document.article();
    let rects = |span: Span| {
        let drawn = places::rects_of(article, page, span);
        if !drawn.is_empty() {
            return drawn;
        }
        let page = page.get_bounding_client_rect();
        let (left, top) = (page.left() + page.width() / 2.0, page.top() + top_of(span.start));
        DomRect::new_with_x_and_y_and_width_and_height(left, top, 1.0, 1.0).into_iter().collect()
    };
    let chosen_rects = rects(chosen.span);
    let curve = |relation: &std::rc::Rc<crate::model::Relation>| {
        let from = document.annotations().get(&relation.from)?;
        let to = document.annotations().get(&relation.to)?;
        let ends =
            [from, to].map(|end| if end.id == chosen.id { chosen_rects.clone() } else { rects(end.span) });
        let (a, b) = nearest(&ends[0], &ends[1])?;
        Some(Curve {
            relation: relation.id.to_string(),
            label: session.dataset().scheme().label_index(&from.label).unwrap_or_default(),
            path: path(&a, &b, origin.left(), origin.top()),
            end: (middle(&b) - origin.left(), landing(&a, &b) - origin.top()),
        })
    };
    relations.iter().take(MOST_CURVES).filter_map(curve).collect()
}

/// Draws curves in the place of those before. `canvas` is an `svg` that nobody else writes in.
pub fn draw(canvas: &Element, curves: &[Curve]) {
    if canvas.first_child().is_some() {
        canvas.set_text_content(None);
    }
    for Curve { relation, label, path, end: (x, y) } in curves {
        let class = format!("connector label-{label}");
        append(canvas, "path", &[("d", path), ("data-relation", relation), ("class", &class)]);
        let (x, y, class) = (x.to_string(), y.to_string(), format!("connector-end label-{label}"));
        append(canvas, "circle", &[("cx", &x), ("cy", &y), ("r", "3.5"), ("class", &class)]);
    }
}

/// More curves than this tell nobody anything.
const MOST_CURVES: usize = 60;

fn append(canvas: &Element, name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = canvas.owner_document()?.create_element_ns(Some(SVG), name).ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    canvas.append_child(&element).ok()?;
    Some(element.unchecked_into())
}

/// The two lines of text, one of either span, that lie nearest to each other.
fn nearest(from: &[DomRect], to: &[DomRect]) -> Option<(DomRect, DomRect)> {
    // The first and the last line are enough: what lies between is further from whatever is outside.
    let edges = |rects: &[DomRect]| {
        [rects.first().cloned(), rects.last().cloned()].into_iter().flatten().collect::<Vec<_>>()
    };
    let mut best: Option<(f64, DomRect, DomRect)> = None;
    for a in edges(from) {
        for b in edges(to) {
            let distance = (middle(&a) - middle(&b)).abs() + (a.top() - b.top()).abs() * 2.0;
            if best.as_ref().is_none_or(|(least, ..)| distance < *least) {
                best = Some((distance, a.clone(), b));
            }
        }
    }
    best.map(|(_, a, b)| (a, b))
}

fn middle(rect: &DomRect) -> f64 {
    rect.left() + rect.width() / 2.0
}

fn same_line(a: &DomRect, b: &DomRect) -> bool {
    (a.top() - b.top()).abs() < a.height() / 2.0
}

/// Where the curve meets the target: above its line, or on the side that it comes from.
fn landing(a: &DomRect, b: &DomRect) -> f64 {
    if same_line(a, b) || a.top() < b.top() { b.top() } else { b.bottom() }
}

fn path(a: &DomRect, b: &DomRect, left: f64, top: f64) -> String {
    let (x1, x2) = (middle(a) - left, middle(b) - left);
    let y2 = landing(a, b) - top;
    if same_line(a, b) {
        let y1 = a.top() - top;
        let lift = y1 - 12.0 - (x2 - x1).abs() / 24.0;
        return format!("M{x1:.1} {y1:.1}C{x1:.1} {lift:.1} {x2:.1} {lift:.1} {x2:.1} {y2:.1}");
    }
    let y1 = if a.top() < b.top() { a.bottom() } else { a.top() } - top;
    let bend = (y2 - y1) / 2.0;
    format!("M{x1:.1} {y1:.1}C{x1:.1} {:.1} {x2:.1} {:.1} {x2:.1} {y2:.1}", y1 + bend, y2 - bend)
}

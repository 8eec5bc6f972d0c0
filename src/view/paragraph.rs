//! One paragraph of the text with its highlights. Drawn again only when given another view.
//!
//! The text nodes, put together, are the paragraph: letters, lines and handles are made by CSS, so that
//! no highlight moves or adds a character.

use std::rc::Rc;

use yew::prelude::*;

use crate::session::{CoverView, Edge, ParagraphView};

/// What to draw.
#[derive(Clone, Properties)]
pub struct Props {
    /// The paragraph.
    pub view: Rc<ParagraphView>,
}

/// The session gives the same `Rc` as long as nothing in it has changed.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
    }
}

/// A paragraph.
#[component]
pub fn Paragraph(props: &Props) -> Html {
    let view = &props.view;
    let runs = view.runs.iter().map(|run| {
        let text = run.span.slice(&view.text).unwrap_or_default();
        let hints: Vec<_> = run.hints.iter().filter_map(|&n| view.hints.get(usize::from(n))).collect();
        let covers: Vec<_> = run.covers.iter().filter_map(|&n| view.covers.get(usize::from(n))).collect();
        if covers.is_empty() && hints.is_empty() {
            return html! { <span key={run.span.start.get()}>{ text }</span> };
        }
        let ids = covers.iter().map(|cover| cover.id.as_str()).collect::<Vec<_>>().join(" ");
        let mut inner = html! { { text } };
        for hint in hints.iter().rev() {
            let starts = hint.whole.0 && run.span.start == hint.visible.start;
            let ends = hint.whole.1 && run.span.end == hint.visible.end;
            let class = classes!(
                "hint",
                format!("label-{}", hint.label),
                starts.then_some("starts"),
                hint.focused.then_some("focused"),
                (starts && hint.held_edge == Some(Edge::Start)).then_some("held-start"),
                (ends && hint.held_edge == Some(Edge::End)).then_some("held-end"),
            );
            let (key, id) = (hint.key.to_string(), hint.id.to_string());
            inner = html! { <span {class} data-key={key} data-suggestion={id}>{ inner }</span> };
        }
        for (depth, cover) in covers.iter().enumerate().rev() {
            let starts = run.span.start == cover.visible.start;
            let class = class_of(cover, starts, run.span.end == cover.visible.end);
            let annotations = (depth == 0).then(|| ids.clone());
            let key = cover.key.to_string();
            // Where it starts, a screen reader is told what it enters; the words stay the article's.
            let (role, name) = (starts.then_some("group"), starts.then(|| cover.name.clone()));
            inner = html! { <span {class} {role} aria-label={name} data-key={key} data-annotations={annotations}>{ inner }</span> };
        }
        html! { <span key={run.span.start.get()}>{ inner }</span> }
    });
    let runs: Html = runs.collect();
    html! { <p dir="auto" class="paragraph" data-paragraph={view.index.to_string()}>{ runs }</p> }
}

fn class_of(cover: &CoverView, starts: bool, ends: bool) -> Classes {
    let (starts, ends) = (starts && cover.whole.0, ends && cover.whole.1);
    classes!(
        "mark",
        format!("label-{}", cover.label),
        format!("lane-{}", cover.lane.min(DEEPEST_LANE)),
        starts.then_some("starts"),
        ends.then_some("ends"),
        cover.chosen.then_some("chosen"),
        cover.related.then_some("related"),
        (starts && cover.held_edge == Some(Edge::Start)).then_some("held-start"),
        (ends && cover.held_edge == Some(Edge::End)).then_some("held-end"),
    )
}

/// Lines further down would run into the next line of text; deeper annotations share the last lane.
const DEEPEST_LANE: u8 = 4;

//! What a host page is told of a load and of an export, as it crosses to JavaScript.

use serde::Serialize;

use crate::formats::Report;

#[derive(Serialize)]
pub(super) struct Loaded {
    pub(super) articles: usize,
    pub(super) repaired: Vec<Line>,
    pub(super) rejected: Vec<Line>,
}

#[derive(Serialize)]
pub(super) struct Exported {
    pub(super) name: String,
    pub(super) missing: usize,
    pub(super) lost: Vec<Lost>,
}

#[derive(Serialize)]
pub(super) struct Lost {
    pub(super) what: String,
    pub(super) count: usize,
}

#[derive(Serialize)]
pub(super) struct Line {
    pub(super) place: String,
    pub(super) reason: String,
}

impl From<&Report> for Line {
    fn from(report: &Report) -> Self {
        Self { place: report.place.to_string(), reason: report.reason.to_string() }
    }
}

//! Tokens with a column of BIO tags for each label, an article a line, as token classification wants them.
//!
//! Spans of different labels may overlap, as each has its own column.

use serde_json::{Map, Value, json};

use super::interchange::lines::line;
use super::interchange::tags::{Tag, bio, column_name, kept_without_overlap, words};
use super::interchange::{Carries, Format, Overlap, Pieces, Writer};
use crate::messages::message;
use crate::model::{Document, Name};

/// Tokens and tags.
pub const FORMAT: Format = Format {
    id: "token-classification",
    name: message::format_token_classification,
    about: message::format_token_classification_about,
    extension: "jsonl",
    carries: Carries { overlap: Overlap::OtherLabels, blanks_at_ends: false, ..Carries::SPANS },
    reader: None,
    writer: Some(|plan| {
        Box::new(Rows { labels: plan.scheme.labels.iter().map(|label| label.name.clone()).collect() })
    }),
    subsets: false,
    also_lost: Some(super::conll::also_lost),
};

struct Rows {
    labels: Vec<Name>,
}

impl Writer for Rows {
    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("tokens.jsonl");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        let words = words(document);
        let mut row = Map::new();
        // Arrow would take a name that looks like a date for a moment.
        row.insert("id".to_owned(), json!(format!("article:{}", article.id())));
        row.insert("tokens".to_owned(), words.iter().map(|word| article.covered(*word)).collect());
        for label in &self.labels {
            let kept = kept_without_overlap(document, |annotation| annotation.label == *label);
            let tag = |tag: Tag<'_>| match tag {
                Tag::Outside => "O",
                Tag::Begins(_) => "B",
                Tag::Goes(_) => "I",
            };
            let name = column_name(label.as_str());
            let tags = bio(&words, &kept).into_iter().map(|it| match tag(it) {
                "O" => "O".to_owned(),
                begins => format!("{begins}-{name}"),
            });
            row.insert(format!("{name}_tags"), tags.map(Value::from).collect());
        }
        out.text(line(&Value::Object(row)));
    }
}

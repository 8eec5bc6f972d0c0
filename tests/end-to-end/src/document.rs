//! A file that the page wrote. Whatever a test reads has passed these checks: it is valid under the
//! published schema, every annotation's text is what its code points cover, and the digest is right.

use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::drawing::{Drawn, draw};

/// Where the schema lies in the repository.
pub const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/schema/guillemet-1.schema.json");

/// A Guillemet document in code points, as it was written.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
    /// The file, parsed.
    pub value: Value,
}

impl Document {
    /// Reads a file and checks it. Panics where it breaks a promise.
    #[must_use]
    pub fn read(bytes: Vec<u8>) -> Self {
        let value: Value =
            serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("the page wrote no JSON: {error}"));
        let document = Self { bytes, value };
        document.check_schema();
        for article in 0..document.len() {
            document.check_article(article);
        }
        document
    }

    /// A document that did not come from a file, such as what the API's `export()` gave.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        Self::read(serde_json::to_vec(value).expect("a value is always JSON"))
    }

    /// How many articles it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list(&self.value["articles"]).len()
    }

    /// Whether it has no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of an article.
    #[must_use]
    pub fn text(&self, article: usize) -> &str {
        self.value["articles"][article]["text"].as_str().expect("an article has a text")
    }

    /// The titles of the articles, in order.
    #[must_use]
    pub fn titles(&self) -> Vec<&str> {
        self.list(&self.value["articles"]).iter().map(|article| string(&article["title"])).collect()
    }

    /// The annotations of an article.
    #[must_use]
    pub fn annotations(&self, article: usize) -> &[Value] {
        self.list(&self.value["articles"][article]["annotations"])
    }

    /// The one annotation of this label and text in the first article. Panics where there is not just one.
    #[track_caller]
    pub fn annotation(&self, label: &str, text: &str) -> &Value {
        let found: Vec<_> = self
            .annotations(0)
            .iter()
            .filter(|annotation| annotation["label"] == label && annotation["text"] == text)
            .collect();
        assert_eq!(found.len(), 1, "{label} “{text}” in:\n{}", self.drawn(0));
        found[0]
    }

    /// The annotations of an article, drawn inside its text.
    #[must_use]
    pub fn drawn(&self, article: usize) -> String {
        let spans = self.annotations(article).iter().map(|annotation| Drawn {
            label: string(&annotation["label"]).to_owned(),
            start: number(&annotation["start"]),
            end: number(&annotation["end"]),
        });
        draw(self.text(article), &spans.collect::<Vec<_>>())
    }

    /// The relations of an article as `kind: from -> to`, sorted.
    #[must_use]
    pub fn links(&self, article: usize) -> Vec<String> {
        let covered = |id: &Value| {
            let annotation = self.annotations(article).iter().find(|annotation| annotation["id"] == *id);
            string(
                &annotation.unwrap_or_else(|| panic!("a relation leads to {id}, which is not there"))["text"],
            )
        };
        let relations = self.list(&self.value["articles"][article]["relations"]).iter();
        let line = |relation: &Value| {
            let (from, to) = (covered(&relation["from"]), covered(&relation["to"]));
            format!("{}: {from} -> {to}", string(&relation["kind"]))
        };
        let mut lines: Vec<_> = relations.map(line).collect();
        lines.sort();
        lines
    }

    fn list<'a>(&self, value: &'a Value) -> &'a [Value] {
        value.as_array().map(Vec::as_slice).unwrap_or_else(|| panic!("no list: {value}"))
    }

    fn check_schema(&self) {
        let validator = validator();
        let faults: Vec<_> = validator
            .iter_errors(&self.value)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "the document breaks its schema:\n{}", faults.join("\n"));
    }

    fn check_article(&self, article: usize) {
        let text = self.text(article);
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(string(&self.value["articles"][article]["sha256"]), digest, "the digest of the text");
        let chars: Vec<char> = text.chars().collect();
        for annotation in self.annotations(article) {
            let (start, end) = (number(&annotation["start"]), number(&annotation["end"]));
            let covered: String =
                chars.get(start..end).map(|chars| chars.iter().collect()).unwrap_or_default();
            assert_eq!(covered, string(&annotation["text"]), "text[{start}:{end}] of {annotation}");
            assert!(!covered.is_empty(), "an annotation covers nothing: {annotation}");
        }
    }
}

/// The published schema, ready to be asked.
#[must_use]
pub fn validator() -> jsonschema::Validator {
    let text = std::fs::read_to_string(Path::new(SCHEMA))
        .unwrap_or_else(|error| panic!("the schema is not at {SCHEMA}: {error}"));
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is a JSON Schema of 2020-12");
    jsonschema::validator_for(&schema).expect("the schema can be compiled")
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no string: {value}"))
}

fn number(value: &Value) -> usize {
    let number = value.as_u64().unwrap_or_else(|| panic!("no offset: {value}"));
    usize::try_from(number).expect("an offset fits")
}

//! What only a person can decide about an import, and what they decided. Until then what depends on it is left out.
//!
//! Apart from the formats themselves, because the page speaks of it without them.

use std::collections::BTreeMap;

use super::offset_unit::OffsetUnit;
use crate::model::Name;
use crate::model::packing::{pack_fields, pack_variants};

/// What is open. With the answers in the options the same files are read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Labels that the scheme lacks, by name.
    pub labels: BTreeMap<String, Foreign>,
    /// Relation kinds that the scheme lacks, by name.
    pub relations: BTreeMap<String, Foreign>,
    /// Whether bare offsets count code points or UTF-16 units.
    pub unit: Option<UnitQuestion>,
}

impl Questions {
    /// Whether nothing is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.relations.is_empty() && self.unit.is_none()
    }
}

/// A name that the scheme lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// How often the files use it.
    pub count: usize,
    /// What the first that bears it covers; empty where the file does not say.
    pub example: String,
    /// A name of the scheme that differs only in case or signs.
    pub like: Option<Name>,
}

/// How many different names are told apart.
#[cfg(feature = "interchange")]
const MOST: usize = 1_000;

#[cfg(feature = "interchange")]
impl Foreign {
    pub(super) fn note(
        names: &mut BTreeMap<String, Self>,
        name: &str,
        like: Option<Name>,
        example: impl FnOnce() -> Option<String>,
    ) {
        if names.len() >= MOST && !names.contains_key(name) {
            return;
        }
        let foreign = names.entry(name.to_owned()).or_insert_with(|| Self {
            count: 0,
            example: example().unwrap_or_default(),
            like,
        });
        foreign.count += 1;
    }
}

/// Two readings of the same bare offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitQuestion {
    /// In how many articles it matters.
    pub articles: usize,
    /// The label of the first span that the two readings place differently.
    pub label: String,
    /// What it covers, counted in code points; empty where it fits nothing.
    pub in_code_points: String,
    /// What it covers, counted in UTF-16 units; empty where it fits nothing.
    pub in_utf16: String,
}

/// What becomes of a label or a relation kind that the scheme lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It joins the scheme.
    Add,
    /// It is read as one that the scheme has.
    Map(String),
    /// What bears it is left out, counted.
    Skip,
}

/// What was decided about the files of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// What becomes of each label that the scheme lacks.
    pub labels: BTreeMap<String, Choice>,
    /// What becomes of each relation kind that the scheme lacks.
    pub relations: BTreeMap<String, Choice>,
    /// In what bare offsets count. True of these files only, so that it is never remembered.
    pub unit: Option<OffsetUnit>,
}

/// The decisions about each format as a text that can be kept: a line a name. What bare offsets count in is left out.
#[must_use]
pub fn to_lines(decisions: &BTreeMap<String, Decisions>) -> String {
    let mut lines = String::new();
    for (format, decisions) in decisions {
        for (what, names) in [("label", &decisions.labels), ("relation", &decisions.relations)] {
            for (name, choice) in names {
                let (verb, target) = match choice {
                    Choice::Add => ("add", ""),
                    Choice::Map(target) => ("map", target.as_str()),
                    Choice::Skip => ("skip", ""),
                };
                let fields = [format.as_str(), what, name, verb, target];
                // A name that would break the line is asked for again.
                if !fields.iter().any(|field| field.contains(['\t', '\n']) || field.len() > LONGEST) {
                    lines.push_str(&fields.join("\t"));
                    lines.push('\n');
                }
            }
        }
    }
    lines
}

/// The longest name that is kept, in bytes.
const LONGEST: usize = 200;

/// What [`to_lines`] wrote; lines that say nothing are passed over.
#[must_use]
pub fn from_lines(lines: &str) -> BTreeMap<String, Decisions> {
    let mut decisions: BTreeMap<String, Decisions> = BTreeMap::new();
    for line in lines.split('\n') {
        let fields: Vec<&str> = line.split('\t').collect();
        let [format, what, name, verb, target] = fields.as_slice() else { continue };
        let choice = match *verb {
            "add" => Choice::Add,
            "map" => Choice::Map((*target).to_owned()),
            "skip" => Choice::Skip,
            _ => continue,
        };
        let of_format = decisions.entry((*format).to_owned()).or_default();
        match *what {
            "label" => of_format.labels.insert((*name).to_owned(), choice),
            "relation" => of_format.relations.insert((*name).to_owned(), choice),
            _ => continue,
        };
    }
    decisions
}

pack_fields!(Questions { labels, relations, unit });
pack_fields!(Foreign { count, example, like });
pack_fields!(UnitQuestion { articles, label, in_code_points, in_utf16 });
pack_variants!(Choice { 0: Add {}, 1: Map { 0: name }, 2: Skip {} });
pack_fields!(Decisions { labels, relations, unit });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_kept_as_lines() {
        let choices: BTreeMap<String, Choice> = [
            ("PER".to_owned(), Choice::Map("source".to_owned())),
            ("locuteur « é »".to_owned(), Choice::Add),
            (String::new(), Choice::Skip),
        ]
        .into();
        let kept = Decisions { labels: choices.clone(), relations: choices, unit: None };
        let kept: BTreeMap<String, Decisions> = [("brat".to_owned(), kept)].into();
        assert_eq!(from_lines(&to_lines(&kept)), kept);
        let odd = Decisions { labels: [("a\tb".to_owned(), Choice::Add)].into(), ..Decisions::default() };
        assert_eq!(to_lines(&[("brat".to_owned(), odd)].into()), "");
        assert!(from_lines("nonsense\nbrat\tlabel\tx\tfly\t\n").is_empty());
    }
}

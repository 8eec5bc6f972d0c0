//! What was read of a CAS, in either notation, and the draft that it makes.

use std::collections::HashMap;

use super::layers::META;
use crate::formats::interchange::{Assembly, Draft, DraftRelation, DraftSpan, Unit};
use crate::formats::placement::Counting;
use crate::messages::message;
use crate::model::article::Metadata;

/// One feature structure. References are the numbers of others, as text.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) id: String,
    /// The full name of its type.
    pub(super) kind: String,
    pub(super) features: Vec<(String, String)>,
}

impl Structure {
    /// Whether anything of it is read: scaffolding is most of a CAS and stays out of the memory.
    pub(super) fn is_of_use(&self) -> bool {
        let short = self.short();
        let is_meta = matches!(short, "DocumentMetaData" | "DocumentAnnotation");
        is_meta || (!SCAFFOLD.contains(&short) && self.get("begin").is_some())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.features.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn place(&self) -> Option<(u64, u64)> {
        Some((self.get("begin")?.parse().ok()?, self.get("end")?.parse().ok()?))
    }

    fn short(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or(&self.kind)
    }

    /// What a relation says it is, and whether it says more. A project may call the one feature for it as it likes.
    fn relation(&self) -> (String, bool) {
        let is_said = |(name, value): &&(String, String)| {
            !value.is_empty() && !NO_ATTRIBUTES.contains(&name.as_str()) && name != "flavor"
        };
        let said: Vec<&(String, String)> = self.features.iter().filter(is_said).collect();
        let known = said.iter().any(|(name, _)| LABELS.contains(&name.as_str()));
        match said.as_slice() {
            [(_, value)] if !known => (value.clone(), false),
            said => (self.label(), said.len() > 1 || (!known && !said.is_empty())),
        }
    }

    /// What it says it is: the feature that INCEpTION's layers have for it, else the layer itself.
    fn label(&self) -> String {
        let said = LABELS.iter().find_map(|name| self.get(name).filter(|value| !value.is_empty()));
        said.unwrap_or(self.short()).to_owned()
    }
}

/// Features that say what a structure is, the likeliest first.
const LABELS: [&str; 5] = ["label", "value", "DependencyType", "PosValue", "category"];

/// Features that are no attributes.
const NO_ATTRIBUTES: [&str; 8] =
    ["sofa", "begin", "end", "note", "name", "Governor", "Dependent", "identifier"];

/// Types that every CAS has and nobody annotates.
const SCAFFOLD: [&str; 8] = [
    "Sentence",
    "Token",
    "DocumentMetaData",
    "DocumentAnnotation",
    "TagsetDescription",
    "CASMetadata",
    "FeatureDefinition",
    "LayerDefinition",
];

/// Layers of grammar.
const GRAMMAR: [&str; 6] = ["POS", "Lemma", "MorphologicalFeatures", "Stem", "Dependency", "Chunk"];

/// Hands the article of one file to the assembly. `sofas` are the texts by number.
pub(super) fn add(
    place: &str,
    title: &str,
    sofas: &HashMap<String, String>,
    structures: &[Structure],
    assembly: &mut Assembly<'_>,
) {
    let mut numbers: Vec<&String> = sofas.keys().collect();
    numbers.sort_by_key(|number| (number.len(), number.as_str()));
    let Some(first) = numbers.first() else {
        assembly.reject(place, message::read_no_sofa());
        return;
    };
    for other in &numbers[1..] {
        assembly.reject(place, message::read_other_sofa(other.as_str()));
    }
    let mut draft = Draft { place: place.into(), text: sofas[*first].clone(), ..Draft::default() };
    let here = |structure: &&Structure| structure.get("sofa").is_none_or(|sofa| sofa == first.as_str());
    for structure in structures.iter().filter(here) {
        let short = structure.short();
        if structure.kind == META || short == "DocumentAnnotation" {
            let word = |name| structure.get(name).unwrap_or_default().to_owned();
            let language = structure.get("language").filter(|language| *language != "x-unspecified");
            if draft.metadata.language.is_empty() {
                draft.metadata.language = language.unwrap_or_default().to_owned();
            }
            if structure.kind == META {
                draft.id = word("documentId");
                let language = std::mem::take(&mut draft.metadata.language);
                draft.metadata = Metadata {
                    title: word("documentTitle"),
                    language,
                    source: word("documentUri"),
                    ..Metadata::default()
                };
            }
        } else if SCAFFOLD.contains(&short) {
            // Said by the text itself, or about the file.
        } else if GRAMMAR.contains(&short) {
            assembly.reject_often(place, message::read_grammar(short));
        } else if let (Some(from), Some(to)) = (structure.get("Governor"), structure.get("Dependent")) {
            let (kind, rest) = structure.relation();
            if rest {
                assembly.reject_often(place, message::read_relation_features());
            }
            draft.relations.push(DraftRelation {
                id: String::new(),
                kind,
                from: from.to_owned(),
                to: to.to_owned(),
            });
        } else if let Some((start, end)) = structure.place() {
            let label = structure.label();
            let is_label = |name: &str, value: &str| LABELS.contains(&name) && value == label;
            let said = |(name, value): &&(String, String)| {
                let other = NO_ATTRIBUTES.contains(&name.as_str()) || is_label(name, value);
                !value.is_empty() && !other
            };
            draft.spans.push(DraftSpan {
                key: structure.id.clone(),
                id: structure.get("name").unwrap_or_default().to_owned(),
                start,
                end,
                attributes: structure.features.iter().filter(said).cloned().collect(),
                note: structure.get("note").unwrap_or_default().to_owned(),
                label,
                ..DraftSpan::default()
            });
        }
    }
    if draft.id.is_empty() {
        draft.id = title.to_owned();
    }
    assembly.add(draft, Unit::Sure(Counting::Utf16));
}

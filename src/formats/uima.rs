//! UIMA's CAS, as INCEpTION imports and exports it: XMI with its type system, or JSON. Offsets count UTF-16
//! units.
//!
//! Both are one thing in two notations. `cas.rs` knows what stands in a CAS and makes drafts of it, `layers.rs`
//! puts articles into the layers that we write, `xmi.rs` and `json.rs` are the notations. Read are any layers
//! with begin and end, and any with `Governor` and `Dependent` between them.

mod cas;
mod json;
mod layers;
mod xmi;

use super::interchange::{Carries, Format, Head, Losses, Reader};
use super::json::Json;
use crate::messages::message;
use crate::model::{Document, Scheme};

pub(super) use layers::feature_name;
pub use layers::xml_text;

/// XMI, an article a file.
pub const XMI: Format = Format {
    id: "uima-xmi",
    name: message::format_uima_xmi,
    about: message::format_uima_xmi_about,
    extension: "xmi",
    carries: CARRIES,
    reader: Some(Reader { recognises: |head| xmi::is_xmi(head.text), read: xmi::read, texts: false }),
    writer: Some(|plan| Box::new(xmi::Files::new(plan))),
    subsets: false,
    also_lost: Some(lost_in_xml),
};

/// JSON, an article a file.
pub const JSON: Format = Format {
    id: "uima-json",
    name: message::format_uima_json,
    about: message::format_uima_json_about,
    extension: "json",
    carries: CARRIES,
    reader: Some(Reader { recognises: is_json, read: json::read, texts: false }),
    writer: Some(|plan| Box::new(json::Files::new(plan))),
    subsets: false,
    also_lost: Some(also_lost),
};

const CARRIES: Carries = Carries {
    origin: false,
    moments: false,
    scheme: false,
    relation_ids: false,
    progress: false,
    ..Carries::ALL
};

fn is_json(head: &Head<'_>) -> bool {
    head.record.as_ref().is_some_and(|record: &Json<'_>| record.get("%FEATURE_STRUCTURES").is_some())
}

fn also_lost(document: &Document, _: &Scheme, losses: &mut Losses) {
    let names = document.annotations().iter().flat_map(|annotation| annotation.attributes.keys());
    let renamed = names.filter(|name| feature_name(name.as_str()) != name.as_str());
    losses.add(message::lost_feature_names(), renamed.count());
}

fn lost_in_xml(document: &Document, scheme: &Scheme, losses: &mut Losses) {
    also_lost(document, scheme, losses);
    let article = document.article();
    let metadata = article.metadata();
    let said: [&str; 5] =
        [article.text(), article.id().as_str(), &metadata.title, &metadata.language, &metadata.source];
    let forbidden = |text: &str| text.chars().filter(|c| !layers::is_xml(*c)).count();
    let of_annotations = document.annotations().iter().map(|annotation| {
        let values = annotation.attributes.values().map(|value| forbidden(value.as_str()));
        forbidden(&annotation.note) + forbidden(annotation.id.as_str()) + values.sum::<usize>()
    });
    let count = said.into_iter().map(forbidden).sum::<usize>() + of_annotations.sum::<usize>();
    losses.add(message::lost_control(), count);
}

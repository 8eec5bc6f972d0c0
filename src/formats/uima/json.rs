//! The notation in JSON.

use std::collections::HashMap;

use serde_json::{Map, Value as Written, json};

use super::cas::{self, Structure};
use super::layers::{self, Value, structures, types};
use crate::formats::error::FormatError;
use crate::formats::interchange::file_names::FileNames;
use crate::formats::interchange::record::{as_name, list};
use crate::formats::interchange::{Assembly, Opened, Pieces, Plan, Writer};
use crate::formats::json::Json;
use crate::messages::message;
use crate::model::Document;

pub(super) fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        match Json::parse(&file.text) {
            Ok(value) if value.get("%FEATURE_STRUCTURES").is_some() => {
                let (sofas, structures) = parts(&value);
                cas::add(&file.name, file.title(), &sofas, &structures, assembly);
            }
            Ok(_) => assembly.reject(file.name.clone(), message::read_no_cas()),
            Err(error) => assembly.reject(file.name.clone(), error.message()),
        }
    }
    Ok(())
}

fn parts(value: &Json<'_>) -> (HashMap<String, String>, Vec<Structure>) {
    let mut sofas = HashMap::new();
    let mut structures = Vec::new();
    // A file may give them as a list, or by number.
    let all: Vec<(Option<String>, &Json<'_>)> = match value.get("%FEATURE_STRUCTURES") {
        Some(Json::Object(entries)) => {
            entries.iter().map(|(id, value)| (Some(id.clone().into_owned()), value)).collect()
        }
        _ => list(value, &["%FEATURE_STRUCTURES"]).iter().map(|value| (None, value)).collect(),
    };
    for (id, value) in all {
        let Json::Object(entries) = value else { continue };
        let mut structure = Structure { id: id.unwrap_or_default(), ..Structure::default() };
        for (name, value) in entries {
            let Some(value) = as_name(value) else { continue };
            match name.as_ref() {
                "%ID" => structure.id = value,
                "%TYPE" => structure.kind = value,
                name => structure.features.push((name.trim_start_matches('@').to_owned(), value)),
            }
        }
        if structure.kind == "uima.cas.Sofa" {
            if let Some((_, text)) = structure.features.into_iter().find(|(name, _)| name == "sofaString") {
                sofas.insert(structure.id, text);
            }
        } else if structure.is_of_use() {
            structures.push(structure);
        }
    }
    (sofas, structures)
}

pub(super) struct Files {
    names: FileNames,
    types: Map<String, Written>,
}

impl Files {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let mut written = Map::new();
        for (name, parent, features) in types(plan.scheme) {
            let mut kind = Map::new();
            kind.insert("%NAME".to_owned(), name.into());
            kind.insert("%SUPER_TYPE".to_owned(), parent.into());
            for (feature, range) in features {
                kind.insert(feature.clone(), json!({ "%NAME": feature, "%RANGE": range }));
            }
            written.insert(name.to_owned(), kind.into());
        }
        Self { names: FileNames::default(), types: written }
    }
}

impl Writer for Files {
    fn several_files(&self) -> bool {
        true
    }

    fn begin(&mut self, _: usize, _: &mut Pieces) {}

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        out.file(format!("{}.json", self.names.name(article.id().as_str())));
        let mut written = vec![json!({
            "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
            "sofaString": &**article.text(),
        })];
        let structures = structures(document);
        let members: Vec<usize> = structures.iter().map(|structure| structure.id).collect();
        for layers::Structure { id, kind, begin, end, features } in structures {
            let mut structure = Map::new();
            structure.insert("%ID".to_owned(), id.into());
            structure.insert("%TYPE".to_owned(), kind.into());
            structure.insert("@sofa".to_owned(), 1.into());
            structure.insert("begin".to_owned(), begin.into());
            structure.insert("end".to_owned(), end.into());
            for (name, value) in features {
                match value {
                    Value::Text(text) => structure.insert(name, text.into()),
                    Value::Reference(id) => structure.insert(format!("@{name}"), id.into()),
                };
            }
            written.push(structure.into());
        }
        let cas = json!({
            "%TYPES": self.types,
            "%FEATURE_STRUCTURES": written,
            "%VIEWS": { "_InitialView": { "%SOFA": 1, "%MEMBERS": members } },
        });
        out.text(cas.to_string());
        out.text("\n");
    }
}

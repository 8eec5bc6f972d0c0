//! The notation in XML. No entity is expanded but the five of XML and numbered ones, and no DTD is read.

use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::NsReader;

use super::cas::{self, Structure};
use super::layers::{self, Type, Value, structures, types, xml_text};
use crate::formats::error::FormatError;
use crate::formats::interchange::file_names::FileNames;
use crate::formats::interchange::{Assembly, Opened, Pieces, Plan, Writer};
use crate::messages::{Message, message};
use crate::model::Document;

/// More annotations than one article can have.
const MAX_STRUCTURES: usize = 500_000;

/// More than any layer says of one annotation. All are compared with each other, whether one stands twice.
const MAX_FEATURES: usize = 1_000;

/// More than all annotations together say.
const MAX_ALL_FEATURES: usize = 5_000_000;

pub(super) fn is_xmi(text: &str) -> bool {
    let head: String = text.chars().take(20_000).collect();
    head.contains("http://www.omg.org/XMI") && head.contains(":XMI")
}

pub(super) fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    for file in &opened.files {
        if !is_xmi(&file.text) {
            // What the types say is seen in the annotations themselves.
            if !file.text.contains("<typeSystemDescription") {
                assembly.reject(file.name.clone(), message::read_no_xmi());
            }
            continue;
        }
        let mut read = Reading::default();
        if let Err((at, what)) = parse(&file.text, &mut read) {
            let before = &file.text[..at.min(file.text.len())];
            let line = before.matches('\n').count() + 1;
            let what = message::read_xml_until(what, line.to_string());
            assembly.reject(file.name.clone(), what);
        }
        if read.is_full {
            assembly.reject(file.name.clone(), message::read_many_annotations(MAX_STRUCTURES));
        }
        cas::add(&file.name, file.title(), &read.sofas, &read.structures, assembly);
    }
    Ok(())
}

#[derive(Default)]
struct Reading {
    sofas: HashMap<String, String>,
    structures: Vec<Structure>,
    /// How many features all structures have.
    features: usize,
    /// Whether there are more structures than are read. The text mostly stands after them.
    is_full: bool,
}

fn parse(text: &str, read: &mut Reading) -> Result<(), (usize, Message)> {
    let mut reader = NsReader::from_str(text);
    let (mut depth, mut kept) = (0_usize, false);
    // Features with several values stand as elements in the element of their structure.
    let mut inner: Option<(String, String)> = None;
    loop {
        let event = reader.read_event().map_err(|error| {
            (reader.error_position() as usize, message::read_xml_fault(error.to_string()))
        })?;
        let at = reader.buffer_position() as usize;
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth == 2 {
                    kept = element_read(&reader, &element, read).map_err(|what| (at, what))?;
                } else if depth == 3 {
                    inner = Some((element.local_name().as_ref().to_owned(), String::new()));
                } else if depth > 64 {
                    return Err((at, message::read_xml_deep()));
                }
            }
            Event::Empty(element) => {
                if depth == 1 {
                    kept = element_read(&reader, &element, read).map_err(|what| (at, what))?;
                }
            }
            Event::Text(words) => {
                if let Some((_, value)) = &mut inner {
                    value.push_str(&words.xml10_content());
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 2
                    && let (Some((name, value)), Some(structure)) = (inner.take(), read.structures.last_mut())
                    && kept
                {
                    structure.features.push((name, value));
                    read.features += 1;
                    if structure.features.len() > MAX_FEATURES {
                        return Err((at, message::read_xml_many_features(MAX_FEATURES)));
                    }
                }
            }
            Event::Eof if depth > 0 => return Err((at, message::read_xml_cut())),
            Event::Eof => return Ok(()),
            Event::GeneralRef(reference) => {
                let c = reference
                    .resolve_char_ref()
                    .map_err(|error| (at, message::read_xml_fault(error.to_string())))?;
                let known =
                    c.or_else(|| resolve_predefined_entity(&reference).and_then(|text| text.chars().next()));
                let c = known.ok_or_else(|| (at, message::read_xml_entity(&*reference)))?;
                if let Some((_, value)) = &mut inner {
                    value.push(c);
                }
            }
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::DocType(_) => {}
        }
        if read.features > MAX_ALL_FEATURES {
            return Err((at, message::read_xml_many_features(MAX_ALL_FEATURES)));
        }
    }
}

/// Whether the structure was kept.
fn element_read(
    reader: &NsReader<&[u8]>,
    element: &BytesStart<'_>,
    read: &mut Reading,
) -> Result<bool, Message> {
    let (namespace, local) = reader.resolver().resolve_element(element.name());
    let package = match namespace {
        quick_xml::name::ResolveResult::Bound(namespace) => package(namespace.as_ref()),
        _ => String::new(),
    };
    let mut structure = Structure { kind: format!("{package}{}", local.as_ref()), ..Structure::default() };
    for (n, attribute) in element.attributes().enumerate() {
        if n >= MAX_FEATURES {
            return Err(message::read_xml_many_features(MAX_FEATURES));
        }
        let attribute = attribute.map_err(|error| message::read_xml_fault(error.to_string()))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| message::read_xml_fault(error.to_string()))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        if name == "id" && attribute.key.prefix().is_some() {
            structure.id = value.into_owned();
        } else {
            structure.features.push((name, value.into_owned()));
        }
    }
    match structure.kind.as_str() {
        "uima.cas.Sofa" => {
            let text = structure.features.into_iter().find(|(name, _)| name == "sofaString");
            if let Some((_, text)) = text {
                read.sofas.insert(structure.id, text);
            }
        }
        "uima.cas.NULL" | "uima.cas.View" => {}
        _ if structure.is_of_use() && read.structures.len() == MAX_STRUCTURES => read.is_full = true,
        _ if structure.is_of_use() => {
            read.features += structure.features.len();
            read.structures.push(structure);
            return Ok(true);
        }
        _ => {}
    }
    Ok(false)
}

/// The package of a namespace such as `http:///uima/cas.ecore`, with a full stop after it.
fn package(namespace: &str) -> String {
    let path = namespace.strip_prefix("http:///").and_then(|path| path.strip_suffix(".ecore"));
    match path {
        Some("") | None => String::new(),
        Some(path) => format!("{}.", path.replace('/', ".")),
    }
}

pub(super) struct Files {
    names: FileNames,
    types: Vec<Type>,
}

impl Files {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        Self { names: FileNames::default(), types: types(plan.scheme) }
    }
}

/// The namespaces of our types, by prefix.
const NAMESPACES: [(&str, &str); 3] = [
    ("custom", "custom"),
    ("segmentation", "de/tudarmstadt/ukp/dkpro/core/api/segmentation/type"),
    ("metadata", "de/tudarmstadt/ukp/dkpro/core/api/metadata/type"),
];

fn element_name(kind: &str) -> String {
    let path = kind.replace('.', "/");
    let found = NAMESPACES.iter().find_map(|(prefix, package)| {
        Some(format!("{prefix}:{}", path.strip_prefix(package)?.strip_prefix('/')?))
    });
    found.unwrap_or_else(|| kind.to_owned())
}

/// An attribute's value: what a parser would turn into blanks is written in numbers.
fn value(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in xml_text(text).chars() {
        match c {
            '&' => value.push_str("&amp;"),
            '<' => value.push_str("&lt;"),
            '>' => value.push_str("&gt;"),
            '"' => value.push_str("&quot;"),
            '\n' => value.push_str("&#10;"),
            '\r' => value.push_str("&#13;"),
            '\t' => value.push_str("&#9;"),
            // A parser of XML 1.1 would take them for line ends.
            '\u{85}' | '\u{2028}' | '\u{7f}'..='\u{9f}' => value.push_str(&format!("&#{};", u32::from(c))),
            c => value.push(c),
        }
    }
    value
}

impl Writer for Files {
    fn several_files(&self) -> bool {
        true
    }

    fn begin(&mut self, _: usize, out: &mut Pieces) {
        out.file("TypeSystem.xml");
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n",
        );
        for (name, parent, features) in &self.types {
            text += &format!(
                "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      <supertypeName>{parent}</supertypeName>\n      <features>\n"
            );
            for (feature, range) in features {
                text += &format!(
                    "        <featureDescription>\n          <name>{feature}</name>\n          <description/>\n          <rangeTypeName>{range}</rangeTypeName>\n        </featureDescription>\n"
                );
            }
            text += "      </features>\n    </typeDescription>\n";
        }
        out.text(text + "  </types>\n</typeSystemDescription>\n");
    }

    fn document(&mut self, _: usize, document: &Document, out: &mut Pieces) {
        let article = document.article();
        out.file(format!("{}.xmi", self.names.name(article.id().as_str())));
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\"",
        );
        for (prefix, package) in NAMESPACES {
            text += &format!(" xmlns:{prefix}=\"http:///{package}.ecore\"");
        }
        text += " xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n";
        let structures = structures(document);
        for layers::Structure { id, kind, begin, end, features } in &structures {
            text += &format!(
                "  <{} xmi:id=\"{id}\" sofa=\"1\" begin=\"{begin}\" end=\"{end}\"",
                element_name(kind)
            );
            for (name, held) in features {
                let held = match held {
                    Value::Text(text) => value(text),
                    Value::Reference(id) => id.to_string(),
                };
                text += &format!(" {name}=\"{held}\"");
            }
            text += "/>\n";
        }
        text += &format!(
            "  <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"{}\"/>\n",
            value(article.text())
        );
        let members: Vec<String> = structures.iter().map(|structure| structure.id.to_string()).collect();
        text += &format!("  <cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n", members.join(" "));
        out.text(text);
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Import, Input, Opened, ReadOptions, read};
    use crate::model::fixture::drawn;

    fn import(text: &str) -> Import {
        let opened = Opened::new(vec![Input { name: "a.xmi".into(), bytes: text.into() }]).unwrap();
        read(&opened, crate::formats::interchange::format("uima-xmi"), &ReadOptions::default()).unwrap()
    }

    const XMI: &str = r#"<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type4="http:///a/b.ecore" xmi:version="2.0">
        <type4:Layer xmi:id="7" sofa="1" begin="3" end="6" value="quote"/>
        <type4:Layer xmi:id="8" sofa="1" begin="13" end="18" value="source"/>
        <type4:Links xmi:id="9" sofa="1" begin="13" end="18" Governor="7" Dependent="8" label="said_by"/>
        <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="👩 Oui,&#13;&#10;dit &#201;lise."/>
        </xmi:XMI>"#;

    #[test]
    fn any_layer_is_read_with_its_line_ends() {
        let import = import(XMI);
        assert_eq!(import.reading.rejected, []);
        let dataset = import.reading.into_dataset().unwrap();
        assert_eq!(drawn(&dataset), "👩 [quote:Oui],\r\ndit [source:Élise].");
        assert_eq!(dataset.documents()[0].relations().len(), 1);
    }

    #[test]
    fn a_relation_is_called_as_its_one_feature_says_and_what_it_says_more_is_told() {
        let kinds = |features: &str| {
            let reading = import(&XMI.replace("label=\"said_by\"", features)).reading;
            let document = &reading.documents[0];
            let kinds: Vec<_> = document.relations.iter().map(|relation| relation.kind.to_string()).collect();
            (kinds, reading.rejected.len())
        };
        let said_by = || vec!["said_by".to_owned()];
        assert_eq!(kinds("how=\"said_by\""), (said_by(), 0));
        assert_eq!(kinds("label=\"said_by\" sure=\"yes\""), (said_by(), 1));
    }

    #[test]
    fn a_billion_laughs_are_an_unknown_entity() {
        let dtd = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        let text = format!("<?xml version=\"1.0\"?>{dtd}{}", XMI.replace("Oui", "&b;"));
        let reading = import(&text).reading;
        assert_eq!(reading.documents.len(), 0);
        assert!(reading.rejected[0].reason.to_string().contains("entity"), "{:?}", reading.rejected);
        assert!(reading.rejected[0].reason.to_string().contains("line 5"), "{:?}", reading.rejected);
    }

    #[test]
    fn an_element_with_attributes_without_end_is_refused_at_once() {
        let many: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
        let reading = import(&XMI.replace(" begin=\"3\"", &format!(" begin=\"3\"{many}"))).reading;
        assert!(reading.rejected[0].reason.to_string().contains("more than 1,000"), "{:?}", reading.rejected);
    }

    #[test]
    fn what_breaks_off_is_told_with_its_line() {
        for (cut, _) in XMI.char_indices().skip(200) {
            let reading = import(&XMI[..cut]).reading;
            assert!(reading.rejected[0].reason.to_string().contains("line "), "{cut} {:?}", reading.rejected);
        }
    }
}

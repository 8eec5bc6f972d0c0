//! From pages, lists and single annotations to drafts, one for each article that they name.

use std::collections::{BTreeMap, HashMap};

use super::{CONTEXT, URN, decoded};
use crate::formats::error::FormatError;
use crate::formats::hugging_face::origin_named;
use crate::formats::interchange::lines::records;
use crate::formats::interchange::record::{list, text, whole};
use crate::formats::interchange::{Assembly, Draft, DraftRelation, DraftSpan, Opened, TextFile, Unit};
use crate::formats::json::Json;
use crate::formats::offset_unit::OffsetUnit;
use crate::messages::{Message, message};
use crate::model::article::Metadata;

pub(super) fn names_context(value: &Json<'_>) -> bool {
    match value {
        Json::Text(text) => text.trim_end_matches('/').replace("https:", "http:") == CONTEXT,
        Json::List(list) => list.iter().any(names_context),
        _ => false,
    }
}

/// The annotations of one file on one article.
#[derive(Default)]
struct Page {
    metadata: Metadata,
    id: String,
    spans: Vec<DraftSpan>,
    relations: Vec<DraftRelation>,
}

pub(super) fn read(opened: &Opened, assembly: &mut Assembly<'_>) -> Result<(), FormatError> {
    let texts: Vec<&TextFile> = opened.files.iter().filter(|file| file.ending() == "txt").collect();
    let mut read_texts = vec![false; texts.len()];
    for file in opened.files.iter().filter(|file| file.ending() != "txt") {
        let mut pages: BTreeMap<String, Page> = BTreeMap::new();
        let mut links = Vec::new();
        for (place, record) in records(file) {
            match record {
                Ok(record) => read_record(&place, &record, &mut pages, &mut links, assembly),
                Err(error) => assembly.reject(place, error.message()),
            }
        }
        put_links(links, &mut pages);
        let alone = pages.len() <= 1;
        for (source, page) in pages {
            // The text beside the page is meant where there is one page in the file.
            let beside = texts.iter().position(|text| text.stem() == file.stem()).filter(|_| alone);
            let named =
                || texts.iter().position(|text| !source.is_empty() && source.ends_with(text.name.as_str()));
            let only = || (texts.len() == 1 && alone).then_some(0);
            let found = beside.or_else(named).or_else(only);
            let known = assembly.options().texts.get(source.as_str());
            let known = known.or_else(|| assembly.options().texts.get(page.id.as_str())).cloned();
            let text = match (found, &known) {
                (Some(n), _) => {
                    read_texts[n] = true;
                    texts[n].text.clone()
                }
                (None, Some(article)) => article.text().to_string(),
                (None, None) => {
                    assembly.reject(
                        file.name.clone(),
                        message::read_no_article(
                            page.spans.len(),
                            if source.is_empty() { "unknown" } else { source.as_str() },
                            format!("{}.txt", file.stem()),
                        ),
                    );
                    continue;
                }
            };
            let metadata = known.map_or(page.metadata, |article| article.metadata().clone());
            let title = if page.id.is_empty() { file.title().to_owned() } else { page.id };
            let draft = Draft {
                place: file.name.as_str().into(),
                id: title,
                metadata,
                text,
                spans: page.spans,
                relations: page.relations,
            };
            assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
        }
    }
    for (file, _) in texts.iter().zip(read_texts).filter(|(_, read)| !read) {
        let draft = Draft {
            place: file.name.as_str().into(),
            id: file.title().to_owned(),
            text: file.text.clone(),
            ..Draft::default()
        };
        assembly.add(draft, Unit::Likely(OffsetUnit::CodePoint));
    }
    Ok(())
}

/// A page, a collection with pages in it, or one annotation.
fn read_record(
    place: &Message,
    record: &Json<'_>,
    pages: &mut BTreeMap<String, Page>,
    links: &mut Vec<DraftRelation>,
    assembly: &mut Assembly<'_>,
) {
    if record.get("target").is_some() {
        read_annotation(place, record, pages, links, assembly);
        return;
    }
    if let Some(first @ Json::Object(_)) = record.get("first") {
        read_record(place, first, pages, links, assembly);
        return;
    }
    let Some(Json::List(items)) = record.get("items") else {
        assembly.reject(place, message::read_no_page());
        return;
    };
    let id = text(record, &["id"]).and_then(|id| unnamed("page", &id)).unwrap_or_default();
    let word = |key| text(record, &[key]).unwrap_or_default();
    let metadata = Metadata {
        title: word("label"),
        language: word("dc:language"),
        source: word("dc:source"),
        ..Metadata::default()
    };
    for (n, item) in items.iter().enumerate() {
        read_annotation(&message::place_inside(place, format!("items[{n}]")), item, pages, links, assembly);
    }
    if pages.is_empty() {
        pages.insert(String::new(), Page::default());
    }
    for page in pages.values_mut() {
        if page.id.is_empty() {
            page.id.clone_from(&id);
        }
        if page.metadata == Metadata::default() {
            page.metadata.clone_from(&metadata);
        }
    }
}

/// The name in one of our own URNs.
fn unnamed(kind: &str, id: &str) -> Option<String> {
    decoded(id.strip_prefix(URN)?.strip_prefix(kind)?.strip_prefix(':')?)
}

fn annotation_name(id: &str) -> String {
    unnamed("annotation", id).unwrap_or_else(|| id.to_owned())
}

fn id_of(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Text(id) => Some(id.clone().into_owned()),
        value => text(value, &["id", "@id"]),
    }
}

fn read_annotation(
    place: &Message,
    item: &Json<'_>,
    pages: &mut BTreeMap<String, Page>,
    links: &mut Vec<DraftRelation>,
    assembly: &mut Assembly<'_>,
) {
    let bodies = values(item.get("body"));
    let tagged = |purposes: &[&str]| {
        let purpose = |body: &Json<'_>| text(body, &["purpose"]).unwrap_or_default();
        let wanted = |body: &&&Json<'_>| purposes.contains(&purpose(body).as_str());
        bodies.iter().filter(wanted).find_map(|body| text(body, &["value", "label"]))
    };
    if text(item, &["motivation"]).as_deref() == Some("linking") {
        let mut ends: Vec<String> = values(item.get("target")).into_iter().filter_map(id_of).collect();
        let is_end = |body: &&&Json<'_>| body.get("value").is_none();
        ends.extend(bodies.iter().filter(is_end).filter_map(|body| id_of(body)));
        match ends.as_slice() {
            [from, to, ..] => links.push(DraftRelation {
                id: text(item, &["id"]).map(|id| relation_name(&id)).unwrap_or_default(),
                kind: tagged(&["tagging", ""]).unwrap_or_default(),
                from: annotation_name(from),
                to: annotation_name(to),
            }),
            _ => assembly.reject(place, message::read_no_link()),
        }
        return;
    }
    let targets = values(item.get("target"));
    let Some(target) = targets.first() else {
        assembly.reject(place, message::read_no_target());
        return;
    };
    if targets.len() > 1 {
        assembly.reject_often(place, message::read_first_target());
    }
    let selectors = selectors(target.get("selector"));
    let of_type = |name: &str| {
        selectors.iter().copied().find(|selector| text(selector, &["type"]).as_deref() == Some(name))
    };
    let (position, quote) = (of_type("TextPositionSelector"), of_type("TextQuoteSelector"));
    let covered = quote.and_then(|quote| text(quote, &["exact"]));
    let start = position.and_then(|position| whole(position, &["start"]));
    let end = position.and_then(|position| whole(position, &["end"]));
    let (start, end) = match (start, end, &covered) {
        (Some(start), Some(end), _) => (start, end),
        // The quote alone is looked for in the text.
        (_, _, Some(covered)) => (u64::MAX - covered.chars().count() as u64, u64::MAX),
        _ => {
            assembly.reject(place, message::read_no_selector());
            return;
        }
    };
    let plain = || bodies.first().and_then(|body| text(body, &["value", "label"]).or_else(|| id_of(body)));
    let Some(label) = tagged(&["tagging", "classifying", "identifying"]).or_else(plain) else {
        assembly.reject(place, message::read_no_body());
        return;
    };
    let mut span = DraftSpan { label, start, end, covered, ..DraftSpan::default() };
    if let Some(id) = text(item, &["id", "@id"]) {
        span.id = annotation_name(&id);
        span.key.clone_from(&span.id);
    }
    for body in &bodies {
        let value = text(body, &["value"]).unwrap_or_default();
        match text(body, &["purpose"]).as_deref() {
            Some("classifying") => {
                if let Some((name, value)) = value.split_once('=') {
                    span.attributes.push((name.to_owned(), value.to_owned()));
                }
            }
            Some("commenting" | "replying" | "describing") => {
                if !span.note.is_empty() {
                    span.note.push('\n');
                }
                span.note.push_str(&value);
            }
            _ => {}
        }
    }
    span.annotator = item
        .get("creator")
        .and_then(|creator| text(creator, &["name", "id"]).or_else(|| id_of(creator)))
        .unwrap_or_default();
    let generator =
        item.get("generator").and_then(|generator| text(generator, &["name"])).unwrap_or_default();
    span.origin = generator.strip_prefix("guillemet ").and_then(origin_named);
    span.created = text(item, &["created"]).unwrap_or_default();
    span.modified = text(item, &["modified"]).unwrap_or_default();
    let source = target.get("source").and_then(id_of).unwrap_or_default();
    let page = pages.entry(source.clone()).or_default();
    if let Some(id) = unnamed("article", &source) {
        page.id = id;
    }
    page.spans.push(span);
}

/// Relations are named within their article.
fn relation_name(id: &str) -> String {
    let name = id
        .strip_prefix(URN)
        .and_then(|rest| rest.strip_prefix("relation:"))
        .and_then(|rest| rest.split_once(':'));
    name.and_then(|(_, name)| decoded(name)).unwrap_or_else(|| id.to_owned())
}

/// A list as it is, one value as a list of one.
fn values<'j, 'a>(value: Option<&'j Json<'a>>) -> Vec<&'j Json<'a>> {
    match value {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::List(list)) => list.iter().collect(),
        Some(one) => vec![one],
    }
}

/// Selectors, and those that refine them.
fn selectors<'j, 'a>(value: Option<&'j Json<'a>>) -> Vec<&'j Json<'a>> {
    let mut found = Vec::new();
    for selector in values(value) {
        found.push(selector);
        found.extend(list(selector, &["items"]));
        found.extend(selector.get("refinedBy"));
    }
    found
}

/// Puts each link to the article of the annotation where it starts.
fn put_links(links: Vec<DraftRelation>, pages: &mut BTreeMap<String, Page>) {
    let mut homes: HashMap<String, String> = HashMap::new();
    for (source, page) in pages.iter() {
        homes.extend(page.spans.iter().map(|span| (span.key.clone(), source.clone())));
    }
    for link in links {
        let home = homes.get(&link.from).or_else(|| pages.keys().next()).cloned().unwrap_or_default();
        pages.entry(home).or_default().relations.push(link);
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::interchange::{Import, Input, Opened, ReadOptions, read};
    use crate::model::Article;
    use crate::model::article::Metadata;
    use crate::model::fixture::drawn;

    const TEXT: &str = "👩 Oui, dit Élise. Oui.";

    fn annotation(id: &str, label: &str, selector: &str) -> String {
        format!(
            r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "{id}", "type": "Annotation",
            "body": [{{"type": "TextualBody", "purpose": "tagging", "value": "{label}"}}],
            "target": {{"source": "http://example.org/a", "selector": {selector}}}}}"#
        )
    }

    fn import(annotations: &[String], options: &ReadOptions, with_text: bool) -> Import {
        let mut inputs =
            vec![Input { name: "a.json".into(), bytes: format!("[{}]", annotations.join(",")).into() }];
        if with_text {
            inputs.push(Input { name: "a.txt".into(), bytes: TEXT.into() });
        }
        read(&Opened::new(inputs).unwrap(), None, options).unwrap()
    }

    fn positions() -> [String; 3] {
        let both = |start: u32, end: u32, exact: &str| {
            format!(
                r#"[{{"type": "TextQuoteSelector", "exact": "{exact}"}}, {{"type": "TextPositionSelector", "start": {start}, "end": {end}}}]"#
            )
        };
        // As Recogito counts: in UTF-16 units.
        [
            annotation("#q", "quote", &both(3, 6, "Oui")),
            annotation("#s", "source", &both(12, 17, "Élise")),
            r##"{"id": "#r", "type": "Annotation", "motivation": "linking", "target": "#q", "body": ["#s", {"type": "TextualBody", "purpose": "tagging", "value": "said_by"}]}"##.to_owned(),
        ]
    }

    #[test]
    fn what_counts_utf16_is_read_by_its_quotes() {
        let import = import(&positions(), &ReadOptions::default(), true);
        assert_eq!((import.format.id, import.reading.rejected.len()), ("web-annotation", 0));
        assert!(
            import.reading.repaired[0].reason.to_string().contains("UTF-16"),
            "{:?}",
            import.reading.repaired
        );
        let dataset = import.reading.into_dataset().unwrap();
        assert_eq!(drawn(&dataset), "👩 [quote:Oui], dit [source:Élise]. Oui.");
        assert_eq!(dataset.documents()[0].relations().len(), 1);
    }

    #[test]
    fn a_text_that_the_options_know_is_annotated_and_a_missing_one_told() {
        let missing = import(&positions(), &ReadOptions::default(), false);
        assert!(
            missing.reading.rejected[0].reason.to_string().contains("http://example.org/a"),
            "{:?}",
            missing.reading.rejected
        );
        let article = Article::new("a".into(), TEXT, Metadata::default());
        let texts = [("http://example.org/a".to_owned(), article)].into();
        let found = import(&positions(), &ReadOptions { texts, ..ReadOptions::default() }, false);
        assert_eq!(found.reading.documents[0].annotations.len(), 2);
    }

    #[test]
    fn a_quote_alone_is_found_where_it_stands_once() {
        let quote = |exact: &str| {
            annotation("#a", "source", &format!(r#"{{"type": "TextQuoteSelector", "exact": "{exact}"}}"#))
        };
        let import = import(&[quote("Élise"), quote("Oui")], &ReadOptions::default(), true);
        assert_eq!(
            drawn(&import.reading.clone().into_dataset().unwrap()),
            "👩 Oui, dit [source:Élise]. Oui."
        );
        assert!(
            import.reading.rejected[0].reason.to_string().contains("2 other places"),
            "{:?}",
            import.reading.rejected
        );
    }
}

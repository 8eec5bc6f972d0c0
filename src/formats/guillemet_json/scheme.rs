//! The scheme in the document, both ways. A file may leave out all of a label but its name.

use serde::Serialize;

use super::notes::Notes;
use crate::formats::error::FormatError;
use crate::formats::json::{Json, fields};
use crate::messages::message;
use crate::model::{AttributeDef, Label, LineStyle, Name, PatternRule, RelationKind, Scheme};

/// More labels, relations, attributes or values than this is no scheme for a person.
const MAX_LIST: usize = 500;

/// Colours for labels that name none: Okabe and Ito's, darkened to stand on white.
const COLORS: [&str; 6] = ["#005f99", "#8a5a00", "#a3336f", "#00664d", "#a63d00", "#4d4d4d"];

/// Keys for labels that name none, the first free one.
const KEYS: &str = "123456789abcdefghijklmnopqrstuvwxyz";

const LINES: [(&str, LineStyle); 4] = [
    ("solid", LineStyle::Solid),
    ("dashed", LineStyle::Dashed),
    ("dotted", LineStyle::Dotted),
    ("double", LineStyle::Double),
];

#[derive(Serialize)]
pub(super) struct SchemeValue<'a> {
    labels: Vec<LabelValue<'a>>,
    relations: Vec<KindValue<'a>>,
}

#[derive(Serialize)]
struct LabelValue<'a> {
    name: &'a str,
    key: char,
    color: &'a str,
    line: &'static str,
    description: &'a str,
    attributes: Vec<AttributeValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<&'a str>,
}

#[derive(Serialize)]
struct AttributeValue<'a> {
    name: &'a str,
    values: &'a [Name],
}

#[derive(Serialize)]
struct KindValue<'a> {
    name: &'a str,
    from: &'a [Name],
    to: &'a [Name],
    description: &'a str,
}

#[derive(Serialize)]
pub(super) struct RuleValue<'a> {
    pattern: &'a str,
    label: &'a str,
    same_case: bool,
    on: bool,
}

impl<'a> RuleValue<'a> {
    pub(super) fn all(scheme: &'a Scheme) -> Vec<Self> {
        let value = |rule: &'a PatternRule| Self {
            pattern: &rule.pattern,
            label: rule.label.as_str(),
            same_case: rule.same_case,
            on: rule.on,
        };
        scheme.rules.iter().map(value).collect()
    }
}

/// Reads a person's own rules into a scheme. One that cannot be used is left out, and the rest is read.
///
/// # Errors
/// [`FormatError::Field`] if it is no list.
pub(super) fn read_rules(
    value: &Json<'_>,
    scheme: &mut Scheme,
    notes: &mut Notes,
) -> Result<(), FormatError> {
    for (n, value) in list(Some(value), "rules")?.iter().enumerate() {
        let path = format!("rules[{n}]");
        let read = read_rule(value, &path, notes).map_err(|error| error.message()).and_then(|rule| {
            scheme.rules.push(rule);
            scheme.fault().map_or(Ok(()), |fault| {
                scheme.rules.pop();
                Err(fault)
            })
        });
        if let Err(why) = read {
            notes.reject(&path, why);
        }
    }
    Ok(())
}

fn read_rule(value: &Json<'_>, path: &str, notes: &mut Notes) -> Result<PatternRule, FormatError> {
    let Json::Object(entries) = value else { return Err(wrong(path, value, "object")) };
    let [pattern, label, same_case, on] =
        fields(entries, ["pattern", "label", "same_case", "on"], |key, odd| {
            notes.odd("a rule", &path, key, odd)
        });
    let flag = |value: Option<&Json<'_>>, name: &str, default: bool| match value {
        None => Ok(default),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(other) => Err(wrong(&format!("{path}.{name}"), other, "bool")),
    };
    Ok(PatternRule {
        pattern: needed(pattern, &format!("{path}.pattern"))?.to_owned(),
        label: needed(label, &format!("{path}.label"))?.into(),
        same_case: flag(same_case, "same_case", false)?,
        on: flag(on, "on", true)?,
    })
}

impl<'a> SchemeValue<'a> {
    pub(super) fn new(scheme: &'a Scheme) -> Self {
        let attribute =
            |def: &'a AttributeDef| AttributeValue { name: def.name.as_str(), values: &def.values };
        let label = |label: &'a Label| LabelValue {
            name: label.name.as_str(),
            key: label.key,
            color: &label.color,
            line: LINES.iter().find(|(_, line)| *line == label.line).map_or("solid", |(name, _)| name),
            description: &label.description,
            attributes: label.attributes.iter().map(attribute).collect(),
            needs: label.needs.as_ref().map(Name::as_str),
        };
        let kind = |kind: &'a RelationKind| KindValue {
            name: kind.name.as_str(),
            from: &kind.from,
            to: &kind.to,
            description: &kind.description,
        };
        Self {
            labels: scheme.labels.iter().map(label).collect(),
            relations: scheme.relations.iter().map(kind).collect(),
        }
    }
}

/// Reads a scheme that a host page gave. Unknown keys are passed over.
///
/// # Errors
/// [`FormatError::Field`] with the path, or [`FormatError::Scheme`].
pub fn read_scheme(value: &Json<'_>) -> Result<Scheme, FormatError> {
    read(value, &mut Notes::default())
}

pub(super) fn read(value: &Json<'_>, notes: &mut Notes) -> Result<Scheme, FormatError> {
    let path = "scheme".to_owned();
    let Json::Object(entries) = value else { return Err(wrong(&path, value, "object")) };
    let [labels, relations] =
        fields(entries, ["labels", "relations"], |key, odd| notes.odd(&path, &path, key, odd));
    let mut scheme = Scheme { labels: Vec::new(), relations: Vec::new(), rules: Vec::new() };
    for (n, value) in list(labels, "scheme.labels")?.iter().enumerate() {
        let label = read_label(value, &format!("scheme.labels[{n}]"), &scheme.labels, notes)?;
        scheme.labels.push(label);
    }
    for (n, value) in list(relations, "scheme.relations")?.iter().enumerate() {
        scheme.relations.push(read_kind(value, &format!("scheme.relations[{n}]"), notes)?);
    }
    give_keys(&mut scheme.labels, labels);
    match scheme.fault() {
        Some(fault) => Err(FormatError::Scheme(fault)),
        None => Ok(scheme),
    }
}

fn read_label(
    value: &Json<'_>,
    path: &str,
    before: &[Label],
    notes: &mut Notes,
) -> Result<Label, FormatError> {
    let Json::Object(entries) = value else { return Err(wrong(path, value, "object")) };
    let names = ["name", "key", "color", "line", "description", "attributes", "needs"];
    let [name, key, color, line, description, attributes, needs] =
        fields(entries, names, |key, odd| notes.odd(path, &path, key, odd));
    let mut defs: Vec<AttributeDef> = Vec::new();
    for (n, value) in list(attributes, &format!("{path}.attributes"))?.iter().enumerate() {
        let path = format!("{path}.attributes[{n}]");
        let Json::Object(entries) = value else { return Err(wrong(&path, value, "object")) };
        let [name, values] =
            fields(entries, ["name", "values"], |key, odd| notes.odd(&path, &path, key, odd));
        let name = needed(name, &format!("{path}.name"))?;
        if name.is_empty() || defs.iter().any(|def| def.name == *name) {
            return Err(FormatError::Field { path, what: message::json_field_unnamed() });
        }
        defs.push(AttributeDef { name: name.into(), values: names_in(values, &format!("{path}.values"))? });
    }
    let key_path = format!("{path}.key");
    let line_path = format!("{path}.line");
    Ok(Label {
        name: needed(name, &format!("{path}.name"))?.into(),
        key: match optional(key, &key_path)? {
            Some(key) => {
                let mut chars = key.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => c,
                    _ => {
                        return Err(FormatError::Field {
                            path: key_path,
                            what: message::json_field_character(),
                        });
                    }
                }
            }
            None => '\0',
        },
        color: match optional(color, &format!("{path}.color"))? {
            Some(color) => color.to_owned(),
            None => COLORS[before.len() % COLORS.len()].to_owned(),
        },
        line: match optional(line, &line_path)? {
            Some(line) => {
                LINES.iter().find(|(name, _)| *name == line).map(|(_, style)| *style).ok_or_else(|| {
                    FormatError::Field { path: line_path, what: message::json_field_line(line) }
                })?
            }
            None => LineStyle::default(),
        },
        description: optional(description, &format!("{path}.description"))?.unwrap_or_default().to_owned(),
        attributes: defs,
        needs: optional(needs, &format!("{path}.needs"))?.map(Name::from),
    })
}

/// The most labels that a scheme is given by a file that knows them by their names alone.
#[cfg(feature = "interchange")]
pub(in crate::formats) const MOST_LABELS: usize = 1_000;

/// A label of which only the name is known, with the first free key; `None` where there are too many labels.
#[cfg(feature = "interchange")]
pub(in crate::formats) fn plain_label(name: &str, labels: &[Label]) -> Option<Label> {
    if labels.len() >= MOST_LABELS {
        return None;
    }
    let taken: std::collections::HashSet<char> = labels.iter().map(|label| label.key).collect();
    let letters = ('\u{100}'..='\u{ffff}').filter(|key| key.is_alphanumeric());
    let key = KEYS.chars().chain(letters).find(|key| !taken.contains(key))?;
    Some(Label {
        name: name.into(),
        key,
        color: COLORS[labels.len() % COLORS.len()].to_owned(),
        line: LINES[labels.len() % LINES.len()].1,
        description: String::new(),
        attributes: Vec::new(),
        needs: None,
    })
}

/// Gives labels whose key the file leaves out the first ones that no label has.
fn give_keys(labels: &mut [Label], given: Option<&Json<'_>>) {
    let Some(Json::List(given)) = given else { return };
    let mut taken: Vec<char> = labels.iter().map(|label| label.key).collect();
    for (label, given) in labels.iter_mut().zip(given) {
        if matches!(given.get("key"), None | Some(Json::Null))
            && let Some(free) = KEYS.chars().find(|key| !taken.contains(key))
        {
            label.key = free;
            taken.push(free);
        }
    }
}

fn read_kind(value: &Json<'_>, path: &str, notes: &mut Notes) -> Result<RelationKind, FormatError> {
    let Json::Object(entries) = value else { return Err(wrong(path, value, "object")) };
    let [name, from, to, description] =
        fields(entries, ["name", "from", "to", "description"], |key, odd| notes.odd(path, &path, key, odd));
    Ok(RelationKind {
        name: needed(name, &format!("{path}.name"))?.into(),
        from: names_in(from, &format!("{path}.from"))?,
        to: names_in(to, &format!("{path}.to"))?,
        description: optional(description, &format!("{path}.description"))?.unwrap_or_default().to_owned(),
    })
}

fn names_in(value: Option<&Json<'_>>, path: &str) -> Result<Vec<Name>, FormatError> {
    let name = |(n, value): (usize, &Json<'_>)| {
        value.as_text().map(Name::from).ok_or_else(|| wrong(&format!("{path}[{n}]"), value, "text"))
    };
    list(value, path)?.iter().enumerate().map(name).collect()
}

fn list<'j, 'a>(value: Option<&'j Json<'a>>, path: &str) -> Result<&'j [Json<'a>], FormatError> {
    match value {
        None => Ok(&[]),
        Some(Json::List(list)) if list.len() <= MAX_LIST => Ok(list),
        Some(Json::List(list)) => Err(FormatError::Field {
            path: path.to_owned(),
            what: message::json_field_long(list.len(), MAX_LIST),
        }),
        Some(other) => Err(wrong(path, other, "list")),
    }
}

fn needed<'j>(value: Option<&'j Json<'_>>, path: &str) -> Result<&'j str, FormatError> {
    optional(value, path)?
        .ok_or_else(|| FormatError::Field { path: path.to_owned(), what: message::json_field_missing() })
}

fn optional<'j>(value: Option<&'j Json<'_>>, path: &str) -> Result<Option<&'j str>, FormatError> {
    value.map(|value| value.as_text().ok_or_else(|| wrong(path, value, "text"))).transpose()
}

pub(super) fn wrong(path: &str, value: &Json<'_>, wanted: &str) -> FormatError {
    FormatError::Field {
        path: path.to_owned(),
        what: message::json_field_wrong(value.kind(), message::json_thing(wanted)),
    }
}

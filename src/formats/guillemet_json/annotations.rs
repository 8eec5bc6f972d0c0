//! The annotations of one article: named, placed, and checked against the scheme.

use std::borrow::Cow;
use std::collections::HashMap;

use super::names::Names;
use super::notes::{Notes, Place};
use super::read::ReadArticle;
use super::{FORMAT, relations, timestamp};
use crate::formats::json::{Json, fields};
use crate::formats::placement::{Claim, Placement, place};
use crate::formats::reading::quoted;
use crate::formats::turns::{OFTEN, Turns};
use crate::formats::{OffsetUnit, ReadDocument};
use crate::messages::{Message, message};
use crate::model::{Annotation, AnnotationId, Few, Label, Name, Origin, Scheme, Span, Timestamp};

/// How many characters of the covered text a report shows.
const SHOWN: usize = 30;

/// What an annotation says besides its place.
struct Said<'j, 'a> {
    place: Place<'j>,
    label: &'j Label,
    /// `attributes`, `note`, `origin`, `annotator`, `created`, `modified`.
    others: [Option<&'j Json<'a>>; 6],
}

/// What the relations of an article may call its annotations.
#[derive(Clone)]
pub(super) enum Meant {
    /// One annotation, and its label.
    One(AnnotationId, Name),
    /// Several have this id.
    Several,
    /// One that was left out.
    Rejected,
}

/// To place an annotation takes as long as to read about so many bytes of text.
const CLAIM: usize = 100;

pub(super) async fn read(
    article: ReadArticle<'_, '_>,
    scheme: &Scheme,
    unit: OffsetUnit,
    ids: &mut Names<'_>,
    notes: &mut Notes,
    turns: &Turns<'_>,
) -> ReadDocument {
    let (place_of, named) = (&article.place, !article.relations.is_empty());
    let mut meant: HashMap<Cow<'_, str>, Meant> = HashMap::new();
    let count = article.annotations.len();
    let (mut claims, mut said) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (number, value) in article.annotations.iter().enumerate() {
        match read_one(place_of, number, value, scheme, notes) {
            Ok((claim, what)) => {
                claims.push(claim);
                said.push(what);
            }
            Err(id) if named => means(&mut meant, id, Meant::Rejected),
            Err(_) => {}
        }
        if number % OFTEN == OFTEN - 1 {
            turns.after(OFTEN).await;
        }
    }
    // Each is looked for in the text.
    turns.before(claims.len() * CLAIM).await;
    let placed = place(&article.article, unit.into(), &claims);
    if let Some((other, count)) = placed.other_unit {
        notes.repair(&article.place, message::placed_otherwise(count, claims.len(), other.name()));
    }
    let mut annotations = Vec::with_capacity(said.len());
    for (number, (placement, what)) in placed.each.into_iter().zip(said).enumerate() {
        if number % OFTEN == 0 {
            turns.after(OFTEN).await;
        }
        let span = match placement {
            Placement::Kept(span) => span,
            Placement::Mended(span, how) => {
                notes.repair(&what.place, how);
                span
            }
            Placement::Refused(why) => {
                notes.reject(&what.place, why);
                if named {
                    means(&mut meant, what.place.id, Meant::Rejected);
                }
                continue;
            }
        };
        let given = &what.place.id;
        let id = if given.is_empty() {
            ids.make(&format!("{}-a{}", article.article.id(), what.place.number + 1))
        } else {
            ids.take(given)
        };
        if !given.is_empty() && *id != **given {
            notes.repair(&what.place, message::why_id_twice(given.as_ref(), &*id));
        }
        let annotation = finish(&what, id.into(), span, notes);
        if named {
            let one = Meant::One(annotation.id.clone(), annotation.label.clone());
            means(&mut meant, what.place.id, one);
        }
        annotations.push(annotation);
    }
    let relations = relations::read(&article, scheme, &meant, notes);
    ReadDocument { article: article.article, annotations, relations }
}

fn means<'j>(meant: &mut HashMap<Cow<'j, str>, Meant>, id: Cow<'j, str>, what: Meant) {
    if !id.is_empty() {
        meant.entry(id).and_modify(|meaning| *meaning = Meant::Several).or_insert(what);
    }
}

/// The claim and what else an annotation says; where it cannot be taken, its id if it has one.
fn read_one<'j, 'a>(
    article: &'j Message,
    number: usize,
    value: &'j Json<'a>,
    scheme: &'j Scheme,
    notes: &mut Notes,
) -> Result<(Claim<'j>, Said<'j, 'a>), Cow<'j, str>> {
    let mut place = Place { article, what: "annotation", number, id: Cow::Borrowed(""), covered: "" };
    let Json::Object(entries) = value else {
        notes.reject(&place, message::why_no_object(value.kind()));
        return Err(place.id);
    };
    let names = [
        "id",
        "label",
        "start",
        "end",
        "text",
        "attributes",
        "note",
        "origin",
        "annotator",
        "created",
        "modified",
    ];
    let [id, label, start, end, text, attributes, note, origin, annotator, created, modified] =
        fields(entries, names, |key, odd| notes.odd("annotation", &place, key, odd));
    place.id = notes.text(&place, "id", id);
    let covered = match text {
        None => None,
        Some(Json::Text(text)) => {
            place.covered = text.as_ref();
            Some(text.as_ref())
        }
        Some(other) => {
            // Without the text that it should cover nobody can tell that its place is right.
            notes.reject(&place, message::why_not_text("text", other.kind()));
            return Err(place.id);
        }
    };
    let whole = |key: &str, value: Option<&Json<'_>>| match value {
        None => Err(message::why_no_key(key)),
        Some(value) => value.as_whole().ok_or_else(|| message::why_not_whole(key, shown(value))),
    };
    let known = || {
        let label = match label {
            None => return Err(message::why_no_key("label")),
            Some(Json::Text(label)) => label.as_ref(),
            Some(other) => return Err(message::why_not_text("label", other.kind())),
        };
        scheme.label(&Name::from(label)).ok_or_else(|| message::why_no_label(label))
    };
    let checked = || Ok((known()?, whole("start", start)?, whole("end", end)?));
    match checked() {
        Ok((label, start, end)) => Ok((
            Claim { start, end, covered },
            Said { place, label, others: [attributes, note, origin, annotator, created, modified] },
        )),
        Err(why) => {
            notes.reject(&place, why);
            Err(place.id)
        }
    }
}

fn shown(value: &Json<'_>) -> Message {
    match value {
        Json::Negative(n) => n.to_string().into(),
        Json::Number(n) => n.to_string().into(),
        Json::Text(text) => quoted(text, SHOWN),
        other => other.kind(),
    }
}

fn finish(said: &Said<'_, '_>, id: AnnotationId, span: Span, notes: &mut Notes) -> Annotation {
    let [attributes, note, origin, annotator, created, modified] = said.others;
    let place = &said.place;
    Annotation {
        id,
        label: said.label.name.clone(),
        span,
        attributes: read_attributes(said.label, attributes, place, notes),
        note: notes.text(place, "note", note).into_owned(),
        origin: read_origin(origin, place, notes),
        annotator: notes.text(place, "annotator", annotator).into_owned(),
        created: read_moment("created", created, place, notes),
        modified: read_moment("modified", modified, place, notes),
    }
}

fn read_attributes(
    label: &Label,
    value: Option<&Json<'_>>,
    place: &Place<'_>,
    notes: &mut Notes,
) -> Few<Name, Name> {
    let mut attributes = Few::new();
    let entries = match value {
        None => return attributes,
        Some(Json::Object(entries)) => entries,
        Some(other) => {
            notes.reject(place, message::why_object_not_kept("attributes", other.kind()));
            return attributes;
        }
    };
    for (name, value) in entries {
        let def = label.attributes.iter().find(|def| def.name == **name);
        let known =
            def.and_then(|def| def.values.iter().find(|known| value.as_text() == Some(known.as_str())));
        match (def, known) {
            (Some(def), Some(known)) => {
                attributes.insert(def.name.clone(), known.clone());
            }
            (Some(def), None) => notes.reject(place, message::why_no_value(&def.name, shown(value))),
            (None, _) => notes.reject(place, message::why_no_attribute(&label.name, quoted(name, SHOWN))),
        }
    }
    attributes
}

fn read_origin(value: Option<&Json<'_>>, place: &Place<'_>, notes: &mut Notes) -> Origin {
    let unknown = Origin::Import { format: FORMAT.to_owned() };
    let entries = match value {
        None => return unknown,
        Some(Json::Object(entries)) => entries,
        Some(other) => {
            notes.reject(place, message::why_object_not_kept("origin", other.kind()));
            return unknown;
        }
    };
    let [kind, rule, format] =
        fields(entries, ["kind", "rule", "format"], |key, odd| notes.odd("origin", place, key, odd));
    let rule = notes.text(place, "rule", rule);
    let format = notes.text(place, "format", format);
    match kind.and_then(Json::as_text) {
        Some("hand") => Origin::Hand,
        Some("suggestion") => Origin::Suggestion { rule: rule.into_owned() },
        Some("import") => Origin::Import { format: format.into_owned() },
        _ => {
            let kind = kind.map_or(message::why_missing(), shown);
            notes.reject(place, message::why_no_origin(kind));
            unknown
        }
    }
}

fn read_moment(key: &str, value: Option<&Json<'_>>, place: &Place<'_>, notes: &mut Notes) -> Timestamp {
    let text = notes.text(place, key, value);
    if !text.is_empty() && !timestamp::is_moment(&text) {
        notes.reject(place, message::why_no_moment(key, quoted(&text, SHOWN)));
        return Timestamp::default();
    }
    Timestamp::from(text.as_ref())
}

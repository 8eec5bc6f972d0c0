//! The relations of one article: both ends found, the kind allowed between them, none twice.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::annotations::Meant;
use super::names::Names;
use super::notes::{Notes, Place};
use super::read::ReadArticle;
use crate::formats::json::{Json, fields};
use crate::messages::{Message, message};
use crate::model::{AnnotationId, Name, Relation, Scheme};

pub(super) fn read(
    article: &ReadArticle<'_, '_>,
    scheme: &Scheme,
    meant: &HashMap<Cow<'_, str>, Meant>,
    notes: &mut Notes,
) -> Vec<Relation> {
    let given = || article.relations.iter().filter_map(|value| value.get("id").and_then(Json::as_text));
    let mut ids = Names::new(move || given().collect());
    let mut pairs = HashSet::new();
    let mut relations = Vec::with_capacity(article.relations.len());
    for (n, value) in article.relations.iter().enumerate() {
        let mut place = Place {
            article: &article.place,
            what: "relation",
            number: n,
            id: Cow::Borrowed(""),
            covered: "",
        };
        let Json::Object(entries) = value else {
            notes.reject(&place, message::why_no_object(value.kind()));
            continue;
        };
        let [id, kind, from, to] =
            fields(entries, ["id", "kind", "from", "to"], |key, odd| notes.odd("relation", &place, key, odd));
        let given_id = notes.text(&place, "id", id);
        place.id.clone_from(&given_id);
        let kind = notes.text(&place, "kind", kind);
        let from = notes.text(&place, "from", from);
        let to = notes.text(&place, "to", to);
        let (kind, from, to) = match check(scheme, meant, &kind, &from, &to) {
            Ok(checked) => checked,
            Err(why) => {
                notes.reject(&place, why);
                continue;
            }
        };
        if !pairs.insert((kind.clone(), from.clone(), to.clone())) {
            notes.repair(&place, message::why_pair_twice(&kind, from.as_str(), to.as_str()));
            continue;
        }
        let id = if given_id.is_empty() { ids.make(&format!("r{}", n + 1)) } else { ids.take(&given_id) };
        if !given_id.is_empty() && *id != *given_id {
            notes.repair(&place, message::why_id_twice(given_id.as_ref(), &*id));
        }
        relations.push(Relation { id: id.into(), kind, from, to });
    }
    relations
}

fn check(
    scheme: &Scheme,
    meant: &HashMap<Cow<'_, str>, Meant>,
    kind: &str,
    from: &str,
    to: &str,
) -> Result<(Name, AnnotationId, AnnotationId), Message> {
    let end = |key: &str, id: &str| match meant.get(id) {
        _ if id.is_empty() => Err(message::why_no_key(key)),
        Some(Meant::One(id, label)) => Ok((id.clone(), label.clone())),
        Some(Meant::Several) => Err(message::why_several_have(id, key)),
        Some(Meant::Rejected) => Err(message::why_not_read(id, key)),
        None => Err(message::why_no_annotation(key, id)),
    };
    if kind.is_empty() {
        return Err(message::why_no_key("kind"));
    }
    let kind = Name::from(kind);
    let ((from, from_label), (to, to_label)) = (end("from", from)?, end("to", to)?);
    scheme.check_relation(&kind, &from_label, &to_label).map_err(|refusal| refusal.message())?;
    if from == to {
        return Err(message::why_to_itself());
    }
    Ok((kind, from, to))
}

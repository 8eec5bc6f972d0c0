//! The relations of one article: both ends found, the kind allowed between them, none twice.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::annotations::Meant;
use super::names::Names;
use super::notes::{Notes, Place};
use super::read::ReadArticle;
use crate::formats::json::{Json, fields};
use crate::model::{AnnotationId, Name, Relation, Scheme};

pub(super) fn read(
    article: &ReadArticle<'_, '_>,
    scheme: &Scheme,
    meant: &HashMap<Cow<'_, str>, Meant>,
    notes: &mut Notes,
) -> Vec<Relation> {
    let given = article.relations.iter().filter_map(|value| value.get("id").and_then(Json::as_text));
    let mut ids = Names::new(given.collect());
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
            notes.reject(&place, format!("it is {}, not an object", value.kind()));
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
            notes.repair(&place, format!("`{kind}` from {from} to {to} stands twice; one was kept"));
            continue;
        }
        let id = if given_id.is_empty() { ids.make(&format!("r{}", n + 1)) } else { ids.take(&given_id) };
        if !given_id.is_empty() && id != given_id {
            notes.repair(&place, format!("its id `{given_id}` stands twice; it is `{id}` now"));
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
) -> Result<(Name, AnnotationId, AnnotationId), String> {
    let end = |key: &str, id: &str| match meant.get(id) {
        _ if id.is_empty() => Err(format!("it has no `{key}`")),
        Some(Meant::One(id, label)) => Ok((id.clone(), label.clone())),
        Some(Meant::Several) => Err(format!("several annotations have the id `{id}` that its `{key}` names")),
        Some(Meant::Rejected) => Err(format!("the annotation `{id}` that its `{key}` names was not read")),
        None => Err(format!("its `{key}` names `{id}`, which is no annotation of this article")),
    };
    if kind.is_empty() {
        return Err("it has no `kind`".to_owned());
    }
    let kind = Name::from(kind);
    let ((from, from_label), (to, to_label)) = (end("from", from)?, end("to", to)?);
    scheme.check_relation(&kind, &from_label, &to_label).map_err(|refusal| refusal.to_string())?;
    if from == to {
        return Err("it leads from an annotation to itself".to_owned());
    }
    Ok((kind, from, to))
}

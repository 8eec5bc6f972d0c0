//! A host page's values as JSON text, if that surely says all of them; what is long among them is read in turns.
//!
//! Ten thousand annotations have a hundred thousand keys and values, each a string to be carried over; as text they cross
//! in one go. But JSON text knows no `Map`s: they become `{}`, and so does whatever has no keys of its own. Where there is
//! any `{}` but in the places where a document often has an empty object, nothing is given: there it is looked at.

use std::rc::Rc;

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::browser::bringing::{Begun, Bringing, Brought};
use crate::browser::handle::Handle;
use crate::browser::utf8::text_of;
use crate::formats::guillemet_json::{GivenAnnotations, GivenArticle, read_given};
use crate::formats::turns::Turns;

use super::arguments::value_of;
use super::options::{Options, checked};

/// So many annotations make one piece of an article: some milliseconds of the page's thread.
const PIECE: u32 = 1_000;

/// What an annotation takes in a document, about.
const ANNOTATION: usize = 150;

/// From so many bytes on they are worth turns, and values to cross as text.
pub(super) const LONG: usize = 50_000;

/// A document, or options that hold articles, as JSON text.
pub(super) fn json_text(value: &JsValue) -> Option<String> {
    text_with(value, || {
        let articles = match value.dyn_ref::<Array>() {
            Some(list) => list.clone(),
            None => list_of(value, "articles"),
        };
        articles
            .iter()
            .map(|article| {
                empty_in_article(&article) + empty_in_annotations(&list_of(&article, "annotations"))
            })
            .sum()
    })
}

/// Articles that are long enough to be read in turns.
pub(super) struct Long {
    articles: Vec<LongArticle>,
    /// How many stand on all of them.
    annotations: usize,
    /// The options without them.
    pub(super) others: JsValue,
}

/// One of them, as it was when the page gave it but for what is inside its annotations.
struct LongArticle {
    /// The JSON text of all but its text and its annotations.
    rest: String,
    text: JsString,
    annotations: Option<Array>,
}

impl Long {
    /// Those among the options of a host page, if they are long and look like articles: what looks otherwise is read,
    /// and refused, as it is.
    pub(super) fn of(options: &JsValue) -> Option<Self> {
        let given: &Object = options.dyn_ref()?;
        let list: Array = Reflect::get(given, &"articles".into()).ok()?.dyn_into().ok()?;
        let (mut length, mut annotations) = (0, 0);
        for article in list.iter() {
            let text: JsString = Reflect::get(&article, &"text".into()).ok()?.dyn_into().ok()?;
            let count = list_of(&article, "annotations").length() as usize;
            length += text.length() as usize + count * ANNOTATION;
            annotations += count;
        }
        if length < LONG {
            return None;
        }
        Self::apart(given, &list, annotations)
    }

    // Most pages bring nothing long: what does it is not fetched with what every page runs.
    #[inline(never)]
    fn apart(given: &Object, list: &Array, annotations: usize) -> Option<Self> {
        let articles = list.iter().map(|article| LongArticle::of(&article)).collect::<Option<_>>()?;
        let others = Object::assign(&Object::new(), given);
        Reflect::delete_property(&others, &"articles".into()).ok()?;
        Some(Self { articles, annotations, others: others.into() })
    }
}

impl LongArticle {
    fn of(article: &JsValue) -> Option<Self> {
        // Who makes their own JSON is asked for it as a whole.
        if Reflect::get(article, &"toJSON".into()).ok()?.is_function() {
            return None;
        }
        let annotations = match Reflect::get(article, &"annotations".into()).ok()? {
            none if none.is_undefined() || none.is_null() => None,
            list => {
                let list: Array = list.dyn_into().ok()?;
                Some(list.slice(0, list.length()))
            }
        };
        let text = Reflect::get(article, &"text".into()).ok()?.dyn_into().ok()?;
        let rest = Object::assign(&Object::new(), article.dyn_ref()?);
        Reflect::delete_property(&rest, &"annotations".into()).ok()?;
        Reflect::delete_property(&rest, &"text".into()).ok()?;
        Some(Self { rest: text_with(&rest, || empty_in_article(article))?, text, annotations })
    }

    async fn given(self, turns: &Turns<'_>) -> Result<GivenArticle, String> {
        turns.before(self.text.length() as usize).await;
        let text = text_of(&self.text).ok_or("`text` cannot be read")?;
        let Some(list) = self.annotations else {
            return Ok(GivenArticle { rest: self.rest, text, annotations: Vec::new() });
        };
        let mut annotations = Vec::new();
        for from in (0..list.length().max(1)).step_by(PIECE as usize) {
            let piece = list.slice(from, from + PIECE);
            let count = piece.length() as usize;
            annotations.push(match text_with(&piece, || empty_in_annotations(&piece)) {
                Some(text) => GivenAnnotations::Written(text),
                None => GivenAnnotations::Values(value_of(piece.into())?),
            });
            turns.after(count).await;
        }
        Ok(GivenArticle { rest: self.rest, text, annotations })
    }
}

/// Has long articles read in turns.
// Not with what every page runs.
#[inline(never)]
pub(super) fn bring(handle: &Rc<Handle>, long: Long, options: &Options) -> Begun {
    let Long { articles, annotations, .. } = long;
    let brought = Brought { articles: articles.len(), annotations, database: options.database.clone() };
    let (scheme, unit) = (options.scheme.clone(), options.unit);
    Bringing::begin(handle, brought, move |pace| {
        Box::pin(async move {
            let is_up = |things| pace.is_up(things);
            let turns = Turns::new(&is_up);
            let mut given = Vec::with_capacity(articles.len());
            for article in articles {
                given.push(article.given(&turns).await.map_err(|why| format!("`articles` {why}"))?);
                turns.after(0).await;
            }
            let reading = checked(read_given(&given, scheme, unit, &turns).await)?;
            drop(given);
            reading.prepared(&turns).await.map_err(|error| error.to_string())
        })
    })
}

fn text_with(value: &JsValue, count_empty: impl FnOnce() -> usize) -> Option<String> {
    // What is no value of JSON has no text: not even a `JsString`, whatever the type says.
    let text = JsValue::from(js_sys::JSON::stringify(value).ok()?);
    let text: &JsString = text.dyn_ref()?;
    let has_empty = text.includes("{}", 0);
    let text = text_of(text)?;
    (!has_empty || text.matches("{}").count() == count_empty()).then_some(text)
}

/// Whether its `meta` is a plain object without keys.
fn empty_in_article(article: &JsValue) -> usize {
    usize::from(has_empty(article, &"meta".into(), &plain()))
}

/// How many have `attributes` that are a plain object without keys.
fn empty_in_annotations(annotations: &Array) -> usize {
    let (attributes, plain) = (JsValue::from("attributes"), plain());
    annotations.iter().filter(|annotation| has_empty(annotation, &attributes, &plain)).count()
}

/// What every plain object is made after.
fn plain() -> JsValue {
    Object::get_prototype_of(&Object::new()).into()
}

fn has_empty(value: &JsValue, key: &JsValue, plain: &JsValue) -> bool {
    let inner = Reflect::get(value, key).ok().and_then(|inner| inner.dyn_into::<Object>().ok());
    inner.is_some_and(|inner| {
        JsValue::from(Object::get_prototype_of(&inner)) == *plain && Object::keys(&inner).length() == 0
    })
}

fn list_of(value: &JsValue, key: &str) -> Array {
    Reflect::get(value, &key.into()).ok().and_then(|list| list.dyn_into().ok()).unwrap_or_default()
}

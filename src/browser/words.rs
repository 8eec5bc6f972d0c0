//! Words of scripts that put no blanks between them, as the browser's own segmenter finds them by its dictionaries.
//!
//! The pure layers know no dictionary: what is found here reaches the session as a selection in an action.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::model::{Article, ByteOffset, Span, Utf16Offset};

/// The word that holds the character at a place; `None` where blanks part words, or where the browser has no
/// segmenter.
#[must_use]
pub fn word_at(article: &Article, at: ByteOffset) -> Option<Span> {
    let text = article.text();
    let runs_on = text.get(at.get() as usize..)?.chars().next().is_some_and(runs_on);
    if !runs_on {
        return None;
    }
    let body = article.piece_body(article.index().piece_at(at))?;
    let start = article.index().to_utf16(text, body.start).get();
    let place = article.index().to_utf16(text, at).get() - start;
    let language = &article.metadata().language;
    let found =
        segment(body.slice(text)?, place, language).or_else(|| segment(body.slice(text)?, place, ""))?;
    let offset = |units: u32| article.index().from_utf16(text, Utf16Offset::new(start + units));
    Some(Span { start: offset(found.0)?, end: offset(found.1)? })
}

/// The segment of a text that holds a place, in UTF-16 units.
fn segment(text: &str, place: u32, language: &str) -> Option<(u32, u32)> {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let intl = get(&js_sys::global(), "Intl")?;
    let segmenter = get(&intl, "Segmenter")?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"granularity".into(), &"word".into()).ok()?;
    let language = if language.is_empty() { JsValue::UNDEFINED } else { language.into() };
    let segmenter = Reflect::construct(&segmenter, &Array::of2(&language, &options)).ok()?;
    let call = |object: &JsValue, name: &str, argument: &JsValue| {
        get(object, name)?.dyn_into::<Function>().ok()?.call1(object, argument).ok()
    };
    let segments = call(&segmenter, "segment", &text.into())?;
    let found = call(&segments, "containing", &place.into())?;
    let start = get(&found, "index")?.as_f64()? as u32;
    let length = get(&found, "segment")?.dyn_into::<js_sys::JsString>().ok()?.length();
    Some((start, start + length))
}

/// Whether a character belongs to a script that puts no blanks between words: Thai, Lao, Myanmar, Khmer, Chinese,
/// Japanese.
fn runs_on(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

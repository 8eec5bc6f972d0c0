//! What a host page passes: how it crosses from JavaScript, and its fields, read with messages that name them.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::formats::Json;

use super::given::{LONG, json_text};

/// The fields of an argument, of which none may be unknown.
pub(super) struct Fields<'a, 'b> {
    entries: &'a [(std::borrow::Cow<'b, str>, Json<'b>)],
}

impl<'a, 'b> Fields<'a, 'b> {
    pub(super) fn of(value: &'a Json<'b>, name: &str, known: &[&str]) -> Result<Self, JsError> {
        let Json::Object(entries) = value else {
            return Err(wrong(name, &format!("must be an object, and is {}", value.kind())));
        };
        match entries.iter().find(|(key, _)| !known.contains(&&**key)) {
            Some((key, _)) => Err(wrong(key, &format!("is unknown; {name} may have {}", known.join(", ")))),
            None => Ok(Self { entries }),
        }
    }

    pub(super) fn get(&self, field: &str) -> Option<&'a Json<'b>> {
        let found = self.entries.iter().find(|(key, _)| key == field).map(|(_, value)| value);
        found.filter(|value| !matches!(value, Json::Null))
    }

    pub(super) fn optional_text(&self, field: &str) -> Result<Option<String>, JsError> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let text =
            value.as_text().ok_or_else(|| wrong(field, &format!("must be text, and is {}", value.kind())))?;
        Ok(Some(text.to_owned()))
    }

    pub(super) fn text(&self, field: &str) -> Result<String, JsError> {
        self.optional_text(field)?.ok_or_else(|| wrong(field, "is missing"))
    }

    pub(super) fn whole(&self, field: &str) -> Result<u32, JsError> {
        let value = self.get(field).ok_or_else(|| wrong(field, "is missing"))?;
        let number = value.as_whole().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| wrong(field, "must be a whole number from 0"))
    }

    pub(super) fn flag(&self, field: &str, default: bool) -> Result<bool, JsError> {
        match self.get(field) {
            None => Ok(default),
            Some(Json::Bool(flag)) => Ok(*flag),
            Some(other) => Err(wrong(field, &format!("must be true or false, and is {}", other.kind()))),
        }
    }
}

pub(super) fn wrong(field: &str, why: &str) -> JsError {
    JsError::new(&format!("`{field}` {why}"))
}

/// Reads what a host page passed, with `read`; `is_clean` tells that nothing of it was mended or left out.
///
/// What is long crosses as [one text](json_text); of anything shorter, nobody sees how it crosses. But JSON text knows
/// neither `Map`s nor functions: where something may have been lost on the way, or is wrong, the values themselves are
/// read, and what they say counts.
pub(super) fn read_given<T>(
    value: JsValue,
    name: &str,
    read: impl Fn(&Json<'_>) -> Result<T, JsError>,
    is_clean: impl Fn(&T) -> bool,
) -> Result<T, JsError> {
    if let Some(text) = json_text(&value).filter(|text| text.len() >= LONG)
        && let Ok(json) = Json::parse(&text)
        && has_all_keys(&json, &value)
        && let Ok(read) = read(&json)
        && is_clean(&read)
    {
        return Ok(read);
    }
    read(&json_of(value, name)?)
}

/// What cannot be written is passed over in silence, key and all.
fn has_all_keys(json: &Json<'_>, value: &JsValue) -> bool {
    let Json::Object(entries) = json else { return false };
    let keys = value.dyn_ref::<js_sys::Object>().map(js_sys::Object::keys);
    keys.is_some_and(|keys| keys.length() as usize == entries.len())
}

pub(super) fn json_of(value: JsValue, name: &str) -> Result<Json<'static>, JsError> {
    value_of(value).map_err(|why| wrong(name, &why))
}

pub(super) fn value_of(value: JsValue) -> Result<Json<'static>, String> {
    let source = serde_wasm_bindgen::Deserializer::from(value);
    Json::deserialize(source).map_err(|error| format!("cannot be read: {error}"))
}

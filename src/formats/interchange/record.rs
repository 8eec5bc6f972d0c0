//! Looks into a foreign JSON record, whose programs spell one thing in several ways.

use crate::formats::json::Json;

/// The first of several keys that the value has, and not as `null`.
pub fn first<'j, 'a>(value: &'j Json<'a>, keys: &[&str]) -> Option<&'j Json<'a>> {
    keys.iter().find_map(|key| value.get(key).filter(|value| **value != Json::Null))
}

/// A string, or a number written as one; `None` for anything else.
pub fn text(value: &Json<'_>, keys: &[&str]) -> Option<String> {
    as_name(first(value, keys)?)
}

/// What a value is called: a string as it is, a number in digits.
pub fn as_name(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Text(text) => Some(text.clone().into_owned()),
        Json::Whole(n) => Some(n.to_string()),
        Json::Negative(n) => Some(n.to_string()),
        Json::Number(n) => Some(n.to_string()),
        Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
    }
}

/// A whole number from 0.
pub fn whole(value: &Json<'_>, keys: &[&str]) -> Option<u64> {
    first(value, keys)?.as_whole()
}

/// The values of a list; empty where there is none.
pub fn list<'j, 'a>(value: &'j Json<'a>, keys: &[&str]) -> &'j [Json<'a>] {
    match first(value, keys) {
        Some(Json::List(list)) => list,
        _ => &[],
    }
}

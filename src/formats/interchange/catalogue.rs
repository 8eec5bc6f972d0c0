//! The table of formats. A new one is a file of `formats/` and a line here.

use super::Format;
use crate::formats::{
    guillemet_json, hugging_face, json_lines,
};

/// All formats, in the order in which they are offered and in which content is tried on them.
pub const FORMATS: &[&Format] = &[
    &guillemet_json::interchange::FORMAT,
    &json_lines::FORMAT,
    &hugging_face::FORMAT,
];

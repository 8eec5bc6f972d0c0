//! The table of formats. A new one is a file of `formats/` and a line here.

use super::Format;
use crate::formats::{
    article_lines, attributions, brat, conll, csv, doccano, guillemet_json, hugging_face, json_lines,
    label_studio, prodigy, pubannotation, spacy, texts, token_classification, uima, web_annotation,
    webanno_tsv,
};

/// All formats, in the order in which they are offered and in which content is tried on them.
pub const FORMATS: &[&Format] = &[
    &guillemet_json::interchange::FORMAT,
    &json_lines::FORMAT,
    &hugging_face::FORMAT,
    &article_lines::interchange::FORMAT,
    &token_classification::FORMAT,
    &conll::FORMAT,
    &spacy::FORMAT,
    &label_studio::FORMAT,
    &doccano::FORMAT,
    &doccano::LABELS,
    &brat::FORMAT,
    &web_annotation::FORMAT,
    &pubannotation::FORMAT,
    &prodigy::FORMAT,
    &uima::XMI,
    &uima::JSON,
    &webanno_tsv::FORMAT,
    &csv::FORMAT,
    &attributions::FORMAT,
    &texts::FORMAT,
];

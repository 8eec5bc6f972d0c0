//! What `mount` is given besides the element, checked field by field.

use wasm_bindgen::JsError;

use crate::browser::handle::Sample;
use crate::browser::{interface, worker};
use crate::formats::{FormatError, Json, OffsetUnit, Reading, Report, guillemet_json};
use crate::messages::{LANGUAGES, Language};
use crate::model::Scheme;

use super::arguments::{Fields, wrong};
/// What `mount` is given, checked.
pub(super) struct Options {
    pub(super) scheme: Scheme,
    pub(super) articles: Option<Reading>,
    pub(super) samples: Vec<Sample>,
    pub(super) unit: OffsetUnit,
    pub(super) annotator: String,
    pub(super) style: bool,
    pub(super) autofocus: bool,
    pub(super) tour: bool,
    pub(super) worker: Option<String>,
    pub(super) suggest: bool,
    /// The database in which the work is kept, if it is.
    pub(super) database: Option<String>,
    pub(super) language: &'static Language,
}

impl Options {
    /// Whether every article is as the host page gave it.
    pub(super) fn is_clean(&self) -> bool {
        self.articles.as_ref().is_none_or(Reading::is_clean)
    }

    pub(super) fn read(options: &Json<'_>) -> Result<Self, JsError> {
        const KNOWN: &[&str] = &[
            "articles",
            "scheme",
            "offsets",
            "persist",
            "database",
            "samples",
            "annotator",
            "style",
            "autofocus",
            "tour",
            "worker",
            "suggest",
            "locale",
        ];
        let empty = Json::Object(Vec::new());
        let options = if matches!(options, Json::Null) { &empty } else { options };
        let fields = Fields::of(options, "options", KNOWN)?;
        let scheme = match fields.get("scheme") {
            Some(value) => {
                guillemet_json::read_scheme(value).map_err(|error| wrong("scheme", &error.to_string()))?
            }
            None => Scheme::reported_speech(),
        };
        let unit = match fields.optional_text("offsets")?.as_deref() {
            None | Some("codepoint") => OffsetUnit::CodePoint,
            Some("utf16") => OffsetUnit::Utf16,
            Some(other) => {
                return Err(wrong(
                    "offsets",
                    &format!("is `{other}`; it must be \"codepoint\" or \"utf16\""),
                ));
            }
        };
        let persist = fields.flag("persist", false)?;
        let database = fields.optional_text("database")?.unwrap_or_else(|| "guillemet".to_owned());
        if database.is_empty() {
            return Err(wrong("database", "is empty; it must be a name"));
        }
        let articles = fields.get("articles");
        let articles = articles.map(|value| guillemet_json::read_articles(value, scheme.clone(), unit));
        let articles = articles.map(|read| checked(read).map_err(|why| JsError::new(&why))).transpose()?;
        Ok(Self {
            articles: articles.filter(|reading| !reading.documents.is_empty()),
            samples: samples(fields.get("samples"))?,
            unit,
            annotator: fields.optional_text("annotator")?.unwrap_or_default(),
            style: fields.flag("style", true)?,
            autofocus: fields.flag("autofocus", false)?,
            tour: fields.flag("tour", false)?,
            suggest: fields.flag("suggest", true)?,
            database: persist.then_some(database),
            language: language(fields.optional_text("locale")?)?,
            worker: match fields.get("worker") {
                Some(Json::Bool(false)) => None,
                Some(Json::Bool(true)) => worker::beside_the_module(),
                _ => match fields.optional_text("worker")? {
                    Some(address) => Some(absolute(&address)),
                    None => worker::beside_the_module(),
                },
            },
            scheme,
        })
    }
}

/// What was read, if nothing was left out; else the first that was, in words for the host page.
pub(super) fn checked(read: Result<Reading, FormatError>) -> Result<Reading, String> {
    let reading = read.map_err(|error| format!("`articles` {error}"))?;
    match reading.rejected.first() {
        Some(Report { place, reason }) => Err(format!("`{place}` {reason}")),
        None => Ok(reading),
    }
}

/// An address as the page means it.
fn absolute(address: &str) -> String {
    let base = web_sys::window().and_then(|window| window.document()).and_then(|page| page.base_uri().ok());
    let url = base.flatten().and_then(|base| web_sys::Url::new_with_base(address, &base).ok());
    url.map_or_else(|| address.to_owned(), |url| url.href())
}

fn samples(value: Option<&Json<'_>>) -> Result<Vec<Sample>, JsError> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let Json::List(list) = value else { return Err(wrong("samples", "must be a list")) };
    let sample = |value: &Json<'_>| {
        let fields = Fields::of(value, "samples", &["title", "language", "text"])?;
        Ok(Sample {
            title: fields.text("title")?,
            language: fields.text("language")?,
            text: fields.text("text")?,
        })
    };
    list.iter().map(sample).collect()
}

/// The language of the interface: the one that the host page asks for, else the person's.
fn language(asked: Option<String>) -> Result<&'static Language, JsError> {
    let Some(tag) = asked else { return Ok(interface::wanted_language()) };
    Language::of(&tag).ok_or_else(|| {
        let known: Vec<_> = LANGUAGES.iter().map(|language| language.tag).collect();
        wrong("locale", &format!("is `{tag}`; the interface speaks {}", known.join(", ")))
    })
}

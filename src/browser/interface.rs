//! How the person wants the interface: its language, its colours, what the browser knows about them, and its keys.

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Storage;

use crate::messages::{Language, Locale, Manner, Number};
use crate::session::keymap::Keymap;

/// Under which names the choices are kept, for all annotators of this origin.
const KEPT: &str = "guillemet.locale";
const KEPT_KEYS: &str = "guillemet.keys";
const KEPT_TOUR: &str = "guillemet.tour";

/// The language that the person chose, else the first of the browser's that there is.
#[must_use]
pub fn wanted_language() -> &'static Language {
    let kept = storage().and_then(|storage| storage.get_item(KEPT).ok().flatten());
    let own = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    Language::wanted(kept.into_iter().chain(own.iter().filter_map(|tag| tag.as_string())))
}

/// Remembers the language that the person chose. A browser that keeps nothing forgets it.
pub fn keep_language(language: &Language) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEPT, language.tag);
    }
}

/// The keys that the person has changed, if any.
#[must_use]
pub fn kept_keys() -> Option<Keymap> {
    storage()?.get_item(KEPT_KEYS).ok().flatten().map(|written| Keymap::read(&written))
}

/// Remembers the keys.
pub fn keep_keys(keymap: &Keymap) {
    if let Some(storage) = storage() {
        let _ = if keymap.is_changed() {
            storage.set_item(KEPT_KEYS, &keymap.written())
        } else {
            storage.remove_item(KEPT_KEYS)
        };
    }
}

/// Whether somebody has seen the tour in this browser; one that keeps nothing is not asked each time.
#[must_use]
pub fn has_seen_tour() -> bool {
    storage().is_none_or(|storage| storage.get_item(KEPT_TOUR).ok().flatten().is_some())
}

/// Remembers that the tour was seen.
pub fn keep_tour_seen() {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEPT_TOUR, "seen");
    }
}

/// A language with the browser's own plurals and numbers.
#[must_use]
pub fn locale(language: &'static Language) -> Locale {
    Locale::new(language, Rc::new(Browsers::of(language)))
}

/// Light or dark, whatever the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Under which name the choice is kept, for all annotators of this origin.
const KEPT_COLOURS: &str = "guillemet.colours";

impl Colours {
    /// All, as they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What the style sheet and the store know them by.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Those of a tag.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colours| colours.tag() == tag)
    }

    /// Those that the person chose, else the system's.
    #[must_use]
    pub fn wanted() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(KEPT_COLOURS).ok().flatten());
        kept.and_then(|tag| Self::of(&tag)).unwrap_or_default()
    }

    /// Remembers them. A browser that keeps nothing forgets them.
    pub fn keep(self) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(KEPT_COLOURS, self.tag());
        }
    }
}

/// Where the browser lets a page keep something: reading the property alone may throw.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What the browser knows about a language. A browser takes some ten milliseconds to make the first of each, so that
/// none is made before it is needed.
struct Browsers {
    language: &'static Language,
    plurals: OnceCell<Intl::PluralRules>,
    /// Writes a number; with one decimal place.
    format: OnceCell<Function>,
    with_decimal: OnceCell<Function>,
}

/// Languages that CLDR writes with digits of their own where nothing else is asked for.
const WITH_OWN_DIGITS: [&str; 12] = ["ar", "as", "bn", "ckb", "dz", "fa", "ks", "mr", "my", "ne", "ps", "sd"];

impl Browsers {
    fn of(language: &'static Language) -> Self {
        Self { language, plurals: OnceCell::new(), format: OnceCell::new(), with_decimal: OnceCell::new() }
    }

    fn tags(&self) -> Array {
        Array::of1(&self.language.tag.into())
    }

    fn format(&self, decimals: bool) -> &Function {
        let cell = if decimals { &self.with_decimal } else { &self.format };
        cell.get_or_init(|| {
            let options = Object::new();
            if decimals {
                let _ = Reflect::set(&options, &"minimumFractionDigits".into(), &1.into());
            }
            Intl::NumberFormat::new(&self.tags(), &options).format()
        })
    }

    /// Whether a number is written as it is everywhere else: it has no groups.
    fn is_plain(&self, number: Number) -> bool {
        let value = number.get();
        let language = self.language.tag.split('-').next().unwrap_or_default();
        number.decimals() == 0
            && (0.0..1_000.0).contains(&value)
            && value.fract() == 0.0
            && !WITH_OWN_DIGITS.contains(&language)
    }
}

impl Manner for Browsers {
    fn category(&self, number: Number) -> String {
        let plurals = self.plurals.get_or_init(|| Intl::PluralRules::new(&self.tags(), &Object::new()));
        plurals.select(number.get()).into()
    }

    fn number(&self, number: Number) -> String {
        if self.is_plain(number) {
            return number.get().to_string();
        }
        let written = self.format(number.decimals() > 0).call1(&JsValue::UNDEFINED, &number.get().into());
        written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| number.get().to_string())
    }

    fn is_mac(&self) -> bool {
        let system = web_sys::window().and_then(|window| window.navigator().platform().ok());
        system.is_some_and(|system| ["Mac", "iP"].iter().any(|apple| system.starts_with(apple)))
    }
}

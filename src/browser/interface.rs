//! How the person wants the interface: its language, its colours, what the browser knows about them, and its keys.

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

/// What the browser knows about a language.
struct Browsers {
    plurals: Intl::PluralRules,
    /// Writes a number; with one decimal place.
    format: Function,
    with_decimal: Function,
}

impl Browsers {
    fn of(language: &Language) -> Self {
        let tags = Array::of1(&language.tag.into());
        let one_decimal = Object::new();
        let _ = Reflect::set(&one_decimal, &"minimumFractionDigits".into(), &1.into());
        Self {
            plurals: Intl::PluralRules::new(&tags, &Object::new()),
            format: Intl::NumberFormat::new(&tags, &Object::new()).format(),
            with_decimal: Intl::NumberFormat::new(&tags, &one_decimal).format(),
        }
    }
}

impl Manner for Browsers {
    fn category(&self, number: Number) -> String {
        self.plurals.select(number.get()).into()
    }

    fn number(&self, number: Number) -> String {
        let format = if number.decimals() > 0 { &self.with_decimal } else { &self.format };
        let written = format.call1(&JsValue::UNDEFINED, &number.get().into());
        written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| number.get().to_string())
    }

    fn is_mac(&self) -> bool {
        let system = web_sys::window().and_then(|window| window.navigator().platform().ok());
        system.is_some_and(|system| ["Mac", "iP"].iter().any(|apple| system.starts_with(apple)))
    }
}

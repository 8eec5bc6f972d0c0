//! The annotator's own style: one sheet for all annotators of a page, and one of colours for each.
//!
//! Sheets are made through CSSOM, which a strict content security policy allows; every rule is scoped
//! under the root's class. The last annotator to go takes the shared sheet along.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::CssStyleSheet;

use super::matches;
use crate::model::scheme::is_color;
use crate::model::{LineStyle, Scheme};

/// The rules that all annotators share.
const SHARED: &str = include_str!("../../www/guillemet.css");

thread_local! {
    static SHARED_SHEET: RefCell<Option<(CssStyleSheet, usize)>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::Document)]
    type StyledDocument;
    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn adopted(this: &StyledDocument) -> JsValue;
    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_adopted(this: &StyledDocument, sheets: &js_sys::Array);

    #[wasm_bindgen(extends = CssStyleSheet)]
    type ReplaceableSheet;
    #[wasm_bindgen(method, catch, js_name = replaceSync)]
    fn replace(this: &ReplaceableSheet, text: &str) -> Result<(), JsValue>;
}

/// The sheets of one annotator; they leave the page with it.
pub struct Style {
    own: Option<CssStyleSheet>,
    shared: bool,
}

impl Style {
    /// Puts the style of one annotator on the page; without `shared`, only the colours of its labels.
    #[must_use]
    pub fn adopt(instance: u32, scheme: &Scheme, shared: bool) -> Self {
        let shared = shared && use_shared();
        let own = new_sheet(&label_rules(instance, scheme));
        if let Some(sheet) = &own {
            change_adopted(|sheets| sheets.push(sheet.into()));
        }
        Self { own, shared }
    }

    /// Puts the colours of another scheme in force.
    pub fn recolour(&self, instance: u32, scheme: &Scheme) {
        if let Some(sheet) = &self.own {
            let _ = sheet.unchecked_ref::<ReplaceableSheet>().replace(&label_rules(instance, scheme));
        }
    }
}

impl Drop for Style {
    fn drop(&mut self) {
        if let Some(sheet) = self.own.take() {
            discard(&sheet);
        }
        if self.shared {
            SHARED_SHEET.with_borrow_mut(|slot| {
                if let Some((sheet, users)) = slot.take() {
                    if users > 1 {
                        *slot = Some((sheet, users - 1));
                    } else {
                        discard(&sheet);
                    }
                }
            });
        }
    }
}

fn use_shared() -> bool {
    SHARED_SHEET.with_borrow_mut(|slot| {
        if let Some((_, users)) = slot {
            *users += 1;
            return true;
        }
        let Some(sheet) = new_sheet(SHARED) else { return false };
        change_adopted(|sheets| sheets.push((&sheet).into()));
        *slot = Some((sheet, 1));
        true
    })
}

fn new_sheet(rules: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.unchecked_ref::<ReplaceableSheet>().replace(rules).ok()?;
    Some(sheet)
}

fn discard(sheet: &CssStyleSheet) {
    let sheet: &JsValue = sheet.as_ref();
    change_adopted(|sheets| sheets.retain(|other| other != sheet));
}

/// The list is given back whole: engines differ on whether it can be changed in place.
fn change_adopted(change: impl FnOnce(&mut Vec<JsValue>)) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let document: &StyledDocument = document.unchecked_ref();
    let mut sheets = js_sys::Array::from(&document.adopted()).to_vec();
    change(&mut sheets);
    document.set_adopted(&sheets.into_iter().collect());
}

fn label_rules(instance: u32, scheme: &Scheme) -> String {
    let mut rules = String::new();
    for (n, label) in scheme.labels.iter().enumerate() {
        // Two lines need room to be seen as two.
        let (line, thick) = match label.line {
            LineStyle::Solid => ("solid", 2),
            LineStyle::Dashed => ("dashed", 2),
            LineStyle::Dotted => ("dotted", 3),
            LineStyle::Double => ("double", 4),
        };
        let color = if is_color(&label.color) { &label.color } else { "#555555" };
        rules.push_str(&format!(
            ".guillemet[data-instance=\"{instance}\"] .label-{n}{{--label:{color};--line:{line};--thick:{thick}px}}\n"
        ));
    }
    // Over every tint of a label: what is found is to be seen whatever stands there.
    for (name, color) in matches::names(instance).iter().zip(["#ffdf5d", "#ff9d3f"]) {
        rules.push_str(&format!(
            ".guillemet[data-instance=\"{instance}\"] ::highlight({name}){{background-color:{color};color:#1f1a00}}\n"
        ));
    }
    rules
}

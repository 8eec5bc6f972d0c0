//! Long texts from JavaScript. What wasm-bindgen does takes a character at a time as long as they are ASCII.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// A text, with U+FFFD for half a surrogate pair; `None` where the browser gives no UTF-8, which none does.
#[must_use]
pub fn text_of(text: &JsString) -> Option<String> {
    String::from_utf8(TextEncoder::new().encode(text).to_vec()).ok()
}

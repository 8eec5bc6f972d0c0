//! Long texts from JavaScript. What wasm-bindgen does takes a character at a time as long as they are ASCII.

use js_sys::{JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, bytes: &Uint8Array) -> Object;
}

/// So many units are encoded at a time, into bytes that are at hand: twice as fast as all of a long text into new ones.
const PIECE: u32 = 1 << 16;

/// A text, with U+FFFD for half a surrogate pair; `None` where the browser gives no UTF-8, which none does.
#[must_use]
pub fn text_of(text: &JsString) -> Option<String> {
    let (encoder, length) = (TextEncoder::new(), text.length());
    // No unit takes more than three bytes.
    let room = 3 * length.min(PIECE);
    let (bytes, mut copied) = (Uint8Array::new_with_length(room), vec![0; room as usize]);
    let (mut encoded, mut at) = (Vec::with_capacity(length as usize + length as usize / 16), 0);
    while at < length {
        let mut end = length.min(at + PIECE);
        if end < length && is_high_half(text.char_code_at(end - 1)) {
            end -= 1;
        }
        let piece = encoder.encode_into(&text.substring(at, end), &bytes);
        let written = Reflect::get(&piece, &"written".into()).ok()?.as_f64()? as u32;
        let piece = copied.get_mut(..written as usize)?;
        bytes.subarray(0, written).copy_to(piece);
        encoded.extend_from_slice(piece);
        at = end;
    }
    String::from_utf8(encoded).ok()
}

/// Whether a unit is the first half of a surrogate pair.
fn is_high_half(unit: f64) -> bool {
    (55_296.0..56_320.0).contains(&unit)
}

//! Giving text away: to the clipboard and as a file.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Puts a text on the clipboard.
///
/// # Errors
/// Where the browser does not let the page do so.
pub async fn copy(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into())?;
    if clipboard.is_undefined() {
        return Err(JsValue::from_str("this page may not use the clipboard"));
    }
    wasm_bindgen_futures::JsFuture::from(window.navigator().clipboard().write_text(text)).await?;
    Ok(())
}

/// Offers a text as a file.
///
/// # Errors
/// Where the browser cannot make the file.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    download_parts(name, mime, &js_sys::Array::of1(&js_sys::Uint8Array::from(text.as_bytes())))
}

/// Offers bytes as a file: arrays of bytes or blobs, one behind the other.
///
/// # Errors
/// Where the browser cannot make the file.
pub fn download_parts(name: &str, mime: &str, parts: &js_sys::Array) -> Result<(), JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(mime);
    download_file(name, &Blob::new_with_u8_array_sequence_and_options(parts, &properties)?)
}

/// Offers a file that is made already.
///
/// # Errors
/// Where the browser does not take it.
pub fn download_file(name: &str, file: &Blob) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let address = Url::create_object_url_with_blob(file)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has begun only after this turn of the event loop; the address must outlive it.
    let revoke = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
    });
    if let Some(window) = web_sys::window() {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), 60_000)?;
    }
    Ok(())
}

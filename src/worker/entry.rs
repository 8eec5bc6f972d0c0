//! The worker's own side: hears requests, does one slice of work at a time, and posts the answers.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::formats::read_file;

use super::opening::parts;
use super::protocol::{Answer, Request, RequestId, decode, encode};

/// Hears from now on.
#[wasm_bindgen(start)]
pub fn start() {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let request = decode(&message.get(0).unchecked_into::<Uint8Array>().to_vec());
        match request {
            Some(Request::Open { id, name }) => spawn_local(open(id, name, message.get(1).unchecked_into())),
            Some(Request::Stop(_)) | None => {}
        }
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It hears as long as the worker lives.
    heard.forget();
    post(&Answer::Ready);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(answer: &Answer) {
    let bytes = Uint8Array::from(encode(answer).as_slice());
    let buffer = bytes.buffer();
    // Refused only for what cannot be cloned, and bytes can.
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&buffer));
}

async fn open(id: RequestId, name: String, file: File) {
    let bytes = match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
        Err(_) => {
            let why = "the browser could not read it; is it a folder, or was it moved?";
            return post(&Answer::Failed(id, why.to_owned()));
        }
    };
    let reading = read_file(&name, &bytes);
    drop(bytes);
    match reading {
        Ok(reading) => {
            for part in parts(reading) {
                post(&Answer::Opened(id, part));
            }
            post(&Answer::Done(id));
        }
        Err(error) => post(&Answer::Failed(id, error.reason)),
    }
}

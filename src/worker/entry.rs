//! The worker's own side: hears requests, does one slice of work at a time, and posts the answers.

use std::cell::RefCell;
use std::collections::HashSet;

use js_sys::{Array, Date, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::formats::read_file;
use crate::model::language::guess_language;
use crate::suggest::{Engine, Suggestions};

use super::opening::parts;
use super::protocol::{Answer, Request, RequestId, decode, encode};

/// For how long the worker is deaf at most, but for the block that it works on.
const SLICE_MS: f64 = 25.0;

/// The page draws anew at each answer.
const POST_EVERY_MS: f64 = 150.0;

thread_local! {
    /// What somebody still waits for.
    static RUNNING: RefCell<HashSet<RequestId>> = RefCell::new(HashSet::new());
}

/// Hears from now on.
#[wasm_bindgen(start)]
pub fn start() {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let request = decode(&message.get(0).unchecked_into::<Uint8Array>().to_vec());
        match request {
            Some(Request::Open { id, name }) => spawn_local(open(id, name, message.get(1).unchecked_into())),
            Some(Request::Suggest { id, text, language, near }) => {
                RUNNING.with_borrow_mut(|running| running.insert(id));
                spawn_local(async move {
                    suggest(id, &text, &language, near).await;
                    RUNNING.with_borrow_mut(|running| running.remove(&id));
                });
            }
            Some(Request::Stop(id)) => {
                RUNNING.with_borrow_mut(|running| running.remove(&id));
            }
            None => {}
        }
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It hears as long as the worker lives.
    heard.forget();
    post(&Answer::Ready);
}

/// Proposes block by block, and hears between two slices whether anybody still waits.
async fn suggest(id: RequestId, text: &str, language: &str, near: u32) {
    let language = if language.is_empty() { guess_language(text) } else { language };
    let Some(engine) = Engine::for_language(language) else {
        let known: Vec<_> = Engine::languages().collect();
        let why = format!("there are no rules for the language “{language}”, only for {}", known.join(", "));
        return post(&Answer::Failed(id, why));
    };
    let mut blocks = engine.blocks(text);
    blocks.sort_by_key(|block| {
        block.start.get().saturating_sub(near).max(near.saturating_sub(block.end.get()))
    });
    let mut gathered = Suggestions::default();
    let mut posted = f64::NEG_INFINITY;
    let mut turned = Date::now();
    for block in blocks {
        gathered.append(engine.suggest_block(text, block));
        let now = Date::now();
        // What the person sees comes at once.
        if now - posted > POST_EVERY_MS {
            post(&Answer::Suggested(id, std::mem::take(&mut gathered)));
            posted = now;
        }
        if now - turned > SLICE_MS {
            next_turn().await;
            turned = Date::now();
            if !RUNNING.with_borrow(|running| running.contains(&id)) {
                return;
            }
        }
    }
    post(&Answer::Suggested(id, gathered));
    post(&Answer::Done(id));
}

/// Lets the worker hear what was sent to it meanwhile.
async fn next_turn() {
    let turn = Promise::new(&mut |resolve, _| {
        // Without a timer there is nothing to wait for: the promise is resolved at once.
        if scope().set_timeout_with_callback(&resolve).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(turn).await;
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

//! The worker as the page sees it: started when it is first needed, asked by messages, ended when its work is done
//! or no longer wanted. A page that has no worker, or may not start it, is told so and does the work itself.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::rescue;
use crate::journal::Told;
use crate::worker::protocol::{Answer, Request, RequestId, decode, encode};

/// A worker that does not say within this time that it runs is taken for one that cannot.
const PATIENCE_MS: i32 = 20_000;

#[wasm_bindgen]
extern "C" {
    type ImportMeta;
    #[wasm_bindgen(method, getter)]
    fn url(this: &ImportMeta) -> String;
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static IMPORT_META: ImportMeta;
}

/// Where the worker's script lies if nobody says otherwise: beside the page's module.
#[must_use]
pub fn beside_the_module() -> Option<String> {
    let module = IMPORT_META.with(ImportMeta::url);
    web_sys::Url::new_with_base("guillemet_worker.js", &module).ok().map(|url| url.href())
}

thread_local! {
    /// The compiled module of each script that a worker has run, and its build: without a worker a browser would forget it,
    /// and compile it anew for the next. A worker whose name is its build waits for the module.
    static MODULES: RefCell<HashMap<String, (String, JsValue)>> = RefCell::default();
}

/// What is heard of a worker.
#[derive(Debug)]
pub enum Heard {
    /// It answers.
    Answer(Answer),
    /// It hands over the file that it was asked to write, with its name.
    File(RequestId, String, Blob),
    /// The keeper tells of a file, which comes along for the browser to be asked about.
    Kept(Told, JsValue),
    /// It could not start, or it broke: nothing more will come.
    Broken,
}

/// A running worker. Dropped, it ends at once, whatever it was doing.
pub struct Running {
    worker: Rc<Started>,
    // They are called as long as the worker runs.
    _heard: Closure<dyn Fn(MessageEvent)>,
    _broken: Closure<dyn Fn()>,
}

/// A worker that hears nothing before its module is there: what is said to it until then waits here.
struct Started {
    worker: Worker,
    is_ready: Cell<bool>,
    waiting: RefCell<Vec<Array>>,
}

impl Started {
    fn post(&self, message: &Array) {
        // Refused only for what cannot be cloned: bytes and files can.
        let _ = self.worker.post_message(message);
    }

    fn get_ready(&self) {
        self.is_ready.set(true);
        self.waiting.take().iter().for_each(|message| self.post(message));
    }
}

impl Running {
    /// Starts the script at an address; `None` where the browser refuses that at once.
    pub fn start(script: &str, heard: impl Fn(Heard) + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let module = MODULES.with_borrow(|modules| modules.get(script).cloned());
        if let Some((build, _)) = &module {
            options.set_name(build);
        }
        let worker = Worker::new_with_options(script, &options).ok()?;
        if let Some((_, module)) = module {
            // Refused only for what cannot be cloned, and a worker has sent it here. The script waits for it no longer than
            // a second.
            let _ = worker.post_message(&module);
        }
        let worker =
            Rc::new(Started { worker, is_ready: Cell::new(false), waiting: RefCell::new(Vec::new()) });
        let heard = Rc::new(heard);
        let on_message = {
            let (heard, worker) = (heard.clone(), Rc::downgrade(&worker));
            let script = script.to_owned();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if rescue::has_panicked() {
                    return;
                }
                if let Some(left) = left_in(&event) {
                    if let Some(module) = left {
                        MODULES.with_borrow_mut(|modules| modules.insert(script.clone(), module));
                    }
                    return;
                }
                // Bytes, or a list of bytes and what comes along.
                let (bytes, along) = match event.data().dyn_into::<Array>() {
                    Ok(list) => (list.get(0), list.get(1)),
                    Err(bytes) => (bytes, JsValue::UNDEFINED),
                };
                let bytes = bytes.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
                match bytes.ok().and_then(|bytes| decode(&bytes)) {
                    Some(Answer::Written(id, name)) => {
                        let file = along.dyn_into::<Blob>();
                        heard(file.map_or(Heard::Broken, |file| Heard::File(id, name, file)));
                    }
                    Some(Answer::Kept(told)) if along.is_object() => {
                        heard(Heard::Kept(told, along));
                    }
                    Some(Answer::Ready) => {
                        if let Some(worker) = worker.upgrade() {
                            worker.get_ready();
                        }
                    }
                    Some(answer) => heard(Heard::Answer(answer)),
                    None => heard(Heard::Broken),
                }
            })
        };
        let on_error = {
            let (heard, worker) = (heard.clone(), Rc::downgrade(&worker));
            let script = script.to_owned();
            Closure::<dyn Fn()>::new(move || {
                if worker.upgrade().is_some_and(|worker| !worker.is_ready.get()) {
                    forget_module(&script);
                }
                heard(Heard::Broken);
            })
        };
        worker.worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let late = {
            // Weak: whoever hears is not kept until the patience ends.
            let (worker, heard) = (Rc::downgrade(&worker), Rc::downgrade(&heard));
            let script = script.to_owned();
            Closure::once_into_js(move || {
                let is_late = worker.upgrade().is_some_and(|worker| !worker.is_ready.get());
                if let Some(heard) = heard.upgrade().filter(|_| is_late) {
                    forget_module(&script);
                    heard(Heard::Broken);
                }
            })
        };
        let window = web_sys::window()?;
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(late.unchecked_ref(), PATIENCE_MS)
            .ok()?;
        Some(Self { worker, _heard: on_message, _broken: on_error })
    }

    /// Whether it has ever said that it runs.
    #[must_use]
    pub fn has_run(&self) -> bool {
        self.worker.is_ready.get()
    }

    /// Asks for something; what comes along goes by reference where the browser can.
    pub fn ask(&self, request: &Request, along: Option<&JsValue>) {
        let message = Array::of1(&Uint8Array::from(encode(request).as_slice()));
        if let Some(along) = along {
            message.push(along);
        }
        if self.worker.is_ready.get() {
            self.worker.post(&message);
        } else {
            self.worker.waiting.borrow_mut().push(message);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Started { worker, .. } = &*self.worker;
        worker.set_onmessage(None);
        worker.set_onerror(None);
        worker.terminate();
    }
}

/// What a worker leaves, in a list that begins with nothing: its build and its module, unless it lacks one of them.
fn left_in(event: &MessageEvent) -> Option<Option<(String, JsValue)>> {
    let list = event.data().dyn_into::<Array>().ok().filter(|list| list.get(0).is_undefined())?;
    Some(list.get(1).as_string().map(|build| (build, list.get(2))))
}

/// With what a worker could not begin, the next could not either.
fn forget_module(script: &str) {
    MODULES.with_borrow_mut(|modules| modules.remove(script));
}

/// Lets the page draw and hear before it goes on.
pub async fn next_turn() {
    let turn = Promise::new(&mut |resolve, _| {
        let waits = web_sys::window().and_then(|window| window.set_timeout_with_callback(&resolve).ok());
        // Without a timer there is nothing to wait for.
        if waits.is_none() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(turn).await;
}

/// Something that is waited for in one place and settled in another, once.
pub struct Outcome<T> {
    value: Rc<RefCell<Option<T>>>,
    resolve: Function,
}

impl<T> Clone for Outcome<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), resolve: self.resolve.clone() }
    }
}

impl<T> Outcome<T> {
    /// What settles it, and what waits for it; `None` comes out if it was settled without a value.
    pub fn new() -> (Self, impl Future<Output = Option<T>>) {
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
        let value = Rc::new(RefCell::new(None));
        // The browser calls the executor at once, so there is always something to settle by.
        let outcome = Self { value: value.clone(), resolve: settle.unwrap_or_default() };
        let waiting = async move {
            let _ = JsFuture::from(promise).await;
            value.take()
        };
        (outcome, waiting)
    }

    /// Settles it; later calls change nothing that anybody sees.
    pub fn settle(&self, value: T) {
        *self.value.borrow_mut() = Some(value);
        let _ = self.resolve.call0(&JsValue::UNDEFINED);
    }
}

//! What a browser gives to pages and to workers alike and web-sys has for one of them only, or not at all: locks,
//! strict transactions, timers, the room for data.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbTransaction};

#[wasm_bindgen]
extern "C" {
    /// A database, as it makes transactions that say how durable they are to be.
    type Strict;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Strict,
        tables: &JsValue,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;

    /// The Web Locks.
    pub type Locks;
    #[wasm_bindgen(method, catch)]
    pub fn request(
        this: &Locks,
        name: &str,
        options: &JsValue,
        granted: &Function,
    ) -> Result<Promise, JsValue>;

    type Storage;
    #[wasm_bindgen(method, catch)]
    fn estimate(this: &Storage) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persisted(this: &Storage) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(act: &Function, ms: f64) -> JsValue;
}

/// A plain object of one key.
pub fn options(key: &str, value: &JsValue) -> Object {
    let options = Object::new();
    // A new object takes any key.
    let _ = Reflect::set(&options, &key.into(), value);
    options
}

/// A transaction that reads and writes, and is complete only when the disk has it.
pub fn strict_transaction(database: &IdbDatabase, tables: &JsValue) -> Result<IdbTransaction, JsValue> {
    let database: &Strict = database.unchecked_ref();
    database.transaction(tables, "readwrite", &options("durability", &"strict".into()))
}

/// A transaction that reads.
pub fn reading_transaction(database: &IdbDatabase, tables: &JsValue) -> Result<IdbTransaction, JsValue> {
    database.unchecked_ref::<Strict>().transaction(tables, "readonly", &Object::new())
}

fn of_navigator(name: &str) -> Option<JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let found = Reflect::get(&navigator, &name.into()).ok()?;
    found.is_object().then_some(found)
}

/// The Web Locks, where the browser has them: not on a page that came over an open connection.
pub fn locks() -> Option<Locks> {
    of_navigator("locks").map(JsCast::unchecked_into)
}

/// How much room is taken and how much there is, in kilobytes, and whether the browser promised to keep it. Nothing
/// where it does not say.
pub async fn room() -> (u32, u32, bool) {
    let Some(storage) = of_navigator("storage").map(JsCast::unchecked_into::<Storage>) else {
        return (0, 0, false);
    };
    let estimate = match storage.estimate() {
        Ok(estimate) => JsFuture::from(estimate).await.unwrap_or_default(),
        Err(_) => JsValue::UNDEFINED,
    };
    let persistent = match storage.persisted() {
        Ok(persisted) => JsFuture::from(persisted).await.ok().and_then(|value| value.as_bool()),
        Err(_) => None,
    };
    let kilobytes = |key: &str| {
        let bytes = Reflect::get(&estimate, &key.into()).ok().and_then(|value| value.as_f64());
        // A float beyond what fits becomes the largest that does.
        (bytes.unwrap_or(0.0) / 1000.0) as u32
    };
    (kilobytes("usage"), kilobytes("quota"), persistent.unwrap_or(false))
}

/// A promise that calls `act` with what resolves it.
pub fn promise(act: impl FnOnce(Function)) -> Promise {
    let mut act = Some(act);
    Promise::new(&mut |resolve, _| {
        if let Some(act) = act.take() {
            act(resolve);
        }
    })
}

/// Calls a function with nothing after a time.
pub fn call_after(ms: f64, act: &Function) {
    set_timeout(act, ms);
}

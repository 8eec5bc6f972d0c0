//! The worker's own side: hears requests, does one slice of work at a time, and posts the answers.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use js_sys::{Array, Date, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use crate::formats::file::MAX_FILE_BYTES;
use crate::formats::read_file;
use crate::journal::{Ask, Told};
use crate::messages::{Locale, Message, message};
use crate::model::language::guess_language;
use crate::model::{Name, PatternRule};
use crate::search::Searcher;
use crate::suggest::{Confidence, Engine, Likeness, MOST_OCCURRENCES, Suggestion, Suggestions, occurrences};

use super::exchanging;
use super::importing::formats;
use super::keeper::Keeper;
use super::long_lines::LongLines;
use super::opening::parts;
use super::protocol::{Answer, OCCURRENCE, Request, RequestId, decode, encode};
use super::trying::{self, own_rule, preview};

/// For how long the worker is deaf at most, but for the block that it works on.
pub(super) const SLICE_MS: f64 = 25.0;

/// So many bytes of a long file of our lines are read at a time.
const AT_ONCE: usize = 16_000_000;

/// So many suggestions take the page some 15 ms.
const MOST_AT_ONCE: usize = 4_000;

/// The page draws anew at each answer.
const POST_EVERY_MS: f64 = 150.0;

thread_local! {
    /// What somebody still waits for.
    static RUNNING: RefCell<HashSet<RequestId>> = RefCell::new(HashSet::new());
    /// The text that is searched.
    static SEARCHER: RefCell<Option<Searcher<Rc<str>>>> = const { RefCell::new(None) };
    /// Made when something is first to be kept.
    static KEEPER: Rc<Keeper> = Keeper::new(tell);
}

/// Hears from now on.
#[wasm_bindgen(start)]
pub fn start() {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        // A module that this script could not take is nothing to be answered.
        let Ok(message) = event.data().dyn_into::<Array>() else { return };
        let request = decode(&message.get(0).unchecked_into::<Uint8Array>().to_vec());
        match request {
            Some(Request::Open { id, name }) => spawn_local(open(id, name, message.get(1).unchecked_into())),
            Some(Request::Preview { id, rule, text }) => post(&Answer::Previewed(id, preview(&rule, &text))),
            Some(Request::Try { id, rule, texts }) => trying::count(id, &rule, texts),
            Some(Request::TryKept { id, rule, database, dataset }) => {
                spawn_local(trying::count_kept(id, rule, database, dataset));
            }
            Some(Request::Find { id, text, word, label, loosely }) => find(id, &text, &word, &label, loosely),
            Some(Request::Hold { text }) => SEARCHER.set(Some(Searcher::new(text))),
            Some(Request::Search { id, query }) => {
                let found = SEARCHER.with_borrow_mut(|searcher| Some(searcher.as_mut()?.search(&query)));
                if let Some(found) = found {
                    post(&Answer::Found(id, found));
                }
            }
            Some(Request::Suggest { id, text, language, near, rules }) => {
                RUNNING.with_borrow_mut(|running| running.insert(id));
                spawn_local(async move {
                    suggest(id, &text, &language, near, &rules).await;
                    RUNNING.with_borrow_mut(|running| running.remove(&id));
                });
            }
            Some(Request::Stop(id)) => {
                RUNNING.with_borrow_mut(|running| running.remove(&id));
            }
            Some(Request::Keep(Ask::KeepFile)) => {
                KEEPER.with(|keeper| keeper.ask_along(Ask::KeepFile, message.get(1)));
            }
            Some(Request::Keep(ask)) => KEEPER.with(|keeper| keeper.ask(ask)),
            Some(Request::Import { id, names, wish }) => {
                spawn_local(exchanging::import(id, names, message.get(1).unchecked_into(), wish));
            }
            Some(Request::LookAgain { id, wish }) => spawn_local(exchanging::look_again(id, wish)),
            Some(Request::Take(id)) => exchanging::take(id),
            Some(Request::Formats(id, language)) => {
                post(&Answer::Formats(id, formats(&Locale::without_browser(&language))));
            }
            Some(Request::Give(part)) => exchanging::give(part),
            Some(Request::Survey { id, order, shows }) => spawn_local(exchanging::survey(id, order, shows)),
            Some(Request::Write { id, order }) => spawn_local(exchanging::write(id, order)),
            None => {}
        }
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // It hears as long as the worker lives.
    heard.forget();
    post(&Answer::Ready);
    offer_module();
}

/// Leaves the page the compiled module, with its build: the next worker need neither fetch nor compile it. A browser that
/// clones none leaves nothing.
fn offer_module() {
    if let Ok(build) = js_sys::Reflect::get(&scope(), &"guillemetBuild".into()) {
        let _ = scope().post_message(&Array::of3(&JsValue::UNDEFINED, &build, &wasm_bindgen::module()));
    }
}

/// Says what the keeper tells, and hands over the file that it tells of: only a page may ask the browser about it.
fn tell(told: Told) {
    let is_of_a_file = matches!(&told, Told::File(Some(_)));
    match KEEPER.with(|keeper| keeper.file()).filter(|_| is_of_a_file) {
        Some(file) => post_with(&Answer::Kept(told), &file),
        None => post(&Answer::Kept(told)),
    }
}

/// Proposes block by block, and hears between two slices whether anybody still waits.
async fn suggest(id: RequestId, text: &str, language: &str, near: u32, rules: &[PatternRule]) {
    let guessed = if language.is_empty() { guess_language(text) } else { language };
    let engine = if guessed.is_empty() { most_at_home(text) } else { Engine::for_language(guessed) };
    // A wrong pattern was told where it was written, and proposes nothing.
    let own = rules.iter().filter(|rule| rule.on).filter_map(|rule| own_rule(rule).compile().ok());
    let mut own: Vec<_> = own.collect();
    let Some(engine) = engine else {
        for rule in own {
            post(&Answer::Suggested(id, rule.suggest(text)));
            next_turn().await;
        }
        let known: Vec<_> = Engine::languages().collect();
        return post(&Answer::no_rules(id, guessed, &known));
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
        // What the person sees comes at once, and never more than the page takes in between two frames.
        if now - posted > POST_EVERY_MS || gathered.spans.len() >= MOST_AT_ONCE {
            post(&Answer::Suggested(id, std::mem::take(&mut gathered)));
            posted = now;
        }
        if now - turned > SLICE_MS {
            next_turn().await;
            turned = Date::now();
            if !is_awaited(id) {
                return;
            }
        }
    }
    for rule in own.drain(..) {
        next_turn().await;
        if !is_awaited(id) {
            return;
        }
        gathered.append(rule.suggest(text));
    }
    post(&Answer::Suggested(id, gathered));
    post(&Answer::Done(id));
}

fn is_awaited(id: RequestId) -> bool {
    RUNNING.with_borrow(|running| running.contains(&id))
}

fn find(id: RequestId, text: &str, word: &str, label: &Name, loosely: bool) {
    let likeness = Likeness { same_case: !loosely, same_accents: !loosely, whole_words: true };
    let propose = |span| Suggestion {
        span,
        label: label.clone(),
        attributes: Vec::new(),
        rule: OCCURRENCE.into(),
        confidence: Confidence::permille(1000),
    };
    let spans = occurrences(text, word, likeness, MOST_OCCURRENCES).into_iter().map(propose).collect();
    post(&Answer::Suggested(id, Suggestions { spans, relations: Vec::new() }));
}

/// The engine that has the most to say of a text whose language nobody can guess, such as a very short one.
fn most_at_home(text: &str) -> Option<Rc<Engine>> {
    const ENOUGH: usize = 20_000;
    let cut = (0..=ENOUGH.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let says = |engine: &Rc<Engine>| {
        let spans = engine.suggest(&text[..cut]).spans;
        spans.iter().map(|one| u32::from(one.confidence.get())).sum::<u32>()
    };
    Engine::languages().filter_map(Engine::for_language).max_by_key(says)
}

/// Lets the worker hear what was sent to it meanwhile.
pub(super) async fn next_turn() {
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

pub(super) fn post(answer: &Answer) {
    let bytes = Uint8Array::from(encode(answer).as_slice());
    let buffer = bytes.buffer();
    // Refused only for what cannot be cloned, and bytes can.
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&buffer));
}

/// Says it and hands something over with it.
pub(super) fn post_with(answer: &Answer, along: &JsValue) {
    let bytes = Uint8Array::from(encode(answer).as_slice());
    // Refused only for what cannot be cloned: bytes and files can.
    let _ = scope().post_message(&Array::of2(&bytes, along));
}

/// The bytes of a file, or why there are none.
pub(super) async fn bytes_of(file: &File) -> Result<Vec<u8>, Message> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| message::file_unreadable())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn open(id: RequestId, name: String, file: File) {
    match open_long_lines(id, &file).await {
        Ok(true) => return post(&Answer::Done(id)),
        Ok(false) => {}
        Err(why) => return post(&Answer::Failed(id, why)),
    }
    let bytes = match bytes_of(&file).await {
        Ok(bytes) => bytes,
        Err(why) => return post(&Answer::Failed(id, why)),
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
        Err(error) if error.is_foreign => post(&Answer::Foreign(id, error.reason)),
        Err(error) => post(&Answer::Failed(id, error.reason)),
    }
}

/// Reads a long file of our lines bit by bit; says whether it is one.
async fn open_long_lines(id: RequestId, file: &File) -> Result<bool, Message> {
    let size = file.size() as usize;
    let slice = async |from: usize| {
        let to = (from + AT_ONCE).min(size);
        let slice = file.slice_with_f64_and_f64(from as f64, to as f64);
        let slice = slice.map_err(|_| message::file_unreadable())?;
        let buffer = JsFuture::from(slice.array_buffer()).await.map_err(|_| message::file_unreadable())?;
        Ok::<_, Message>(Uint8Array::new(&buffer).to_vec())
    };
    if size <= AT_ONCE {
        return Ok(false);
    }
    let mut bytes = slice(0).await?;
    let Some(mut lines) = LongLines::begin(size, &bytes) else {
        let is_too_long = size > MAX_FILE_BYTES;
        return if is_too_long { Err(message::file_too_large(size as u64 / 1_000_000)) } else { Ok(false) };
    };
    let mut from = 0;
    loop {
        for part in lines.read(&bytes).map_err(|error| error.message())? {
            post(&Answer::Opened(id, part));
        }
        from += bytes.len();
        if from >= size {
            return Ok(true);
        }
        bytes = slice(from).await?;
        if bytes.is_empty() {
            // It became shorter while it was read.
            return Err(message::file_unreadable());
        }
    }
}

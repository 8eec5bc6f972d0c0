//! The worker's side of an import and of an export. There is one of them at a time in a worker: the page starts one for
//! each, and ends it to stop whatever it does.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Date, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, File};

use crate::formats::FileReading;
use crate::formats::file::MAX_FILE_BYTES;
use crate::formats::interchange::Input;
use crate::messages::{Message, message};
use crate::model::Dataset;

use super::entry::{SLICE_MS, bytes_of, next_turn, post, post_with};
use super::exporting::{Articles, Order, Writing};
use super::importing::{Looking, Wish};
use super::opening::{Part, parts};
use super::protocol::{Answer, RequestId};

/// How often the page is told how far it is.
const TELL_EVERY_MS: f64 = 100.0;

/// So many bytes are given to the browser at once: it keeps each piece apart.
const CHUNK_BYTES: usize = 1_000_000;

thread_local! {
    static LOOKING: RefCell<Option<Looking>> = const { RefCell::new(None) };
    static ARTICLES: RefCell<Articles> = RefCell::default();
    /// The last thing that was asked for. Who asks anew no longer waits for what was asked before.
    static NEWEST: Cell<RequestId> = const { Cell::new(0) };
}

fn is_newest(id: RequestId) -> bool {
    NEWEST.get() == id
}

/// Lets no more go to the page than it can show.
struct Telling {
    id: RequestId,
    last: Cell<f64>,
}

impl Telling {
    fn new(id: RequestId) -> Self {
        Self { id, last: Cell::new(Date::now()) }
    }

    fn tell(&self, done: usize, total: usize) {
        let now = Date::now();
        if now - self.last.get() > TELL_EVERY_MS {
            self.last.set(now);
            post(&Answer::Progress(self.id, done, total));
        }
    }
}

/// Reads files and looks into them.
pub async fn import(id: RequestId, names: Vec<String>, files: Array, wish: Wish) {
    NEWEST.set(id);
    let telling = Telling::new(id);
    let mut inputs = Vec::new();
    let mut left = MAX_FILE_BYTES as f64;
    let total = names.len();
    for (n, (name, file)) in names.into_iter().zip(files.iter()).enumerate() {
        let file: File = file.into();
        left -= file.size();
        if left < 0.0 {
            return post(&Answer::too_much(id, MAX_FILE_BYTES / 1_000_000));
        }
        match bytes_of(&file).await {
            Ok(bytes) => inputs.push(Input { name, bytes }),
            Err(why) => return post(&Answer::Failed(id, message::report(name, why))),
        }
        telling.tell(n + 1, total);
    }
    match Looking::new(inputs) {
        Ok(looking) => LOOKING.set(Some(looking)),
        Err(error) => {
            return post(&Answer::Failed(id, Message::verbatim(wish.locale().say(error.message()))));
        }
    }
    look(id, &wish);
}

/// Looks into the same files. Of several wishes that have come meanwhile only the last is granted.
pub async fn look_again(id: RequestId, wish: Wish) {
    NEWEST.set(id);
    next_turn().await;
    if is_newest(id) {
        look(id, &wish);
    }
}

fn look(id: RequestId, wish: &Wish) {
    let telling = Telling::new(id);
    let found = LOOKING.with_borrow_mut(|looking| {
        looking.as_mut().map(|looking| looking.look(wish, &|articles| telling.tell(articles, 0)))
    });
    if let Some(found) = found {
        post(&Answer::Imported(id, Box::new(found)));
    }
}

/// Hands over what was found.
pub fn take(id: RequestId) {
    let reading = LOOKING.with_borrow_mut(|looking| looking.as_mut().and_then(Looking::take));
    // The page asks for it only once something was found.
    let Some(reading) = reading else { return post(&Answer::Failed(id, message::import_broke_off())) };
    for part in parts(FileReading::Dataset(reading)) {
        post(&Answer::Opened(id, part));
    }
    post(&Answer::Done(id));
}

/// Takes a part of the articles that are to be written.
pub fn give(part: Part) {
    // Parts come in the order of one dataset, so they fit; else the survey says that there are fewer.
    let _ = ARTICLES.with_borrow_mut(|articles| articles.take(part));
}

fn with_articles<T>(act: impl FnOnce(&Dataset) -> Result<T, Message>) -> Result<T, Message> {
    ARTICLES
        .with_borrow_mut(|articles| articles.dataset().ok_or_else(message::export_broke_off).and_then(act))
}

/// The page knows what only the worker says as little as the formats.
fn failed(id: RequestId, order: &Order, why: &Message) -> Answer {
    Answer::Failed(id, Message::verbatim(order.locale().say(why)))
}

/// Tells what an export would be, and shows how it would begin if somebody looks.
pub async fn survey(id: RequestId, order: Order, shows: bool) {
    NEWEST.set(id);
    next_turn().await;
    if !is_newest(id) {
        return;
    }
    let surveyed = with_articles(|dataset| {
        let (writing, mut surveyed) = Writing::begin(&order, dataset)?;
        if shows {
            (surveyed.shown, surveyed.beginning) = writing.shown(dataset);
        }
        Ok(surveyed)
    });
    match surveyed {
        Ok(surveyed) => post(&Answer::Surveyed(id, surveyed)),
        Err(why) => post(&failed(id, &order, &why)),
    }
}

/// Writes, and hands the file over.
pub async fn write(id: RequestId, order: Order) {
    NEWEST.set(id);
    next_turn().await;
    match written(id, &order).await {
        Ok(Some((name, file))) => post_with(&Answer::Written(id, name), &file),
        Ok(None) => {}
        Err(why) => post(&failed(id, &order, &why)),
    }
}

/// The file; `None` when nobody waits for it any more.
async fn written(id: RequestId, order: &Order) -> Result<Option<(String, Blob)>, Message> {
    let telling = Telling::new(id);
    let (mut writing, _) = with_articles(|dataset| Writing::begin(order, dataset))?;
    // What is written lies with the browser, not in the module's memory, which never shrinks again.
    let file = Array::new();
    let mut waiting = writing.start()?;
    let mut turned = Date::now();
    while let Some(bytes) = with_articles(|dataset| writing.next(dataset))? {
        waiting.extend(bytes);
        if waiting.len() > CHUNK_BYTES {
            file.push(&Uint8Array::from(std::mem::take(&mut waiting).as_slice()));
        }
        if Date::now() - turned > SLICE_MS {
            let (done, total) = writing.progress();
            telling.tell(done, total);
            next_turn().await;
            turned = Date::now();
            if !is_newest(id) {
                return Ok(None);
            }
        }
    }
    waiting.extend(writing.finish()?);
    file.push(&Uint8Array::from(waiting.as_slice()));
    let properties = BlobPropertyBag::new();
    properties.set_type("application/octet-stream");
    let blob = Blob::new_with_u8_array_sequence_and_options(&file, &properties);
    let blob = blob.map_err(|_| message::export_broke_off())?;
    Ok(Some((writing.name, blob)))
}

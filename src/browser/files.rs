//! Files and dropped or pasted texts, read to what a session can take in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList};

use crate::formats::{FileReading, PlainText, read_file};
use crate::messages::{Message, message};
use crate::session::{Content, Incoming};
use crate::worker::opening::{Arrived, Arriving};
use crate::worker::protocol::{Answer, Request};

use super::handle::{Handle, Task};
use super::worker::{Heard, Outcome, Running};
use super::{clock, web_page};

/// No file of a longer size is even read; the formats have their own limits below it.
const MOST_BYTES: f64 = 210_000_000.0;

/// A longer file is read by the worker: shorter ones are read before a worker would have started.
const LONG_BYTES: f64 = 256_000.0;

/// How often a person is told how far a file is, in milliseconds.
const TELL_EVERY_MS: f64 = 200.0;

/// The files of a list.
#[must_use]
pub fn listed(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|n| list.item(n)).collect()
}

/// The files of a drop.
#[must_use]
pub fn dropped(transfer: Option<DataTransfer>) -> Vec<File> {
    listed(transfer.and_then(|transfer| transfer.files()))
}

/// Reads files one after the other, so that one at a time is in memory; long ones in the worker, if there is one,
/// and telling how far it is. `None` if the person stopped it.
pub async fn read(handle: &Rc<Handle>, files: Vec<File>) -> Option<Vec<Incoming>> {
    let long = files.iter().any(|file| file.size() > LONG_BYTES);
    let task = long.then(|| handle.begin());
    let mut incoming = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name();
        let content = if file.size() > MOST_BYTES {
            Err(message::file_too_large((file.size() / 1e6) as u64))
        } else if let Some(task) = &task
            && file.size() > LONG_BYTES
        {
            task.tell(message::opening(name.as_str()));
            let read = read_in_worker(handle, task, &file).await;
            if task.is_stopped() {
                return None;
            }
            match read {
                Some(content) => content,
                None => read_here(&file).await,
            }
        } else {
            read_here(&file).await
        };
        if task.as_ref().is_some_and(Task::is_stopped) {
            return None;
        }
        incoming.push(Incoming { name: Message::verbatim(name), content });
    }
    Some(incoming)
}

/// Reads a file on the page's own thread.
async fn read_here(file: &File) -> Result<Content, Message> {
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => read_bytes(&file.name(), &Uint8Array::new(&buffer).to_vec()),
        Err(_) => Err(message::file_unreadable()),
    }
}

/// Reads a file in a worker of its own, whose memory is free again afterwards. `None` where there is no worker, or it
/// broke, or the task was stopped.
async fn read_in_worker(handle: &Rc<Handle>, task: &Task, file: &File) -> Option<Result<Content, Message>> {
    let script = handle.worker.as_ref()?;
    let name = file.name();
    let (outcome, waiting) = Outcome::<Option<Result<Content, Message>>>::new();
    let heard = {
        let (outcome, task, name) = (outcome.clone(), task.clone(), name.clone());
        let arriving = RefCell::new(Arriving::default());
        let told = Cell::new(clock::milliseconds());
        move |heard| match heard {
            Heard::Answer(Answer::Opened(_, part)) => {
                // Parts come in the order of one file, so they fit; if ever not, the page reads the file itself.
                if arriving.borrow_mut().take(part).is_err() {
                    return outcome.settle(None);
                }
                let (come, total) = arriving.borrow().progress();
                let now = clock::milliseconds();
                if total > 0 && now - told.get() > TELL_EVERY_MS {
                    told.set(now);
                    task.tell(message::opening_percent(name.as_str(), come * 100 / total));
                }
            }
            Heard::Answer(Answer::Done(_)) => {
                let arrived = arriving.take().arrived();
                outcome.settle(arrived.map(|arrived| match arrived {
                    Arrived::Html(html) => web_page::main_text(&html, &name),
                    Arrived::Text(article) => Ok(Content::Article(Box::new(article))),
                    Arrived::Document(prepared) => Ok(Content::Prepared(Box::new(prepared))),
                }));
            }
            Heard::Answer(Answer::Failed(_, why)) => outcome.settle(Some(Err(why))),
            Heard::Answer(
                Answer::Ready
                | Answer::Suggested(..)
                | Answer::Previewed(..)
                | Answer::Found(..)
                | Answer::Kept(_),
            ) => {}
            Heard::Broken => outcome.settle(None),
        }
    };
    let worker = Running::start(script, heard)?;
    worker.ask(&Request::Open { id: 0, name }, Some(file));
    task.on_stop(move || outcome.settle(None));
    let content = waiting.await.flatten();
    drop(worker);
    content
}

/// Reads a text that was pasted. Without a title, it is called by its first line.
#[must_use]
pub fn pasted(title: &str, text: &str) -> Incoming {
    let name = message::pasted_text();
    let content = if text.trim().is_empty() {
        Err(message::pasted_empty())
    } else {
        read_bytes("pasted.txt", text.as_bytes()).map(|content| match content {
            Content::Text { text, mut metadata } => {
                metadata.title =
                    if title.trim().is_empty() { first_line(&text) } else { title.trim().to_owned() };
                metadata.source = String::new();
                Content::Text { text, metadata }
            }
            dataset => dataset,
        })
    };
    Incoming { name, content }
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Content, Message> {
    match read_file(name, bytes) {
        Ok(FileReading::Dataset(reading)) => Ok(Content::Dataset(Box::new(reading))),
        Ok(FileReading::Article(PlainText { text, metadata })) => Ok(Content::Text { text, metadata }),
        Ok(FileReading::Html { html }) => web_page::main_text(&html, name),
        Err(error) => Err(error.reason),
    }
}

/// The beginning of the first line that says something.
fn first_line(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut title: String = line.chars().take(LONGEST).collect();
    if line.chars().nth(LONGEST).is_some() {
        title.push('…');
    }
    title
}

//! Files and dropped or pasted texts, read to what a session can take in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::formats::kind::begins_as_records;
use crate::formats::{FileError, FileReading, PlainText, read_file};
use crate::messages::{Message, message};
use crate::session::{Content, Incoming};
use crate::worker::opening::{Arrived, Arriving};
use crate::worker::protocol::{Answer, Request};

use super::handle::{Handle, Task};
use super::worker::{Heard, Outcome, Running};
use super::{clock, web_page};

/// No longer file is even begun. Our own lines may be so long, which the worker reads bit by bit; the formats have their
/// own limits below it.
const MOST_BYTES: f64 = 2_000_000_000.0;

/// No longer file is read on the page's own thread.
const MOST_BYTES_HERE: f64 = 210_000_000.0;

/// A longer file is read by the worker: shorter ones are read before a worker would have started.
const LONG_BYTES: f64 = 256_000.0;

/// So many files take long enough that a person is told how far they are, and can stop it.
const MANY: usize = 40;

/// No folder with more files is read.
const MOST_FILES: usize = 50_000;

/// How often a person is told how far a file is, in milliseconds.
const TELL_EVERY_MS: f64 = 200.0;

/// A file that a person gave, and where it lay in what they gave.
#[derive(Clone, Debug)]
pub struct Picked {
    /// Its name, with the folders in which it lay, such as `export/a.txt`.
    pub path: String,
    /// The file.
    pub file: File,
}

impl Picked {
    fn new(file: File) -> Self {
        // The browser says it of the files of a folder that was chosen.
        let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok();
        let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
        Self { path: path.unwrap_or_else(|| file.name()), file }
    }
}

/// The files of a list.
#[must_use]
pub fn listed(list: Option<FileList>) -> Vec<Picked> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|n| list.item(n)).map(Picked::new).collect()
}

/// What was dropped: files, and folders that are still to be opened.
pub struct Dropped {
    files: Vec<Picked>,
    folders: Vec<FileSystemDirectoryEntry>,
}

/// What was dropped. To be asked while the event lasts.
#[must_use]
pub fn dropped(transfer: Option<DataTransfer>) -> Dropped {
    let Some(transfer) = transfer else { return Dropped { files: Vec::new(), folders: Vec::new() } };
    let items = transfer.items();
    let items = (0..items.length()).filter_map(|n| items.get(n)).filter(|item| item.kind() == "file");
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for item in items {
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) if entry.is_directory() => folders.push(entry.unchecked_into()),
            _ => files.extend(item.get_as_file().ok().flatten().map(Picked::new)),
        }
    }
    // A browser that knows no items knows files.
    if files.is_empty() && folders.is_empty() {
        files = listed(transfer.files());
    }
    Dropped { files, folders }
}

impl Dropped {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// All files, those of the folders in the order of their names, and the paths of what could not be
    /// opened, or not whole: a folder where there are too many files already.
    pub async fn opened(self) -> (Vec<Picked>, Vec<String>) {
        let Self { mut files, mut folders } = self;
        let mut missed = Vec::new();
        let path_of = |entry: &FileSystemEntry| entry.full_path().trim_start_matches('/').to_owned();
        while let Some(folder) = folders.pop() {
            let mut inside = Vec::new();
            let reader = folder.create_reader();
            // The browser gives a hundred at a time, and none when there are no more.
            loop {
                let batch = Promise::new(&mut |resolve, reject| {
                    let _ = reader.read_entries_with_callback_and_callback(&resolve, &reject);
                });
                let Ok(batch) = JsFuture::from(batch).await else {
                    missed.push(path_of(&folder));
                    break;
                };
                let batch: js_sys::Array = batch.unchecked_into();
                if batch.length() == 0 {
                    break;
                }
                if files.len() + inside.len() >= MOST_FILES {
                    missed.push(path_of(&folder));
                    break;
                }
                inside.extend(batch.iter().map(FileSystemEntry::unchecked_from_js));
            }
            inside.sort_by_key(FileSystemEntry::name);
            for entry in inside {
                if entry.is_directory() {
                    folders.push(entry.unchecked_into());
                    continue;
                }
                let path = path_of(&entry);
                let entry: FileSystemFileEntry = entry.unchecked_into();
                let file = Promise::new(&mut |resolve, reject| {
                    entry.file_with_callback_and_callback(&resolve, &reject);
                });
                match JsFuture::from(file).await {
                    Ok(file) => files.push(Picked { path, file: file.unchecked_into() }),
                    Err(_) => missed.push(path),
                }
            }
        }
        (files, missed)
    }
}

/// What came of a file that was given.
pub struct Read {
    /// What it holds as a file of ours.
    pub incoming: Incoming,
    /// Whether it is perhaps a file of another program rather.
    pub is_foreign: bool,
}

/// Reads files one after the other, so that one at a time is in memory; long ones in the worker, if there is one,
/// and telling how far it is. `None` if the person stopped it.
pub async fn read(handle: &Rc<Handle>, files: &[&Picked]) -> Option<Vec<Read>> {
    let long = files.len() >= MANY || files.iter().any(|picked| picked.file.size() > LONG_BYTES);
    let task = long.then(|| handle.begin());
    let mut read = Vec::with_capacity(files.len());
    let mut told = f64::NEG_INFINITY;
    for (n, Picked { file, .. }) in files.iter().enumerate() {
        let name = file.name();
        let now = clock::milliseconds();
        if let Some(task) = task.as_ref().filter(|_| files.len() >= MANY && now - told > TELL_EVERY_MS) {
            told = now;
            task.tell(message::opening_files(n + 1, files.len()));
        }
        let content = if file.size() > MOST_BYTES {
            Err(too_large(file))
        } else if let Some(task) = &task
            && file.size() > LONG_BYTES
        {
            task.tell(message::opening(name.as_str()));
            let read = read_in_worker(handle, task, file).await;
            if task.is_stopped() {
                return None;
            }
            match read {
                Some(content) => content,
                None if file.size() > MOST_BYTES_HERE => Err(too_large(file)),
                None => read_here(file).await,
            }
        } else {
            read_here(file).await
        };
        if task.as_ref().is_some_and(Task::is_stopped) {
            return None;
        }
        let is_foreign = match &content {
            Ok(Content::Text { text, .. }) => begins_as_records(text),
            Ok(Content::Article(article)) => begins_as_records(article.text()),
            Ok(_) => false,
            Err(refused) => matches!(refused, Refused::Foreign(_)),
        };
        let content = content.map_err(|(Refused::Ours(why) | Refused::Foreign(why))| why);
        read.push(Read { incoming: Incoming { name: Message::verbatim(name), content }, is_foreign });
    }
    Some(read)
}

/// Why a file is none of ours.
enum Refused {
    /// It is one, but cannot be read, or nobody can.
    Ours(Message),
    /// It may be one of another program.
    Foreign(Message),
}

impl From<FileError> for Refused {
    fn from(error: FileError) -> Self {
        if error.is_foreign { Self::Foreign(error.reason) } else { Self::Ours(error.reason) }
    }
}

fn too_large(file: &File) -> Refused {
    Refused::Ours(message::file_too_large((file.size() / 1e6) as u64))
}

/// Reads a file on the page's own thread.
async fn read_here(file: &File) -> Result<Content, Refused> {
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => read_bytes(&file.name(), &Uint8Array::new(&buffer).to_vec()),
        Err(_) => Err(Refused::Ours(message::file_unreadable())),
    }
}

/// Reads a file in a worker of its own, whose memory is free again afterwards. `None` where there is no worker, or it
/// broke, or the task was stopped.
async fn read_in_worker(handle: &Rc<Handle>, task: &Task, file: &File) -> Option<Result<Content, Refused>> {
    let script = handle.worker.as_ref()?;
    let name = file.name();
    let (outcome, waiting) = Outcome::<Option<Result<Content, Refused>>>::new();
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
                    task.tell(message::opening_percent(name.as_str(), (come * 100 / total).min(100)));
                }
            }
            Heard::Answer(Answer::Done(_)) => {
                let arrived = arriving.take().arrived();
                outcome.settle(arrived.map(|arrived| match arrived {
                    Arrived::Html(html) => web_page::main_text(&html, &name).map_err(Refused::Ours),
                    Arrived::Text(article) => Ok(Content::Article(Box::new(article))),
                    Arrived::Document(prepared) => Ok(Content::Prepared(Box::new(prepared))),
                }));
            }
            Heard::Answer(Answer::Failed(_, why)) => outcome.settle(Some(Err(Refused::Ours(why)))),
            Heard::Answer(Answer::Foreign(_, why)) => outcome.settle(Some(Err(Refused::Foreign(why)))),
            Heard::Answer(_) | Heard::File(..) | Heard::Kept(..) => {}
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
pub fn pasted(title: &str, text: &str) -> Read {
    let name = message::pasted_text();
    if text.trim().is_empty() {
        let content = Err(message::pasted_empty());
        return Read { incoming: Incoming { name, content }, is_foreign: false };
    }
    let (content, is_foreign) = match read_bytes("pasted.txt", text.as_bytes()) {
        Ok(Content::Text { text, mut metadata }) => {
            let is_foreign = begins_as_records(&text);
            metadata.title =
                if title.trim().is_empty() { first_line(&text) } else { title.trim().to_owned() };
            metadata.source = String::new();
            (Ok(Content::Text { text, metadata }), is_foreign)
        }
        Ok(dataset) => (Ok(dataset), false),
        Err(Refused::Ours(why)) => (Err(why), false),
        Err(Refused::Foreign(why)) => (Err(why), begins_as_records(text)),
    };
    Read { incoming: Incoming { name, content }, is_foreign }
}

/// A text that was pasted as a file, for the readers of files.
#[must_use]
pub fn as_file(text: &str) -> Option<Picked> {
    let bytes = js_sys::Array::of1(&Uint8Array::from(text.as_bytes()));
    let file = File::new_with_u8_array_sequence(&bytes, "pasted").ok()?;
    Some(Picked { path: "pasted".to_owned(), file })
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Content, Refused> {
    match read_file(name, bytes) {
        Ok(FileReading::Dataset(reading)) => Ok(Content::Dataset(Box::new(reading))),
        Ok(FileReading::Article(PlainText { text, metadata })) => Ok(Content::Text { text, metadata }),
        Ok(FileReading::Html { html }) => web_page::main_text(&html, name).map_err(Refused::Ours),
        Err(error) => Err(error.into()),
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

//! Files and dropped or pasted texts, read to what a session can take in.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList};

use crate::formats::{FileReading, PlainText, read_file};
use crate::session::{Content, Incoming};

use super::web_page;

/// No file of a longer size is even read; the formats have their own limits below it.
const MOST_BYTES: f64 = 210_000_000.0;

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

/// Reads files one after the other, so that one at a time is in memory.
pub async fn read(files: Vec<File>) -> Vec<Incoming> {
    let mut incoming = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name();
        let content = if file.size() > MOST_BYTES {
            Err(format!("it has {:.0} MB, which is more than a page can hold; split it", file.size() / 1e6))
        } else {
            match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => read_bytes(&name, &Uint8Array::new(&buffer).to_vec()),
                Err(_) => Err("the browser could not read it; is it a folder, or was it moved?".to_owned()),
            }
        };
        incoming.push(Incoming { name, content });
    }
    incoming
}

/// Reads a text that was pasted. Without a title, it is called by its first line.
#[must_use]
pub fn pasted(title: &str, text: &str) -> Incoming {
    let name = "the pasted text".to_owned();
    let content = if text.trim().is_empty() {
        Err("it is empty; copy some text first".to_owned())
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

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Content, String> {
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

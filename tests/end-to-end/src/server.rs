//! A small static server of the tests' own: for pages that embed the annotator under a policy that the
//! test chooses, and for a second origin that must hear of nothing.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What is served: own pages by their path, and under `/dist/` the built site.
#[derive(Default)]
pub struct Site {
    pages: BTreeMap<String, (&'static str, String)>,
    folder: Option<PathBuf>,
    policy: Option<String>,
    missing: Vec<String>,
}

impl Site {
    /// Serves a page at a path.
    #[must_use]
    pub fn page(mut self, path: &str, mime: &'static str, body: &str) -> Self {
        self.pages.insert(path.to_owned(), (mime, body.to_owned()));
        self
    }

    /// Serves a folder under `/dist/`.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Serves nothing at a path.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self.missing.push(path.to_owned());
        self
    }

    /// Sends a content security policy with each page.
    #[must_use]
    pub fn policy(mut self, policy: &str) -> Self {
        self.policy = Some(policy.to_owned());
        self
    }

    /// Starts serving.
    #[must_use]
    pub fn serve(self) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("the listener has an address").port();
        let hits = Arc::new(Mutex::new(Vec::new()));
        let (site, log) = (Arc::new(self), hits.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (site, log) = (site.clone(), log.clone());
                std::thread::spawn(move || {
                    // OK to pass over: a browser opens connections that it never uses.
                    let _ = site.answer(stream, &log);
                });
            }
        });
        Server { port, hits }
    }

    fn answer(&self, mut stream: TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut request = String::new();
        reader.read_line(&mut request)?;
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            header.clear();
        }
        let Some(path) = request.split_whitespace().nth(1) else { return Ok(()) };
        log.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        let path = path.split('?').next().unwrap_or_default();
        let (status, mime, body) = match self.body(path) {
            Some((mime, body)) => ("200 OK", mime, body),
            None => ("404 Not Found", "text/plain", b"not here".to_vec()),
        };
        write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n", body.len())?;
        write!(stream, "Cache-Control: no-store\r\nConnection: close\r\n")?;
        if let Some(policy) = &self.policy {
            write!(stream, "Content-Security-Policy: {policy}\r\n")?;
        }
        write!(stream, "\r\n")?;
        stream.write_all(&body)
    }

    fn body(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        if self.missing.iter().any(|missing| missing == path) {
            return None;
        }
        if let Some((mime, body)) = self.pages.get(path) {
            return Some((mime, body.clone().into_bytes()));
        }
        let inside = path.strip_prefix("/dist/").filter(|path| !path.contains(".."))?;
        let file = self.folder.as_ref()?.join(inside);
        Some((mime_of(inside), std::fs::read(file).ok()?))
    }
}

/// A running server. It ends with the test's process.
pub struct Server {
    port: u16,
    hits: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// The address of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The paths that were asked for.
    #[must_use]
    pub fn hits(&self) -> Vec<String> {
        self.hits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn mime_of(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

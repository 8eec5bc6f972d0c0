//! A server for the browsers of this machine: each answer is made on a thread of its own, so that a waiting one holds
//! up no other. It knows a request by its method and target only.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;

use anyhow::{Context, Result};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;

use crate::site::{cache_control, media_type};

/// What is asked for.
pub struct Request {
    /// Such as `GET`.
    pub method: String,
    /// The path, with the query.
    pub target: String,
}

/// What is answered.
pub struct Answer {
    pub status: StatusCode,
    /// Whose kind of file it is.
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn new(status: StatusCode, path: &str, bytes: impl Into<Vec<u8>>) -> Answer {
        Answer { status, path: path.to_owned(), bytes: bytes.into() }
    }
}

/// Answers requests for as long as the program runs.
pub fn serve(
    listener: TcpListener,
    answer: impl Fn(&Request) -> Answer + Send + Sync + 'static,
) -> Result<()> {
    listener.set_nonblocking(true).context("could not listen without waiting")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("could not start what listens to browsers")?;
    let listener = {
        let _within = runtime.enter();
        tokio::net::TcpListener::from_std(listener).context("could not listen")?
    };
    let thread = std::thread::Builder::new().name("requests".to_owned());
    let thread = thread.spawn(move || runtime.block_on(listen(listener, Arc::new(answer))));
    thread.context("could not start a thread for requests")?;
    Ok(())
}

async fn listen(
    listener: tokio::net::TcpListener,
    answer: Arc<impl Fn(&Request) -> Answer + Send + Sync + 'static>,
) {
    loop {
        // One that went away before it was accepted is no reason to stop.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let answer = Arc::clone(&answer);
        let service = service_fn(move |request| respond(request, Arc::clone(&answer)));
        // A browser that went away needs no answer.
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond(
    request: hyper::Request<Incoming>,
    answer: Arc<impl Fn(&Request) -> Answer + Send + Sync + 'static>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let asked = Request { method: request.method().to_string(), target };
    let answered = tokio::task::spawn_blocking(move || answer(&asked)).await;
    let Answer { status, path, bytes } = answered.unwrap_or_else(|panicked| {
        let why = format!("the server could not answer: {panicked}\n");
        Answer::new(StatusCode::INTERNAL_SERVER_ERROR, "x.txt", why)
    });
    let caching = if status == StatusCode::OK { cache_control(&path) } else { "no-store" };
    let mut response = Response::new(Full::new(Bytes::from(bytes)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, media_type(&path)),
        (CACHE_CONTROL, caching),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    #[test]
    fn connections_that_ask_nothing_hold_up_none_that_do() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        serve(listener, |request| Answer::new(StatusCode::OK, "a.txt", request.target.as_bytes()))
            .expect("it serves");
        let idle: Vec<_> = (0..50).map(|_| TcpStream::connect(address).expect("it listens")).collect();
        let asked: Vec<_> = (0..50)
            .map(|n| {
                let mut stream = TcpStream::connect(address).expect("it listens");
                stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
                write!(stream, "GET /{n} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .expect("it can be asked");
                stream
            })
            .collect();
        for (n, mut stream) in asked.into_iter().enumerate() {
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("an answer, and its end");
            assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(&format!("/{n}")), "{answer}");
        }
        drop(idle);
    }
}

//! `cargo xtask serve`: the page on this machine's own address, rebuilt and reloaded when a source changes.

use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use hyper::StatusCode;

use crate::http::{self, Answer, Request};
use crate::module::Recipe;
use crate::page;
use crate::reload::Current;
use crate::site::Site;
use crate::toolchain::WasmRust;
use crate::watch::Watch;

pub const PORT: u16 = 8080;

/// What the command line asks of it.
pub struct Options {
    pub port: u16,
    pub debug: bool,
    pub open: bool,
}

/// Builds, serves and rebuilds, until the person ends it.
pub fn run(options: &Options) -> Result<()> {
    // The port first: to hear that it is taken after a build of minutes is no kindness.
    let listener = listen(options.port)?;
    let address = listener.local_addr()?;
    let started = Instant::now();
    // wasm-opt is for what is published: here it would only make a change slower to see.
    let recipe = Recipe { debug: options.debug, optimise: false, locked: true };
    let rust = WasmRust::find_or_install()?;
    eprintln!("building the page with {}", rust.describe());
    let mut watch = Watch::start();
    let current = Arc::new(Current::new(page::build(&rust, recipe)?));
    let serving = Arc::clone(&current);
    http::serve(listener, move |request| serving.answer(request))?;
    let url = format!("http://{address}/");
    eprintln!("built in {:.1} s", started.elapsed().as_secs_f64());
    println!("serving {url} (Ctrl-C ends it; a change in src/ or www/ rebuilds and reloads)");
    if options.open {
        open(&url);
    }
    loop {
        watch.wait();
        rebuild(&rust, recipe, &current);
    }
}

fn rebuild(rust: &WasmRust, recipe: Recipe, current: &Current) {
    eprintln!("rebuilding");
    let started = Instant::now();
    // The change may be one of the manifests, which cargo then writes into `Cargo.lock`.
    match page::build(rust, Recipe { locked: false, ..recipe }).map(|site| current.replace(site)) {
        Ok(true) => eprintln!("rebuilt in {:.1} s, reloading", started.elapsed().as_secs_f64()),
        Ok(false) => eprintln!("the page is the same"),
        Err(error) => eprintln!("{error:#}\nthe former page is still served"),
    }
}

/// Serves a site as it is, from a free port, for as long as the program runs.
pub fn in_background(site: Site) -> Result<SocketAddr> {
    let listener = listen(0)?;
    let address = listener.local_addr()?;
    http::serve(listener, move |request| answer(request, &site))?;
    Ok(address)
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            anyhow!(
                "port {port} is in use: end the program that has it, or take another with `--port {}`",
                port.wrapping_add(1)
            )
        }
        io::ErrorKind::PermissionDenied => {
            anyhow!("port {port} is not allowed to you: take one above 1023 with `--port {PORT}`")
        }
        _ => anyhow!("could not listen on port {port}: {error}"),
    })
}

/// Answers a request from a site.
pub fn answer(request: &Request, site: &Site) -> Answer {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return Answer::new(StatusCode::METHOD_NOT_ALLOWED, "x.txt", "only GET and HEAD are answered here\n");
    }
    match site.find(&request.target) {
        Some((path, bytes)) => Answer::new(StatusCode::OK, path, bytes),
        None => Answer::new(StatusCode::NOT_FOUND, "x.txt", "there is no such file\n"),
    }
}

/// Opens the page where there is evidently a person with a desktop.
fn open(url: &str) {
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if has("CI") || !io::stdout().is_terminal() {
        return;
    }
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(unix) && (has("DISPLAY") || has("WAYLAND_DISPLAY")) {
        "xdg-open"
    } else {
        return;
    };
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Waited for on a thread so that it leaves no zombie, and not longer: it may stay as long as the browser.
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        command.status().ok();
    });
}

#[cfg(test)]
mod tests {
    use super::{in_background, listen};
    use crate::site::Site;
    use std::io::{Read, Write};

    fn ask(address: std::net::SocketAddr, request: &str) -> String {
        let mut stream = std::net::TcpStream::connect(address).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("the request can be sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        answer
    }

    #[test]
    fn answers_files_and_nothing_else() {
        let files = [("index.html".to_owned(), b"<p>page".to_vec())].into();
        let address = in_background(Site { files }).expect("a port is free");
        let get = |path: &str| {
            ask(address, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        };
        let page = get("/");
        assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("<p>page"), "{page}");
        assert!(page.contains("text/html; charset=utf-8") && page.contains("no-cache"), "{page}");
        assert!(!page.contains("Access-Control"), "{page}");
        assert!(get("/../Cargo.toml").starts_with("HTTP/1.1 404"));
        assert!(
            ask(address, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .starts_with("HTTP/1.1 405")
        );
    }

    #[test]
    fn a_used_port_is_named_with_the_way_out() {
        let taken = listen(0).expect("a port is free");
        let port = taken.local_addr().expect("it has an address").port();
        let error = listen(port).expect_err("the port is in use").to_string();
        assert!(error.contains(&format!("port {port} is in use")) && error.contains("--port"), "{error}");
    }
}

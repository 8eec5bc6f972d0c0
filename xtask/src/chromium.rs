//! Chromium and its driver for the tests: found or installed, started without a window, ended for certain.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::process::{Reaped, find};
use crate::{debian, project};

const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// No window, and no traffic of its own. The sandbox is off since neither root nor most containers may have it; what
/// runs is this project's own page.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

pub struct Chromium {
    browser: PathBuf,
    pub driver: PathBuf,
}

impl Chromium {
    /// Finds both, installing them where that is allowed.
    pub fn find_or_install() -> Result<Chromium> {
        if let Some(found) = Chromium::find() {
            return Ok(found);
        }
        if !debian::may_install() {
            let way = if debian::is_here() {
                format!("run `{}`", debian::by_hand(&PACKAGES))
            } else {
                "install both so that the search path holds them".to_owned()
            };
            bail!("the tests need Chromium and chromedriver: {way}");
        }
        debian::install(&PACKAGES)?;
        Chromium::find().context("Debian's Chromium and driver are installed but not in the search path")
    }

    fn find() -> Option<Chromium> {
        let driver = std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| find("chromedriver"))?;
        let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
        let browser = browsers.into_iter().find_map(find)?;
        Some(Chromium { browser, driver })
    }

    /// Writes down, for those who begin a session, the capabilities to ask for.
    pub fn capabilities(&self) -> Result<PathBuf> {
        let folder = project::target().join("xtask");
        fs::create_dir_all(&folder)?;
        let file = folder.join("webdriver.json");
        let capabilities = json!({ "goog:chromeOptions": { "args": FLAGS, "binary": self.browser } });
        fs::write(&file, capabilities.to_string())?;
        Ok(file)
    }

    /// Starts the driver on a free port.
    pub fn drive(&self) -> Result<Driver> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new(&self.driver);
        command.arg(format!("--port={port}"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().with_context(|| format!("could not start {}", self.driver.display()))?;
        let mut driver = Driver { child: Reaped(child), port };
        let started = Instant::now();
        while driver.connect().is_none() {
            if let Some(status) = driver.child.try_wait()? {
                bail!("chromedriver ended at once ({status})");
            }
            if started.elapsed() > Duration::from_secs(20) {
                bail!("chromedriver does not answer on port {port}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }
}

/// A running driver, ended together with its browsers when dropped.
pub struct Driver {
    child: Reaped,
    port: u16,
}

impl Driver {
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn connect(&self) -> Option<TcpStream> {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to end, it ends its browsers too; killed, it would leave those of sessions that a test left open.
        if let Some(mut stream) = self.connect() {
            write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).ok();
        }
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(5) && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

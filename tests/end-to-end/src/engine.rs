//! Which browser the walks are run in, and what it is started with.
//!
//! Chromium's driver serves all walks; those of Firefox and WebKit know one session at a time, so each walk starts
//! its own. What only one engine can do is asked of [`Engine`], never of an error.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::browser::{Purpose, given};

/// Without a screen, without a sandbox (which root cannot have), without a word to anybody outside.
const CHROMIUM_FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1360,960",
    "--lang=en",
];

/// The window's size where no flag sets it.
pub const WINDOW: (u32, u32) = (1360, 960);

/// A browser's engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink and V8.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKit, as GTK programs have it.
    Webkit,
}

impl Engine {
    /// The one that `cargo xtask test --browser` names.
    ///
    /// # Panics
    /// Where the name is none of ours.
    #[must_use]
    pub fn given() -> Self {
        match std::env::var("GUILLEMET_ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::Webkit,
            Ok(other) => panic!("`{other}` in GUILLEMET_ENGINE is none of chromium, firefox, webkit"),
        }
    }

    /// What the browser is started with. `folder` is the walk's own.
    pub(crate) fn capabilities(self, folder: &Path, purpose: Purpose, settings: &Value) -> Capabilities {
        let patience = match purpose {
            Purpose::Test | Purpose::Killed => 30_000,
            Purpose::Measurement => 600_000,
        };
        let mut wanted = match self {
            Self::Chromium => chromium(folder, purpose, settings),
            Self::Firefox => firefox(folder),
            Self::Webkit => json!({
                "webkitgtk:browserOptions": { "binary": given("GUILLEMET_BROWSER"), "args": ["--automation"] },
            }),
        };
        wanted["unhandledPromptBehavior"] = json!("ignore");
        wanted["timeouts"] = json!({ "script": patience, "pageLoad": patience, "implicit": 0 });
        wanted.as_object().cloned().unwrap_or_default()
    }
}

/// What the file in `GUILLEMET_CAPABILITIES` asks for, where there is one (which browser, which flags), and what
/// these tests need besides.
fn chromium(folder: &Path, purpose: Purpose, settings: &Value) -> Value {
    let given: Value = match std::env::var_os("GUILLEMET_CAPABILITIES") {
        Some(file) => {
            let text = fs::read_to_string(&file).expect("the file in GUILLEMET_CAPABILITIES");
            serde_json::from_str(&text).expect("the file in GUILLEMET_CAPABILITIES is JSON")
        }
        None => Value::Null,
    };
    let mut options = given["goog:chromeOptions"].as_object().cloned().unwrap_or_default();
    let mut flags = options.get("args").and_then(Value::as_array).cloned().unwrap_or_default();
    for flag in CHROMIUM_FLAGS {
        if !flags.iter().any(|given| given == flag) {
            flags.push(json!(flag));
        }
    }
    flags.push(json!(format!("--user-data-dir={}", folder.join("profile").display())));
    options.insert("args".to_owned(), flags.into());
    let mut prefs = json!({ "profile.default_content_setting_values.automatic_downloads": 1 });
    for (name, value) in settings.as_object().into_iter().flatten() {
        prefs[name.as_str()] = value.clone();
    }
    options.insert("prefs".to_owned(), prefs);
    let logged = match purpose {
        Purpose::Test | Purpose::Killed => json!({ "browser": "ALL", "performance": "ALL" }),
        Purpose::Measurement => json!({ "browser": "SEVERE" }),
    };
    json!({ "browserName": "chrome", "goog:loggingPrefs": logged, "goog:chromeOptions": options })
}

fn firefox(folder: &Path) -> Value {
    let preferences = json!({
        "browser.download.folderList": 2,
        "browser.download.dir": folder.join("downloads"),
        "browser.download.useDownloadDir": true,
        "browser.download.always_ask_before_handling_new_types": false,
        "browser.helperApps.neverAsk.saveToDisk": "application/json,application/octet-stream,application/zip,text/plain,text/csv",
        "intl.accept_languages": "en",
        "intl.locale.requested": "en-US",
        // No permission is asked for that nobody could give.
        "dom.events.testing.asyncClipboard": true,
    });
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": given("GUILLEMET_BROWSER"),
            "args": ["-headless", format!("--width={}", WINDOW.0), format!("--height={}", WINDOW.1)],
            "prefs": preferences,
        },
    })
}

/// A driver that was started for one walk, and ends with it.
pub(crate) struct OwnDriver {
    child: Child,
    port: u16,
}

impl OwnDriver {
    /// Starts the program in `GUILLEMET_DRIVER`, at home in the walk's own folder; what it says is kept there.
    pub(crate) fn start(engine: Engine, folder: &Path) -> Self {
        let program = PathBuf::from(given("GUILLEMET_DRIVER"));
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = port.expect("a free port").port();
        let settings = folder.join("settings");
        fs::create_dir(&settings).expect("a folder for the browser's settings");
        // Where GTK's programs look for the place of downloads.
        let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folder.join("downloads").display());
        fs::write(settings.join("user-dirs.dirs"), downloads).expect("the browser's settings can be written");
        let said = File::create(folder.join("driver.log")).expect("a file for what the driver says");
        let mut command = Command::new(&program);
        command.arg(format!("--port={port}")).env("HOME", folder).env("XDG_CONFIG_HOME", &settings);
        if engine == Engine::Firefox {
            command.arg("--profile-root").arg(folder);
        }
        command.env("LANG", "en_US.UTF-8").env("NO_AT_BRIDGE", "1").stdin(Stdio::null());
        command.stdout(said.try_clone().expect("a second hand on a file")).stderr(said);
        let child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let driver = Self { child, port };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let late = started.elapsed() > Duration::from_secs(20);
            assert!(!late, "{} does not answer on port {port}", program.display());
            std::thread::sleep(Duration::from_millis(20));
        }
        driver
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for OwnDriver {
    fn drop(&mut self) {
        // OK if it has ended: that is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

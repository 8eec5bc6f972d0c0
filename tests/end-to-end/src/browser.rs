//! One Chromium with a fresh profile, and what WebDriver and DevTools can ask of it.
//!
//! When a browser is closed, two things are checked that hold for every test: the console holds no
//! error (a breach of the content security policy is one), and no request went to another origin.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::turn::Turn;

/// How long anything may take that a person waits for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Without a screen, without a sandbox (which root cannot have), without a word to anybody outside.
const FLAGS: [&str; 11] = [
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

/// A running Chromium. Dropped, it is closed, and fails the test if it has something to complain of.
pub struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    folder: Arc<TempDir>,
    origins: Vec<String>,
    pardoned: Mutex<Vec<String>>,
    purpose: Purpose,
    _turn: Turn,
}

/// What a browser has left: its profile with all that it keeps, and its downloads.
pub struct Profile(Arc<TempDir>);

fn fresh_folder() -> Arc<TempDir> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("downloads")).expect("a folder for downloads");
    Arc::new(folder)
}

/// What a browser is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// What it logs is checked in the end.
    Test,
    /// It logs nothing that costs time, and waits for slow pages.
    Measurement,
    /// It is a test's that ended it without asking: there is nobody to complain.
    Killed,
}

/// What an environment variable says that `cargo xtask test browser` sets.
///
/// # Panics
/// Where it is not set: these tests never pass without a browser.
#[must_use]
pub fn given(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set. Run `cargo xtask test browser`: it builds the page, serves it, starts the \
             browser's driver and runs these tests on it."
        )
    })
}

impl Browser {
    /// Starts a Chromium and goes to a page. Requests may go to the page's origin only.
    #[must_use]
    pub fn at(url: &str) -> Self {
        Self::start(url, Purpose::Test, fresh_folder(), &json!({}))
    }

    /// The same with settings of the browser that a person can make.
    #[must_use]
    pub fn with_settings(url: &str, settings: &Value) -> Self {
        Self::start(url, Purpose::Test, fresh_folder(), settings)
    }

    /// Starts a Chromium with the profile that another one has left.
    #[must_use]
    pub fn again(url: &str, profile: Profile) -> Self {
        Self::start(url, Purpose::Test, profile.0, &json!({}))
    }

    /// Ends the browser at once, in the middle of whatever it does, as a power cut would.
    #[must_use]
    pub fn kill(mut self) -> Profile {
        let folder = self.folder.clone();
        self.purpose = Purpose::Killed;
        // Chromium marks its profile by its machine and its process.
        let mark =
            std::fs::read_link(folder.path().join("profile/SingletonLock")).expect("the profile's mark");
        let process = mark.to_string_lossy().rsplit('-').next().unwrap_or_default().to_owned();
        assert!(process.parse::<u32>().is_ok_and(|number| number > 1), "{process} is a process");
        let killed = std::process::Command::new("kill").args(["-KILL", &process]).status();
        assert!(killed.is_ok_and(|status| status.success()), "the browser is ended");
        Profile(folder)
    }

    /// Starts a Chromium to measure in: no log of requests slows it down, and a script may take minutes.
    #[must_use]
    pub fn for_measuring(url: &str) -> Self {
        Self::start(url, Purpose::Measurement, fresh_folder(), &json!({}))
    }

    fn start(url: &str, purpose: Purpose, folder: Arc<TempDir>, settings: &Value) -> Self {
        let driver = given("GUILLEMET_WEBDRIVER");
        let turn = Turn::take();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities(folder.path(), purpose, settings));
        let client = runtime.block_on(builder.connect(&driver)).unwrap_or_else(|error| {
            panic!("Chromium did not start by the driver at {driver}: {error}");
        });
        let origin = url::Url::parse(url).expect("a page's address").origin().ascii_serialization();
        let browser = Self {
            runtime,
            client: Some(client),
            folder,
            origins: vec![origin],
            pardoned: Mutex::default(),
            purpose,
            _turn: turn,
        };
        browser.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": browser.downloads() }),
        );
        browser.go(url);
        browser
    }

    /// Goes to another page.
    pub fn go(&self, url: &str) {
        self.wait_for(self.client().goto(url), url);
    }

    pub(crate) fn client(&self) -> &Client {
        self.client.as_ref().expect("the browser runs as long as it is there")
    }

    /// Does one thing in the browser to its end.
    #[track_caller]
    pub(crate) fn wait_for<T, E: std::fmt::Display>(
        &self,
        doing: impl Future<Output = Result<T, E>>,
        what: &str,
    ) -> T {
        match self.runtime.block_on(doing) {
            Ok(done) => done,
            Err(error) => panic!("{what}: {error}"),
        }
    }

    /// Asks again and again until there is an answer.
    #[track_caller]
    pub fn until<T>(&self, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(answer) = ask() {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain until {what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the page has drawn what it has to draw.
    pub fn settle(&self) {
        let frames = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)));";
        self.wait_for(self.client().execute_async(frames, Vec::new()), "two frames");
    }

    /// Reads something from the page by a script. Tests read so; they never act so.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        self.wait_for(self.client().execute(script, arguments), script)
    }

    /// The same for a script that promises its answer: `script` is the body of an async function.
    #[track_caller]
    pub fn promised(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then(value => done({{ value }}), error => done({{ error: String(error) }}));"
        );
        let answer = self.wait_for(self.client().execute_async(&script, Vec::new()), &script);
        assert!(answer["error"].is_null(), "{}", answer["error"]);
        answer["value"].clone()
    }

    /// A command of Chromium's DevTools.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let own = OwnCommand { path: "goog/cdp/execute", body };
        self.wait_for(self.client().issue_cmd(own), command)
    }

    /// Types text as an input method does, whatever characters it has.
    pub fn type_text(&self, text: &str) {
        self.devtools("Input.insertText", json!({ "text": text }));
    }

    /// Lets the page and the test use the clipboard.
    pub fn allow_clipboard(&self) {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", permissions);
    }

    /// Puts a text on the clipboard.
    pub fn copy(&self, text: &str) {
        self.promised(&format!("await navigator.clipboard.writeText({})", json!(text)));
    }

    /// The elements of a selector, now.
    #[must_use]
    pub fn all(&self, selector: &str) -> Vec<Element> {
        self.wait_for(self.client().find_all(Locator::Css(selector)), selector)
    }

    /// The one element of a selector, as soon as it is there.
    #[track_caller]
    #[must_use]
    pub fn one(&self, selector: &str) -> Element {
        let found = self.until(&format!("`{selector}` is in the page"), || {
            let found = self.all(selector);
            (!found.is_empty()).then_some(found)
        });
        assert_eq!(found.len(), 1, "`{selector}` should name one element");
        found.into_iter().next().expect("there is one")
    }

    /// Whether there is such an element and it can be seen.
    #[must_use]
    pub fn sees(&self, selector: &str) -> bool {
        let seen = "return [...document.querySelectorAll(arguments[0])].some(e => e.checkVisibility({
            checkOpacity: true, checkVisibilityCSS: true }) && e.getClientRects().length > 0)";
        self.script(seen, json!([selector])) == true
    }

    /// Waits until such an element can be seen.
    #[track_caller]
    pub fn until_seen(&self, selector: &str) {
        self.until(&format!("`{selector}` can be seen"), || self.sees(selector).then_some(()));
    }

    /// Waits until no such element can be seen.
    #[track_caller]
    pub fn until_gone(&self, selector: &str) {
        self.until(&format!("`{selector}` can be seen no more"), || (!self.sees(selector)).then_some(()));
    }

    /// Clicks an element with the mouse, as soon as it is there.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let element = self.one(selector);
        self.wait_for(element.click(), selector);
    }

    /// Gives files to a file input, all at once.
    #[track_caller]
    pub fn give_files(&self, selector: &str, files: &[PathBuf]) {
        let input = self.one(selector);
        let names: Vec<_> = files.iter().map(|path| path.display().to_string()).collect();
        self.wait_for(input.send_keys(&names.join("\n")), selector);
    }

    /// The text of an element as the DOM has it.
    #[track_caller]
    #[must_use]
    pub fn text_of(&self, selector: &str) -> String {
        let element = self.one(selector);
        self.wait_for(element.prop("textContent"), selector).unwrap_or_default()
    }

    /// An attribute of an element.
    #[track_caller]
    #[must_use]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let element = self.one(selector);
        self.wait_for(element.attr(name), selector)
    }

    /// A folder of this browser's own, gone with it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where downloads go.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// The file that something makes the page download: its name and its bytes.
    #[track_caller]
    pub fn download_by(&self, act: impl FnOnce()) -> (String, Vec<u8>) {
        let folder = self.downloads();
        assert_eq!(finished(&folder), Vec::<PathBuf>::new(), "no download is left from before");
        act();
        // The file bears its name a moment before it holds its bytes.
        let path = self.until("a file is downloaded", || {
            finished(&folder).pop().filter(|path| std::fs::metadata(path).is_ok_and(|file| file.len() > 0))
        });
        let bytes = std::fs::read(&path).expect("the downloaded file");
        std::fs::remove_file(&path).expect("the downloaded file can be removed");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, bytes)
    }

    /// Lets errors in the console pass that contain a text.
    pub fn pardon(&self, part: &str) {
        self.pardoned.lock().unwrap_or_else(PoisonError::into_inner).push(part.to_owned());
    }

    /// What the browser has logged since it was last asked: `browser` for the console, `performance`
    /// for what DevTools tell.
    #[must_use]
    pub fn log(&self, kind: &'static str) -> Vec<Value> {
        let own = OwnCommand { path: "se/log", body: json!({ "type": kind }) };
        let entries = self.wait_for(self.client().issue_cmd(own), "the log");
        entries.as_array().cloned().unwrap_or_default()
    }

    fn complaints(&self) -> Vec<String> {
        let pardoned = self.pardoned.lock().unwrap_or_else(PoisonError::into_inner);
        let severe = self.log("browser").into_iter().filter(|entry| entry["level"] == "SEVERE");
        let mut complaints: Vec<String> = severe
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .filter(|message| !pardoned.iter().any(|part| message.contains(part.as_str())))
            .map(|message| format!("an error in the console: {message}"))
            .collect();
        let strangers = requests(&self.log("performance")).into_iter().filter(|url| !self.is_own(url));
        let strangers = strangers.filter(|url| !pardoned.iter().any(|part| url.contains(part.as_str())));
        complaints.extend(strangers.map(|url| format!("a request to another origin: {url}")));
        complaints
    }

    fn is_own(&self, url: &str) -> bool {
        let inside = ["data:", "blob:", "about:", "chrome:", "devtools:"];
        inside.iter().any(|scheme| url.starts_with(scheme))
            || self.origins.iter().any(|origin| url.starts_with(&format!("{origin}/")))
    }

    fn keep_picture(&self) {
        let Some(client) = &self.client else { return };
        let Ok(picture) = self.runtime.block_on(client.screenshot()) else { return };
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let path = std::env::temp_dir().join(format!("guillemet-{name}.png"));
        if std::fs::write(&path, picture).is_ok() {
            eprintln!("what the page looked like: {}", path.display());
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let failing = std::thread::panicking();
        let complaints = match self.purpose {
            Purpose::Test if !failing => self.complaints(),
            Purpose::Test => {
                self.keep_picture();
                Vec::new()
            }
            Purpose::Measurement | Purpose::Killed => Vec::new(),
        };
        if let Some(client) = self.client.take() {
            let closing = async { tokio::time::timeout(PATIENCE, client.close()).await };
            // OK to leave it: the driver ends its browsers when it ends.
            let _ = self.runtime.block_on(closing);
        }
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}

/// What Chromium is started with: what the file in `GUILLEMET_CAPABILITIES` asks for, where there is one
/// (which browser, which flags), and what these tests need besides.
fn capabilities(folder: &Path, purpose: Purpose, settings: &Value) -> Capabilities {
    let given: Value = match std::env::var_os("GUILLEMET_CAPABILITIES") {
        Some(file) => {
            let text = std::fs::read_to_string(&file).expect("the file in GUILLEMET_CAPABILITIES");
            serde_json::from_str(&text).expect("the file in GUILLEMET_CAPABILITIES is JSON")
        }
        None => Value::Null,
    };
    let mut options = given["goog:chromeOptions"].as_object().cloned().unwrap_or_default();
    let mut flags = options.get("args").and_then(Value::as_array).cloned().unwrap_or_default();
    for flag in FLAGS {
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
    let (patience, logged) = match purpose {
        Purpose::Test | Purpose::Killed => (30_000, json!({ "browser": "ALL", "performance": "ALL" })),
        Purpose::Measurement => (600_000, json!({ "browser": "SEVERE" })),
    };
    let wanted = json!({
        "browserName": "chrome",
        "unhandledPromptBehavior": "ignore",
        "timeouts": { "script": patience, "pageLoad": patience, "implicit": 0 },
        "goog:loggingPrefs": logged,
        "goog:chromeOptions": options,
    });
    wanted.as_object().cloned().unwrap_or_default()
}

/// The addresses that were asked for, out of a performance log.
#[must_use]
pub fn requests(log: &[Value]) -> Vec<String> {
    let sent = log.iter().filter_map(|entry| {
        let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
        let message = &message["message"];
        (message["method"] == "Network.requestWillBeSent")
            .then(|| message["params"]["request"]["url"].as_str().map(str::to_owned))?
    });
    sent.collect()
}

/// The files that are downloaded to their end: others bear a name of the browser's.
fn finished(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let done = entries.map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && !name.ends_with(".crdownload") && !name.ends_with(".tmp")
    });
    done.collect()
}

/// A command that fantoccini does not know.
#[derive(Debug)]
struct OwnCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for OwnCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

//! Guillemet in a browser: loading, reading what is shown, reading what is exported.

use std::cell::Cell;
use std::ops::Deref;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::browser::{Browser, Profile, given};
use crate::document::Document;

/// An annotator in a page.
pub struct Page {
    browser: Browser,
    /// The selector of the annotator's root element.
    root: String,
    clicks: Cell<usize>,
}

impl Deref for Page {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Page {
    /// Opens the built page in a fresh browser and waits until it shows a text. Nothing is suggested by itself:
    /// what comes when it comes would make other walks differ from time to time.
    #[must_use]
    #[track_caller]
    pub fn open() -> Self {
        Self::open_at(&Self::address())
    }

    /// Opens the page as somebody does who was never there, tour and all.
    #[must_use]
    #[track_caller]
    pub fn first_visit() -> Self {
        Self::open_at(&format!("{}?suggest=off", given("GUILLEMET_PAGE")))
    }

    /// Opens the page with an interface in this language.
    #[must_use]
    #[track_caller]
    pub fn speaking(language: &str) -> Self {
        Self::open_at(&format!("{}?suggest=off&tour=off&lang={language}", given("GUILLEMET_PAGE")))
    }

    /// Opens the page with the sample that it shows, and suggestions for it.
    #[must_use]
    #[track_caller]
    pub fn with_sample() -> Self {
        Self::open_at(&format!("{}?tour=off", given("GUILLEMET_PAGE")))
    }

    /// Opens the page as a person does, with suggestions, and loads a text through the file input.
    #[must_use]
    #[track_caller]
    pub fn suggesting(text: &str) -> Self {
        let page = Self::with_sample();
        page.load_text("article.txt", text);
        page
    }

    /// Opens the page in a browser that another one has left its profile to.
    #[must_use]
    #[track_caller]
    pub fn again(profile: Profile) -> Self {
        let page = Self::new(Browser::again(&Self::address(), profile), ".guillemet");
        page.until("the page shows a text", || (!page.paragraphs().is_empty()).then_some(()));
        page
    }

    /// Ends its browser as a power cut would.
    #[must_use]
    pub fn kill(self) -> Profile {
        self.browser.kill()
    }

    /// Where the built page is, as walks open it.
    #[must_use]
    pub fn address() -> String {
        format!("{}?suggest=off&tour=off", given("GUILLEMET_PAGE"))
    }

    /// How the work stands with the disk.
    #[must_use]
    pub fn standing(&self) -> String {
        let word = self.within("[data-part=standing]");
        let standing = "return document.querySelector(arguments[0])?.dataset.standing ?? ''";
        self.script(standing, json!([word])).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the work stands so with the disk.
    #[track_caller]
    pub fn until_standing(&self, wanted: &str) {
        self.until(&format!("the work is {wanted}"), || (self.standing() == wanted).then_some(()));
    }

    #[track_caller]
    fn open_at(url: &str) -> Self {
        let page = Self::new(Browser::at(url), ".guillemet");
        page.until("the page shows its sample", || (!page.paragraphs().is_empty()).then_some(()));
        page.until("what is kept is open", || (page.standing() != "opening").then_some(()));
        page
    }

    /// Opens the page and loads a text through the file input.
    #[must_use]
    #[track_caller]
    pub fn with_text(text: &str) -> Self {
        let page = Self::open();
        page.load_text("article.txt", text);
        page
    }

    /// An annotator that stands in a page already.
    #[must_use]
    pub fn new(browser: Browser, root: &str) -> Self {
        Self { browser, root: root.to_owned(), clicks: Cell::new(0) }
    }

    /// Turns to another annotator of the same page.
    #[must_use]
    pub fn turned_to(self, root: &str) -> Self {
        Self { root: root.to_owned(), ..self }
    }

    /// The selector of something in the annotator.
    #[must_use]
    pub fn within(&self, selector: &str) -> String {
        let root = &self.root;
        selector.split(',').map(|part| format!("{root} {}", part.trim())).collect::<Vec<_>>().join(", ")
    }

    /// Writes a file that can be loaded.
    #[must_use]
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// Gives files to the file input, all at once.
    #[track_caller]
    pub fn load(&self, files: &[PathBuf]) {
        self.give_files(&self.within("input[type=file][data-part=files]"), files);
    }

    /// Loads a text by the file input and waits until it is shown.
    #[track_caller]
    pub fn load_text(&self, name: &str, text: &str) {
        self.load(&[self.file(name, text)]);
        self.until_shown(text);
    }

    /// Lets go of files that were dragged over the text.
    #[track_caller]
    pub fn drop_files(&self, files: &[PathBuf]) {
        let at = self.script(
            "const r = document.querySelector(arguments[0]).getBoundingClientRect();
             return { x: r.left + r.width / 2, y: r.top + Math.min(r.height, innerHeight) / 2 };",
            json!([self.within("[data-part=text]")]),
        );
        let files: Vec<_> = files.iter().map(|path| path.display().to_string()).collect();
        for step in ["dragEnter", "dragOver", "drop"] {
            let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
            let event = json!({ "type": step, "x": at["x"], "y": at["y"], "data": data });
            self.devtools("Input.dispatchDragEvent", event);
        }
    }

    /// Waits until the open article is this text.
    #[track_caller]
    pub fn until_shown(&self, text: &str) {
        let expected = paragraphs_of(text);
        self.until(&format!("the article “{}…” is shown", head(text)), || {
            (self.paragraphs() == expected).then_some(())
        });
    }

    /// The paragraphs that are shown.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        let found = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(p => p.textContent)",
            json!([self.within("[data-part=text] p[data-paragraph]")]),
        );
        strings(&found)
    }

    /// Reads something by a script that knows the text's places; `arguments[1]` is the argument.
    #[track_caller]
    pub(crate) fn measured(&self, script: &str, argument: Value) -> Value {
        let script = format!("const root = arguments[0];\n{}\n{script}", include_str!("measure.js"));
        self.script(&script, json!([self.root, argument]))
    }

    /// Where in a text the next click goes: never twice at the same place.
    pub(crate) fn next_share(&self) -> f64 {
        self.clicks.set(self.clicks.get() + 1);
        if self.clicks.get().is_multiple_of(2) { 0.35 } else { 0.65 }
    }

    /// What the page exports now, by the key where the text has the focus, else by the button.
    #[track_caller]
    #[must_use]
    pub fn document(&self) -> Document {
        let in_text = self.script(
            "return document.activeElement === document.querySelector(arguments[0])",
            json!([self.within("[data-part=text]")]),
        );
        let (name, bytes) = if in_text == true {
            self.download_by(|| self.press("Control+s"))
        } else {
            self.download_by(|| self.click(&self.within("[data-action=download]")))
        };
        assert!(name.ends_with(".guillemet.json"), "the downloaded file is named {name}");
        Document::read(bytes)
    }

    /// Exports, and holds the annotations of the first article against a drawing. What the page shows
    /// must agree with what it exports.
    #[track_caller]
    pub fn assert_drawn(&self, expected: &str) {
        let document = self.document();
        assert_eq!(document.drawn(0), expected);
        self.assert_shown(&document);
    }

    /// Exports, and expects an annotation of this label on just this text.
    #[track_caller]
    pub fn assert_drawn_annotation(&self, label: &str, text: &str) {
        let document = self.document();
        document.annotation(label, text);
        self.assert_shown(&document);
    }

    /// Exports, and holds the relations of the first article against `kind: from -> to`.
    #[track_caller]
    pub fn assert_links(&self, expected: &[&str]) {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(self.document().links(0), expected);
    }

    /// The text that each highlight covers on the page is the one in the document, article 0.
    #[track_caller]
    pub fn assert_shown(&self, document: &Document) {
        let script = "const texts = {};
            document.querySelectorAll(arguments[0]).forEach(p => {
                const here = {};
                p.querySelectorAll('span[data-annotations]').forEach(run => {
                    for (const id of run.dataset.annotations.split(' ')) here[id] = (here[id] ?? '') + run.textContent;
                });
                for (const [id, text] of Object.entries(here)) (texts[id] ??= []).push(text);
            });
            return texts;";
        let paragraphs = self.within("[data-part=text] p[data-paragraph]");
        let expected: Value = document
            .annotations(0)
            .iter()
            .map(|annotation| {
                let text = annotation["text"].as_str().unwrap_or_default();
                let id = annotation["id"].as_str().unwrap_or_default().to_owned();
                (
                    id,
                    json!(
                        paragraphs_of(text).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>()
                    ),
                )
            })
            .collect::<serde_json::Map<_, _>>()
            .into();
        let start = Instant::now();
        loop {
            let shown = self.script(script, json!([paragraphs]));
            if shown == expected {
                return;
            }
            let late = start.elapsed() > Duration::from_secs(5);
            assert!(!late, "the page shows {shown:#} where the document has {expected:#}");
        }
    }
}

/// A text as the page shows it: line ends part the paragraphs and are not in them.
#[must_use]
pub fn paragraphs_of(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n").split(['\n', '\r']).map(str::to_owned).collect()
}

/// The strings of a JSON list.
#[must_use]
pub fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|value| value.as_str().unwrap_or_default().to_owned()).collect()
}

fn head(text: &str) -> String {
    text.chars().take(30).collect()
}

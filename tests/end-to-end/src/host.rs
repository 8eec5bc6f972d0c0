//! A page of our own that embeds annotators by the JavaScript API.

use std::ops::Deref;

use serde_json::{Value, json};

use crate::browser::{Browser, given};
use crate::page::Page;
use crate::server::{Server, Site};

/// The host's own look, which no annotator may change.
const STYLE: &str = "
    body { font: 20px/1.5 monospace; color: rgb(1, 2, 3); background: rgb(250, 240, 230); margin: 10px; }
    p { margin: 7px; letter-spacing: 1px; }
    button { border: 3px dotted rgb(9, 8, 7); }
    textarea { width: 77px; }
    dialog { padding: 33px; }
    .row, .row-text, .toolbar, .notice { text-decoration: overline; }
";

/// Two places for annotators, and one of each thing that an annotator also has.
const BODY: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A host page</title>
<link rel="stylesheet" href="/host.css"><link rel="icon" href="data:,"></head>
<body>
<h1 class="own">A host page</h1>
<p class="own row-text">The host's own words.</p>
<button class="own toolbar" type="button">The host's button</button>
<textarea class="own notice" aria-label="host"></textarea>
<ul class="own"><li class="own row">one</li></ul>
<div id="first"></div>
<div id="second"></div>
<script type="module" src="/host.js"></script>
</body></html>
"#;

const SCRIPT: &str = "
    import init, * as guillemet from '/dist/pkg/guillemet.js';
    await init();
    window.guillemet = guillemet;
    window.ready = true;
";

/// The host page, open in a browser.
pub struct Host {
    /// The annotator that the gestures go to: the first one, until it is turned.
    pub page: Page,
    // It serves as long as the test runs; kept to be asked what was loaded from it.
    server: Server,
}

impl Deref for Host {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Host {
    /// Opens the host page and waits until the module is there.
    #[must_use]
    #[track_caller]
    pub fn open() -> Self {
        Self::of(Site::default())
    }

    /// The same, with a content security policy over the host page.
    #[must_use]
    #[track_caller]
    pub fn under(policy: &str) -> Self {
        Self::of(Site::default().policy(policy))
    }

    /// The same, from a server of the test's own.
    #[must_use]
    #[track_caller]
    pub fn over(site: Site) -> Self {
        Self::of(site)
    }

    #[track_caller]
    fn of(site: Site) -> Self {
        let server = site
            .page("/host.html", "text/html; charset=utf-8", BODY)
            .page("/host.css", "text/css", STYLE)
            .page("/host.js", "text/javascript", SCRIPT)
            .folder(given("GUILLEMET_DIST"))
            .serve();
        let page = Page::new(Browser::at(&server.url("/host.html")), "#first");
        page.until("the module is initialised", || {
            (page.script("return !!window.ready", json!([])) == true).then_some(())
        });
        Self { page, server }
    }

    /// Turns to the annotator in the second place.
    #[must_use]
    pub fn turned_to_second(self) -> Self {
        Self { page: self.page.turned_to("#second"), ..self }
    }

    /// The paths that the host page and its annotators have loaded.
    #[must_use]
    pub fn loaded(&self) -> Vec<String> {
        self.server.hits()
    }

    /// Runs statements of a host page; the last may `return`.
    #[track_caller]
    pub fn run(&self, statements: &str) -> Value {
        let script = format!("const {{ mount }} = window.guillemet;\n{statements}");
        self.script(&script, json!([]))
    }

    /// The message of the `Error` that a call throws; told by its tag, as a driver may ask from another realm.
    #[track_caller]
    #[must_use]
    pub fn refusal(&self, call: &str) -> String {
        let answer = self.run(&format!(
            "try {{ {call}; }} catch (error) {{
                return {{ is_error: Object.prototype.toString.call(error) === '[object Error]', message: String(error?.message ?? error) }};
            }}
            return null;"
        ));
        assert!(!answer.is_null(), "`{call}` was not refused");
        assert_eq!(answer["is_error"], true, "`{call}` threw {answer} and no Error");
        answer["message"].as_str().unwrap_or_default().to_owned()
    }
}

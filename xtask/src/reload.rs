//! The page that is served now, and how an open one learns that there is a newer: a script of the same origin, so that
//! the page's policy allows it, asks a question that is answered when there is one.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::StatusCode;
use sha2::{Digest, Sha256};

use crate::http::{Answer, Request};
use crate::names::hex;
use crate::serve::answer;
use crate::site::Site;

const SCRIPT_PATH: &str = "/__reload.js";
const QUESTION: &str = "/__newer-than/";

/// Shorter than browsers and proxies keep an unanswered request.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks, and reloads when the answer is another page than the one it came with. A server that was ended and started
/// again is found again.
const SCRIPT: &str = r#"const own = document.currentScript.dataset.build;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
for (;;) {
    try {
        const answer = await fetch(`__newer-than/${own}`, { cache: "no-store" });
        if (answer.ok && (await answer.text()) !== own) {
            location.reload();
            break;
        }
    } catch {
        await pause(1000);
    }
}
"#;

/// The site that is served, which a rebuild replaces.
pub struct Current {
    shown: Mutex<Shown>,
    replaced: Condvar,
}

struct Shown {
    site: Site,
    build: String,
}

impl Shown {
    fn new(site: Site) -> Shown {
        let mut hash = Sha256::new();
        for (path, bytes) in &site.files {
            hash.update(path);
            hash.update(bytes);
        }
        Shown { build: hex(&hash.finalize()), site }
    }
}

impl Current {
    pub fn new(site: Site) -> Current {
        Current { shown: Mutex::new(Shown::new(site)), replaced: Condvar::new() }
    }

    /// Shows another site from now on; whether it differs.
    pub fn replace(&self, site: Site) -> bool {
        let new = Shown::new(site);
        let mut shown = self.lock();
        let differs = new.build != shown.build;
        *shown = new;
        self.replaced.notify_all();
        differs
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        // No holder leaves it half-changed, even one that panics.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request from the site as it is now, with the reload script in its page.
    pub fn answer(&self, request: &Request) -> Answer {
        let target = &request.target;
        if target == SCRIPT_PATH {
            return Answer::new(StatusCode::OK, SCRIPT_PATH, script());
        }
        if let Some(build) = target.strip_prefix(QUESTION) {
            return Answer::new(StatusCode::OK, "x.txt", self.newer_than(build));
        }
        let shown = self.lock();
        if let Some(("index.html", bytes)) = shown.site.find(target) {
            let page = with_script(&String::from_utf8_lossy(bytes), &shown.build);
            return Answer::new(StatusCode::OK, "index.html", page);
        }
        answer(request, &shown.site)
    }

    /// The shown build, as soon as it is not this one, or after a while.
    fn newer_than(&self, build: &str) -> String {
        let waited = self.replaced.wait_timeout_while(self.lock(), PATIENCE, |shown| shown.build == build);
        let (shown, _) = waited.unwrap_or_else(PoisonError::into_inner);
        shown.build.clone()
    }
}

/// A classic script, since only such a one knows its own element; its waiting needs a function around it.
fn script() -> String {
    format!("(async () => {{\n{SCRIPT}}})();\n")
}

fn with_script(page: &str, build: &str) -> String {
    let script = format!(r#"<script src=".{SCRIPT_PATH}" data-build="{build}"></script>"#);
    match page.rfind("</body>").or_else(|| page.rfind("</html>")) {
        Some(end) => format!("{}{script}{}", &page[..end], &page[end..]),
        None => format!("{page}{script}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Current, with_script};
    use crate::site::Site;
    use std::sync::Arc;

    fn site(text: &str) -> Site {
        Site { files: [("index.html".to_owned(), text.as_bytes().to_vec())].into() }
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = with_script("<body><p>page</body></html>", "1");
        assert_eq!(
            page,
            r#"<body><p>page<script src="./__reload.js" data-build="1"></script></body></html>"#
        );
    }

    #[test]
    fn the_question_is_answered_when_another_page_is_shown() {
        let current = Arc::new(Current::new(site("a")));
        let build = current.lock().build.clone();
        let waiting = std::thread::spawn({
            let (current, build) = (Arc::clone(&current), build.clone());
            move || current.newer_than(&build)
        });
        assert!(!current.replace(site("a")), "the same page is no reason to reload");
        assert!(current.replace(site("b")));
        let answer = waiting.join().expect("the question is answered");
        assert_ne!(answer, build);
        assert_eq!(answer, current.lock().build);
    }
}

//! What is measured: a host page with Guillemet, and a bare windowed page, on the same text.
//!
//! Both stand under the same strict content security policy, are served by the same small server, without
//! caching, and fetch the same document. Each brings the probe (`pages/probe.js`), which measures from inside.

use end_to_end::browser::given;
use end_to_end::server::{Server, Site};

use crate::sample::Sample;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

/// Serves both pages with a sample.
#[must_use]
pub fn serve(sample: &Sample) -> Server {
    const HTML: &str = "text/html; charset=utf-8";
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    Site::default()
        .policy(POLICY)
        .folder(given("GUILLEMET_DIST"))
        .page("/host.html", HTML, include_str!("pages/host.html"))
        .page("/host.js", SCRIPT, include_str!("pages/host.js"))
        .page("/bare.html", HTML, include_str!("pages/bare.html"))
        .page("/bare.js", SCRIPT, include_str!("pages/bare.js"))
        .page("/probe.js", SCRIPT, include_str!("pages/probe.js"))
        .page("/page.css", "text/css; charset=utf-8", include_str!("pages/page.css"))
        .page("/document.json", "application/json", &sample.document().to_string())
        .serve()
}

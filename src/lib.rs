//! Guillemet: annotate reported speech in the browser.

//! The built page in a real browser, theme by theme. `cargo xtask test browser` runs these.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

#[path = "page/accessible.rs"]
mod accessible;
#[path = "page/bad_files.rs"]
mod bad_files;
#[path = "page/data_sets.rs"]
mod data_sets;
#[path = "page/details.rs"]
mod details;
#[path = "page/dialogs.rs"]
mod dialogs;
#[path = "page/encodings.rs"]
mod encodings;
#[path = "page/exchange.rs"]
mod exchange;
#[path = "page/finding.rs"]
mod finding;
#[path = "page/host_api.rs"]
mod host_api;
#[path = "page/host_brings.rs"]
mod host_brings;
#[path = "page/host_page.rs"]
mod host_page;
#[path = "page/import.rs"]
mod import;
#[path = "page/interface.rs"]
mod interface;
#[path = "page/keeping.rs"]
mod keeping;
#[path = "page/keyboard.rs"]
mod keyboard;
#[path = "page/links.rs"]
mod links;
#[path = "page/list.rs"]
mod list;
#[path = "page/loading.rs"]
mod loading;
#[path = "page/long_articles.rs"]
mod long_articles;
#[path = "page/look.rs"]
mod look;
#[path = "page/many_articles.rs"]
mod many_articles;
#[path = "page/nasty_text.rs"]
mod nasty_text;
#[path = "page/opening.rs"]
mod opening;
#[path = "page/overlaps.rs"]
mod overlaps;
#[path = "page/queue.rs"]
mod queue;
#[path = "page/safety.rs"]
mod safety;
#[path = "page/scheme.rs"]
mod scheme;
#[path = "page/screens.rs"]
mod screens;
#[path = "page/scripts.rs"]
mod scripts;
#[path = "page/selecting.rs"]
mod selecting;
#[path = "page/suggestions.rs"]
mod suggestions;
#[path = "page/touch.rs"]
mod touch;
#[path = "page/tour.rs"]
mod tour;
#[path = "page/walk.rs"]
mod walk;
#[path = "page/worker.rs"]
mod worker;

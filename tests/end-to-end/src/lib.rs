//! Drives the built page as a person does: by mouse and key events, files and downloads.
//!
//! In reading order: [`drawing`] draws annotations inside the text that they cover, so that a test's
//! expectation reads like the article; [`document`] is a downloaded file, checked as it is read;
//! [`browser`] is one browser with a fresh profile, of the [`engine`] that is tested; [`page`] is Guillemet in it, with
//! [`gestures`], [`keys`], [`tabs`] and [`parts`] as its hands and eyes; [`host`] is a page of our own that
//! embeds annotators, served by [`server`]; [`articles`] and [`files`] are what is loaded.
//!
//! Nothing here sleeps for a fixed time: what comes later is polled for until a deadline.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on says so and ends")]

pub mod articles;
pub mod browser;
pub mod document;
pub mod drawing;
pub mod engine;
pub mod files;
pub mod gestures;
pub mod host;
pub mod keys;
pub mod page;
pub mod parts;
pub mod server;
pub mod tabs;
mod turn;

pub use browser::Browser;
pub use document::Document;
pub use engine::Engine;
pub use page::Page;

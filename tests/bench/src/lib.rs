//! Measures Guillemet. `cargo xtask bench native` runs what lies in `benches/` with criterion;
//! `cargo xtask bench browser` runs the program in `main.rs`, which drives Chromium.
//!
//! In reading order: [`shape`] names the texts that are measured and [`sample`] makes them, the same
//! from the same seed; [`statistics`] takes medians, [`report`] holds both pages side by side, [`table`]
//! sets them in columns. With the feature `browser`: `pages` serves Guillemet and, beside it, a bare
//! windowed page that does nothing but draw; `visit` is one of them open in a fresh Chromium;
//! `gestures`, `scrolling`, `memory` and `exchange` measure there, `run` in which order. `journal` measures, for
//! `cargo xtask bench journal`, how long an edit takes to the disk, and `suggesting`, for `cargo xtask bench suggest`,
//! how long the rules take in the page's worker.
//!
//! Nothing here knows how fast anything should be: the aims stand where the figures are read.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a measurement that cannot go on says so and ends"
)]

#[cfg(feature = "browser")]
pub mod exchange;
#[cfg(feature = "browser")]
pub mod gestures;
#[cfg(feature = "browser")]
pub mod journal;
#[cfg(feature = "browser")]
pub mod memory;
#[cfg(feature = "browser")]
pub mod pages;
pub mod report;
#[cfg(feature = "browser")]
pub mod run;
pub mod sample;
#[cfg(feature = "browser")]
pub mod scrolling;
pub mod shape;
pub mod statistics;
#[cfg(feature = "browser")]
pub mod suggesting;
pub mod table;
#[cfg(feature = "browser")]
pub mod visit;

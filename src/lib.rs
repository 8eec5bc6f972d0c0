//! Guillemet: annotate who said what and who denies what, in the browser.
//!
//! The layers, in reading order. The first ones are pure: they know no browser and build without one.

pub mod messages;

pub mod model;

pub mod journal;

pub mod suggest;

pub mod search;

pub mod formats;

pub mod worker;

pub mod session;

#[cfg(feature = "browser")]
pub mod browser;

#[cfg(feature = "browser")]
pub mod view;

#[cfg(feature = "browser")]
pub mod api;

//! What is done off the page's thread: a second WebAssembly module, made of this same crate, that runs in a
//! Web Worker. It reads long files and runs the rules.
//!
//! Knows neither session, view nor API. [`protocol`] and what it carries are pure and shared by both modules; `entry`
//! is the worker's own and is in its module only.

#[cfg(all(feature = "worker", not(feature = "browser")))]
mod entry;
pub mod opening;
pub mod protocol;

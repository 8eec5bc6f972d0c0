//! What is done off the page's thread: a second WebAssembly module, made of this same crate, that runs in a
//! Web Worker. It reads long files, runs the rules, and speaks the formats of other programs; a second worker of the
//! same module keeps the data sets.
//!
//! Knows neither session, view nor API. [`protocol`] and what it carries are pure and shared by both modules; `entry`,
//! `exchanging`, `long_lines`, `trying` and `keeper` are the worker's own and are in its module only.

#[cfg(all(feature = "worker", not(feature = "browser")))]
mod entry;
#[cfg(all(feature = "worker", not(feature = "browser")))]
mod exchanging;
pub mod exporting;
pub mod importing;
#[cfg(feature = "worker")]
pub mod keeper;
#[cfg(any(test, all(feature = "worker", not(feature = "browser"))))]
mod long_lines;
pub mod opening;
pub mod protocol;
#[cfg(all(feature = "worker", not(feature = "browser")))]
mod trying;

//! Where the program meets the browser: clock, files, clipboard, selection, measures, styles.
//!
//! Knows the session and what lies under it, never a component. Nothing here keeps state of the work.

pub mod backup_file;
pub mod bringing;
pub mod clipboard;
pub mod clock;
pub mod connectors;
pub mod export_choice;
pub mod exporting;
pub mod files;
pub mod finding;
pub mod handle;
pub mod holding;
pub mod importing;
pub mod interface;
pub mod keeping;
pub mod later;
pub mod matches;
pub mod places;
pub mod remembered;
pub mod rescue;
pub mod style;
pub mod suggesting;
pub mod trying;
pub mod utf8;
pub mod web_page;
pub mod words;
pub mod worker;

//! Draws a session and sends it actions: a component a file. Nothing here decides what an action does.

pub mod annotator;
mod articles;
mod details;
mod dialogs;
mod exchange;
mod geometry;
mod header;
mod heights;
mod keys;
mod list;
mod notices;
mod paragraph;
mod pointer;
mod selection_bar;
mod suggestions;
mod text;
mod window;

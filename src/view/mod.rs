//! Draws a session and sends it actions: a component a file. Nothing here decides what an action does.

pub mod annotator;
mod articles;
mod damages;
mod data_sets;
mod details;
mod dialogs;
mod duplicates;
mod exchange;
mod find_bar;
mod geometry;
mod header;
mod heights;
mod keys;
mod list;
mod notices;
mod own_rules;
mod paragraph;
mod pointer;
mod selection_bar;
mod standing;
mod suggestions;
mod text;
mod touch;
mod window;

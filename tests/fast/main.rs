//! Tests that need no repository and no server, but for a few small ones: pages, findings, templates, redlines, the house itself.

#[path = "../support/mod.rs"]
mod support;

mod any_folder;
mod bad_input;
mod block_files;
mod blocks;
mod books;
mod cases;
mod circles;
mod collisions;
mod commands;
mod commonmark;
mod determinism;
mod governance;
mod grammars;
mod house;
mod input_hash;
mod kinds;
mod manual;
mod markdown_gfm;
mod markdown_robust;
mod mistakes;
mod navigation;
mod no_files;
mod older_texts;
mod plan;
mod quiz;
mod redline;
mod redline_tree;
mod strategy;
mod theme;
mod theme_overrides;
mod theme_preview;
mod theme_templates;
mod words;

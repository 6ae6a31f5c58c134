//! Guidepost: a folder of Markdown pages in, a checked and cross-linked site out.
//!
//! The floors, from the ground up; each module imports only those below it, and a test holds them to it:
//! `path shell` · `shared source date` · `diagnostic words` · `yaml` · `markdown` · `config` · `model` · `blocks world` · `governance history link parse redline theme` ·
//! `export` · `route` · `compile output` · `disk git report store write` · `pdf publish serve` · `cli`. `ARCHITECTURE.md` is the tour.

#![warn(missing_docs, unreachable_pub)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr, clippy::exit)]
// Tests make files and run programs as they like.
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]
// No text is cut and no list looked into where the place may not be there: `source::slice`, `get`, patterns.
#![cfg_attr(not(test), deny(clippy::string_slice, clippy::indexing_slicing))]

pub mod blocks;
pub mod cli;
pub mod compile;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod disk;
pub mod export;
pub mod git;
pub mod governance;
pub mod history;
pub mod link;
pub mod markdown;
pub mod model;
pub mod output;
pub mod parse;
pub mod path;
pub mod pdf;
pub mod publish;
pub mod redline;
pub mod report;
pub mod route;
pub mod serve;
pub mod shared;
pub mod shell;
pub mod source;
pub mod store;
pub mod theme;
pub mod words;
pub mod world;
pub mod write;
pub mod yaml;

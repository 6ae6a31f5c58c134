//! Guidepost: a folder of Markdown pages in, a checked and cross-linked site out.

pub mod compile;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod link;
pub mod markdown;
pub mod model;
pub mod parse;
pub mod path;
pub mod report;
pub mod route;
pub mod source;
pub mod theme;
pub mod world;

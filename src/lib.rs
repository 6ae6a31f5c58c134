//! Guidepost: a folder of Markdown pages in, a checked and cross-linked site out.

pub mod cli;
pub mod date;
pub mod diagnostic;
pub mod markdown;
pub mod path;
pub mod report;
pub mod source;
pub mod write;

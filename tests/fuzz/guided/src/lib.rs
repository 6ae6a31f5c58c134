//! The readers of the program, for the targets beside this.

#[path = "../../readers/mod.rs"]
pub mod readers;

//! The preview, asked over its own socket as browsers ask it. Nothing here waits for time to pass: tests wait
//! for the events that a browser waits for.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

mod attacks;
mod changing;
mod command;
mod editors;
mod hosts;
mod incremental;
mod limits;
mod pages;
mod running;
mod saves;
mod servers;
mod soak;
mod starting;
#[path = "../support/mod.rs"]
mod support;
mod swapped;
mod told;
mod versions;

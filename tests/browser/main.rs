//! The example in a real browser, served from a folder under a path prefix: what people see and touch.
//!
//! Needs Chromium and axe-core; `scripts/test` installs both. The browser is spoken to directly (`chromium`),
//! which is less to build and to keep than a crate for it.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

mod axe;
mod blocks;
mod books;
mod chromium;
mod example;
mod governed;
mod keyboard;
mod past;
mod preview;
mod preview_files;
mod preview_older;
mod preview_scripts;
mod preview_strip;
mod preview_times;
mod preview_told;
mod progress;
mod quiz;
mod reading;
mod scorm;
mod screenshots;
mod server;
mod source;
#[path = "../support/mod.rs"]
mod support;
mod tab;
mod views;

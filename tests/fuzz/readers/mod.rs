//! Everything that reads what people write, each as a function that panics with bytes that it cannot take. The guided
//! fuzzer calls them, and every test run with what that has found.

// Two programs share them, and neither uses all.
#![allow(dead_code, clippy::expect_used, reason = "shared; a reader fails by panicking")]

#[path = "../../support/faults_of_html.rs"]
mod faults_of_html;
mod server;
mod site;
mod text;

pub use server::{requests, still_answers};
pub use site::{captions, commits, mailmap, models, pictures, records};
pub use text::{front_matter, markdown, redlines, sentences, site_toml};

/// Reads some bytes.
pub type Reader = fn(&[u8]);

/// All readers by their names.
pub const READERS: [(&str, Reader); 12] = [
    ("captions", captions),
    ("commits", commits),
    ("front_matter", front_matter),
    ("mailmap", mailmap),
    ("markdown", markdown),
    ("models", models),
    ("pictures", pictures),
    ("records", records),
    ("redlines", redlines),
    ("requests", requests),
    ("sentences", sentences),
    ("site_toml", site_toml),
];

//! The past of pages, on real repositories made by git, compared with what git itself says.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

mod at;
mod command;
mod damage_any;
mod damaged;
mod drawn;
mod hashed;
mod histories;
mod lines;
mod odd;
mod overlays;
mod packed;
mod partial;
mod people;
mod renames;
mod site;

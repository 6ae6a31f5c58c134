//! What tests share: sites in memory and in repositories, git, the command, the preview.

#![allow(dead_code, unused_imports, clippy::expect_used, reason = "each test program uses some of it")]

mod built;
mod client;
mod command;
mod faults_of_html;
mod files;
mod git;
mod governed;
mod keys;
mod memory;
mod preview;
mod repo;
mod shell;

use guidepost::date::Day;

pub(crate) use built::{Built, build, build_world, build_world_with};
pub(crate) use client::{Events, HttpAnswer, IN_VAIN, connect};
pub(crate) use command::{CommandRun, finish, guidepost, guidepost_at, run};
pub(crate) use faults_of_html::faults_of_html;
pub(crate) use files::{copy, tree, write_file, write_files};
pub(crate) use git::{Git, printed};
pub(crate) use governed::{GovernedSite, RECORDS, SITE, named_file, role_page};
pub(crate) use keys::Keys;
pub(crate) use memory::{MemorySite, Texts, text_id};
pub(crate) use preview::{Preview, options};
pub(crate) use repo::{Repo, beside};
pub(crate) use shell::{in_shell, path_with, program};

/// The day of all tests.
pub(crate) fn today() -> Day {
    Day::new(2026, 11, 16).expect("a day")
}

//! The promise under attack: which text is in force, and what was in force on a day of the past.
//!
//! Every test begins with the same small site ([`attacked`]): a model that is in force, a guideline that two people approved,
//! and a sentence committed after that, which nobody approved. Then it does what an attacker would do, or what happens by
//! accident, and asks three things only (`judge.rs`): is the sentence that nobody approved in any byte of the approved
//! edition; are the approved words still at their address, or is the build refused and nothing written; and is a day of the
//! past told as it was told before. The command is run as people run it, on repositories made with git.
//!
//! The files are in the order of the classes of attack, from 1 on. `held.rs` and the two after it hold what was never broken,
//! and `canaries.rs` follows some forty words of a draft into the approved edition.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

pub(crate) mod attacked;
mod judge;
mod mechanical;
mod past;
mod published_files;
pub(crate) mod recipe;
mod shifting;
mod signed;
mod signed_places;

mod authors;
mod backdated;
mod choosing_signers;
mod committers;
mod controlled_keys;
mod copied_records;
mod cut_off;
mod damaged;
mod fails_open;
mod holders;
mod ids;
mod kept;
mod kept_back_at_head;
mod leaving;
mod line_ends;
mod names_of_records;
mod one_day;
mod overlaid;
mod people;
mod replaced;
mod rewritten_past;
mod roles_of_today;
mod shell;
mod shown_files;
mod sources_as_files;
mod static_files;
mod tracked_cache;
mod two_signatures;

mod active_files;
mod addresses;
mod adoptions;
mod advice;
mod alike_names;
mod disguised;
mod file_places;
mod forged_output;
mod left_places;
mod names;
mod old_addresses;
mod once_unclear;
mod pasts;
mod reasons;
mod rebuilt;
mod successors;
mod taken_ids;
mod unapproved_moves;
mod unnamed;
mod vanishing;
mod words;
mod written_files;

mod audited;
mod before_control;
mod beginnings;
mod block_files;
mod books;
mod borrowed_words;
mod canaries;
mod framed;
mod held;
mod held_output;
mod held_signatures;
mod hindrances;
mod in_need;
mod inherited;
mod mailmaps;
mod moved;
mod places;
mod put_back;
mod restored;
mod unclear;
mod uncontrolled;
mod unprovable;
mod unreadable_settings;
mod views;

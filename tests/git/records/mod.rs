//! Records written by the commands, on real repositories made by git: what they say, what they refuse, and what
//! becomes of them.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

mod adoption;
mod appointments;
mod audit;
mod consequences;
mod declines;
mod identities;
mod needs;
mod refusals;
mod shell;
mod signed;
mod site;
mod together;
mod told;
mod vacancies;
mod writing;

//! Tests on real repositories made by git: histories, what is in force, records, the checklist, and all of that under attack.

#[path = "../serve/changing/random.rs"]
#[allow(dead_code, reason = "shared")]
mod random;
#[path = "../support/mod.rs"]
mod support;

mod checklist;
mod drafts;
mod drafts_then;
mod governed;
mod history;
mod kept_back_then;
mod past;
mod publish;
mod records;
mod trust;

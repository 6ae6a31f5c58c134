//! Checklist and register as people and other programs take them, and courses for learning systems (`scorm.rs`): one
//! format, one file, each a pure function to bytes. Checklist and register hold nothing but the model and its day, so
//! equal sites give equal bytes.
//!
//! `export` turns them into bytes and looks at nothing but the model and its day, so that commands and pages can offer
//! the same files. `governance/register.rs` says what a row of the register holds. A format that is a table is first a
//! `SheetTable`; CSV guards against formulas, a workbook does not need to, since its texts are texts. The workbook is
//! written by hand (`xlsx.rs`, `zip.rs`): the crate for it takes 40 CPU seconds to compile.

pub mod checklist;
mod csv;
pub mod register;
pub mod scorm;
mod table;
mod xlsx;
pub mod xml;
mod zip;

use crate::date::{Day, Period};
use crate::shell::steers;

/// Words of others where a terminal may show them: no sign steers it. Ends of lines and tabs stay.
pub fn plain(text: &str) -> String {
    let plain = |sign: char| if steers(sign) && !matches!(sign, '\n' | '\t') { '\u{fffd}' } else { sign };
    text.chars().map(plain).collect()
}

/// The day after.
fn next(day: Day) -> Day {
    day.plus(Period::Days(1))
}

/// The names in a text: "ops, law".
fn listed<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

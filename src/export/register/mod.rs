//! The register for people and other programs.

mod json;
mod sheet;
mod text;

use std::io;

use super::{csv, plain};
use crate::governance::Governance;
use crate::governance::register::RegisterRow;

/// The form in which a register is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegisterFormat {
    /// A table for people at a terminal.
    Text,
    /// Comma-separated values.
    Csv,
    /// One JSON object, `guidepost-register/1`; `docs/checklist.md` says what is in it.
    Json,
}

/// The register of a day in a format.
///
/// # Errors
/// When the rows cannot be put in JSON.
pub fn write(
    rows: &[RegisterRow],
    (site, governance): (&str, &Governance),
    format: RegisterFormat,
) -> io::Result<Vec<u8>> {
    match format {
        RegisterFormat::Text => Ok(plain(&text::render(rows, governance)).into_bytes()),
        RegisterFormat::Csv => csv::render(&sheet::table_of(rows, governance.today)),
        RegisterFormat::Json => json::render(rows, site, governance).map_err(io::Error::other),
    }
}

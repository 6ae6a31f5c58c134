//! The register for people and other programs.

mod json;
mod sheet;
mod text;

use std::io;

use super::{csv, plain};
use crate::governance::Governance;
use crate::governance::register::Row;

/// The form in which a register is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A table for people at a terminal.
    Text,
    /// Comma-separated values.
    Csv,
    /// One JSON object, `guidepost-register/1`; the README says what is in it.
    Json,
}

/// The register of a day in a format.
///
/// # Errors
/// When the rows cannot be put in JSON.
pub fn write(rows: &[Row], (site, governance): (&str, &Governance), format: Format) -> io::Result<Vec<u8>> {
    match format {
        Format::Text => Ok(plain(&text::of(rows, governance)).into_bytes()),
        Format::Csv => Ok(csv::of(&sheet::of(rows, governance.today))),
        Format::Json => json::of(rows, site, governance).map_err(io::Error::other),
    }
}

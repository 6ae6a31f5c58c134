//! The checklist for people and other programs.

mod ics;
mod json;
mod junit;
mod report;
mod sheet;
mod shown;
mod text;

pub use report::{ChecklistReport, Tally, code};

pub use text::ChecklistStyles;

use std::fmt;
use std::io;
use std::str::FromStr;

use super::{csv, xlsx};
use crate::diagnostic::named;

/// The form in which a checklist is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChecklistFormat {
    /// For people at a terminal.
    Text,
    /// One JSON object, `guidepost-checklist/1`; `docs/checklist.md` says what is in it.
    Json,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// A calendar of what is due (iCalendar).
    Ics,
    /// A test report, as systems for continuous integration read it.
    JUnit,
}

impl ChecklistFormat {
    /// Every format.
    pub const ALL: [ChecklistFormat; 6] = [
        ChecklistFormat::Text,
        ChecklistFormat::Json,
        ChecklistFormat::Csv,
        ChecklistFormat::Xlsx,
        ChecklistFormat::Ics,
        ChecklistFormat::JUnit,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ChecklistFormat::Text => "text",
            ChecklistFormat::Json => "json",
            ChecklistFormat::Csv => "csv",
            ChecklistFormat::Xlsx => "xlsx",
            ChecklistFormat::Ics => "ics",
            ChecklistFormat::JUnit => "junit",
        }
    }
}

impl fmt::Display for ChecklistFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ChecklistFormat {
    type Err = String;

    /// The error names every format.
    fn from_str(name: &str) -> Result<ChecklistFormat, String> {
        named("format", ChecklistFormat::ALL.map(|format| (format.name(), format)), name)
    }
}

impl ChecklistReport<'_> {
    /// The list in a format; text without colour.
    ///
    /// # Errors
    /// When a workbook would be larger than its format can hold.
    pub fn write(&self, format: ChecklistFormat) -> io::Result<Vec<u8>> {
        match format {
            ChecklistFormat::Text => Ok(self.text(&ChecklistStyles::default()).into_bytes()),
            ChecklistFormat::Json => json::render(self).map_err(io::Error::other),
            ChecklistFormat::Csv => csv::render(&sheet::table_of(self)),
            ChecklistFormat::Xlsx => xlsx::render(&sheet::table_of(self)),
            ChecklistFormat::Ics => Ok(ics::render(self).into_bytes()),
            ChecklistFormat::JUnit => Ok(junit::render(self).into_bytes()),
        }
    }

    /// The list for people.
    pub fn text(&self, styles: &ChecklistStyles) -> String {
        text::render(self, styles)
    }
}

//! `guidepost export`: a book as a PDF; a course for learning systems (`course_package.rs`).

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::course_package::Scorm;
use super::exporting::Exporting;
use super::governed::{refuse_source, write_file};
use super::load::Compiling;
use super::outcome::{Failure, Outcome};
use super::paper::{BookPrinting, installed};
use super::printing::{ReportArguments, many};
use crate::diagnostic::Checked;

/// Write a book, or the whole site, as a document; a course for a learning system.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost export pdf strategy
  guidepost export pdf --out handbook.pdf
  guidepost export scorm TR-01 --scorm 2004")]
pub(super) struct Export {
    #[command(subcommand)]
    form: Form,
}

#[derive(clap::Subcommand, Debug)]
enum Form {
    Pdf(Pdf),
    Scorm(Scorm),
}

/// Write a book of site.toml as a PDF, with bookmarks, tags for screen readers, and the sheet of each cross-reference.
///
/// Without BOOK: all pages, in reading order. It is printed by the Chromium that is installed, without network and scripts.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost export pdf strategy
  guidepost export pdf strategy --edition approved --out strategy.pdf
  guidepost export pdf --out handbook.pdf

Exit status: 0 written, 1 written and the book has errors, 2 not written.")]
struct Pdf {
    /// The book, by its name in site.toml.
    book: Option<String>,
    /// The file to write [default: BOOK.pdf, or site.pdf, in this folder].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The browser that prints, by name or path [default: `$CHROMIUM`, else the first that is installed].
    #[arg(long, value_name = "PROGRAM")]
    chromium: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    compiling: Compiling,
}

impl Export {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        match &self.form {
            Form::Pdf(pdf) => pdf.run(root),
            Form::Scorm(scorm) => scorm.run(root),
        }
    }
}

impl Pdf {
    fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        self.compiling.tell_day_to_come()?;
        let chromium = installed(self.chromium.as_deref()).map_err(|error| {
            Failure::new(error).hint(
                "install Chromium, Chrome or Edge, or name one: `--chromium /path/to/chromium`, `CHROMIUM=…`\nany browser prints the page of a book too; cross-references then name sections alone",
            )
        })?;
        let name = self.book.as_deref();
        let out = self.out.clone().unwrap_or_else(|| format!("{}.pdf", name.unwrap_or("site")).into());
        let exporting = Exporting { root, compiling: &self.compiling, report: &self.report };
        exporting.run(|site, sources| {
            refuse_source(&out, site, sources.disk)?;
            let printing = BookPrinting { chromium: &chromium, site, sources, name };
            let Checked { value: pdf, findings } = printing.printed()?;
            let count = pdf.sheets();
            write_file(&out, &pdf.dated(site.today).map_err(Failure::new)?)?;
            writeln!(anstream::stderr(), "It has {}.", many(count, "page"))?;
            Ok(findings)
        })
    }
}

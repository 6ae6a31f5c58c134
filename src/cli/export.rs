//! `guidepost export pdf`: a book as a PDF.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::ahead::refuse_defects;
use super::governed::{refuse_source, write_file};
use super::load::{Compiling, opened, refuse_unknown};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, FindingReport, ReportArguments, many, print_findings};
use super::putting::BuildSources;
use crate::compile::{Memos, compile};
use crate::diagnostic::{Checked, near_miss};
use crate::output::MediaType;
use crate::path::encode;
use crate::pdf::{Chromium, PdfDocument, Printer};
use crate::route::{Answer, PrintableBook, Route, SheetNumbers, Site};

/// Write a book, or the whole site, as a document.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost export pdf strategy
  guidepost export pdf --out handbook.pdf")]
pub(super) struct Export {
    #[command(subcommand)]
    form: Form,
}

#[derive(clap::Subcommand, Debug)]
enum Form {
    Pdf(Pdf),
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

/// So often the sheets of cross-references are read anew: longer words may move what stands behind them.
const MOST_PRINTS: usize = 5;

impl Export {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        match &self.form {
            Form::Pdf(pdf) => pdf.run(root),
        }
    }
}

impl Pdf {
    fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        self.compiling.tell_day_to_come()?;
        let named = self.chromium.clone().or_else(|| env::var_os("CHROMIUM").map(PathBuf::from));
        let chromium = Chromium::find(named.as_deref()).map_err(|error| {
            Failure::new(error).hint(
                "install Chromium, Chrome or Edge, or name one: `--chromium /path/to/chromium`\nany browser prints the page of the book as well, without the pages of references",
            )
        })?;
        let opened = opened(root, self.compiling.date)?;
        let request = opened.request(&self.compiling)?;
        let memos = Memos::new();
        let committed = opened.committed(&request, self.compiling.date, &memos)?;
        let sources = BuildSources::new(&opened.world, committed.as_ref());
        let mut of_site = Vec::new();
        let site = compile(sources.world, &request, &memos).into_value(&mut of_site);
        refuse_unknown(&site)?;
        refuse_defects(&site, &of_site)?;
        sources.refuse_unread(&site)?;
        let name = self.book.as_deref();
        let out = self.out.clone().unwrap_or_else(|| format!("{}.pdf", name.unwrap_or("site")).into());
        refuse_source(&out, &site, sources.disk)?;
        let printing = Printing { chromium: &chromium, site: &site, sources: &sources, name };
        let Checked { value: pdf, findings } = printing.printed()?;
        let count = pdf.sheets();
        write_file(&out, &pdf.dated(site.today).map_err(Failure::new)?)?;
        writeln!(anstream::stderr(), "It has {}.", many(count, "page"))?;
        print_findings(&FindingReport {
            findings: &findings,
            site: &site,
            world: sources.world,
            root: sources.disk.root(),
            how: &self.report,
        })?;
        Ok(self.report.outcome(FindingCounts::of(&findings)))
    }
}

/// A book on its way to paper.
struct Printing<'a> {
    chromium: &'a Chromium,
    site: &'a Site,
    sources: &'a BuildSources<'a>,
    name: Option<&'a str>,
}

impl Printing<'_> {
    /// The book, printed as often as it takes until every cross-reference names the sheet on which its place is.
    fn printed(&self) -> Result<Checked<PdfDocument>, Failure> {
        let printer = Printer::start(self.chromium.clone()).map_err(Failure::new)?;
        let mut sheets = SheetNumbers::default();
        let mut print = 1;
        loop {
            let Checked { value: book, findings } = self.book(&sheets)?;
            if print == 1 {
                self.write_files(&book, &printer)?;
            }
            let page = book.address.output();
            self.sources.copy(&Answer::Bytes(book.html), &printer.file(page.as_str()))?;
            let bytes = printer.print(page.as_str()).map_err(Failure::new)?;
            let pdf = PdfDocument::read(&bytes).map_err(Failure::new)?;
            let known = SheetNumbers(pdf.places());
            if known == sheets {
                let published = self.site.config.base_url.as_deref();
                return Ok(Checked::new(pdf.with_links_below(&printer.base(), published), findings));
            }
            if print == MOST_PRINTS {
                return Err(Failure::new("the sheets of cross-references do not settle").hint(
                    "a reference at the end of a sheet moves what it refers to: change a word before it",
                ));
            }
            (sheets, print) = (known, print + 1);
        }
    }

    fn book(&self, sheets: &SheetNumbers) -> Result<Checked<PrintableBook>, Failure> {
        let site = self.site;
        site.printable_book(self.name, sheets).ok_or_else(|| {
            let Some(name) = self.name else {
                return Failure::new("the site has no page that anybody wrote");
            };
            let books = || site.content.books.iter().map(|book| book.name.as_str());
            if books().any(|book| book == name) {
                return Failure::new(format!(
                    "nothing that the book `{name}` names is published in this edition"
                ));
            }
            let failure = Failure::new(format!("there is no book `{name}`"));
            match near_miss(name, books()) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None if site.content.books.is_empty() => failure.hint(
                    "name its pages under `[[books]]` in site.toml; without a name all pages are written",
                ),
                None => failure.hint(format!("books: {}", books().collect::<Vec<_>>().join(", "))),
            }
        })
    }

    /// What the book shows, and what all pages load, where they are on the site: styles, pictures, fonts. Scripts and films
    /// are of no use on paper, and what pages write of scripts themselves their policy lets nobody run.
    fn write_files(&self, book: &PrintableBook, printer: &Printer) -> Result<(), Failure> {
        for route in self.site.routes() {
            let address = self.site.address(route);
            let is_shown = || book.files.contains(&encode(address.as_str()));
            let is_needed = match route {
                Route::ThemeAsset(_) => true,
                Route::Asset(_) | Route::AsIs(_) | Route::OlderFile(_) => is_shown(),
                _ => false,
            };
            let output = address.output();
            if is_needed && MediaType::of(output.as_str()).is_drawn_with() {
                let answer = self.site.render(route).value;
                self.sources.copy(&answer, &printer.file(output.as_str()))?;
            }
        }
        Ok(())
    }
}

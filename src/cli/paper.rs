//! Books on paper: what `export pdf`, `build` and `publish` share.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::outcome::Failure;
use super::sources::BuildSources;
use crate::config::site_file;
use crate::diagnostic::{Checked, Code, Finding, Place, near_miss};
use crate::output::MediaType;
use crate::path::encode;
use crate::pdf::{Chromium, NoChromium, PdfDocument, Printer};
use crate::route::{Answer, PrintableBook, Route, SheetNumbers, Site};

/// So often the sheets of cross-references are read anew: longer words may move what stands behind them.
const MOST_PRINTS: usize = 5;
/// So often it is tried to print a page that comes out empty.
const MOST_TRIES: usize = 5;

/// The browser that prints: the one that is named, else by the environment, else the first that is installed.
pub(super) fn installed(named: Option<&Path>) -> Result<Chromium, NoChromium> {
    let named = named.map(Path::to_owned).or_else(|| env::var_os("CHROMIUM").map(PathBuf::from));
    Chromium::find(named.as_deref())
}

/// The bytes of a book of a site as a PDF.
///
/// # Errors
/// It cannot be printed: the finding that says why.
pub(super) fn printed(site: &Site, sources: &BuildSources<'_>, name: &str) -> Result<Vec<u8>, Box<Finding>> {
    let _alone = sources.printing.lock().unwrap_or_else(PoisonError::into_inner);
    let print = || {
        let chromium = installed(None).map_err(|error| {
            let hint = "install Chromium, Chrome or Edge, or name one: `CHROMIUM=/path/to/chromium`";
            Failure::new(error).hint(hint)
        })?;
        let printing = BookPrinting { chromium: &chromium, site, sources, name: Some(name) };
        printing.printed()?.value.dated(site.today).map_err(Failure::new)
    };
    print().map_err(|failure| {
        let message = format!("the book `{name}` is not printed: {}", failure.message);
        let hint = "leave out `pdf = true` to publish its page alone";
        let finding = Finding::new(Code::NotPrinted, Place::file(&site_file()), message);
        Box::new(finding.hint_if(failure.hint).hint(hint))
    })
}

/// A page as it was printed, with the sheets of its places. Every book has places: one that has none was printed before it was
/// there, as happens on a busy machine.
fn whole(printer: &Printer, page: &str) -> Result<(PdfDocument, SheetNumbers), Failure> {
    for _ in 0..MOST_TRIES {
        let bytes = printer.print(page).map_err(Failure::new)?.map_err(Failure::new)?;
        let pdf = PdfDocument::read(&bytes).map_err(Failure::new)?;
        let places = SheetNumbers(pdf.places());
        if !places.0.is_empty() {
            return Ok((pdf, places));
        }
    }
    Err(Failure::new("the browser printed an empty page").hint("try again when the machine has less to do"))
}

/// A book on its way to paper.
pub(super) struct BookPrinting<'a> {
    pub(super) chromium: &'a Chromium,
    pub(super) site: &'a Site,
    pub(super) sources: &'a BuildSources<'a>,
    /// Its name; `None` for all pages.
    pub(super) name: Option<&'a str>,
}

impl BookPrinting<'_> {
    /// The book, printed as often as it takes until every cross-reference names the sheet on which its place is.
    pub(super) fn printed(&self) -> Result<Checked<PdfDocument>, Failure> {
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
            let (pdf, known) = whole(&printer, page.as_str())?;
            if known == sheets {
                let published = self.site.config.base_url.as_deref();
                return Ok(Checked::new(pdf.with_links_below(&printer.base(), published), findings));
            }
            if print == MOST_PRINTS {
                return Err(Failure::new("page numbers keep changing from print to print").hint(
                    "a reference at the end of a page moves what it refers to: change a word before it",
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
    /// are of no use on paper, and the printer lets none run.
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

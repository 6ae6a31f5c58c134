//! PDF: prints a page by the Chromium that is installed, and reads on which sheet each place of it came to stand.

#![expect(clippy::disallowed_methods, reason = "it reads what the browser has written")]

mod chromium;
mod document;
mod printer;

pub use chromium::{Chromium, NoChromium, NotPrinted};
pub use document::{NotPdf, PdfDocument};
pub use printer::Printer;

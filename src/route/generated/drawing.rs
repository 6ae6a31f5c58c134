//! What is found at the address of a generated page or file.

use crate::theme::Value;
use crate::theme::view::PageView;

/// What is found there.
pub(in crate::route) enum GeneratedOutput {
    Page(Box<PageDrawing>),
    /// A file for other programs.
    Text(String),
}

/// A page that nobody wrote, as its template takes it.
pub(in crate::route) struct PageDrawing {
    pub(in crate::route) page: PageView,
    pub(in crate::route) template: &'static str,
    pub(in crate::route) extra: Vec<(&'static str, Value)>,
    pub(in crate::route) root: Root,
}

/// What the links of a page are written against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::route) enum Root {
    /// The root of the site, as seen from the page's own address: the site works under any prefix.
    OfSite,
    /// The root of the server that the site is published on.
    OfServer,
}

impl PageDrawing {
    /// A page with what its template takes in any case.
    pub(in crate::route) fn new(template: &'static str, page: PageView) -> PageDrawing {
        PageDrawing { page, template, extra: Vec::new(), root: Root::OfSite }
    }

    /// The same with something that the template takes by name.
    pub(in crate::route) fn with(mut self, name: &'static str, value: Value) -> PageDrawing {
        self.extra.push((name, value));
        self
    }
}

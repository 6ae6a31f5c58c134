//! Pages as their templates take them.

use super::navigation::Sidebar;
use crate::diagnostic::Finding;
use crate::theme::Value;
use crate::theme::view::PageView;

/// What is found at the address of a generated page or file.
pub(super) enum GeneratedOutput {
    Page(Box<PageDrawing>),
    /// A file for other programs.
    Text(String),
    /// The book with this name as a PDF.
    PrintedBook(String),
}

/// A page that nobody wrote, as its template takes it.
pub(super) struct PageDrawing {
    pub(super) page: PageView,
    pub(super) template: &'static str,
    pub(super) extra: Vec<(&'static str, Value)>,
    /// What stands in place of a text, where anything does.
    pub(super) block: Option<BlockDrawing>,
    pub(super) root: Root,
    /// What is wrong with what it was asked to show.
    pub(super) findings: Vec<Finding>,
}

/// A part of a page that is drawn by a template of its own.
pub(super) struct BlockDrawing {
    pub(super) template: String,
    /// What the template takes as `view`.
    pub(super) view: Value,
    /// What ids in it begin with; empty where nothing else on the page has the same ones.
    pub(super) ids: String,
}

impl BlockDrawing {
    /// A part whose ids nothing else on the page has.
    pub(super) fn new(template: impl Into<String>, view: Value) -> BlockDrawing {
        BlockDrawing { template: template.into(), view, ids: String::new() }
    }
}

/// What the links of a page are written against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Root {
    /// The root of the site, as seen from the page's own address: the site works under any prefix.
    OfSite,
    /// The root of the server that the site is published on.
    OfServer,
}

impl PageDrawing {
    /// A page with what its template takes in any case.
    pub(super) fn new(template: &'static str, page: PageView) -> PageDrawing {
        PageDrawing {
            page,
            template,
            extra: Vec::new(),
            block: None,
            root: Root::OfSite,
            findings: Vec::new(),
        }
    }

    /// The same with something that the template takes by name.
    pub(super) fn with(mut self, name: &'static str, value: Value) -> PageDrawing {
        self.extra.push((name, value));
        self
    }

    /// The same with something in place of a text.
    pub(super) fn with_block(self, block: BlockDrawing) -> PageDrawing {
        PageDrawing { block: Some(block), ..self }
    }
}

/// A data block of a page, ready to be drawn.
pub(super) struct PlacedBlock {
    /// Where it begins in the Markdown, in bytes.
    pub(super) start: usize,
    pub(super) drawing: BlockDrawing,
    /// What of it stands behind the text.
    pub(super) behind: Option<BlockDrawing>,
    /// What is wrong with what it asks of the site.
    pub(super) findings: Vec<Finding>,
}

/// A drawn page as its template takes it, but for its text and its redlines.
pub(super) struct PageParts<'a> {
    pub(super) view: PageView,
    pub(super) template: String,
    pub(super) extra: Vec<(&'static str, Value)>,
    /// The data blocks in its text.
    pub(super) blocks: Vec<PlacedBlock>,
    pub(super) sidebar: Option<&'a Sidebar>,
}

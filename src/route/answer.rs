//! The routes of a site: pages, histories, redirects, files. Each is answered with bytes, or with a file of the site.

use super::generated::addresses::Generated;
use crate::model::{AssetId, PageId};
use crate::path::FilePath;

/// One thing that the site answers an address with. Numbers mean something within one site only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Route {
    /// A page.
    Page(PageId),
    /// The history of a page.
    History(PageId),
    /// The texts of a page's revisions, from which a browser compares any two.
    Texts(PageId),
    /// What the program makes of the whole site: a list, the checklist, a feed, the sitemap.
    Generated(Generated),
    /// A text of a page that was approved, by its place among those that were in force.
    Issue(PageId, usize),
    /// An old address, by its number in the content.
    Redirect(usize),
    /// An address at which evidence of a page was found before the page was moved, by its number.
    MovedEvidence(usize),
    /// A picture, film or document that a page refers to.
    Asset(AssetId),
    /// A file as older texts show it, by its number.
    OlderFile(usize),
    /// A file of the theme, by its number.
    ThemeAsset(usize),
    /// A file that is published as it is, by its number.
    AsIs(usize),
}

/// What a route is answered with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file of the site.
    File(FilePath),
    /// The book with this name as a PDF, which whoever wants the bytes has printed.
    PrintedBook(String),
}

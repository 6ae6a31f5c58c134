//! The linked whole: every page, what it refers to and what refers to it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::asset::{Asset, AssetId};
use super::page::{Page, PageId};
use crate::config::{BookPart, ConfigValue};
use crate::path::{Address, FilePath};
use crate::shared::{ByPtr, SharedList};
use crate::source::Span;

/// All pages of a site with everything that ties them together. Vectors named "by page" are
/// indexed by [`PageId`].
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Every page, sorted by path.
    pub pages: SharedList<Page>,
    /// Which version of everything but the words of pages this is.
    pub metadata: MetadataVersion,
    /// What each page's references lead to, in the order of its outline, by page.
    pub targets: SharedList<[Target]>,
    /// Who refers to each page in its text, in reading order of the referring pages, by page.
    pub referrers: Arc<Vec<Vec<Referrer>>>,
    /// Typed relations from either end, by page.
    pub relations: Arc<Vec<Vec<Related>>>,
    /// The folders, the root first, each after its parent.
    pub folders: Arc<Vec<Folder>>,
    /// The folder each page is in, by page; a folder's own page is in that folder.
    pub folder_of: Arc<Vec<FolderId>>,
    /// Tags in alphabetical order.
    pub tags: Arc<Vec<Tag>>,
    /// Old addresses.
    pub redirects: Arc<Vec<Redirect>>,
    /// Files that pages show or offer.
    pub assets: Arc<Vec<Asset>>,
    /// What people come for.
    pub errands: Arc<Vec<QuickLink>>,
    /// Pages and views that are read as one document.
    pub books: Arc<Vec<Book>>,
    /// Pages by their document number.
    pub documents: Arc<HashMap<Arc<str>, PageId>>,
}

/// Stands for all that pages are but their words: their names, places, fields, relations and headings. Two versions are
/// equal where one is the other; whatever changes any of that makes a new one.
#[derive(Clone, Debug)]
pub struct MetadataVersion(ByPtr<()>);

impl Default for MetadataVersion {
    /// A new version.
    fn default() -> Self {
        MetadataVersion(ByPtr(Arc::new(())))
    }
}

impl PartialEq for MetadataVersion {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// What a reference leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A page, perhaps a place in it.
    Page(PageId, Option<Box<str>>),
    /// A file of the site, with whatever follows `#`.
    Asset(AssetId, Option<Box<str>>),
    /// A file that is published as it is, with whatever follows its path.
    File(Address, Box<str>),
    /// Another host, a mail address, a phone number: as written.
    Elsewhere,
    /// A page of which no text is in force, in an edition of approved texts.
    Unapproved,
    /// Nothing.
    Nothing,
}

/// A page that refers to another, and with which of its references.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Referrer {
    /// The page that refers.
    pub page: PageId,
    /// Number of the reference in its outline.
    pub reference: u32,
}

/// One relation of a page, seen from its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// The field that states the relation: `serves`.
    pub field: Arc<str>,
    /// Which end this page is.
    pub end: End,
    /// "Serves", or from the other end "Served by".
    pub label: Arc<str>,
    /// The pages at the other end: in the order written on the page that states it, in reading order from the other.
    pub pages: Vec<PageId>,
}

/// An end of a relation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum End {
    /// The page whose front matter states it.
    States,
    /// The page that is named.
    IsNamed,
}

/// A folder's number within one compile; the root's is 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FolderId(pub u32);

impl FolderId {
    /// The folder of all pages.
    pub const ROOT: FolderId = FolderId(0);

    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A folder of pages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder {
    /// Its path in the content folder.
    pub path: FilePath,
    /// The page that stands for it.
    pub page: PageId,
    /// The folder it is in; `None` for the root.
    pub parent: Option<FolderId>,
    /// What is in it, in reading order.
    pub entries: Vec<FolderEntry>,
}

/// Something in a folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FolderEntry {
    /// A page.
    Page(PageId),
    /// A folder in it.
    Folder(FolderId),
}

/// A tag and the pages that carry it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tag {
    /// As first written.
    pub name: Arc<str>,
    /// Where its page is found.
    pub address: Address,
    /// The pages in reading order.
    pub pages: Vec<PageId>,
}

/// An old address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redirect {
    /// The old address.
    pub from: Address,
    /// The page it leads to now.
    pub to: PageId,
    /// Where that page names it; `None` where the page was moved from there.
    pub named: Option<Span>,
}

/// What people come for, resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuickLink {
    /// In the reader's words.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The page that serves it.
    pub page: PageId,
}

/// A document that is made of pages and views.
#[derive(Clone, PartialEq, Debug)]
pub struct Book {
    /// Its name in addresses and commands.
    pub name: String,
    /// What its cover says.
    pub title: String,
    /// One sentence below that; may be empty.
    pub summary: String,
    /// What it is made of, in this order.
    pub parts: Vec<BookEntry>,
    /// Whether it is published as a PDF as well.
    pub pdf: bool,
}

/// One entry of a document that is made of pages and views.
#[derive(Clone, PartialEq, Debug)]
pub enum BookEntry {
    /// A page.
    Page(PageId),
    /// What a selector chooses, or a view, as `site.toml` says it at a place.
    Chosen(ConfigValue<BookPart>),
}

impl Content {
    /// The same without what leads to some pages by itself: navigation, lists, tags, errands. They keep their addresses,
    /// and whoever links to them still does.
    #[must_use]
    pub fn without_leading_to(mut self, hidden: &HashSet<PageId>) -> Content {
        if hidden.is_empty() {
            return self;
        }
        for folder in Arc::make_mut(&mut self.folders) {
            folder.entries.retain(|entry| !matches!(entry, FolderEntry::Page(page) if hidden.contains(page)));
        }
        let tags = Arc::make_mut(&mut self.tags);
        for tag in tags.iter_mut() {
            tag.pages.retain(|page| !hidden.contains(page));
        }
        tags.retain(|tag| !tag.pages.is_empty());
        Arc::make_mut(&mut self.errands).retain(|errand| !hidden.contains(&errand.page));
        for book in Arc::make_mut(&mut self.books) {
            book.parts.retain(|part| !matches!(part, BookEntry::Page(page) if hidden.contains(page)));
        }
        self
    }

    /// A page by its number.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.index()]
    }

    /// An asset by its number.
    #[expect(clippy::indexing_slicing, reason = "numbers come from the content that is asked")]
    pub fn asset(&self, id: AssetId) -> &Asset {
        &self.assets[id.0 as usize]
    }

    /// A folder by its number.
    #[expect(clippy::indexing_slicing, reason = "numbers come from the content that is asked")]
    pub fn folder(&self, id: FolderId) -> &Folder {
        &self.folders[id.index()]
    }

    /// The pages at the other end of a relation that this page states.
    pub fn stated(&self, id: PageId, field: &str) -> &[PageId] {
        self.related(id, field, End::States)
    }

    /// The pages that state a relation to this page.
    pub fn stating(&self, id: PageId, field: &str) -> &[PageId] {
        self.related(id, field, End::IsNamed)
    }

    /// The pages at the other end of a relation, on whichever end of it this page is.
    pub fn related(&self, id: PageId, field: &str, end: End) -> &[PageId] {
        let all = self.relations.get(id.index()).map(Vec::as_slice).unwrap_or_default();
        let found = all.iter().find(|related| &*related.field == field && related.end == end);
        found.map_or(&[], |related| &related.pages)
    }

    /// The numbers of all pages.
    pub fn ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..u32::try_from(self.pages.len()).unwrap_or(u32::MAX)).map(PageId)
    }

    /// Whether a page stands for its folder.
    pub fn is_folder_page(&self, id: PageId) -> bool {
        self.folder_of.get(id.index()).is_some_and(|folder| self.folder(*folder).page == id)
    }

    /// The folders from the root to this one, itself included.
    pub fn way_to(&self, folder: FolderId) -> Vec<FolderId> {
        let mut way: Vec<FolderId> =
            std::iter::successors(Some(folder), |inner| self.folder(*inner).parent).collect();
        way.reverse();
        way
    }

    /// The top-level folder a page belongs to; `None` for pages directly in the root.
    pub fn area_of(&self, id: PageId) -> Option<FolderId> {
        self.way_to(*self.folder_of.get(id.index())?).get(1).copied()
    }

    /// The pages below a folder in reading order, its own page first. A site without pages has no folder.
    pub fn reading_order(&self, folder: FolderId) -> Vec<PageId> {
        let mut pages = Vec::new();
        let mut open = vec![FolderEntry::Folder(folder)];
        while let Some(entry) = open.pop() {
            match entry {
                FolderEntry::Page(page) => pages.push(page),
                FolderEntry::Folder(folder) => {
                    let Some(folder) = self.folders.get(folder.index()) else { continue };
                    pages.push(folder.page);
                    open.extend(folder.entries.iter().rev().copied());
                }
            }
        }
        pages
    }
}

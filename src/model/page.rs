//! A page: its source and the facts found in it, not its HTML.

use std::sync::{Arc, OnceLock};

use super::data_block::DataBlock;
use super::exact_text::Embedded;
use super::field::{Fields, NamedValue};
use super::object_id::TextId;
use super::why_draft::WhyDraft;
use super::written_keys::WrittenKeys;
use crate::config::PageKind;
use crate::markdown::{Outline, Reference};
use crate::path::{Address, FilePath, strip_markdown_ending};
use crate::source::slice;

/// A page's number within one compile. In another it means the same page where all signatures are the same: what keeps
/// numbers is made from these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PageId(pub u32);

impl PageId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file, from the site's root.
    pub file: FilePath,
    /// Its path in the content folder.
    pub path: FilePath,
    /// Where it is found.
    pub address: Address,
    /// Its kind.
    pub kind: Arc<PageKind>,
    /// Its title.
    pub title: Arc<str>,
    /// Its document number.
    pub document: Option<Arc<str>>,
    /// Its place among its neighbours.
    pub order: Option<i64>,
    /// Why it is a draft; `None` where it is none.
    pub draft: Option<WhyDraft>,
    /// Whether it stands in for a page on which the program failed: it has that page's names, and is shown nowhere.
    pub is_stand_in: bool,
    /// The address that its front matter gives it in other programs.
    pub permalink: Option<NamedValue>,
    /// What its front matter says.
    pub fields: Fields,
    /// The keys of its front matter.
    pub keys: Arc<WrittenKeys>,
    /// Its text; `None` for the page of a folder that nobody wrote one for.
    pub source: Option<Arc<Source>>,
    /// The data blocks in it, in their order.
    pub blocks: Arc<[DataBlock]>,
    /// Where that text stood, where it is an older one than the file has.
    pub stood: Option<Arc<HistoricalSource>>,
}

/// Where an older text of a page stood, and with what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoricalSource {
    /// Its file then, from the site's root.
    pub file: FilePath,
    /// Its path in the content folder then.
    pub path: FilePath,
    /// The files that it showed.
    pub shown: Vec<Embedded>,
    /// Whether the file is deleted since: the page is withdrawn, and yields its names to others.
    pub deleted: bool,
}

/// A page's text with what was found in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The whole file, byte-order mark and front matter included.
    pub text: Arc<str>,
    /// The same without what its author wrote for nobody else: each byte of that is another here.
    pub shown: Arc<str>,
    /// Where the Markdown begins, in bytes.
    pub body: usize,
    /// What the Markdown holds; its spans count from `body`.
    pub outline: Outline,
    text_id: OnceLock<TextId>,
    stands_as: OnceLock<(TextId, bool)>,
}

impl Source {
    /// A text, cut where its Markdown begins.
    pub fn new(text: Arc<str>, body: usize, outline: Outline) -> Source {
        let shown = text.clone();
        Source { text, shown, body, outline, text_id: OnceLock::new(), stands_as: OnceLock::new() }
    }

    /// Of which readers see this much.
    #[must_use]
    pub fn shown_as(self, shown: Arc<str>) -> Source {
        Source { shown, ..self }
    }

    /// How the repository names the text: asked once, since one process deals with one repository.
    pub fn text_id(&self, name: impl FnOnce(&[u8]) -> TextId) -> TextId {
        *self.text_id.get_or_init(|| name(self.text.as_bytes()))
    }

    /// Whether the text says what a text of the repository says. Asked once for the text that it is asked of first,
    /// which in one process is most often the only one.
    pub fn stands_as(&self, text: TextId, compare: impl Fn() -> bool) -> bool {
        let (asked, same) = *self.stands_as.get_or_init(|| (text, compare()));
        if asked == text { same } else { compare() }
    }

    /// The Markdown that readers see.
    pub fn markdown(&self) -> &str {
        slice(&self.shown, self.body..)
    }
}

impl Page {
    /// The outline of its text, where it has one.
    pub fn outline(&self) -> Option<&Outline> {
        self.source.as_deref().map(|source| &source.outline)
    }

    /// Everything in it that points elsewhere: the references of its outline, then the pages that its data blocks name.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        let of_text = self.outline().map_or(&[][..], |outline| &outline.references);
        of_text.iter().chain(self.blocks.iter().flat_map(|block| &block.references))
    }

    /// One sentence about it: its summary, else nothing.
    pub fn summary(&self) -> &str {
        self.fields.text("summary").unwrap_or_default()
    }

    /// Whether a name means it, as [`is_called`] has it.
    pub fn is_called(&self, name: &str) -> bool {
        is_called(name, self.document.as_deref(), &self.file, &self.path)
    }

    /// Its front matter as it is written, with all that stands above its text.
    fn front(&self) -> Option<&str> {
        self.source.as_deref().map(|source| slice(&source.text, ..source.body))
    }

    /// What can be linked to in it: ids with the words that they stand at, where they are those of a heading.
    fn places(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let outline = self.outline().into_iter();
        outline.flat_map(|outline| {
            let headings = outline.headings.iter().map(|heading| (&*heading.id, Some(&*heading.text)));
            let anchors = outline.anchors.iter().map(|anchor| (&**anchor, None));
            let others = outline.other_names.iter();
            let others = others.map(|other| (&*other.name, other.heading.as_deref()));
            headings.chain(anchors).chain(others)
        })
    }

    /// Whether somebody wrote it, rather than it standing for a folder.
    pub fn is_written(&self) -> bool {
        self.source.is_some()
    }
}

/// A page as all others see it: everything but the words of its text. Two are equal where one page can stand for
/// the other in whatever others know of it: what names it, leads to it, lists it, and the places in it.
#[derive(Clone, Debug)]
pub struct PageSignature(pub Arc<Page>);

impl PartialEq for PageSignature {
    fn eq(&self, other: &PageSignature) -> bool {
        let (one, other) = (&self.0, &other.0);
        Arc::ptr_eq(one, other)
            || one.path == other.path
                && one.file == other.file
                && one.address == other.address
                && one.kind == other.kind
                && one.title == other.title
                && one.draft == other.draft
                && one.is_stand_in == other.is_stand_in
                && one.stood == other.stood
                && one.front() == other.front()
                && one.permalink == other.permalink
                && one.fields == other.fields
                && one.keys == other.keys
                && one.places().eq(other.places())
    }
}

/// Whether a name that somebody wrote is the very path of a page, or its address with a slash before it: nothing that another
/// page calls itself goes before that.
pub fn is_path_of(name: &str, file: &FilePath, path: &FilePath) -> bool {
    let wanted = name.trim_start_matches("./");
    let is_address = || {
        name.strip_prefix('/')
            .is_some_and(|name| name.trim_matches('/') == Address::of_page(path).as_str().trim_matches('/'))
    };
    wanted == file.as_str() || wanted == path.as_str() || is_address()
}

/// Whether a name that somebody wrote on the command line means the page with this document number and file, whose
/// path in the folder of pages is this: its number, its file, its path with or without ending, or its address.
pub fn is_called(name: &str, document: Option<&str>, file: &FilePath, path: &FilePath) -> bool {
    let bare = |text: &str| text.trim_start_matches("./").trim_matches('/').to_owned();
    let wanted = bare(name);
    document == Some(name)
        || wanted == file.as_str()
        || wanted == path.as_str()
        || wanted == strip_markdown_ending(path.as_str())
        || wanted == bare(Address::of_page(path).as_str())
}

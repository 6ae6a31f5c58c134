//! Finding pages and files by what people call them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::near::NearPaths;
use crate::diagnostic::{Candidates, most_alike, near_miss};
use crate::model::{FieldValue, Page, PageId};
use crate::path::{Address, FilePath, is_markdown, nfc, strip_markdown_ending};

/// Every name under which a page or file of the site is found.
pub(super) struct Index<'a> {
    pub(super) pages: &'a [Page],
    /// The folder of pages, from the site's root.
    pub(super) content: &'a FilePath,
    drafts: &'a [Page],
    by_path: HashMap<String, PageId>,
    by_address: HashMap<&'a str, PageId>,
    by_document: HashMap<&'a str, PageId>,
    by_name: HashMap<String, Vec<PageId>>,
    /// Files beside the pages, by their path in the content folder.
    files: HashMap<String, &'a FilePath>,
    /// Files that are published as they are, by address.
    statics: HashSet<String>,
    left_out: OnceLock<HashMap<String, &'a Page>>,
    folded: OnceLock<HashMap<String, String>>,
    near: OnceLock<NearPaths>,
    near_files: OnceLock<NearPaths>,
    moved: OnceLock<HashMap<String, PageId>>,
    names: OnceLock<Candidates>,
    anchors: Vec<OnceLock<HashSet<&'a str>>>,
}

/// What a site holds besides its pages.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The folder of pages, from the site's root.
    pub content: &'a FilePath,
    /// Files below it that are no pages, from the site's root.
    pub beside_pages: &'a [FilePath],
    /// Files that are published as they are, by their path in that folder.
    pub published_as_is: &'a [FilePath],
    /// Pages that are left out as drafts.
    pub drafts: &'a [Page],
}

/// What a path leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found<'a> {
    Page(PageId),
    File(&'a FilePath),
}

/// Why a page that somebody names is left out.
pub(super) enum LeftOut {
    /// It is marked as a draft: what to do about it.
    Draft(String),
    /// It counts as a draft because of a finding of its own; more of them would not help.
    Told,
}

impl<'a> Index<'a> {
    pub(super) fn new(pages: &'a [Page], files: &Files<'a>) -> Index<'a> {
        let ids = || (0_u32..).map(PageId).zip(pages);
        let written = || ids().filter(|(_, page)| page.is_written());
        let in_content = |file: &'a FilePath| {
            file.within(files.content).map(|path| (nfc(path.as_str()).into_owned(), file))
        };
        Index {
            pages,
            content: files.content,
            drafts: files.drafts,
            by_path: written().map(|(id, page)| (nfc(page.path.as_str()).into_owned(), id)).collect(),
            by_address: ids().map(|(id, page)| (page.address.as_str(), id)).collect(),
            by_document: first_wins(
                ids().filter_map(|(id, page)| page.document.as_deref().map(|document| (document, id))),
            ),
            by_name: names(written()),
            files: files.beside_pages.iter().filter_map(in_content).collect(),
            statics: files.published_as_is.iter().map(|file| nfc(file.as_str()).into_owned()).collect(),
            left_out: OnceLock::new(),
            folded: OnceLock::new(),
            near: OnceLock::new(),
            near_files: OnceLock::new(),
            moved: OnceLock::new(),
            names: OnceLock::new(),
            anchors: pages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// What stands at a path of the content folder, spelled exactly.
    pub(super) fn at_path(&self, path: &str) -> Option<Found<'a>> {
        let path = nfc(path);
        if let Some(page) = self.by_path.get(&*path) {
            return Some(Found::Page(*page));
        }
        self.files.get(&*path).map(|file| Found::File(file))
    }

    /// The page found at an address.
    pub(super) fn at_address(&self, address: &Address) -> Option<PageId> {
        self.by_address.get(address.as_str()).copied()
    }

    /// Whether a file with this address is published as it is.
    pub(super) fn is_static(&self, path: &str) -> bool {
        self.statics.contains(&*nfc(path))
    }

    /// The page with this document number.
    pub(super) fn with_document(&self, document: &str) -> Option<PageId> {
        self.by_document.get(document).copied()
    }

    /// Documents by number, for the model.
    pub(super) fn documents(&self) -> HashMap<Arc<str>, PageId> {
        self.by_document.iter().map(|(document, id)| ((*document).into(), *id)).collect()
    }

    /// Pages with this title, file name, path or alias, in any case.
    pub(super) fn named(&self, name: &str) -> &[PageId] {
        self.by_name.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// The spelling of a path that differs by case alone.
    pub(super) fn other_case(&self, path: &str) -> Option<&str> {
        self.folded().get(&nfc(path).to_lowercase()).map(String::as_str)
    }

    /// A path that was probably meant: the same file name elsewhere, else a neighbour near in spelling,
    /// else a path that differs by a letter or two.
    pub(super) fn near_path(&self, path: &str) -> Option<&str> {
        let near = self.near.get_or_init(|| NearPaths::new(self.by_path.keys().chain(self.files.keys())));
        near.find(&nfc(path))
    }

    /// A file that is no page and was probably meant, as [`Index::near_path`] has it.
    pub(super) fn near_file(&self, path: &str) -> Option<&str> {
        self.near_files.get_or_init(|| NearPaths::new(self.files.keys())).find(&nfc(path))
    }

    /// The page whose former address a path means.
    pub(super) fn moved(&self, path: &str) -> Option<PageId> {
        let moved = self.moved.get_or_init(|| {
            let mut moved = HashMap::new();
            for (id, page) in (0_u32..).map(PageId).zip(self.pages) {
                for alias in page.fields.named("aliases").iter().filter(|alias| alias.name.contains('/')) {
                    moved.entry(as_address(&alias.name)).or_insert(id);
                }
            }
            moved
        });
        moved.get(&as_address(path)).copied()
    }

    /// A name that was probably meant.
    pub(super) fn near_name(&self, name: &str) -> Option<String> {
        let names = self.names.get_or_init(|| {
            let mut names: Vec<&str> = self.by_document.keys().copied().collect();
            names.extend(self.pages.iter().map(|page| &*page.title));
            names.sort_unstable();
            Candidates::new(names)
        });
        names.nearest(name, usize::MAX).map(str::to_owned)
    }

    /// Whether a page has a heading or id of this name.
    pub(super) fn has_anchor(&self, page: PageId, id: &str) -> bool {
        let anchors = self.anchors[page.index()].get_or_init(|| self.anchors_of(page).collect());
        anchors.contains(id)
    }

    /// Why a path or name leads to nothing, where that is because its page is left out.
    pub(super) fn left_out(&self, name: &str) -> Option<LeftOut> {
        let names = self.left_out.get_or_init(|| {
            let names = |page| names_of(page).map(move |name| (fold(name), page));
            self.drafts.iter().flat_map(names).collect()
        });
        let page = names.get(&fold(name))?;
        if page.fields.get("draft") != Some(&FieldValue::Flag(true)) {
            return Some(LeftOut::Told);
        }
        let file = &page.file;
        let hint =
            format!("`{file}` is a draft and left out; take `draft: true` out of it, or build with --drafts");
        Some(LeftOut::Draft(hint))
    }

    /// An anchor of a page that was probably meant.
    pub(super) fn near_anchor(&self, page: PageId, id: &str) -> Option<&'a str> {
        near_miss(id, self.anchors_of(page).take(2_000))
    }

    /// The headings of a page that are most like an anchor.
    pub(super) fn headings_like(&self, page: PageId, id: &str) -> Vec<&'a str> {
        let outline = self.pages[page.index()].outline();
        let headings =
            outline.into_iter().flat_map(|outline| outline.headings.iter().map(|heading| &*heading.id));
        most_alike(id, headings.take(2_000), 5)
    }

    fn anchors_of(&self, page: PageId) -> impl Iterator<Item = &'a str> + use<'a> {
        let outline = self.pages[page.index()].outline();
        let headings =
            outline.into_iter().flat_map(|outline| outline.headings.iter().map(|heading| &*heading.id));
        headings.chain(outline.into_iter().flat_map(|outline| outline.anchors.iter().map(|anchor| &**anchor)))
    }

    fn folded(&self) -> &HashMap<String, String> {
        self.folded.get_or_init(|| {
            self.by_path
                .keys()
                .chain(self.files.keys())
                .map(|path| (path.to_lowercase(), path.clone()))
                .collect()
        })
    }
}

fn first_wins<'a>(entries: impl Iterator<Item = (&'a str, PageId)>) -> HashMap<&'a str, PageId> {
    let mut map = HashMap::new();
    for (name, id) in entries {
        map.entry(name).or_insert(id);
    }
    map
}

/// Every name a wikilink may use, folded; a page is listed once under each.
fn names<'a>(pages: impl Iterator<Item = (PageId, &'a Page)>) -> HashMap<String, Vec<PageId>> {
    let mut names: HashMap<String, Vec<PageId>> = HashMap::new();
    for (id, page) in pages {
        for name in names_of(page) {
            let listed = names.entry(fold(name)).or_default();
            if listed.last() != Some(&id) {
                listed.push(id);
            }
        }
    }
    names
}

/// What a page may be called: its title, path, file name, number and aliases.
fn names_of(page: &Page) -> impl Iterator<Item = &str> {
    let stem = strip_markdown_ending(page.path.as_str());
    let file_name = stem.rsplit('/').next().unwrap_or(stem);
    let aliases = page.fields.named("aliases").iter().map(|alias| &*alias.name);
    [&*page.title, stem, file_name].into_iter().chain(page.document.as_deref()).chain(aliases)
}

/// Quotes and dashes as keyboards have them, which is how wikilinks are typed.
fn as_typed(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        _ => c,
    }
}

/// A path as an address is compared: without the endings that pages and their files have.
fn as_address(path: &str) -> String {
    let path = path.trim_matches('/');
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    nfc(strip_markdown_ending(path)).into_owned()
}

/// A name as it is compared: without case, doubled blanks, the ending of a page, and slashes around it.
fn fold(name: &str) -> String {
    let name = if is_markdown(name) { strip_markdown_ending(name) } else { name };
    let words: Vec<&str> = name.trim_matches('/').split_whitespace().collect();
    let typed: String = nfc(&words.join(" ")).to_lowercase().chars().map(as_typed).collect();
    typed.replace("---", "-").replace("--", "-")
}

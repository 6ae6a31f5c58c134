//! Which pages there are, in which order: each address once, and a page for every folder.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::title::title_of_path;
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::{Drafts, Fields, Page, PageSignature, Selection};
use crate::path::{Address, FilePath, INDEX_NAMES};
use crate::shared::SharedList;

/// Which pages there are, in order.
#[derive(Clone, Debug)]
pub struct PageOrder {
    /// Those of the site, sorted by path.
    shown: Vec<PageOrigin>,
    /// Drafts and stand-ins that are left out, by the numbers of their files.
    drafts: Vec<usize>,
}

impl PageOrder {
    /// The pages of the site, of those that were made from files.
    pub fn shown<'a>(&'a self, made: &'a SharedList<Page>) -> impl Iterator<Item = &'a Arc<Page>> {
        self.shown.iter().map(|origin| match origin {
            PageOrigin::File(nth) => &made[*nth],
            PageOrigin::Folder(page) => page,
        })
    }

    /// The drafts that are left out.
    pub fn drafts<'a>(&'a self, made: &'a SharedList<Page>) -> impl Iterator<Item = &'a Arc<Page>> {
        self.drafts.iter().map(|nth| &made[*nth])
    }
}

/// Where a page comes from.
#[derive(Clone, Debug)]
enum PageOrigin {
    /// The file of this number.
    File(usize),
    /// A folder that nobody wrote a page for.
    Folder(Arc<Page>),
}

/// Puts the pages of files in order: everything but their words decides. Of two pages at one address the first stays.
pub fn arranged(
    pages: &SharedList<PageSignature>,
    config: &Config,
    selection: Selection,
) -> Checked<PageOrder> {
    let mut findings = Vec::new();
    let hidden = |nth: &usize| {
        let page = &pages[*nth].0;
        page.is_stand_in || page.draft.is_some() && selection.drafts == Drafts::Hidden
    };
    let (drafts, numbers): (Vec<usize>, Vec<usize>) = (0..pages.len()).partition(hidden);
    let (unfit, numbers): (Vec<usize>, Vec<usize>) =
        numbers.into_iter().partition(|nth| pages[*nth].0.address.lies_in_a_file());
    findings.extend(unfit.into_iter().map(|nth| in_a_file(&pages[nth].0)));
    let kept = without_collisions(numbers.into_iter().map(|nth| (nth, &*pages[nth].0)), &mut findings);
    let made = folder_pages(kept.iter().map(|(_, page)| *page), config, &mut findings);
    let mut all: Vec<(FilePath, PageOrigin)> =
        kept.into_iter().map(|(nth, page)| (page.path.clone(), PageOrigin::File(nth))).collect();
    all.extend(made.into_iter().map(|page| (page.path.clone(), PageOrigin::Folder(Arc::new(page)))));
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Checked::new(PageOrder { shown: all.into_iter().map(|(_, origin)| origin).collect(), drafts }, findings)
}

/// Drops every page whose address another page has, or has but for case.
fn without_collisions<'p>(
    pages: impl Iterator<Item = (usize, &'p Page)>,
    findings: &mut Vec<Finding>,
) -> Vec<(usize, &'p Page)> {
    let mut taken: HashMap<String, &Page> = HashMap::new();
    let mut kept: Vec<(usize, &Page)> = Vec::new();
    for (nth, page) in pages {
        match taken.entry(page.address.folded()) {
            Entry::Occupied(first) => findings.push(collision(page, first.get())),
            Entry::Vacant(free) => {
                free.insert(page);
                kept.push((nth, page));
            }
        }
    }
    kept
}

/// That a page would make a folder of what servers answer the address of another page with.
fn in_a_file(page: &Page) -> Finding {
    let message = format!(
        "`{}` would lie in a folder `index.html`, which is the name of every page's file",
        page.address
    );
    Finding::new(Code::AddressCollision, Place::file(&page.file), message)
        .label("left out")
        .hint("rename the file, or its folder")
}

fn collision(page: &Page, first: &Page) -> Finding {
    let message = if page.address == first.address {
        format!("two pages would be found at `{}`", page.address)
    } else {
        format!("`{}` and `{}` differ by case alone and collide on many servers", page.address, first.address)
    };
    Finding::new(Code::AddressCollision, Place::file(&page.file), message)
        .label("left out")
        .related(Place::file(&first.file), "this one is published")
        .hint("rename one of the two files")
}

/// A page for the root and for every folder on the way to a page, unless a page is found at its address.
fn folder_pages<'p>(
    pages: impl Iterator<Item = &'p Page> + Clone,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Vec<Page> {
    let mut at: HashMap<String, (Address, Option<FilePath>)> =
        pages.clone().map(|page| (page.address.folded(), (page.address.clone(), None))).collect();
    let mut missing = Vec::new();
    for (folder, (file, within)) in folders_of(pages) {
        let address = Address::folder(folder.as_str());
        match at.get(&address.folded()) {
            Some((there, other)) if *there != address || other.is_some() => {
                let first = other
                    .as_ref()
                    .map_or_else(|| format!("the page at `{there}`"), |file| format!("`{file}`"));
                findings.extend(within.map(|page| folder_collision(&file, &first, &page)));
            }
            Some(_) => {}
            None => {
                at.insert(address.folded(), (address.clone(), Some(file.clone())));
                missing.push(folder_page(&folder, file, address, config));
            }
        }
    }
    missing
}

/// Every folder of pages, in order: its path in the content folder, its path from the site's root, and a page in it.
fn folders_of<'p>(pages: impl Iterator<Item = &'p Page>) -> BTreeMap<FilePath, (FilePath, Option<FilePath>)> {
    let mut folders = BTreeMap::new();
    for page in pages {
        let (mut folder, mut file) = (page.path.parent(), page.file.parent());
        loop {
            folders.entry(folder.clone()).or_insert_with(|| (file.clone(), Some(page.file.clone())));
            if folder.as_str().is_empty() {
                break;
            }
            (folder, file) = (folder.parent(), file.parent());
        }
    }
    // A site without a page still has a home.
    folders.entry(FilePath::root()).or_insert((FilePath::root(), None));
    folders
}

fn folder_collision(folder: &FilePath, first: &str, page: &FilePath) -> Finding {
    let message = format!("the folder `{folder}` and {first} would be found at one address");
    Finding::new(Code::AddressCollision, Place::file(page), message)
        .label("in that folder")
        .hint("rename the folder, or move its pages into the other")
}

fn folder_page(folder: &FilePath, file: FilePath, address: Address, config: &Config) -> Page {
    let title = match folder.as_str() {
        "" if !config.name.is_empty() => config.name.clone(),
        _ => title_of_path(folder, &config.words),
    };
    Page {
        file,
        // As if an index stood there, so that it sorts before what it holds.
        path: folder.join(INDEX_NAMES[0]).unwrap_or_else(FilePath::root),
        address,
        kind: config.kinds.plain().clone(),
        title: title.into(),
        document: None,
        order: None,
        draft: None,
        is_stand_in: false,
        permalink: None,
        fields: Fields::default(),
        keys: Arc::default(),
        source: None,
        blocks: Arc::default(),
        stood: None,
    }
}

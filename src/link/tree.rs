//! Folders and reading order.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Folder, FolderEntry, FolderId, Page, PageId};
use crate::path::{Address, FilePath};
use crate::shared::SharedList;

/// The folders of a site, the root first, and the folder each page is in.
///
/// The page of a folder is the one found at its address: `a/index.md`, or `a.md` beside the folder `a`.
/// Folders that share an address are one.
pub(super) fn folders(pages: &SharedList<Page>) -> (Vec<Folder>, Vec<FolderId>) {
    let at: HashMap<String, PageId> =
        (0_u32..).map(PageId).zip(pages).map(|(id, page)| (page.address.folded(), id)).collect();
    let mut folders: Vec<Folder> = Vec::new();
    let mut by_path: HashMap<FilePath, FolderId> = HashMap::new();
    let mut by_page: HashMap<PageId, FolderId> = HashMap::new();
    // Parents before what they hold; a parent's path is a prefix.
    for path in paths(pages) {
        let parent = (!path.as_str().is_empty()).then(|| in_folder(&by_path, &path.parent()));
        let Some(page) = at.get(&Address::folder(path.as_str()).folded()).copied() else { continue };
        let id = *by_page.entry(page).or_insert_with(|| {
            folders.push(Folder { path: path.clone(), page, parent, entries: Vec::new() });
            FolderId(u32::try_from(folders.len() - 1).unwrap_or(u32::MAX))
        });
        by_path.insert(path, id);
    }
    let folder_of: Vec<FolderId> = (0_u32..)
        .map(PageId)
        .zip(pages)
        .map(|(id, page)| {
            by_page.get(&id).copied().unwrap_or_else(|| in_folder(&by_path, &page.path.parent()))
        })
        .collect();
    fill(&mut folders, pages, &folder_of);
    (folders, folder_of)
}

fn in_folder(by_path: &HashMap<FilePath, FolderId>, folder: &FilePath) -> FolderId {
    by_path.get(folder).copied().unwrap_or(FolderId::ROOT)
}

/// Every folder on the way to a page.
fn paths(pages: &SharedList<Page>) -> BTreeSet<FilePath> {
    let mut paths = BTreeSet::new();
    for page in pages {
        let mut folder = page.path.parent();
        while paths.insert(folder.clone()) && !folder.as_str().is_empty() {
            folder = folder.parent();
        }
    }
    paths
}

fn fill(folders: &mut [Folder], pages: &SharedList<Page>, folder_of: &[FolderId]) {
    for (id, folder) in (0_u32..).map(PageId).zip(folder_of) {
        if let Some(folder) = folders.get_mut(folder.index()).filter(|folder| folder.page != id) {
            folder.entries.push(FolderEntry::Page(id));
        }
    }
    let parents: Vec<Option<FolderId>> = folders.iter().map(|folder| folder.parent).collect();
    for (id, parent) in (0_u32..).map(FolderId).zip(parents).skip(1) {
        if let Some(parent) = parent.and_then(|parent| folders.get_mut(parent.index())) {
            parent.entries.push(FolderEntry::Folder(id));
        }
    }
    let keys: Vec<(i64, FilePath)> =
        folders.iter().map(|folder| (order_of(&pages[folder.page.index()]), folder.path.clone())).collect();
    for folder in folders {
        folder.entries.sort_by_cached_key(|entry| match entry {
            FolderEntry::Page(page) => (order_of(&pages[page.index()]), pages[page.index()].path.clone()),
            FolderEntry::Folder(inner) => keys.get(inner.index()).cloned().unwrap_or_default(),
        });
    }
}

/// Pages that name no order come after those that do.
fn order_of(page: &Page) -> i64 {
    page.order.unwrap_or(i64::MAX)
}

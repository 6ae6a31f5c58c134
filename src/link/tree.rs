//! Folders and reading order.

use std::collections::HashMap;

use crate::model::{Entry, Folder, FolderId, Page, PageId};
use crate::path::{Address, FilePath};

/// The folders of a site, the root first, and the folder each page is in.
pub(super) fn folders(pages: &[Page]) -> (Vec<Folder>, Vec<FolderId>) {
    let mut folders: Vec<Folder> = Vec::new();
    let mut by_path: HashMap<FilePath, FolderId> = HashMap::new();
    let mut order: Vec<(FilePath, PageId)> = (0_u32..)
        .map(PageId)
        .zip(pages)
        .filter(|(_, page)| page.address == Address::folder(page.path.parent().as_str()))
        .map(|(id, page)| (page.path.parent(), id))
        .collect();
    // Parents before what they hold; a parent's path is a prefix.
    order.sort();
    for (path, page) in order {
        let id = FolderId(u32::try_from(folders.len()).unwrap_or(u32::MAX));
        let parent = (!path.as_str().is_empty())
            .then(|| by_path.get(&path.parent()).copied().unwrap_or(FolderId::ROOT));
        by_path.insert(path.clone(), id);
        folders.push(Folder { path, page, parent, entries: Vec::new() });
    }
    let folder_of: Vec<FolderId> = pages
        .iter()
        .map(|page| by_path.get(&page.path.parent()).copied().unwrap_or(FolderId::ROOT))
        .collect();
    fill(&mut folders, pages, &folder_of);
    (folders, folder_of)
}

fn fill(folders: &mut [Folder], pages: &[Page], folder_of: &[FolderId]) {
    let folder_pages: Vec<PageId> = folders.iter().map(|folder| folder.page).collect();
    for (id, folder) in (0_u32..).map(PageId).zip(folder_of) {
        if !folder_pages[folder.index()].eq(&id) {
            folders[folder.index()].entries.push(Entry::Page(id));
        }
    }
    for nth in 1..folders.len() {
        if let Some(parent) = folders[nth].parent {
            folders[parent.index()]
                .entries
                .push(Entry::Folder(FolderId(u32::try_from(nth).unwrap_or(u32::MAX))));
        }
    }
    let keys: Vec<(i64, FilePath)> =
        folders.iter().map(|folder| (order_of(&pages[folder.page.index()]), folder.path.clone())).collect();
    for folder in folders {
        folder.entries.sort_by_cached_key(|entry| match entry {
            Entry::Page(page) => (order_of(&pages[page.index()]), pages[page.index()].path.clone()),
            Entry::Folder(inner) => keys[inner.index()].clone(),
        });
    }
}

/// Pages that name no order come after those that do.
fn order_of(page: &Page) -> i64 {
    page.order.unwrap_or(i64::MAX)
}

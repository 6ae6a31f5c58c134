//! What folders say of the pages in them.

use std::collections::HashMap;
use std::sync::Arc;

use super::ParsedFile;
use super::assemble::Room;
use crate::config::{Config, PageKind};
use crate::path::{FilePath, INDEX_NAMES};
use crate::shared::{ByPtr, SharedList};
use crate::world::Store;

/// How a page stands in its folder.
#[derive(PartialEq)]
pub(super) struct FolderRole {
    /// The kind that the nearest index above sets.
    pub(super) inherited: Option<Arc<PageKind>>,
    pub(super) stands: FileRole,
}

/// What a file's page stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileRole {
    ForItsFolder,
    InItsFolder,
}

/// How the page of each file stands in its folder.
pub(super) fn standings(
    files: &SharedList<ParsedFile>,
    config: &Arc<Config>,
    (store, room): (&Store, &Room),
) -> SharedList<FolderRole> {
    let indexes = store.map_rows_interned(room.indexes, (), files.clone(), |(), files, row| {
        Arc::new(Index::of(&files[row]))
    });
    let folders = store.last(room.folders, (indexes, ByPtr::of(config)), |(indexes, ByPtr(config))| {
        let indexes = indexes.iter().filter_map(|index| index.as_ref().as_ref());
        Arc::new(Folders::new(indexes, config))
    });
    store.map_rows_interned(
        room.standings,
        ByPtr::of(&folders),
        files.clone(),
        |ByPtr(folders), files, row| Arc::new(folders.standing(&files[row].path)),
    )
}

/// A file that may stand for its folder.
#[derive(PartialEq)]
struct Index {
    path: FilePath,
    /// The least stands for the folder.
    rank: usize,
    /// The name of the kind that it sets for its folder.
    page_kind: Option<String>,
}

impl Index {
    fn of(file: &ParsedFile) -> Option<Index> {
        let rank = index_rank(&file.path)?;
        let page_kind = file.parsed.value.front.text("page_kind").map(|(name, _)| name.to_owned());
        Some(Index { path: file.path.clone(), rank, page_kind })
    }
}

struct Folders {
    /// The file that stands for a folder, by the folder's path.
    index: HashMap<FilePath, FilePath>,
    /// The kind that an index sets for its folder, by the folder's path.
    kinds: HashMap<FilePath, Arc<PageKind>>,
}

impl Folders {
    fn new<'a>(indexes: impl Iterator<Item = &'a Index>, config: &Config) -> Folders {
        let mut first: HashMap<FilePath, &Index> = HashMap::new();
        for index in indexes {
            let known = first.entry(index.path.parent()).or_insert(index);
            if index.rank < known.rank {
                *known = index;
            }
        }
        let kind = |index: &Index| config.kinds.named(index.page_kind.as_ref()?).cloned();
        let kinds = first.iter().filter_map(|(folder, index)| Some((folder.clone(), kind(index)?))).collect();
        let index = first.into_iter().map(|(folder, index)| (folder, index.path.clone())).collect();
        Folders { index, kinds }
    }

    fn standing(&self, path: &FilePath) -> FolderRole {
        let is_index = index_rank(path).is_some() && self.index.get(&path.parent()) == Some(path);
        if is_index {
            // A folder's own page is of the kind its parent sets only where it says so itself.
            return FolderRole { inherited: None, stands: FileRole::ForItsFolder };
        }
        FolderRole { inherited: self.inherited(path).cloned(), stands: FileRole::InItsFolder }
    }

    /// The kind that the nearest index above sets.
    fn inherited(&self, path: &FilePath) -> Option<&Arc<PageKind>> {
        if self.kinds.is_empty() {
            return None;
        }
        let mut folder = path.parent();
        loop {
            if let Some(kind) = self.kinds.get(&folder) {
                return Some(kind);
            }
            if folder.as_str().is_empty() {
                return None;
            }
            folder = folder.parent();
        }
    }
}

/// The place of a file's name among those that stand for folders.
pub(super) fn index_rank(path: &FilePath) -> Option<usize> {
    INDEX_NAMES.iter().position(|name| name.eq_ignore_ascii_case(path.name()))
}

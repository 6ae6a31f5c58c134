//! What folders say of the pages in them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::draft::keeps_pages_below_back;
use super::parsed::ParsedFile;
use crate::config::{Config, PageKind};
use crate::path::{FilePath, INDEX_NAMES};

/// How a page stands in its folder.
#[derive(PartialEq, Debug)]
pub struct FolderRole {
    /// The kind that the nearest index above sets.
    pub(super) inherited: Option<Arc<PageKind>>,
    pub(super) stands: FileRole,
    /// Whether an index above says that the pages below it are drafts.
    pub(super) is_kept_back: bool,
}

/// What a file's page stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FileRole {
    ForItsFolder,
    InItsFolder,
}

/// A file that may stand for its folder.
#[derive(PartialEq, Debug)]
pub struct FolderIndex {
    path: FilePath,
    /// The least stands for the folder.
    rank: usize,
    /// The name of the kind that it sets for its folder.
    page_kind: Option<String>,
    /// Whether it says of the pages below it that they are drafts.
    keeps_pages_back: bool,
}

impl FolderIndex {
    /// What a file says as such; `None` where its name is none of an index.
    pub fn of(file: &ParsedFile) -> Option<FolderIndex> {
        let rank = index_rank(&file.path)?;
        let front = &file.parsed.value.front;
        let page_kind = front.text("page_kind").map(|(name, _)| name.to_owned());
        let keeps_pages_back = keeps_pages_below_back(front);
        Some(FolderIndex { path: file.path.clone(), rank, page_kind, keeps_pages_back })
    }
}

/// Which file stands for each folder, and which kind it sets there.
#[derive(Debug)]
pub struct Folders {
    /// The file that stands for a folder, by the folder's path.
    index: HashMap<FilePath, FilePath>,
    /// The kind that an index sets for its folder, by the folder's path.
    kinds: HashMap<FilePath, Arc<PageKind>>,
    /// Folders whose pages an index keeps back.
    kept_back: HashSet<FilePath>,
}

impl Folders {
    /// What the indexes of folders say.
    pub fn new<'a>(indexes: impl IntoIterator<Item = &'a FolderIndex>, config: &Config) -> Folders {
        let mut first: HashMap<FilePath, &FolderIndex> = HashMap::new();
        let mut kept_back = HashSet::new();
        for index in indexes {
            kept_back.extend(index.keeps_pages_back.then(|| index.path.parent()));
            let known = first.entry(index.path.parent()).or_insert(index);
            if index.rank < known.rank {
                *known = index;
            }
        }
        let kind = |index: &FolderIndex| config.kinds.named(index.page_kind.as_ref()?).cloned();
        let kinds = first.iter().filter_map(|(folder, index)| Some((folder.clone(), kind(index)?))).collect();
        let index = first.into_iter().map(|(folder, index)| (folder, index.path.clone())).collect();
        Folders { index, kinds, kept_back }
    }

    /// How the page of a file stands in its folder.
    pub fn role(&self, path: &FilePath) -> FolderRole {
        let is_kept_back = !self.kept_back.is_empty()
            && path.folders().chain([FilePath::root()]).any(|folder| self.kept_back.contains(&folder));
        let is_index = index_rank(path).is_some() && self.index.get(&path.parent()) == Some(path);
        if is_index {
            // A folder's own page is of the kind its parent sets only where it says so itself.
            return FolderRole { inherited: None, stands: FileRole::ForItsFolder, is_kept_back };
        }
        FolderRole { inherited: self.inherited(path).cloned(), stands: FileRole::InItsFolder, is_kept_back }
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

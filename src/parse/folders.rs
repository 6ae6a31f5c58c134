//! What folders say of the pages in them.

use std::collections::HashMap;
use std::sync::Arc;

use super::draft::cascades;
use super::parsed::{Parsed, ParsedFile};
use super::unread_index::may_keep_back;
use crate::config::{Config, PageKind};
use crate::date::Day;
use crate::model::WhyDraft;
use crate::path::{FilePath, INDEX_NAMES};

/// How a page stands in its folder.
#[derive(PartialEq, Debug)]
pub struct FolderRole {
    /// The kind that the nearest index above sets.
    pub(super) inherited: Option<Arc<PageKind>>,
    pub(super) stands: FileRole,
    /// Why the nearest index that does so keeps back the pages below it.
    pub(super) kept_back: Option<WhyDraft>,
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
    file: FilePath,
    path: FilePath,
    /// The least stands for the folder.
    rank: usize,
    /// The name of the kind that it sets for its folder.
    page_kind: Option<String>,
    /// The name of its own kind, where it says one.
    kind: Option<String>,
    /// The keys by which it says of the pages below it that they are drafts, unless its kind means something else by them.
    cascades: Vec<String>,
    /// Whether it may say so, and nobody can tell.
    is_unclear: bool,
}

impl FolderIndex {
    /// What a file says as such; `None` where its name is none of an index. `today` is `None` for texts of the past.
    pub fn of(file: &ParsedFile, today: Option<Day>) -> Option<FolderIndex> {
        let rank = index_rank(&file.path)?;
        let Parsed { front, source, .. } = &file.parsed.value;
        let named = |key: &str| front.text(key).map(|(name, _)| name.to_owned());
        let (page_kind, kind, cascades) = (named("page_kind"), named("kind"), cascades(front, today));
        Some(FolderIndex {
            file: file.file.clone(),
            path: file.path.clone(),
            rank,
            page_kind,
            kind,
            cascades,
            is_unclear: may_keep_back(front, &source.text),
        })
    }
}

impl FolderIndex {
    /// Why it keeps back the pages below.
    fn why_below(&self) -> WhyDraft {
        let file = self.file.clone();
        if self.cascades.is_empty() { WhyDraft::UnreadIndex(file) } else { WhyDraft::Cascade(file) }
    }
}

/// Which file stands for each folder, and which kind it sets there.
#[derive(Debug)]
pub struct Folders {
    /// The file that stands for a folder, by the folder's path.
    index: HashMap<FilePath, FilePath>,
    /// The kind that an index sets for its folder, by the folder's path.
    kinds: HashMap<FilePath, Arc<PageKind>>,
    /// Folders whose pages an index keeps back, each with why.
    kept_back: HashMap<FilePath, WhyDraft>,
}

impl Folders {
    /// What the indexes of folders say.
    pub fn new<'a>(indexes: impl IntoIterator<Item = &'a FolderIndex>, config: &Config) -> Folders {
        let mut first: HashMap<FilePath, &FolderIndex> = HashMap::new();
        let mut cascading = Vec::new();
        for index in indexes {
            cascading.extend(Some(index).filter(|index| index.is_unclear || !index.cascades.is_empty()));
            let known = first.entry(index.path.parent()).or_insert(index);
            if index.rank < known.rank {
                *known = index;
            }
        }
        let kind = |index: &FolderIndex| config.kinds.named(index.page_kind.as_ref()?).cloned();
        let kinds = first.iter().filter_map(|(folder, index)| Some((folder.clone(), kind(index)?))).collect();
        let index = first.into_iter().map(|(folder, index)| (folder, index.path.clone())).collect();
        let folders = Folders { index, kinds, kept_back: HashMap::new() };
        let kept_back = cascading.into_iter().filter(|index| folders.keeps_pages_back(index, config));
        let kept_back = kept_back.map(|index| (index.path.parent(), index.why_below())).collect();
        Folders { kept_back, ..folders }
    }

    /// Whether an index keeps pages back by a key that is no field of its own kind, or may do so.
    fn keeps_pages_back(&self, index: &FolderIndex, config: &Config) -> bool {
        if index.is_unclear {
            return true;
        }
        let own = index.kind.as_ref().and_then(|name| config.kinds.named(name).cloned());
        let kind = own.or_else(|| self.role(&index.path).inherited);
        let kind = kind.unwrap_or_else(|| config.kinds.plain().clone());
        let is_declared = |key: &String| kind.fields.iter().any(|field| field.name == *key);
        !index.cascades.iter().all(is_declared)
    }

    /// How the page of a file stands in its folder.
    pub fn role(&self, path: &FilePath) -> FolderRole {
        let above = || path.folders().chain([FilePath::root()]);
        let kept_back = if self.kept_back.is_empty() {
            None
        } else {
            above().find_map(|folder| self.kept_back.get(&folder).cloned())
        };
        let is_index = index_rank(path).is_some() && self.index.get(&path.parent()) == Some(path);
        if is_index {
            // A folder's own page is of the kind its parent sets only where it says so itself.
            return FolderRole { inherited: None, stands: FileRole::ForItsFolder, kept_back };
        }
        FolderRole { inherited: self.inherited(path).cloned(), stands: FileRole::InItsFolder, kept_back }
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

//! Texts of pages as commits have them, read leniently: yesterday's schema is no finding.

use std::sync::Arc;

use super::{Told, text_of};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::model::{CommitId, Drafts, Page, RepoPath, Selection, TextId};
use crate::parse::{self, Parsed, ParsedFile, Room};
use crate::path::{FilePath, INDEX_NAMES};
use crate::world::{Store, Versions};

/// How old texts are read.
#[derive(Clone, Copy)]
pub(in crate::compile) struct Reading<'a> {
    pub(in crate::compile) config: &'a Arc<Config>,
    /// The folder of pages, from the site's root.
    pub(in crate::compile) content: &'a FilePath,
    pub(in crate::compile) store: &'a Store,
    pub(in crate::compile) versions: &'a dyn Versions,
}

/// Old texts, each read once.
pub(super) struct OldTexts<'a>(Reading<'a>);

/// Where a text stood.
#[derive(Clone, Copy)]
pub(super) struct Stood<'a> {
    pub(super) commit: CommitId,
    pub(super) path: &'a RepoPath,
    pub(super) text: TextId,
}

impl<'a> OldTexts<'a> {
    pub(super) fn new(told: &Told<'a>, versions: &'a dyn Versions) -> OldTexts<'a> {
        OldTexts(Reading { config: told.config, content: told.content, store: told.store, versions })
    }

    pub(super) fn versions(&self) -> &'a dyn Versions {
        self.0.versions
    }

    /// The page that a text made where it stood: its kind as its folder's index had it then.
    /// `None` where it was no page of the site, or cannot be read.
    pub(super) fn page(&self, stood: Stood<'_>) -> Option<Arc<Page>> {
        let file = self.0.versions.site_file(stood.path)?;
        self.0.page(&file, stood.text, stood.commit)
    }
}

impl Reading<'_> {
    /// The page that a text made at a path, with the indexes of its folders as a commit has them.
    pub(in crate::compile) fn page(&self, file: &FilePath, text: TextId, at: CommitId) -> Option<Arc<Page>> {
        let own = self.parsed(file, text)?;
        let path = own.path.clone();
        let mut files = vec![own];
        files.extend(self.indexes(&path, at));
        let selection = Selection { drafts: Drafts::Shown };
        let files = files.into_iter().map(Arc::new).collect();
        let pages = parse::pages(&files, self.config, selection, (&Store::new(), &Room::WORKING)).value;
        pages.shown.iter().find(|page| page.path == path).cloned()
    }

    /// A text as a file of the site.
    pub(in crate::compile) fn parsed(&self, file: &FilePath, text: TextId) -> Option<ParsedFile> {
        let path = file.within(self.content)?;
        let words = text_of(self.versions, text)?;
        let key = crate::compile::page_key(file, &words, self.config.markdown);
        let parsed: Arc<Checked<Parsed>> =
            self.store.memo("parsed", key, || parse::file(file, &words, &self.config.markdown));
        Some(ParsedFile { file: file.clone(), path, parsed })
    }

    /// The pages that stood for the folders that a page was in.
    fn indexes(&self, path: &FilePath, at: CommitId) -> Vec<ParsedFile> {
        let mut found = Vec::new();
        let mut folder = path.parent();
        loop {
            let index = INDEX_NAMES.iter().find_map(|name| {
                let file = self.content.join(folder.join(name)?.as_str())?;
                let entry = self.versions.entry(at, &self.versions.repo_path(&file)).ok()??;
                self.parsed(&file, entry.text)
            });
            found.extend(index.filter(|index| index.path != *path));
            if folder.as_str().is_empty() {
                return found;
            }
            folder = folder.parent();
        }
    }
}

//! What the settings of a site said in the commits of before: which folder held its pages, and which fields its kinds had.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::config::{self, Config, site_file};
use crate::model::{CommitId, RepoPath, TextId};
use crate::path::{FilePath, is_markdown};
use crate::world::{Versions, as_text};

/// The settings of commits, each read once.
pub(super) struct SettingsThen<'a> {
    versions: &'a dyn Versions,
    read: RefCell<HashMap<Option<TextId>, Arc<Config>>>,
    folders: RefCell<HashMap<(CommitId, FilePath), bool>>,
}

impl<'a> SettingsThen<'a> {
    pub(super) fn of(versions: &'a dyn Versions) -> SettingsThen<'a> {
        SettingsThen { versions, read: RefCell::default(), folders: RefCell::default() }
    }

    /// The settings of a commit; `None` where they cannot be had.
    fn at(&self, commit: CommitId) -> Option<Arc<Config>> {
        let entry = self.versions.site_entry(commit, &site_file()).ok()?;
        let text = entry.map(|entry| entry.text);
        if let Some(known) = self.read.borrow().get(&text) {
            return Some(known.clone());
        }
        let bytes = text.map(|text| self.versions.blob(text)).transpose().ok()?;
        let written = bytes.as_deref().map(as_text).unwrap_or_default();
        let settings = Arc::new(config::read(&site_file(), &written).value);
        self.read.borrow_mut().insert(text, settings.clone());
        Some(settings)
    }

    /// Whether a file of a commit lay in what was the folder of pages then, and was not excluded. Of a commit whose settings
    /// cannot be had nobody knows that it did.
    pub(super) fn held_page(&self, commit: CommitId, path: &RepoPath) -> bool {
        let Some((settings, file)) = self.at(commit).zip(self.versions.file_in(commit, path)) else {
            return false;
        };
        let content = settings.content_folder(&mut |folder| self.has_pages(commit, folder));
        let is_own = || settings.theme_folder().into_iter().chain(settings.as_is_folder());
        let is_page = |within: FilePath| !settings.exclude.takes_out(&within);
        file.within(&content).is_some_and(is_page) && is_own().all(|folder| file.within(&folder).is_none())
    }

    /// Whether the pages of a kind had a field in a commit.
    pub(super) fn has_field(&self, commit: CommitId, kind: &str, field: &str) -> bool {
        let settings = self.at(commit);
        let kind = settings.as_ref().and_then(|settings| settings.kinds.named(kind));
        kind.is_some_and(|kind| kind.fields.iter().any(|declared| *declared.name == *field))
    }

    fn has_pages(&self, commit: CommitId, folder: &FilePath) -> bool {
        let asked = (commit, folder.clone());
        if let Some(known) = self.folders.borrow().get(&asked) {
            return *known;
        }
        // What cannot be listed may hold pages, and then those elsewhere are none.
        let files = self.versions.folder_differences(folder, None, commit);
        let is_page = |path: &RepoPath| path.as_str().is_none_or(is_markdown);
        let has_pages = files.is_ok_and(|files| files.iter().any(|file| is_page(&file.path)));
        self.folders.borrow_mut().insert(asked, has_pages);
        has_pages
    }
}

//! What the settings of a site said in the commits of before: which folder held its pages, and which fields its kinds had.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::excluded::meant_exclusions;
use crate::config::{self, Config, Kinds, site_file};
use crate::model::{CommitId, Histories, RepoPath, TextId};
use crate::path::{FilePath, PathPattern, is_markdown};
use crate::world::{EntryKind, NOT_OF_THE_SITE, Versions, as_text, is_published_name};

/// The settings of commits, each read once.
pub(super) struct SettingsThen<'a> {
    versions: &'a dyn Versions,
    /// Whether some commit has other settings than another one.
    changed: bool,
    today: SettingsToday<'a>,
    of_commits: RefCell<HashMap<CommitId, Arc<Settings>>>,
    read: RefCell<HashMap<Option<TextId>, Arc<Settings>>>,
    folders: RefCell<HashMap<(CommitId, FilePath), bool>>,
    /// What patterns that fitted no file probably meant, by commits and their folders of pages.
    meant: RefCell<HashMap<(CommitId, FilePath), Vec<PathPattern>>>,
}

/// The settings that the site has.
#[derive(Clone, Copy)]
pub(super) struct SettingsToday<'a> {
    /// The folder of pages, from the site's root.
    pub(super) content: &'a FilePath,
    /// Whether somebody wrote any.
    pub(super) is_written: bool,
}

/// The settings of a commit.
struct Settings {
    kinds: Arc<Kinds>,
    config: Config,
    /// Whether it has any. Where it has none, the site may have been made by another program.
    is_written: bool,
}

impl<'a> SettingsThen<'a> {
    pub(super) fn of(
        versions: &'a dyn Versions,
        histories: &Histories,
        today: SettingsToday<'a>,
    ) -> SettingsThen<'a> {
        SettingsThen {
            versions,
            changed: histories.settings_changed,
            today,
            of_commits: RefCell::default(),
            read: RefCell::default(),
            folders: RefCell::default(),
            meant: RefCell::default(),
        }
    }

    /// The settings of a commit; `None` where they cannot be had.
    fn at(&self, commit: CommitId) -> Option<Arc<Settings>> {
        let commit = if self.changed { commit } else { self.versions.head() };
        if let Some(known) = self.of_commits.borrow().get(&commit) {
            return Some(known.clone());
        }
        let text = match self.versions.site_entry(commit, &site_file()).ok()? {
            Some(entry) if entry.kind == EntryKind::Link => Some(self.text_led_to(commit, entry.text)?),
            entry => entry.map(|entry| entry.text),
        };
        let known = self.read.borrow().get(&text).cloned();
        let settings = match known {
            Some(known) => known,
            None => self.read_from(text)?,
        };
        self.of_commits.borrow_mut().insert(commit, settings.clone());
        Some(settings)
    }

    /// The settings that a link in their place led to; `None` where nobody can tell.
    fn text_led_to(&self, commit: CommitId, link: TextId) -> Option<TextId> {
        let bytes = self.versions.blob(link).ok()?;
        let file = site_file().parent().join(&as_text(&bytes))?;
        let entry = self.versions.site_entry(commit, &file).ok()??;
        matches!(entry.kind, EntryKind::File | EntryKind::Executable).then_some(entry.text)
    }

    fn read_from(&self, text: Option<TextId>) -> Option<Arc<Settings>> {
        let bytes = text.map(|text| self.versions.blob(text)).transpose().ok()?;
        let written = bytes.as_deref().map(as_text).unwrap_or_default();
        let config = config::read(&site_file(), &written).value;
        let kinds = Arc::new(config.kinds.clone());
        let settings = Arc::new(Settings { kinds, config, is_written: text.is_some() });
        self.read.borrow_mut().insert(text, settings.clone());
        Some(settings)
    }

    /// Whether a file of a commit was a page of the site by its name, lay in what was the folder of pages then, and was not
    /// excluded. Of a commit whose settings cannot be had nobody knows that it did.
    pub(super) fn held_page(&self, commit: CommitId, path: &RepoPath) -> bool {
        let Some((then, file)) = self.at(commit).zip(self.versions.file_in(commit, path)) else {
            return false;
        };
        // What was a page before the site was one of ours, nobody knows: other programs make pages of other texts.
        let of_others = !then.is_written && self.today.is_written;
        if !is_published_name(&file) || !of_others && !is_markdown(file.name()) {
            return false;
        }
        let SettingsToday { content, .. } = self.today;
        let is_as_today = !self.changed || !then.is_written;
        let is_page = |within: FilePath| {
            !within.is_hidden() && !self.is_meant(commit, (&then.config, content), &within)
        };
        is_as_today && file.within(content).is_some_and(is_page)
            || self.is_within_folder_of(commit, &then.config, &file)
    }

    /// Whether a file of a commit lay in the folder of pages that these settings name, or leave to be found.
    fn is_within_folder_of(&self, commit: CommitId, config: &Config, file: &FilePath) -> bool {
        // Where it lies itself, there are pages.
        let has_pages = |folder: &FilePath| file.within(folder).is_some() || self.has_pages(commit, folder);
        let content = config.content_folder(&mut { has_pages });
        let in_root = content.as_str().is_empty();
        let first = file.as_str().split('/').next().unwrap_or_default();
        let is_own = || config.theme_folder().into_iter().chain(config.as_is_folder());
        let is_page = |within: FilePath| {
            let is_excluded =
                config.exclude.takes_out(&within) || self.is_meant(commit, (config, &content), &within);
            !is_excluded && !within.is_hidden()
        };
        file.within(&content).is_some_and(is_page)
            && !(in_root && NOT_OF_THE_SITE.contains(&first))
            && is_own().all(|folder| file.within(&folder).is_none())
    }

    /// Whether a commit may have published a file that a page showed: it was not excluded.
    pub(super) fn held_file(&self, commit: CommitId, file: &FilePath) -> bool {
        let Some(then) = self.at(commit) else { return false };
        let content = then.config.content_folder(&mut |folder| file.within(folder).is_some());
        let is_excluded = file.within(&content).is_some_and(|within| {
            then.config.exclude.takes_out(&within) || self.is_meant(commit, (&then.config, &content), &within)
        });
        is_published_name(file) && !is_excluded
    }

    /// Whether a commit probably meant a file by a pattern of `exclude` that fitted none: it was out as well.
    fn is_meant(&self, commit: CommitId, (config, content): (&Config, &FilePath), within: &FilePath) -> bool {
        if config.exclude.is_empty() {
            return false;
        }
        let fits = |patterns: &[PathPattern]| patterns.iter().any(|pattern| pattern.fits(within.as_str()));
        let asked = (commit, content.clone());
        if let Some(known) = self.meant.borrow().get(&asked) {
            return fits(known);
        }
        // What cannot be listed may be what was meant.
        let files = self.versions.folder_differences(content, None, commit);
        let meant = files.map_or_else(
            |_| vec![PathPattern::new("**")],
            |files| {
                let files = files.iter().filter_map(|file| self.versions.file_in(commit, &file.path));
                meant_exclusions(&files.collect::<Vec<_>>(), content, &config.exclude).value
            },
        );
        let is_fit = fits(&meant);
        self.meant.borrow_mut().insert(asked, meant);
        is_fit
    }

    /// Whether settings may be others than today's.
    pub(super) fn have_changed(&self) -> bool {
        self.changed
    }

    /// The kinds of pages of a commit; those that every site knows where its settings cannot be had.
    pub(super) fn kinds(&self, commit: CommitId) -> Arc<Kinds> {
        self.at(commit).map_or_else(|| Arc::new(Config::default().kinds), |settings| settings.kinds.clone())
    }

    /// Whether the pages of a kind had a field in a commit.
    pub(super) fn has_field(&self, commit: CommitId, kind: &str, field: &str) -> bool {
        let settings = self.at(commit);
        let kind = settings.as_ref().and_then(|settings| settings.config.kinds.named(kind));
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

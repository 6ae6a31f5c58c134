//! A world over a commit: the site as it stood then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::repository::Repository;
use crate::date::{Day, Moment, Zone};
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::TextId;
use crate::parse;
use crate::path::{FilePath, is_index};
use crate::world::{
    Cache, EntryKind, Listing, NoCache, NoVersions, Overlay, ReadError, TreeEntry, Versions, VersionsError,
    World, as_text, bare_repositories, bare_repository_finding, decode, is_listed,
};

/// Links that lead to links are followed so often.
const MOST_LINKS: usize = 8;

/// The files of a site as a commit has them. Nothing of the working tree is looked at.
#[derive(Debug)]
pub struct CommitWorld {
    repository: Arc<Repository>,
    files: BTreeMap<FilePath, TextId>,
    /// The links between files, each with the files that it stands for.
    links: Vec<(FilePath, Vec<FilePath>)>,
    /// Where these really are.
    linked: BTreeMap<FilePath, FilePath>,
    /// What could not be taken from the commit, each at its path.
    findings: Vec<(FilePath, Finding)>,
    /// What stands in the places of pages of folders and cannot be read.
    unread_indexes: Vec<FilePath>,
    today: Option<Day>,
    cache: Box<dyn Cache>,
}

impl CommitWorld {
    /// The world of the commit that a repository is seen from. `today` instead of the day of that commit.
    pub fn new(repository: Arc<Repository>, today: Option<Day>) -> Result<CommitWorld, VersionsError> {
        let mut taken = Taken::default();
        for (path, entry) in repository.files(repository.head())? {
            match repository.site_file(&path) {
                Some(file) => taken.add(file, entry),
                None if repository.holds(&path) => taken.odd_name(&path.to_string()),
                None => {}
            }
        }
        taken.leave_out_repositories();
        taken.resolve_links(&repository);
        let Taken { files, links, linked, findings, unread_indexes, .. } = taken;
        let cache = Box::new(NoCache);
        Ok(CommitWorld { repository, files, links, linked, findings, unread_indexes, today, cache })
    }

    /// The same world in which links between files stand for nothing, and are reported: nobody has approved what they
    /// lead to.
    #[must_use]
    pub fn without_links(mut self) -> CommitWorld {
        for (link, files) in std::mem::take(&mut self.links) {
            for file in files {
                let text = self.files.remove(&file);
                if file == link && is_index(file.name()) && self.may_be_about_pages_below(text) {
                    self.unread_indexes.push(file);
                }
            }
            let message =
                "the approved edition follows no symbolic links: nobody has approved what they lead to";
            let finding = Finding::new(Code::SymlinkLeftOut, Place::file(&link), message);
            self.findings.push((link, finding.hint("put the file itself there")));
        }
        self
    }

    /// Whether the page of a folder may say something of the pages below, or nobody can tell.
    fn may_be_about_pages_below(&self, text: Option<TextId>) -> bool {
        let bytes = text.and_then(|text| self.repository.blob(text).ok());
        bytes.is_none_or(|bytes| parse::may_be_about_pages_below(&as_text(&bytes)))
    }

    /// The same world with other bytes in the places of some files, and without some others.
    #[must_use]
    pub fn with_files(
        mut self,
        files: &BTreeMap<FilePath, TextId>,
        is_left_out: &dyn Fn(&FilePath) -> bool,
    ) -> CommitWorld {
        self.files.retain(|file, _| !is_left_out(file));
        self.files.extend(files.iter().map(|(file, text)| (file.clone(), *text)));
        self
    }

    /// Reads the bytes of files.
    ///
    /// # Errors
    /// Where those of one are not to be had.
    pub fn has_bytes_of(&self, files: &[&FilePath]) -> Result<(), VersionsError> {
        let ids = files.par_iter().filter_map(|file| self.files.get(*file));
        ids.try_for_each(|id| self.repository.file_bytes(*id).map(|_| ()))
    }

    /// The same world with a place for memos that outlive the process, unless that place came with the repository.
    #[must_use]
    pub fn with_cache(self, cache: Box<dyn Cache>) -> CommitWorld {
        let overlays = self.repository.overlays();
        if overlays.iter().any(|overlay| matches!(overlay, Overlay::Cache(_))) {
            return self;
        }
        CommitWorld { cache, ..self }
    }
}

/// What a commit has of a site.
#[derive(Default)]
struct Taken {
    files: BTreeMap<FilePath, TextId>,
    open: Vec<(FilePath, TextId)>,
    links: Vec<(FilePath, Vec<FilePath>)>,
    linked: BTreeMap<FilePath, FilePath>,
    findings: Vec<(FilePath, Finding)>,
    unread_indexes: Vec<FilePath>,
}

impl Taken {
    fn add(&mut self, file: FilePath, entry: TreeEntry) {
        self.unread_indexes.extend(file.folders().filter(|folder| is_index(folder.name())));
        match entry.kind {
            EntryKind::File | EntryKind::Executable => {
                self.files.insert(file, entry.text);
            }
            EntryKind::Link => self.open.push((file, entry.text)),
            EntryKind::Submodule => {
                let finding = Finding::new(
                    Code::UnreadableFile,
                    Place::file(&file),
                    "a submodule has a history of its own: its files are not there",
                );
                self.unread_indexes.extend(Some(file.clone()).filter(|file| is_index(file.name())));
                self.findings.push((file, finding.with_severity(Severity::Warning)));
            }
        }
    }

    /// Leaves out folders that are repositories themselves.
    fn leave_out_repositories(&mut self) {
        let all: Vec<FilePath> = self.files.keys().cloned().collect();
        for folder in bare_repositories(&all) {
            self.files.retain(|file, _| file.within(&folder).is_none());
            let finding = bare_repository_finding(&folder);
            self.findings.push((folder, finding));
        }
    }

    fn odd_name(&mut self, path: &str) {
        let message = format!("a file's name is not UTF-8 and is left out: `{path}`");
        self.findings.push((
            FilePath::root(),
            Finding::of_site(Code::UnreadableFile, message).hint("rename the file"),
        ));
    }

    /// Puts the files that links lead to in the places of the links.
    fn resolve_links(&mut self, repository: &Repository) {
        let mut open = std::mem::take(&mut self.open);
        for _ in 0..MOST_LINKS {
            open.retain(|(link, text)| {
                let reached =
                    target(repository, link, *text).map(|target| reached(&self.files, link, &target));
                let reached = reached.unwrap_or_default();
                let leads_nowhere = reached.is_empty();
                if !leads_nowhere {
                    self.links.push((link.clone(), reached.iter().map(|found| found.file.clone()).collect()));
                }
                if is_index(link.name()) && reached.iter().any(|found| found.file != *link) {
                    self.unread_indexes.push(link.clone());
                }
                for Reached { file, real, text } in reached {
                    let real = self.linked.get(&real).cloned().unwrap_or(real);
                    self.linked.insert(file.clone(), real);
                    self.files.insert(file, text);
                }
                leads_nowhere
            });
        }
        for (link, _) in open {
            let message = "a symbolic link leads to nothing in the site, or out of it";
            let finding = Finding::new(Code::SymlinkOutside, Place::file(&link), message);
            self.unread_indexes.extend(Some(link.clone()).filter(|link| is_index(link.name())));
            self.findings.push((link, finding));
        }
    }
}

/// Where a link leads, within the site.
fn target(repository: &Repository, link: &FilePath, text: TextId) -> Option<FilePath> {
    let bytes = repository.blob(text).ok()?;
    let written = std::str::from_utf8(&bytes).ok().filter(|written| !written.starts_with('/'))?;
    link.parent().join(written)
}

/// A file that a link stands for, and where it is by itself.
struct Reached {
    file: FilePath,
    real: FilePath,
    text: TextId,
}

/// The files that a link stands for: one, or all of a folder.
fn reached(files: &BTreeMap<FilePath, TextId>, link: &FilePath, target: &FilePath) -> Vec<Reached> {
    if let Some(text) = files.get(target).filter(|_| is_listed(target)) {
        return vec![Reached { file: link.clone(), real: target.clone(), text: *text }];
    }
    if link.within(target).is_some() {
        return Vec::new();
    }
    let below = files.iter().filter_map(|(real, text)| {
        let file = link.join(real.within(target)?.as_str())?;
        if !is_listed(real) {
            return None;
        }
        Some(Reached { file, real: real.clone(), text: *text })
    });
    below.collect()
}

impl World for CommitWorld {
    fn list(&self, folder: &FilePath) -> Listing {
        let is_there = |file: &&FilePath| file.within(folder).is_some_and(|below| is_listed(&below));
        let findings =
            self.findings.iter().filter(|(file, _)| is_there(&file)).map(|(_, finding)| finding.clone());
        let unread = self.unread_indexes.iter().filter(|file| !self.files.contains_key(*file));
        let files: BTreeSet<FilePath> = self.files.keys().chain(unread).filter(is_there).cloned().collect();
        let files = files.into_iter().collect();
        let linked = self.linked.iter().filter(|(file, _)| is_there(file));
        let linked = linked.map(|(file, real)| (file.clone(), real.clone())).collect();
        Listing { files, linked: Arc::new(linked), findings: findings.collect() }
    }

    fn text(&self, file: &FilePath) -> Result<Arc<str>, ReadError> {
        if self.unread_indexes.contains(file) && !self.files.contains_key(file) {
            return Err(ReadError::Refused("a link, a folder or a submodule is in its place".to_owned()));
        }
        let text = self.files.get(file).ok_or(ReadError::Missing)?;
        let bytes = self.repository.blob(*text).map_err(|error| ReadError::Refused(error.to_string()))?;
        decode(bytes.to_vec())
    }

    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError> {
        let text = self.files.get(file).ok_or(ReadError::Missing)?;
        self.repository.file_bytes(*text).map_err(|error| ReadError::Refused(error.to_string()))
    }

    fn is_of_commit(&self) -> bool {
        true
    }

    fn today(&self, zone: &Zone) -> Day {
        let committed = || self.repository.commit(self.repository.head()).ok()?.committer.at.day(zone);
        self.today.or_else(committed).unwrap_or_else(|| Day::now(zone))
    }

    fn now(&self) -> Option<Moment> {
        Some(Moment::now())
    }

    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        Ok(self.repository.clone())
    }

    fn cache(&self) -> &dyn Cache {
        &*self.cache
    }
}

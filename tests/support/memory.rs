//! A governed site in memory that grows commit by commit.

use std::collections::BTreeMap;

use guidepost::config::controlled_keys;
use guidepost::date::Day;
use guidepost::world::{MemoryCommit, MemoryVersions, MemoryWorld, Versions};

use super::governed::{RECORDS, named_file};

/// Texts by their paths.
pub(crate) type Texts = BTreeMap<String, String>;

/// The files as they are, and every commit of them, each with the one before as its parent.
#[derive(Clone, Default)]
pub(crate) struct MemorySite {
    pub(crate) versions: MemoryVersions,
    pub(crate) files: Texts,
    /// The files as the last commit has them.
    pub(crate) committed: Texts,
    commits: usize,
}

impl MemorySite {
    pub(crate) fn put(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.to_owned());
    }

    pub(crate) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    pub(crate) fn read(&self, path: &str) -> &str {
        &self.files[path]
    }

    /// Commits everything as it stands: one commit a day, from 1 January 2026 on.
    pub(crate) fn commit(&mut self, message: &str) {
        let (parents, files) = (self.parents(), listed(&self.files));
        MemoryVersions::commit(&mut self.versions, &parents, message, &files);
        self.has_committed();
    }

    /// Commits everything as it stands, as somebody at a moment.
    pub(crate) fn commit_as(&mut self, commit: &MemoryCommit<'_>) {
        let (parents, files) = (self.parents(), listed(&self.files));
        self.versions.commit_as(&parents, commit, &files);
        self.has_committed();
    }

    fn parents(&self) -> Vec<usize> {
        self.commits.checked_sub(1).into_iter().collect()
    }

    fn has_committed(&mut self) {
        self.committed = self.files.clone();
        self.commits += 1;
    }

    /// Adds a record, not committed yet.
    pub(crate) fn record(&mut self, name: &str, text: &str) {
        self.put(&format!("{RECORDS}/{name}.yaml"), text);
    }

    /// The id of what a file says.
    pub(crate) fn id(&self, path: &str) -> String {
        text_id(self.read(path))
    }

    /// A file as records name it.
    pub(crate) fn named(&self, reference: &str, file: &str) -> String {
        named_file(reference, file, &self.id(file))
    }

    /// The keys that are approved with a model, as records name them.
    pub(crate) fn keys(&self) -> String {
        named_file("site.toml", "site.toml", &text_id(&controlled_keys(self.read("site.toml"))))
    }

    /// The world with these files on a day, and with all versions.
    pub(crate) fn world(&self, today: Day, files: &Texts) -> MemoryWorld {
        let files = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        MemoryWorld::new(today, files).with_versions(Ok(self.versions.clone()))
    }
}

fn listed(files: &Texts) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// The id of a text.
pub(crate) fn text_id(text: &str) -> String {
    Versions::text_id(&MemoryVersions::new(), text.as_bytes()).to_string()
}

//! The past of pages as we tell it, beside what git says.

use std::path::Path;
use std::sync::Arc;

use guidepost::date::Zone;
use guidepost::diagnostic::Finding;
use guidepost::disk::DiskWorld;
use guidepost::git::Repository;
use guidepost::history::{self, HistoryOptions, HistorySubject, Names};
use guidepost::model::{EventKind, PageHistory};
use guidepost::path::FilePath;
use guidepost::world::{Cache, NoCache, Versions};

use crate::support::Repo;

/// A text that is long enough to be told from others when a line of it changes.
pub(crate) fn text(name: &str) -> String {
    let line = |line| format!("Line {line} of {name}, which says something of its own.\n");
    (1..=12).map(line).collect::<Vec<_>>().concat()
}

impl Repo {
    /// The commits that `git log -- PATH` shows.
    pub(crate) fn log(&self, path: &str) -> Vec<String> {
        lines(&self.git(&["log", "--format=%H", "--", &format!(":(literal){path}")]))
    }

    /// The commits that `git log --follow -- PATH` shows.
    pub(crate) fn follow(&self, path: &str) -> Vec<String> {
        lines(&self.git(&["log", "--follow", "--format=%H", "--", path]))
    }

    /// What we say of a page.
    pub(crate) fn history(&self, page: &str) -> PageHistory {
        self.histories(&[page]).0.remove(0)
    }

    /// What we say of pages, and what was found.
    pub(crate) fn histories(&self, pages: &[&str]) -> (Vec<PageHistory>, Vec<Finding>) {
        histories(self.path(), pages, Box::new(NoCache))
    }
}

/// What we say of pages of a site, and what was found.
pub(crate) fn histories(
    root: &Path,
    pages: &[&str],
    cache: Box<dyn Cache>,
) -> (Vec<PageHistory>, Vec<Finding>) {
    let world = DiskWorld::new(root, None).expect("a world").with_cache(cache);
    world.see_versions(Repository::open(root).map(|repository| Arc::new(repository) as Arc<dyn Versions>));
    let subject =
        |page: &&str| HistorySubject { file: FilePath::new(page).expect("a path"), stated: Vec::new() };
    let subjects: Vec<HistorySubject> = pages.iter().map(subject).collect();
    let options = HistoryOptions { zone: Zone::utc(), ignore: None, names: Names::AsWanted };
    let checked = history::histories_of(&world, &subjects, &options);
    (checked.value, checked.findings)
}

/// The commits of the revisions, the newest first.
pub(crate) fn commits(history: &PageHistory) -> Vec<String> {
    history.revisions.iter().map(|revision| revision.commit.id.to_string()).collect()
}

/// What else happened, with the commit of each, in words.
pub(crate) fn events(history: &PageHistory) -> Vec<(String, String)> {
    let words = |kind: &EventKind| match kind {
        EventKind::Deleted => "deleted".to_owned(),
        EventKind::Recreated => "recreated".to_owned(),
        EventKind::ModeChanged => "mode".to_owned(),
        EventKind::Moved { from, to } => format!("{from} -> {to}"),
    };
    history.events.iter().map(|event| (event.commit.id.to_string(), words(&event.kind))).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Lets a file be written to; git makes objects read-only.
pub(crate) fn make_writable(path: &Path) {
    let mut permissions = std::fs::metadata(path).expect("a file").permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of a test")]
    permissions.set_readonly(false);
    std::fs::set_permissions(path, permissions).expect("a file");
}

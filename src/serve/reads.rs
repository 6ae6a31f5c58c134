//! What the compiles so far have looked at, so that a change elsewhere costs nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::date::{Day, Zone};
use crate::disk::DiskWorld;
use crate::path::FilePath;
use crate::world::{Cache, Listing, Mark, NoVersions, ReadError, Versions, World};

/// Files that were read or looked for, and folders that were listed.
#[derive(Default)]
pub(super) struct Reads {
    /// Files stay here when they are gone: one that is looked for in vain matters when it appears.
    files: HashSet<FilePath>,
    folders: BTreeMap<FilePath, Listing>,
    /// Files that were read by a name that leads through symbolic links.
    aliases: Vec<Alias>,
}

struct Alias {
    real: FilePath,
    name: FilePath,
}

impl Reads {
    /// The world as a compile sees it while its looks are written down.
    pub(super) fn observe<'a>(&'a self, world: &'a DiskWorld) -> Observed<'a> {
        Observed { world, before: &self.files, seen: Mutex::default() }
    }

    /// Takes what a compile looked at; `files` are published without being read.
    pub(super) fn add(&mut self, seen: Seen, files: impl Iterator<Item = FilePath>, world: &DiskWorld) {
        let new: HashSet<FilePath> =
            seen.files.into_iter().chain(files).filter(|file| !self.files.contains(file)).collect();
        self.aliases.extend(aliases(&new, world));
        self.files.extend(new);
        self.folders = seen.folders;
    }

    /// Whether a compile read a file or looked for it.
    pub(super) fn has(&self, file: &FilePath) -> bool {
        self.files.contains(file)
    }

    /// The names under which compiles know what changed: its own, and those of links that lead to it.
    pub(super) fn names_of(&self, changed: &FilePath) -> Vec<FilePath> {
        let through = |alias: &&Alias| alias.real.within(changed).is_some();
        let links = self.aliases.iter().filter(through).map(|alias| alias.name.clone());
        std::iter::once(changed.clone()).chain(links).collect()
    }

    /// Whether a folder that was listed now holds other files.
    pub(super) fn folders_differ(&self, world: &DiskWorld, ignored: &dyn Fn(&FilePath) -> bool) -> bool {
        let files = |listing: &Listing| -> Vec<FilePath> {
            listing.files.iter().filter(|file| !ignored(file)).cloned().collect()
        };
        self.folders.iter().any(|(folder, before)| {
            let now = world.list(folder);
            // What nobody has changed is listed as it was.
            if Arc::ptr_eq(&before.files, &now.files) {
                return false;
            }
            files(before) != files(&now) || before.findings != now.findings
        })
    }
}

/// Names among these files that are not where the files really are.
fn aliases(files: &HashSet<FilePath>, world: &DiskWorld) -> Vec<Alias> {
    let mut folders: HashMap<FilePath, Option<PathBuf>> = HashMap::new();
    let mut alias = |name: &FilePath| {
        let folder = folders
            .entry(name.parent())
            .or_insert_with(|| std::fs::canonicalize(world.on_disk(&name.parent())).ok());
        let entry = folder.as_ref()?.join(name.name());
        let is_link = std::fs::symlink_metadata(&entry).is_ok_and(|entry| entry.is_symlink());
        let real = world.file_at(&if is_link { std::fs::canonicalize(entry).ok()? } else { entry })?;
        (real != *name).then(|| Alias { real, name: name.clone() })
    };
    files.iter().filter_map(&mut alias).collect()
}

/// What one compile looked at beyond what is known.
#[derive(Default)]
pub(super) struct Seen {
    files: HashSet<FilePath>,
    folders: BTreeMap<FilePath, Listing>,
}

/// A working tree that writes down what is asked of it.
pub(super) struct Observed<'a> {
    world: &'a DiskWorld,
    before: &'a HashSet<FilePath>,
    seen: Mutex<Seen>,
}

impl Observed<'_> {
    /// What was asked.
    pub(super) fn seen(self) -> Seen {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Most files were read by an earlier compile, and then many threads need not wait for one another.
    fn note(&self, file: &FilePath) {
        if !self.before.contains(file) {
            self.lock().files.insert(file.clone());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for Observed<'_> {
    fn list(&self, folder: &FilePath) -> Listing {
        let listing = self.world.list(folder);
        self.lock().folders.insert(folder.clone(), listing.clone());
        listing
    }

    fn text(&self, file: &FilePath) -> Result<Arc<str>, ReadError> {
        self.note(file);
        self.world.text(file)
    }

    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError> {
        self.note(file);
        self.world.bytes(file)
    }

    fn mark(&self, file: &FilePath) -> Option<Mark> {
        self.note(file);
        self.world.mark(file)
    }

    fn today(&self, zone: &Zone) -> Day {
        self.world.today(zone)
    }

    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        self.world.versions()
    }

    fn cache(&self) -> &dyn Cache {
        self.world.cache()
    }
}

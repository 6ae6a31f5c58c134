//! What the compiles so far have looked at, so that a change elsewhere costs nothing.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::aliases::Aliases;
use crate::date::{Day, Moment, Zone};
use crate::disk::DiskWorld;
use crate::path::FilePath;
use crate::shared::SharedList;
use crate::world::{Cache, ContentMark, FileText, Listing, NoVersions, ReadError, Versions, World};

/// Files that were read or looked for, and folders that were listed.
#[derive(Default)]
pub(super) struct Reads {
    /// Files stay here when they are gone: one that is looked for in vain matters when it appears.
    files: HashSet<FilePath>,
    folders: BTreeMap<FilePath, Listing>,
    aliases: Aliases,
    /// Files and folders that have changed since the last compile, by every name.
    changed: HashSet<FilePath>,
    /// Files that were read together, and are among those that were read.
    together: Vec<Arc<[FilePath]>>,
}

impl Reads {
    /// The world as a compile sees it while its looks are written down.
    pub(super) fn observe<'a>(&'a self, world: &'a DiskWorld) -> Observed<'a> {
        Observed { world, before: self, seen: Mutex::default() }
    }

    /// Takes what a compile looked at; `files` are published without being read.
    pub(super) fn add(
        &mut self,
        seen: ObservedReads,
        files: impl Iterator<Item = FilePath>,
        world: &DiskWorld,
    ) {
        self.together = seen.together;
        let new: HashSet<FilePath> =
            seen.files.into_iter().chain(files).filter(|file| !self.files.contains(file)).collect();
        let mut elsewhere = self.changed_files(world);
        elsewhere.extend(new.iter().cloned());
        self.aliases.look_at(&elsewhere, world);
        self.changed.clear();
        self.files.extend(new);
        self.folders = seen.folders;
    }

    /// Notes what has changed, and says by which names compiles know it: its own, and those of links that lead to it.
    pub(super) fn changed(&mut self, changed: &FilePath) -> Vec<FilePath> {
        let names: Vec<FilePath> =
            std::iter::once(changed).chain(self.aliases.names_of(changed)).cloned().collect();
        self.changed.extend(names.iter().cloned());
        names
    }

    /// The known files that may have become links, or have ceased to be.
    fn changed_files(&self, world: &DiskWorld) -> HashSet<FilePath> {
        if self.changed.iter().any(|changed| world.on_disk(changed).is_dir()) {
            let is_changed = |file: &&FilePath| with_folders(file).any(|path| self.changed.contains(&path));
            return self.files.iter().filter(is_changed).cloned().collect();
        }
        self.changed.iter().filter(|changed| self.files.contains(*changed)).cloned().collect()
    }

    /// Whether a compile read a file or looked for it.
    pub(super) fn has(&self, file: &FilePath) -> bool {
        self.files.contains(file)
    }

    /// Whether there is a folder at a path now of which a compile read or looked for anything: another may have been put
    /// in its place.
    pub(super) fn has_folder(&self, path: &FilePath, world: &DiskWorld) -> bool {
        world.on_disk(path).is_dir() && self.files.iter().any(|file| file.within(path).is_some())
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

/// A file, and the folders that it is in, up to the root.
fn with_folders(file: &FilePath) -> impl Iterator<Item = FilePath> {
    let above = |path: &FilePath| (!path.as_str().is_empty()).then(|| path.parent());
    std::iter::successors(Some(file.clone()), above)
}

/// What one compile looked at beyond what is known.
#[derive(Default)]
pub(super) struct ObservedReads {
    files: HashSet<FilePath>,
    folders: BTreeMap<FilePath, Listing>,
    together: Vec<Arc<[FilePath]>>,
}

/// A working tree that writes down what is asked of it.
pub(super) struct Observed<'a> {
    world: &'a DiskWorld,
    before: &'a Reads,
    seen: Mutex<ObservedReads>,
}

impl Observed<'_> {
    /// What was asked.
    pub(super) fn seen(self) -> ObservedReads {
        self.seen.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Most files were read by an earlier compile, and then many threads need not wait for one another.
    fn note(&self, file: &FilePath) {
        if !self.before.has(file) {
            self.lock().files.insert(file.clone());
        }
    }

    fn lock(&self) -> MutexGuard<'_, ObservedReads> {
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

    fn texts(&self, files: &Arc<[FilePath]>) -> SharedList<FileText> {
        let is_known = self.before.together.iter().any(|known| Arc::ptr_eq(known, files));
        if !is_known {
            files.iter().for_each(|file| self.note(file));
        }
        self.lock().together.push(files.clone());
        self.world.texts(files)
    }

    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError> {
        self.note(file);
        self.world.bytes(file)
    }

    fn mark(&self, file: &FilePath) -> Option<ContentMark> {
        self.note(file);
        self.world.mark(file)
    }

    fn today(&self, zone: &Zone) -> Day {
        self.world.today(zone)
    }

    fn now(&self) -> Option<Moment> {
        self.world.now()
    }

    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        self.world.versions()
    }

    fn cache(&self) -> &dyn Cache {
        self.world.cache()
    }
}

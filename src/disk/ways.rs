//! Where names lead through symbolic links.

use std::collections::HashMap;
use std::path::Path;

use super::DiskWorld;
use crate::path::FilePath;
use crate::world::{NOT_OF_THE_SITE, is_foreign};

/// Links on the way to one file. No system follows more.
const MOST_LINKS: usize = 40;

/// Follows the links of names, one after the other, while nobody changes any.
pub struct SymlinkResolver<'a> {
    world: &'a DiskWorld,
    /// The ways of folders, since most files share theirs.
    folders: HashMap<FilePath, Vec<FilePath>>,
    links: usize,
}

impl<'a> SymlinkResolver<'a> {
    /// Those in a working tree.
    pub fn of(world: &'a DiskWorld) -> SymlinkResolver<'a> {
        SymlinkResolver { world, folders: HashMap::new(), links: 0 }
    }

    /// A file's name, and every place that it leads to within the site; where the file really is comes last, unless that
    /// is out of the site.
    pub fn places(&mut self, name: &FilePath) -> Vec<FilePath> {
        self.links = 0;
        self.of_file(name)
    }

    fn of_file(&mut self, name: &FilePath) -> Vec<FilePath> {
        let last = name.name();
        let folders = self.of_folder(&name.parent());
        let mut places: Vec<FilePath> = folders.iter().filter_map(|folder| folder.join(last)).collect();
        if let Some(target) = places.last().and_then(|place| self.target(place)) {
            places.extend(self.of_file(&target));
        }
        places
    }

    fn of_folder(&mut self, folder: &FilePath) -> Vec<FilePath> {
        if folder.as_str().is_empty() {
            return vec![FilePath::root()];
        }
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let places = self.of_file(folder);
        self.folders.insert(folder.clone(), places.clone());
        places
    }

    /// Where a link leads, unless that is out of the site or round in circles.
    fn target(&mut self, link: &FilePath) -> Option<FilePath> {
        let target = std::fs::read_link(self.world.on_disk(link)).ok()?;
        self.links += 1;
        if self.links > MOST_LINKS {
            return None;
        }
        if target.is_absolute() { self.world.file_at(&target) } else { link.parent().join(target.to_str()?) }
    }
}

impl DiskWorld {
    /// Whether the world is notified when a file changes, wherever its name leads; `real` is where it really is, if it
    /// is there.
    pub(super) fn is_watched(&self, file: &FilePath, real: Option<&Path>) -> bool {
        if is_foreign(file) {
            return false;
        }
        if real == Some(&*self.on_disk(file)) {
            return true;
        }
        let is_elsewhere = |place: &FilePath| {
            let first = place.as_str().split('/').next().unwrap_or_default();
            is_foreign(place) || NOT_OF_THE_SITE.contains(&first)
        };
        let places = SymlinkResolver::of(self).places(file);
        let ends_there = places.last().is_some_and(|last| real.is_none_or(|real| real == self.on_disk(last)));
        ends_there && !places.iter().any(is_elsewhere)
    }
}

//! Names that lead to files through symbolic links: a change of what a link leads to is a change under its name.

use std::collections::{HashMap, HashSet};
use std::fs;

use crate::disk::DiskWorld;
use crate::path::FilePath;

/// Links on the way to one file. No system follows more.
const MOST_LINKS: usize = 40;

/// Files that were read by a name that leads through symbolic links.
#[derive(Default)]
pub(super) struct Aliases {
    known: Vec<Alias>,
}

struct Alias {
    /// Where a link on the way leads.
    place: FilePath,
    name: FilePath,
}

impl Aliases {
    /// The names that lead through or to what changed, a file or a folder.
    pub(super) fn names_of<'a>(&'a self, changed: &'a FilePath) -> impl Iterator<Item = &'a FilePath> {
        let through = |alias: &&Alias| alias.place.within(changed).is_some();
        self.known.iter().filter(through).map(|alias| &alias.name)
    }

    /// Looks anew at where these names lead.
    pub(super) fn look_at(&mut self, names: &HashSet<FilePath>, world: &DiskWorld) {
        self.known.retain(|alias| !names.contains(&alias.name));
        let mut folders = HashMap::new();
        for name in names {
            let way = Way { world, folders: &mut folders, links: 0 }.of_file(name);
            let places = way.into_iter().filter(|place| place != name);
            self.known.extend(places.map(|place| Alias { place, name: name.clone() }));
        }
    }
}

/// Follows the links of a name.
struct Way<'a> {
    world: &'a DiskWorld,
    /// The ways of folders, since most files share theirs.
    folders: &'a mut HashMap<FilePath, Vec<FilePath>>,
    links: usize,
}

impl Way<'_> {
    /// A file's name, and every place that it leads to within the site; where the file really is comes last.
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
        let target = fs::read_link(self.world.on_disk(link)).ok()?;
        self.links += 1;
        if self.links > MOST_LINKS {
            return None;
        }
        if target.is_absolute() { self.world.file_at(&target) } else { link.parent().join(target.to_str()?) }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn file(path: &str) -> FilePath {
        FilePath::new(path).expect("a path")
    }

    #[test]
    fn a_change_anywhere_on_the_way_is_a_change_of_the_name() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |path: &str| root.path().join(path);
        for folder in ["content", "shared/deep", "other"] {
            fs::create_dir_all(at(folder)).expect("folders");
        }
        fs::write(at("shared/deep/gifts.md"), "G").expect("a file");
        symlink("../middle", at("content/lent")).expect("a link");
        symlink("shared", at("middle")).expect("a link");
        symlink("../content/lent/deep/gifts.md", at("other/one.md")).expect("a link");
        symlink("round.md", at("content/round.md")).expect("a link");
        symlink("../../outside.md", at("content/out.md")).expect("a link");
        let world = DiskWorld::new(root.path(), None).expect("a world");
        let names =
            ["other/one.md", "content/lent/deep/gifts.md", "content/round.md", "content/out.md"].map(file);
        let mut aliases = Aliases::default();
        aliases.look_at(&names.clone().into(), &world);
        let known = |aliases: &Aliases, changed: &str| {
            let mut names: Vec<String> = aliases.names_of(&file(changed)).map(ToString::to_string).collect();
            names.sort();
            names.dedup();
            names
        };
        let both = ["content/lent/deep/gifts.md", "other/one.md"];
        for changed in ["shared/deep/gifts.md", "shared/deep", "shared", "middle"] {
            assert_eq!(known(&aliases, changed), both, "{changed}");
        }
        assert_eq!(known(&aliases, "content/lent"), ["other/one.md"], "the other is in it by its own name");
        assert_eq!(known(&aliases, "content/index.md"), [""; 0]);

        fs::remove_file(at("other/one.md")).expect("removed");
        fs::write(at("other/one.md"), "O").expect("a file");
        aliases.look_at(&[file("other/one.md")].into(), &world);
        assert_eq!(known(&aliases, "shared"), ["content/lent/deep/gifts.md"]);
    }
}

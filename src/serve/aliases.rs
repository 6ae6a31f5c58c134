//! Names that lead to files through symbolic links: a change of what a link leads to is a change under its name.

use std::collections::HashSet;

use crate::disk::{DiskWorld, SymlinkResolver};
use crate::path::FilePath;

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
        let mut ways = SymlinkResolver::of(world);
        for name in names {
            let places = ways.places(name).into_iter().filter(|place| place != name);
            self.known.extend(places.map(|place| Alias { place, name: name.clone() }));
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
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

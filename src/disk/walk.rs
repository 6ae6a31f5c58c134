//! Looks a folder through.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::kept::Listed;
use super::special::special;
use super::{DiskWorld, in_words};
use crate::diagnostic::{Code, Finding, Place};
use crate::path::{FilePath, is_index};
use crate::world::{
    Listing, NEVER_LISTED, bare_repositories, bare_repository_finding, is_left_behind, is_never_listed,
};

impl DiskWorld {
    /// The files below a folder, as they are now, and whether the world is notified when there are others.
    pub(super) fn walk(&self, folder: &FilePath) -> Listed {
        let start = self.on_disk(folder);
        let (mut files, mut findings, mut linked) = (Vec::new(), Vec::new(), BTreeMap::new());
        if !start.is_dir() {
            return Listed { listing: Listing::default(), is_watched: self.is_watched(folder, None) };
        }
        let real = std::fs::canonicalize(&start).ok();
        let mut is_watched = folder.as_str().is_empty() || self.is_watched(folder, real.as_deref());
        let mut left_out = Vec::new();
        let has_links = Cell::new(start.is_symlink());
        let mut enters = |entry: &DirEntry| {
            has_links.set(has_links.get() || entry.path_is_symlink());
            is_watched &= !entry.path_is_symlink() || self.is_link_watched(entry.path());
            self.enters(entry, &mut left_out)
        };
        let mut unread_indexes = Vec::new();
        let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(&mut enters) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => match self.file_at(entry.path()) {
                    Some(file) => {
                        // Where no link was met, everything is where it seems to be.
                        let real = has_links.get().then(|| self.elsewhere(entry.path())).flatten();
                        linked.extend(real.map(|real| (file.clone(), real)));
                        files.push(file);
                    }
                    None => findings.push(odd_name(entry.path())),
                },
                Ok(entry) => {
                    unread_indexes.extend(Some(entry.path().to_owned()).filter(|_| entry.depth() > 0));
                    findings.extend(self.no_file(&entry));
                }
                Err(error) if is_lock(&error) => {}
                Err(error) => {
                    unread_indexes.extend(error.path().map(Path::to_owned));
                    findings.push(self.not_walked(&error));
                }
            }
        }
        // Links that lead nowhere are not entered.
        let is_told =
            |finding: &Finding| finding.place.as_ref().is_none_or(|place| self.is_watched(&place.file, None));
        let is_watched = is_watched && findings.iter().all(is_told);
        let not_entered = left_out.iter().filter_map(|finding| Some(finding.place.as_ref()?.file.clone()));
        let unread = unread_indexes.iter().filter_map(|path| self.file_at(path)).chain(not_entered);
        files.extend(unread.filter(|file| is_index(file.name())));
        findings.extend(left_out);
        files.sort();
        files.dedup();
        for folder in bare_repositories(&files) {
            files.retain(|file| file.within(&folder).is_none());
            findings.push(bare_repository_finding(&folder));
        }
        let listing = Listing { files: files.into(), linked: Arc::new(linked), findings };
        Listed { listing, is_watched }
    }

    /// Where a file really is, if that is elsewhere in the site.
    fn elsewhere(&self, path: &Path) -> Option<FilePath> {
        let real = std::fs::canonicalize(path).ok().filter(|real| real != path)?;
        self.file_at(&real)
    }

    /// That something is neither a file nor a folder.
    fn no_file(&self, entry: &DirEntry) -> Option<Finding> {
        let what = special(entry.file_type())?;
        let file = self.file_at(entry.path())?;
        let message = format!("`{file}` is {what}, and no file: it is left out");
        let finding = Finding::new(Code::UnreadableFile, Place::file(&file), message);
        Some(finding.hint("remove it, or write a file in its place"))
    }

    /// Whether the world is notified when what a link leads to changes. Of what is out of the site nothing is listed.
    fn is_link_watched(&self, link: &Path) -> bool {
        let real = std::fs::canonicalize(link).ok();
        let is_out = real.as_deref().is_some_and(|real| !real.starts_with(&self.root));
        is_out || self.file_at(link).is_none_or(|link| self.is_watched(&link, real.as_deref()))
    }

    /// Folders of version control and our own are left out, what others leave behind, and links that lead out of the
    /// site or nowhere.
    fn enters(&self, entry: &DirEntry, left_out: &mut Vec<Finding>) -> bool {
        let name = entry.file_name().to_str();
        if entry.depth() > 0 && name.is_some_and(|name| NEVER_LISTED.contains(&name)) {
            left_out.extend((name == Some(".git")).then(|| self.other_repository(entry.path())).flatten());
            return false;
        }
        if !entry.file_type().is_dir() && name.is_some_and(is_left_behind) {
            return false;
        }
        // The folder to be listed may itself be reached through a link.
        if !entry.path_is_symlink() && entry.depth() > 0 {
            return true;
        }
        let finding = match std::fs::canonicalize(entry.path()) {
            Ok(real) if self.is_of_no_site(&real) => Finding::of_site(
                Code::WithheldFile,
                "it leads to what is there for version control, for this program or for an editor: it is left out",
            )
            .hint("nothing of that is published; remove the link, or the name of the folder from site.toml"),
            Ok(real) if real.starts_with(&self.root) => return true,
            Ok(_) => Finding::of_site(
                Code::SymlinkOutside,
                "a symbolic link leads out of the site and is not followed",
            )
            .hint("copy what it leads to, or move it below the site's root"),
            Err(error) => Finding::of_site(
                Code::UnreadableFile,
                format!("a symbolic link cannot be followed: {}", in_words(&error)),
            )
            .hint("remove the link, or mend what it leads to"),
        };
        let place = self.file_at(entry.path()).map(|file| Place::file(&file));
        left_out.push(Finding { place, ..finding });
        false
    }

    /// Whether something in the site is not of it, where it really is. Git may keep a repository in a folder of any name.
    pub(super) fn is_of_no_site(&self, real: &Path) -> bool {
        let Some(path) = self.file_at(real) else { return false };
        let is_left = is_left_behind(path.name()) && real.is_file();
        let mut folders = real.ancestors().take_while(|folder| folder.starts_with(&self.root));
        is_never_listed(&path) || is_left || folders.any(is_git_folder)
    }

    /// That a folder below the root is a repository of its own: of what is in it, that of the site knows nothing.
    fn other_repository(&self, of: &Path) -> Option<Finding> {
        let folder = self.file_at(of.parent()?).filter(|folder| !folder.as_str().is_empty())?;
        let message =
            format!("`{folder}` is a git repository of its own: the history of what is in it is not read");
        let hint =
            "move its files into the repository of the site, or name the folder under `exclude` in site.toml";
        Some(Finding::new(Code::OtherRepository, Place::file(&folder), message).hint(hint))
    }

    fn not_walked(&self, error: &walkdir::Error) -> Finding {
        let place = error.path().and_then(|path| self.file_at(path)).map(|file| Place::file(&file));
        let finding = if error.loop_ancestor().is_some() {
            Finding::of_site(Code::SymlinkLoop, "a symbolic link leads back into a folder that holds it")
                .hint("remove the link; what it leads to is in the site already")
        } else {
            let why = error.io_error().map_or_else(|| error.to_string(), in_words);
            Finding::of_site(Code::UnreadableFile, format!("a file or folder cannot be read: {why}"))
        };
        Finding { place, ..finding }
    }
}

/// Whether a folder is where git keeps a repository.
fn is_git_folder(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

/// Whether something is a link that leads nowhere and is hidden, or left behind: Emacs marks so a file that is being
/// edited.
fn is_lock(error: &walkdir::Error) -> bool {
    let is_no_matter = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with('.') || is_left_behind(name))
    };
    let is_missing = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_missing && error.path().is_some_and(is_no_matter)
}

fn odd_name(path: &Path) -> Finding {
    let message = format!("a file's name is not UTF-8 and is left out: `{}`", path.display());
    Finding::of_site(Code::UnreadableFile, message).hint("rename the file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{ReadError, World};

    fn file(path: &str) -> FilePath {
        FilePath::new(path).expect("a path")
    }

    #[test]
    fn links_out_of_the_site_and_loops_are_findings() {
        let outside = tempfile::tempdir().expect("a folder");
        let site = tempfile::tempdir().expect("a folder");
        let root = site.path();
        std::fs::create_dir(root.join("content")).expect("a folder");
        std::fs::write(root.join("content/a.md"), "A").expect("a file");
        std::fs::create_dir(root.join("content/.git")).expect("a folder");
        std::fs::write(root.join("content/.git/a.md"), "H").expect("a file");
        std::fs::write(outside.path().join("secret.md"), "S").expect("a file");
        std::os::unix::fs::symlink(outside.path(), root.join("content/out")).expect("a link");
        std::os::unix::fs::symlink(root.join("content"), root.join("content/loop")).expect("a link");
        std::os::unix::fs::symlink("a.md", root.join("content/b.md")).expect("a link");
        let world = DiskWorld::new(root, None).expect("a world");
        let listing = world.list(&file("content"));
        assert_eq!(*listing.files, [file("content/a.md"), file("content/b.md")]);
        let mut codes: Vec<_> = listing.findings.iter().map(|finding| finding.code.name()).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["other-repository", "symlink-loop", "symlink-outside"]);
        assert!(matches!(world.text(&file("content/out/secret.md")), Err(ReadError::Refused(_))));
        assert!(matches!(world.real_path(&file("content/out/secret.md")), Err(ReadError::Refused(_))));
    }

    #[test]
    fn a_folder_that_is_itself_a_link_out_is_not_listed() {
        let outside = tempfile::tempdir().expect("a folder");
        let site = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("secret.pdf"), "S").expect("a file");
        std::fs::create_dir(site.path().join("real")).expect("a folder");
        std::fs::write(site.path().join("real/a.pdf"), "A").expect("a file");
        std::os::unix::fs::symlink(outside.path(), site.path().join("static")).expect("a link");
        std::os::unix::fs::symlink("real", site.path().join("files")).expect("a link");
        let world = DiskWorld::new(site.path(), None).expect("a world");
        let listing = world.list(&file("static"));
        assert_eq!(*listing.files, []);
        assert_eq!(listing.findings[0].code, Code::SymlinkOutside);
        assert_eq!(*world.list(&file("files")).files, [file("files/a.pdf")]);
    }

    #[test]
    fn links_that_lead_nowhere_are_findings() {
        let site = tempfile::tempdir().expect("a folder");
        for (name, to) in [("gone.md", "nowhere.md"), ("one.md", "two.md"), ("two.md", "one.md")] {
            std::os::unix::fs::symlink(to, site.path().join(name)).expect("a link");
        }
        std::os::unix::fs::symlink("desk@host.example:1", site.path().join(".#a.md")).expect("a link");
        let listing = DiskWorld::new(site.path(), None).expect("a world").list(&FilePath::root());
        let codes: Vec<_> = listing.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::UnreadableFile; 3]);
        assert!(listing.findings[0].message.ends_with("no such file or directory"), "{listing:?}");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_told_of_until_it_is_gone() {
        let site = tempfile::tempdir().expect("a folder");
        let link = site.path().join("gone.md");
        std::os::unix::fs::symlink("nowhere.md", &link).expect("a link");
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        assert_eq!(world.list(&FilePath::root()).findings.len(), 1);
        std::fs::remove_file(&link).expect("a link");
        world.forget(&[file("gone.md")]);
        assert_eq!(world.list(&FilePath::root()).findings, []);
    }

    #[test]
    fn a_link_to_what_is_not_there_and_nobody_watches_is_followed_once_it_is() {
        let site = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(site.path().join("content")).expect("a folder");
        std::os::unix::fs::symlink("../.later", site.path().join("content/pics")).expect("a link");
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        assert_eq!(world.list(&file("content")).findings.len(), 1);
        std::fs::create_dir(site.path().join(".later")).expect("a folder");
        std::fs::write(site.path().join(".later/a.png"), "A").expect("a file");
        assert_eq!(*world.list(&file("content")).files, [file("content/pics/a.png")]);
    }

    #[test]
    fn what_stands_in_the_place_of_the_page_of_a_folder_is_listed() {
        let site = tempfile::tempdir().expect("a folder");
        for folder in ["a", "b", "c/_index.md"] {
            std::fs::create_dir_all(site.path().join(folder)).expect("a folder");
        }
        std::os::unix::fs::symlink("/nowhere", site.path().join("a/_index.md")).expect("a link");
        std::os::unix::fs::symlink("index.md", site.path().join("b/index.md")).expect("a link");
        let world = DiskWorld::new(site.path(), None).expect("a world");
        let listed = [file("a/_index.md"), file("b/index.md"), file("c/_index.md")];
        assert_eq!(*world.list(&FilePath::root()).files, listed);
        assert!(listed.iter().all(|file| world.text(file).is_err()));
    }

    #[test]
    fn a_repository_without_a_working_tree_is_not_listed() {
        let site = tempfile::tempdir().expect("a folder");
        let git = site.path().join("static/b.git");
        std::fs::create_dir_all(git.join("objects/pack")).expect("a folder");
        for name in ["HEAD", "config", "objects/pack/a.pack"] {
            std::fs::write(git.join(name), "A").expect("a file");
        }
        std::fs::write(site.path().join("static/a.css"), "A").expect("a file");
        let listing = DiskWorld::new(site.path(), None).expect("a world").list(&file("static"));
        assert_eq!(*listing.files, [file("static/a.css")]);
        assert_eq!(listing.findings[0].code, Code::WithheldFile);
    }

    #[test]
    fn what_others_leave_behind_is_not_listed() {
        let site = tempfile::tempdir().expect("a folder");
        for name in ["a.md", "a.md~", "#a.md#", ".DS_Store", "Thumbs.db"] {
            std::fs::write(site.path().join(name), "A").expect("a file");
        }
        std::os::unix::fs::symlink("nowhere.md", site.path().join("b.md~")).expect("a link");
        std::os::unix::fs::symlink("../outside.md", site.path().join("c.md~")).expect("a link");
        let listing = DiskWorld::new(site.path(), None).expect("a world").list(&FilePath::root());
        assert_eq!((&*listing.files, &*listing.findings), (&[file("a.md")][..], &[][..]));
    }
}

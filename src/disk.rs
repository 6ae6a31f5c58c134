//! A world over a working tree.

#![expect(clippy::disallowed_methods, reason = "the door to the files of a site")]

mod kept;
mod ways;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::date::{Day, Zone};
use crate::diagnostic::{Code, Finding, Place};
use crate::list::List;
use crate::path::FilePath;
use crate::world::{
    Cache, Listing, Mark, NEVER_LISTED, NOT_OF_THE_SITE, NoCache, NoVersions, ReadError, Same, Text,
    Versions, World, decode, is_foreign, is_left_behind,
};
use kept::{Kept, Listed, Row};
pub use ways::Ways;

/// The files below a folder, as they are now.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    today: Option<Day>,
    kept: Keeping,
    versions: Mutex<Result<Arc<dyn Versions>, NoVersions>>,
    cache: Box<dyn Cache>,
}

/// Whether texts stay in memory once they are read.
#[derive(Debug)]
enum Keeping {
    /// Every read asks the disk.
    Nothing,
    /// What was read is kept until [`DiskWorld::forget`] names it.
    Read(Mutex<Kept>),
}

impl DiskWorld {
    /// The world below a folder, which must exist. `today` instead of the clock's day.
    pub fn new(root: &Path, today: Option<Day>) -> io::Result<DiskWorld> {
        let plain = |error: io::Error| io::Error::new(error.kind(), in_words(&error));
        let root = std::fs::canonicalize(root).map_err(plain)?;
        // Whoever may not look into the root would be told that it holds no page.
        std::fs::read_dir(&root).map_err(plain)?;
        let versions = Mutex::new(Err(NoVersions::NoRepository));
        Ok(DiskWorld { root, today, kept: Keeping::Nothing, versions, cache: Box::new(NoCache) })
    }

    /// The same world with a place for memos that outlive the process.
    #[must_use]
    pub fn with_cache(self, cache: Box<dyn Cache>) -> DiskWorld {
        DiskWorld { cache, ..self }
    }

    /// Sees the files' versions through this from now on: they are opened elsewhere, and anew when something is committed.
    pub fn see_versions(&self, versions: Result<Arc<dyn Versions>, NoVersions>) {
        *self.versions.lock().unwrap_or_else(PoisonError::into_inner) = versions;
    }

    /// One that keeps the texts it has read, for a preview that compiles again and again.
    pub fn keeping_texts(root: &Path, today: Option<Day>) -> io::Result<DiskWorld> {
        Ok(DiskWorld { kept: Keeping::Read(Mutex::default()), ..DiskWorld::new(root, today)? })
    }

    /// The folder, with symbolic links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the site is on disk.
    pub fn on_disk(&self, file: &FilePath) -> PathBuf {
        self.root.join(file.as_str())
    }

    /// The file of the site that a path on disk means; `None` outside the root.
    pub fn file_at(&self, path: &Path) -> Option<FilePath> {
        FilePath::new(path.strip_prefix(&self.root).ok()?.to_str()?)
    }

    /// Drops what was read of files and folders that have changed, and yields the texts that were kept.
    pub fn forget(&self, files: &[FilePath]) -> Vec<(FilePath, Arc<str>)> {
        let Some(mut kept) = self.kept() else { return Vec::new() };
        kept.forget(files, &|file| self.on_disk(file))
    }

    fn kept(&self) -> Option<MutexGuard<'_, Kept>> {
        match &self.kept {
            Keeping::Nothing => None,
            Keeping::Read(kept) => Some(kept.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    /// Where a file really is, with symbolic links resolved; none leads out of the site.
    pub fn real_path(&self, file: &FilePath) -> Result<PathBuf, ReadError> {
        let real = std::fs::canonicalize(self.on_disk(file)).map_err(|error| refused(&error))?;
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(ReadError::Refused("it leads out of the site".to_owned()))
        }
    }

    fn read(&self, file: &FilePath) -> Result<Vec<u8>, ReadError> {
        std::fs::read(self.real_path(file)?).map_err(|error| refused(&error))
    }

    /// Whether it is told when a file changes, wherever its name leads; `real` is where it really is, if it is there.
    fn is_watched(&self, file: &FilePath, real: Option<&Path>) -> bool {
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
        let places = Ways::of(self).places(file);
        let ends_there = places.last().is_some_and(|last| real.is_none_or(|real| real == self.on_disk(last)));
        ends_there && !places.iter().any(is_elsewhere)
    }
}

impl World for DiskWorld {
    fn list(&self, folder: &FilePath) -> Listing {
        if let Some(known) = self.kept().and_then(|kept| kept.listing(folder)) {
            return known;
        }
        let walked = self.walk(folder);
        match self.kept() {
            Some(mut kept) => kept.listed(folder, walked),
            None => walked.listing,
        }
    }

    fn text(&self, file: &FilePath) -> Result<Arc<str>, ReadError> {
        if let Some(text) = self.kept().and_then(|kept| kept.texts.get(file).cloned()) {
            return Ok(text);
        }
        let real = self.real_path(file)?;
        let text = decode(std::fs::read(&real).map_err(|error| refused(&error))?)?;
        let is_kept = matches!(self.kept, Keeping::Read(_)) && self.is_watched(file, Some(&real));
        if let Some(mut kept) = self.kept().filter(|_| is_kept) {
            kept.texts.insert(file.clone(), text.clone());
        }
        Ok(text)
    }

    fn texts(&self, files: &Arc<[FilePath]>) -> List<Text> {
        let known = self.kept().map_or_else(|| Kept::default().row(files), |mut kept| kept.row(files));
        let doubtful: Vec<usize> = known.doubtful.iter().copied().collect();
        // A file that was written and says the same is no other text.
        let read = |nth: usize| {
            let text = self.text(&files[nth]);
            let before = known.texts.get(nth).filter(|before| ***before == text);
            before.cloned().unwrap_or_else(|| Arc::new(text))
        };
        let read: Vec<(usize, Arc<Text>)> = doubtful.par_iter().map(|nth| (*nth, read(*nth))).collect();
        let texts = if known.texts.is_empty() {
            read.iter().map(|(_, text)| text.clone()).collect()
        } else {
            known.texts.with(&read)
        };
        if let Some(mut kept) = self.kept().filter(|_| !read.is_empty()) {
            let is_doubtful = |nth: &usize| !kept.texts.contains_key(&files[*nth]);
            let doubtful = doubtful.into_iter().filter(is_doubtful).collect();
            kept.keep_row(Row { files: files.clone(), texts: texts.clone(), doubtful });
        }
        texts
    }

    fn mark(&self, file: &FilePath) -> Option<Mark> {
        if let Some(known) = self.kept()?.marks.get(file) {
            return Some(known.clone());
        }
        let is_watched = match self.real_path(file) {
            Ok(real) => self.is_watched(file, Some(&real)),
            Err(ReadError::Missing) => self.is_watched(file, None),
            Err(_) => false,
        };
        let mut kept = self.kept().filter(|_| is_watched)?;
        Some(kept.marks.entry(file.clone()).or_insert_with(|| Same(Arc::new(()))).clone())
    }

    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError> {
        self.read(file).map(Into::into)
    }

    fn today(&self, zone: &Zone) -> Day {
        self.today.unwrap_or_else(|| Day::now(zone))
    }

    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn cache(&self) -> &dyn Cache {
        &*self.cache
    }
}

impl DiskWorld {
    fn walk(&self, folder: &FilePath) -> Listed {
        let start = self.on_disk(folder);
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        if !start.is_dir() {
            return Listed { listing: Listing::default(), is_watched: self.is_watched(folder, None) };
        }
        let real = std::fs::canonicalize(&start).ok();
        let mut is_watched = folder.as_str().is_empty() || self.is_watched(folder, real.as_deref());
        let mut left_out = Vec::new();
        let mut enters = |entry: &DirEntry| {
            is_watched &= !entry.path_is_symlink() || self.is_link_watched(entry.path());
            self.enters(entry, &mut left_out)
        };
        let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(&mut enters) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => match self.file_at(entry.path()) {
                    Some(file) => files.push(file),
                    None => findings.push(odd_name(entry.path())),
                },
                Ok(_) => {}
                Err(error) if is_lock(&error) => {}
                Err(error) => findings.push(self.not_walked(&error)),
            }
        }
        // Links that lead nowhere are not entered.
        let is_told =
            |finding: &Finding| finding.place.as_ref().is_none_or(|place| self.is_watched(&place.file, None));
        let is_watched = is_watched && findings.iter().all(is_told);
        findings.extend(left_out);
        files.sort();
        Listed { listing: Listing { files: files.into(), findings }, is_watched }
    }

    /// Whether it is told when what a link leads to changes. Of what is out of the site nothing is listed.
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

fn refused(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        _ => ReadError::Refused(in_words(error)),
    }
}

/// The system's words without its number.
fn in_words(error: &io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(codes, ["symlink-loop", "symlink-outside"]);
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

    #[test]
    fn a_root_is_a_folder() {
        let site = tempfile::tempdir().expect("a folder");
        std::fs::write(site.path().join("a.md"), "A").expect("a file");
        let said =
            |name: &str| DiskWorld::new(&site.path().join(name), None).expect_err("no root").to_string();
        assert_eq!(said("a.md"), "not a directory");
        assert_eq!(said("nowhere"), "no such file or directory");
    }

    #[test]
    fn folders_are_forgotten_with_what_is_in_them() {
        let site = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(site.path().join("a/b")).expect("folders");
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        let read = |path: &str| {
            std::fs::write(site.path().join(path), path).expect("a file");
            world.text(&file(path)).expect("a text");
        };
        for (folder, forgotten) in [("a", 2), ("a/b", 1), ("a/b/c.md", 1), ("a/b/c", 0), ("", 3)] {
            for path in ["a/b/c.md", "a/d.md", "a-b.md"] {
                read(path);
            }
            assert_eq!(world.forget(&[file(folder)]).len(), forgotten, "{folder}");
        }
    }

    #[test]
    fn texts_are_kept_until_they_are_forgotten() {
        let site = tempfile::tempdir().expect("a folder");
        std::fs::write(site.path().join("a.md"), "one").expect("a file");
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        assert_eq!(&*world.text(&file("a.md")).expect("a text"), "one");
        std::fs::write(site.path().join("a.md"), "two").expect("a file");
        assert_eq!(&*world.text(&file("a.md")).expect("a text"), "one");
        assert_eq!(world.forget(&[file("b.md")]), []);
        assert_eq!(world.forget(&[file("a.md")]), [(file("a.md"), "one".into())]);
        assert_eq!(&*world.text(&file("a.md")).expect("a text"), "two");
    }

    #[test]
    fn texts_read_together_are_the_very_same_until_one_says_something_else() {
        let site = tempfile::tempdir().expect("a folder");
        let files: Arc<[FilePath]> = ["a.md", "in/b.md", "in/c.md"].map(file).into();
        std::fs::create_dir(site.path().join("in")).expect("a folder");
        files.iter().for_each(|file| std::fs::write(site.path().join(file.as_str()), "one").expect("a file"));
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        let before = world.texts(&files);
        for (changed, text) in [(".a.md.swp", None), ("in", None), ("a.md", Some("one")), ("style.css", None)]
        {
            if let Some(text) = text {
                std::fs::write(site.path().join(changed), text).expect("a file");
            }
            world.forget(&[file(changed)]);
            assert_eq!(world.texts(&files), before, "{changed}");
        }
        std::fs::write(site.path().join("in/c.md"), "two").expect("a file");
        assert_eq!(world.texts(&files), before, "nobody has said so");
        world.forget(&[file("in")]);
        let after = world.texts(&files);
        assert_eq!(*after[2], Ok("two".into()));
        assert!(Arc::ptr_eq(&after[0], &before[0]) && Arc::ptr_eq(&after[1], &before[1]));
    }

    #[test]
    fn hidden_files_are_read_each_time() {
        let site = tempfile::tempdir().expect("a folder");
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        for text in ["one", "two"] {
            std::fs::write(site.path().join(".signers"), text).expect("a file");
            assert_eq!(&*world.text(&file(".signers")).expect("a text"), text);
        }
        assert!(world.mark(&file("a.png")).is_some());
        assert!(world.mark(&file(".pictures/a.png")).is_none());
    }

    #[test]
    fn what_a_link_leads_to_where_nobody_watches_is_read_each_time() {
        let site = tempfile::tempdir().expect("a folder");
        let at = |path: &str| site.path().join(path);
        for folder in [".assets", "content", "content/node_modules", "public", "shared", ".ways"] {
            std::fs::create_dir(at(folder)).expect("a folder");
        }
        std::fs::write(at("content/a.md"), "A").expect("a file");
        for (link, to) in [
            ("content/pics", "../.assets"),
            ("content/one.md", "../.assets/x.md"),
            ("content/built", "../public"),
            ("content/modules", "node_modules"),
            ("content/round", "../.ways/on"),
            (".ways/on", "../shared"),
            ("content/lent", "../shared"),
        ] {
            std::os::unix::fs::symlink(to, at(link)).expect("a link");
        }
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        let unwatched = ["pics/x.md", "one.md", "built/x.md", "modules/x.md", "round/x.md"];
        let files: Arc<[FilePath]> = unwatched.iter().map(|name| file(&format!("content/{name}"))).collect();
        for text in ["one", "two"] {
            for folder in [".assets", "public", "content/node_modules", "shared"] {
                std::fs::write(at(folder).join("x.md"), text).expect("a file");
            }
            let together = world.texts(&files);
            for (nth, name) in files.iter().enumerate() {
                assert_eq!(&*world.text(name).expect("a text"), text, "{name}");
                assert_eq!(together[nth].as_deref(), Ok(text), "{name}");
                assert!(world.mark(name).is_none(), "{name}");
            }
        }
        assert!(world.mark(&file("content/pics/later.png")).is_none());
        assert!(world.mark(&file("content/lent/x.md")).is_some());
    }

    #[test]
    fn what_a_link_lists_where_nobody_watches_is_listed_each_time() {
        let site = tempfile::tempdir().expect("a folder");
        for folder in [".assets", "content", "static"] {
            std::fs::create_dir(site.path().join(folder)).expect("a folder");
            std::fs::write(site.path().join(folder).join("a.png"), "A").expect("a file");
        }
        std::os::unix::fs::symlink("../.assets", site.path().join("content/pics")).expect("a link");
        let world = DiskWorld::keeping_texts(site.path(), None).expect("a world");
        let (before, other) = (world.list(&file("content")), world.list(&file("static")));
        assert!(Arc::ptr_eq(&before.files, &world.list(&file("content")).files), "nothing has come or gone");
        for folder in [".assets", "static"] {
            std::fs::write(site.path().join(folder).join("b.png"), "B").expect("a file");
        }
        let now = world.list(&file("content"));
        assert_eq!(
            *now.files,
            ["a.png", "pics/a.png", "pics/b.png"].map(|name| file(&format!("content/{name}")))
        );
        assert_eq!(world.list(&file("static")).files, other.files, "of that the watcher tells");
    }
}

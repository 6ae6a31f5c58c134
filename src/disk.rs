//! A world over a working tree.

#![expect(clippy::disallowed_methods, reason = "the door to the files of a site")]

mod kept;
mod login;
mod special;
mod walk;
mod ways;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::date::{Day, Moment, Zone};
use crate::path::FilePath;
use crate::shared::{ByPtr, SharedList};
use crate::world::{
    Cache, ContentMark, FileText, LONGEST_POINTER, LfsPointer, Listing, NoCache, NoVersions, Overlay,
    ReadError, Versions, World, decode, is_never_listed, not_pulled,
};
use kept::{CachedReads, CachedTexts};
pub use login::login_name;
pub use ways::SymlinkResolver;

/// The files below a folder, as they are now.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    today: Option<Day>,
    kept: Keeping,
    versions: Mutex<Result<Arc<dyn Versions>, NoVersions>>,
    cache: Box<dyn Cache>,
    /// Whether somebody else may have written what is in the cache.
    is_cache_foreign: AtomicBool,
}

/// Whether texts stay in memory once they are read.
#[derive(Debug)]
enum Keeping {
    /// Every read asks the disk.
    Nothing,
    /// What was read is kept until [`DiskWorld::forget`] names it.
    Read(Mutex<CachedReads>),
}

impl DiskWorld {
    /// The world below a folder, which must exist. `today` instead of the clock's day.
    pub fn new(root: &Path, today: Option<Day>) -> io::Result<DiskWorld> {
        let plain = |error: io::Error| io::Error::new(error.kind(), in_words(&error));
        let root = std::fs::canonicalize(root).map_err(plain)?;
        // Otherwise whoever may not look into the root would read that it holds no page.
        std::fs::read_dir(&root).map_err(plain)?;
        let versions = Mutex::new(Err(NoVersions::NoRepository));
        Ok(DiskWorld {
            root,
            today,
            kept: Keeping::Nothing,
            versions,
            cache: Box::new(NoCache),
            is_cache_foreign: AtomicBool::new(false),
        })
    }

    /// The same world with a place for memos that outlive the process.
    #[must_use]
    pub fn with_cache(self, cache: Box<dyn Cache>) -> DiskWorld {
        DiskWorld { cache, ..self }
    }

    /// Sees the files' versions through this from now on: they are opened elsewhere, and anew when something is committed.
    /// A cache that came with them is not used: it would say what others want it to say.
    pub fn see_versions(&self, versions: Result<Arc<dyn Versions>, NoVersions>) {
        if let Ok(versions) = &versions {
            let is_foreign = versions.overlays().iter().any(|overlay| matches!(overlay, Overlay::Cache(_)));
            self.is_cache_foreign.store(is_foreign, Ordering::SeqCst);
        }
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

    fn kept(&self) -> Option<MutexGuard<'_, CachedReads>> {
        match &self.kept {
            Keeping::Nothing => None,
            Keeping::Read(kept) => Some(kept.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    /// Where a file really is, with symbolic links resolved; none leads out of the site.
    pub fn real_path(&self, file: &FilePath) -> Result<PathBuf, ReadError> {
        let real = std::fs::canonicalize(self.on_disk(file)).map_err(|error| refused(&error))?;
        if !real.starts_with(&self.root) {
            return Err(ReadError::Refused("it leads out of the site".to_owned()));
        }
        let is_elsewhere = real != self.on_disk(file);
        if is_elsewhere && self.is_of_no_site(&real) || is_never_listed(file) {
            return Err(ReadError::Refused("nothing of the site is kept there".to_owned()));
        }
        Ok(real)
    }

    /// Where a file really is, and that it is a file that can be opened.
    pub fn readable(&self, file: &FilePath) -> Result<PathBuf, ReadError> {
        let real = self.real_path(file)?;
        let there = std::fs::metadata(&real).map_err(|error| refused(&error))?;
        if let Some(what) = special::special(there.file_type()) {
            return Err(ReadError::Refused(format!("it is {what}, and no file")));
        }
        let opened = std::fs::File::open(&real).and_then(|opened| opened.metadata());
        match opened.map_err(|error| refused(&error))? {
            there if there.is_file() && there.len() <= LONGEST_POINTER as u64 => {
                if LfsPointer::of(&self.read(file)?).is_some() { Err(not_pulled()) } else { Ok(real) }
            }
            there if there.is_file() => Ok(real),
            _ => Err(ReadError::Refused("it is no file".to_owned())),
        }
    }

    fn read(&self, file: &FilePath) -> Result<Vec<u8>, ReadError> {
        special::read(&self.real_path(file)?).map_err(|error| refused(&error))
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
        let text = decode(special::read(&real).map_err(|error| refused(&error))?)?;
        let is_kept = matches!(self.kept, Keeping::Read(_)) && self.is_watched(file, Some(&real));
        if let Some(mut kept) = self.kept().filter(|_| is_kept) {
            kept.texts.insert(file.clone(), text.clone());
        }
        Ok(text)
    }

    fn texts(&self, files: &Arc<[FilePath]>) -> SharedList<FileText> {
        let known = self.kept().map_or_else(|| CachedReads::default().row(files), |mut kept| kept.row(files));
        let doubtful: Vec<usize> = known.doubtful.iter().copied().collect();
        // A file that was written and says the same is no other text.
        let read = |nth: &usize| {
            let text = self.text(files.get(*nth)?);
            let before = known.texts.get(*nth).filter(|before| ***before == text);
            Some((*nth, before.cloned().unwrap_or_else(|| Arc::new(text))))
        };
        let read: Vec<(usize, Arc<FileText>)> = doubtful.par_iter().filter_map(read).collect();
        let texts = if known.texts.is_empty() {
            read.iter().map(|(_, text)| text.clone()).collect()
        } else {
            known.texts.with(&read)
        };
        if let Some(mut kept) = self.kept().filter(|_| !read.is_empty()) {
            let is_doubtful =
                |nth: &usize| files.get(*nth).is_some_and(|file| !kept.texts.contains_key(file));
            let doubtful = doubtful.into_iter().filter(is_doubtful).collect();
            kept.keep_row(CachedTexts { files: files.clone(), texts: texts.clone(), doubtful });
        }
        texts
    }

    fn mark(&self, file: &FilePath) -> Option<ContentMark> {
        if let Some(known) = self.kept()?.marks.get(file) {
            return Some(known.clone());
        }
        let is_watched = match self.real_path(file) {
            Ok(real) => self.is_watched(file, Some(&real)),
            Err(ReadError::Missing) => self.is_watched(file, None),
            Err(_) => false,
        };
        let mut kept = self.kept().filter(|_| is_watched)?;
        Some(kept.marks.entry(file.clone()).or_insert_with(|| ByPtr(Arc::new(()))).clone())
    }

    fn bytes(&self, file: &FilePath) -> Result<Arc<[u8]>, ReadError> {
        self.read(file).map(Into::into)
    }

    fn today(&self, zone: &Zone) -> Day {
        self.today.unwrap_or_else(|| Day::now(zone))
    }

    fn now(&self) -> Option<Moment> {
        Some(Moment::now())
    }

    fn versions(&self) -> Result<Arc<dyn Versions>, NoVersions> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn cache(&self) -> &dyn Cache {
        if self.is_cache_foreign.load(Ordering::SeqCst) { &NoCache } else { &*self.cache }
    }
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

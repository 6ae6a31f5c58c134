//! A folder on which no links can be made, such as many file shares: files are replaced one by one, each at once.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use blake3::Hash;
use walkdir::{DirEntry, WalkDir};

use super::layout::OWN;
use super::place::{FilePlace, ListedFile, Mark, PlaceError, StoredFile, WriteCondition, WrittenFile};
use crate::publish::durable;
use crate::publish::kill_point::point;
use crate::write::{file, is_within};

/// The file that is locked while a condition is judged.
const GUARD: &str = ".guidepost/guard";
/// No small file takes longer to write.
const LONGEST_WRITE: Duration = Duration::from_mins(10);
/// How the names of files begin while they are written.
const WRITTEN: &str = ".guidepost-";

/// A folder whose files are replaced in place.
#[derive(Clone, Debug)]
pub struct FileShare {
    root: PathBuf,
}

impl FileShare {
    /// The folder at a path, which need not be there yet.
    pub fn at(root: PathBuf) -> FileShare {
        FileShare { root }
    }

    /// Its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file is.
    fn place(&self, path: &str) -> Result<PathBuf, PlaceError> {
        if is_within(path) {
            return Ok(self.root.join(path));
        }
        Err(PlaceError::Failed {
            why: format!("`{path}` leads out of the place"),
            hint: "give the file another name".to_owned(),
        })
    }

    /// Makes the folders that a file lies in. None of them may be a link: what is behind it is somebody else's.
    fn make_folders(&self, path: &str) -> Result<(), PlaceError> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut dir = self.root.clone();
        fs::create_dir_all(&dir).map_err(|error| failed("make the folder", &dir, &error))?;
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            dir.push(part);
            match fs::symlink_metadata(&dir) {
                Ok(there) if there.is_dir() => {}
                Ok(_) => return Err(in_the_way(&dir)),
                Err(_) => match fs::create_dir(&dir).and_then(|()| for_all(&dir, 0o755)) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                        return Err(failed("make the folder", &dir, &error));
                    }
                    _ => {}
                },
            }
        }
        Ok(())
    }

    /// Keeps others from judging a condition until the file returned is closed. Where the file system locks nothing, the lock
    /// of the publisher is read again before anything that matters.
    fn guard(&self) -> Result<File, PlaceError> {
        self.make_folders(GUARD)?;
        let path = self.root.join(GUARD);
        let guard = File::options().write(true).create(true).truncate(false).open(&path);
        let guard = guard.map_err(|error| failed("lock", &path, &error))?;
        let _ = guard.lock();
        Ok(guard)
    }

    fn mark(path: &Path) -> Result<Mark, PlaceError> {
        let there = fs::symlink_metadata(path).map_err(|error| failed("look at", path, &error))?;
        Ok(Mark { etag: etag(&there), version: None })
    }

    fn entries(&self, below: &str) -> Result<Vec<DirEntry>, PlaceError> {
        let dir = if below.is_empty() { self.root.clone() } else { self.place(below)? };
        if fs::symlink_metadata(&dir).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            return Ok(Vec::new());
        }
        let entries = WalkDir::new(&dir).min_depth(1).into_iter().filter(|entry| {
            // What was removed while the folder was read is not there.
            !entry
                .as_ref()
                .is_err_and(|error| error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound))
        });
        let entries: Result<Vec<DirEntry>, walkdir::Error> = entries.collect();
        entries.map_err(|error| failed("read the folder", &dir, &error.into()))
    }
}

impl FilePlace for FileShare {
    fn at(&self) -> PathBuf {
        self.root.clone()
    }

    fn folder(&self) -> Option<PathBuf> {
        Some(self.root.clone())
    }

    fn put_in_order(&self) -> Result<(), PlaceError> {
        let own = self.root.join(OWN);
        // Whoever asks for the lock writes in our own folder without it, and may be at it.
        let is_left = |entry: &&DirEntry| {
            is_half_written(entry) && (entry.path().parent() != Some(&own) || is_old(entry))
        };
        for entry in self.entries("")?.iter().filter(is_left) {
            settled("remove", entry.path(), fs::remove_file(entry.path()))?;
        }
        Ok(())
    }

    fn list(&self, below: &str) -> Result<Vec<ListedFile>, PlaceError> {
        let entries = self.entries(below)?.into_iter();
        let files = entries.filter(|entry| !entry.file_type().is_dir() && !is_half_written(entry));
        let listed = files.filter_map(|entry| {
            let there = entry.metadata().ok()?;
            let path = entry.path().strip_prefix(&self.root).ok()?;
            let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let etag = there.is_file().then(|| etag(&there));
            Some(ListedFile { path, size: there.len(), etag })
        });
        Ok(listed.collect())
    }

    fn read(&self, path: &str) -> Result<Option<StoredFile>, PlaceError> {
        let path = self.place(path)?;
        let there = match fs::symlink_metadata(&path) {
            Ok(there) if there.is_file() => there,
            Ok(_) => return Err(in_the_way(&path)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("look at", &path, &error)),
        };
        match fs::read(&path) {
            Ok(bytes) => {
                let mark = Mark { etag: etag(&there), version: None };
                Ok(Some(StoredFile { bytes, mark, written: written(&there) }))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("read", &path, &error)),
        }
    }

    fn hash(&self, path: &str) -> Result<Option<Hash>, PlaceError> {
        Ok(file::hash(&self.place(path)?))
    }

    fn write(&self, new: &WrittenFile<'_>) -> Result<Mark, PlaceError> {
        let path = self.place(new.path)?;
        self.make_folders(new.path)?;
        point();
        let guard = match new.condition {
            WriteCondition::None => None,
            _ => Some(self.guard()?),
        };
        match new.condition {
            WriteCondition::Absent => create(new, &path, create_for_all)?,
            WriteCondition::Still(mark) if Self::mark(&path).ok().as_ref() != Some(mark) => {
                return Err(PlaceError::Lost);
            }
            WriteCondition::Still(_) | WriteCondition::None => {
                let written = file::write(&path, new.bytes, create_for_all);
                written.map_err(|error| PlaceError::Failed {
                    why: error.to_string(),
                    hint: "mend that, and publish again".to_owned(),
                })?;
            }
        }
        point();
        let mark = Self::mark(&path);
        drop(guard);
        mark
    }

    fn settle(&self) -> Result<(), PlaceError> {
        // Of many shares nobody here can wait for the disk.
        let unsupported = [ErrorKind::Unsupported, ErrorKind::InvalidInput];
        match durable::wait_for_files(&self.root) {
            Err(error) if !unsupported.contains(&error.kind()) => {
                Err(failed("wait for the disk of", &self.root, &error))
            }
            _ => Ok(()),
        }
    }

    fn copy(&self, from: &str, to: &str) -> Result<Option<Hash>, PlaceError> {
        let (from, path) = (self.place(from)?, self.place(to)?);
        self.make_folders(to)?;
        point();
        let copied = file::copy(&path, &from, create_for_all);
        let hash = copied.map_err(|error| PlaceError::Failed {
            why: error.to_string(),
            hint: "mend that, and publish again".to_owned(),
        })?;
        point();
        Ok(Some(hash))
    }

    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        let place = self.place(path)?;
        point();
        // A folder stands there by now: then the file is gone.
        if fs::symlink_metadata(&place).is_ok_and(|there| there.is_dir()) {
            return Ok(());
        }
        settled("remove", &place, fs::remove_file(&place))?;
        // Folders that hold nothing any more go with it; one that holds something stays.
        let is_ours = |dir: &&Path| **dir != *self.root && !dir.ends_with(OWN);
        for dir in place.ancestors().skip(1).take_while(is_ours) {
            if fs::remove_dir(dir).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether a file was not complete when its writer was killed, or is being written.
fn is_half_written(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_str().and_then(|name| name.strip_prefix(WRITTEN));
    name.is_some_and(|rest| rest.len() == 16 && rest.chars().all(|digit| digit.is_ascii_hexdigit()))
}

/// Whether a file was written so long ago that nobody is writing it any more.
fn is_old(entry: &DirEntry) -> bool {
    let written = entry.metadata().ok().and_then(|there| there.modified().ok());
    written.and_then(|written| written.elapsed().ok()).is_some_and(|age| age > LONGEST_WRITE)
}

/// Writes a file where none is. Its name is taken first: whoever reads it at that moment finds it empty, and never half of it.
fn create(new: &WrittenFile<'_>, path: &Path, make: file::Create) -> Result<(), PlaceError> {
    match create_for_all(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(PlaceError::Lost),
        Err(error) => return Err(failed("write", path, &error)),
        Ok(_) => {}
    }
    let written = file::write(path, new.bytes, make);
    written.map(drop).map_err(|error| {
        // A name that holds nothing would keep others away.
        let _ = fs::remove_file(path);
        PlaceError::Failed { why: error.to_string(), hint: "mend that, and publish again".to_owned() }
    })
}

/// Makes a file that the web server can read, whoever it runs as.
fn create_for_all(path: &Path) -> io::Result<File> {
    let file = File::create_new(path)?;
    // Many shares know of no such rights.
    let _ = for_all(path, 0o644);
    Ok(file)
}

#[cfg(unix)]
fn for_all(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn for_all(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Whoever edits a file may set back its time, and not when its entry changed.
#[cfg(unix)]
fn etag(there: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    let (changed, changed_nanoseconds) = (there.ctime(), there.ctime_nsec());
    format!(
        "{}-{}.{:09}-{changed}.{changed_nanoseconds:09}-{}",
        there.len(),
        there.mtime(),
        there.mtime_nsec(),
        there.ino()
    )
}

#[cfg(not(unix))]
fn etag(there: &Metadata) -> String {
    format!("{}-{}", there.len(), written(there))
}

/// When a file was written, in milliseconds.
fn written(there: &Metadata) -> i64 {
    let since = there.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or_default()
}

fn settled(action: &str, path: &Path, done: io::Result<()>) -> Result<(), PlaceError> {
    match done {
        // Where its folder is a file by now, it is gone as well.
        Err(error) if ![ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => {
            Err(failed(action, path, &error))
        }
        _ => Ok(()),
    }
}

fn failed(action: &str, path: &Path, error: &io::Error) -> PlaceError {
    let said = error.to_string();
    let words = said.split(" (os error").next().unwrap_or(&said).to_lowercase();
    PlaceError::Failed {
        why: format!("cannot {action} `{}`: {words}", path.display()),
        hint: "mend that, and publish again".to_owned(),
    }
}

fn in_the_way(path: &Path) -> PlaceError {
    PlaceError::Failed {
        why: format!("`{}` is not as guidepost made it", path.display()),
        hint: "find out who put it there, and remove it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::lock::own;
    use super::*;

    /// A disk that is full leaves neither half a file nor a name that holds nothing.
    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_written_whole_is_not_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let new = own("lock", b"words", WriteCondition::Absent);
        let full = |_: &Path| File::options().write(true).open("/dev/full");
        assert!(matches!(create(&new, &path, full), Err(PlaceError::Failed { .. })));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
        assert!(create(&new, &path, create_for_all).is_ok());
        assert_eq!(create(&new, &path, create_for_all), Err(PlaceError::Lost));
        assert_eq!(fs::read(&path).expect("a lock"), b"words");
    }
}

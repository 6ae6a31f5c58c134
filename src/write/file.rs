//! One file on disk: compared with what it should be, and replaced at once, so that a reader never
//! sees half of it.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};

use super::error::WriteError;

use crate::source::slice;

/// Makes a file that is not there yet. Tests put a disk that is full in its place.
pub(crate) type Create = fn(&Path) -> io::Result<File>;

/// What stands in the place of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ExistingFile {
    Nothing,
    /// The file as it should be, with the hash of its bytes.
    Same(Hash),
    /// A file with other bytes, or a link, which is as good as other bytes.
    Other,
    Folder,
}

/// How much of a file is held in memory when it is copied.
const CHUNK: usize = 1 << 16;

/// [`Create`] as it is meant.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    File::create_new(path)
}

/// Compares a file with the bytes it should have: its kind and size first, then its bytes.
pub(crate) fn compare(path: &Path, bytes: &[u8]) -> Result<ExistingFile, WriteError> {
    let Some(there) = look(path)? else { return Ok(ExistingFile::Nothing) };
    if there.is_dir() {
        return Ok(ExistingFile::Folder);
    }
    let same = there.is_file() && there.len() == bytes.len() as u64 && holds(path, bytes);
    Ok(if same { ExistingFile::Same(blake3::hash(bytes)) } else { ExistingFile::Other })
}

/// Whether there is a file, and no link to one, whose bytes have this hash.
pub(crate) fn has_hash(path: &Path, hash: Hash) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
    is_file && fs::read(path).is_ok_and(|bytes| blake3::hash(&bytes) == hash)
}

/// Compares a file with the one it should be a copy of, as [`compare`] does.
pub(crate) fn compare_files(path: &Path, original: &Path) -> Result<ExistingFile, WriteError> {
    let failed = |error| WriteError::io("read", original, error);
    let source = File::open(original).map_err(failed)?;
    let size = source.metadata().map_err(failed)?.len();
    Ok(match look(path)? {
        None => ExistingFile::Nothing,
        Some(there) if there.is_dir() => ExistingFile::Folder,
        Some(there) if there.is_file() && there.len() == size => {
            alike(path, source).map_err(failed)?.map_or(ExistingFile::Other, ExistingFile::Same)
        }
        Some(_) => ExistingFile::Other,
    })
}

/// The hash of a source if a file of the same size holds its bytes. The file may be unreadable, the source not.
fn alike(path: &Path, mut source: File) -> io::Result<Option<Hash>> {
    let Ok(mut copy) = File::open(path) else { return Ok(None) };
    let mut hasher = Hasher::new();
    let (mut wanted, mut there) = (vec![0; CHUNK], vec![0; CHUNK]);
    loop {
        let read = source.read(&mut wanted)?;
        if read == 0 {
            return Ok(Some(hasher.finalize()));
        }
        let (Some(wanted), Some(there)) = (wanted.get(..read), there.get_mut(..read)) else {
            return Ok(None);
        };
        if copy.read_exact(there).is_err() || there != wanted {
            return Ok(None);
        }
        hasher.update(wanted);
    }
}

/// Writes a file beside its place, then moves it there.
pub(crate) fn write(path: &Path, bytes: &[u8], create: Create) -> Result<Hash, WriteError> {
    replace(path, create, |file| {
        file.write_all(bytes).map_err(|error| WriteError::io("write", path, error))
    })?;
    Ok(blake3::hash(bytes))
}

/// Copies a file beside its place, then moves it there. The hash is that of the bytes copied.
pub(crate) fn copy(path: &Path, original: &Path, create: Create) -> Result<Hash, WriteError> {
    let mut hasher = Hasher::new();
    replace(path, create, |file| {
        let mut source = File::open(original).map_err(|error| WriteError::io("read", original, error))?;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = source.read(&mut chunk).map_err(|error| WriteError::io("read", original, error))?;
            if read == 0 {
                return Ok(());
            }
            let read = chunk.get(..read).unwrap_or(&chunk);
            hasher.update(read);
            file.write_all(read).map_err(|error| WriteError::io("write", path, error))?;
        }
    })?;
    Ok(hasher.finalize())
}

/// The hash of a file's bytes; `None` for what is no file, or cannot be read.
pub(crate) fn hash(path: &Path) -> Option<Hash> {
    if !fs::symlink_metadata(path).ok()?.is_file() {
        return None;
    }
    let mut hasher = Hasher::new();
    hasher.update_reader(File::open(path).ok()?).ok()?;
    Some(hasher.finalize())
}

/// Where a file is written before it is moved to its place: in the same folder, by a name that
/// depends on its own alone, so that what a killed build left behind is taken up by the next.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    path.with_file_name(format!(".guidepost-{}", slice(&blake3::hash(name).to_hex(), ..16)))
}

fn replace(
    path: &Path,
    create: Create,
    fill: impl FnOnce(&mut File) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let failed = |error| WriteError::io("write", path, error);
    let beside = beside(path);
    let made = match create(&beside) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(&beside).and_then(|()| create(&beside))
        }
        made => made,
    };
    let mut new = made.map_err(failed)?;
    let written = fill(&mut new);
    drop(new);
    let moved = written.and_then(|()| fs::rename(&beside, path).map_err(failed));
    if moved.is_err() {
        let _ = fs::remove_file(&beside);
    }
    moved
}

/// What is at a path, links not followed; `None` for nothing.
fn look(path: &Path) -> Result<Option<Metadata>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io("look at", path, error)),
    }
}

/// Whether a file of this very size holds these bytes. One that cannot be read is replaced.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let read = || {
        let mut there = vec![0; bytes.len()];
        File::open(path)?.read_exact(&mut there)?;
        io::Result::Ok(there)
    };
    read().is_ok_and(|there| there == bytes)
}

//! A room whose entries would fill the memory: each is written as it comes, and read when it is asked for.
//!
//! A file of it has the entries one behind the other, then an index with place and hash of each, and last where the index
//! begins and its hash. It is written beside, and moved into place when it is complete.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use blake3::Hash;

use super::files::{ENDING, MOST_FILES, files_of, make_folder};
use crate::source::slice;

/// What every file begins with; the room's name and a line end follow.
const MAGIC: &[u8] = b"guidepost large cache 1\n";
/// A line of the index: key, place, length, hash.
const LINE: usize = 32 + 8 + 8 + 32;
/// The last bytes of a file: where the index begins, and its hash.
const END: usize = 8 + 32;
/// A room that is larger keeps only what this process asked for.
const LARGEST: u64 = 1 << 30;
/// A file that was begun so long ago was left by somebody who was killed.
const LEFT: Duration = Duration::from_hours(24);

/// What is kept under one name.
pub(super) struct LargeRoom {
    files: Vec<PathBuf>,
    entries: HashMap<Hash, Entry>,
    new: Option<NewFile>,
}

struct Entry {
    place: LargePlace,
    asked: bool,
}

/// Where an entry stands.
#[derive(Clone, Debug)]
pub(super) struct LargePlace {
    file: Arc<Path>,
    start: u64,
    len: u64,
    hash: Hash,
}

impl LargePlace {
    /// Its bytes; `None` where they are not as they were written.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        let mut file = fs::File::open(&self.file).ok()?;
        file.seek(SeekFrom::Start(self.start)).ok()?;
        // No room is made for a length that the file may not have.
        let mut bytes = Vec::new();
        file.take(self.len).read_to_end(&mut bytes).ok()?;
        (blake3::hash(&bytes) == self.hash).then_some(bytes)
    }
}

impl LargeRoom {
    /// What is in a folder of a room. No entry is read for it.
    pub(super) fn open(folder: &Path, name: &str) -> LargeRoom {
        let mut room = LargeRoom { files: Vec::new(), entries: HashMap::new(), new: None };
        for path in files_of(folder, name).into_iter().filter(|path| path.is_file()) {
            let file: Arc<Path> = path.as_path().into();
            for (key, place) in index(&file, name).unwrap_or_default() {
                room.entries.insert(key, Entry { place, asked: false });
            }
            // One that is damaged goes with the others when they become one.
            room.files.push(path);
        }
        room
    }

    /// Where an entry stands.
    pub(super) fn place(&mut self, key: Hash) -> Option<LargePlace> {
        let entry = self.entries.get_mut(&key)?;
        entry.asked = true;
        Some(entry.place.clone())
    }

    /// Whether there is an entry.
    pub(super) fn has(&self, key: Hash) -> bool {
        self.entries.contains_key(&key)
    }

    /// Writes an entry. It is there once the room was flushed.
    pub(super) fn put(&mut self, to: LargeRoomAt<'_>, new: &LargeEntry<'_>) -> io::Result<()> {
        let file = match &mut self.new {
            Some(file) => file,
            none => none.insert(NewFile::begin(to)?),
        };
        let added = file.add(new);
        if added.is_err() {
            // What follows half an entry would be looked for in the wrong place.
            self.new = None;
        }
        added
    }

    /// Moves what was written into place. Where there are many files, they become one.
    pub(super) fn flush(&mut self, to: LargeRoomAt<'_>) -> io::Result<()> {
        let Some(mut new) = self.new.take() else { return Ok(()) };
        let is_one = self.files.len() >= MOST_FILES;
        if is_one {
            self.carry_on(&mut new)?;
        }
        let path = new.finish(to)?;
        for old in self.files.iter().filter(|old| is_one && **old != path) {
            // Whoever else removed it first did what was wanted.
            let _ = fs::remove_file(old);
        }
        *self = LargeRoom::open(to.folder, to.name);
        Ok(())
    }

    /// Copies the entries of the older files.
    fn carry_on(&self, new: &mut NewFile) -> io::Result<()> {
        let size: u64 = self.entries.values().map(|entry| entry.place.len).sum();
        let wanted =
            |(key, entry): &(&Hash, &Entry)| (entry.asked || size <= LARGEST) && !new.keys.contains(*key);
        let mut old: Vec<(Hash, &LargePlace)> =
            self.entries.iter().filter(wanted).map(|(key, entry)| (*key, &entry.place)).collect();
        old.sort_by_key(|(_, place)| (place.file.clone(), place.start));
        for (key, place) in old {
            if let Some(bytes) = place.read() {
                new.add(&LargeEntry { key, bytes: &bytes, hash: place.hash })?;
            }
        }
        Ok(())
    }
}

/// Where a room is.
#[derive(Clone, Copy)]
pub(super) struct LargeRoomAt<'a> {
    pub(super) folder: &'a Path,
    pub(super) name: &'a str,
}

/// An entry that is to be kept.
pub(super) struct LargeEntry<'a> {
    key: Hash,
    bytes: &'a [u8],
    /// That of its bytes.
    hash: Hash,
}

impl LargeEntry<'_> {
    pub(super) fn new(key: Hash, bytes: &[u8]) -> LargeEntry<'_> {
        LargeEntry { key, bytes, hash: blake3::hash(bytes) }
    }
}

/// A file that is not complete yet. Dropped before it is, it is removed.
struct NewFile {
    path: PathBuf,
    file: BufWriter<fs::File>,
    index: Vec<u8>,
    keys: HashSet<Hash>,
    at: u64,
}

impl NewFile {
    fn begin(to: LargeRoomAt<'_>) -> io::Result<NewFile> {
        make_folder(to.folder)?;
        let (path, file) = beside(to)?;
        remove_left(to, &file);
        let mut new = NewFile {
            path,
            file: BufWriter::with_capacity(1 << 16, file),
            index: Vec::new(),
            keys: HashSet::new(),
            at: 0,
        };
        new.write(&begin(to.name))?;
        Ok(new)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn add(&mut self, new: &LargeEntry<'_>) -> io::Result<()> {
        if !self.keys.insert(new.key) {
            return Ok(());
        }
        let (start, len) = (self.at, new.bytes.len() as u64);
        self.write(new.bytes)?;
        for part in [&new.key.as_bytes()[..], &start.to_le_bytes(), &len.to_le_bytes(), new.hash.as_bytes()] {
            self.index.extend_from_slice(part);
        }
        Ok(())
    }

    fn finish(mut self, to: LargeRoomAt<'_>) -> io::Result<PathBuf> {
        let (start, index) = (self.at, std::mem::take(&mut self.index));
        let hash = blake3::hash(&index);
        self.write(&index)?;
        self.write(&start.to_le_bytes())?;
        self.write(hash.as_bytes())?;
        self.file.flush()?;
        let path = to.folder.join(format!("{}-{}{ENDING}", to.name, slice(&hash.to_hex(), ..16)));
        fs::rename(&self.path, &path)?;
        Ok(path)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // Where it came into place, nothing is there.
        let _ = fs::remove_file(&self.path);
    }
}

/// A new file beside those of a room. No other cache of this process writes to it, nor does one that was killed and had its
/// number.
fn beside(to: LargeRoomAt<'_>) -> io::Result<(PathBuf, fs::File)> {
    let path = |nth: usize| to.folder.join(format!(".{}-large-{}-{nth}", to.name, std::process::id()));
    let mut nth = 0;
    loop {
        match fs::File::create_new(path(nth)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => nth += 1,
            file => return Ok((path(nth), file?)),
        }
    }
}

/// Removes what somebody left who was killed, by the clock of the disk.
fn remove_left(to: LargeRoomAt<'_>, new: &fs::File) {
    let modified = |about: io::Result<fs::Metadata>| about.and_then(|about| about.modified()).ok();
    let Some(now) = modified(new.metadata()) else { return };
    let start = format!(".{}-large-", to.name);
    for entry in fs::read_dir(to.folder).into_iter().flatten().flatten() {
        let is_left = entry.file_name().to_str().is_some_and(|name| name.starts_with(&start))
            && modified(entry.metadata())
                .is_some_and(|then| now.duration_since(then).is_ok_and(|age| age > LEFT));
        if is_left {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn begin(name: &str) -> Vec<u8> {
    [MAGIC, name.as_bytes(), b"\n"].concat()
}

/// The entries of a file; `None` where it is not as it was written.
fn index(path: &Arc<Path>, name: &str) -> Option<Vec<(Hash, LargePlace)>> {
    let begin = begin(name);
    let mut file = fs::File::open(path).ok()?;
    let mut head = vec![0; begin.len()];
    file.read_exact(&mut head).ok()?;
    let size = file.metadata().ok()?.len();
    let end = size.checked_sub(END as u64)?;
    file.seek(SeekFrom::Start(end)).ok()?;
    let mut last = [0; END];
    file.read_exact(&mut last).ok()?;
    let (start, hash) = last.split_first_chunk::<8>()?;
    let start = u64::from_le_bytes(*start);
    let len = usize::try_from(end.checked_sub(start)?).ok()?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut index = Vec::with_capacity(len);
    file.take(len as u64).read_to_end(&mut index).ok()?;
    if head != begin || blake3::hash(&index).as_bytes() != hash {
        return None;
    }
    index.chunks_exact(LINE).map(|line| entry(path, line)).collect()
}

fn entry(path: &Arc<Path>, line: &[u8]) -> Option<(Hash, LargePlace)> {
    let (key, rest) = line.split_first_chunk::<32>()?;
    let (start, rest) = rest.split_first_chunk::<8>()?;
    let (len, rest) = rest.split_first_chunk::<8>()?;
    let hash = Hash::from_bytes(*rest.first_chunk::<32>()?);
    let (start, len) = (u64::from_le_bytes(*start), u64::from_le_bytes(*len));
    Some((Hash::from_bytes(*key), LargePlace { file: path.clone(), start, len, hash }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: &str = "drawn";

    fn at(folder: &Path) -> LargeRoomAt<'_> {
        LargeRoomAt { folder, name: ROOM }
    }

    fn keep(folder: &Path, entries: &[(&str, &str)]) {
        let mut room = LargeRoom::open(folder, ROOM);
        for (key, bytes) in entries {
            let entry = LargeEntry::new(blake3::hash(key.as_bytes()), bytes.as_bytes());
            room.put(at(folder), &entry).expect("written");
        }
        room.flush(at(folder)).expect("kept");
    }

    fn read(folder: &Path, key: &str) -> Option<String> {
        let bytes = LargeRoom::open(folder, ROOM).place(blake3::hash(key.as_bytes()))?.read()?;
        Some(String::from_utf8(bytes).expect("a text"))
    }

    #[test]
    fn what_was_put_is_there_in_the_next_process_and_files_stay_few() {
        let site = tempfile::tempdir().expect("a folder");
        let folder = &site.path().join(".guidepost/cache");
        for number in 0..30 {
            keep(folder, &[(&format!("key {number}"), &format!("bytes {number}")), ("same", "same")]);
            for earlier in 0..=number {
                assert_eq!(read(folder, &format!("key {earlier}")), Some(format!("bytes {earlier}")));
            }
        }
        let files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().collect();
        assert!(files.len() <= MOST_FILES + 1, "{files:?}");
        assert_eq!(read(folder, "same").as_deref(), Some("same"));
        assert_eq!(read(folder, "other"), None);
    }

    #[test]
    fn whatever_byte_is_wrong_an_entry_is_right_or_none() {
        let site = tempfile::tempdir().expect("a folder");
        let folder = &site.path().join(".guidepost/cache");
        let entries = [("one", "1111"), ("two", "2222")];
        keep(folder, &entries);
        let path = files_of(folder, ROOM).remove(0);
        let whole = fs::read(&path).expect("bytes");
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x41;
            for bytes in [damaged, whole[..place].to_vec()] {
                fs::write(&path, bytes).expect("a file");
                let right = entries.iter().filter(|(key, bytes)| match read(folder, key) {
                    Some(found) => {
                        assert_eq!(found, *bytes, "byte {place}");
                        true
                    }
                    None => false,
                });
                assert!(right.count() < entries.len(), "byte {place} went unnoticed");
            }
        }
    }

    #[test]
    fn two_that_write_at_once_do_not_disturb_each_other() {
        let site = tempfile::tempdir().expect("a folder");
        let folder = &site.path().join(".guidepost/cache");
        let mut rooms = ["one", "two"].map(|key| (LargeRoom::open(folder, ROOM), key));
        for (room, key) in &mut rooms {
            let entry = LargeEntry::new(blake3::hash(key.as_bytes()), key.as_bytes());
            room.put(at(folder), &entry).expect("written");
        }
        for (room, _) in &mut rooms {
            room.flush(at(folder)).expect("kept");
        }
        for key in ["one", "two"] {
            assert_eq!(read(folder, key).as_deref(), Some(key));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_was_half_written_spoils_nothing_that_comes_after_it() {
        let site = tempfile::tempdir().expect("a folder");
        let folder = &site.path().join(".guidepost/cache");
        let mut room = LargeRoom::open(folder, ROOM);
        let (one, two) =
            (LargeEntry::new(blake3::hash(b"one"), b"1111"), LargeEntry::new(blake3::hash(b"two"), b"2222"));
        room.put(at(folder), &one).expect("written");
        let full = fs::File::options().write(true).open("/dev/full").expect("a disk that is full");
        let whole = std::mem::replace(
            &mut room.new.as_mut().expect("a file").file,
            BufWriter::with_capacity(1, full),
        );
        room.put(at(folder), &two).expect_err("the disk is full");
        if let Some(new) = &mut room.new {
            new.file = whole;
        }
        for entry in [&one, &two] {
            room.put(at(folder), entry).expect("written");
        }
        room.flush(at(folder)).expect("kept");
        assert_eq!((read(folder, "one"), read(folder, "two")), (Some("1111".into()), Some("2222".into())));
    }

    #[test]
    fn a_length_that_makes_no_sense_is_no_reason_to_panic() {
        let site = tempfile::tempdir().expect("a folder");
        let file = site.path().join("file");
        fs::write(&file, "1111").expect("written");
        let place =
            LargePlace { file: file.as_path().into(), start: 0, len: u64::MAX, hash: blake3::hash(b"x") };
        assert_eq!(place.read(), None);
    }

    #[test]
    fn what_was_not_flushed_leaves_nothing() {
        let site = tempfile::tempdir().expect("a folder");
        let folder = &site.path().join(".guidepost/cache");
        let mut room = LargeRoom::open(folder, ROOM);
        let entry = LargeEntry::new(blake3::hash(b"key"), b"bytes");
        room.put(at(folder), &entry).expect("written");
        drop(room);
        let files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().collect();
        assert!(files.is_empty(), "{files:?}");
    }
}

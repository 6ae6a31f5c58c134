//! Memos that outlive the process: in a few files below `.guidepost/cache`.
//!
//! A flush adds one file to a room, written beside and moved into place; when a room has many they become one. So
//! nobody ever sees half a file, two processes do not disturb each other, and twenty thousand entries are a few files.

#![expect(clippy::disallowed_methods, reason = "the door to what outlives the process")]

mod files;
mod large;
mod segment;

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use blake3::Hash;

use files::{ENDING, MOST_FILES, files_of, make_folder};
use large::{LargeEntry, LargeRoom, LargeRoomAt};

use crate::source::slice;
use crate::world::{Cache, CachedBytes};

/// A room that is larger keeps only what this process asked for.
const LARGEST_ROOM: usize = 512 << 20;

/// A cache in a folder.
pub struct DiskCache {
    folder: PathBuf,
    rooms: Mutex<HashMap<&'static str, Room>>,
    large: Mutex<HashMap<&'static str, LargeRoom>>,
}

impl DiskCache {
    /// The cache of a site. Nothing is read or written before it is asked for.
    pub fn of_site(root: &Path) -> DiskCache {
        DiskCache {
            folder: root.join(".guidepost").join("cache"),
            rooms: Mutex::default(),
            large: Mutex::default(),
        }
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<&'static str, Room>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn in_large<R>(&self, name: &'static str, act: impl FnOnce(&mut LargeRoom) -> R) -> R {
        let mut rooms = self.large.lock().unwrap_or_else(PoisonError::into_inner);
        act(rooms.entry(name).or_insert_with(|| LargeRoom::open(&self.folder, name)))
    }
}

impl fmt::Debug for DiskCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cache in {}", self.folder.display())
    }
}

impl Cache for DiskCache {
    fn get(&self, room: &'static str, key: &[u8]) -> Option<CachedBytes> {
        self.rooms().entry(room).or_insert_with(|| Room::read(&self.folder, room)).get(key)
    }

    fn put(&self, room: &'static str, key: &[u8], bytes: Vec<u8>) {
        self.rooms().entry(room).or_insert_with(|| Room::read(&self.folder, room)).put(key, bytes);
    }

    fn get_large(&self, room: &'static str, key: Hash) -> Option<Vec<u8>> {
        // Read when others have the room again.
        self.in_large(room, |room| room.place(key))?.read()
    }

    fn has_large(&self, room: &'static str, key: Hash) -> bool {
        self.in_large(room, |room| room.has(key))
    }

    fn put_large(&self, room: &'static str, key: Hash, bytes: &[u8]) {
        let (at, new) = (LargeRoomAt { folder: &self.folder, name: room }, LargeEntry::new(key, bytes));
        // What cannot be kept is worked out again the next time.
        let _ = self.in_large(room, |room| room.put(at, &new));
    }

    fn flush(&self) -> io::Result<()> {
        let mut rooms = self.rooms();
        rooms.iter_mut().try_for_each(|(name, room)| room.flush(&self.folder, name))?;
        let mut rooms = self.large.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.iter_mut().try_for_each(|(name, room)| room.flush(LargeRoomAt { folder: &self.folder, name }))
    }
}

/// What is kept under one name.
#[derive(Default)]
struct Room {
    files: Vec<File>,
    entries: HashMap<Vec<u8>, Entry>,
    /// How many entries are in no file yet.
    fresh: usize,
    /// Whether some file is damaged or foreign, and the room must be written anew.
    damaged: bool,
}

struct File {
    path: PathBuf,
    size: usize,
}

struct Entry {
    bytes: CachedBytes,
    /// Whether it is in no file yet.
    fresh: bool,
    asked: bool,
}

impl Room {
    fn read(folder: &Path, name: &str) -> Room {
        let mut room = Room::default();
        // Whoever reads a named pipe waits for ever, and a device may never end.
        for path in files_of(folder, name).into_iter().filter(|path| path.is_file()) {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let places = segment::read(name, &bytes);
            room.damaged |= places.is_none();
            let places = places.unwrap_or_default();
            room.files.push(File { path, size: bytes.len() });
            room.entries.reserve(places.len());
            let whole = Arc::new(bytes);
            for place in places {
                let bytes = CachedBytes::part(whole.clone(), place.bytes);
                if let Some((key, bytes)) = whole.get(place.key).zip(bytes) {
                    room.entries.insert(key.to_vec(), Entry { bytes, fresh: false, asked: false });
                }
            }
        }
        room
    }

    fn get(&mut self, key: &[u8]) -> Option<CachedBytes> {
        let entry = self.entries.get_mut(key)?;
        entry.asked = true;
        Some(entry.bytes.clone())
    }

    fn put(&mut self, key: &[u8], bytes: Vec<u8>) {
        let part = 0..bytes.len();
        if let Some(bytes) = CachedBytes::part(Arc::new(bytes), part) {
            self.entries.insert(key.to_vec(), Entry { bytes, fresh: true, asked: true });
            self.fresh += 1;
        }
    }

    fn flush(&mut self, folder: &Path, name: &str) -> io::Result<()> {
        if self.fresh == 0 && !self.damaged {
            return Ok(());
        }
        make_folder(folder)?;
        let size: usize = self.files.iter().map(|file| file.size).sum();
        let anew = self.damaged || self.files.len() >= MOST_FILES || size > LARGEST_ROOM;
        let wanted = |entry: &Entry| entry.fresh || anew && (entry.asked || size <= LARGEST_ROOM);
        let entries = self.entries.iter().filter(|(_, entry)| wanted(entry));
        let mut entries: Vec<(&[u8], &[u8])> =
            entries.map(|(key, entry)| (key.as_slice(), &*entry.bytes)).collect();
        entries.sort_unstable();
        let bytes = segment::write(name, entries.into_iter());
        let path = save(folder, name, &bytes)?;
        for old in self.files.iter().filter(|file| anew && file.path != path) {
            // Whoever else removed it first did what was wanted.
            let _ = std::fs::remove_file(&old.path);
        }
        if anew {
            self.files.clear();
        }
        self.files.push(File { path, size: bytes.len() });
        self.entries.values_mut().for_each(|entry| entry.fresh = false);
        (self.fresh, self.damaged) = (0, false);
        Ok(())
    }
}

/// Writes a file under a name made from its bytes: first beside, then moved to where it belongs.
fn save(folder: &Path, room: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let hash = blake3::hash(bytes).to_hex();
    let path = folder.join(format!("{room}-{}{ENDING}", slice(&hash, ..16)));
    let beside = folder.join(format!(".{room}-{}-{}", slice(&hash, ..16), std::process::id()));
    std::fs::write(&beside, bytes)?;
    std::fs::rename(&beside, &path)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: &str = "numbers";

    fn files(root: &Path) -> Vec<PathBuf> {
        files_of(&root.join(".guidepost/cache"), ROOM)
    }

    #[test]
    fn what_was_put_is_there_in_the_next_process() {
        let site = tempfile::tempdir().expect("a folder");
        for number in 0..30_u8 {
            let cache = DiskCache::of_site(site.path());
            for earlier in 0..number {
                assert_eq!(cache.get(ROOM, &[earlier]).as_deref(), Some(&[earlier; 9][..]));
            }
            assert!(cache.get(ROOM, &[number]).is_none());
            assert!(cache.get("letters", &[number.saturating_sub(1)]).is_none());
            cache.put(ROOM, &[number], vec![number; 9]);
            cache.flush().expect("kept");
        }
        assert!(files(site.path()).len() <= MOST_FILES + 1, "{:?}", files(site.path()));
        let ignore = std::fs::read_to_string(site.path().join(".guidepost/.gitignore"));
        assert_eq!(ignore.expect("a file"), "*\n");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_read() {
        let site = tempfile::tempdir().expect("a folder");
        let folder = site.path().join(".guidepost/cache");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::os::unix::fs::symlink("/dev/zero", folder.join(format!("{ROOM}-device{ENDING}")))
            .expect("a link");
        let pipe =
            std::process::Command::new("mkfifo").arg(folder.join(format!("{ROOM}-pipe{ENDING}"))).status();
        assert!(pipe.is_ok_and(|made| made.success()));
        let cache = DiskCache::of_site(site.path());
        assert!(cache.get(ROOM, b"a").is_none());
        cache.put(ROOM, b"a", b"two".to_vec());
        cache.flush().expect("kept");
        assert_eq!(DiskCache::of_site(site.path()).get(ROOM, b"a").as_deref(), Some(&b"two"[..]));
    }

    #[test]
    fn the_later_entry_holds() {
        let site = tempfile::tempdir().expect("a folder");
        let cache = DiskCache::of_site(site.path());
        cache.put(ROOM, b"a", b"one".to_vec());
        cache.put(ROOM, b"a", b"two".to_vec());
        cache.flush().expect("kept");
        assert_eq!(DiskCache::of_site(site.path()).get(ROOM, b"a").as_deref(), Some(&b"two"[..]));
    }

    #[test]
    fn whatever_byte_is_wrong_an_entry_is_right_or_none() {
        let site = tempfile::tempdir().expect("a folder");
        let cache = DiskCache::of_site(site.path());
        let entries = [(b"one", b"1111"), (b"two", b"2222"), (b"six", b"6666")];
        for (key, bytes) in entries {
            cache.put(ROOM, key, bytes.to_vec());
        }
        cache.flush().expect("kept");
        let file = files(site.path()).remove(0);
        let whole = std::fs::read(&file).expect("bytes");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x41;
            let cut = whole[..at].to_vec();
            for bytes in [damaged, cut] {
                std::fs::write(&file, bytes).expect("a file");
                let cache = DiskCache::of_site(site.path());
                let right = entries.iter().filter(|(key, bytes)| match cache.get(ROOM, *key) {
                    Some(found) => {
                        assert_eq!(*found, bytes[..], "byte {at}");
                        true
                    }
                    None => false,
                });
                assert!(right.count() < entries.len(), "byte {at} went unnoticed");
            }
        }
        let cache = DiskCache::of_site(site.path());
        cache.get(ROOM, b"one");
        cache.put(ROOM, b"one", b"1111".to_vec());
        cache.flush().expect("kept");
        assert_eq!(files(site.path()).len(), 1, "the damaged file is gone");
        assert_eq!(DiskCache::of_site(site.path()).get(ROOM, b"one").as_deref(), Some(&b"1111"[..]));
    }
}

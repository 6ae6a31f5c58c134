//! A place in memory, with a clock that is set and manners that are chosen.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

use blake3::Hash;

use super::super::place::*;

/// What a place does when a condition does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manners {
    /// It refuses.
    Keeping,
    /// It writes.
    IgnoringAll,
    /// It refuses to replace what is there, and writes whatever state that is in.
    IgnoringState,
}

#[derive(Debug)]
pub(super) struct MemoryPlace {
    manners: Manners,
    held: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    files: BTreeMap<String, StoredFile>,
    writes: u64,
    /// In milliseconds.
    clock: i64,
}

impl MemoryPlace {
    pub(super) fn new(manners: Manners) -> MemoryPlace {
        MemoryPlace { manners, held: Mutex::default() }
    }

    pub(super) fn set_clock(&self, seconds: i64) {
        self.memory().clock = seconds * 1000;
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.memory().files.contains_key(path)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.held.lock().expect("a memory")
    }
}

impl FilePlace for MemoryPlace {
    fn at(&self) -> PathBuf {
        PathBuf::from("s3://bucket/playbook")
    }

    fn folder(&self) -> Option<PathBuf> {
        None
    }

    fn put_in_order(&self) -> Result<(), PlaceError> {
        Ok(())
    }

    fn list(&self, below: &str) -> Result<Vec<ListedFile>, PlaceError> {
        let memory = self.memory();
        let files = memory.files.iter().filter(|(path, _)| path.starts_with(below));
        let listed = |(path, file): (&String, &StoredFile)| ListedFile {
            path: path.clone(),
            size: file.bytes.len() as u64,
            etag: Some(file.mark.etag.clone()),
        };
        Ok(files.map(listed).collect())
    }

    fn read(&self, path: &str) -> Result<Option<StoredFile>, PlaceError> {
        Ok(self.memory().files.get(path).cloned())
    }

    fn hash(&self, path: &str) -> Result<Option<Hash>, PlaceError> {
        Ok(self.memory().files.get(path).map(|file| blake3::hash(&file.bytes)))
    }

    fn write(&self, file: &WrittenFile<'_>) -> Result<Mark, PlaceError> {
        let mut memory = self.memory();
        let there = memory.files.get(file.path);
        let (is_kept, is_state_kept) =
            (self.manners != Manners::IgnoringAll, self.manners == Manners::Keeping);
        match file.condition {
            WriteCondition::Absent if is_kept && there.is_some() => return Err(PlaceError::Lost),
            WriteCondition::Still(mark) if is_state_kept && there.is_none_or(|there| there.mark != *mark) => {
                return Err(PlaceError::Lost);
            }
            _ => {}
        }
        memory.writes += 1;
        let mark = Mark { etag: memory.writes.to_string(), version: None };
        let stored = StoredFile { bytes: file.bytes.to_vec(), mark: mark.clone(), written: memory.clock };
        memory.files.insert(file.path.to_owned(), stored);
        Ok(mark)
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), PlaceError> {
        let mut memory = self.memory();
        memory.writes += 1;
        let mark = Mark { etag: memory.writes.to_string(), version: None };
        let file = memory.files.get(from).expect("a file").clone();
        memory.files.insert(to.to_owned(), StoredFile { mark, ..file });
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        self.memory().files.remove(path);
        Ok(())
    }
}

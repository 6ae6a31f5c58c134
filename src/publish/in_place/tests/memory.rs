//! A place in memory, with a clock that is set and manners that are chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard};

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
    /// Files that are not to be written or removed.
    stuck: Mutex<BTreeSet<String>>,
    /// A file of which nobody gets an answer when writing it.
    silent: Mutex<Option<String>>,
    answers: Condvar,
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
        MemoryPlace {
            manners,
            held: Mutex::default(),
            stuck: Mutex::default(),
            silent: Mutex::default(),
            answers: Condvar::new(),
        }
    }

    /// Has a file be neither written nor removed from now on.
    pub(super) fn stick(&self, path: &str) {
        self.stuck.lock().expect("paths").insert(path.to_owned());
    }

    /// Has everything be written and removed again.
    pub(super) fn let_loose(&self) {
        self.stuck.lock().expect("paths").clear();
    }

    /// Has nobody get an answer who writes a file, until this is called with `None`.
    pub(super) fn be_silent_about(&self, path: Option<&str>) {
        *self.silent.lock().expect("a path") = path.map(str::to_owned);
        self.answers.notify_all();
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
        let silent = self.silent.lock().expect("a path");
        let is_silent = |silent: &mut Option<String>| silent.as_deref() == Some(file.path);
        drop(self.answers.wait_while(silent, is_silent).expect("an answer"));
        if self.stuck.lock().expect("paths").contains(file.path) {
            return Err(failed(format!("cannot write `{}`", file.path)));
        }
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

    fn settle(&self) -> Result<(), PlaceError> {
        Ok(())
    }

    fn copy(&self, from: &str, to: &str) -> Result<Option<Hash>, PlaceError> {
        let mut memory = self.memory();
        memory.writes += 1;
        let mark = Mark { etag: memory.writes.to_string(), version: None };
        let Some(file) = memory.files.get(from).cloned() else {
            return Err(failed(format!("there is no `{from}`")));
        };
        memory.files.insert(to.to_owned(), StoredFile { mark, ..file });
        // As object stores, it does not say.
        Ok(None)
    }

    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        if self.stuck.lock().expect("paths").contains(path) {
            return Err(failed(format!("cannot remove `{path}`")));
        }
        self.memory().files.remove(path);
        Ok(())
    }
}

fn failed(why: String) -> PlaceError {
    PlaceError::Failed { why, hint: "mend that".to_owned() }
}

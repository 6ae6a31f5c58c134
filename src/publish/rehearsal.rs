//! A release made once without being sent anywhere: what it would consist of, and of what size.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::{Mutex, PoisonError};

use blake3::{Hash, Hasher};

use super::release::Release;
use crate::output::{MediaType, NewContent, NewFile, OutputTarget, Summary};
use crate::path::OutputPath;
use crate::write::WriteError;

/// So many bytes of files are kept until they are sent; what is more is made once more then.
const MOST_BYTES: u64 = 256 << 20;

/// Takes the files of a site without putting them anywhere.
#[derive(Debug)]
pub struct Rehearsal<'a> {
    /// The release in place, as far as its files are as they were published, and this machine vouches for what they were
    /// made from.
    before: Option<&'a Release>,
    rehearsed: Mutex<Rehearsed>,
}

#[derive(Debug, Default)]
struct Rehearsed {
    files: BTreeMap<OutputPath, RehearsedFile>,
    bytes: u64,
}

/// A file of a release that is not sent yet.
#[derive(Clone, Debug)]
pub struct RehearsedFile {
    /// The hash of its bytes.
    pub hash: Hash,
    /// Their number.
    pub size: u64,
    /// The hash of all that it was made from, where it is known.
    pub input_hash: Option<Hash>,
    /// Its media type.
    pub media_type: String,
    /// The bytes, where there was room for them.
    pub bytes: Option<Vec<u8>>,
}

impl<'a> Rehearsal<'a> {
    /// Compares with the release in place, where there is one whose word counts.
    pub fn new(before: Option<&'a Release>) -> Rehearsal<'a> {
        Rehearsal { before, rehearsed: Mutex::default() }
    }

    /// The files of the release, by path.
    pub fn files(self) -> BTreeMap<OutputPath, RehearsedFile> {
        self.rehearsed.into_inner().unwrap_or_else(PoisonError::into_inner).files
    }

    fn add(&self, path: &OutputPath, file: RehearsedFile) {
        let mut rehearsed = self.rehearsed.lock().unwrap_or_else(PoisonError::into_inner);
        let has_room = rehearsed.bytes + file.size <= MOST_BYTES;
        let bytes = file.bytes.filter(|_| has_room);
        if bytes.is_some() {
            rehearsed.bytes += file.size;
        }
        rehearsed.files.insert(path.clone(), RehearsedFile { bytes, ..file });
    }
}

impl OutputTarget for Rehearsal<'_> {
    type Error = WriteError;

    fn paths(&self) -> Vec<OutputPath> {
        self.before.iter().flat_map(|before| before.files.keys()).map(|path| OutputPath::new(path)).collect()
    }

    fn holds(&self, path: &OutputPath, input_hash: Hash) -> bool {
        let file = self.before.and_then(|before| before.files.get(path.as_str()));
        file.is_some_and(|file| file.made_from.as_deref() == Some(input_hash.to_hex().as_str()))
    }

    fn keep(&self, path: &OutputPath, input_hash: Hash) -> Result<(), WriteError> {
        let file = self.before.and_then(|before| before.files.get(path.as_str()));
        let known = file.and_then(|file| Some((file, Hash::from_hex(&file.hash).ok()?)));
        let (file, hash) = known.ok_or_else(|| WriteError::Unfinished(path.clone()))?;
        // The program that wrote it may have known it as something else.
        let (size, media_type) = (file.size, MediaType::of(path.as_str()).as_str().to_owned());
        self.add(path, RehearsedFile { hash, size, input_hash: Some(input_hash), media_type, bytes: None });
        Ok(())
    }

    fn put(&self, file: &NewFile<'_>) -> Result<(), WriteError> {
        let (hash, size, bytes) = match file.content {
            NewContent::Bytes(bytes) => (blake3::hash(bytes), bytes.len() as u64, Some(bytes.to_vec())),
            NewContent::CopyOf(original) => {
                let mut hasher = Hasher::new();
                let failed = |error| WriteError::io("read", original, error);
                hasher.update_reader(File::open(original).map_err(failed)?).map_err(failed)?;
                (hasher.finalize(), hasher.count(), None)
            }
        };
        let media_type = file.media_type.as_str().to_owned();
        self.add(file.path, RehearsedFile { hash, size, input_hash: file.input_hash, media_type, bytes });
        Ok(())
    }

    fn finish(self) -> Result<Summary, WriteError> {
        Ok(Summary::default())
    }
}

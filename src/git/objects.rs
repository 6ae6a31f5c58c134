//! The objects of a repository, read by several threads.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use gix_object::{Exists as _, Find as _, Kind};
use gix_odb::store::init::Options;

use super::packs::{Bases, PackReader, Packs};
use super::recent::Recent;
use crate::model::ObjectId;
use crate::world::VersionsError;

/// Bytes of folders that a thread keeps.
const KEPT_FOLDERS: usize = 8 << 20;
/// The largest object that is read; only a damaged or hostile repository has larger ones among texts.
const LARGEST_OBJECT: usize = 1 << 30;

/// Whose ids begin with some digits, among commits and tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum IdBeginning {
    None,
    One(ObjectId),
    Many,
}

/// All objects of a repository, those that it borrows from others included.
pub(super) struct Objects {
    algorithm: gix_hash::Kind,
    store: Arc<gix_odb::Store>,
    packs: RwLock<Arc<Packs>>,
    readers: Vec<Mutex<Option<ObjectReader>>>,
}

impl Objects {
    /// The objects in a folder. None stands for another, whatever `refs/replace/` says.
    pub(super) fn open(folder: &Path, algorithm: gix_hash::Kind) -> std::io::Result<Objects> {
        let mut replaced = std::iter::empty();
        let options = Options { alloc_limit_bytes: Some(LARGEST_OBJECT), ..Options::default() };
        let store = gix_odb::Store::at_opts(folder.to_owned(), algorithm, &mut replaced, options)?;
        let readers = (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        let packs = RwLock::new(packs(folder, algorithm));
        Ok(Objects { algorithm, store: Arc::new(store), packs, readers })
    }

    /// The algorithm of all ids.
    pub(super) fn algorithm(&self) -> gix_hash::Kind {
        self.algorithm
    }

    /// Does something with the reader of this thread, which remembers what it has read.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut ObjectReader) -> T) -> T {
        let thread = rayon::current_thread_index().map_or(0, |index| index + 1);
        let Some(slot) = self.readers.get(thread % self.readers.len().max(1)) else {
            return work(&mut self.reader());
        };
        let mut reader = slot.lock().unwrap_or_else(PoisonError::into_inner);
        work(reader.get_or_insert_with(|| self.reader()))
    }

    /// Lets go of what all threads remember, and of packs as far as they were read into memory.
    pub(super) fn rest(&self) {
        let anew = packs(self.store.path(), self.algorithm);
        *self.packs.write().unwrap_or_else(PoisonError::into_inner) = anew;
        for reader in &self.readers {
            *reader.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    fn packs(&self) -> Arc<Packs> {
        self.packs.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn reader(&self) -> ObjectReader {
        let handle = self.store.to_cache_arc().with_pack_cache(|| Box::new(Bases::default()));
        ObjectReader {
            algorithm: self.algorithm,
            packs: PackReader::new(self.packs()),
            handle,
            folders: Recent::new(KEPT_FOLDERS),
            buffer: Vec::new(),
        }
    }

    /// The commits and tags whose ids begin so. Files and folders are nothing that somebody means by the beginning of an id.
    ///
    /// # Errors
    /// The objects cannot be looked through.
    pub(super) fn beginning(&self, digits: &str) -> Result<IdBeginning, String> {
        let Ok(prefix) = gix_hash::Prefix::from_hex(digits) else { return Ok(IdBeginning::None) };
        let mut found = HashSet::new();
        self.with(|reader| {
            let looked = reader.handle.lookup_prefix(prefix, Some(&mut found));
            looked.map_err(|error| {
                format!("the objects of the repository cannot be looked through: {error}")
            })?;
            let ids = found.iter().filter_map(|id| ObjectId::from_bytes(id.as_slice()));
            // What cannot be read may be one.
            let is_meant = |id: &ObjectId| {
                reader.object(id).map_or(true, |(kind, _)| matches!(kind, Kind::Commit | Kind::Tag))
            };
            let mut ids = ids.filter(is_meant);
            Ok(match (ids.next(), ids.next()) {
                (None, _) => IdBeginning::None,
                (Some(id), None) => IdBeginning::One(id),
                (Some(_), Some(_)) => IdBeginning::Many,
            })
        })
    }

    /// Puts things into the order in which these objects of theirs lie in packs: most are kept as what differs from one
    /// that stands before them, and to unpack one whose base was not read takes as long as to unpack all of its bases.
    pub(super) fn sort_as_stored<T>(&self, things: &mut [T], object: impl Fn(&T) -> Option<ObjectId>) {
        let packs = self.packs();
        things.sort_by_cached_key(|thing| packs.place(&gix_id(&object(thing)?)));
    }

    /// How an object with these bytes is named.
    pub(super) fn name(&self, bytes: &[u8]) -> Option<ObjectId> {
        let id = gix_object::compute_hash(self.algorithm, Kind::Blob, bytes).ok()?;
        ObjectId::from_bytes(id.as_slice())
    }
}

fn packs(folder: &Path, algorithm: gix_hash::Kind) -> Arc<Packs> {
    Arc::new(Packs::open(&folder.join("pack"), algorithm, LARGEST_OBJECT))
}

/// What one thread reads with.
pub(super) struct ObjectReader {
    algorithm: gix_hash::Kind,
    packs: PackReader,
    /// For what lies in none of the packs: on its own, borrowed from another repository, or packed since.
    handle: gix_odb::HandleArc,
    folders: Recent<ObjectId, Arc<[u8]>>,
    buffer: Vec<u8>,
}

impl ObjectReader {
    /// The bytes of an object, which must be of a kind.
    pub(super) fn read(&mut self, id: &ObjectId, kind: Kind) -> Result<&[u8], VersionsError> {
        let (found, bytes) = self.object(id)?;
        if found == kind { Ok(bytes) } else { Err(damaged(id, format!("it is no {kind}"))) }
    }

    /// An object's kind and bytes, which are those that it is named after. They are hashed each time that they are read:
    /// that costs less than it takes to unpack them, and nothing need be remembered of what was hashed before.
    pub(super) fn object(&mut self, id: &ObjectId) -> Result<(Kind, &[u8]), VersionsError> {
        let name = gix_id(id);
        // No object has a name of the other length; the libraries rely on that.
        if name.kind() != self.algorithm {
            return Err(VersionsError::Missing(*id));
        }
        let algorithm = self.algorithm;
        let (kind, bytes) = self.unchecked(id, &name)?;
        match gix_object::compute_hash(algorithm, kind, bytes) {
            Ok(hash) if hash == name => Ok((kind, bytes)),
            Ok(_) => Err(damaged(id, "its bytes are not those that it is named after")),
            Err(_) => Err(damaged(id, "its bytes were made to have the name of others")),
        }
    }

    /// What lies there under the name of an object.
    fn unchecked(&mut self, id: &ObjectId, name: &gix_hash::oid) -> Result<(Kind, &[u8]), VersionsError> {
        if let Some(kind) = self.packs.read(name, &mut self.buffer) {
            return Ok((kind, &self.buffer));
        }
        match self.handle.try_find(name, &mut self.buffer) {
            Ok(Some(object)) => Ok((object.kind, object.data)),
            Ok(None) => Err(VersionsError::Missing(*id)),
            Err(error) => Err(damaged(id, error)),
        }
    }

    /// Makes sure that an object is there.
    pub(super) fn is_there(&mut self, id: &ObjectId) -> Result<(), VersionsError> {
        let name = gix_id(id);
        let is_there = name.is_empty_tree() || name.kind() == self.algorithm && self.handle.exists(&name);
        if is_there { Ok(()) } else { Err(VersionsError::Missing(*id)) }
    }

    /// The bytes of a folder.
    pub(super) fn folder(&mut self, id: &ObjectId) -> Result<Arc<[u8]>, VersionsError> {
        if let Some(known) = self.folders.get(id) {
            return Ok(known.clone());
        }
        // The empty folder is there even where nobody has written it down.
        let is_empty = gix_id(id).is_empty_tree();
        let bytes: Arc<[u8]> = if is_empty { Arc::default() } else { self.read(id, Kind::Tree)?.into() };
        self.folders.put(*id, bytes.clone(), bytes.len() + 64);
        Ok(bytes)
    }
}

/// Says that an object makes no sense.
pub(super) fn damaged(id: &ObjectId, why: impl std::fmt::Display) -> VersionsError {
    VersionsError::Damaged { id: *id, why: why.to_string() }
}

fn gix_id(id: &ObjectId) -> gix_hash::ObjectId {
    match id {
        ObjectId::Sha1(bytes) => gix_hash::ObjectId::Sha1(*bytes),
        ObjectId::Sha256(bytes) => gix_hash::ObjectId::Sha256(*bytes),
    }
}

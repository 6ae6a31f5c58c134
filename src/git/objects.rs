//! The objects of a repository, read by several threads.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gix_object::{Exists as _, Find as _, Kind};
use gix_odb::pack::cache::DecodeEntry;
use gix_odb::store::init::Options;

use super::recent::Recent;
use crate::model::ObjectId;
use crate::world::VersionsError;

/// Bytes of bases of packed objects that a thread keeps: read in the order of the pack, few are needed.
const KEPT_BASES: usize = 16 << 20;
/// Bytes of folders that a thread keeps.
const KEPT_FOLDERS: usize = 8 << 20;
/// The largest object that is read; only a damaged or hostile repository has larger ones among texts.
const LARGEST_OBJECT: usize = 1 << 30;

/// All objects of a repository, those that it borrows from others included.
pub(super) struct Objects {
    algorithm: gix_hash::Kind,
    store: Arc<gix_odb::Store>,
    readers: Vec<Mutex<Option<ObjectReader>>>,
}

impl Objects {
    /// The objects in a folder. None stands for another, whatever `refs/replace/` says.
    pub(super) fn open(folder: &Path, algorithm: gix_hash::Kind) -> std::io::Result<Objects> {
        let mut replaced = std::iter::empty();
        let options = Options { alloc_limit_bytes: Some(LARGEST_OBJECT), ..Options::default() };
        let store = gix_odb::Store::at_opts(folder.to_owned(), algorithm, &mut replaced, options)?;
        let readers = (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Ok(Objects { algorithm, store: Arc::new(store), readers })
    }

    /// The algorithm of all ids.
    pub(super) fn algorithm(&self) -> gix_hash::Kind {
        self.algorithm
    }

    /// Does something with the reader of this thread, which remembers what it has read.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut ObjectReader) -> T) -> T {
        let thread = rayon::current_thread_index().map_or(0, |index| index + 1);
        let Some(slot) = self.readers.get(thread % self.readers.len().max(1)) else {
            return work(&mut ObjectReader::new(&self.store, self.algorithm));
        };
        let mut reader = slot.lock().unwrap_or_else(PoisonError::into_inner);
        work(reader.get_or_insert_with(|| ObjectReader::new(&self.store, self.algorithm)))
    }

    /// The one object whose id begins so.
    pub(super) fn beginning(&self, digits: &str) -> Option<ObjectId> {
        let prefix = gix_hash::Prefix::from_hex(digits).ok()?;
        let found = self.with(|reader| reader.handle.lookup_prefix(prefix, None)).ok()??;
        found.ok().and_then(|id| ObjectId::from_bytes(id.as_slice()))
    }

    /// Puts things into the order in which these objects of theirs lie in packs: most are kept as what differs from one
    /// that stands before them, and to unpack one whose base was not read takes as long as to unpack all of its bases.
    pub(super) fn sort_as_stored<T>(&self, things: &mut [T], object: impl Fn(&T) -> Option<ObjectId>) {
        let files = std::fs::read_dir(self.store.path().join("pack")).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "idx"));
        files.sort();
        let index = |file: &PathBuf| gix_odb::pack::index::File::at(file, self.algorithm).ok();
        let indexes: Vec<_> = files.iter().filter_map(index).collect();
        things.sort_by_cached_key(|thing| {
            let name = gix_id(&object(thing)?);
            let offset =
                |index: &gix_odb::pack::index::File| Some(index.pack_offset_at_index(index.lookup(name)?));
            indexes.iter().enumerate().find_map(|(nth, index)| Some((nth, offset(index)?)))
        });
    }

    /// How an object with these bytes is named.
    pub(super) fn name(&self, bytes: &[u8]) -> Option<ObjectId> {
        let id = gix_object::compute_hash(self.algorithm, Kind::Blob, bytes).ok()?;
        ObjectId::from_bytes(id.as_slice())
    }
}

/// What one thread reads with.
pub(super) struct ObjectReader {
    algorithm: gix_hash::Kind,
    handle: gix_odb::HandleArc,
    folders: Recent<ObjectId, Arc<[u8]>>,
    buffer: Vec<u8>,
}

impl ObjectReader {
    fn new(store: &Arc<gix_odb::Store>, algorithm: gix_hash::Kind) -> ObjectReader {
        let handle = store.to_cache_arc().with_pack_cache(|| Box::new(Bases(Recent::new(KEPT_BASES))));
        ObjectReader { algorithm, handle, folders: Recent::new(KEPT_FOLDERS), buffer: Vec::new() }
    }

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
        match self.handle.try_find(&name, &mut self.buffer) {
            Ok(Some(object)) => match gix_object::compute_hash(self.algorithm, object.kind, object.data) {
                Ok(hash) if hash == name => Ok((object.kind, object.data)),
                Ok(_) => Err(damaged(id, "its bytes are not those that it is named after")),
                Err(_) => Err(damaged(id, "its bytes were made to have the name of others")),
            },
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

/// Decoded bases of packed objects: most objects are kept as what differs from another one.
struct Bases(Recent<(u32, u64), Base>);

#[derive(Clone)]
struct Base {
    kind: Kind,
    packed: usize,
    bytes: Arc<[u8]>,
}

/// Larger ones would push out many smaller ones.
const LARGEST_BASE: usize = 4 << 20;

impl DecodeEntry for Bases {
    fn put(&mut self, pack: u32, offset: u64, data: &[u8], kind: Kind, packed: usize) {
        if data.len() <= LARGEST_BASE {
            self.0.put((pack, offset), Base { kind, packed, bytes: data.into() }, data.len() + 64);
        }
    }

    fn get(&mut self, pack: u32, offset: u64, out: &mut Vec<u8>) -> Option<(Kind, usize)> {
        let base = self.0.get(&(pack, offset))?;
        out.clear();
        out.extend_from_slice(&base.bytes);
        Some((base.kind, base.packed))
    }
}

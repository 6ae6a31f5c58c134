//! Objects in packs. Most are kept there as what differs from another one, which is kept as what differs from a third. Each of
//! these bases is unpacked once and remembered, in whatever order objects are asked for. The library that reads packs
//! remembers of such a chain its end alone, and unpacks all the others anew for every object that was not asked for in the
//! order of the pack: folders never are, since packs have them in families of their own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gix_object::Kind;
use gix_odb::pack::cache::DecodeEntry;
use gix_odb::pack::data::decode::entry::ResolvedBase;
use gix_odb::pack::data::entry::Header;
use gix_odb::pack::data::{Entry, File as PackData};
use gix_odb::pack::index::File as PackIndex;

use super::recent::Recent;

/// The packs of a repository, in the order of their names. Those that it borrows from others are not among them.
pub(super) struct Packs(Vec<Pack>);

struct Pack {
    index: PackIndex,
    data: PackData,
}

/// Where an object lies: the number of a pack, and from which byte on.
type PackPlace = (usize, u64);

impl Packs {
    /// Those in a folder. One that cannot be read is left out; whoever misses its objects finds out why.
    pub(super) fn open(folder: &Path, algorithm: gix_hash::Kind, largest: usize) -> Packs {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "idx"));
        files.sort();
        let pack = |file: &PathBuf| {
            let index = PackIndex::at(file, algorithm).ok()?;
            let data = PackData::at(file.with_extension("pack"), algorithm).ok()?;
            Some(Pack { index, data: data.with_alloc_limit_bytes(Some(largest)) })
        };
        let mut packs: Vec<Pack> = files.iter().filter_map(pack).collect();
        for (number, pack) in (0..).zip(&mut packs) {
            pack.data.id = number;
        }
        Packs(packs)
    }

    /// Where an object lies; `None` where it is in none of these packs.
    pub(super) fn place(&self, name: &gix_hash::oid) -> Option<PackPlace> {
        self.0.iter().enumerate().find_map(|(nth, pack)| Some((nth, pack.offset(name)?)))
    }
}

impl Pack {
    fn offset(&self, name: &gix_hash::oid) -> Option<u64> {
        Some(self.index.pack_offset_at_index(self.index.lookup(name)?))
    }

    /// Where the base of an entry lies; `None` for one that is whole, or whose base is not in this pack.
    fn base(&self, entry: &Entry) -> Option<u64> {
        match entry.header {
            Header::OfsDelta { base_distance } => entry.checked_base_pack_offset(base_distance),
            Header::RefDelta { base_id } => self.offset(&base_id),
            Header::Commit | Header::Tree | Header::Blob | Header::Tag => None,
        }
    }

    /// Unpacks an entry from what is remembered of those that it is made from.
    fn unpack(
        &self,
        entry: &Entry,
        out: &mut Vec<u8>,
        inflate: &mut gix_zlib::Inflate,
        bases: &mut Bases,
    ) -> Option<Kind> {
        let base = |name: &gix_hash::oid, _: &mut Vec<u8>| {
            let entry = self.offset(name).map(|offset| self.data.entry(offset)).transpose()?;
            Ok(entry.map(ResolvedBase::InPack))
        };
        Some(self.data.decode_entry(entry.clone(), out, inflate, &base, bases).ok()?.kind)
    }

    /// An entry and those that it is made from, down to one that is remembered or is made from one that is whole.
    fn chain(&self, offset: u64, bases: &Bases) -> Option<Vec<Entry>> {
        let mut entry = self.data.entry(offset).ok()?;
        let mut chain = Vec::new();
        while chain.len() < LONGEST_CHAIN {
            let base = self.base(&entry).filter(|_| !bases.has(self.data.id, &entry));
            if base.is_some() || chain.is_empty() {
                chain.push(entry);
            }
            match base {
                Some(base) => entry = self.data.entry(base).ok()?,
                None => return Some(chain),
            }
        }
        None
    }
}

/// Bytes of bases of packed objects that a thread keeps.
const KEPT_BASES: usize = 16 << 20;
/// Larger ones would push out many smaller ones.
const LARGEST_BASE: usize = 4 << 20;
/// The longest chain that git makes; a damaged pack may go round in circles.
const LONGEST_CHAIN: usize = 4096;

/// Unpacks what lies in packs; one for each thread.
pub(super) struct PackReader {
    packs: Arc<Packs>,
    inflate: gix_zlib::Inflate,
    bases: Bases,
}

impl PackReader {
    pub(super) fn new(packs: Arc<Packs>) -> PackReader {
        PackReader { packs, inflate: gix_zlib::Inflate::default(), bases: Bases::default() }
    }

    /// Unpacks an object and says of what kind it is; `None` where it does not lie in one of the packs with all that it is
    /// made from, or that is too large to be remembered.
    pub(super) fn read(&mut self, name: &gix_hash::oid, out: &mut Vec<u8>) -> Option<Kind> {
        let PackReader { packs, inflate, bases } = self;
        let (nth, offset) = packs.place(name)?;
        let pack = packs.0.get(nth)?;
        let chain = pack.chain(offset, bases)?;
        let (object, below) = chain.split_first()?;
        for base in below.iter().rev() {
            pack.unpack(base, out, inflate, bases)?;
            // Else it would be unpacked anew for each that stands above it.
            if !bases.has(pack.data.id, base) {
                return None;
            }
        }
        pack.unpack(object, out, inflate, bases)
    }
}

/// Decoded bases of packed objects.
pub(super) struct Bases(Recent<(u32, u64), Base>);

#[derive(Clone)]
struct Base {
    kind: Kind,
    packed: usize,
    bytes: Arc<[u8]>,
}

impl Default for Bases {
    fn default() -> Bases {
        Bases(Recent::new(KEPT_BASES))
    }
}

impl Bases {
    fn has(&self, pack: u32, entry: &Entry) -> bool {
        self.0.get(&(pack, entry.data_offset)).is_some()
    }
}

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

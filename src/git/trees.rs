//! Folders as a repository keeps them, and what differs between two.

use std::cmp::Ordering;

use super::objects::{ObjectReader, damaged};
use crate::config::SITE_FILE;
use crate::model::{ObjectId, RepoPath, TextId};
use crate::world::{Comparison, Difference, EntryKind, TreeEntry, VersionsError};

/// How deep folders are looked into. What lies deeper has an address that is too long to be published, and is no reason to
/// know nothing of all else: whoever may commit anything could have that refused for good.
const DEEPEST: usize = 500;

/// An entry of a folder.
#[derive(Clone, Copy)]
struct Item<'a> {
    name: &'a [u8],
    /// What kind of file; `None` for a folder.
    kind: Option<EntryKind>,
    id: ObjectId,
}

impl Item<'_> {
    fn entry(&self) -> Option<TreeEntry> {
        self.kind.map(|kind| TreeEntry { kind, text: TextId(self.id) })
    }
}

/// The entries of a folder, in the order of the repository.
#[derive(Clone, Copy)]
struct Items<'a> {
    folder: ObjectId,
    rest: &'a [u8],
}

impl<'a> Items<'a> {
    /// The entries of a folder that is not there.
    fn none() -> Items<'a> {
        Items { folder: ObjectId::Sha1([0; 20]), rest: &[] }
    }

    /// How many bytes the next entry takes.
    fn length(&self) -> Option<usize> {
        let end = self.rest.iter().position(|byte| *byte == 0)?;
        Some(end + 1 + self.folder.as_bytes().len())
    }

    fn next(&mut self) -> Result<Option<Item<'a>>, VersionsError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let item = self.read().ok_or_else(|| damaged(&self.folder, "it is no list of files"))?;
        Ok(Some(item))
    }

    fn read(&mut self) -> Option<Item<'a>> {
        let (mode, rest) = around(self.rest, b' ')?;
        let (name, rest) = around(rest, 0)?;
        let (id, rest) = rest.split_at_checked(self.folder.as_bytes().len())?;
        self.rest = rest;
        let mode = mode.iter().try_fold(0_u32, |mode, digit| {
            let digit = digit.checked_sub(b'0').filter(|digit| *digit < 8)?;
            mode.checked_mul(8)?.checked_add(digit.into())
        })?;
        let kind = match mode >> 12 {
            0o04 => None,
            0o12 => Some(EntryKind::Link),
            0o16 => Some(EntryKind::Submodule),
            _ if mode & 0o100 != 0 => Some(EntryKind::Executable),
            _ => Some(EntryKind::File),
        };
        Some(Item { name, kind, id: ObjectId::from_bytes(id)? })
    }
}

/// Everything that differs between two folders, either of which may not be there.
pub(super) fn differences(
    reader: &mut ObjectReader,
    old: Option<ObjectId>,
    new: Option<ObjectId>,
) -> Result<Comparison, VersionsError> {
    let mut comparing = Comparing::new(reader, Reach::Everything);
    comparing.folders(old, new)?;
    Ok(Comparison { differences: comparing.found, folders: comparing.read })
}

/// What differs of a site between two folders of the whole repository. The site is in a folder of it.
pub(super) fn site_differences(
    reader: &mut ObjectReader,
    folder: &str,
    old: Option<ObjectId>,
    new: ObjectId,
) -> Result<Vec<Difference>, VersionsError> {
    if old == Some(new) {
        return Ok(Vec::new());
    }
    let new = below(reader, new, folder)?;
    let old = old.map(|old| below(reader, old, folder)).transpose()?.flatten();
    let path = folder.as_bytes().to_vec();
    let mut comparing = Comparing { path, ..Comparing::new(reader, Reach::Site) };
    comparing.folders(old, new)?;
    Ok(comparing.found)
}

/// The folder at a path below another one, if there is one.
pub(super) fn below(
    reader: &mut ObjectReader,
    root: ObjectId,
    path: &str,
) -> Result<Option<ObjectId>, VersionsError> {
    let mut folder = root;
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let bytes = reader.folder(&folder)?;
        match named(Items { folder, rest: &bytes }, part.as_bytes())? {
            Some(Item { kind: None, id, .. }) => folder = id,
            _ => return Ok(None),
        }
    }
    Ok(Some(folder))
}

/// The entry of a name.
fn named<'a>(mut items: Items<'a>, name: &[u8]) -> Result<Option<Item<'a>>, VersionsError> {
    while let Some(item) = items.next()? {
        if item.name == name {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// All files of a folder and of those below it.
pub(super) fn files(
    reader: &mut ObjectReader,
    root: ObjectId,
) -> Result<Vec<(RepoPath, TreeEntry)>, VersionsError> {
    let all = differences(reader, None, Some(root))?.differences;
    Ok(all.into_iter().filter_map(|difference| Some((difference.path, difference.new?))).collect())
}

/// A name in a folder.
pub(super) struct Name {
    pub(super) name: Vec<u8>,
    /// The folder that it names; `None` for anything else.
    pub(super) folder: Option<ObjectId>,
}

/// The names in a folder.
pub(super) fn names(reader: &mut ObjectReader, folder: ObjectId) -> Result<Vec<Name>, VersionsError> {
    let bytes = reader.folder(&folder)?;
    let mut items = Items { folder, rest: &bytes };
    let mut names = Vec::new();
    while let Some(item) = items.next()? {
        let below = item.kind.is_none().then_some(item.id);
        names.push(Name { name: item.name.to_vec(), folder: below });
    }
    Ok(names)
}

/// A file below a folder; `None` where there is none at that path.
pub(super) fn entry(
    reader: &mut ObjectReader,
    root: ObjectId,
    path: &RepoPath,
) -> Result<Option<TreeEntry>, VersionsError> {
    let mut folder = root;
    let mut names = path.as_bytes().split(|byte| *byte == b'/').peekable();
    while let Some(name) = names.next() {
        let bytes = reader.folder(&folder)?;
        match named(Items { folder, rest: &bytes }, name)? {
            Some(item) if names.peek().is_none() => return Ok(item.entry()),
            Some(Item { kind: None, id, .. }) => folder = id,
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Everything,
    /// The files of one site: not those of sites in folders of it, and no submodules.
    Site,
}

struct Comparing<'a> {
    reader: &'a mut ObjectReader,
    reach: Reach,
    path: Vec<u8>,
    depth: usize,
    found: Vec<Difference>,
    /// The new folders that were looked at.
    read: Vec<ObjectId>,
}

impl<'a> Comparing<'a> {
    fn new(reader: &'a mut ObjectReader, reach: Reach) -> Comparing<'a> {
        Comparing { reader, reach, path: Vec::new(), depth: 0, found: Vec::new(), read: Vec::new() }
    }

    fn folders(&mut self, old: Option<ObjectId>, new: Option<ObjectId>) -> Result<(), VersionsError> {
        if old == new {
            return Ok(());
        }
        if self.depth >= DEEPEST {
            return Ok(());
        }
        self.depth += 1;
        let read =
            |reader: &mut ObjectReader, id: Option<ObjectId>| id.map(|id| reader.folder(&id)).transpose();
        let (before, after) = (read(self.reader, old)?, read(self.reader, new)?);
        self.read.extend(new);
        let items =
            |id: Option<ObjectId>, bytes| id.map_or(Items::none(), |id| Items { folder: id, rest: bytes });
        let before = self.own(items(old, before.as_deref().unwrap_or_default()))?;
        let after = self.own(items(new, after.as_deref().unwrap_or_default()))?;
        self.merge(before, after)?;
        self.depth -= 1;
        Ok(())
    }

    /// The entries of a folder, or none where they are those of a site of its own.
    fn own<'b>(&self, items: Items<'b>) -> Result<Items<'b>, VersionsError> {
        if self.reach == Reach::Everything || self.depth == 1 {
            return Ok(items);
        }
        let is_site = named(items, SITE_FILE.as_bytes())?.is_some_and(|item| item.kind.is_some());
        Ok(if is_site { Items::none() } else { items })
    }

    fn entry(&self, item: Option<&Item<'_>>) -> Option<TreeEntry> {
        let entry = item.and_then(Item::entry)?;
        (self.reach == Reach::Everything || entry.kind != EntryKind::Submodule).then_some(entry)
    }

    fn merge(&mut self, mut before: Items<'_>, mut after: Items<'_>) -> Result<(), VersionsError> {
        loop {
            skip_same(&mut before, &mut after);
            let (mut behind_old, mut behind_new) = (before, after);
            let (old, new) = (behind_old.next()?, behind_new.next()?);
            let order = match (&old, &new) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => compare(old, new),
            };
            match order {
                Ordering::Less => self.item(old.as_ref(), None)?,
                Ordering::Greater => self.item(None, new.as_ref())?,
                Ordering::Equal => self.item(old.as_ref(), new.as_ref())?,
            }
            if order != Ordering::Greater {
                before = behind_old;
            }
            if order != Ordering::Less {
                after = behind_new;
            }
        }
    }

    /// Two entries of one name, both folders or both not.
    fn item(&mut self, old: Option<&Item<'_>>, new: Option<&Item<'_>>) -> Result<(), VersionsError> {
        let same = |(old, new): (&Item<'_>, &Item<'_>)| old.id == new.id && old.kind == new.kind;
        let Some(either) = new.or(old).filter(|_| !old.zip(new).is_some_and(same)) else { return Ok(()) };
        let length = self.path.len();
        if length > 0 {
            self.path.push(b'/');
        }
        self.path.extend_from_slice(either.name);
        if either.kind.is_none() {
            self.folders(old.map(|item| item.id), new.map(|item| item.id))?;
        } else {
            let (old, new) = (self.entry(old), self.entry(new));
            if old.or(new).is_some() {
                self.found.push(Difference { path: RepoPath::new(&self.path), old, new });
            }
        }
        self.path.truncate(length);
        Ok(())
    }
}

/// Passes over entries that are the same on both sides, by their bytes: that is most of them.
fn skip_same(before: &mut Items<'_>, after: &mut Items<'_>) {
    while let Some(length) = before.length() {
        match (before.rest.split_at_checked(length), after.rest.split_at_checked(length)) {
            (Some((old, behind_old)), Some((new, behind_new))) if old == new => {
                before.rest = behind_old;
                after.rest = behind_new;
            }
            _ => return,
        }
    }
}

/// The order of a repository: by bytes, folders as if their names ended in a slash.
fn compare(a: &Item<'_>, b: &Item<'_>) -> Ordering {
    let shared = a.name.len().min(b.name.len());
    let end = |item: &Item<'_>| {
        let slash = if item.kind.is_none() { b'/' } else { 0 };
        item.name.get(shared).copied().unwrap_or(slash)
    };
    a.name.get(..shared).cmp(&b.name.get(..shared)).then_with(|| end(a).cmp(&end(b)))
}

/// What stands before the first such byte, and what stands behind it.
fn around(bytes: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let (before, rest) = bytes.split_at_checked(bytes.iter().position(|other| *other == byte)?)?;
    Some((before, rest.split_first()?.1))
}

//! What is kept of a commit from one process to the next: what it records and what it changed, as bytes.

use super::changes::{Before, Touched};
use super::graph::Facts;
use super::renames::Origin;
use crate::date::Moment;
use crate::model::{CommitId, ObjectId, RepoPath, TextId};
use crate::world::{Cache, CommitRecord, Entry, EntryKind, Kept, Signature};

/// Where commits are kept.
const ROOM: &str = "commits";
/// Another way of writing, or of finding out what a commit changed, has another number.
const VERSION: u8 = 3;

/// What was kept of a commit.
pub(super) fn get(cache: &dyn Cache, id: CommitId) -> Option<Kept> {
    cache.get(ROOM, id.0.as_bytes())
}

/// The parents of a commit that was kept; `None` where that makes no sense.
pub(super) fn parents(kept: &Kept) -> Option<Vec<CommitId>> {
    let mut reader = Reader(kept);
    (reader.byte()? == VERSION).then(|| reader.parents())?
}

/// A commit that was kept; `None` where that makes no sense.
pub(super) fn facts(kept: &Kept) -> Option<Facts> {
    let mut reader = Reader(kept);
    let facts = (reader.byte()? == VERSION).then(|| reader.facts())?;
    facts.filter(|_| reader.0.is_empty())
}

/// Keeps what a commit is and changed.
pub(super) fn put(cache: &dyn Cache, id: CommitId, facts: &Facts) {
    let mut bytes = vec![VERSION];
    facts_to(&mut bytes, facts);
    cache.put(ROOM, id.0.as_bytes(), bytes);
}

fn facts_to(out: &mut Vec<u8>, facts: &Facts) {
    let Facts { record, touched } = facts;
    number_to(out, record.parents.len() as u64);
    record.parents.iter().for_each(|parent| bytes_to(out, parent.0.as_bytes()));
    for signature in [&record.author, &record.committer] {
        bytes_to(out, signature.name.as_bytes());
        bytes_to(out, signature.address.as_bytes());
        out.extend_from_slice(&signature.at.seconds.to_le_bytes());
        out.extend_from_slice(&signature.at.offset.to_le_bytes());
    }
    bytes_to(out, record.message.as_bytes());
    number_to(out, touched.len() as u64);
    for file in touched {
        bytes_to(out, file.path.as_bytes());
        entry_to(out, file.now);
        for before in &file.before {
            entry_to(out, before.entry);
            match &before.origin {
                Origin::New => out.push(0),
                Origin::From(from) => {
                    out.push(1);
                    bytes_to(out, from.as_bytes());
                }
                Origin::Unknown => out.push(2),
            }
        }
    }
}

fn entry_to(out: &mut Vec<u8>, entry: Option<Entry>) {
    let Some(entry) = entry else {
        out.push(0);
        return;
    };
    out.push(match entry.kind {
        EntryKind::File => 1,
        EntryKind::Executable => 2,
        EntryKind::Link => 3,
        EntryKind::Submodule => 4,
    });
    bytes_to(out, entry.text.0.as_bytes());
}

fn bytes_to(out: &mut Vec<u8>, bytes: &[u8]) {
    number_to(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number_to(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// What stands in the place of an entry: one, or no file.
type Slot = Option<Entry>;

/// Reads what was written; `None` wherever it makes no sense.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn facts(&mut self) -> Option<Facts> {
        let parents = self.parents()?;
        let (author, committer) = (self.signature()?, self.signature()?);
        let message = self.text()?;
        let count = parents.len();
        let record = CommitRecord { parents, author, committer, message };
        Some(Facts { record, touched: self.many(|reader| reader.touched(count))? })
    }

    fn parents(&mut self) -> Option<Vec<CommitId>> {
        self.many(|reader| reader.id().map(CommitId))
    }

    fn touched(&mut self, parents: usize) -> Option<Touched> {
        let path = RepoPath::new(self.bytes()?);
        let now = self.entry()?;
        let before: Option<Vec<Before>> = (0..parents).map(|_| self.before()).collect();
        Some(Touched { path, now, before: before? })
    }

    fn before(&mut self) -> Option<Before> {
        let entry = self.entry()?;
        let origin = match self.byte()? {
            0 => Origin::New,
            1 => Origin::From(RepoPath::new(self.bytes()?)),
            2 => Origin::Unknown,
            _ => return None,
        };
        Some(Before { entry, origin })
    }

    fn entry(&mut self) -> Option<Slot> {
        let kind = match self.byte()? {
            0 => return Some(None),
            1 => EntryKind::File,
            2 => EntryKind::Executable,
            3 => EntryKind::Link,
            4 => EntryKind::Submodule,
            _ => return None,
        };
        Some(Some(Entry { kind, text: TextId(self.id()?) }))
    }

    fn signature(&mut self) -> Option<Signature> {
        let (name, address) = (self.text()?, self.text()?);
        let seconds = i64::from_le_bytes(self.take(8)?.try_into().ok()?);
        let offset = i16::from_le_bytes(self.take(2)?.try_into().ok()?);
        Some(Signature { name, address, at: Moment { seconds, offset } })
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| one(self)).collect()
    }

    fn id(&mut self) -> Option<ObjectId> {
        ObjectId::from_bytes(self.bytes()?)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let id = |digit: &str| digit.repeat(40).parse().expect("an id");
        let entry = |kind, digit| Some(Entry { kind, text: TextId(id(digit)) });
        let somebody = Signature {
            name: "Zoë".to_owned(),
            address: "z@example.org".to_owned(),
            at: Moment { seconds: -5, offset: -210 },
        };
        let before = |entry, origin| Before { entry, origin };
        let record = CommitRecord {
            parents: vec![CommitId(id("1")), CommitId(id("2"))],
            author: somebody.clone(),
            committer: somebody,
            message: "Why\n\n".repeat(60),
        };
        let moved = Touched {
            path: RepoPath::new("new.md"),
            now: entry(EntryKind::Executable, "a"),
            before: vec![
                before(None, Origin::From(RepoPath::new(b"old\xff.md"))),
                before(entry(EntryKind::Link, "b"), Origin::New),
            ],
        };
        let gone = Touched {
            path: RepoPath::new("gone.md"),
            now: None,
            before: vec![
                before(entry(EntryKind::File, "c"), Origin::New),
                before(entry(EntryKind::Submodule, "d"), Origin::Unknown),
            ],
        };
        Facts { record, touched: vec![moved, gone] }
    }

    #[test]
    fn what_is_written_is_read_and_half_of_it_is_nothing() {
        let mut bytes = Vec::new();
        facts_to(&mut bytes, &facts());
        assert_eq!(Reader(&bytes).facts(), Some(facts()));
        for end in 0..bytes.len() {
            assert_eq!(Reader(&bytes[..end]).facts(), None, "{end}");
        }
    }
}

//! What is kept of a commit from one process to the next: what it records and what it changed, as bytes.

use super::changes::{CommitFacts, ParentFile, Touched};
use super::renames::FileOrigin;
use crate::date::Moment;
use crate::model::{CommitId, RepoPath};
use crate::world::{Cache, CachedBytes, CommitRecord, GitSignature, Packer, Unpacker};

/// Where commits are kept.
const ROOM: &str = "commits";
/// Another way of writing, or of finding out what a commit changed, has another number.
const VERSION: u8 = 3;

/// What was kept of a commit.
pub(super) fn get(cache: &dyn Cache, id: CommitId) -> Option<CachedBytes> {
    cache.get(ROOM, id.0.as_bytes())
}

/// The parents of a commit that was kept; `None` where that makes no sense.
pub(super) fn parents(kept: &CachedBytes) -> Option<Vec<CommitId>> {
    let mut reader = Unpacker(kept);
    (reader.byte()? == VERSION).then(|| parents_from(&mut reader))?
}

/// A commit that was kept; `None` where that makes no sense.
pub(super) fn facts(kept: &CachedBytes) -> Option<CommitFacts> {
    let mut reader = Unpacker(kept);
    let facts = (reader.byte()? == VERSION).then(|| facts_from(&mut reader))?;
    facts.filter(|_| reader.0.is_empty())
}

/// Keeps what a commit is and changed.
pub(super) fn put(cache: &dyn Cache, id: CommitId, facts: &CommitFacts) {
    let mut packer = Packer(vec![VERSION]);
    facts_to(&mut packer, facts);
    cache.put(ROOM, id.0.as_bytes(), packer.0);
}

fn facts_to(out: &mut Packer, facts: &CommitFacts) {
    let CommitFacts { record, touched } = facts;
    out.number(record.parents.len() as u64);
    record.parents.iter().for_each(|parent| out.bytes(parent.0.as_bytes()));
    for signature in [&record.author, &record.committer] {
        out.bytes(signature.name.as_bytes());
        out.bytes(signature.address.as_bytes());
        out.0.extend_from_slice(&signature.at.seconds.to_le_bytes());
        out.0.extend_from_slice(&signature.at.offset.to_le_bytes());
    }
    out.bytes(record.message.as_bytes());
    out.number(touched.len() as u64);
    for file in touched {
        out.bytes(file.path.as_bytes());
        out.entry(file.now);
        for before in &file.before {
            out.entry(before.entry);
            match &before.origin {
                FileOrigin::New => out.0.push(0),
                FileOrigin::From(from) => {
                    out.0.push(1);
                    out.bytes(from.as_bytes());
                }
                FileOrigin::Unknown => out.0.push(2),
            }
        }
    }
}

fn facts_from(reader: &mut Unpacker<'_>) -> Option<CommitFacts> {
    let parents = parents_from(reader)?;
    let (author, committer) = (signature_from(reader)?, signature_from(reader)?);
    let message = reader.text()?;
    let count = parents.len();
    let record = CommitRecord { parents, author, committer, message };
    Some(CommitFacts { record, touched: reader.many(|reader| touched_from(reader, count))? })
}

fn parents_from(reader: &mut Unpacker<'_>) -> Option<Vec<CommitId>> {
    reader.many(|reader| reader.id().map(CommitId))
}

fn touched_from(reader: &mut Unpacker<'_>, parents: usize) -> Option<Touched> {
    let path = RepoPath::new(reader.bytes()?);
    let now = reader.entry()?;
    let before: Option<Vec<ParentFile>> = (0..parents).map(|_| before_from(reader)).collect();
    Some(Touched { path, now, before: before? })
}

fn before_from(reader: &mut Unpacker<'_>) -> Option<ParentFile> {
    let entry = reader.entry()?;
    let origin = match reader.byte()? {
        0 => FileOrigin::New,
        1 => FileOrigin::From(RepoPath::new(reader.bytes()?)),
        2 => FileOrigin::Unknown,
        _ => return None,
    };
    Some(ParentFile { entry, origin })
}

fn signature_from(reader: &mut Unpacker<'_>) -> Option<GitSignature> {
    let (name, address) = (reader.text()?, reader.text()?);
    let seconds = i64::from_le_bytes(reader.take(8)?.try_into().ok()?);
    let offset = i16::from_le_bytes(reader.take(2)?.try_into().ok()?);
    Some(GitSignature { name, address, at: Moment { seconds, offset } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TextId;
    use crate::world::{EntryKind, TreeEntry};

    fn facts() -> CommitFacts {
        let id = |digit: &str| digit.repeat(40).parse().expect("an id");
        let entry = |kind, digit| Some(TreeEntry { kind, text: TextId(id(digit)) });
        let somebody = GitSignature {
            name: "Zoë".to_owned(),
            address: "z@example.org".to_owned(),
            at: Moment { seconds: -5, offset: -210 },
        };
        let before = |entry, origin| ParentFile { entry, origin };
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
                before(None, FileOrigin::From(RepoPath::new(b"old\xff.md"))),
                before(entry(EntryKind::Link, "b"), FileOrigin::New),
            ],
        };
        let gone = Touched {
            path: RepoPath::new("gone.md"),
            now: None,
            before: vec![
                before(entry(EntryKind::File, "c"), FileOrigin::New),
                before(entry(EntryKind::Submodule, "d"), FileOrigin::Unknown),
            ],
        };
        CommitFacts { record, touched: vec![moved, gone] }
    }

    #[test]
    fn what_is_written_is_read_and_half_of_it_is_nothing() {
        let mut packer = Packer::default();
        facts_to(&mut packer, &facts());
        let bytes = packer.0;
        assert_eq!(facts_from(&mut Unpacker(&bytes)), Some(facts()));
        for end in 0..bytes.len() {
            assert_eq!(facts_from(&mut Unpacker(&bytes[..end])), None, "{end}");
        }
    }
}

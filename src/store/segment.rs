//! One file of a room: a checksum, then entries one behind the other.

use std::ops::Range;

/// What every file begins with; another format begins otherwise. Those of format 1 may hold what came with a repository. The room's name and a line end follow, then the
/// checksum of all that comes behind it.
const MAGIC: &[u8] = b"guidepost cache 2\n";
const CHECKSUM: usize = 32;
/// Lengths of key and bytes before each entry.
const HEAD: usize = 4 + 4;

/// The bytes of a file with these entries.
pub(super) fn write<'a>(room: &str, entries: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (key, bytes) in entries {
        let (Ok(of_key), Ok(of_bytes)) = (u32::try_from(key.len()), u32::try_from(bytes.len())) else {
            continue;
        };
        for part in [&of_key.to_le_bytes(), &of_bytes.to_le_bytes(), key, bytes] {
            body.extend_from_slice(part);
        }
    }
    let sum = blake3::hash(&body);
    [&begin(room)[..], sum.as_bytes(), &body].concat()
}

/// Where the entries of a file stand; `None` where the file is not as it was written, or is of another room or format.
pub(super) fn read(room: &str, file: &[u8]) -> Option<Vec<SegmentPlace>> {
    let begin = begin(room);
    let (sum, entries) = file.strip_prefix(&begin[..])?.split_at_checked(CHECKSUM)?;
    if blake3::hash(entries).as_bytes() != sum {
        return None;
    }
    let mut places = Vec::new();
    let mut at = begin.len() + CHECKSUM;
    while at < file.len() {
        let place = place(file, at)?;
        at = place.bytes.end;
        places.push(place);
    }
    Some(places)
}

/// Where an entry stands in its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct SegmentPlace {
    pub(super) key: Range<usize>,
    pub(super) bytes: Range<usize>,
}

fn begin(room: &str) -> Vec<u8> {
    [MAGIC, room.as_bytes(), b"\n"].concat()
}

fn place(file: &[u8], at: usize) -> Option<SegmentPlace> {
    let number = |at: usize| {
        let bytes = file.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let (of_key, of_bytes) = (number(at)?, number(at + 4)?);
    let key = at + HEAD;
    let bytes = key.checked_add(of_key)?;
    let end = bytes.checked_add(of_bytes)?;
    (end <= file.len()).then_some(SegmentPlace { key: key..bytes, bytes: bytes..end })
}

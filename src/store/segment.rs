//! One file of a room: entries one behind the other, each with a checksum.

use std::ops::Range;

/// What every file begins with; another format begins otherwise. The room's name and a line end follow.
const MAGIC: &[u8] = b"guidepost cache 1\n";
/// Lengths of key and bytes, and the checksum, before each entry.
const HEAD: usize = 4 + 4 + CHECKSUM;
const CHECKSUM: usize = 8;

/// The bytes of a file with these entries.
pub(super) fn write<'a>(room: &str, entries: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Vec<u8> {
    let mut file = begin(room);
    for (key, bytes) in entries {
        let (Ok(of_key), Ok(of_bytes)) = (u32::try_from(key.len()), u32::try_from(bytes.len())) else {
            continue;
        };
        file.extend_from_slice(&of_key.to_le_bytes());
        file.extend_from_slice(&of_bytes.to_le_bytes());
        file.extend_from_slice(&checksum(key, bytes));
        file.extend_from_slice(key);
        file.extend_from_slice(bytes);
    }
    file
}

/// The entries of a file and where each stands, up to the first place that makes no sense. `Err` holds those before it.
pub(super) fn read(room: &str, file: &[u8]) -> Result<Vec<Place>, Vec<Place>> {
    let mut places = Vec::new();
    let begin = begin(room);
    if !file.starts_with(&begin) {
        return Err(places);
    }
    let mut at = begin.len();
    while at < file.len() {
        let Some(place) = place(file, at) else { return Err(places) };
        at = place.bytes.end;
        places.push(place);
    }
    Ok(places)
}

/// Where an entry stands in its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub(super) key: Range<usize>,
    pub(super) bytes: Range<usize>,
}

/// The bytes of an entry, where they are as they were written.
pub(super) fn entry<'a>(file: &'a [u8], place: &Place) -> Option<&'a [u8]> {
    let key = file.get(place.key.clone())?;
    let bytes = file.get(place.bytes.clone())?;
    let sum = file.get(place.key.start.checked_sub(CHECKSUM)?..place.key.start)?;
    (sum == checksum(key, bytes)).then_some(bytes)
}

fn begin(room: &str) -> Vec<u8> {
    [MAGIC, room.as_bytes(), b"\n"].concat()
}

fn place(file: &[u8], at: usize) -> Option<Place> {
    let number = |at: usize| {
        let bytes = file.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let (of_key, of_bytes) = (number(at)?, number(at + 4)?);
    let key = at + HEAD;
    let bytes = key.checked_add(of_key)?;
    let end = bytes.checked_add(of_bytes)?;
    (end <= file.len()).then_some(Place { key: key..bytes, bytes: bytes..end })
}

fn checksum(key: &[u8], bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(key.len() as u64).to_le_bytes()).update(key).update(bytes);
    let mut sum = [0; CHECKSUM];
    hasher.finalize_xof().fill(&mut sum);
    sum
}

//! The index: what is to be committed next, as git writes it down.

use std::path::Path;

use crate::model::{ObjectId, RepoPath};

/// What an entry says of its file before the object id.
const ABOUT: usize = 40;
/// The bit of an entry's flags that says that more of them follow.
const MORE_FLAGS: u16 = 0x4000;

/// What is found among the paths of an index, by a look at each. Where the index was split, its shared part counts, and
/// what was taken out of that since as well. `length` is that of an object id.
pub(super) fn find(
    own: &Path,
    length: usize,
    mut look: impl FnMut(&[u8]) -> Option<RepoPath>,
) -> Vec<RepoPath> {
    let mut found = Vec::new();
    let mut read = |name: &str| {
        let bytes = std::fs::read(own.join(name)).unwrap_or_default();
        Paths::read(&bytes, length).each(|path| found.extend(look(path)))
    };
    if let Some(shared) = read("index") {
        read(&format!("sharedindex.{shared}"));
    }
    found
}

/// The paths of an index.
struct Paths<'a> {
    rest: &'a [u8],
    version: u32,
    count: u32,
    length: usize,
}

impl<'a> Paths<'a> {
    fn read(bytes: &'a [u8], length: usize) -> Paths<'a> {
        let mut head = Paths { rest: bytes, version: 0, count: 0, length };
        if head.take(4) == Some(b"DIRC") {
            head.version = head.number().unwrap_or(0);
            head.count = head.number().unwrap_or(0);
        }
        head
    }

    /// Looks at each path, and says which index this one shares the rest with. Nothing is said of what comes behind an
    /// entry that makes no sense.
    fn each(mut self, mut look: impl FnMut(&[u8])) -> Option<ObjectId> {
        let mut path = Vec::new();
        for _ in 0..self.count {
            self.next(&mut path)?;
            look(&path);
        }
        loop {
            let name = self.take(4)?;
            let size = usize::try_from(self.number()?).ok()?;
            let bytes = self.take(size)?;
            if name == b"link" {
                return ObjectId::from_bytes(bytes.get(..self.length)?);
            }
        }
    }

    /// Takes the next path in the place of the one before it, of which the last version writes down only the end.
    fn next(&mut self, path: &mut Vec<u8>) -> Option<()> {
        let before = self.rest.len();
        self.take(ABOUT + self.length)?;
        let flags = u16::from_be_bytes(self.take(2)?.try_into().ok()?);
        if flags & MORE_FLAGS != 0 {
            self.take(2)?;
        }
        let kept = if self.version >= 4 { path.len().checked_sub(self.varied()?)? } else { 0 };
        path.truncate(kept);
        let end = self.rest.iter().position(|byte| *byte == 0)?;
        path.extend_from_slice(self.take(end)?);
        let taken = before - self.rest.len();
        let blanks = if self.version >= 4 { 1 } else { 8 - taken % 8 };
        self.take(blanks).map(|_| ())
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    /// A number of as many bytes as it needs, in the way in which packs write offsets.
    fn varied(&mut self) -> Option<usize> {
        let mut byte = self.byte()?;
        let mut number = usize::from(byte & 0x7f);
        while byte & 0x80 != 0 {
            byte = self.byte()?;
            number = number.checked_add(1)?.checked_mul(0x80)?.checked_add(usize::from(byte & 0x7f))?;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_in_it_an_index_is_read_to_its_end() {
        let mut bytes = b"DIRC\0\0\0\x02\0\0\0\x02".to_vec();
        for path in ["a.md", "b/c.md"] {
            let start = bytes.len();
            bytes.extend([0; ABOUT + 20 + 2]);
            bytes.extend(path.as_bytes());
            bytes.extend(vec![0; 8 - (bytes.len() - start) % 8]);
        }
        let paths = |bytes: &[u8]| {
            let mut paths = Vec::new();
            Paths::read(bytes, 20).each(|path| paths.push(String::from_utf8_lossy(path).into_owned()));
            paths
        };
        assert_eq!(paths(&bytes), ["a.md", "b/c.md"]);
        for end in 0..bytes.len() {
            assert!(paths(&bytes[..end]).len() < 2, "{end}");
        }
    }
}

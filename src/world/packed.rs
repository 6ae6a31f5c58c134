//! Values as bytes, for memos that outlive the process.

use super::{EntryKind, TreeEntry};
use crate::model::{ObjectId, TextId};

/// Writes values one after the other.
#[derive(Debug, Default)]
pub struct Packer(pub Vec<u8>);

impl Packer {
    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    /// Bytes, after how many they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// Texts, after how many they are.
    pub fn texts<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str>) {
        self.number(texts.len() as u64);
        for text in texts {
            self.bytes(text.as_bytes());
        }
    }

    /// What is in the place of a file: one, or nothing.
    pub fn entry(&mut self, entry: Option<TreeEntry>) {
        let Some(entry) = entry else {
            self.0.push(0);
            return;
        };
        self.0.push(match entry.kind {
            EntryKind::File => 1,
            EntryKind::Executable => 2,
            EntryKind::Link => 3,
            EntryKind::Submodule => 4,
        });
        self.bytes(entry.text.0.as_bytes());
    }
}

/// What stands in the place of an entry: one, or no file.
type Slot = Option<TreeEntry>;

/// Reads what was written; `None` wherever it makes no sense.
#[derive(Debug)]
pub struct Unpacker<'a>(pub &'a [u8]);

impl<'a> Unpacker<'a> {
    /// As many values as were written.
    pub fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| one(self)).collect()
    }

    /// What is in the place of a file.
    pub fn entry(&mut self) -> Option<Slot> {
        let kind = match self.byte()? {
            0 => return Some(None),
            1 => EntryKind::File,
            2 => EntryKind::Executable,
            3 => EntryKind::Link,
            4 => EntryKind::Submodule,
            _ => return None,
        };
        Some(Some(TreeEntry { kind, text: TextId(self.id()?) }))
    }

    /// The id of an object.
    pub fn id(&mut self) -> Option<ObjectId> {
        ObjectId::from_bytes(self.bytes()?)
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    /// Bytes, as many as were written.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
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

    /// A single byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// So many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

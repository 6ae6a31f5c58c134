//! Names of texts and commits, as version control gives them: hashes of what they name.

use std::fmt;
use std::str::FromStr;

use crate::source::slice;

/// A hash together with the algorithm that made it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectId {
    /// SHA-1, what most repositories use.
    Sha1([u8; 20]),
    /// SHA-256.
    Sha256([u8; 32]),
}

/// How many digits of an id people are shown.
const SHORT: usize = 8;

impl ObjectId {
    /// The id with these bytes: 20 are SHA-1, 32 are SHA-256, others are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<ObjectId> {
        if let Ok(bytes) = bytes.try_into() {
            return Some(ObjectId::Sha1(bytes));
        }
        bytes.try_into().ok().map(ObjectId::Sha256)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            ObjectId::Sha1(bytes) => bytes,
            ObjectId::Sha256(bytes) => bytes,
        }
    }

    /// The name of its algorithm, as version control spells it.
    pub fn algorithm(&self) -> &'static str {
        match self {
            ObjectId::Sha1(_) => "sha1",
            ObjectId::Sha256(_) => "sha256",
        }
    }

    /// The first eight digits: enough for people, not for machines.
    pub fn short(&self) -> String {
        let mut digits = self.to_string();
        digits.truncate(SHORT);
        digits
    }
}

impl fmt::Display for ObjectId {
    /// All digits, in lower case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; 64];
        let bytes = self.as_bytes();
        for (pair, byte) in digits.as_chunks_mut().0.iter_mut().zip(bytes) {
            *pair = [hex(byte >> 4), hex(byte & 15)];
        }
        let digits = digits.get(..2 * bytes.len()).unwrap_or_default();
        f.write_str(std::str::from_utf8(digits).unwrap_or_default())
    }
}

fn hex(half: u8) -> u8 {
    if half < 10 { b'0' + half } else { b'a' + (half - 10) }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for ObjectId {
    type Err = String;

    /// All digits of an id, in either case. The error says what is wrong.
    fn from_str(text: &str) -> Result<ObjectId, String> {
        let wrong = || format!("`{text}` is no full object id: those have 40 or 64 hexadecimal digits");
        if !matches!(text.len(), 40 | 64) || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let byte = |at: usize| u8::from_str_radix(slice(text, at..at + 2), 16).unwrap_or_default();
        let bytes: Vec<u8> = (0..text.len()).step_by(2).map(byte).collect();
        ObjectId::from_bytes(&bytes).ok_or_else(wrong)
    }
}

macro_rules! named {
    ($(#[$meaning:meta])* $name:ident) => {
        $(#[$meaning])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub ObjectId);

        impl $name {
            /// The first eight digits.
            pub fn short(&self) -> String {
                self.0.short()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<$name, String> {
                text.parse().map($name)
            }
        }
    };
}

named! {
    /// Names an exact text: the object id of its bytes, which `git rev-parse REV:PATH` tells too.
    TextId
}
named! {
    /// Names a commit.
    CommitId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_and_read() {
        for digits in ["0123456789abcdef0123456789abcdef01234567".to_owned(), "fe".repeat(32)] {
            let id: TextId = digits.parse().expect("an id");
            assert_eq!(id.to_string(), digits);
            assert_eq!(id.short(), digits[..8]);
            assert_eq!(digits.to_uppercase().parse(), Ok(id));
        }
        for wrong in ["", "0123", &"g".repeat(40), &"0".repeat(41), &"é".repeat(20)] {
            assert!(wrong.parse::<CommitId>().is_err(), "{wrong}");
        }
    }
}

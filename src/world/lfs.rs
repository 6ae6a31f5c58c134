//! Files that git LFS keeps outside of the objects of a repository, which has a pointer in the place of each.

use super::ReadError;

/// No pointer is longer.
pub const LONGEST_POINTER: usize = 1024;
/// How pointers begin, those of earlier names of git LFS too.
const BEGINNINGS: [&str; 3] = [
    "version https://git-lfs.github.com/spec/v1",
    "version https://hawser.github.com/spec/v1",
    "version http://git-media.io/v/2",
];

/// What a pointer says of the bytes that it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LfsPointer {
    /// Their SHA-256, as 64 digits.
    pub hash: String,
    /// How many they are.
    pub size: u64,
}

impl LfsPointer {
    /// The pointer that some bytes are; `None` where they are a file of their own.
    pub fn of(bytes: &[u8]) -> Option<LfsPointer> {
        let short = Some(bytes).filter(|bytes| bytes.len() <= LONGEST_POINTER)?;
        let text = std::str::from_utf8(short).ok()?;
        let keys = BEGINNINGS.iter().find_map(|beginning| text.strip_prefix(beginning))?;
        let value = |key: &str| keys.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let hash = value("oid")?.strip_prefix("sha256:")?;
        let is_hash = hash.len() == 64 && hash.bytes().all(is_digit);
        Some(LfsPointer { hash: is_hash.then(|| hash.to_owned())?, size: value("size")?.parse().ok()? })
    }
}

/// That there is a pointer where a file is asked for.
pub fn not_pulled() -> ReadError {
    ReadError::Refused(
        "it is a pointer of git LFS, and the file is not here: `git lfs pull` brings it".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGINNING: &str = BEGINNINGS[0];

    #[test]
    fn pointers_are_known() {
        let hash = "a15820b16c7daa3702ab35a523a53fbf80d4edb0d96e9fd097803c231d85fd8e";
        let pointer = format!("{BEGINNING}\noid sha256:{hash}\nsize 7\n");
        assert_eq!(LfsPointer::of(pointer.as_bytes()), Some(LfsPointer { hash: hash.to_owned(), size: 7 }));
        let with_returns = pointer.replace('\n', "\r\n");
        assert!(LfsPointer::of(with_returns.as_bytes()).is_some());
        for other in [
            format!("{BEGINNING}\noid sha256:../../{hash}\nsize 7\n"),
            format!("{BEGINNING}\nsize 7\n"),
            format!("A picture.\n{pointer}"),
            format!("{pointer}{}", " ".repeat(LONGEST_POINTER)),
        ] {
            assert_eq!(LfsPointer::of(other.as_bytes()), None, "{other}");
        }
    }
}

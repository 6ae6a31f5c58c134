//! Ends of lines: how git writes them to the disk is no difference to what is committed.

use std::borrow::Cow;

use super::Versions;
use crate::path::FilePath;

/// The bytes of a file as the last commit has them, where on the disk nothing but the ends of its lines is otherwise; else
/// those on the disk.
pub fn as_committed<'b>(bytes: &'b [u8], file: &FilePath, versions: &dyn Versions) -> Cow<'b, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let committed = versions.entry(versions.head(), &versions.repo_path(file));
    let committed = committed.ok().flatten().map(|entry| entry.text);
    let plain = plain(bytes);
    if committed == Some(versions.text_id(&plain)) { Cow::Owned(plain) } else { Cow::Borrowed(bytes) }
}

/// The same with ends of lines as git keeps them.
fn plain(bytes: &[u8]) -> Vec<u8> {
    let is_kept = |(at, byte): &(usize, &u8)| **byte != b'\r' || bytes.get(at + 1) != Some(&b'\n');
    bytes.iter().enumerate().filter(is_kept).map(|(_, byte)| *byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ends_of_lines_are_plain() {
        for (written, expected) in [("a\r\nb\r\n", "a\nb\n"), ("a\rb\r\r\n\r", "a\rb\r\n\r"), ("", "")] {
            assert_eq!(plain(written.as_bytes()), expected.as_bytes());
        }
    }
}

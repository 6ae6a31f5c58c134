//! How much of one text is found in another, measured as git measures it: by the bytes of shared lines.

/// The share of a text that counts as all of it.
pub(super) const ALL: u64 = 60_000;

/// Longer lines are compared in pieces of this length.
const LONGEST_PIECE: usize = 64;

/// How far a text is looked at to tell whether it is one.
const LOOKED_AT: usize = 8000;

/// A text as a bag of lines: how many bytes there are of each.
#[derive(Debug)]
pub(super) struct LineBag {
    size: u64,
    /// Hash of a line and how many bytes of it there are, sorted by hash.
    bytes: Vec<(u64, u64)>,
}

impl LineBag {
    pub(super) fn of(text: &[u8]) -> LineBag {
        let binary = text.get(..LOOKED_AT).unwrap_or(text).contains(&0);
        let mut pieces = Vec::with_capacity(text.len() / 32);
        let (mut hash, mut length) = (0, 0);
        for (at, byte) in text.iter().enumerate() {
            if !binary && *byte == b'\r' && text.get(at + 1) == Some(&b'\n') {
                continue;
            }
            hash = mixed(hash, *byte);
            length += 1;
            if length == LONGEST_PIECE || *byte == b'\n' {
                pieces.push((hash, length as u64));
                (hash, length) = (0, 0);
            }
        }
        if length > 0 {
            pieces.push((hash, length as u64));
        }
        pieces.sort_unstable();
        pieces.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            kept.1 += if same { later.1 } else { 0 };
            same
        });
        LineBag { size: text.len() as u64, bytes: pieces }
    }

    /// Which part of [`ALL`] the two have in common, of the larger one.
    pub(super) fn shared_with(&self, other: &LineBag) -> u64 {
        let larger = self.size.max(other.size);
        let mut shared = 0;
        let (mut a, mut b) = (self.bytes.iter().peekable(), other.bytes.iter().peekable());
        while let (Some((left, in_left)), Some((right, in_right))) = (a.peek(), b.peek()) {
            if left == right {
                shared += in_left.min(in_right);
            }
            if left <= right {
                a.next();
            }
            if left >= right {
                b.next();
            }
        }
        (shared * ALL).checked_div(larger).unwrap_or(0)
    }

    /// Whether the sizes alone rule out that so much is shared.
    pub(super) fn cannot_share(&self, other: &LineBag, least: u64) -> bool {
        let (smaller, larger) = (self.size.min(other.size), self.size.max(other.size));
        smaller * ALL < larger * least
    }
}

/// One step of the FNV hash.
fn mixed(hash: u64, byte: u8) -> u64 {
    (hash ^ 0xcbf2_9ce4_8422_2325 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(a: &str, b: &str) -> u64 {
        LineBag::of(a.as_bytes()).shared_with(&LineBag::of(b.as_bytes()))
    }

    #[test]
    fn shared_lines_count_by_their_bytes() {
        assert_eq!(share("a\nb\nc\n", "c\nb\na\n"), ALL);
        assert_eq!(share("a\nb\n", "a\r\nb\r\n"), ALL * 4 / 6);
        assert_eq!(share("one\ntwo\n", "one\nsix\n"), ALL / 2);
        assert_eq!(share("one\none\n", "one\nsix\n"), ALL / 2);
        assert_eq!(share("", ""), 0);
        assert_eq!(share(&"x".repeat(128), &format!("{}y", "x".repeat(127))), ALL / 2);
    }

    #[test]
    fn sizes_rule_out_what_they_can() {
        let (small, large) = (LineBag::of(b"a\n"), LineBag::of(b"a\nb\nc\nd\n"));
        assert!(small.cannot_share(&large, ALL / 2));
        assert!(!small.cannot_share(&large, ALL / 4));
    }
}

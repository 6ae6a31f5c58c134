//! Keys and certificates in DER, as far as their outermost parts tell them apart.

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;

/// Whether bytes are a certificate, a list of revoked ones, a request for one, or a public key.
pub(super) fn is_public(bytes: &[u8]) -> bool {
    matches!(parts(bytes), Some((SEQUENCE, Some(SEQUENCE | BITS))))
}

/// Whether bytes are a private key, encrypted or not, or a file of several.
pub(super) fn is_private(bytes: &[u8]) -> bool {
    // What begins with a number may be a public key of an old form as well.
    matches!(parts(bytes), Some((INTEGER, _) | (SEQUENCE, Some(OCTETS))))
}

/// What the first two parts of a sequence are.
fn parts(bytes: &[u8]) -> Option<(u8, Option<u8>)> {
    let (tag, content) = (bytes.first()?, content(bytes)?.0);
    let first = content.first().filter(|_| *tag == SEQUENCE)?;
    let behind = self::content(content).map(|(_, behind)| behind);
    Some((*first, behind.and_then(|behind| behind.first().copied())))
}

/// What is in the part that bytes begin with, and what is behind it.
fn content(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) = bytes.get(1..)?.split_first()?;
    if *first < 0x80 {
        return rest.split_at_checked(usize::from(*first));
    }
    let digits = usize::from(*first & 0x7f);
    let (length, rest) = rest.split_at_checked(digits).filter(|_| digits <= 4)?;
    let length = length.iter().fold(0_usize, |length, digit| length << 8 | usize::from(*digit));
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_certificates() {
        let sequence =
            |parts: &[u8]| [&[SEQUENCE, u8::try_from(parts.len()).expect("a byte")], parts].concat();
        let (empty, number) = ([SEQUENCE, 0], [INTEGER, 1, 0]);
        for (bytes, expected) in [
            (sequence(&[&empty[..], &empty, &[BITS, 0]].concat()), (true, false)),
            (sequence(&[&empty[..], &[BITS, 0]].concat()), (true, false)),
            (sequence(&[&empty[..], &[OCTETS, 0]].concat()), (false, true)),
            (sequence(&[&number[..], &empty].concat()), (false, true)),
            (vec![SEQUENCE, 0x82, 0, 4, SEQUENCE, 0, BITS, 0], (true, false)),
            (vec![SEQUENCE, 0x82, 0], (false, false)),
            (b"words".to_vec(), (false, false)),
            (Vec::new(), (false, false)),
        ] {
            assert_eq!((is_public(&bytes), is_private(&bytes)), expected, "{bytes:?}");
        }
    }
}

//! UTF-16, in which Windows writes texts: read where its mark says that it is that.

/// A text in UTF-16 without its mark; `None` where bytes do not begin with the mark, or are not sound.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        // The mark of UTF-32 begins like that of UTF-16.
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, units @ ..] => text(units, u16::from_le_bytes),
        [0xfe, 0xff, units @ ..] => text(units, u16::from_be_bytes),
        _ => None,
    }
}

fn text(units: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (units, rest) = units.as_chunks::<2>();
    let units: Vec<u16> = units.iter().copied().map(unit).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_writes_is_read() {
        let text = "---\r\ntitle: Größe 😀\r\n---\r\n";
        let with_mark = || std::iter::once(0xfeff).chain(text.encode_utf16());
        let little: Vec<u8> = with_mark().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = with_mark().flat_map(u16::to_be_bytes).collect();
        for written in [&little, &big] {
            assert_eq!(decode(written).as_deref(), Some(text));
            assert_eq!(decode(&written[..written.len() - 1]), None, "half a character");
            assert_eq!(decode(&written[2..]), None, "without its mark");
        }
        assert_eq!(decode(&[0xff, 0xfe, 0x00, 0xd8]), None, "half a pair");
        assert_eq!(decode(&[0xff, 0xfe, 0, 0, b'a', 0, 0, 0]), None, "UTF-32");
        assert_eq!(decode(text.as_bytes()), None);
    }
}

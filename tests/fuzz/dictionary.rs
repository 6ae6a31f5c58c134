//! The words of the fuzzer's dictionary, as libFuzzer writes them: `"\x0A"`, a line each.

/// The words of a dictionary.
pub(crate) fn words(dictionary: &str) -> Vec<Vec<u8>> {
    dictionary.lines().filter_map(|line| Some(word(line.strip_prefix('"')?.strip_suffix('"')?))).collect()
}

fn word(written: &str) -> Vec<u8> {
    let mut word = Vec::new();
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        let escaped = if byte == b'\\' { rest.next() } else { None };
        word.push(match escaped {
            Some(b'x') => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).expect("two digits")
            }
            Some(sign) => sign,
            None => byte,
        });
    }
    word
}

#[test]
fn words_are_read() {
    assert_eq!(words("# Why.\n\n\"\\x0A\\\"a\\\\\"\n"), [b"\n\"a\\"]);
}

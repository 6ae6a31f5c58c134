//! Texts that are called as keys are, such as `answer.key`, and are words that anybody may read.

/// A word that is longer may be a key.
const LONGEST_WORD: usize = 20;
/// So many words may be numbers of 16 digits, as `be` and `add` are.
const MOST_NUMBERS: usize = 4;
/// What nobody writes in such a text, and what secrets stand behind.
const TELLING: [&str; 9] =
    ["-----", "begin ", "private", "pass", "secret", "token", "pwd", "login", "credential"];

/// Whether bytes are a text in words, and nothing in it may be a key.
pub(super) fn is_words(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').to_lowercase();
    let is_odd = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    if text.contains(is_odd) || TELLING.iter().any(|words| text.contains(words)) {
        return false;
    }
    let words = || text.split_whitespace();
    let is_number = |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_hexdigit());
    // A list of words alone may be what a key is made from.
    let has_signs =
        text.contains(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ')' | ':'));
    words().count() >= 3
        && has_signs
        && words().all(may_be_word)
        && words().filter(is_number).count() <= MOST_NUMBERS
}

/// Whether a word is short, or has no digits between letters.
fn may_be_word(word: &str) -> bool {
    let length = word.chars().count();
    let has_digits = word.contains(|sign: char| sign.is_ascii_digit());
    let is_mixed = has_digits && word.contains(char::is_alphabetic);
    length <= LONGEST_WORD && (length < 8 || !is_mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_keys() {
        for (text, expected) in [
            ("1. B\n2. C\n3. A\n", true),
            ("Answers: the first is B, since nobody asked.\n", true),
            ("B\n", false),
            ("5f4dcc3b5aa765d61d8327deb882cf99\n", false),
            ("abandon ability able about above absent\n", false),
            ("login: root, hunter\n", false),
            ("de ad be ef 01 02 03.\n", false),
            ("user: x, z7f0a91kq2\n", false),
            ("a: \u{1}b c\n", false),
            ("", false),
        ] {
            assert_eq!(is_words(text.as_bytes()), expected, "{text}");
        }
        assert!(!is_words(b"1. \xff b c"));
    }
}

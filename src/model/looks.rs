//! What a text looks like to whoever reads it: with other letters that look the same, and with signs that nobody sees, it is
//! another text to a program alone.

use unicode_normalization::UnicodeNormalization;

/// Whether two texts look the same, whatever the case of their letters: `kind` and `kind` with a sign in it that nobody sees.
pub fn look_same(a: &str, b: &str) -> bool {
    a == b || looks_of(a) == looks_of(b) || same_shape(a, b)
}

/// Whether nothing sets two texts apart as they are written but a large `I` or a digit in the place of a small `l`, and signs:
/// `Ian` and `lan`, which are two once both are in small letters.
pub(super) fn same_shape(a: &str, b: &str) -> bool {
    shape_of(a).next().is_some() && shape_of(a).eq(shape_of(b))
}

fn shape_of(text: &str) -> impl Iterator<Item = char> {
    let shape = |letter| match letter {
        'I' | '1' => 'l',
        '0' => 'O',
        letter => letter,
    };
    text.nfkc().filter(|letter| letter.is_alphanumeric()).map(shape)
}

/// What a text looks like. It is compared, and never shown.
pub(super) fn looks_of(text: &str) -> String {
    // Every commit's author is compared with whoever signed: most names take the short way, to the same end.
    let looks = if text.bytes().all(is_plain) { plain_looks(text) } else { looks(text) };
    looks.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a text looks like: the accents of letters are kept, what cannot be seen goes, `m` becomes `rn`.
fn looks(text: &str) -> String {
    // Before anything else: one of these would fall apart into a blank and an accent.
    let plain: String = text.chars().map(apostrophe).collect();
    let folded: String = plain.nfkc().flat_map(fold_case).collect();
    let looks: String = unicode_security::skeleton(&folded).collect();
    // The skeleton of `0` is a large `O`.
    looks.chars().flat_map(fold_case).nfkd().collect()
}

/// The letters of most names, keys and addresses.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" .-_@+'".contains(&byte)
}

/// The same for a text that has no others.
fn plain_looks(text: &str) -> String {
    let mut looks = String::with_capacity(text.len() + 4);
    for letter in text.chars() {
        match letter.to_ascii_lowercase() {
            'm' => looks.push_str("rn"),
            '0' => looks.push('o'),
            '1' => looks.push('l'),
            other => looks.push(other),
        }
    }
    looks
}

/// The apostrophe that keyboards have for all that are used as one.
fn apostrophe(letter: char) -> char {
    match letter {
        '\u{60}'
        | '\u{b4}'
        | '\u{2b9}'
        | '\u{2bb}'..='\u{2be}'
        | '\u{2c8}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{a78c}'
        | '\u{ff07}' => '\'',
        other => other,
    }
}

/// By way of the large letters, so that `ß` is `ss` and both small sigmas are one.
fn fold_case(letter: char) -> impl Iterator<Item = char> {
    letter.to_uppercase().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_apart_by_eye_looks_the_same() {
        for other in [
            "KIND",
            "ki\u{200b}nd",
            "\u{feff}kind",
            "ki\u{ad}nd",
            "kind\u{fe0f}",
            "k\u{456}nd",
            "\u{ff4b}\u{ff49}\u{ff4e}\u{ff44}",
            "\u{1d424}\u{1d422}\u{1d427}\u{1d41d}",
        ] {
            assert!(look_same("kind", other), "{other}");
        }
        assert!(look_same("official", "officiaI") && !look_same("mail", "mall"));
        assert!(!look_same("kind", "kinds") && !look_same("kind", "k\u{ed}nd"));
    }
}

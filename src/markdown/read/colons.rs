//! Lines that begin with a colon and are no definitions, as no blank follows it: `:::note`, `:warning: bring a coat`.
//!
//! The parser takes any colon at the beginning of a line for that of a definition; these are hidden from it.

/// Where such colons stand in a text.
pub(super) fn in_text(text: &str) -> Vec<usize> {
    let mut at = 0;
    let mut colons = Vec::new();
    for line in text.split_inclusive('\n') {
        colons.extend(colon(line).map(|column| at + column));
        at += line.len();
    }
    colons
}

/// Where in a line such a colon stands, perhaps behind the marks of quotes and lists.
fn colon(line: &str) -> Option<usize> {
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches([' ', '\t', '>']);
        let numbered = inner.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let item = if numbered.len() < inner.len() {
            numbered.strip_prefix(['.', ')'])
        } else {
            inner.strip_prefix(['-', '*', '+'])
        };
        let Some(words) = item.filter(|item| item.starts_with([' ', '\t'])) else {
            rest = inner;
            break;
        };
        rest = words;
    }
    let behind = rest.strip_prefix(':')?;
    // The line below the head of a table says on which side its columns stand.
    let is_alignment = || rest.contains('-') && rest.trim_end().chars().all(|sign| ":-| \t".contains(sign));
    (!behind.starts_with(char::is_whitespace) && !behind.is_empty() && !is_alignment())
        .then(|| line.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_before_blanks_are_those_of_definitions() {
        for (line, expected) in [
            (":::note\n", Some(0)),
            (":warning: bring a coat\n", Some(0)),
            ("> :memo: a\n", Some(2)),
            ("  - 1. :memo: a\n", Some(7)),
            (": A definition\n", None),
            (":\tA definition\n", None),
            (":\n", None),
            (":", None),
            (":---|:--:\n", None),
            ("Term :note\n", None),
            ("[a]: b\n", None),
        ] {
            assert_eq!(colon(line), expected, "{line}");
        }
    }
}

//! A text as YAML writes it.

use std::fmt::Write as _;

/// A text as YAML: as it is where it can only be read as that text, else in quotes.
pub fn scalar(text: &str) -> String {
    let words = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '(' | ')' | '.');
    let plain = text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(words)
        && !WORDS_WITH_A_MEANING.iter().any(|word| word.eq_ignore_ascii_case(text));
    if plain { text.to_owned() } else { quoted(text) }
}

/// A JSON string is a YAML string, but for signs that YAML takes for ends of lines or does not print.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                // Writing to a text cannot fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted
}

/// Words that YAML, in one of its versions, reads as something else than text.
const WORDS_WITH_A_MEANING: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_yaml_whatever_they_say() {
        for (title, expected) in [
            ("Gifts", "Gifts"),
            ("Öl (v1.2), nicht mehr", "\"Öl (v1.2), nicht mehr\""),
            ("Who/what we are", "Who/what we are"),
            ("What: why?", "\"What: why?\""),
            ("\"Quoted\" \\ it", "\"\\\"Quoted\\\" \\\\ it\""),
            ("Yes", "\"Yes\""),
            ("2026", "\"2026\""),
            ("- a", "\"- a\""),
            ("# x", "\"# x\""),
            ("a\u{2028}b", "\"a\\u2028b\""),
            ("a\nb", "\"a\\nb\""),
            (" x ", "\" x \""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(title), expected);
        }
    }
}

//! What of people's words may be shown: no mail address, and no control character.

use crate::shell::steers;
/// What stands for a sign that cannot be shown.
const REPLACEMENT: char = '\u{fffd}';
/// What stands for what follows the name in an address.
const WITHHELD: char = '…';

/// A name or a subject, in one line.
pub(super) fn line(text: &str) -> String {
    let signs = text.chars().map(|sign| if sign == '\n' { ' ' } else { visible(sign) });
    without_addresses(&signs.collect::<String>()).trim().to_owned()
}

/// Words of several lines.
pub(super) fn lines(text: &str) -> String {
    let shown: Vec<String> = text
        .split('\n')
        .map(|line| without_addresses(&line.chars().map(visible).collect::<String>()).trim_end().to_owned())
        .collect();
    shown.join("\n").trim().to_owned()
}

/// Control characters, those that turn the direction of writing, and what is no character cannot be shown.
fn visible(sign: char) -> char {
    match sign {
        '\t' | '\r' => ' ',
        '\u{fffe}' | '\u{ffff}' => REPLACEMENT,
        _ if steers(sign) => REPLACEMENT,
        _ => sign,
    }
}

/// A line whose addresses in brackets are gone, and of whose others the part before the `@` is left.
fn without_addresses(line: &str) -> String {
    if !line.contains('@') {
        return line.to_owned();
    }
    masked(&without_brackets(line))
}

/// Takes `<name@host>` away, with the space before it.
fn without_brackets(line: &str) -> String {
    let mut left = String::new();
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('<') {
        let name = inside.split(['<', '>']).next().unwrap_or_default();
        let is_address = name.contains('@') && !name.contains("://");
        let behind = inside.strip_prefix(name).and_then(|behind| behind.strip_prefix('>'));
        if let Some(behind) = behind.filter(|_| is_address) {
            left.push_str(before.trim_end());
            rest = behind;
        } else {
            left.push_str(before);
            left.push('<');
            rest = inside;
        }
    }
    left + rest
}

/// Puts a sign in the place of each `@host`. A version (`tool@1.2`) and a path (`/@name`) are no addresses.
fn masked(line: &str) -> String {
    let mut left = String::new();
    let mut rest = line;
    while let Some((before, host)) = rest.split_once('@') {
        left.push_str(before);
        let name = host.split(|sign: char| !is_of_host(sign)).next().unwrap_or_default();
        let name = name.trim_end_matches(['.', '-', '_']);
        if is_address(left.chars().next_back(), name) {
            left.push(WITHHELD);
            rest = host.strip_prefix(name).unwrap_or_default();
        } else {
            left.push('@');
            rest = host;
        }
    }
    left + rest
}

fn is_of_host(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_')
}

/// Whether `@` makes an address between the sign before it and a host.
fn is_address(before: Option<char>, host: &str) -> bool {
    let follows_name = before.is_some_and(|sign| !sign.is_whitespace() && !"([{/,;:'`".contains(sign));
    host.contains(char::is_alphabetic) && (follows_name || (host.contains('.') && before != Some('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_withheld() {
        for (written, shown) in [
            ("Hub <hub@example.org>", "Hub"),
            ("<hub@example.org>", ""),
            ("hub@example.org", "hub…"),
            ("Ask a.b+c@mail.example.org, or hr@host.", "Ask a.b+c…, or hr…."),
            ("Thanks to HR <hr@example.org> for it", "Thanks to HR for it"),
            ("\"a b\"@example.org @example.org", "\"a b\"… …"),
            ("a <b <c@example.org", "a <b <c…"),
            ("@hub says tool@1.2.3 and https://example.org/@hub <https://example.org/@hr>", ""),
        ] {
            let shown = if shown.is_empty() && written.starts_with('@') { written } else { shown };
            assert_eq!(line(written), shown, "{written}");
        }
    }

    #[test]
    fn control_characters_are_replaced() {
        let signs = "a\u{0}b\u{1b}c\u{85}d\u{202e}e\u{2066}f\u{fffe}g\u{ffff}h\ti";
        let shown = "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}f\u{fffd}g\u{fffd}h i";
        assert_eq!(line(signs), shown);
        assert_eq!(lines(&format!("one\n\n{signs}\n")), format!("one\n\n{shown}"));
        assert_eq!(line("one\ntwo"), "one two");
    }
}

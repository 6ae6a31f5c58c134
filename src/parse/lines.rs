//! How lines of front matter look: the marks above and below it, and the entries between them.

/// The line that opens front matter.
pub(super) const MARK: &str = "---";

/// So many lines are looked at for what follows a mark.
pub(super) const MOST_LINES: usize = 200;

/// Keys that nobody begins a paragraph with.
pub(super) const TELLING: [&str; 6] = ["title", "kind", "draft", "id", "page_kind", "summary"];

/// Whether a line opens front matter, or closes it.
pub(super) fn is_mark(line: &str) -> bool {
    line.trim_end() == MARK
}

/// Whether a text begins with a key and a colon; comments and blank lines may stand above.
pub(super) fn looks_like_a_key(text: &str) -> bool {
    let line =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    line.split_once(':').is_some_and(|(key, rest)| {
        let rest_fits = rest.is_empty() || rest.starts_with([' ', '\t']);
        rest_fits
            && !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"' | '\'' | '.' | '$'))
    })
}

/// Anything but a paragraph: a key, a list, a bracket, an indented or commented line.
pub(super) fn looks_like_yaml(text: &str) -> bool {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    text.contains(':')
        || is_assignment(line)
        || line.starts_with(['-', '[', '{', '#', '%', ' ', '\t', '&', '*', '!'])
}

/// Whether a line is an entry with a key that nobody begins a paragraph with.
pub(super) fn is_telling(line: &str) -> bool {
    TELLING.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(": ")))
}

/// Whether a line gives a value to such a key with the sign of another language.
fn is_assignment(line: &str) -> bool {
    let rests = TELLING.iter().filter_map(|key| line.strip_prefix(key));
    rests.map(str::trim_start).any(|rest| rest.starts_with('='))
}

/// Whether a line begins with such a key and the sign of any language behind it.
pub(super) fn names_a_key(line: &str) -> bool {
    let line = line.trim_start();
    let mut rests = TELLING.iter().filter_map(|key| line.strip_prefix(key));
    rests.any(|rest| rest.trim_start().starts_with([':', '=']))
}

/// Whether a line is an entry by itself.
pub(super) fn is_entry(line: &str) -> bool {
    !line.starts_with('#') && looks_like_a_key(line)
}

//! Front matter in another language than YAML, or in a block of code.

use super::draft_words::{is_line_of_draft, is_plain_line_of_draft};
use super::lines::{MOST_LINES, is_mark, is_telling};

/// What is wrong with front matter, and what to do about it.
pub(super) type Misread = (String, &'static str);

/// What to do about a mark that has something else in its line.
pub(super) const ALONE: &str = "make `---` all that the first line holds";
const IN_YAML: &str = "write it in YAML, `title: …`, between lines `---`";
/// Languages of front matter, as other programs name them behind the mark or the fence.
const LANGUAGES: [&str; 10] =
    ["yaml", "yml", "toml", "json", "json5", "markdown", "md", "js", "javascript", "coffee"];

/// Front matter in TOML or JSON.
pub(super) fn in_another_language(words: &str, rest: &str) -> Option<Misread> {
    let is_closed_by = |mark: &str| rest.lines().take(MOST_LINES).any(|line| line.trim_end() == mark);
    let begins = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if words == "+++" && (is_closed_by("+++") || begins.contains('=')) {
        return Some(("front matter is written in TOML here".to_owned(), IN_YAML));
    }
    let is_json = match words.strip_prefix('{') {
        Some(inner) if inner.trim().is_empty() => {
            let lines = rest.lines().take(MOST_LINES).take_while(|line| !line.starts_with('}'));
            is_json_entry(begins) && lines.into_iter().any(is_telling_json)
        }
        // What goes on behind the brace is a sentence.
        Some(inner) => {
            is_json_entry(inner) && words.ends_with(['}', ',']) && inner.split(',').any(is_telling_json)
        }
        None => words == ";;;" && (is_closed_by(";;;") || begins.starts_with('{') || is_json_entry(begins)),
    };
    is_json.then(|| ("front matter is written in JSON here".to_owned(), IN_YAML))
}

/// The key of an entry in JSON.
fn json_key(line: &str) -> Option<&str> {
    let (key, rest) = line.trim_start().strip_prefix('"')?.split_once('"')?;
    rest.trim_start().starts_with(':').then_some(key)
}

fn is_json_entry(line: &str) -> bool {
    json_key(line).is_some()
}

/// Whether an entry in JSON is that of a page, and not of any data.
fn is_telling_json(line: &str) -> bool {
    let line = line.trim().trim_end_matches('}');
    json_key(line).is_some_and(|key| key == "title") || is_line_of_draft(line)
}

/// A mark with the name of a language behind it.
pub(super) fn named_language(words: &str, rest: &str) -> Option<Misread> {
    let language = words.strip_prefix("---")?.trim();
    let is_named = LANGUAGES.iter().any(|name| name.eq_ignore_ascii_case(language));
    (is_named && rest.lines().take(MOST_LINES).any(is_mark)).then(|| {
        (format!("front matter begins with a line `---`, and `{language}` stands behind it here"), ALONE)
    })
}

/// Front matter that a fence makes an example of code.
pub(super) fn in_a_fence(words: &str, rest: &str) -> Option<Misread> {
    let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let language = words.trim_start_matches(sign);
    let fence = words.strip_suffix(language).filter(|fence| fence.len() >= 3)?;
    // `{yaml}`, as notebooks have it.
    let language = language.trim().trim_matches(|sign| matches!(sign, '{' | '}'));
    let is_yaml = language.is_empty() || LANGUAGES.iter().any(|name| name.eq_ignore_ascii_case(language));
    let mut lines = rest.lines().take(MOST_LINES).take_while(|line| line.trim_end() != fence).peekable();
    let has_mark = lines.next_if(|line| is_mark(line)).is_some();
    let lines: Vec<&str> = lines.take_while(|line| !has_mark || !is_mark(line)).collect();
    // Files of Kubernetes have keys of the same names.
    let is_of_others = lines.iter().any(|line| line.starts_with("apiVersion:"));
    let is_meant = if has_mark {
        lines.iter().any(|line| is_telling(line) || is_line_of_draft(line))
    } else {
        is_of_page(&lines)
    };
    (is_yaml && is_meant && !is_of_others).then(|| {
        let message = "front matter stands in a block of code here, and is shown as an example".to_owned();
        (message, "take the fence away; where it is an example, write a heading or a sentence above it")
    })
}

/// Whether lines of code without marks are front matter that keeps its page back: such keys stand in the settings of many
/// programs, beside others.
fn is_of_page(lines: &[&str]) -> bool {
    let at_edge = || lines.iter().filter(|line| !line.starts_with([' ', '\t']));
    let has_title = at_edge().any(|line| line.starts_with("title"));
    let is_draft = |line: &&&str| line.to_lowercase().starts_with("draft") && is_plain_line_of_draft(line);
    at_edge().any(|line| is_draft(&line)) || has_title && at_edge().any(|line| is_line_of_draft(line))
}

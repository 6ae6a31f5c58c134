//! Heads of documents of other programs, such as LaTeX and notebooks: whether they say that it is a
//! draft.

use serde_json::Value;

use super::draft_words::{is_plain_line_of_draft, keeps_back_elsewhere, plain, says_key};
use super::lines::MOST_LINES;
use crate::source::slice;

/// So many lines are a head.
const HEAD: usize = 30;
/// Data that is longer is not read as a whole: its first lines are looked at.
const LONGEST_DATA: usize = 1024 * 1024;
/// How a head marks the lines that are for programs: comments and attributes of several languages.
const MARKS: [char; 8] = ['%', ':', '.', '/', '#', '+', ';', ' '];
/// Keys of data that say whether it is a draft. Others, such as `private` and `hidden`, are there for programs.
const OF_DATA: [&str; 6] = ["isdraft", "unpublished", "published", "publish", "status", "state"];

/// Whether the head of a document says that it is a draft, in the manner of its language.
pub(super) fn head_says_draft(text: &str) -> bool {
    text.lines().take(HEAD).any(|line| is_attribute_of_draft(line) || is_class_of_draft(line))
}

/// `% draft: true`, `:draft: true`, `:page-draft:`, `.. status: draft`.
fn is_attribute_of_draft(line: &str) -> bool {
    let words = line.trim_start_matches(MARKS);
    let words = words.strip_prefix("page-").unwrap_or(words);
    line.starts_with(MARKS) && is_plain_line_of_draft(words)
}

/// `\documentclass[draft]{article}`.
fn is_class_of_draft(line: &str) -> bool {
    let options = line
        .trim_start()
        .strip_prefix("\\documentclass")
        .and_then(|rest| rest.trim_start().strip_prefix('['));
    let options = options.and_then(|rest| rest.split_once(']')).map(|(options, _)| options);
    options.is_some_and(|options| options.split(',').any(|option| option.trim() == "draft"))
}

/// What data says of itself.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum DataSays {
    Draft,
    Nothing,
    /// It is a notebook, and this is the first of its texts.
    Text(String),
}

/// What data in JSON says of itself: at its edge, and in the maps there.
pub(super) fn data_says(text: &str) -> DataSays {
    let read =
        Some(text).filter(|text| text.len() <= LONGEST_DATA).and_then(|text| serde_json::from_str(text).ok());
    let Some(data) = read else {
        let mut end = text.len().min(LONGEST_DATA);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let says_so = slice(text, ..end).lines().take(MOST_LINES).any(is_plain_line_of_draft);
        return if says_so { DataSays::Draft } else { DataSays::Nothing };
    };
    let Value::Object(entries) = &data else { return DataSays::Nothing };
    let says_so = entries.iter().any(|(key, value)| match value {
        Value::Object(inner) => inner.iter().any(|(key, value)| says_key(key, &written(value))),
        _ => is_entry_of_draft(key, &written(value)),
    });
    if says_so { DataSays::Draft } else { first_cell(&data).map_or(DataSays::Nothing, DataSays::Text) }
}

fn is_entry_of_draft(key: &str, value: &str) -> bool {
    says_key(key, value) || OF_DATA.contains(&plain(key).as_str()) && keeps_back_elsewhere(key, value)
}

fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The first text of a notebook, which stands there as one or in lines.
fn first_cell(data: &Value) -> Option<String> {
    match data.get("cells")?.get(0)?.get("source")? {
        Value::String(text) => Some(text.clone()),
        Value::Array(lines) => Some(lines.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

//! Keys of sound YAML that are not read as what they may mean: then nobody knows all that the front matter says.

use super::slips::{INDENT, ODD_BLANK};
use crate::diagnostic::{Code, Finding, Place};
use crate::model::look_same;
use crate::path::FilePath;
use crate::yaml::MapEntry;

/// The key by which YAML takes in the keys of another map.
const MERGE: &str = "<<";

/// A finding for each such key of front matter.
pub(super) fn keys(file: &FilePath, entries: &[MapEntry]) -> Vec<Finding> {
    let finding = |entry: &MapEntry| {
        let (message, hint) = match entry.key.as_str() {
            key if look_same(key, MERGE) => (
                "`<<` takes in the keys of another map, and is not read here",
                "write the keys that are meant themselves",
            ),
            key if key.starts_with(char::is_whitespace) => (ODD_BLANK, INDENT),
            "" => ("a key is empty, or a list or map of its own", "write it as a plain word"),
            _ => return None,
        };
        Some(Finding::new(Code::BadFrontMatter, Place::span(file, entry.span), message).hint(hint))
    };
    entries.iter().filter_map(finding).collect()
}

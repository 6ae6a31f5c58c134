//! Which files below the folder of pages are no part of the site.

use super::ConfigValue;
use super::table::ConfigTable;
use crate::path::{FilePath, PathPattern};

/// Patterns of paths in the folder of pages: `archive/**`, `**/drafts/*.md`, or a folder's name.
#[derive(Clone, Debug, Default)]
pub struct Exclude(Vec<PathPattern>);

impl Exclude {
    /// Whether a file is left out, by its path in the folder of pages.
    pub fn takes_out(&self, path: &FilePath) -> bool {
        self.0.iter().any(|pattern| pattern.fits(path.as_str()))
    }
}

/// Signs that have a meaning in patterns of other programs, and are hardly meant for themselves.
const OTHERWISE: [char; 5] = ['[', ']', '{', '}', '\\'];

/// Reads them. A pattern that is none is a finding, and the others count.
pub(super) fn exclude(root: &ConfigTable<'_, '_>) -> Exclude {
    let mut patterns = Vec::new();
    for ConfigValue { value, span } in root.texts("exclude").unwrap_or_default() {
        let path = value.trim_start_matches("./").trim_matches('/');
        let why = match path.chars().find(|sign| OTHERWISE.contains(sign)) {
            Some('\\') => "between the parts of a path stands `/`, not `\\`".to_owned(),
            Some(sign) => {
                format!("`{sign}` has no meaning in it; write a pattern for each, or `?` for the sign")
            }
            None if path.is_empty() || path == "." => "it names nothing".to_owned(),
            None => {
                // What it names, and what lies below that.
                patterns.push(PathPattern::new(&format!("{path}/**")));
                continue;
            }
        };
        let finding = root.finding(span, format!("`{value}` is no pattern of paths: {why}"));
        root.report(finding.label("left out").hint("write it like `archive/**`"));
    }
    Exclude(patterns)
}

//! Which files below the folder of pages are no part of the site.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::ConfigValue;
use super::table::ConfigTable;
use crate::path::FilePath;

/// Patterns of paths in the folder of pages: `archive/**`, `**/drafts/*.md`, or a folder's name.
#[derive(Clone, Debug, Default)]
pub struct Exclude(GlobSet);

impl Exclude {
    /// Whether a file is left out, by its path in the folder of pages.
    pub fn takes_out(&self, path: &FilePath) -> bool {
        !self.0.is_empty() && self.0.is_match(path.as_str())
    }
}

/// Reads them. A pattern that is none is a finding, and the others count.
pub(super) fn exclude(root: &ConfigTable<'_, '_>) -> Exclude {
    let mut set = GlobSetBuilder::new();
    for ConfigValue { value, span } in root.texts("exclude").unwrap_or_default() {
        let path = value.trim_start_matches("./").trim_end_matches('/');
        match (glob(path), glob(&format!("{path}/**"))) {
            (Ok(itself), Ok(below)) => {
                set.add(itself).add(below);
            }
            (Err(error), _) | (_, Err(error)) => {
                let message = format!("`{value}` is no pattern of paths: {}", error.kind());
                root.report(root.finding(span, message).label("left out").hint("write it like `archive/**`"));
            }
        }
    }
    Exclude(set.build().unwrap_or_default())
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}

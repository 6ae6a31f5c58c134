//! Addresses of the same host at which other sites are found.

use super::ConfigValue;
use super::table::ConfigTable;
use crate::path::PathPattern;

/// Patterns of addresses from the root of the host: `/azure/**`. Whether there is anything, nobody asks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Elsewhere(Vec<PathPattern>);

impl Elsewhere {
    /// Whether a link with this path leads to another site.
    pub fn has(&self, path: &str) -> bool {
        path.strip_prefix('/').is_some_and(|path| self.0.iter().any(|pattern| pattern.fits(path)))
    }
}

/// Reads them. One that is none is a finding, and the others count.
pub(super) fn elsewhere(root: &ConfigTable<'_, '_>) -> Elsewhere {
    let mut patterns = Vec::new();
    for ConfigValue { value, span } in root.texts("elsewhere").unwrap_or_default() {
        if let Some(path) = value.strip_prefix('/').filter(|path| !path.is_empty() && !path.starts_with('/'))
        {
            patterns.push(PathPattern::new(path));
        } else {
            let finding = root.finding(span, format!("`{value}` is no pattern of addresses"));
            root.report(finding.label("left out").hint("write it from the root of the host: `/azure/**`"));
        }
    }
    Elsewhere(patterns)
}

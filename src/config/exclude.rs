//! Which files below the folder of pages are no part of the site.

use super::ConfigValue;
use super::table::{ConfigTable, WrittenPatterns};
use crate::path::{FilePath, PathPattern};

/// Patterns of paths in the folder of pages: `archive/**`, `**/drafts/*.md`, or a folder's name.
#[derive(Clone, Debug, Default)]
pub struct Exclude {
    patterns: Vec<Excluded>,
    /// What was probably meant by what is no pattern: in doubt it is left out.
    in_doubt: Vec<PathPattern>,
}

#[derive(Clone, Debug)]
struct Excluded {
    pattern: PathPattern,
    written: ConfigValue<String>,
}

impl Exclude {
    /// Whether nothing is left out by it.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty() && self.in_doubt.is_empty()
    }

    /// Whether a file is left out, by its path in the folder of pages.
    pub fn takes_out(&self, path: &FilePath) -> bool {
        let patterns = self.patterns.iter().map(|excluded| &excluded.pattern);
        patterns.chain(&self.in_doubt).any(|pattern| pattern.fits(path.as_str()))
    }

    /// The patterns that fit none of these paths, as they are written.
    pub fn idle<'a>(&'a self, paths: &'a [FilePath]) -> impl Iterator<Item = &'a ConfigValue<String>> {
        let fits_none = |excluded: &&Excluded| !paths.iter().any(|path| excluded.pattern.fits(path.as_str()));
        self.patterns.iter().filter(fits_none).map(|excluded| &excluded.written)
    }
}

/// Signs that have a meaning in patterns of other programs, and are hardly meant for themselves.
const OTHERWISE: [char; 5] = ['[', ']', '{', '}', '\\'];

/// Reads them. What is no pattern is a finding, and whatever it may have meant is left out until that is mended.
pub(super) fn exclude(root: &ConfigTable<'_, '_>) -> Exclude {
    let mut exclude = Exclude::default();
    let written = match root.patterns("exclude") {
        WrittenPatterns::None => return exclude,
        WrittenPatterns::Unclear => {
            exclude.in_doubt.push(PathPattern::new("**"));
            return exclude;
        }
        WrittenPatterns::Of(written) => written,
    };
    for written in written {
        let ConfigValue { value, span } = &written;
        let path = value.trim_start_matches("./").trim_matches('/');
        let why = match path.chars().find(|sign| OTHERWISE.contains(sign)) {
            Some('\\') => "between the parts of a path stands `/`, not `\\`".to_owned(),
            Some(sign) => {
                format!("`{sign}` has no meaning in it; write a pattern for each, or `?` for the sign")
            }
            None if path.is_empty() || path == "." => "it names nothing".to_owned(),
            None => {
                exclude.patterns.push(Excluded { pattern: below(path), written: written.clone() });
                continue;
            }
        };
        let finding = root.finding(*span, format!("`{value}` is no pattern of paths: {why}"));
        root.report(finding.label(IN_DOUBT).hint("write it like `archive/**`"));
        exclude.in_doubt.extend(meant(path));
    }
    exclude
}

const IN_DOUBT: &str = "until that is mended all that it may mean is left out";

/// What a pattern names, and what lies below that.
fn below(path: &str) -> PathPattern {
    PathPattern::new(&format!("{path}/**"))
}

/// What may be meant by what is no pattern: all that begins as it does.
fn meant(path: &str) -> Option<PathPattern> {
    let path = path.replace('\\', "/");
    let beginning = path.split(['[', ']', '{', '}']).next().unwrap_or_default();
    let is_whole = beginning.len() == path.len();
    let pattern = if is_whole { below(beginning) } else { below(&format!("{beginning}*")) };
    (!path.is_empty() && path != ".").then_some(pattern)
}

//! Paths that were probably meant.

use std::collections::HashMap;

use crate::diagnostic::near_miss;
use crate::path::strip_markdown_ending;

/// Paths by the ways in which people get them wrong. Made once, as a site may have thousands of dead links.
pub(super) struct NearPaths {
    /// In alphabetical order.
    paths: Vec<String>,
    /// By file name in lower case.
    by_name: HashMap<String, Vec<usize>>,
    /// By folder.
    by_folder: HashMap<String, Vec<usize>>,
}

/// Names that every folder may have say nothing about which was meant.
const COMMON: [&str; 3] = ["index.md", "readme.md", "_index.md"];
/// Comparing whole paths costs time in line with their number; larger sites do without.
const MOST_COMPARED: usize = 5_000;

impl NearPaths {
    pub(super) fn new<'p>(paths: impl Iterator<Item = &'p String>) -> NearPaths {
        let mut paths: Vec<String> = paths.cloned().collect();
        paths.sort_unstable();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_folder: HashMap<String, Vec<usize>> = HashMap::new();
        for (nth, path) in paths.iter().enumerate() {
            let (folder, name) = split(path);
            by_name.entry(name.to_lowercase()).or_default().push(nth);
            by_folder.entry(folder.to_owned()).or_default().push(nth);
        }
        NearPaths { paths, by_name, by_folder }
    }

    pub(super) fn find(&self, path: &str) -> Option<&str> {
        self.same_name(path).or_else(|| self.neighbour(path)).or_else(|| self.nearly_the_same(path))
    }

    /// The only file of this name, in another folder.
    fn same_name(&self, path: &str) -> Option<&str> {
        let name = split(path).1.to_lowercase();
        let named = if COMMON.contains(&name.as_str()) { None } else { self.by_name.get(&name) };
        match named.or_else(|| self.by_name.get(&format!("{name}.md"))).map(Vec::as_slice) {
            Some([only]) => Some(&self.paths[*only]),
            _ => None,
        }
    }

    /// A file in the same folder whose name is spelled nearly alike.
    fn neighbour(&self, path: &str) -> Option<&str> {
        let (folder, name) = split(path);
        let neighbours = self.by_folder.get(folder)?;
        let stems = neighbours.iter().map(|nth| strip_markdown_ending(split(&self.paths[*nth]).1));
        let near = near_miss(strip_markdown_ending(name), stems)?;
        let fits = |nth: &&usize| strip_markdown_ending(split(&self.paths[**nth]).1) == near;
        neighbours.iter().find(fits).map(|nth| self.paths[*nth].as_str())
    }

    /// A whole path that differs by a letter or two, in a folder's name for instance.
    fn nearly_the_same(&self, path: &str) -> Option<&str> {
        if self.paths.len() > MOST_COMPARED {
            return None;
        }
        let near = near_miss(path, self.paths.iter().map(String::as_str))?;
        (strsim::damerau_levenshtein(&path.to_lowercase(), &near.to_lowercase()) <= 2).then_some(near)
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_that_was_meant_is_found() {
        let paths = [
            "guidelines/tone.md",
            "guidelines/index.md",
            "playbooks/index.md",
            "playbooks/recall.md",
            "npm.md",
        ];
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let near = NearPaths::new(paths.iter());
        for (written, meant) in [
            ("playbooks/tone.md", Some("guidelines/tone.md")),
            ("guidelines/tune.md", Some("guidelines/tone.md")),
            ("guidlines/index.md", Some("guidelines/index.md")),
            ("playbooks/recal", Some("playbooks/recall.md")),
            ("emoji", None),
            ("elsewhere/index.md", None),
        ] {
            assert_eq!(near.find(written), meant, "{written}");
        }
    }
}

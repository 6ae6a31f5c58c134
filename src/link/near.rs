//! Paths that were probably meant.

use std::collections::HashMap;

use crate::diagnostic::Candidates;
use crate::path::strip_markdown_ending;

/// Paths by the ways in which people get them wrong. Made once, as a site may have thousands of dead links.
#[derive(Debug)]
pub(super) struct NearPaths {
    /// In alphabetical order.
    paths: Vec<String>,
    /// By file name in lower case.
    by_name: HashMap<String, Vec<usize>>,
    /// By folder.
    by_folder: HashMap<String, Neighbours>,
    /// The paths as a whole.
    whole: Candidates,
}

/// The files of one folder.
#[derive(Debug)]
struct Neighbours {
    /// Their paths, by name without the ending of a page.
    paths: HashMap<String, usize>,
    names: Candidates,
}

/// Names that every folder may have say nothing about which was meant.
const COMMON: [&str; 3] = ["index.md", "readme.md", "_index.md"];
/// How many letters of a whole path may differ.
const WHOLE: usize = 2;

impl NearPaths {
    pub(super) fn new<'p>(paths: impl Iterator<Item = &'p String>) -> NearPaths {
        let mut paths: Vec<String> = paths.cloned().collect();
        paths.sort_unstable();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut folders: HashMap<String, HashMap<String, usize>> = HashMap::new();
        for (nth, path) in paths.iter().enumerate() {
            let (folder, name) = split(path);
            by_name.entry(name.to_lowercase()).or_default().push(nth);
            let neighbours = folders.entry(folder.to_owned()).or_default();
            neighbours.entry(strip_markdown_ending(name).to_owned()).or_insert(nth);
        }
        let neighbours = |paths: HashMap<String, usize>| {
            // In an order of their own, so that of two that are equally near always the same is named.
            let mut names: Vec<&str> = paths.keys().map(String::as_str).collect();
            names.sort_unstable();
            Neighbours { names: Candidates::new(names), paths }
        };
        let by_folder = folders.into_iter().map(|(folder, paths)| (folder, neighbours(paths))).collect();
        let whole = Candidates::new(paths.iter().map(String::as_str));
        NearPaths { paths, by_name, by_folder, whole }
    }

    pub(super) fn find(&self, path: &str) -> Option<&str> {
        self.same_name(path).or_else(|| self.neighbour(path)).or_else(|| self.nearly_the_same(path))
    }

    /// The only file of this name, in another folder.
    fn same_name(&self, path: &str) -> Option<&str> {
        let name = split(path).1.to_lowercase();
        let named = if COMMON.contains(&name.as_str()) { None } else { self.by_name.get(&name) };
        match named.or_else(|| self.by_name.get(&format!("{name}.md"))).map(Vec::as_slice) {
            Some([only]) => self.paths.get(*only).map(String::as_str),
            _ => None,
        }
    }

    /// A file in the same folder whose name is spelled nearly alike.
    fn neighbour(&self, path: &str) -> Option<&str> {
        let (folder, name) = split(path);
        let neighbours = self.by_folder.get(folder)?;
        let near = neighbours.names.nearest(strip_markdown_ending(name), usize::MAX)?;
        neighbours.paths.get(near).and_then(|nth| self.paths.get(*nth)).map(String::as_str)
    }

    /// A whole path that differs by a letter or two, in a folder's name for instance.
    fn nearly_the_same(&self, path: &str) -> Option<&str> {
        self.whole.nearest(path, WHOLE)
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

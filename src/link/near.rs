//! Paths that were probably meant.

use std::collections::HashMap;

use crate::diagnostic::Candidates;
use crate::path::{is_markdown, strip_markdown_ending};

/// Paths by the ways in which people get them wrong. Made once, as a site may have thousands of dead links.
#[derive(Debug)]
pub(super) struct NearPaths {
    /// In alphabetical order.
    paths: Vec<String>,
    /// By file name in lower case.
    by_name: HashMap<String, Vec<usize>>,
    /// By folder.
    by_folder: HashMap<String, Neighbours>,
    /// Folders by their own names.
    folders: HashMap<String, Vec<String>>,
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
        let by_folder: HashMap<String, Neighbours> =
            folders.into_iter().map(|(folder, paths)| (folder, neighbours(paths))).collect();
        let mut folders: HashMap<String, Vec<String>> = HashMap::new();
        for folder in by_folder.keys() {
            folders.entry(split(folder).1.to_owned()).or_default().push(folder.clone());
        }
        let whole = Candidates::new(paths.iter().map(String::as_str));
        NearPaths { paths, by_name, by_folder, folders, whole }
    }

    pub(super) fn find(&self, path: &str) -> Option<&str> {
        self.same_name(path)
            .or_else(|| self.index_below(path))
            .or_else(|| self.neighbour(path))
            .or_else(|| self.nearly_the_same(path))
    }

    /// Whether something lies in the folder at this path.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.by_folder.contains_key(path)
    }

    pub(super) fn has_folder(&self, name: &str) -> bool {
        self.folders.contains_key(name)
    }

    /// The page of the only folder whose path ends with this one.
    fn index_below(&self, path: &str) -> Option<&str> {
        let folders = self.folders.get(split(path).1)?.iter().map(String::as_str);
        let folder = only(folders.filter(|folder| ends_with(folder, path)))?;
        let neighbours = self.by_folder.get(folder)?;
        let index = ["_index", "index", "README", "readme"]
            .into_iter()
            .find_map(|name| neighbours.paths.get(name))?;
        self.paths.get(*index).map(String::as_str)
    }

    /// The only file of this name, in another folder; of several that differ by case the one that is spelled so.
    fn same_name(&self, path: &str) -> Option<&str> {
        let written = split(path).1;
        let name = written.to_lowercase();
        let named = if COMMON.contains(&name.as_str()) { None } else { self.by_name.get(&name) };
        let named = named.or_else(|| self.by_name.get(&format!("{name}.md")))?;
        let paths = || named.iter().filter_map(|nth| self.paths.get(*nth)).map(String::as_str);
        let is_spelled_so = |path: &&str| {
            strip_markdown_ending(split(path).1) == strip_markdown_ending(written)
                && !COMMON.contains(&name.as_str())
        };
        let ends_so =
            |candidate: &&str| ends_with(strip_markdown_ending(candidate), strip_markdown_ending(path));
        only(paths())
            .or_else(|| only(paths().filter(ends_so)))
            .or_else(|| only(paths().filter(is_spelled_so)))
    }

    /// A file in the same folder whose name is spelled nearly alike. Another number is another thing, and a picture whose name
    /// differs by more than a slip another picture.
    fn neighbour(&self, path: &str) -> Option<&str> {
        let (folder, name) = split(path);
        let neighbours = self.by_folder.get(folder)?;
        let at_most = if is_markdown(name) || !name.contains('.') { usize::MAX } else { WHOLE };
        let near = neighbours.names.nearest(strip_markdown_ending(name), at_most)?;
        let is_same = digits(near).eq(digits(name));
        let near = Some(near).filter(|_| is_same)?;
        neighbours.paths.get(near).and_then(|nth| self.paths.get(*nth)).map(String::as_str)
    }

    /// A whole path that differs by a letter or two, in a folder's name for instance.
    fn nearly_the_same(&self, path: &str) -> Option<&str> {
        self.whole.nearest(path, WHOLE).filter(|near| digits(near).eq(digits(path)))
    }
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

/// Whether the last parts of a path are another.
fn ends_with(path: &str, other: &str) -> bool {
    path.strip_suffix(other).is_some_and(|before| before.ends_with('/'))
}

fn only<'p>(mut paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let first = paths.next()?;
    paths.next().is_none().then_some(first)
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
            "api/reference/view/_index.md",
            "api/reference/view/open.md",
            "api/Open.md",
            "api/reference/edit/open.md",
            "blog/2019-06-01-dialog.png",
        ];
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let near = NearPaths::new(paths.iter());
        for (written, meant) in [
            ("playbooks/tone.md", Some("guidelines/tone.md")),
            ("guidelines/tune.md", Some("guidelines/tone.md")),
            ("guidlines/index.md", Some("guidelines/index.md")),
            ("playbooks/recal", Some("playbooks/recall.md")),
            ("emoji", None),
            ("blog/2019-06-02-dialog.png", None),
            ("blog/2019-06-01-dialogue.png", Some("blog/2019-06-01-dialog.png")),
            ("blog/2019-06-01-diagrams.png", None),
            ("elsewhere/index.md", None),
            ("reference/view", Some("api/reference/view/_index.md")),
            ("view/Open.md", Some("api/Open.md")),
            ("reference/view/open", Some("api/reference/view/open.md")),
        ] {
            assert_eq!(near.find(written), meant, "{written}");
        }
    }
}

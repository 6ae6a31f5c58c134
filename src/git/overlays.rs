//! What of a repository is left out of account, by name.

use std::path::Path;

use super::objects::ObjectReader;
use super::repository::Repository;
use super::{index, refs, trees};
use crate::model::{ObjectId, RepoPath};
use crate::world::{Overlay, VersionsError};

/// The folder of a site in which a machine keeps its own memos.
const MEMOS: &str = ".guidepost";

/// What of a repository is left out of account.
pub(super) fn read(repository: &Repository) -> Vec<Overlay> {
    let mut overlays = replacements(repository);
    overlays.extend(grafts(repository));
    overlays.extend(tracked(repository).into_iter().map(Overlay::Cache));
    overlays
}

fn replacements(repository: &Repository) -> Vec<Overlay> {
    let prefix = "refs/replace/";
    let references = refs::below(&repository.place, prefix).into_iter();
    let replaced = references.filter_map(|(name, _)| name.strip_prefix(prefix)?.parse().ok());
    replaced.map(Overlay::Replacement).collect()
}

fn grafts(repository: &Repository) -> Option<Overlay> {
    let bytes = std::fs::read(repository.place.shared.join("info/grafts")).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines().map(str::trim);
    lines.any(|line| !line.is_empty() && !line.starts_with('#')).then_some(Overlay::Grafts)
}

/// What is under version control where memos are kept: in the commit that is checked out, or only in the index, as in
/// the middle of a merge.
fn tracked(repository: &Repository) -> Vec<RepoPath> {
    found(repository, &Wanted::of(&repository.home))
}

impl Repository {
    /// Whether something in a folder is under version control, whatever it is called there. A folder outside of the working tree
    /// has nothing of it.
    pub fn tracks(&self, folder: &Path) -> bool {
        let within = || {
            let top = std::fs::canonicalize(self.top()?).ok()?;
            let folder = std::fs::canonicalize(folder).ok()?;
            let path = folder.strip_prefix(top).ok()?;
            let parts: Vec<String> =
                path.components().map(|part| folded(part.as_os_str().as_encoded_bytes())).collect();
            (!parts.is_empty()).then_some(Wanted(parts))
        };
        within().is_some_and(|wanted| !found(self, &wanted).is_empty())
    }
}

/// What is under version control at a path.
fn found(repository: &Repository, wanted: &Wanted) -> Vec<RepoPath> {
    // Where the folders of the commit are missing, the index tells what was checked out.
    let mut found = repository
        .objects
        .with(|reader| {
            let root = repository.tree_of(reader, repository.checked_out)?;
            wanted.in_folder(reader, root, &mut Vec::new())
        })
        .unwrap_or_default();
    let length = repository.checked_out.0.as_bytes().len();
    found.extend(index::find(&repository.place.own, length, |path| wanted.cut(path)));
    found.sort();
    found.dedup();
    found
}

/// The place of the memos, or of another folder: the parts of its path.
struct Wanted(Vec<String>);

impl Wanted {
    fn of(prefix: &str) -> Wanted {
        let parts = prefix.split('/').filter(|part| !part.is_empty()).chain([MEMOS]);
        Wanted(parts.map(|part| folded(part.as_bytes())).collect())
    }

    /// Whether this may be the name of the part at a depth.
    fn is_part(&self, depth: usize, name: &[u8]) -> bool {
        self.0.get(depth).is_some_and(|part| {
            let name = folded(name);
            // Where systems also give short names, whatever has the short name of our folder is our folder.
            let is_last = depth + 1 == self.0.len();
            let begins: String = part.trim_start_matches('.').chars().take(2).collect();
            name == *part || is_last && name.starts_with(&begins) && name.contains('~')
        })
    }

    /// The entries of a folder, and of those below it, that stand where memos are kept.
    fn in_folder(
        &self,
        reader: &mut ObjectReader,
        folder: ObjectId,
        path: &mut Vec<Vec<u8>>,
    ) -> Result<Vec<RepoPath>, VersionsError> {
        let mut found = Vec::new();
        for trees::Name { name, folder: below } in trees::names(reader, folder)? {
            if !self.is_part(path.len(), &name) {
                continue;
            }
            path.push(name);
            if path.len() == self.0.len() {
                found.push(RepoPath::new(path.join(&b'/')));
            } else if let Some(below) = below {
                found.extend(self.in_folder(reader, below, path)?);
            }
            path.pop();
        }
        Ok(found)
    }

    /// As much of a path as leads to the memos, where it does.
    fn cut(&self, path: &[u8]) -> Option<RepoPath> {
        let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').take(self.0.len()).collect();
        let leads = parts.len() == self.0.len()
            && parts.iter().enumerate().all(|(depth, name)| self.is_part(depth, name));
        leads.then(|| RepoPath::new(parts.join(&b'/')))
    }
}

/// A name as the most lenient of file systems takes it: some see no difference between letters of either case, some
/// none where there are signs without width, some drop dots and blanks at the end.
fn folded(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let seen = name.chars().filter(
        |sign| !matches!(sign, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}'),
    );
    let seen: String = seen.collect();
    seen.trim_end_matches(['.', ' ']).to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_memos_is_known_by_whatever_name_a_system_finds_it() {
        let wanted = Wanted::of("the site/");
        for path in [
            "the site/.guidepost/cache/a.kept",
            "the site/.guidepost",
            "The Site/.GuidePost/cache",
            "the site/.guide\u{200c}post/cache",
            "the site/.guidepo\u{17f}t/cache",
            "the site/.guidepost. /cache",
            "the site/GUIDEP~1/cache",
        ] {
            assert!(wanted.cut(path.as_bytes()).is_some(), "{path}");
        }
        for path in [".guidepost/cache", "the site/guidepost/a", "the site/a/.guidepost/b", "the site", ""] {
            assert_eq!(wanted.cut(path.as_bytes()), None, "{path}");
        }
        assert_eq!(Wanted::of("").cut(b".guidepost/cache/a"), Some(RepoPath::new(".guidepost")));
    }
}

//! Names of things: files of the site and patterns of them, addresses of pages, files of the output.
//!
//! The only place that knows how a file name becomes an address, how one address
//! points at another (`../`), and how a text becomes a slug.

mod address;
mod encode;
mod pattern;
mod slug;
mod written;

pub use address::{Address, LONGEST_NAME, OutputPath, is_kept, is_old_address};
pub use encode::{decode, encode, encode_all, nfc};
pub use pattern::{PathPattern, WordPattern};
pub use slug::{heading_slug, slug};
pub use written::{WrittenTarget, has_scheme, host, leads_elsewhere, local_file};

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A file of the site: its path from the site's root, `/` between the parts, no `.` or `..`,
/// spelled as on disk. Cheap to clone.
#[derive(Clone, Eq, PartialOrd, Ord)]
pub struct FilePath(Arc<str>);

impl Hash for FilePath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl PartialEq for FilePath {
    fn eq(&self, other: &FilePath) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Default for FilePath {
    /// The root.
    fn default() -> FilePath {
        FilePath::root()
    }
}

impl FilePath {
    /// Takes a path as written, folding `.`, `..` and doubled slashes.
    /// `None` where it climbs out of the root or holds a NUL.
    pub fn new(path: &str) -> Option<FilePath> {
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                _ if part.contains('\0') => return None,
                _ => parts.push(part),
            }
        }
        Some(FilePath(parts.join("/").into()))
    }

    /// The site's root itself.
    pub fn root() -> FilePath {
        FilePath("".into())
    }

    /// The path as text; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file is in; the root's parent is the root.
    #[must_use]
    pub fn parent(&self) -> FilePath {
        FilePath(self.0.rsplit_once('/').map_or("", |(folder, _)| folder).into())
    }

    /// The folders that it lies in below the root, the nearest first.
    pub fn folders(&self) -> impl Iterator<Item = FilePath> {
        let above = |folder: &FilePath| Some(folder.parent());
        std::iter::successors(Some(self.parent()), above).take_while(|folder| !folder.as_str().is_empty())
    }

    /// The last part: `tone.md` of `guidelines/tone.md`.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The ending in lower case without its dot, empty where there is none.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
    }

    /// Whether it is a dot-file, or in a folder whose name begins with a dot.
    pub fn is_hidden(&self) -> bool {
        self.0.split('/').any(|part| part.starts_with('.'))
    }

    /// Whether it lies in a folder that is called as those are in which Jekyll keeps drafts.
    pub fn is_among_drafts(&self) -> bool {
        self.folders().any(|folder| folder.name().eq_ignore_ascii_case(DRAFTS))
    }

    /// The same as seen from the nearest of some folders: what these are called themselves says nothing of it.
    pub fn is_among_drafts_of(&self, folders: &[FilePath]) -> bool {
        let paths = folders.iter().filter_map(|folder| self.within(folder));
        let nearest = paths.min_by_key(|path| path.as_str().len());
        nearest.unwrap_or_else(|| self.clone()).is_among_drafts()
    }

    /// The outermost of what it consists of whose name begins with an underscore, as those of templates and parts of pages do in
    /// other programs: a folder, or itself. Folders of posts and pages of folders are called so too.
    pub fn underscored(&self) -> Option<FilePath> {
        let is_meant =
            |folder: &FilePath| folder.name().starts_with('_') && !folder.name().eq_ignore_ascii_case(POSTS);
        let own = || (self.name().starts_with('_') && !is_index(self.name())).then(|| self.clone());
        self.folders().filter(is_meant).last().or_else(own)
    }

    /// Whether its name is that of a copy which a program has made of another file: where two changed it at once, while it was
    /// merged, or before it was changed.
    pub fn is_copy(&self) -> bool {
        let stem = strip_markdown_ending(self.name());
        let small = stem.to_lowercase();
        let behind = |text: &str, mark: &str| text.split_once(mark).map(|(_, behind)| behind.to_owned());
        let is_number = |behind: String| {
            behind.starts_with(|sign: char| sign.is_ascii_digit())
                && behind.chars().all(|sign| sign.is_ascii_digit() || sign == '-')
        };
        let is_count = |behind: String| {
            behind.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '(' | ')'))
        };
        CONFLICTS.iter().any(|mark| small.contains(mark))
            || COPIES.iter().any(|ending| small.ends_with(ending))
            || NUMBERED.iter().any(|mark| behind(stem, mark).is_some_and(is_number))
            || behind(&small, " - copy").is_some_and(is_count)
    }

    /// A path written relative to this folder. `None` where it climbs out of the root.
    pub fn join(&self, relative: &str) -> Option<FilePath> {
        if self.0.is_empty() {
            FilePath::new(relative)
        } else {
            FilePath::new(&format!("{}/{relative}", self.0))
        }
    }

    /// This path as seen from a folder above it; `None` where it is elsewhere.
    pub fn within(&self, folder: &FilePath) -> Option<FilePath> {
        if folder.0.is_empty() {
            return Some(self.clone());
        }
        let rest = self.0.strip_prefix(&*folder.0)?;
        if rest.is_empty() {
            Some(FilePath::root())
        } else {
            rest.strip_prefix('/').map(|rest| FilePath(rest.into()))
        }
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// Folders that hold drafts.
pub const DRAFTS: &str = "_drafts";

/// What stands in the names of copies that programs which synchronise make where two changed a file at once.
const CONFLICTS: [&str; 4] = [".sync-conflict-", "conflicted copy", "(conflict copy", "(case conflict"];
/// How the names of copies end that were made before a change, or left by one.
const COPIES: [&str; 6] = [".orig", ".bak", ".backup", ".rej", ".old", "~"];
/// What stands before the numbers in the names of copies that git leaves while it merges, and such programs.
const NUMBERED: [&str; 9] =
    [".BACKUP.", ".BASE.", ".LOCAL.", ".REMOTE.", "_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_", "_conflict-"];

/// Folders that hold posts, each published on the day that its name begins with.
pub const POSTS: &str = "_posts";

/// Names of the files that stand for their folder, the strongest first.
pub const INDEX_NAMES: [&str; 3] = ["index.md", "_index.md", "README.md"];

/// Whether a file name is that of a page that stands for its folder.
pub fn is_index(name: &str) -> bool {
    INDEX_NAMES.iter().any(|index| index.eq_ignore_ascii_case(name))
}

/// Whether a file name is that of a page.
pub fn is_markdown(name: &str) -> bool {
    strip_markdown_ending(name).len() < name.len()
}

/// The name without `.md` or `.markdown`, in any case.
pub fn strip_markdown_ending(name: &str) -> &str {
    for ending in [".md", ".markdown"] {
        let halves = name.split_at_checked(name.len().saturating_sub(ending.len()));
        if let Some((stem, end)) = halves
            && end.eq_ignore_ascii_case(ending)
        {
            return stem;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Address {
        Address::of_page(&FilePath::new(path).expect("a path"))
    }

    #[test]
    fn pages_have_addresses() {
        for (path, address) in [
            ("guidelines/tone.md", "guidelines/tone/"),
            ("index.md", ""),
            ("README.md", ""),
            ("a/_index.md", "a/"),
            ("a/readme.MD", "a/"),
            ("a/What We Say.md", "a/What-We-Say/"),
            ("Grüße/Übersicht.md", "Grüße/Übersicht/"),
            ("U\u{308}ber.md", "Über/"),
        ] {
            assert_eq!(page(path).as_str(), address, "{path}");
        }
    }

    #[test]
    fn addresses_point_at_one_another() {
        for (from, to, link) in [
            ("guidelines/tone.md", "guidelines/gifts.md", "../gifts/"),
            ("guidelines/tone.md", "index.md", "../../"),
            ("index.md", "guidelines/tone.md", "guidelines/tone/"),
            ("a.md", "a.md", "./"),
            ("a/b.md", "a/index.md", "../"),
            ("index.md", "ask: legal.md", "./ask:-legal/"),
            ("x.md", "C#.md", "../C%23/"),
        ] {
            assert_eq!(page(to).relative_to(&page(from)), link, "{from} -> {to}");
        }
        assert_eq!(page("a/b.md").to_root(), "../../");
    }

    #[test]
    fn paths_never_leave_the_root() {
        assert_eq!(FilePath::new("a/../../b"), None);
        assert_eq!(FilePath::new("a/../b").expect("inside").as_str(), "b");
        assert_eq!(FilePath::new("a/./b//c").expect("inside").as_str(), "a/b/c");
        assert_eq!(Address::written("/../x"), None);
        assert_eq!(Address::written("//host/x"), None);
        assert_eq!(Address::written("/.guidepost-output.json"), None);
        assert_eq!(Address::written(&format!("/{}/", "x".repeat(256))), None);
    }

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        for (text, address) in [
            ("/old/page/", "old/page/"),
            ("old/page", "old/page/"),
            ("/old/page.html", "old/page.html"),
            ("/old/index.html", "old/"),
            ("/index.html", ""),
            ("/old%20page/", "old-page/"),
        ] {
            assert_eq!(Address::written(text).expect("an address").as_str(), address, "{text}");
        }
    }
}

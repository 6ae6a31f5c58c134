//! What of a site's folders is of the site, and what others leave there: decided here and nowhere else.

use crate::diagnostic::{Code, Finding, Place};
use crate::path::FilePath;

/// Names of folders that hold nothing of a site: those of version control, and our own.
pub const NEVER_LISTED: [&str; 5] = [".git", ".hg", ".svn", ".jj", OWN];

/// The folder of a site in which we keep notes of our own.
pub const OWN: &str = ".guidepost";

/// Folders of the root that hold nothing of the site, unless it names one of them as its own.
pub const NOT_OF_THE_SITE: [&str; 3] = ["node_modules", "public", "target"];

/// Files that are there for version control: they are in listings, so that a folder may be kept by one, and are not
/// published.
pub const OF_VERSION_CONTROL: [&str; 3] = [".gitignore", ".gitkeep", ".gitattributes"];

/// Whether a file is in the listing of a folder, by its path from there.
pub fn is_listed(path: &FilePath) -> bool {
    !is_never_listed(path) && !is_left_behind(path.name())
}

/// Whether a file may be of a site by its path from the site's root: it is listed, and none of a package that lies in it.
pub fn is_published_name(file: &FilePath) -> bool {
    is_listed(file) && !file.folders().any(|folder| folder.name() == "node_modules")
}

/// Whether a path leads into a folder that holds nothing of a site, in whatever case it is written.
pub fn is_never_listed(path: &FilePath) -> bool {
    let is_one = |part: &str| NEVER_LISTED.iter().any(|never| never.eq_ignore_ascii_case(part));
    path.as_str().split('/').any(is_one)
}

/// The folders among some files that are repositories of git themselves, whatever they are called: all that was ever committed
/// to them lies there, drafts as well. A clone without a working tree is one.
pub fn bare_repositories(files: &[FilePath]) -> Vec<FilePath> {
    let heads = files.iter().filter(|file| file.name() == "HEAD").map(FilePath::parent);
    let is_below = |folder: &FilePath, name: &str| {
        files
            .iter()
            .any(|file| file.within(folder).is_some_and(|path| path.as_str().split('/').next() == Some(name)))
    };
    heads
        .filter(|folder| !folder.as_str().is_empty())
        .filter(|folder| is_below(folder, "objects") && is_below(folder, "config"))
        .collect()
}

/// That a folder is a repository, and nothing of it is listed.
pub fn bare_repository_finding(folder: &FilePath) -> Finding {
    let message =
        format!("`{folder}` is a repository of git, with all that was ever committed to it: it is left out");
    Finding::new(Code::WithheldFile, Place::file(folder), message).hint(
        "move it out of the site, or name the folder under `exclude` in site.toml where it lies among pages",
    )
}

/// Whether a path of the site's root is of no concern to the site, whatever it is called: what is hidden in the root itself,
/// and what is for version control, for us or for packages anywhere. Nobody watches it. Pages may show pictures out of it
/// all the same, and `site.toml` may name a hidden list of signers.
pub fn is_foreign(path: &FilePath) -> bool {
    let is_foreign = |part: &str| part == "node_modules" || NEVER_LISTED.contains(&part);
    path.as_str().starts_with('.') || path.as_str().split('/').any(is_foreign)
}

/// Whether a file has a name under which editors keep what is not saved yet, what they are about to save, or what was there
/// before, or under which systems keep notes about a folder. These come and go beside a site's own files, may hold words
/// that nobody has decided to publish, and are no part of it. What such programs call by names that anybody may choose, as
/// Vim's `4913`, is gone within a moment.
pub fn is_left_behind(name: &str) -> bool {
    is_of_an_editor(name) || is_of_an_office(name) || is_of_a_system(name)
}

fn is_of_an_editor(name: &str) -> bool {
    // Emacs: locks `.#a`, unsaved texts `#a#`. Many: backups `a~`.
    name.starts_with(".#")
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
        || name.ends_with('~')
        // Vim: swap files `.a.swp`, and `.swo`, `.swn` and so on where there is one already; `.a.un~` is a backup.
        || name.starts_with('.') && is_swap(name.rsplit('.').next().unwrap_or_default())
        // Kate, and what GNOME's editors and those of JetBrains write before they rename it.
        || name.starts_with('.') && name.ends_with(".kate-swp")
        || name.starts_with(".goutputstream-")
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
}

fn is_swap(ending: &str) -> bool {
    let letters = ending.strip_prefix("sw").map(str::as_bytes);
    letters.is_some_and(|letters| matches!(letters, [b'a'..=b'p'] | [b'p', b'x']))
}

/// Who has a document open: `.~lock.a.odt#`, `~$a.docx`.
fn is_of_an_office(name: &str) -> bool {
    name.starts_with(".~lock.") && name.ends_with('#') || name.starts_with("~$")
}

fn is_of_a_system(name: &str) -> bool {
    let notes = [".DS_Store", ".directory", ".localized", "Thumbs.db", "ehthumbs.db", "desktop.ini"];
    notes.iter().any(|notes| notes.eq_ignore_ascii_case(name))
        // Mac OS, beside each file on disks of others; files that are removed while they are open.
        || name.starts_with("._")
        || name.starts_with(".nfs")
        || name.starts_with(".fuse_hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_leave_behind_is_not_listed() {
        for name in [
            ".#a.md",
            "#a.md#",
            "a.md~",
            ".a.md.swp",
            ".a.md.swo",
            ".a.md.swpx",
            ".a.md.un~",
            ".swp",
            ".a.md.kate-swp",
            ".goutputstream-A1B2C3",
            "a.md___jb_tmp___",
            "a.md___jb_old___",
            ".~lock.a.odt#",
            "~$a.docx",
            "._a.md",
            ".DS_Store",
            "Thumbs.db",
            "thumbs.db",
            "desktop.ini",
            "Desktop.ini",
            ".directory",
            ".localized",
            ".nfs00000001",
            ".fuse_hidden0001",
        ] {
            assert!(is_left_behind(name), "{name}");
            for path in [name.to_owned(), format!("forms/{name}")] {
                assert!(!is_listed(&FilePath::new(&path).expect("a path")), "{path}");
            }
        }
    }

    #[test]
    fn a_repository_is_known_by_what_lies_in_it() {
        let files = |paths: &[&str]| -> Vec<FilePath> {
            paths.iter().map(|path| FilePath::new(path).expect("a path")).collect()
        };
        let bare =
            files(&["static/b/HEAD", "static/b/config", "static/b/objects/pack/a.pack", "static/c.css"]);
        assert_eq!(bare_repositories(&bare), files(&["static/b"]));
        assert_eq!(bare_repositories(&files(&["static/HEAD", "static/b/objects/a", "static/b/config"])), []);
    }

    #[test]
    fn what_may_be_meant_is_listed() {
        for path in [
            "a.md",
            "#a.md",
            "a#",
            "#",
            ".htaccess",
            ".well-known/security.txt",
            ".nojekyll",
            ".swift",
            "a.swp",
            ".b.swz",
            "4913",
            "a.tmp",
            "old~/a.md",
            ".gitkeep",
            "_a.md",
            "nfs.md",
            "lock.odt#",
        ] {
            assert!(is_listed(&FilePath::new(path).expect("a path")), "{path}");
        }
        for path in [".git/HEAD", "a/.guidepost/cache", ".svn"] {
            assert!(!is_listed(&FilePath::new(path).expect("a path")), "{path}");
        }
    }
}

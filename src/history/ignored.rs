//! Commits that the site folds away: those that moved text about without changing what it says.

use std::collections::HashSet;

use super::options::HistoryOptions;
use crate::config::ConfigValue;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::CommitId;
use crate::path::FilePath;
use crate::source::Span;
use crate::world::{Versions, World};

/// The list that serves where the site names none: the one that `git blame` is usually given.
pub const IGNORE_FILE: &str = ".git-blame-ignore-revs";

/// The commits of the list that holds: a full id a line, `#` before comments.
pub(super) fn read(
    world: &dyn World,
    versions: &dyn Versions,
    options: &HistoryOptions,
) -> Checked<HashSet<CommitId>> {
    if let Some(named) = &options.ignore {
        return match world.text(&named.value) {
            Ok(text) => list(Some(&named.value), &text),
            Err(_) => Checked::new(HashSet::new(), vec![unreadable(named)]),
        };
    }
    let bytes = usual_list(world, versions);
    let text = String::from_utf8_lossy(&bytes);
    let name = versions.repo_path(&FilePath::root());
    let file = FilePath::new(IGNORE_FILE).filter(|_| name.as_bytes().is_empty());
    list(file.as_ref(), &text)
}

/// The bytes of the list that serves where the site names none. A site of a commit goes by the list that it has.
pub(super) fn usual_list(world: &dyn World, versions: &dyn Versions) -> Vec<u8> {
    let list = if world.is_of_commit() {
        versions.committed_top_file(IGNORE_FILE)
    } else {
        versions.top_file(IGNORE_FILE)
    };
    list.unwrap_or_default()
}

fn unreadable(named: &ConfigValue<FilePath>) -> Finding {
    let message = format!("the list of commits to fold away cannot be read: `{}`", named.value);
    let place = FilePath::new("site.toml").map(|file| Place::span(&file, named.span));
    Finding { place, ..Finding::of_site(Code::BadIgnoreList, message) }
}

fn list(file: Option<&FilePath>, text: &str) -> Checked<HashSet<CommitId>> {
    let mut findings = Vec::new();
    let mut ignored = HashSet::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.split('#').next().unwrap_or_default().trim();
        match written.parse() {
            Ok(id) => {
                ignored.insert(id);
            }
            Err(_) if written.is_empty() => {}
            Err(why) => {
                let start = at + line.len() - line.trim_start().len();
                let place = file.map(|file| Place::span(file, Span::new(start..start + written.len())));
                let finding = Finding::of_site(Code::BadIgnoreList, why)
                    .hint("`git rev-parse COMMIT` tells the full id");
                findings.push(Finding { place, ..finding });
            }
        }
        at += line.len();
    }
    Checked::new(ignored, findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_with_their_comments() {
        let id = "ab".repeat(20);
        let file = FilePath::new("list").expect("a path");
        let read = list(Some(&file), &format!("# why\n\n{id} # tidy\n  abcd\n"));
        assert_eq!(read.value, HashSet::from([id.parse().expect("an id")]));
        let [finding] = &read.findings[..] else { panic!("one finding: {:?}", read.findings) };
        let start = 7 + id.len() + 8 + 2;
        assert_eq!(finding.place, Some(Place::span(&file, Span::new(start..start + 4))));
    }
}

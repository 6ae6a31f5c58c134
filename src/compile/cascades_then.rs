//! What the page of a folder said of the pages below it, in a commit of then.

use super::lifetime::Lifetime;
use crate::model::{DraftMarks, Histories, RepoPath};
use crate::world::{EntryKind, TreeEntry, VersionsError};

/// What the page of a folder made of the pages below.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PagesBelow {
    /// It kept none back, or there was no such page.
    Open,
    /// It kept them back.
    KeptBack,
    /// It cannot be read: nobody can tell.
    Unknown,
}

impl PagesBelow {
    /// What a page of a folder made of them, by what a commit has in its place.
    pub(super) fn of(
        entry: &Result<Option<TreeEntry>, VersionsError>,
        all: &Histories,
        life: Lifetime,
    ) -> PagesBelow {
        match entry {
            Err(_) => PagesBelow::Unknown,
            Ok(None) => PagesBelow::Open,
            Ok(Some(entry)) if entry.kind == EntryKind::Submodule => PagesBelow::Unknown,
            Ok(Some(entry)) if all.unread.contains(&entry.text) => PagesBelow::Unknown,
            Ok(Some(entry)) => {
                all.drafts.get(&entry.text).map_or(PagesBelow::Open, |marks| PagesBelow::by(marks, life))
            }
        }
    }

    /// What it made of a text that stood for so long, by what it said.
    pub(super) fn by(marks: &DraftMarks, life: Lifetime) -> PagesBelow {
        let is_ahead = marks.days_below.iter().any(|day| life.is_before(*day));
        let is_over = marks.ends_below.iter().any(|day| life.began_from(*day));
        if marks.is_of_pages_below || is_ahead || is_over { PagesBelow::KeptBack } else { PagesBelow::Open }
    }
}

/// Whether a file lies in the folder of another one, or below that.
pub(super) fn is_above(index: &RepoPath, path: &RepoPath) -> bool {
    let Some((index, path)) = index.as_str().zip(path.as_str()) else { return false };
    let folder = index.rsplit_once('/').map_or("", |(folder, _)| folder);
    index != path
        && (folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Day;
    use crate::world::{MemoryVersions, Versions};

    #[test]
    fn of_a_page_that_cannot_be_read_nobody_can_tell() {
        let mut versions = MemoryVersions::new();
        let (file, text) = ("desk/index.md", "Of the desk.");
        let commit = MemoryVersions::commit(&mut versions, &[], "Begin", &[(file, text)]);
        let (index, text) = (RepoPath::new(file), versions.text_id(text.as_bytes()));
        let life = Lifetime { first_day: None, last_day: Day::FIRST };
        let of = |versions: &MemoryVersions, all: &Histories| {
            PagesBelow::of(&versions.entry(commit, &index), all, life)
        };
        let mut all = Histories::default();
        assert_eq!(of(&versions, &all), PagesBelow::Open);
        let none = versions.entry(commit, &RepoPath::new("index.md"));
        assert_eq!(PagesBelow::of(&none, &all, life), PagesBelow::Open);
        all.drafts.insert(text, DraftMarks { is_of_pages_below: true, ..DraftMarks::default() });
        assert_eq!(of(&versions, &all), PagesBelow::KeptBack);
        all.drafts.clear();
        all.unread.insert(text);
        assert_eq!(of(&versions, &all), PagesBelow::Unknown);
        versions.lose(commit.0);
        assert_eq!(of(&versions, &Histories::default()), PagesBelow::Unknown);
    }

    #[test]
    fn a_folder_holds_what_lies_in_it_but_for_its_own_page() {
        for (path, is_below) in [
            ("desk/gifts.md", true),
            ("desk/deep/gifts.md", true),
            ("desk/index.md", false),
            ("desks/gifts.md", false),
            ("gifts.md", false),
        ] {
            assert_eq!(is_above(&RepoPath::new("desk/index.md"), &RepoPath::new(path)), is_below, "{path}");
        }
    }
}

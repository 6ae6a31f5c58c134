//! Revisions that were symbolic links: what they led to says whether they were drafts.

use crate::model::{CommitId, RepoPath, TextId};
use crate::parse::DraftTexts;
use crate::path::FilePath;
use crate::world::{EntryKind, TreeEntry, Versions, as_text, is_decodable};

/// A text where it stood in a commit.
#[derive(Clone, Copy)]
pub(super) struct LinkThen<'a> {
    pub(super) commit: CommitId,
    pub(super) path: &'a RepoPath,
    pub(super) text: TextId,
}

/// Whether a text was a link, and led to a draft or to what nobody can tell of.
pub(super) fn led_to_draft(versions: &dyn Versions, then: LinkThen<'_>) -> bool {
    match versions.entry(then.commit, then.path) {
        Ok(entry) if entry.is_none_or(|entry| entry.kind != EntryKind::Link) => return false,
        Ok(_) => {}
        Err(_) => return true,
    }
    text_led_to(versions, then).is_none_or(|text| DraftTexts::default().marks(&text).keeps_back())
}

/// The text that a link led to; `None` where nobody can tell.
pub(super) fn text_led_to(versions: &dyn Versions, then: LinkThen<'_>) -> Option<String> {
    let entry = |path: &RepoPath| versions.entry(then.commit, path).ok().flatten();
    let is_text = |entry: &TreeEntry| matches!(entry.kind, EntryKind::File | EntryKind::Executable);
    let text = target(versions, then).and_then(|path| entry(&path)).filter(is_text)?;
    let bytes = versions.blob(text.text).ok().filter(|bytes| is_decodable(bytes))?;
    Some(as_text(&bytes).into_owned())
}

/// Where a link led, unless that was out of the repository or into a folder of drafts.
fn target(versions: &dyn Versions, then: LinkThen<'_>) -> Option<RepoPath> {
    let bytes = versions.blob(then.text).ok()?;
    let from = FilePath::new(then.path.as_str()?)?;
    let to = from.parent().join(&as_text(&bytes))?;
    (!to.is_among_drafts()).then(|| RepoPath::new(to.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryVersions;

    #[test]
    fn of_what_cannot_be_read_nobody_can_tell() {
        let mut versions = MemoryVersions::new();
        let commit = MemoryVersions::commit(&mut versions, &[], "Begin", &[("gifts.md", "Words.")]);
        let then = LinkThen { commit, path: &RepoPath::new("gifts.md"), text: versions.text_id(b"Words.") };
        assert!(!led_to_draft(&versions, then), "a file is no link");
        versions.lose(commit.0);
        assert!(led_to_draft(&versions, then));
    }
}

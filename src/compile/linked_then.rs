//! Revisions that were symbolic links: what they led to says whether they were drafts.

use crate::model::{RepoPath, Revision};
use crate::parse::DraftTexts;
use crate::path::FilePath;
use crate::world::{EntryKind, TreeEntry, Versions, as_text, is_decodable};

/// Whether a revision was a link, and led to a draft or to what nobody can tell of.
pub(super) fn led_to_draft(versions: &dyn Versions, revision: &Revision) -> bool {
    let entry = |path: &RepoPath| versions.entry(revision.commit.id, path).ok().flatten();
    if entry(&revision.path).is_none_or(|entry| entry.kind != EntryKind::Link) {
        return false;
    }
    let is_text = |entry: &TreeEntry| matches!(entry.kind, EntryKind::File | EntryKind::Executable);
    let text = target(versions, revision).and_then(|path| entry(&path)).filter(is_text);
    let bytes = text.and_then(|entry| versions.blob(entry.text).ok());
    let is_open =
        |bytes: &[u8]| is_decodable(bytes) && !DraftTexts::default().marks(&as_text(bytes)).keeps_back();
    !bytes.is_some_and(|bytes| is_open(&bytes))
}

/// Where a link led, unless that was out of the repository or into a folder of drafts.
fn target(versions: &dyn Versions, revision: &Revision) -> Option<RepoPath> {
    let bytes = versions.blob(revision.text).ok()?;
    let from = FilePath::new(revision.path.as_str()?)?;
    let to = from.parent().join(&as_text(&bytes))?;
    (!to.is_among_drafts()).then(|| RepoPath::new(to.as_str()))
}

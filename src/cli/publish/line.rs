//! The main line, held against what was published before: whatever is published descends from it, and says the same of
//! closed days.

use std::sync::Arc;

use crate::cli::load::{Opened, not_whole};
use crate::cli::outcome::Failure;
use crate::compile::Held;
use crate::config::{Edition, site_file};
use crate::model::{CommitId, TextId};
use crate::path::FilePath;
use crate::publish::{GovernanceSummary, PublishLog};
use crate::route::Site;
use crate::world::{EntryKind, TreeEntry, Versions, World as _, as_text};

/// What is held against the main line: the last state of it that was published, beside what was named by hand.
pub(in crate::cli) fn held_by(log: &PublishLog, named: Held, opened: &Opened) -> Result<Held, Failure> {
    let Some(anchor) = log.anchors().next() else { return Ok(named) };
    let mut anchors = named.anchors;
    anchors.push(opened.find(&anchor.head)?);
    let root = opened.find(&anchor.root)?;
    match named.root {
        Some(named) if named != root => Err(Failure::new(format!(
            "the first model was adopted in commit {} by what was published, and in {} by `--adopted-at`",
            root.short(),
            named.short()
        ))
        .hint("find out which of the two is right before anything is published")),
        _ => Ok(Held { anchors, root: Some(root) }),
    }
}

/// Refuses a line that reads otherwise of closed days than when it was published.
pub(super) fn refuse_changed_past(log: &PublishLog, site: &Site) -> Result<(), Failure> {
    let Some((governance, _)) = &site.governed else { return Ok(()) };
    let reads_otherwise = |anchor: &GovernanceSummary| -> Result<bool, Failure> {
        let day = anchor.day.parse();
        let day = day.map_err(|_| Failure::new(format!("`{}` in the publish log is no day", anchor.day)))?;
        Ok(*governance.fold.digest_before(day).to_hex() != *anchor.digest)
    };
    // Each was held against the one before it: where the newest reads as it did, all do.
    let Some(newest) = log.anchors().next() else { return Ok(()) };
    if !reads_otherwise(newest)? {
        return Ok(());
    }
    let mut first = newest;
    for anchor in log.anchors() {
        if reads_otherwise(anchor)? {
            first = anchor;
        }
    }
    let GovernanceSummary { day, head, .. } = first;
    Err(Failure::new(format!(
        "what was in force before {day} reads otherwise now than when it was published from commit {}",
        head.get(..8).unwrap_or(head)
    ))
    .hint(format!(
        "`guidepost audit PAGE --on {day}` says what the repository has now; compare it with the copy that was published from"
    )))
}

/// Refuses a commit that is not on the line of the branch that the settings in force name.
pub(super) fn refuse_other_line(opened: &Opened, site: &Site) -> Result<(), Failure> {
    let Some(main) = site.config.governing.as_ref().and_then(|governing| governing.main.clone()) else {
        return Ok(());
    };
    let Some(versions) = &site.texts else { return Ok(()) };
    let head = versions.head();
    // What everybody has goes before what this machine alone has.
    let names = [format!("refs/remotes/origin/{main}"), format!("refs/heads/{main}")];
    let branch: Option<CommitId> = names.iter().find_map(|name| opened.find(name).ok());
    if branch.is_some_and(|branch| is_on_line(versions, branch, head)) {
        return Ok(());
    }
    let failure = Failure::new(format!(
        "commit {} is not on the line of `{main}`, and only what is there is published",
        head.short()
    ));
    Err(failure.hint(if branch.is_none() {
        format!("fetch the branch: `git fetch origin {main}`")
    } else {
        format!("merge it into `{main}`, and publish from there")
    }))
}

/// Refuses the approved edition where files of the working tree are not as the commit has them: whoever publishes sees
/// another site than the one that is published.
pub(super) fn refuse_uncommitted(site: &Site, uncommitted: Option<&FilePath>) -> Result<(), Failure> {
    let is_approved = site.config.edition == Edition::Approved;
    let Some(file) = uncommitted.filter(|_| is_approved) else { return Ok(()) };
    let head = site.texts.as_ref().map_or_else(String::new, |versions| versions.head().short());
    Err(Failure::new(format!(
        "`{file}` is not as commit {head} has it, and only what is committed is published"
    ))
    .hint("commit it, or put it back: `git stash`"))
}

/// A file that the site is made from and that is not as the commit has it, if there is any. What git does not know is none.
pub(super) fn uncommitted(opened: &Opened, site: &Site) -> Result<Option<FilePath>, Failure> {
    let Some(versions) = &site.texts else { return Ok(None) };
    let (disk, head) = (&opened.world, versions.head());
    let records = site.config.governing.as_ref().map(|known| known.records_of(&site.content_folder));
    let mut folders = site.config.published_folders(&site.content_folder);
    folders.extend(site.config.theme_folder().into_iter().chain(records));
    let is_of_site =
        |file: &FilePath| *file == site_file() || folders.iter().any(|folder| file.within(folder).is_some());
    let committed = versions.files(head).map_err(not_whole)?;
    let is_file = |entry: &TreeEntry| matches!(entry.kind, EntryKind::File | EntryKind::Executable);
    let files = committed.into_iter().filter(|(_, entry)| is_file(entry));
    let files = files.filter_map(|(path, entry)| Some((versions.file_in(head, &path)?, entry)));
    let mut files = files.filter(|(file, _)| is_of_site(file));
    let differs = files.find(|(file, entry)| match disk.bytes(file) {
        Ok(bytes) => !is_same(&**versions, entry.text, &bytes),
        Err(_) => true,
    });
    Ok(differs.map(|(file, _)| file))
}

/// Whether bytes of the working tree are those of a commit. How lines end is no difference.
fn is_same(versions: &dyn Versions, committed: TextId, bytes: &[u8]) -> bool {
    if versions.text_id(bytes) == committed || versions.stands_for(committed, bytes) {
        return true;
    }
    let lines = |bytes: &[u8]| as_text(bytes).replace("\r\n", "\n");
    versions.blob(committed).is_ok_and(|known| lines(&known) == lines(bytes))
}

/// Whether a commit is found on the way back through first parents.
fn is_on_line(versions: &Arc<dyn Versions>, from: CommitId, wanted: CommitId) -> bool {
    let parent = |commit: &CommitId| versions.commit(*commit).ok()?.parents.first().copied();
    std::iter::successors(Some(from), parent).any(|commit| commit == wanted)
}

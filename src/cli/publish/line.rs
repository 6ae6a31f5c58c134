//! The main line, held against what was published before: whatever is published descends from it, and says the same of
//! closed days.

use std::sync::Arc;

use super::served_target::ServedTarget;
use crate::cli::load::{Opened, not_whole};
use crate::cli::outcome::Failure;
use crate::compile::Held;
use crate::config::{Edition, site_file};
use crate::governance::fold::Refusal;
use crate::model::{CommitId, TextId};
use crate::path::FilePath;
use crate::publish::{GovernanceSummary, PublishLog};
use crate::route::Site;
use crate::world::{EntryKind, LineError, NotHeld, TreeEntry, Versions, World as _, as_text};

/// What is held against the main line before it is published: of a log that speaks of this very commit alone nothing is known
/// that the commit does not say itself, so that publishing it twice makes one release.
pub(super) fn held_to_publish(log: &PublishLog, named: Held, opened: &Opened) -> Result<Held, Failure> {
    let root = named.root;
    let held = held_by(log, named, opened)?;
    let is_of_head = opened.is_whole_at(|head| log.anchors().all(|anchor| anchor.head == head.to_string()));
    Ok(if is_of_head { Held { root, ..held } } else { held })
}

/// What is held against the main line: all states of it that were published, beside what was named by hand.
pub(in crate::cli) fn held_by(log: &PublishLog, named: Held, opened: &Opened) -> Result<Held, Failure> {
    let Some(newest) = log.anchors().next() else { return Ok(named) };
    let mut anchors = named.anchors;
    for anchor in log.anchors() {
        let commit = published_commit(&anchor.head, opened)?;
        if !anchors.contains(&commit) {
            anchors.push(commit);
        }
    }
    let root = published_commit(&newest.root, opened)?;
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

/// What to do where a commit that was published is not in the repository.
const NOT_IN_REPOSITORY: &str = "where the clone is not whole: `git fetch origin`; in a CI job: `fetch-depth: 0`
where the target is that of another site: name another place in `to`
where the history was rewritten on purpose, as after secrets were taken out: `guidepost publish NAME --rewritten`";

/// A commit of the publish log. It is there by its whole id, and never by a name that somebody has given to another.
fn published_commit(id: &str, opened: &Opened) -> Result<CommitId, Failure> {
    let commit = id.parse().map(CommitId).map_err(|_: String| {
        Failure::new(format!("`{id}` in the publish log is no id of a commit"))
            .hint("put the log back from a backup: it is what the next release is held against")
    })?;
    if opened.has_commit(commit) {
        return Ok(commit);
    }
    Err(Failure::new(format!("commit `{id}` was published, and this repository does not have it"))
        .hint(NOT_IN_REPOSITORY))
}

/// Says of a line that does not hold what a target was published from how that came to be, and what to do: `None` where it is
/// not known for another reason.
pub(in crate::cli) fn not_held(log: &PublishLog, refusal: &Refusal, target: &str) -> Option<Failure> {
    let Refusal::OffLine { error: LineError::NotHeld { anchor, why }, .. } = refusal else { return None };
    let entry = log.published_as(&anchor.to_string())?;
    let (at, by) = (&entry.at, &entry.by);
    let from = entry.branch.as_ref().map_or_else(String::new, |branch| format!(" from `{branch}`"));
    let failure = Failure::new(format!(
        "what is in force is not known: commit {} was published to `{target}` at {at} by {by}{from}, and is not on this line",
        anchor.short()
    ));
    let left_out = format!(
        "where it is to be left out: `guidepost publish {target} --rewritten`; what was published before is held against nothing from then on"
    );
    let hints = match why {
        NotHeld::Behind => vec![
            "where this checkout is older: `git pull --ff-only`".to_owned(),
            format!("where it was published from a side branch: merge it, `git merge {anchor}`"),
            left_out,
        ],
        NotHeld::Apart => vec![
            format!("where it is of a side branch: merge it, `git merge {anchor}`"),
            "where nobody meant to rewrite the history: `git reflog`, and any clone that has the commit, lead back"
                .to_owned(),
            left_out,
        ],
        // What is said of these holds whoever named the commit.
        NotHeld::Beside | NotHeld::BehindCut => return None,
    };
    Some(failure.hint(hints.join("\n")))
}

/// Refuses a line that reads otherwise of closed days than when it was published.
pub(in crate::cli) fn refuse_changed_past(log: &PublishLog, site: &Site) -> Result<(), Failure> {
    let Some(changed) = changed_past(log, site)? else { return Ok(()) };
    let GovernanceSummary { day, head, .. } = changed.first;
    let from = changed.same_before.map_or_else(String::new, |same| format!(" on a day from {same} on, and"));
    Err(Failure::new(format!(
        "what was in force{from} before {day} reads otherwise now than when it was published from commit {}",
        head.get(..8).unwrap_or(head)
    ))
    .hint(format!(
        "`git checkout {head}` has the history as it was published, and `guidepost audit PAGE --on DAY` tells in both what was in force\nwhere it was rewritten on purpose: `guidepost publish NAME --rewritten`"
    )))
}

/// Refuses a line that does not hold what was published.
pub(super) fn refuse_not_held(site: &Site, to: &ServedTarget<'_>) -> Result<(), Failure> {
    let name = &to.target.settings.name;
    let refusal = site.unknown.as_ref().filter(|_| site.config.edition == Edition::Approved);
    refusal.and_then(|refusal| not_held(&to.state.log, refusal, name)).map_or(Ok(()), Err)
}

/// Refuses to call a history rewritten that holds what was published before.
pub(super) fn refuse_needless_rewrite(log: &PublishLog, site: &Site) -> Result<(), Failure> {
    let Some(versions) = &site.texts else { return Ok(()) };
    let head = versions.head();
    let is_held = |anchor: &GovernanceSummary| {
        anchor.head.parse().is_ok_and(|anchor| is_on_line(versions, head, CommitId(anchor)))
    };
    if log.anchors().all(is_held) && changed_past(log, site)?.is_none() {
        return Err(Failure::new(
            "the history holds all that was published before: nothing of it was rewritten",
        )
        .hint("publish without `--rewritten`"));
    }
    Ok(())
}

/// Closed days that read otherwise than when they were published.
struct ChangedPast<'a> {
    /// The first state of the line that does.
    first: &'a GovernanceSummary,
    /// Before this day all reads as it did.
    same_before: Option<&'a str>,
}

fn changed_past<'a>(log: &'a PublishLog, site: &Site) -> Result<Option<ChangedPast<'a>>, Failure> {
    let Some((governance, _)) = &site.governed else { return Ok(None) };
    let reads_otherwise = |anchor: &GovernanceSummary| -> Result<bool, Failure> {
        let day = anchor.day.parse();
        let day = day.map_err(|_| Failure::new(format!("`{}` in the publish log is no day", anchor.day)))?;
        Ok(*governance.fold.digest_before(day).to_hex() != *anchor.digest)
    };
    // Each was held against the one before it: where the newest reads as it did, all do.
    let Some(newest) = log.anchors().next() else { return Ok(None) };
    if !reads_otherwise(newest)? {
        return Ok(None);
    }
    let mut changed = ChangedPast { first: newest, same_before: None };
    for anchor in log.anchors() {
        if reads_otherwise(anchor)? {
            changed = ChangedPast { first: anchor, same_before: None };
        } else if changed.same_before.is_none() {
            changed.same_before = Some(&anchor.day);
        }
    }
    Ok(Some(changed))
}

/// Refuses a commit that is not on the line of the branch that the settings in force name.
pub(super) fn refuse_other_line(opened: &Opened, site: &Site) -> Result<(), Failure> {
    let Some(main) = main_branch(opened, site) else { return Ok(()) };
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
    let is_ahead = branch.is_some_and(|branch| is_on_line(versions, head, branch));
    let is_of_other = opened.branch().is_some_and(|branch| branch != main);
    let hint = if branch.is_none() {
        format!("fetch the branch: `git fetch origin {main}:refs/remotes/origin/{main}`")
    } else if is_ahead && !is_of_other {
        format!("others do not have it yet: `git push origin HEAD:{main}`, then publish")
    } else {
        format!("merge it into `{main}`, and publish from there")
    };
    let by_origin = "that branch is what `origin` has first, as this clone knows it: `main` under `[governance]` names another, and `git remote set-head origin --auto` asks again";
    let is_named = named_main(site).is_some();
    Err(failure.hint(if is_named { hint } else { format!("{hint}\n{by_origin}") }))
}

/// The branch that is the main line: as the settings in force have it, else what `origin` has first.
fn main_branch(opened: &Opened, site: &Site) -> Option<String> {
    site.config.governing.as_ref()?;
    named_main(site).or_else(|| opened.main_of_origin())
}

fn named_main(site: &Site) -> Option<String> {
    site.config.governing.as_ref()?.main.clone()
}

/// What the plan says where nobody knows which branch is the main line: whatever is published becomes it.
pub(super) fn of_any_branch(opened: &Opened, site: &Site) -> Option<String> {
    if site.governed.is_none() || main_branch(opened, site).is_some() {
        return None;
    }
    let branch = opened.branch();
    let here = branch.as_ref().map_or_else(|| "this commit".to_owned(), |branch| format!("`{branch}`"));
    let main = branch.as_deref().unwrap_or("main");
    Some(format!(
        "{here}, whichever branch that is: every release after this one must come from it. `main = \"{main}\"` under `[governance]` has others refused"
    ))
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

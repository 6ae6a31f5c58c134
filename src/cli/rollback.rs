//! `guidepost rollback`: has readers be served an earlier release again.

use std::io::Write as _;
use std::path::Path;

use super::load::opened;
use super::outcome::{Failure, Outcome};
use super::printing::many;
use super::publish::serving::ServerFilesSwitch;
use super::publish::target::{LockArguments, failure};
use super::publish::{
    NamedTarget, not_published, publisher, refuse_other_account, refused, serving, warn_of, without_line,
    words,
};
use super::question;
use crate::date::Moment;
use crate::export::plain;
use crate::publish::{Act, HeldTarget, PublishedChange, Release, ReleaseId, TargetState, changes};

/// Have readers be served an earlier release again.
///
/// First it is switched to; then it is said what of that release is damaged. Publishing again replaces that. Where files are
/// replaced in place, they are brought back one by one before the switch, and whoever is asked sees first what is gone.
/// Where no release is named, those with the same files as what is served and those that are known to be damaged are passed over.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost rollback intranet            to the release before the one that is served
  guidepost rollback intranet 20261128T080000Z-1a2b3c4d --yes

Exit status: 0 done, 1 somebody else is publishing, 2 it could not be done.")]
pub(super) struct Rollback {
    /// The target: `intranet` for `[publish.intranet]` in site.toml.
    name: String,
    /// The release, as `guidepost releases` lists it [default: the one before the one that is served].
    release: Option<ReleaseId>,
    /// Do it without being asked.
    #[arg(long)]
    yes: bool,
    /// `edition`: go from a release of the texts in force to one of the latest texts, approved or not.
    #[arg(long, value_name = "WHAT")]
    accept: Option<AcceptedChange>,
    #[command(flatten)]
    lock: LockArguments,
    /// Who does it [default: who is logged in].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// What may change by going back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum AcceptedChange {
    Edition,
}

impl Rollback {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let target = NamedTarget::find_to_write(&opened(root, None)?, &self.name)?;
        if !self.yes && !question::is_there_a_terminal() {
            return Err(Failure::new("there is no terminal to ask on, and nothing is rolled back unasked")
                .hint("`--yes` agrees beforehand"));
        }
        let (by, now) = (publisher(self.by.as_deref()), Moment::now().to_string());
        let act = Act { by: &by, at: &now };
        let other = self.lock.other();
        let held = match target.releases.hold(act, other) {
            Ok(held) => held,
            Err(error) => return refused(error),
        };
        held.heed_interrupts()?;
        warn_of(held.left())?;
        let state = target.releases.state().map_err(failure)?;
        // Whoever goes back must not take with them what the next release is held against.
        if let Some((served, _)) = state.served.as_ref().and_then(|id| target.releases.manifest(id).ok()) {
            refuse_other_account(&state, &served).map_err(failure)?;
        }
        let id = match &self.release {
            Some(named) => named_release(named, &state)?,
            None => default_release(&target, &state)?,
        };
        if self.accept.is_none() && leaves_approved(&target, &state, &id) {
            not_published(
                &format!("readers are served the texts in force, and {id} has the latest, approved or not"),
                "name another release, or add `--accept edition`",
            )?;
            return Ok(Outcome::Findings);
        }
        let question = question_of(&id, &held.lacks(&id).map_err(failure)?);
        let mut stderr = anstream::stderr().lock();
        for line in difference(&target, &state, &id) {
            writeln!(stderr, "{}", plain(&line))?;
        }
        if !self.yes && !question::ask(&question, &mut std::io::stdin().lock(), &mut stderr)? {
            return Ok(Outcome::Findings);
        }
        switch(&*held, &target, (&state, &id, act))?;
        writeln!(stderr, "{id} is served again")?;
        drop(stderr);
        say_damage(&target, &state, &id)?;
        Ok(Outcome::Clean)
    }
}

/// The release that somebody named.
fn named_release(named: &ReleaseId, state: &TargetState) -> Result<ReleaseId, Failure> {
    if state.releases.contains(named) {
        return Ok(named.clone());
    }
    Err(Failure::new(format!("the target keeps no release {named}")).hint(listed(state)))
}

/// The release that is gone back to where nobody names one: the one before what is served, but for those with the same files
/// and those of which it is known that they are damaged.
fn default_release(target: &NamedTarget, state: &TargetState) -> Result<ReleaseId, Failure> {
    let read = |id: &ReleaseId| target.releases.manifest(id).ok();
    let served = state.served.as_ref().and_then(read);
    let mut passed_over = Vec::new();
    for id in state.log.before_served(&state.releases) {
        match why_not(target, state, &id, served.as_ref().map(|(release, _)| release)) {
            None => {
                warn_of(&passed_over)?;
                return Ok(id);
            }
            Some(why) => passed_over.push(format!("{id} is passed over: {why}")),
        }
    }
    if passed_over.is_empty() {
        return Err(Failure::new("there is no release before the one that is served").hint(listed(state)));
    }
    warn_of(&passed_over)?;
    let name = &target.settings.name;
    Err(Failure::new("there is no release to go back to by itself").hint(format!(
        "`guidepost rollback {name} RELEASE` goes to the one that you name, whatever it is like; {}",
        listed(state)
    )))
}

/// Why nobody goes back to a release by itself, if so.
fn why_not(
    target: &NamedTarget,
    state: &TargetState,
    id: &ReleaseId,
    served: Option<&Release>,
) -> Option<String> {
    let Ok((release, manifest)) = target.releases.manifest(id) else {
        return Some("its manifest cannot be read".to_owned());
    };
    if state.log.first_of(id).is_some_and(|entry| !entry.is_of(&release, &manifest)) {
        return Some("its manifest is not as it was published".to_owned());
    }
    if served.is_some_and(|served| changes(Some(served), &release).is_none()) {
        return Some("it has the same files as what is served".to_owned());
    }
    match target.releases.damage_nearby(&release) {
        Ok(damage) if damage.is_none() => None,
        Ok(damage) => {
            let lines = damage.lines();
            let first = lines.first().map_or("", |line| line.as_str());
            Some(format!(
                "{} of it are not as they were published (first: {})",
                many(lines.len(), "file"),
                plain(first)
            ))
        }
        Err(error) => Some(error.to_string()),
    }
}

/// What is asked before it is done, with what the release lacks.
fn question_of(id: &ReleaseId, lacking: &[String]) -> String {
    let question = format!("Have readers be served {id} again?");
    if lacking.is_empty() {
        return question;
    }
    let mut lines =
        vec![format!("{} of it are gone, and are brought back from nowhere:", many(lacking.len(), "file"))];
    lines.extend(lacking.iter().take(MOST_NAMED).map(|path| format!("  missing   {}", plain(path))));
    if let Some(more) = lacking.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        lines.push(format!("  and {more} more"));
    }
    lines.push(question);
    lines.join("\n")
}

/// Has a release be served, and servers read where its old addresses lead. What servers read is no reason to leave readers
/// with what they are served.
fn switch(
    held: &dyn HeldTarget,
    target: &NamedTarget,
    (state, id, act): (&TargetState, &ReleaseId, Act<'_>),
) -> Result<(), Failure> {
    let release = |id: &ReleaseId| target.releases.manifest(id).map(|(release, _)| release);
    let before = state.served.as_ref().and_then(|served| release(served).ok());
    let next = release(id);
    let files = |release: &Release| serving::server_files(target, release);
    let server_files = ServerFilesSwitch { held, files: &files };
    let written = next.as_ref().map_or(Ok(()), |next| server_files.write_before(before.as_ref(), next));
    if let Err(error) = held.roll_back(id, act) {
        // The link may lead there already, and the log not have it.
        if target.releases.state().is_ok_and(|now| now.served.as_ref() == Some(id))
            && state.served.as_ref() != Some(id)
        {
            let _ = written.and(next).and_then(|next| server_files.write(&next));
            return Err(without_line(target, id, &error));
        }
        let _ = before.map(|before| server_files.write(&before));
        return Err(failure(held.on_the_way(error)));
    }
    let written = written.and(next).and_then(|next| server_files.write(&next));
    if let Err(error) = written {
        warn_of(&[format!("the files for web servers are not those of what is served now: {error}")])?;
    }
    Ok(())
}

fn listed(state: &TargetState) -> String {
    let known: Vec<&str> = state.releases.iter().map(ReleaseId::as_str).collect();
    format!("there are: {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") })
}

/// What readers are served otherwise once they are served a release again, in lines.
fn difference(target: &NamedTarget, state: &TargetState, id: &ReleaseId) -> Vec<String> {
    let read = |id: &ReleaseId| target.releases.manifest(id).ok().map(|(release, _)| release);
    let (Some(served), Some(release)) = (state.served.as_ref().and_then(read), read(id)) else {
        return Vec::new();
    };
    let changes = changes(Some(&served), &release);
    let groups =
        [("comes back", &changes.added), ("as it was", &changes.changed), ("goes", &changes.removed)];
    let mut lines: Vec<String> = groups
        .iter()
        .flat_map(|(what, pages)| {
            let line = |page: &PublishedChange| format!("  {what:<11} {}", words::page_words(page));
            pages.iter().map(line).collect::<Vec<_>>()
        })
        .collect();
    lines.extend(changes.moved.iter().map(|(from, page)| {
        format!("  {:<11} {} -> {}", "moves", words::address(from), words::page_words(page))
    }));
    if lines.len() > MOST_NAMED {
        let more = lines.len() - MOST_NAMED;
        lines.truncate(MOST_NAMED);
        lines.push(format!("  {:<11} {more} more pages", "and"));
    }
    let files = changes.new_files.len() + changes.changed_files.len() + changes.removed_files.len();
    lines.push(format!("  {:<11} {} of {} differ", "files", files, release.files.len()));
    lines
}

/// So many pages, or files, are named.
const MOST_NAMED: usize = 20;

/// Whether readers who are served approved texts alone would be served others. Of a manifest that cannot be read nobody knows.
fn leaves_approved(target: &NamedTarget, state: &TargetState, id: &ReleaseId) -> bool {
    let edition = |id: &ReleaseId| target.releases.manifest(id).ok().map(|(release, _)| release.edition);
    let is_approved = |id: &ReleaseId| edition(id).is_some_and(|edition| edition == "approved");
    state.served.as_ref().is_some_and(is_approved) && !is_approved(id)
}

/// Names what of a release is not as it was published.
fn say_damage(target: &NamedTarget, state: &TargetState, id: &ReleaseId) -> Result<(), Failure> {
    let (release, manifest) = target.releases.manifest(id).map_err(failure)?;
    let mut lines = target.releases.damage(&release).map_err(failure)?.lines();
    if state.log.first_of(id).is_some_and(|entry| !entry.is_of(&release, &manifest)) {
        lines.insert(0, "changed   the manifest itself".to_owned());
    }
    if lines.is_empty() {
        return Ok(());
    }
    let mut stderr = anstream::stderr().lock();
    writeln!(stderr, "{} of it are not as they were published:", many(lines.len(), "file"))?;
    for line in lines {
        writeln!(stderr, "  {}", plain(&line))?;
    }
    let name = &target.settings.name;
    writeln!(
        stderr,
        "  help: `guidepost releases {name}` lists others; publishing writes what is damaged anew with `--repair`"
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_asked_is_told_what_is_gone() {
        let id: ReleaseId = "20261130T080000Z".parse().expect("an id");
        assert_eq!(question_of(&id, &[]), "Have readers be served 20261130T080000Z again?");
        let lacking: Vec<String> = (0..22).map(|number| format!("page-{number}/index.html")).collect();
        let asked = question_of(&id, &lacking);
        assert!(asked.starts_with("22 files of it are gone") && asked.ends_with("again?"), "{asked}");
        assert!(asked.contains("  missing   page-19/index.html\n  and 2 more\n"), "{asked}");
    }
}

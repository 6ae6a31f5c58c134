//! `guidepost publish`: has readers be served the site, whole, once nothing speaks against it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use super::ahead::refuse_defects;
use super::load::{Opened, opened, refuse_unknown};
use super::outcome::{Failure, Outcome};
use super::outside::Outside;
use super::printing::{
    FindingReport, ReportArguments, many, plain_to_stdout, print_findings, to_stdout, warn,
};
use super::question;
use super::sources::BuildSources;
use crate::compile::{Memos, Request, compile, site_config_of};
use crate::config::Edition;
use crate::date::{Day, Moment};
use crate::diagnostic::{self, Finding};
use crate::publish::{
    Act, Damage, HeldTarget, PublishError, Release, ReleaseId, ReleaseSource, changes, described, refusals,
};
use crate::route::Site;
use crate::world::World as _;
use crate::write::noted::NotedManifests;
use making::Rehearsed;
use sending::{say, send};
use served_target::{LostManifest, ReleaseComparison, ServedTarget};
use target::{LockArguments, failure};
use words::ReleasePlan;

mod accepted;
pub(super) mod line;
mod making;
mod publisher;
mod sending;
mod served_target;
pub(super) mod serving;
pub(super) mod target;
pub(super) mod words;

pub(super) use publisher::publisher;
pub(super) use served_target::{refuse_other_account, without_line};
pub(super) use target::NamedTarget;

/// Have readers be served the site, whole, at a target of site.toml.
///
/// First the plan is shown: which pages are new, changed and gone, and what speaks against it. Until the last moment readers
/// are served the release before, and after it the new one; where files are replaced in place, pages change one by one.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost publish intranet --plan      what would change, and what speaks against it
  guidepost publish intranet             the same, then a question
  guidepost publish intranet --yes       for machines
  guidepost publish intranet --accept guidelines/old/

Exit status: 0 published, or nothing to publish, 1 something speaks against it, 2 it could not be done.")]
pub(super) struct Publish {
    /// The target: `intranet` for `[publish.intranet]` in site.toml.
    name: String,
    /// Show the plan, and write nothing.
    #[arg(long)]
    plan: bool,
    /// Publish without being asked.
    #[arg(long)]
    yes: bool,
    /// How the plan is written: text or json.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: PlanFormat,
    #[command(flatten)]
    differences: AllowedDifferences,
    #[command(flatten)]
    lock: LockArguments,
    /// Who publishes [default: who is logged in].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    outside: Outside,
    /// The day that counts as today, instead of the clock's: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
}

/// In what a release may differ from the one before.
#[derive(clap::Args, Debug)]
struct AllowedDifferences {
    /// What of the release before may be lost or change: an address, a place in a page as in `guidelines/tone/#humour`,
    /// `base_url` or `edition`. May be given several times.
    #[arg(long, value_name = "WHAT")]
    accept: Vec<String>,
    /// Write anew what somebody has changed at the target.
    #[arg(long)]
    repair: bool,
    /// The history was rewritten on purpose: what was published before is held against it no longer. The log says so.
    #[arg(long)]
    rewritten: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum PlanFormat {
    Text,
    Json,
}

impl Publish {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let opened = opened(root, self.date)?;
        let target = NamedTarget::find(&opened, &self.name)?;
        if !self.plan && !self.yes && !question::is_there_a_terminal() {
            return Err(Failure::new("there is no terminal to ask on, and nothing is published unasked")
                .hint("`--yes` agrees beforehand, and `--plan` shows what would be published"));
        }
        target.refuse_sources(&opened)?;
        if !self.plan {
            self.refuse_day_to_come(&opened)?;
        }
        let (by, now) = (publisher(self.by.as_deref()), Moment::now().to_string());
        let act = Act { by: &by, at: &now };
        if self.plan {
            let to = ServedTarget::of(&target, None, self.lost_manifest()).map_err(failure)?;
            to.tell_of_lost()?;
            return self.publish_to(&opened, &to);
        }
        // Held before anything is compared, so that what is compared is what is replaced.
        let target = NamedTarget::find_to_write(&opened, &self.name)?;
        let other = self.lock.other();
        let held = target.releases.hold(act, other);
        let to = held.and_then(|held| ServedTarget::of(&target, Some(held), self.lost_manifest()));
        match to {
            Ok(to) => {
                to.held.iter().try_for_each(|held| held.heed_interrupts())?;
                warn_of(&to.held.iter().flat_map(|held| held.left().to_vec()).collect::<Vec<_>>())?;
                to.tell_of_lost()?;
                self.publish_to(&opened, &to)
            }
            Err(error) => refused(error),
        }
    }

    fn lost_manifest(&self) -> LostManifest {
        if self.differences.repair { LostManifest::WrittenAnew } else { LostManifest::Refused }
    }

    /// Refuses to publish a day that has not begun: its texts are not in force yet.
    fn refuse_day_to_come(&self, opened: &Opened) -> Result<(), Failure> {
        let zone = &site_config_of(&opened.world, &Memos::new()).zone;
        let today = opened.world.now().and_then(|now| now.day(zone));
        let Some((date, today)) = self.date.zip(today).filter(|(date, today)| date > today) else {
            return Ok(());
        };
        Err(Failure::new(format!("{} is still to come; today is {}", date.in_english(), today.in_english()))
            .hint("`--plan` with that date shows what would be published then"))
    }

    fn publish_to(&self, opened: &Opened, to: &ServedTarget<'_>) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let request = self.request(opened, to)?;
        let memos = Memos::new();
        let committed = opened.committed(&request, self.date, &memos)?;
        let disk = &opened.world;
        let sources = BuildSources::new(disk, committed.as_ref());
        let mut findings = Vec::new();
        let site = compile(sources.world, &request, &memos).into_value(&mut findings);
        line::refuse_not_held(&site, to)?;
        refuse_unknown(&site)?;
        refuse_defects(&site, &findings)?;
        sources.refuse_unread(&site)?;
        self.refuse_line(opened, &site, to)?;
        accepted::refuse_unknown(&self.differences.accept, to)?;
        let uncommitted = line::uncommitted(opened, &site)?;
        line::refuse_uncommitted(&site, uncommitted.as_ref())?;
        let noted = NotedManifests::of(&to.target.releases.place(), disk.cache());
        let rehearsed = Rehearsed::make(&site, &sources, to.vouched_by(&noted))?;
        findings.extend(rehearsed.findings.iter().cloned());
        diagnostic::sort(&mut findings);
        let (world, root, how) = (sources.world, disk.root(), &self.report);
        print_findings(&FindingReport { findings: &findings, site: &site, world, root, how })?;
        let commit = site.texts.as_ref().map(|versions| versions.head().to_string());
        let source = ReleaseSource {
            commit,
            branch: opened.branch(),
            has_uncommitted: uncommitted.is_some(),
            is_of_any_branch: !to.target.holds_line(),
            is_rewritten: self.differences.rewritten,
        };
        let comparison = self.comparison(source, &rehearsed, (&site, to, opened))?;
        match self.agreed(&comparison, &findings, to)? {
            Agreement::Blocked | Agreement::Declined => Ok(Outcome::Findings),
            Agreement::PlanOnly => Ok(Outcome::Clean),
            // What the settings say of servers may be new all the same.
            Agreement::Same(held) => {
                let files = serving::server_files(to.target, &comparison.release);
                match files.and_then(|files| held.write_server_files(&files)) {
                    Ok(()) => Ok(Outcome::Clean),
                    Err(error) => refused(error),
                }
            }
            Agreement::Send(held) => match send(held, &rehearsed, &comparison, to) {
                Ok(published) => {
                    noted.note(published.manifest);
                    warn_of(&published.warnings)?;
                    say(&comparison, start)?;
                    let unnoted = published.unnoted.as_ref();
                    unnoted.map_or(Ok(Outcome::Clean), |error| {
                        Err(without_line(to.target, &comparison.release.id, error))
                    })
                }
                Err(error) => refused(error),
            },
        }
    }

    /// The release beside the one that is served.
    fn comparison(
        &self,
        source: ReleaseSource,
        rehearsed: &Rehearsed<'_>,
        (site, to, opened): (&Site, &ServedTarget<'_>, &Opened),
    ) -> Result<ReleaseComparison, Failure> {
        let next = described::next_change(site);
        let changes_on = next.as_ref().map(|next| next.day.to_string());
        let release = Release { changes_on, ..self.release(source, rehearsed, (site, to)) };
        let damage = to.damage()?;
        let changes = changes(to.served(), &release);
        let changes = match &damage {
            Some(damage) => changes.mending(damage, &release),
            None => changes,
        };
        let unnamed_line = if to.target.holds_line() { line::of_any_branch(opened, site) } else { None };
        Ok(ReleaseComparison {
            changes,
            damage,
            release,
            unnamed_line,
            changes_why: next.map(|next| next.why),
        })
    }

    /// Refuses a main line other than the one that was published before.
    fn refuse_line(&self, opened: &Opened, site: &Site, to: &ServedTarget<'_>) -> Result<(), Failure> {
        if !to.target.holds_line() {
            return Ok(());
        }
        if self.differences.rewritten {
            line::refuse_needless_rewrite(&to.state.log, site)?;
        } else {
            line::refuse_changed_past(&to.state.log, site)?;
        }
        line::refuse_other_line(opened, site)
    }

    fn request(&self, opened: &Opened, to: &ServedTarget<'_>) -> Result<Request, Failure> {
        let named = self.outside.held(|name| opened.find(name))?;
        let holds = to.target.holds_line() && !self.differences.rewritten;
        let held = if holds { line::held_to_publish(&to.state.log, named, opened)? } else { named };
        let settings = &to.target.settings;
        let (edition, base_url) = (settings.edition, settings.base_url.clone());
        Ok(Request { base_url, edition, held, ..Request::default() })
    }

    /// Shows the plan, and asks.
    fn agreed<'t>(
        &self,
        comparison: &ReleaseComparison,
        findings: &[Finding],
        to: &'t ServedTarget<'_>,
    ) -> Result<Agreement<'t>, Failure> {
        let ReleaseComparison { release, changes, damage, .. } = comparison;
        let went_back = to.went_back();
        let blocks = self.blocks(comparison, findings, to);
        let place = to.target.releases.place().display().to_string();
        let (target, before, blocks) = (&*self.name, to.served(), &*blocks);
        let foreign = damage.iter().flat_map(|damage| &damage.foreign).map(String::as_str).collect();
        let (unnamed_line, changes_why) =
            (comparison.unnamed_line.as_deref(), comparison.changes_why.as_deref());
        self.show(&ReleasePlan {
            target,
            place,
            before,
            went_back,
            release,
            changes,
            changes_why,
            foreign,
            unnamed_line,
            blocks,
        })?;
        if !blocks.is_empty() {
            return Ok(Agreement::Blocked);
        }
        let Some(held) = &to.held else { return Ok(Agreement::PlanOnly) };
        let held = &**held;
        // What somebody was about to do is done with once something else is published.
        let is_between = to.target.releases.unfinished().map_err(failure)?.is_some();
        let is_sound = damage.as_ref().is_none_or(Damage::is_none) && !to.has_other_manifest() && !is_between;
        let is_same = |before: &&Release| {
            let adds_the_same = serving::adds_the_same(to.target, before, release);
            let is_of_same = before.source.is_as(&release.source) && before.governance == release.governance;
            changes.is_none() && adds_the_same && is_of_same
        };
        let mut stderr = anstream::stderr().lock();
        if let Some(before) = before.filter(is_same).filter(|_| is_sound) {
            writeln!(stderr, "Nothing to publish: {} is served, and is the same", before.id)?;
            return Ok(Agreement::Same(held));
        }
        let agreed = self.yes || question::ask("Publish?", &mut std::io::stdin().lock(), &mut stderr)?;
        Ok(if agreed { Agreement::Send(held) } else { Agreement::Declined })
    }

    /// The release as its manifest will have it, but for the files that it carries on.
    fn release(
        &self,
        source: ReleaseSource,
        rehearsed: &Rehearsed<'_>,
        (site, to): (&Site, &ServedTarget<'_>),
    ) -> Release {
        let commit = site.texts.as_ref().map(|versions| versions.head());
        let now = Moment::now();
        let known = to.state.releases.iter().chain(to.state.log.entries().iter().map(|entry| &entry.release));
        let edition = Edition::WORDS.iter().find(|(_, edition)| *edition == site.config.edition);
        Release {
            id: ReleaseId::after(known, now, commit),
            made: now.to_string(),
            by: publisher(self.by.as_deref()),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            source,
            today: site.today.to_string(),
            edition: edition.map_or_else(String::new, |(word, _)| (*word).to_owned()),
            base_url: site.config.base_url.clone(),
            governance: described::governance(site),
            changes_on: None,
            pages: described::pages(site),
            redirects: described::redirects(site),
            linked_places: described::linked_places(site),
            files: rehearsed.published_files(),
            media_hosts: site.config.allowed_hosts.clone(),
            added: BTreeMap::new(),
            packings: packing_words(to),
            carried: BTreeMap::new(),
        }
    }

    /// What speaks against a release, each with what to do about it.
    fn blocks(
        &self,
        comparison: &ReleaseComparison,
        findings: &[Finding],
        to: &ServedTarget<'_>,
    ) -> Vec<(String, String)> {
        let mut blocks = Vec::new();
        let block = to.target.settings.block;
        let heavy = findings.iter().filter(|finding| finding.severity <= block).count();
        if heavy > 0 {
            blocks.push((
                format!("{} of severity {} or more", many(heavy, "finding"), block.word()),
                format!("mend what is reported above; `block` of `[publish.{}]` says what blocks", self.name),
            ));
        }
        let damage = comparison.damage.as_ref().map(Damage::by_others);
        let damage = damage.filter(|damage| !damage.is_none() && !self.differences.repair);
        if let Some(damage) = damage {
            let lines = damage.lines();
            let first = lines.first().map_or("", |line| line.as_str());
            blocks.push((
                format!(
                    "somebody has changed what is served: {} (first: {first})",
                    many(lines.len(), "file")
                ),
                format!("`guidepost verify {}` names all; `--repair` writes them anew", self.name),
            ));
        }
        if to.has_other_manifest() && !self.differences.repair {
            blocks.push((
                "the manifest of what is served is not the one that the log names".to_owned(),
                "put it back from a backup; `--repair` takes it as it is".to_owned(),
            ));
        }
        let server_files = serving::server_files(to.target, &comparison.release).err();
        let host_files = serving::host_files(to.target, &comparison.release).err();
        let packings = serving::refuse_packings(to.target).err();
        for error in server_files.into_iter().chain(host_files).chain(packings) {
            let why = error.to_string();
            blocks.push((why, error.into_hint().unwrap_or_else(|| "mend that first".to_owned())));
        }
        let accepted: BTreeSet<String> = self.differences.accept.iter().cloned().collect();
        blocks.extend(to.served().iter().flat_map(|before| refusals(before, &comparison.release, &accepted)));
        blocks
    }

    fn show(&self, plan: &ReleasePlan<'_>) -> Result<(), Failure> {
        match self.format {
            PlanFormat::Json => to_stdout(format!("{:#}\n", plan.json()).as_bytes())?,
            PlanFormat::Text => plain_to_stdout(&plan.text())?,
        }
        plan.blocks.iter().try_for_each(|(why, hint)| not_published(why, hint))
    }
}

/// What was decided once the plan was seen.
enum Agreement<'a> {
    /// Something speaks against it.
    Blocked,
    /// Somebody said no.
    Declined,
    /// The plan was all that was asked for.
    PlanOnly,
    /// It is served already.
    Same(&'a dyn HeldTarget),
    /// It is sent.
    Send(&'a dyn HeldTarget),
}

/// The packings of a target, as manifests have them.
fn packing_words(to: &ServedTarget<'_>) -> Vec<String> {
    to.target.settings.compress.iter().map(|packing| packing.coding().to_owned()).collect()
}

/// Says what could not be done, and does not matter for what is served.
pub(super) fn warn_of(left: &[String]) -> Result<(), Failure> {
    left.iter().try_for_each(|what| warn(what))
}

/// What must not be done ends with 1, what cannot be done with 2.
pub(super) fn refused(error: PublishError) -> Result<Outcome, Failure> {
    match error {
        PublishError::Refused { why, hint } => {
            not_published(&why, &hint)?;
            Ok(Outcome::Findings)
        }
        PublishError::NotWhole { .. } | PublishError::Failed(_) | PublishError::OfPlace { .. } => {
            Err(failure(error))
        }
    }
}

pub(super) fn not_published(why: &str, hint: &str) -> Result<(), Failure> {
    let red = anstyle::Style::new().bold().fg_color(Some(anstyle::AnsiColor::Red.into()));
    writeln!(anstream::stderr(), "{red}not published{red:#}: {why}\n  help: {hint}")?;
    Ok(())
}

//! `guidepost audit`: which text of a page was in force on a day, and what proves it.

mod audited;
mod checks;
mod gathered;
mod issues;
mod served;
mod words;

use std::cell::OnceCell;
use std::path::Path;

use super::governed_site::{GovernedSite, either_page, number_of};
use super::load::{Opened, unknown};
use super::outcome::{Failure, Outcome};
use super::outside::Outside;
use super::printing::{plain_to_stdout, to_stdout, warn};
use super::publish::NamedTarget;
use super::publish::line::{held_by, not_held, refuse_changed_past};
use super::publish::target::failure;
use crate::date::Day;
use crate::governance::Subject;
use crate::governance::fold::Refusal;
use crate::model::is_called;
use crate::path::FilePath;
use crate::publish::PublishLog;
use audited::{Audited, TextThen};
use issues::PageIssues;
use served::{ServedPage, served_on};

/// Tell which text of a page was in force on a day, who approved it, and how to check that without guidepost.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost audit GL-003                   every text of it that was in force, with who signed it
  guidepost audit GL-003 --on 2026-11-16
  guidepost audit GL-003 --on 2026-11-16 --target intranet
  guidepost audit GL-003 --on 2026-11-16 --format json | jq -r '.checks[].command'

Exit status: 0 told, 2 not told.")]
pub(super) struct Audit {
    /// The page: its document number, file or address.
    page: String,
    /// The day: 2026-11-16; without it, every text that was in force is listed.
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// How it is told: text or json.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    /// The target at which the page was published: which release served it that day, and from when until when.
    #[arg(long, value_name = "NAME", requires = "on")]
    target: Option<String>,
    #[command(flatten)]
    outside: Outside,
    /// The day that counts as today, instead of the clock's.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Audit {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let target: OnceCell<(NamedTarget, PublishLog)> = OnceCell::new();
        let refused = |refusal: &Refusal| {
            let of_target = self.target.as_deref().zip(target.get());
            let not_held = of_target.and_then(|(name, (_, log))| not_held(log, refusal, name));
            not_held.unwrap_or_else(|| unknown(refusal))
        };
        let held = |opened: &Opened| {
            let named = self.outside.held(|name| opened.find(name))?;
            let Some(name) = &self.target else { return Ok(named) };
            let found = target_of(opened, name)?;
            let held = held_by(&found.1, named, opened)?;
            // Nobody else sets it.
            let _ = target.set(found);
            Ok(held)
        };
        let governed = GovernedSite::open_held(root, self.date, held, refused)?;
        let target = target.get();
        if let Some(refusal) = &governed.site.unknown {
            return Err(refused(refusal));
        }
        if let Some((_, log)) = target {
            refuse_changed_past(log, &governed.site)?;
        }
        let today = governed.governance()?.today;
        let Some(on) = self.on else { return self.list(&governed) };
        if on > today {
            return Err(Failure::new(format!(
                "{} is still to come; today is {}",
                on.in_english(),
                today.in_english()
            ))
            .hint("nobody knows what will be in force; `guidepost needs` tells what waits for whom"));
        }
        self.print(&governed, on, target)
    }

    /// Lists every text that was in force.
    fn list(&self, governed: &GovernedSite) -> Result<Outcome, Failure> {
        let issues = PageIssues::of(governed, number_of(governed.governance()?, &self.page)?)?;
        match self.format {
            Format::Text => plain_to_stdout(&issues.text())?,
            Format::Json => to_stdout(format!("{:#}\n", issues.json()).as_bytes())?,
        }
        Ok(Outcome::Clean)
    }

    fn print(
        &self,
        governed: &GovernedSite,
        on: Day,
        target: Option<&(NamedTarget, PublishLog)>,
    ) -> Result<Outcome, Failure> {
        let number = number_then(governed, &self.page, on)?;
        let audited = Audited::gather(governed, number, on)?;
        let page = ServedPage { subject: number, on, text: audited.text.as_ref().map(TextThen::id) };
        let served = target.map(|(target, log)| served_on(governed, &page, (target, log))).transpose()?;
        match self.format {
            Format::Text => {
                let served = served.iter().map(|served| served::text(served)).collect::<String>();
                plain_to_stdout(&format!("{}{served}", words::text(&audited)))?;
            }
            Format::Json => {
                let mut told = words::json(&audited);
                if let (Some(served), Some(told)) = (&served, told.as_object_mut()) {
                    told.insert("served".to_owned(), served::json(served));
                }
                to_stdout(format!("{told:#}\n").as_bytes())?;
            }
        }
        Ok(Outcome::Clean)
    }
}

/// The target of a name, with its log.
fn target_of(opened: &Opened, name: &str) -> Result<(NamedTarget, PublishLog), Failure> {
    let found = NamedTarget::find(opened, name)?;
    let state = found.releases.state().map_err(failure)?;
    found.refuse_tracked(opened)?;
    if let (Some(served), true) = (&state.served, state.served.as_ref() != state.log.last_served()) {
        warn(&format!(
            "{served} is served at `{name}`, and its log does not say so: what it says of today is not so"
        ))?;
    }
    Ok((found, state.log))
}

/// The number of the page that a name means on a day. What was in force then goes before what stands there by now: an id names
/// the page that had it, and a path the one whose text in force stood there.
fn number_then(governed: &GovernedSite, name: &str, on: Day) -> Result<usize, Failure> {
    let governance = governed.governance()?;
    let folder = &governed.site.content_folder;
    let is_at = |file: &FilePath| {
        let path = file.within(folder).unwrap_or_else(|| file.clone());
        is_called(name, None, file, &path)
    };
    let was_meant = |subject: &Subject| {
        let has_id = subject.id.as_deref() == Some(name);
        // Most pages never stood there, and need not be asked what was in force.
        if !has_id && !subject.states.iter().any(|state| is_at(&state.file)) {
            return false;
        }
        let then = governance.in_force_on(subject, on);
        let state = then.issue().and_then(|issue| subject.states.get(issue.state));
        state.is_some_and(|state| has_id || is_at(&state.file))
    };
    let all = governance.subjects.iter().enumerate();
    let meant: Vec<usize> = all.filter(|(_, subject)| was_meant(subject)).map(|(number, _)| number).collect();
    match meant[..] {
        [number] => Ok(number),
        [] => number_of(governance, name),
        [first, other, ..] => Err(either_page(governance, name, [first, other])),
    }
}

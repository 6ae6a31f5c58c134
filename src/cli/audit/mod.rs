//! `guidepost audit`: which text of a page was in force on a day, and what proves it.

mod audited;
mod checks;
mod gathered;
mod served;
mod words;

use std::path::Path;

use super::governed_site::{GovernedSite, either_page, number_of};
use super::load::unknown;
use super::outcome::{Failure, Outcome};
use super::outside::Outside;
use super::printing::{plain_to_stdout, to_stdout, warn};
use super::publish::NamedTarget;
use super::publish::line::{held_by, refuse_changed_past};
use super::publish::target::failure;
use crate::date::Day;
use crate::governance::Subject;
use crate::model::is_called;
use crate::path::FilePath;
use crate::publish::PublishLog;
use audited::{Audited, TextThen};
use served::{ServedPage, served_on};

/// Tell which text of a page was in force on a day, who approved it, and how to check that without guidepost.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost audit GL-003 --on 2026-11-16
  guidepost audit GL-003 --on 2026-11-16 --target intranet
  guidepost audit GL-003 --on 2026-11-16 --format json | jq -r '.checks[].command'

Exit status: 0 told, 2 not told.")]
pub(super) struct Audit {
    /// The page: its document number, file or address.
    page: String,
    /// The day: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    on: Day,
    /// How it is told: text or json.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    /// The target at which the page was published: which release served it that day, and from when until when.
    #[arg(long, value_name = "NAME")]
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
        let mut target = None;
        let governed = GovernedSite::open_held(root, self.date, |opened| {
            let named = self.outside.held(|name| opened.find(name))?;
            let Some(name) = &self.target else { return Ok(named) };
            let found = NamedTarget::find(opened, name)?;
            let state = found.releases.state().map_err(failure)?;
            found.refuse_tracked(opened)?;
            let held = held_by(&state.log, named, opened)?;
            if let (Some(served), true) = (&state.served, state.served.as_ref() != state.log.last_served()) {
                warn(&format!(
                    "{served} is served at `{name}`, and its log does not say so: what it says of today is not so"
                ))?;
            }
            target = Some((found, state.log));
            Ok(held)
        })?;
        if let Some(refusal) = &governed.site.unknown {
            return Err(unknown(refusal));
        }
        if let Some((_, log)) = &target {
            refuse_changed_past(log, &governed.site)?;
        }
        let today = governed.governance()?.today;
        if self.on > today {
            return Err(Failure::new(format!(
                "{} is still to come; today is {}",
                self.on.in_english(),
                today.in_english()
            ))
            .hint("nobody knows what will be in force; `guidepost needs` tells what waits for whom"));
        }
        self.print(&governed, target.as_ref())
    }

    fn print(
        &self,
        governed: &GovernedSite,
        target: Option<&(NamedTarget, PublishLog)>,
    ) -> Result<Outcome, Failure> {
        let number = number_then(governed, &self.page, self.on)?;
        let audited = Audited::gather(governed, number, self.on)?;
        let page = ServedPage { subject: number, on: self.on, text: audited.text.as_ref().map(TextThen::id) };
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

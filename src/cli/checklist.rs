//! `guidepost checklist`: how every control stands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};

use super::governed::{governed, refuse_source, tell_of_governance, write_file};
use super::load::{Compiling, RequestedSite};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, styled_to_stdout, to_stdout};
use crate::diagnostic::near_miss;
use crate::export::checklist::{ChecklistFormat, ChecklistReport, ChecklistStyles, code};
use crate::model::{Status, SubjectName};
use crate::route::Site;

/// Tell how every control of the governance model stands.
///
/// For each control and each page that it is about: whether it holds, why, what shows it, who answers for it, by when,
/// and the command or edit that settles it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost checklist
  guidepost checklist --role legal --status overdue,unmet,due-soon
  guidepost checklist --format xlsx --out checklist.xlsx
  guidepost checklist --format ics --out due.ics
  guidepost checklist --format json | jq -r '.items[] | select(.settle) | .settle'

Exit status: 0 no error, 1 a listed control of severity `error` is unmet or overdue (as in `guidepost check`) or a record
or model is wrong, 2 not told.")]
pub(super) struct ChecklistCommand {
    /// Only what this role answers for, or what waits for it: the id of its page.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Only what stands so: overdue, unmet, due-soon, waived, met, not-applicable; several with commas.
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<String>,
    /// Only this page: its id, its file or its address.
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// Only this control: its id.
    #[arg(long, value_name = "CONTROL")]
    control: Option<String>,
    /// How it is told: text, json, csv, xlsx (a workbook), ics (a calendar of what is due) or junit (a test report).
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ChecklistFormat,
    /// The file to write, instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// As the site once stood: at a commit, branch or tag, or at the end of a day.
    #[arg(long, value_name = "REV|DATE")]
    at: Option<String>,
    #[command(flatten)]
    compiling: Compiling,
}

impl ChecklistCommand {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let statuses = self.status.iter().map(|name| status(name)).collect::<Result<Vec<_>, _>>()?;
        let asked = RequestedSite::open(root, &self.compiling, self.at.as_deref())?;
        let mut findings = Vec::new();
        let site = asked.compile().into_value(&mut findings);
        let (governance, checklist) = governed(&site)?;
        let named = (site.config.name.as_str(), site.config.base_url.as_deref());
        let mut list = ChecklistReport::new(governance, checklist, &site.content, named);
        self.keep(&mut list, &site, &statuses)?;
        if let Some(file) = &self.out {
            refuse_source(file, &site, &asked.opened.world)?;
        }
        self.write(&list)?;
        let reported = tell_of_governance(findings, &site, asked.world(), asked.opened.world.root())?;
        let holds = !list.items.iter().any(|item| item.is_error());
        Ok(if holds { FindingCounts::of(&reported).outcome() } else { Outcome::Findings })
    }

    /// Keeps the items that are asked for.
    fn keep(&self, list: &mut ChecklistReport<'_>, site: &Site, statuses: &[Status]) -> Result<(), Failure> {
        if let Some(role) = &self.role {
            let roles = list.governance.roles.iter().map(|role| &*role.id);
            let asked = list.items.iter().flat_map(|item| {
                item.waits_for.iter().map(|asked| &*asked.role).chain([&*item.control.accountable])
            });
            known("role", role, roles.chain(asked))?;
            list.items.retain(|item| item.concerns(role));
        }
        if let Some(control) = &self.control {
            known("control", control, list.items.iter().map(|item| &*item.control.id).chain(controls(list)))?;
            list.items.retain(|item| *item.control.id == **control);
        }
        if let Some(page) = &self.page {
            let subject = subject(page, list, site)?;
            list.items.retain(|item| item.subject == subject);
        }
        list.items.retain(|item| statuses.is_empty() || statuses.contains(&item.status));
        Ok(())
    }

    fn write(&self, list: &ChecklistReport<'_>) -> Result<(), Failure> {
        if self.format == ChecklistFormat::Text && self.out.is_none() {
            return Ok(styled_to_stdout(&list.text(&styles()))?);
        }
        let bytes = list.write(self.format)?;
        match &self.out {
            None => Ok(to_stdout(&bytes)?),
            Some(file) => write_file(file, &bytes),
        }
    }
}

/// The controls of the model in force, those included that are not on the list.
fn controls<'a>(list: &ChecklistReport<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let model = list.governance.timeline.on(list.governance.today);
    model.into_iter().flat_map(|rulebook| rulebook.model.controls.iter().map(|control| &*control.id))
}

fn status(name: &str) -> Result<Status, Failure> {
    let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
    let found = Status::ALL.into_iter().find(|status| code(*status) == wanted);
    found.ok_or_else(|| no_such("status", name, &Status::ALL.map(code)))
}

/// Says what was meant where there is no such thing.
fn known<'a>(what: &str, name: &str, all: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
    let all: BTreeSet<&str> = all.collect();
    if all.contains(name) {
        return Ok(());
    }
    Err(no_such(what, name, &all.into_iter().collect::<Vec<_>>()))
}

fn no_such(what: &str, name: &str, all: &[&str]) -> Failure {
    let failure = Failure::new(format!("there is no {what} `{name}`"));
    match near_miss(name, all.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None if all.is_empty() => failure,
        None => failure.hint(format!("there are: {}", all.join(", "))),
    }
}

/// What an item about a page that is meant is about.
fn subject(name: &str, list: &ChecklistReport<'_>, site: &Site) -> Result<SubjectName, Failure> {
    let governance = list.governance;
    let bare = name.trim_start_matches("./").trim_matches('/');
    let by_address = || {
        let page =
            site.content.ids().find(|id| site.content.page(*id).address.as_str().trim_matches('/') == bare);
        page.and_then(|page| governance.subject_of(page))
    };
    if let Some(number) = governance.subject_named(bare).or_else(by_address) {
        return Ok(SubjectName::Page(number));
    }
    let names = governance.subjects.iter().map(|subject| subject.name());
    let files = governance.subjects.iter().map(|subject| subject.file.as_str());
    let paths = governance.subjects.iter().map(|subject| subject.working.path.as_str());
    let near = near_miss(bare, names.chain(files).chain(paths));
    let failure = Failure::new(format!("there is no page `{name}`"));
    Err(match near {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("name its id or its file: `content/guidelines/tone.md`"),
    })
}

fn styles() -> ChecklistStyles {
    let bold = |colour: AnsiColor| Style::new().bold().fg_color(Some(colour.into()));
    ChecklistStyles {
        bad: bold(AnsiColor::Red),
        soon: bold(AnsiColor::Yellow),
        good: bold(AnsiColor::Green),
        subject: Style::new().bold(),
        label: Style::new().dimmed(),
    }
}

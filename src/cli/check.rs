//! `guidepost check`: names everything that is wrong and writes nothing.

use std::collections::HashSet;
use std::convert::Infallible;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use super::load::{Compiling, opened};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, FindingReport, ReportArguments, pages, print, print_findings, since};
use super::rendering::Rendering;
use crate::compile::{Memos, Request, compile};
use crate::config::Edition;
use crate::diagnostic::{self, Checked, Code, Finding, Severity};
use crate::output::Outputs;
use crate::path::FilePath;
use crate::report::ReportFormat;
use crate::world::World;

/// Name everything that is wrong, and write nothing.
///
/// Every page is rendered, so that a failing template is found.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost check
  guidepost check --format json | jq -r .code | sort | uniq -c
  guidepost check --format sarif > findings.sarif
  guidepost check --deny warnings

Exit status: 0 no errors, 1 errors, 2 not checked. Warnings leave it at 0 but for `--deny warnings`, notes always.")]
pub(super) struct CheckCommand {
    /// How findings are written: text, json (one a line), github, gitlab or sarif.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ReportFormat,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    compiling: Compiling,
}

/// What is wrong in texts that wait for approval, where the approved edition is checked: it shows none of them, and who
/// is asked to approve one should know before. Never an error: a draft holds up nobody. What the program fails on is one all
/// the same, since it keeps what is wrong from being found.
pub(super) fn in_waiting_texts(
    world: &dyn World,
    (request, memos): (&Request, &Memos),
    known: &[Finding],
) -> Vec<Finding> {
    let request = Request { edition: Some(Edition::Latest), ..request.clone() };
    let Checked { value: site, findings } = compile(world, &request, memos);
    let (failed, findings): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.code == Code::InternalError);
    let mut found: Vec<Finding> = failed.into_iter().filter(|finding| !known.contains(finding)).collect();
    let Some((governance, _)) = &site.governed else { return found };
    let waits = |number: &usize| governance.in_force[*number].waiting.is_some();
    let waiting = (0..governance.subjects.len()).filter(waits);
    let files: HashSet<&FilePath> = waiting.map(|number| &governance.subjects[number].file).collect();
    let is_known = |finding: &Finding| {
        known.iter().any(|other| other.code == finding.code && other.message == finding.message)
    };
    let is_in_one =
        |finding: &Finding| finding.place.as_ref().is_some_and(|place| files.contains(&place.file));
    let findings = findings.into_iter().filter(|finding| is_in_one(finding) && !is_known(finding));
    let weighed = |finding: Finding| match finding.severity {
        Severity::Error => finding.with_severity(Severity::Warning),
        _ => finding,
    };
    found.extend(findings.map(|finding| {
        weighed(finding).hint("in a text that waits for approval: mend it before it is signed")
    }));
    found
}

impl CheckCommand {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let start = Instant::now();
        self.compiling.tell_day_to_come()?;
        let opened = opened(root, self.compiling.date)?;
        let world = &opened.world;
        let request = opened.request(&self.compiling)?;
        let mut findings = Vec::new();
        let memos = Memos::new();
        let site = compile(world, &request, &memos).into_value(&mut findings);
        let outputs = Outputs::to_check(&site);
        let rendering = Rendering { outputs: &outputs, verb: "Checking", cache: world.cache() };
        // What is found while files are made is all that is asked for.
        let Ok(rendered) = rendering.each(|_| true, |_, made| Ok::<_, Infallible>(made.answer.findings));
        findings.extend(rendered.findings);
        if site.config.edition == Edition::Approved {
            findings.extend(in_waiting_texts(world, (&request, &memos), &findings));
        }
        diagnostic::sort(&mut findings);
        let counts = FindingCounts::of(&findings);
        if self.format == ReportFormat::Text {
            let how = &self.report;
            print_findings(&FindingReport {
                findings: &findings,
                site: &site,
                world,
                root: world.root(),
                how,
            })?;
            let pages = pages(&site);
            writeln!(anstream::stderr(), "Checked {pages} in {}: {}", since(start), counts.words())?;
        } else {
            print(self.format, &findings, &site, world, world.root())?;
        }
        Ok(self.report.outcome(counts))
    }
}

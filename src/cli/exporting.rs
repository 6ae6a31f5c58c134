//! What commands that make one file of a site have in common: compiling, refusing, reporting.

use std::path::Path;

use super::ahead::refuse_defects;
use super::load::{Compiling, opened, refuse_unknown};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, FindingReport, ReportArguments, print_findings};
use super::sources::BuildSources;
use crate::compile::{Memos, compile};
use crate::diagnostic::Finding;
use crate::route::Site;

/// A file made from a site, beside its output.
pub(super) struct Exporting<'a> {
    pub(super) root: &'a Path,
    pub(super) compiling: &'a Compiling,
    pub(super) report: &'a ReportArguments,
}

impl Exporting<'_> {
    /// Compiles the site, has `write` make and write a file, and reports what it found.
    ///
    /// # Errors
    /// Those of `write`; and a site that may not be shown, or cannot be read, from which nothing is made.
    pub(super) fn run(
        &self,
        write: impl FnOnce(&Site, &BuildSources<'_>) -> Result<Vec<Finding>, Failure>,
    ) -> Result<Outcome, Failure> {
        let opened = opened(self.root, self.compiling.date)?;
        let request = opened.request(self.compiling)?;
        let memos = Memos::new();
        let committed = opened.committed(&request, self.compiling.date, &memos)?;
        let sources = BuildSources::new(&opened.world, committed.as_ref());
        let mut of_site = Vec::new();
        let site = compile(sources.world, &request, &memos).into_value(&mut of_site);
        refuse_unknown(&site)?;
        refuse_defects(&site, &of_site)?;
        sources.refuse_unread(&site)?;
        let findings = write(&site, &sources)?;
        print_findings(&FindingReport {
            findings: &findings,
            site: &site,
            world: sources.world,
            root: sources.disk.root(),
            how: self.report,
        })?;
        Ok(self.report.outcome(FindingCounts::of(&findings)))
    }
}

//! `guidepost review`: puts on record that somebody has read a page and found it right.

use std::path::Path;

use super::governed_site::{GovernedSite, numbers_of, titled};
use super::outcome::{Failure, Outcome};
use super::sign::{PlannedRecord, Signing, committed, document};
use crate::model::{RecordKind, ReviewDetails};

/// Put on record that somebody has read the committed text of pages and found it right.
///
/// Whoever approves a text has read it: an approval needs no review beside it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost review GL-003 --role communications-lead --by senior-counsel
  guidepost review GL-003 GL-004 --role communications-lead --by senior-counsel --on 2026-11-02 --yes

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Review {
    /// The pages: document numbers, files or addresses.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<String>,
    #[command(flatten)]
    signing: Signing,
}

impl Review {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let numbers = numbers_of(governed.governance()?, &self.pages)?;
        let plans: Result<Vec<PlannedRecord>, Failure> =
            numbers.into_iter().map(|number| plan(&governed, number)).collect();
        self.signing.carry_out(&governed, plans?)
    }
}

fn plan(governed: &GovernedSite, number: usize) -> Result<PlannedRecord, Failure> {
    let governance = governed.governance()?;
    let subject = &governance.subjects[number];
    let page = document(governance, subject)?;
    let text = committed(governed, subject)?;
    let in_force = &governance.in_force[number];
    let which = match (&in_force.waiting, in_force.issue()) {
        (Some(_), Some(_)) => ", a newer text than the one in force",
        (None, Some(_)) => ", the text in force",
        _ => "",
    };
    let shown = format!("{} in {}: {}{which}", titled(subject), subject.file, text.text.short());
    Ok(PlannedRecord {
        deed: RecordKind::Review(ReviewDetails { text }),
        words: format!("Review {page}"),
        shown,
        question: format!("Has {page} been read and found right"),
        page: Some((page, Some(subject.file.clone()))),
    })
}

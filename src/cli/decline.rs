//! `guidepost decline`: puts on record that the committed text of a page must not come into force.

use std::path::Path;

use super::approve::{each_once, shown, uncontrolled};
use super::governed_site::{GovernedSite, number_of};
use super::outcome::{Failure, Outcome};
use super::sign::{PlannedRecord, Signing, committed, document, refuse_role};
use super::waive::reason;
use crate::governance::Governance;
use crate::model::{DeclineDetails, InForceReason, RecordKind};

/// Say no to the committed text of a page, and why.
///
/// The text does not come into force, whoever approves it, until the record is revoked. Another text of the page is not
/// held back. Only a role that must approve the page can decline.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost decline GL-003 --reason 'The limit is 50, not 500' --role legal-counsel --by senior-counsel

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Decline {
    /// The page: its document number, file or address.
    page: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    signing: Signing,
}

impl Decline {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let plan = self.plan(&governed)?;
        self.signing.carry_out(&governed, vec![plan])
    }

    fn plan(&self, governed: &GovernedSite) -> Result<PlannedRecord, Failure> {
        let governance = governed.governance()?;
        let number = number_of(governance, &self.page)?;
        let subject = &governance.subjects[number];
        let needed = governance.needed(number);
        if needed.is_empty() || governance.model_in_force().is_none() {
            return Err(uncontrolled(governance, number));
        }
        let page = document(governance, subject)?;
        let may = each_once(needed.iter().flat_map(|needed| &needed.roles));
        let what = format!("is not asked to approve {page} and cannot decline it");
        refuse_role(governance, self.signing.written_role(), &may, &what, "")?;
        let text = committed(governed, subject)?;
        refuse_in_force(governance, number, &page)?;
        let reason = reason(&self.reason)?;
        let shown = format!("{}\nReason: {reason}", shown(governed, number, &text)?.trim_end());
        Ok(PlannedRecord {
            deed: RecordKind::Decline(DeclineDetails { text, reason: reason.into() }),
            words: format!("Decline {page}"),
            shown,
            question: format!("Decline this text of {page}"),
            page: Some((page, Some(subject.file.clone()))),
        })
    }
}

/// Refuses a no to a text that everybody has said yes to: it would change nothing.
fn refuse_in_force(governance: &Governance, number: usize, page: &str) -> Result<(), Failure> {
    let in_force = &governance.in_force[number];
    let is_approved =
        in_force.issue().is_some_and(|issue| !matches!(issue.basis, InForceReason::StoodBefore));
    if !is_approved || in_force.waiting.is_some() {
        return Ok(());
    }
    Err(Failure::new(format!("this text of {page} is in force, and a decline takes nothing out of force"))
        .hint("`guidepost withdraw` does; or commit another text, and approve that"))
}

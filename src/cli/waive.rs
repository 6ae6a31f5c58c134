//! `guidepost waive`: puts on record that a control need not hold for a while.

use std::path::Path;

use super::attest::{accountable, control, on_page, page};
use super::outcome::{Failure, Outcome};
use super::sign::{PlannedRecord, Signing};
use crate::date::Day;
use crate::model::{RecordKind, WaiverDetails};

/// Put on record that a control need not hold for a while, and why.
///
/// Only the role that answers for the control can waive it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost waive C-07 --page GL-003 --until 2027-01-31 --reason 'Rewritten in January' --role legal-counsel --by senior-counsel

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Waive {
    /// The control, by its id in the model in force.
    control: String,
    /// The page on which it need not hold, instead of all that it is about.
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// The last day: 2027-01-31.
    #[arg(long, value_name = "DATE")]
    until: Day,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    signing: Signing,
}

impl Waive {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let governance = governed.governance()?;
        let control = control(governance, &self.control)?;
        let page = page(governance, control, self.page.as_deref())?;
        accountable(governance, control, self.signing.written_role(), "does not waive")?;
        let reason = reason(&self.reason)?;
        if self.until < governance.today {
            return Err(Failure::new(format!(
                "`--until {}` is over: the waiver would hold on no day",
                self.until
            ))
            .hint("name the last day on which the control need not hold"));
        }
        let on = match &page {
            Some(_) => on_page(page.as_ref()),
            None => String::new(),
        };
        let plan = PlannedRecord {
            deed: RecordKind::Waiver(WaiverDetails {
                control: control.id.clone(),
                expires: self.until,
                reason: reason.into(),
            }),
            words: format!("Waive {}{on}", control.id),
            shown: format!("{}{on}: {}", control.id, control.statement),
            question: format!("Waive {}{on} through {}", control.id, self.until.in_english()),
            page,
        };
        self.signing.carry_out(&governed, vec![plan])
    }
}

/// A reason that says something.
pub(super) fn reason(written: &str) -> Result<&str, Failure> {
    let reason = written.trim();
    if reason.is_empty() {
        return Err(Failure::new("`--reason` says nothing").hint("say why, for those who ask next year"));
    }
    // As printed commands have it, for somebody to fill in.
    if reason == "TEXT" {
        return Err(Failure::new("`--reason TEXT` says no reason").hint("say why, in the place of TEXT"));
    }
    Ok(reason)
}

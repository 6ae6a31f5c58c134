//! `guidepost withdraw`: puts on record that a page is out of force.

use std::path::Path;
use std::sync::Arc;

use super::governed_site::{GovernedSite, number_of, titled};
use super::outcome::{Failure, Outcome};
use super::sign::{PlannedRecord, Signing, document, refuse_role};
use super::waive::reason;
use crate::governance::{Governance, Subject};
use crate::model::{Leaves, PageFacts, RecordKind, Standing, TextId, WithdrawalDetails};

/// Take a page out of force, for good or until a text of it is approved again.
///
/// A controlled page that is deleted, or that leaves control in another way, needs this as well.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost withdraw GL-003 --reason 'GL-011 says it better' --role legal-counsel --by senior-counsel

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Withdraw {
    /// The page: its document number, file or address.
    page: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The page stays, and is controlled no longer.
    #[arg(long)]
    release: bool,
    #[command(flatten)]
    signing: Signing,
}

impl Withdraw {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let plan = self.plan(&governed)?;
        self.signing.carry_out(&governed, vec![plan])
    }

    fn plan(&self, governed: &GovernedSite) -> Result<PlannedRecord, Failure> {
        let governance = governed.governance()?;
        let number = number_of(governance, &self.page)?;
        let (subject, in_force) = (&governance.subjects[number], &governance.in_force[number]);
        let page = document(governance, subject)?;
        match &in_force.standing {
            Standing::Withdrawn { on, .. } => {
                return Err(Failure::new(format!("{page} is withdrawn since {}", on.in_english()))
                    .hint("there is nothing to do"));
            }
            Standing::Uncontrolled => {
                return Err(Failure::new(format!("{page} is not under control, and so it is not in force"))
                    .hint("delete the page, or mark it with `draft: true`; that needs no record"));
            }
            Standing::NothingApproved | Standing::InForce(_) => {}
        }
        refuse_role_in_use(governance, subject)?;
        let text = in_force.issue().and_then(|issue| subject.states.get(issue.state));
        let deed = self.deed(text.map(|state| state.exact.text))?;
        let in_force = text.and_then(|state| state.facts.as_deref());
        let texts: Vec<&PageFacts> = in_force.into_iter().chain([&*subject.working]).collect();
        self.refuse_role(governance, &page, &texts)?;
        let shown = format!("{} in {}", titled(subject), subject.file);
        Ok(self.planned(deed, page, Some(subject.file.clone()), &shown))
    }

    fn deed(&self, against: Option<TextId>) -> Result<RecordKind, Failure> {
        let leaves = if self.release { Leaves::Control } else { Leaves::Force };
        let reason = reason(&self.reason)?.into();
        Ok(RecordKind::Withdrawal(WithdrawalDetails { against, reason, leaves }))
    }

    fn refuse_role(&self, governance: &Governance, page: &str, texts: &[&PageFacts]) -> Result<(), Failure> {
        let may = governance.may_withdraw(texts);
        let what = format!("has no say in {page} and cannot withdraw it");
        refuse_role(governance, self.signing.written_role(), &may, &what, "")
    }

    fn planned(
        &self,
        deed: RecordKind,
        page: Arc<str>,
        file: Option<crate::path::FilePath>,
        shown: &str,
    ) -> PlannedRecord {
        PlannedRecord {
            deed,
            words: format!("Withdraw {page}"),
            shown: format!("{shown}\nReason: {}", self.reason.trim()),
            question: format!("Withdraw {page}"),
            page: Some((page, file)),
        }
    }
}

/// Refuses to take a role away that the model in force names.
fn refuse_role_in_use(governance: &Governance, subject: &Subject) -> Result<(), Failure> {
    let Some(role) = subject.id.as_ref().filter(|id| governance.roles.get(id).is_some()) else {
        return Ok(());
    };
    if !governance.model_names_role(role) {
        return Ok(());
    }
    let controls = governance.controls_signed_in(role);
    let signs =
        if controls.is_empty() { String::new() } else { format!(" (it signs for {})", controls.join(", ")) };
    let failure = Failure::new(format!(
        "the model in force names the role `{role}`{signs}, and nobody would hold it any more"
    ));
    Err(failure.hint(format!(
        "to have somebody else hold it, change `holders` in {} and have that page approved; to be without it, have a model approved first that does not name it",
        subject.file
    )))
}

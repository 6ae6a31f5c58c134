//! `guidepost attest`: puts on record that a control holds which no machine can see.

use std::path::Path;
use std::sync::Arc;

use super::governed_site::{deed, number_of};
use super::outcome::{Failure, Outcome};
use super::sign::{PageName, PlannedRecord, Signing, document, refuse_role};
use crate::diagnostic::near_miss;
use crate::governance::Governance;
use crate::model::{AttestationDetails, Control, ControlScope, RecordKind};
use crate::shell::Verb;

/// The rule of the controls that are attested.
const ATTESTED: &str = "attested_every";

/// Put on record that somebody has seen that a control holds.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost attest C-12 --role compliance-officer --by senior-counsel --evidence https://intranet.example/audit/9
  guidepost attest C-14 --page CH-02 --role compliance-officer --by senior-counsel

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Attest {
    /// The control, by its id in the model in force.
    control: String,
    /// The page on which it holds, where the control is about pages.
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    #[command(flatten)]
    signing: Signing,
}

impl Attest {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let governance = governed.governance()?;
        let control = control(governance, &self.control)?;
        if control.rule != ATTESTED {
            return Err(not_attested(governance, control));
        }
        let page = page(governance, control, self.page.as_deref())?;
        if page.is_none() && control.about != ControlScope::Site {
            return Err(Failure::new(format!("{} is about pages, each on its own", control.id))
                .hint("name one with `--page`"));
        }
        accountable(governance, control, self.signing.written_role(), "does not attest")?;
        let on = on_page(page.as_ref());
        let plan = PlannedRecord {
            deed: RecordKind::Attestation(AttestationDetails { control: control.id.clone() }),
            words: format!("Attest {}{on}", control.id),
            shown: format!("{}{on}: {}", control.id, control.statement),
            question: format!("Does {} hold{on}", control.id),
            page,
        };
        self.signing.carry_out(&governed, vec![plan])
    }
}

fn not_attested(governance: &Governance, control: &Control) -> Failure {
    let failure =
        Failure::new(format!("{} is not attested: `{}` looks for itself", control.id, control.rule));
    let others: Vec<&str> = governance
        .controls()
        .into_iter()
        .filter(|control| control.rule == ATTESTED)
        .map(|control| &*control.id)
        .collect();
    match others.as_slice() {
        [] => {
            failure.hint("no control of the model in force is attested; `guidepost waive` makes an exception")
        }
        some => {
            failure.hint(format!("attested are {}; `guidepost waive` makes an exception", some.join(", ")))
        }
    }
}

/// The control with an id that asks something today.
pub(super) fn control<'g>(governance: &'g Governance, id: &str) -> Result<&'g Arc<Control>, Failure> {
    let controls = governance.controls();
    if let Some(control) = controls.iter().find(|control| *control.id == *id) {
        return Ok(control);
    }
    let failure = Failure::new(format!("there is no control `{id}` in the model in force"));
    let ids: Vec<&str> = controls.iter().map(|control| &*control.id).collect();
    Err(match near_miss(id, ids.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None if ids.is_empty() => {
            let (model, role) = (&governance.governing.model.value, &governance.governing.adopted_by.value);
            let command = deed(governance, Verb::Approve, model, role);
            failure.hint(format!("no text of the model is in force: `{command}` adopts it"))
        }
        None => failure.hint(format!("there are {}", ids.join(", "))),
    })
}

/// A page that a control is about, as records name it.
pub(super) fn page(
    governance: &Governance,
    control: &Control,
    name: Option<&str>,
) -> Result<Option<PageName>, Failure> {
    let Some(name) = name else { return Ok(None) };
    if control.about == ControlScope::Site {
        return Err(Failure::new(format!(
            "{} is about the site as a whole, and not about a page",
            control.id
        ))
        .hint("leave out `--page`"));
    }
    let subject = &governance.subjects[number_of(governance, name)?];
    if !control.about.includes(&subject.working) {
        return Err(Failure::new(format!("{} does not choose {}", control.id, subject.name()))
            .hint(format!("it says: {}", control.statement)));
    }
    Ok(Some((document(governance, subject)?, Some(subject.file.clone()))))
}

/// Refuses a role that does not answer for a control.
pub(super) fn accountable(
    governance: &Governance,
    control: &Control,
    role: &str,
    what: &str,
) -> Result<(), Failure> {
    let may = [control.accountable.clone()];
    refuse_role(governance, role, &may, &format!("{what} {}", control.id), ", which answers for it")
}

/// " on GL-003".
pub(super) fn on_page(page: Option<&PageName>) -> String {
    page.map_or(String::new(), |(page, _)| format!(" on {page}"))
}

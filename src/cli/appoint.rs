//! `guidepost appoint`: puts on record that somebody holds a role.

use std::path::Path;
use std::sync::Arc;

use super::governed_site::{GovernedSite, who};
use super::outcome::{Failure, Outcome};
use super::sign::{PlannedRecord, Signing};
use super::waive::reason;
use crate::date::Day;
use crate::diagnostic::near_miss;
use crate::governance::Governance;
use crate::model::{AppointmentDetails, Capacity, RecordKind, Tenure, same_handle};

/// Appoint somebody to a role, beside those whom its page names.
///
/// Only the role that the model in force names under `appointed_by` can do that.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost appoint second-counsel --as legal-counsel --identity second.counsel@intranet.example --reason 'One more is needed' --role executive-sponsor --by director
  guidepost appoint second-counsel --as legal-counsel --from 2027-01-01 --to 2027-03-31 --reason 'Parental leave' --role executive-sponsor --by director

Exit status: 0 on record, 1 not agreed to, 2 refused.")]
pub(super) struct Appoint {
    /// Who: a name by which records will name them.
    person: String,
    /// The role, by the id of its page.
    #[arg(long = "as", value_name = "ROLE")]
    held: String,
    /// The first day [default: the day of the record].
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,
    /// The last day [default: none].
    #[arg(long, value_name = "DATE")]
    to: Option<Day>,
    /// A mail address or a name by which they commit; may be given several times.
    #[arg(long = "identity", value_name = "NAME")]
    identities: Vec<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    signing: Signing,
}

impl Appoint {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let governed = self.signing.governed_site(root)?;
        let plan = self.plan(&governed)?;
        self.refuse_without_appointer(&governed)?;
        self.signing.carry_out(&governed, vec![plan])
    }

    fn plan(&self, governed: &GovernedSite) -> Result<PlannedRecord, Failure> {
        let governance = governed.governance()?;
        let role = role(governance, &self.held)?;
        let tenure = self.tenure(self.signing.day(governed)?)?;
        refuse_twice(governance, &role, &tenure)?;
        let person = &tenure.person;
        let days = days(&tenure);
        let held = match who(governance, &role, governance.today) {
            Some(who) => format!("{role} is held by {who}"),
            None => format!("{role} is held by nobody"),
        };
        let reason = reason(&self.reason)?;
        Ok(PlannedRecord {
            words: format!("Appoint {person} as {role}"),
            shown: format!("{held}\nNew: {person}, {days}\nReason: {reason}"),
            question: format!("Appoint {person} as {role} {days}"),
            deed: RecordKind::Appointment(AppointmentDetails { role, reason: reason.into(), tenure }),
            page: None,
        })
    }

    /// Says what to do where the model in force names nobody who appoints, and nothing else lets anybody.
    fn refuse_without_appointer(&self, governed: &GovernedSite) -> Result<(), Failure> {
        let governance = governed.governance()?;
        let Some(law) = governance.fold.law() else { return Ok(()) };
        let is_vacant = who(governance, &self.held, governance.today).is_none();
        if law.rulebook.model.appointed_by.is_some() || is_vacant {
            return Ok(());
        }
        let page = governance
            .roles
            .get(&self.held)
            .map_or_else(|| "the page of the role".to_owned(), |role| format!("`{}`", role.file));
        Err(Failure::new("the model names no role that appoints (`appointed_by`)").hint(format!(
            "name who holds the role in {page}, and have that approved; or write `appointed_by: ROLE` into the front matter of the model, and have that approved"
        )))
    }

    fn tenure(&self, on: Day) -> Result<Tenure, Failure> {
        let person = self.person.trim();
        if person.is_empty() {
            return Err(Failure::new("nobody is named").hint("say who holds the role"));
        }
        let from = self.from.unwrap_or(on);
        if let Some(to) = self.to.filter(|to| *to < from.max(on)) {
            return Err(Failure::new(format!("`--to {to}` is over before it begins"))
                .hint(format!("name a last day from {} on, or leave it out", from.max(on).in_english())));
        }
        let identities: Vec<Arc<str>> = self
            .identities
            .iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
            .map(Arc::from)
            .collect();
        if identities.len() < self.identities.len() {
            return Err(Failure::new("`--identity` says nothing")
                .hint("name the mail address by which they commit, or leave it out"));
        }
        Ok(Tenure { person: person.into(), from: Some(from), to: self.to, identities, by: None })
    }
}

/// The role with an id. One that no page describes can be held as well, but what is nearly another is a slip.
fn role(governance: &Governance, id: &str) -> Result<Arc<str>, Failure> {
    if let Some(role) = governance.roles.get(id) {
        return Ok(role.id.clone());
    }
    let known: Vec<&str> = governance.roles.iter().map(|role| &*role.id).collect();
    match near_miss(id, known) {
        Some(near) => {
            Err(Failure::new(format!("there is no role `{id}`")).hint(format!("did you mean `{near}`?")))
        }
        None => Ok(id.into()),
    }
}

/// Refuses to appoint somebody who holds the role on these days already.
fn refuse_twice(governance: &Governance, role: &str, tenure: &Tenure) -> Result<(), Failure> {
    let Some(role) = governance.roles.get(role) else { return Ok(()) };
    let days = [tenure.from, tenure.to.or(Some(Day::LAST))];
    let holds = |day: Day| role.capacity(&tenure.person, day) == Some(Capacity::Holder);
    // Whom no page names is appointed once more with further names.
    let known = governance.roles.identities(&tenure.person);
    let is_known = |identity: &Arc<str>| known.iter().any(|known| same_handle(known, identity));
    let was_appointed = role.appointment(&tenure.person, governance.today).is_some();
    let adds_identities = was_appointed && !tenure.identities.iter().all(is_known);
    if days.into_iter().flatten().all(holds) && !adds_identities {
        return Err(Failure::new(format!("`{}` holds the role `{}` already", tenure.person, role.id))
            .hint(format!("`{}` and the appointments say so", role.file)));
    }
    Ok(())
}

/// "from 1 January 2027 to 31 March 2027".
fn days(tenure: &Tenure) -> String {
    let from = tenure.from.map(|day| format!("from {}", day.in_english()));
    let to = tenure.to.map_or_else(|| "on".to_owned(), |day| format!("to {}", day.in_english()));
    [from, Some(to)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

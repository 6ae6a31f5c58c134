//! Whether somebody may sign in a role, and who may where they may not.

use std::sync::Arc;

use crate::cli::governed_site::{role_and_who, who};
use crate::cli::outcome::Failure;
use crate::date::Day;
use crate::diagnostic::near_miss;
use crate::governance::Governance;
use crate::model::{Role, Tenure, same_handle};

/// A role and somebody who may sign for it on a day, both as the role's page writes them.
pub(super) fn holder(
    governance: &Governance,
    role: &str,
    person: &str,
    day: Day,
) -> Result<(Arc<str>, Arc<str>), Failure> {
    let role = governance.roles.get(role).ok_or_else(|| no_role(governance, role))?;
    if let Some(why) = role.contested() {
        return Err(Failure::new(why).hint("`guidepost check` names them; give one of them another id"));
    }
    let now = role.holders.iter().chain(&role.deputies).filter(|tenure| tenure.covers(day));
    let named = now.map(|tenure| &tenure.person).find(|known| same_handle(known, person));
    let named = named.ok_or_else(|| not_in_office(governance, role, person, day))?;
    Ok((role.id.clone(), named.clone()))
}

fn no_role(governance: &Governance, role: &str) -> Failure {
    let known: Vec<&str> = governance.roles.iter().map(|role| &*role.id).collect();
    let failure = Failure::new(format!("there is no role `{role}`"));
    match near_miss(role, known.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => {
            failure.hint("write a page of kind `role` with that id and its `holders`")
        }
        None => failure.hint(format!("there are {}", known.join(", "))),
    }
}

fn not_in_office(governance: &Governance, role: &Role, person: &str, day: Day) -> Failure {
    let others = role.people().any(|known| same_handle(known, person));
    let when = if day == governance.today { "today".to_owned() } else { format!("on {}", day.in_english()) };
    let failure = if others {
        let held = tenures(role, person).join(", and ");
        Failure::new(format!("`{person}` does not hold the role `{}` {when}, but {held}", role.id))
    } else {
        Failure::new(format!("`{person}` does not hold the role `{}` {when}", role.id))
    };
    match who(governance, &role.id, day) {
        Some(who) => {
            let near = near_miss(person, role.people().map(|known| &**known)).filter(|_| !others);
            let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
            failure.hint(format!("{near}it is held by {who}, as {} says", said_by(governance, role)))
        }
        None => failure.hint(format!("nobody holds it then: name a holder in `{}`", role.file)),
    }
}

/// What says who holds a role: its page, in the text that is in force, where a newer one waits.
fn said_by(governance: &Governance, role: &Role) -> String {
    let waits = |number: usize| {
        let in_force = &governance.in_force[number];
        in_force.waiting.as_ref().and(in_force.issue()).map(|issue| issue.name(&governance.words))
    };
    match governance.subject_named(&role.id).and_then(waits) {
        Some(issue) => {
            format!("{issue} of `{}`, which is in force while the newest text waits for approval,", role.file)
        }
        None => format!("`{}`", role.file),
    }
}

/// "from 1 January 2025 to 31 March 2026".
fn tenures(role: &Role, person: &str) -> Vec<String> {
    let theirs = |tenure: &&Tenure| same_handle(&tenure.person, person);
    let words = |tenure: &Tenure| match (tenure.from, tenure.to) {
        (None, None) => "always".to_owned(),
        (Some(from), None) => format!("from {}", from.in_english()),
        (None, Some(to)) => format!("until {}", to.in_english()),
        (Some(from), Some(to)) => format!("from {} to {}", from.in_english(), to.in_english()),
    };
    role.holders.iter().chain(&role.deputies).filter(theirs).map(words).collect()
}

/// Refuses a role that is none of those that may: names the near miss, and who may.
pub(in crate::cli) fn refuse_role(
    governance: &Governance,
    role: &str,
    may: &[Arc<str>],
    what: &str,
    why: &str,
) -> Result<(), Failure> {
    if may.iter().any(|known| **known == *role) {
        return Ok(());
    }
    Err(not_asked(governance, role, may, what, why))
}

/// That a role has no say: `what` it does not do, and for whom that is, by what.
fn not_asked(governance: &Governance, role: &str, may: &[Arc<str>], what: &str, why: &str) -> Failure {
    let near = near_miss(role, may.iter().map(|role| &**role));
    let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
    let all: Vec<String> = may.iter().map(|role| role_and_who(governance, role, governance.today)).collect();
    let failure = Failure::new(format!("`{role}` {what}"));
    match all.as_slice() {
        [] => failure.hint("it is for nobody"),
        some => failure.hint(format!("{near}it is for {}{why}", some.join(" and "))),
    }
}

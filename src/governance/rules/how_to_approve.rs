//! How a page gets its approval: by a command, or by what has to be mended before.

use std::sync::Arc;

use super::approval::OWNER;
use super::view::RuleView;
use crate::governance::roles::how_to_name_identities;
use crate::shell::{self, Signer, Verb};

/// How somebody of these roles approves the page who is known not to have written it.
pub(super) fn approve_by_another(view: &RuleView<'_>, roles: &[Arc<str>]) -> String {
    let known = view.roles();
    let people = |role: &Arc<str>| -> Vec<Arc<str>> {
        view.role(role).map_or_else(Vec::new, |role| role.people_on(view.today()).cloned().collect())
    };
    let is_known = |role: &&Arc<str>| people(role).iter().any(|person| !known.identities(person).is_empty());
    if let Some(role) = roles.iter().find(is_known) {
        return shell::deed(Verb::Approve, &view.name(), Signer { role, person: None });
    }
    let first = roles.iter().find_map(|role| Some((role, people(role).into_iter().next()?)));
    match first {
        Some((role, person)) => {
            let how = how_to_name_identities(view.words(), known, &person);
            let values = [("how", how.into()), ("command", view.deed(Verb::Approve, role).into())];
            view.fill("do_name_identities_then", values)
        }
        None => approve(view, roles),
    }
}

/// The command by which the first of these roles approves the page.
pub(super) fn approve(view: &RuleView<'_>, roles: &[Arc<str>]) -> String {
    if view.working().is_some_and(|facts| facts.document.is_none()) {
        return view.fill("do_number_page", [("file", view.file().as_str().into())]);
    }
    if view.has_taken_id() {
        return view.say("do_change_id").to_owned();
    }
    let Some(role) = roles.first() else { return view.deed(Verb::Approve, "ROLE") };
    if **role == *OWNER && view.working().is_some_and(|facts| facts.owner().is_none()) {
        return view.say("do_write_owner").to_owned();
    }
    view.deed(Verb::Approve, &view.named_role(role))
}

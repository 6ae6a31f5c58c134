//! The page has an owner: a role that there is, and that somebody holds today.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::ItemEvidence;

pub(super) const ENTRY: Entry = Entry::new("has_owner", |_, _| Some(Arc::new(HasOwner)));

#[derive(Debug)]
struct HasOwner;

impl Rule for HasOwner {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Roles]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let Some(front) = view.front() else { return Verdict::not_applicable("not in this edition") };
        let Some(owner) = front.owner() else {
            return Verdict::unmet("nobody owns the page", "add `owner:` with the id of a role");
        };
        let Some(role) = view.role(owner) else {
            return Verdict::unmet(
                format!("no page describes the role `{owner}`"),
                "name a role that there is",
            );
        };
        let holders = role.holders_on(view.today());
        let evidence = [ItemEvidence::Page(role.file.as_str().into())];
        if holders.is_empty() {
            let settle = format!("add a holder to `{}`", role.file);
            return Verdict::unmet(format!("nobody holds the role “{}” today", role.title), settle)
                .with(evidence);
        }
        Verdict::met(format!("owned by {}: {}", role.title, holders.join(", "))).with(evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn somebody_must_hold_the_role_today() {
        let scene = |front: &str| Scene::new("has_owner").page("GL-1", front);
        assert_eq!(scene("owner: lead").status("GL-1"), Status::Met);
        assert_eq!(scene("").status("GL-1"), Status::Unmet);
        assert_eq!(scene("owner: leed").status("GL-1"), Status::Unmet, "no such role");
        assert_eq!(scene("owner: vacant").status("GL-1"), Status::Unmet, "nobody holds it today");
    }
}

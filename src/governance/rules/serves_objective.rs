//! The page serves an objective, or a goal that leads to one.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::ItemEvidence;

pub(super) const ENTRY: Entry = Entry::new("serves_objective", |_, _| Some(Arc::new(ServesObjective)));

#[derive(Debug)]
struct ServesObjective;

impl Rule for ServesObjective {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Relations]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        if view.front().is_none() {
            return Verdict::not_applicable("not in this edition");
        }
        let pages = view.stated("serves");
        let Some(first) = pages.first() else {
            return Verdict::unmet(
                "it serves no objective and no goal",
                "add `serves:` with the id of an objective or a goal",
            );
        };
        let titles: Vec<&str> = pages.iter().map(|page| &*page.title).collect();
        let evidence = ItemEvidence::Page(first.path.as_str().into());
        Verdict::met(format!("it serves “{}”", titles.join("”, “"))).with([evidence])
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn the_relation_is_looked_for() {
        let scene = Scene::new("serves_objective");
        let scene = scene.page("OB-1", "kind: objective").page("PL-1", "serves: [OB-1]").page("PL-2", "");
        assert_eq!(scene.status("PL-1"), Status::Met);
        assert_eq!(scene.status("PL-2"), Status::Unmet);
    }
}

//! The page names what it is measured by.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::ItemEvidence;

pub(super) const ENTRY: Entry = Entry::new("measured", |_, _| Some(Arc::new(Measured)));

#[derive(Debug)]
struct Measured;

impl Rule for Measured {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Relations]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        if view.front().is_none() {
            return Verdict::not_applicable("not in this edition");
        }
        let pages = view.stated("measured_by");
        let Some(first) = pages.first() else {
            return Verdict::unmet("nothing measures it", "add `measured_by:` with the id of a measure");
        };
        let titles: Vec<&str> = pages.iter().map(|page| &*page.title).collect();
        let evidence = ItemEvidence::Page(first.path.as_str().into());
        Verdict::met(format!("it is measured by “{}”", titles.join("”, “"))).with([evidence])
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn the_relation_is_looked_for() {
        let scene = Scene::new("measured");
        let scene = scene.page("ME-1", "kind: measure").page("OB-1", "measured_by: [ME-1]").page("OB-2", "");
        assert_eq!(scene.status("OB-1"), Status::Met);
        assert_eq!(scene.status("OB-2"), Status::Unmet);
    }
}

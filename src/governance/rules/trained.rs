//! A lesson teaches the page.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::ItemEvidence;

pub(super) const ENTRY: Entry = Entry::new("trained", |_, _| Some(Arc::new(Trained)));

#[derive(Debug)]
struct Trained;

impl Rule for Trained {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front, Facet::Relations]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        if view.front().is_none() {
            return Verdict::not_applicable("not in this edition");
        }
        let pages = view.stating("teaches");
        let Some(first) = pages.first() else {
            return Verdict::unmet("no lesson teaches it", "name it in `teaches:` of a lesson");
        };
        let titles: Vec<&str> = pages.iter().map(|page| &*page.title).collect();
        let evidence = ItemEvidence::Page(first.path.as_str().into());
        Verdict::met(format!("it is taught in “{}”", titles.join("”, “"))).with([evidence])
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn the_relation_is_looked_for() {
        let scene = Scene::new("trained");
        let scene = scene
            .page("TR-1", "kind: lesson\nduration: 5 min\nteaches: [GL-1]")
            .page("GL-1", "")
            .page("GL-2", "");
        assert_eq!(scene.status("GL-1"), Status::Met);
        assert_eq!(scene.status("GL-2"), Status::Unmet);
    }
}

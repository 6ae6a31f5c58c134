//! There is a page of some kind, or one page in particular.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::governance::selector;
use crate::model::{ItemEvidence, Roles, Selector};
use crate::yaml::YamlMap;

pub(super) const ENTRY: Entry = Entry::new("exists", read);

#[derive(Debug)]
struct Exists(Selector);

fn read(map: &YamlMap<'_, '_>, _: &Roles) -> Option<Arc<dyn Rule>> {
    Some(Arc::new(Exists(selector::of_map(map)?)))
}

impl Rule for Exists {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Site]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        match view.pages().find(|facts| self.0.chooses(facts)) {
            Some(facts) => Verdict::met(view.fill("why_there_is", [("page", (&*facts.title).into())]))
                .with([ItemEvidence::Page(facts.path.as_str().into())]),
            None => Verdict::unmet(view.say("why_no_such_page"), view.say("do_write_page")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn one_page_is_enough() {
        let scene =
            |rule: &str| Scene::new(rule).about("site").page("GL-1", "kind: guideline").status("site");
        assert_eq!(scene("{exists: {id: GL-1}}"), Status::Met);
        assert_eq!(scene("{exists: {kind: [guideline, play]}}"), Status::Met);
        assert_eq!(scene("{exists: {kind: play}}"), Status::Unmet);
    }
}

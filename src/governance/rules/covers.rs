//! Enough pages of a kind, or one for every block of a framework.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::governance::selector;
use crate::model::{ItemEvidence, PageFacts, Roles, Selector};
use crate::words::count;
use crate::yaml::YamlMap;

pub(super) const ENTRY: Entry = Entry::new("covers", read);

#[derive(Debug)]
struct Covers {
    pages: Selector,
    at_least: usize,
    /// A field, and the values of which each must stand on one of the pages.
    framework: Option<(Arc<str>, Vec<Arc<str>>)>,
}

fn read(map: &YamlMap<'_, '_>, _: &Roles) -> Option<Arc<dyn Rule>> {
    let pages = map.need("pages").and_then(|node| selector::read(node, map.reader));
    let at_least = map.number("at_least");
    let every = map.texts("every").into_iter().map(|value| value.text).collect();
    let framework = map.text("of").map(|field| (field.text, every));
    if at_least.is_none() && framework.is_none() {
        let finding = map.reader.finding(map.span, "`covers` says neither how many nor of what");
        map.reader.report(finding.hint("add `at_least: 3`, or `of: block` and `every: [one, two]`"));
        return None;
    }
    Some(Arc::new(Covers { pages: pages?, at_least: at_least.unwrap_or(0), framework }))
}

impl Rule for Covers {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Site]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let chosen: Vec<&PageFacts> = view.pages().filter(|facts| self.pages.chooses(facts)).collect();
        if chosen.len() < self.at_least {
            let values = [("count", count(chosen.len())), ("least", count(self.at_least))];
            return Verdict::unmet(view.fill("why_too_few", values), view.say("do_write_pages"));
        }
        let missing = self.missing(&chosen);
        if let (Some((field, _)), Some(first)) = (&self.framework, missing.first()) {
            let reason = view.fill("why_uncovered", [("values", missing.join(", ").into())]);
            let settle = view.fill("do_cover", [("field", (&**field).into()), ("value", (*first).into())]);
            return Verdict::unmet(reason, settle);
        }
        let evidence = chosen.first().map(|facts| ItemEvidence::Page(facts.path.as_str().into()));
        Verdict::met(view.fill("why_covered", [("count", count(chosen.len()))])).with(evidence)
    }
}

impl Covers {
    fn missing(&self, chosen: &[&PageFacts]) -> Vec<&str> {
        let Some((field, every)) = &self.framework else { return Vec::new() };
        let covered = |value: &&Arc<str>| {
            chosen.iter().any(|facts| facts.values(field).iter().any(|has| *has == ***value))
        };
        every.iter().filter(|value| !covered(value)).map(|value| &**value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn pages_are_counted_and_blocks_looked_for() {
        let scene = |rule: &str| {
            Scene::new(rule).about("site").page("A", "block: processes").page("B", "block: technology")
        };
        assert_eq!(scene("{covers: {pages: {path: '*'}, at_least: 2}}").status("site"), Status::Met);
        assert_eq!(scene("{covers: {pages: {path: '*'}, at_least: 9}}").status("site"), Status::Unmet);
        let item = scene("{covers: {pages: {path: 'A*'}, at_least: 1}}").item("site");
        assert_eq!(item.reason, "covered by 1 page");
        let item = scene("{covers: {pages: {path: 'A*'}, at_least: 2}}").item("site");
        assert_eq!(item.reason, "1 page there, of at least 2");
        let every = "{covers: {pages: {path: '*'}, of: block, every: [processes, technology, constituents]}}";
        assert_eq!(scene(every).item("site").reason, "no page covers constituents");
    }
}

//! A field of the page says something, or one of the things that it may say.

use std::sync::Arc;

use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::model::Roles;
use crate::path::WordPattern;
use crate::yaml::YamlMap;

pub(super) const ENTRY: Entry = Entry::new("field", read);

#[derive(Debug)]
struct Field {
    name: Arc<str>,
    /// Patterns of which one must fit, as they are written; none where any value will do.
    matches: Vec<(Arc<str>, WordPattern)>,
}

fn read(map: &YamlMap<'_, '_>, _: &Roles) -> Option<Arc<dyn Rule>> {
    let name = map.need_text("name")?.text;
    let matches = map.texts("matches").into_iter().map(|written| {
        let pattern = WordPattern::new(&written.text);
        (written.text, pattern)
    });
    Some(Arc::new(Field { name, matches: matches.collect() }))
}

impl Rule for Field {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Front]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let Some(front) = view.front() else {
            return Verdict::not_applicable(view.say("why_not_in_edition"));
        };
        let name = &self.name;
        let items = matches!(front.fields.get(name), Some(crate::model::FieldValue::Items(items)) if !items.is_empty());
        let values = front.values(name);
        if !items && values.iter().all(String::is_empty) {
            let [reason, settle] = ["why_field_empty", "do_add_field"]
                .map(|word| view.fill(word, [("field", (&**name).into())]));
            return Verdict::unmet(reason, settle);
        }
        let fits = |value: &String| self.matches.iter().any(|(_, pattern)| pattern.fits(value));
        if self.matches.is_empty() || values.iter().any(fits) {
            return Verdict::met(if items {
                view.fill("why_field_filled", [("field", (&**name).into())])
            } else {
                view.fill("why_field_is", [("field", (&**name).into()), ("values", values.join(", ").into())])
            });
        }
        let written = self.matches.iter().map(|(written, _)| written.to_string());
        let either = |first: String, next: String| {
            view.fill("either_or", [("first", first.into()), ("next", next.into())])
        };
        let asked = written.reduce(either).unwrap_or_default();
        let reason = [
            ("field", (&**name).into()),
            ("values", values.join(", ").into()),
            ("asked", asked.as_str().into()),
        ];
        let settle = [("field", (&**name).into()), ("asked", asked.as_str().into())];
        Verdict::unmet(view.fill("why_field_is_not", reason), view.fill("do_set_field", settle))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn values_are_there_and_fit() {
        let scene = |rule: &str, front: &str| Scene::new(rule).page("P", front).status("P");
        assert_eq!(scene("{field: {name: summary}}", "summary: Short"), Status::Met);
        assert_eq!(scene("{field: {name: summary}}", ""), Status::Unmet);
        let pattern = "{field: {name: audience, matches: ['staff*', all]}}";
        assert_eq!(scene(pattern, "audience: staff abroad"), Status::Met);
        assert_eq!(scene(pattern, "audience: public"), Status::Unmet);
    }
}

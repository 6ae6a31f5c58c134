//! Somebody has seen, not too long ago, that a thing holds which no machine can see.

use std::sync::Arc;

use super::due::{DueWords, by_day};
use super::{Entry, Facet, Rule, RuleView, Verdict};
use crate::date::Period;
use crate::model::{ControlScope, ItemEvidence, Roles};
use crate::shell;
use crate::yaml::YamlMap;

pub(super) const ENTRY: Entry = Entry { alone: Some("period"), ..Entry::new("attested_every", read) };

const ATTESTATION: DueWords = DueWords {
    overdue: "why_attestation_overdue",
    soon: "why_attestation_due",
    later: "why_attestation_later",
};

#[derive(Debug)]
struct AttestedEvery(Period);

fn read(map: &YamlMap<'_, '_>, _: &Roles) -> Option<Arc<dyn Rule>> {
    Some(Arc::new(AttestedEvery(map.need_parsed("period")?)))
}

impl Rule for AttestedEvery {
    fn looks_at(&self) -> &'static [Facet] {
        &[Facet::Records, Facet::Roles]
    }

    fn judge(&self, view: &RuleView<'_>) -> Verdict {
        let id = &view.control().id;
        let ours = view
            .records()
            .filter(|record| record.attestation().is_some_and(|attestation| attestation.control == *id));
        let page = (view.control().about != ControlScope::Site).then(|| view.name());
        let settle = shell::attest(id, page.as_deref(), view.signer(&view.control().accountable));
        let Some(last) = ours.max_by_key(|record| record.date) else {
            return Verdict::unmet(view.say("why_never_attested"), settle);
        };
        let verdict = by_day(view, last.date.plus(self.0), &ATTESTATION, settle);
        let values = [
            ("due", verdict.reason.as_str().into()),
            ("person", (&*last.person).into()),
            ("day", view.day(last.date)),
        ];
        Verdict { reason: view.fill("why_attested", values), ..verdict }
            .with([ItemEvidence::Record(last.id.clone())])
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Scene;
    use crate::model::Status;

    #[test]
    fn the_command_names_the_page() {
        let scene = Scene::new("{attested_every: {period: 6 months}}").page("GL-1", "title: Tone");
        let settle = scene.item("GL-1").settle;
        assert_eq!(settle, "guidepost attest C-1 --page GL-1 --role lead --by ops");
        let settle = scene.about("site").item("site").settle;
        assert_eq!(settle, "guidepost attest C-1 --role lead --by ops");
    }

    #[test]
    fn the_last_attestation_counts() {
        let scene = Scene::new("{attested_every: {period: 6 months}}").about("site");
        assert_eq!(scene.clone().status("site"), Status::Unmet);
        let scene =
            scene.record("record: attestation\ncontrol: C-1\nrole: lead\nperson: ops\ndate: 2026-02-28\n");
        assert_eq!(scene.clone().on("2026-06-01").status("site"), Status::Met);
        assert_eq!(scene.clone().on("2026-08-28").status("site"), Status::DueSoon);
        assert_eq!(scene.on("2026-08-29").status("site"), Status::Overdue);
    }
}

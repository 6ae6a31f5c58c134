//! Issues and those who approved them, as pages name them.

use super::links::{record_path, role_link};
use crate::governance::Governance;
use crate::model::{Capacity, InForceReason, Issue, Record, Seal};
use crate::route::site::Site;
use crate::theme::view::SignatureView;

/// "issue 3"; "a provisional text"; "a text" that only stands there.
pub(in crate::route) fn issue_words(site: &Site, issue: &Issue) -> String {
    match issue.basis {
        InForceReason::StoodBefore => site.say("text_not_approved"),
        InForceReason::Approved(_) | InForceReason::Provisional { .. } => issue_name(site, issue),
    }
}

/// What an approved text is called: "issue 4".
pub(in crate::route) fn issue_name(site: &Site, issue: &Issue) -> String {
    issue.name(&site.config.words)
}

/// Who approved a text.
pub(in crate::route) fn signatures(
    site: &Site,
    governance: &Governance,
    issue: &Issue,
) -> Vec<SignatureView> {
    let records: Vec<&Record> = match &issue.basis {
        InForceReason::Approved(records) => records.iter().map(|record| &**record).collect(),
        InForceReason::Provisional { by, .. } => vec![by],
        InForceReason::StoodBefore => Vec::new(),
    };
    records.into_iter().map(|record| signature(site, governance, record)).collect()
}

fn signature(site: &Site, governance: &Governance, record: &Record) -> SignatureView {
    let role = role_link(site, &record.role);
    let capacity = governance.roles.get(&record.role);
    let capacity = capacity.and_then(|role| role.capacity(&record.person, record.date));
    let deputy = (capacity == Some(Capacity::Deputy)).then(|| site.say("as_deputy"));
    let signed = match governance.seal(record) {
        Some(Seal::Good { kind, .. }) => {
            Some(site.fill("with_signature", [("kind", kind.to_string().into())]))
        }
        _ => None,
    };
    let in_need = governance.appointed_in_need(record);
    let in_need = in_need.map(|by| site.fill("appointed_in_need", [("person", by.to_string().into())]));
    let how: Vec<String> = deputy.into_iter().chain(in_need).chain(signed).collect();
    SignatureView {
        role: role.title,
        role_path: role.path,
        person: record.person.to_string(),
        how: how.join(", "),
        day: site.day_view(record.date),
        path: record_path(&record.id),
    }
}

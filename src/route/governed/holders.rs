//! Who holds a role by appointment, for the page of the role: its text names the others.

use super::links::record_path;
use crate::model::{PageId, Tenure};
use crate::route::site::Site;
use crate::theme::view::{FactView, ValueView};

/// The fact of a role's page that names who holds it.
const HOLDERS: &str = "holders";

/// Adds whom records have appointed, today or for later, to what the page of a role tells.
pub(in crate::route) fn with_appointed(site: &Site, page: PageId, mut facts: Vec<FactView>) -> Vec<FactView> {
    let values = appointed(site, page);
    if values.is_empty() {
        return facts;
    }
    match facts.iter_mut().find(|fact| fact.name == HOLDERS) {
        Some(fact) => fact.values.extend(values),
        None => facts.push(FactView { name: HOLDERS.to_owned(), label: site.say("field_holders"), values }),
    }
    facts
}

/// Whom records have appointed to the role of a page, today or for later.
pub(in crate::route) fn appointed(site: &Site, page: PageId) -> Vec<ValueView> {
    let page = site.content.page(page);
    let (Some(governance), Some(id)) = (site.governance(), &page.document) else { return Vec::new() };
    let Some(role) = governance.roles.get(id).filter(|_| page.kind.name == "role") else { return Vec::new() };
    let lasts = |tenure: &&Tenure| tenure.to.is_none_or(|to| governance.today <= to);
    let appointment = |tenure: &Tenure| {
        let record = governance.records.iter().find(|record| record.file_id == tenure.by)?;
        let person = tenure.person.to_string();
        let text = match (tenure.from.map(|day| site.day(day)), tenure.to.map(|day| site.day(day))) {
            (None, None) => site.fill("appointed", [("person", person.into())]),
            (Some(from), None) => {
                site.fill("appointed_from", [("person", person.into()), ("from", from.into())])
            }
            (None, Some(to)) => site.fill("appointed_to", [("person", person.into()), ("to", to.into())]),
            (Some(from), Some(to)) => {
                let values = [("person", person.into()), ("from", from.into()), ("to", to.into())];
                site.fill("appointed_from_to", values)
            }
        };
        Some(ValueView { text, path: record_path(&record.id) })
    };
    let by_record = role.holders.iter().filter(|tenure| tenure.by.is_some());
    by_record.filter(lasts).filter_map(appointment).collect()
}

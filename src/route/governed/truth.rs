//! The checklist in one sentence.

use std::collections::BTreeMap;

use super::links::role_title;
use super::{items, links};
use crate::governance::Governance;
use crate::model::{Item, Status, Waiting};
use crate::route::site::Site;
use crate::theme::view::{LinkView, WaitsView};
use crate::words::count;

/// How everything stands, for the home page; nothing where the site is not governed.
pub(in crate::route) fn of_home(site: &Site) -> Option<WaitsView> {
    let (governance, checklist) = site.governed.as_ref()?;
    governance.timeline.on(governance.today)?;
    let items = checklist.items();
    let worst = Status::ALL.into_iter().find(|status| items.iter().any(|item| item.status == *status))?;
    let open = matches!(worst, Status::Overdue | Status::Unmet | Status::DueSoon);
    let LinkView { title, path } = links::overview(site);
    Some(WaitsView {
        status: items::name(if open { worst } else { Status::Met }).to_owned(),
        words: truth(site, &items, waits_for(site, governance)),
        title,
        path,
    })
}

/// "41 of 48 hold; 3 overdue, 2 not met.", and what waits for whom.
pub(in crate::route) fn truth(site: &Site, items: &[&Item], waits: String) -> String {
    let (met, of) = progress(items);
    if of == 0 {
        return site.say("nothing_is_asked");
    }
    let open = open_words(site, items);
    let rest: Vec<String> = [open, waits].into_iter().filter(|words| !words.is_empty()).collect();
    let rest = if rest.is_empty() { site.say("nothing_open") } else { rest.join("; ") };
    site.fill("truth", [("met", count(met)), ("of", count(of)), ("rest", rest.into())])
}

/// "1 text waits for Communications lead and Training lead", "5 texts wait, 3 of them for Legal counsel".
pub(in crate::route) fn waits_for(site: &Site, governance: &Governance) -> String {
    let controlled = governance.in_force.iter().filter(|in_force| in_force.is_controlled());
    let waiting: Vec<&Waiting> = controlled
        .filter_map(|in_force| in_force.waiting.as_ref())
        .filter(|it| !it.roles.is_empty())
        .collect();
    if let [one] = waiting.as_slice() {
        let roles: Vec<String> = one.roles.iter().map(|role| role_title(site, role)).collect();
        return site.fill("text_waits_for", [("roles", site.config.words.listed(&roles).into())]);
    }
    let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
    for role in waiting.iter().flat_map(|waiting| &waiting.roles) {
        *texts.entry(role).or_default() += 1;
    }
    let Some((role, most)) = texts.into_iter().max_by_key(|(_, texts)| *texts) else {
        return String::new();
    };
    let (all, role) = (waiting.len(), role_title(site, role));
    if most == all {
        site.fill("texts_wait_for", [("count", count(all)), ("role", role.into())])
    } else {
        let values = [("count", count(all)), ("most", count(most)), ("role", role.into())];
        site.fill("texts_wait_most_for", values)
    }
}

/// How many hold, and of how many that apply and are not waived: as `guidepost checklist` counts.
pub(in crate::route) fn progress(items: &[&Item]) -> (usize, usize) {
    let asked = items.iter().filter(|item| !matches!(item.status, Status::NotApplicable | Status::Waived));
    let of = asked.clone().count();
    let holds = |item: &&&Item| matches!(item.status, Status::Met | Status::DueSoon);
    (asked.filter(holds).count(), of)
}

/// "3 overdue, 2 not met, 1 due soon".
pub(in crate::route) fn open_words(site: &Site, items: &[&Item]) -> String {
    let number = |status| items.iter().filter(|item| item.status == status).count();
    let some = [Status::Overdue, Status::Unmet, Status::DueSoon].map(|status| (number(status), status));
    let words: Vec<String> = some
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, status)| format!("{number} {}", items::said(site, status)))
        .collect();
    words.join(", ")
}

//! The checklist in one sentence.

use std::collections::BTreeMap;

use super::links::role_title;
use super::{items, links};
use crate::governance::Governance;
use crate::model::{Item, Status, Waiting};
use crate::route::site::Site;
use crate::route::words::listed;
use crate::theme::view::{LinkView, WaitsView};

/// How everything stands, for the home page; nothing where the site is not governed.
pub(in crate::route) fn of_home(site: &Site) -> Option<WaitsView> {
    let (governance, checklist) = site.governed.as_ref()?;
    governance.timeline.on(governance.today)?;
    let items = checklist.items();
    let worst = Status::ALL.into_iter().find(|status| items.iter().any(|item| item.status == *status))?;
    let open = matches!(worst, Status::Overdue | Status::Unmet | Status::DueSoon);
    let LinkView { title, path } = links::overview();
    Some(WaitsView {
        status: items::name(if open { worst } else { Status::Met }).to_owned(),
        words: truth(&items, waits_for(site, governance)),
        title,
        path,
    })
}

/// "41 of 48 hold; 3 overdue, 2 not met.", and what waits for whom.
pub(in crate::route) fn truth(items: &[&Item], waits: String) -> String {
    let (met, of) = progress(items);
    if of == 0 {
        return "Nothing is asked.".to_owned();
    }
    let open = open_words(items);
    let rest: Vec<String> = [open, waits].into_iter().filter(|words| !words.is_empty()).collect();
    let rest = if rest.is_empty() { "nothing is open".to_owned() } else { rest.join("; ") };
    format!("{met} of {of} hold; {rest}.")
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
        return format!("1 text waits for {}", listed(&roles));
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
        format!("{all} texts wait for {role}")
    } else {
        format!("{all} texts wait, {most} of them for {role}")
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
pub(in crate::route) fn open_words(items: &[&Item]) -> String {
    let count = |status| items.iter().filter(|item| item.status == status).count();
    let some = [
        (count(Status::Overdue), "overdue"),
        (count(Status::Unmet), "not met"),
        (count(Status::DueSoon), "due soon"),
    ];
    let words: Vec<String> = some
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    words.join(", ")
}

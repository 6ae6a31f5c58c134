//! One control on one subject, as templates see it.

use super::links::{kind_words, record_path, role_link};
use crate::date::Day;
use crate::governance::Subject;
use crate::model::{Awaited, Item, ItemEvidence, Status, SubjectName, TextId};
use crate::route::answer::Route;
use crate::route::links::{link_to, path};
use crate::route::site::Site;
use crate::route::words::capital;
use crate::route::{addresses, commits};
use crate::theme::view::{AwaitedView, CountView, DueView, ItemView, LinkView, LinkedFactView};

/// The rule whose controls somebody attests by hand.
const MANUAL: &str = "attested_every";

pub(in crate::route) fn view(site: &Site, item: &Item) -> ItemView {
    let subject = subject_of(site, item);
    let (status, words) = (name(item.status), said(site, item.status));
    ItemView {
        status: status.to_owned(),
        words: capital(&words),
        control: control_link(site, item),
        statement: item.control.statement.to_string(),
        subject: subject_link(site, item),
        id: document(subject),
        reason: capital(item.reason.trim_end_matches('.')),
        evidence: item.evidence.iter().filter_map(|evidence| shown(site, subject, evidence)).collect(),
        role: role_link(site, &item.control.accountable),
        role_id: item.control.accountable.to_string(),
        holders: item.holders.join(", "),
        waits_for: item.waits_for_others().iter().map(|asked| waits_for(site, asked)).collect(),
        roles: concerned(item),
        due: item.due.map(|due| self::due(site, due)),
        is_command: is_command(item),
        settle: settle(item),
        manual: manual(site, item, subject),
    }
}

/// What settles an item: a command to the letter, and words without the backticks of a terminal.
fn settle(item: &Item) -> String {
    let words = item.in_public.as_ref().unwrap_or(&item.settle);
    if is_command(item) { words.clone() } else { words.replace('`', "") }
}

fn is_command(item: &Item) -> bool {
    item.settle.starts_with("guidepost ")
}

fn waits_for(site: &Site, asked: &Awaited) -> AwaitedView {
    AwaitedView { role: role_link(site, &asked.role), holders: asked.holders.join(", ") }
}

/// The roles that an item concerns, a line each.
fn concerned(item: &Item) -> String {
    let waits = item.waits_for_others().iter().map(|asked| &*asked.role);
    let mut roles: Vec<&str> = [&*item.control.accountable].into_iter().chain(waits).collect();
    roles.sort_unstable();
    roles.dedup();
    roles.join("\n")
}

/// The machine name of a status.
pub(in crate::route) fn name(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::DueSoon => "due-soon",
        Status::Overdue => "overdue",
        Status::Unmet => "unmet",
        Status::Waived => "waived",
        Status::NotApplicable => "not-applicable",
    }
}

/// A status as pages say it.
pub(in crate::route) fn said(site: &Site, status: Status) -> String {
    site.say(match status {
        Status::Met => "status_met",
        Status::DueSoon => "status_due_soon",
        Status::Overdue => "status_overdue",
        Status::Unmet => "status_unmet",
        Status::Waived => "status_waived",
        Status::NotApplicable => "status_not_applicable",
    })
}

/// Leaves out who answers for it, where that is shown elsewhere.
pub(in crate::route) fn leave_role(item: &mut ItemView) {
    item.role = LinkView::default();
    item.holders.clear();
}

/// A day by which something is due, with what is right to say of it on any day.
pub(in crate::route) fn due(site: &Site, day: Day) -> DueView {
    let soon = site.governance().and_then(|governance| {
        let model = &governance.timeline.on(governance.today)?.model;
        Some(day.minus(model.due_soon))
    });
    let words = site.fill("due_by", [("day", site.day(day).into())]);
    DueView { day: site.day_view(day), soon: site.day_view(soon.unwrap_or(day)), words }
}

/// How many there are of each status; what holds comes last.
pub(in crate::route) fn counts(site: &Site, items: &[&Item]) -> Vec<CountView> {
    let order =
        [Status::Overdue, Status::Unmet, Status::DueSoon, Status::Waived, Status::Met, Status::NotApplicable];
    let count = |status| items.iter().filter(|item| item.status == status).count();
    let counted = order.into_iter().map(|status| CountView {
        status: name(status).to_owned(),
        words: said(site, status),
        count: count(status),
    });
    counted.filter(|counted| counted.count > 0).collect()
}

/// Whether somebody has to do something.
pub(in crate::route) fn is_open(item: &Item) -> bool {
    matches!(item.status, Status::Overdue | Status::Unmet | Status::DueSoon)
}

fn subject_of<'s>(site: &'s Site, item: &Item) -> Option<&'s Subject> {
    match item.subject {
        SubjectName::Page(number) => site.governance()?.subjects.get(number).map(|subject| &**subject),
        SubjectName::Site => None,
    }
}

fn document(subject: Option<&Subject>) -> String {
    subject.and_then(|subject| subject.working.document.as_deref()).unwrap_or_default().to_owned()
}

pub(in crate::route) fn subject_link(site: &Site, item: &Item) -> LinkView {
    match subject_of(site, item) {
        Some(subject) => match subject.page {
            Some(page) => {
                let page = site.content.page(page);
                LinkView { title: page.title.to_string(), path: path(&page.address) }
            }
            // The approved edition says that there is such a page, and none of its words.
            None => LinkView { title: subject.name().to_owned(), path: String::new() },
        },
        None => LinkView { title: site.say("whole_site"), path: String::new() },
    }
}

fn control_link(site: &Site, item: &Item) -> LinkView {
    let number = site.governed_index().controls.iter().position(|control| control.id == item.control.id);
    match number {
        Some(number) => link_to(&item.control.id, &addresses::control(site, number)),
        None => LinkView { title: item.control.id.to_string(), path: String::new() },
    }
}

fn shown(site: &Site, subject: Option<&Subject>, evidence: &ItemEvidence) -> Option<LinkView> {
    match evidence {
        ItemEvidence::Record(id) => {
            let record = site.governance()?.record(id)?;
            let values = [
                ("record", kind_words(site, record).into()),
                ("person", record.person.to_string().into()),
                ("day", site.day(record.date).into()),
            ];
            let title = site.fill("record_by_on", values);
            Some(LinkView { title, path: record_path(id) })
        }
        ItemEvidence::Text(text) => {
            let title = site.fill("the_text", [("text", text.short().into())]);
            Some(LinkView { title, path: text_path(site, subject?, *text).unwrap_or_default() })
        }
        ItemEvidence::Change(file, text) => {
            let subject = site.governance()?.subject_named(file)?;
            let subject = &site.governance()?.subjects[subject];
            let title = site.fill("what_changed_in", [("page", subject.name().into())]);
            Some(LinkView { title, path: text_path(site, subject, *text).unwrap_or_default() })
        }
        ItemEvidence::Page(file) => {
            let page = site.content.pages.iter().find(|page| page.path.as_str() == &**file)?;
            Some(LinkView { title: page.title.to_string(), path: path(&page.address) })
        }
    }
}

/// Where a text of a page is shown: its revision on the history of the page.
pub(in crate::route) fn text_path(site: &Site, subject: &Subject, text: TextId) -> Option<String> {
    let page = subject.page?;
    let past = site.past.history_of(page)?;
    let nth = past.revisions.iter().position(|revision| revision.text == text)?;
    let address = site.address(Route::History(page));
    Some(format!("{}#{}", path(&address), commits::anchor(past, nth)))
}

/// The beginning of a record that attests a control by hand; who and when is filled in by whoever does.
fn manual(site: &Site, item: &Item, subject: Option<&Subject>) -> String {
    if item.control.rule != MANUAL || site.governed.is_none() {
        return String::new();
    }
    let page = subject.and_then(|subject| subject.working.document.as_ref());
    let page = page.map_or_else(String::new, |page| format!("page: {page}\n"));
    let Item { control, .. } = item;
    format!("record: attestation\ncontrol: {}\n{page}role: {}\n", control.id, control.accountable)
}

/// That a control was attested by hand: the beginning of the record, and the day of the last one that is committed.
pub(in crate::route) fn attested(site: &Site, item: &Item) -> Option<LinkedFactView> {
    let label = manual(site, item, subject_of(site, item));
    let governance = site.governance().filter(|_| !label.is_empty())?;
    let day = item.evidence.iter().filter_map(|evidence| match evidence {
        ItemEvidence::Record(id) => governance.record(id).filter(|record| record.arrival.is_some()),
        _ => None,
    });
    let text = day.map(|record| record.date).max()?.to_string();
    Some(LinkedFactView { label, text, path: String::new() })
}

/// Where the items of a page are shown.
pub(in crate::route) fn page_path(subject: &Subject) -> String {
    format!("{}#{}", path(&addresses::by_page()), page_anchor(subject))
}

/// The id of a page's items on the part that tells of all pages.
pub(in crate::route) fn page_anchor(subject: &Subject) -> String {
    crate::path::slug(subject.name())
}

//! What a release says of itself, as a site has it.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{GovernanceSummary, PublishedPage};
use crate::date::{Day, Period};
use crate::governance::Governance;
use crate::model::{Checklist, Item, Page, PageId, Status, SubjectName, Target};
use crate::path::Address;
use crate::route::{Route, Site};

/// The pages that people wrote, by address.
pub fn pages(site: &Site) -> BTreeMap<String, PublishedPage> {
    let written = site.content.ids().filter(|id| site.content.page(*id).is_written());
    let withdrawn = site.governed.as_ref().map(|(governance, _)| governance.withdrawn()).unwrap_or_default();
    let described = |id| PublishedPage { is_withdrawn: withdrawn.contains(&id), ..page(site, id) };
    written.map(|id| (site.content.page(id).address.as_str().to_owned(), described(id))).collect()
}

fn page(site: &Site, id: PageId) -> PublishedPage {
    let page = site.content.page(id);
    let newest = site.past.history_of(id).and_then(|past| past.revisions.first());
    let committed = newest.filter(|_| !site.past.is_uncommitted(id));
    PublishedPage {
        title: page.title.to_string(),
        document: page.document.as_deref().map(str::to_owned),
        file: Some(blake3::hash(page.file.as_str().as_bytes()).to_hex().chars().take(16).collect()),
        text: committed.map(|revision| revision.text.to_string()),
        reason: committed
            .map(|revision| revision.commit.reason(&site.config.words).to_owned())
            .unwrap_or_default(),
        records: records(site, id),
        is_withdrawn: false,
        places: places(page),
    }
}

/// The records that put the text of a page in force, by their ids.
fn records(site: &Site, page: PageId) -> Vec<String> {
    let Some((governance, _)) = &site.governed else { return Vec::new() };
    let in_force = governance.subject_of(page).and_then(|subject| governance.in_force.get(subject));
    let records = in_force.and_then(|in_force| in_force.issue()).map(|issue| issue.basis.records());
    records.into_iter().flatten().map(|record| record.id.to_string()).collect()
}

fn places(page: &Page) -> BTreeSet<String> {
    let outline = page.outline().into_iter();
    let places = outline.flat_map(|outline| {
        let headings = outline.headings.iter().map(|heading| &heading.id);
        headings.chain(&outline.anchors).map(ToString::to_string)
    });
    places.filter(|place| !place.is_empty()).collect()
}

/// Old addresses at which nothing else stands, and where each leads to.
pub fn redirects(site: &Site) -> BTreeMap<String, String> {
    let leads_on = |from: &Address| matches!(site.at(from), Some(Route::Redirect(_)));
    let redirects = site.content.redirects.iter().filter(|redirect| leads_on(&redirect.from));
    redirects
        .map(|redirect| {
            let to = site.content.page(redirect.to).address.as_str();
            (redirect.from.as_str().to_owned(), to.to_owned())
        })
        .collect()
}

/// The places in pages that other pages lead to, as `guidelines/tone/#humour`.
pub fn linked_places(site: &Site) -> BTreeSet<String> {
    let mut linked = BTreeSet::new();
    for from in site.content.ids() {
        let targets = site.content.targets.get(from.index()).into_iter().flat_map(|targets| targets.iter());
        for target in targets {
            let Target::Page(to, Some(place)) = target else { continue };
            if *to != from {
                linked.insert(format!("{}#{place}", site.content.page(*to).address.as_str()));
            }
        }
    }
    linked
}

/// How the site is governed; `None` where it is not, or nobody knows how.
pub fn governance(site: &Site) -> Option<GovernanceSummary> {
    let (governance, checklist) = site.governed.as_ref()?;
    let fold = &governance.fold;
    let day = fold.day_of_head()?;
    Some(GovernanceSummary {
        model: fold.law()?.page.to_string(),
        root: fold.root()?.to_string(),
        head: fold.head()?.to_string(),
        day: day.to_string(),
        digest: fold.digest_before(day).to_hex().to_string(),
        checklist: counts(checklist),
    })
}

fn counts(checklist: &Checklist) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for item in checklist.items() {
        *counts.entry(item.status.words().to_owned()).or_default() += 1;
    }
    counts
}

/// The next day on which the same sources make another site: a text comes into force or ceases to be, something falls due.
pub fn next_change(site: &Site) -> Option<NextChange> {
    let (governance, checklist) = site.governed.as_ref()?;
    let event = governance.fold.next_event(site.today).map(|day| NextChange {
        day,
        why: "a text comes into force, or what held for a while ends".to_owned(),
    });
    let all = event.into_iter().chain(due_changes(governance, checklist));
    all.filter(|change| change.day > site.today).min_by_key(|change| change.day)
}

/// A day on which the same sources make another site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NextChange {
    /// The day.
    pub day: Day,
    /// What happens then, in words that begin small.
    pub why: String,
}

/// The days on which an item of the checklist becomes due soon, and overdue.
fn due_changes(governance: &Governance, checklist: &Checklist) -> Vec<NextChange> {
    let soon =
        governance.timeline.on(governance.today).map_or(Period::Days(0), |rulebook| rulebook.model.due_soon);
    let stands = |status| !matches!(status, Status::NotApplicable);
    let items = checklist.items().into_iter().filter(|item| stands(item.status));
    let changes = items.filter_map(|item| {
        let (due, of) = (item.due?, item_name(item, governance));
        let next = |day, what: &str| NextChange { day, why: format!("{of} {what}") };
        let (begins, ends) = (due.minus(soon), due.plus(Period::Days(1)));
        Some([next(begins, &format!("is due soon, on {}", due.in_english())), next(ends, "is overdue")])
    });
    changes.flatten().collect()
}

/// A control and the page that it is about, where readers know of that.
fn item_name(item: &Item, governance: &Governance) -> String {
    let control = &item.control.id;
    match item.subject {
        SubjectName::Page(number) if governance.names(number) => match governance.subjects.get(number) {
            Some(subject) => format!("{control} of {}", subject.name()),
            None => control.to_string(),
        },
        _ => control.to_string(),
    }
}

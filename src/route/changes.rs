//! What changed on the whole site, by week.

use std::cmp::Reverse;

use super::answer::Route;
use super::commits::{anchor, day, people};
use super::feed;
use super::links::path;
use super::site::Site;
use crate::date::Day;
use crate::model::{Commit, HistoryState, PageId, Revision};
use crate::theme::view::{ChangeView, ChangedPageView, ChangesView, WeekView};

/// Changes beyond this many are shown only in the pages' own histories.
const MOST: usize = 300;
/// Pages that a single change may list; a change of all pages is shown in one line.
const MOST_PAGES: usize = 40;
/// Changes that the home page shows.
const MOST_ON_HOME: usize = 5;
/// Pages that it lists of each.
const MOST_PAGES_ON_HOME: usize = 3;

/// A page's revision among all changes of the site.
#[derive(Clone, Copy)]
pub(super) struct PageRevision<'a> {
    pub(super) page: PageId,
    /// Its place in the page's past, 0 for the newest.
    pub(super) nth: usize,
    pub(super) revision: &'a Revision,
}

/// A commit with the pages it revised.
pub(super) struct SiteChange<'a> {
    pub(super) commit: &'a Commit,
    pub(super) pages: Vec<PageRevision<'a>>,
}

/// The latest changes of the site, each with a few of its pages.
pub(super) fn lately(site: &Site) -> Vec<ChangeView> {
    let changes = latest(site, |_| true);
    changes.iter().take(MOST_ON_HOME).map(|change| change_view(site, change, MOST_PAGES_ON_HOME)).collect()
}

/// The changes of the pages that `wanted` says, the latest first, each commit once; minor ones left out.
pub(super) fn latest<'a>(site: &'a Site, wanted: impl Fn(PageId) -> bool) -> Vec<SiteChange<'a>> {
    let mut revisions: Vec<PageRevision<'a>> = Vec::new();
    for page in site.content.ids().filter(|page| wanted(*page)) {
        let past = site.past.history_of(page).map(|past| past.revisions.as_slice()).unwrap_or_default();
        let shown = past.iter().enumerate().filter(|(_, revision)| revision.folded.is_none());
        revisions.extend(shown.map(|(nth, revision)| PageRevision { page, nth, revision }));
    }
    let place = |changed: &PageRevision| {
        let commit = &changed.revision.commit;
        (Reverse(commit.moment().seconds), commit.place, commit.id, changed.page)
    };
    revisions.sort_by_cached_key(place);
    let mut changes: Vec<SiteChange<'a>> = Vec::new();
    for changed in revisions {
        match changes.last_mut() {
            Some(change) if change.commit.id == changed.revision.commit.id => change.pages.push(changed),
            _ => changes.push(SiteChange { commit: &changed.revision.commit, pages: vec![changed] }),
        }
    }
    changes
}

/// The page of changes.
pub(super) fn view(site: &Site) -> ChangesView {
    let changes = latest(site, |_| true);
    let mut weeks: Vec<(Option<Day>, WeekView)> = Vec::new();
    for change in changes.iter().take(MOST) {
        let monday = change.commit.day(&site.config.zone).map(Day::monday);
        if weeks.last().is_none_or(|(last, _)| *last != monday) {
            let view = WeekView {
                monday: monday.map(|day| site.day_view(day)).unwrap_or_default(),
                changes: Vec::new(),
            };
            weeks.push((monday, view));
        }
        if let Some((_, week)) = weeks.last_mut() {
            week.changes.push(change_view(site, change, MOST_PAGES));
        }
    }
    let weeks: Vec<WeekView> = weeks.into_iter().map(|(_, week)| week).collect();
    ChangesView {
        notice: notice(site),
        sections: sections(&weeks),
        weeks,
        feeds: feed::all(site),
        more: changes.len() > MOST,
    }
}

fn change_view(site: &Site, change: &SiteChange<'_>, most_pages: usize) -> ChangeView {
    ChangeView {
        title: change.commit.reason(&site.config.words).to_owned(),
        day: day(site, change.commit),
        people: people(site, change.commit),
        more: change.pages.len().saturating_sub(most_pages),
        pages: change.pages.iter().take(most_pages).map(|changed| page_view(site, changed)).collect(),
    }
}

fn page_view(site: &Site, changed: &PageRevision<'_>) -> ChangedPageView {
    let page = site.content.page(changed.page);
    let area = site.content.area_of(changed.page).map(|area| site.content.folder(area).page);
    let section = area.map(|area| site.content.page(area).title.to_string()).unwrap_or_default();
    let revisions = site.past.history_of(changed.page).map_or(0, |past| past.revisions.len());
    ChangedPageView {
        title: page.title.to_string(),
        path: path(&page.address),
        revision: revision_path(site, changed),
        number: site
            .past
            .history_of(changed.page)
            .map_or(0, |past| past.number(changed.nth).unwrap_or_default()),
        section,
        new: changed.nth + 1 == revisions && site.past.is_whole(changed.page),
    }
}

/// The address of a revision on the history of its page.
pub(super) fn revision_path(site: &Site, changed: &PageRevision<'_>) -> String {
    let anchor = site.past.history_of(changed.page).map(|past| anchor(past, changed.nth)).unwrap_or_default();
    format!("{}#{anchor}", path(&site.address(Route::History(changed.page))))
}

fn sections(weeks: &[WeekView]) -> Vec<String> {
    let pages = weeks.iter().flat_map(|week| &week.changes).flat_map(|change| &change.pages);
    let mut sections: Vec<String> = Vec::new();
    for page in pages.filter(|page| !page.section.is_empty()) {
        if !sections.contains(&page.section) {
            sections.push(page.section.clone());
        }
    }
    sections.sort();
    sections
}

fn notice(site: &Site) -> String {
    match &site.past.known {
        HistoryState::Read if site.past.is_cut() => site.say("notice_cut"),
        HistoryState::Read => String::new(),
        HistoryState::BeingRead => site.say("notice_being_read"),
        HistoryState::Nothing(why) => site.say(why.word()),
    }
}

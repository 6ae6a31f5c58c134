//! The history page of a page: each revision with its reason, and the redline against the text it came from.

use super::asked::RedlineOutcome;
use super::commits::{WORKING, anchor, day, people};
use super::links::{link_to, path};
use super::old_texts::{ParsedTexts, PastDetail};
use super::reason::reason;
use super::redlines::{Redlines, RevisionSide};
use super::site::Site;
use super::surroundings::{home, trail};
use super::words::uncapital;
use super::{addresses, feed, governed, texts};
use crate::model::{
    BaseText, CollapseReason, Completeness, Event, EventKind, HistoryState, PageHistory, PageId, RepoPath,
    Revision, StatedRevision,
};
use crate::redline::Unchanged;
use crate::theme::view::{EventView, HistoryView, PageView, RevisedView, RevisionGroupView, RevisionView};
use crate::words::count;

/// What the history page shows around the list.
pub(super) fn page_view(site: &Site, id: PageId) -> PageView {
    let page = site.content.page(id);
    let address = addresses::history(site, id);
    let mut view =
        site.generated_view(&site.fill("history_of", [("title", page.title.to_string().into())]), &address);
    view.trail = trail(site, id);
    view.trail.push(link_to(&page.title, &page.address));
    if view.trail.is_empty() {
        view.trail.push(home(site));
    }
    view.summary = site.past.history_of(id).map_or(String::new(), |past| summary(site, past));
    page.document.as_deref().unwrap_or_default().clone_into(&mut view.id);
    view
}

/// The past of a page; without redlines and without how many texts can be compared, which [`redlines`] adds.
pub(super) fn view(site: &Site, id: PageId) -> HistoryView {
    let page = site.content.page(id);
    let Some(past) = site.past.history_of(id) else { return HistoryView::default() };
    let mut revisions = Vec::new();
    if site.past.is_uncommitted(id) && !past.revisions.is_empty() {
        revisions.push((None, working(site, past)));
    }
    revisions.extend((0..past.revisions.len()).map(|nth| revision(site, (id, past), nth)));
    revisions.extend(past.stated.iter().map(|stated| (None, stated_view(site, stated))));
    let mut groups = grouped(site, revisions);
    open_newest(&mut groups);
    HistoryView {
        page: link_to(&page.title, &page.address),
        notice: notice(site, past),
        groups,
        events: past.events.iter().filter_map(|event| event_view(site, event)).collect(),
        texts: if addresses::has_texts(site, id) { path(&addresses::texts(site, id)) } else { String::new() },
        feeds: feed::of_page(site, id),
        ..HistoryView::default()
    }
}

/// As long as a page has fewer bytes of redlines, what did not change in a text that was in force is one click away; in
/// the others it is only counted.
const MOST_WHOLE: usize = 256 * 1024;
/// Bytes of redlines on a page: one with hundreds of revisions is read from the top.
const MOST_DRAWN: usize = 1024 * 1024;

/// Draws the redlines that most readers and auditors open, as far as there is room: that of the newest text, and those of
/// texts that were in force. Of other revisions it is said how many passages changed, and browsers compare them; what is
/// not handed to browsers is drawn as well.
pub(super) fn redlines(
    site: &Site,
    id: PageId,
    parsed: &mut ParsedTexts<'_>,
    view: &mut HistoryView,
) -> RedlineOutcome {
    let Some(past) = site.past.history_of(id) else { return RedlineOutcome::default() };
    let detail = parsed.detail();
    let is_compared = detail == PastDetail::Whole && addresses::has_texts(site, id);
    let compared = is_compared.then(|| texts::compared(site, id, parsed));
    let reach = compared.as_ref().map_or(0, |compared| compared.reach);
    offer(reach, view);
    let mut redlines = Redlines::for_page(site, id, parsed);
    let (mut nth, mut drawn) = (0, 0);
    let mut show = |(old, new): (&BaseText, RevisionSide<'_>), compare: String, shown: &mut RevisionView| {
        let is_opened_most = shown.open || shown.issue.is_some();
        match (unchanged(drawn, shown), detail) {
            (Some(unchanged), _) if is_opened_most => redlines.draw(old, new, unchanged, shown),
            (_, PastDetail::Sample) => shown.compare = compare,
            (Some(unchanged), PastDetail::Whole) if compare.is_empty() => {
                redlines.draw(old, new, unchanged, shown);
            }
            (_, PastDetail::Whole) => redlines.count(old, new, compare, shown),
        }
        drawn += shown.redline.len();
    };
    let shown = view.groups.iter_mut().flat_map(|group| &mut group.revisions);
    for (place, shown) in shown.take_while(|shown| !shown.anchor.is_empty()).enumerate() {
        if shown.number == 0 {
            if let Some(newest) = past.revisions.first() {
                let compare = compare(past, 0, 1 < reach, shown);
                show((&newest.as_base(), RevisionSide::Working), compare, shown);
            }
            continue;
        }
        let revision = &past.revisions[nth];
        let (older, above) = (past.came_from(nth), place - nth);
        nth += 1;
        let Some(before) = &revision.before else {
            shown.changed = site.say(without_older(past, nth - 1));
            continue;
        };
        let compare = older.map_or(String::new(), |older| compare(past, older, older + above < reach, shown));
        show((before, RevisionSide::Revision(revision)), compare, shown);
        if revision.commit.parents.len() > 1 {
            shown.changed = site.fill("merged", [("changed", uncapital(&shown.changed).into())]);
        }
    }
    let mut drawn = redlines.drawn();
    if let Some(compared) = compared {
        drawn.asked.add(&compared.drawn.asked);
    }
    drawn
}

/// Offers so many of the newest texts for comparing.
fn offer(reach: usize, view: &mut HistoryView) {
    if view.texts.is_empty() {
        return;
    }
    let shown = view.groups.iter().flat_map(|group| &group.revisions);
    let texts = shown.filter(|shown| !shown.anchor.is_empty()).count();
    view.comparable = reach;
    view.more = texts.saturating_sub(reach);
    if reach < 2 {
        view.texts.clear();
    }
}

/// The address that has a browser compare a text with that of an older revision; empty where that one is not handed
/// to browsers.
fn compare(past: &PageHistory, older: usize, is_handed: bool, shown: &RevisionView) -> String {
    if is_handed { format!("#compare={}..{}", anchor(past, older), shown.anchor) } else { String::new() }
}

/// What is said of a revision of which no older text is known.
fn without_older(past: &PageHistory, nth: usize) -> &'static str {
    let is_oldest = nth + 1 == past.revisions.len();
    if is_oldest || past.completeness != Completeness::Whole {
        first(past.completeness)
    } else {
        "written_anew"
    }
}

/// How what did not change is shown in a redline where so many bytes of others stand above it; `None` where there is no
/// room for it.
fn unchanged(drawn: usize, shown: &RevisionView) -> Option<Unchanged> {
    match drawn {
        0..MOST_WHOLE if shown.issue.is_some() => Some(Unchanged::Folded),
        // What did not change of the newest text stands on the page itself.
        0..MOST_DRAWN => Some(Unchanged::Counted),
        _ => None,
    }
}

/// When and by whom a page was last revised; `None` where that is not known.
pub(super) fn revised(site: &Site, id: PageId) -> Option<RevisedView> {
    if !addresses::has_history(site, id) {
        return None;
    }
    let past = site.past.history_of(id)?;
    let path = path(&addresses::history(site, id));
    // What was folded away is no revision that a reader of the page cares for, unless there is no other.
    let of_note = past.revisions.iter().position(|revision| revision.folded.is_none());
    let nth = of_note.unwrap_or_default();
    if let Some(newest) = past.revisions.get(nth) {
        return Some(RevisedView {
            day: day(site, &newest.commit),
            people: people(site, &newest.commit),
            number: past.number(nth).unwrap_or_default(),
            path: format!("{path}#{}", anchor(past, nth)),
        });
    }
    let newest = past.stated.first()?;
    let day = newest.day.map(|day| site.day_view(day)).unwrap_or_default();
    let people = newest.who.as_deref().unwrap_or_default().to_owned();
    Some(RevisedView { day, people, number: 0, path })
}

fn working(site: &Site, past: &PageHistory) -> RevisionView {
    RevisionView {
        anchor: WORKING.to_owned(),
        label: site.say("not_committed"),
        title: site.say("text_not_committed"),
        changed: site.fill("differs_from", [("revision", past.label(0).into())]),
        ..RevisionView::default()
    }
}

fn revision(
    site: &Site,
    (page, past): (PageId, &PageHistory),
    nth: usize,
) -> (Option<CollapseReason>, RevisionView) {
    let Revision { commit, moved_from, folded, notes, .. } = &past.revisions[nth];
    let reason = reason(&site.config, &commit.body);
    let view = RevisionView {
        anchor: anchor(past, nth),
        number: past.revisions.len() - nth,
        label: past.label(nth),
        title: commit.reason(&site.config.words).to_owned(),
        reason: reason.shown,
        more_reason: reason.folded,
        notes: notes.iter().map(ToString::to_string).collect(),
        day: day(site, commit),
        people: people(site, commit),
        moved_from: moved_from.as_ref().map(|from| in_site(site, from)).unwrap_or_default(),
        commit: commit.id.short(),
        issue: governed::issue_with(site, page, past.revisions[nth].text),
        ..RevisionView::default()
    };
    (*folded, view)
}

fn stated_view(site: &Site, stated: &StatedRevision) -> RevisionView {
    RevisionView {
        title: stated.note.to_string(),
        day: stated.day.map(|day| site.day_view(day)).unwrap_or_default(),
        people: stated.who.as_deref().unwrap_or_default().to_owned(),
        ..RevisionView::default()
    }
}

/// Puts those next to each other together that are shown alike.
fn grouped(site: &Site, revisions: Vec<(Option<CollapseReason>, RevisionView)>) -> Vec<RevisionGroupView> {
    let mut groups: Vec<(bool, RevisionGroupView)> = Vec::new();
    for (folded, revision) in revisions {
        match groups.last_mut() {
            Some((before, group)) if *before == folded.is_some() => group.revisions.push(revision),
            _ => {
                let group = RevisionGroupView { folded: String::new(), revisions: vec![revision] };
                groups.push((folded.is_some(), group));
            }
        }
    }
    for (is_folded, group) in &mut groups {
        if *is_folded {
            group.folded = site.fill("revisions_folded", [("count", count(group.revisions.len()))]);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn open_newest(groups: &mut [RevisionGroupView]) {
    let shown = groups.iter_mut().find(|group| group.folded.is_empty());
    if let Some(newest) = shown.and_then(|group| group.revisions.first_mut()) {
        newest.open = true;
    }
}

fn summary(site: &Site, past: &PageHistory) -> String {
    let Some(oldest) = past.revisions.last() else { return String::new() };
    let mut names: Vec<&str> = Vec::new();
    for commit in past.revisions.iter().map(|revision| &revision.commit) {
        for name in commit.people(&site.config.words) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let revisions = site.fill("revisions_counted", [("count", count(past.revisions.len()))]);
    let people = site.fill("people_counted", [("count", count(names.len()))]);
    let day = day(site, &oldest.commit).words;
    let whole = past.completeness == Completeness::Whole;
    let name = if whole { "revisions_by_since" } else { "revisions_at_least" };
    site.fill(name, [("revisions", revisions.into()), ("people", people.into()), ("day", day.into())])
}

/// What is not known of a past, and why.
fn notice(site: &Site, past: &PageHistory) -> String {
    let words = match past.completeness {
        Completeness::Whole => return String::new(),
        Completeness::Shallow => "notice_shallow",
        Completeness::MissingObjects => "notice_missing_objects",
        Completeness::Untracked => "notice_untracked",
        Completeness::Stated => "notice_stated",
        Completeness::NoVersions => match &site.past.known {
            HistoryState::BeingRead => "notice_being_read",
            HistoryState::Read | HistoryState::Nothing(_) => "notice_no_history",
        },
    };
    site.say(words)
}

/// What is said where there is no older text to compare with.
fn first(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Shallow | Completeness::MissingObjects => "oldest_text_known",
        _ => "first_text",
    }
}

fn event_view(site: &Site, event: &Event) -> Option<EventView> {
    let words = match &event.kind {
        EventKind::Deleted => site.say("deleted"),
        EventKind::Recreated => site.say("written_anew"),
        EventKind::Moved { from, to } => site
            .fill("moved_from_to", [("from", in_site(site, from).into()), ("to", in_site(site, to).into())]),
        // Of no interest to a reader.
        EventKind::ModeChanged => return None,
    };
    Some(EventView { day: day(site, &event.commit), words, people: people(site, &event.commit) })
}

/// A path of the repository as people of this site know it.
fn in_site(site: &Site, path: &RepoPath) -> String {
    let whole = path.to_string();
    match &site.texts {
        Some(texts) => texts.site_file(path).map_or(whole, |file| file.to_string()),
        None => whole,
    }
}

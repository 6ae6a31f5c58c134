//! The texts of a page that were in force, each at an address of its own, for good.

use std::sync::Arc;

use super::links::printed;
use super::signatures::{issue_name, issue_words, signatures};
use crate::diagnostic::{Code, Finding, Place};
use crate::governance::{Governance, Subject};
use crate::markdown::{self, Opening, Reference, ReferenceMarkup, Resolve};
use crate::model::{InForceReason, Issue, PageId, PageState, TextId};
use crate::parse;
use crate::path::{Address, FilePath};
use crate::route::addresses;
use crate::route::answer::Route;
use crate::route::asked::RedlineOutcome;
use crate::route::links::{link_to, path};
use crate::route::old_links::{Covers, LinksOfOld, OldPlace};
use crate::route::site::Site;
use crate::route::words::capital;
use crate::theme::view::{ControlView, IssueView, LinkView, PageView};
use crate::words::Words;
use crate::world::as_text;

/// The page of an approved text, but for its words.
pub(in crate::route) struct IssuePage<'s> {
    pub(in crate::route) view: PageView,
    pub(in crate::route) issue: IssueView,
    pub(in crate::route) here: Address,
    pub(in crate::route) text: Option<ApprovedText<'s>>,
}

/// A text that was in force.
#[derive(Clone, Copy)]
pub(in crate::route) struct ApprovedText<'s> {
    pub(in crate::route) page: PageId,
    pub(in crate::route) state: &'s PageState,
    /// The file that the page has today.
    file: &'s FilePath,
}

/// The words of an approved text as HTML, with what came of drawing them.
#[derive(Default)]
pub(in crate::route) struct IssueText {
    pub(in crate::route) html: String,
    pub(in crate::route) drawn: RedlineOutcome,
}

/// The routes of the texts of a page that were in force, each text once.
pub(in crate::route) fn of_page(site: &Site, page: PageId) -> Vec<Route> {
    let Some((governance, subject)) = site.subject_of(page) else { return Vec::new() };
    let issues = &governance.in_force[subject].issues;
    let states = &governance.subjects[subject].states;
    let mut texts = Vec::new();
    let mut routes = Vec::new();
    // Of several times that one text was in force, the last one is shown.
    for (nth, issue) in issues.iter().enumerate().rev() {
        let Some(text) = states.get(issue.state).map(|state| &state.exact) else { continue };
        if !texts.contains(&text) {
            texts.push(text);
            routes.push(Route::Issue(page, nth));
        }
    }
    routes
}

/// Where the texts of a page stood that were in force.
pub(in crate::route) fn stood_at(site: &Site, page: PageId) -> Vec<Address> {
    let Some((governance, subject)) = site.subject_of(page) else { return Vec::new() };
    let id = governance.subjects[subject].id.as_ref();
    let life = id.and_then(|id| governance.fold.lives.get(id));
    let texts = life.into_iter().flat_map(|life| &life.texts);
    texts.filter_map(|text| Some(Address::of_page(&text.file.within(&site.content_folder)?))).collect()
}

/// Where one of a page's issues is found.
pub(super) fn path_of(site: &Site, page: PageId, issue: &Issue) -> Option<String> {
    let (governance, subject) = site.subject_of(page)?;
    let states = &governance.subjects[subject].states;
    let text = |issue: &Issue| states.get(issue.state).map(|state| &state.exact);
    let wanted = text(issue)?;
    let same = |other: &Issue| text(other) == Some(wanted);
    let nth = governance.in_force[subject].issues.iter().rposition(same)?;
    Some(path(&addresses::issue(site, page, nth)))
}

/// That a text of a page is or was in force, in words, with where it stands: each time that it was.
pub(in crate::route) fn with_text(site: &Site, page: PageId, text: TextId) -> Option<LinkView> {
    let (governance, subject) = site.subject_of(page)?;
    let states = &governance.subjects[subject].states;
    let is_approved = |issue: &&Issue| !matches!(issue.basis, InForceReason::StoodBefore);
    let of_it = |issue: &&Issue| {
        states.get(issue.state).is_some_and(|state| state.exact.text == text) && is_approved(issue)
    };
    let mut times: Vec<(String, Vec<String>)> = Vec::new();
    let mut last = None;
    for issue in governance.in_force[subject].issues.iter().filter(of_it) {
        let name = issue
            .number
            .map_or_else(|| site.say("provisional_text_title"), |_| capital(&issue_name(site, issue)));
        let since = site.day(issue.since);
        let time = match issue.until {
            Some(until) => {
                site.fill("from_until", [("day", since.into()), ("until", site.day(until).into())])
            }
            None => site.fill("since", [("day", since.into())]),
        };
        match times.last_mut() {
            Some((known, times)) if *known == name => times.push(time),
            _ => times.push((name, vec![time])),
        }
        last = Some(issue);
    }
    let words = times.iter().map(|(name, times)| {
        let times = site.config.words.listed(times);
        site.fill("issue_in_force_times", [("issue", name.into()), ("times", times.into())])
    });
    let title = words.collect::<Vec<_>>().join("; ");
    Some(LinkView { title, path: path_of(site, page, last?)? })
}

/// The page of a text that was in force, but for its words.
pub(in crate::route) fn page(site: &Site, page: PageId, nth: usize) -> IssuePage<'_> {
    let here = addresses::issue(site, page, nth);
    let found = site.subject_of(page).and_then(|(governance, subject)| {
        let (issue, subject) = (governance.in_force[subject].issues.get(nth)?, &governance.subjects[subject]);
        Some((governance, subject, issue, subject.states.get(issue.state)?))
    });
    let Some((governance, subject, issue, state)) = found else {
        return IssuePage {
            view: site.generated_view("", &here),
            issue: IssueView::default(),
            here,
            text: None,
        };
    };
    let now = site.content.page(page);
    let facts = state.facts.as_deref().unwrap_or(&subject.working);
    let mut view = site.generated_view(&facts.title, &here);
    view.trail.push(link_to(&now.title, &now.address));
    subject.working.document.as_deref().unwrap_or_default().clone_into(&mut view.id);
    facts.fields.text("summary").unwrap_or_default().clone_into(&mut view.summary);
    let view_of_issue = issue_view(site, (governance, subject), (issue, state), page);
    view.control = Some(ControlView { sheet: sheet(site, issue, &view_of_issue), ..ControlView::default() });
    let text = Some(ApprovedText { page, state, file: &subject.file });
    IssuePage { view, issue: view_of_issue, here, text }
}

/// What is printed on every sheet of it.
fn sheet(site: &Site, issue: &Issue, view: &IssueView) -> String {
    let stands = match (view.applies, issue.until) {
        (true, _) => site.fill("sheet_in_force_since", [("day", site.day(issue.since).into())]),
        (false, Some(until)) => site.fill("sheet_applies_no_more_since", [("day", site.day(until).into())]),
        (false, None) => site.say("sheet_applies_no_more"),
    };
    printed(site, &format!("{} · {stands}", issue_words(site, issue)))
}

fn issue_view(
    site: &Site,
    (governance, subject): (&Governance, &Subject),
    (issue, state): (&Issue, &PageState),
    page: PageId,
) -> IssueView {
    let number = site.governed_index().subject(page);
    let current = number.and_then(|number| governance.in_force[number].issue());
    let applies = current
        .and_then(|current| subject.states.get(current.state))
        .is_some_and(|current| current.exact == state.exact);
    let in_force = current.filter(|_| !applies).and_then(|current| path_of(site, page, current));
    let now = site.content.page(page);
    IssueView {
        number: issue.number.unwrap_or_default(),
        name: capital(&issue_name(site, issue)),
        applies,
        since: site.day_view(issue.since),
        until: issue.until.map(|day| site.day_view(day)),
        text: state.exact.text.to_string(),
        commit: state.commit.id.short(),
        approvals: signatures(site, governance, issue),
        page: link_to(&now.title, &now.address),
        in_force: in_force.unwrap_or_default(),
        records: path(&addresses::records()),
    }
}

/// A text of a page that is or was in force, by its place among those; `None` where it cannot be read.
pub(in crate::route) fn text(site: &Site, page: PageId, nth: usize) -> Option<Arc<str>> {
    let (governance, subject) = site.subject_of(page)?;
    let issue = governance.in_force[subject].issues.get(nth)?;
    text_of(site, governance.subjects[subject].states.get(issue.state)?)
}

fn text_of(site: &Site, state: &PageState) -> Option<Arc<str>> {
    let bytes = site.texts.as_ref()?.blob(state.exact.text).ok()?;
    Some(parse::as_shown(as_text(&bytes).into(), site.config.markdown))
}

/// The text as HTML, its references leading to where what they mean stands now.
pub(in crate::route) fn words(site: &Site, of: &IssuePage<'_>) -> IssueText {
    let Some(approved) = of.text else { return IssueText::default() };
    let state = approved.state;
    let Some(text) = text_of(site, state) else {
        let message = "a text that was in force cannot be read from the repository";
        let unread = Finding::new(Code::UnreadableHistory, Place::file(approved.file), message);
        return IssueText {
            drawn: RedlineOutcome { findings: vec![unread], ..RedlineOutcome::default() },
            ..IssueText::default()
        };
    };
    let read = parse::as_read(&text);
    let file = state.file.clone();
    let document = markdown::parse(read.body, &site.config.markdown);
    let outline = document.outline(&file, 0).value;
    let title = state.facts.as_deref().map(|facts| facts.title.clone());
    let says_title = outline.opens_with_title
        && outline.headings.first().is_some_and(|first| Some(&*first.text) == title.as_deref());
    let opening = if says_title { Opening::LeftOut } else { Opening::Shown };
    let references = OldReferences {
        words: &site.config.words,
        links: LinksOfOld::new(site, approved.page, of.here.clone()),
        place: OldPlace { file, shown: state.exact.embedded(), covers: Covers::All },
        written: &outline.references,
    };
    let mut html = String::with_capacity(read.body.len() * 2);
    markdown::parse(read.body, &site.config.markdown).html(opening, &references, &mut html);
    IssueText { html, drawn: RedlineOutcome { findings: Vec::new(), asked: references.links.asked() } }
}

struct OldReferences<'a> {
    words: &'a Words,
    links: LinksOfOld<'a>,
    place: OldPlace<'a>,
    written: &'a [Reference],
}

impl Resolve for OldReferences<'_> {
    fn words(&self) -> &Words {
        self.words
    }

    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_> {
        match self.written.get(nth) {
            Some(written) => self.links.shown(&self.place, written.kind, &written.target),
            None => ReferenceMarkup::AsWritten,
        }
    }
}

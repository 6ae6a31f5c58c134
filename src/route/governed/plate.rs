//! How one page stands: the document-control block, and what is said above its text.

use super::items::{due, is_open, page_path};
use super::links::{printed, role_title};
use super::signatures::{issue_words, signatures};
use super::{issues, items, truth};
use crate::config::Edition;
use crate::date::Day;
use crate::governance::{Governance, Subject};
use crate::model::{End, Hindrance, InForce, InForceReason, Issue, Item, PageId, Record, Standing, Waiting};
use crate::route::links::path;
use crate::route::old_links::{Covers, OldPlace};
use crate::route::redlines;
use crate::route::redlines::StoodText;
use crate::route::site::Site;
use crate::route::words::uncapital;
use crate::theme::view::{ControlView, ItemView, LinkView, MarkView};
use crate::words::count;
use crate::world::as_text;

/// The rule that asks for reviews.
const REVIEW: &str = "reviewed_every";

/// How a page stands; nothing where governance asks nothing of it.
pub(in crate::route) fn view(site: &Site, page: PageId) -> Option<ControlView> {
    let (governance, checklist) = site.governed.as_ref()?;
    let index = site.governed_index();
    let number = index.subject(page)?;
    let own: Vec<&Item> = checklist.of_page(number).iter().collect();
    let (subject, in_force) = (&governance.subjects[number], &governance.in_force[number]);
    let is_asked = !own.is_empty() || in_force.is_controlled();
    if !is_asked && governance.released_on(subject).is_none() {
        return None;
    }
    let plate = Plate { site, governance, subject, in_force, page };
    Some(plate.view(&own))
}

/// That nobody approves what a page says, where its words stand beside those of a page that somebody does.
pub(in crate::route) fn mark_beside(site: &Site, beside: PageId, page: PageId) -> Option<MarkView> {
    (site.is_controlled(beside) && site.is_free(page)).then(|| uncontrolled(site))
}

/// That nobody approves what a page says, in an edition of approved texts.
pub(in crate::route) fn mark_free(site: &Site, page: PageId) -> Option<MarkView> {
    site.is_free(page).then(|| uncontrolled(site))
}

fn uncontrolled(site: &Site) -> MarkView {
    MarkView { status: "uncontrolled".to_owned(), words: site.say("mark_uncontrolled") }
}

/// How a page stands that is not plainly in force, for lists: a name, and a word or two.
pub(in crate::route) fn mark(site: &Site, page: PageId) -> Option<MarkView> {
    if let Some(free) = mark_free(site, page) {
        return Some(free);
    }
    let (governance, _) = site.governed.as_ref()?;
    let number = site.governed_index().subject(page)?;
    let (subject, in_force) = (&governance.subjects[number], &governance.in_force[number]);
    let plate = Plate { site, governance, subject, in_force, page };
    // Asked for every page of long lists, most of which stand so: without putting it into words first.
    if plate.is_plainly_in_force() {
        return None;
    }
    let (status, _) = plate.standing();
    let words = match status {
        "waiting" => "mark_waiting",
        "dated" => "mark_dated",
        "unapproved" => "mark_unapproved",
        "provisional" => "mark_provisional",
        "superseded" => "mark_superseded",
        "withdrawn" => "mark_withdrawn",
        _ => return None,
    };
    Some(MarkView { status: status.to_owned(), words: site.say(words) })
}

struct Plate<'a> {
    site: &'a Site,
    governance: &'a Governance,
    subject: &'a Subject,
    in_force: &'a InForce,
    page: PageId,
}

impl Plate<'_> {
    fn view(&self, own: &[&Item]) -> ControlView {
        let issue = self.in_force.issue();
        let text = issue.and_then(|issue| self.subject.states.get(issue.state)).map(|state| state.exact.text);
        let (standing, words) = self.standing();
        let (banner, banner_link) = self.banner();
        let (holds, asked) = truth::progress(own);
        let review = own.iter().find(|item| item.control.rule == REVIEW && item.due.is_some());
        let open: Vec<ItemView> =
            own.iter().filter(|item| is_open(item)).map(|item| items::view(self.site, item)).collect();
        ControlView {
            sheet: self.sheet(&words),
            standing: standing.to_owned(),
            words,
            issue: issue.and_then(|issue| issue.number).unwrap_or_default(),
            text: text.map(|text| text.short()).unwrap_or_default(),
            text_path: issue
                .and_then(|issue| issues::path_of(self.site, self.page, issue))
                .unwrap_or_default(),
            approvals: issue.map(|issue| signatures(self.site, self.governance, issue)).unwrap_or_default(),
            since: issue.map(|issue| self.site.day_view(issue.since)),
            next_review: review.and_then(|item| item.due).map(|day| due(self.site, day)),
            draft: self.draft().unwrap_or_default(),
            banner,
            banner_link,
            progress: if asked > 0 {
                self.site.fill("asked_met", [("met", count(holds)), ("of", count(asked))])
            } else {
                String::new()
            },
            open,
            path: page_path(self.subject),
        }
    }

    /// Whether the text in force is approved, and nothing newer waits.
    fn is_plainly_in_force(&self) -> bool {
        let is_approved = |issue: &Issue| {
            !matches!(issue.basis, InForceReason::Provisional { .. } | InForceReason::StoodBefore)
        };
        !matches!(self.in_force.standing, Standing::Uncontrolled | Standing::Withdrawn { .. })
            && self.in_force.issue().is_some_and(is_approved)
            && self.in_force.waiting.is_none()
            && self.superseding().is_none()
    }

    /// How it stands: a name, and words.
    fn standing(&self) -> (&'static str, String) {
        let superseding = self.superseding();
        let (site, dated) =
            (self.site, |name, day: Day| self.site.fill(name, [("day", self.site.day(day).into())]));
        match (&self.in_force.standing, self.in_force.issue(), &self.in_force.waiting) {
            (Standing::Uncontrolled, ..) => match self.governance.released_on(self.subject) {
                Some(day) => ("released", dated("not_controlled_since", day)),
                None => ("", String::new()),
            },
            (Standing::Withdrawn { on, .. }, ..) => match superseding {
                Some(by) => {
                    let values = [("page", by.title.into()), ("day", self.site.day(*on).into())];
                    ("superseded", site.fill("superseded_by_on", values))
                }
                None => ("withdrawn", dated("withdrawn_on", *on)),
            },
            (_, Some(issue), waiting) => self.standing_in_force(issue, waiting.as_ref()),
            (_, None, Some(waiting)) => match waiting.from {
                Some(day) => ("dated", dated("approved_from", day)),
                None => (
                    "unapproved",
                    site.fill("not_approved_yet_waits", [("waits", self.waits(waiting).into())]),
                ),
            },
            (_, None, None) => ("unapproved", site.say("not_approved_yet")),
        }
    }

    fn standing_in_force(&self, issue: &Issue, waiting: Option<&Waiting>) -> (&'static str, String) {
        let site = self.site;
        if let (InForceReason::Provisional { until, .. }, None) = (&issue.basis, waiting) {
            return ("provisional", site.fill("provisional_until", [("day", self.site.day(*until).into())]));
        }
        if issue.basis == InForceReason::StoodBefore {
            return ("unapproved", site.say("stood_before_control"));
        }
        if let Some(by) = self.superseding() {
            let words = site.fill("superseded_in_force", [("page", by.title.into())]);
            return ("superseded", words);
        }
        match waiting {
            None => ("in-force", site.fill("in_force_since", [("day", self.site.day(issue.since).into())])),
            Some(Waiting { from: Some(day), .. }) => {
                ("dated", site.fill("in_force_newer_from", [("day", self.site.day(*day).into())]))
            }
            Some(waiting) => {
                ("waiting", site.fill("in_force_newer_waits", [("waits", self.waits_for(waiting).into())]))
            }
        }
    }

    /// Whether nobody has approved the text that applies.
    fn only_stands(&self) -> bool {
        self.in_force.issue().is_some_and(|issue| issue.basis == InForceReason::StoodBefore)
    }

    fn waits(&self, waiting: &Waiting) -> String {
        let roles = self.waits_for(waiting);
        match &waiting.hindrance {
            Hindrance::Declined(_) => roles,
            _ if roles.is_empty() => String::new(),
            _ => self.site.fill("it_waits", [("roles", roles.into())]),
        }
    }

    fn waits_for(&self, waiting: &Waiting) -> String {
        if let Hindrance::Declined(by) = &waiting.hindrance {
            let role = role_title(self.site, &by.role);
            let values = [("person", by.person.to_string().into()), ("role", role.into())];
            return self.site.fill("and_was_declined", values);
        }
        let roles: Vec<String> = waiting.roles.iter().map(|role| role_title(self.site, role)).collect();
        match (roles.is_empty(), waiting.state) {
            (_, None) => self.site.say("to_be_committed"),
            (true, _) => String::new(),
            (false, _) => {
                self.site.fill("for_roles", [("roles", self.site.config.words.listed(&roles).into())])
            }
        }
    }

    /// What is said above the text where that is not what is in force, or where something newer waits.
    fn banner(&self) -> (String, Option<LinkView>) {
        match (&self.in_force.standing, &self.in_force.waiting) {
            (Standing::Withdrawn { by, on }, _) => {
                let reason = by.reason().map(ToString::to_string).unwrap_or_default();
                let link = self.superseding();
                let values = [("day", self.site.day(*on).into()), ("who", self.person(by).into())];
                let words = format!("{} {reason}", self.site.fill("banner_withdrawn", values));
                (words.trim_end().to_owned(), link)
            }
            (Standing::Uncontrolled, _) if self.subject.deleted.is_some() => {
                (self.site.say("banner_deleted"), None)
            }
            (Standing::NothingApproved, Some(Waiting { from: Some(day), .. })) => {
                (self.site.fill("banner_from", [("day", self.site.day(*day).into())]), None)
            }
            (Standing::NothingApproved, Some(waiting)) => {
                (self.site.fill("banner_not_approved", [("waits", self.waits(waiting).into())]), None)
            }
            (Standing::InForce(_), None) if self.is_provisional().is_some() => {
                let (by, until) = self.is_provisional().unzip();
                let who = by.map_or_else(String::new, |by| self.person(by));
                let until = until.map_or_else(String::new, |day| self.site.day(day));
                let values = [("day", until.into()), ("who", who.into())];
                (self.site.fill("banner_provisional", values), self.approved_before())
            }
            (Standing::InForce(_), None) if self.superseding().is_some() => {
                (self.site.say("banner_superseded"), self.superseding())
            }
            (Standing::InForce(_), None) if self.only_stands() => {
                (self.site.say("banner_stood_before"), None)
            }
            (Standing::InForce(_), Some(waiting)) => self.banner_of_newer(waiting),
            _ => (String::new(), None),
        }
    }

    /// The same, where a text is in force and a newer one waits.
    fn banner_of_newer(&self, waiting: &Waiting) -> (String, Option<LinkView>) {
        let since = self.in_force.issue().map(|issue| self.site.day(issue.since)).unwrap_or_default();
        let is_latest = self.site.config.edition == Edition::Latest;
        match (is_latest, waiting.from) {
            (true, Some(day)) => {
                let values = [("day", self.site.day(day).into()), ("since", since.into())];
                (self.site.fill("banner_from_until_then", values), self.text_in_force())
            }
            (false, Some(day)) => {
                let words = self.site.fill("banner_newer_from", [("day", self.site.day(day).into())]);
                let stands = self.site.say("banner_stood_before");
                (if self.only_stands() { format!("{stands} {words}") } else { words }, None)
            }
            (true, None) if self.only_stands() => {
                let waits = self.waits(waiting).into();
                (self.site.fill("banner_not_approved_only", [("waits", waits)]), self.text_in_force())
            }
            (false, None) if self.only_stands() => {
                let waits = self.waits_for(waiting).into();
                (self.site.fill("banner_stood_before_newer_waits", [("waits", waits)]), None)
            }
            (true, None) => {
                let values = [("waits", self.waits(waiting).into()), ("since", since.into())];
                (self.site.fill("banner_not_approved_applies", values), self.text_in_force())
            }
            (false, None) => {
                (self.site.fill("banner_newer_waits", [("waits", self.waits_for(waiting).into())]), None)
            }
        }
    }

    /// By whose approval the text is in force for a while, and through which day.
    fn is_provisional(&self) -> Option<(&Record, Day)> {
        match &self.in_force.issue()?.basis {
            InForceReason::Provisional { by, until, .. } => Some((by, *until)),
            InForceReason::Approved(_) | InForceReason::StoodBefore => None,
        }
    }

    /// The last text that was approved for good.
    fn approved_before(&self) -> Option<LinkView> {
        let last =
            self.in_force.issues.iter().rfind(|issue| matches!(issue.basis, InForceReason::Approved(_)))?;
        let path = issues::path_of(self.site, self.page, last)?;
        Some(LinkView { title: self.site.say("read_approved_before"), path })
    }

    fn text_in_force(&self) -> Option<LinkView> {
        let path = issues::path_of(self.site, self.page, self.in_force.issue()?)?;
        Some(LinkView { title: self.site.say("read_text_in_force"), path })
    }

    /// What the newest draft would change, where the site shows that.
    fn draft(&self) -> Option<String> {
        let shows = self.site.config.draft_redline && self.site.config.edition == Edition::Approved;
        let state = self.in_force.waiting.as_ref().filter(|_| shows)?.state?;
        let old = self.read(self.in_force.issue()?.state)?;
        let new = self.read(state)?;
        let place = |state: usize| {
            let text = &self.subject.states.get(state)?.exact;
            Some(OldPlace { file: self.subject.file.clone(), shown: text.embedded(), covers: Covers::All })
        };
        let in_force = StoodText { text: &old, place: place(self.in_force.issue()?.state)? };
        let newest = StoodText { text: &new, place: place(state)? };
        Some(redlines::between(self.site, self.page, in_force, newest))
    }

    fn read(&self, state: usize) -> Option<String> {
        let bytes = self.site.texts.as_ref()?.blob(self.subject.states.get(state)?.exact.text).ok()?;
        Some(as_text(&bytes).into_owned())
    }

    /// The page that says that it supersedes this one.
    fn superseding(&self) -> Option<LinkView> {
        let relations = &self.site.content.relations[self.page.index()];
        let by = relations
            .iter()
            .find(|relation| &*relation.field == "supersedes" && relation.end == End::IsNamed)?;
        let page = self.site.content.page(*by.pages.first()?);
        Some(LinkView { title: page.title.to_string(), path: path(&page.address) })
    }

    /// What is printed on every sheet. Where the page shows a text that is not in force, that is what it says.
    fn sheet(&self, words: &str) -> String {
        if !self.in_force.is_controlled() {
            return String::new();
        }
        let issue = self.in_force.issue().map(|issue| issue_words(self.site, issue)).unwrap_or_default();
        let shows_draft = self.site.config.edition == Edition::Latest && self.in_force.waiting.is_some();
        let words = match (shows_draft, issue.is_empty()) {
            (true, false) => self.site.fill("sheet_draft", [("issue", issue.into())]),
            (_, true) => uncapital(words),
            (false, false) => format!("{issue} · {}", uncapital(words)),
        };
        printed(self.site, &words)
    }

    /// Who signed a record, with the role.
    fn person(&self, by: &Record) -> String {
        let role = role_title(self.site, &by.role);
        self.site.fill("person_in_role", [("person", by.person.to_string().into()), ("role", role.into())])
    }
}

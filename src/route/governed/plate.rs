//! How one page stands: the document-control block, and what is said above its text.

use super::items::{due, is_open, page_path};
use super::links::{UNCONTROLLED, role_title};
use super::signatures::{issue_words, signatures};
use super::{issues, items, truth};
use crate::config::Edition;
use crate::date::Day;
use crate::governance::{Governance, Subject};
use crate::model::{End, Hindrance, InForce, InForceReason, Issue, Item, PageId, Record, Standing, Waiting};
use crate::route::links::path;
use crate::route::redlines;
use crate::route::redlines::{Covers, OldPlace};
use crate::route::site::Site;
use crate::route::words::{day_view, listed, uncapital};
use crate::theme::view::{ControlView, ItemView, LinkView, MarkView};

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

/// How a page stands that is not plainly in force, for lists: a name, and a word or two.
pub(in crate::route) fn mark(site: &Site, page: PageId) -> Option<MarkView> {
    let (governance, _) = site.governed.as_ref()?;
    let number = site.governed_index().subject(page)?;
    let (subject, in_force) = (&governance.subjects[number], &governance.in_force[number]);
    let (status, _) = Plate { site, governance, subject, in_force, page }.standing();
    let words = match status {
        "waiting" => "Draft waits",
        "dated" => "Approved for later",
        "unapproved" => "Not approved",
        "provisional" => "Provisional",
        "superseded" => "Superseded",
        "withdrawn" => "Withdrawn",
        _ => return None,
    };
    Some(MarkView { status: status.to_owned(), words: words.to_owned() })
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
            since: issue.map(|issue| day_view(issue.since)),
            next_review: review.and_then(|item| item.due).map(|day| due(self.site, day)),
            draft: self.draft().unwrap_or_default(),
            banner,
            banner_link,
            progress: if asked > 0 { format!("{holds} of {asked} met") } else { String::new() },
            open,
            path: page_path(self.subject),
        }
    }

    /// How it stands: a name, and words.
    fn standing(&self) -> (&'static str, String) {
        let superseding = self.superseding();
        match (&self.in_force.standing, self.in_force.issue(), &self.in_force.waiting) {
            (Standing::Uncontrolled, ..) => match self.governance.released_on(self.subject) {
                Some(day) => ("released", format!("Not controlled since {}", day.words())),
                None => ("", String::new()),
            },
            (Standing::Withdrawn { on, .. }, ..) => match superseding {
                Some(by) => ("superseded", format!("Superseded by {} on {}", by.title, on.words())),
                None => ("withdrawn", format!("Withdrawn on {}", on.words())),
            },
            (_, Some(issue), waiting) => self.standing_in_force(issue, waiting.as_ref()),
            (_, None, Some(waiting)) => match waiting.from {
                Some(day) => ("dated", format!("Approved; comes into force on {}", day.words())),
                None => ("unapproved", format!("Not approved yet{}", self.waits(waiting))),
            },
            (_, None, None) => ("unapproved", "Not approved yet".to_owned()),
        }
    }

    fn standing_in_force(&self, issue: &Issue, waiting: Option<&Waiting>) -> (&'static str, String) {
        if let (InForceReason::Provisional { until, .. }, None) = (&issue.basis, waiting) {
            return ("provisional", format!("Provisionally in force, until {}", until.words()));
        }
        if issue.basis == InForceReason::StoodBefore {
            return ("unapproved", "Not approved; it stood here before it came under control".to_owned());
        }
        if let Some(by) = self.superseding() {
            let words = format!("Superseded by {}; in force until it is withdrawn", by.title);
            return ("superseded", words);
        }
        match waiting {
            None => ("in-force", format!("In force since {}", issue.since_words())),
            Some(Waiting { from: Some(day), .. }) => {
                ("dated", format!("In force; a newer text follows on {}", day.words()))
            }
            Some(waiting) => ("waiting", format!("In force; a newer draft waits{}", self.waits_for(waiting))),
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
            _ => format!(": it waits{roles}"),
        }
    }

    fn waits_for(&self, waiting: &Waiting) -> String {
        if let Hindrance::Declined(by) = &waiting.hindrance {
            return format!(" and was declined by {} ({})", by.person, role_title(self.site, &by.role));
        }
        let roles: Vec<String> = waiting.roles.iter().map(|role| role_title(self.site, role)).collect();
        match (roles.is_empty(), waiting.state) {
            (_, None) => " to be committed".to_owned(),
            (true, _) => String::new(),
            (false, _) => format!(" for {}", listed(&roles)),
        }
    }

    /// What is said above the text where that is not what is in force, or where something newer waits.
    fn banner(&self) -> (String, Option<LinkView>) {
        match (&self.in_force.standing, &self.in_force.waiting) {
            (Standing::Withdrawn { by, on }, _) => {
                let reason = by.reason().map(ToString::to_string).unwrap_or_default();
                let link = self.superseding();
                let who = format!("{} ({})", by.person, role_title(self.site, &by.role));
                let day = on.words();
                let words =
                    format!("This page was withdrawn on {day} by {who} and applies no more. {reason}");
                (words.trim_end().to_owned(), link)
            }
            (Standing::Uncontrolled, _) if self.subject.deleted.is_some() => {
                let words = "This page is deleted. It was not controlled any more; these are the last words that were in force.";
                (words.to_owned(), None)
            }
            (Standing::NothingApproved, Some(Waiting { from: Some(day), .. })) => (
                format!(
                    "This text is approved and comes into force on {}. It binds nobody yet.",
                    day.words()
                ),
                None,
            ),
            (Standing::NothingApproved, Some(waiting)) => {
                (format!("This text is not approved{}. It binds nobody yet.", self.waits(waiting)), None)
            }
            (Standing::InForce(_), None) if self.is_provisional().is_some() => {
                let (by, until) = self.is_provisional().unzip();
                let who = by.map_or_else(String::new, |by| {
                    format!("{} ({})", by.person, role_title(self.site, &by.role))
                });
                let until = until.map_or_else(String::new, Day::words);
                let words =
                    format!("This text is in force for now, until {until}, by the word of {who} alone.");
                (words, self.approved_before())
            }
            (Standing::InForce(_), None) if self.superseding().is_some() => {
                let words =
                    "Another page takes the place of this one, which stays in force until it is withdrawn.";
                (words.to_owned(), self.superseding())
            }
            (Standing::InForce(_), None) if self.only_stands() => {
                let words = "This text is not approved. It stood here before the page came under control.";
                (words.to_owned(), None)
            }
            (Standing::InForce(_), Some(waiting)) => self.banner_of_newer(waiting),
            _ => (String::new(), None),
        }
    }

    /// The same, where a text is in force and a newer one waits.
    fn banner_of_newer(&self, waiting: &Waiting) -> (String, Option<LinkView>) {
        let since = self.in_force.issue().map(Issue::since_words).unwrap_or_default();
        let is_latest = self.site.config.edition == Edition::Latest;
        match (is_latest, waiting.from) {
            (true, Some(day)) => {
                let words = format!(
                    "This text is approved and comes into force on {}. Until then applies the text in force since {since}.",
                    day.words()
                );
                (words, self.text_in_force())
            }
            (false, Some(day)) => {
                let words = format!("A newer text is approved and comes into force on {}.", day.words());
                let stands = "This text is not approved. It stood here before the page came under control. ";
                (if self.only_stands() { stands.to_owned() + &words } else { words }, None)
            }
            (true, None) if self.only_stands() => {
                (format!("This text is not approved{}.", self.waits(waiting)), self.text_in_force())
            }
            (false, None) if self.only_stands() => {
                let words = "This text is not approved. It stood here before the page came under control";
                (format!("{words}; a newer draft waits{}.", self.waits_for(waiting)), None)
            }
            (true, None) => {
                let words = format!(
                    "This text is not approved{}. What applies is the text in force since {since}.",
                    self.waits(waiting)
                );
                (words, self.text_in_force())
            }
            (false, None) => (format!("A newer draft waits{}.", self.waits_for(waiting)), None),
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
        Some(LinkView { title: "Read the text that was approved before".to_owned(), path })
    }

    fn text_in_force(&self) -> Option<LinkView> {
        let path = issues::path_of(self.site, self.page, self.in_force.issue()?)?;
        Some(LinkView { title: "Read the text in force".to_owned(), path })
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
        let (in_force, newest) = (place(self.in_force.issue()?.state)?, place(state)?);
        Some(redlines::between(self.site, self.page, (&old, in_force), (&new, newest)))
    }

    fn read(&self, state: usize) -> Option<String> {
        let bytes = self.site.texts.as_ref()?.blob(self.subject.states.get(state)?.exact.text).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
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
        let issue = self.in_force.issue().map(issue_words).unwrap_or_default();
        let shows_draft = self.site.config.edition == Edition::Latest && self.in_force.waiting.is_some();
        let words = match (shows_draft, issue.is_empty()) {
            (true, false) => format!("draft, not approved; {issue} is in force"),
            (_, true) => uncapital(words),
            (false, false) => format!("{issue} · {}", uncapital(words)),
        };
        format!("{words} · {UNCONTROLLED}")
    }
}

//! The master list: every page under control, which text of it is in force, and who approved that.

mod validity;

use std::collections::HashMap;
use std::sync::Arc;

use super::{Governance, Subject};
use crate::date::{Day, Zone};
use crate::model::{
    Checklist, CommitId, Content, InForce, InForceReason, Issue, PageFacts, PageId, PageState, Record, Roles,
    Standing, Status, Strength, SubjectName, TextId, Waiting,
};
use crate::path::FilePath;
pub use validity::Validity;

/// The rule by which controls ask for reviews.
const REVIEWED: &str = "reviewed_every";

/// A page under control, or one that was and is deleted.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    /// What the row is about, as items of the checklist name it.
    pub subject: SubjectName,
    /// Its page in the selected edition; `None` where that does not have it.
    pub page: Option<PageId>,
    /// Its document number.
    pub document: Option<Arc<str>>,
    /// Its path in the content folder: where it stands, or last stood.
    pub path: FilePath,
    /// The title in the text in force, else in the selected edition. `None` where neither is there: the words of a
    /// text that nobody approved are not reported in the approved edition.
    pub title: Option<Arc<str>>,
    /// Its status.
    pub validity: Validity,
    /// A newer text that waits, beside the one in force or without one.
    pub waiting: Option<Waiting>,
    /// The issue number of the text in force, of a withdrawn page that of the last. `None` for a text that nobody
    /// approved, and where the page is deleted.
    pub issue: Option<u32>,
    /// The exact text of that issue; of a deleted page the last that anybody approved.
    pub revision: Option<RevisionName>,
    /// Who owns the page.
    pub owner: Option<Owner>,
    /// Who approved that text, in the order of signing.
    pub approvals: Vec<RegisterSignature>,
    /// The first day on which that issue was in force, where that is known.
    pub since: Option<Day>,
    /// The last day on which the next review is in time; the earliest, where several controls ask for one.
    pub next_review: Option<Day>,
}

/// What names a text for good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RevisionName {
    /// The object id of its bytes.
    pub text: TextId,
    /// The commit that brought it.
    pub commit: CommitId,
    /// The day of that commit, in the site's zone.
    pub day: Option<Day>,
}

/// The role that owns a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    /// Its id.
    pub role: Arc<str>,
    /// The title of its page; its id where there is no such page.
    pub title: Arc<str>,
    /// Who holds it today.
    pub holders: Vec<Arc<str>>,
}

/// Somebody's approval of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisterSignature {
    /// The role in which it was given, by its id.
    pub role: Arc<str>,
    /// The title of that role's page; its id where there is no such page.
    pub title: Arc<str>,
    /// Who gave it.
    pub person: Arc<str>,
    /// The day on which it was given, as its record says.
    pub date: Day,
    /// The record, by its id.
    pub record: Arc<str>,
    /// Whether it was given for good.
    pub strength: Strength,
}

impl RegisterRow {
    /// As people and commands name it: its document number, else its path.
    pub fn name(&self) -> &str {
        self.document.as_deref().unwrap_or(self.path.as_str())
    }
}

/// A row for each page under control, in the order of document numbers.
pub fn rows(governance: &Governance, checklist: &Checklist, content: &Content) -> Vec<RegisterRow> {
    let register = RegisterBuilder { governance, content, reviews: reviews(checklist) };
    let controlled = governance.subjects.iter().zip(&governance.in_force).enumerate();
    let mut rows: Vec<RegisterRow> = controlled
        .filter(|(_, (_, in_force))| in_force.is_controlled())
        .map(|(number, (subject, in_force))| register.row(number, subject, in_force))
        .collect();
    rows.sort_by(|a, b| {
        (a.document.is_none(), &a.document, &a.path).cmp(&(b.document.is_none(), &b.document, &b.path))
    });
    rows
}

/// By what page the next review is due.
fn reviews(checklist: &Checklist) -> HashMap<usize, Day> {
    let mut reviews = HashMap::new();
    let items = checklist.of_pages.iter().flat_map(|items| items.iter());
    for item in items.filter(|item| item.control.rule == REVIEWED) {
        // The day of a waiver is not that of a review.
        let due = item.due.filter(|_| item.status != Status::Waived);
        if let (SubjectName::Page(number), Some(due)) = (&item.subject, due) {
            reviews.entry(*number).and_modify(|day: &mut Day| *day = due.min(*day)).or_insert(due);
        }
    }
    reviews
}

/// What rows are written from.
struct RegisterBuilder<'a> {
    governance: &'a Governance,
    content: &'a Content,
    reviews: HashMap<usize, Day>,
}

impl RegisterBuilder<'_> {
    fn row(&self, number: usize, subject: &Subject, in_force: &InForce) -> RegisterRow {
        let issue = match in_force.standing {
            Standing::Withdrawn { .. } => in_force.issues.last(),
            _ => in_force.issue(),
        };
        let state = issue.and_then(|issue| subject.states.get(issue.state));
        let facts = state.and_then(|state| state.facts.as_ref()).or(subject.shown.as_ref());
        let is_withdrawn = matches!(in_force.standing, Standing::Withdrawn { .. });
        RegisterRow {
            subject: SubjectName::Page(number),
            page: subject.page,
            document: subject.id.clone(),
            path: subject.working.path.clone(),
            title: facts.map(|facts| facts.title.clone()),
            validity: match &subject.deleted {
                Some(_) if in_force.issue().is_some() => Validity::Deleted,
                _ => Validity::from_in_force(in_force, self.superseded_by(subject)),
            },
            waiting: in_force.waiting.clone(),
            issue: issue.and_then(|issue| issue.number),
            revision: state.map(|state| revision(state, &self.governance.zone)),
            owner: self.owner(facts.unwrap_or(&subject.working)),
            approvals: issue.map_or_else(Vec::new, |issue| self.signatures(issue)),
            since: issue.map(|issue| issue.since),
            next_review: self.reviews.get(&number).copied().filter(|_| !is_withdrawn),
        }
    }

    /// The page that supersedes this one, which the content says of no text that nobody approved.
    fn superseded_by(&self, subject: &Subject) -> Option<Arc<str>> {
        let page = self.content.page(*self.content.stating(subject.page?, "supersedes").first()?);
        Some(page.document.clone().unwrap_or_else(|| page.title.clone()))
    }

    fn owner(&self, facts: &PageFacts) -> Option<Owner> {
        let role = facts.owner()?.clone();
        let known = self.governance.roles.get(&role);
        Some(Owner {
            title: title_of(&role, &self.governance.roles),
            holders: known.map_or_else(Vec::new, |role| role.holders_on(self.governance.today)),
            role,
        })
    }

    fn signatures(&self, issue: &Issue) -> Vec<RegisterSignature> {
        let mut records: Vec<&Arc<Record>> = match &issue.basis {
            InForceReason::Approved(records) => records.iter().collect(),
            InForceReason::Provisional { by, .. } => vec![by],
            InForceReason::StoodBefore => Vec::new(),
        };
        records.sort_by_key(|record| record.date);
        records.into_iter().filter_map(|record| self.signature(record)).collect()
    }

    fn signature(&self, record: &Record) -> Option<RegisterSignature> {
        let strength = record.approval()?.strength;
        Some(RegisterSignature {
            role: record.role.clone(),
            title: title_of(&record.role, &self.governance.roles),
            person: record.person.clone(),
            date: record.date,
            record: record.id.clone(),
            strength,
        })
    }
}

fn revision(state: &PageState, zone: &Zone) -> RevisionName {
    let day = state.commit.committed.day(zone);
    RevisionName { text: state.exact.text, commit: state.commit.id, day }
}

fn title_of(role: &Arc<str>, roles: &Roles) -> Arc<str> {
    roles.get(role).map_or_else(|| role.clone(), |role| role.title.clone())
}

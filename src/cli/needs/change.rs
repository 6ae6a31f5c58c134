//! Which pages have changed, and what each of them needs.

use std::sync::Arc;

use super::base::Base;
use super::kind::ChangeKind;
use crate::cli::governed_site::{GovernedSite, deed};
use crate::cli::outcome::Failure;
use crate::cli::sign::{asked, needs_another};
use crate::governance::{Governance, Subject};
use crate::model::{Content, Control, End, InForceReason, PageId, Record, Standing};
use crate::path::FilePath;
use crate::shell::Verb;

/// A page that has changed.
pub(super) struct PageChange {
    /// Its document number, else its path.
    pub(super) name: String,
    pub(super) title: Arc<str>,
    pub(super) file: FilePath,
    pub(super) what: ChangeKind,
    /// What is in force: "issue 3 is in force since 3 Mar 2026".
    pub(super) stands: String,
    /// That somebody has said no to it, and how that is taken back.
    pub(super) declined: Option<String>,
    pub(super) needs: Vec<ChangeNeed>,
    /// Of a change of the model: what it would ask of pages, a line each.
    pub(super) asks: Vec<String>,
}

/// Something that a change needs.
pub(super) struct ChangeNeed {
    pub(super) what: NeedKind,
    /// The page that is signed: the changed one, or one that builds on it.
    pub(super) page: String,
    /// All of these roles, each for itself.
    pub(super) roles: Vec<Arc<str>>,
    /// Why: what asks for it.
    pub(super) why: NeedReason,
    /// Whether somebody must sign who did not write the text.
    pub(super) note: Option<String>,
    /// What has to be mended before anybody can sign.
    pub(super) first: Option<String>,
    /// What is signed already in records that are not committed, and does not count yet.
    pub(super) pending: Vec<Arc<Record>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum NeedKind {
    Approval,
    Review,
    Withdrawal,
}

/// Why something is needed.
pub(super) enum NeedReason {
    Control(Arc<Control>),
    /// The model's adoption, as site.toml says.
    Adoption,
    /// In words.
    Words(String),
}

impl NeedKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            NeedKind::Approval => "approval",
            NeedKind::Review => "review",
            NeedKind::Withdrawal => "withdrawal",
        }
    }

    /// The command that puts it on record.
    pub(super) fn verb(self) -> Verb {
        match self {
            NeedKind::Approval => Verb::Approve,
            NeedKind::Review => Verb::Review,
            NeedKind::Withdrawal => Verb::Withdraw,
        }
    }
}

/// Every page that differs from a revision, or from its text in force.
pub(super) fn changes(governed: &GovernedSite, base: Option<&Base>) -> Result<Vec<PageChange>, Failure> {
    let governance = governed.governance()?;
    let mut changes = Vec::new();
    let there = |number: &usize| governance.subjects[*number].deleted.is_none();
    let (there, deleted): (Vec<usize>, Vec<usize>) = (0..governance.subjects.len()).partition(there);
    for number in there {
        let what = match base {
            Some(base) => base.what(governed, &governance.subjects[number])?,
            None => since_in_force(governance, number),
        };
        if let Some(what) = what {
            let change = change(governance, &governed.site.content, number, what);
            // Without a revision to compare with, only what waits for somebody is of interest.
            changes.extend(Some(change).filter(|change| base.is_some() || !change.needs.is_empty()));
        }
    }
    for number in deleted {
        let subject = &governance.subjects[number];
        let was_there = match base {
            Some(base) => base.has(governed, subject)?,
            None => true,
        };
        if was_there && governance.in_force[number].issue().is_some() {
            changes.push(gone(governance, number));
        }
    }
    Ok(changes)
}

fn since_in_force(governance: &Governance, number: usize) -> Option<ChangeKind> {
    if governance.model_in_force().is_none() {
        // The first model is what is asked for.
        return (!governance.needed(number).is_empty()).then_some(ChangeKind::New);
    }
    let in_force = &governance.in_force[number];
    match (in_force.issue(), &in_force.waiting) {
        (None, Some(_)) if in_force.issues.is_empty() => Some(ChangeKind::New),
        (_, Some(_)) => Some(ChangeKind::Changed),
        (Some(issue), None) => match issue.basis {
            InForceReason::Approved(_) => {
                let is_missing = governance.needed(number).iter().any(|needed| !needed.missing.is_empty());
                is_missing.then_some(ChangeKind::NotSignedByAll)
            }
            InForceReason::StoodBefore => Some(ChangeKind::NeverApproved),
            InForceReason::Provisional { .. } => Some(ChangeKind::Changed),
        },
        (None, None) => None,
    }
}

fn change(governance: &Governance, content: &Content, number: usize, what: ChangeKind) -> PageChange {
    let subject = &governance.subjects[number];
    let mut needs = approvals(governance, number);
    needs.extend(leaves(governance, number));
    if what == ChangeKind::Changed {
        needs.extend(subject.page.map(|page| reviews(governance, content, page)).unwrap_or_default());
    }
    PageChange {
        name: subject.name().to_owned(),
        title: subject.working.title.clone(),
        file: subject.file.clone(),
        what,
        stands: stands(governance, number),
        declined: governance.declined(number).map(|record| declined(governance, record)),
        needs,
        asks: asks(governance, content, subject),
    }
}

/// What of the checklist would stand otherwise once a changed model is adopted.
fn asks(governance: &Governance, content: &Content, subject: &Subject) -> Vec<String> {
    let is_model = governance.model.as_ref() == Some(&subject.file);
    let then = is_model.then(|| governance.with_newest_model()).flatten();
    then.map_or_else(Vec::new, |then| asked::lines(governance, &governance.changes(&then, content)))
}

fn approvals(governance: &Governance, number: usize) -> Vec<ChangeNeed> {
    let in_force = &governance.in_force[number];
    let waits_for_another = governance.waits_for_another(number);
    let waits_for_its_place = governance.waits_for_its_place(number);
    let waits = in_force.waiting.is_some() || waits_for_another;
    let needed = governance.needed(number);
    // Where somebody has not signed the words at all, it is theirs to approve the place as well.
    let any_may = waits_for_its_place && needed.iter().all(|needed| needed.missing.is_empty());
    let needs = needed.into_iter().filter_map(|needed| {
        let another = needed.needs_another && waits;
        let again = needed.needs_another && waits_for_another || any_may;
        if needed.missing.is_empty() && !again {
            return None;
        }
        let people = (needed.people > 1).then(|| format!("{} people in all", needed.people));
        let another = another.then(|| {
            if needed.missing.is_empty() {
                needs_another(governance, number)
            } else {
                "not by its author alone".to_owned()
            }
        });
        let who = if any_may { ": any of these approves that" } else { "" };
        let place = waits_for_its_place.then(|| format!("the words in force, at another place{who}"));
        let another = another.filter(|_| place.is_none());
        let notes: Vec<String> = place.into_iter().chain(people).chain(another).collect();
        Some(ChangeNeed {
            what: NeedKind::Approval,
            page: governance.subjects[number].name().to_owned(),
            roles: if needed.missing.is_empty() { needed.roles } else { needed.missing },
            why: needed.control.map_or(NeedReason::Adoption, NeedReason::Control),
            note: (!notes.is_empty()).then(|| notes.join(", ")),
            first: number_first(governance, number),
            pending: governance.pending(number).into_iter().cloned().collect(),
        })
    });
    needs.collect()
}

/// That a page needs a number before anybody can approve it: records name pages by it.
fn number_first(governance: &Governance, number: usize) -> Option<String> {
    let subject = &governance.subjects[number];
    let file = subject.file.as_str();
    let is_unnumbered = subject.working.document.is_none();
    is_unnumbered.then(|| governance.words.fill("do_number_page", [("file", file.into())]))
}

/// A page whose newest text is no longer under control, while an older one is in force.
fn leaves(governance: &Governance, number: usize) -> Option<ChangeNeed> {
    let (subject, in_force) = (&governance.subjects[number], &governance.in_force[number]);
    let issue = in_force.issue()?;
    if in_force.waiting.is_none() || !governance.needed(number).is_empty() {
        return None;
    }
    let facts = subject.states.get(issue.state)?.facts.as_deref().unwrap_or(&subject.working);
    Some(ChangeNeed {
        what: NeedKind::Withdrawal,
        page: subject.name().to_owned(),
        roles: governance.may_withdraw(&[facts]),
        why: NeedReason::Words("its newest text leaves control, and an approved one is in force".to_owned()),
        note: Some("one of them".to_owned()),
        first: None,
        pending: Vec::new(),
    })
}

/// The pages that state a relation to a changed one, where they were approved or reviewed as they stand.
fn reviews(governance: &Governance, content: &Content, page: PageId) -> Vec<ChangeNeed> {
    let related = content.relations.get(page.index()).map(Vec::as_slice).unwrap_or_default();
    let stating = related.iter().filter(|related| related.end == End::IsNamed);
    let mut needs = Vec::new();
    for related in stating {
        for other in &related.pages {
            needs.extend(review(governance, content, *other, (&related.field, page)));
        }
    }
    needs
}

fn review(
    governance: &Governance,
    content: &Content,
    other: PageId,
    (field, page): (&Arc<str>, PageId),
) -> Option<ChangeNeed> {
    let number = governance.subject_of(other)?;
    let subject = &governance.subjects[number];
    let document = subject.working.document.as_ref()?;
    let was_read = governance.records.iter().any(|record| {
        record.page.as_ref() == Some(document) && record.text().is_some() && record.arrival.is_some()
    });
    let owner = subject.working.owner().filter(|_| was_read)?;
    let changed = content.page(page);
    let changed = changed.document.as_deref().unwrap_or(changed.path.as_str());
    Some(ChangeNeed {
        what: NeedKind::Review,
        page: subject.name().to_owned(),
        roles: vec![owner.clone()],
        why: NeedReason::Words(format!(
            "{document} builds on {changed} (`{field}`), and was read before this change"
        )),
        note: None,
        first: None,
        pending: Vec::new(),
    })
}

fn stands(governance: &Governance, number: usize) -> String {
    let in_force = &governance.in_force[number];
    match &in_force.standing {
        Standing::Uncontrolled => "under no control".to_owned(),
        Standing::NothingApproved => "nothing of it is in force".to_owned(),
        Standing::Withdrawn { on, .. } => format!("withdrawn on {}", on.in_english()),
        Standing::InForce(_) => in_force.issue().map_or_else(String::new, |issue| {
            format!("{} is in force since {}", issue.name(&governance.words), issue.since.in_english())
        }),
    }
}

fn declined(governance: &Governance, record: &Record) -> String {
    let Record { person, role, date, .. } = record;
    let reason = record.reason().map_or_else(String::new, |reason| format!(": “{reason}”"));
    let revoke = deed(governance, Verb::Revoke, &record.id, role);
    format!(
        "declined by {person} ({role}) on {}{reason}; it does not come into force until `{revoke}`",
        date.in_english()
    )
}

/// Why a page whose file is gone needs somebody: it is deleted, or its file states another id by now.
fn why_gone(governance: &Governance, subject: &Subject) -> String {
    let there =
        governance.subjects.iter().find(|other| other.deleted.is_none() && other.file == subject.file);
    match there {
        Some(other) => {
            let says = other
                .working
                .document
                .as_ref()
                .map_or_else(|| "no id".to_owned(), |id| format!("`id: {id}`"));
            format!(
                "its text is in force, and its file {} says {says} by now: change that back to `id: {}` where it is not meant",
                subject.file,
                subject.name()
            )
        }
        None => "its text is in force, and it is deleted without a withdrawal".to_owned(),
    }
}

/// A page that is deleted, and whose text is in force until it is withdrawn.
fn gone(governance: &Governance, number: usize) -> PageChange {
    let subject = &governance.subjects[number];
    let name = subject.name().to_owned();
    let is_it = |record: &&Arc<Record>| {
        record.arrival.is_none() && record.page == subject.working.document && record.withdrawal().is_some()
    };
    let need = ChangeNeed {
        what: NeedKind::Withdrawal,
        page: name.clone(),
        roles: governance.may_withdraw(&[&subject.working]),
        why: NeedReason::Words(why_gone(governance, subject)),
        note: Some("one of them".to_owned()),
        first: None,
        pending: governance.records.iter().filter(is_it).cloned().collect(),
    };
    PageChange {
        name,
        title: subject.working.title.clone(),
        file: subject.file.clone(),
        what: ChangeKind::Deleted,
        stands: format!("deleted; {}", stands(governance, number)),
        declined: None,
        needs: vec![need],
        asks: Vec::new(),
    }
}

//! Whether what a record says is so.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::reader::suggestion;
use crate::governance::subject::{Gone, Known, Subject};

use crate::model::{Deed, ExactText, Record, Role, Roles, TextId, same_handle};

/// What records are held against.
#[derive(Clone, Debug)]
pub struct KnownFacts<'a> {
    /// By document number the texts that a page had, and whether those are all.
    pages: HashMap<&'a str, (HashSet<TextId>, Known)>,
    roles: &'a Roles,
    /// The ids of the controls that there are or were; `None` where they are not known.
    controls: Option<HashSet<Arc<str>>>,
    today: Day,
}

impl<'a> KnownFacts<'a> {
    /// Gathers what there is to hold records against.
    pub fn new(
        subjects: impl IntoIterator<Item = &'a Arc<Subject>>,
        gone: &'a [Gone],
        roles: &'a Roles,
        controls: Option<HashSet<Arc<str>>>,
        today: Day,
    ) -> KnownFacts<'a> {
        let mut pages: HashMap<&str, (HashSet<TextId>, Known)> = HashMap::new();
        for subject in subjects {
            let Some(document) = &subject.working.document else { continue };
            let texts = subject.states.iter().map(|state| state.exact.text).collect();
            pages.insert(document, (texts, subject.known));
        }
        for gone in gone {
            let texts: HashSet<TextId> = gone.states.iter().map(|state| state.exact.text).collect();
            pages.entry(&gone.document).or_insert((texts, Known::InPart));
        }
        KnownFacts { pages, roles, controls, today }
    }
}

/// Whether a record holds; what does not is told at its line.
pub(super) fn holds(record: &Record, known: &KnownFacts<'_>, findings: &mut Vec<Finding>) -> bool {
    let before = findings.len();
    let told = |message: String| Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
    if let Some(finding) = page(record, known) {
        findings.push(finding);
    }
    findings.extend(control(record, known));
    if let Some(role) = known.roles.get(&record.role) {
        findings.extend(person(record, role, known.roles));
    } else {
        let roles: Vec<&str> = known.roles.iter().map(|role| &*role.id).collect();
        let message = format!("there is no role `{}`", record.role);
        findings.push(told(message).hint(suggestion(&record.role, &roles)));
    }
    if record.date > known.today {
        let message = format!("the record is of {}, which is still to come", record.date.words());
        findings.push(
            told(message).hint("an approval for a later day has its own date today, and `effective:` then"),
        );
    }
    findings.len() == before
}

fn page(record: &Record, known: &KnownFacts<'_>) -> Option<Finding> {
    let id = record.page.as_ref()?;
    let told = |message: String| Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
    let Some((texts, extent)) = known.pages.get(&**id) else {
        let ids: Vec<&str> = known.pages.keys().copied().collect();
        let near = crate::diagnostic::near_miss(id, ids.iter().copied());
        return Some(
            told(format!("no page has the id `{id}`"))
                .hint_if(near.map(|near| format!("did you mean `{near}`?"))),
        );
    };
    let unknown = |text: &&ExactText| *extent == Known::Whole && !texts.contains(&text.text);
    let text = record.text().filter(unknown)?;
    let message = format!("no revision of {id} has the text {}", text.text.short());
    let near = texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let near = crate::diagnostic::near_miss(&text.text.to_string(), near.iter().map(String::as_str))
        .map(str::to_owned);
    let hint = near.map(|near| format!("did you mean `{near}`?"));
    Some(told(message).hint_if(hint).hint("`git rev-parse REV:PATH` tells the id of a committed text"))
}

fn control(record: &Record, known: &KnownFacts<'_>) -> Option<Finding> {
    let (controls, id) = (known.controls.as_ref()?, record.control()?);
    if controls.contains(id) {
        return None;
    }
    let mut ids: Vec<&str> = controls.iter().map(|id| &**id).collect();
    ids.sort_unstable();
    let message = format!("there is no control `{id}`");
    Some(Finding::new(Code::RecordDoesNotHold, record.place.clone(), message).hint(suggestion(id, &ids)))
}

fn person(record: &Record, role: &Role, roles: &Roles) -> Option<Finding> {
    if role.capacity(&record.person, record.date).is_some() {
        return None;
    }
    let (who, day) = (&record.person, record.date.words());
    let finding = |message: String| Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
    if let Some(why) = role.contested() {
        let finding = finding(why);
        let files = std::iter::once(&role.file).chain(&role.others);
        return Some(files.fold(finding, |finding, file| finding.related(Place::file(file), "describes it")));
    }
    if role.people().any(|person| same_handle(person, who)) {
        let message = format!("`{who}` did not hold the role `{}` on {day}", role.id);
        return Some(finding(message).hint(format!("`{}` says who held it when", role.file)));
    }
    let mut people: Vec<&str> = roles.iter().flat_map(Role::people).map(|person| &**person).collect();
    people.sort_unstable();
    people.dedup();
    if people.iter().any(|known| same_handle(known, who)) {
        return Some(finding(format!("`{who}` never held the role `{}`", role.id)));
    }
    Some(finding(format!("nobody called `{who}` holds a role")).hint(suggestion(who, &people)))
}

/// Drops revocations of what is not there, and of what another role has given.
pub(super) fn revocations(records: &[Arc<Record>]) -> Checked<Vec<Arc<Record>>> {
    let mut findings = Vec::new();
    let by_id: HashMap<&str, &Arc<Record>> = records.iter().map(|record| (&*record.id, record)).collect();
    let holds = |record: &&Arc<Record>| {
        let Deed::Revocation { of, .. } = &record.deed else { return true };
        let told = |message: String| Finding::new(Code::RecordDoesNotHold, record.place.clone(), message);
        match by_id.get(&**of) {
            None => {
                let mut ids: Vec<&str> = by_id.keys().copied().collect();
                ids.sort_unstable();
                findings
                    .push(told(format!("there is no record `{of}` that holds")).hint(suggestion(of, &ids)));
                false
            }
            Some(revoked) if revoked.role != record.role => {
                let message = format!("`{}` cannot revoke what `{}` has given", record.role, revoked.role);
                findings.push(told(message));
                false
            }
            Some(_) => true,
        }
    };
    let kept = records.iter().filter(holds).cloned().collect();
    Checked::new(kept, findings)
}

//! What changes by records that were just written, and how they are committed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::asked;
use crate::cli::governed_site::{GovernedSite, role_and_who};
use crate::cli::outcome::Failure;
use crate::cli::printing::many;
use crate::cli::root::way_to;
use crate::governance::{Governance, how_to_name_identities};
use crate::model::{
    AppointmentDetails, InForce, InForceReason, Issue, Proof, Record, Role, Standing, Tenure, same_handle,
};
use crate::path::FilePath;
use crate::shell;
use crate::words::Words;

/// Tells what was written, what it changes, and the command that commits it.
pub(in crate::cli) fn consequences(
    governed: &GovernedSite,
    written: &[Arc<Record>],
    files: &[FilePath],
    words: &[String],
) -> Result<String, Failure> {
    let as_it_is = governed.governance()?;
    // What is not committed yet will be by then.
    let now = &as_it_is.with(&[]);
    let then = as_it_is.with(written);
    let mut lines: Vec<String> = Vec::new();
    let way = way_to(governed.world.root());
    lines.extend(files.iter().map(|file| format!("Wrote {way}{file}")));
    lines.push(String::new());
    lines.push(once_committed(as_it_is));
    lines.extend(written.iter().filter_map(|record| of_deed(record, &then)).map(|line| format!("  {line}")));
    for number in 0..now.subjects.len() {
        let document = now.subjects[number].working.document.as_ref();
        if written.iter().any(|record| record.page.is_some() && record.page.as_ref() == document)
            || now.in_force[number] != then.in_force[number]
        {
            lines.extend(of_page(now, &then, number).into_iter().map(|line| format!("  {line}")));
        }
    }
    lines.extend(unnumbered(now, &then).map(|line| format!("  {line}")));
    lines.extend(vacated(now, &then).into_iter().map(|line| format!("  {line}")));
    let changes = now.changes(&then, &governed.site.content);
    lines.extend(asked::lines(now, &changes).into_iter().map(|line| format!("  {line}")));
    if changes.is_empty() && lines.len() == files.len() + 2 {
        lines.push("  nothing on the checklist stands otherwise".to_owned());
    }
    lines.push(String::new());
    lines.extend(commit(as_it_is, written, files, words, &way));
    Ok(lines.join("\n") + "\n")
}

/// "Once that is committed:".
fn once_committed(now: &Governance) -> String {
    let pending = now.records.iter().filter(|record| record.arrival.is_none()).count();
    match pending {
        0 => "Once it is committed:".to_owned(),
        some => {
            let verb = if some == 1 { "is" } else { "are" };
            format!(
                "Once it is committed, with the {} that {verb} not committed yet:",
                many(some, "other record")
            )
        }
    }
}

/// What a record does that shows neither on a page nor on the checklist.
fn of_deed(record: &Record, then: &Governance) -> Option<String> {
    let AppointmentDetails { role, tenure, .. } = record.appointment()?;
    // Whoever is appointed in need holds the role for no longer than that.
    let holders = then.roles.get(role).map(|role| role.holders.as_slice()).unwrap_or_default();
    let is_it = |known: &&Tenure| known.person == tenure.person && known.from == tenure.from;
    let tenure = holders.iter().rfind(is_it).unwrap_or(tenure);
    let from = tenure.from.map_or_else(String::new, |day| format!(" from {} on", day.in_english()));
    let to = tenure.to.map_or_else(String::new, |day| format!(", through {}", day.in_english()));
    Some(format!("{role}: {} holds it{from}{to}", tenure.person))
}

/// Pages named in a line; the others are counted.
const MOST_NAMED: usize = 5;

/// The pages that come under control and that no record can name.
fn unnumbered(now: &Governance, then: &Governance) -> Option<String> {
    let comes =
        |number: &usize| then.in_force[*number].is_controlled() && !now.in_force[*number].is_controlled();
    let pages = (0..now.subjects.len()).filter(comes).map(|number| &now.subjects[number]);
    let pages: Vec<&str> = pages
        .filter(|subject| subject.working.document.is_none())
        .map(|subject| subject.file.as_str())
        .collect();
    let more = match pages.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = pages.get(..MOST_NAMED).unwrap_or(&pages).join(", ");
    (!pages.is_empty()).then(|| {
        format!(
            "{} under control with no number (`id`), so that nobody can approve them, and the approved edition leaves them out: {named}{more}",
            if pages.len() == 1 { "1 page comes".to_owned() } else { format!("{} pages come", pages.len()) }
        )
    })
}

/// The roles that nobody may sign for from some day on, where that was not so before.
fn vacated(now: &Governance, then: &Governance) -> Vec<String> {
    let unsigned =
        |governance: &Governance, role: &str| governance.roles.get(role)?.unsigned_from(governance.today);
    let vacated = |role: &Role| {
        let from = unsigned(then, &role.id).filter(|from| unsigned(now, &role.id) != Some(*from))?;
        Some(format!(
            "{}: nobody may sign for it from {} on, unless somebody is named before",
            role.id,
            from.in_english()
        ))
    };
    then.roles.iter().filter_map(vacated).collect()
}

/// How a page stands that stood otherwise, or is still short of somebody.
fn of_page(now: &Governance, then: &Governance, number: usize) -> Vec<String> {
    let (before, after) = (&now.in_force[number], &then.in_force[number]);
    let name = now.subjects[number].name();
    let mut lines = Vec::new();
    let text = |in_force: &InForce, of: &Governance| {
        let state = of.subjects[number].states.get(in_force.issue()?.state)?;
        Some(state.exact.clone())
    };
    let stands = |in_force| stands(&then.words, in_force);
    if stands(before) != stands(after) || text(before, now) != text(after, then) {
        lines.extend(stands(after).map(|words| format!("{name}: {words}")));
    }
    // Whoever takes a page out of force needs nobody's approval of it.
    if !before.is_withdrawn() && after.is_withdrawn() {
        return lines;
    }
    lines.extend(overtaken(now, then, number).map(|words| format!("{name}: {words}")));
    // Whatever is signed beside a no, it does not come into force.
    let open = declined(then, number).or_else(|| waits(then, number));
    lines.extend(open.map(|words| format!("{name}: {words}")));
    lines
}

/// That what was approved for a later day does not come into force then, since its signers saw another text in force.
fn overtaken(now: &Governance, then: &Governance, number: usize) -> Option<String> {
    let (before, after) = (now.approved_for(number), then.approved_for(number));
    let applies = then.text_that_applies(number);
    if applies == now.text_that_applies(number) {
        return None;
    }
    let (day, _) = before.difference(&after).find(|(_, text)| applies != Some(*text))?;
    Some(format!(
        "what was approved for {} does not come into force then: who signed it saw another text in force; approve it once more",
        day.in_english()
    ))
}

fn stands(words: &Words, in_force: &InForce) -> Option<String> {
    match &in_force.standing {
        Standing::Uncontrolled => None,
        Standing::NothingApproved => Some("no text is in force".to_owned()),
        Standing::Withdrawn { on, .. } => Some(format!("withdrawn from {} on", on.in_english())),
        Standing::InForce(number) => {
            let issue = in_force.issues.get(*number)?;
            let text = issue.name(words);
            let since = if issue.since < in_force.on {
                format!("in force since {}", issue.since.in_english())
            } else {
                format!("in force from {} on", issue.since.in_english())
            };
            Some(match &issue.basis {
                InForceReason::Provisional { until, .. } => {
                    format!("{text} is {since}, through {}", until.in_english())
                }
                InForceReason::Approved(_) | InForceReason::StoodBefore => format!("{text} is {since}"),
            })
        }
    }
}

/// That the newest text does not come into force, whoever approves it.
fn declined(then: &Governance, number: usize) -> Option<String> {
    let in_force = &then.in_force[number];
    let is_approved = |issue: &Issue| !matches!(issue.basis, InForceReason::StoodBefore);
    if in_force.waiting.is_none() && in_force.issue().is_some_and(is_approved) {
        return None;
    }
    let record = then.declined(number)?;
    let reason = record.reason()?;
    Some(format!(
        "{} ({}) has said no to the newest text, which does not come into force until that is revoked: {reason}",
        record.role, record.person
    ))
}

/// Who is still asked to approve the newest text.
fn waits(then: &Governance, number: usize) -> Option<String> {
    let in_force = &then.in_force[number];
    if let Some(day) = in_force.waiting.as_ref().and_then(|waiting| waiting.from) {
        return Some(format!("the newest text comes into force on {}", day.in_english()));
    }
    let needed = then.needed(number);
    let mut missing: Vec<&Arc<str>> = needed.iter().flat_map(|needed| &needed.missing).collect();
    missing.sort();
    missing.dedup();
    let people = needed.iter().map(|needed| needed.people).max().unwrap_or(1);
    if missing.is_empty() {
        return then.waits_for_another(number).then(|| needs_another(then, number));
    }
    let roles: Vec<String> = missing.into_iter().map(|role| role_and_who(then, role, then.today)).collect();
    if let Some(adoption) = then.adopted(number) {
        return Some(format!("adopted by {}; not signed by {} so far", adoption.role, roles.join(", ")));
    }
    let people = if people > 1 { format!(", {people} people in all") } else { String::new() };
    Some(format!("still needs {}{people}", roles.join(", ")))
}

/// That all have signed, and nobody of whom it is known that they did not write the text.
pub(in crate::cli) fn needs_another(then: &Governance, number: usize) -> String {
    let signed = then.signed(number);
    let people: BTreeSet<&str> = signed.iter().map(|record| &*record.person).collect();
    let unknown = people.into_iter().find(|person| !then.knows_how_they_commit(person));
    if let Some(person) = unknown {
        let how = how_to_name_identities(&then.words, &then.roles, person);
        return format!(
            "still needs somebody who is known not to have written the text, and nothing names `identities` of {person}: {how}, then approve once more"
        );
    }
    let wrote = |person: &Arc<str>| {
        let commit = then.written_by(number, person)?;
        Some(format!("{person} wrote in it, as commit {} has it", commit.short()))
    };
    let people: BTreeSet<Arc<str>> = signed.iter().map(|record| record.person.clone()).collect();
    let wrote: Vec<String> = people.iter().filter_map(wrote).collect();
    let wrote = if wrote.is_empty() { String::new() } else { format!(": {}", wrote.join("; ")) };
    let help = match then.nobody_else_may_sign(number) {
        Some(role) => {
            let page = then.roles.get(&role).map(|role| role.file.to_string()).unwrap_or_default();
            format!(
                "; nobody else holds `{role}`: name another holder in `{page}`, or have one appointed (`guidepost appoint`)"
            )
        }
        None => String::new(),
    };
    format!("still needs somebody who did not write the text{wrote}{help}")
}

/// The command that commits the records, and who must run it.
fn commit(
    now: &Governance,
    written: &[Arc<Record>],
    files: &[FilePath],
    words: &[String],
    way: &str,
) -> Vec<String> {
    let proof = now.model_in_force().map_or(Proof::None, |rulebook| rulebook.model.proof);
    let person = written.first().map_or("", |record| &*record.person);
    let role = written.first().map_or("", |record| &*record.role);
    let signed = if proof == Proof::Signed { "-S " } else { "" };
    let head = match proof {
        Proof::None => "Commit it:".to_owned(),
        Proof::Committer => format!("The model wants it committed by {person}:"),
        Proof::Signed => format!("The model wants it committed and signed by {person}:"),
    };
    let paths = |files: &mut dyn Iterator<Item = &FilePath>| {
        let paths: Vec<String> = files.map(|file| shell::word(&format!("{way}{file}"))).collect();
        paths.join(" ")
    };
    let subject = shell::word(&format!("{} as {role}", one_subject(words)));
    let others = now.records.iter().filter(|record| record.arrival.is_none());
    // Where it is proven who made a record, others commit theirs themselves.
    let (along, left): (Vec<&Arc<Record>>, Vec<&Arc<Record>>) =
        others.partition(|record| proof == Proof::None || same_handle(&record.person, person));
    let paths = paths(&mut files.iter().chain(along.iter().map(|record| &record.place.file)));
    let command = format!("  git add -- {paths} && git commit {signed}-m {subject} -- {paths}");
    let left =
        left.into_iter().map(|record| format!("{} commits `{way}{}`", record.person, record.place.file));
    [head, command].into_iter().chain(left).collect()
}

/// "Approve GL-001, GL-002" of "Approve GL-001" and "Approve GL-002".
fn one_subject(words: &[String]) -> String {
    let mut all = words.iter();
    let mut subject = all.next().cloned().unwrap_or_default();
    for other in all {
        subject.push_str(", ");
        subject.push_str(other.split_once(' ').map_or(other, |(_, rest)| rest));
    }
    subject
}

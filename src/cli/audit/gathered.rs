//! What is known of a page on a day.

use std::sync::Arc;

use super::audited::{Audited, AuditedRecord, RecordCommit, TextThen};
use super::checks::checks;
use super::issues::earlier_that_day;
use crate::cli::diff::compared;
use crate::cli::governed_site::GovernedSite;
use crate::cli::outcome::Failure;
use crate::date::Day;
use crate::governance::fold::FoldState;
use crate::governance::{Governance, Subject};
use crate::model::{Arrival, InForce, InForceReason, Issue, PageState, Record, RepoPath, Standing};
use crate::path::FilePath;
use crate::shell;
use crate::words::Words;

impl Audited {
    pub(super) fn gather(governed: &GovernedSite, number: usize, on: Day) -> Result<Audited, Failure> {
        let governance = governed.governance()?;
        let subject = &governance.subjects[number];
        let then = governance.in_force_on(subject, on);
        let text = then.issue().map(|issue| text_then(governed, subject, (&then, issue)));
        let text = text.transpose()?;
        let now = &governance.in_force[number];
        let text = text.map(|text| TextThen { until: until(now, &text), ..text });
        let records: Vec<AuditedRecord> = proving(&then)
            .into_iter()
            .map(|record| evidence(governed, governance, record))
            .collect::<Result<_, _>>()?;
        let mut audited = Audited {
            name: subject.name().to_owned(),
            title: subject.working.title.clone(),
            file: subject.file.to_string(),
            on,
            stands: stands(&governance.words, &then, text.as_ref()),
            earlier: earlier_that_day(&then, &|issue| issue.name(&governance.words)),
            since: [changed(&records), since(governed, number, on, text.as_ref())?].concat(),
            text,
            records,
            checks: Vec::new(),
            open_since: governance.fold.day_of_head().filter(|last| *last <= on),
            account: governance.account,
            remark: subject.deleted.as_ref().map(|_| "deleted since"),
        };
        audited.checks = checks(governed, &audited)?;
        Ok(audited)
    }
}

fn text_then(
    governed: &GovernedSite,
    subject: &Subject,
    (then, issue): (&InForce, &Issue),
) -> Result<TextThen, Failure> {
    let governance = governed.governance()?;
    let fold = &governance.fold;
    let state = state_of(subject, issue, &governance.words)?.clone();
    let same = |other: &&Issue| {
        other.number == issue.number && (issue.number.is_some() || other.state == issue.state)
    };
    let from = then.issues.iter().find(same).map_or(issue.since, |first| first.since);
    let stood = subject.id.as_ref().and_then(|id| fold.stood_at(id, issue.state));
    let stood = stood.unwrap_or(state.commit.id);
    let first = subject.id.as_ref().and_then(|id| fold.first_file(id, issue.state));
    let words = &governed.site.config.words;
    Ok(TextThen {
        author: state.commit.author_name(words).to_owned(),
        reason: state.commit.reason(words).to_owned(),
        issue: issue.number,
        from,
        again: Some(issue.since).filter(|day| *day != from),
        until: None,
        written: governed.versions.path_in(state.commit.id, first.unwrap_or(&state.file)),
        path: governed.versions.path_in(stood, &state.file),
        committed: state.commit.committed.day(&governed.site.config.zone),
        stood,
        state,
    })
}

/// The text of an issue.
fn state_of<'a>(subject: &'a Subject, issue: &Issue, words: &Words) -> Result<&'a PageState, Failure> {
    let state = subject.states.get(issue.state);
    state.ok_or_else(|| Failure::new(format!("nothing is known of the text of {}", issue.name(words))))
}

/// The first day on which a text was in force no longer, as is known now.
fn until(now: &InForce, text: &TextThen) -> Option<Day> {
    let since = text.again.unwrap_or(text.from);
    let same = now.issues.iter().find(|issue| issue.since == since && issue.number == text.issue);
    same.and_then(|issue| issue.until)
}

/// The records that put a page where it stood.
fn proving(then: &InForce) -> Vec<&Arc<Record>> {
    match (&then.standing, then.issue().map(|issue| &issue.basis)) {
        (Standing::Withdrawn { by, .. }, _) | (_, Some(InForceReason::Provisional { by, .. })) => vec![by],
        (_, Some(InForceReason::Approved(records))) => records.iter().collect(),
        _ => Vec::new(),
    }
}

fn evidence(
    governed: &GovernedSite,
    governance: &Governance,
    record: &Arc<Record>,
) -> Result<AuditedRecord, Failure> {
    let role = governance.roles.get(&record.role);
    let brought = |arrival: &Arrival| {
        let merged = governance.brought_by(arrival);
        let paths = paths_since(governed, &governance.fold, (arrival, &record.place.file));
        Ok::<_, Failure>(RecordCommit {
            arrival: arrival.clone(),
            kind: governed.versions.seal(arrival.commit).map_err(Failure::new)?,
            seal: governance.seal(record).cloned(),
            signers: governance.signers(record),
            changed: governance.fold.changed_since(&record.place.file, merged.unwrap_or(arrival.commit)),
            merged: merged.filter(|merged| *merged != arrival.commit),
            paths,
        })
    };
    Ok(AuditedRecord {
        file: match &record.arrival {
            Some(arrival) => governed.versions.path_in(arrival.commit, &record.place.file),
            None => governed.versions.repo_path(&record.place.file),
        },
        capacity: role.and_then(|role| role.capacity(&record.person, record.date)),
        appointed_by: governance.appointed_in_need(record).cloned(),
        proof: governance.proof(record),
        brought: record.arrival.as_ref().map(brought).transpose()?,
        record: record.clone(),
    })
}

/// Where a record was from its arrival on, each place once.
fn paths_since(
    governed: &GovernedSite,
    fold: &FoldState,
    (arrival, file): (&Arrival, &FilePath),
) -> Vec<RepoPath> {
    let since = fold.commits.iter().skip((u32::MAX - arrival.place) as usize);
    let mut paths = vec![governed.versions.path_in(arrival.commit, file)];
    for (commit, _) in since {
        let path = governed.versions.path_in(*commit, file);
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

fn stands(words: &Words, then: &InForce, text: Option<&TextThen>) -> String {
    let day = then.on.in_english();
    match (&then.standing, text) {
        (Standing::Uncontrolled, _) => {
            format!(
                "On {day} nobody was asked to approve this page: no text of it was in force, or needed to be"
            )
        }
        (Standing::NothingApproved, _) | (Standing::InForce(_), None) => {
            format!("On {day} no text of this page was in force: approval was asked for, and none had it")
        }
        (Standing::Withdrawn { on, .. }, _) => {
            format!("On {day} no text of this page was in force: it was withdrawn on {}", on.in_english())
        }
        (Standing::InForce(_), Some(text)) => {
            let what = then.issue().map_or_else(String::new, |issue| issue.name(words));
            let again =
                text.again.map_or(String::new(), |day| format!(", and again since {}", day.in_english()));
            let until = match text.until {
                Some(until) if until > then.on => format!(", and no longer from {} on", until.in_english()),
                _ => ", and it still is".to_owned(),
            };
            let basis = match then.issue().map(|issue| &issue.basis) {
                Some(InForceReason::Provisional { until, .. }) => {
                    format!("; provisionally, through {}", until.in_english())
                }
                Some(InForceReason::StoodBefore) => "; nobody had approved it".to_owned(),
                Some(InForceReason::Approved(records)) => {
                    let approved = records.iter().filter_map(|record| record.takes_effect()).max();
                    let later = approved.filter(|day| *day > text.from);
                    later.map_or(String::new(), |day| format!("; approved since {}", day.in_english()))
                }
                None => String::new(),
            };
            format!("On {day} {what} was in force, since {}{again}{until}{basis}", text.from.in_english())
        }
    }
}

/// The records whose files were changed or taken away since they arrived.
fn changed(records: &[AuditedRecord]) -> Vec<String> {
    let of = |evidence: &AuditedRecord| {
        let (commit, day) = *evidence.brought.as_ref()?.changed.last()?;
        let (file, commit, day) = (&evidence.file, commit.short(), day.in_english());
        Some(format!("commit {commit} of {day} changed or took away {file}, which counts as it arrived"))
    };
    records.iter().filter_map(of).collect()
}

/// What changed after the day.
fn since(
    governed: &GovernedSite,
    number: usize,
    on: Day,
    text: Option<&TextThen>,
) -> Result<Vec<String>, Failure> {
    let governance = governed.governance()?;
    let (subject, now) = (&governance.subjects[number], &governance.in_force[number]);
    let mut lines = Vec::new();
    for issue in now.issues.iter().filter(|issue| issue.since > on) {
        let state = state_of(subject, issue, &governance.words)?;
        let (text, name) = (state.exact.text.short(), issue.name(&governance.words));
        lines.push(format!("{name} ({text}) is in force since {}", issue.since.in_english()));
    }
    let about = |record: &&Arc<Record>| record.page.is_some() && record.page == subject.working.document;
    for record in governance.records.iter().filter(about) {
        if record.takes_effect().is_none_or(|day| day > on) {
            let when = record.takes_effect().map_or_else(
                || "not committed yet".to_owned(),
                |day| format!("counts from {}", day.in_english()),
            );
            let Record { role, person, .. } = &**record;
            lines.push(format!(
                "{} by {person} as {role}, {when}: {}",
                record.deed.name(),
                record.place.file
            ));
        }
    }
    if let Some(waiting) = &now.waiting {
        let roles = if waiting.roles.is_empty() {
            String::new()
        } else {
            format!(" for {}", waiting.roles.join(", "))
        };
        lines.push(format!("a newer text waits{roles}"));
    }
    if let Some(text) = text {
        lines.extend(words_since(governed, subject, text)?);
    }
    Ok(lines)
}

fn words_since(
    governed: &GovernedSite,
    subject: &Subject,
    text: &TextThen,
) -> Result<Option<String>, Failure> {
    let Some(last) = subject.states.last().filter(|last| last.exact.text != text.state.exact.text) else {
        return Ok(None);
    };
    let (then, now) = (governed.text(text.state.exact.text)?, governed.text(last.exact.text)?);
    let summary = compared(&then, &now, &governed.site.config).summary;
    let (name, id) = (shell::argument(subject.name()), text.state.exact.text.short());
    Ok(Some(format!("the newest committed text differs: {summary} (`guidepost diff {name} {id}`)")))
}

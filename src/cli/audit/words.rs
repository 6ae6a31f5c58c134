//! What is known of a page on a day, as people and programs read it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::audited::{Audited, AuditedRecord, RecordCommit, TextThen};
use crate::date::Day;
use crate::model::{Capacity, FileRelation, Proof, Seal, SealKind};

pub(super) fn text(audited: &Audited) -> String {
    let mut out = format!("{} “{}” ({})\n", audited.name, audited.title, audited.file);
    // Writing to a text cannot fail.
    if let Some(remark) = audited.remark {
        let _ = writeln!(out, "{remark}");
    }
    let _ = write!(out, "\n{}.\n", audited.stands);
    for earlier in &audited.earlier {
        let _ = writeln!(out, "{earlier}.");
    }
    if let Some(account) = audited.account {
        let _ = writeln!(out, "{}.", account.words());
    }
    if let Some(last) = audited.open_since {
        let last = last.in_english();
        let _ = writeln!(
            out,
            "That day is still open: the last commit is of {last}, and one that comes later may be dated no earlier."
        );
    }
    if let Some(then) = &audited.text {
        text_then(&mut out, then);
    }
    for evidence in &audited.records {
        record(&mut out, evidence);
    }
    out.push_str("\nSince then:\n");
    if audited.since.is_empty() {
        out.push_str("  nothing changed\n");
    }
    for line in &audited.since {
        let _ = writeln!(out, "  {line}");
    }
    if !audited.checks.is_empty() {
        out.push_str("\nTo check that without guidepost, at the top of the repository:\n");
    }
    for check in &audited.checks {
        let _ = writeln!(out, "  {}\n      {}", check.command, check.shows);
    }
    out
}

fn text_then(out: &mut String, then: &TextThen) {
    let commit = &then.state.commit;
    let day = then.committed.map(Day::in_english).unwrap_or_default();
    let _ = write!(
        out,
        "\nThe text\n  {}\n  {} in commit {} of {day} by {}: {}\n",
        then.state.exact.text,
        then.written,
        commit.id.short(),
        then.author,
        then.reason,
    );
    if then.path != then.written {
        let _ = writeln!(out, "  moved since: {} in commit {}", then.path, then.stood.short());
    }
    let exact = &then.state.exact;
    for shown in exact.approved_with() {
        let (file, id) = (&shown.file, shown.id.short());
        let _ = match exact.reference_of(shown) {
            Some(FileRelation::Settings) => writeln!(out, "  with the controlled keys of {file} ({id})"),
            Some(FileRelation::Keys) => writeln!(out, "  with the keys of {file} that it speaks for ({id})"),
            Some(FileRelation::Signers) => writeln!(out, "  with the list of signers {file} ({id})"),
            Some(FileRelation::RolePage) => writeln!(out, "  with the page of a role {file} ({id})"),
            Some(FileRelation::Framed) => writeln!(out, "  speaking for {file} ({id})"),
            Some(FileRelation::Written(_)) | None => writeln!(out, "  showing {file} ({id})"),
        };
    }
}

fn record(out: &mut String, evidence: &AuditedRecord) {
    let record = &evidence.record;
    let as_deputy = if evidence.capacity == Some(Capacity::Deputy) { ", a deputy" } else { "" };
    let _ = write!(
        out,
        "\n{} by {} as {}{as_deputy} on {}\n  {}\n",
        capital(record.deed.name()),
        record.person,
        record.role,
        record.date.in_english(),
        evidence.file,
    );
    if let Some(by) = &evidence.appointed_by {
        let _ = writeln!(out, "  appointed by {by}, since nobody held the role");
    }
    let reason = record.withdrawal().map(|withdrawal| &withdrawal.reason);
    let words = [("reason", reason), ("note", Some(&record.note)), ("evidence", Some(&record.evidence))];
    for (name, words) in words {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            let _ = writeln!(out, "  {name}: {words}");
        }
    }
    if let Some(brought) = &evidence.brought {
        let _ = writeln!(out, "  {}", arrival(brought));
    }
    let _ = writeln!(out, "  {}", proof(evidence));
}

fn arrival(brought: &RecordCommit) -> String {
    let arrival = &brought.arrival;
    let seal = match (&brought.seal, brought.kind) {
        (Some(seal), _) => seal.in_english(),
        (None, Some(kind)) => {
            format!("it carries an {kind} signature, which is not checked: the site does not say who signs")
        }
        (None, None) => Seal::Unsigned.in_english(),
    };
    let merged = brought.merged.map_or(String::new(), |merged| format!(" with {}", merged.short()));
    format!(
        "brought by commit {} of {}, on the main line since {}{merged}; {seal}",
        arrival.commit.short(),
        arrival.by.name,
        arrival.day.in_english(),
    )
}

fn proof(evidence: &AuditedRecord) -> &'static str {
    match evidence.proof {
        Proof::None => "who it was is what the record says; the model wanted no more",
        Proof::Committer => "the model wanted it committed by the person themselves, and it was",
        Proof::Signed => "the model wanted it signed by the person themselves, and it was",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn json(audited: &Audited) -> Value {
    let checks = audited.checks.iter().map(|check| json!({ "command": check.command, "shows": check.shows }));
    json!({
        "page": audited.name,
        "title": &*audited.title,
        "path": audited.file,
        "on": audited.on.to_string(),
        "remark": audited.remark,
        "stands": audited.stands,
        "earlier_that_day": audited.earlier,
        "adopted": audited.account.map(|account| json!({
            "commit": account.commit().to_string(),
            "known_from_outside": account.is_held(),
        })),
        "is_closed": audited.open_since.is_none(),
        "in_force": audited.text.as_ref().map(json_of_text),
        "records": audited.records.iter().map(json_of_record).collect::<Vec<_>>(),
        "since": audited.since,
        "checks": checks.collect::<Vec<_>>(),
    })
}

fn json_of_text(then: &TextThen) -> Value {
    let commit = &then.state.commit;
    let shown = then.state.exact.approved_with();
    json!({
        "text": then.state.exact.text.to_string(),
        "issue": then.issue,
        "since": then.from.to_string(),
        "again_since": then.again.map(|day| day.to_string()),
        "until": then.until.map(|day| day.to_string()),
        "commit": commit.id.to_string(),
        "committed": commit.committed.to_string(),
        "author": then.author,
        "summary": then.reason,
        "path": then.written.to_string(),
        "stood": { "commit": then.stood.to_string(), "path": then.path.to_string() },
        "embedded": shown
            .iter()
            .map(|shown| json!({ "file": shown.file.as_str(), "id": shown.id.to_string() }))
            .collect::<Vec<_>>(),
    })
}

fn key(seal: &Seal) -> Option<&str> {
    match seal {
        Seal::Good { key, .. } | Seal::Stranger { key, .. } => Some(key),
        _ => None,
    }
}

fn json_of_record(evidence: &AuditedRecord) -> Value {
    let record = &evidence.record;
    let brought = evidence.brought.as_ref();
    json!({
        "record": record.deed.name(),
        "file": evidence.file.to_string(),
        "role": &*record.role,
        "person": &*record.person,
        "capacity": evidence.capacity.map(|capacity| match capacity {
            Capacity::Holder => "holder",
            Capacity::Deputy => "deputy",
        }),
        "appointed_in_need_by": evidence.appointed_by.as_deref(),
        "date": record.date.to_string(),
        "takes_effect": record.takes_effect().map(|day| day.to_string()),
        "note": &*record.note,
        "evidence": &*record.evidence,
        "proof": match evidence.proof {
            Proof::None => "none",
            Proof::Committer => "committer",
            Proof::Signed => "signed",
        },
        "commit": brought.map(|brought| json!({
            "id": brought.arrival.commit.to_string(),
            "by": &*brought.arrival.by.name,
            "arrived": brought.arrival.day.to_string(),
            "main_line": brought.merged.map(|merged| merged.to_string()),
            "signature": brought.kind.map(SealKind::name),
            "verified": brought.seal.as_ref().map(Seal::is_good),
            "key": brought.seal.as_ref().and_then(key),
        })),
    })
}

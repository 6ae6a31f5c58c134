//! The commands of git with which somebody checks each step without us.

use std::collections::BTreeSet;

use super::audited::{Audited, AuditedRecord, ProofCommand, RecordCommit, TextThen};
use crate::cli::governed_site::GovernedSite;
use crate::cli::outcome::Failure;
use crate::model::{CommitId, Embedded, FileRelation, PageState, RepoPath, Seal, SealKind, TextId};
use crate::path::FilePath;
use crate::shell;

/// Git as an auditor runs it: no grafts and no objects that replace others have a say, and names of files are no patterns.
const GIT: &str = "GIT_GRAFT_FILE= git --no-replace-objects --literal-pathspecs";

/// Every step of the audit, as commands that are run at the top of the repository.
pub(super) fn checks(governed: &GovernedSite, audited: &Audited) -> Result<Vec<ProofCommand>, Failure> {
    let mut checks = Vec::new();
    if let Some(text) = &audited.text {
        checks.extend(of_text(governed, text)?);
    }
    for evidence in &audited.records {
        checks.extend(of_record(governed, evidence)?);
    }
    checks.extend(of_absence(governed, audited)?);
    Ok(checks)
}

/// What shows that nothing was left out: where the day ends on the main line, all that came to the folders of records by
/// then, and what there still names the page.
fn of_absence(governed: &GovernedSite, audited: &Audited) -> Result<Vec<ProofCommand>, Failure> {
    let governance = governed.governance()?;
    let (Some(last), Some(head)) = (governance.fold.last_on(audited.on), governance.fold.head()) else {
        return Ok(Vec::new());
    };
    // The one after it shows that the day ends between them.
    let next = governance.fold.next_after(last).unwrap_or(head);
    let line = check(
        format!("{GIT} log --first-parent --format='%H %cI' -2 {next}"),
        format!(
            "{}, the last commit of the main line by the end of that day, and the next one, or the one before where it is the newest",
            last.short()
        ),
    );
    let on_line = check(
        format!("{GIT} rev-list --first-parent --count {last}..{head}"),
        "how many commits of the main line came after that day",
    );
    let folders = governance.fold.folders_of_records(audited.on);
    let Some(root) = governance.fold.root().filter(|_| !folders.is_empty()) else {
        return Ok(vec![line, on_line]);
    };
    let by_then = governance.fold.commits.iter().take_while(|(_, day)| *day <= audited.on);
    let by_then: Vec<CommitId> = by_then.map(|(commit, _)| *commit).collect();
    let (at_any_time, at_last) = (stood(governed, &folders, &by_then), stood(governed, &folders, &[last]));
    let came = check(
        format!(
            "{GIT} log --first-parent -m --no-renames --diff-filter=AMD --name-status --format='%H %cI' {last} --not '{root}^@' -- {at_any_time}"
        ),
        "all that came to the folders of records by then since the first model was adopted, was changed there or taken away: the records told above, others that change nothing of this, and such as do not count",
    );
    let there = check(
        format!("{GIT} grep -lwF -e {} {last} -- {at_last}", shell::word(&audited.name)),
        "records that still lie there and name the page in plain words; nothing where there are none",
    );
    Ok(vec![line, on_line, came, there])
}

/// Where folders of the site stood in some commits, as a command names them at the top of the repository.
fn stood(governed: &GovernedSite, folders: &BTreeSet<FilePath>, commits: &[CommitId]) -> String {
    let each = folders.iter().flat_map(|folder| commits.iter().map(move |commit| (*commit, folder)));
    let paths: BTreeSet<String> =
        each.map(|(commit, folder)| governed.versions.path_in(commit, folder).to_string()).collect();
    let word = |path: &String| if path.is_empty() { ".".to_owned() } else { shell::word(path) };
    paths.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn check(command: String, shows: impl Into<String>) -> ProofCommand {
    ProofCommand { command, shows: shows.into() }
}

fn of_text(governed: &GovernedSite, text: &TextThen) -> Result<Vec<ProofCommand>, Failure> {
    let exact = &text.state.exact;
    let mut checks = vec![
        check(format!("{GIT} rev-parse {}", at(text.stood, &text.path)), format!("prints {}", exact.text)),
        hashed(exact.text),
        check(format!("{GIT} show {}", exact.text), "the words that were in force"),
        check(
            format!("{GIT} show --format='%H %an %cI%n%s' --no-patch {}", text.state.commit.id),
            "who wrote them, and when",
        ),
    ];
    for shown in exact.approved_with() {
        let what = match exact.reference_of(shown) {
            Some(FileRelation::Settings | FileRelation::Keys) => {
                checks.extend(keys(governed, text, shown)?);
                continue;
            }
            Some(FileRelation::Framed) => "a file that the frame speaks for",
            Some(FileRelation::Signers) => "the list of signers",
            Some(FileRelation::RolePage) => "the page of a role that was adopted with it",
            Some(FileRelation::Written(_)) | None => "the file that the page showed",
        };
        let path = governed.versions.path_in(text.stood, &shown.file);
        checks.push(check(
            format!("{GIT} rev-parse {}", at(text.stood, &path)),
            format!("prints {}, {what}", shown.id),
        ));
        checks.push(hashed(shown.id));
    }
    Ok(checks)
}

/// Git reads an object without asking whether its bytes are those of its name.
fn hashed(id: TextId) -> ProofCommand {
    check(
        format!("{GIT} cat-file blob {id} | git hash-object --stdin"),
        format!("prints {id}, the name that these bytes have"),
    )
}

/// Keys of the settings are approved in a form of their own.
fn keys(governed: &GovernedSite, text: &TextThen, named: &Embedded) -> Result<Option<ProofCommand>, Failure> {
    let PageState { exact, facts: Some(facts), .. } = &text.state else { return Ok(None) };
    let Some(keys) = governed.keys(exact, (text.stood, facts))? else { return Ok(None) };
    let path = at(text.stood, &governed.versions.path_in(text.stood, &named.file));
    let lines: Vec<String> = keys.lines().map(shell::word).collect();
    // Without a line, printf would print an empty one.
    let print =
        if lines.is_empty() { "printf ''".to_owned() } else { format!("printf '%s\\n' {}", lines.join(" ")) };
    let what = if exact.is_of_model() { "the controlled keys" } else { "the keys that the frame speaks for" };
    Ok(Some(check(
        format!("{print} | git hash-object --stdin"),
        format!("prints {}, {what} in `{GIT} show {path}`", named.id),
    )))
}

fn of_record(governed: &GovernedSite, evidence: &AuditedRecord) -> Result<Vec<ProofCommand>, Failure> {
    let Some(brought) = &evidence.brought else { return Ok(Vec::new()) };
    let files: Vec<String> = brought.paths.iter().map(|path| shell::word(&path.to_string())).collect();
    let file = files.join(" ");
    let moves = if files.len() > 1 { ", below those that moved the site" } else { "" };
    let commit = brought.arrival.commit;
    let head = governed.governance()?.fold.head().map(|head| head.to_string()).unwrap_or_default();
    let covers = evidence.record.text().map_or(String::new(), |text| format!(", which names {}", text.text));
    let mut checks = vec![
        check(
            format!("{GIT} show {}", at(commit, &evidence.file)),
            format!("the record as it arrived{covers}"),
        ),
        check(format!("{GIT} log --format='%H %an %cI' {head} -- {file}"), arrived(brought, commit)),
    ];
    if let Some(merged) = brought.merged {
        checks.push(check(
            format!("{GIT} log --first-parent --format='%H %an %cI' {head} -- {file}"),
            match brought.changed.as_slice() {
                [] => format!("{}, which brought it to the main line{moves}", merged.short()),
                _ => format!(
                    "{}, which brought it to the main line, below those that changed it later{moves}",
                    merged.short()
                ),
            },
        ));
    }
    checks.push(signature(brought));
    checks.extend(role(governed, evidence)?);
    Ok(checks)
}

/// What the history of a record's file shows.
fn arrived(brought: &RecordCommit, commit: CommitId) -> String {
    match brought.changed.as_slice() {
        [] if brought.paths.len() > 1 => {
            format!(
                "{}, which brought the record, below those that moved the site: nobody changed its words since",
                commit.short()
            )
        }
        [] if !brought.arrival.again.is_empty() => {
            let again = brought.arrival.again.iter().map(|again| again.commit.short());
            let again: Vec<String> = again.collect();
            format!(
                "{} and {}, each by the person themselves, and what took the record out in between: nobody changed it since",
                commit.short(),
                again.join(", ")
            )
        }
        [] => format!("one line, {}: nobody changed the record since", commit.short()),
        changed => {
            let changed: Vec<String> = changed.iter().map(|(commit, _)| commit.short()).collect();
            let (commit, changed) = (commit.short(), changed.join(", "));
            format!(
                "{commit}, which brought the record, below those that changed it later ({changed}); it counts as it arrived"
            )
        }
    }
}

/// What says that the person held the role: an appointment, else the page of the role as it was in force then.
fn role(governed: &GovernedSite, evidence: &AuditedRecord) -> Result<Option<ProofCommand>, Failure> {
    let (governance, record) = (governed.governance()?, &evidence.record);
    let held = format!("that {} held {} on {}", record.person, record.role, record.date);
    if let Some(appointment) = governance.appointment(record)
        && let Some(arrival) = &appointment.arrival
    {
        let path = at(arrival.commit, &governed.versions.path_in(arrival.commit, &appointment.place.file));
        return Ok(Some(check(format!("{GIT} show {path}"), held)));
    }
    let Some((commit, file, text)) = governance.role_page(record) else { return Ok(None) };
    let path = governed.versions.path_in(commit, file);
    let entry = governed.versions.entry(commit, &path).map_err(Failure::new)?;
    // Where the page was moved since, its words are found by their own name.
    let is_there = entry.is_some_and(|entry| entry.text == text);
    let shown = if is_there { at(commit, &path) } else { text.to_string() };
    Ok(Some(check(format!("{GIT} show {shown}"), held)))
}

/// How the signature of the commit is checked: an SSH key by the list of signers that was in force.
fn signature(brought: &RecordCommit) -> ProofCommand {
    let verify = format!("verify-commit {}", brought.arrival.commit);
    let list = brought.signers.filter(|_| brought.kind == Some(SealKind::Ssh));
    let command = match list {
        Some(list) => format!(
            "f=$(mktemp) && {GIT} cat-file blob {list} > $f && {GIT} -c gpg.ssh.allowedSignersFile=$f {verify}"
        ),
        None => format!("{GIT} {verify}"),
    };
    let shows = match (&brought.seal, brought.kind) {
        (_, None) => "fails: the commit carries no signature".to_owned(),
        (Some(Seal::Good { address, key, .. }), _) => format!("that {address} signed it with the key {key}"),
        (Some(Seal::Stranger { .. }), _) if list.is_some() => {
            "fails, or names somebody else than who committed it".to_owned()
        }
        (Some(Seal::Broken { kind }), _) => format!("fails: its {kind} signature does not hold"),
        (_, Some(kind)) => format!("whether its {kind} signature holds"),
    };
    check(command, shows)
}

/// "commit:path", as a shell takes it.
fn at(commit: CommitId, path: &RepoPath) -> String {
    shell::word(&format!("{commit}:{path}"))
}
